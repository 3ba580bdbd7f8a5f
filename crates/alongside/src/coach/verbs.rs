//! Changing the coach for the house or a team, and for oneself.

use super::change::{Change, Refused};
use super::house::Settings;
use super::rule::is_known;
use super::store;
use crate::clock::{At, DAY};
use crate::event::{self, EventKind, NewEvent};
use crate::ids::{CoachRuleId, CoachWordId, PersonId};
use crate::person::{Actor, Power};
use crate::team;
use ::store::{Conn, Error as Fault, Tx};

/// Rules that one person may not want to see; more than this is no coach any more.
const NEVER_MAX: usize = 200;
/// What was removed can come back for at least so long.
const REMOVED_LENGTH: i64 = DAY;

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
    let before = store::settings_with_removed(tx)?;
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
        Change::RemoveRule(id) => {
            store::forget_removed(tx, now.plus(-REMOVED_LENGTH))?;
            store::remove_rule(tx, *id, now)?;
        }
        Change::RestoreRule(id) => store::restore_rule(tx, *id)?,
        Change::AddWord(new) => {
            store::insert_word(tx, &new.with(CoachWordId(0)), by, now)?;
        }
        Change::ChangeWord(id, new) => store::update_word(tx, &new.with(*id), by, now)?,
        Change::RemoveWord(id) => {
            store::forget_removed(tx, now.plus(-REMOVED_LENGTH))?;
            store::remove_word(tx, *id, now)?;
        }
        Change::RestoreWord(id) => store::restore_word(tx, *id)?,
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

/// The rules that this person never wants to see, with what they are called.
pub fn never_titled(conn: &mut Conn, person: PersonId) -> Result<Vec<(String, String)>, Fault> {
    let names = store::never_of(conn, person)?;
    let settings = match names.iter().any(|name| name.starts_with("own_")) {
        true => store::settings(conn)?,
        false => Settings::default(),
    };
    Ok(names.into_iter().filter_map(|name| settings.title_of(&name).map(|title| (name, title))).collect())
}
