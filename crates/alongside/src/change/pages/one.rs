//! One change.

use super::{AnnouncementPage, Badge, SendRow};
use crate::view::{Desk, Face, Moment, Place, page};
use askama::Template;

/// `/desk/changes/{number}`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/one.html")]
pub struct ChangePage {
    pub desk: Desk,
    pub number: String,
    pub title: String,
    pub badge: Badge,
    pub kind: &'static str,
    /// `low`, `medium` or `high`, and in words.
    pub risk: (&'static str, &'static str),
    pub impact: (&'static str, &'static str),
    pub likelihood: (&'static str, &'static str),
    /// “Tue 1 Dec 22:00 – 23:30” in the reader's zone; empty while no window is planned.
    pub when: String,
    /// The same in the zone it was planned in, with that zone's name; empty when it is the reader's.
    pub when_there: String,
    /// For the form that moves it, in the change's own zone.
    pub starts: String,
    pub ends: String,
    pub time_zone: String,
    pub owner: Face,
    pub team: String,
    /// Name and address of each.
    pub services: Vec<(String, String)>,
    pub hands: Vec<Face>,
    /// “A yes from …”
    pub needed: &'static str,
    pub approvals: Vec<Approval>,
    /// What is still unsaid, each as a sentence's end and the field.
    pub gaps: Vec<(&'static str, &'static str)>,
    pub warnings: Vec<Warning>,
    pub texts: Vec<Paragraph>,
    /// What came of it, or why it was called off; may be empty.
    pub result: String,
    /// The incident that it caused: name, title and address.
    pub caused: Option<(String, String, String)>,
    pub timeline: Vec<Entry>,
    /// `nothing`, `draft` or `scheduled`.
    pub announcement: &'static str,
    /// Which of its seven things are unsaid, in words; may be empty.
    pub unsaid: String,
    /// How many people it goes to.
    pub audience: usize,
    pub sends: Vec<SendRow>,
    pub may_edit: bool,
    pub may_ask: bool,
    pub may_take_back: bool,
    pub may_decide: bool,
    pub may_begin: bool,
    pub may_finish: bool,
    pub may_cancel: bool,
    pub may_move: bool,
    pub may_link: bool,
    pub may_template: bool,
    /// People were told of it: they are told again.
    pub was_told: bool,
    /// What was typed when a form was refused: field and words.
    pub typed: String,
    /// Why; empty when nothing was.
    pub refused: String,
}
page!(ChangePage);

/// Who said what to it.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    pub who: Face,
    pub yes: bool,
    pub words: String,
    pub at: Moment,
}

/// Something in its way: a clash or a freeze.
#[derive(Clone, Debug, Default)]
pub struct Warning {
    pub words: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// One of the texts of its plan.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    pub label: &'static str,
    pub words: String,
}

/// One entry of the timeline.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub words: String,
    /// Who wrote it, when it is a note.
    pub by: String,
    pub at: Moment,
    pub note: bool,
}

impl ChangePage {
    fn at(&self) -> String {
        format!("/desk/changes/{}", self.number)
    }

    pub fn sample() -> ChangePage {
        let moment =
            |short: &str| Moment::sample("2026-11-24T09:00:00Z", short, "Tuesday 24 November 2026, 09:00");
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        ChangePage {
            desk: Desk::sample(Place::Changes, None),
            number: "31".into(),
            title: "Mail moves to new servers".into(),
            badge: Badge { key: "asked", word: "Waits for a yes" },
            kind: "Normal",
            risk: ("medium", "Medium risk"),
            impact: ("Medium", "A team or a building cannot use something for a while."),
            likelihood: ("Medium", "Done before, or tested in part; undone within the hour."),
            when: "Tue 1 Dec 22:00 – 23:30".into(),
            when_there: "Tue 1 Dec 23:00 – Wed 2 Dec 00:30, Europe/Stockholm".into(),
            starts: "2026-12-01T23:00".into(),
            ends: "2026-12-02T00:30".into(),
            time_zone: "Europe/Stockholm".into(),
            owner: bo.clone(),
            team: "Network & telephones".into(),
            services: vec![("Mail and calendar".into(), "/desk/services/6".into())],
            hands: vec![bo.clone(), Face::sample("CD", 11, "Cy Dahl", true)],
            needed: "Needs a yes from a lead other than its owner.",
            approvals: vec![Approval {
                who: Face::sample("DE", 9, "Di Ek", true),
                yes: false,
                words: "Please say who is at the counter that night.".into(),
                at: moment("2 h"),
            }],
            gaps: vec![],
            warnings: vec![
                Warning {
                    words: "Change 32 is on Shared folders at the same time, which Mail needs.".into(),
                    href: "/desk/changes/32".into(),
                },
                Warning { words: "It lies in a freeze: Year end.".into(), href: "/desk/calendar".into() },
            ],
            texts: vec![
                Paragraph {
                    label: "The plan",
                    words: "1. Stop the old servers.\n2. Copy what is left.".into(),
                },
                Paragraph { label: "How it is undone", words: "Point the name back.".into() },
                Paragraph {
                    label: "Point of no return",
                    words: "After midnight new mail is only on the new servers.".into(),
                },
                Paragraph {
                    label: "How we will know that it worked",
                    words: "Three people outside answer a mail.".into(),
                },
            ],
            timeline: vec![
                Entry {
                    words: "Bo Nilsson began to plan it".into(),
                    by: String::new(),
                    at: moment("3 d"),
                    note: false,
                },
                Entry {
                    words: "The vendor is on call that night.".into(),
                    by: "Cy Dahl".into(),
                    at: moment("1 d"),
                    note: true,
                },
            ],
            announcement: "scheduled",
            audience: 512,
            sends: AnnouncementPage::sample().sends,
            may_edit: true,
            may_take_back: true,
            may_decide: true,
            may_cancel: true,
            may_move: true,
            may_template: true,
            was_told: true,
            ..ChangePage::default()
        }
    }

    pub fn sample_draft() -> ChangePage {
        ChangePage {
            badge: Badge { key: "draft", word: "Draft" },
            when: String::new(),
            when_there: String::new(),
            gaps: vec![("from when until when", "starts"), ("how it is undone", "undo_plan")],
            warnings: vec![],
            approvals: vec![],
            announcement: "nothing",
            sends: vec![],
            may_take_back: false,
            may_decide: false,
            may_ask: true,
            was_told: false,
            ..ChangePage::sample()
        }
    }

    pub fn sample_over() -> ChangePage {
        ChangePage {
            badge: Badge { key: "failed", word: "Failed" },
            result: "The new servers refused mail from outside. We are back on the old ones since 00:10."
                .into(),
            caused: Some((
                "Incident 12".into(),
                "Mail from outside is late".into(),
                "/desk/incidents/12".into(),
            )),
            warnings: vec![],
            may_edit: false,
            may_take_back: false,
            may_decide: false,
            may_cancel: false,
            may_move: false,
            may_link: true,
            ..ChangePage::sample()
        }
    }
}
