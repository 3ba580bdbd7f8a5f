//! What only a mail does to a ticket: its writer joins the conversation, a machine's answer becomes a note, a
//! bounce is written down. Which of these a mail means is decided in `inbox/`.

use super::message::{self, Saying, Words};
use super::{By, Error, MessageId, MessageKind, Refused, Ticket, TicketId, check_live, store};
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::person::{Person, Power};
use ::store::Tx;

/// How many may watch one ticket.
const WATCHERS_MAX: usize = 50;

/// Somebody who may write on the ticket joins it: as a watcher, written down, nothing said. Harmless for those who
/// take part already; past fifty watchers nobody new joins.
pub fn join(tx: &mut Tx, by: &By, ticket: &Ticket, person: &Person) -> Result<(), Error> {
    check_live(tx, ticket)?;
    if store::takes_part(tx, ticket, person.id)? || store::watchers(tx, ticket.id)?.len() >= WATCHERS_MAX {
        return Ok(());
    }
    if store::add_watcher(tx, ticket.id, person.id)? {
        let new = NewEvent { subject: Some(person.id.0), after: &person.name, ..Default::default() };
        event::append(tx, ticket.id, Some(by.actor.id), by.now, EventKind::WatcherAdded, new)?;
    }
    Ok(())
}

/// What a machine sent in a person's name (a vacation notice, a read receipt) becomes a note: colleagues know,
/// and neither the status nor anybody's inbox moves.
pub fn note_from_machine(tx: &mut Tx, by: &By, ticket: &Ticket, words: &Words) -> Result<MessageId, Error> {
    check_live(tx, ticket)?;
    message::check(words)?;
    message::add(
        tx,
        by,
        ticket,
        words,
        &Saying { kind: MessageKind::Note, held: false, event: EventKind::Noted },
    )
}

/// A note that came by a mail which does not prove its writer: it waits for the writer's yes.
pub fn held_note(tx: &mut Tx, by: &By, ticket: &Ticket, words: &Words) -> Result<MessageId, Error> {
    check_live(tx, ticket)?;
    if !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    message::check(words)?;
    message::add(
        tx,
        by,
        ticket,
        words,
        &Saying { kind: MessageKind::Note, held: true, event: EventKind::Held },
    )
}

/// A new ticket that answers to one its writer has no part in: linked for the desk, shown to nobody outside.
pub fn link(tx: &mut Tx, by: &By, new: &Ticket, earlier: TicketId) -> Result<(), Error> {
    store::add_link(tx, new.id, earlier, store::LinkKind::Related)?;
    let after = format!("#{}", new.number);
    let linked = NewEvent { subject: Some(new.id.0), after: &after, ..Default::default() };
    event::append(tx, earlier, Some(by.actor.id), by.now, EventKind::Linked, linked)?;
    Ok(())
}

/// Writes down that a mail of this ticket came back from `address`, and why.
pub fn bounced(
    tx: &mut Tx,
    ticket: TicketId,
    message: Option<MessageId>,
    address: &str,
    reason: &str,
    now: At,
) -> Result<(), ::store::Error> {
    let new =
        NewEvent { message: message.map(|m| m.0), before: address, after: reason, ..Default::default() };
    event::append(tx, ticket, None, now, EventKind::MailBounced, new)?;
    if let Some(ticket) = store::any(tx, ticket)? {
        crate::live::ticket_changed(tx, ticket.id, ticket.number, ticket.version, crate::ids::PersonId(0));
    }
    Ok(())
}
