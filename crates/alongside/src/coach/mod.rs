//! The coach as the house wants it: rules switched off for everybody or for a team, rules and plain words of its own,
//! and what each person never wants to see. Gives a ready reader for a team, what fits a kind of text, and the parts of
//! pages that show what it says. Keeps nothing of that: no draft, no mark, no count.

mod change;
mod house;
mod kind;
#[cfg(test)]
mod own_texts;
pub mod pages;
mod rule;
mod shelf;
pub mod store;
#[cfg(test)]
mod tests;
mod trial;
mod verbs;

pub use self::store::{never_of, settings};
pub use change::{
    Change, NewRule, NewWord, Refused, SUGGESTION_LENGTH_MAX, TITLE_LENGTH_MAX, WORD_LENGTH_MAX,
};
pub use house::{OwnRule, Removed, RuleOff, Settings, Word};
pub use kind::{GRADE_MAX, HARD_TO_READ, Kind};
pub use rule::{
    LABELS, LANGUAGES, OWN_LABELS, label_of, label_word, language_code, language_of, rules, title,
};
pub use shelf::{Shelf, reader};
pub use trial::{Sent, Sentence, Trial, trial};
pub use verbs::{Error, apply, never, never_titled, undo_never};
