//! The review after an incident: what happened, what it did to people, what went well and what was hard, causes and
//! conditions (never culprits), and what is to be done: tickets with an owner and a promise. Its times and counts are worked
//! out from the records, so that nobody has to write them.

use super::rule::{Times, times};
use super::store::review as store;
use super::{BODY_LENGTH_MAX, Error, Incident, IncidentId, Refused, find, services_of, updates};
use crate::clock::At;
use crate::ids::{PersonId, TicketId};
use crate::person::Power;
use crate::promise::{self, NewPromise, Share, State as PromiseState, Subject};
use crate::record::{timeline, timeline::EntryKind};
use crate::service;
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::Words;
use crate::ticket::{self, By, Kind, Status};
use ::store::{Conn, Error as Fault, Tx};

pub use store::open_reviews;

/// What people wrote; each section is Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    pub what_happened: String,
    pub effect: String,
    pub went_well: String,
    pub was_hard: String,
    /// Causes and conditions.
    pub causes: String,
    /// For everybody, when it is published.
    pub plain: String,
    pub is_published: bool,
    pub opened_at: Option<At>,
    pub changed_at: Option<At>,
    pub closed_at: Option<At>,
    pub closed_by_name: String,
    /// 0: nobody has begun it.
    pub version: i64,
}

/// Something to be done after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub ticket: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: Status,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    /// When it was promised.
    pub due_at: Option<At>,
    pub has_promise: bool,
}

impl Action {
    /// Somebody said that they do it, and by when; or it is done.
    pub fn is_owned(&self) -> bool {
        !self.status.is_open() || (self.owner.is_some() && self.has_promise)
    }
}

/// What the records say of an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// People who wrote about it or said that it happens to them as well.
    pub wrote: i64,
    /// People who use its services.
    pub affected: i64,
    pub times: Times,
    pub updates: usize,
    pub late: usize,
    /// How the promises of a next update ended.
    pub promises: Share,
}

/// What people wrote; empty sections while nobody has begun.
pub fn find_review(conn: &mut Conn, id: IncidentId) -> Result<Review, Fault> {
    Ok(store::find(conn, id)?.unwrap_or_default())
}

/// A review that everybody may read: only its plain version is for them.
pub fn published(conn: &mut Conn, id: IncidentId) -> Result<Option<String>, Fault> {
    Ok(store::find(conn, id)?.filter(|r| r.is_published && !r.plain.trim().is_empty()).map(|r| r.plain))
}

pub fn facts(conn: &mut Conn, incident: &Incident) -> Result<Facts, Fault> {
    let services = services_of(conn, incident.id)?;
    let sent = updates(conn, incident.id)?;
    let mut promises = Share::default();
    for promise in promise::of_subject(conn, Subject::Record(incident.record()))? {
        match promise.state {
            PromiseState::Kept => promises.kept += 1,
            PromiseState::Renewed => promises.renewed += 1,
            PromiseState::Broken => promises.broken += 1,
            PromiseState::Open | PromiseState::Withdrawn => {}
        }
    }
    Ok(Facts {
        wrote: find::reached(conn, incident.id)?,
        affected: service::affected_count(conn, &services)?,
        times: times(incident.began_at, incident.declared_at, incident.acknowledged_at, incident.resolved_at),
        updates: sent.len(),
        late: sent.iter().filter(|u| u.is_late).count(),
        promises,
    })
}

/// The actions with their promises.
pub fn actions(conn: &mut Conn, id: IncidentId) -> Result<Vec<Action>, Fault> {
    let mut actions = store::actions(conn, id)?;
    for action in &mut actions {
        let promises = promise::of_subject(conn, Subject::Ticket(action.ticket))?;
        let counts = |p: &&promise::Promise| matches!(p.state, PromiseState::Open | PromiseState::Kept);
        let promised = promises.iter().filter(counts).max_by_key(|p| p.state == PromiseState::Open);
        action.due_at = promised.map(|p| p.due_at);
        action.has_promise = promised.is_some();
    }
    Ok(actions)
}

fn may(by: &By) -> Result<(), Error> {
    match by.actor.may(Power::WorkTicket) {
        true => Ok(()),
        false => Err(Refused::NotAllowed.into()),
    }
}

/// Writes the sections; `version` of the review is what the writer had on screen.
pub fn write(tx: &mut Tx, by: &By, incident: &Incident, review: &Review) -> Result<(), Error> {
    may(by)?;
    if incident.is_open() {
        return Err(Refused::NotOver.into());
    }
    let sections = [
        &review.what_happened,
        &review.effect,
        &review.went_well,
        &review.was_hard,
        &review.causes,
        &review.plain,
    ];
    if sections.iter().any(|text| text.chars().nth(BODY_LENGTH_MAX).is_some()) {
        return Err(Refused::TooLong.into());
    }
    let mut review = review.clone();
    if store::open(tx, incident.id, by.now)? {
        review.version = 1;
        let words = format!("{} began the review", by.actor.name);
        timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    }
    if !store::write(tx, incident.id, &review, by.now)? {
        let closed = find_review(tx, incident.id)?.closed_at.is_some();
        return Err(if closed { Refused::Closed } else { Refused::NewUpdate }.into());
    }
    Ok(())
}

/// Something to be done: a ticket with an owner, who promises it by then.
pub fn add_action(
    tx: &mut Tx,
    by: &By,
    incident: &Incident,
    title: &str,
    owner: PersonId,
    due_at: At,
) -> Result<ticket::Ticket, Error> {
    may(by)?;
    let title = ticket::clean_subject(title);
    if title.is_empty() {
        return Err(Refused::NoWords.into());
    }
    if actions(tx, incident.id)?.len() >= 100 {
        return Err(Refused::TooMany("A hundred actions").into());
    }
    let owner = super::declare::colleague(tx, owner)?;
    store::open(tx, incident.id, by.now)?;
    let body = format!("To be done after {}, {}: {title}", incident.name(), incident.title);
    let words = Words { body: &body, ..Words::default() };
    let new = NewTicket {
        subject: &title,
        words,
        kind: Some(Kind::Request),
        owner: Some(owner.id),
        team: incident.team,
        ..NewTicket::default()
    };
    let (ticket, _) = create::create(tx, by, &new)?;
    let promised = NewPromise {
        subject: Subject::Ticket(ticket.id),
        owner: owner.id,
        made_to: Some(by.actor.id),
        words: &title,
        due_at,
        made_in: None,
        team: ticket.team,
        service: ticket.service,
    };
    promise::make(tx, by.actor, by.now, &promised)?;
    store::add_action(tx, incident.id, ticket.id)?;
    let words = format!("{} wrote down what is to be done: #{}, {title}", by.actor.name, ticket.number);
    timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    Ok(ticket)
}

/// A ticket that there is already is what is to be done.
pub fn take_action(tx: &mut Tx, by: &By, incident: &Incident, number: i64) -> Result<(), Error> {
    may(by)?;
    let Some(ticket) = ticket::find(tx, by.actor, number)? else {
        return Err(Refused::NoSuch("ticket").into());
    };
    store::open(tx, incident.id, by.now)?;
    store::add_action(tx, incident.id, ticket.id)?;
    Ok(())
}

/// It need not be done after this incident; its ticket stays.
pub fn drop_action(tx: &mut Tx, by: &By, incident: &Incident, number: i64) -> Result<(), Error> {
    may(by)?;
    let Some(ticket) = ticket::find(tx, by.actor, number)? else {
        return Err(Refused::NoSuch("ticket").into());
    };
    store::drop_action(tx, incident.id, ticket.id)?;
    Ok(())
}

/// Closes the review: not while something that is to be done has nobody who promised it.
pub fn close(tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), Error> {
    may(by)?;
    if incident.is_open() {
        return Err(Refused::NotOver.into());
    }
    let review = find_review(tx, incident.id)?;
    if review.what_happened.trim().is_empty() || review.causes.trim().is_empty() {
        return Err(Refused::NoWords.into());
    }
    if let Some(action) = actions(tx, incident.id)?.iter().find(|action| !action.is_owned()) {
        return Err(Refused::Unowned(format!("#{} “{}”", action.number, action.subject)).into());
    }
    if !store::close(tx, incident.id, by.actor.id, by.now)? {
        return Err(Refused::Closed.into());
    }
    let words = format!("{} closed the review", by.actor.name);
    timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    Ok(())
}

pub fn reopen(tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), Error> {
    may(by)?;
    store::reopen(tx, incident.id)?;
    let words = format!("{} opened the review again", by.actor.name);
    timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    Ok(())
}

/// Everybody may read the plain version, or nobody any more.
pub fn publish(tx: &mut Tx, by: &By, incident: &Incident, yes: bool) -> Result<(), Error> {
    may(by)?;
    if yes && find_review(tx, incident.id)?.plain.trim().is_empty() {
        return Err(Refused::NoPlain.into());
    }
    store::publish(tx, incident.id, yes)?;
    let words = match yes {
        true => format!("{} published the plain version of the review", by.actor.name),
        false => format!("{} took the review’s plain version back", by.actor.name),
    };
    timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    Ok(())
}
