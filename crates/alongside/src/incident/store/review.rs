//! The SQL on reviews and what is to be done after them.

use crate::clock::At;
use crate::ids::{IncidentId, PersonId, TicketId};
use crate::incident::review::{Action, Review};
use ::store::{Conn, Error, Tx, params};

store::statements! {
    pub const REVIEW: "SELECT r.what_happened, r.effect, r.went_well, r.was_hard, r.causes, r.plain, r.is_published, r.opened_at, r.changed_at, r.closed_at, COALESCE(p.name, ''), r.version \
        FROM reviews r LEFT JOIN people p ON p.id = r.closed_by_id WHERE r.incident_id = $1";
    pub const OPEN_REVIEW: "INSERT INTO reviews (incident_id, opened_at, changed_at, version) VALUES ($1, $2, $3, 1) ON CONFLICT (incident_id) DO NOTHING";
    pub const WRITE_REVIEW: "UPDATE reviews SET what_happened = $1, effect = $2, went_well = $3, was_hard = $4, causes = $5, plain = $6, changed_at = $7, version = version + 1 WHERE incident_id = $8 AND version = $9 AND closed_at IS NULL";
    pub const CLOSE_REVIEW: "UPDATE reviews SET closed_at = $1, closed_by_id = $2, version = version + 1 WHERE incident_id = $3 AND closed_at IS NULL";
    pub const REOPEN_REVIEW: "UPDATE reviews SET closed_at = NULL, closed_by_id = NULL, version = version + 1 WHERE incident_id = $1";
    pub const PUBLISH_REVIEW: "UPDATE reviews SET is_published = $1, version = version + 1 WHERE incident_id = $2";
    pub const ADD_ACTION: "INSERT INTO review_actions (incident_id, ticket_id) VALUES ($1, $2) ON CONFLICT (incident_id, ticket_id) DO NOTHING";
    pub const DROP_ACTION: "DELETE FROM review_actions WHERE incident_id = $1 AND ticket_id = $2";
    pub const ACTIONS: "SELECT t.id, t.number, t.subject, t.status, t.owner_id, p.name FROM review_actions a JOIN tickets t ON t.id = a.ticket_id LEFT JOIN people p ON p.id = t.owner_id WHERE a.incident_id = $1 ORDER BY t.id LIMIT 100";
    pub const OPEN_REVIEWS: "SELECT i.number, i.title FROM reviews r JOIN incidents i ON i.id = r.incident_id WHERE r.closed_at IS NULL ORDER BY r.opened_at, i.id LIMIT 50";
}

pub fn find(conn: &mut Conn, id: IncidentId) -> Result<Option<Review>, Error> {
    conn.one(REVIEW, params![id], |row| {
        Ok(Review {
            what_happened: row.get(0)?,
            effect: row.get(1)?,
            went_well: row.get(2)?,
            was_hard: row.get(3)?,
            causes: row.get(4)?,
            plain: row.get(5)?,
            is_published: row.get(6)?,
            opened_at: row.get(7)?,
            changed_at: row.get(8)?,
            closed_at: row.get(9)?,
            closed_by_name: row.get(10)?,
            version: row.get(11)?,
        })
    })
}

pub fn open(tx: &mut Tx, id: IncidentId, now: At) -> Result<bool, Error> {
    Ok(tx.run(OPEN_REVIEW, params![id, now, now])? == 1)
}

/// False when somebody else wrote in between, or it is closed.
pub fn write(tx: &mut Tx, id: IncidentId, r: &Review, now: At) -> Result<bool, Error> {
    let changed = tx.run(
        WRITE_REVIEW,
        params![r.what_happened, r.effect, r.went_well, r.was_hard, r.causes, r.plain, now, id, r.version],
    )?;
    Ok(changed == 1)
}

pub fn close(tx: &mut Tx, id: IncidentId, by: PersonId, now: At) -> Result<bool, Error> {
    Ok(tx.run(CLOSE_REVIEW, params![now, by, id])? == 1)
}

pub fn reopen(tx: &mut Tx, id: IncidentId) -> Result<(), Error> {
    tx.run(REOPEN_REVIEW, params![id])?;
    Ok(())
}

pub fn publish(tx: &mut Tx, id: IncidentId, yes: bool) -> Result<(), Error> {
    tx.run(PUBLISH_REVIEW, params![yes, id])?;
    Ok(())
}

pub fn add_action(tx: &mut Tx, id: IncidentId, ticket: TicketId) -> Result<(), Error> {
    tx.run(ADD_ACTION, params![id, ticket])?;
    Ok(())
}

pub fn drop_action(tx: &mut Tx, id: IncidentId, ticket: TicketId) -> Result<(), Error> {
    tx.run(DROP_ACTION, params![id, ticket])?;
    Ok(())
}

pub fn actions(conn: &mut Conn, id: IncidentId) -> Result<Vec<Action>, Error> {
    conn.all(ACTIONS, params![id], |row| {
        Ok(Action {
            ticket: row.get(0)?,
            number: row.get(1)?,
            subject: row.get(2)?,
            status: row.get(3)?,
            owner: row.get(4)?,
            owner_name: row.get::<Option<String>>(5)?.unwrap_or_default(),
            due_at: None,
            has_promise: false,
        })
    })
}

/// Number and title of incidents whose review is not closed, the oldest first.
pub fn open_reviews(conn: &mut Conn) -> Result<Vec<(i64, String)>, Error> {
    conn.all(OPEN_REVIEWS, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}
