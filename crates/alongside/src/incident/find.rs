//! Looking incidents up. Staff see all of them; everybody else those that are public.

use super::{Incident, IncidentId, LinkState, Linked, ServiceState, store};
use crate::clock::At;
use crate::ids::{ServiceId, TicketId};
use crate::promise::{self, State as PromiseState, Subject};
use ::store::{Conn, Error};
use std::sync::Arc;

pub use store::{
    by_number, by_public_id, count_members, count_tickets, find, is_member, members, reached, services,
    updates,
};

/// An open incident with its services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub incident: Incident,
    pub services: Vec<(ServiceId, String, ServiceState)>,
}

/// All open incidents, the latest first; read again only when anything has changed, since every page of the desk and the
/// portal's first page ask for it.
pub fn open_now(conn: &mut Conn) -> Result<Arc<Vec<Open>>, Error> {
    conn.kept("incident.open", 0, |conn| {
        let incidents = store::open(conn)?;
        let services = if incidents.is_empty() { Vec::new() } else { store::open_services(conn)? };
        Ok(incidents
            .into_iter()
            .map(|incident| {
                let own = services.iter().filter(|s| s.0 == incident.id);
                let services = own.map(|(_, id, name, state)| (*id, name.clone(), *state)).collect();
                Open { incident, services }
            })
            .collect())
    })
}

/// The latest first, after the one with this time and id.
pub fn page(conn: &mut Conn, after: Option<(At, IncidentId)>, limit: i64) -> Result<Vec<Incident>, Error> {
    store::page(conn, after.unwrap_or((At(i64::MAX), IncidentId(i64::MAX))), limit)
}

/// What a ticket has to do with incidents, the latest first; those that were dismissed are left out.
pub fn of_ticket(
    conn: &mut Conn,
    ticket: TicketId,
) -> Result<Vec<(Incident, LinkState, super::Answer)>, Error> {
    store::of_ticket(conn, ticket)
}

/// Tickets that are linked, or offered, in the order they came.
pub fn tickets(conn: &mut Conn, id: IncidentId, state: LinkState) -> Result<Vec<Linked>, Error> {
    store::tickets(conn, id, state, 1000)
}

/// Incidents on a service declared since then, the latest first.
pub fn recent_of_service(conn: &mut Conn, service: ServiceId, since: At) -> Result<Vec<Incident>, Error> {
    store::of_service(conn, service, since)
}

/// Only the ids of its services.
pub fn services_of(conn: &mut Conn, id: IncidentId) -> Result<Vec<ServiceId>, Error> {
    Ok(services(conn, id)?.into_iter().map(|(id, _, _)| id).collect())
}

/// A next update that was given a new time before the old one passed: when, from when to when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    pub at: At,
    pub was_due_at: At,
    pub due_at: At,
    pub reason: String,
}

/// The latest first.
pub fn renewals(conn: &mut Conn, id: IncidentId) -> Result<Vec<Renewal>, Error> {
    let promises = promise::of_subject(conn, Subject::Record(id.into()))?;
    let mut renewals: Vec<Renewal> = promises
        .iter()
        .filter(|p| p.state == PromiseState::Renewed)
        .filter_map(|p| {
            let next = promises.iter().find(|next| next.renews == Some(p.id))?;
            Some(Renewal {
                at: p.ended_at?,
                was_due_at: p.due_at,
                due_at: next.due_at,
                reason: p.reason.clone(),
            })
        })
        .collect();
    renewals.sort_by_key(|r| std::cmp::Reverse(r.at));
    Ok(renewals)
}
