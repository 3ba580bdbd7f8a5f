//! Tickets beside an incident: linked by hand, from a cluster, or offered because they may be about it.

use super::{Error, Incident, LinkState, Refused, store};
use crate::event::{self, EventKind, NewEvent};
use crate::ids::TicketId;
use crate::person::Power;
use crate::ticket::{self, By, change};
use ::store::Tx;

/// Tickets of one press.
pub const TICKETS_MAX: usize = 500;

/// Links tickets; those that are linked already, and those that are not there, are left out. Gives how many are new.
pub fn link(tx: &mut Tx, by: &By, incident: &Incident, tickets: &[TicketId]) -> Result<usize, Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    if tickets.len() > TICKETS_MAX {
        return Err(Refused::TooMany("Five hundred tickets").into());
    }
    let mut count = 0;
    for id in tickets {
        let Some(ticket) = ticket::find_by_id(tx, by.actor, *id)?.filter(|t| t.merged_into.is_none()) else {
            continue;
        };
        if store::ticket_state(tx, incident.id, *id)? == Some(LinkState::Linked) {
            continue;
        }
        store::set_ticket(tx, incident.id, *id, LinkState::Linked, by.now, by.actor.id)?;
        let after = format!("{}, {}", incident.name(), incident.title);
        let new = NewEvent { subject: Some(incident.id.0), after: &after, ..Default::default() };
        event::append(tx, *id, Some(by.actor.id), by.now, EventKind::Linked, new)?;
        change::touch(tx, by, &ticket)?;
        count += 1;
    }
    Ok(count)
}

/// Links whatever is offered. Gives how many.
pub fn link_offered(tx: &mut Tx, by: &By, incident: &Incident) -> Result<usize, Error> {
    let offered = store::tickets(tx, incident.id, LinkState::Offered, 500)?;
    let ids: Vec<TicketId> = offered.into_iter().map(|l| l.ticket).collect();
    link(tx, by, incident, &ids)
}

/// A ticket does not belong there (any more); it is not offered again.
pub fn dismiss(tx: &mut Tx, by: &By, incident: &Incident, id: TicketId) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(ticket) = ticket::find_by_id(tx, by.actor, id)? else {
        return Err(Refused::NoSuch("ticket").into());
    };
    let before = store::ticket_state(tx, incident.id, id)?;
    store::set_ticket(tx, incident.id, id, LinkState::Dismissed, by.now, by.actor.id)?;
    if before == Some(LinkState::Linked) {
        let name = format!("{}, {}", incident.name(), incident.title);
        let new = NewEvent { subject: Some(incident.id.0), before: &name, ..Default::default() };
        event::append(tx, id, Some(by.actor.id), by.now, EventKind::Unlinked, new)?;
    }
    change::touch(tx, by, &ticket)?;
    Ok(())
}
