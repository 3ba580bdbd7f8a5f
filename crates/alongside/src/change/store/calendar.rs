//! The SQL of the calendar: what lies in a time, freezes, and the addresses of feeds.

use super::super::Change;
use super::super::clash::Freeze;
use super::super::feed::{Feed, What};
use crate::clock::{At, DAY};
use crate::ids::{FreezeWindowId, PersonId, ServiceId};
use ::store::{Conn, Error, Row, Tx, params};

::store::statements! {
    pub const BETWEEN: concat!("SELECT ", columns!(), " FROM changes WHERE starts_at > $1 AND starts_at < $2 AND ends_at > $3 ORDER BY starts_at, id LIMIT 250");
    pub const FREEZES: "SELECT id, name, reason, from_at, until_at, service_id FROM freeze_windows WHERE until_at > $1 AND from_at < $2 ORDER BY until_at, id LIMIT 200";
    pub const INSERT_FREEZE: "INSERT INTO freeze_windows (id, name, reason, from_at, until_at, service_id) VALUES ($1, $2, $3, $4, $5, $6)";
    pub const DROP_FREEZE: "DELETE FROM freeze_windows WHERE id = $1";
    pub const FEED: "SELECT f.id, f.person_id, f.what, f.read_at FROM calendar_feeds f JOIN people p ON p.id = f.person_id WHERE f.secret_hash = $1 AND p.active = TRUE AND p.role <> 'requester'";
    pub const FEEDS_OF: "SELECT id, person_id, what, read_at FROM calendar_feeds WHERE person_id = $1 ORDER BY id LIMIT 100";
    pub const INSERT_FEED: "INSERT INTO calendar_feeds (id, secret_hash, person_id, what, created_at) VALUES ($1, $2, $3, $4, $5)";
    pub const TOUCH_FEED: "UPDATE calendar_feeds SET read_at = $1 WHERE id = $2";
    pub const DROP_FEED: "DELETE FROM calendar_feeds WHERE id = $1 AND person_id = $2";
}

/// The changes that touch this time, by start; at most 250.
pub fn between(conn: &mut Conn, from: At, until: At) -> Result<Vec<Change>, Error> {
    // No window is longer than 31 days.
    conn.all(BETWEEN, params![from.plus(-32 * DAY), until, from], super::change)
}

pub fn freezes(conn: &mut Conn, from: At, until: At) -> Result<Vec<Freeze>, Error> {
    conn.all(FREEZES, params![from, until], |row| {
        Ok(Freeze {
            id: row.get(0)?,
            name: row.get(1)?,
            reason: row.get(2)?,
            from: row.get(3)?,
            until: row.get(4)?,
            service: row.get(5)?,
        })
    })
}

pub(in super::super) fn insert_freeze(
    tx: &mut Tx,
    (name, reason): (&str, &str),
    (from, until): (At, At),
    service: Option<ServiceId>,
) -> Result<FreezeWindowId, Error> {
    let id = FreezeWindowId(tx.next_id("freeze_window")?);
    tx.run(INSERT_FREEZE, params![id, name, reason, from, until, service])?;
    Ok(id)
}

pub(in super::super) fn drop_freeze(tx: &mut Tx, id: FreezeWindowId) -> Result<bool, Error> {
    Ok(tx.run(DROP_FREEZE, params![id])? == 1)
}

fn feed(row: &Row) -> Result<Option<Feed>, Error> {
    let what = What::from_text(&row.get::<String>(2)?);
    let (id, person, read_at) = (row.get(0)?, row.get(1)?, row.get(3)?);
    Ok(what.map(|what| Feed { id, person, what, read_at }))
}

pub(in super::super) fn feed_by_hash(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<Feed>, Error> {
    Ok(conn.one(FEED, params![hash.as_slice()], feed)?.flatten())
}

pub(in super::super) fn feeds_of(conn: &mut Conn, person: PersonId) -> Result<Vec<Feed>, Error> {
    Ok(conn.all(FEEDS_OF, params![person], feed)?.into_iter().flatten().collect())
}

pub(in super::super) fn insert_feed(
    tx: &mut Tx,
    hash: &[u8; 32],
    person: PersonId,
    what: &str,
    now: At,
) -> Result<(), Error> {
    let id = tx.next_id("calendar_feed")?;
    tx.run(INSERT_FEED, params![id, hash.as_slice(), person, what, now])?;
    Ok(())
}

pub(in super::super) fn touch_feed(tx: &mut Tx, id: i64, now: At) -> Result<(), Error> {
    tx.run(TOUCH_FEED, params![now, id])?;
    Ok(())
}

pub(in super::super) fn drop_feed(tx: &mut Tx, id: i64, person: PersonId) -> Result<bool, Error> {
    Ok(tx.run(DROP_FEED, params![id, person])? == 1)
}
