//! Header lines: RFC 2047 words where needed, folded, and closed to injection.

use crate::message::{Address, clean_line};
use base64::{Engine, engine::general_purpose::STANDARD};

/// Header lines of one message or part.
#[derive(Debug, Default)]
pub(super) struct Headers {
    out: String,
}

/// Names that [`super::compose`] writes, or that must not be set from outside.
const OWN: &[&str] = &[
    "date",
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "auto-submitted",
    "x-auto-response-suppress",
    "x-alongside-loop",
    "mime-version",
    "return-path",
    "dkim-signature",
    "received",
];

impl Headers {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// A value that is known to be harmless ASCII.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!("{name}: {value}\r\n"));
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        let value = clean_line(value);
        self.folded(name, &words(&value, name.len() + 2));
    }

    /// A header from outside: only a proper name that is not ours.
    pub(super) fn extra(&mut self, name: &str, value: &str) {
        let proper = !name.is_empty()
            && name.len() <= 60
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let lower = name.to_ascii_lowercase();
        if proper && !OWN.contains(&lower.as_str()) && !lower.starts_with("content-") {
            self.text(name, value);
        }
    }

    pub(super) fn ids(&mut self, name: &str, ids: &[String]) {
        let ids: Vec<String> = ids
            .iter()
            .map(|id| {
                id.chars()
                    .filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
                    .take(900)
                    .collect::<String>()
            })
            .filter(|id| !id.is_empty())
            .map(|id| format!("<{id}>"))
            .collect();
        if !ids.is_empty() {
            self.plain(name, &ids.join("\r\n "));
        }
    }

    pub(super) fn addresses(&mut self, name: &str, list: &[Address]) {
        let list: Vec<String> = list.iter().filter_map(mailbox).collect();
        if !list.is_empty() {
            self.plain(name, &list.join(",\r\n "));
        }
    }

    /// Breaks at blanks so that lines stay near 76 characters.
    fn folded(&mut self, name: &str, value: &str) {
        let mut line = name.len() + 1;
        self.out.push_str(name);
        self.out.push(':');
        let mut first = true;
        for word in value.split(' ') {
            let width = word.chars().count() + 1;
            if !first && line + width > 76 && !word.is_empty() {
                self.out.push_str("\r\n");
                line = 0;
            }
            self.out.push(' ');
            self.out.push_str(word);
            line += width;
            first = false;
        }
        self.out.push_str("\r\n");
    }
}

/// `Name <address>`; nothing for an address that is none.
fn mailbox(address: &Address) -> Option<String> {
    let spec: String = address
        .address
        .chars()
        .filter(|c| {
            !c.is_control()
                && !c.is_whitespace()
                && !matches!(c, '<' | '>' | ',' | ';' | '(' | ')' | '"' | '\\' | ':')
        })
        .take(320)
        .collect();
    if !spec.contains('@') {
        return None;
    }
    match address.name.as_deref().map(clean_line).filter(|n| !n.is_empty()) {
        None => Some(spec),
        Some(name) => Some(format!("{}\r\n <{spec}>", phrase(&name))),
    }
}

fn phrase(name: &str) -> String {
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~ ".contains(c);
    if name.chars().all(atom) && !name.contains("=?") && name.len() <= 70 {
        return name.to_string();
    }
    if name.chars().all(|c| c.is_ascii() && !c.is_control()) && !name.contains("=?") && name.len() <= 70 {
        return format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    }
    encoded(name, 12).replace(' ', "\r\n ")
}

/// As it is when plain, else as encoded words.
fn words(value: &str, used: usize) -> String {
    let plain = value.chars().all(|c| c.is_ascii_graphic() || c == ' ')
        && !value.contains("=?")
        && value.split(' ').all(|w| w.len() <= 200);
    if plain { value.to_string() } else { encoded(value, used) }
}

/// UTF-8 base64 words of at most 75 characters, never cutting a character in two.
fn encoded(value: &str, used: usize) -> String {
    let mut out = Vec::new();
    let mut chunk = String::new();
    for c in value.chars() {
        // 45 bytes make 60 characters and 12 around them; the first word shares its line with the name.
        let max = if out.is_empty() { 45usize.saturating_sub(used * 3 / 4).max(12) } else { 45 };
        if chunk.len() + c.len_utf8() > max {
            out.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&chunk)));
            chunk.clear();
        }
        chunk.push(c);
    }
    if !chunk.is_empty() {
        out.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&chunk)));
    }
    out.join(" ")
}
