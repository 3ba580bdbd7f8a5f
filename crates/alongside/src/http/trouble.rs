//! The open incidents on top of every page of the desk, and the clock of the next update.

use super::moment::Reader;
use super::{Signed, Visitor};
use crate::clock::{At, MINUTE};
use crate::incident::pages::{Banner, Clock};
use crate::incident::{self, Incident};
use crate::person::colleague_names;
use crate::view::Html;
use jiff::civil::DateTime;
use store::{Conn, Error};

/// Lines on top of a page; more would push the work away.
const LINES: usize = 3;

/// `14:30`, with the day when it is another one.
pub fn clock_time(reader: &Reader, at: At, now: At) -> String {
    let there = |at: At| -> DateTime { reader.zone.to_datetime(at.timestamp()) };
    let (then, today) = (there(at), there(now));
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    match then.date() == today.date() {
        true => time,
        false => {
            let day: String = reader.moment(at, now).long.chars().take(3).collect();
            format!("{day} {time}")
        }
    }
}

/// When the next update is promised, and whether that is soon or past.
pub fn clock(incident: &Incident, reader: &Reader, now: At) -> Clock {
    let Some(by) = incident.next_update_by else { return Clock::default() };
    Clock {
        at: reader.moment(by, now),
        shown: clock_time(reader, by, now),
        late: incident.is_late(now),
        soon: by.since(now) <= 10 * MINUTE,
    }
}

/// The lines; nothing while nothing is wrong. What is open is looked up only when anything has changed.
pub fn lines(conn: &mut Conn, visitor: &Visitor, signed: &Signed) -> Result<Html, Error> {
    let open = incident::open_now(conn)?;
    if open.is_empty() {
        return Ok(Html::default());
    }
    let names = colleague_names(conn)?;
    let reader = Reader::of(&visitor.app, &signed.actor);
    let name = |id| names.iter().find(|(known, ..)| *known == id).map(|(_, name, _)| name.clone());
    let lines = open.iter().take(LINES).map(|open| {
        let banner = Banner {
            number: open.incident.number.to_string(),
            title: open.incident.title.clone(),
            state: open.incident.state.word(),
            owner: name(open.incident.owner).unwrap_or_default(),
            clock: clock(&open.incident, &reader, signed.now),
        };
        banner.to_string()
    });
    Ok(Html(lines.collect()))
}
