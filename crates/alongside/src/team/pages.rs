//! The admin's page of teams. Prepared words only.

use crate::view::{Desk, Errors, Place, page};
use askama::Template;

/// `/admin/teams`: all teams and a form for one more (`POST /admin/teams`); `POST /admin/teams/{id}` renames.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "team/pages/teams.html")]
pub struct TeamsPage {
    pub desk: Desk,
    pub teams: Vec<TeamRow>,
    /// Field: `name`.
    pub errors: Errors,
    /// The name of the new team, as typed.
    pub name: String,
}
page!(TeamsPage);

/// One team.
#[derive(Clone, Debug, Default)]
pub struct TeamRow {
    pub id: u64,
    pub name: String,
    /// "Bo Nilsson, Di Kaur and 3 more"; may be empty.
    pub members: String,
    /// "31 open"; may be empty.
    pub open: String,
}

impl TeamsPage {
    pub fn sample() -> TeamsPage {
        let row = |id, name: &str, members: &str, open: &str| TeamRow {
            id,
            name: name.into(),
            members: members.into(),
            open: open.into(),
        };
        TeamsPage {
            desk: Desk::sample(Place::Teams, None),
            teams: vec![
                row(1, "Front desk", "Bo Nilsson, Di Kaur and 3 more", "31 open"),
                row(2, "Network & telephones", "Cy Mbeki, Di Kaur", "4 open"),
                row(3, "Clinical systems and everything that talks to the laboratory", "", ""),
            ],
            errors: Errors::sample(&[("name", "There is a Front desk already. Choose another name")]),
            name: "front desk".into(),
        }
    }
}
