//! Expressions of time: where they stand, and what they say.

use super::clock::{clock, clock_alone};
use super::duration::duration;
use crate::language::Language;
use crate::text::{Document, Kind};
use jiff::civil::Weekday;
use std::ops::Range;

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day, with a part or an hour of it.
    Day(Day, Part),
    /// The next time a clock shows this.
    Clock(u8, u8),
    /// So many minutes of elapsed time.
    Minutes(i64),
    /// So many days from today, at the end of the working day.
    Days(i64),
    WorkingDays(i64),
    EndOfWeek,
    NextWeek,
    /// The last day of this month, or of the next month of that number.
    EndOfMonth(Option<i8>),
    /// Friday of the week after so many weeks.
    Weeks(i64),
    /// A date in figures that can be read in two ways.
    Ambiguous,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    Today,
    Tomorrow,
    AfterTomorrow,
    Weekday(Weekday),
    /// Weekday of the next calendar week.
    NextWeekday(Weekday),
    /// Day and month.
    Date(i8, i8),
    /// Day, month and year.
    Full(i8, i8, i16),
    /// Day of this month or the next.
    OfMonth(i8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The end of the working day.
    End,
    FirstThing,
    Morning,
    Noon,
    Evening,
    Hour(u8, u8),
}

/// An expression and the tokens it takes, its preposition among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub tokens: Range<usize>,
    pub when: When,
}

pub(super) struct Cursor<'a> {
    pub document: &'a Document<'a>,
    /// One past the last token.
    pub last: usize,
    /// The first token.
    pub first: usize,
    pub german: bool,
}

impl Cursor<'_> {
    /// Whether the stretch begins here.
    pub fn begins(&self, at: usize) -> bool {
        at == self.first
    }

    pub fn word(&self, at: usize) -> &str {
        if at >= self.last {
            return "";
        }
        self.document.tokens.get(at).map_or("", |token| self.document.normal(token))
    }

    pub fn written(&self, at: usize) -> &str {
        if at >= self.last {
            return "";
        }
        self.document.tokens.get(at).map_or("", |token| self.document.written(token))
    }
}

/// Every expression of a stretch of tokens; none overlaps another.
pub fn find(document: &Document<'_>, tokens: &Range<usize>, language: Language) -> Vec<Found> {
    let cursor =
        Cursor { document, last: tokens.end, first: tokens.start, german: language == Language::German };
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match expression(&cursor, at) {
            Some((end, when)) if end > at => {
                found.push(Found { tokens: at..end, when });
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads an expression that begins at a token; answers where it ends.
fn expression(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    duration(c, at)
        .or_else(|| week(c, at))
        .or_else(|| close(c, at))
        .or_else(|| day(c, at))
        .or_else(|| clock_alone(c, at))
}

pub(super) fn number(word: &str) -> Option<i64> {
    if let Ok(number) = word.parse::<i64>() {
        return (0..=10_000).contains(&number).then_some(number);
    }
    let number = match word {
        "a" | "an" | "one" | "ein" | "eine" | "einer" | "einem" | "eins" => 1,
        "two" | "couple" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fünf" => 5,
        "six" | "sechs" => 6,
        "seven" | "sieben" => 7,
        "eight" | "acht" => 8,
        "nine" | "neun" => 9,
        "ten" | "zehn" => 10,
        "eleven" | "elf" => 11,
        "twelve" | "zwölf" => 12,
        "fifteen" | "fünfzehn" => 15,
        "twenty" | "zwanzig" => 20,
        "thirty" | "dreißig" => 30,
        "forty" => 40,
        "fifty" => 50,
        "ninety" => 90,
        "sixty" => 60,
        _ => return None,
    };
    Some(number)
}

/// `by the end of the week`, `next week`.
fn week(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    let mut here = at;
    if matches!(c.word(here), "by" | "before" | "until" | "till" | "bis" | "at" | "zum") {
        here += 1;
    }
    if c.word(here) == "the" {
        here += 1;
    }
    if matches!(c.word(here), "end" | "ende") {
        here += 1;
        if c.word(here) == "of" {
            here += 1;
        }
        if matches!(c.word(here), "the" | "this" | "der" | "dieser") {
            here += 1;
        }
        let next = matches!(c.word(here), "next" | "nächster" | "kommender");
        if next {
            here += 1;
        }
        if matches!(c.word(here), "week" | "woche") {
            return Some((here + 1, if next { When::NextWeek } else { When::EndOfWeek }));
        }
        if matches!(c.word(here), "month" | "monats") && !next {
            return Some((here + 1, When::EndOfMonth(None)));
        }
        if let Some(month) = month(c.word(here)) {
            return Some((here + 1, When::EndOfMonth(Some(month))));
        }
        return None;
    }
    if matches!(c.word(here), "next" | "nächste" | "nächster" | "kommende")
        && matches!(c.word(here + 1), "week" | "woche")
    {
        return Some((here + 2, When::NextWeek));
    }
    if c.word(here) == "this" && c.word(here + 1) == "week" {
        return Some((here + 2, When::EndOfWeek));
    }
    if c.german && matches!(c.word(here), "diese") && c.word(here + 1) == "woche" {
        return Some((here + 2, When::EndOfWeek));
    }
    None
}

/// `by EOD`, `by close of business`, `before the day is out`, `by the end of the day`, with a day behind.
fn close(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    let mut here = at;
    if matches!(c.word(here), "by" | "before" | "until" | "till" | "at" | "bis" | "zum") {
        here += 1;
    }
    if c.word(here) == "the" {
        here += 1;
    }
    let end = match c.word(here) {
        "eod" | "cob" | "eob" => here + 1,
        "close" if c.word(here + 1) == "of" && matches!(c.word(here + 2), "business" | "play" | "day") => {
            here + 3
        }
        "end" if c.word(here + 1) == "of" => {
            let mut end = here + 2;
            if matches!(c.word(end), "the" | "this" | "my" | "our" | "your") {
                end += 1;
            }
            if c.word(end) == "working" || c.word(end) == "business" {
                end += 1;
            }
            if matches!(c.word(end), "day" | "today" | "business" | "shift") {
                end + 1
            } else if let Some((end, When::Day(day, Part::End))) = day(c, end) {
                return Some((end, When::Day(day, Part::End)));
            } else {
                return None;
            }
        }
        "feierabend" | "dienstschluss" => here + 1,
        _ => return None,
    };
    // `by close of business on Friday`
    let next = if matches!(c.word(end), "on" | "am") { end + 1 } else { end };
    if let Some((end, When::Day(day, Part::End))) = day(c, next) {
        return Some((end, When::Day(day, Part::End)));
    }
    Some((end, When::Day(Day::Today, Part::End)))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mondays" | "montag" => Weekday::Monday,
        "tuesday" | "dienstag" | "tues" => Weekday::Tuesday,
        "wednesday" | "mittwoch" => Weekday::Wednesday,
        "thursday" | "donnerstag" | "thurs" => Weekday::Thursday,
        "friday" | "freitag" => Weekday::Friday,
        "saturday" | "samstag" | "sonnabend" => Weekday::Saturday,
        "sunday" | "sonntag" => Weekday::Sunday,
        _ => return None,
    })
}

/// Short names count only with their capital: `Fri`, not `sun`.
fn short_weekday(written: &str) -> Option<Weekday> {
    Some(match written {
        "Mon" => Weekday::Monday,
        "Tue" => Weekday::Tuesday,
        "Wed" => Weekday::Wednesday,
        "Thu" | "Thur" => Weekday::Thursday,
        "Fri" => Weekday::Friday,
        "Sat" => Weekday::Saturday,
        "Sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" | "januar" => 1,
        "february" | "feb" | "februar" => 2,
        "march" | "mar" | "märz" => 3,
        "april" | "apr" => 4,
        "may" | "mai" => 5,
        "june" | "jun" | "juni" => 6,
        "july" | "jul" | "juli" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" | "oktober" | "okt" => 10,
        "november" | "nov" => 11,
        "december" | "dec" | "dezember" | "dez" => 12,
        _ => return None,
    })
}

/// `24`, `24th`.
fn day_of_month(word: &str) -> Option<i8> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(figures.len()..).unwrap_or_default();
    let fits = matches!(ending, "" | "st" | "nd" | "rd" | "th");
    figures.parse::<i8>().ok().filter(|day| fits && (1..=31).contains(day))
}

/// A day, with the part or the hour of it before or behind.
fn day(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    let mut here = at;
    let mut before = None;
    // `at 3 on Thursday`, `3pm on Thursday`, `first thing on Monday`, `noon on Friday`
    if let Some((end, part)) = part_before(c, here) {
        before = Some(part);
        here = end;
    }
    if matches!(
        c.word(here),
        "by" | "on"
            | "before"
            | "until"
            | "till"
            | "from"
            | "am"
            | "bis"
            | "of"
            | "for"
            | "not"
            | "later"
            | "spätestens"
            | "latest"
            | "no"
            | "zum"
            | "than"
            | "um"
    ) && here == at
    {
        if matches!(c.word(here), "not" | "no") {
            if c.word(here + 1) == "later" && c.word(here + 2) == "than" { here += 3 } else { return None }
        } else if c.word(here) == "later" {
            here += 1;
        } else {
            here += 1;
            if matches!(c.word(here), "zum" | "am" | "spätestens") {
                here += 1;
            }
        }
    } else if before.is_some() && matches!(c.word(here), "on" | "of" | "am" | ",") {
        here += 1;
    }
    if before.is_none()
        && let Some((end, part)) = part_before(c, here)
    {
        before = Some(part);
        here = end;
        if matches!(c.word(here), "on" | "of" | "am") {
            here += 1;
        }
    }
    // `first thing in the morning` is tomorrow's.
    if before == Some(Part::FirstThing) && c.word(here.wrapping_sub(1)) == "morning" {
        return Some((here, When::Day(Day::Tomorrow, Part::FirstThing)));
    }
    let (mut end, day, mut part) = day_name(c, here)?;
    if let Some(before) = before {
        part = before;
    } else if let Some((after, later)) = part_after(c, end) {
        part = later;
        end = after;
    }
    if part_of_tonight(c, here)
        && let Part::Hour(hour, minute) = part
    {
        part = Part::Hour(afternoon(hour), minute);
    }
    let when = if day == Day::Date(0, 0) { When::Ambiguous } else { When::Day(day, part) };
    (end > at).then_some((end, when))
}

fn part_of_tonight(c: &Cursor<'_>, at: usize) -> bool {
    c.word(at) == "tonight" || (c.word(at) == "this" && c.word(at + 1) == "evening")
}

fn part_before(c: &Cursor<'_>, at: usize) -> Option<(usize, Part)> {
    if c.word(at) == "first" && c.word(at + 1) == "thing" {
        let mut end = at + 2;
        if c.word(end) == "in" && c.word(end + 1) == "the" && c.word(end + 2) == "morning" {
            end += 3;
        }
        return Some((end, Part::FirstThing));
    }
    let mut here = at;
    if matches!(c.word(here), "at" | "by" | "before" | "around" | "um" | "until" | "about") {
        here += 1;
    }
    let (end, hour, minute) = clock(c, here)?;
    // `at 3 on Thursday` only: `14 on` alone would be a date.
    let next = c.word(end);
    let names_day = matches!(next, "on" | "tomorrow" | "today" | "am" | "this") || weekday(next).is_some();
    (names_day
        && (here > at || c.word(at) == "noon" || c.written(at).contains(':') || c.word(at).ends_with('m')))
    .then_some((end, Part::Hour(hour, minute)))
}

fn part_after(c: &Cursor<'_>, at: usize) -> Option<(usize, Part)> {
    match c.word(at) {
        "morning" | "morgen" | "früh" | "vormittag" => {
            // `Thursday morning at 9`
            if let Some((end, part @ Part::Hour(..))) = part_after(c, at + 1) {
                return Some((end, part));
            }
            return Some((at + 1, Part::Morning));
        }
        "noon" | "midday" | "lunchtime" | "lunch" | "mittag" => return Some((at + 1, Part::Noon)),
        "afternoon" | "nachmittag" => {
            if let Some((end, Part::Hour(hour, minute))) = part_after(c, at + 1) {
                return Some((end, Part::Hour(afternoon(hour), minute)));
            }
            return Some((at + 1, Part::End));
        }
        "evening" | "night" | "abend" => {
            if let Some((end, Part::Hour(hour, minute))) = part_after(c, at + 1) {
                return Some((end, Part::Hour(afternoon(hour), minute)));
            }
            return Some((at + 1, Part::Evening));
        }
        "first" if c.word(at + 1) == "thing" => return Some((at + 2, Part::FirstThing)),
        "eod" | "cob" => return Some((at + 1, Part::End)),
        _ => {}
    }
    let mut here = at;
    if c.word(here) == "," {
        here += 1;
    }
    if matches!(c.word(here), "at" | "by" | "before" | "around" | "from" | "um" | "bis" | "until" | "about") {
        here += 1;
    } else if clock(c, here).is_none_or(|_| !c.written(here).contains(':') && !ends_in_meridiem(c, here)) {
        return None;
    }
    if matches!(c.word(here), "around" | "about" | "noon" | "latest") && c.word(here) != "noon" {
        here += 1;
    }
    if c.word(here) == "noon"
        || c.word(here) == "midday"
        || c.word(here) == "lunchtime"
        || c.word(here) == "lunch"
    {
        return Some((here + 1, Part::Noon));
    }
    if c.word(here) == "the" && c.word(here + 1) == "latest" {
        return None;
    }
    let (end, hour, minute) = clock(c, here)?;
    Some((end, Part::Hour(hour, minute)))
}

pub(super) fn ends_in_meridiem(c: &Cursor<'_>, at: usize) -> bool {
    matches!(c.word(at + 1), "am" | "pm") || c.word(at).ends_with("am") || c.word(at).ends_with("pm")
}

fn afternoon(hour: u8) -> u8 {
    if hour < 12 { hour + 12 } else { hour }
}

fn day_name(c: &Cursor<'_>, at: usize) -> Option<(usize, Day, Part)> {
    match c.word(at) {
        "today" | "heute" => return Some((at + 1, Day::Today, Part::End)),
        "tonight" => return Some((at + 1, Day::Today, Part::Evening)),
        "tomorrow" | "tmrw" | "tomorow" => return Some((at + 1, Day::Tomorrow, Part::End)),
        "morgen" if c.german => {
            return Some((at + 1, Day::Tomorrow, Part::End));
        }
        "übermorgen" => return Some((at + 1, Day::AfterTomorrow, Part::End)),
        "this" | "diesen" => {
            return match c.word(at + 1) {
                "afternoon" | "nachmittag" => Some((at + 2, Day::Today, Part::End)),
                "morning" => Some((at + 2, Day::Today, Part::Morning)),
                "evening" | "abend" => Some((at + 2, Day::Today, Part::Evening)),
                word => weekday(word).map(|weekday| (at + 2, Day::Weekday(weekday), Part::End)),
            };
        }
        "the" if c.word(at + 1) == "day" && c.word(at + 2) == "after" && c.word(at + 3) == "tomorrow" => {
            return Some((at + 4, Day::AfterTomorrow, Part::End));
        }
        "end" if c.word(at + 1) == "of" => return None,
        "next" | "nächsten" | "kommenden" | "coming" => {
            return weekday(c.word(at + 1)).map(|weekday| (at + 2, Day::NextWeekday(weekday), Part::End));
        }
        _ => {}
    }
    if let Some(weekday) = weekday(c.word(at)).or_else(|| short_weekday(c.written(at))) {
        let mut end = at + 1;
        // `Thursday the 24th`, `Thursday, 24 April`
        let skip = usize::from(c.word(end) == ",")
            + usize::from(matches!(c.word(end + usize::from(c.word(end) == ",")), "the" | "den"));
        if let Some((after, date, _)) = date(c, end + skip) {
            return Some((after, date, Part::End));
        }
        if c.word(end) == "next" && c.word(end + 1) == "week" {
            return Some((end + 2, Day::NextWeekday(weekday), Part::End));
        }
        if c.word(end) == "week" {
            end += 1;
        }
        return Some((end, Day::Weekday(weekday), Part::End));
    }
    let skip = usize::from(matches!(c.word(at), "the" | "den"));
    if let Some(found) = date(c, at + skip) {
        return Some(found);
    }
    // `the 24th`
    if skip == 1
        && c.word(at + 1).ends_with(|c: char| c.is_ascii_alphabetic())
        && let Some(day) = day_of_month(c.word(at + 1))
    {
        return Some((at + 2, Day::OfMonth(day), Part::End));
    }
    None
}

/// `24 April`, `April 24th`, `24.04.`, `2026-04-24`, `24/04/2026`; a date that can be read in two ways is `Date(0, 0)`.
fn date(c: &Cursor<'_>, at: usize) -> Option<(usize, Day, Part)> {
    if let Some(day) = day_of_month(c.word(at)) {
        let mut next = at + 1;
        if c.word(next) == "." {
            next += 1;
        }
        if c.word(next) == "of" {
            next += 1;
        }
        if let Some(month) =
            month(c.word(next)).filter(|_| c.document.tokens.get(next).is_some_and(|t| t.kind == Kind::Word))
        {
            return year(c, next + 1, day, month);
        }
    }
    if let Some(month) = month(c.word(at)).filter(|_| {
        c.document.tokens.get(at).is_some_and(|t| t.capital || c.word(at).len() > 3 && c.word(at) != "march")
    }) && let Some(day) = day_of_month(c.word(at + 1))
    {
        return year(c, at + 2, day, month);
    }
    figures(c.word(at)).map(|day| (at + 1, day, Part::End))
}

fn year(c: &Cursor<'_>, at: usize, day: i8, month: i8) -> Option<(usize, Day, Part)> {
    if let Ok(year) = c.word(at).parse::<i16>()
        && (2000..2200).contains(&year)
    {
        return Some((at + 1, Day::Full(day, month, year), Part::End));
    }
    Some((at, Day::Date(day, month), Part::End))
}

fn figures(word: &str) -> Option<Day> {
    let separator = word.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<i16> =
        word.trim_end_matches('.').split(separator).map(str::parse).collect::<Result<_, _>>().ok()?;
    let ok = |day: i16, month: i16| (1..=31).contains(&day) && (1..=12).contains(&month);
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    let full = |day: i16, month: i16, year: i16| {
        let year = if year < 100 { year + 2000 } else { year };
        ok(day, month).then(|| Day::Full(small(day), small(month), year))
    };
    match (separator, parts.as_slice()) {
        ('-', [year, month, day]) if *year > 1999 => full(*day, *month, *year),
        // With dots the day stands first everywhere.
        ('.', [day, month, year]) => full(*day, *month, *year),
        ('.', [day, month]) if word.ends_with('.') || word.len() == 5 => {
            ok(*day, *month).then(|| Day::Date(small(*day), small(*month)))
        }
        ('/' | '-', [first, second, year]) if *year > 20 => {
            match (ok(*first, *second), ok(*second, *first)) {
                (true, true) if first != second => Some(Day::Date(0, 0)),
                (true, _) => full(*first, *second, *year),
                (false, true) => full(*second, *first, *year),
                (false, false) => None,
            }
        }
        ('/', [first, second]) => match (ok(*first, *second), ok(*second, *first)) {
            (true, true) if first != second => Some(Day::Date(0, 0)),
            (true, _) => Some(Day::Date(small(*first), small(*second))),
            (false, true) => Some(Day::Date(small(*second), small(*first))),
            (false, false) => None,
        },
        _ => None,
    }
}
