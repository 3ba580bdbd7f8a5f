//! Words and shapes that every page shares: moments, faces, choices, the desk's frame and the portal's shell.
//! It knows nothing of requests, stores, rules, zones or the time: routes hand it prepared values.
//!
//! A type that derives `Template` and is marked [`HtmlSafe`] here may be written into a page as `{{ value }}`; it
//! escapes its own fields. Plain `String`s are always escaped by the page that prints them.

use askama::Template;
use askama::filters::HtmlSafe;

mod frame;
mod problem;
mod samples;
mod texts;

pub use frame::{Desk, Flash, Kind, Place, Shell, Theme, Undo, ViewKey, ViewLink};
pub use problem::{ErrorPage, Typed, Word};
pub use samples::samples;
pub use texts::{Link, Strong, TabLink, Texts};

/// The address of a style sheet, script or icon by its plain name, e.g. `asset("desk.css")`.
pub fn asset(name: &str) -> &'static str {
    crate::assets::address(name)
}

/// Gives a template its `html()`: the finished page as text, compiled once with the template and not with its callers.
macro_rules! page {
    ($($name:ident),+ $(,)?) => {$(
        impl $name {
            /// The finished HTML. Writing into a `String` cannot fail, so neither does this.
            pub fn html(&self) -> String {
                askama::Template::render(self).unwrap_or_default()
            }
        }
    )+};
}
pub(crate) use page;

/// A point in time, already put into the reader's zone and language.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(ext = "html", source = r#"<time datetime="{{ iso }}" title="{{ long }}">{{ short }}</time>"#)]
pub struct Moment {
    /// RFC 3339 in UTC, e.g. `2026-11-24T13:05:00Z`; scripts keep `short` fresh from it.
    pub iso: String,
    /// What is read at a glance: `now`, `5 min`, `2 h`, `3 d`, `14 Oct`. For what is to come: `in 2 h`.
    pub short: String,
    /// The exact time, e.g. `Tuesday 24 November 2026, 14:05`.
    pub long: String,
}
impl HtmlSafe for Moment {}

impl Moment {
    /// For samples and tests.
    pub fn sample(iso: &str, short: &str, long: &str) -> Moment {
        Moment { iso: iso.into(), short: short.into(), long: long.into() }
    }
}

/// A person as initials in a shape of their own colour; their name is written beside it by the page.
/// Colleagues have a rounded square, requesters a circle.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(
    ext = "html",
    source = r#"<span class="f h{{ hue }}{% if colleague %} fc{% endif %}" aria-hidden="true">{{ initials }}</span>"#
)]
pub struct Face {
    /// One or two letters, e.g. `AO`; may be any script.
    pub initials: String,
    /// 0 to 11, stable for a person (e.g. the id modulo 12).
    pub hue: u8,
    /// The full name, or the address when no name is known.
    pub name: String,
    /// True for staff.
    pub colleague: bool,
}
impl HtmlSafe for Face {}

impl Face {
    /// For samples and tests.
    pub fn sample(initials: &str, hue: u8, name: &str, colleague: bool) -> Face {
        Face { initials: initials.into(), hue, name: name.into(), colleague }
    }
    /// What to call the person in a sentence: the first word of the name, or the whole address.
    pub fn first(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

/// HTML that has already been made safe (cleaned by the allowlist, or made by our Markdown): never build one from
/// text that came from outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Html(pub String);
impl std::fmt::Display for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl askama::FastWritable for Html {
    fn write_into(&self, dest: &mut dyn std::fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}
impl HtmlSafe for Html {}

/// One icon of our sprite (`assets/icons.svg`), e.g. `Icon("search")`; always beside a word.
#[derive(Template, Clone, Copy, Debug)]
#[template(
    ext = "html",
    source = r##"<svg class="i" aria-hidden="true"><use href="{{ crate::view::asset("icons.svg") }}#{{ self.0 }}"/></svg>"##
)]
pub struct Icon(pub &'static str);
impl HtmlSafe for Icon {}

/// Where a ticket stands, as pages show it. `key` is the value that forms send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nobody has answered yet.
    #[default]
    New,
    /// Ours to work on.
    Open,
    /// Waiting for the requester.
    Pending,
    /// Waiting for a third party or a date.
    Hold,
    /// Solved, may be reopened by a reply.
    Resolved,
    /// Over; a reply starts a new ticket.
    Closed,
}

impl Status {
    pub const ALL: [Status; 6] =
        [Status::New, Status::Open, Status::Pending, Status::Hold, Status::Resolved, Status::Closed];
    /// The value in forms and style classes: `new`, `open`, `pending`, `on_hold`, `resolved`, `closed`.
    pub fn key(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Open => "open",
            Status::Pending => "pending",
            Status::Hold => "on_hold",
            Status::Resolved => "resolved",
            Status::Closed => "closed",
        }
    }
    /// The word agents read.
    pub fn word(self) -> &'static str {
        match self {
            Status::New => "New",
            Status::Open => "Open",
            Status::Pending => "Pending",
            Status::Hold => "On hold",
            Status::Resolved => "Resolved",
            Status::Closed => "Closed",
        }
    }
}

/// How pressing a ticket is. `key` is the value that forms send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Priority; 4] = [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low];
    /// The value in forms and style classes: `low`, `normal`, `high`, `urgent`.
    pub fn key(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        }
    }
    pub fn word(self) -> &'static str {
        match self {
            Priority::Low => "Low",
            Priority::Normal => "Normal",
            Priority::High => "High",
            Priority::Urgent => "Urgent",
        }
    }
}

/// The options of one drop-down list; prints its `<option>`s.
#[derive(Template, Clone, Debug, Default)]
#[template(
    ext = "html",
    source = r#"{% for c in self.0 %}<option value="{{ c.value }}"{% if c.chosen %} selected{% endif %}>{{ c.label }}</option>{% endfor %}"#
)]
pub struct Choices(pub Vec<Choice>);
impl HtmlSafe for Choices {}

/// One option of a drop-down list.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What the form sends; an empty value means "none".
    pub value: String,
    /// What the person reads.
    pub label: String,
    pub chosen: bool,
}

impl Choices {
    /// From (value, label) pairs and the value that is chosen now.
    pub fn of(pairs: &[(&str, &str)], chosen: &str) -> Choices {
        Choices(
            pairs
                .iter()
                .map(|(value, label)| Choice {
                    value: (*value).into(),
                    label: (*label).into(),
                    chosen: *value == chosen,
                })
                .collect(),
        )
    }
    /// The value of the chosen option, sent back as `was` so that nobody overwrites what they have not seen.
    pub fn value(&self) -> &str {
        self.0.iter().find(|c| c.chosen).map_or("", |c| &c.value)
    }
    /// The label of the chosen option, for showing the value in words.
    pub fn chosen(&self) -> &str {
        self.0.iter().find(|c| c.chosen).map_or("", |c| &c.label)
    }
}

/// A file that can be fetched. It is always a download, never shown from our origin.
#[derive(Template, Clone, Debug, Default)]
#[template(
    ext = "html",
    source = r#"<li><a class="file" href="{{ href }}" download><span class="fk" aria-hidden="true">{{ kind }}</span><span class="fn">{{ name }}</span> <span class="fs">{{ size }}</span></a></li>"#
)]
pub struct Attachment {
    /// Where it is fetched from.
    pub href: String,
    /// The harmless file name shown to people.
    pub name: String,
    /// The kind in at most four letters, e.g. `PDF`, `PNG`, `MAIL`, `ZIP`.
    pub kind: String,
    /// E.g. `1.2 MB`.
    pub size: String,
}
impl HtmlSafe for Attachment {}

impl Attachment {
    /// For samples and tests.
    pub fn sample(kind: &str, name: &str, size: &str) -> Attachment {
        Attachment {
            href: "/desk/tickets/1042/attachments/7/file".into(),
            name: name.into(),
            kind: kind.into(),
            size: size.into(),
        }
    }
}

/// What a form would not take, by field. Shown as a summary that links to each field and again beside the field.
#[derive(Clone, Debug, Default)]
pub struct Errors(pub Vec<FieldError>);

/// One thing to mend in a form.
#[derive(Clone, Debug, Default)]
pub struct FieldError {
    /// The `name` and `id` of the field, e.g. `mail`.
    pub field: String,
    /// What to do about it: "Write the address as name@example.org".
    pub text: String,
}

impl Errors {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The first error of this field, if it has one.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.text.as_str())
    }
    /// Adds one; for routes that turn refusals into words.
    pub fn add(&mut self, field: &str, text: &str) {
        self.0.push(FieldError { field: field.into(), text: text.into() });
    }
    /// For samples and tests.
    pub fn sample(pairs: &[(&str, &str)]) -> Errors {
        let mut errors = Errors::default();
        for (field, text) in pairs {
            errors.add(field, text);
        }
        errors
    }
}
