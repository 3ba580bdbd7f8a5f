//! MIME parts and their transfer encodings.

use crate::{filename, message::Attachment};
use base64::{Engine, engine::general_purpose::STANDARD};

/// A part ready to be written: its headers, and its content or its children.
pub(super) struct Part {
    headers: String,
    content: Vec<u8>,
    children: Vec<Part>,
    boundary: String,
}

impl Part {
    pub(super) fn text(subtype: &str, text: &str) -> Part {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let plain = text.is_ascii()
            && !text.contains("=_")
            && text
                .lines()
                .all(|l| l.len() <= 76 && !l.ends_with([' ', '\t']) && !l.starts_with("From ") && l != ".");
        let (encoding, content) = if plain {
            ("7bit", text.replace('\n', "\r\n"))
        } else {
            ("quoted-printable", quoted_printable(&text))
        };
        let mut content = content.into_bytes();
        if !content.ends_with(b"\r\n") {
            content.extend_from_slice(b"\r\n");
        }
        Part {
            headers: format!(
                "Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n"
            ),
            content,
            children: Vec::new(),
            boundary: String::new(),
        }
    }

    pub(super) fn file(file: &Attachment) -> Part {
        let kind = safe_type(&file.content_type);
        let name = filename::harmless(Some(&file.filename), kind, 1);
        let id = file
            .content_id
            .as_deref()
            .map(|id| {
                id.chars()
                    .filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
                    .take(500)
                    .collect::<String>()
            })
            .filter(|id| !id.is_empty());
        let disposition = if file.inline && id.is_some() { "inline" } else { "attachment" };
        let mut headers = format!(
            "Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: {disposition};\r\n {}\r\n",
            parameter("filename", &name)
        );
        if let Some(id) = id {
            headers.push_str(&format!("Content-ID: <{id}>\r\n"));
        }
        Part { headers, content: base64_lines(&file.bytes), children: Vec::new(), boundary: String::new() }
    }

    pub(super) fn multipart(subtype: &str, boundary: String, children: Vec<Part>) -> Part {
        Part {
            headers: format!("Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n"),
            content: Vec::new(),
            children,
            boundary,
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.headers.as_bytes());
        out.extend_from_slice(b"\r\n");
        if self.children.is_empty() {
            out.extend_from_slice(&self.content);
            return;
        }
        for child in &self.children {
            out.extend_from_slice(format!("--{}\r\n", self.boundary).as_bytes());
            child.write(out);
            if !out.ends_with(b"\r\n") {
                out.extend_from_slice(b"\r\n");
            }
        }
        out.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
    }
}

/// `type/subtype` of plain tokens; what would change the structure of the mail becomes a mere file.
fn safe_type(claimed: &str) -> &str {
    let token = |t: &str| {
        !t.is_empty()
            && t.len() <= 100
            && t.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b))
    };
    match claimed.split_once('/') {
        Some((kind, sub))
            if token(kind)
                && token(sub)
                && !kind.eq_ignore_ascii_case("multipart")
                && !kind.eq_ignore_ascii_case("message") =>
        {
            claimed
        }
        _ => "application/octet-stream",
    }
}

/// `name="value"`, or its RFC 2231 form in pieces of one line each.
fn parameter(name: &str, value: &str) -> String {
    if value.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\' || b == b' ')
        && value.len() <= 60
    {
        return format!("{name}=\"{value}\"");
    }
    let mut escaped = Vec::new();
    let mut piece = String::new();
    for b in value.bytes() {
        let coded = if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
            (b as char).to_string()
        } else {
            format!("%{b:02X}")
        };
        if piece.len() + coded.len() > 54 {
            escaped.push(std::mem::take(&mut piece));
        }
        piece.push_str(&coded);
    }
    escaped.push(piece);
    if escaped.len() == 1 {
        return format!("{name}*=utf-8''{}", escaped[0]);
    }
    escaped
        .iter()
        .enumerate()
        .map(|(n, piece)| format!("{name}*{n}*={}{piece}", if n == 0 { "utf-8''" } else { "" }))
        .collect::<Vec<_>>()
        .join(";\r\n ")
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3 * 4 + bytes.len() / 57 * 2 + 8);
    for chunk in bytes.chunks(57) {
        out.extend_from_slice(STANDARD.encode(chunk).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// RFC 2045 6.7, lines of at most 76 characters; also hides what servers treat specially at line starts.
fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_none() && line.is_empty() {
            break;
        }
        let mut width = 0;
        let bytes = line.as_bytes();
        let special = line.starts_with("From ") || line == ".";
        for (at, &b) in bytes.iter().enumerate() {
            let last = at + 1 == bytes.len();
            let plain = (b.is_ascii_graphic() && b != b'=' || (b == b' ' || b == b'\t') && !last)
                && !(special && at == 0);
            let need = if plain { 1 } else { 3 };
            if width + need > 75 {
                out.push_str("=\r\n");
                width = 0;
            }
            if plain {
                out.push(b as char)
            } else {
                out.push_str(&format!("={b:02X}"))
            }
            width += need;
        }
        out.push_str("\r\n");
    }
    out
}
