//! Dates that the grammar of RFC 5322 refuses but people can read: no zone, odd order, missing weekday.

use jiff::civil::DateTime;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Seconds since 1970 of `15 Feb 1995 09:38:18 [+0100]`; without a zone it is taken as UTC.
pub(crate) fn lenient(value: &str) -> Option<i64> {
    let (mut day, mut month, mut year, mut clock) = (None, None, None, None);
    let mut offset = 0;
    let value = value.split('(').next().unwrap_or(value);
    for word in value.split([' ', ',', '\t']).filter(|w| !w.is_empty()).take(12) {
        let lower = word.to_ascii_lowercase();
        if let Some(at) = MONTHS.iter().position(|m| lower.starts_with(m)) {
            month = month.or(i8::try_from(at + 1).ok());
        } else if word.contains(':') {
            clock = clock.or_else(|| time(word));
        } else if let Some(zone) = zone(&lower) {
            offset = zone;
        } else if let Ok(number) = word.parse::<i16>() {
            match (day, number) {
                (None, 1..=31) => day = i8::try_from(number).ok(),
                (_, 0..=49) if year.is_none() => year = Some(2000 + number),
                (_, 50..=99) if year.is_none() => year = Some(1900 + number),
                (_, 1900..=2999) => year = Some(number),
                _ => {}
            }
        } else if let Some((y, m, d)) = numeric(word) {
            (year, month, day) = (Some(y), Some(m), Some(d));
        }
    }
    let (hour, minute, second) = clock.unwrap_or((0, 0, 0));
    let civil = DateTime::new(year?, month?, day?, hour, minute, second, 0).ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    zoned.timestamp().as_second().checked_sub(offset)
}

fn time(word: &str) -> Option<(i8, i8, i8)> {
    let mut parts = word.split(':').map(|p| p.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    Some((hour, minute, parts.next().flatten().unwrap_or(0).min(59)))
}

/// `2026-11-24` or `24-11-2026`.
fn numeric(word: &str) -> Option<(i16, i8, i8)> {
    let mut parts = word.split(['-', '/', '.']).map(|p| p.parse::<i16>().ok());
    let (a, b, c) = (parts.next()??, parts.next()??, parts.next()??);
    let (year, day) = if a > 31 { (a, c) } else { (c, a) };
    Some((year, i8::try_from(b).ok()?, i8::try_from(day).ok()?))
}

/// Offset east of UTC in seconds.
fn zone(word: &str) -> Option<i64> {
    if let Some(digits) = word.strip_prefix(['+', '-']) {
        let digits = digits.replace(':', "");
        let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
        let seconds = number / 100 * 3600 + number % 100 * 60;
        return (number < 2400).then_some(if word.starts_with('-') { -seconds } else { seconds });
    }
    let hours = match word {
        "gmt" | "ut" | "utc" | "z" | "wet" => 0,
        "est" => -5,
        "edt" => -4,
        "cst" => -6,
        "cdt" => -5,
        "mst" => -7,
        "mdt" => -6,
        "pst" => -8,
        "pdt" => -7,
        "cet" | "met" | "bst" => 1,
        "cest" | "mest" | "eet" => 2,
        "msk" => 3,
        "jst" | "kst" => 9,
        _ => return None,
    };
    Some(hours * 3600)
}

#[cfg(test)]
mod tests {
    use super::lenient;

    #[test]
    fn odd_dates_are_read() {
        assert_eq!(lenient("Wed, 15 Feb 1995 09:38:18"), Some(792_841_098));
        assert_eq!(lenient("15 Feb 95 10:38:18 +0100"), Some(792_841_098));
        assert_eq!(lenient("1995-02-15 04:38:18 EST"), Some(792_841_098));
        assert_eq!(lenient("Feb 15 1995 9:38:18 (morning)"), Some(792_841_098));
        for no in ["", "yesterday", "32 Foo 1995", "99999999999999999999"] {
            assert_eq!(lenient(no), None, "{no}");
        }
    }
}
