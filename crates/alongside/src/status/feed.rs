//! The page as an Atom feed (RFC 4287), whole or for one service, and planned work as an iCalendar object (RFC 5545).
//! Words are the house's language; nothing here asks a table or the time.

use super::snapshot::{Incident, Planned, Progress, Snapshot};
use super::uptime::State;
use super::words;
use crate::clock::At;
use crate::ids::ServiceId;
use crate::language::Language;
use crate::markdown;
use std::fmt::Write;

/// Entries of a feed: one for each incident, with all that was said of it.
const ENTRIES_MAX: usize = 50;

fn time(at: At) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Text inside an element or attribute; what XML cannot hold is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The feed; with a service only what touches it. `url` is the page's own address, without a slash at the end.
pub fn atom(snapshot: &Snapshot, service: Option<ServiceId>, url: &str, now: At) -> String {
    let language = Language::for_person(&snapshot.language);
    let component = service.and_then(|id| snapshot.component(id));
    let mut title = format!("{} · {}", snapshot.organisation, language.text("status-title", &[]));
    if let Some(component) = component {
        title = format!("{}: {}", title, component.name);
    }
    let own = match service {
        Some(id) => format!("{url}/components/{id}/feed.atom"),
        None => format!("{url}/feed.atom"),
    };
    let touches =
        |incident: &&Incident| service.is_none_or(|id| incident.services.iter().any(|(s, _)| *s == id));
    let incidents: Vec<&Incident> = snapshot.incidents.iter().filter(touches).take(ENTRIES_MAX).collect();
    let changed = incidents.iter().map(|i| i.changed_at()).max().unwrap_or(snapshot.changed_at(now));
    let mut feed = String::with_capacity(4096);
    // Writing into a `String` cannot fail.
    let _ = write!(
        feed,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        language.as_str(),
        xml(&own),
        xml(&title),
        time(changed),
        xml(&snapshot.organisation),
        xml(&own),
        xml(url),
    );
    for incident in incidents {
        entry(&mut feed, snapshot, incident, url, language);
    }
    feed.push_str("</feed>\n");
    feed
}

fn entry(feed: &mut String, snapshot: &Snapshot, incident: &Incident, url: &str, language: Language) {
    let link = format!("{url}/incidents/{}", incident.public_id);
    let mut html = String::new();
    let names: Vec<String> = incident
        .services
        .iter()
        .filter_map(|(id, state)| {
            let name = &snapshot.component(*id)?.name;
            Some(match state {
                State::Operational => name.clone(),
                state => format!("{name} ({})", words::state(language, *state)),
            })
        })
        .collect();
    if !names.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", xml(&names.join(", ")));
    }
    for update in &incident.updates {
        let when = language.date_time(update.at, &snapshot.time_zone);
        let phase = words::phase(language, update.phase);
        let _ = write!(
            html,
            "<p><b>{}</b> · {}</p>\n{}",
            xml(&phase),
            xml(&when),
            markdown::to_html(&update.body)
        );
    }
    let _ = write!(
        feed,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<category term=\"{}\"/>\n<content type=\"html\">{}</content>\n</entry>\n",
        xml(&link),
        xml(&incident.title),
        time(incident.declared_at),
        time(incident.changed_at()),
        xml(&link),
        incident.phase.as_str(),
        xml(&html),
    );
}

/// The calendar of planned work. Each has a UID of its own that stays, and a SEQUENCE that grows when it moves, so that
/// programs which follow the calendar move it too; what is cancelled says so.
pub fn calendar(snapshot: &Snapshot, url: &str) -> String {
    let language = Language::for_person(&snapshot.language);
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or("status");
    let mut out = String::with_capacity(2048);
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Alongside//Status//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    let name = format!("{}: {}", snapshot.organisation, language.text("status-planned-title", &[]));
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&name)));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");
    for planned in &snapshot.planned {
        event(&mut out, snapshot, planned, url, host);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, snapshot: &Snapshot, planned: &Planned, url: &str, host: &str) {
    let stamp = |at: At| at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string();
    let names: Vec<&str> =
        planned.services.iter().filter_map(|id| snapshot.component(*id)).map(|c| c.name.as_str()).collect();
    let words = [planned.what.as_str(), planned.notice.as_str(), &names.join(", ")].join("\n\n");
    let state = if planned.progress == Progress::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:change-{}@{host}", planned.public_id));
    line(out, &format!("SEQUENCE:{}", planned.sequence));
    line(out, &format!("DTSTAMP:{}", stamp(planned.changed_at())));
    line(out, &format!("DTSTART:{}", stamp(planned.starts_at)));
    line(out, &format!("DTEND:{}", stamp(planned.ends_at)));
    line(out, &format!("SUMMARY:{}", escaped(&planned.title)));
    line(out, &format!("DESCRIPTION:{}", escaped(words.trim())));
    line(out, &format!("URL:{url}"));
    line(out, &format!("STATUS:{state}"));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded at 75 bytes (RFC 5545, 3.1), never inside a character.
fn line(out: &mut String, text: &str) {
    let mut room = 75;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}
