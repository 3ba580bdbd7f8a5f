//! The SQL on calls to the programs that asked for news.

use crate::clock::At;
use crate::ids::{IncidentId, IncidentUpdateId, SubscriberId, WebhookCallId};
use crate::status::webhook::Call;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const NEWEST: "SELECT id FROM incident_updates ORDER BY id DESC LIMIT 1";
    pub const AFTER: "SELECT u.id, i.id, i.public_id FROM incident_updates u JOIN incidents i ON i.id = u.incident_id \
        WHERE u.id > $1 AND i.is_public = TRUE ORDER BY u.id LIMIT 20";
    pub const TAKE_ON: "UPDATE settings SET value = $1, changed_at = $2 WHERE name = $3 AND value = $4";
    pub const INSERT: "INSERT INTO webhook_calls (id, subscriber_id, body, state, due_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $5)";
    pub const DUE: "SELECT c.id, c.subscriber_id, s.address, c.body, c.attempts, c.created_at, s.failed_since FROM webhook_calls c JOIN status_subscribers s ON s.id = c.subscriber_id \
        WHERE c.state = 'waiting' AND c.due_at <= $1 AND c.claimed_until <= $2 AND s.paused_at IS NULL ORDER BY c.due_at, c.id LIMIT 20";
    pub const ANYTHING_DUE: "SELECT 1 FROM webhook_calls WHERE state = 'waiting' AND due_at <= $1 AND claimed_until <= $2 LIMIT 1";
    pub const CLAIM: "UPDATE webhook_calls SET claimed_until = $1, attempts = attempts + 1 WHERE id = $2 AND state = 'waiting' AND claimed_until <= $3";
    pub const SENT: "UPDATE webhook_calls SET state = 'sent', last_answer = $1, claimed_until = 0, body = '' WHERE id = $2 AND state = 'waiting'";
    pub const LATER: "UPDATE webhook_calls SET due_at = $1, last_answer = $2, claimed_until = 0 WHERE id = $3 AND state = 'waiting'";
    pub const FAILED: "UPDATE webhook_calls SET state = 'failed', last_answer = $1, claimed_until = 0, body = '' WHERE id = $2 AND state = 'waiting'";
    pub const WELL: "UPDATE status_subscribers SET failed_since = NULL WHERE id = $1 AND failed_since IS NOT NULL";
    pub const ILL: "UPDATE status_subscribers SET failed_since = $1 WHERE id = $2 AND failed_since IS NULL";
    pub const PAUSE: "UPDATE status_subscribers SET paused_at = $1 WHERE id = $2 AND paused_at IS NULL";
    pub const RESUME: "UPDATE status_subscribers SET paused_at = NULL, failed_since = NULL WHERE id = $1";
    pub const HURRY: "UPDATE webhook_calls SET due_at = $1 WHERE subscriber_id = $2 AND state = 'waiting' AND claimed_until = 0";
    pub const LAST: "SELECT last_answer FROM webhook_calls WHERE subscriber_id = $1 ORDER BY id DESC LIMIT 1";
    pub const OLD: "DELETE FROM webhook_calls WHERE state <> 'waiting' AND created_at < $1";
}

pub fn newest_update(conn: &mut Conn) -> Result<IncidentUpdateId, Error> {
    Ok(conn.one(NEWEST, params![], |row| row.get(0))?.unwrap_or(IncidentUpdateId(0)))
}

/// Updates of public incidents after this one, in order.
pub fn after(
    conn: &mut Conn,
    last: IncidentUpdateId,
) -> Result<Vec<(IncidentUpdateId, IncidentId, String)>, Error> {
    conn.all(AFTER, params![last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Moves a mark on, unless another node did so meanwhile.
pub fn take_on(tx: &mut Tx, name: &str, from: &str, to: &str, now: At) -> Result<bool, Error> {
    Ok(tx.run(TAKE_ON, params![to, now, name, from])? == 1)
}

pub fn insert(tx: &mut Tx, to: SubscriberId, body: &str, now: At) -> Result<(), Error> {
    let id = WebhookCallId(tx.next_id("webhook_call")?);
    tx.run(INSERT, params![id, to, body, now, now]).map(drop)
}

/// Takes up to twenty calls that are due; another node finds them taken.
pub fn claim(tx: &mut Tx, now: At, lease: i64) -> Result<Vec<Call>, Error> {
    let due = tx.all(DUE, params![now, now], |row| {
        Ok(Call {
            id: row.get(0)?,
            subscriber: row.get(1)?,
            address: row.get(2)?,
            body: row.get(3)?,
            attempts: row.get(4)?,
            created_at: row.get(5)?,
            failed_since: row.get(6)?,
        })
    })?;
    let mut claimed = Vec::with_capacity(due.len());
    for mut call in due {
        if tx.run(CLAIM, params![now.plus(lease), call.id, now])? == 1 {
            call.attempts += 1;
            claimed.push(call);
        }
    }
    Ok(claimed)
}

pub fn anything_due(conn: &mut Conn, now: At) -> Result<bool, Error> {
    conn.exists(ANYTHING_DUE, params![now, now])
}

pub fn sent(tx: &mut Tx, call: &Call, answer: &str) -> Result<(), Error> {
    tx.run(SENT, params![answer, call.id])?;
    tx.run(WELL, params![call.subscriber]).map(drop)
}

pub fn later(tx: &mut Tx, call: &Call, due: At, answer: &str, now: At) -> Result<(), Error> {
    tx.run(LATER, params![due, answer, call.id])?;
    tx.run(ILL, params![now, call.subscriber]).map(drop)
}

pub fn failed(tx: &mut Tx, call: &Call, answer: &str, now: At) -> Result<(), Error> {
    tx.run(FAILED, params![answer, call.id])?;
    tx.run(ILL, params![now, call.subscriber]).map(drop)
}

pub fn pause(tx: &mut Tx, id: SubscriberId, now: At) -> Result<(), Error> {
    tx.run(PAUSE, params![now, id]).map(drop)
}

/// What waits for it is due at once.
pub fn resume(tx: &mut Tx, id: SubscriberId, now: At) -> Result<(), Error> {
    tx.run(RESUME, params![id])?;
    tx.run(HURRY, params![now, id]).map(drop)
}

/// What the last call was answered; empty when there was none.
pub fn last_answer(conn: &mut Conn, id: SubscriberId) -> Result<String, Error> {
    Ok(conn.one(LAST, params![id], |row| row.get(0))?.unwrap_or_default())
}

pub fn forget(tx: &mut Tx, before: At) -> Result<u64, Error> {
    tx.run(OLD, params![before])
}
