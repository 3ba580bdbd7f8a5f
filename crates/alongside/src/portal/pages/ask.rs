//! Asking for help in one page, and what happens next.

use crate::view::{Errors, Face, Moment, Shell, page};
use askama::Template;

/// `/` for somebody who is not signed in: what this is, and the way in. (Signed in, `/` leads to `/requests`.)
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/home.html")]
pub struct HomePage {
    pub shell: Shell,
    /// The help address people may simply write to; may be empty.
    pub address: String,
    /// "Most people hear from us within 40 minutes."; may be empty.
    pub wait: String,
}
page!(HomePage);

/// `/ask`; posted there too, as a multipart form.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/ask.html")]
pub struct AskPage {
    pub shell: Shell,
    /// Fields: `goal` (or `happens`: one of both is enough), `files`.
    pub errors: Errors,
    /// What are you trying to do?
    pub goal: String,
    /// What happens instead?
    pub happens: String,
    /// `no`, `slowed`, `stopped`, or empty while nothing is chosen: field `blocked`.
    pub blocked: String,
    /// Whom it touches: `one`, `several`, `many`, or empty for "I do not know": field `impact`.
    pub impact: String,
    /// Files kept from a form that came back: (id, name); sent again as `upload`.
    pub kept: Vec<(String, String)>,
    /// The most that files may weigh together: "50 MB".
    pub limit: String,
}
page!(AskPage);

/// After asking: `/requests/{number}?thanks=1` or right after the post.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/thanks.html")]
pub struct ThanksPage {
    pub shell: Shell,
    pub number: u64,
    /// Who looks after it, when somebody does already.
    pub owner: Option<Face>,
    /// "A person reads it by 14:30 today." in the reader's zone; may be empty.
    pub next: String,
    /// When that is.
    pub by: Option<Moment>,
    /// Where news is sent.
    pub address: String,
}
page!(ThanksPage);

impl HomePage {
    pub fn sample() -> HomePage {
        HomePage {
            shell: Shell::sample_stranger(),
            address: "help@marlowvale.example".into(),
            wait: "Most people hear from us within 40 minutes.".into(),
        }
    }
}

impl AskPage {
    pub fn sample() -> AskPage {
        AskPage { shell: Shell::sample("ask"), limit: "50 MB".into(), ..AskPage::default() }
    }
    pub fn sample_errors() -> AskPage {
        AskPage {
            errors: Errors::sample(&[
                ("goal", "Tell us in a few words what you want to do, or what goes wrong"),
                ("files", "“holiday-video.mov” is 212 MB. The most we can take at once is 50 MB"),
            ]),
            blocked: "stopped".into(),
            impact: "several".into(),
            kept: vec![("u7".into(), "screenshot.png".into())],
            ..AskPage::sample()
        }
    }
}

impl ThanksPage {
    pub fn sample() -> ThanksPage {
        ThanksPage {
            shell: Shell::sample("ask"),
            number: 1042,
            owner: None,
            next: "A person reads it and writes to you, most likely by 14:30 today.".into(),
            by: None,
            address: "ana.oliveira-kowalczyk@marlowvale.example".into(),
        }
    }
}
