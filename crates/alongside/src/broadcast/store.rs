//! The SQL on broadcasts and on who is told.

use super::{Broadcast, BroadcastId, NewBroadcast, Recipient, Register};
use crate::clock::At;
use crate::ids::{PersonId, RecordId, SubscriberId, TicketId};
use ::store::{Conn, Error, Tx, params};

::store::statements! {
    pub const INSERT: "INSERT INTO broadcasts (id, record_id, kind, author_id, subject, body, stakeholder_body, next_at, starts_at, ends_at, page_path, calendar, asks_to_acknowledge, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    pub const FIND: "SELECT b.id, b.record_id, b.kind, b.author_id, a.name, b.subject, b.body, b.stakeholder_body, b.next_at, b.starts_at, b.ends_at, b.page_path, b.calendar, b.asks_to_acknowledge, b.created_at \
        FROM broadcasts b JOIN people a ON a.id = b.author_id WHERE b.id = $1";
    pub const INSERT_DELIVERY: "INSERT INTO deliveries (broadcast_id, recipient, person_id, ticket_id, subscriber_id, register, state) VALUES ($1, $2, $3, $4, $5, $6, 'waiting')";
    pub const WAITING: "SELECT broadcast_id, recipient, person_id, ticket_id, subscriber_id, register FROM deliveries WHERE state = 'waiting' ORDER BY broadcast_id, recipient LIMIT $1";
    pub const CLAIM: "UPDATE deliveries SET state = 'queued', queued_at = $1 WHERE broadcast_id = $2 AND recipient = $3 AND state = 'waiting'";
    pub const LEAVE_OUT: "UPDATE deliveries SET state = 'left_out' WHERE broadcast_id = $1 AND recipient = $2";
    pub const DELIVERY: "SELECT person_id, ticket_id, subscriber_id, register FROM deliveries WHERE broadcast_id = $1 AND recipient = $2";
    pub const COUNTS: "SELECT COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0), COUNT(acknowledged_at) \
        FROM deliveries WHERE broadcast_id = $1";
    pub const TOLD: "SELECT DISTINCT d.recipient, d.person_id FROM deliveries d JOIN broadcasts b ON b.id = d.broadcast_id WHERE b.record_id = $1 AND d.state <> 'left_out' LIMIT 20000";
    pub const ACKNOWLEDGE: "UPDATE deliveries SET acknowledged_at = $1 WHERE broadcast_id = $2 AND recipient = $3 AND acknowledged_at IS NULL";
}

pub(super) fn insert(tx: &mut Tx, id: BroadcastId, new: &NewBroadcast, now: At) -> Result<(), Error> {
    tx.run(
        INSERT,
        params![
            id,
            new.record,
            new.kind,
            new.author,
            new.subject,
            new.body,
            new.stakeholder_body,
            new.next_at,
            new.starts_at,
            new.ends_at,
            new.page_path,
            new.calendar,
            new.asks_to_acknowledge,
            now
        ],
    )?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: BroadcastId) -> Result<Option<Broadcast>, Error> {
    conn.one(FIND, params![id], |row| {
        Ok(Broadcast {
            id: row.get(0)?,
            record: row.get(1)?,
            kind: row.get(2)?,
            author: row.get(3)?,
            author_name: row.get(4)?,
            subject: row.get(5)?,
            body: row.get(6)?,
            stakeholder_body: row.get(7)?,
            next_at: row.get(8)?,
            starts_at: row.get(9)?,
            ends_at: row.get(10)?,
            page_path: row.get(11)?,
            calendar: row.get(12)?,
            asks_to_acknowledge: row.get(13)?,
            created_at: row.get(14)?,
        })
    })
}

pub(super) fn insert_delivery(tx: &mut Tx, id: BroadcastId, to: &Recipient) -> Result<(), Error> {
    tx.put(INSERT_DELIVERY, params![id, to.address, to.person, to.ticket, to.subscriber, to.register])?;
    Ok(())
}

/// Somebody who has not been told yet.
pub(super) struct Waiting {
    pub broadcast: BroadcastId,
    pub to: Recipient,
}

pub(super) fn waiting(conn: &mut Conn, limit: i64) -> Result<Vec<Waiting>, Error> {
    conn.all(WAITING, params![limit], |row| {
        Ok(Waiting {
            broadcast: row.get(0)?,
            to: Recipient {
                address: row.get(1)?,
                person: row.get(2)?,
                ticket: row.get(3)?,
                subscriber: row.get(4)?,
                register: row.get(5)?,
            },
        })
    })
}

/// True for the one who takes it upon them to tell.
pub(super) fn claim(tx: &mut Tx, id: BroadcastId, recipient: &str, now: At) -> Result<bool, Error> {
    Ok(tx.run(CLAIM, params![now, id, recipient])? == 1)
}

pub(super) fn leave_out(tx: &mut Tx, id: BroadcastId, recipient: &str) -> Result<(), Error> {
    tx.put(LEAVE_OUT, params![id, recipient])?;
    Ok(())
}

/// Why somebody is told of a broadcast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub person: Option<PersonId>,
    pub ticket: Option<TicketId>,
    pub subscriber: Option<SubscriberId>,
    pub register: Register,
}

pub fn delivery(conn: &mut Conn, id: BroadcastId, recipient: &str) -> Result<Option<Delivery>, Error> {
    conn.one(DELIVERY, params![id, recipient], |row| {
        Ok(Delivery {
            person: row.get(0)?,
            ticket: row.get(1)?,
            subscriber: row.get(2)?,
            register: row.get(3)?,
        })
    })
}

/// How far a broadcast has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not queued yet.
    pub waiting: i64,
    /// Queued as mail; the outgoing queue knows the rest.
    pub queued: i64,
    /// Said that they saw it.
    pub acknowledged: i64,
}

pub fn counts(conn: &mut Conn, id: BroadcastId) -> Result<Counts, Error> {
    let counts = conn.one(COUNTS, params![id], |row| {
        Ok(Counts { waiting: row.get(0)?, queued: row.get(1)?, acknowledged: row.get(2)? })
    })?;
    Ok(counts.unwrap_or_default())
}

/// A reader said that they saw it; false when they had said so before, or were never told.
pub fn acknowledge(tx: &mut Tx, id: BroadcastId, recipient: &str, now: At) -> Result<bool, Error> {
    Ok(tx.run(ACKNOWLEDGE, params![now, id, recipient])? == 1)
}

/// Address, and person where we know them, of everybody who was told anything about this record.
pub fn told(conn: &mut Conn, record: RecordId) -> Result<Vec<(String, Option<PersonId>)>, Error> {
    conn.all(TOLD, params![record], |row| Ok((row.get(0)?, row.get(1)?)))
}
