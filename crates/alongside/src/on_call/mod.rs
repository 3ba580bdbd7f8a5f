//! On call: who of a team is called when something cannot wait, and the calling itself: by mail, webhook and short
//! message, one person after the other until somebody takes it. Nights are counted as load, never as a ranking. Knows
//! neither incidents nor what makes a ticket urgent beyond its priority; whoever raises an alarm says what it is about.

mod alarm;
mod feed;
mod hours;
pub mod pages;
mod plan;
mod road;
mod run;
pub mod store;
#[cfg(test)]
mod tests;
mod verbs;

pub use self::store::alarm::{alarms_open, calls_of, find as find_alarm, load};
pub use self::store::{find, of_person as rotations_of, rotations};
pub use crate::ids::{AlarmId, CallId, OverrideId, RotationId};
pub use alarm::{About, Alarm, Call, CallState, alarm, end, is_on_call, notice_unanswered, take, tend};
pub use feed::{Feed, FeedEvent, feed};
pub use hours::{Hours, hours};
pub use plan::{Override, Rotation, Shift, order, shifts, who};
pub use road::{Gateway, Road, RoadKind, gateway, roads_of, set_gateway, set_road};
pub use run::{CALL_OUT, call_out};
pub use verbs::{Error, NewRotation, Refused, add, change, drop_override, stand_in};

use crate::clock::At;
use crate::ids::PersonId;
use crate::person;
use ::store::{Conn, Error as Fault};

/// Who is on call for a rotation at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub rotation: RotationId,
    pub name: String,
    pub person: PersonId,
    pub person_name: String,
    /// Until when; none: nobody takes over within the time that was looked at.
    pub until_at: Option<At>,
}

/// Who is on call now, rotation by rotation.
pub fn duties(conn: &mut Conn, now: At) -> Result<Vec<Duty>, Fault> {
    let known = rotations(conn)?;
    let mut out = Vec::new();
    for rotation in known.iter().filter(|r| r.active) {
        let ahead = shifts(rotation, now, now.plus(LOOK_AHEAD));
        let Some(shift) = ahead.iter().find(|s| s.from_at <= now && now < s.until_at) else { continue };
        out.push(Duty {
            rotation: rotation.id,
            name: rotation.name.clone(),
            person: shift.person,
            person_name: name_of(conn, shift.person)?,
            until_at: Some(shift.until_at).filter(|until| *until < now.plus(LOOK_AHEAD)),
        });
    }
    Ok(out)
}

/// How far shifts are told ahead.
pub const LOOK_AHEAD: i64 = 42 * crate::clock::DAY;

/// "Bo Berg, Cy Dahl": whoever is on call now, for one small line; empty when nobody is.
pub fn line(conn: &mut Conn, now: At) -> Result<String, Fault> {
    let known = rotations(conn)?;
    let mut names: Vec<String> = Vec::new();
    for rotation in known.iter().filter(|r| r.active) {
        if let Some(person) = who(rotation, now) {
            let name = name_of(conn, person)?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(names.join(", "))
}

pub(crate) fn name_of(conn: &mut Conn, person: PersonId) -> Result<String, Fault> {
    let names = person::colleague_names(conn)?;
    if let Some((_, name, _)) = names.iter().find(|(id, _, _)| *id == person) {
        return Ok(name.clone());
    }
    Ok(person::find(conn, person)?.map(|p| p.name).unwrap_or_default())
}
