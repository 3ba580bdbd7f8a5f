//! Shifts for a calendar: of one rotation, or of one person over all of them. Whoever writes the calendar file knows its
//! format; here are only the facts.

use super::{RotationId, name_of, rotations, shifts};
use crate::clock::{At, DAY};
use crate::ids::PersonId;
use ::store::{Conn, Error};

/// Days behind and ahead that a calendar shows.
const BEHIND: i64 = 14 * DAY;
const AHEAD: i64 = 120 * DAY;
const EVENTS_MAX: usize = 1_000;

/// What a calendar is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Rotation(RotationId),
    Person(PersonId),
}

/// One shift in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// The same for the same shift whenever it is asked; without the host.
    pub uid: String,
    /// "On call: Network at night (Bo Berg)"
    pub summary: String,
    pub from_at: At,
    pub until_at: At,
}

/// Shifts around now, in the order of time.
pub fn feed(conn: &mut Conn, what: Feed, now: At) -> Result<Vec<FeedEvent>, Error> {
    let known = rotations(conn)?;
    let mut events = Vec::new();
    for r in known.iter().filter(|r| r.active) {
        if matches!(what, Feed::Rotation(id) if id != r.id) {
            continue;
        }
        for shift in shifts(r, now.plus(-BEHIND), now.plus(AHEAD)) {
            if matches!(what, Feed::Person(id) if id != shift.person) {
                continue;
            }
            events.push(FeedEvent {
                uid: format!("on-call-{}-{}", r.id, shift.from_at),
                summary: match what {
                    Feed::Rotation(_) => format!("{}: {}", r.name, name_of(conn, shift.person)?),
                    Feed::Person(_) => format!("On call: {}", r.name),
                },
                from_at: shift.from_at,
                until_at: shift.until_at,
            });
        }
    }
    events.sort_by_key(|e| (e.from_at, e.uid.clone()));
    events.truncate(EVENTS_MAX);
    Ok(events)
}
