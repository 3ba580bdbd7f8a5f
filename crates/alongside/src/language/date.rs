//! Dates as a person reads them: in their time zone, with their language's words.

use super::Language;
use crate::clock::At;
use jiff::tz::TimeZone;

impl Language {
    /// “Tuesday 24 November 2026, 10:00”, in this language. `zone` is an IANA name; UTC, and said so, when it is
    /// none.
    pub fn date_time(self, at: At, zone: &str) -> String {
        let known = TimeZone::get(zone).ok();
        let there = at.timestamp().to_zoned(known.clone().unwrap_or(TimeZone::UTC));
        let weekday = self.text(&format!("weekday-{}", there.weekday().to_monday_one_offset()), &[]);
        let month = self.text(&format!("month-{}", there.month()), &[]);
        let (year, hour, minute) =
            (there.year().to_string(), format!("{:02}", there.hour()), format!("{:02}", there.minute()));
        let text = self.text(
            "date-time",
            &[
                ("weekday", (&weekday).into()),
                ("day", i64::from(there.day()).into()),
                ("month", (&month).into()),
                ("year", (&year).into()),
                ("hour", (&hour).into()),
                ("minute", (&minute).into()),
            ],
        );
        if known.is_some() { text } else { text + " (UTC)" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_people_write_it_where_they_are() {
        // 2026-12-01T08:05:00Z
        let at = At(1_796_112_300_000_000);
        let read: Vec<String> = Language::all().iter().map(|l| l.date_time(at, "Europe/Stockholm")).collect();
        assert_eq!(
            read,
            [
                "Tuesday 1 December 2026, 09:05",
                "Dienstag, 1. Dezember 2026, 09:05 Uhr",
                "mardi 1er décembre 2026 à 09 h 05",
                "martes, 1 de diciembre de 2026, 09:05",
                "dinsdag 1 december 2026 om 09:05 uur",
                "tisdag 1 december 2026 kl. 09:05",
            ]
        );
        assert_eq!(Language::English.date_time(at, "Asia/Tokyo"), "Tuesday 1 December 2026, 17:05");
        assert_eq!(Language::English.date_time(at, "Nowhere/At_All"), "Tuesday 1 December 2026, 08:05 (UTC)");
    }
}
