//! Check-ins: a machine asks an address of its own every so often; its silence is offered as an incident. Whoever knows
//! the address may check in, so it is a secret, stored as its hash.

use super::store::offer as store;
use super::{Error, Refused};
use crate::clock::{At, MINUTE};
use crate::ids::{CheckInId, ServiceId};
use crate::person::{Actor, Power, clean_name};
use ::store::{Conn, Error as Fault, Tx};

/// The longest span between two signs of life: a month.
const EVERY_MAX: i64 = 31 * 24 * 60;
const GRACE_MAX: i64 = 7 * 24 * 60;
/// Check-ins there may be.
const COUNT_MAX: usize = 400;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    pub id: CheckInId,
    pub name: String,
    /// What is probably down when it is silent.
    pub service: Option<ServiceId>,
    pub every_minutes: i64,
    /// How much later than that is still fine.
    pub grace_minutes: i64,
    /// None until its first sign of life; until then its silence means nothing.
    pub last_at: Option<At>,
    pub due_at: Option<At>,
    pub is_late: bool,
    pub active: bool,
}

/// All of them, those in use first.
pub fn all(conn: &mut Conn) -> Result<Vec<CheckIn>, Fault> {
    store::check_ins(conn)
}

pub fn find(conn: &mut Conn, id: CheckInId) -> Result<Option<CheckIn>, Fault> {
    store::find_check_in(conn, id)
}

/// Adds one; `hash` is that of the word in its address.
pub fn add(
    tx: &mut Tx,
    by: &Actor,
    name: &str,
    service: Option<ServiceId>,
    (every_minutes, grace_minutes): (i64, i64),
    hash: &[u8; 32],
) -> Result<CheckInId, Error> {
    if !by.may(Power::Administer) {
        return Err(Refused::NotAllowed.into());
    }
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refused::NoWords.into());
    }
    if !(1..=EVERY_MAX).contains(&every_minutes) || !(0..=GRACE_MAX).contains(&grace_minutes) {
        return Err(Refused::NoSuchCadence.into());
    }
    if store::check_ins(tx)?.len() >= COUNT_MAX {
        return Err(Refused::TooMany("Four hundred check-ins").into());
    }
    Ok(store::insert_check_in(tx, &name, service, hash, every_minutes, grace_minutes)?)
}

pub fn set_active(tx: &mut Tx, by: &Actor, id: CheckInId, active: bool) -> Result<(), Error> {
    if !by.may(Power::Administer) {
        return Err(Refused::NotAllowed.into());
    }
    store::set_active(tx, id, active)?;
    if !active {
        store::end_of_check_in(tx, id)?;
    }
    Ok(())
}

/// Signs of life closer together than this are one.
const TOGETHER: i64 = 5 * crate::clock::SECOND;

/// Whether something has this address; and whether a sign of life now would change anything. Looking by the hash takes the
/// same time for every word.
///
/// # Errors
/// When the database does not answer.
pub fn known(conn: &mut Conn, hash: &[u8; 32], now: At) -> Result<Option<bool>, Fault> {
    let known = store::check_in_by_hash(conn, hash)?.filter(|c| c.active);
    Ok(known.map(|c| c.is_late || c.last_at.is_none_or(|last| now.since(last) > TOGETHER)))
}

/// A sign of life. False when nothing has this address; looking by the hash takes the same time for every word.
///
/// # Errors
/// When the database does not answer.
pub fn check_in(tx: &mut Tx, hash: &[u8; 32], now: At) -> Result<bool, Fault> {
    let Some(known) = store::check_in_by_hash(tx, hash)?.filter(|c| c.active) else { return Ok(false) };
    let due_at = now.plus((known.every_minutes + known.grace_minutes) * MINUTE);
    store::checked_in(tx, known.id, now, due_at)?;
    if known.is_late {
        store::end_of_check_in(tx, known.id)?;
    }
    Ok(true)
}

pub(super) fn is_any_silent(conn: &mut Conn, now: At) -> Result<bool, Fault> {
    Ok(!store::late(conn, now)?.is_empty())
}

/// Those that have fallen silent are offered as incidents, once each.
///
/// # Errors
/// When the database does not answer.
pub(super) fn tend(tx: &mut Tx, now: At) -> Result<(), Fault> {
    for silent in store::late(tx, now)? {
        if store::mark_late(tx, &silent)? {
            let title = format!("{} has stopped", silent.name);
            store::insert(tx, now, &title, silent.service, "{}", &[], Some(silent.id))?;
        }
    }
    Ok(())
}
