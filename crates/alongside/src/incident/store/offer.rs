//! The SQL on what is offered as an incident, and on check-ins.

use crate::clock::At;
use crate::ids::{CheckInId, IncidentId, IncidentOfferId, ServiceId, TicketId};
use crate::incident::check_in::CheckIn;
use ::store::{Conn, Error, Row, Tx, params};

::store::text_enum! {
    /// What became of an offer.
    pub enum OfferState {
        Offered = "offered",
        Declared = "declared",
        Dismissed = "dismissed",
    }
}

/// An offer as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRow {
    pub id: IncidentOfferId,
    pub at: At,
    pub state: OfferState,
    pub title: String,
    pub service: Option<ServiceId>,
    /// JSON: what they have in common, how many people, within how many minutes.
    pub words: String,
    /// JSON: a list of ids.
    pub ticket_ids: String,
    pub check_in: Option<CheckInId>,
}

store::statements! {
    pub const OFFERS: "SELECT id, at, state, title, service_id, words, ticket_ids, check_in_id FROM incident_offers WHERE state = 'offered' AND at >= $1 ORDER BY at DESC, id DESC LIMIT 20";
    pub const RECENT: "SELECT id, at, state, title, service_id, words, ticket_ids, check_in_id FROM incident_offers WHERE state = $1 AND at >= $2 ORDER BY at DESC, id DESC LIMIT 50";
    pub const OFFER: "SELECT id, at, state, title, service_id, words, ticket_ids, check_in_id FROM incident_offers WHERE id = $1";
    pub const INSERT_OFFER: "INSERT INTO incident_offers (id, at, state, title, service_id, words, ticket_ids, check_in_id) VALUES ($1, $2, 'offered', $3, $4, $5, $6, $7)";
    pub const GROW_OFFER: "UPDATE incident_offers SET at = $1, title = $2, service_id = $3, words = $4, ticket_ids = $5 WHERE id = $6 AND state = 'offered'";
    pub const END_OFFER: "UPDATE incident_offers SET state = $1, incident_id = $2 WHERE id = $3 AND state = 'offered'";
    pub const END_OFFERS_OF_CHECK_IN: "UPDATE incident_offers SET state = 'dismissed' WHERE check_in_id = $1 AND state = 'offered'";

    pub const CHECK_INS: "SELECT c.id, c.name, c.service_id, c.every_minutes, c.grace_minutes, c.last_at, c.due_at, c.is_late, c.active FROM check_ins c ORDER BY c.active DESC, c.name, c.id LIMIT 500";
    pub const CHECK_IN: "SELECT c.id, c.name, c.service_id, c.every_minutes, c.grace_minutes, c.last_at, c.due_at, c.is_late, c.active FROM check_ins c WHERE c.id = $1";
    pub const CHECK_IN_BY_HASH: "SELECT c.id, c.name, c.service_id, c.every_minutes, c.grace_minutes, c.last_at, c.due_at, c.is_late, c.active FROM check_ins c WHERE c.secret_hash = $1";
    pub const INSERT_CHECK_IN: "INSERT INTO check_ins (id, name, service_id, secret_hash, every_minutes, grace_minutes) VALUES ($1, $2, $3, $4, $5, $6)";
    pub const CHECKED_IN: "UPDATE check_ins SET last_at = $1, due_at = $2, is_late = FALSE WHERE id = $3";
    pub const SET_ACTIVE: "UPDATE check_ins SET active = $1, due_at = NULL, is_late = FALSE WHERE id = $2";
    pub const LATE: "SELECT c.id, c.name, c.service_id, c.every_minutes, c.grace_minutes, c.last_at, c.due_at, c.is_late, c.active FROM check_ins c WHERE c.active AND NOT c.is_late AND c.due_at <= $1 ORDER BY c.due_at, c.id LIMIT 50";
    pub const MARK_LATE: "UPDATE check_ins SET is_late = TRUE WHERE id = $1 AND NOT is_late AND due_at = $2";
}

fn offer(row: &Row) -> Result<OfferRow, Error> {
    Ok(OfferRow {
        id: row.get(0)?,
        at: row.get(1)?,
        state: row.get(2)?,
        title: row.get(3)?,
        service: row.get(4)?,
        words: row.get(5)?,
        ticket_ids: row.get(6)?,
        check_in: row.get(7)?,
    })
}

/// What is offered and was added to since then, the latest first.
pub fn offers(conn: &mut Conn, since: At) -> Result<Vec<OfferRow>, Error> {
    conn.all(OFFERS, params![since], offer)
}

pub fn recent(conn: &mut Conn, state: OfferState, since: At) -> Result<Vec<OfferRow>, Error> {
    conn.all(RECENT, params![state, since], offer)
}

pub fn find(conn: &mut Conn, id: IncidentOfferId) -> Result<Option<OfferRow>, Error> {
    conn.one(OFFER, params![id], offer)
}

pub fn insert(
    tx: &mut Tx,
    now: At,
    title: &str,
    service: Option<ServiceId>,
    words: &str,
    tickets: &[TicketId],
    check_in: Option<CheckInId>,
) -> Result<IncidentOfferId, Error> {
    let id = IncidentOfferId(tx.next_id("incident_offer")?);
    tx.run(INSERT_OFFER, params![id, now, title, service, words, ids_text(tickets), check_in])?;
    Ok(id)
}

pub fn grow(tx: &mut Tx, o: &OfferRow) -> Result<bool, Error> {
    Ok(tx.run(GROW_OFFER, params![o.at, o.title, o.service, o.words, o.ticket_ids, o.id])? == 1)
}

/// False when it was ended meanwhile.
pub fn end(
    tx: &mut Tx,
    id: IncidentOfferId,
    state: OfferState,
    incident: Option<IncidentId>,
) -> Result<bool, Error> {
    Ok(tx.run(END_OFFER, params![state, incident, id])? == 1)
}

pub fn end_of_check_in(tx: &mut Tx, id: CheckInId) -> Result<(), Error> {
    tx.run(END_OFFERS_OF_CHECK_IN, params![id])?;
    Ok(())
}

pub fn ids_text(tickets: &[TicketId]) -> String {
    let ids: Vec<String> = tickets.iter().map(|id| id.0.to_string()).collect();
    format!("[{}]", ids.join(","))
}

pub fn ids_of(text: &str) -> Vec<TicketId> {
    serde_json::from_str::<Vec<i64>>(text).unwrap_or_default().into_iter().map(TicketId).collect()
}

fn check_in(row: &Row) -> Result<CheckIn, Error> {
    Ok(CheckIn {
        id: row.get(0)?,
        name: row.get(1)?,
        service: row.get(2)?,
        every_minutes: row.get(3)?,
        grace_minutes: row.get(4)?,
        last_at: row.get(5)?,
        due_at: row.get(6)?,
        is_late: row.get(7)?,
        active: row.get(8)?,
    })
}

pub fn check_ins(conn: &mut Conn) -> Result<Vec<CheckIn>, Error> {
    conn.all(CHECK_INS, params![], check_in)
}

pub fn find_check_in(conn: &mut Conn, id: CheckInId) -> Result<Option<CheckIn>, Error> {
    conn.one(CHECK_IN, params![id], check_in)
}

pub fn check_in_by_hash(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<CheckIn>, Error> {
    conn.one(CHECK_IN_BY_HASH, params![hash.as_slice()], check_in)
}

pub fn insert_check_in(
    tx: &mut Tx,
    name: &str,
    service: Option<ServiceId>,
    hash: &[u8; 32],
    every_minutes: i64,
    grace_minutes: i64,
) -> Result<CheckInId, Error> {
    let id = CheckInId(tx.next_id("check_in")?);
    tx.run(INSERT_CHECK_IN, params![id, name, service, hash.as_slice(), every_minutes, grace_minutes])?;
    Ok(id)
}

pub fn checked_in(tx: &mut Tx, id: CheckInId, now: At, due_at: At) -> Result<(), Error> {
    tx.run(CHECKED_IN, params![now, due_at, id])?;
    Ok(())
}

pub fn set_active(tx: &mut Tx, id: CheckInId, active: bool) -> Result<(), Error> {
    tx.run(SET_ACTIVE, params![active, id])?;
    Ok(())
}

pub fn late(conn: &mut Conn, now: At) -> Result<Vec<CheckIn>, Error> {
    conn.all(LATE, params![now], check_in)
}

/// True for the one who takes it upon them to offer.
pub fn mark_late(tx: &mut Tx, c: &CheckIn) -> Result<bool, Error> {
    Ok(tx.run(MARK_LATE, params![c.id, c.due_at])? == 1)
}
