//! What we know of already: on the first page, while somebody asks, in a request, and after it is over.

use crate::view::{Html, Shell, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// An open incident as those see it who cannot work, with what they may do about it.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/trouble.html")]
pub struct Trouble {
    pub shell: Shell,
    pub public_id: String,
    pub title: String,
    /// “We are looking into it.”
    pub says: String,
    /// The newest words.
    pub latest: Html,
    /// “You hear more by 14:30.”; may be empty.
    pub next: String,
    pub late: bool,
    /// The status page's page about it.
    pub path: String,
    pub part: Part,
}
impl HtmlSafe for Trouble {}

/// What the reader has to do with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Nothing may be pressed: nobody is signed in, or it stands in their own request.
    #[default]
    Reader,
    /// They may say that it happens to them as well.
    MayJoin,
    /// They said so.
    Joined,
    /// They have a request about it: “#1042”, and its address.
    Request(String, String),
    /// It is over, and they are asked whether it works: where their answer goes.
    Asked(String),
}

impl Trouble {
    pub fn html(&self) -> Html {
        Html(Template::render(self).unwrap_or_default())
    }

    /// The question that [`Part::Asked`] asks.
    fn question(&self) -> Option<&str> {
        match &self.part {
            Part::Asked(action) => Some(action),
            _ => None,
        }
    }

    pub fn sample() -> Trouble {
        Trouble {
            shell: Shell::sample(""),
            public_id: "k3v9".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            says: "We know what causes it.".into(),
            latest: Html("<p>A switch broke. The new one is in by 15:00.</p>".into()),
            next: "You hear more by Tuesday 24 November, 14:30.".into(),
            late: false,
            path: "/status/incidents/k3v9".into(),
            part: Part::MayJoin,
        }
    }
}

/// `GET /trouble/{public_id}`: one of them, with its button.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/trouble-page.html")]
pub struct TroublePage {
    pub shell: Shell,
    pub trouble: Trouble,
}
page!(TroublePage);

impl TroublePage {
    pub fn sample() -> TroublePage {
        TroublePage { shell: Shell::sample(""), trouble: Trouble::sample() }
    }

    pub fn sample_over() -> TroublePage {
        let part = Part::Asked("/trouble/k3v9/answer".into());
        let trouble = Trouble { says: "It is over.".into(), next: String::new(), part, ..Trouble::sample() };
        TroublePage { trouble, ..TroublePage::sample() }
    }
}

/// `/works/{word}`: does it work for you now? By a link in a mail, without signing in.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/works.html")]
pub struct WorksPage {
    pub shell: Shell,
    pub word: String,
    pub title: String,
    /// What was said: the key of the sentence that thanks for it; empty while nothing was.
    pub done: &'static str,
}
page!(WorksPage);

impl WorksPage {
    pub fn sample() -> WorksPage {
        WorksPage {
            shell: Shell::sample_stranger(),
            word: "12.7.k3".into(),
            title: "Wi-Fi is down in Ward 4".into(),
            done: "",
        }
    }

    pub fn sample_done() -> WorksPage {
        WorksPage { done: "trouble-works-sorry", ..WorksPage::sample() }
    }
}
