//! The desk's pages on problems. Prepared words only.

use crate::coach::Kind;
use crate::coach::pages::CoachedField;
use crate::view::{Choices, Desk, Errors, Face, Moment, Place, Status, page};
use askama::Template;

/// `/desk/problems?show=…`: `open`, `known_error`, `fixed` or `closed`; and the form that opens one (`POST /desk/problems`).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "problem/pages/problems.html")]
pub struct ProblemsPage {
    pub desk: Desk,
    pub show: &'static str,
    pub problems: Vec<ProblemRow>,
    /// Address of the next page; empty on the last.
    pub more: String,
    pub can_work: bool,
    /// Fields: `title`.
    pub errors: Errors,
    pub title: String,
    pub services: Choices,
    /// The ticket that is linked to it right away: its number, or empty.
    pub ticket: String,
}
page!(ProblemsPage);

#[derive(Clone, Debug, Default)]
pub struct ProblemRow {
    pub number: i64,
    pub title: String,
    pub owner: Face,
    /// “12 tickets”; may be empty.
    pub tickets: String,
    pub since: Moment,
}

/// `/desk/problems/{number}`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "problem/pages/problem.html")]
pub struct ProblemPage {
    pub desk: Desk,
    pub number: i64,
    pub title: String,
    /// As in [`super::State`].
    pub state: &'static str,
    pub state_word: &'static str,
    pub can_work: bool,
    pub version: i64,
    pub owners: Choices,
    /// Fields: `title` and the texts.
    pub errors: Errors,
    pub services: Vec<Choosable>,
    pub hypothesis: CoachedField,
    pub tests: CoachedField,
    pub cause: CoachedField,
    pub workaround: CoachedField,
    pub fix: CoachedField,
    pub matches: String,
    pub tickets: Vec<TicketRow>,
    pub incidents: Vec<RecordLink>,
    /// The change that brought it and the one that mended it.
    pub caused_by: Option<RecordLink>,
    pub fixed_by: Option<RecordLink>,
    /// Who is told when it is published or mended, for all to see before: “214 people”, and the first of their names.
    pub told: String,
    pub told_names: Vec<String>,
    pub told_more: String,
    pub timeline: Vec<TimelineRow>,
    /// When it was published and mended; may be missing.
    pub published: Option<Moment>,
    pub fixed: Option<Moment>,
}
page!(ProblemPage);

/// Something with a box to tick.
#[derive(Clone, Debug, Default)]
pub struct Choosable {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

#[derive(Clone, Debug, Default)]
pub struct TicketRow {
    pub number: i64,
    pub subject: String,
    pub requester: String,
    pub status: Status,
    /// “asked whether it works”; may be empty.
    pub remark: &'static str,
}

#[derive(Clone, Debug, Default)]
pub struct RecordLink {
    pub path: String,
    pub name: String,
    pub title: String,
}

#[derive(Clone, Debug, Default)]
pub struct TimelineRow {
    pub at: Moment,
    pub words: String,
    pub is_note: bool,
    pub who: String,
}

fn text(name: &'static str, label: &str, help: &str, text: &str) -> CoachedField {
    CoachedField {
        help: help.into(),
        text: text.into(),
        rows: 3,
        length_max: super::TEXT_LENGTH_MAX,
        ..CoachedField::new(Kind::Note, name, label)
    }
}

impl ProblemPage {
    /// The five texts, with what is in them.
    pub fn with_texts(self, facts: &super::Facts) -> ProblemPage {
        let for_people = |field: CoachedField| CoachedField { kind: Kind::Announcement, ..field };
        ProblemPage {
            hypothesis: text("hypothesis", "What we suspect", "", &facts.hypothesis),
            tests: text("tests", "What we tried", "And what came of it.", &facts.tests),
            cause: text("cause", "The cause", "Conditions and causes, never a culprit.", &facts.cause),
            workaround: for_people(text(
                "workaround",
                "What helps meanwhile",
                "In plain words: the people affected will read exactly this.",
                &facts.workaround,
            )),
            fix: for_people(text(
                "fix",
                "The fix",
                "In plain words: they will read this when it is mended.",
                &facts.fix,
            )),
            matches: facts.matches.clone(),
            ..self
        }
    }

    pub fn sample() -> ProblemPage {
        let facts = super::Facts {
            hypothesis: "The new driver sends an empty page first.".into(),
            tests: "Printed with the old driver on ward 5: labels are fine.".into(),
            cause: String::new(),
            workaround: "Choose the printer whose name ends in “old”. It prints your labels as before."
                .into(),
            matches: "blank label\nlabels come out empty".into(),
            fix: String::new(),
        };
        ProblemPage {
            desk: Desk::sample(Place::Problems, None),
            number: 7,
            title: "Label printers print blank labels".into(),
            state: "known_error",
            state_word: "Known error",
            can_work: true,
            version: 3,
            owners: Choices::of(&[("8", "Bo Nilsson (you)"), ("9", "Cy Adeyemi")], "8"),
            services: vec![
                Choosable { value: "5".into(), label: "Printing".into(), chosen: true },
                Choosable { value: "6".into(), label: "Mail and calendar".into(), chosen: false },
            ],
            tickets: vec![TicketRow {
                number: 1042,
                subject: "Label printer prints blank labels".into(),
                requester: "Ana Oliveira-Kowalczyk".into(),
                status: Status::Open,
                remark: "",
            }],
            incidents: vec![RecordLink {
                path: "/desk/incidents/3".into(),
                name: "Incident 3".into(),
                title: "No labels in the pharmacy".into(),
            }],
            told: "214 people".into(),
            told_names: vec!["Ana Oliveira-Kowalczyk".into(), "Eve Lindqvist".into()],
            told_more: "and 212 more".into(),
            timeline: vec![TimelineRow {
                at: Moment::sample("2026-11-23T15:00:00Z", "yesterday", "Monday 23 November 2026, 16:00"),
                words: "Bo Nilsson opened the problem".into(),
                is_note: false,
                who: String::new(),
            }],
            published: Some(Moment::sample(
                "2026-11-24T08:00:00Z",
                "1 h ago",
                "Tuesday 24 November 2026, 09:00",
            )),
            ..ProblemPage::default()
        }
        .with_texts(&facts)
    }
}

impl ProblemsPage {
    pub fn sample() -> ProblemsPage {
        ProblemsPage {
            desk: Desk::sample(Place::Problems, None),
            show: "open",
            can_work: true,
            problems: vec![ProblemRow {
                number: 7,
                title: "Label printers print blank labels".into(),
                owner: Face::sample("BN", 8, "Bo Nilsson", true),
                tickets: "12 tickets".into(),
                since: Moment::sample("2026-11-23T15:00:00Z", "yesterday", "Monday 23 November 2026, 16:00"),
            }],
            services: Choices::of(&[("", "No service yet"), ("5", "Printing")], ""),
            ..ProblemsPage::default()
        }
    }
}
