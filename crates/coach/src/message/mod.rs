//! What a whole draft lacks: a next step, a word for the person, an answer to their question.
//!
//! These look at a draft beside the message it answers, by the cues found in both. Refuse to know rules and wordings.

pub mod acknowledgement;
pub mod next_step;
pub mod question;

use crate::cue::Cue;
use crate::finding::Label;
use crate::lexicon::looks;
use crate::mark::{Found, Mark};
use crate::pattern::Text;
use crate::text::Kind;

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

    /// Whether a sentence is an order or a request to the reader: `Tick the box.`, `If it beeps, press the key.`
    pub fn orders(&self, sentence: usize) -> bool {
        const BEFORE: &[&str] =
            &["please", "then", "just", "first", "so", "and", "but", "simply", "kindly", "now"];
        const NO_ORDERS: &[&str] =
            &["thank", "hope", "wish", "sorry", "guess", "mind", "update", "work", "note"];
        const AFTER: &[&str] = &[
            "the", "a", "an", "your", "my", "our", "it", "this", "that", "them", "these", "on", "off", "out",
            "in", "up", "down", "and", "to", "me", "us", "him", "her", "from", "with", "into", "by", "over",
            "along", "back", "any",
        ];
        let text = self.text;
        let Some(s) = text.document.sentences.get(sentence) else { return false };
        let mut verb = s.tokens.start;
        while verb < s.tokens.end && BEFORE.contains(&text.normal(verb)) {
            verb += 1;
        }
        let known = |at: usize| text.looks(at) & looks::VERB != 0 && !NO_ORDERS.contains(&text.normal(at));
        if known(verb)
            && AFTER.contains(&text.normal(verb + 1))
            && !matches!(text.normal(verb + 2), "is" | "was" | "are" | "were" | "has" | "had")
        {
            return true;
        }
        self.found.cues.iter().filter(|(cue, _)| *cue == Cue::Imperative).any(|(_, hit)| {
            let inside = s.tokens.contains(&hit.start);
            // `We do not support that` orders nothing, nor does `Print queue was stuck`.
            let before = hit.start.checked_sub(1).filter(|at| *at >= s.tokens.start);
            let has_subject = matches!(text.normal(hit.start), "do" | "never")
                && before.is_some_and(|at| {
                    text.document.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
                        && !BEFORE.contains(&text.normal(at))
                });
            let is_name = matches!(text.normal(hit.start + 2), "is" | "was" | "are" | "were" | "has" | "had");
            // `Use of the lift`, `Please note that …` ask for no deed.
            let is_noun = text.normal(hit.start + 1) == "of" || text.normal(hit.start) == "note";
            inside && !has_subject && !is_name && !is_noun && text.normal(hit.start) != "thank"
        })
    }

    /// Whether a cue stands in a sentence that hurts nobody.
    pub fn kindly(&self, cue: Cue, hurting: &[Label]) -> bool {
        self.sentences(cue).any(|sentence| !self.is_marked(sentence, hurting))
    }

    /// The sentences in which a cue stands outside the words that are marked.
    pub fn beside<'r>(&'r self, cue: Cue, hurting: &'r [Label]) -> impl Iterator<Item = usize> + 'r {
        let apart = move |start: usize, end: usize| {
            !self
                .marks
                .iter()
                .any(|mark| hurting.contains(&mark.label) && mark.start < end && start < mark.end)
        };
        let document = self.text.document;
        self.found
            .cues
            .iter()
            .filter(move |(found, hit)| *found == cue && apart(hit.start, hit.end))
            .map(|(_, hit)| document.sentence_of(hit.start))
    }

    /// Whether somebody of ours says that they will do something themselves: `I'll carry it up`.
    pub fn takes_it_on(&self) -> bool {
        let text = self.text;
        (0..text.document.tokens.len()).any(|at| {
            matches!(text.normal(at), "i" | "we" | "ich" | "wir")
                && matches!(text.normal(at + 1), "will" | "am" | "can" | "'d" | "have" | "werde" | "are")
                && text.normal(at + 2) != "not"
        })
    }
}
