//! Reads what we write, what people write to us, and what we said we would do; says what it found, where, and why.
//!
//! Rules first: every mark names the words it is about, the rule, the reason and, where it can, a better wording. The
//! linear models behind the rules may move a meter or a mood, never accuse. Refuses to know files, clocks, networks,
//! tickets and people: text in, findings out, the same ones every time.

pub mod coach;
pub mod cue;
pub mod finding;
pub mod house;
pub mod inbound;
pub mod jargon;
pub mod language;
pub mod lexicon;
pub mod mark;
pub mod message;
pub mod model;
pub mod pattern;
pub mod politeness;
pub mod promise;
pub mod reading;
pub mod reading_level;
pub mod rules;
pub mod swaps;
pub mod text;

pub use coach::Coach;
pub use finding::{Finding, Label};
pub use house::{House, OwnRule, PlainWord};
pub use language::Language;
pub use promise::{Moment, Promise, Workday};
pub use reading::{Detail, Draft, Inbound, Mood, MoodKind, Politeness, Profile, Question, Reading, Strategy};
