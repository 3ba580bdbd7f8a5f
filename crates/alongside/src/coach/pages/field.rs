//! A text field of any page with the coach beside it, the button that has a form looked over without scripts, and the page
//! that answers it. How a page uses them: docs/coach-in-the-desk.md.

use super::Coached;
use crate::coach::Kind;
use crate::view::{Desk, page};
use askama::Template;
use askama::filters::HtmlSafe;

/// A labelled text field in which the coach reads along: marks while one types with scripts, and without them whatever
/// [`LookItOver`] finds. The form sends its words as `name`; `coached` beside them may be ignored.
#[derive(Template, Clone, Debug)]
#[template(path = "coach/pages/field.html")]
pub struct CoachedField {
    pub kind: Kind,
    /// The field's name in the form, and its id.
    pub name: &'static str,
    pub label: String,
    /// A hint under the label; may be empty.
    pub help: String,
    /// Why the words were not taken; may be empty.
    pub error: String,
    /// What was written.
    pub text: String,
    /// Where its rules, its reader and its promises come from: `ticket:1042` (the number), `team:3`, `service:5`,
    /// `record:7`, several with commas between; empty for the house's rules.
    pub about: String,
    /// Lines to begin with.
    pub rows: u8,
    /// In characters.
    pub length_max: usize,
    /// Promises in it are offered; the form's handler then says them with `desk::coach::said`. One field of a form only.
    pub promises: bool,
}
impl HtmlSafe for CoachedField {}

impl Default for CoachedField {
    /// A note's field without a name, to be filled in.
    fn default() -> CoachedField {
        CoachedField::new(Kind::Note, "", "")
    }
}

impl CoachedField {
    pub fn new(kind: Kind, name: &'static str, label: impl Into<String>) -> CoachedField {
        CoachedField {
            kind,
            name,
            label: label.into(),
            help: String::new(),
            error: String::new(),
            text: String::new(),
            about: String::new(),
            rows: 4,
            length_max: 60_000,
            promises: false,
        }
    }

    pub fn sample() -> CoachedField {
        CoachedField {
            help: "In their words, not in ours.".into(),
            text: "The VLAN of your building is down.".into(),
            about: "team:2".into(),
            ..CoachedField::new(Kind::IncidentUpdate, "words", "What people will notice")
        }
    }

    fn about(&self) -> &str {
        if self.about.is_empty() { "-" } else { &self.about }
    }

    /// The ids of what describes it.
    fn described_by(&self) -> String {
        let parts = [("err", &self.error), ("help", &self.help)];
        let ids = parts.iter().filter(|(_, words)| !words.is_empty());
        ids.map(|(id, _)| format!("{}-{id}", self.name)).collect::<Vec<_>>().join(" ")
    }
}

/// The button that shows, without scripts, what the coach says of a form's texts: in a window of its own, so that the form
/// with everything typed stays as it is.
#[derive(Template, Clone, Copy, Debug, Default)]
#[template(
    ext = "html",
    source = r#"<button class="b quiet nojs" formaction="/desk/coach" formtarget="_blank" formnovalidate>Look it over</button>"#
)]
pub struct LookItOver;
impl HtmlSafe for LookItOver {}

impl LookItOver {
    pub fn sample() -> LookItOver {
        LookItOver
    }
}

/// `POST /desk/coach`, as a page: every text of the form with what the coach says of it.
#[derive(Template, Clone, Debug, Default)]
#[template(path = "coach/pages/looked-over.html")]
pub struct LookedOverPage {
    pub desk: Desk,
    pub texts: Vec<LookedOver>,
}
page!(LookedOverPage);

/// One text that was looked over.
#[derive(Clone, Debug, Default)]
pub struct LookedOver {
    /// What the form calls it: “What changes”.
    pub label: String,
    /// What the form said beside it, to be asked again.
    pub coached: String,
    pub name: String,
    pub text: String,
    pub pieces: Vec<Piece>,
    pub said: Coached,
}

/// A stretch of a text, all of it marked in the same way or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// How it is drawn; empty when nothing is marked.
    pub look: &'static str,
}

impl LookedOverPage {
    pub fn sample() -> LookedOverPage {
        let piece = |text: &str, look| Piece { text: text.into(), look };
        let said = Coached {
            part: "0".into(),
            look: "/desk/coach".into(),
            offers: Vec::new(),
            open: Vec::new(),
            ..Coached::sample()
        };
        LookedOverPage {
            desk: Desk::sample(crate::view::Place::Elsewhere, None),
            texts: vec![
                LookedOver {
                    label: "What changes".into(),
                    pieces: vec![
                        piece("Obviously", "person"),
                        piece(" we move the ", ""),
                        piece("VLAN", "word"),
                        piece(" of your building.\n\nThen ", ""),
                        piece("in order to", "style"),
                        piece(" print, switch the printer off and on.", ""),
                    ],
                    said,
                    ..LookedOver::default()
                },
                LookedOver {
                    label: "What you will notice".into(),
                    pieces: vec![piece("The printers are away for an hour.", "")],
                    said: Coached {
                        read: true,
                        part: "1".into(),
                        meter: Coached::sample().meter,
                        ..Coached::default()
                    },
                    ..LookedOver::default()
                },
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_for_what_kind_of_text_it_is_and_escapes_what_was_typed() {
        let field = CoachedField {
            text: "</textarea><b>".into(),
            error: "Write something.".into(),
            ..CoachedField::sample()
        };
        let html = field.to_string();
        assert!(html.contains("data-coach=\"incident_update\" data-about=\"team:2\""), "{html}");
        assert!(html.contains("value=\"incident_update words team:2 What people will notice\""), "{html}");
        assert!(html.contains("aria-describedby=\"words-err words-help\""), "{html}");
        assert!(!html.contains("<b>") && !html.contains("data-promises"), "{html}");
        let bare = CoachedField::new(Kind::Article, "body", "Text").to_string();
        assert!(
            bare.contains("value=\"article body - Text\"") && !bare.contains("aria-describedby"),
            "{bare}"
        );
    }
}
