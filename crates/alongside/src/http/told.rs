//! Times for everybody: in the reader's language and zone. (The desk speaks English and has `moment`.)

use crate::app::App;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::language::{Arg, Language};
use crate::person::Actor;
use crate::view::{Moment, Texts};
use jiff::tz::TimeZone;

/// Who is told.
#[derive(Clone, Debug)]
pub struct Told {
    pub language: Language,
    /// IANA name.
    zone: String,
}

impl Told {
    /// Somebody who is signed in: their own language and zone.
    pub fn of(app: &App, actor: &Actor) -> Told {
        let zone = match actor.time_zone.as_str() {
            "" => app.house().time_zone.clone(),
            own => own.to_owned(),
        };
        Told { language: Language::for_person(&actor.language), zone }
    }

    /// Somebody of whom only the language is known: the desk's zone.
    pub fn stranger(app: &App, language: Language) -> Told {
        Told { language, zone: app.house().time_zone.clone() }
    }

    pub fn texts(&self) -> Texts {
        Texts(self.language)
    }

    /// The exact time in a sentence.
    pub fn date(&self, at: At) -> String {
        self.language.date_time(at, &self.zone)
    }

    /// A time gone by: short at a glance, exact beside.
    pub fn moment(&self, at: At, now: At) -> Moment {
        let count = |key: &str, span: i64| self.texts().count(key, span);
        let short = match now.since(at) {
            s if (0..MINUTE).contains(&s) => self.texts().say("short-now"),
            s if (0..HOUR).contains(&s) => count("short-minutes", s / MINUTE),
            s if (0..DAY).contains(&s) => count("short-hours", s / HOUR),
            s if (0..14 * DAY).contains(&s) => count("short-days", s / DAY),
            _ => self.day(at, now),
        };
        Moment { iso: at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(), short, long: self.date(at) }
    }

    /// “14 Oct”, with the year when it is another one.
    fn day(&self, at: At, now: At) -> String {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let there = at.timestamp().to_zoned(zone.clone());
        let this_year = there.year() == now.timestamp().to_zoned(zone).year();
        let month = self.texts().say(&format!("month-short-{}", there.month()));
        let year = there.year().to_string();
        let args =
            [("day", Arg::Count(there.day().into())), ("month", (&month).into()), ("year", (&year).into())];
        match this_year {
            true => self.language.text("short-date", &args[..2]),
            false => self.language.text("short-date-year", &args),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::START;

    #[test]
    fn times_are_short_in_every_language_and_exact_beside() {
        let told = |language| Told { language, zone: "Europe/Stockholm".to_owned() };
        let short = |language, ago: i64| told(language).moment(START.plus(-ago), START).short;
        assert_eq!(short(Language::English, 0), "now");
        assert_eq!(short(Language::German, 5 * MINUTE), "5 Min.");
        assert_eq!(short(Language::French, 26 * HOUR), "1 j");
        assert_eq!(short(Language::Swedish, 41 * DAY), "14 okt");
        assert_eq!(short(Language::Spanish, 400 * DAY), "20 oct 2025");
        assert_eq!(short(Language::Dutch, -2 * DAY), "26 nov");
        assert_eq!(
            told(Language::German).moment(START, START).long,
            "Dienstag, 24. November 2026, 10:00 Uhr"
        );
    }
}
