//! The forms of one service. Each saves its own part, so that nobody overwrites what they have not looked at.

use super::PersonLine;
use crate::view::{Choices, Desk, Errors, Face, Place, page};
use askama::Template;

/// `/desk/services/{id}/edit`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "service/pages/edit.html")]
pub struct EditPage {
    pub desk: Desk,
    pub id: i64,
    pub title: String,
    /// Fields: `name`, `need`, `addresses`, `rule`.
    pub errors: Errors,
    pub name: String,
    pub description: String,
    pub teams: Choices,
    pub everyone: bool,
    pub organisations: Vec<Tick>,
    pub user_teams: Vec<Tick>,
    /// Mail addresses to add, as typed.
    pub addresses: String,
    /// People entered by name, a page of them.
    pub people: Vec<PersonLine>,
    pub more: String,
    pub needs: Vec<Tick>,
    pub is_shown: bool,
    pub group: String,
    /// Headings in use, to choose from.
    pub groups: Vec<String>,
    pub order: String,
}
page!(EditPage);

/// One box to tick.
#[derive(Clone, Debug, Default)]
pub struct Tick {
    pub value: String,
    pub label: String,
    pub is_on: bool,
}

impl EditPage {
    pub fn sample() -> EditPage {
        let tick = |value: &str, label: &str, is_on| Tick { value: value.into(), label: label.into(), is_on };
        EditPage {
            desk: Desk::sample(Place::Running, None),
            id: 6,
            title: "Mail and calendar".into(),
            errors: Errors::default(),
            name: "Mail and calendar".into(),
            description: "Mail and appointments on any device.".into(),
            teams: Choices::of(&[("", "No team"), ("1", "Front desk"), ("2", "Network")], "1"),
            everyone: false,
            organisations: vec![tick("1", "Library", true), tick("2", "Wards", false)],
            user_teams: vec![tick("1", "Front desk", false), tick("2", "Network", true)],
            addresses: String::new(),
            people: vec![PersonLine {
                id: 3,
                face: Face::sample("AO", 3, "Ana Oliveira-Kowalczyk", false),
                address: "ana@marlowvale.example".into(),
            }],
            more: "/desk/services/6/edit?after=3".into(),
            needs: vec![tick("7", "Network", true), tick("9", "Sign-on", false)],
            is_shown: true,
            group: "For everybody".into(),
            groups: vec!["For everybody".into(), "Wards".into()],
            order: "10".into(),
        }
    }

    pub fn sample_errors() -> EditPage {
        EditPage {
            errors: Errors::sample(&[
                (
                    "need",
                    "That would close a circle: Mail needs Sign-on needs Mail. Something has to come first.",
                ),
                ("addresses", "Nobody here has this address yet; it stays in the box: who@else.example"),
            ]),
            addresses: "who@else.example".into(),
            ..EditPage::sample()
        }
    }
}
