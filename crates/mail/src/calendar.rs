//! What an invitation or its answer says, enough to show it as such (RFC 5545, RFC 5546).
//!
//! Does not compute recurrences or time zones: times are kept as written, with their zone's name.

use crate::message::clean_line;
use serde::Serialize;

/// The first event of a calendar part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// `REQUEST`, `REPLY`, `CANCEL`, `PUBLISH`…, upper case.
    pub method: Option<String>,
    pub summary: Option<String>,
    pub location: Option<String>,
    pub organizer: Option<String>,
    /// As written, such as `20261124T090000Z`.
    pub start: Option<String>,
    pub end: Option<String>,
    /// The zone's name when the start is local.
    pub zone: Option<String>,
    pub uid: Option<String>,
    /// In a reply, the first attendee's answer: `ACCEPTED`, `DECLINED`, `TENTATIVE`.
    pub answer: Option<String>,
    pub recurring: bool,
}

impl Calendar {
    /// An attendee's answer to an invitation.
    pub fn is_reply(&self) -> bool {
        self.method.as_deref() == Some("REPLY")
    }
}

/// Reads the first event; `None` when the text is no calendar.
pub fn read(text: &str) -> Option<Calendar> {
    let mut calendar = Calendar::default();
    let (mut seen, mut in_event, mut done) = (false, false, false);
    for line in unfold(text).lines().take(5_000) {
        let Some((head, value)) = split_line(line) else { continue };
        let mut params = head.split(';');
        let name = params.next().unwrap_or("").trim().to_ascii_uppercase();
        let plain = || Some(clean_line(&unescape(value))).filter(|v| !v.is_empty());
        match (name.as_str(), in_event) {
            ("BEGIN", _) if value.eq_ignore_ascii_case("VCALENDAR") => seen = true,
            ("BEGIN", _) => in_event = !done && value.eq_ignore_ascii_case("VEVENT"),
            ("END", true) => (in_event, done) = (false, true),
            ("METHOD", false) => calendar.method = plain().map(|m| m.to_ascii_uppercase()),
            ("SUMMARY", true) => calendar.summary = plain(),
            ("LOCATION", true) => calendar.location = plain(),
            ("UID", true) => calendar.uid = plain(),
            ("RRULE", true) => calendar.recurring = true,
            ("DTEND", true) => calendar.end = plain(),
            ("DTSTART", true) => {
                calendar.start = plain();
                calendar.zone = param(head, "TZID");
            }
            ("ORGANIZER", true) => calendar.organizer = Some(clean_line(strip_mailto(value))),
            ("ATTENDEE", true) if calendar.answer.is_none() => {
                calendar.answer = param(head, "PARTSTAT").map(|p| p.to_ascii_uppercase())
            }
            _ => {}
        }
    }
    seen.then_some(calendar)
}

fn strip_mailto(value: &str) -> &str {
    match value.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &value[7..],
        _ => value,
    }
}

/// `NAME;PARAM="a:b":value` at the first colon outside quotes.
fn split_line(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ':' if !quoted => return Some((&line[..at], line[at + 1..].trim())),
            _ => {}
        }
    }
    None
}

fn param(head: &str, name: &str) -> Option<String> {
    head.split(';').skip(1).find_map(|p| {
        let (key, value) = p.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| clean_line(value.trim_matches('"')))
    })
}

fn unfold(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

fn unescape(value: &str) -> String {
    value
        .replace("\\n", " ")
        .replace("\\N", " ")
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_as_one() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Patch night\\, all\r\n  hands\r\nDTSTART;TZID=\"Europe/Berlin\":20261124T220000\r\nORGANIZER;CN=\"Bo: IT\":mailto:bo@example.org\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let calendar = read(text).unwrap();
        assert_eq!(calendar.method.as_deref(), Some("REQUEST"));
        assert_eq!(calendar.summary.as_deref(), Some("Patch night, all hands"));
        assert_eq!(calendar.zone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(calendar.organizer.as_deref(), Some("bo@example.org"));
        assert!(!calendar.is_reply());
        assert_eq!(read("hello: world"), None);
    }
}
