//! The linear models behind the rules: how polite words are, and whether they show gratitude, frustration or confusion.
//!
//! One pass over a text hashes its words, pairs of words and runs of three to five letters into two tables of
//! [`hash::BUCKETS`] and counts what is known by name ([`mark::Mark`], VADER's valences); each model is a row of small
//! whole numbers beside the others', so that one look serves all. Nothing is decoded at the start: the weights are read
//! where they lie in the program. Refuses to accuse: a score moves a meter or supports a rule, it marks no words.
//!
//! `data/model-card.md` says what the models learned from, how well they do and where they fail;
//! `cargo xtask train-coach` makes `data/model.bin` again, bit for bit.

pub mod hash;
pub mod lexicon;
pub mod mark;
pub mod pack;
mod walk;
pub mod weights;

#[cfg(test)]
mod tests;

pub use mark::Mark;
pub use walk::{Visitor, walk};
pub use weights::Weights;

/// What is scored, in the order of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Politeness,
    Gratitude,
    Frustration,
    Confusion,
}

pub const LABELS: usize = Label::ALL.len();

impl Label {
    pub const ALL: [Label; 4] = [Label::Politeness, Label::Gratitude, Label::Frustration, Label::Confusion];

    pub fn name(self) -> &'static str {
        match self {
            Label::Politeness => "politeness",
            Label::Gratitude => "gratitude",
            Label::Frustration => "frustration",
            Label::Confusion => "confusion",
        }
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// Scores of one text, each from 0 to 1 where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// The chance that such words belong to the politest quarter of requests rather than to the rudest: one half is
    /// neither.
    pub politeness: f32,
    /// The chance that a reader of one or two such sentences would name the feeling.
    pub gratitude: f32,
    pub frustration: f32,
    pub confusion: f32,
    /// How kind or unkind the words are by themselves, from -1 to 1: VADER's measure, no model's.
    pub valence: f32,
}

impl Scores {
    pub fn of(&self, label: Label) -> f32 {
        match label {
            Label::Politeness => self.politeness,
            Label::Gratitude => self.gratitude,
            Label::Frustration => self.frustration,
            Label::Confusion => self.confusion,
        }
    }

    /// Whether the score reaches the threshold that training chose for the label (the best balance of misses and false
    /// alarms on comments of one or two sentences).
    pub fn shows(&self, label: Label) -> bool {
        self.of(label) >= threshold(label)
    }
}

/// A mark and the words that bear it. Offsets are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    pub mark: Mark,
    pub start: usize,
    pub end: usize,
}

/// The scores of a text, read as one: a message of a few sentences, or a draft. The moods were learned on comments of one or
/// two sentences; in a long message what one sentence says is thinned by the others.
pub fn score(text: &str) -> Scores {
    Weights::OURS.score(text, |_| ())
}

/// The scores of a text, and every mark in it in the order of the words' ends; several may lie on the same words.
pub fn read(text: &str) -> (Scores, Vec<Marked>) {
    let mut marked = Vec::new();
    let scores = Weights::OURS.score(text, |found| marked.push(found));
    (scores, marked)
}

/// The score from which on a label counts as shown, from 0 to 1.
pub fn threshold(label: Label) -> f32 {
    Weights::OURS.threshold(label)
}
