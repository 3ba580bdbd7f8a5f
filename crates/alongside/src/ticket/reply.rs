//! Saying something on a ticket: a reply that the requester sees, a note for colleagues, taking a reply back in
//! time, and saying yes to a mail that was held.

use super::message::{self, Saying, Words};
use super::outgoing::{self, Notice};
use super::status::{Then, after_requester_reply, after_staff_reply};
use super::{By, Error, MessageId, MessageKind, Refused, Status, Ticket, UNDO_TIME, Via, check_live, store};
use crate::event::{self, EventKind, NewEvent};
use crate::person::Power;
use crate::promise::{self, Subject};
use ::store::Tx;

/// What comes with a reply.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    pub then: Then,
    /// The newest message the writer had on screen; a newer one by somebody else refuses the first try.
    pub seen: Option<MessageId>,
    /// Came by a mail that does not prove who sent it: it waits for the writer's yes.
    pub held: bool,
}

/// Replies. Staff answer the requester and everybody watching, by mail; the first to answer owns the ticket.
/// A requester's reply reopens what was resolved. A closed ticket refuses, and the caller starts a linked one.
pub fn reply(tx: &mut Tx, by: &By, ticket: &Ticket, words: &Words, wish: Wish) -> Result<MessageId, Error> {
    check_live(tx, ticket)?;
    message::check(words)?;
    let own_request = ticket.requester == by.actor.id;
    let as_staff = by.actor.may(Power::Reply) && !own_request;
    if !as_staff && !store::takes_part(tx, ticket, by.actor.id)? {
        return Err(Refused::NotAllowed.into());
    }
    if ticket.status == Status::Closed {
        return Err(Refused::Closed.into());
    }
    if let Some(seen) = wish.seen
        && store::newest_by_others(tx, ticket.id, by.actor.id)?.is_some_and(|newest| newest > seen)
    {
        return Err(Refused::NewMessages.into());
    }
    let kind = if wish.held { MessageKind::Note } else { MessageKind::Reply };
    let event = if wish.held { EventKind::Held } else { EventKind::Replied };
    let id = message::add(tx, by, ticket, words, &Saying { kind, held: wish.held, event })?;
    if wish.held {
        return Ok(id);
    }
    settle(tx, by, ticket, id, as_staff, wish.then)?;
    store::drop_draft(tx, by.actor.id, ticket.id, MessageKind::Reply)?;
    let can_undo = as_staff && matches!(by.via, Via::Desk | Via::Api);
    let due = if can_undo { by.now.plus(UNDO_TIME) } else { by.now };
    if !as_staff && let Some(owner) = ticket.owner.filter(|owner| *owner != by.actor.id) {
        outgoing::queue_notice(tx, ticket, owner, Notice::Answered(id), by.now)?;
    }
    if as_staff || by.via != Via::Mail {
        outgoing::queue_reply(tx, ticket, id, by.actor.id, by.now, due)?;
    }
    Ok(id)
}

/// Tells the requester and everybody watching what many are told at once. It stands in the thread like a reply, but
/// who owns the ticket, what status it has and what somebody is writing there stay as they are.
pub fn tell(tx: &mut Tx, by: &By, ticket: &Ticket, words: &Words) -> Result<MessageId, Error> {
    check_live(tx, ticket)?;
    message::check(words)?;
    if !by.actor.may(Power::Reply) {
        return Err(Refused::NotAllowed.into());
    }
    if ticket.status == Status::Closed {
        return Err(Refused::Closed.into());
    }
    let saying = Saying { kind: MessageKind::Reply, held: false, event: EventKind::Replied };
    let id = message::add(tx, by, ticket, words, &saying)?;
    outgoing::queue_reply(tx, ticket, id, by.actor.id, by.now, by.now)?;
    Ok(id)
}

/// What a reply does to the ticket itself: status and, for the first answer, the owner.
fn settle(
    tx: &mut Tx,
    by: &By,
    before: &Ticket,
    id: MessageId,
    as_staff: bool,
    then: Then,
) -> Result<(), Error> {
    let mut ticket = before.clone();
    ticket.activity_at = by.now;
    ticket.status = match as_staff {
        true => after_staff_reply(before.status, then),
        false => after_requester_reply(before.status),
    };
    if !as_staff {
        // Whoever waited for an answer has one.
        ticket.snoozed_until = None;
    }
    if as_staff && ticket.owner.is_none() {
        ticket.owner = Some(by.actor.id);
        let new = NewEvent {
            message: Some(id.0),
            subject: Some(by.actor.id.0),
            after: &by.actor.name,
            ..Default::default()
        };
        event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::OwnerChanged, new)?;
    }
    if ticket.status != before.status {
        let new = NewEvent {
            message: Some(id.0),
            before: before.status.as_str(),
            after: ticket.status.as_str(),
            ..Default::default()
        };
        event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::StatusChanged, new)?;
        if ticket.status == Status::Resolved {
            let subject = Subject::Ticket(ticket.id);
            promise::keep_all(tx, Some(by.actor.id), by.now, subject, Some(id))?;
        }
    }
    if ticket != *before {
        store::update(tx, &mut ticket, by.now)?;
    }
    Ok(())
}

/// Writes a note, for colleagues only.
pub fn note(tx: &mut Tx, by: &By, ticket: &Ticket, words: &Words) -> Result<MessageId, Error> {
    check_live(tx, ticket)?;
    if !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    message::check(words)?;
    let saying = Saying { kind: MessageKind::Note, held: false, event: EventKind::Noted };
    let id = message::add(tx, by, ticket, words, &saying)?;
    store::drop_draft(tx, by.actor.id, ticket.id, MessageKind::Note)?;
    Ok(id)
}

/// Takes a reply back while its mail still waits: the words return to the writer's draft, the status to what
/// it was.
pub fn withdraw(tx: &mut Tx, by: &By, ticket: &Ticket, id: MessageId) -> Result<(), Error> {
    let Some(message) = store::any_message(tx, id)?.filter(|m| m.ticket == ticket.id && !m.is_withdrawn)
    else {
        return Err(Refused::NoSuch("message").into());
    };
    let is_own_reply = message.author == by.actor.id && message.kind == MessageKind::Reply;
    // What was asked stays asked: a ticket without its first message would be none.
    let events = event::of_message(tx, ticket.id, id.0)?;
    let is_request = events.iter().any(|event| event.kind == EventKind::Created);
    if !is_own_reply || is_request || !by.actor.may(Power::Reply) {
        return Err(Refused::NotAllowed.into());
    }
    if by.now.since(message.created_at) > UNDO_TIME || !crate::outgoing::cancel_all_of(tx, id)? {
        return Err(Refused::AlreadySent.into());
    }
    store::withdraw(tx, id)?;
    crate::search::forget(tx, id)?;
    promise::withdraw_made_in(tx, by.now, id)?;
    let mut restored = ticket.clone();
    for undone in events {
        match undone.kind {
            EventKind::StatusChanged if ticket.status.as_str() == undone.after => {
                restored.status = undone.before.parse().unwrap_or(ticket.status);
            }
            EventKind::OwnerChanged if ticket.owner == Some(by.actor.id) => restored.owner = None,
            _ => {}
        }
    }
    store::update(tx, &mut restored, by.now)?;
    store::say_again(tx, ticket.id, by.now)?;
    store::save_draft(tx, by.actor.id, ticket.id, MessageKind::Reply, &message.body, by.now)?;
    let new = NewEvent { message: Some(id.0), ..Default::default() };
    event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::Withdrawn, new)?;
    ticket.tell(tx, by.actor.id);
    Ok(())
}

/// Says yes to a held mail of one's own: it becomes the reply it meant to be, or, from somebody who may only write
/// to colleagues, the note.
pub fn accept_held(tx: &mut Tx, by: &By, ticket: &Ticket, id: MessageId) -> Result<(), Error> {
    check_live(tx, ticket)?;
    own_held(tx, by, ticket, id)?;
    let replies = by.actor.may(Power::Reply);
    if !replies && !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    store::release(tx, id, if replies { MessageKind::Reply } else { MessageKind::Note })?;
    let new = NewEvent { message: Some(id.0), ..Default::default() };
    event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::HeldAccepted, new)?;
    if replies {
        settle(tx, by, ticket, id, true, Then::KeepOpen)?;
        outgoing::queue_reply(tx, ticket, id, by.actor.id, by.now, by.now)?;
    }
    store::say_again(tx, ticket.id, by.now)?;
    ticket.tell(tx, by.actor.id);
    Ok(())
}

/// Discards a held mail: it was not from the person it names.
pub fn discard_held(tx: &mut Tx, by: &By, ticket: &Ticket, id: MessageId) -> Result<(), Error> {
    own_held(tx, by, ticket, id)?;
    store::withdraw(tx, id)?;
    crate::search::forget(tx, id)?;
    let new = NewEvent { message: Some(id.0), ..Default::default() };
    event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::HeldDiscarded, new)?;
    ticket.tell(tx, by.actor.id);
    Ok(())
}

fn own_held(tx: &mut Tx, by: &By, ticket: &Ticket, id: MessageId) -> Result<(), Error> {
    match store::any_message(tx, id)? {
        Some(m) if m.ticket == ticket.id && m.is_held && !m.is_withdrawn => {
            if m.author == by.actor.id {
                Ok(())
            } else {
                Err(Refused::NotAllowed.into())
            }
        }
        _ => Err(Refused::NoSuch("held mail").into()),
    }
}
