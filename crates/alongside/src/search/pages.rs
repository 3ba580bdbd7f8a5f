//! The search page, the palette's answers and the page of keys. Prepared words only.

use crate::view::{Desk, Html, Moment, Place, Status, page};
use askama::Template;

/// `/desk/search?q=…`; without words it explains the query language.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "search/pages/search.html")]
pub struct SearchPage {
    /// `desk.q` is the query, shown in the big field.
    pub desk: Desk,
    pub hits: Vec<Hit>,
    /// People who match, at most five.
    pub people: Vec<PersonHit>,
    /// "23 tickets", "more than 50 tickets"; empty before a search.
    pub count: String,
    /// What could not be understood in the query: "There is no team ‘netwrok’. Did you mean Network?"; may be empty.
    pub trouble: String,
    /// Addresses of the pages before and after; empty where there is none.
    pub newer: String,
    pub older: String,
    /// The kinds of filters, for the help: always [`Filter::all`].
    pub filters: Vec<Filter>,
}
page!(SearchPage);

/// One ticket that was found.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    pub number: u64,
    pub subject: String,
    /// The place where the words were found, as safe HTML with `<mark>` around them.
    pub excerpt: Html,
    pub requester: String,
    /// The owner's name, or empty.
    pub owner: String,
    pub status: Status,
    pub at: Moment,
}

/// One person who was found.
#[derive(Clone, Debug, Default)]
pub struct PersonHit {
    pub face: crate::view::Face,
    pub address: String,
    /// Their page: `/desk/people/{id}`
    pub href: String,
}

/// One line of the help on the query language.
#[derive(Clone, Debug)]
pub struct Filter {
    /// "is:open"
    pub example: &'static str,
    pub meaning: &'static str,
}

impl Filter {
    /// The query language as people see it.
    pub fn all() -> Vec<Filter> {
        [
            ("printer ward", "both words, anywhere in the ticket; the last one may be unfinished"),
            ("\"waiting for data\"", "these words in this order"),
            ("#1042", "the ticket of that number"),
            ("is:open", "not solved yet; also is:done, is:waiting, is:unassigned, is:mine"),
            ("status:on_hold", "new, open, pending, on_hold, resolved or closed"),
            ("from:ana", "asked for by a person: a name, or an address"),
            ("owner:bo", "owned by a colleague; owner:me is you"),
            ("team:network", "with a team"),
            ("service:mail", "about a service"),
            ("tag:vpn", "with a tag"),
            ("priority:urgent", "low, normal, high or urgent"),
            ("after:2026-11-01", "opened on that day or later; before: likewise"),
            ("kind:question", "incident, request or question"),
        ]
        .into_iter()
        .map(|(example, meaning)| Filter { example, meaning })
        .collect()
    }
}

/// `/desk/keys`, and the same as a dialog after `?`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "search/pages/keys.html")]
pub struct KeysPage {
    pub desk: Desk,
    /// Always [`KeyGroup::all`].
    pub groups: Vec<KeyGroup>,
}
page!(KeysPage);

/// Keys that belong together.
#[derive(Clone, Debug)]
pub struct KeyGroup {
    pub name: &'static str,
    /// (keys to press one after the other or together, what happens).
    pub keys: Vec<(Vec<&'static str>, &'static str)>,
}

impl KeyGroup {
    pub fn all() -> Vec<KeyGroup> {
        vec![
            KeyGroup {
                name: "Anywhere",
                keys: vec![
                    (vec!["Ctrl", "K"], "find a ticket, a person, an action"),
                    (vec!["/"], "search"),
                    (vec!["c"], "new ticket"),
                    (vec!["g", "m"], "mine"),
                    (vec!["g", "u"], "unassigned"),
                    (vec!["g", "t"], "my team’s"),
                    (vec!["g", "w"], "waiting"),
                    (vec!["g", "a"], "all"),
                    (vec!["g", "p"], "promises"),
                    (vec!["?"], "these keys"),
                    (vec!["Esc"], "close, leave the field, go back"),
                ],
            },
            KeyGroup {
                name: "In a list",
                keys: vec![
                    (vec!["j"], "next"),
                    (vec!["k"], "the one before"),
                    (vec!["o"], "open (Enter too)"),
                    (vec!["x"], "select"),
                ],
            },
            KeyGroup {
                name: "In a ticket",
                keys: vec![
                    (vec!["j", "]"], "next ticket"),
                    (vec!["k", "["], "the ticket before"),
                    (vec!["r"], "reply"),
                    (vec!["n"], "note for colleagues"),
                    (vec!["t"], "take it"),
                    (vec!["a"], "give it to somebody"),
                    (vec!["s"], "status"),
                    (vec!["p"], "priority"),
                    (vec!["z"], "snooze"),
                    (vec!["m"], "merge"),
                    (vec!["l"], "link"),
                    (vec!["w"], "watch"),
                    (vec!["e"], "resolve, or open again"),
                    (vec!["u"], "undo what was just sent"),
                ],
            },
            KeyGroup {
                name: "While writing",
                keys: vec![
                    (vec!["Ctrl", "Enter"], "send, or add the note"),
                    (vec!["@"], "name a colleague"),
                    (vec!["Alt", "↓"], "next mark of the coach (↑ the one before)"),
                    (vec!["Alt", "Enter"], "use its wording, or accept the promise"),
                    (vec!["Alt", "Shift", "Enter"], "not now"),
                    (vec!["F2"], "another time for the promise"),
                    (vec!["Esc"], "leave; your words are kept"),
                ],
            },
        ]
    }
}

impl SearchPage {
    pub fn sample() -> SearchPage {
        let at = Moment::sample("2026-11-24T08:14:00Z", "5 h", "Tuesday 24 November 2026, 08:14");
        let mut desk = Desk::sample(Place::Search, None);
        desk.q = "is:open printer \"first page\"".into();
        SearchPage {
            desk,
            hits: vec![
                Hit {
                    number: 1042,
                    subject: "Printer on ward 4 prints the first page and then nothing".into(),
                    excerpt: Html("the <mark>printer</mark> on ward 4 prints the <mark>first page</mark> and then nothing. It is the one by the nurses’ station…".into()),
                    requester: "Ana Oliveira-Kowalczyk".into(),
                    owner: "Bo Nilsson".into(),
                    status: Status::Open,
                    at: at.clone(),
                },
                Hit {
                    number: 871,
                    subject: "Prints only the first page of every letter, since the update of the driver on Friday, and only from the second tray".into(),
                    excerpt: Html("…only the <mark>first page</mark> comes out of the <mark>printer</mark>; the rest is lost".into()),
                    requester: "Tomasz Wiśniewski".into(),
                    owner: String::new(),
                    status: Status::Hold,
                    at,
                },
            ],
            people: vec![PersonHit {
                face: crate::view::Face::sample("PR", 4, "Printer room", false),
                address: "printer-room@marlowvale.example".into(),
                href: "/desk/people/9".into(),
            }],
            count: "2 tickets".into(),
            trouble: "There is no team “netwrok”; that part was left out. Did you mean team:network?".into(),
            newer: String::new(),
            older: "/desk/search?q=printer&after=abc".into(),
            filters: Filter::all(),
        }
    }
    pub fn sample_nothing() -> SearchPage {
        let mut desk = Desk::sample(Place::Search, None);
        desk.q = "flux capacitor".into();
        SearchPage { desk, count: "No ticket".into(), filters: Filter::all(), ..SearchPage::default() }
    }
    pub fn sample_help() -> SearchPage {
        SearchPage {
            desk: Desk::sample(Place::Search, None),
            filters: Filter::all(),
            ..SearchPage::default()
        }
    }
}

impl KeysPage {
    pub fn sample() -> KeysPage {
        KeysPage { desk: Desk::sample(Place::Keys, None), groups: KeyGroup::all() }
    }
}
