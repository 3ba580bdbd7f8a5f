//! Telling: one update, written once, to everybody; the promise that it keeps, and the next one that it makes.

use super::{
    BODY_LENGTH_MAX, Error, Incident, IncidentId, IncidentUpdateId, Part, Refused, ServiceState, State,
    Update, declare, rule, spell, store,
};
use crate::broadcast::{self, BroadcastKind, NewBroadcast, Recipient, Register};
use crate::clock::{At, MINUTE};
use crate::ids::{PromiseId, ServiceId};
use crate::on_call::{self, About};
use crate::person::Power;
use crate::promise::{self, State as PromiseState};
use crate::record::{draft, timeline, timeline::EntryKind};
use crate::service;
use crate::ticket::By;
use ::store::{Conn, Tx};

/// The names of the fields that are kept while somebody types.
pub const FIELD: &str = "update";
pub const STAKEHOLDER_FIELD: &str = "update_stakeholder";

/// An update to send.
#[derive(Clone, Debug)]
pub struct NewUpdate<'a> {
    pub state: State,
    /// Markdown.
    pub body: &'a str,
    /// For stakeholders: the effect on their work, and what they must decide. Empty: the same.
    pub stakeholder_body: &'a str,
    /// How services are now; those that are not named stay as they are.
    pub services: &'a [(ServiceId, ServiceState)],
    /// When the next one comes; none: after the usual span.
    pub next_update_by: Option<At>,
    /// The newest update that the writer had on screen; a newer one refuses. `None` does not ask.
    pub seen: Option<IncidentUpdateId>,
}

/// Whoever is told of this incident by mail, beside those whom the caller adds.
pub fn recipients(conn: &mut Conn, id: IncidentId) -> Result<Vec<Recipient>, ::store::Error> {
    let mut all: Vec<Recipient> = store::told_by_ticket(conn, id)?
        .into_iter()
        .map(|(ticket, person, address)| Recipient {
            address,
            person: Some(person),
            ticket: Some(ticket),
            subscriber: None,
            register: Register::Reader,
        })
        .collect();
    for (part, register) in [(Part::Stakeholder, Register::Stakeholder), (Part::MeToo, Register::Reader)] {
        all.extend(store::told_by_part(conn, id, part)?.into_iter().map(|(person, address)| Recipient {
            address,
            person: Some(person),
            ticket: None,
            subscriber: None,
            register,
        }));
    }
    Ok(all)
}

/// The subject of its mails.
pub fn subject(incident: &Incident, state: State) -> String {
    format!("{}: {}", incident.title, state.clause())
}

/// Sends an update: everybody is told once, the promise is kept (late, if it was), the next one is made. With
/// [`State::Resolved`] the incident is over: its services work, and each is asked whether it works for them. An update of
/// another state on a resolved incident takes it up again.
pub fn update(
    tx: &mut Tx,
    by: &By,
    incident: &Incident,
    new: &NewUpdate,
    subscribers: &[Recipient],
) -> Result<IncidentUpdateId, Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(before) = store::find(tx, incident.id)? else { return Err(Refused::NoSuch("incident").into()) };
    let body = new.body.trim();
    if body.is_empty() {
        return Err(Refused::NoWords.into());
    }
    if body.chars().nth(BODY_LENGTH_MAX).is_some()
        || new.stakeholder_body.chars().nth(BODY_LENGTH_MAX).is_some()
    {
        return Err(Refused::TooLong.into());
    }
    let is_over = new.state == State::Resolved;
    if is_over && !before.is_open() {
        return Err(Refused::Over.into());
    }
    if let Some(seen) = new.seen
        && store::last_update(tx, before.id)?.is_some_and(|last| last > seen)
    {
        return Err(Refused::NewUpdate.into());
    }
    let usual = by.now.plus(before.cadence_minutes * MINUTE);
    let next = (!is_over).then_some(new.next_update_by.unwrap_or(usual));
    if next.is_some_and(|next| !rule::is_next_time(by.now, next)) {
        return Err(Refused::NoSuchTime.into());
    }

    let mut after = before.clone();
    if let Some(promise) = before.next_promise {
        keep(tx, by, promise)?;
    }
    after.state = new.state;
    after.next_update_by = next;
    after.resolved_at = is_over.then_some(by.now);
    if after.acknowledged_at.is_none() {
        after.acknowledged_at = Some(by.now);
    }
    if is_over {
        on_call::end(tx, About::Record(before.record()), by.now)?;
    }
    let changed = match is_over {
        true => mend(tx, &before, by.now)?,
        false => spell::set(tx, &before, new.services, by.now)?,
    };
    if !before.is_open() && !is_over {
        store::ask_again(tx, before.id)?;
    }
    declare::promise_next(tx, by, &mut after)?;

    let id = IncidentUpdateId(tx.next_id("incident_update")?);
    let mut told = recipients(tx, before.id)?;
    told.extend_from_slice(subscribers);
    let sent = NewBroadcast {
        record: before.record(),
        kind: if is_over { BroadcastKind::IncidentResolved } else { BroadcastKind::IncidentUpdate },
        author: by.actor.id,
        subject: &subject(&before, new.state),
        body,
        stakeholder_body: new.stakeholder_body.trim(),
        next_at: next,
        starts_at: None,
        ends_at: None,
        page_path: &before.public_path(),
        calendar: "",
        asks_to_acknowledge: false,
    };
    let broadcast = broadcast::send(tx, by.now, &sent, &told)?;
    let counts = broadcast::counts(tx, broadcast)?;
    let update = Update {
        id,
        incident: before.id,
        author: by.actor.id,
        author_name: String::new(),
        at: by.now,
        state: new.state,
        body: body.to_owned(),
        stakeholder_body: new.stakeholder_body.trim().to_owned(),
        due_at: before.next_update_by,
        is_late: before.is_late(by.now),
        next_update_by: next,
        broadcast: Some(broadcast),
        told: counts.waiting + counts.queued,
    };
    store::insert_update(tx, &update)?;
    write_down(tx, by, &before, &update, &changed)?;
    store::update(tx, &mut after)?;
    for field in [FIELD, STAKEHOLDER_FIELD] {
        draft::drop(tx, by.actor.id, before.record(), field)?;
    }
    Ok(id)
}

/// The update keeps the promise; in silence passed is broken first, so that late is never counted as kept.
fn keep(tx: &mut Tx, by: &By, id: PromiseId) -> Result<(), Error> {
    promise::tend(tx, by.now)?;
    match promise::find(tx, id)? {
        Some(p)
            if p.state == PromiseState::Open
                || (p.state == PromiseState::Broken && p.kept_late_at.is_none()) =>
        {
            Ok(promise::keep(tx, by.actor, by.now, id, None)?)
        }
        _ => Ok(()),
    }
}

/// Everything works again, as far as this incident is concerned.
fn mend(tx: &mut Tx, incident: &Incident, now: At) -> Result<Vec<(String, ServiceState)>, Error> {
    let services = store::services(tx, incident.id)?;
    for (id, _, _) in &services {
        store::set_service(tx, incident.id, *id, ServiceState::Operational)?;
    }
    service::spell::close(tx, incident.record(), now)?;
    Ok(Vec::new())
}

fn write_down(
    tx: &mut Tx,
    by: &By,
    incident: &Incident,
    update: &Update,
    changed: &[(String, ServiceState)],
) -> Result<(), Error> {
    let people = match update.told {
        0 => "nobody by mail yet".to_owned(),
        1 => "one person".to_owned(),
        n => format!("{n} people"),
    };
    let late = match (update.is_late, update.due_at) {
        (true, Some(due)) => format!(", {} late", rule::length_words(update.at.since(due))),
        _ => String::new(),
    };
    let words = format!("{} told {people}{late}: {}", by.actor.name, update.state.clause());
    let record = incident.record();
    timeline::append(tx, record, Some(by.actor.id), by.now, by.now, EntryKind::Message, &words)?;
    if !changed.is_empty() {
        timeline::append(
            tx,
            record,
            Some(by.actor.id),
            by.now,
            by.now,
            EntryKind::Deed,
            &spell::words(changed),
        )?;
    }
    if !incident.is_open() {
        let words = format!("{} took it up again", by.actor.name);
        timeline::append(tx, record, Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    }
    Ok(())
}

/// Gives the next update a later time (or an earlier one) before the old one has passed, with a reason that everybody reads.
pub fn renew(tx: &mut Tx, by: &By, incident: &Incident, next: At, reason: &str) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(mut incident) = store::find(tx, incident.id)? else {
        return Err(Refused::NoSuch("incident").into());
    };
    let (Some(due), Some(promise)) = (incident.next_update_by, incident.next_promise) else {
        return Err(Refused::Over.into());
    };
    if due <= by.now {
        return Err(Refused::AlreadyLate.into());
    }
    if !rule::is_next_time(by.now, next) {
        return Err(Refused::NoSuchTime.into());
    }
    if reason.trim().is_empty() {
        return Err(Refused::NoReason.into());
    }
    incident.next_promise = Some(promise::renew(tx, by.actor, by.now, promise, next, reason, None)?);
    incident.next_update_by = Some(next);
    incident.warned_at = None;
    store::update(tx, &mut incident)?;
    Ok(())
}
