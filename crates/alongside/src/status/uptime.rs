//! From spells of trouble to minutes of each state, day by day: what the status page says of the past. Pure, and exact
//! to the microsecond; knows neither tables nor pages. Where there are no records it says so: nothing is painted green.

use crate::clock::{At, DAY};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days that are looked back on, today with them.
pub const DAYS: usize = 90;

::store::text_enum! {
    /// How a service is, from best to worst; of several at once the worst one counts.
    pub enum State {
        Operational = "operational",
        Maintenance = "maintenance",
        Degraded = "degraded",
        PartialOutage = "partial_outage",
        Outage = "outage",
    }
}

/// A time at which a service was not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    pub state: State,
    pub from: At,
    /// None: it still is.
    pub until: Option<At>,
}

/// A piece of time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub state: State,
    pub from: At,
    pub until: At,
}

/// How long a service was in each state, in microseconds; what is in none of them was well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Time of which there are records.
    pub known: i64,
    pub maintenance: i64,
    pub degraded: i64,
    pub partial_outage: i64,
    pub outage: i64,
}

impl Tally {
    pub fn plus(self, other: Tally) -> Tally {
        Tally {
            known: self.known + other.known,
            maintenance: self.maintenance + other.maintenance,
            degraded: self.degraded + other.degraded,
            partial_outage: self.partial_outage + other.partial_outage,
            outage: self.outage + other.outage,
        }
    }

    fn add(&mut self, state: State, span: i64) {
        match state {
            State::Operational => {}
            State::Maintenance => self.maintenance += span,
            State::Degraded => self.degraded += span,
            State::PartialOutage => self.partial_outage += span,
            State::Outage => self.outage += span,
        }
    }

    pub fn of(&self, state: State) -> i64 {
        match state {
            State::Operational => {
                self.known - self.maintenance - self.degraded - self.partial_outage - self.outage
            }
            State::Maintenance => self.maintenance,
            State::Degraded => self.degraded,
            State::PartialOutage => self.partial_outage,
            State::Outage => self.outage,
        }
    }

    /// The worst state there was; none without records.
    pub fn worst(&self) -> Option<State> {
        if self.known == 0 {
            return None;
        }
        let worst = State::all().iter().rev().find(|state| self.of(**state) > 0);
        Some(worst.copied().unwrap_or(State::Operational))
    }

    /// Hundredths of a percent of the time at which people could work: an outage, also of a part, is not such a time;
    /// a slow service is; planned maintenance is counted apart, neither for nor against. Rounded down, so that only what
    /// never failed shows as 100 %. None when there is nothing to count.
    pub fn uptime(&self) -> Option<i64> {
        let counted = self.known - self.maintenance;
        if counted <= 0 {
            return None;
        }
        let up = i128::from(counted - self.partial_outage - self.outage) * 10_000 / i128::from(counted);
        i64::try_from(up).ok()
    }
}

/// The spells between two times as pieces that do not overlap, in order; at each moment the worst state counts.
pub fn flatten(spells: &[Spell], from: At, until: At) -> Vec<Segment> {
    // +1 where a state begins, -1 where it ends.
    let mut edges: Vec<(i64, State, i32)> = Vec::with_capacity(spells.len() * 2);
    for spell in spells {
        let begin = spell.from.0.max(from.0);
        let end = spell.until.map_or(until.0, |at| at.0.min(until.0));
        if begin < end {
            edges.push((begin, spell.state, 1));
            edges.push((end, spell.state, -1));
        }
    }
    edges.sort_unstable_by_key(|(at, ..)| *at);
    let mut open = [0_i32; 5];
    let mut pieces: Vec<Segment> = Vec::new();
    let mut at = from.0;
    for (next, state, change) in edges {
        if next > at {
            let worst = State::all().iter().rev().find(|s| open[**s as usize] > 0);
            if let Some(worst) = worst {
                push(&mut pieces, Segment { state: *worst, from: At(at), until: At(next) });
            }
            at = next;
        }
        open[state as usize] += change;
    }
    pieces
}

/// Pieces that touch and say the same are one.
fn push(pieces: &mut Vec<Segment>, next: Segment) {
    match pieces.last_mut() {
        Some(last) if last.until == next.from && last.state == next.state => last.until = next.until,
        _ => pieces.push(next),
    }
}

/// How long each state held between two times. There are records from `since` on (never: none).
pub fn tally(spells: &[Spell], since: Option<At>, from: At, until: At) -> Tally {
    let Some(since) = since else { return Tally::default() };
    let from = At(from.0.max(since.0));
    let mut tally = Tally { known: (until.0 - from.0).max(0), ..Tally::default() };
    for piece in flatten(spells, from, until) {
        tally.add(piece.state, piece.until.since(piece.from));
    }
    tally
}

/// A day of a calendar: its date, and when it begins and ends. Where clocks change it has 23 or 25 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub from: At,
    pub until: At,
}

/// The last [`DAYS`] days up to now, oldest first; today ends now.
pub fn days(zone: &TimeZone, now: At) -> Vec<Day> {
    let today = zone.to_datetime(now.timestamp()).date();
    let mut days = Vec::with_capacity(DAYS);
    let (mut date, mut until) = (today, now);
    while days.len() < DAYS {
        let from = match date.to_zoned(zone.clone()) {
            Ok(start) => At(start.timestamp().as_microsecond()),
            Err(_) => until.plus(-DAY),
        };
        days.push(Day { date, from, until });
        let Ok(before) = date.yesterday() else { break };
        (date, until) = (before, from);
    }
    days.reverse();
    days
}

/// The same for each of these days.
pub fn by_day(spells: &[Spell], since: Option<At>, days: &[Day]) -> Vec<Tally> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    // Once for all days; what touches a day is then found by walking along.
    let pieces = flatten(spells, first.from, last.until);
    let mut rest = pieces.as_slice();
    days.iter()
        .map(|day| {
            while rest.first().is_some_and(|piece| piece.until <= day.from) {
                rest = &rest[1..];
            }
            let here = rest.iter().take_while(|piece| piece.from < day.until);
            let spells: Vec<Spell> =
                here.map(|p| Spell { state: p.state, from: p.from, until: Some(p.until) }).collect();
            tally(&spells, since, day.from, day.until)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE};
    use proptest::prelude::*;

    const START: At = crate::testing::START;

    fn spell(state: State, from: i64, until: Option<i64>) -> Spell {
        Spell { state, from: START.plus(from * MINUTE), until: until.map(|until| START.plus(until * MINUTE)) }
    }

    /// Looks at every minute by itself.
    fn by_minute(spells: &[Spell], since: At, from: At, until: At) -> Tally {
        let mut tally = Tally::default();
        let mut at = from;
        while at < until {
            if at >= since {
                tally.known += MINUTE;
                let now = spells.iter().filter(|s| s.from <= at && s.until.is_none_or(|until| until > at));
                if let Some(worst) = now.map(|s| s.state).max() {
                    tally.add(worst, MINUTE);
                }
            }
            at = at.plus(MINUTE);
        }
        tally
    }

    fn some_spells() -> impl Strategy<Value = Vec<Spell>> {
        let one = (0..5_usize, -400_i64..2_000, proptest::option::of(0_i64..900)).prop_map(
            |(state, from, length)| spell(State::all()[state], from, length.map(|length| from + length)),
        );
        proptest::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn the_reckoning_says_what_looking_at_every_minute_says(
            spells in some_spells(),
            since in -300_i64..1_500,
            from in 0_i64..600,
            length in 0_i64..1_500,
        ) {
            let (since, from) = (START.plus(since * MINUTE), START.plus(from * MINUTE));
            let until = from.plus(length * MINUTE);
            let reckoned = tally(&spells, Some(since), from, until);
            prop_assert_eq!(reckoned, by_minute(&spells, since, from, until));
        }

        #[test]
        fn days_add_up_to_the_whole(spells in some_spells(), since in -300_i64..1_500) {
            let zone = TimeZone::get("Europe/Stockholm").unwrap();
            let (since, now) = (START.plus(since * MINUTE), START.plus(2_000 * MINUTE));
            let days = days(&zone, now);
            let sum = by_day(&spells, Some(since), &days).into_iter().fold(Tally::default(), Tally::plus);
            prop_assert_eq!(sum, tally(&spells, Some(since), days[0].from, now));
        }

        #[test]
        fn no_share_is_more_than_there_was(spells in some_spells(), length in 1_i64..1_500) {
            let tally = tally(&spells, Some(START), START, START.plus(length * MINUTE));
            if let Some(up) = tally.uptime() {
                prop_assert!((0..=10_000).contains(&up));
                prop_assert_eq!(up == 10_000, tally.outage + tally.partial_outage == 0);
            }
        }
    }

    #[test]
    fn the_worst_of_what_overlaps_counts_and_maintenance_is_counted_apart() {
        let spells = [
            spell(State::Maintenance, 0, Some(60)),
            spell(State::Outage, 30, Some(90)),
            spell(State::Degraded, 80, Some(100)),
        ];
        let tally = tally(&spells, Some(START), START, START.plus(200 * MINUTE));
        assert_eq!(tally.maintenance, 30 * MINUTE);
        assert_eq!(tally.outage, 60 * MINUTE);
        assert_eq!(tally.degraded, 10 * MINUTE);
        assert_eq!(tally.of(State::Operational), 100 * MINUTE);
        // 110 of 170 minutes.
        assert_eq!(tally.uptime(), Some(6_470));
        assert_eq!(tally.worst(), Some(State::Outage));
    }

    #[test]
    fn one_second_in_ninety_days_is_not_a_hundred_percent() {
        let tally = Tally { known: 90 * DAY, outage: 1_000_000, ..Tally::default() };
        assert_eq!(tally.uptime(), Some(9_999));
        assert_eq!(Tally { known: 90 * DAY, ..Tally::default() }.uptime(), Some(10_000));
    }

    #[test]
    fn without_records_there_is_no_figure_and_no_green() {
        let none = tally(&[], None, START, START.plus(DAY));
        assert_eq!((none.uptime(), none.worst()), (None, None));
        let later = tally(&[], Some(START.plus(2 * DAY)), START, START.plus(DAY));
        assert_eq!((later.uptime(), later.worst()), (None, None));
        // A day that was all maintenance has nothing to count.
        let all = tally(&[spell(State::Maintenance, 0, None)], Some(START), START, START.plus(DAY));
        assert_eq!((all.uptime(), all.worst()), (None, Some(State::Maintenance)));
    }

    #[test]
    fn a_day_has_the_hours_that_it_has() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let days = days(&zone, START);
        assert_eq!(days.len(), DAYS);
        assert_eq!(days.last().map(|day| day.until), Some(START));
        let of = |month, day| {
            let date = jiff::civil::date(2026, month, day);
            let day = days.iter().find(|d| d.date == date).unwrap();
            day.until.since(day.from) / HOUR
        };
        assert_eq!((of(10, 24), of(10, 25), of(10, 26)), (24, 25, 24));
        assert!(days.windows(2).all(|pair| pair[0].until == pair[1].from));
    }
}
