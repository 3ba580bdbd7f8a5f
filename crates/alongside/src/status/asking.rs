//! The pages on which people ask for news and leave, and the admin's page. Prepared words only.

use crate::view::{Choice, Choices, Desk, Errors, Place, Shell, Texts, page};
use askama::Template;

/// `/status/subscribe` (asks for a mail address), and `/status/unsubscribe/{word}` (changes a choice, leaves).
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/subscribe.html")]
pub struct SubscribePage {
    pub shell: Shell,
    pub title: String,
    pub lead: String,
    /// Where the choice is posted: `mail`, `service`…
    pub action: String,
    /// Field: `mail`.
    pub errors: Errors,
    pub mail: String,
    pub services: Vec<Choice>,
    /// Where leaving is posted; empty for somebody who only asks.
    pub leave: String,
}

/// What became of it, or a button to confirm.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/note.html")]
pub struct NotePage {
    pub shell: Shell,
    pub title: String,
    pub lead: String,
    /// Where the button is posted; empty: there is none.
    pub action: String,
    pub help: String,
}

/// `/admin/status`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/admin.html")]
pub struct AdminPage {
    pub desk: Desk,
    pub url: String,
    pub audience: Choices,
    /// “12 people get news by mail.”
    pub by_mail: String,
    /// Where the copy is written and how that went; empty when there is none.
    pub copy: String,
    /// Field: `address`.
    pub errors: Errors,
    pub address: String,
    pub webhooks: Vec<WebhookRow>,
}

#[derive(Clone, Debug, Default)]
pub struct WebhookRow {
    pub id: i64,
    pub address: String,
    pub state: String,
    pub secret: String,
    pub paused: bool,
}

page!(SubscribePage, NotePage, AdminPage);

fn services(chosen: &[&str]) -> Vec<Choice> {
    let one = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        chosen: chosen.contains(value),
    };
    [("5", "Printing"), ("6", "Mail and calendar"), ("7", "Wi-Fi")].iter().map(one).collect()
}

impl SubscribePage {
    pub fn sample() -> SubscribePage {
        let t = Texts::default();
        SubscribePage {
            shell: Shell::sample_stranger(),
            title: t.say("status-ask-title"),
            lead: t.say("status-ask-lead"),
            action: "/status/subscribe".into(),
            services: services(&["7"]),
            ..SubscribePage::default()
        }
    }
    pub fn sample_errors() -> SubscribePage {
        let errors = Errors::sample(&[("mail", "Write the whole address, like name@example.org")]);
        SubscribePage { errors, mail: "ana".into(), ..SubscribePage::sample() }
    }
    pub fn sample_own() -> SubscribePage {
        let t = Texts::default();
        SubscribePage {
            title: t.say("status-own-title"),
            lead: t.with("status-own-lead", "address", "ana@marlowvale.example"),
            action: "/status/subscription/7.abc".into(),
            leave: "/status/unsubscribe/7.abc".into(),
            ..SubscribePage::sample()
        }
    }
}

impl NotePage {
    pub fn sample() -> NotePage {
        let t = Texts::default();
        NotePage {
            shell: Shell::sample_stranger(),
            title: t.say("status-confirm-title"),
            lead: t.with("status-confirm-lead", "address", "ana@marlowvale.example"),
            action: "/status/confirm/7.abc".into(),
            help: String::new(),
        }
    }
}

impl AdminPage {
    pub fn sample() -> AdminPage {
        AdminPage {
            desk: Desk::sample(Place::StatusPage, None),
            url: "/status".into(),
            audience: Choices::of(
                &[("everybody", "Everybody"), ("signed_in", "Whoever is signed in")],
                "everybody",
            ),
            by_mail: "412 people get news by mail.".into(),
            copy: "A copy was written to s3:status at 09:00.".into(),
            errors: Errors::sample(&[("address", "Write the whole address, beginning with https://")]),
            address: "chat.example.org".into(),
            webhooks: vec![WebhookRow {
                id: 3,
                address: "https://chat.example.org/hooks/status".into(),
                state: "Paused: its calls failed for days. The last answer was 404 Not Found.".into(),
                secret: "c0ffee".into(),
                paused: true,
            }],
        }
    }
}
