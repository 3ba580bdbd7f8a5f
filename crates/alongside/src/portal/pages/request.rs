//! My requests, and one of them.

use super::ask::sign_in_link;
use crate::view::{Attachment, Errors, Face, Html, Moment, Shell, Strong, TabLink, page};
use askama::Template;

/// `/requests`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/requests.html")]
pub struct RequestsPage {
    pub shell: Shell,
    /// What we still work on or wait for, newest word first.
    pub open: Vec<RequestRow>,
    /// Solved ones.
    pub solved: Vec<RequestRow>,
    /// Address of older ones; empty at the end.
    pub older: String,
}
page!(RequestsPage);

/// One request in the list.
#[derive(Clone, Debug, Default)]
pub struct RequestRow {
    pub number: u64,
    pub subject: String,
    pub stage: Stage,
    /// Who looks after it; empty when nobody does yet.
    pub owner: String,
    /// When something was said last.
    pub last: Moment,
    /// Something new since they last looked.
    pub unread: bool,
}

/// Where a request stands, in the requester's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// New: nobody has it yet.
    #[default]
    Received,
    /// Somebody works on it.
    Working,
    /// We asked them something.
    YourTurn,
    /// We wait for somebody else, or for a day.
    Waiting,
    Solved,
    /// Over; writing again starts a new request.
    Closed,
}

impl Stage {
    /// The key of its word, see `language/`.
    pub fn text(self) -> &'static str {
        match self {
            Stage::Received => "stage-received",
            Stage::Working => "stage-working",
            Stage::YourTurn => "stage-turn",
            Stage::Waiting => "stage-waiting",
            Stage::Solved => "stage-solved",
            Stage::Closed => "stage-closed",
        }
    }
    /// Its style class.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Received => "received",
            Stage::Working => "working",
            Stage::YourTurn => "turn",
            Stage::Waiting => "waiting",
            Stage::Solved => "solved",
            Stage::Closed => "closed",
        }
    }
    fn closed(self) -> bool {
        self == Stage::Closed
    }
    fn solved(self) -> bool {
        matches!(self, Stage::Solved | Stage::Closed)
    }
}

/// `/requests/{number}`.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "portal/pages/request.html")]
pub struct RequestPage {
    pub shell: Shell,
    /// The incident that it belongs to; empty when there is none.
    pub trouble: Html,
    /// Makes a double press one message (field `once`).
    pub key: String,
    pub number: u64,
    pub subject: String,
    pub stage: Stage,
    /// Who looks after it.
    pub owner: Option<Face>,
    /// What happens next, a sentence: "Bo moves the printer to another socket at noon."
    pub next: String,
    /// How long it usually takes, while nobody has it; else empty.
    pub wait: String,
    /// Oldest first; never a note.
    pub lines: Vec<Line>,
    /// What was typed and kept.
    pub reply: String,
    /// Fields: `body`, `files`.
    pub errors: Errors,
    /// Files kept from a form that came back: (value, name); sent again as `upload`.
    pub kept: Vec<(String, String)>,
    /// The most that files may weigh together: "50 MB".
    pub limit: String,
}
page!(RequestPage);

/// One message of the conversation.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub id: u64,
    /// "You" for the reader.
    pub who: Face,
    /// Said by the reader.
    pub mine: bool,
    pub at: Moment,
    /// Safe HTML.
    pub body: Html,
    /// Quoted text and signature, folded.
    pub quoted: Option<Html>,
    pub attachments: Vec<Attachment>,
    /// The mail as it was sent; empty when there is no HTML of it.
    pub original: String,
    /// Said by somebody else since the reader looked.
    pub unread: bool,
}

impl RequestsPage {
    pub fn sample() -> RequestsPage {
        let at =
            |short: &str| Moment::sample("2026-11-24T12:20:00Z", short, "Tuesday 24 November 2026, 12:20");
        RequestsPage {
            shell: Shell::sample("requests"),
            open: vec![
                RequestRow { number: 1042, subject: "Printer on ward 4 prints the first page and then nothing".into(), stage: Stage::Working, owner: "Bo Nilsson".into(), last: at("45 min"), unread: true },
                RequestRow { number: 1051, subject: "A second screen for the handover desk, please, because two people read the same list while a third one is on the telephone".into(), stage: Stage::YourTurn, owner: "Di Kaur".into(), last: at("2 d"), unread: false },
                RequestRow { number: 1060, subject: "Badge does not open the medicine room".into(), stage: Stage::Received, owner: String::new(), last: at("now"), unread: false },
            ],
            solved: vec![RequestRow { number: 987, subject: "Cannot hear callers on the ward telephone".into(), stage: Stage::Solved, owner: "Cy Mbeki".into(), last: at("14 Oct"), unread: false }],
            older: "/requests?after=abc".into(),
        }
    }
    pub fn sample_empty() -> RequestsPage {
        RequestsPage { shell: Shell::sample("requests"), ..RequestsPage::default() }
    }
}

impl RequestPage {
    fn sign_in_link(&self) -> TabLink {
        sign_in_link(&self.shell)
    }
    fn owner_shown(&self, owner: &Face) -> Strong {
        Strong(owner.name.clone())
    }

    pub fn sample() -> RequestPage {
        let at = |short: &str, hour: &str| {
            Moment::sample("2026-11-24T12:20:00Z", short, &format!("Tuesday 24 November 2026, {hour}"))
        };
        let you = Face::sample("AO", 3, "You", false);
        let bo = Face::sample("BN", 8, "Bo Nilsson", true);
        RequestPage {
            trouble: Html::default(),
            shell: Shell::sample("requests"),
            number: 1042,
            subject: "Printer on ward 4 prints the first page and then nothing".into(),
            stage: Stage::Working,
            owner: Some(bo.clone()),
            next: "Bo takes Peter out of the scanner’s list and tells you when it is done.".into(),
            lines: vec![
                Line {
                    id: 101,
                    who: you.clone(),
                    mine: true,
                    at: at("5 h", "08:14"),
                    body: Html("<p>Good morning,</p><p>the printer on ward 4 prints the first page and then nothing. We have discharge letters to print before the two o’clock round, so could somebody please look soon?</p>".into()),
                    attachments: vec![Attachment::sample("PNG", "Screenshot 2026-11-24 at 08.12.44.png", "412 kB")],
                    ..Line::default()
                },
                Line {
                    id: 103,
                    who: bo.clone(),
                    at: at("4 h", "08:36"),
                    original: "/requests/1042/messages/103/original".into(),
                    unread: true,
                    body: Html("<p>Good morning Ana,</p><p>thank you for the picture, it helps a lot. While I look at it, <strong>your letters can print on ward 5</strong>: choose <code>W5-EAST</code> in the print window.</p><ul><li>I check the cable now.</li><li>I write again by 10:00.</li></ul>".into()),
                    ..Line::default()
                },
                Line {
                    id: 106,
                    who: you,
                    mine: true,
                    at: at("45 min", "12:20"),
                    body: Html("<p>Thank you so much! The letters came out on ward 5. 🙏</p>".into()),
                    quoted: Some(Html("<blockquote><p>Good morning Ana…</p></blockquote>".into())),
                    ..Line::default()
                },
            ],
            limit: "50 MB".into(),
            ..RequestPage::default()
        }
    }
    pub fn sample_solved() -> RequestPage {
        RequestPage {
            stage: Stage::Solved,
            next: "If it comes back, press “Not solved yet” or just answer. After seven days we close it."
                .into(),
            errors: Errors::sample(&[(
                "body",
                "Write a few words first, so that Bo knows what is still wrong",
            )]),
            ..RequestPage::sample()
        }
    }
}
