//! Times of day: `by noon`, `at 3`, `half past two`, `17:30`.

use super::time::{Cursor, When, ends_in_meridiem, number};
use crate::text::Kind;

/// `by noon`, `at 3`, `by 5pm`, `at half past two`.
pub(super) fn clock_alone(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    let mut here = at;
    if !matches!(c.word(here), "at" | "by" | "before" | "until" | "till" | "around" | "um" | "bis" | "about")
    {
        return None;
    }
    here += 1;
    if matches!(c.word(here), "about" | "around" | "the" | "latest" | "exactly") {
        here += 1;
    }
    let (end, hour, minute) = clock(c, here)?;
    // `at 3 Station Road`, `at 40 %`, `at 5 desks`: a noun behind makes it no time.
    let next = c.word(end);
    let noun = c.document.tokens.get(end).filter(|_| end < c.last).is_some_and(|token| {
        token.kind == Kind::Word
            && !c.written(here).contains(':')
            && !ends_in_meridiem(c, here)
            && !matches!(
                next,
                "and"
                    | "but"
                    | "so"
                    | "or"
                    | "when"
                    | "with"
                    | "to"
                    | "if"
                    | "at"
                    | "in"
                    | "on"
                    | "for"
                    | "sharp"
                    | "because"
                    | "then"
                    | "today"
                    | "tomorrow"
                    | "tonight"
                    | "this"
                    | "after"
                    | "before"
                    | "from"
                    | "as"
                    | "which"
                    | "where"
                    | "while"
                    | "once"
                    | "until"
                    | "uhr"
                    | "your"
                    | "our"
                    | "my"
                    | "local"
                    | "latest"
                    | "und"
                    | "mit"
                    | "by"
                    | "the"
                    | "please"
                    | "via"
                    | "that"
                    | "i"
                    | "we"
                    | "you"
                    | "unless"
                    | "about"
                    | "whatever"
                    | "whether"
                    | "even"
                    | "though"
                    | "except"
                    | "either"
                    | "again"
                    | "too"
                    | "also"
                    | "instead"
                    | "exactly"
                    | "myself"
            )
    });
    let past = matches!(next, "%" | "/");
    (!noun && !past).then_some((end, When::Clock(hour, minute)))
}

/// A time of day; without a.m. or p.m. the hours from 1 to 6 are those of the afternoon.
pub(super) fn clock(c: &Cursor<'_>, at: usize) -> Option<(usize, u8, u8)> {
    match c.word(at) {
        "noon" | "midday" | "mittag" | "lunchtime" | "lunch" => return Some((at + 1, 12, 0)),
        "midnight" => return Some((at + 1, 0, 0)),
        "half" if c.word(at + 1) == "past" => {
            let (end, hour, 0) = clock(c, at + 2)? else { return None };
            return Some((end, hour, 30));
        }
        "quarter" if matches!(c.word(at + 1), "past" | "to") => {
            let (end, hour, 0) = clock(c, at + 2)? else { return None };
            return Some(if c.word(at + 1) == "past" {
                (end, hour, 15)
            } else {
                (end, hour.checked_sub(1)?, 45)
            });
        }
        "halb" => {
            let (end, hour, 0) = clock(c, at + 1)? else { return None };
            return Some((end, hour.checked_sub(1)?, 30));
        }
        _ => {}
    }
    let word = c.word(at);
    let (word, mut meridiem) = if let Some(word) = word.strip_suffix("pm") {
        (word, Some(true))
    } else if let Some(word) = word.strip_suffix("am").filter(|word| !word.is_empty()) {
        (word, Some(false))
    } else {
        (word.strip_suffix('h').unwrap_or(word), None)
    };
    let (hour, minute) = match word.split_once([':', '.']) {
        Some((hour, minute)) => {
            if minute.len() != 2 {
                return None;
            }
            (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?)
        }
        None => {
            let spoken = match word {
                "a" | "an" | "couple" => None,
                word => number(word).and_then(|n| u8::try_from(n).ok()),
            }?;
            (spoken, 0)
        }
    };
    let mut end = at + 1;
    if meridiem.is_none() {
        let glued_dot = |at: usize| c.word(at) == ".";
        match c.word(end) {
            "pm" => (meridiem, end) = (Some(true), end + 1),
            "am" if !c.german => (meridiem, end) = (Some(false), end + 1),
            "p" if glued_dot(end + 1) && c.word(end + 2) == "m" => (meridiem, end) = (Some(true), end + 3),
            "a" if glued_dot(end + 1) && c.word(end + 2) == "m" => (meridiem, end) = (Some(false), end + 3),
            "o'clock" | "uhr" | "sharp" => end += 1,
            _ => {}
        }
    }
    if hour > 24 || minute > 59 {
        return None;
    }
    let written_out = word.contains([':', '.']) || c.german;
    let hour = match meridiem {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) => hour,
        // `at 3` in an office is three in the afternoon.
        None if (1..=6).contains(&hour) && !(written_out && (word.starts_with('0') || c.german)) => hour + 12,
        None => hour,
    };
    Some((end, if hour == 24 { 0 } else { hour }, minute))
}
