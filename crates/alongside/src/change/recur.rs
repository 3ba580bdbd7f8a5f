//! Windows that come again: the part of RFC 5545's RRULE that maintenance needs, counted in the wall clock of a zone, so
//! that Sunday at two stays Sunday at two when the clocks change. Pure.
//!
//! Known are FREQ=DAILY, WEEKLY and MONTHLY with INTERVAL, BYDAY (with an ordinal when monthly: `2TU`, `-1FR`),
//! BYMONTHDAY when monthly, COUNT and UNTIL. Anything else is refused by name rather than left out in silence.

use crate::clock::At;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Day,
    Week,
    Month,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub every: Every,
    /// From 1 to 99.
    pub interval: i32,
    /// Weekdays; monthly with the place in the month (1 to 5, or -1 for the last), else 0.
    pub days: Vec<(i8, Weekday)>,
    /// Monthly: days of the month, from 1 to 31, or -1 for the last.
    pub month_days: Vec<i8>,
    pub count: Option<u32>,
    pub until: Option<At>,
}

/// Why a rule could not be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unreadable {
    #[error("Say how often it comes: FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY.")]
    NoFrequency,
    #[error("This part of the rule is not known here: {0}.")]
    Unknown(String),
    #[error("This part of the rule cannot be read: {0}.")]
    Bad(String),
    #[error("A rule has COUNT or UNTIL, not both.")]
    Both,
}

/// A rule looks at so many days, weeks or months at most before it gives up.
const PERIODS_MAX: i32 = 2_000;
/// Windows of one look.
pub const TIMES_MAX: usize = 200;

impl std::str::FromStr for Rule {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Rule, Unreadable> {
        let text = text.trim().trim_start_matches("RRULE:");
        let mut rule = Rule {
            every: Every::Day,
            interval: 1,
            days: Vec::new(),
            month_days: Vec::new(),
            count: None,
            until: None,
        };
        let mut every = None;
        let mut is_set = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let bad = || Unreadable::Bad(part.chars().take(60).collect());
            let (name, value) = part.split_once('=').ok_or_else(bad)?;
            let name = name.to_ascii_uppercase();
            if is_set.contains(&name) {
                return Err(bad());
            }
            let value = value.to_ascii_uppercase();
            match name.as_str() {
                "FREQ" => {
                    every = Some(match value.as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        _ => return Err(Unreadable::Unknown(part.chars().take(60).collect())),
                    });
                }
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|n| (1..=99).contains(n)).ok_or_else(bad)?;
                }
                "BYDAY" => {
                    for day in value.split(',') {
                        rule.days.push(day_of(day).ok_or_else(bad)?);
                    }
                }
                "BYMONTHDAY" => {
                    for day in value.split(',') {
                        let day: i8 = day.parse().map_err(|_| bad())?;
                        if !(day == -1 || (1..=31).contains(&day)) {
                            return Err(bad());
                        }
                        rule.month_days.push(day);
                    }
                }
                "COUNT" => {
                    rule.count = Some(value.parse().ok().filter(|n| (1..=1000).contains(n)).ok_or_else(bad)?);
                }
                "UNTIL" => rule.until = Some(until(&value).ok_or_else(bad)?),
                // Weeks begin on Monday here, which is also what the RFC says when nothing is said.
                "WKST" if value == "MO" => {}
                _ => return Err(Unreadable::Unknown(part.chars().take(60).collect())),
            }
            is_set.push(name);
        }
        rule.every = every.ok_or(Unreadable::NoFrequency)?;
        if rule.count.is_some() && rule.until.is_some() {
            return Err(Unreadable::Both);
        }
        let monthly = rule.every == Every::Month;
        if rule.days.iter().any(|(place, _)| (*place != 0) != monthly) {
            return Err(Unreadable::Bad("BYDAY".to_owned()));
        }
        if !rule.month_days.is_empty() && (!monthly || !rule.days.is_empty()) {
            return Err(Unreadable::Bad("BYMONTHDAY".to_owned()));
        }
        Ok(rule)
    }
}

fn day_of(text: &str) -> Option<(i8, Weekday)> {
    let (place, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let place = match place {
        "" => 0,
        text => text.parse().ok().filter(|n| *n == -1 || (1..=5).contains(n))?,
    };
    Some((place, day))
}

/// `20261231` (to its end) or `20261231T235959Z`, both in UTC.
fn until(text: &str) -> Option<At> {
    let time = match text.split_once('T') {
        None => Date::strptime("%Y%m%d", text).ok()?.at(23, 59, 59, 0),
        Some(_) => DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?,
    };
    let at = time.to_zoned(TimeZone::UTC).ok()?;
    Some(At(at.timestamp().as_microsecond()))
}

impl Rule {
    /// The starts of windows after `after` and until `until`, at most [`TIMES_MAX`]. The first of all is `first` itself.
    pub fn times(&self, first: At, zone: &TimeZone, after: At, until: At) -> Vec<At> {
        let start = first.timestamp().to_zoned(zone.clone()).datetime();
        let mut found = Vec::new();
        let mut count = 0;
        for period in 0..PERIODS_MAX {
            let Some(mut days) = self.days_of(start.date(), period) else { break };
            days.sort_unstable();
            days.dedup();
            for day in days {
                if day < start.date() {
                    continue;
                }
                let Some(at) = on(day, start, zone) else { continue };
                count += 1;
                let over = self.count.is_some_and(|most| count > most)
                    || self.until.is_some_and(|last| at > last)
                    || at > until;
                if over || found.len() >= TIMES_MAX {
                    return found;
                }
                if at > after {
                    found.push(at);
                }
            }
        }
        found
    }

    /// The days that the rule names in the n-th period; none when the calendar ends.
    fn days_of(&self, first: Date, period: i32) -> Option<Vec<Date>> {
        let step = i64::from(period) * i64::from(self.interval);
        Some(match self.every {
            Every::Day => {
                let day = plus(first, step.days())?;
                let wanted = self.days.is_empty() || self.days.iter().any(|(_, d)| *d == day.weekday());
                if wanted { vec![day] } else { Vec::new() }
            }
            Every::Week => {
                let back = i64::from(first.weekday().to_monday_zero_offset());
                let monday = plus(plus(first, (-back).days())?, step.weeks())?;
                let own = [(0, first.weekday())];
                let days = if self.days.is_empty() { &own[..] } else { &self.days };
                days.iter()
                    .filter_map(|(_, d)| plus(monday, i64::from(d.to_monday_zero_offset()).days()))
                    .collect()
            }
            Every::Month => {
                let month = plus(first.first_of_month(), step.months())?;
                if !self.days.is_empty() {
                    let nth = |(place, day): &(i8, Weekday)| month.nth_weekday_of_month(*place, *day).ok();
                    self.days.iter().filter_map(nth).collect()
                } else {
                    let own = [first.day()];
                    let days = if self.month_days.is_empty() { &own[..] } else { &self.month_days };
                    days.iter()
                        .filter_map(|day| match day {
                            -1 => Some(month.last_of_month()),
                            day => month.with().day(*day).build().ok(),
                        })
                        .collect()
                }
            }
        })
    }
}

fn plus(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

/// That day at the hour of the first window. Where the clock skips that hour it is the hour after it; where it comes twice,
/// the first one (RFC 5545, 3.3.5).
fn on(day: Date, start: DateTime, zone: &TimeZone) -> Option<At> {
    let there = day.to_datetime(start.time()).to_zoned(zone.clone()).ok()?;
    Some(At(there.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::DAY;
    use proptest::prelude::*;

    fn stockholm() -> TimeZone {
        TimeZone::get("Europe/Stockholm").unwrap()
    }

    fn at(text: &str) -> At {
        let local: DateTime = text.parse().unwrap();
        At(local.to_zoned(stockholm()).unwrap().timestamp().as_microsecond())
    }

    fn times(rule: &str, first: &str, until: &str) -> Vec<String> {
        let rule: Rule = rule.parse().unwrap();
        let found = rule.times(at(first), &stockholm(), At(i64::MIN), at(until));
        found
            .iter()
            .map(|t| t.timestamp().to_zoned(stockholm()).strftime("%a %m-%d %H:%M").to_string())
            .collect()
    }

    #[test]
    fn sunday_at_two_stays_sunday_at_two_when_the_clocks_change() {
        // Clocks go forward at two on 28 March 2027: that window begins at three.
        assert_eq!(
            times("FREQ=WEEKLY;BYDAY=SU", "2027-03-21T02:00", "2027-04-05T00:00"),
            ["Sun 03-21 02:00", "Sun 03-28 03:00", "Sun 04-04 02:00"]
        );
    }

    #[test]
    fn the_second_tuesday_and_the_last_friday_of_a_month() {
        assert_eq!(
            times("RRULE:FREQ=MONTHLY;BYDAY=2TU", "2026-12-08T22:00", "2027-02-28T00:00"),
            ["Tue 12-08 22:00", "Tue 01-12 22:00", "Tue 02-09 22:00"]
        );
        assert_eq!(
            times("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-11-27T18:00", "2028-01-01T00:00"),
            ["Fri 11-27 18:00", "Fri 12-25 18:00"]
        );
    }

    #[test]
    fn the_thirty_first_is_left_out_where_there_is_none() {
        assert_eq!(
            times("FREQ=MONTHLY", "2026-12-31T01:00", "2027-04-01T00:00"),
            ["Thu 12-31 01:00", "Sun 01-31 01:00", "Wed 03-31 01:00"]
        );
        assert_eq!(
            times("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-12-31T01:00", "2027-03-01T00:00"),
            ["Thu 12-31 01:00", "Sun 01-31 01:00", "Sun 02-28 01:00"]
        );
    }

    #[test]
    fn every_other_week_on_two_days_until_a_day() {
        assert_eq!(
            times(
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;UNTIL=20261221",
                "2026-11-26T06:00",
                "2027-06-01T00:00"
            ),
            ["Thu 11-26 06:00", "Mon 12-07 06:00", "Thu 12-10 06:00", "Mon 12-21 06:00"]
        );
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let refused = |text: &str| text.parse::<Rule>().unwrap_err();
        assert_eq!(refused(""), Unreadable::NoFrequency);
        assert_eq!(refused("FREQ=YEARLY"), Unreadable::Unknown("FREQ=YEARLY".to_owned()));
        assert_eq!(refused("FREQ=DAILY;BYSETPOS=1"), Unreadable::Unknown("BYSETPOS=1".to_owned()));
        assert_eq!(refused("FREQ=DAILY;COUNT=2;UNTIL=20270101"), Unreadable::Both);
        for bad in [
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY;BYDAY=2TU",
            "FREQ=MONTHLY;BYDAY=TU",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;UNTIL=tomorrow",
            "FREQ=WEEKLY;BYDAY=é",
        ] {
            assert!(bad.parse::<Rule>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn times_go_forward_and_each_is_at_the_same_hour(
            every in 0_usize..3, interval in 1_i32..5, day in 0_i64..2_000, hours in 4_i64..20,
        ) {
            let freq = ["DAILY", "WEEKLY", "MONTHLY"][every];
            let rule: Rule = format!("FREQ={freq};INTERVAL={interval}").parse().unwrap();
            let first = at("2026-01-01T00:00").plus(day * DAY + hours * crate::clock::HOUR);
            let found = rule.times(first, &stockholm(), At(i64::MIN), first.plus(400 * DAY));
            prop_assert_eq!(found.first(), Some(&first));
            let hour = |t: &At| t.timestamp().to_zoned(stockholm()).time();
            for pair in found.windows(2) {
                prop_assert!(pair[0] < pair[1]);
                prop_assert_eq!(hour(&pair[0]), hour(&pair[1]));
            }
        }

        #[test]
        fn two_looks_find_what_one_look_finds(split in 1_i64..300) {
            let rule: Rule = "FREQ=WEEKLY;BYDAY=MO,WE,SA".parse().unwrap();
            let first = at("2026-01-05T03:00");
            let (middle, end) = (first.plus(split * DAY), first.plus(300 * DAY));
            let mut parts = rule.times(first, &stockholm(), At(i64::MIN), middle);
            parts.extend(rule.times(first, &stockholm(), middle, end));
            prop_assert_eq!(parts, rule.times(first, &stockholm(), At(i64::MIN), end));
        }

        #[test]
        fn no_text_makes_it_fall_over(text in "\\PC{0,60}") {
            let _ = text.parse::<Rule>();
        }
    }
}
