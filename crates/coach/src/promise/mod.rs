//! Promises in a draft: our commitments with a time, and when they fall due.
//!
//! `time` finds expressions of time, `due` works out the moment, `commitment` says whose promise a sentence is. Times
//! come from a `now` that is passed in; nothing here asks a clock.

mod clock;
mod commitment;
mod doubt;
mod due;
mod duration;
mod plan;
mod time;

use crate::language;
use crate::text::Document;
use crate::text::offset::Characters;
use jiff::Zoned;
use jiff::civil::Time;
use serde::Serialize;

/// Where and when a draft is written.
#[derive(Debug, Clone)]
pub struct Moment {
    /// With the time zone in which the promises fall due.
    pub now: Zoned,
    pub workday: Workday,
}

/// When work begins and ends on a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workday {
    pub start: Time,
    pub end: Time,
}

impl Default for Workday {
    fn default() -> Workday {
        Workday { start: Time::constant(9, 0, 0, 0), end: Time::constant(17, 0, 0, 0) }
    }
}

/// A commitment of ours with a time. Offsets count characters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promise {
    pub start: usize,
    pub end: usize,
    pub quote: String,
    /// When it falls due; nothing when the words leave it open.
    pub due: Option<Zoned>,
    /// The date can be read in two ways.
    pub ambiguous: bool,
}

/// No draft holds more promises than this that count.
const PROMISES_MAX: usize = 50;

/// The promises of a draft, in order of their place.
pub fn find(text: &str, moment: &Moment) -> Vec<Promise> {
    let document = Document::read(text);
    let language = language::of(&document);
    let characters = Characters::of(document.text);
    let mut promises = Vec::new();
    for sentence in &document.sentences {
        for commitment in commitment::of(&document, sentence, language) {
            let Some(due) = due::of(&commitment.when, moment) else { continue };
            let bytes = commitment.bytes;
            promises.push(Promise {
                start: characters.at(document.text, bytes.start),
                end: characters.at(document.text, bytes.end),
                quote: document.text.get(bytes).unwrap_or_default().to_owned(),
                ambiguous: due.is_none(),
                due,
            });
            if promises.len() >= PROMISES_MAX {
                return promises;
            }
        }
    }
    promises
}

#[cfg(test)]
mod tests;
