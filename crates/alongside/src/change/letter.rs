//! What people read of a change on each occasion: a subject and a text in Markdown, with our words around those of the
//! announcement in the house's language. The time is not in it: each reader's letter says it in their own zone. Pure.

use super::announce::{Occasion, Words};
use super::{Change, State};
use crate::language::{Arg, Language};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub subject: String,
    /// Markdown.
    pub body: String,
}

/// The text for this occasion. `reason` says why it was moved or cancelled; it may be empty.
pub fn text(language: Language, occasion: Occasion, change: &Change, words: &Words, reason: &str) -> Text {
    let say = |key: &str| language.text(key, &[]);
    let subject = |key: &str| language.text(key, &[("title", Arg::Text(&change.title))]);
    let mut body = String::new();
    let mut paragraph = |text: &str| {
        if !text.trim().is_empty() {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(text.trim());
        }
    };
    let part = |key: &str, text: &str| format!("**{}**\n\n{text}", say(key));
    let subject = match occasion {
        Occasion::Before => {
            for (key, text) in [
                ("change-what", &words.what),
                ("change-notice", &words.notice),
                ("change-must-do", &words.must_do),
                ("change-why", &words.why),
                ("change-undo", &words.undo),
                ("change-contact", &words.contact),
            ] {
                paragraph(&part(key, text));
            }
            subject("change-subject-before")
        }
        Occasion::Start => {
            paragraph(&say("change-begins"));
            paragraph(&part("change-what", &words.what));
            paragraph(&part("change-notice", &words.notice));
            paragraph(&part("change-contact", &words.contact));
            subject("change-subject-start")
        }
        Occasion::End => {
            let (opening, title) = match change.state {
                State::Failed => ("change-failed", "change-subject-failed"),
                State::Undone => ("change-undone", "change-subject-undone"),
                _ => ("change-done", "change-subject-done"),
            };
            paragraph(&say(opening));
            paragraph(&change.result);
            paragraph(&part("change-contact", &words.contact));
            subject(title)
        }
        Occasion::Moved => {
            paragraph(&say("change-moved"));
            paragraph(reason);
            paragraph(&part("change-notice", &words.notice));
            paragraph(&part("change-must-do", &words.must_do));
            paragraph(&part("change-contact", &words.contact));
            subject("change-subject-moved")
        }
        Occasion::Cancelled => {
            paragraph(&say("change-cancelled"));
            paragraph(reason);
            paragraph(&part("change-contact", &words.contact));
            subject("change-subject-cancelled")
        }
    };
    Text { subject, body }
}

/// The same for a calendar, as plain text.
pub fn plain(language: Language, words: &Words) -> String {
    let parts = [
        ("change-notice", &words.notice),
        ("change-must-do", &words.must_do),
        ("change-contact", &words.contact),
    ];
    let mut text = words.what.trim().to_owned();
    for (key, words) in parts {
        if !words.trim().is_empty() {
            text.push_str(&format!("\n\n{}\n{}", language.text(key, &[]), words.trim()));
        }
    }
    text
}
