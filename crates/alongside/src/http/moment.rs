//! Times for people: short and relative for a glance, exact in their own zone beside it.

use crate::app::App;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::person::Actor;
use crate::view::Moment;
use jiff::civil::{DateTime, Weekday};
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

    /// A page shows dozens of these, so they are put together by hand: the library's `strftime` reads its format
    /// anew each time.
    pub fn moment(&self, at: At, now: At) -> Moment {
        let there = self.zone.to_datetime(at.timestamp());
        let clock = |t: DateTime| format!("{:02}:{:02}", t.hour(), t.minute());
        let day = || format!("{} {}", there.day(), &month(there)[..3]);
        let date = || match self.zone.to_datetime(now.timestamp()).year() == there.year() {
            true => day(),
            false => format!("{} {}", day(), there.year()),
        };
        let short = match now.since(at) {
            ahead if ahead < -MINUTE => match -ahead {
                s if s < HOUR => format!("in {} min", s / MINUTE),
                s if s < DAY => format!("in {} h", s / HOUR),
                s if s < 7 * DAY => format!("{} {}", &weekday(there)[..3], clock(there)),
                _ => date(),
            },
            s if s < MINUTE => "now".to_owned(),
            s if s < HOUR => format!("{} min", s / MINUTE),
            s if s < DAY => format!("{} h", s / HOUR),
            s if s < 14 * DAY => format!("{} d", s / DAY),
            _ => date(),
        };
        let utc = TimeZone::UTC.to_datetime(at.timestamp());
        Moment {
            iso: format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                utc.year(),
                utc.month(),
                utc.day(),
                utc.hour(),
                utc.minute(),
                utc.second()
            ),
            short,
            long: format!(
                "{} {} {} {}, {}",
                weekday(there),
                there.day(),
                month(there),
                there.year(),
                clock(there)
            ),
        }
    }

    /// A local date and time typed in a form, `2026-11-24T14:05`.
    pub fn at(&self, text: &str) -> Option<At> {
        let local: jiff::civil::DateTime = text.trim().parse().ok()?;
        Some(At(local.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond()))
    }

    /// The next morning at 8 on or after tomorrow that `wanted` lets through.
    pub fn morning(&self, now: At, wanted: impl Fn(Weekday) -> bool) -> At {
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

fn month(t: DateTime) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(t.month() - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or("January")
}

fn weekday(t: DateTime) -> &'static str {
    match t.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
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

    proptest::proptest! {
        #[test]
        fn what_is_put_together_by_hand_is_what_the_library_would_write(at in -60_000_000_000_000_000_i64..200_000_000_000_000_000) {
            let r = reader("America/St_Johns");
            let moment = r.moment(At(at), crate::testing::START);
            let there = At(at).timestamp().to_zoned(r.zone.clone());
            proptest::prop_assert_eq!(moment.long, there.strftime("%A %-d %B %-Y, %H:%M").to_string());
            proptest::prop_assert_eq!(moment.iso, At(at).timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        }
    }

    #[test]
    fn monday_morning_is_the_next_monday_at_eight() {
        let r = reader("Europe/Stockholm");
        let monday = r.morning(crate::testing::START, |d| d == Weekday::Monday);
        assert_eq!(monday.timestamp().to_string(), "2026-11-30T07:00:00Z");
    }
}
