//! The pages on promises: whose are due, and how they ended. Prepared words only.

use crate::view::{Desk, Face, Moment, Place, page};
use askama::Template;

/// `/desk/promises?show=…`: `mine`, `today`, `kept`, `renewed` or `broken`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "promise/pages/promises.html")]
pub struct PromisesPage {
    pub desk: Desk,
    pub show: &'static str,
    /// “of Network, in the last 30 days”: which part of those that ended is shown; empty for all of the last 90 days.
    pub part: String,
    pub promises: Vec<Row>,
    /// Address of the next page; empty on the last.
    pub more: String,
}
page!(PromisesPage);

/// One promise in a list.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub id: String,
    pub words: String,
    pub owner: Face,
    /// A person's name, or “everyone who is told”.
    pub made_to: String,
    /// Where it is, and what that is called: `#1042` or `Incident 12`.
    pub path: String,
    pub name: String,
    pub subject: String,
    /// Where it can be said to be kept from here; empty: on its own page only.
    pub kept_path: String,
    pub due: Moment,
    /// Open, and its time is near or over.
    pub late: bool,
    pub is_open: bool,
    /// Why there is a new time, or that it was kept late; may be empty.
    pub remark: String,
    /// The address of the reply that kept or renewed it, and what is said of it; both empty when none did.
    pub ended_by: (String, &'static str),
}

/// `/desk/promises/shares?days=…`: how promises ended, by team and by service. Never by person.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "promise/pages/shares.html")]
pub struct SharesPage {
    pub desk: Desk,
    /// 30, 90 or 365.
    pub days: i64,
    pub whole: Bar,
    pub teams: Vec<Bar>,
    pub services: Vec<Bar>,
}
page!(SharesPage);

/// How some promises ended: three counts and their parts of a hundred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub name: String,
    /// What the address of a list adds to `show=kept` for the rows behind a figure: `&days=90&team=3`.
    pub rows: String,
    pub kept: i64,
    pub renewed: i64,
    pub broken: i64,
    /// Percent of kept, renewed and broken, together a hundred; all nothing when none ended.
    pub percent: [i64; 3],
}

impl Bar {
    pub fn all(&self) -> i64 {
        self.kept + self.renewed + self.broken
    }

    /// Where the part of the renewed begins in the picture, and that of the broken.
    pub fn starts(&self) -> [i64; 2] {
        [self.percent[0], self.percent[0] + self.percent[1]]
    }
}

impl PromisesPage {
    pub fn sample() -> PromisesPage {
        let row = |words: &str, number: &str, subject: &str, late| Row {
            id: "7".into(),
            words: words.into(),
            owner: Face::sample("BN", 8, "Bo Nilsson", true),
            made_to: "Ana Oliveira-Kowalczyk".into(),
            path: format!("/desk/tickets/{number}"),
            name: format!("#{number}"),
            kept_path: format!("/desk/tickets/{number}/promises/7/kept"),
            subject: subject.into(),
            due: Moment::sample("2026-11-24T15:00:00Z", "in 2 h", "Tuesday 24 November 2026, 16:00"),
            late,
            is_open: true,
            remark: String::new(),
            ended_by: (String::new(), ""),
        };
        PromisesPage {
            desk: Desk::sample(Place::Promises, None),
            show: "mine",
            part: String::new(),
            promises: vec![
                row(
                    "I will call you before the ward round",
                    "1042",
                    "Label printer prints blank labels",
                    true,
                ),
                row(
                    "We will have a replacement laptop ready for you at the counter",
                    "1040",
                    "Laptop fell into the pond",
                    false,
                ),
            ],
            more: "/desk/promises?show=mine&after=1.7".into(),
        }
    }

    pub fn sample_empty() -> PromisesPage {
        PromisesPage { promises: Vec::new(), more: String::new(), ..PromisesPage::sample() }
    }
}

impl SharesPage {
    pub fn sample() -> SharesPage {
        let bar = |name: &str, kept, renewed, broken, percent| Bar {
            name: name.into(),
            rows: "&days=90&team=3".into(),
            kept,
            renewed,
            broken,
            percent,
        };
        SharesPage {
            desk: Desk::sample(Place::Promises, None),
            days: 90,
            whole: bar("All", 87, 11, 4, [85, 11, 4]),
            teams: vec![
                bar("Front desk", 61, 5, 2, [90, 7, 3]),
                bar("Network & telephones", 26, 6, 2, [76, 18, 6]),
            ],
            services: vec![bar("Printing", 40, 2, 0, [95, 5, 0]), bar("No service", 47, 9, 4, [78, 15, 7])],
        }
    }
}
