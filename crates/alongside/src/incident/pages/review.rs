//! The page of a review.

use super::sample::at;
use crate::coach::Kind;
use crate::coach::pages::{CoachedField, LookItOver};
use crate::view::{Choices, Desk, Html, Moment, Place, Status, page};
use askama::Template;

/// `GET /desk/incidents/{number}/review`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/review.html")]
pub struct ReviewPage {
    pub desk: Desk,
    pub number: String,
    pub title: String,
    pub version: i64,
    pub can_work: bool,
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
    pub look: LookItOver,
    pub actions: Vec<ActionRow>,
    pub owners: Choices,
    pub is_published: bool,
    /// There is a plain version to publish.
    pub has_plain: bool,
    /// Who closed it, and when.
    pub closed: Option<(String, Moment)>,
}
page!(ReviewPage);

/// Something the records say: “Until it was mended”, “1 h 20 min”.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub name: &'static str,
    pub value: String,
    /// How it is worked out.
    pub note: String,
}

/// One section: a field to write in, or what was written once it is closed.
#[derive(Clone, Debug)]
pub struct Section {
    pub field: CoachedField,
    pub html: crate::view::Html,
}

#[derive(Clone, Debug, Default)]
pub struct ActionRow {
    pub number: String,
    pub subject: String,
    pub status: crate::view::Status,
    pub owner: String,
    /// By when it was promised.
    pub due: Option<Moment>,
    /// Why the review cannot be closed yet: “nobody owns it”; empty when it is in order.
    pub lacks: &'static str,
}

impl ReviewPage {
    pub fn sample() -> ReviewPage {
        let section = |name, label: &str, text: &str| Section {
            field: CoachedField {
                text: text.into(),
                help: "What made it possible: systems, habits, pressures. Never a person.".into(),
                ..CoachedField::new(Kind::Review, name, label)
            },
            html: Html(format!("<p>{text}</p>")),
        };
        let fact = |name, value: &str, note: &str| Fact { name, value: value.into(), note: note.into() };
        ReviewPage {
            desk: Desk::sample(Place::Incidents, None),
            number: "12".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            version: 2,
            can_work: true,
            facts: vec![
                fact("Until we knew", "7 minutes", "from the beginning until it was declared"),
                fact("Until somebody was at it", "at once", "from then until its owner had a hand in it"),
                fact("Until it was mended", "1 h 12 min", "from the beginning until it was over"),
                fact("People who wrote", "21", "with a ticket or “me too”"),
                fact("Updates", "4, 1 late", ""),
                fact("Promises of an update", "3 kept, 0 renewed, 1 broken", ""),
            ],
            sections: vec![
                section("what_happened", "What happened", "The switch in the basement stopped at 13:58."),
                section("causes", "Causes and conditions", "It was two years past its warranty."),
            ],
            look: LookItOver,
            actions: vec![
                ActionRow {
                    number: "1061".into(),
                    subject: "Keep a spare switch in the basement".into(),
                    status: Status::Open,
                    owner: "Di Ek".into(),
                    due: Some(at("2026-11-30T11:00:00Z", "6 d", "Monday 30 November 2026, 12:00")),
                    lacks: "",
                },
                ActionRow {
                    number: "1062".into(),
                    subject: "Write down where the switches are".into(),
                    status: Status::New,
                    owner: String::new(),
                    due: None,
                    lacks: "nobody owns it",
                },
            ],
            owners: Choices::of(&[("", "Choose…"), ("3", "Di Ek")], ""),
            is_published: false,
            has_plain: true,
            closed: None,
        }
    }

    pub fn sample_closed() -> ReviewPage {
        ReviewPage {
            closed: Some((
                "Di Ek".into(),
                at("2026-11-26T11:00:00Z", "2 d", "Thursday 26 November 2026, 12:00"),
            )),
            is_published: true,
            ..ReviewPage::sample()
        }
    }
}
