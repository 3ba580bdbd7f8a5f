//! Splitting: some messages become a ticket of their own, since they are about something else.

use super::{By, Error, MessageId, Refused, Status, Ticket, TicketId, check_live, clean_subject, store};
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::person::Power;
use ::store::Tx;

/// Moves `messages` (not the first of the ticket) to a new ticket for whoever wrote the earliest of them, or
/// for the same requester when a colleague did.
pub fn split(
    tx: &mut Tx,
    by: &By,
    ticket: &Ticket,
    messages: &[MessageId],
    subject: &str,
) -> Result<Ticket, Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    check_live(tx, ticket)?;
    let all = store::messages(tx, by.actor, ticket.id, MessageId(0), 5_000, by.now)?;
    let moving: Vec<_> = all.iter().skip(1).filter(|m| messages.contains(&m.id)).collect();
    let Some(first) = moving.first() else { return Err(Refused::NothingToSplit.into()) };
    let requester = match first.author_role {
        crate::person::Role::Requester => first.author,
        _ => ticket.requester,
    };
    let subject = match clean_subject(subject) {
        empty if empty.is_empty() => clean_subject(&super::last_word(&first.body)),
        subject => subject,
    };
    let mut new = Ticket {
        id: TicketId(tx.next_id("ticket")?),
        number: tx.next_id("ticket_number")?,
        subject,
        status: Status::Open,
        requester,
        goal: String::new(),
        snoozed_until: None,
        merged_into: None,
        created_at: by.now,
        activity_at: by.now,
        resolved_at: None,
        version: 1,
        ..ticket.clone()
    };
    store::insert(tx, &new)?;
    for message in &moving {
        store::move_message(tx, message.id, ticket.id, new.id)?;
    }
    store::add_link(tx, new.id, ticket.id, store::LinkKind::SplitFrom)?;
    let (here, there) = (format!("#{}", ticket.number), format!("#{}", new.number));
    let from = NewEvent { subject: Some(ticket.id.0), before: &here, ..Default::default() };
    event::append(tx, new.id, Some(by.actor.id), by.now, EventKind::SplitFrom, from)?;
    let into = NewEvent { subject: Some(new.id.0), after: &there, ..Default::default() };
    event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::SplitInto, into)?;
    refresh(tx, &mut new, by.now)?;
    refresh(tx, &mut ticket.clone(), by.now)?;
    new.tell(tx, by.actor.id);
    ticket.tell(tx, by.actor.id);
    Ok(new)
}

fn refresh(tx: &mut Tx, ticket: &mut Ticket, now: At) -> Result<(), Error> {
    store::say_again(tx, ticket.id, now)?;
    store::update(tx, ticket, now)?;
    Ok(())
}
