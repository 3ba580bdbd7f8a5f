//! A record's timeline: kept by itself as things happen, with notes, and with times and words that people put right by
//! hand; an entry that was put right says so and what it said before.

use super::{RecordId, store};
use crate::clock::At;
use crate::ids::{PersonId, TimelineEntryId};
use ::store::{Conn, Error, Tx};

::store::text_enum! {
    pub enum EntryKind {
        /// Something was done: declared, handed over, resolved.
        Deed = "deed",
        /// Something was said to people.
        Message = "message",
        /// Somebody has a part in it from now on.
        Joined = "joined",
        /// Written by hand.
        Note = "note",
        /// A promise was made, kept, renewed or broken.
        Promise = "promise",
    }
}

/// Longer words are cut.
pub const WORDS_LENGTH_MAX: usize = 4000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: TimelineEntryId,
    /// When it happened.
    pub at: At,
    /// When it was written down.
    pub written_at: At,
    pub kind: EntryKind,
    /// None: the program itself.
    pub actor: Option<PersonId>,
    pub actor_name: String,
    /// A sentence; it names who did it, unless it is a note.
    pub words: String,
    pub corrected_at: Option<At>,
    pub corrected_by_name: String,
    /// What it said before it was put right, or empty.
    pub was: String,
}

/// Adds an entry about something that happened `at`.
pub fn append(
    tx: &mut Tx,
    record: RecordId,
    actor: Option<PersonId>,
    at: At,
    now: At,
    kind: EntryKind,
    words: &str,
) -> Result<TimelineEntryId, Error> {
    let id = TimelineEntryId(tx.next_id("timeline_entry")?);
    let entry = Entry {
        id,
        at,
        written_at: now,
        kind,
        actor,
        actor_name: String::new(),
        words: words.trim().chars().take(WORDS_LENGTH_MAX).collect(),
        corrected_at: None,
        corrected_by_name: String::new(),
        was: String::new(),
    };
    store::append(tx, record, &entry)?;
    Ok(id)
}

/// Puts the time or the words of an entry right; false when there is no such entry or nothing would change.
pub fn correct(
    tx: &mut Tx,
    record: RecordId,
    id: TimelineEntryId,
    by: PersonId,
    at: Option<At>,
    words: Option<&str>,
    now: At,
) -> Result<bool, Error> {
    let Some((old_at, old_words)) = store::entry(tx, record, id)? else { return Ok(false) };
    let new_at = at.unwrap_or(old_at);
    let new_words: String = match words.map(str::trim) {
        Some(words) if !words.is_empty() => words.chars().take(WORDS_LENGTH_MAX).collect(),
        _ => old_words.clone(),
    };
    if (new_at, &new_words) == (old_at, &old_words) {
        return Ok(false);
    }
    let was = match (new_at == old_at, new_words == old_words) {
        (true, _) => old_words,
        (false, true) => old_at.timestamp().to_string(),
        (false, false) => format!("{}: {old_words}", old_at.timestamp()),
    };
    store::correct(tx, record, id, (new_at, &new_words, &was), by, now)?;
    Ok(true)
}

/// The timeline, by the time things happened; at most 500 entries.
pub fn of(conn: &mut Conn, record: RecordId) -> Result<Vec<Entry>, Error> {
    store::timeline(conn, record)
}
