//! The boundaries between the parts of a mail: how many there are, and which one is meant when the header names another.
//!
//! Reads lines only; what the parts hold is mail-parser's work.

use std::collections::{BTreeSet, HashSet};

/// Boundaries beyond which the rest of the mail is not opened.
const MAX_MET: usize = 2_500;
/// Parts that hold parts, beyond which it is not, too.
pub(crate) const MAX_DECLARED: usize = 200;
/// Lines of the text in which the true boundary is looked for.
const MAX_LOOKED_AT: usize = 2_000;

/// The boundaries that a mail declares, and how often they were met.
#[derive(Default)]
pub(crate) struct Boundaries<'a> {
    known: HashSet<&'a [u8]>,
    lengths: BTreeSet<usize>,
    pub(crate) declared: usize,
    met: usize,
}

impl<'a> Boundaries<'a> {
    /// Remembers the boundary that a header line declares.
    pub(crate) fn learn(&mut self, line: &'a [u8]) {
        let Some(value) = declared(line) else { return };
        self.declared += 1;
        if !value.is_empty() && value.len() <= 200 && self.known.insert(value) {
            self.lengths.insert(value.len());
        }
    }

    /// Counts a line that begins with `--` if a boundary follows.
    pub(crate) fn meet(&mut self, line: &[u8]) {
        let rest = &line[2..];
        let mut lengths = self.lengths.iter().take_while(|n| **n <= rest.len());
        self.met += usize::from(lengths.any(|n| self.known.contains(&rest[..*n])));
    }

    pub(crate) fn are_too_many(&self) -> bool {
        self.declared > MAX_DECLARED || self.met > MAX_MET
    }
}

/// The boundary that a line names.
fn declared(line: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"boundary=";
    if line.len() > 2_000 || !line.contains(&b'=') {
        return None;
    }
    let at = line.windows(NAME.len()).position(|w| w.eq_ignore_ascii_case(NAME))?;
    let value = &line[at + NAME.len()..];
    let quoted = value.first() == Some(&b'"');
    let value = &value[usize::from(quoted)..];
    let ends = |b: &u8| if quoted { *b == b'"' } else { b.is_ascii_whitespace() || *b == b';' };
    Some(&value[..value.iter().position(ends).unwrap_or(value.len())])
}

/// The mail with the boundary that stands between its parts, where its header names none of them: programs on the
/// way change one and forget the other. `None` for all that is in order or cannot be helped.
pub(crate) fn with_true_boundary(raw: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    let mut kind: Option<(usize, usize)> = None;
    let mut in_kind = false;
    for line in raw.split_inclusive(|&b| b == b'\n') {
        if line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        in_kind = if folded { in_kind } else { starts_with(line, b"content-type:") && kind.is_none() };
        if in_kind {
            kind = Some((kind.map_or(at, |(from, _)| from), at + line.len()));
        }
        at += line.len();
    }
    let (from, to) = kind?;
    let header = &raw[from..to];
    let value = header[b"content-type:".len()..].trim_ascii_start();
    if !starts_with(value, b"multipart/") {
        return None;
    }
    let named = header.split(|&b| b == b'\n').find_map(declared);
    let is_named = |line: &[u8]| {
        named.is_some_and(|n| !n.is_empty() && line.starts_with(b"--") && line[2..].starts_with(n))
    };
    let lines = || raw[at..].split(|&b| b == b'\n');
    let mut candidate: Option<&[u8]> = None;
    let mut found = None;
    for line in lines().take(MAX_LOOKED_AT) {
        let line = line.trim_ascii_end();
        if is_named(line) {
            return None;
        }
        if let Some(boundary) = candidate.filter(|_| found.is_none() && starts_with(line, b"content-")) {
            found = Some(boundary);
        }
        candidate = line.strip_prefix(b"--").filter(|b| {
            (1..=200).contains(&b.len())
                && b.iter().all(|c| (0x21..0x7f).contains(c) && !b"\"\\<>".contains(c))
        });
    }
    let found = found.filter(|_| !lines().skip(MAX_LOOKED_AT).any(is_named))?;
    // All that stood in the header but the boundary.
    let kept: Vec<&[u8]> = value
        .split(|&b| b == b';')
        .map(<[u8]>::trim_ascii)
        .filter(|p| !p.is_empty() && !starts_with(p, b"boundary"))
        .collect();
    let mut out = Vec::with_capacity(raw.len() + 300);
    out.extend_from_slice(&raw[..from]);
    out.extend_from_slice(b"Content-Type: ");
    out.extend_from_slice(&kept.join(&b"; "[..]));
    out.extend_from_slice(b"; boundary=\"");
    out.extend_from_slice(found);
    out.extend_from_slice(b"\"\n");
    out.extend_from_slice(&raw[to..]);
    Some(out)
}

fn starts_with(line: &[u8], name: &[u8]) -> bool {
    line.get(..name.len()).is_some_and(|l| l.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use crate::{Defect, parse};

    const HEAD: &str = "From: ana@example.org\r\nSubject: x\r\nMessage-ID: <1@x>\r\n";
    const PARTS: &str = "--q\r\nContent-Type: text/plain\r\n\r\nhello\r\n--q\r\nContent-Type: image/png; name=a.png\r\n\r\nxy\r\n--q--\r\n";

    #[test]
    fn parts_are_found_when_the_header_names_another_boundary_or_none() {
        for kind in
            ["multipart/mixed; boundary=other", "multipart/mixed", "multipart/mixed;\r\n\tboundary=\"o\""]
        {
            let message = parse(format!("{HEAD}Content-Type: {kind}\r\n\r\n{PARTS}").as_bytes());
            assert_eq!(message.body.visible, "hello", "{kind}");
            assert_eq!(message.attachments.len(), 1, "{kind}");
            assert!(message.defects.contains(&Defect::WrongBoundary), "{kind}");
        }
        let right =
            parse(format!("{HEAD}Content-Type: multipart/mixed; boundary=q\r\n\r\n{PARTS}").as_bytes());
        assert_eq!((right.body.visible.as_str(), right.attachments.len()), ("hello", 1));
        assert!(!right.defects.contains(&Defect::WrongBoundary));
    }

    #[test]
    fn words_that_were_announced_as_parts_are_shown() {
        for text in ["hello there", "hello -- there\r\n--\r\nAna"] {
            let message = parse(
                format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{text}\r\n").as_bytes(),
            );
            assert!(message.body.visible.starts_with("hello"), "{:?}", message.body);
            assert!(message.attachments.is_empty());
        }
    }
}
