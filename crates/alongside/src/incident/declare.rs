//! Declaring an incident: from then on it has an owner, services, and a time by which everybody hears more.

use super::{
    Error, Incident, IncidentId, Refused, ServiceState, Severity, Source, State, link, rule, spell, store,
};
use crate::clock::{At, MINUTE};
use crate::ids::{IncidentOfferId, PersonId, RecordId, ServiceId, TeamId, TicketId};
use crate::on_call::{self, About};
use crate::person::{self, Power, Role};
use crate::promise::{self, NewPromise, Subject};
use crate::record::{self, RecordKind, timeline, timeline::EntryKind};
use crate::service;
use crate::ticket::By;
use ::store::{Conn, Tx};

/// What is known when it is declared; only the title and how bad it is must be said.
#[derive(Clone, Debug)]
pub struct Declaration<'a> {
    /// In the words of those who cannot work.
    pub title: &'a str,
    pub severity: Severity,
    pub services: &'a [(ServiceId, ServiceState)],
    /// Minutes between updates; none: as the severity has it.
    pub cadence_minutes: Option<i64>,
    /// None: whoever declares it.
    pub owner: Option<PersonId>,
    pub source: Source,
    pub tickets: &'a [TicketId],
    pub is_public: bool,
    /// None: when the first of the tickets came, or now.
    pub began_at: Option<At>,
    /// What it was offered as.
    pub offer: Option<IncidentOfferId>,
    pub caused_by_change: Option<RecordId>,
    /// At least 128 random bits, fit for an address.
    pub public_id: &'a str,
}

impl Default for Declaration<'_> {
    fn default() -> Self {
        Declaration {
            title: "",
            severity: Severity::Major,
            services: &[],
            cadence_minutes: None,
            owner: None,
            source: Source::Hand,
            tickets: &[],
            is_public: true,
            began_at: None,
            offer: None,
            caused_by_change: None,
            public_id: "",
        }
    }
}

/// Somebody who can own an incident or write its updates.
pub(super) fn colleague(conn: &mut Conn, id: PersonId) -> Result<person::Person, Error> {
    match person::find(conn, id)? {
        Some(p) if p.active && person::may(p.role, Power::WorkTicket) && p.role != Role::Requester => Ok(p),
        _ => Err(Refused::NoSuchPerson.into()),
    }
}

/// Declares it, promises the first update, and links the tickets it was declared from.
pub fn declare(tx: &mut Tx, by: &By, new: &Declaration) -> Result<Incident, Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let title = record::clean_title(new.title);
    if title.is_empty() {
        return Err(Refused::NoTitle.into());
    }
    let cadence_minutes = new.cadence_minutes.unwrap_or_else(|| new.severity.cadence());
    if !rule::CADENCES.contains(&cadence_minutes) {
        return Err(Refused::NoSuchCadence.into());
    }
    let owner = colleague(tx, new.owner.unwrap_or(by.actor.id))?;
    if new.began_at.is_some_and(|began| began > by.now) {
        return Err(Refused::NoSuchTime.into());
    }
    let team = team_of(tx, by, new.services)?;
    let made = record::create(tx, RecordKind::Incident, &title, by.now)?;
    let mut incident = Incident {
        id: IncidentId::from(made.id),
        number: made.number,
        title,
        severity: new.severity,
        state: State::Investigating,
        source: new.source,
        owner: owner.id,
        writer: None,
        team,
        declared_by: by.actor.id,
        declared_at: by.now,
        began_at: new.began_at.unwrap_or(by.now),
        acknowledged_at: (owner.id == by.actor.id).then_some(by.now),
        resolved_at: None,
        cadence_minutes,
        next_update_by: Some(by.now.plus(cadence_minutes * MINUTE)),
        next_promise: None,
        warned_at: None,
        is_public: new.is_public,
        public_id: new.public_id.to_owned(),
        caused_by_change: new.caused_by_change,
        problem: None,
        version: 1,
    };
    store::insert(tx, &incident)?;
    let mut words = format!("{} declared it: {}", by.actor.name, incident.severity.word().to_lowercase());
    let changed = spell::set(tx, &incident, new.services, incident.began_at)?;
    if !changed.is_empty() {
        words = format!("{words}. {}", spell::words(&changed));
    }
    timeline::append(tx, made.id, Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    if owner.id != by.actor.id {
        let words = format!("{} gave it to {}", by.actor.name, owner.name);
        timeline::append(tx, made.id, Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    }
    link::link(tx, by, &incident, new.tickets)?;
    if new.began_at.is_none()
        && let Some(first) = store::first_of(tx, incident.id)?.filter(|first| *first < by.now)
    {
        incident.began_at = first;
        for (service, _) in new.services {
            let open = service::spell::open_of(tx, *service, made.id)?;
            if let Some(open) = open {
                service::spell::set_times(tx, made.id, open.id, first, None)?;
            }
        }
    }
    promise_next(tx, by, &mut incident)?;
    store::update(tx, &mut incident)?;
    if incident.severity >= Severity::Major && !on_call::is_on_call(tx, team, by.actor.id, by.now)? {
        let words = format!("{}: {}", made.name(), incident.title);
        on_call::alarm(tx, team, About::Record(made.id), &words, by.now)?;
    }
    if let Some(offer) = new.offer {
        store::offer::end(tx, offer, store::offer::OfferState::Declared, Some(incident.id))?;
    }
    Ok(incident)
}

/// Who owns the first of its services, else a team of whoever declares it: whose lead is told when an update is late.
fn team_of(tx: &mut Tx, by: &By, services: &[(ServiceId, ServiceState)]) -> Result<Option<TeamId>, Error> {
    for (id, _) in services {
        if let Some(team) = service::find(tx, *id)?.and_then(|service| service.owner_team) {
            return Ok(Some(team));
        }
    }
    Ok(by.actor.teams.first().copied())
}

/// Writes down that everybody who is told hears more by the time that the incident says.
pub(super) fn promise_next(tx: &mut Tx, by: &By, incident: &mut Incident) -> Result<(), Error> {
    let Some(due_at) = incident.next_update_by else {
        incident.next_promise = None;
        return Ok(());
    };
    let service = store::services(tx, incident.id)?.first().map(|(id, _, _)| *id);
    let words = format!("The next update: {}", incident.title);
    let new = NewPromise {
        subject: Subject::Record(incident.record()),
        owner: incident.writer(),
        made_to: None,
        words: &words,
        due_at,
        made_in: None,
        team: incident.team,
        service,
    };
    incident.next_promise = Some(promise::make(tx, by.actor, by.now, &new)?);
    incident.warned_at = None;
    Ok(())
}
