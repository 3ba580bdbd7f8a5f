//! The status page's words for states and times, in one language and zone.

use super::snapshot::{Overall, Phase};
use super::uptime::State;
use crate::clock::{At, HOUR, MINUTE};
use crate::language::{Arg, Language};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub fn state(language: Language, state: State) -> String {
    let key = match state {
        State::Operational => "status-state-operational",
        State::Maintenance => "status-state-maintenance",
        State::Degraded => "status-state-degraded",
        State::PartialOutage => "status-state-partial",
        State::Outage => "status-state-outage",
    };
    language.text(key, &[])
}

pub fn phase(language: Language, phase: Phase) -> String {
    let key = match phase {
        Phase::Investigating => "status-phase-investigating",
        Phase::Identified => "status-phase-identified",
        Phase::Monitoring => "status-phase-monitoring",
        Phase::Resolved => "status-phase-resolved",
    };
    language.text(key, &[])
}

pub fn overall(language: Language, overall: Overall) -> String {
    let key = match overall {
        Overall::Nothing => "status-now-nothing",
        Overall::Well => "status-now-well",
        Overall::Work => "status-now-work",
        Overall::Looking => "status-now-looking",
        Overall::Slow => "status-now-slow",
        Overall::Partly => "status-now-partly",
        Overall::SomeOut => "status-now-some-out",
        Overall::AllOut => "status-now-all-out",
    };
    language.text(key, &[])
}

/// Who reads: their language, and the zone in which they read times.
#[derive(Clone, Debug)]
pub struct Reader {
    pub language: Language,
    pub zone: TimeZone,
    /// The zone is the house's, which the reader may not share: times say so.
    pub names_zone: bool,
}

impl Reader {
    fn there(&self, at: At) -> Zoned {
        at.timestamp().to_zoned(self.zone.clone())
    }

    /// “14:30 CET” today, with its date on another day.
    pub fn when(&self, at: At, now: At) -> String {
        let there = self.there(at);
        let (hour, minute) = (format!("{:02}", there.hour()), format!("{:02}", there.minute()));
        let clock =
            self.language.text("status-clock", &[("hour", (&hour).into()), ("minute", (&minute).into())]);
        let text = match there.date() == self.there(now).date() {
            true => clock,
            false => {
                let date = self.date(there.date(), self.there(now).year());
                self.language
                    .text("status-date-clock", &[("date", (&date).into()), ("clock", (&clock).into())])
            }
        };
        if self.names_zone { format!("{text} {}", there.strftime("%Z")) } else { text }
    }

    /// “14 Oct”, with the year when it is another one than `year`.
    pub fn date(&self, date: Date, year: i16) -> String {
        let month = self.language.text(&format!("month-short-{}", date.month()), &[]);
        let of = date.year().to_string();
        let args =
            [("day", Arg::Count(date.day().into())), ("month", (&month).into()), ("year", (&of).into())];
        match date.year() == year {
            true => self.language.text("short-date", &args[..2]),
            false => self.language.text("short-date-year", &args),
        }
    }

    /// “November 2026”.
    pub fn month(&self, date: Date) -> String {
        let month = self.language.text(&format!("month-{}", date.month()), &[]);
        let year = date.year().to_string();
        self.language.text("status-month", &[("month", (&month).into()), ("year", (&year).into())])
    }

    /// “2 h 10 min”, never less than a minute: what was is never said to be nothing.
    pub fn span(&self, micros: i64) -> String {
        let minutes = (micros + MINUTE - 1) / MINUTE;
        let (hours, rest) = (minutes / (HOUR / MINUTE), minutes % (HOUR / MINUTE));
        let count = |key: &str, count: i64| self.language.text(key, &[("count", count.into())]);
        match (hours, rest) {
            (0, rest) => count("short-minutes", rest),
            (hours, 0) => count("short-hours", hours),
            (hours, rest) => format!("{} {}", count("short-hours", hours), count("short-minutes", rest)),
        }
    }

    /// “99.98%”, from hundredths of a percent.
    pub fn share(&self, hundredths: i64) -> String {
        let (whole, part) = ((hundredths / 100).to_string(), format!("{:02}", hundredths % 100));
        match hundredths {
            10_000 => self.language.text("status-share-whole", &[("whole", (&whole).into())]),
            _ => self.language.text("status-share", &[("whole", (&whole).into()), ("part", (&part).into())]),
        }
    }
}

/// For a `datetime` attribute.
pub fn iso(at: At) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::DAY;
    use crate::testing::START;

    fn reader(language: Language, names_zone: bool) -> Reader {
        Reader { language, zone: TimeZone::get("Europe/Stockholm").unwrap(), names_zone }
    }

    #[test]
    fn a_time_is_short_today_has_its_date_on_another_day_and_names_a_zone_that_may_not_be_the_readers() {
        let english = reader(Language::English, true);
        assert_eq!(english.when(START.plus(30 * MINUTE), START), "10:30 CET");
        assert_eq!(english.when(START.plus(DAY), START), "25 Nov, 10:00 CET");
        assert_eq!(english.when(START.plus(-150 * DAY), START), "27 Jun, 11:00 CEST");
        assert_eq!(reader(Language::French, false).when(START, START), "10 h 00");
    }

    #[test]
    fn shares_and_spans_read_as_people_write_them() {
        assert_eq!(reader(Language::English, false).share(9_998), "99.98%");
        assert_eq!(reader(Language::German, false).share(9_905), "99,05\u{a0}%");
        assert_eq!(reader(Language::English, false).share(10_000), "100%");
        assert_eq!(reader(Language::English, false).span(1), "1 min");
        assert_eq!(reader(Language::English, false).span(130 * MINUTE), "2 h 10 min");
    }
}
