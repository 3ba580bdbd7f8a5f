//! Whether a draft says what happens next, or that nothing needs to.

use super::Reply;
use crate::cue::Cue;
use crate::finding::Label;
use crate::text::Kind;

/// Something is open, and the draft says neither what we do next nor what the reader can do.
pub fn is_missing(reply: &Reply<'_>) -> bool {
    let document = reply.text.document;
    if document.sentences.iter().all(|sentence| document.words(sentence).next().is_none()) {
        return false;
    }
    let unkind = [Label::Rude, Label::Blame, Label::Condescension];
    let hurting = [Label::Rude, Label::Blame, Label::Condescension, Label::Dismissal, Label::Absolutes];
    let orders = reply.kindly(Cue::Imperative, &unkind) || reply.kindly(Cue::YourStep, &unkind);
    let asks = document.sentences.iter().enumerate().any(|(at, sentence)| {
        sentence.ends_with == Some('?')
            && !reply.is_marked(at, &[Label::Rude, Label::Blame, Label::Dismissal])
    });
    let stepped = reply.kindly(Cue::OurStep, &hurting) || reply.kindly(Cue::Closed, &hurting);
    let with_code =
        document.text.len() > 40 && document.tokens.iter().any(|token| token.kind == Kind::Quote) && orders;
    // A step shown beside an order that talks down is still a step.
    let shown = reply.sentences(Cue::Imperative).any(|at| reply.is_marked(at, &[Label::Condescension]))
        && !reply.is_marked_all(&[Label::Rude]);
    !(orders || asks || stepped || with_code || shown)
}

impl Reply<'_> {
    /// Whether every sentence is marked for one of these labels.
    fn is_marked_all(&self, labels: &[Label]) -> bool {
        (0..self.text.document.sentences.len()).all(|sentence| self.is_marked(sentence, labels))
    }
}
