//! One's own profile: name, language, time zone, password, tokens, sessions.

use super::{AboutFields, AboutWords};
use crate::view::{Choices, Desk, Errors, Moment, Place, Shell, Texts, page};
use askama::Template;

/// `/profile`. Forms: `POST /profile` (name, language, time_zone, the fields of [`AboutFields`]), `/profile/password`,
/// `/profile/tokens` (token_name, scope…), `/profile/tokens/{id}/revocation`, `/profile/sessions/{id}/revocation`.
/// `/profile/never/{rule}/removal`.
/// Requesters have [`OwnPage`] at the same address.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/profile.html")]
pub struct ProfilePage {
    pub desk: Desk,
    pub errors: Errors,
    pub name: String,
    /// All addresses, the first is where mail goes.
    pub addresses: Vec<String>,
    pub languages: Choices,
    pub about: AboutFields,
    /// IANA names, e.g. `Europe/London`.
    pub time_zones: Choices,
    /// "Agent, Front desk"
    pub role: String,
    /// A password is set (else only mailed links).
    pub has_password: bool,
    pub tokens: Vec<Token>,
    /// A token that was just made: shown once and never again; else empty.
    pub new_token: String,
    /// (value of `scope`, what it allows)
    pub scopes: Vec<(String, String)>,
    pub sessions: Vec<Session>,
    /// Rules of the coach that the person never wants to see; not shown when there are none.
    pub never: Vec<NeverRule>,
}
page!(ProfilePage);

/// `/profile` of somebody who does not work at the desk, in their language; the forms are the same.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/own.html")]
pub struct OwnPage {
    pub shell: Shell,
    pub errors: Errors,
    pub name: String,
    /// All addresses, the first is where mail goes.
    pub addresses: Vec<String>,
    pub languages: Choices,
    pub time_zones: Choices,
    pub about: AboutFields,
    pub sessions: Vec<Session>,
}
page!(OwnPage);

/// A personal token for the API.
#[derive(Clone, Debug, Default)]
pub struct Token {
    pub id: u64,
    pub name: String,
    /// "read tickets, write tickets"
    pub scopes: String,
    pub made: Moment,
    pub used: Option<Moment>,
}

/// A rule of the coach that is off for this person alone.
#[derive(Clone, Debug, Default)]
pub struct NeverRule {
    /// As in the address.
    pub name: String,
    pub title: String,
    pub reason: String,
}

/// Somewhere the person is signed in.
#[derive(Clone, Debug, Default)]
pub struct Session {
    pub id: u64,
    /// "Firefox on Windows"
    pub what: String,
    pub last: Moment,
    /// The one that shows this page.
    pub this: bool,
}

impl ProfilePage {
    pub fn sample() -> ProfilePage {
        let at =
            |short: &str| Moment::sample("2026-11-20T12:20:00Z", short, "Friday 20 November 2026, 12:20");
        ProfilePage {
            desk: Desk::sample(Place::Profile, None),
            errors: Errors::default(),
            name: "Bo Nilsson".into(),
            addresses: vec!["bo.nilsson@marlowvale.example".into(), "bo@marlowvale.example".into()],
            about: AboutFields { words: AboutWords::own(Texts::default()), ..AboutFields::sample() },
            languages: Choices::of(&[("en", "English"), ("de", "Deutsch"), ("sv", "Svenska")], "en"),
            time_zones: Choices::of(
                &[
                    ("Europe/London", "Europe/London (14:05)"),
                    ("Europe/Stockholm", "Europe/Stockholm (15:05)"),
                ],
                "Europe/London",
            ),
            role: "Agent, Front desk".into(),
            has_password: true,
            tokens: vec![
                Token {
                    id: 1,
                    name: "Monitoring".into(),
                    scopes: "write tickets".into(),
                    made: at("20 Nov"),
                    used: Some(at("2 h")),
                },
                Token {
                    id: 2,
                    name: "Nightly report of everything that was solved the day before, for the board".into(),
                    scopes: "read tickets, read people".into(),
                    made: at("3 Oct"),
                    used: None,
                },
            ],
            new_token: String::new(),
            scopes: vec![
                ("tickets:read".into(), "read tickets and messages".into()),
                ("tickets:write".into(), "open and change tickets, reply".into()),
                ("people:read".into(), "read people".into()),
            ],
            sessions: vec![
                Session { id: 1, what: "Firefox on Linux".into(), last: at("now"), this: true },
                Session { id: 2, what: "Safari on iPhone".into(), last: at("3 d"), this: false },
            ],
            never: vec![NeverRule {
                name: "long_sentence".into(),
                title: "Long sentence".into(),
                reason: "It is a long sentence; a reader in a hurry loses the thread.".into(),
            }],
        }
    }
    pub fn sample_token() -> ProfilePage {
        ProfilePage {
            new_token: "als_9c1f0aV7mQ2xT4sample0only0L8bZ3kR6wY5uD".into(),
            errors: Errors::sample(&[("name", "Write the name people know you by")]),
            ..ProfilePage::sample()
        }
    }
}

impl OwnPage {
    pub fn sample() -> OwnPage {
        let page = ProfilePage::sample();
        OwnPage {
            shell: Shell::sample(""),
            errors: Errors::default(),
            name: "Ana Oliveira-Kowalczyk".into(),
            addresses: vec![
                "ana.oliveira-kowalczyk@marlowvale.example".into(),
                "ward4-sister@marlowvale.example".into(),
            ],
            languages: page.languages,
            time_zones: page.time_zones,
            about: page.about,
            sessions: page.sessions,
        }
    }
}
