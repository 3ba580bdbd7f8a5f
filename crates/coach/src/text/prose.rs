//! Which lines of a text somebody wrote as prose: not quoted mail, code, logs, stack traces, a signature.
//!
//! Line by line, in one pass, without looking at words beyond what gives a machine's line away.

use std::ops::Range;

/// The parts of a text that count.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Bytes of each paragraph of prose, in order.
    pub segments: Vec<Range<usize>>,
    /// The closing and all that follows.
    pub signature: Option<Range<usize>>,
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

pub fn find(text: &str) -> Parts {
    let mut lines = Vec::with_capacity(text.len() / 40 + 1);
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        lines.push(Line { text: line, start: at, end: at + line.len() });
        at += raw.len();
    }
    let signature_line = signature(&lines);
    let mut parts = Parts::default();
    let mut open: Option<Range<usize>> = None;
    let mut fence: Option<&str> = None;
    let (mut after_blank, mut in_code, mut in_trace) = (true, false, false);
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        if signature_line == Some(i) {
            parts.signature = Some(line.start..text.len());
            break;
        }
        let trimmed = line.text.trim_start();
        let blank = trimmed.is_empty();
        let is_prose = if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            }
            false
        } else if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            fence = Some(mark);
            false
        } else if blank {
            in_trace = false;
            false
        } else if is_attribution(trimmed) || attribution_over_two(&lines, i) {
            // Quoted mail marked with `>` may be answered between the lines; otherwise the rest is the old mail.
            let mut next = i + 1;
            while lines.get(next).is_some_and(|l| {
                let t = l.text.trim();
                t.is_empty() || t.ends_with(':')
            }) {
                next += 1;
            }
            let marked = lines.get(next).is_some_and(|l| l.text.trim_start().starts_with('>'));
            if !marked {
                break;
            }
            i = next;
            close(&mut open, &mut parts);
            continue;
        } else if is_old_mail(trimmed, &lines, i) {
            break;
        } else if trimmed.starts_with('>') || trimmed.starts_with("| ") {
            false
        } else if is_indented(line.text) && !is_item(trimmed) && (after_blank || in_code) {
            in_code = true;
            false
        } else {
            let machine = is_machine(trimmed) || (in_trace && is_indented(line.text));
            in_trace = machine;
            !machine
        };
        if !blank && !is_indented(line.text) {
            in_code = false;
        }
        after_blank = blank || !is_prose;
        if is_prose {
            match &mut open {
                Some(range) => range.end = line.end,
                None => open = Some(line.start..line.end),
            }
        } else {
            close(&mut open, &mut parts);
        }
        i += 1;
    }
    close(&mut open, &mut parts);
    parts
}

fn close(open: &mut Option<Range<usize>>, parts: &mut Parts) {
    if let Some(range) = open.take() {
        parts.segments.push(range);
    }
}

fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

/// A bullet or a numbered item.
fn is_item(trimmed: &str) -> bool {
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let after = trimmed.get(digits..).unwrap_or_default();
    trimmed.starts_with("- ")
        || trimmed.starts_with("* ")
        || trimmed.starts_with("• ")
        || (digits > 0 && digits < 3 && (after.starts_with(". ") || after.starts_with(") ")))
}

/// `On Tuesday, Ana wrote:` and its sisters.
fn is_attribution(line: &str) -> bool {
    let line = line.trim_end();
    if !line.ends_with(':') || line.len() > 300 {
        return false;
    }
    let lower = line.to_lowercase();
    let wrote = ["wrote:", "writes:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "geschreven:"];
    let opens = lower.starts_with("on ") || lower.starts_with("am ") || lower.starts_with("le ");
    (opens && wrote.iter().any(|end| lower.ends_with(end)))
        || (lower.starts_with("am ")
            && lower.contains(" schrieb ")
            && lower.chars().any(|c| c.is_ascii_digit()))
        || (line.contains('@') && wrote.iter().any(|end| lower.ends_with(end)))
}

fn attribution_over_two(lines: &[Line<'_>], i: usize) -> bool {
    let (Some(first), Some(second)) = (lines.get(i), lines.get(i + 1)) else { return false };
    let first = first.text.trim();
    if !(first.starts_with("On ") || first.starts_with("Am ")) || first.ends_with(['.', ':']) {
        return false;
    }
    let second = second.text.trim();
    (second.ends_with("wrote:") || second.ends_with("schrieb:")) && second.len() < 120
}

/// Where a forwarded or top-posted old mail begins.
fn is_old_mail(trimmed: &str, lines: &[Line<'_>], i: usize) -> bool {
    let dashes = trimmed.starts_with("-----") || trimmed.starts_with("________");
    if dashes {
        let lower = trimmed.to_lowercase();
        if [
            "original message",
            "ursprüngliche nachricht",
            "forwarded message",
            "weitergeleitet",
            "original-nachricht",
        ]
        .iter()
        .any(|words| lower.contains(words))
        {
            return true;
        }
    }
    let head =
        |line: &Line<'_>, names: &[&str]| names.iter().any(|name| line.text.trim_start().starts_with(name));
    let Some(line) = lines.get(i) else { return false };
    if !head(line, &["From:", "Von:", "*From:*", "De:"]) {
        return false;
    }
    let following = lines.get(i + 1..(i + 5).min(lines.len())).unwrap_or_default();
    let date =
        following.iter().any(|l| head(l, &["Sent:", "Date:", "Gesendet:", "Datum:", "*Sent:*", "*Date:*"]));
    let rest =
        following.iter().any(|l| head(l, &["To:", "An:", "Subject:", "Betreff:", "*To:*", "*Subject:*"]));
    date && rest
}

/// A line that a machine wrote, or that a machine is meant to read.
fn is_machine(line: &str) -> bool {
    let bytes = line.as_bytes();
    let Some(first) = bytes.first() else { return false };
    if first.is_ascii_digit() || *first == b'[' || *first == b'(' || *first == b'<' {
        if has_stamp(line) {
            return true;
        }
        if *first == b'<' && line.ends_with('>') {
            return true;
        }
    }
    if matches!(first, b'{' | b'}' | b';') || (*first == b'$' && bytes.get(1) == Some(&b' ')) {
        return true;
    }
    if first.is_ascii_uppercase() || first.is_ascii_lowercase() {
        if begins_with_level(line) || is_prompt(line) || is_trace(line) {
            return true;
        }
        // `Mar  3 10:11:12 host daemon[12]: …`
        if let Some(rest) = month(line) {
            let rest = rest.trim_start();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if (1..=2).contains(&digits)
                && clock(rest.get(digits..).unwrap_or_default().trim_start()) == Some(true)
            {
                return true;
            }
        }
    }
    let signs =
        bytes.iter().filter(|b| b.is_ascii_punctuation() && !matches!(b, b'.' | b',' | b'!' | b'?')).count();
    let written = bytes.iter().filter(|b| !b.is_ascii_whitespace()).count();
    (written >= 8 && signs * 10 >= written * 4) || (bytes.len() > 2 && written == signs)
}

fn month(line: &str) -> Option<&str> {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .iter()
        .find_map(|name| line.strip_prefix(name))
        .filter(|rest| rest.starts_with(' '))
}

/// `12:03` gives false, `12:03:59` true.
fn clock(text: &str) -> Option<bool> {
    let b = text.as_bytes();
    let digit = |at: usize| b.get(at).is_some_and(u8::is_ascii_digit);
    if !(digit(0) && digit(1) && b.get(2) == Some(&b':') && digit(3) && digit(4)) {
        return None;
    }
    Some(b.get(5) == Some(&b':') && digit(6) && digit(7))
}

/// A line that begins with a machine's time: with seconds, or after a date in figures.
fn has_stamp(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', '<']);
    if clock(line) == Some(true) {
        return true;
    }
    let b = line.as_bytes();
    let digit = |at: usize| b.get(at).is_some_and(u8::is_ascii_digit);
    // `2026-03-01 10:00`, `2026-03-01T10:00`, `2026/03/01 10:00`, `01.03.2026 10:00:01`
    let date = (digit(0) && digit(3) && matches!(b.get(4), Some(b'-' | b'/')) && digit(5) && digit(8))
        || (digit(0)
            && digit(1)
            && matches!(b.get(2), Some(b'.' | b'/'))
            && digit(3)
            && digit(6)
            && digit(9));
    if date && line.get(11..).and_then(clock).is_some() {
        return true;
    }
    // `[12345.678901] usb 1-1: …`
    line.split_once(']').is_some_and(|(inside, _)| {
        inside.len() >= 5
            && inside.contains('.')
            && inside.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b' ')
    })
}

fn begins_with_level(line: &str) -> bool {
    let word_end = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let (word, rest) = line.split_at(word_end);
    match word {
        "ERROR" | "WARN" | "FATAL" | "DEBUG" | "TRACE" | "CRITICAL" | "SEVERE" | "ERR" => true,
        "WARNING" | "INFO" | "NOTICE" => rest.starts_with(':') || rest.starts_with(' ') && rest.contains(':'),
        "Error" | "error" | "fatal" | "FAILED" | "Fatal" | "Exception" | "warning" | "panic" => {
            rest.starts_with(':') || rest.starts_with(" 0x") || (rest.starts_with('[') && rest.contains("]:"))
        }
        _ => false,
    }
}

fn is_prompt(line: &str) -> bool {
    if line.starts_with("PS ") && line.contains('>') {
        return true;
    }
    let b = line.as_bytes();
    if b.get(1) == Some(&b':') && b.get(2) == Some(&b'\\') {
        return true;
    }
    if ["sudo ", "cd ", "ping ", "ipconfig", "robocopy ", "net use ", "ssh ", "chmod ", "systemctl "]
        .iter()
        .any(|command| line.starts_with(command))
        && !line.ends_with('.')
    {
        return true;
    }
    // `user@host:~$ …`
    line.split_once('$').is_some_and(|(before, _)| {
        before.contains('@') && before.contains(':') && !before.contains(' ') && before.len() < 60
    })
}

fn is_trace(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("at ") {
        let called = rest.contains('(') && rest.ends_with(')') && rest.contains('.');
        let placed = rest.contains(':') && rest.contains('/') && rest.bytes().any(|b| b.is_ascii_digit());
        return called || placed;
    }
    line.starts_with("Traceback (")
        || line.starts_with("File \"")
        || line.starts_with("Caused by:")
        || line.starts_with("Exception in ")
        || line.starts_with("Unhandled exception")
        || (line.starts_with("... ") && line.ends_with(" more"))
        || exception_name(line)
}

/// `java.io.IOException: …`, `ValueError: …`
fn exception_name(line: &str) -> bool {
    let Some(name) = line.split([':', ' ']).next() else { return false };
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
    plain
        && name.len() > 8
        && (name.ends_with("Exception") || name.ends_with("Error"))
        && name != "Exception"
        && line.get(name.len()..).is_none_or(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// Words a letter closes with.
const CLOSINGS: [&str; 34] = [
    "best",
    "best regards",
    "best wishes",
    "all the best",
    "warm regards",
    "warmly",
    "kind regards",
    "kindest regards",
    "regards",
    "many thanks",
    "thanks",
    "thank you",
    "thanks in advance",
    "thanks and regards",
    "kind regards and thanks",
    "thanks & regards",
    "with thanks",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "yours",
    "respectfully",
    "take care",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "freundliche grüße",
    "viele grüße",
    "beste grüße",
    "liebe grüße",
    "schöne grüße",
    "gruß",
    "mfg",
];

/// The line at which a signature begins: `--`, or a closing followed by nothing but short lines.
fn signature(lines: &[Line<'_>]) -> Option<usize> {
    if let Some(at) = lines.iter().position(|l| l.text == "--" || l.text == "-- ") {
        return Some(at);
    }
    let from = lines.len().saturating_sub(14);
    for (at, line) in lines.iter().enumerate().skip(from) {
        let text = line.text.trim();
        if text.is_empty() || text.len() > 48 || at == 0 {
            continue;
        }
        let bare = text.trim_end_matches(['.', ',', '!', ' ']).to_lowercase();
        if !CLOSINGS.contains(&bare.as_str()) {
            continue;
        }
        let rest = lines.get(at + 1..).unwrap_or_default();
        let written = rest.iter().filter(|l| !l.text.trim().is_empty());
        let count = written.clone().count();
        let short = written.clone().all(|l| l.text.trim().len() <= 70 && !l.text.trim_end().ends_with('?'));
        // `Thanks!` alone at the end is a sentence; with a name below, or with a comma, it closes.
        let closes = count > 0 || text.ends_with(',') || !bare.starts_with("thank");
        if closes && short && count <= 9 {
            return Some(at);
        }
    }
    None
}
