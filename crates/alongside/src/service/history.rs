//! The history of a service, month by month in the reader's zone: what disturbed it, for how long, and which months were
//! quiet. Planned work is told, but does not make a month loud.

use super::spell::{Spell, State, laid_over};
use crate::clock::At;
use crate::ids::RecordId;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Months that are told.
pub const MONTHS_MAX: usize = 13;

/// What one record did to the service in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disturbance {
    pub record: RecordId,
    /// The worst of it.
    pub worst: State,
    /// When it began, be it in an earlier month.
    pub from_at: At,
    /// None: it goes on.
    pub until_at: Option<At>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The first day.
    pub day: Date,
    /// Microseconds in which it was degraded or out, each counted once.
    pub disturbed: i64,
    /// The newest first.
    pub disturbances: Vec<Disturbance>,
}

impl Month {
    pub fn is_quiet(&self) -> bool {
        self.disturbed == 0
    }
}

/// The months since `since` (at most [`MONTHS_MAX`]), the newest first.
pub fn months(spells: &[Spell], zone: &TimeZone, since: At, now: At) -> Vec<Month> {
    let mut first = zone.to_datetime(now.timestamp()).date().first_of_month();
    let mut out = Vec::new();
    // What began this very moment counts.
    let mut end = now.plus(1);
    while out.len() < MONTHS_MAX {
        let begin = first
            .at(0, 0, 0, 0)
            .to_zoned(zone.clone())
            .map_or(end, |midnight| At(midnight.timestamp().as_microsecond()));
        let touching: Vec<Spell> = spells
            .iter()
            .filter(|s| s.from_at < end && s.until_at.is_none_or(|until| until > begin))
            .cloned()
            .collect();
        let disturbed = laid_over(&touching, begin, end)
            .iter()
            .filter(|stretch| stretch.state > State::Maintenance)
            .map(|stretch| stretch.until_at.since(stretch.from_at))
            .sum();
        out.push(Month { day: first, disturbed, disturbances: by_record(&touching) });
        if begin <= since {
            break;
        }
        end = begin;
        match first.yesterday() {
            Ok(day) => first = day.first_of_month(),
            Err(_) => break,
        }
    }
    out
}

fn by_record(spells: &[Spell]) -> Vec<Disturbance> {
    let mut out: Vec<Disturbance> = Vec::new();
    for s in spells {
        match out.iter_mut().find(|d| d.record == s.record) {
            Some(d) => {
                d.worst = d.worst.max(s.state);
                d.from_at = d.from_at.min(s.from_at);
                d.until_at = d.until_at.zip(s.until_at).map(|(a, b)| a.max(b));
            }
            None => out.push(Disturbance {
                record: s.record,
                worst: s.state,
                from_at: s.from_at,
                until_at: s.until_at,
            }),
        }
    }
    out.sort_by_key(|d| std::cmp::Reverse((d.from_at, d.record)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};
    use crate::ids::{ServiceId, ServiceSpellId};
    use crate::testing::START;

    fn spell(record: i64, state: State, from_at: At, until_at: Option<At>) -> Spell {
        let id = ServiceSpellId(record);
        Spell { id, service: ServiceId(1), record: RecordId(record), state, from_at, until_at }
    }

    #[test]
    fn a_month_is_quiet_unless_something_was_degraded_or_out_in_it() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let at = |text: &str| At(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        let spells = [
            // Over the turn of the month there: an hour in September, two in October.
            spell(1, State::Outage, at("2026-09-30T21:00:00Z"), Some(at("2026-10-01T00:00:00Z"))),
            spell(2, State::Maintenance, at("2026-11-10T00:00:00Z"), Some(at("2026-11-10T02:00:00Z"))),
        ];
        let months = months(&spells, &zone, START.plus(-100 * DAY), START);
        let told: Vec<(i8, i64, usize)> =
            months.iter().map(|m| (m.day.month(), m.disturbed / HOUR, m.disturbances.len())).collect();
        assert_eq!(told, [(11, 0, 1), (10, 2, 1), (9, 1, 1), (8, 0, 0)]);
        assert!(months[0].is_quiet() && !months[1].is_quiet());
    }

    #[test]
    fn what_one_record_did_is_told_once_with_its_worst() {
        let spells = [
            spell(1, State::Degraded, START.plus(-3 * HOUR), Some(START.plus(-2 * HOUR))),
            spell(1, State::Outage, START.plus(-2 * HOUR), Some(START.plus(-HOUR))),
            spell(1, State::Degraded, START.plus(-HOUR), None),
        ];
        let months = months(&spells, &TimeZone::UTC, START.plus(-4 * HOUR), START);
        assert_eq!(months.len(), 1);
        let told = &months[0].disturbances[0];
        assert_eq!((told.worst, told.from_at, told.until_at), (State::Outage, START.plus(-3 * HOUR), None));
        assert_eq!(months[0].disturbed, 3 * HOUR + 1);
    }

    #[test]
    fn never_more_than_thirteen_months_are_told() {
        assert_eq!(months(&[], &TimeZone::UTC, At(0), START).len(), MONTHS_MAX);
    }
}
