//! The SQL on alarms and calls.

use super::super::alarm::{About, Alarm, Call, CallState};
use super::super::road::RoadKind;
use super::super::run::Claimed;
use super::super::{AlarmId, CallId, RotationId};
use crate::clock::At;
use crate::ids::{PersonId, TeamId, TicketId};
use ::store::{Conn, Error, Row, Tx, params};

::store::statements! {
    pub const FIND: "SELECT id, rotation_id, ticket_id, record_id, words, raised_at, next_at, level, taken_by_id, taken_at, ended_at FROM alarms WHERE id = $1";
    pub const DUE: "SELECT id, rotation_id, ticket_id, record_id, words, raised_at, next_at, level, taken_by_id, taken_at, ended_at \
        FROM alarms WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    pub const OPEN: "SELECT id, rotation_id, ticket_id, record_id, words, raised_at, next_at, level, taken_by_id, taken_at, ended_at \
        FROM alarms WHERE ended_at IS NULL AND raised_at > $1 ORDER BY raised_at DESC, id DESC LIMIT $2";
    pub const OPEN_ABOUT_TICKET: "SELECT id FROM alarms WHERE ticket_id = $1 AND ended_at IS NULL ORDER BY id DESC LIMIT 1";
    pub const OPEN_ABOUT_RECORD: "SELECT id FROM alarms WHERE record_id = $1 AND ended_at IS NULL ORDER BY id DESC LIMIT 1";
    pub const INSERT: "INSERT INTO alarms (id, rotation_id, ticket_id, record_id, words, raised_at, next_at, level) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    pub const STEP: "UPDATE alarms SET level = $1, next_at = $2 WHERE id = $3 AND level = $4 AND next_at = $5 AND taken_at IS NULL AND ended_at IS NULL";
    pub const TAKE: "UPDATE alarms SET taken_by_id = $1, taken_at = $2, next_at = NULL WHERE id = $3 AND taken_at IS NULL AND ended_at IS NULL";
    pub const END: "UPDATE alarms SET ended_at = $1, next_at = NULL WHERE id = $2 AND ended_at IS NULL";
    pub const INSERT_CALL: "INSERT INTO calls (id, alarm_id, person_id, kind, at, is_night, state, due_at, last_answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub const CALLS: "SELECT id, alarm_id, person_id, kind, at, is_night, state, attempts, last_answer FROM calls WHERE alarm_id = $1 ORDER BY id LIMIT 500";
    pub const DROP_WAITING: "UPDATE calls SET state = 'dropped' WHERE alarm_id = $1 AND state = 'waiting'";
    pub const NEXT_CALL: "SELECT c.id, c.alarm_id, c.person_id, c.kind, a.words, c.attempts FROM calls c JOIN alarms a ON a.id = c.alarm_id \
        WHERE c.state = 'waiting' AND c.due_at <= $1 AND c.claimed_until <= $2 ORDER BY c.due_at, c.id LIMIT 1";
    pub const CLAIM: "UPDATE calls SET claimed_until = $1, attempts = attempts + 1 WHERE id = $2 AND state = 'waiting' AND claimed_until <= $3";
    pub const SENT: "UPDATE calls SET state = 'sent', last_answer = $1 WHERE id = $2 AND state = 'waiting'";
    pub const TRY_AGAIN: "UPDATE calls SET last_answer = $1, due_at = $2, claimed_until = 0 WHERE id = $3 AND state = 'waiting'";
    pub const FAILED: "UPDATE calls SET state = 'failed', last_answer = $1 WHERE id = $2 AND state = 'waiting'";
    pub const UNANSWERED: "SELECT t.id, t.number, t.subject, t.team_id FROM tickets t \
        WHERE t.status = 'new' AND t.activity_at > $1 AND t.priority = 'urgent' AND t.created_at <= $2 AND t.merged_into_id IS NULL \
        AND NOT EXISTS (SELECT 1 FROM alarms a WHERE a.ticket_id = t.id) ORDER BY t.activity_at, t.id LIMIT $3";
    pub const ANSWERED: "SELECT 1 FROM tickets WHERE id = $1 AND status <> 'new'";
    // One row by mail for each time somebody was called, whatever other ways there were.
    pub const LOAD: "SELECT c.person_id, p.name, COUNT(*), SUM(CASE WHEN c.is_night = TRUE THEN 1 ELSE 0 END) FROM calls c JOIN people p ON p.id = c.person_id \
        WHERE c.kind = 'mail' AND c.at >= $1 GROUP BY c.person_id, p.name, p.folded_name ORDER BY p.folded_name, c.person_id LIMIT 500";
}

fn alarm(row: &Row) -> Result<Alarm, Error> {
    Ok(Alarm {
        id: row.get(0)?,
        rotation: row.get(1)?,
        ticket: row.get(2)?,
        record: row.get(3)?,
        words: row.get(4)?,
        raised_at: row.get(5)?,
        next_at: row.get(6)?,
        level: row.get(7)?,
        taken_by: row.get(8)?,
        taken_at: row.get(9)?,
        ended_at: row.get(10)?,
    })
}

pub fn find(conn: &mut Conn, id: AlarmId) -> Result<Option<Alarm>, Error> {
    conn.one(FIND, params![id], alarm)
}

pub fn due(conn: &mut Conn, now: At, limit: i64) -> Result<Vec<Alarm>, Error> {
    conn.all(DUE, params![now, limit], alarm)
}

/// Alarms that are not over, the newest first, raised after `since`.
pub fn alarms_open(conn: &mut Conn, since: At, limit: i64) -> Result<Vec<Alarm>, Error> {
    conn.all(OPEN, params![since, limit], alarm)
}

pub fn open_about(conn: &mut Conn, about: About) -> Result<Option<AlarmId>, Error> {
    match about {
        About::Ticket(id) => conn.one(OPEN_ABOUT_TICKET, params![id], |row| row.get(0)),
        About::Record(id) => conn.one(OPEN_ABOUT_RECORD, params![id], |row| row.get(0)),
    }
}

pub fn insert(
    tx: &mut Tx,
    rotation: RotationId,
    about: About,
    words: &str,
    now: At,
) -> Result<AlarmId, Error> {
    let id = AlarmId(tx.next_id("alarm")?);
    let (ticket, record) = match about {
        About::Ticket(id) => (Some(id), None),
        About::Record(id) => (None, Some(id)),
    };
    tx.run(INSERT, params![id, rotation, ticket, record, words, now, now])?;
    Ok(id)
}

/// True for the one who takes this step of the alarm upon them.
pub fn step(tx: &mut Tx, was: &Alarm, level: i64, next_at: Option<At>) -> Result<bool, Error> {
    Ok(tx.run(STEP, params![level, next_at, was.id, was.level, was.next_at])? == 1)
}

pub fn take(tx: &mut Tx, id: AlarmId, by: PersonId, now: At) -> Result<bool, Error> {
    Ok(tx.run(TAKE, params![by, now, id])? == 1)
}

pub fn end(tx: &mut Tx, id: AlarmId, now: At) -> Result<(), Error> {
    tx.run(END, params![now, id])?;
    Ok(())
}

pub fn insert_call(
    tx: &mut Tx,
    alarm: AlarmId,
    person: PersonId,
    kind: RoadKind,
    now: At,
    is_night: bool,
    (state, answer): (CallState, &str),
) -> Result<CallId, Error> {
    let id = CallId(tx.next_id("call")?);
    tx.run(INSERT_CALL, params![id, alarm, person, kind, now, is_night, state, now, answer])?;
    Ok(id)
}

/// Every call of an alarm, in the order they were made.
pub fn calls_of(conn: &mut Conn, alarm: AlarmId) -> Result<Vec<Call>, Error> {
    conn.all(CALLS, params![alarm], |row| {
        Ok(Call {
            id: row.get(0)?,
            alarm: row.get(1)?,
            person: row.get(2)?,
            kind: row.get(3)?,
            at: row.get(4)?,
            is_night: row.get(5)?,
            state: row.get(6)?,
            attempts: row.get(7)?,
            last_answer: row.get(8)?,
        })
    })
}

pub fn drop_waiting(tx: &mut Tx, alarm: AlarmId) -> Result<(), Error> {
    tx.run(DROP_WAITING, params![alarm])?;
    Ok(())
}

/// The next call that is due and nobody is at, for whoever gets it.
pub fn claim(tx: &mut Tx, now: At, until: At) -> Result<Option<Claimed>, Error> {
    let next = tx.one(NEXT_CALL, params![now, now], |row| {
        Ok(Claimed {
            id: row.get(0)?,
            alarm: row.get(1)?,
            person: row.get(2)?,
            kind: row.get(3)?,
            words: row.get(4)?,
            attempts: row.get::<i64>(5)? + 1,
        })
    })?;
    let Some(next) = next else { return Ok(None) };
    Ok((tx.run(CLAIM, params![until, next.id, now])? == 1).then_some(next))
}

pub fn sent(tx: &mut Tx, id: CallId, answer: &str) -> Result<(), Error> {
    tx.run(SENT, params![answer, id])?;
    Ok(())
}

/// Notes why a call did not get through; tried again then, or given up.
pub fn failed(tx: &mut Tx, id: CallId, why: &str, again_at: Option<At>) -> Result<(), Error> {
    match again_at {
        Some(at) => tx.run(TRY_AGAIN, params![why, at, id])?,
        None => tx.run(FAILED, params![why, id])?,
    };
    Ok(())
}

type Unanswered = (TicketId, i64, String, Option<TeamId>);

/// Urgent requests that nobody has answered, active since the first time and asked before the second; none that has
/// raised an alarm already.
pub fn unanswered(conn: &mut Conn, since: At, until: At, limit: i64) -> Result<Vec<Unanswered>, Error> {
    conn.all(UNANSWERED, params![since, until, limit], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}

pub fn is_answered(conn: &mut Conn, ticket: TicketId) -> Result<bool, Error> {
    conn.exists(ANSWERED, params![ticket])
}

/// How often each person was called since then, and how often of that at night; by name.
pub fn load(conn: &mut Conn, since: At) -> Result<Vec<(PersonId, String, i64, i64)>, Error> {
    conn.all(LOAD, params![since], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}
