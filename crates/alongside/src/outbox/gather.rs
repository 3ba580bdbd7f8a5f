//! Everything a mail is made of, read from the tables in one unit, before it is written.

use crate::broadcast::{self, Broadcast, BroadcastKind, Delivery};
use crate::clock::At;
use crate::ids::{BroadcastId, IncidentId, MessageId, OutgoingId, PersonId, TicketId};
use crate::incident::{self, Incident};
use crate::mailbox::{self, MailAddress};
use crate::outgoing::{self, Outgoing, OutgoingKind, OutgoingState};
use crate::person::{self, Person, Role};
use crate::promise::{self, Promise, Subject};
use crate::record::{self, Record};
use crate::setting;
use crate::ticket::attachment::Attachment;
use crate::ticket::message::Message;
use crate::ticket::{self, Ticket, UNDO_TIME};
use ::store::{Conn, Error};

/// Files of one mail beyond this many bytes together are linked to instead.
pub const FILES_BYTES_MAX: i64 = 20 * 1024 * 1024;

/// What the desk says about itself in its mails.
#[derive(Clone, Debug)]
pub struct Office {
    pub organisation: String,
    pub language: String,
    pub time_zone: String,
    /// The DKIM setting, as it is kept.
    pub dkim: Option<String>,
}

/// A mail and what it is about.
#[derive(Clone, Debug)]
pub struct Facts {
    pub mail: Outgoing,
    pub address: MailAddress,
    /// The person it goes to.
    pub person: Option<Person>,
    pub ticket: Option<Ticket>,
    pub message: Option<Message>,
    /// The requester's name, for colleagues.
    pub requester_name: String,
    /// What many are told, and why this reader is.
    pub told: Option<(Broadcast, Delivery)>,
    /// The incident, change or problem that a notice without a ticket is about.
    pub record: Option<Record>,
    /// Who promised what on the ticket: the one this notice is about, or the next that is due.
    pub promise: Option<(String, Promise)>,
    /// What the reader is told of an incident beside the words.
    pub incident: Option<OfIncident>,
    /// What was said before, for quoting.
    pub previous: Option<Message>,
    /// Message-IDs of what was said before, oldest first.
    pub references: Vec<String>,
    /// Files that go along.
    pub files: Vec<Attachment>,
    /// Files that are too large to go along.
    pub apart: Vec<Attachment>,
}

/// What an incident adds to a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfIncident {
    /// They hear from us again by then.
    MoreBy(At),
    /// It is over: does it work for them, in this ticket or without one?
    Works(IncidentId, Option<TicketId>, Option<PersonId>),
}

/// What the queue's row turned out to be.
#[derive(Clone, Debug)]
pub enum Found {
    Ready(Box<Facts>),
    /// Sent, cancelled or failed meanwhile.
    Over,
    /// Its message was taken back.
    Withdrawn(OutgoingId),
    /// No address of ours is set up to send from.
    NoAddress(OutgoingId),
}

impl Facts {
    /// Bytes this mail needs in memory, roughly.
    fn weight(&self) -> i64 {
        let kept = self.mail.raw.as_ref().map_or(0, |raw| i64::try_from(raw.len()).unwrap_or(i64::MAX));
        // Base64 makes four of three, and they are held twice while they are put together.
        kept + self.files.iter().map(|f| f.size_bytes).sum::<i64>().saturating_mul(3) + 64 * 1024
    }
}

pub fn office(conn: &mut Conn) -> Result<Office, Error> {
    let mut read = |name| setting::get(conn, name).map(Option::unwrap_or_default);
    Ok(Office {
        organisation: read(setting::name::ORGANISATION)?,
        language: read(setting::name::LANGUAGE)?,
        time_zone: read(setting::name::TIME_ZONE)?,
        dkim: setting::get(conn, setting::name::DKIM)?,
    })
}

/// The first of `ids` that together weigh at most `bytes` (always at least one), and how many that were.
pub fn up_to(conn: &mut Conn, ids: &[OutgoingId], bytes: i64, now: At) -> Result<(Vec<Found>, usize), Error> {
    let mut found = Vec::new();
    let mut weight = 0_i64;
    for id in ids {
        let next = one(conn, *id, now)?;
        if let Found::Ready(facts) = &next {
            weight = weight.saturating_add(facts.weight());
        }
        found.push(next);
        if weight > bytes {
            break;
        }
    }
    let count = found.len();
    Ok((found, count))
}

/// One mail.
pub fn one(conn: &mut Conn, id: OutgoingId, now: At) -> Result<Found, Error> {
    let Some(mail) = outgoing::find(conn, id)?.filter(|m| m.state == OutgoingState::Waiting) else {
        return Ok(Found::Over);
    };
    let message = match mail.message {
        Some(id) => ticket::any_message(conn, id)?,
        None => None,
    };
    if message.as_ref().is_some_and(|m| m.is_withdrawn) {
        return Ok(Found::Withdrawn(id));
    }
    // A message may have moved to another ticket (merge, split) since it was queued.
    let ticket = match message.as_ref().map(|m| m.ticket).or(mail.ticket) {
        Some(id) => ticket::any(conn, id)?,
        None => None,
    };
    let Some(address) = sender(conn, &mail, ticket.as_ref())? else { return Ok(Found::NoAddress(id)) };
    let person = match mail.person {
        Some(id) => person::find(conn, id)?,
        None => None,
    };
    let mut facts = Facts {
        mail,
        address,
        person,
        message,
        requester_name: String::new(),
        told: None,
        record: None,
        promise: None,
        incident: None,
        previous: None,
        references: Vec::new(),
        files: Vec::new(),
        apart: Vec::new(),
        ticket,
    };
    if facts.mail.raw.is_none() {
        thread(conn, &mut facts, now)?;
        promised(conn, &mut facts, now)?;
        told(conn, &mut facts)?;
        facts.incident = of_incident(conn, &facts)?;
        files(conn, &mut facts)?;
    }
    Ok(Found::Ready(Box::new(facts)))
}

/// The address of ours that the mail leaves from: its own while that is in use, else the default.
fn sender(conn: &mut Conn, mail: &Outgoing, ticket: Option<&Ticket>) -> Result<Option<MailAddress>, Error> {
    let own = mail.mail_address.or(ticket.and_then(|t| t.mail_address));
    if let Some(id) = own
        && let Some(address) = mailbox::find(conn, id)?.filter(|a| a.active)
    {
        return Ok(Some(address));
    }
    mailbox::default(conn)
}

/// What was said before, so that the mail lands in its conversation.
fn thread(conn: &mut Conn, facts: &mut Facts, now: At) -> Result<(), Error> {
    let Some(ticket) = &facts.ticket else { return Ok(()) };
    if facts.mail.kind == OutgoingKind::Notice {
        facts.requester_name = person::find(conn, ticket.requester)?.map(|p| p.name).unwrap_or_default();
    }
    let before = match (facts.mail.kind, &facts.message) {
        (OutgoingKind::Reply, Some(message)) => message.id,
        // A receipt answers the message it is about.
        (_, Some(message)) => MessageId(message.id.0.saturating_add(1)),
        (_, None) => MessageId(i64::MAX),
    };
    let ids = ticket::rfc_ids_before(conn, ticket.id, before)?;
    if facts.mail.kind == OutgoingKind::Reply
        && let Some(newest) = ids.first()
        && let Some((id, _)) = ticket::by_rfc_id(conn, newest)?
    {
        let settled = |m: &Message| m.author_role == Role::Requester || now.since(m.created_at) >= UNDO_TIME;
        facts.previous = ticket::any_message(conn, id)?.filter(settled);
    }
    facts.references = ids.into_iter().rev().collect();
    Ok(())
}

/// What the reader should know of promises.
fn promised(conn: &mut Conn, facts: &mut Facts, now: At) -> Result<(), Error> {
    let named = facts.mail.detail.split_once(':').and_then(|(_, id)| id.parse().ok());
    let promise = match (named, &facts.ticket) {
        (Some(id), _) if facts.mail.kind == OutgoingKind::Notice => promise::find(conn, id)?,
        (_, Some(ticket)) => {
            let open = promise::open_of(conn, Subject::Ticket(ticket.id))?;
            open.into_iter().find(|p| p.due_at > now)
        }
        (_, None) => None,
    };
    if let Some(promise) = promise {
        if let Some(id) = promise.subject.record() {
            facts.record = record::find(conn, id)?;
        }
        let owner = person::find(conn, promise.owner)?.map(|p| p.name).unwrap_or_default();
        facts.promise = Some((owner, promise));
    }
    Ok(())
}

/// What many are told.
fn told(conn: &mut Conn, facts: &mut Facts) -> Result<(), Error> {
    if facts.mail.kind != OutgoingKind::Broadcast {
        return Ok(());
    }
    let Ok(id) = facts.mail.detail.parse::<BroadcastId>() else { return Ok(()) };
    let broadcast = broadcast::find(conn, id)?;
    let delivery = broadcast::delivery(conn, id, &facts.mail.recipient)?;
    facts.told = broadcast.zip(delivery);
    Ok(())
}

/// The incident that the reader's ticket belongs to, or that they are told about: when they hear more, or, once it is over,
/// the question whether it works for them.
fn of_incident(conn: &mut Conn, facts: &Facts) -> Result<Option<OfIncident>, Error> {
    let of = |i: &Incident, ticket: Option<TicketId>, answered: bool| match i.is_open() {
        true => i.next_update_by.map(OfIncident::MoreBy),
        false if answered => None,
        false => {
            let person = if ticket.is_none() { facts.mail.person } else { None };
            Some(OfIncident::Works(i.id, ticket, person))
        }
    };
    match (&facts.told, &facts.ticket) {
        (Some((broadcast, delivery)), _) if broadcast.kind == BroadcastKind::IncidentResolved => {
            let Some(person) = delivery.person else { return Ok(None) };
            let Some(i) = incident::find(conn, broadcast.record.into())? else { return Ok(None) };
            let is_asked = incident::is_member(conn, i.id, person, incident::Part::MeToo)?;
            Ok(is_asked.then(|| of(&i, None, false)).flatten())
        }
        (None, Some(ticket))
            if facts.mail.kind == OutgoingKind::Reply && facts.mail.person == Some(ticket.requester) =>
        {
            let linked = incident::of_ticket(conn, ticket.id)?.into_iter();
            let newest =
                linked.filter(|(_, state, _)| *state == incident::LinkState::Linked).max_by_key(|l| l.0.id);
            Ok(newest.and_then(|(i, _, answer)| of(&i, Some(ticket.id), answer != incident::Answer::None)))
        }
        _ => Ok(None),
    }
}

/// The message's files, as many as one mail should carry.
fn files(conn: &mut Conn, facts: &mut Facts) -> Result<(), Error> {
    let Some(message) = facts.message.as_ref().filter(|m| m.attachment_count > 0) else { return Ok(()) };
    if facts.mail.kind != OutgoingKind::Reply {
        return Ok(());
    }
    let mut bytes = 0_i64;
    for file in ticket::attachments_of_message(conn, message.id)? {
        if bytes.saturating_add(file.size_bytes) <= FILES_BYTES_MAX {
            bytes += file.size_bytes;
            facts.files.push(file);
        } else {
            facts.apart.push(file);
        }
    }
    Ok(())
}
