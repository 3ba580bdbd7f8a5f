//! Which mails a ticket's verbs queue, and to whom.

use super::{MessageId, Ticket, message, store};
use crate::clock::At;
use crate::ids::PersonId;
use crate::outgoing::{self, NewOutgoing, OutgoingKind};
use crate::{mailbox, person};
use ::store::{Error, Tx};

/// A message goes to the requester and every watcher, but not back to its author, nor to an address of ours.
pub(super) fn queue_reply(
    tx: &mut Tx,
    ticket: &Ticket,
    message: MessageId,
    author: PersonId,
    now: At,
    due_at: At,
) -> Result<(), Error> {
    let domain = mailbox::domain_for(tx, ticket.mail_address)?;
    let rfc_id = message::own_rfc_id(ticket.number, message, &domain);
    let mut recipients: Vec<(PersonId, String)> = Vec::new();
    if let Some(p) = person::find(tx, ticket.requester)? {
        recipients.push((p.id, p.address));
    }
    recipients.extend(store::watchers(tx, ticket.id)?.into_iter().map(|(id, _, address)| (id, address)));
    for (id, address) in recipients {
        if id == author || address.is_empty() || mailbox::by_address(tx, &address)?.is_some() {
            continue;
        }
        outgoing::queue(
            tx,
            &NewOutgoing {
                kind: OutgoingKind::Reply,
                ticket: Some(ticket.id),
                message: Some(message),
                person: Some(id),
                recipient: &address,
                mail_address: ticket.mail_address,
                rfc_id: Some(&rfc_id),
                domain: &domain,
                detail: "",
                now,
                due_at,
            },
        )?;
    }
    Ok(())
}

/// “We have your request”, to the requester.
pub(super) fn queue_receipt(tx: &mut Tx, ticket: &Ticket, first: MessageId, now: At) -> Result<(), Error> {
    let Some(p) = person::find(tx, ticket.requester)?.filter(|p| !p.address.is_empty()) else {
        return Ok(());
    };
    queue_one(tx, ticket, OutgoingKind::Receipt, Some(first), p.id, &p.address, "", now)
}

/// What a colleague is told by mail besides what they see in the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// The ticket is theirs now.
    Assigned,
    /// The requester wrote on a ticket of theirs.
    Answered(MessageId),
    /// A note names them.
    Mentioned(MessageId),
}

pub(super) fn queue_notice(
    tx: &mut Tx,
    ticket: &Ticket,
    to: PersonId,
    notice: Notice,
    now: At,
) -> Result<(), Error> {
    let Some(p) = person::find(tx, to)?.filter(|p| p.active && !p.address.is_empty()) else { return Ok(()) };
    let (message, detail) = match notice {
        Notice::Assigned => (None, "assigned"),
        Notice::Answered(message) => (Some(message), "answered"),
        Notice::Mentioned(message) => (Some(message), "mentioned"),
    };
    queue_one(tx, ticket, OutgoingKind::Notice, message, p.id, &p.address, detail, now)
}

#[allow(clippy::too_many_arguments)]
fn queue_one(
    tx: &mut Tx,
    ticket: &Ticket,
    kind: OutgoingKind,
    message: Option<MessageId>,
    person: PersonId,
    recipient: &str,
    detail: &str,
    now: At,
) -> Result<(), Error> {
    let domain = mailbox::domain_for(tx, ticket.mail_address)?;
    outgoing::queue(
        tx,
        &NewOutgoing {
            kind,
            ticket: Some(ticket.id),
            message,
            person: Some(person),
            recipient,
            mail_address: ticket.mail_address,
            rfc_id: None,
            domain: &domain,
            detail,
            now,
            due_at: now,
        },
    )?;
    Ok(())
}
