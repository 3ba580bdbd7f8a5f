//! The SQL on announcements, on who is told, and on when.

use super::super::announce::{Announcement, Occasion, Words};
use crate::clock::At;
use crate::ids::{AnnouncementSendId, BroadcastId, ChangeId, PersonId};
use ::store::{Conn, Error, Row, Tx, params};

::store::statements! {
    pub const FIND: "SELECT what, notice, why, must_do, contact, undo, before_minutes, at_start, at_end, asks_to_acknowledge, state, version FROM announcements WHERE change_id = $1";
    pub const SAVE: "INSERT INTO announcements (change_id, what, notice, why, must_do, contact, undo, before_minutes, at_start, at_end, asks_to_acknowledge, state, changed_at, version) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) \
        ON CONFLICT (change_id) DO UPDATE SET what = excluded.what, notice = excluded.notice, why = excluded.why, must_do = excluded.must_do, contact = excluded.contact, undo = excluded.undo, before_minutes = excluded.before_minutes, at_start = excluded.at_start, at_end = excluded.at_end, asks_to_acknowledge = excluded.asks_to_acknowledge, state = excluded.state, changed_at = excluded.changed_at, version = announcements.version + 1";
    pub const PEOPLE: "SELECT person_id, how FROM announcement_people WHERE change_id = $1 ORDER BY person_id LIMIT 5000";
    pub const PUT_PERSON: "INSERT INTO announcement_people (change_id, person_id, how) VALUES ($1, $2, $3) ON CONFLICT (change_id, person_id) DO UPDATE SET how = excluded.how";
    pub const DROP_PERSON: "DELETE FROM announcement_people WHERE change_id = $1 AND person_id = $2";
    pub const SENDS: "SELECT id, occasion, due_at, state, sent_at, broadcast_id FROM announcement_sends WHERE change_id = $1 ORDER BY due_at, id LIMIT 200";
    pub const INSERT_SEND: "INSERT INTO announcement_sends (id, change_id, occasion, due_at, state, sent_at, broadcast_id) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub const DROP_WAITING: "UPDATE announcement_sends SET state = 'dropped' WHERE change_id = $1 AND state = 'waiting'";
    pub const DUE: "SELECT s.id, s.change_id FROM announcement_sends s JOIN changes c ON c.id = s.change_id \
        WHERE s.state = 'waiting' AND s.due_at <= $1 AND c.state NOT IN ('draft', 'asked') ORDER BY s.due_at, s.id LIMIT 1";
    pub const LAPSED: "UPDATE announcement_sends SET state = 'dropped' WHERE state = 'waiting' AND due_at <= $1 AND change_id IN (SELECT id FROM changes WHERE starts_at <= $1)";
    pub const CLAIM: "UPDATE announcement_sends SET state = 'sent', sent_at = $1 WHERE id = $2 AND state = 'waiting'";
    pub const SENT_AS: "UPDATE announcement_sends SET broadcast_id = $1 WHERE id = $2";
    pub const GIVE_UP: "UPDATE announcement_sends SET state = 'dropped' WHERE id = $1";
}

fn announcement(row: &Row) -> Result<Announcement, Error> {
    let before: String = row.get(6)?;
    Ok(Announcement {
        words: Words {
            what: row.get(0)?,
            notice: row.get(1)?,
            why: row.get(2)?,
            must_do: row.get(3)?,
            contact: row.get(4)?,
            undo: row.get(5)?,
        },
        before_minutes: serde_json::from_str(&before).unwrap_or_default(),
        at_start: row.get(7)?,
        at_end: row.get(8)?,
        asks_to_acknowledge: row.get(9)?,
        is_scheduled: row.get::<String>(10)? == "scheduled",
        version: row.get(11)?,
    })
}

pub fn find(conn: &mut Conn, change: ChangeId) -> Result<Option<Announcement>, Error> {
    conn.one(FIND, params![change], announcement)
}

pub(in super::super) fn save(tx: &mut Tx, change: ChangeId, a: &Announcement, now: At) -> Result<(), Error> {
    let before = serde_json::to_string(&a.before_minutes).unwrap_or_default();
    let state = if a.is_scheduled { "scheduled" } else { "draft" };
    let Words { what, notice, why, must_do, contact, undo } = &a.words;
    tx.run(
        SAVE,
        params![
            change,
            what,
            notice,
            why,
            must_do,
            contact,
            undo,
            before,
            a.at_start,
            a.at_end,
            a.asks_to_acknowledge,
            state,
            now
        ],
    )?;
    Ok(())
}

/// People put right by hand: added (true) or left out.
pub fn people(conn: &mut Conn, change: ChangeId) -> Result<Vec<(PersonId, bool)>, Error> {
    conn.all(PEOPLE, params![change], |row| Ok((row.get(0)?, row.get::<String>(1)? == "added")))
}

pub(in super::super) fn put_person(
    tx: &mut Tx,
    change: ChangeId,
    person: PersonId,
    added: bool,
) -> Result<(), Error> {
    let how = if added { "added" } else { "left_out" };
    tx.run(PUT_PERSON, params![change, person, how])?;
    Ok(())
}

pub(in super::super) fn drop_person(tx: &mut Tx, change: ChangeId, person: PersonId) -> Result<(), Error> {
    tx.run(DROP_PERSON, params![change, person])?;
    Ok(())
}

/// One time at which people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendTime {
    pub id: AnnouncementSendId,
    pub occasion: Occasion,
    pub due_at: At,
    pub is_waiting: bool,
    pub sent_at: Option<At>,
    pub broadcast: Option<BroadcastId>,
}

/// Those that wait and those that were sent; not the ones that were dropped.
pub fn sends(conn: &mut Conn, change: ChangeId) -> Result<Vec<SendTime>, Error> {
    let rows = conn.all(SENDS, params![change], |row| {
        let send = SendTime {
            id: row.get(0)?,
            occasion: row.get(1)?,
            due_at: row.get(2)?,
            is_waiting: row.get::<String>(3)? == "waiting",
            sent_at: row.get(4)?,
            broadcast: row.get(5)?,
        };
        Ok((send, row.get::<String>(3)? == "dropped"))
    })?;
    Ok(rows.into_iter().filter(|(_, dropped)| !dropped).map(|(send, _)| send).collect())
}

pub(in super::super) fn plan_send(
    tx: &mut Tx,
    change: ChangeId,
    occasion: Occasion,
    due_at: At,
) -> Result<(), Error> {
    let id = AnnouncementSendId(tx.next_id("announcement_send")?);
    tx.put(INSERT_SEND, params![id, change, occasion, due_at, "waiting", None::<At>, None::<BroadcastId>])?;
    Ok(())
}

/// What was just sent.
pub(in super::super) fn note_sent(
    tx: &mut Tx,
    change: ChangeId,
    occasion: Occasion,
    now: At,
    broadcast: BroadcastId,
) -> Result<(), Error> {
    let id = AnnouncementSendId(tx.next_id("announcement_send")?);
    tx.put(INSERT_SEND, params![id, change, occasion, now, "sent", Some(now), Some(broadcast)])?;
    Ok(())
}

pub(in super::super) fn drop_waiting(tx: &mut Tx, change: ChangeId) -> Result<(), Error> {
    tx.run(DROP_WAITING, params![change])?;
    Ok(())
}

/// The next one that is due; one whose change nobody has approved yet waits on.
pub(in super::super) fn due(
    conn: &mut Conn,
    now: At,
) -> Result<Option<(AnnouncementSendId, ChangeId)>, Error> {
    conn.one(DUE, params![now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whose change has begun, or should have: nobody is told beforehand any more.
pub(in super::super) fn drop_lapsed(tx: &mut Tx, now: At) -> Result<(), Error> {
    tx.run(LAPSED, params![now])?;
    Ok(())
}

/// True for the one who takes it upon them to send.
pub(in super::super) fn claim(tx: &mut Tx, id: AnnouncementSendId, now: At) -> Result<bool, Error> {
    Ok(tx.run(CLAIM, params![now, id])? == 1)
}

pub(in super::super) fn sent_as(
    tx: &mut Tx,
    id: AnnouncementSendId,
    broadcast: BroadcastId,
) -> Result<(), Error> {
    tx.put(SENT_AS, params![broadcast, id])?;
    Ok(())
}

pub(in super::super) fn give_up(tx: &mut Tx, id: AnnouncementSendId) -> Result<(), Error> {
    tx.put(GIVE_UP, params![id])?;
    Ok(())
}
