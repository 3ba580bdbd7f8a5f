//! “Did you see it?”

use crate::view::{Shell, page};
use askama::Template;

/// `/seen/{word}`: a button, since programs open links in mails; pressing it counts.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "change/pages/seen.html")]
pub struct SeenPage {
    pub shell: Shell,
    pub word: String,
    /// What it is about; empty when the link is not one of ours.
    pub title: String,
    pub done: bool,
}
page!(SeenPage);

impl SeenPage {
    pub fn sample() -> SeenPage {
        SeenPage {
            shell: Shell::sample_stranger(),
            word: "12.7.0f".into(),
            title: "Planned: Mail moves to new servers".into(),
            done: false,
        }
    }

    pub fn sample_done() -> SeenPage {
        SeenPage { done: true, ..SeenPage::sample() }
    }

    pub fn sample_unknown() -> SeenPage {
        SeenPage { title: String::new(), ..SeenPage::sample() }
    }
}
