//! From the list of those who are told to mails in the queue, a portion at a time.

use super::{Broadcast, find, store};
use crate::clock::At;
use crate::ids::BroadcastId;
use crate::mailbox;
use crate::outgoing::{self, NewOutgoing, OutgoingKind};
use crate::person::{self, Actor};
use crate::ticket::message::Words;
use crate::ticket::{self, By, Format, Via};
use ::store::{Error, Tx};

/// People told in one unit of work, so that other writers get their turn.
const PORTION: i64 = 100;

/// What a portion needs to know of one broadcast.
struct Said {
    broadcast: Broadcast,
    author: Option<Actor>,
}

/// Queues the mails for the next portion of those who wait; true when there may be more. Each is claimed by a
/// conditional update in the unit that queues their mail: two nodes never tell the same person, and a crash takes back
/// both or neither.
///
/// # Errors
/// When the database does not answer; nothing of the portion is kept then.
pub fn drain(tx: &mut Tx, now: At) -> Result<bool, Error> {
    let waiting = store::waiting(tx, PORTION)?;
    let domain = match waiting.is_empty() {
        true => return Ok(false),
        false => mailbox::domain_for(tx, None)?,
    };
    let mut said: Option<Said> = None;
    for next in &waiting {
        if said.as_ref().is_none_or(|s| s.broadcast.id != next.broadcast) {
            said = look_up(tx, next.broadcast)?;
        }
        let Some(said) = &said else { continue };
        if !store::claim(tx, next.broadcast, &next.to.address, now)? {
            continue;
        }
        if let Some(ticket) = next.to.ticket
            && in_thread(tx, now, said, ticket)?
        {
            continue;
        }
        if mailbox::by_address(tx, &next.to.address)?.is_some() {
            // An address of ours would answer itself.
            store::leave_out(tx, next.broadcast, &next.to.address)?;
            continue;
        }
        outgoing::queue(
            tx,
            &NewOutgoing {
                kind: OutgoingKind::Broadcast,
                ticket: None,
                message: None,
                person: next.to.person,
                recipient: &next.to.address,
                mail_address: None,
                rfc_id: None,
                domain: &domain,
                detail: &next.broadcast.to_string(),
                now,
                due_at: now,
            },
        )?;
    }
    Ok(i64::try_from(waiting.len()).unwrap_or(i64::MAX) >= PORTION)
}

fn look_up(tx: &mut Tx, id: BroadcastId) -> Result<Option<Said>, Error> {
    let Some(broadcast) = find(tx, id)? else { return Ok(None) };
    let author = person::actor(tx, broadcast.author)?;
    Ok(Some(Said { broadcast, author }))
}

/// Tells it in a ticket's own thread; false when that ticket takes no more replies.
fn in_thread(tx: &mut Tx, now: At, said: &Said, ticket: ticket::TicketId) -> Result<bool, Error> {
    let (Some(author), Some(ticket)) = (&said.author, ticket::any(tx, ticket)?) else { return Ok(false) };
    let by = By { actor: author, now, via: Via::Desk };
    let words = Words { body: &said.broadcast.body, format: Some(Format::Markdown), ..Words::default() };
    match tx.attempt(|tx| ticket::reply::tell(tx, &by, &ticket, &words)) {
        Ok(_) => Ok(true),
        Err(ticket::Error::Refused(_)) => Ok(false),
        Err(ticket::Error::Fault(fault)) => Err(fault),
    }
}
