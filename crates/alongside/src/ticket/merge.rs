//! Merging two tickets about one thing, undoing that, and linking tickets that belong near each other. Messages
//! remember where they came from, so a merge can be undone whole; mail to the merged ticket follows it.

use super::{By, Error, Refused, Status, Ticket, TicketId, check_live, store};
use crate::event::{self, EventKind, NewEvent};
use crate::person::Power;
use crate::promise::{self, Subject};
use ::store::{Conn, Tx};

/// How many merges lie behind each other at most.
const DEPTH_MAX: usize = 50;

/// Moves everything from `from` into `into`; its requester and watchers watch `into` from now on.
pub fn merge(tx: &mut Tx, by: &By, from: &Ticket, into: &Ticket) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    check_live(tx, from)?;
    check_live(tx, into)?;
    if from.id == into.id || with_merged(tx, from.id)?.contains(&into.id) {
        return Err(Refused::MergeCircle.into());
    }
    store::move_all(tx, from.id, into.id)?;
    promise::move_all(tx, Subject::Ticket(from.id), Subject::Ticket(into.id))?;
    let mut joining: Vec<_> = store::watchers(tx, from.id)?.into_iter().map(|(id, _, _)| id).collect();
    joining.push(from.requester);
    for person in joining.into_iter().filter(|p| *p != into.requester) {
        store::add_watcher(tx, into.id, person)?;
    }
    let mut merged = from.clone();
    merged.merged_into = Some(into.id);
    merged.status = Status::Closed;
    merged.snoozed_until = None;
    let (here, there) = (format!("#{}", from.number), format!("#{}", into.number));
    let new = NewEvent {
        subject: Some(into.id.0),
        // The status to go back to when this is undone.
        before: from.status.as_str(),
        after: &there,
        message: None,
    };
    event::append(tx, from.id, Some(by.actor.id), by.now, EventKind::MergedInto, new)?;
    let new = NewEvent { subject: Some(from.id.0), before: &here, ..Default::default() };
    event::append(tx, into.id, Some(by.actor.id), by.now, EventKind::MergedFrom, new)?;
    store::update(tx, &mut merged, by.now)?;
    let mut into = into.clone();
    into.activity_at = by.now;
    store::update(tx, &mut into, by.now)?;
    store::say_again(tx, into.id, by.now)?;
    from.tell(tx, by.actor.id);
    into.tell(tx, by.actor.id);
    Ok(())
}

/// Puts everything back where it came from.
pub fn undo(tx: &mut Tx, by: &By, from: &Ticket) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(into) = from.merged_into else { return Err(Refused::NoSuch("merge").into()) };
    // The messages may have moved on with a later merge.
    let mut holder = into;
    for _ in 0..DEPTH_MAX {
        match store::any(tx, holder)?.and_then(|t| t.merged_into) {
            Some(next) => holder = next,
            None => break,
        }
    }
    for origin in with_merged(tx, from.id)? {
        store::move_back(tx, from.id, holder, origin)?;
        let [back, held, was] = [from.id, holder, origin].map(Subject::Ticket);
        promise::move_back(tx, back, held, was)?;
    }
    let mut restored = from.clone();
    restored.merged_into = None;
    restored.status = event::last_of_kind(tx, from.id, EventKind::MergedInto)?
        .and_then(|e| e.before.parse().ok())
        .unwrap_or(Status::Open);
    let there = format!("#{}", store::number_of(tx, into)?.unwrap_or_default());
    let new = NewEvent { subject: Some(into.0), after: &there, ..Default::default() };
    event::append(tx, from.id, Some(by.actor.id), by.now, EventKind::MergeUndone, new)?;
    let here = format!("#{}", from.number);
    let new = NewEvent { subject: Some(from.id.0), after: &here, ..Default::default() };
    event::append(tx, into, Some(by.actor.id), by.now, EventKind::MergeUndone, new)?;
    store::update(tx, &mut restored, by.now)?;
    store::say_again(tx, from.id, by.now)?;
    store::say_again(tx, holder, by.now)?;
    from.tell(tx, by.actor.id);
    if let Some(holder) = store::any(tx, holder)? {
        holder.tell(tx, by.actor.id);
    }
    Ok(())
}

/// The ticket and everything that was merged into it, through all levels.
fn with_merged(conn: &mut Conn, id: TicketId) -> Result<Vec<TicketId>, Error> {
    let mut all = vec![id];
    let mut next = 0;
    while next < all.len() && all.len() < 500 {
        for inner in store::merged_into(conn, all[next])? {
            if !all.contains(&inner) {
                all.push(inner);
            }
        }
        next += 1;
    }
    Ok(all)
}

/// Where the ticket's conversation goes on now: itself, or what it was merged into.
pub fn follow(conn: &mut Conn, ticket: Ticket) -> Result<Ticket, ::store::Error> {
    let mut current = ticket;
    for _ in 0..DEPTH_MAX {
        let Some(into) = current.merged_into else { break };
        match store::any(conn, into)? {
            Some(next) => current = next,
            None => break,
        }
    }
    Ok(current)
}

/// Links two tickets, both ways.
pub fn link(tx: &mut Tx, by: &By, ticket: &Ticket, other: &Ticket) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    if ticket.id == other.id {
        return Err(Refused::NoSuch("other ticket").into());
    }
    if store::add_link(tx, ticket.id, other.id, store::LinkKind::Related)? {
        mark_link(tx, by, ticket, other, EventKind::Linked)?;
    }
    Ok(())
}

pub fn unlink(tx: &mut Tx, by: &By, ticket: &Ticket, other: &Ticket) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    if store::remove_link(tx, ticket.id, other.id)? {
        mark_link(tx, by, ticket, other, EventKind::Unlinked)?;
    }
    Ok(())
}

fn mark_link(tx: &mut Tx, by: &By, a: &Ticket, b: &Ticket, kind: EventKind) -> Result<(), Error> {
    for (here, there) in [(a, b), (b, a)] {
        let name = format!("#{}", there.number);
        let (before, after) =
            if kind == EventKind::Linked { ("", name.as_str()) } else { (name.as_str(), "") };
        let new = NewEvent { subject: Some(there.id.0), before, after, message: None };
        event::append(tx, here.id, Some(by.actor.id), by.now, kind, new)?;
        here.tell(tx, by.actor.id);
    }
    Ok(())
}
