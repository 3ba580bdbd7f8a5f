//! The admin's page of check-ins.

use crate::view::{Choices, Desk, Errors, Moment, Place, page};
use askama::Template;

/// `/admin/check-ins`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "incident/pages/check-ins.html")]
pub struct CheckInsPage {
    pub desk: Desk,
    pub rows: Vec<CheckInRow>,
    pub errors: Errors,
    pub name: String,
    pub every: String,
    pub grace: String,
    pub services: Choices,
    /// The address of the one that was just added, shown this once; else empty.
    pub address: String,
}
page!(CheckInsPage);

#[derive(Clone, Debug, Default)]
pub struct CheckInRow {
    pub id: String,
    pub name: String,
    pub service: String,
    /// “every 5 minutes”.
    pub every: String,
    pub last: Option<Moment>,
    pub late: bool,
    pub active: bool,
}

impl CheckInsPage {
    pub fn sample() -> CheckInsPage {
        let row = |id: &str, name: &str, late, active| CheckInRow {
            id: id.into(),
            name: name.into(),
            service: "Mail and calendar".into(),
            every: "every 5 minutes".into(),
            last: Some(Moment::sample("2026-11-24T14:02:00Z", "3 min", "Tuesday 24 November 2026, 14:02")),
            late,
            active,
        };
        CheckInsPage {
            desk: Desk::sample(Place::CheckIns, None),
            rows: vec![
                row("1", "Mail gateway", false, true),
                row("2", "Nightly copy of the file server", true, true),
                row("3", "Old proxy", false, false),
            ],
            errors: Errors::default(),
            name: String::new(),
            every: String::new(),
            grace: String::new(),
            services: Choices::of(&[("", "None"), ("6", "Mail and calendar")], ""),
            address: "https://help.example.org/check-in/Zk3v9-sample".into(),
        }
    }
}
