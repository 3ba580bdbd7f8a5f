//! The announcement of a change.

use crate::coach::Kind;
use crate::coach::pages::CoachedField;
use crate::view::{Choices, Desk, Errors, Html, Place, page};
use askama::Template;

/// `/desk/changes/{number}/announcement`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/announcement.html")]
pub struct AnnouncementPage {
    pub desk: Desk,
    pub number: String,
    pub title: String,
    pub version: i64,
    /// `draft` or `scheduled`.
    pub state: &'static str,
    pub may_write: bool,
    pub errors: Errors,
    /// “Tue 1 Dec 22:00 – 23:30”; empty while no window is planned.
    pub when: String,
    pub parts: Vec<Part>,
    pub times: Vec<Time>,
    pub at_start: bool,
    pub at_end: bool,
    pub asks_to_acknowledge: bool,
    /// Which of the seven are unsaid, each as a sentence's end and the field.
    pub missing: Vec<(&'static str, &'static str)>,
    /// How many are told in all.
    pub told_count: usize,
    /// The first of them, by name.
    pub told: Vec<Reader>,
    /// How many more there are than are shown.
    pub more: usize,
    pub left_out: Vec<Reader>,
    /// Services whose users are told, by name.
    pub services: String,
    /// Those with the services' words, as the organisations and their counts.
    pub reach: Vec<(String, i64)>,
    pub sends: Vec<SendRow>,
    /// What the first letter says, in the reader's own zone.
    pub subject: String,
    pub preview: Html,
    /// Text of the field that adds somebody.
    pub person: String,
    /// People of the whole house to find by name, for the one that adds.
    pub none: Choices,
}
page!(AnnouncementPage);

/// One of the things it says.
#[derive(Clone, Debug)]
pub struct Part {
    pub field: CoachedField,
    pub is_missing: bool,
}

impl Part {
    pub fn sample() -> Part {
        Part { field: CoachedField::sample(), is_missing: false }
    }
}

/// A time before the start that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Time {
    pub minutes: i64,
    pub name: &'static str,
    pub chosen: bool,
}

/// Somebody who is told.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    pub id: String,
    pub name: String,
    /// Put in by hand.
    pub added: bool,
}

/// A time at which people are told, or were.
#[derive(Clone, Debug, Default)]
pub struct SendRow {
    pub occasion: &'static str,
    pub when: String,
    pub sent: bool,
    /// “512 told, 40 saw it”; may be empty.
    pub counts: String,
}

impl AnnouncementPage {
    fn at(&self) -> String {
        format!("/desk/changes/{}/announcement", self.number)
    }

    pub fn sample() -> AnnouncementPage {
        let part = |name, label: &str, text: &str| Part {
            field: CoachedField {
                text: text.into(),
                rows: 2,
                ..CoachedField::new(Kind::Announcement, name, label)
            },
            is_missing: text.is_empty(),
        };
        let reader = |id: &str, name: &str, added| Reader { id: id.into(), name: name.into(), added };
        let send = |occasion, when: &str, sent, counts: &str| SendRow {
            occasion,
            when: when.into(),
            sent,
            counts: counts.into(),
        };
        AnnouncementPage {
            desk: Desk::sample(Place::Changes, None),
            number: "31".into(),
            title: "Mail moves to new servers".into(),
            version: 2,
            state: "draft",
            may_write: true,
            when: "Tue 1 Dec 22:00 – 23:30".into(),
            parts: vec![
                part("what", "What changes?", "Mail moves to new servers."),
                part("notice", "What will people notice?", "Mail is away for about ten minutes."),
                part("must_do", "What must they do?", "Nothing."),
                part("why", "Why is it worth it?", ""),
                part("undo", "How is it undone?", "We switch back within five minutes."),
                part("contact", "Whom can they ask?", "Bo, extension 11."),
            ],
            times: vec![
                Time { minutes: 10_080, name: "A week before", chosen: true },
                Time { minutes: 1_440, name: "A day before", chosen: true },
                Time { minutes: 60, name: "An hour before", chosen: false },
            ],
            at_start: true,
            at_end: true,
            asks_to_acknowledge: true,
            missing: vec![("why it is worth it", "why")],
            told_count: 512,
            told: vec![
                reader("3", "Ana Oliveira-Kowalczyk", false),
                reader("4", "Edvin Ström", true),
                reader("5", "Zoë Müller", false),
            ],
            more: 509,
            left_out: vec![reader("7", "Max Bauer", false)],
            services: "Mail and calendar".into(),
            reach: vec![("Marlow Vale Hospital".into(), 430), ("Ward schools".into(), 81)],
            sends: vec![
                send("Beforehand", "Tue 24 Nov 22:00", true, "512 told, 40 said they saw it"),
                send("Beforehand", "Mon 30 Nov 22:00", false, ""),
                send("When it begins", "", false, ""),
                send("When it is over", "", false, ""),
            ],
            subject: "Planned: Mail moves to new servers".into(),
            preview: Html("<p><strong>What changes</strong></p><p>Mail moves to new servers.</p>".into()),
            ..AnnouncementPage::default()
        }
    }

    pub fn sample_scheduled() -> AnnouncementPage {
        AnnouncementPage { state: "scheduled", missing: vec![], ..AnnouncementPage::sample() }
    }
}
