//! What needs what, as a picture and as the same in a list: lines and boxes for the eye, nested items for everybody.

use crate::view::page;
use askama::Template;
use askama::filters::HtmlSafe;

/// An inline picture. It is hidden from screen readers, which have the list beside it.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(path = "service/pages/picture.html")]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub nodes: Vec<Node>,
    pub lines: Vec<Line>,
}
impl HtmlSafe for Picture {}
page!(Picture);

/// One service in the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub x: usize,
    pub y: usize,
    pub href: String,
    /// Cut to fit the box.
    pub name: String,
    /// The whole name.
    pub title: String,
    /// `works`, `maintenance`, `degraded`, `partial_outage` or `outage`.
    pub state: &'static str,
    /// "Outage"; empty when it works.
    pub word: &'static str,
    /// The page is about this one.
    pub here: bool,
}

/// From the foot of what needs to the head of what is needed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub x1: usize,
    pub y1: usize,
    /// Half-way down, where it bends.
    pub middle: usize,
    pub x2: usize,
    pub y2: usize,
}

/// One service in the list with what it needs below it.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(
    ext = "html",
    source = r#"<li>{% if here %}<b>{{ name }}</b>{% else %}<a href="{{ href }}">{{ name }}</a>{% endif %}{% if !word.is_empty() %} <span class="dim">({{ word }})</span>{% endif %}{% if again %} <span class="dim">see above</span>{% endif %}{% if !below.is_empty() %} needs<ul>{% for b in below %}{{ b }}{% endfor %}</ul>{% endif %}</li>"#
)]
pub struct Branch {
    pub name: String,
    pub href: String,
    pub here: bool,
    /// Its state, when it is not as it should be.
    pub word: &'static str,
    /// What it needs stands further up already.
    pub again: bool,
    pub below: Vec<Branch>,
}
impl HtmlSafe for Branch {}

impl Branch {
    pub fn sample() -> Branch {
        let leaf = |name: &str, below| Branch {
            name: name.into(),
            href: "/desk/services/6".into(),
            below,
            ..Branch::default()
        };
        let network = leaf("Network", Vec::new());
        leaf("Mail and calendar", vec![leaf("Sign-on", vec![network]), leaf("Storage", Vec::new())])
    }
}

impl Picture {
    pub fn sample() -> Picture {
        let node = |x, y, name: &str, state, word, here| Node {
            x,
            y,
            href: "/desk/services/6".into(),
            name: name.into(),
            title: name.into(),
            state,
            word,
            here,
        };
        let line = |x1, x2, y1: usize| Line { x1, y1, middle: y1 + 24, x2, y2: y1 + 48 };
        Picture {
            width: 392,
            height: 236,
            nodes: vec![
                node(108, 4, "Mail and calendar", "works", "", true),
                node(4, 96, "Sign-on", "degraded", "Degraded", false),
                node(212, 96, "Storage", "works", "", false),
                node(4, 188, "Network", "outage", "Outage", false),
            ],
            lines: vec![line(196, 92, 48), line(196, 300, 48), line(92, 92, 140)],
        }
    }
}
