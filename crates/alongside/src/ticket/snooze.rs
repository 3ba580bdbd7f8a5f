//! Snoozing: out of sight until a time, or until the requester writes; and what time does by itself: waking
//! what was snoozed and closing what has been resolved for long.

use super::{By, Error, Refused, Status, Ticket, check_live, store};
use crate::clock::{At, DAY};
use crate::event::{self, EventKind, NewEvent};
use crate::person::{PersonId, Power};
use ::store::Tx;

/// A resolved ticket is closed after this long without a word.
pub const CLOSED_AFTER: i64 = 14 * DAY;

/// Snoozes until `until`; none wakes the ticket now.
pub fn snooze(tx: &mut Tx, by: &By, ticket: &Ticket, until: Option<At>) -> Result<Ticket, Error> {
    check_live(tx, ticket)?;
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    if until.is_some_and(|until| until <= by.now) {
        return Err(Refused::InThePast.into());
    }
    if until.is_some() && !ticket.status.is_open() {
        return Err(Refused::Closed.into());
    }
    let mut ticket = ticket.clone();
    if ticket.snoozed_until == until {
        return Ok(ticket);
    }
    ticket.snoozed_until = until;
    let (kind, after) = match until {
        Some(until) => (EventKind::Snoozed, until.timestamp().to_string()),
        None => (EventKind::Woken, String::new()),
    };
    event::append(
        tx,
        ticket.id,
        Some(by.actor.id),
        by.now,
        kind,
        NewEvent { after: &after, ..Default::default() },
    )?;
    store::update(tx, &mut ticket, by.now)?;
    ticket.tell(tx, by.actor.id);
    Ok(ticket)
}

/// Wakes what was snoozed until now, and closes what was resolved long ago; at most a hundred of each. True
/// when there may be more.
pub fn tend(tx: &mut Tx, now: At) -> Result<bool, Error> {
    let waking = store::snooze_over(tx, now)?;
    let closing = store::old_resolved(tx, now.plus(-CLOSED_AFTER))?;
    for id in &waking {
        if let Some(mut ticket) = store::any(tx, *id)? {
            ticket.snoozed_until = None;
            ticket.activity_at = now;
            event::append(tx, *id, None, now, EventKind::Woken, NewEvent::default())?;
            store::update(tx, &mut ticket, now)?;
            ticket.tell(tx, PersonId(0));
        }
    }
    for id in &closing {
        if let Some(mut ticket) = store::any(tx, *id)? {
            ticket.status = Status::Closed;
            let new = NewEvent { before: "resolved", after: "closed", ..Default::default() };
            event::append(tx, *id, None, now, EventKind::StatusChanged, new)?;
            store::update(tx, &mut ticket, now)?;
            ticket.tell(tx, PersonId(0));
        }
    }
    Ok(waking.len() >= 100 || closing.len() >= 100)
}
