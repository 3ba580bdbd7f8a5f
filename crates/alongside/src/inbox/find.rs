//! Looks up what the decision needs to know about one mail: who wrote it, which conversation it belongs to,
//! which address of ours it is for. Reads only.

use super::decide::{Conversation, Evidence, Facts, Part, Sender};
use super::read::Letter;
use crate::ids::{MessageId, PersonId};
use crate::mailbox::{self, MailAddress};
use crate::outgoing;
use crate::person::{self, Person, Power};
use crate::ticket::{self, Status, Ticket, merge};
use ::store::{Conn, Error};

/// The facts of a mail and the rows behind them.
#[derive(Clone, Debug)]
pub struct Found {
    pub facts: Facts,
    /// Of the conversation; merged ones are followed.
    pub ticket: Option<Ticket>,
    pub person: Option<Person>,
    /// The address of ours that the mail was for.
    pub mailbox: Option<MailAddress>,
    /// The message that is here already under this Message-ID.
    pub known: Option<(MessageId, ticket::TicketId)>,
    /// Which addresses are the desk's own.
    pub ours: Ours,
}

/// The desk's own active addresses, to tell them from other people's.
#[derive(Clone, Debug, Default)]
pub struct Ours(Vec<MailAddress>);

impl Ours {
    pub fn all(conn: &mut Conn) -> Result<Ours, Error> {
        Ok(Ours(mailbox::all(conn)?.into_iter().filter(|a| a.active).collect()))
    }

    /// The address of ours that a folded address names, with or without a tag.
    pub fn named(&self, address: &str) -> Option<&MailAddress> {
        let exact = self.0.iter().find(|a| a.address == address);
        exact.or_else(|| {
            let base = mailbox::untagged(address);
            self.0.iter().find(|a| a.address == base)
        })
    }
}

pub fn look_up(
    conn: &mut Conn,
    letter: &Letter,
    reply_key: &[u8; 32],
    is_proven: bool,
) -> Result<Found, Error> {
    let ours = Ours::all(conn)?;
    let mailbox = letter.recipients.iter().find_map(|address| ours.named(address)).cloned();
    let person = match &letter.from {
        Some(address) => person::by_address(conn, address)?,
        None => None,
    };
    let sender = sender(letter, person.as_ref(), &ours);
    let is_own = sender == Sender::Ourselves && (letter.has_mark || left_here(conn, letter)?);
    let known = known(conn, letter, person.as_ref())?;
    let mut found = Found {
        facts: Facts {
            origin: letter.origin,
            has_mark: letter.has_mark,
            forbids_answer: letter.forbids_answer,
            is_own,
            is_known: known.is_some(),
            sender,
            is_proven: is_proven && !letter.several_authors,
            conversation: None,
        },
        ticket: None,
        person,
        mailbox,
        known,
        ours,
    };
    if let Some((ticket, evidence, answered)) = conversation(conn, letter, reply_key)? {
        let part = part(conn, letter, &ticket, found.person.as_ref(), answered.as_deref())?;
        let is_closed = ticket.status == Status::Closed;
        found.facts.conversation = Some(Conversation { evidence, part, is_closed });
        found.ticket = Some(ticket);
    }
    Ok(found)
}

fn sender(letter: &Letter, person: Option<&Person>, ours: &Ours) -> Sender {
    let Some(address) = &letter.from else { return Sender::Nobody };
    if ours.named(address).is_some() {
        return Sender::Ourselves;
    }
    match person.filter(|p| p.active) {
        Some(p) if person::may(p.role, Power::Reply) => Sender::Agent,
        Some(p) if person::may(p.role, Power::WriteNote) => Sender::Contributor,
        _ => Sender::Outside,
    }
}

/// Whether a mail of ours bears this Message-ID.
fn left_here(conn: &mut Conn, letter: &Letter) -> Result<bool, Error> {
    let Some(id) = &letter.message_id else { return Ok(false) };
    Ok(!outgoing::by_rfc_id(conn, id)?.is_empty() || ticket::by_rfc_id(conn, id)?.is_some())
}

/// The message that this mail is, if it came before. Another writer's mail under the same Message-ID is another
/// mail: nobody can keep a mail of somebody else's out by being first.
pub fn known(
    conn: &mut Conn,
    letter: &Letter,
    person: Option<&Person>,
) -> Result<Option<(MessageId, ticket::TicketId)>, Error> {
    let (Some(id), Some(person)) = (&letter.message_id, person) else { return Ok(None) };
    let Some((message, ticket)) = ticket::by_rfc_id(conn, id)? else { return Ok(None) };
    let same = ticket::any_message(conn, message)?.is_some_and(|m| m.author == person.id);
    Ok(same.then_some((message, ticket)))
}

/// The ticket the mail belongs to by its strongest evidence, and which Message-ID it answers there.
fn conversation(
    conn: &mut Conn,
    letter: &Letter,
    reply_key: &[u8; 32],
) -> Result<Option<(Ticket, Evidence, Option<String>)>, Error> {
    let signed = letter.recipients.iter().find_map(|a| mail::thread::verify(reply_key, a));
    if let Some(number) = signed
        && let Some(ticket) = ticket::any_by_number(conn, number)?
    {
        return Ok(Some((merge::follow(conn, ticket)?, Evidence::Token, None)));
    }
    for id in &letter.refers_to {
        if let Some((_, ticket)) = by_message_id(conn, id)? {
            return Ok(Some((ticket, Evidence::Reference, Some(id.clone()))));
        }
    }
    if let Some(number) = mail::thread::ticket_number_in_subject(&letter.whole_subject)
        && let Some(ticket) = ticket::any_by_number(conn, number)?
    {
        return Ok(Some((merge::follow(conn, ticket)?, Evidence::Number, None)));
    }
    Ok(None)
}

/// The message and ticket behind a Message-ID, of a message or of a mail we sent; merged tickets are followed.
pub fn by_message_id(conn: &mut Conn, id: &str) -> Result<Option<(Option<MessageId>, Ticket)>, Error> {
    let (message, ticket) = match ticket::by_rfc_id(conn, id)? {
        Some((message, ticket)) => (Some(message), Some(ticket)),
        None => match outgoing::by_rfc_id(conn, id)?.into_iter().next() {
            Some(sent) => (sent.message, sent.ticket),
            None => (None, None),
        },
    };
    let Some(ticket) = ticket else { return Ok(None) };
    match ticket::any(conn, ticket)? {
        Some(ticket) => Ok(Some((message, merge::follow(conn, ticket)?))),
        None => Ok(None),
    }
}

fn part(
    conn: &mut Conn,
    letter: &Letter,
    ticket: &Ticket,
    person: Option<&Person>,
    answered: Option<&str>,
) -> Result<Part, Error> {
    let id = person.map(|p| p.id);
    if id == Some(ticket.requester) {
        return Ok(Part::Requester);
    }
    if let Some(id) = id
        && ticket::takes_part(conn, ticket, id)?
    {
        return Ok(Part::Member);
    }
    if let Some(answered) = answered {
        for sent in outgoing::by_rfc_id(conn, answered)? {
            if is_theirs(conn, &sent.recipient, letter, id)? {
                return Ok(Part::Mailed);
            }
        }
    }
    Ok(Part::None)
}

/// Whether a mail to `recipient` reached the writer: at this address, or at another of theirs.
fn is_theirs(
    conn: &mut Conn,
    recipient: &str,
    letter: &Letter,
    writer: Option<PersonId>,
) -> Result<bool, Error> {
    let recipient = person::folded_address(recipient);
    if Some(&recipient) == letter.from.as_ref() {
        return Ok(true);
    }
    Ok(writer.is_some() && person::by_address(conn, &recipient)?.map(|p| p.id) == writer)
}

/// Whether the mail claims to be a colleague's word on a ticket, so that it matters who really sent it.
pub fn needs_proof(conn: &mut Conn, letter: &Letter, reply_key: &[u8; 32]) -> Result<bool, Error> {
    let Some(address) = &letter.from else { return Ok(false) };
    let answers = !letter.refers_to.is_empty()
        || mail::thread::ticket_number_in_subject(&letter.whole_subject).is_some()
        || letter.recipients.iter().any(|a| mail::thread::verify(reply_key, a).is_some());
    if !answers {
        return Ok(false);
    }
    let person = person::by_address(conn, address)?;
    Ok(person.is_some_and(|p| p.active && person::may(p.role, Power::WriteNote)))
}
