//! The pages on services: the desk's list, one service, its form, and the admin's list. Prepared words only.

mod edit;
mod picture;
mod running;

pub use edit::{EditPage, Tick};
pub use picture::{Branch, Line, Node, Picture};
pub use running::{Count, Month, MonthEntry, OnePage, PersonLine, RunningPage, RunningRow, StateWord};

use crate::view::{Choices, Desk, Errors, Place, page};
use askama::Template;

/// `/admin/services`: all services and a form for one more (`POST /admin/services`); `POST /admin/services/{id}` changes one.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "service/pages/services.html")]
pub struct ServicesPage {
    pub desk: Desk,
    pub services: Vec<ServiceRow>,
    /// Fields: `name`, `team`.
    pub errors: Errors,
    /// The new service, as typed.
    pub name: String,
    pub description: String,
    /// Teams that may own it.
    pub teams: Choices,
}
page!(ServicesPage);

/// One service.
#[derive(Clone, Debug, Default)]
pub struct ServiceRow {
    pub id: u64,
    pub name: String,
    /// In the users' words: "Printing from any computer"; may be empty.
    pub description: String,
    /// Who owns it, as a list to choose from.
    pub teams: Choices,
    /// "4 open"; may be empty.
    pub open: String,
}

impl ServicesPage {
    pub fn sample() -> ServicesPage {
        let teams = |chosen| {
            Choices::of(&[("", "No team"), ("1", "Front desk"), ("2", "Network & telephones")], chosen)
        };
        let row = |id, name: &str, description: &str, team, open: &str| ServiceRow {
            id,
            name: name.into(),
            description: description.into(),
            teams: teams(team),
            open: open.into(),
        };
        ServicesPage {
            desk: Desk::sample(Place::Services, None),
            services: vec![
                row(5, "Printing", "Printing and scanning from any computer", "1", "12 open"),
                row(6, "Mail and calendar", "", "1", ""),
                row(7, "Wi-Fi", "Wireless network in all buildings, for staff and guests", "2", "3 open"),
            ],
            errors: Errors::default(),
            name: String::new(),
            description: String::new(),
            teams: teams(""),
        }
    }
}
