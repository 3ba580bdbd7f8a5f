//! What the coach answers with. Offsets count characters (Unicode scalar values) of the text that was given.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a marked stretch of text is marked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Insult, contempt, sarcasm, an order in anger.
    Rude,
    /// Puts the fault on a person or a team.
    Blame,
    /// Talks down.
    Condescension,
    /// Waves the trouble away without help.
    Dismissal,
    /// More than anyone can know.
    Absolutes,
    /// The language of contracts.
    Legalistic,
    /// A term that a non-technical reader would not know.
    Jargon,
    /// More words, or longer ones, than the thought needs.
    Wordy,
    /// A sentence that is hard to read for its length.
    LongSentence,
    /// Work is announced, but neither who does it nor until when.
    NoOwnerOrTime,
}

impl Label {
    pub const ALL: [Label; 10] = [
        Label::Rude,
        Label::Blame,
        Label::Condescension,
        Label::Dismissal,
        Label::Absolutes,
        Label::Legalistic,
        Label::Jargon,
        Label::Wordy,
        Label::LongSentence,
        Label::NoOwnerOrTime,
    ];

    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Label::Rude => "rude",
            Label::Blame => "blame",
            Label::Condescension => "condescension",
            Label::Dismissal => "dismissal",
            Label::Absolutes => "absolutes",
            Label::Legalistic => "legalistic",
            Label::Jargon => "jargon",
            Label::Wordy => "wordy",
            Label::LongSentence => "long_sentence",
            Label::NoOwnerOrTime => "no_owner_or_time",
        }
    }
}

/// One marked stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub label: Label,
    /// First character, counted from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The marked characters.
    pub quote: String,
    /// The rule's name, as `alongside coach --rules` lists it.
    pub rule: Cow<'static, str>,
    /// Why it is marked, in one sentence for the writer.
    pub reason: Cow<'static, str>,
    /// What could stand there instead: a wording when `replaces`, otherwise advice.
    pub suggestion: Option<Cow<'static, str>>,
    /// Whether the suggestion can stand in place of the quote as it is.
    pub replaces: bool,
}
