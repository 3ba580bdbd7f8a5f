//! Changing what an incident says about itself: its owner and writer (always an explicit hand-over), its title, how bad it
//! is, when it began; notes on its timeline, and putting those right.

use super::{Error, Incident, Refused, Severity, declare, rule, store};
use crate::clock::{At, MINUTE};
use crate::ids::{PersonId, RecordId, TimelineEntryId};
use crate::person::Power;
use crate::promise::{self, Subject};
use crate::record::{self, draft, timeline, timeline::EntryKind};
use crate::service;
use crate::ticket::By;
use ::store::Tx;

/// The field of a note that is being written.
pub const NOTE_FIELD: &str = "note";

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// Hands it over, with a word for the new owner.
    Owner {
        to: PersonId,
        word: &'a str,
    },
    /// Who writes the updates; none: the owner.
    Writer(Option<PersonId>),
    Title(&'a str),
    Severity(Severity),
    /// Minutes between updates, from the next one on.
    Cadence(i64),
    /// When the trouble began.
    BeganAt(At),
    /// Shown on the status page and in the portal.
    Public(bool),
    /// The change that caused it; none: no change did.
    CausedBy(Option<RecordId>),
    /// The problem that gathers it.
    Problem(Option<RecordId>),
}

pub fn change(tx: &mut Tx, by: &By, incident: &Incident, change: &Change) -> Result<Incident, Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(before) = store::find(tx, incident.id)? else { return Err(Refused::NoSuch("incident").into()) };
    let mut after = before.clone();
    let words = match change {
        Change::Owner { to, word } => hand_over(tx, by, &before, &mut after, *to, word)?,
        Change::Writer(to) => {
            let name = declare::colleague(tx, to.unwrap_or(before.owner))?.name;
            after.writer = to.filter(|to| *to != before.owner);
            let (from, to) = (before.writer(), after.writer());
            promise::hand_over(tx, Some(by.actor.id), by.now, Subject::Record(before.record()), from, to)?;
            format!("{name} writes the updates")
        }
        Change::Title(title) => {
            after.title = record::clean_title(title);
            if after.title.is_empty() {
                return Err(Refused::NoTitle.into());
            }
            record::rename(tx, before.record(), &after.title)?;
            format!("{} called it “{}”, before “{}”", by.actor.name, after.title, before.title)
        }
        Change::Severity(severity) => {
            after.severity = *severity;
            let (from, to) = (before.severity.word().to_lowercase(), severity.word().to_lowercase());
            format!("{} made it {to}, before {from}", by.actor.name)
        }
        Change::Cadence(minutes) => {
            if !rule::CADENCES.contains(minutes) {
                return Err(Refused::NoSuchCadence.into());
            }
            after.cadence_minutes = *minutes;
            format!("{} set {} between updates", by.actor.name, rule::span_words(*minutes))
        }
        Change::BeganAt(at) => {
            if *at > before.resolved_at.unwrap_or(by.now) {
                return Err(Refused::NoSuchTime.into());
            }
            after.began_at = *at;
            began(tx, &before, *at)?;
            format!("{} put right when it began", by.actor.name)
        }
        Change::Public(is_public) => {
            after.is_public = *is_public;
            match is_public {
                true => format!("{} put it on the status page", by.actor.name),
                false => format!("{} took it off the status page", by.actor.name),
            }
        }
        Change::CausedBy(id) => {
            after.caused_by_change = *id;
            caused(tx, by, *id, "a change caused it", "no change caused it")?
        }
        Change::Problem(id) => {
            after.problem = *id;
            caused(tx, by, *id, "it belongs to a problem", "it belongs to no problem")?
        }
    };
    if after == before {
        return Ok(before);
    }
    store::update(tx, &mut after)?;
    timeline::append(tx, before.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    Ok(after)
}

fn hand_over(
    tx: &mut Tx,
    by: &By,
    before: &Incident,
    after: &mut Incident,
    to: PersonId,
    word: &str,
) -> Result<String, Error> {
    let name = declare::colleague(tx, to)?.name;
    after.owner = to;
    if after.writer == Some(to) {
        after.writer = None;
    }
    if to == by.actor.id && after.acknowledged_at.is_none() {
        after.acknowledged_at = Some(by.now);
    }
    let subject = Subject::Record(before.record());
    promise::hand_over(tx, Some(by.actor.id), by.now, subject, before.writer(), after.writer())?;
    let word: String = word.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect();
    let word = if word.is_empty() { String::new() } else { format!(": {word}") };
    Ok(match to == by.actor.id {
        true => format!("{name} took it over{word}"),
        false => format!("{} handed it over to {name}{word}", by.actor.name),
    })
}

fn caused(tx: &mut Tx, by: &By, id: Option<RecordId>, yes: &str, no: &str) -> Result<String, Error> {
    Ok(match id {
        Some(id) => {
            let Some(record) = record::find(tx, id)? else { return Err(Refused::NoSuch("record").into()) };
            format!("{} wrote down that {yes}: {}, {}", by.actor.name, record.name(), record.title)
        }
        None => format!("{} wrote down that {no}", by.actor.name),
    })
}

/// The spells that began when it was thought to have begun begin earlier or later with it.
fn began(tx: &mut Tx, before: &Incident, at: At) -> Result<(), Error> {
    for spell in service::spell::of_record(tx, before.record())? {
        if spell.from_at.since(before.began_at).abs() < MINUTE {
            service::spell::set_times(tx, before.record(), spell.id, at, spell.until_at)?;
        }
    }
    Ok(())
}

/// The owner says that they are at it.
pub fn acknowledge(tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(mut incident) = store::find(tx, incident.id)? else {
        return Err(Refused::NoSuch("incident").into());
    };
    if incident.acknowledged_at.is_none() {
        incident.acknowledged_at = Some(by.now);
        store::update(tx, &mut incident)?;
        let words = format!("{} is at it", by.actor.name);
        timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    }
    Ok(())
}

/// Writes a note on the timeline, about now or about a time gone by.
pub fn note(tx: &mut Tx, by: &By, incident: &Incident, words: &str, at: Option<At>) -> Result<(), Error> {
    if !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    if words.trim().is_empty() {
        return Err(Refused::NoWords.into());
    }
    let at = at.unwrap_or(by.now);
    if at > by.now {
        return Err(Refused::NoSuchTime.into());
    }
    timeline::append(tx, incident.record(), Some(by.actor.id), at, by.now, EntryKind::Note, words)?;
    draft::drop(tx, by.actor.id, incident.record(), NOTE_FIELD)?;
    Ok(())
}

/// Puts the time or the words of an entry right; the entry then says so and what it said before.
pub fn correct(
    tx: &mut Tx,
    by: &By,
    incident: &Incident,
    entry: TimelineEntryId,
    at: Option<At>,
    words: Option<&str>,
) -> Result<(), Error> {
    if !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    if at.is_some_and(|at| at > by.now) {
        return Err(Refused::NoSuchTime.into());
    }
    timeline::correct(tx, incident.record(), entry, by.actor.id, at, words, by.now)?;
    Ok(())
}

/// One more service is not as it should be.
pub fn add_service(
    tx: &mut Tx,
    by: &By,
    incident: &Incident,
    id: crate::ids::ServiceId,
    state: super::ServiceState,
) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(incident) = store::find(tx, incident.id)?.filter(Incident::is_open) else {
        return Err(Refused::Over.into());
    };
    let changed = super::spell::set(tx, &incident, &[(id, state)], by.now)?;
    if !changed.is_empty() {
        let words = super::spell::words(&changed);
        timeline::append(tx, incident.record(), Some(by.actor.id), by.now, by.now, EntryKind::Deed, &words)?;
    }
    Ok(())
}
