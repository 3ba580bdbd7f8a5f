//! Changing what a ticket says about itself: owner, team, status, priority and the rest. Every change may carry
//! what the person saw (`was`); when somebody else changed the same thing meanwhile, it is refused and named,
//! so that two people cannot silently overwrite each other.

use super::outgoing::{self, Notice};
use super::priority::suggested;
use super::{
    Blocked, By, Error, Impact, Kind, Priority, Refused, Status, Ticket, Urgency, check_live, clean_subject,
    store,
};
use crate::event::{self, EventKind, NewEvent};
use crate::person::{self, PersonId, Power, Role};
use crate::promise::{self, Subject};
use crate::service::{self, ServiceId};
use crate::team::{self, TeamId};
use ::store::{Conn, Tx};

/// One change, with what the person saw before it where a page can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    Status {
        to: Status,
        was: Option<Status>,
    },
    Owner {
        to: Option<PersonId>,
        was: Option<Option<PersonId>>,
    },
    Team {
        to: Option<TeamId>,
        was: Option<Option<TeamId>>,
    },
    Service {
        to: Option<ServiceId>,
        was: Option<Option<ServiceId>>,
    },
    Priority {
        to: Priority,
        was: Option<Priority>,
    },
    /// Impact and urgency; the priority follows the suggestion.
    Weight {
        impact: Impact,
        urgency: Urgency,
    },
    Kind(Kind),
    Subject(&'a str),
    Goal(&'a str),
    Blocked(Blocked),
    Requester(PersonId),
    AddTag(&'a str),
    RemoveTag(&'a str),
    AddWatcher(PersonId),
    RemoveWatcher(PersonId),
}

/// Makes the change; changing something to what it is already does nothing and is no event.
pub fn change(tx: &mut Tx, by: &By, before: &Ticket, change: &Change) -> Result<Ticket, Error> {
    check_live(tx, before)?;
    let solving_own = matches!(change, Change::Status { to: Status::Resolved | Status::Open, .. })
        && store::takes_part(tx, before, by.actor.id)?;
    if !by.actor.may(Power::WorkTicket) && !solving_own {
        return Err(Refused::NotAllowed.into());
    }
    // Fresh from this transaction: the page's copy may be old.
    let Some(current) = store::any(tx, before.id)? else { return Err(Refused::NoSuch("ticket").into()) };
    let mut ticket = current.clone();
    match change {
        Change::Status { to, was } => {
            guard(
                tx,
                &current,
                *was,
                current.status,
                EventKind::StatusChanged,
                "status",
                current.status.as_str(),
            )?;
            if current.status == *to {
                return Ok(current);
            }
            if !current.status.may_become(*to) {
                return Err(Refused::Step { from: current.status, to: *to }.into());
            }
            ticket.status = *to;
            if !to.is_open() {
                ticket.snoozed_until = None;
            }
            record(tx, by, &ticket, EventKind::StatusChanged, None, current.status.as_str(), to.as_str())?;
            if *to == Status::Resolved {
                let subject = Subject::Ticket(ticket.id);
                promise::keep_all(tx, Some(by.actor.id), by.now, subject, None)?;
            }
        }
        Change::Owner { to, was } => {
            let now_is = name_of(tx, current.owner)?;
            guard(tx, &current, *was, current.owner, EventKind::OwnerChanged, "owner", or_nobody(&now_is))?;
            if current.owner == *to {
                return Ok(current);
            }
            let name = match to {
                Some(id) => colleague(tx, *id)?,
                None => String::new(),
            };
            ticket.owner = *to;
            if to.is_some() && current.status == Status::New {
                ticket.status = Status::Open;
                record(tx, by, &ticket, EventKind::StatusChanged, None, "new", "open")?;
            }
            record(tx, by, &ticket, EventKind::OwnerChanged, to.map(|id| id.0), &now_is, &name)?;
            if let (Some(from), Some(to)) = (current.owner, *to) {
                promise::hand_over(tx, Some(by.actor.id), by.now, Subject::Ticket(ticket.id), from, to)?;
            }
            if let Some(id) = to.filter(|id| *id != by.actor.id) {
                outgoing::queue_notice(tx, &ticket, id, Notice::Assigned, by.now)?;
            }
        }
        Change::Team { to, was } => {
            let now_is = team_name(tx, current.team)?;
            guard(tx, &current, *was, current.team, EventKind::TeamChanged, "team", &now_is)?;
            if current.team == *to {
                return Ok(current);
            }
            let name = team_name(tx, *to)?;
            if to.is_some() && name.is_empty() {
                return Err(Refused::NoSuch("team").into());
            }
            ticket.team = *to;
            record(tx, by, &ticket, EventKind::TeamChanged, to.map(|id| id.0), &now_is, &name)?;
        }
        Change::Service { to, was } => {
            let now_is = service_name(tx, current.service)?;
            guard(tx, &current, *was, current.service, EventKind::ServiceChanged, "service", &now_is)?;
            if current.service == *to {
                return Ok(current);
            }
            let name = service_name(tx, *to)?;
            if to.is_some() && name.is_empty() {
                return Err(Refused::NoSuch("service").into());
            }
            ticket.service = *to;
            record(tx, by, &ticket, EventKind::ServiceChanged, to.map(|id| id.0), &now_is, &name)?;
        }
        Change::Priority { to, was } => {
            let now_is = current.priority.as_str();
            guard(tx, &current, *was, current.priority, EventKind::PriorityChanged, "priority", now_is)?;
            if current.priority == *to {
                return Ok(current);
            }
            ticket.priority = *to;
            record(tx, by, &ticket, EventKind::PriorityChanged, None, now_is, to.as_str())?;
        }
        Change::Weight { impact, urgency } => {
            ticket.impact = *impact;
            ticket.urgency = *urgency;
            ticket.priority = suggested(*impact, *urgency);
            if ticket == current {
                return Ok(current);
            }
            let (was, is) = (current.priority.as_str(), ticket.priority.as_str());
            record(tx, by, &ticket, EventKind::PriorityChanged, None, was, is)?;
        }
        Change::Kind(to) => {
            if current.kind == *to {
                return Ok(current);
            }
            ticket.kind = *to;
            record(tx, by, &ticket, EventKind::KindChanged, None, current.kind.as_str(), to.as_str())?;
        }
        Change::Subject(to) => {
            let to = clean_subject(to);
            if to.is_empty() {
                return Err(Refused::NoSubject.into());
            }
            if current.subject == to {
                return Ok(current);
            }
            record(tx, by, &ticket, EventKind::SubjectChanged, None, &current.subject, &to)?;
            ticket.subject = to;
        }
        Change::Goal(to) => {
            let to: String = to.trim().chars().take(2_000).collect();
            if current.goal == to {
                return Ok(current);
            }
            record(tx, by, &ticket, EventKind::GoalChanged, None, &current.goal, &to)?;
            ticket.goal = to;
        }
        Change::Blocked(to) => {
            if current.blocked == *to {
                return Ok(current);
            }
            ticket.blocked = *to;
            record(tx, by, &ticket, EventKind::BlockedChanged, None, current.blocked.as_str(), to.as_str())?;
        }
        Change::Requester(to) => {
            let Some(person) = person::find(tx, *to)? else {
                return Err(Refused::NoSuchPerson.into());
            };
            if current.requester == *to {
                return Ok(current);
            }
            let was = name_of(tx, Some(current.requester))?;
            ticket.requester = *to;
            record(tx, by, &ticket, EventKind::RequesterChanged, Some(to.0), &was, &person.name)?;
        }
        Change::AddTag(tag) => {
            let Some(tag) = clean_tag(tag) else { return Ok(current) };
            if store::tags(tx, ticket.id)?.len() >= 20 {
                return Err(Refused::TooMany("Twenty tags").into());
            }
            if !store::add_tag(tx, ticket.id, &tag)? {
                return Ok(current);
            }
            record(tx, by, &ticket, EventKind::TagAdded, None, "", &tag)?;
        }
        Change::RemoveTag(tag) => {
            if !store::remove_tag(tx, ticket.id, tag)? {
                return Ok(current);
            }
            record(tx, by, &ticket, EventKind::TagRemoved, None, tag, "")?;
        }
        Change::AddWatcher(id) => {
            let Some(person) = person::find(tx, *id)? else {
                return Err(Refused::NoSuchPerson.into());
            };
            if store::watchers(tx, ticket.id)?.len() >= 50 {
                return Err(Refused::TooMany("Fifty watchers").into());
            }
            if !store::add_watcher(tx, ticket.id, *id)? {
                return Ok(current);
            }
            record(tx, by, &ticket, EventKind::WatcherAdded, Some(id.0), "", &person.name)?;
        }
        Change::RemoveWatcher(id) => {
            if !store::remove_watcher(tx, ticket.id, *id)? {
                return Ok(current);
            }
            let name = name_of(tx, Some(*id))?;
            record(tx, by, &ticket, EventKind::WatcherRemoved, Some(id.0), &name, "")?;
        }
    }
    store::update(tx, &mut ticket, by.now)?;
    ticket.tell(tx, by.actor.id);
    Ok(ticket)
}

/// Something that hangs on the ticket is different now (a promise, say): open pages are told.
pub fn touch(tx: &mut Tx, by: &By, ticket: &Ticket) -> Result<(), ::store::Error> {
    if let Some(mut ticket) = store::any(tx, ticket.id)? {
        store::update(tx, &mut ticket, by.now)?;
        ticket.tell(tx, by.actor.id);
    }
    Ok(())
}

/// Refuses when what the page showed is no longer so, naming who changed it.
fn guard<T: PartialEq>(
    conn: &mut Conn,
    ticket: &Ticket,
    was: Option<T>,
    is: T,
    kind: EventKind,
    what: &'static str,
    now_is: &str,
) -> Result<(), Error> {
    if was.is_none_or(|was| was == is) {
        return Ok(());
    }
    let who = event::last_of_kind(conn, ticket.id, kind)?.map_or("Somebody".to_owned(), |e| e.actor_name);
    Err(Refused::Changed { who, what, now_is: now_is.replace('_', " ") }.into())
}

fn record(
    tx: &mut Tx,
    by: &By,
    ticket: &Ticket,
    kind: EventKind,
    subject: Option<i64>,
    before: &str,
    after: &str,
) -> Result<(), Error> {
    let new = NewEvent { message: None, subject, before, after };
    event::append(tx, ticket.id, Some(by.actor.id), by.now, kind, new)?;
    Ok(())
}

fn or_nobody(name: &str) -> &str {
    if name.is_empty() { "nobody" } else { name }
}

fn name_of(conn: &mut Conn, id: Option<PersonId>) -> Result<String, Error> {
    Ok(match id {
        Some(id) => person::find(conn, id)?.map(|p| p.name).unwrap_or_default(),
        None => String::new(),
    })
}

fn team_name(conn: &mut Conn, id: Option<TeamId>) -> Result<String, Error> {
    Ok(match id {
        Some(id) => team::find(conn, id)?.map(|t| t.name).unwrap_or_default(),
        None => String::new(),
    })
}

fn service_name(conn: &mut Conn, id: Option<ServiceId>) -> Result<String, Error> {
    Ok(match id {
        Some(id) => service::find(conn, id)?.map(|s| s.name).unwrap_or_default(),
        None => String::new(),
    })
}

/// The name of somebody who can own a ticket.
fn colleague(conn: &mut Conn, id: PersonId) -> Result<String, Error> {
    match person::find(conn, id)? {
        Some(p) if p.active && p.role != Role::Requester => Ok(p.name),
        _ => Err(Refused::NoSuchPerson.into()),
    }
}

/// A tag as it is stored: folded, blanks as hyphens, at most 40 characters; none when nothing is left.
pub fn clean_tag(tag: &str) -> Option<String> {
    let tag: String = crate::team::slug(tag).chars().take(40).collect();
    (!tag.is_empty()).then_some(tag)
}
