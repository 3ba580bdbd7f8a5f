//! Changing the coach for the house or a team, and for oneself.

use super::change::{Change, Refused};
use super::house::own_name;
use super::rule::is_known;
use super::store;
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::ids::{CoachRuleId, CoachWordId};
use crate::person::{Actor, Power};
use crate::team;
use ::store::{Error as Fault, Tx};

/// Rules that one person may not want to see; more than this is no coach any more.
const NEVER_MAX: usize = 200;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a change hold, from the next draft on and on every node, and notes in the history of the house who made it.
pub fn apply(tx: &mut Tx, actor: &Actor, now: At, change: &Change) -> Result<(), Error> {
    if !actor.may(Power::Administer) {
        return Err(Refused::NotAllowed.into());
    }
    let before = store::settings(tx)?;
    change.check(&before)?;
    let team = match change.team(&before) {
        Some(team) => Some(team::find(tx, team)?.ok_or(Refused::NoSuchTeam)?),
        None => None,
    };
    let by = actor.id;
    match change {
        Change::SwitchOff { rule, team } => store::insert_off(tx, rule, *team, by, now)?,
        Change::SwitchOn { rule, team } => store::delete_off(tx, rule, *team)?,
        Change::AddRule(new) => {
            store::insert_rule(tx, &new.with(CoachRuleId(0)), by, now)?;
        }
        Change::ChangeRule(id, new) => store::update_rule(tx, &new.with(*id), by, now)?,
        Change::RemoveRule(id) => store::delete_rule(tx, *id, &own_name(*id))?,
        Change::AddWord(new) => {
            store::insert_word(tx, &new.with(CoachWordId(0)), by, now)?;
        }
        Change::ChangeWord(id, new) => store::update_word(tx, &new.with(*id), by, now)?,
        Change::RemoveWord(id) => store::delete_word(tx, *id)?,
    }
    store::bump(tx, now)?;
    let told = match team {
        Some(team) => format!("{} for {}", change.told(&before), team.name),
        None => change.told(&before),
    };
    event::append(
        tx,
        None,
        Some(by),
        now,
        EventKind::CoachChanged,
        NewEvent { after: &told, ..NewEvent::default() },
    )?;
    Ok(())
}

/// This person does not want to see a rule any more. Theirs alone: no event, nobody is told.
pub fn never(tx: &mut Tx, actor: &Actor, now: At, rule: &str) -> Result<(), Error> {
    if !actor.may(Power::SeeDesk) {
        return Err(Refused::NotAllowed.into());
    }
    if !is_known(rule) && !store::settings(tx)?.rules.iter().any(|own| own.name() == rule) {
        return Err(Refused::NoSuchRule.into());
    }
    if store::never_of(tx, actor.id)?.len() >= NEVER_MAX {
        return Err(Refused::TooMany.into());
    }
    Ok(store::insert_never(tx, actor.id, rule, now)?)
}

/// They want to see it again.
pub fn undo_never(tx: &mut Tx, actor: &Actor, rule: &str) -> Result<(), Fault> {
    store::delete_never(tx, actor.id, rule)
}
