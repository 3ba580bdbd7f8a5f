//! When people are at work anyway, and when a call is a night call.

use crate::clock::At;
use crate::setting;
use ::store::{Conn, Error};
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;

/// Hours of the desk, on the wall clock of whoever is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    days: Vec<Weekday>,
    opens: Time,
    closes: Time,
}

impl Default for Hours {
    /// Monday to Friday from eight to six.
    fn default() -> Hours {
        use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        Hours {
            days: vec![Monday, Tuesday, Wednesday, Thursday, Friday],
            opens: Time::constant(8, 0, 0, 0),
            closes: Time::constant(18, 0, 0, 0),
        }
    }
}

/// As the setting keeps them.
#[derive(serde::Deserialize)]
struct Kept {
    days: Vec<String>,
    opens: String,
    closes: String,
}

impl Hours {
    fn read(text: &str) -> Option<Hours> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let days: Vec<Weekday> = kept.days.iter().filter_map(|day| weekday(day)).collect();
        let (opens, closes) = (kept.opens.parse().ok()?, kept.closes.parse().ok()?);
        (!days.is_empty() && opens < closes).then_some(Hours { days, opens, closes })
    }

    /// Whether it is outside these hours there: at night, or on a day off.
    pub fn is_outside(&self, zone: &TimeZone, at: At) -> bool {
        let there = zone.to_datetime(at.timestamp());
        !self.days.contains(&there.date().weekday())
            || there.time() < self.opens
            || there.time() >= self.closes
    }
}

fn weekday(short: &str) -> Option<Weekday> {
    Some(match short {
        "mo" => Weekday::Monday,
        "tu" => Weekday::Tuesday,
        "we" => Weekday::Wednesday,
        "th" => Weekday::Thursday,
        "fr" => Weekday::Friday,
        "sa" => Weekday::Saturday,
        "su" => Weekday::Sunday,
        _ => return None,
    })
}

/// The desk's hours as set up.
pub fn hours(conn: &mut Conn) -> Result<Hours, Error> {
    let text = setting::get(conn, setting::name::BUSINESS_HOURS)?;
    Ok(text.as_deref().and_then(Hours::read).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;
    use crate::testing::START;

    #[test]
    fn a_call_at_night_or_on_a_day_off_is_outside_on_the_persons_own_clock() {
        let hours = Hours::default();
        let zone = |name| TimeZone::get(name).unwrap();
        // Tuesday, nine in the morning by UTC.
        assert!(!hours.is_outside(&zone("UTC"), START));
        assert!(hours.is_outside(&zone("America/New_York"), START));
        assert!(hours.is_outside(&zone("Asia/Tokyo"), START));
        assert!(hours.is_outside(&zone("UTC"), START.plus(4 * 24 * HOUR)), "a Saturday");
    }

    #[test]
    fn hours_are_read_as_the_setup_wrote_them() {
        let read = Hours::read(r#"{"days":["sa","su"],"opens":"10:00","closes":"12:00"}"#).unwrap();
        assert!(read.is_outside(&TimeZone::UTC, START));
        assert!(!read.is_outside(&TimeZone::UTC, START.plus(4 * 24 * HOUR + 2 * HOUR)));
        assert_eq!(Hours::read("{}"), None);
    }
}
