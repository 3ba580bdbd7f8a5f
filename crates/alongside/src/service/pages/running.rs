//! What we run: the list, and one service with its people, its needs and its history.

use super::{Branch, Picture};
use crate::view::{Desk, Face, Moment, Place, page};
use askama::Template;

/// How a service is, by a sign and a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateWord {
    /// The class of the sign: empty, `warn` or `bad`.
    pub sign: &'static str,
    pub word: &'static str,
}

/// `/desk/services`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "service/pages/running.html")]
pub struct RunningPage {
    pub desk: Desk,
    pub services: Vec<RunningRow>,
    /// What needs what, when anything does and it is not too much to draw.
    pub picture: Option<Picture>,
    pub branches: Vec<Branch>,
}
page!(RunningPage);

#[derive(Clone, Debug, Default)]
pub struct RunningRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub state: StateWord,
    /// Owner team; may be empty.
    pub team: String,
    /// "Everybody", "2 organisations, 14 people"; empty: nobody was entered yet.
    pub users: String,
}

/// `/desk/services/{id}`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "service/pages/one.html")]
pub struct OnePage {
    pub desk: Desk,
    pub id: i64,
    pub name: String,
    pub description: String,
    pub state: StateWord,
    /// What makes it so: (address of the record, "Incident 12: Wi-Fi is down").
    pub because: Vec<(String, String)>,
    pub team: String,
    pub is_active: bool,
    /// Under which heading on the status page; `None`: it is not shown there.
    pub component: Option<String>,
    /// Its tickets, as a search.
    pub tickets: String,
    /// Who uses it, in words: "Everybody", "Library", "Network (team)".
    pub rules: Vec<String>,
    /// "1,240 people", each once, with those who use what needs it.
    pub people: String,
    /// Names of services that stop with it.
    pub stops: Vec<(String, String)>,
    pub organisations: Vec<Count>,
    pub teams: Vec<Count>,
    pub page: Vec<PersonLine>,
    /// This is not the first page of people.
    pub goes_on: bool,
    pub more: String,
    pub picture: Option<Picture>,
    pub branches: Vec<Branch>,
    pub months: Vec<Month>,
    pub may_edit: bool,
}
page!(OnePage);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub name: String,
    pub people: String,
}

#[derive(Clone, Debug, Default)]
pub struct PersonLine {
    pub id: i64,
    pub face: Face,
    pub address: String,
}

/// One month of the history, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Month {
    /// "November 2026"
    pub name: String,
    /// "2 h 10 min not as it should be"; empty: quiet.
    pub disturbed: String,
    pub entries: Vec<MonthEntry>,
}

/// One record that disturbed it.
#[derive(Clone, Debug, Default)]
pub struct MonthEntry {
    pub href: String,
    /// "Incident 12"
    pub record: String,
    pub title: String,
    /// The worst of it.
    pub state: StateWord,
    pub from: Moment,
    /// "40 min", "still"
    pub length: String,
}

impl RunningPage {
    pub fn sample() -> RunningPage {
        let row = |id, name: &str, description: &str, state, team: &str, users: &str| RunningRow {
            id,
            name: name.into(),
            description: description.into(),
            state,
            team: team.into(),
            users: users.into(),
        };
        let works = StateWord { sign: "", word: "Works" };
        RunningPage {
            desk: Desk::sample(Place::Running, None),
            services: vec![
                row(6, "Mail and calendar", "Mail on any device", works, "Front desk", "Everybody"),
                row(5, "Printing", "Printing and scanning from any computer", works, "", ""),
                row(
                    7,
                    "Wi-Fi",
                    "Wireless network in all buildings, for staff and guests",
                    StateWord { sign: "bad", word: "Outage" },
                    "Network & telephones",
                    "2 organisations, 14 people",
                ),
            ],
            picture: Some(Picture::sample()),
            branches: vec![Branch::sample()],
        }
    }

    pub fn sample_empty() -> RunningPage {
        RunningPage { desk: Desk::sample(Place::Running, None), ..RunningPage::default() }
    }
}

impl OnePage {
    pub fn sample() -> OnePage {
        let count = |name: &str, people: &str| Count { name: name.into(), people: people.into() };
        let from = Moment::sample("2026-11-20T12:20:00Z", "4 d", "Friday 20 November 2026, 12:20");
        let entry = MonthEntry {
            href: "/desk/incidents/12".into(),
            record: "Incident 12".into(),
            title: "Mail does not arrive".into(),
            state: StateWord { sign: "bad", word: "Outage" },
            from,
            length: "2 h 10 min".into(),
        };
        let person = |id, initials: &str, name: &str, address: &str| PersonLine {
            id,
            face: Face::sample(initials, 3, name, false),
            address: address.into(),
        };
        OnePage {
            desk: Desk::sample(Place::Running, None),
            id: 6,
            name: "Mail and calendar".into(),
            description: "Mail and appointments on any device, in and out of the house.".into(),
            state: StateWord { sign: "warn", word: "Degraded" },
            because: vec![("/desk/incidents/14".into(), "Incident 14: Sign-on is slow".into())],
            team: "Front desk".into(),
            is_active: true,
            component: Some("For everybody".into()),
            tickets: "/desk/search?q=service%3Amail-and-calendar".into(),
            rules: vec!["Library".into(), "Wards".into(), "Network & telephones (team)".into()],
            people: "1,240 people".into(),
            stops: vec![("/desk/services/9".into(), "Booking of rooms".into())],
            organisations: vec![count("Wards", "1,100"), count("Library", "140")],
            teams: vec![count("Network & telephones", "7")],
            page: vec![
                person(3, "AO", "Ana Oliveira-Kowalczyk", "ana@marlowvale.example"),
                person(4, "BK", "Birgit Kowalski", "birgit.kowalski@marlowvale.example"),
            ],
            goes_on: false,
            more: "/desk/services/6?after=4".into(),
            picture: Some(Picture::sample()),
            branches: vec![Branch::sample()],
            months: vec![
                Month { name: "November 2026".into(), disturbed: "2 h 10 min".into(), entries: vec![entry] },
                Month { name: "October 2026".into(), ..Month::default() },
            ],
            may_edit: true,
        }
    }

    /// A service of which nothing is known yet, for somebody who may not edit it.
    pub fn sample_bare() -> OnePage {
        OnePage {
            desk: Desk::sample(Place::Running, None),
            id: 8,
            name: "Payroll".into(),
            state: StateWord { sign: "", word: "Works" },
            is_active: true,
            tickets: "/desk/search?q=service%3Apayroll".into(),
            people: "Nobody".into(),
            ..OnePage::default()
        }
    }
}
