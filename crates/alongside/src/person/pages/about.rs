//! What a colleague should know before writing to somebody: the same fields in one's own profile and on the desk's page
//! about a person.

use crate::view::{Choices, Texts, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// The fields `work`, `telephone`, `reach` and `detail`, with their words.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "person/pages/about.html")]
pub struct AboutFields {
    pub words: AboutWords,
    pub work: String,
    pub telephone: String,
    pub reach: String,
    pub details: Choices,
}
impl HtmlSafe for AboutFields {}
page!(AboutFields);

/// The labels: a person reads “your work”, a colleague “their work”.
#[derive(Clone, Debug, Default)]
pub struct AboutWords {
    pub work: String,
    pub work_help: String,
    pub telephone: String,
    pub reach: String,
    pub reach_help: String,
    pub detail: String,
}

impl AboutWords {
    /// As a person reads them in their own profile.
    pub fn own(t: Texts) -> AboutWords {
        AboutWords {
            work: t.say("profile-work"),
            work_help: t.say("profile-work-help"),
            telephone: t.say("profile-telephone"),
            reach: t.say("profile-reach"),
            reach_help: t.say("profile-reach-help"),
            detail: t.say("profile-detail"),
        }
    }

    /// As colleagues read them at the desk.
    pub fn of_others() -> AboutWords {
        AboutWords {
            work: "Their work".into(),
            work_help: "What they do, and where.".into(),
            telephone: "Telephone".into(),
            reach: "How they like to be reached".into(),
            reach_help: "For example “a call before ten” or “by mail, please”.".into(),
            detail: "How much detail they want".into(),
        }
    }
}

impl AboutFields {
    pub fn sample() -> AboutFields {
        AboutFields {
            words: AboutWords::of_others(),
            work: "Ward sister, Ward 4 East".into(),
            telephone: "ext. 4417".into(),
            reach: "a call before ten".into(),
            details: Choices::of(
                &[("plain", "Plain words only"), ("some", "Some detail"), ("full", "Everything")],
                "plain",
            ),
        }
    }
}
