//! Does a line speak of a point in time? Enough for attributions; not a date parser.

/// `10:30`, `10.30`, `10h30`, `10 h 30`, `10時30`, `오후 12:39`.
pub(crate) fn has_time(text: &str) -> bool {
    let b = text.as_bytes();
    (0..b.len()).any(|i| {
        if !(b[i] == b':' || b[i] == b'.' || b[i] == b'h') || i == 0 || !b[i - 1].is_ascii_digit() {
            return false;
        }
        let minutes = b.get(i + 1..i + 3).is_some_and(|m| m.iter().all(u8::is_ascii_digit))
            && !b.get(i + 3).is_some_and(u8::is_ascii_digit);
        let hours = b[..i].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let hour_ok = (1..=2).contains(&hours);
        // 01.03.11 is a date, not a time.
        let dotted = b[i] == b'.' && (b.get(i + 3) == Some(&b'.') || (i > hours && b[i - hours - 1] == b'.'));
        minutes && hour_ok && !dotted
    }) || text.contains('時')
        || text.contains('点')
        || text.contains('시')
}

/// A year from 1970 to 2099 standing by itself.
pub(crate) fn has_year(text: &str) -> bool {
    let mut digits = 0;
    let b = text.as_bytes();
    for i in 0..=b.len() {
        if b.get(i).is_some_and(u8::is_ascii_digit) {
            digits += 1;
            continue;
        }
        if digits == 4 && matches!(&b[i - 4..i - 2], b"19" | b"20") {
            return true;
        }
        digits = 0;
    }
    false
}

/// `01/03/11`, `2011-03-01`, `1.3.2011`, `2016. 11. 8.`, `17-feb.-2015`.
pub(crate) fn has_numeric_date(text: &str) -> bool {
    let mut groups = 0;
    let mut digits = 0;
    let mut last_was_separator = true;
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
            last_was_separator = false;
        } else if matches!(c, '/' | '-' | '.') && (1..=4).contains(&digits) {
            groups += 1;
            digits = 0;
            last_was_separator = true;
        } else if c == ' ' && last_was_separator && groups > 0 {
        } else {
            if groups >= 3 || (groups >= 2 && (1..=4).contains(&digits)) {
                return true;
            }
            (groups, digits, last_was_separator) = (0, 0, false);
        }
    }
    groups >= 3 || (groups >= 2 && (1..=4).contains(&digits))
}

/// Any of the three.
pub(crate) fn has_date(text: &str) -> bool {
    has_year(text) || has_numeric_date(text) || has_time(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_time_are_recognised() {
        for yes in ["at 7:07 PM", "kl. 10.00 skrev", "à 10h30", "um 17:22 Uhr", "12時30分"] {
            assert!(has_time(yes), "{yes}");
        }
        for no in ["1.2.3", "01.03.11", "ratio 1:2", "h30", "version 2.15.3"] {
            assert!(!has_time(no), "{no}");
        }
        assert!(has_year("in 2014, he") && !has_year("20145") && !has_year("room 1042"));
        for yes in ["01/03/11 x", "2016. 11. 8. x", "2011-03-01", "25.06.2015 um"] {
            assert!(has_numeric_date(yes), "{yes}");
        }
        assert!(!has_numeric_date("a - b - c 12"));
    }
}
