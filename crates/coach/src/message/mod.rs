//! What a whole draft lacks: a next step, a word for the person, an answer to their question.
//!
//! These look at a draft beside the message it answers, by the cues found in both. Refuse to know rules and wordings.

pub mod acknowledgement;
pub mod next_step;
pub mod question;

use crate::cue::Cue;
use crate::finding::Label;
use crate::mark::{Found, Mark};
use crate::pattern::Text;

/// A draft, read, with its marks settled.
pub struct Reply<'a> {
    pub text: &'a Text<'a>,
    pub found: &'a Found,
    pub marks: &'a [Mark],
}

impl Reply<'_> {
    /// Sentences in which a cue stands.
    pub fn sentences(&self, cue: Cue) -> impl Iterator<Item = usize> {
        let document = self.text.document;
        self.found
            .cues
            .iter()
            .filter(move |(found, _)| *found == cue)
            .map(|(_, hit)| document.sentence_of(hit.start))
    }

    pub fn has(&self, cue: Cue) -> bool {
        self.sentences(cue).next().is_some()
    }

    /// Whether a sentence is marked for one of these labels.
    pub fn is_marked(&self, sentence: usize, labels: &[Label]) -> bool {
        let document = self.text.document;
        self.marks
            .iter()
            .any(|mark| labels.contains(&mark.label) && document.sentence_of(mark.start) == sentence)
    }

    /// Whether a cue stands in a sentence that hurts nobody.
    pub fn kindly(&self, cue: Cue, hurting: &[Label]) -> bool {
        self.sentences(cue).any(|sentence| !self.is_marked(sentence, hurting))
    }
}
