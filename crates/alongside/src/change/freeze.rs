//! Times in which nothing is changed, or nothing on one service; a change inside one needs a reason.

use super::clash::{self, Freeze};
use super::{Error, FreezeWindowId, Refused, clean, rule, store};
use crate::clock::{At, DAY};
use crate::ids::ServiceId;
use crate::person::{Actor, clean_name};
use ::store::{Conn, Error as Fault, Tx};

/// A freeze is no longer than this, in microseconds.
const LONGEST: i64 = 200 * DAY;

/// Adds one; for leads and admins.
pub fn add(
    tx: &mut Tx,
    by: &Actor,
    (name, reason): (&str, &str),
    (from, until): (At, At),
    service: Option<ServiceId>,
) -> Result<FreezeWindowId, Error> {
    if !rule::may_decide(by.role) {
        return Err(Refused::NotAllowed.into());
    }
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refused::NoName.into());
    }
    if until <= from || until.since(from) > LONGEST {
        return Err(Refused::NoSuchWindow.into());
    }
    let reason = clean(reason, 500);
    Ok(store::calendar::insert_freeze(tx, (&name, &reason), (from, until), service)?)
}

/// Takes one away; false when there is none.
pub fn remove(tx: &mut Tx, by: &Actor, id: FreezeWindowId) -> Result<bool, Error> {
    if !rule::may_decide(by.role) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(store::calendar::drop_freeze(tx, id)?)
}

/// Those that a window on these services falls into.
pub fn over(conn: &mut Conn, window: Option<(At, At)>, services: &[ServiceId]) -> Result<Vec<Freeze>, Fault> {
    let Some((from, until)) = window else { return Ok(Vec::new()) };
    let all = store::calendar::freezes(conn, from, until)?;
    Ok(clash::frozen(&all, (from, until), services).into_iter().cloned().collect())
}
