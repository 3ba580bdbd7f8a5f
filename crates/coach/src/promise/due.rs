//! When an expression of time falls due, by the conventions of the desk.

use super::Moment;
use super::time::{Day, Part, When};
use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, Zoned};

/// The moment an expression names: nothing inside when the words leave it open, nothing at all when it is no date.
pub fn of(when: &When, moment: &Moment) -> Option<Option<Zoned>> {
    let now = &moment.now;
    let today = now.date();
    let end = moment.workday.end;
    match *when {
        When::Ambiguous => Some(None),
        When::Minutes(minutes) => now.checked_add(Span::new().try_minutes(minutes).ok()?).ok().map(Some),
        When::Days(days) => at(today.checked_add(Span::new().try_days(days).ok()?).ok()?, end, now),
        When::WorkingDays(days) => {
            let mut date = today;
            for _ in 0..days.min(400) {
                date = date.tomorrow().ok()?;
                while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
                    date = date.tomorrow().ok()?;
                }
            }
            at(date, end, now)
        }
        When::EndOfWeek => at(friday(today)?, end, now),
        When::NextWeek => at(
            friday(today)?
                .checked_add(Span::new().days(
                    if today.weekday() == Weekday::Saturday || today.weekday() == Weekday::Sunday {
                        0
                    } else {
                        7
                    },
                ))
                .ok()?,
            end,
            now,
        ),
        When::EndOfMonth(month) => {
            let year = today.year() + i16::from(month.is_some_and(|month| month < today.month()));
            let first = Date::new(year, month.unwrap_or(today.month()), 1).ok()?;
            at(first.last_of_month(), end, now)
        }
        When::Weeks(weeks) => at(today.checked_add(Span::new().try_weeks(weeks).ok()?).ok()?, end, now),
        When::Clock(hour, minute) => {
            let time = civil(hour, minute)?;
            let candidate = today.to_datetime(time).to_zoned(now.time_zone().clone()).ok()?;
            if candidate > *now {
                return Some(Some(candidate));
            }
            at(today.tomorrow().ok()?, time, now)
        }
        When::Day(day, part) => {
            let time = match part {
                Part::End => end,
                Part::FirstThing => civil(10, 0)?,
                Part::Morning | Part::Noon => civil(12, 0)?,
                Part::Evening => end.max(civil(20, 0)?),
                Part::Hour(hour, minute) => civil(hour, minute)?,
            };
            at(date(day, now)?, time, now)
        }
    }
}

fn civil(hour: u8, minute: u8) -> Option<Time> {
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// A civil time in the zone of `now`; one that the clock skips is the moment after the gap.
fn at(date: Date, time: Time, now: &Zoned) -> Option<Option<Zoned>> {
    date.to_datetime(time).to_zoned(now.time_zone().clone()).ok().map(Some)
}

/// The Friday of this week; on a weekend the one to come.
fn friday(today: Date) -> Option<Date> {
    let ahead = (i64::from(Weekday::Friday.to_monday_zero_offset())
        - i64::from(today.weekday().to_monday_zero_offset()))
    .rem_euclid(7);
    today.checked_add(Span::new().days(ahead)).ok()
}

/// The next such day strictly after today.
fn next(weekday: Weekday, today: Date) -> Option<Date> {
    let ahead = (i64::from(weekday.to_monday_zero_offset())
        - i64::from(today.weekday().to_monday_zero_offset()))
    .rem_euclid(7);
    today.checked_add(Span::new().days(if ahead == 0 { 7 } else { ahead })).ok()
}

fn date(day: Day, now: &Zoned) -> Option<Date> {
    let today = now.date();
    match day {
        Day::Today => Some(today),
        Day::Tomorrow => today.tomorrow().ok(),
        Day::AfterTomorrow => today.tomorrow().ok()?.tomorrow().ok(),
        Day::Weekday(weekday) => next(weekday, today),
        Day::NextWeekday(weekday) => {
            // `next Tuesday` is Tuesday of the calendar week after this one.
            let monday = next(Weekday::Monday, today)?;
            monday.checked_add(Span::new().days(i64::from(weekday.to_monday_zero_offset()))).ok()
        }
        Day::Full(day, month, year) => Date::new(year, month, day).ok(),
        Day::Date(day, month) => {
            // A date that exists only in some years is looked for in the next eight.
            (0..=8)
                .filter_map(|years| Date::new(today.year() + years, month, day).ok())
                .find(|date| *date >= today)
        }
        Day::OfMonth(day) => {
            let mut first = today.first_of_month();
            for _ in 0..13 {
                if let Ok(date) = Date::new(first.year(), first.month(), day)
                    && date >= today
                {
                    return Some(date);
                }
                first = first.last_of_month().tomorrow().ok()?;
            }
            None
        }
    }
}
