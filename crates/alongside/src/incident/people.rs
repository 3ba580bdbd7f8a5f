//! People with a part in an incident: who lends a hand, who decides about what it stops, whom it reaches as well.

use super::{Error, Incident, Part, Refused, store};
use crate::clock::At;
use crate::ids::PersonId;
use crate::person::{self, Power};
use crate::record::{timeline, timeline::EntryKind};
use crate::ticket::By;
use ::store::{Error as Fault, Tx};

/// Stakeholders of one incident.
const STAKEHOLDERS_MAX: i64 = 200;

/// Somebody lends a hand from now on.
pub fn join(tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), Error> {
    if !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    if store::set_member(tx, incident.id, by.actor.id, Part::Helper, by.now)? {
        let words = format!("{} joined", by.actor.name);
        note(tx, by, incident, &words)?;
    }
    Ok(())
}

/// Who has a part in it stands on the timeline.
fn note(tx: &mut Tx, by: &By, incident: &Incident, words: &str) -> Result<(), Error> {
    let (actor, now) = (Some(by.actor.id), by.now);
    timeline::append(tx, incident.record(), actor, now, now, EntryKind::Joined, words)?;
    Ok(())
}

pub fn leave(tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), Error> {
    if store::drop_member(tx, incident.id, by.actor.id, Part::Helper)? {
        let words = format!("{} left", by.actor.name);
        note(tx, by, incident, &words)?;
    }
    Ok(())
}

/// Somebody is told in the stakeholders' register from the next update on.
pub fn add_stakeholder(tx: &mut Tx, by: &By, incident: &Incident, person: PersonId) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    let Some(person) = person::find(tx, person)? else { return Err(Refused::NoSuchPerson.into()) };
    if store::count_members(tx, incident.id, Part::Stakeholder)? >= STAKEHOLDERS_MAX {
        return Err(Refused::TooMany("Two hundred stakeholders").into());
    }
    if store::set_member(tx, incident.id, person.id, Part::Stakeholder, by.now)? {
        let words = format!("{} is told as a stakeholder", person.name);
        note(tx, by, incident, &words)?;
    }
    Ok(())
}

pub fn remove_stakeholder(tx: &mut Tx, by: &By, incident: &Incident, person: PersonId) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    store::drop_member(tx, incident.id, person, Part::Stakeholder)?;
    Ok(())
}

/// “It happens to me as well”: they hear from us like those with a ticket. Only for what everybody may know of and is not
/// over; false when it is neither.
pub fn me_too(tx: &mut Tx, person: PersonId, incident: &Incident, now: At) -> Result<bool, Fault> {
    let Some(incident) = store::find(tx, incident.id)?.filter(|i| i.is_open() && i.is_public) else {
        return Ok(false);
    };
    store::set_member(tx, incident.id, person, Part::MeToo, now)?;
    Ok(true)
}

/// They were mistaken.
pub fn not_me(tx: &mut Tx, person: PersonId, incident: &Incident) -> Result<bool, Fault> {
    store::drop_member(tx, incident.id, person, Part::MeToo)
}
