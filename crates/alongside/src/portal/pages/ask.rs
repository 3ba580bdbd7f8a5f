//! Asking for help in one page, and what happens next.

use super::Trouble;
use crate::view::{Errors, Face, Html, Link, Shell, Strong, TabLink, page};
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
    /// What we know of already, a card each.
    pub troubles: Vec<Html>,
    /// Known errors and what helps meanwhile, the newest first.
    pub known: Vec<(String, Html)>,
}
page!(HomePage);

/// `/ask`; posted there too, as a multipart form.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/ask.html")]
pub struct AskPage {
    pub shell: Shell,
    /// Makes a double press one request (field `once`).
    pub key: String,
    /// Fields: `goal` (or `happens`: one of both is enough), `files`.
    pub errors: Errors,
    /// What are you trying to do?
    pub goal: String,
    /// What happens instead?
    pub happens: String,
    /// `no`, `slowed`, `stopped`, or empty while nothing is chosen: field `blocked`.
    pub blocked: String,
    /// Whom it touches: `one`, `several`, `everyone`, or empty for "I do not know": field `impact`.
    pub impact: String,
    /// How many that are, as typed; may be empty.
    pub people: String,
    /// Files kept from a form that came back: (id, name); sent again as `upload`.
    pub kept: Vec<(String, String)>,
    /// The most that files may weigh together: "50 MB".
    pub limit: String,
    /// An open incident that sounds like what was written.
    pub known: Option<Trouble>,
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
    /// "Most people hear from us within 40 minutes"; may be empty.
    pub wait: String,
    /// Where news is sent.
    pub address: String,
}
page!(ThanksPage);

/// For somebody whose session ended while they wrote: the form stays where it is.
pub(super) fn sign_in_link(shell: &Shell) -> TabLink {
    TabLink { href: "/sign-in".into(), words: shell.t.say("signed-out-link") }
}

impl HomePage {
    fn mail_link(&self) -> Link {
        Link::new(format!("mailto:{}", self.address), &*self.address)
    }

    pub fn sample() -> HomePage {
        HomePage {
            shell: Shell::sample_stranger(),
            address: "help@marlowvale.example".into(),
            wait: "Most people hear from us within 40 minutes, 9 in 10 within 3 hours.".into(),
            troubles: vec![Trouble::sample().html()],
            known: vec![(
                "Label printers print blank labels".into(),
                Html(
                    "<p>Choose the printer whose name ends in “old”. It prints your labels as before.</p>"
                        .into(),
                ),
            )],
        }
    }
}

impl AskPage {
    fn sign_in_link(&self) -> TabLink {
        sign_in_link(&self.shell)
    }

    pub fn sample() -> AskPage {
        AskPage { shell: Shell::sample("ask"), limit: "50 MB".into(), ..AskPage::default() }
    }
    pub fn sample_known() -> AskPage {
        AskPage { known: Some(Trouble::sample()), goal: "Use the Wi-Fi".into(), ..AskPage::sample() }
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
    fn number_shown(&self) -> Strong {
        Strong(format!("#{}", self.number))
    }
    fn address_shown(&self) -> Strong {
        Strong(self.address.clone())
    }

    pub fn sample() -> ThanksPage {
        ThanksPage {
            shell: Shell::sample("ask"),
            number: 1042,
            owner: None,
            wait: "Most people hear from us within 40 minutes, 9 in 10 within 3 hours.".into(),
            address: "ana.oliveira-kowalczyk@marlowvale.example".into(),
        }
    }
}
