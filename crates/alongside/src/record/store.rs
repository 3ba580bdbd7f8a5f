//! The SQL on records, their timelines and what is being written on them.

use super::timeline::{Entry, EntryKind};
use super::{Record, RecordId, RecordKind};
use crate::clock::At;
use crate::ids::{PersonId, TimelineEntryId};
use ::store::{Conn, Error, Query, Row, Tx, params};

::store::statements! {
    pub const INSERT: "INSERT INTO records (id, kind, number, title, created_at) VALUES ($1, $2, $3, $4, $5)";
    pub const RENAME: "UPDATE records SET title = $1 WHERE id = $2";
    pub const FIND: "SELECT id, kind, number, title, created_at FROM records WHERE id = $1";
    pub const BY_NUMBER: "SELECT id, kind, number, title, created_at FROM records WHERE kind = $1 AND number = $2";
    pub const APPEND: "INSERT INTO timeline_entries (id, record_id, at, written_at, kind, actor_id, words) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub const ENTRY: "SELECT at, words FROM timeline_entries WHERE id = $1 AND record_id = $2";
    pub const CORRECT: "UPDATE timeline_entries SET at = $1, words = $2, corrected_at = $3, corrected_by_id = $4, was = $5 WHERE id = $6 AND record_id = $7";
    pub const TIMELINE: "SELECT e.id, e.at, e.written_at, e.kind, e.actor_id, COALESCE(a.name, ''), e.words, e.corrected_at, COALESCE(c.name, ''), e.was \
        FROM timeline_entries e LEFT JOIN people a ON a.id = e.actor_id LEFT JOIN people c ON c.id = e.corrected_by_id \
        WHERE e.record_id = $1 ORDER BY e.at, e.id LIMIT 500";
    pub const SAVE_DRAFT: "INSERT INTO record_drafts (person_id, record_id, field, body, changed_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (person_id, record_id, field) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at";
    pub const DRAFTS: "SELECT field, body FROM record_drafts WHERE person_id = $1 AND record_id = $2 ORDER BY field LIMIT 50";
    pub const DROP_DRAFT: "DELETE FROM record_drafts WHERE person_id = $1 AND record_id = $2 AND field = $3";
}

fn record(row: &Row) -> Result<Record, Error> {
    Ok(Record {
        id: row.get(0)?,
        kind: row.get(1)?,
        number: row.get(2)?,
        title: row.get(3)?,
        created_at: row.get(4)?,
    })
}

pub(super) fn insert(tx: &mut Tx, r: &Record) -> Result<(), Error> {
    tx.run(INSERT, params![r.id, r.kind, r.number, r.title, r.created_at])?;
    Ok(())
}

pub(super) fn rename(tx: &mut Tx, id: RecordId, title: &str) -> Result<(), Error> {
    tx.put(RENAME, params![title, id])?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: RecordId) -> Result<Option<Record>, Error> {
    conn.one(FIND, params![id], record)
}

/// “Incident 12”: the record of this kind with this number.
pub fn by_number(conn: &mut Conn, kind: RecordKind, number: i64) -> Result<Option<Record>, Error> {
    conn.one(BY_NUMBER, params![kind, number], record)
}

/// Those of these ids that there are, at most 256, in no order.
pub fn named(conn: &mut Conn, ids: &[RecordId]) -> Result<Vec<Record>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    conn.query(&named_query(ids), record)
}

pub(crate) fn named_query(ids: &[RecordId]) -> Query {
    let mut ids: Vec<i64> = ids.iter().take(256).map(|id| id.0).collect();
    // Padded, so that few distinct statements are prepared.
    ids.resize(ids.len().next_power_of_two(), ids.last().copied().unwrap_or(0));
    let mut query = Query::new("SELECT id, kind, number, title, created_at FROM records WHERE id IN ");
    query.list(ids);
    query
}

pub(super) fn append(tx: &mut Tx, record: RecordId, entry: &Entry) -> Result<(), Error> {
    let Entry { id, at, written_at, kind, actor, words, .. } = entry;
    tx.put(APPEND, params![*id, record, *at, *written_at, *kind, *actor, words])?;
    Ok(())
}

pub(super) fn entry(
    conn: &mut Conn,
    record: RecordId,
    id: TimelineEntryId,
) -> Result<Option<(At, String)>, Error> {
    conn.one(ENTRY, params![id, record], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn correct(
    tx: &mut Tx,
    record: RecordId,
    id: TimelineEntryId,
    (at, words, was): (At, &str, &str),
    by: PersonId,
    now: At,
) -> Result<(), Error> {
    tx.run(CORRECT, params![at, words, now, by, was, id, record])?;
    Ok(())
}

pub(super) fn timeline(conn: &mut Conn, record: RecordId) -> Result<Vec<Entry>, Error> {
    conn.all(TIMELINE, params![record], |row| {
        Ok(Entry {
            id: row.get(0)?,
            at: row.get(1)?,
            written_at: row.get(2)?,
            kind: row.get::<EntryKind>(3)?,
            actor: row.get(4)?,
            actor_name: row.get(5)?,
            words: row.get(6)?,
            corrected_at: row.get(7)?,
            corrected_by_name: row.get(8)?,
            was: row.get(9)?,
        })
    })
}

pub(super) fn save_draft(
    tx: &mut Tx,
    person: PersonId,
    record: RecordId,
    field: &str,
    body: &str,
    now: At,
) -> Result<(), Error> {
    tx.put(SAVE_DRAFT, params![person, record, field, body, now])?;
    Ok(())
}

pub(super) fn drafts(
    conn: &mut Conn,
    person: PersonId,
    record: RecordId,
) -> Result<Vec<(String, String)>, Error> {
    conn.all(DRAFTS, params![person, record], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn drop_draft(tx: &mut Tx, person: PersonId, record: RecordId, field: &str) -> Result<(), Error> {
    tx.put(DROP_DRAFT, params![person, record, field])?;
    Ok(())
}
