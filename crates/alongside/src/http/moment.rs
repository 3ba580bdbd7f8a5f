//! Times for people: short and relative for a glance, exact in their own zone beside it.

use crate::app::App;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::person::Actor;
use crate::view::Moment;
use jiff::tz::TimeZone;

/// In whose zone times are shown.
#[derive(Clone, Debug)]
pub struct Reader {
    pub zone: TimeZone,
}

impl Reader {
    pub fn of(app: &App, actor: &Actor) -> Reader {
        match TimeZone::get(&actor.time_zone) {
            Ok(zone) if !actor.time_zone.is_empty() => Reader { zone },
            _ => Reader::of_house(app),
        }
    }

    pub fn of_house(app: &App) -> Reader {
        Reader { zone: TimeZone::get(&app.house().time_zone).unwrap_or(TimeZone::UTC) }
    }

    pub fn moment(&self, at: At, now: At) -> Moment {
        let there = at.timestamp().to_zoned(self.zone.clone());
        let today = now.timestamp().to_zoned(self.zone.clone());
        let short = match now.since(at) {
            ahead if ahead < -MINUTE => match -ahead {
                s if s < HOUR => format!("in {} min", s / MINUTE),
                s if s < DAY => format!("in {} h", s / HOUR),
                s if s < 7 * DAY => there.strftime("%a %H:%M").to_string(),
                _ if there.year() == today.year() => there.strftime("%-d %b").to_string(),
                _ => there.strftime("%-d %b %Y").to_string(),
            },
            s if s < MINUTE => "now".to_owned(),
            s if s < HOUR => format!("{} min", s / MINUTE),
            s if s < DAY => format!("{} h", s / HOUR),
            s if s < 14 * DAY => format!("{} d", s / DAY),
            _ if there.year() == today.year() => there.strftime("%-d %b").to_string(),
            _ => there.strftime("%-d %b %Y").to_string(),
        };
        Moment {
            iso: at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            short,
            long: there.strftime("%A %-d %B %Y, %H:%M").to_string(),
        }
    }

    /// A local date and time typed in a form, `2026-11-24T14:05`.
    pub fn at(&self, text: &str) -> Option<At> {
        let local: jiff::civil::DateTime = text.trim().parse().ok()?;
        Some(At(local.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond()))
    }

    /// The next morning at 8 on or after tomorrow that `wanted` lets through.
    pub fn morning(&self, now: At, wanted: impl Fn(jiff::civil::Weekday) -> bool) -> At {
        let mut day = now.timestamp().to_zoned(self.zone.clone()).date();
        for _ in 0..8 {
            day = day.tomorrow().unwrap_or(day);
            if wanted(day.weekday()) {
                break;
            }
        }
        let eight = day.at(8, 0, 0, 0).to_zoned(self.zone.clone());
        eight.map_or(now.plus(DAY), |z| At(z.timestamp().as_microsecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(zone: &str) -> Reader {
        Reader { zone: TimeZone::get(zone).unwrap() }
    }

    #[test]
    fn times_are_relative_at_a_glance_and_exact_beside() {
        let now = crate::testing::START;
        let r = reader("Europe/Stockholm");
        let short = |at: At| r.moment(at, now).short;
        assert_eq!(short(now), "now");
        assert_eq!(short(now.plus(-5 * MINUTE)), "5 min");
        assert_eq!(short(now.plus(-26 * HOUR)), "1 d");
        assert_eq!(short(now.plus(-41 * DAY)), "14 Oct");
        assert_eq!(short(now.plus(2 * HOUR + MINUTE)), "in 2 h");
        assert_eq!(r.moment(now, now).long, "Tuesday 24 November 2026, 10:00");
        assert_eq!(r.moment(now, now).iso, "2026-11-24T09:00:00Z");
    }

    #[test]
    fn monday_morning_is_the_next_monday_at_eight() {
        let r = reader("Europe/Stockholm");
        let monday = r.morning(crate::testing::START, |d| d == jiff::civil::Weekday::Monday);
        assert_eq!(monday.timestamp().to_string(), "2026-11-30T07:00:00Z");
    }
}
