//! Lengths of time: `in 20 minutes`, `within two hours`, `give me half an hour`.

use super::time::{Cursor, When, number};

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" | "min" | "mins" | "minuten" => Unit::Minute,
        "hour" | "hours" | "hrs" | "hr" | "stunde" | "stunden" => Unit::Hour,
        "day" | "days" | "tag" | "tage" | "tagen" => Unit::Day,
        "week" | "weeks" | "woche" | "wochen" => Unit::Week,
        _ => return None,
    })
}

/// `in 20 minutes`, `within two hours`, `within the hour`, `give me 40 minutes`.
pub(super) fn duration(c: &Cursor<'_>, at: usize) -> Option<(usize, When)> {
    let mut here = at;
    match c.word(here) {
        "in" | "within" | "innerhalb" => here += 1,
        "give" if matches!(c.word(here + 1), "me" | "us") => here += 2,
        // `Twenty minutes, and I'm with you.`
        word if number(word).is_some()
            && matches!(unit(c.word(here + 1)), Some(Unit::Minute | Unit::Hour))
            && c.begins(here) => {}
        _ => return None,
    }
    let gives = c.word(at) == "give";
    if c.word(here) == "von" {
        here += 1;
    }
    while matches!(
        c.word(here),
        "about"
            | "around"
            | "roughly"
            | "approximately"
            | "maybe"
            | "just"
            | "under"
            | "at"
            | "most"
            | "der"
            | "den"
            | "nächsten"
            | "etwa"
            | "ungefähr"
            | "less"
            | "than"
            | "max"
            | "next"
            | "another"
            | "circa"
            | "ca"
    ) || (c.word(here) == "the" && c.word(here + 1) == "next")
    {
        here += 1;
    }
    // `within the hour`
    if matches!(c.word(here), "the") && c.word(here + 1) == "hour" {
        return Some((here + 2, When::Minutes(60)));
    }
    // `half an hour`, `an hour and a half`, `a quarter of an hour`
    if matches!(c.word(here), "half") && c.word(here + 1) == "an" && c.word(here + 2) == "hour" {
        return Some((here + 3, When::Minutes(30)));
    }
    if c.word(here) == "a" && c.word(here + 1) == "half" && c.word(here + 2) == "hour" {
        return Some((here + 3, When::Minutes(30)));
    }
    if matches!(c.word(here), "einer") && matches!(c.word(here + 1), "halben") && c.word(here + 2) == "stunde"
    {
        return Some((here + 3, When::Minutes(30)));
    }
    if c.word(here) == "a"
        && c.word(here + 1) == "quarter"
        && c.word(here + 2) == "of"
        && c.word(here + 3) == "an"
        && c.word(here + 4) == "hour"
    {
        return Some((here + 5, When::Minutes(15)));
    }
    if c.word(here) == "three" && c.word(here + 1) == "quarters" && c.word(here + 2) == "of" {
        return Some((here + 5, When::Minutes(45)));
    }
    // `20min`, `2h`
    if let Some(minutes) = glued_duration(c.word(here)) {
        return Some((here + 1, When::Minutes(minutes)));
    }
    let mut amount = number(c.word(here))?;
    here += 1;
    if c.word(here) == "couple" || c.word(here) == "few" {
        return None;
    }
    if c.word(here - 1) == "couple" && c.word(here) == "of" {
        here += 1;
    }
    let mut half = false;
    // `one and a half hours`
    if c.word(here) == "and" && c.word(here + 1) == "a" && c.word(here + 2) == "half" {
        half = true;
        here += 3;
    }
    // `two or three hours`: the later one.
    if matches!(c.word(here), "or" | "to" | "-" | "oder" | "bis")
        && let Some(later) = number(c.word(here + 1))
    {
        amount = amount.max(later);
        here += 2;
    }
    let working = matches!(c.word(here), "working" | "business" | "work");
    if working {
        here += 1;
    }
    let unit = if matches!(c.word(here), "werktagen" | "arbeitstagen") {
        here += 1;
        return Some((here, When::WorkingDays(amount)));
    } else {
        unit(c.word(here))?
    };
    here += 1;
    if c.word(here) == "and" && c.word(here + 1) == "a" && c.word(here + 2) == "half" {
        half = true;
        here += 3;
    }
    // `in two days' time`
    if c.word(here) == "time" || (c.word(here) == "'s" && c.word(here + 1) == "time") {
        here += if c.word(here) == "time" { 1 } else { 2 };
    }
    let when = match unit {
        Unit::Minute => When::Minutes(amount),
        Unit::Hour => When::Minutes(amount * 60 + if half { 30 } else { 0 }),
        Unit::Day if working => When::WorkingDays(amount),
        Unit::Day => When::Days(amount),
        Unit::Week => When::Weeks(amount),
    };
    // Longer times of elapsed time than a day or two are days; `give me a week` gives no time of ours alone.
    (!gives || matches!(unit, Unit::Minute | Unit::Hour | Unit::Day)).then_some((here, when))
}

fn glued_duration(word: &str) -> Option<i64> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, unit) = (word.get(..digits)?, word.get(digits..)?);
    let amount: i64 = figures.parse().ok().filter(|amount| *amount <= 10_000)?;
    match unit {
        "min" | "mins" | "m" => Some(amount),
        "h" | "hr" | "hrs" => Some(amount * 60),
        _ => None,
    }
}
