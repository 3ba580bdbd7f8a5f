//! The admin's pages of people and their roles.

use crate::view::{Choices, Desk, Errors, Face, Moment, Place, page};
use askama::Template;

/// `/admin/people?q=…&role=…`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/people.html")]
pub struct PeoplePage {
    pub desk: Desk,
    pub people: Vec<PersonRow>,
    /// What was searched for.
    pub q: String,
    /// The filter by role: "" = everybody.
    pub roles: Choices,
    pub older: String,
}
page!(PeoplePage);

/// One person in the list.
#[derive(Clone, Debug, Default)]
pub struct PersonRow {
    pub id: u64,
    pub face: Face,
    pub address: String,
    /// "Agent"
    pub role: String,
    /// "Front desk, Network"; may be empty.
    pub teams: String,
    /// When they were here last.
    pub seen: Option<Moment>,
    /// They may not sign in.
    pub blocked: bool,
}

/// `/admin/people/{id}` and `/admin/people/new` (id 0): one person; posted to the same address.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/person.html")]
pub struct PersonPage {
    pub desk: Desk,
    /// 0 for somebody new.
    pub id: u64,
    pub errors: Errors,
    pub name: String,
    /// One address a line, the first is where mail goes.
    pub addresses: String,
    /// requester, contributor, agent, lead, admin.
    pub roles: Choices,
    /// What each role may do: (role, words).
    pub role_help: Vec<(String, String)>,
    /// (team id, name, is a member): field `team`, repeated.
    pub teams: Vec<(u64, String, bool)>,
    pub blocked: bool,
}
page!(PersonPage);

impl PeoplePage {
    pub fn sample() -> PeoplePage {
        let at =
            |short: &str| Moment::sample("2026-11-20T12:20:00Z", short, "Friday 20 November 2026, 12:20");
        let row = |id: u64, face: Face, address: &str, role: &str, teams: &str, seen| PersonRow {
            id,
            face,
            address: address.into(),
            role: role.into(),
            teams: teams.into(),
            seen,
            blocked: id == 6,
        };
        PeoplePage {
            desk: Desk::sample(Place::People, None),
            people: vec![
                row(
                    2,
                    Face::sample("BN", 8, "Bo Nilsson", true),
                    "bo.nilsson@marlowvale.example",
                    "Admin",
                    "Front desk",
                    Some(at("now")),
                ),
                row(
                    3,
                    Face::sample("DK", 1, "Di Kaur", true),
                    "di.kaur@marlowvale.example",
                    "Lead",
                    "Front desk, Network & telephones, Clinical systems",
                    Some(at("2 h")),
                ),
                row(
                    4,
                    Face::sample("CM", 5, "Cy Mbeki", true),
                    "cy.mbeki@marlowvale.example",
                    "Contributor",
                    "Network & telephones",
                    Some(at("3 d")),
                ),
                row(
                    1,
                    Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false),
                    "ana.oliveira-kowalczyk@marlowvale.example",
                    "Requester",
                    "",
                    Some(at("45 min")),
                ),
                row(
                    6,
                    Face::sample("PA", 9, "Peter Ashworth", false),
                    "peter.ashworth@marlowvale.example",
                    "Requester",
                    "",
                    None,
                ),
            ],
            q: String::new(),
            roles: Choices::of(
                &[
                    ("", "Every role"),
                    ("requester", "Requesters"),
                    ("contributor", "Contributors"),
                    ("agent", "Agents"),
                    ("lead", "Leads"),
                    ("admin", "Admins"),
                ],
                "",
            ),
            older: "/admin/people?after=x".into(),
        }
    }
}

impl PersonPage {
    /// What the five roles may do, in words.
    pub fn role_help() -> Vec<(String, String)> {
        [
            ("Requester", "asks for help and sees their own requests"),
            ("Contributor", "adds notes and files to tickets, is credited"),
            ("Agent", "answers, and works every ticket"),
            ("Lead", "does what agents do, and runs a team"),
            ("Admin", "does everything, also these pages"),
        ]
        .into_iter()
        .map(|(role, words)| (role.to_owned(), words.to_owned()))
        .collect()
    }
    pub fn sample() -> PersonPage {
        PersonPage {
            desk: Desk::sample(Place::People, None),
            id: 3,
            errors: Errors::sample(&[("addresses", "di.kaur@marlowvale.example already belongs to Di Kaur")]),
            name: "Di Kaur".into(),
            addresses: "di.kaur@marlowvale.example\ndi@marlowvale.example".into(),
            roles: Choices::of(
                &[
                    ("requester", "Requester"),
                    ("contributor", "Contributor"),
                    ("agent", "Agent"),
                    ("lead", "Lead"),
                    ("admin", "Admin"),
                ],
                "lead",
            ),
            role_help: PersonPage::role_help(),
            teams: vec![
                (1, "Front desk".into(), true),
                (2, "Network & telephones".into(), true),
                (3, "Clinical systems".into(), false),
            ],
            blocked: false,
        }
    }
}
