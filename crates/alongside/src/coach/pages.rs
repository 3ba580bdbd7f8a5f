//! The admin's pages of the coach, and what it says beneath a text on any page. Prepared words only.

mod coached;
mod field;

pub use coached::{Coached, Mark as CoachMark, Meter, Offer, Remark, Waiting};
pub use field::{CoachedField, LookItOver, LookedOver, LookedOverPage, Piece};

use super::Sentence;
use crate::view::{Choices, Desk, Errors, Moment, Place, page};
use askama::Template;

/// `/admin/coach`: every rule by what it marks words for, and what was changed lately.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "coach/pages/rules.html")]
pub struct RulesPage {
    pub desk: Desk,
    pub q: String,
    pub labels: Choices,
    /// All, switched off, our own.
    pub shows: Choices,
    pub groups: Vec<Group>,
    /// When, and “Fay Gran switched off “obviously” for Network”.
    pub changes: Vec<(Moment, String)>,
}
page!(RulesPage);

/// The rules of one label.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// “Talking down”
    pub word: &'static str,
    pub key: &'static str,
    pub rules: Vec<RuleRow>,
}

#[derive(Clone, Debug, Default)]
pub struct RuleRow {
    /// As in the address.
    pub name: String,
    pub title: String,
    pub reason: String,
    /// “English”; empty for every language.
    pub language: &'static str,
    /// “off for Network”; empty when it is on for everybody.
    pub state: String,
    pub own: bool,
}

/// `/admin/coach/rules/{name}`: a rule that comes with the coach, with its switches (`POST /admin/coach/changes`).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "coach/pages/rule.html")]
pub struct RulePage {
    pub desk: Desk,
    /// Field: `change`.
    pub errors: Errors,
    pub name: String,
    pub title: String,
    pub label: &'static str,
    pub language: &'static str,
    pub reason: String,
    pub suggestion: String,
    pub hits: Vec<String>,
    pub near_misses: Vec<String>,
    pub switches: Vec<Switch>,
    pub trial: Option<TrialView>,
}
page!(RulePage);

/// A rule for everybody or for a team.
#[derive(Clone, Debug, Default)]
pub struct Switch {
    /// The team's id; empty for everybody.
    pub team: String,
    /// “Everybody”, “Network”
    pub name: String,
    pub is_off: bool,
    /// Off for this team since it is off for everybody.
    pub follows: bool,
}

/// `/admin/coach/rules/new` and `/admin/coach/rules/own_{id}`: a rule of our own.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "coach/pages/own-rule.html")]
pub struct OwnRulePage {
    pub desk: Desk,
    /// Fields: `title`, `label`, `wordings`, `reason`, `suggestion`, `team`, `change`.
    pub errors: Errors,
    /// Empty for a new one.
    pub id: String,
    pub title: String,
    pub labels: Choices,
    pub languages: Choices,
    pub teams: Choices,
    pub wordings: String,
    pub reason: String,
    pub suggestion: String,
    pub trial: Option<TrialView>,
}
page!(OwnRulePage);

/// `/admin/coach/words`: plain words of our own, and terms that are welcome.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "coach/pages/words.html")]
pub struct WordsPage {
    pub desk: Desk,
    /// Fields: `term`, `plain`, `team`, `change`.
    pub errors: Errors,
    pub q: String,
    pub words: Vec<WordRow>,
    /// Terms that come with the coach and match `q`: term, plain words, and where the house changes them.
    pub shipped: Vec<Shipped>,
    /// Empty for a new one.
    pub id: String,
    pub term: String,
    pub plain: String,
    pub welcome: bool,
    pub languages: Choices,
    pub teams: Choices,
    pub trial: Option<TrialView>,
}
page!(WordsPage);

#[derive(Clone, Debug, Default)]
pub struct WordRow {
    pub id: String,
    pub term: String,
    /// Empty when it is welcome.
    pub plain: String,
    /// “English · Network”
    pub holds: String,
}

/// A term that comes with the coach.
#[derive(Clone, Debug, Default)]
pub struct Shipped {
    pub term: String,
    pub plain: String,
    /// “English”
    pub language: &'static str,
    /// The address of the form, filled with it.
    pub link: String,
}

/// What a change would do to the latest replies, with the fields that make it hold.
#[derive(Clone, Debug, Default)]
pub struct TrialView {
    /// “With this rule off for Network, the last 12 replies of Network were read again.”
    pub what: String,
    /// “3 of them would gain a mark.”, …
    pub says: Vec<String>,
    pub gained: Vec<Sentence>,
    pub lost: Vec<Sentence>,
    pub fields: Vec<(String, String)>,
}

impl TrialView {
    fn sample(fields: &[(&str, &str)]) -> TrialView {
        let sentence = |before: &str, marked: &str, after: &str| Sentence {
            before: before.into(),
            marked: marked.into(),
            after: after.into(),
        };
        TrialView {
            what: "With this, the last 200 replies were read again.".into(),
            says: vec!["3 of them would gain a mark.".into(), "1 would lose one.".into()],
            gained: vec![
                sentence("", "Kindly revert", " with the form that … sent you"),
                sentence("Please ", "do the needful", " before Friday"),
            ],
            lost: vec![sentence("The ", "VLAN", " of your building was moved")],
            fields: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        }
    }
}

impl RulesPage {
    pub fn sample() -> RulesPage {
        let row = |name: &str, title: &str, reason: &str, state: &str, own| RuleRow {
            name: name.into(),
            title: title.into(),
            reason: reason.into(),
            language: "English",
            state: state.into(),
            own,
        };
        RulesPage {
            desk: Desk::sample(Place::Coach, None),
            q: String::new(),
            labels: Choices::of(&[("", "Everything"), ("blame", "Blame")], ""),
            shows: Choices::of(&[("", "All rules"), ("off", "Switched off"), ("own", "Our own")], ""),
            groups: vec![
                Group {
                    word: "Blame",
                    key: "blame",
                    rules: vec![
                        row("you_broke", "You broke", "It puts the fault on the reader.", "", false),
                        row(
                            "the_team",
                            "The team",
                            "It puts the fault on colleagues.",
                            "off for Network",
                            false,
                        ),
                    ],
                },
                Group {
                    word: "Language of contracts",
                    key: "legalistic",
                    rules: vec![row("own_1", "Kindly revert", "Nobody talks like that.", "", true)],
                },
            ],
            changes: vec![(
                Moment::sample("2026-11-24T11:05:00Z", "2 h", "Tuesday 24 November 2026, 11:05"),
                "Fay Gran switched off “The team” for Network".into(),
            )],
        }
    }

    pub fn sample_nothing() -> RulesPage {
        RulesPage { q: "zebra".into(), groups: Vec::new(), changes: Vec::new(), ..RulesPage::sample() }
    }
}

impl RulePage {
    pub fn sample() -> RulePage {
        let switch = |team: &str, name: &str, is_off, follows| Switch {
            team: team.into(),
            name: name.into(),
            is_off,
            follows,
        };
        RulePage {
            desk: Desk::sample(Place::Coach, None),
            errors: Errors::default(),
            name: "you_broke".into(),
            title: "You broke".into(),
            label: "Blame",
            language: "English",
            reason: "It puts the fault on the reader.".into(),
            suggestion: "Say what happened to the thing: “The folder was deleted on Monday.”".into(),
            hits: vec!["You broke the printer again.".into(), "You messed up the settings.".into()],
            near_misses: vec!["If you deleted it by accident, it can be restored.".into()],
            switches: vec![
                switch("", "Everybody", false, false),
                switch("1", "Front desk", false, false),
                switch("2", "Network & telephones", true, false),
            ],
            trial: None,
        }
    }

    pub fn sample_trial() -> RulePage {
        let fields = [("change", "off"), ("rule", "you_broke"), ("team", "")];
        RulePage { trial: Some(TrialView::sample(&fields)), ..RulePage::sample() }
    }
}

impl OwnRulePage {
    pub fn sample() -> OwnRulePage {
        OwnRulePage {
            desk: Desk::sample(Place::Coach, None),
            errors: Errors::default(),
            id: "1".into(),
            title: "Kindly revert".into(),
            labels: Choices::of(&[("blame", "Blame"), ("legalistic", "Language of contracts")], "legalistic"),
            languages: Choices::of(&[("en", "English"), ("de", "German")], "en"),
            teams: Choices::of(&[("", "Everybody"), ("2", "Network & telephones")], ""),
            wordings: "kindly revert\ndo the needful".into(),
            reason: "Nobody talks like that.".into(),
            suggestion: "Ask for what you need: “Please send us the form.”".into(),
            trial: Some(TrialView::sample(&[("change", "rule"), ("id", "1"), ("title", "Kindly revert")])),
        }
    }

    pub fn sample_errors() -> OwnRulePage {
        OwnRulePage {
            errors: Errors::sample(&[("wordings", "Write at least one wording that it marks.")]),
            id: String::new(),
            wordings: String::new(),
            trial: None,
            ..OwnRulePage::sample()
        }
    }
}

impl WordsPage {
    pub fn sample() -> WordsPage {
        let row = |id: &str, term: &str, plain: &str, holds: &str| WordRow {
            id: id.into(),
            term: term.into(),
            plain: plain.into(),
            holds: holds.into(),
        };
        WordsPage {
            desk: Desk::sample(Place::Coach, None),
            errors: Errors::default(),
            q: "vlan".into(),
            words: vec![
                row("1", "ZEUS", "the timetable program", "English · Everybody"),
                row("2", "VLAN", "", "English · Network & telephones"),
            ],
            shipped: vec![Shipped {
                term: "VLAN".into(),
                plain: "a separate part of the network".into(),
                language: "English",
                link: "/admin/coach/words?term=VLAN&language=en#change".into(),
            }],
            id: String::new(),
            term: String::new(),
            plain: String::new(),
            welcome: false,
            languages: Choices::of(&[("en", "English"), ("de", "German")], "en"),
            teams: Choices::of(&[("", "Everybody"), ("2", "Network & telephones")], ""),
            trial: None,
        }
    }

    pub fn sample_errors() -> WordsPage {
        WordsPage {
            errors: Errors::sample(&[("plain", "Give plain words for it, or make the term welcome.")]),
            q: String::new(),
            words: Vec::new(),
            shipped: Vec::new(),
            id: "1".into(),
            term: "ZEUS".into(),
            ..WordsPage::sample()
        }
    }
}
