//! The form in which a change is planned.

use crate::view::{Choices, Desk, Errors, Place, page};
use askama::Template;

/// `/desk/changes/new` and `/desk/changes/{number}/edit`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/form.html")]
pub struct FormPage {
    pub desk: Desk,
    /// “31”; empty for a new one.
    pub number: String,
    /// Where the form is posted.
    pub action: String,
    /// The version that was read.
    pub version: i64,
    pub errors: Errors,
    pub title: String,
    pub kinds: Choices,
    /// Templates to begin with; empty: none is there.
    pub templates: Choices,
    /// The template in use.
    pub template: String,
    pub impacts: Vec<RiskLevel>,
    pub likelihoods: Vec<RiskLevel>,
    /// `2026-12-01T22:00`, in the change's zone.
    pub starts: String,
    pub ends: String,
    pub time_zone: String,
    /// Zones to choose from.
    pub zones: Vec<String>,
    pub owners: Choices,
    pub teams: Choices,
    pub services: Vec<Named>,
    pub hands: Vec<Named>,
    pub plan: String,
    pub undo_plan: String,
    pub point_of_no_return: String,
    pub test: String,
    pub freeze_reason: String,
    /// Names of the freezes that its window lies in; empty for none.
    pub frozen: String,
    /// A yes was given already: changing the plan asks for it anew.
    pub was_approved: bool,
    /// People were told of its time already.
    pub was_told: bool,
}
page!(FormPage);

/// A level of impact or likelihood, with what it means.
#[derive(Clone, Debug, Default)]
pub struct RiskLevel {
    pub key: &'static str,
    pub word: &'static str,
    pub means: &'static str,
    pub chosen: bool,
}

/// A service or a colleague to tick.
#[derive(Clone, Debug, Default)]
pub struct Named {
    pub id: String,
    pub name: String,
    pub chosen: bool,
}

impl FormPage {
    fn has_hands(&self) -> bool {
        self.hands.iter().any(|hand| hand.chosen)
    }

    pub fn sample() -> FormPage {
        let level = |key, word, means, chosen| RiskLevel { key, word, means, chosen };
        let named = |id: &str, name: &str, chosen| Named { id: id.into(), name: name.into(), chosen };
        FormPage {
            desk: Desk::sample(Place::Changes, None),
            number: "31".into(),
            action: "/desk/changes/31/edit".into(),
            version: 3,
            title: "Mail moves to new servers".into(),
            kinds: Choices::of(
                &[("normal", "Normal"), ("standard", "Standard"), ("emergency", "Emergency")],
                "normal",
            ),
            templates: Choices::of(&[("", "No template"), ("1", "Monthly patches")], ""),
            impacts: vec![
                level("low", "Low", "A few people notice, and can go on working.", false),
                level("medium", "Medium", "A team or a building cannot use something for a while.", true),
                level("high", "High", "Most people are stopped, or data could be lost.", false),
            ],
            likelihoods: vec![
                level("low", "Low", "Done often here, tested, undone in minutes.", true),
                level("medium", "Medium", "Done before, or tested in part; undone within the hour.", false),
                level("high", "High", "New to us, not tested, or past a point it cannot be undone.", false),
            ],
            starts: "2026-12-01T22:00".into(),
            ends: "2026-12-01T23:30".into(),
            time_zone: "Europe/London".into(),
            zones: vec!["Europe/London".into(), "Europe/Stockholm".into(), "UTC".into()],
            owners: Choices::of(&[("8", "Bo Nilsson (you)"), ("9", "Di Ek")], "8"),
            teams: Choices::of(&[("", "No team"), ("2", "Network & telephones")], "2"),
            services: vec![named("5", "Printing", false), named("6", "Mail and calendar", true)],
            hands: vec![named("8", "Bo Nilsson (you)", true), named("11", "Cy Dahl", true)],
            plan: "1. Stop the old servers.\n2. Copy what is left.\n3. Point the name at the new ones."
                .into(),
            undo_plan: "Point the name back.".into(),
            point_of_no_return: "After midnight new mail is only on the new servers.".into(),
            test: "Send a mail to each of three people outside, and have them answer.".into(),
            frozen: "Year end".into(),
            was_approved: true,
            ..FormPage::default()
        }
    }

    pub fn sample_errors() -> FormPage {
        FormPage {
            number: String::new(),
            action: "/desk/changes/new".into(),
            title: String::new(),
            errors: Errors::sample(&[(
                "ends",
                "Please choose an end after the start, at most 31 days later.",
            )]),
            frozen: String::new(),
            was_approved: false,
            ..FormPage::sample()
        }
    }
}
