//! Calendars that other programs read: an address with a secret word each, stored hashed, so that a calendar program needs
//! no sign-in. A feed shows what its owner sees in the desk, for as long as they work here.

use super::ics::{self, Appointment};
use super::{State, send, store};
use crate::clock::{At, DAY, HOUR};
use crate::ids::{PersonId, ServiceId, TeamId};
use crate::person::Actor;
use crate::{secret, service};
use ::store::{Conn, Error as Fault, Tx};

/// What a feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    All,
    /// Changes on a service, or on what it needs.
    Service(ServiceId),
    /// Changes of a team.
    Team(TeamId),
    /// Changes that the feed's owner owns or does.
    Mine,
}

impl What {
    /// As it is stored: `changes:service:7`.
    pub fn to_text(self) -> String {
        match self {
            What::All => "changes".to_owned(),
            What::Service(id) => format!("changes:service:{id}"),
            What::Team(id) => format!("changes:team:{id}"),
            What::Mine => "changes:mine".to_owned(),
        }
    }

    pub fn from_text(text: &str) -> Option<What> {
        let mut parts = text.split(':');
        if parts.next() != Some("changes") {
            return None;
        }
        let what = match (parts.next(), parts.next()) {
            (None, _) => What::All,
            (Some("mine"), None) => What::Mine,
            (Some("service"), Some(id)) => What::Service(id.parse().ok()?),
            (Some("team"), Some(id)) => What::Team(id.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(what)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub id: i64,
    pub person: PersonId,
    pub what: What,
    pub read_at: Option<At>,
}

/// Feeds of one person.
pub const FEEDS_MAX: usize = 20;
/// A feed shows what was in the last three months and what comes within a year.
const BACK: i64 = 90 * DAY;
const AHEAD: i64 = 366 * DAY;

/// Makes the address work whose word has this hash. False when somebody has enough of them.
pub fn open(tx: &mut Tx, by: &Actor, now: At, what: What, word: &str) -> Result<bool, Fault> {
    if store::calendar::feeds_of(tx, by.id)?.len() >= FEEDS_MAX {
        return Ok(false);
    }
    store::calendar::insert_feed(tx, &secret::token_hash(word), by.id, &what.to_text(), now)?;
    Ok(true)
}

/// The address stops working.
pub fn close(tx: &mut Tx, by: &Actor, id: i64) -> Result<bool, Fault> {
    store::calendar::drop_feed(tx, id, by.id)
}

pub fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<Feed>, Fault> {
    store::calendar::feeds_of(conn, person)
}

/// The feed with this word, if there is one and its owner still works here.
pub fn by_word(conn: &mut Conn, word: &str) -> Result<Option<Feed>, Fault> {
    if word.len() != 43 {
        return Ok(None);
    }
    store::calendar::feed_by_hash(conn, &secret::token_hash(word))
}

/// Whether it should be noted that it was read: at most once an hour, so that reading does not write.
pub fn is_stale(feed: &Feed, now: At) -> bool {
    feed.read_at.is_none_or(|at| now.since(at) >= HOUR)
}

/// Notes that it was read.
pub fn touch(tx: &mut Tx, feed: &Feed, now: At) -> Result<(), Fault> {
    store::calendar::touch_feed(tx, feed.id, now)
}

/// The feed as an iCalendar object.
pub fn written(conn: &mut Conn, feed: &Feed, now: At, name: &str, public_url: &str) -> Result<String, Fault> {
    let changes = store::calendar::between(conn, now.plus(-BACK), now.plus(AHEAD))?;
    let ids: Vec<_> = changes.iter().map(|c| c.id).collect();
    let services = store::services_of(conn, &ids)?;
    let hands = store::hands_of(conn, &ids)?;
    let needs = match feed.what {
        What::Service(id) => service::graph(conn)?.requirements(&[id]),
        _ => Default::default(),
    };
    let wanted = |c: &super::Change| match feed.what {
        What::All => true,
        What::Service(id) => services.get(&c.id).into_iter().flatten().any(|s| *s == id || needs.contains(s)),
        What::Team(id) => c.team == Some(id),
        What::Mine => c.owner == feed.person || hands.get(&c.id).is_some_and(|h| h.contains(&feed.person)),
    };
    let known = service::known(conn)?;
    let appointments: Vec<Appointment> = changes
        .iter()
        .filter(|c| c.state != State::Draft && wanted(c))
        .filter_map(|c| {
            let (from, until) = c.window()?;
            let on: Vec<&str> = known
                .iter()
                .filter(|s| services.get(&c.id).is_some_and(|on| on.contains(&s.id)))
                .map(|s| s.name.as_str())
                .collect();
            Some(Appointment {
                uid: send::uid(&c.public_id),
                sequence: c.sequence,
                stamp: now,
                from,
                until,
                summary: format!("{}: {}", c.name(), c.title),
                description: format!("{}\n{}\n{}", c.state.word(), c.risk().word(), on.join(", ")),
                url: format!("{public_url}{}", c.path()),
                cancelled: c.state == State::Cancelled,
                busy: false,
            })
        })
        .collect();
    Ok(ics::feed(name, &appointments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_feed_shows_is_stored_and_read_back() {
        for what in [What::All, What::Service(ServiceId(7)), What::Team(TeamId(3)), What::Mine] {
            assert_eq!(What::from_text(&what.to_text()), Some(what));
        }
        for bad in ["", "tickets", "changes:", "changes:service", "changes:team:x", "changes:team:3:4"] {
            assert_eq!(What::from_text(bad), None, "{bad}");
        }
    }
}
