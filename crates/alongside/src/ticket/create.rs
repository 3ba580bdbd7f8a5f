//! Asking for help: a new ticket with its first message.

use super::message::{self, Saying, Words};
use super::outgoing;
use super::priority::{suggested, urgency_of};
use super::{
    Blocked, By, Error, Impact, Kind, MessageId, MessageKind, Priority, Refused, Status, Ticket, TicketId,
    Urgency, clean_subject, store,
};
use crate::event::{self, EventKind, NewEvent};
use crate::mailbox::MailAddressId;
use crate::person::{PersonId, Power};
use crate::service::ServiceId;
use crate::team::TeamId;
use ::store::Tx;

/// What is known when help is asked for; everything but the words is optional.
#[derive(Clone, Debug, Default)]
pub struct NewTicket<'a> {
    /// Staff may ask for somebody else; without it the actor asks.
    pub requester: Option<PersonId>,
    pub subject: &'a str,
    pub words: Words<'a>,
    pub kind: Option<Kind>,
    pub goal: &'a str,
    pub blocked: Option<Blocked>,
    pub impact: Option<Impact>,
    pub urgency: Option<Urgency>,
    pub priority: Option<Priority>,
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
    pub owner: Option<PersonId>,
    pub mail_address: Option<MailAddressId>,
    pub watchers: &'a [PersonId],
    pub tags: &'a [String],
    /// Tell the requester that the request has arrived.
    pub receipt: bool,
    /// The closed ticket this one takes up again.
    pub follows: Option<TicketId>,
}

/// Creates the ticket and its first message.
pub fn create(tx: &mut Tx, by: &By, new: &NewTicket) -> Result<(Ticket, MessageId), Error> {
    let requester = new.requester.unwrap_or(by.actor.id);
    let for_others = requester != by.actor.id;
    if for_others && !by.actor.may(Power::AskForOthers) {
        return Err(Refused::NotAllowed.into());
    }
    message::check(&new.words)?;
    tx.will_number(&["ticket", "ticket_number", "message", "event"]);
    if new.receipt {
        tx.will_number(&["outgoing_mail"]);
    }
    let subject = match clean_subject(new.subject) {
        empty if empty.is_empty() => clean_subject(&super::last_word(new.words.body)),
        subject => subject,
    };
    let subject = if subject.is_empty() { "(no subject)".to_owned() } else { subject };
    let mail_address = match new.mail_address {
        Some(given) => Some(given),
        None => crate::mailbox::default(tx)?.map(|a| a.id),
    };
    let team = match (new.team, mail_address) {
        (Some(team), _) => Some(team),
        (None, Some(address)) => crate::mailbox::find(tx, address)?.and_then(|a| a.team),
        (None, None) => None,
    };
    let blocked = new.blocked.unwrap_or(Blocked::Unknown);
    let impact = new.impact.unwrap_or(Impact::One);
    let urgency = new.urgency.unwrap_or_else(|| urgency_of(blocked));
    let ticket = Ticket {
        id: TicketId(tx.next_id("ticket")?),
        number: tx.next_id("ticket_number")?,
        kind: new.kind.unwrap_or(store::DEFAULT_KIND),
        subject,
        status: if new.owner.is_some() { Status::Open } else { Status::New },
        priority: new.priority.unwrap_or_else(|| suggested(impact, urgency)),
        impact,
        urgency,
        requester,
        owner: new.owner,
        team,
        service: new.service,
        mail_address,
        goal: new.goal.trim().chars().take(2_000).collect(),
        blocked,
        snoozed_until: None,
        merged_into: None,
        created_at: by.now,
        activity_at: by.now,
        resolved_at: None,
        version: 1,
    };
    store::insert(tx, &ticket)?;
    for watcher in new.watchers.iter().filter(|w| **w != requester).take(50) {
        store::add_watcher(tx, ticket.id, *watcher)?;
    }
    for tag in new.tags.iter().filter_map(|t| super::change::clean_tag(t)).take(20) {
        store::add_tag(tx, ticket.id, &tag)?;
    }
    if let Some(closed) = new.follows {
        store::add_link(tx, ticket.id, closed, store::LinkKind::Follows)?;
        let after = format!("#{}", ticket.number);
        let linked = NewEvent { subject: Some(ticket.id.0), after: &after, ..Default::default() };
        event::append(tx, closed, Some(by.actor.id), by.now, EventKind::Linked, linked)?;
    }
    let saying = Saying { kind: MessageKind::Reply, held: false, event: EventKind::Created };
    let first = message::add(tx, by, &ticket, &new.words, &saying)?;
    if new.receipt {
        outgoing::queue_receipt(tx, &ticket, first, by.now)?;
    }
    Ok((ticket, first))
}
