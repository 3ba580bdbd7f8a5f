//! Patterns over tokens: the small language that rules are written in, and one pass that finds them all.
//!
//! ```text
//! you|they            one token, any of the words        @team      one token of a class of the lexicon
//! #past               one token that looks like a past   x?         may be missing
//! ..3                 up to three tokens of the clause   (a b / c)  one of these runs; (a b)? may be missing
//! <  >                begin and end of the sentence      ^  $       begin and end of a clause
//! >>  >?              end of the last sentence    end of one before a question
//! !x  -x              not followed by, not after x       [ ]        what is marked, when it is not the whole
//! ...                 on to the end of the clause        ....       on to the end of the sentence
//! ```
//!
//! Every pattern holds a rarest part, its anchor: a word or two in a row. Words are numbers by then, so that one look into an
//! index at each word finds the anchors there, however many rules there are, and only where one stands is the pattern
//! tried. (An automaton over letters did the same and took five times as long to make, at every start of the command.)
//! Refuses to know what a rule is for.

mod compile;
mod matcher;
mod parse;

pub use compile::{Builder, Set};
pub use matcher::{Hit, Test, Text};
pub use parse::{Part, parse};
