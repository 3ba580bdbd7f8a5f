//! What the coach says of a draft, beneath the words: marks, remarks on the whole, the meter, promises to accept. The
//! same part stands in a whole page and is fetched by itself while somebody types.

use askama::Template;
use askama::filters::HtmlSafe;

/// The part beneath the words.
#[derive(Template, Clone, Debug, Default, PartialEq)]
#[template(path = "coach/pages/coached.html")]
pub struct Coached {
    /// Whether a draft was read at all; else nothing is shown.
    pub read: bool,
    /// The id of the text field that it is about, where a page has several; empty in the composer.
    pub part: String,
    /// Where the form that it stands in is posted to be read again, without scripts.
    pub look: String,
    /// "Ana"
    pub to_name: String,
    /// In order of their place.
    pub marks: Vec<Mark>,
    /// What the whole lacks.
    pub remarks: Vec<Remark>,
    pub meter: Option<Meter>,
    /// Rules that the writer put away for good: their names, and in words.
    pub away: Vec<(String, String)>,
    pub offers: Vec<Offer>,
    /// Promises that wait on this ticket while the draft is written.
    pub open: Vec<Waiting>,
}
impl HtmlSafe for Coached {}
crate::view::page!(Coached);

/// A marked stretch of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// `person`, `claim`, `word`, `style`: how it is drawn.
    pub look: &'static str,
    /// "Sounds like blame".
    pub kind: &'static str,
    /// The rule's name.
    pub rule: String,
    /// Place in the draft as scripts count it (UTF-16).
    pub start: usize,
    pub end: usize,
    pub quote: String,
    pub reason: String,
    /// A wording to put in its place; empty when there is none.
    pub instead: String,
    /// Advice where no wording fits as it is; may be empty.
    pub advice: String,
    /// The words can simply go.
    pub cut: bool,
}

/// Something the whole draft lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The check's name.
    pub rule: &'static str,
    pub kind: &'static str,
    pub reason: String,
    /// The requester's question; may be empty.
    pub quote: String,
}

/// How the draft reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// "easy to read"
    pub grade_words: &'static str,
    /// School grade, whole.
    pub grade: u32,
    /// "warm", "plain", "cool", "mixed"
    pub tone: &'static str,
    /// Of a hundred.
    pub polite: u32,
    /// What made it so: (words for the means, whether it warms, the words of the draft).
    pub means: Vec<(&'static str, bool, String)>,
}

/// A promise found in the draft, to be accepted with it. Fields `offer` (its number), `offer_{n}_words`,
/// `offer_{n}_due`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    pub number: usize,
    pub start: usize,
    pub end: usize,
    pub words: String,
    /// "Wed 25 Nov, 12:00"; empty when the words leave the day open.
    pub due: String,
    /// "11:00 for Ana"; empty when their clock shows the same.
    pub theirs: String,
    /// For the field: `2026-11-25T12:00`, the writer's own time.
    pub local: String,
    pub accepted: bool,
}

/// An open promise on the ticket. Fields `fate_{id}` (empty, `kept` or `renewed`), `fate_{id}_due`, `fate_{id}_reason`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub id: String,
    pub words: String,
    /// "You" or a colleague's name.
    pub owner: String,
    pub due: String,
    pub late: bool,
    /// What the draft seems to do to it: `kept`, `renewed` or nothing.
    pub seems: &'static str,
    /// What was chosen: empty, `kept` or `renewed`.
    pub fate: String,
    /// The new time for the field, as the draft names it.
    pub local: String,
    /// The same in words: "Thu 26 Nov, 17:00".
    pub new_due: String,
    /// Where the draft names it; both nothing when it does not.
    pub start: usize,
    pub end: usize,
    pub reason: String,
}

impl Coached {
    /// The part's own id on the page.
    pub fn id(&self) -> String {
        if self.part.is_empty() { "coach".to_owned() } else { format!("coach-{}", self.part) }
    }

    /// Things worth a look; the quieter hints of style do not count.
    pub fn count(&self) -> usize {
        self.marks.iter().filter(|mark| mark.look != "style").count() + self.remarks.len()
    }

    /// "3 things to look at".
    pub fn title(&self) -> String {
        match (self.count(), self.marks.len()) {
            (0, 0) => "Reads well".to_owned(),
            (0, 1) => "1 small thing".to_owned(),
            (0, n) => format!("{n} small things"),
            (1, _) => "1 thing to look at".to_owned(),
            (n, _) => format!("{n} things to look at"),
        }
    }

    pub fn sample() -> Coached {
        let mark = |look, kind, start, quote: &str, reason: &str, instead: &str, advice: &str| Mark {
            look,
            kind,
            rule: "sample".to_owned(),
            start,
            end: start + quote.len(),
            quote: quote.to_owned(),
            reason: reason.to_owned(),
            instead: instead.to_owned(),
            advice: advice.to_owned(),
            cut: advice == "Leave it out.",
        };
        Coached {
            read: true,
            part: String::new(),
            look: "/desk/tickets/1042/coach".to_owned(),
            to_name: "Ana".to_owned(),
            marks: vec![
                mark(
                    "person",
                    "Talks down",
                    0,
                    "Obviously",
                    "It tells the reader that they should have known.",
                    "",
                    "Leave it out.",
                ),
                mark(
                    "word",
                    "A word of ours",
                    20,
                    "VLAN",
                    "Somebody who is not technical may not know this word.",
                    "a separate part of the network",
                    "",
                ),
                mark("style", "Shorter", 40, "in order to", "There is a shorter way to say it.", "to", ""),
            ],
            remarks: vec![Remark {
                rule: "unanswered_question",
                kind: "No answer yet",
                reason: "The draft neither answers nor says when it will.".to_owned(),
                quote: "Will the letters of this morning still come out?".to_owned(),
            }],
            meter: Some(Meter {
                grade_words: "easy to read",
                grade: 5,
                tone: "warm",
                polite: 71,
                means: vec![
                    ("thanks", true, "Thank you".to_owned()),
                    ("an order", false, "Restart".to_owned()),
                ],
            }),
            away: vec![("you_broke".to_owned(), "you broke".to_owned())],
            offers: vec![Offer {
                number: 0,
                start: 60,
                end: 92,
                words: "I'll call you tomorrow morning".to_owned(),
                due: "Wed 25 Nov, 12:00".to_owned(),
                theirs: "11:00 for Ana".to_owned(),
                local: "2026-11-25T12:00".to_owned(),
                accepted: false,
            }],
            open: vec![Waiting {
                id: "7".to_owned(),
                words: "I will look at the port".to_owned(),
                owner: "You".to_owned(),
                due: "Tue 24 Nov, 16:00".to_owned(),
                seems: "kept",
                ..Waiting::default()
            }],
        }
    }
}
