//! What somebody is writing on a record, kept while they write: nothing that was typed is lost.

use super::{RecordId, store};
use crate::clock::At;
use crate::ids::PersonId;
use ::store::{Conn, Error, Tx};

/// Characters of a draft; more is cut.
pub const BODY_LENGTH_MAX: usize = 100_000;

/// Keeps what a person has typed into `field`; empty words forget it.
pub fn save(
    tx: &mut Tx,
    person: PersonId,
    record: RecordId,
    field: &str,
    body: &str,
    now: At,
) -> Result<(), Error> {
    if body.trim().is_empty() {
        return drop(tx, person, record, field);
    }
    let body: String = body.chars().take(BODY_LENGTH_MAX).collect();
    store::save_draft(tx, person, record, field, &body, now)
}

/// Field and words of everything this person is writing there.
pub fn of(conn: &mut Conn, person: PersonId, record: RecordId) -> Result<Vec<(String, String)>, Error> {
    store::drafts(conn, person, record)
}

pub fn drop(tx: &mut Tx, person: PersonId, record: RecordId, field: &str) -> Result<(), Error> {
    store::drop_draft(tx, person, record, field)
}
