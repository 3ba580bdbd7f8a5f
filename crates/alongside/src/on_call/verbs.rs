//! Planning: rotations, their people, and who stands in.

use super::{RotationId, store};
use crate::clock::{At, DAY};
use crate::ids::{OverrideId, PersonId, TeamId};
use crate::person::{self, Actor, Role, clean_name};
use ::store::{Error as Fault, Tx};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// People of one rotation.
pub const PEOPLE_MAX: usize = 50;
/// The longest time that somebody stands in.
pub const STANDS_IN_MAX: i64 = 92 * DAY;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("Give the rotation a name, such as Network at night.")]
    NoName,
    #[error("Choose the team that it is for.")]
    NoTeam,
    #[error("Choose at least one person, in the order in which they take turns.")]
    Nobody,
    #[error("At most 50 people fit into one rotation.")]
    TooMany,
    #[error("Somebody chosen does not work here any more.")]
    NotHere,
    #[error("There is no such time zone. Write it as Europe/Stockholm.")]
    NoZone,
    #[error("A turn lasts 1 to 60 days.")]
    Days,
    #[error("Between two calls there are 1 to 240 minutes.")]
    Minutes,
    #[error("Write when it ends, after it begins and within three months.")]
    Span,
    #[error("There is no such rotation any more. Load the page again.")]
    NoRotation,
    #[error("Write the address of the webhook so that it begins with https://, or leave it empty: {0}")]
    Address(String),
    #[error("Write the number as +46701234567.")]
    Number,
    #[error("Write each header as Name: value, a line each.")]
    Headers,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A rotation as it was filled in.
#[derive(Clone, Debug)]
pub struct NewRotation {
    pub team: TeamId,
    pub name: String,
    pub time_zone: String,
    pub hand_over_minute: i64,
    pub days: i64,
    pub first_day: Date,
    pub escalate_minutes: i64,
    pub active: bool,
    /// In the order of their turns.
    pub people: Vec<PersonId>,
}

fn checked(tx: &mut Tx, new: &NewRotation) -> Result<NewRotation, Error> {
    let name = clean_name(&new.name);
    if name.is_empty() {
        return Err(Refused::NoName.into());
    }
    if crate::team::find(tx, new.team)?.is_none() {
        return Err(Refused::NoTeam.into());
    }
    if new.people.is_empty() {
        return Err(Refused::Nobody.into());
    }
    if new.people.len() > PEOPLE_MAX {
        return Err(Refused::TooMany.into());
    }
    for id in &new.people {
        if !works_here(tx, *id)? {
            return Err(Refused::NotHere.into());
        }
    }
    if TimeZone::get(&new.time_zone).is_err() {
        return Err(Refused::NoZone.into());
    }
    if !(1..=60).contains(&new.days) {
        return Err(Refused::Days.into());
    }
    if !(1..=240).contains(&new.escalate_minutes) {
        return Err(Refused::Minutes.into());
    }
    Ok(NewRotation { name, hand_over_minute: new.hand_over_minute.clamp(0, 1439), ..new.clone() })
}

fn works_here(tx: &mut Tx, id: PersonId) -> Result<bool, Fault> {
    Ok(person::find(tx, id)?.is_some_and(|p| p.active && p.role != Role::Requester))
}

pub fn add(tx: &mut Tx, new: &NewRotation) -> Result<RotationId, Error> {
    let new = checked(tx, new)?;
    Ok(store::insert(tx, &new)?)
}

/// Changes a rotation; who stands in stays.
pub fn change(tx: &mut Tx, id: RotationId, new: &NewRotation) -> Result<(), Error> {
    let new = checked(tx, new)?;
    match store::update(tx, id, &new)? {
        true => Ok(()),
        false => Err(Refused::NoRotation.into()),
    }
}

/// Enters somebody who stands in for whoever would be on call then.
pub fn stand_in(
    tx: &mut Tx,
    by: &Actor,
    rotation: RotationId,
    person: PersonId,
    from_at: At,
    until_at: At,
    now: At,
) -> Result<OverrideId, Error> {
    if until_at <= from_at || until_at <= now || until_at.since(from_at) > STANDS_IN_MAX {
        return Err(Refused::Span.into());
    }
    if !works_here(tx, person)? {
        return Err(Refused::NotHere.into());
    }
    if super::find(tx, rotation)?.is_none() {
        return Err(Refused::NoRotation.into());
    }
    Ok(store::insert_override(tx, rotation, person, from_at, until_at, by.id)?)
}

/// Takes back that somebody stands in; false when it was gone already.
pub fn drop_override(tx: &mut Tx, rotation: RotationId, id: OverrideId) -> Result<bool, Fault> {
    store::drop_override(tx, rotation, id)
}
