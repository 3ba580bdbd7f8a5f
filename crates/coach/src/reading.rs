//! What goes in and what comes out.

use crate::finding::Finding;
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// A reply, before it is sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Draft<'t> {
    pub text: &'t str,
    /// The requester's message that it answers.
    pub inbound: Option<&'t str>,
    pub profile: Profile,
    /// Which rules read it; found out from the text when not given.
    pub language: Option<Language>,
    /// Names of rules that the writer never wants to hear of.
    pub quiet: &'t [&'t str],
}

impl<'t> Draft<'t> {
    pub fn of(text: &'t str) -> Draft<'t> {
        Draft { text, ..Draft::default() }
    }
}

/// What the desk knows about the reader of a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    pub detail: Detail,
}

/// How much detail a person wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    #[default]
    Plain,
    /// Full detail: terms of the trade are welcome.
    Full,
}

/// What the coach says about a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Reading {
    /// Words that hurt, mislead or cannot be understood, in order of their place.
    pub findings: Vec<Finding>,
    /// Quieter hints: wordy, hard to read, nobody named. In order of their place.
    pub style: Vec<Finding>,
    /// Something is open, and the draft says neither what we do next nor what the reader can do.
    pub missing_next_step: bool,
    /// The person was upset, worried or held up, and the draft neither regrets, thanks nor names it.
    pub missing_acknowledgement: bool,
    /// The requester's questions that are neither answered nor promised an answer.
    pub unanswered: Vec<Question>,
    pub politeness: Politeness,
    /// School grade needed to read it (Flesch-Kincaid); 0 without a sentence.
    pub reading_grade: f64,
    /// School grade by known words (Dale-Chall); 0 without a sentence.
    pub dale_chall: f64,
}

/// A question of the requester's. Offsets count characters of their message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

/// A quiet meter: how polite the words are, and which means made them so.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Politeness {
    /// From 0 to 1; one half is neither.
    pub score: f64,
    pub strategies: Vec<Strategy>,
}

/// A means of politeness or its opposite, with the words that show it. Offsets count characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strategy {
    pub name: &'static str,
    /// Whether it makes the words more polite.
    pub polite: bool,
    pub start: usize,
    pub end: usize,
}

/// What the coach reads in a requester's message.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Inbound {
    pub moods: Vec<Mood>,
    /// Who is named as deserving thanks, in the message's own words.
    pub thanks_named: Vec<String>,
    /// What the person wants to get done, in their own words.
    pub goal: Option<String>,
}

/// One mood, with the words that led to it. Offsets count characters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mood {
    pub kind: MoodKind,
    /// The words that show it; none when only the whole message does.
    pub spans: Vec<(usize, usize)>,
    /// From 0 to 1.
    pub confidence: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoodKind {
    Gratitude,
    Frustration,
    Confusion,
    Urgency,
}

impl MoodKind {
    pub const ALL: [MoodKind; 4] =
        [MoodKind::Gratitude, MoodKind::Frustration, MoodKind::Confusion, MoodKind::Urgency];

    pub fn name(self) -> &'static str {
        match self {
            MoodKind::Gratitude => "gratitude",
            MoodKind::Frustration => "frustration",
            MoodKind::Confusion => "confusion",
            MoodKind::Urgency => "urgency",
        }
    }
}
