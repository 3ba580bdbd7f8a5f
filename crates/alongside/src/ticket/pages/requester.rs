//! One person at the desk: how to reach them, how they like to be written to, and what they asked.

use super::RecentTicket;
use crate::person::pages::AboutFields;
use crate::view::{Desk, Face, Moment, Place, Status, page};
use askama::Template;

/// `/desk/people/{id}`; posted there too (`work`, `telephone`, `reach`, `detail`).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "ticket/pages/requester.html")]
pub struct RequesterPage {
    pub desk: Desk,
    pub id: i64,
    pub face: Face,
    /// All addresses, the first is where mail goes.
    pub addresses: Vec<String>,
    /// Mail to the first address bounced.
    pub address_fails: bool,
    /// "14:05 (Europe/London)"; empty when it is the desk's own time.
    pub local_time: String,
    pub about: AboutFields,
    /// "Plain words, please"; may be empty.
    pub detail: String,
    /// The reader may change what is noted.
    pub can_edit: bool,
    /// The page where an admin changes name and role; empty for others.
    pub admin: String,
    /// Newest first.
    pub tickets: Vec<RecentTicket>,
    /// Where all of their tickets are listed; empty when these are all.
    pub more: String,
}
page!(RequesterPage);

impl RequesterPage {
    pub fn sample() -> RequesterPage {
        let at = |short: &str, long: &str| Moment::sample("2026-11-24T08:14:00Z", short, long);
        RequesterPage {
            desk: Desk::sample(Place::Elsewhere, None),
            id: 3,
            face: Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false),
            addresses: vec![
                "ana.oliveira-kowalczyk@marlowvale.example".into(),
                "ward4-sister@marlowvale.example".into(),
            ],
            address_fails: true,
            local_time: "14:05 (Europe/London)".into(),
            about: AboutFields::sample(),
            detail: "Plain words, please".into(),
            can_edit: true,
            admin: "/admin/people/3".into(),
            tickets: vec![
                RecentTicket {
                    number: 1042,
                    subject: "Printer on ward 4 prints the first page and then nothing".into(),
                    status: Status::Open,
                    at: at("5 h", "Tuesday 24 November 2026, 08:14"),
                },
                RecentTicket {
                    number: 987,
                    subject: "Badge does not open the medicine room".into(),
                    status: Status::Closed,
                    at: at("14 Oct", "Wednesday 14 October 2026, 10:00"),
                },
            ],
            more: "/desk/search?q=from%3Aana.oliveira-kowalczyk%40marlowvale.example".into(),
        }
    }

    /// Somebody of whom nothing is known but an address, as a contributor sees them.
    pub fn sample_unknown() -> RequesterPage {
        RequesterPage {
            face: Face::sample("?", 0, "unknown.sender@example.org", false),
            addresses: vec!["unknown.sender@example.org".into()],
            about: AboutFields::default(),
            detail: String::new(),
            local_time: String::new(),
            address_fails: false,
            can_edit: false,
            admin: String::new(),
            tickets: vec![],
            more: String::new(),
            ..RequesterPage::sample()
        }
    }
}
