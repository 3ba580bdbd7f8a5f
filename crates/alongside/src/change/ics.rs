//! iCalendar objects (RFC 5545) with their method (RFC 5546): one appointment that goes along with a mail, and feeds of
//! many. Times are written in UTC, which every reader shows in its own zone. Pure.

use crate::clock::At;
use std::fmt::Write;

/// What a calendar program is to do with it (RFC 5546, 1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Publish,
    Cancel,
}

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The same for as long as the appointment lives, whatever becomes of it (RFC 5545, 3.8.4.7).
    pub uid: String,
    /// One more at each change of its time (RFC 5545, 3.8.7.4).
    pub sequence: i64,
    /// When this was said.
    pub stamp: At,
    pub from: At,
    pub until: At,
    pub summary: String,
    pub description: String,
    /// A page about it; empty when there is none.
    pub url: String,
    pub cancelled: bool,
    /// Somebody is busy in that time, as one on call; a change blocks nobody's day.
    pub busy: bool,
}

/// One appointment as it goes along with a mail. `organizer` is the mail address that says it.
pub fn letter(method: Method, organizer: &str, appointment: &Appointment) -> String {
    let mut out = opening(match method {
        Method::Publish => "PUBLISH",
        Method::Cancel => "CANCEL",
    });
    event(&mut out, Some(organizer), appointment);
    line(&mut out, "END", "VCALENDAR");
    out
}

/// A feed (RFC 7986 for its name and how often to look).
pub fn feed(name: &str, appointments: &[Appointment]) -> String {
    let mut out = opening("PUBLISH");
    text(&mut out, "NAME", name);
    // What calendar programs read that do not know RFC 7986.
    text(&mut out, "X-WR-CALNAME", name);
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    line(&mut out, "X-PUBLISHED-TTL", "PT1H");
    for appointment in appointments {
        event(&mut out, None, appointment);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn opening(method: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//Alongside//Alongside//EN");
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", method);
    out
}

fn event(out: &mut String, organizer: Option<&str>, a: &Appointment) {
    line(out, "BEGIN", "VEVENT");
    text(out, "UID", &a.uid);
    line(out, "SEQUENCE", &a.sequence.to_string());
    line(out, "DTSTAMP", &utc(a.stamp));
    line(out, "DTSTART", &utc(a.from));
    line(out, "DTEND", &utc(a.until));
    text(out, "SUMMARY", &a.summary);
    if !a.description.is_empty() {
        text(out, "DESCRIPTION", &a.description);
    }
    if let Some(address) = organizer {
        line(out, "ORGANIZER", &format!("mailto:{}", only_visible(address)));
    }
    if !a.url.is_empty() {
        line(out, "URL", &only_visible(&a.url));
    }
    line(out, "STATUS", if a.cancelled { "CANCELLED" } else { "CONFIRMED" });
    line(out, "TRANSP", if a.busy { "OPAQUE" } else { "TRANSPARENT" });
    line(out, "END", "VEVENT");
}

/// `20261124T090000Z`; the fraction of a second is cut.
fn utc(at: At) -> String {
    at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn only_visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

/// A property whose value is TEXT (RFC 5545, 3.3.11).
fn text(out: &mut String, name: &str, value: &str) {
    let mut escaped = String::with_capacity(value.len() + 8);
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            ';' => escaped.push_str("\\;"),
            ',' => escaped.push_str("\\,"),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    line(out, name, &escaped);
}

/// A content line, folded so that none is longer than 75 octets and no character is cut (RFC 5545, 3.1).
fn line(out: &mut String, name: &str, value: &str) {
    const OCTETS: usize = 75;
    let mut whole = String::with_capacity(name.len() + value.len() + 1);
    let _ = write!(whole, "{name}:{value}");
    let mut used = 0;
    for c in whole.chars() {
        if used + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use ical::parser::ical::component::{IcalCalendar, IcalEvent};
    use proptest::prelude::*;

    fn appointment() -> Appointment {
        Appointment {
            uid: "k3v9@changes.desk.example".to_owned(),
            sequence: 2,
            stamp: At(1_795_510_800_000_000),
            from: At(1_795_597_200_000_000),
            until: At(1_795_600_800_000_000),
            summary: "Mail moves; new servers, at last".to_owned(),
            description: "Line one.\nLine two: ä ö ü 佐藤 — back\\slash.".to_owned(),
            url: "https://desk.example/status".to_owned(),
            cancelled: false,
            busy: false,
        }
    }

    /// Read by somebody else's parser.
    fn read(text: &str) -> IcalCalendar {
        let mut calendars = ical::IcalParser::new(text.as_bytes());
        let first = calendars.next().unwrap().unwrap();
        assert!(calendars.next().is_none());
        first
    }

    fn value(event: &IcalEvent, name: &str) -> String {
        let found: Vec<_> = event.properties.iter().filter(|p| p.name == name).collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0].value.clone().unwrap_or_default()
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (c, _) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn an_appointment_updates_and_cancels_under_the_same_name() {
        let first = read(&letter(Method::Publish, "help@desk.example", &appointment()));
        let called_off = Appointment { sequence: 3, cancelled: true, ..appointment() };
        let last = read(&letter(Method::Cancel, "help@desk.example", &called_off));
        let method = |c: &IcalCalendar| {
            c.properties.iter().find(|p| p.name == "METHOD").and_then(|p| p.value.clone()).unwrap()
        };
        assert_eq!((method(&first).as_str(), method(&last).as_str()), ("PUBLISH", "CANCEL"));
        let (a, b) = (&first.events[0], &last.events[0]);
        assert_eq!(value(a, "UID"), value(b, "UID"));
        assert_eq!((value(a, "SEQUENCE").as_str(), value(b, "SEQUENCE").as_str()), ("2", "3"));
        assert_eq!((value(a, "STATUS").as_str(), value(b, "STATUS").as_str()), ("CONFIRMED", "CANCELLED"));
        assert_eq!(value(a, "DTSTAMP"), "20261124T090000Z");
        assert_eq!(value(a, "DTSTART"), "20261125T090000Z");
        assert_eq!(value(a, "DTEND"), "20261125T100000Z");
        assert_eq!(value(a, "ORGANIZER"), "mailto:help@desk.example");
        assert_eq!(unescaped(&value(a, "SUMMARY")), appointment().summary);
        assert_eq!(unescaped(&value(a, "DESCRIPTION")), appointment().description);
    }

    #[test]
    fn nothing_that_people_write_becomes_a_property() {
        let hostile = Appointment {
            summary: "x\r\nATTENDEE:mailto:eve@elsewhere.example\nEND:VCALENDAR".to_owned(),
            url: "https://desk.example/\r\nATTACH:https://elsewhere.example".to_owned(),
            ..appointment()
        };
        let read = read(&letter(Method::Publish, "a@b\r\nX:y", &hostile));
        let names: Vec<&str> = read.events[0].properties.iter().map(|p| p.name.as_str()).collect();
        assert!(!names.contains(&"ATTENDEE") && !names.contains(&"ATTACH") && !names.contains(&"X"));
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_back_and_no_line_is_too_long(summary in "\\PC{0,200}", more in "[a-zé佐\n;,\\\\]{0,300}") {
            let words = Appointment { summary: summary.clone(), description: more.clone(), ..appointment() };
            let text = feed("Changes", &[words]);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets", line.len());
            }
            // Its lines put together again (RFC 5545, 3.1).
            let whole = text.replace("\r\n ", "");
            let said = |name: &str| {
                let mut lines = whole.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
                let first = lines.next().map(unescaped);
                (first, lines.count())
            };
            prop_assert_eq!(said("SUMMARY"), (Some(summary), 0));
            prop_assert_eq!(said("DESCRIPTION").0.unwrap_or_default(), more);
            prop_assert_eq!(said("END").1, 1);
        }
    }
}
