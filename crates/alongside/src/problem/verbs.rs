//! What is done to a problem: opened, changed, linked, published as a known error, fixed, closed.

use super::{Error, Facts, Problem, ProblemId, Refused, State, TEXT_LENGTH_MAX, store};
use crate::broadcast::{self, BroadcastKind, NewBroadcast, Recipient, Register};
use crate::clock::At;
use crate::ids::{PersonId, RecordId, ServiceId, TeamId, TicketId};
use crate::person::{self, Actor, Power, Role};
use crate::record::timeline::{self, EntryKind};
use crate::record::{self, RecordKind, clean_title};
use crate::{secret, service, ticket};
use ::store::{Conn, Error as Fault, Tx};

/// Opens a problem and gives its number.
pub fn open(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    title: &str,
    services: &[ServiceId],
    caused_by: Option<RecordId>,
) -> Result<Problem, Error> {
    if !actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let title = clean_title(title);
    if title.is_empty() {
        return Err(Refused::NoTitle.into());
    }
    let record = record::create(tx, RecordKind::Problem, &title, now)?;
    let team = owner_team(tx, services)?;
    let problem = Problem {
        id: record.id.into(),
        number: record.number,
        title,
        state: State::Open,
        owner: actor.id,
        owner_name: actor.name.clone(),
        team,
        facts: Facts::default(),
        published_at: None,
        fixed_at: None,
        fixed_by: None,
        caused_by,
        created_at: now,
        version: 1,
    };
    store::insert(tx, &problem, actor.id, &secret::fault_id())?;
    store::set_services(tx, problem.id, services)?;
    tell(
        tx,
        problem.id,
        Some(actor.id),
        now,
        EntryKind::Deed,
        &format!("{} opened the problem", actor.name),
    )?;
    Ok(problem)
}

fn owner_team(tx: &mut Tx, services: &[ServiceId]) -> Result<Option<TeamId>, Fault> {
    match services.first() {
        Some(id) => Ok(service::find(tx, *id)?.and_then(|s| s.owner_team)),
        None => Ok(None),
    }
}

fn tell(
    tx: &mut Tx,
    id: ProblemId,
    actor: Option<PersonId>,
    now: At,
    kind: EntryKind,
    words: &str,
) -> Result<(), Fault> {
    timeline::append(tx, id.into(), actor, now, now, kind, words)?;
    Ok(())
}

/// The problem for somebody who may work on it.
fn own(tx: &mut Tx, actor: &Actor, number: i64) -> Result<Problem, Error> {
    if !actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::find(tx, number)?.ok_or(Refused::NoSuch("problem"))?)
}

fn keep(tx: &mut Tx, problem: &Problem) -> Result<(), Error> {
    match store::update(tx, problem)? {
        true => Ok(()),
        false => Err(Refused::Changed.into()),
    }
}

/// Writes down title, facts and services as somebody saw them at `version`.
pub fn change(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    number: i64,
    version: i64,
    (title, facts, services): (&str, &Facts, &[ServiceId]),
) -> Result<(), Error> {
    let before = own(tx, actor, number)?;
    let title = clean_title(title);
    if title.is_empty() {
        return Err(Refused::NoTitle.into());
    }
    let Facts { hypothesis, tests, cause, workaround, matches, fix } = facts;
    let texts = [hypothesis, tests, cause, workaround, matches, fix];
    if texts.iter().any(|text| text.chars().nth(TEXT_LENGTH_MAX).is_some()) {
        return Err(Refused::TooLong.into());
    }
    // What people have read must not become empty.
    if before.state == State::KnownError && workaround.trim().is_empty() {
        return Err(Refused::NoWorkaround.into());
    }
    let team = owner_team(tx, services)?.or(before.team);
    let after = Problem { title: title.clone(), facts: facts.clone(), team, version, ..before.clone() };
    keep(tx, &after)?;
    store::set_services(tx, before.id, services)?;
    if title != before.title {
        record::rename(tx, before.id.into(), &title)?;
        let words = format!("{} changed the title to “{title}”", actor.name);
        tell(tx, before.id, Some(actor.id), now, EntryKind::Deed, &words)?;
    }
    for (what, was, is) in [
        ("what is suspected", &before.facts.hypothesis, hypothesis),
        ("what was tried", &before.facts.tests, tests),
        ("the cause", &before.facts.cause, cause),
        ("what helps meanwhile", &before.facts.workaround, workaround),
        ("the fix", &before.facts.fix, fix),
    ] {
        if was != is {
            let words = format!("{} wrote down {what}", actor.name);
            tell(tx, before.id, Some(actor.id), now, EntryKind::Deed, &words)?;
        }
    }
    Ok(())
}

/// Gives it to a colleague.
pub fn hand_over(tx: &mut Tx, actor: &Actor, now: At, number: i64, to: PersonId) -> Result<(), Error> {
    let problem = own(tx, actor, number)?;
    let colleague = person::find(tx, to)?.filter(|p| p.active && p.role != Role::Requester);
    let colleague = colleague.ok_or(Refused::NoSuch("colleague"))?;
    if colleague.id == problem.owner {
        return Ok(());
    }
    keep(tx, &Problem { owner: colleague.id, ..problem.clone() })?;
    let words = match colleague.id == actor.id {
        true => format!("{} took the problem", actor.name),
        false => format!("{} gave the problem to {}", actor.name, colleague.name),
    };
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Deed, &words)?;
    Ok(())
}

/// A ticket is about it.
pub fn link(tx: &mut Tx, actor: &Actor, now: At, number: i64, ticket: TicketId) -> Result<(), Error> {
    let problem = own(tx, actor, number)?;
    let ticket = ticket::any(tx, ticket)?.ok_or(Refused::NoSuch("ticket"))?;
    if store::link(tx, problem.id, ticket.id, now)? {
        let words = format!("{} linked #{}: {}", actor.name, ticket.number, ticket.subject);
        tell(tx, problem.id, Some(actor.id), now, EntryKind::Deed, &words)?;
    }
    Ok(())
}

pub fn unlink(tx: &mut Tx, actor: &Actor, now: At, number: i64, ticket: TicketId) -> Result<(), Error> {
    let problem = own(tx, actor, number)?;
    if store::unlink(tx, problem.id, ticket)? {
        let number = ticket::any(tx, ticket)?.map(|t| t.number).unwrap_or_default();
        let words = format!("{} took #{number} away again", actor.name);
        tell(tx, problem.id, Some(actor.id), now, EntryKind::Deed, &words)?;
    }
    Ok(())
}

/// The incident with this number was caused by it.
pub fn link_incident(tx: &mut Tx, actor: &Actor, now: At, number: i64, incident: i64) -> Result<(), Error> {
    let problem = own(tx, actor, number)?;
    let record = record::by_number(tx, RecordKind::Incident, incident)?;
    let record = record.ok_or(Refused::NoSuch("incident"))?;
    if !store::link_incident(tx, Some(problem.id), record.id.into())? {
        return Err(Refused::NoSuch("incident").into());
    }
    let name = record.name();
    let words = format!("{} linked {name}: {}", actor.name, record.title);
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Deed, &words)?;
    let words = format!("{} linked it to problem {number}: {}", actor.name, problem.title);
    timeline::append(tx, record.id, Some(actor.id), now, now, EntryKind::Deed, &words)?;
    Ok(())
}

/// Whoever is told of a known error and of its fix: people with a ticket about it, in that ticket's thread, and everybody
/// who uses its services.
pub fn told_people(conn: &mut Conn, id: ProblemId) -> Result<Vec<Recipient>, Fault> {
    let reader = |person, address, ticket| Recipient {
        address,
        person: Some(person),
        ticket,
        subscriber: None,
        register: Register::Reader,
    };
    let mut told: Vec<Recipient> = store::told_by_ticket(conn, id)?
        .into_iter()
        .map(|(ticket, person, address)| reader(person, address, Some(ticket)))
        .collect();
    let services = store::services_of(conn, id)?;
    let affected = service::affected_people(conn, &services)?;
    told.extend(affected.into_iter().map(|p| reader(p.id, p.address, None)));
    Ok(told)
}

/// Publishes what helps meanwhile: everybody affected is told, and it stands in the portal and beside new requests.
pub fn publish(tx: &mut Tx, actor: &Actor, now: At, number: i64) -> Result<usize, Error> {
    let problem = own(tx, actor, number)?;
    if !problem.state.may_become(State::KnownError) {
        return Err(Refused::Step(problem.state, State::KnownError).into());
    }
    if problem.facts.workaround.trim().is_empty() {
        return Err(Refused::NoWorkaround.into());
    }
    keep(tx, &Problem { state: State::KnownError, published_at: Some(now), ..problem.clone() })?;
    let told = told_people(tx, problem.id)?;
    let new = NewBroadcast {
        record: problem.id.into(),
        kind: BroadcastKind::KnownError,
        author: actor.id,
        subject: &problem.title,
        body: &problem.facts.workaround,
        stakeholder_body: "",
        next_at: None,
        starts_at: None,
        ends_at: None,
        page_path: "/",
        calendar: "",
        asks_to_acknowledge: false,
    };
    broadcast::send(tx, now, &new, &told)?;
    let words = format!("{} published what helps meanwhile and told {}", actor.name, people(told.len()));
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Message, &words)?;
    Ok(told.len())
}

fn people(count: usize) -> String {
    match count {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}

/// What came of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// How many people are told.
    pub told: usize,
}

/// The fix has landed: everybody who was told of the trouble is told of its end, and whoever has an open request about it
/// is asked, in its thread, whether it works for them.
pub fn fixed(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    number: i64,
    by_change: Option<RecordId>,
) -> Result<Fixed, Error> {
    let problem = own(tx, actor, number)?;
    if !problem.state.may_become(State::Fixed) {
        return Err(Refused::Step(problem.state, State::Fixed).into());
    }
    if problem.facts.fix.trim().is_empty() {
        return Err(Refused::NoFix.into());
    }
    let after = Problem { state: State::Fixed, fixed_at: Some(now), fixed_by: by_change, ..problem.clone() };
    keep(tx, &after)?;
    let mut told = told_people(tx, problem.id)?;
    // Those who never heard of the trouble need not hear of its end.
    if problem.published_at.is_none() {
        told.retain(|to| to.ticket.is_some());
    }
    let body = format!(
        "{}\n\nDoes it work for you now? If you have an open request about this, answer it or press “It is solved” on its page, \
        and we close it.",
        problem.facts.fix.trim()
    );
    let subject = format!("Mended: {}", problem.title);
    let new = NewBroadcast {
        record: problem.id.into(),
        kind: BroadcastKind::Fix,
        author: actor.id,
        subject: &subject,
        body: &body,
        stakeholder_body: "",
        next_at: None,
        starts_at: None,
        ends_at: None,
        page_path: "/requests",
        calendar: "",
        asks_to_acknowledge: false,
    };
    broadcast::send(tx, now, &new, &told)?;
    for ticket in told.iter().filter_map(|to| to.ticket) {
        store::asked(tx, problem.id, ticket, now)?;
    }
    let words = format!("{} said that it is fixed and told {}", actor.name, people(told.len()));
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Message, &words)?;
    Ok(Fixed { told: told.len() })
}

/// Nothing is left to do.
pub fn close(tx: &mut Tx, actor: &Actor, now: At, number: i64) -> Result<(), Error> {
    step(tx, actor, now, number, State::Closed, "closed the problem")
}

/// It is back, or was never gone. A way round that was published is not shown any more.
pub fn reopen(tx: &mut Tx, actor: &Actor, now: At, number: i64) -> Result<(), Error> {
    step(tx, actor, now, number, State::Open, "opened the problem again")
}

fn step(tx: &mut Tx, actor: &Actor, now: At, number: i64, to: State, deed: &str) -> Result<(), Error> {
    let problem = own(tx, actor, number)?;
    if !problem.state.may_become(to) {
        return Err(Refused::Step(problem.state, to).into());
    }
    let mut after = Problem { state: to, ..problem.clone() };
    if to == State::Open {
        (after.published_at, after.fixed_at, after.fixed_by) = (None, None, None);
    }
    keep(tx, &after)?;
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Deed, &format!("{} {deed}", actor.name))?;
    Ok(())
}

/// Writes a note on the timeline, which contributors may too.
pub fn note(tx: &mut Tx, actor: &Actor, now: At, number: i64, words: &str) -> Result<(), Error> {
    if !actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    let problem = store::find(tx, number)?.ok_or(Refused::NoSuch("problem"))?;
    if words.trim().is_empty() {
        return Err(Refused::NothingWritten.into());
    }
    tell(tx, problem.id, Some(actor.id), now, EntryKind::Note, words)?;
    Ok(())
}
