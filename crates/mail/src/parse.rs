//! Raw bytes to a [`Message`], whatever the bytes.
//!
//! MIME structure is mail-parser's work; here its answers are bounded, repaired and put together.

use crate::{
    attachments, body, bounce, calendar,
    headers::{self, Headers},
    machine,
    message::{Address, Defect, Message, clean_line},
    origin,
    parts::{self, Boundaries},
    reply,
};
use mail_parser::{HeaderName, HeaderValue, MessageParser};
use std::borrow::Cow;

/// Header lines beyond which a mail is thinned out before it is read.
const MANY_HEADERS: usize = 3_000;
/// Header bytes beyond which it is, too.
const MAX_HEADER_BYTES: usize = 1024 * 1024;
/// Bytes kept of one header then.
const MAX_ONE_HEADER: usize = 256 * 1024;
/// Nested messages beyond which the rest of the mail is not opened.
const MAX_NESTED: usize = 200;
/// Dates outside of 1975 to 2100 are absurd. Seconds since 1970.
const YEARS: std::ops::RangeInclusive<i64> = 157_766_400..=4_102_444_800;

/// Reads a mail (RFC 5322, MIME, and what passes for them). Total: any bytes give a message.
pub fn parse(raw: &[u8]) -> Message {
    let mut message = Message::default();
    let lf = with_line_feeds(raw);
    let raw = skip_envelope(&lf);
    if raw.iter().all(u8::is_ascii_whitespace) {
        message.defects.push(Defect::Empty);
        return message;
    }
    let headers = if starts_with_header(raw) { Headers::read(raw) } else { Headers::default() };
    if headers.len() == 0 {
        return without_headers(raw, message);
    }
    if headers.cut {
        message.defects.push(Defect::TooManyHeaders);
    }
    let mut bounded = bound(raw, &mut message.defects);
    if let Some(again) = parts::with_true_boundary(&bounded) {
        message.defects.push(Defect::WrongBoundary);
        bounded = Cow::Owned(again);
    }
    let Some(mut parsed) = MessageParser::default().parse(bounded.as_ref()) else {
        return without_headers(raw, message);
    };

    read_headers(&mut message, &headers, &parsed);
    let parts = attachments::collect(&mut parsed, &mut message.defects);
    drop(parsed);
    message.signed = parts.signed;
    message.encrypted = parts.encrypted;
    message.attachments = parts.attachments;
    message.calendar = parts.calendar.as_deref().and_then(calendar::read);
    let subject = message.subject.as_deref().unwrap_or("");
    let answers = crate::thread::is_reply_subject(subject)
        || !message.in_reply_to.is_empty()
        || !message.references.is_empty();
    let hints = reply::Hints { forward: crate::thread::is_forward_subject(subject), first: !answers };
    message.body = body::assemble(parts.text, parts.html, hints, &mut message.defects);
    if let Some(whole) = parts.whole_text {
        message.body.full = body::tidy(&whole, &mut message.defects);
    }
    if body::is_pgp_message(&message.body.full) {
        message.encrypted = true;
    }
    if message.body.full.contains("-----BEGIN PGP SIGNED MESSAGE-----") {
        message.signed = true;
    }

    let signs = origin::Signs::new(&message, &headers, &parts.report);
    let bounce = bounce::read(&signs);
    let origin = origin::classify(&signs, bounce.is_some());
    let machine =
        (origin == crate::Origin::Machine).then(|| machine::of(&signs).unwrap_or(crate::Machine::Other));
    (message.bounce, message.origin, message.machine) = (bounce, origin, machine);
    if message.origin != crate::Origin::Bounce {
        message.bounce = None;
    } else {
        // A report is shown whole: there is no person whose words could be told apart.
        message.body.visible = message.body.full.clone();
        message.body.folded.clear();
    }
    message
}

fn without_headers(raw: &[u8], mut message: Message) -> Message {
    let (decoded, defect) = crate::charset::decode(raw, None);
    message.defects.extend([Defect::NoHeaders, Defect::NoFrom].into_iter().chain(defect));
    let text = body::tidy(&decoded, &mut message.defects);
    drop(decoded);
    let split = reply::split(&text);
    message.body = crate::Body { visible: split.visible, folded: split.folded, full: text, html: None };
    message
}

/// Old systems end lines with a bare CR; without any LF the whole would be one line.
fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&b| if b == b'\r' { b'\n' } else { b }).collect())
}

/// Skips what stands before the headers: a byte order mark, blank lines, the mbox `From ` line.
fn skip_envelope(raw: &[u8]) -> &[u8] {
    let mut raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    loop {
        let line = raw.iter().position(|&b| b == b'\n');
        match raw {
            _ if line.is_some_and(|end| raw[..end].iter().all(u8::is_ascii_whitespace)) => {
                raw = &raw[line.map_or(0, |end| end + 1)..];
            }
            _ if raw.starts_with(b"From ") || raw.starts_with(b">From ") => {
                match raw.iter().position(|&b| b == b'\n') {
                    Some(end) => raw = &raw[end + 1..],
                    None => return raw,
                }
            }
            _ => return raw,
        }
    }
}

/// One of the first lines must look like `Name: value`, else all of it is text.
fn starts_with_header(raw: &[u8]) -> bool {
    let line = raw.split(|&b| b == b'\n').next().unwrap_or(&[]);
    let name = line.split(|&b| b == b':').next().unwrap_or(&[]);
    name.len() < line.len()
        && !name.is_empty()
        && name.len() <= 100
        && name.iter().all(|b| b.is_ascii_graphic() || *b == b' ' || *b == b'\t')
        && name.iter().filter(|b| **b == b' ').count() <= 1
        && !name.starts_with(b" ")
        || headers_follow(raw)
}

/// A broken first line is forgiven when real headers follow at once.
fn headers_follow(raw: &[u8]) -> bool {
    raw.split(|&b| b == b'\n').take_while(|l| !l.is_empty() && *l != b"\r").take(30).any(|line| {
        ["from:", "to:", "subject:", "date:", "received:", "message-id:", "mime-version:", "content-type:"]
            .iter()
            .any(|name| line.len() > name.len() && line[..name.len()].eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Cuts what would cost more to read than it can be worth: endless headers, nesting, parts.
fn bound<'a>(raw: &'a [u8], defects: &mut Vec<Defect>) -> Cow<'a, [u8]> {
    let mut raw = Cow::Borrowed(raw);
    if let Some(thin) = thin_headers(&raw) {
        raw = Cow::Owned(thin);
        if !defects.contains(&Defect::TooManyHeaders) {
            defects.push(Defect::TooManyHeaders);
        }
    }
    let (mut nested, mut boundaries) = (0, Boundaries::default());
    let mut cut = None;
    let mut at = 0;
    for line in raw.split(|&b| b == b'\n') {
        if line.starts_with(b"--") {
            boundaries.meet(line);
        } else if nests(line) {
            nested += 1;
        } else {
            boundaries.learn(line);
        }
        if nested > MAX_NESTED || boundaries.are_too_many() {
            let deep = nested > MAX_NESTED || boundaries.declared > parts::MAX_DECLARED;
            defects.push(if deep { Defect::TooDeep } else { Defect::TooManyParts });
            cut = Some(at);
            break;
        }
        at += line.len() + 1;
    }
    match cut {
        Some(at) => Cow::Owned(raw[..at].to_vec()),
        None => raw,
    }
}

/// A line that opens a message within the message.
fn nests(line: &[u8]) -> bool {
    let has = |needle: &[u8]| {
        line.len() < 2_000 && line.windows(needle.len()).any(|w| w.eq_ignore_ascii_case(needle))
    };
    let first = line.first().copied().unwrap_or(b'x').to_ascii_lowercase();
    matches!(first, b'c' | b' ' | b'\t')
        && line.contains(&b'/')
        && (has(b"message/rfc822") || has(b"message/global") || has(b"multipart/digest"))
}

/// With thousands of header lines, keeps the first ones and all that describe the content.
fn thin_headers(raw: &[u8]) -> Option<Vec<u8>> {
    let mut lines = 0;
    let mut end = 0;
    for line in raw.split(|&b| b == b'\n') {
        if line.is_empty() || line == b"\r" {
            break;
        }
        lines += 1;
        end += line.len() + 1;
    }
    if lines <= MANY_HEADERS && end <= MAX_HEADER_BYTES {
        return None;
    }
    let end = end.min(raw.len());
    let mut thin = Vec::with_capacity(raw.len() - end + 64 * 1024);
    let (mut keep, mut extra, mut began) = (true, 0, 0);
    for (number, line) in raw[..end].split_inclusive(|&b| b == b'\n').enumerate() {
        if !matches!(line.first(), Some(b' ' | b'\t')) {
            // The first ones, and some more of those that the mail cannot be read without.
            let needed = ["content-", "from:", "to:", "subject:", "date:", "message-id:"]
                .iter()
                .any(|n| line.get(..n.len()).is_some_and(|p| p.eq_ignore_ascii_case(n.as_bytes())));
            extra += usize::from(needed && number >= headers::MAX_HEADERS);
            keep = number < headers::MAX_HEADERS || (needed && extra <= 20);
        }
        if !matches!(line.first(), Some(b' ' | b'\t')) {
            began = thin.len();
        }
        let room = (began + MAX_ONE_HEADER).saturating_sub(thin.len()).min(line.len());
        if keep && room > 0 {
            thin.extend_from_slice(&line[..room]);
            if room < line.len() {
                thin.push(b'\n');
            }
        }
    }
    thin.extend_from_slice(&raw[end..]);
    Some(thin)
}

fn read_headers(message: &mut Message, headers: &Headers, parsed: &mail_parser::Message<'_>) {
    message.marks = headers::marks(headers);
    message.subject = headers.get("subject").map(|raw| {
        let decoded = headers::decode_words(raw);
        if decoded.chars().any(|c| c.is_control() && c != '\t') {
            message.defects.push(Defect::ControlCharacters);
        }
        clean_line(&decoded)
    });
    message.from_all = addresses(parsed, headers, HeaderName::From, "from");
    if headers.all("from").count() > 1 {
        message.defects.push(Defect::SeveralFrom);
    }
    message.from =
        message.from_all.iter().find(|a| a.address.contains('@')).or(message.from_all.first()).cloned();
    if message.from.as_ref().is_none_or(|a| !a.address.contains('@')) {
        message.defects.push(Defect::NoFrom);
    }
    message.sender = addresses(parsed, headers, HeaderName::Sender, "sender").into_iter().next();
    message.reply_to = addresses(parsed, headers, HeaderName::ReplyTo, "reply-to");
    message.to = addresses(parsed, headers, HeaderName::To, "to");
    message.cc = addresses(parsed, headers, HeaderName::Cc, "cc");
    // The last one wins, as in mail-parser: relays that add one of their own put it on top.
    message.message_id =
        headers.all("message-id").filter_map(|v| headers::ids(v).into_iter().next()).last().or_else(|| {
            let bare = headers.get("message-id")?.trim().trim_matches(['<', '>']);
            (!bare.is_empty() && !bare.contains(char::is_whitespace))
                .then(|| crate::message::bounded(bare, 998))
        });
    if message.message_id.is_none() {
        message.defects.push(Defect::NoMessageId);
    }
    message.in_reply_to = unique(headers.all("in-reply-to").flat_map(headers::ids));
    message.references = unique(headers.all("references").flat_map(headers::ids));
    let date = parsed.root_part().headers.iter().find_map(|h| match &h.value {
        HeaderValue::DateTime(date) if h.name == HeaderName::Date && date.is_valid() => {
            Some(date.to_timestamp())
        }
        _ => None,
    });
    let written = headers.get("date");
    match date.or_else(|| written.and_then(crate::date::lenient)) {
        Some(seconds) if YEARS.contains(&seconds) => message.date_us = Some(seconds * 1_000_000),
        _ if written.is_some() => message.defects.push(Defect::AbsurdDate),
        _ => message.defects.push(Defect::NoDate),
    }
}

fn unique(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in ids.take(500) {
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

/// All addresses of a header as mail-parser reads them; what it cannot read is searched for `x@y`.
fn addresses(
    parsed: &mail_parser::Message<'_>,
    headers: &Headers,
    name: HeaderName<'_>,
    raw_name: &str,
) -> Vec<Address> {
    let mut out: Vec<Address> = Vec::new();
    for header in parsed.root_part().headers.iter().filter(|h| h.name == name) {
        let HeaderValue::Address(list) = &header.value else { continue };
        for addr in list.iter().take(1_000) {
            let address = Address::new(addr.name(), addr.address().unwrap_or(""));
            if !(address.address.is_empty() && address.name.is_none()) {
                out.push(address);
            }
        }
    }
    if out.iter().any(|a| a.address.contains('@')) {
        return out;
    }
    let loose: Vec<Address> = headers
        .all(raw_name)
        .flat_map(|raw| loose_addresses(&headers::decode_words(raw)))
        .take(1_000)
        .collect();
    if loose.is_empty() { out } else { loose }
}

/// Every word with an `@` inside.
fn loose_addresses(raw: &str) -> Vec<Address> {
    raw.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')' | '[' | ']' | '\'')
    })
    .filter(|w| w.split_once('@').is_some_and(|(l, d)| !l.is_empty() && d.contains('.')))
    .map(|w| Address::new(None, w.trim_start_matches("mailto:")))
    .collect()
}
