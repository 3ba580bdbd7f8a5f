//! Who is on call when: turns of so many days that begin at the same minute of the local day, whatever the clocks do, and
//! those who stand in. Pure.

use crate::clock::At;
use crate::ids::{OverrideId, PersonId, RotationId, TeamId};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A rotation with its people in their order, and who stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    pub id: RotationId,
    pub team: TeamId,
    pub name: String,
    /// IANA name; an unknown one counts as UTC.
    pub time_zone: String,
    /// Minute of the local day at which one hands over to the next, 0 to 1439.
    pub hand_over_minute: i64,
    /// Days of one turn, 1 to 60.
    pub days: i64,
    /// The local day of the first hand-over: nobody is on call before it.
    pub first_day: Date,
    /// Minutes without a word until the next person is called.
    pub escalate_minutes: i64,
    pub active: bool,
    pub people: Vec<PersonId>,
    pub overrides: Vec<Override>,
}

/// Somebody who stands in; of several at one moment the one entered last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub id: OverrideId,
    pub person: PersonId,
    pub from_at: At,
    pub until_at: At,
}

/// A time in which one person is on call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub person: PersonId,
    pub from_at: At,
    pub until_at: At,
    /// They stand in for somebody.
    pub stands_in: bool,
}

impl Rotation {
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// When the turn with this number begins, the first being 0. A minute that the clocks leave out is the one after
    /// the gap, one that they go through twice is the first.
    fn turn_begins(&self, zone: &TimeZone, turn: i64) -> Option<At> {
        let day = self.first_day.checked_add(turn.checked_mul(self.days)?.days()).ok()?;
        let (hour, minute) = (self.hand_over_minute / 60, self.hand_over_minute % 60);
        let local = day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
        Some(At(local.to_zoned(zone.clone()).ok()?.timestamp().as_microsecond()))
    }

    /// The number of the turn at a moment; none before the first.
    fn turn_at(&self, zone: &TimeZone, at: At) -> Option<i64> {
        let day = zone.to_datetime(at.timestamp()).date();
        let since = i64::from(self.first_day.until(day).ok()?.get_days());
        // The local day says it nearly; the hand-over on that day decides.
        let mut turn = since.div_euclid(self.days.max(1));
        while self.turn_begins(zone, turn)? > at {
            turn -= 1;
        }
        while self.turn_begins(zone, turn + 1)? <= at {
            turn += 1;
        }
        (turn >= 0).then_some(turn)
    }

    fn person_of(&self, turn: i64) -> Option<PersonId> {
        let count = i64::try_from(self.people.len()).ok().filter(|n| *n > 0)?;
        self.people.get(usize::try_from(turn.rem_euclid(count)).ok()?).copied()
    }

    fn standing_in(&self, at: At) -> Option<&Override> {
        self.overrides.iter().filter(|o| o.from_at <= at && at < o.until_at).max_by_key(|o| o.id)
    }
}

/// Who is on call at a moment.
pub fn who(rotation: &Rotation, at: At) -> Option<PersonId> {
    if let Some(o) = rotation.standing_in(at) {
        return Some(o.person);
    }
    rotation.turn_at(&rotation.zone(), at).and_then(|turn| rotation.person_of(turn))
}

/// Whom to call one after the other: whoever is on call, whose turn it was, then the others in their order; each once.
pub fn order(rotation: &Rotation, at: At) -> Vec<PersonId> {
    let turn = rotation.turn_at(&rotation.zone(), at).unwrap_or(0);
    let count = i64::try_from(rotation.people.len()).unwrap_or(0);
    let others = (0..count).filter_map(|step| rotation.person_of(turn + step));
    let mut out: Vec<PersonId> = Vec::new();
    for person in who(rotation, at).into_iter().chain(others) {
        if !out.contains(&person) {
            out.push(person);
        }
    }
    out
}

/// The shifts that touch a time, in order, whole at their ends; at most 500.
pub fn shifts(rotation: &Rotation, from: At, until: At) -> Vec<Shift> {
    let zone = rotation.zone();
    let mut out: Vec<Shift> = Vec::new();
    let mut at = from;
    while at < until && out.len() < 500 {
        let turn = rotation.turn_at(&zone, at);
        let next_turn = rotation.turn_begins(&zone, turn.map_or(0, |turn| turn + 1)).unwrap_or(until);
        let edges = rotation.overrides.iter().flat_map(|o| [o.from_at, o.until_at]);
        let end = edges.filter(|edge| *edge > at).chain([next_turn]).min().unwrap_or(until);
        if end <= at {
            break;
        }
        let (person, stands_in) = match rotation.standing_in(at) {
            Some(o) => (Some(o.person), true),
            None => (turn.and_then(|turn| rotation.person_of(turn)), false),
        };
        if let Some(person) = person {
            match out.last_mut() {
                Some(last) if last.person == person && last.stands_in == stands_in && last.until_at == at => {
                    last.until_at = end;
                }
                _ => out.push(Shift { person, from_at: at, until_at: end, stands_in }),
            }
        }
        at = end;
    }
    if let Some(first) = out.first_mut().filter(|s| s.from_at == from) {
        first.from_at = begin(rotation, &zone, from);
    }
    out
}

/// When the shift that runs at `at` began: its turn's hand-over or the last edge of somebody standing in.
fn begin(rotation: &Rotation, zone: &TimeZone, at: At) -> At {
    let turn = rotation.turn_at(zone, at).and_then(|turn| rotation.turn_begins(zone, turn));
    let edges = rotation.overrides.iter().flat_map(|o| [o.from_at, o.until_at]).filter(|edge| *edge <= at);
    let last = match rotation.standing_in(at) {
        Some(o) => edges.chain([o.from_at]).max(),
        None => edges.chain(turn).max(),
    };
    last.unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR, MINUTE};
    use proptest::prelude::*;

    fn rotation(zone: &str, minute: i64, days: i64, people: i64) -> Rotation {
        Rotation {
            id: RotationId(1),
            team: TeamId(1),
            name: "Network".into(),
            time_zone: zone.into(),
            hand_over_minute: minute,
            days,
            first_day: jiff::civil::date(2026, 1, 5),
            escalate_minutes: 15,
            active: true,
            people: (1..=people).map(PersonId).collect(),
            overrides: Vec::new(),
        }
    }

    fn at(text: &str) -> At {
        At(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    #[test]
    fn a_week_hands_over_at_the_same_minute_of_the_local_day_whatever_the_clocks_do() {
        let r = rotation("Europe/Stockholm", 8 * 60, 7, 2);
        // Clocks go forward on Sunday 29 March: eight o'clock is an hour earlier by UTC from then on.
        assert_eq!(who(&r, at("2026-03-23T06:59:59Z")), Some(PersonId(1)));
        assert_eq!(who(&r, at("2026-03-23T07:00:00Z")), Some(PersonId(2)));
        assert_eq!(who(&r, at("2026-03-30T05:59:59Z")), Some(PersonId(2)));
        assert_eq!(who(&r, at("2026-03-30T06:00:00Z")), Some(PersonId(1)));
    }

    #[test]
    fn nobody_is_on_call_before_the_first_day() {
        let r = rotation("Europe/Stockholm", 8 * 60, 7, 2);
        assert_eq!(who(&r, at("2026-01-05T06:59:59Z")), None);
        assert_eq!(who(&r, at("2026-01-05T07:00:00Z")), Some(PersonId(1)));
    }

    #[test]
    fn a_minute_that_the_clocks_leave_out_still_hands_over_once() {
        // 02:30 does not exist on 29 March; it is 03:30 then.
        let r = rotation("Europe/Stockholm", 150, 1, 2);
        let before = who(&r, at("2026-03-29T01:29:59Z"));
        let after = who(&r, at("2026-03-29T01:30:00Z"));
        assert_ne!(before, after);
        assert_eq!(who(&r, at("2026-03-30T00:29:59Z")), after);
    }

    #[test]
    fn whoever_stands_in_is_called_first_and_then_the_others_in_their_order() {
        let mut r = rotation("UTC", 0, 7, 3);
        let now = at("2026-01-13T12:00:00Z");
        assert_eq!(order(&r, now), [PersonId(2), PersonId(3), PersonId(1)]);
        let o = Override { id: OverrideId(1), person: PersonId(9), from_at: now, until_at: now.plus(HOUR) };
        r.overrides.push(o);
        assert_eq!(order(&r, now), [PersonId(9), PersonId(2), PersonId(3), PersonId(1)]);
        let told: Vec<_> = shifts(&r, now.plus(-DAY), now.plus(DAY))
            .iter()
            .map(|s| (s.person.0, s.stands_in, s.until_at.since(s.from_at) / HOUR))
            .collect();
        assert_eq!(told, [(2, false, 36), (9, true, 1), (2, false, 131)]);
    }

    fn zones() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "UTC",
            "Europe/Stockholm",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "America/New_York",
            "Africa/Casablanca",
            "Pacific/Auckland",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Walking from hand-over to hand-over through the calendar says the same.
        #[test]
        fn who_is_on_call_is_what_walking_through_the_calendar_says(
            zone in zones(),
            minute in 0_i64..1440,
            days in 1_i64..15,
            people in 1_i64..5,
            hours in prop::collection::vec(-100_i64..9_000, 20),
            offset in 0_i64..60,
        ) {
            let r = rotation(zone, minute, days, people);
            let tz = r.zone();
            let start = at("2026-01-05T00:00:00Z");
            let mut handed: Vec<(At, i64)> = Vec::new();
            let mut day = r.first_day;
            for turn in 0..400 {
                let local = day.at(i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap(), 0, 0);
                handed.push((At(local.to_zoned(tz.clone()).unwrap().timestamp().as_microsecond()), turn % people + 1));
                for _ in 0..days {
                    day = day.tomorrow().unwrap();
                }
            }
            for hour in hours {
                let moment = start.plus(hour * HOUR + offset * MINUTE);
                let walked = handed.iter().rev().find(|(begin, _)| *begin <= moment).map(|(_, p)| PersonId(*p));
                prop_assert_eq!(who(&r, moment), walked);
            }
        }

        /// Shifts never overlap, leave no gap, and say who is on call at each moment.
        #[test]
        fn shifts_say_who_is_on_call_at_each_moment(
            zone in zones(),
            minute in 0_i64..1440,
            days in 1_i64..9,
            overrides in prop::collection::vec((0_i64..900, 1_i64..200, 5_i64..8), 0..5),
            from in 0_i64..500,
        ) {
            let mut r = rotation(zone, minute, days, 3);
            let start = at("2026-03-20T00:00:00Z");
            r.overrides = overrides
                .iter()
                .enumerate()
                .map(|(n, (from, span, person))| Override {
                    id: OverrideId(i64::try_from(n).unwrap()),
                    person: PersonId(*person),
                    from_at: start.plus(from * HOUR),
                    until_at: start.plus((from + span) * HOUR),
                })
                .collect();
            let (from, until) = (start.plus(from * HOUR), start.plus((from + 400) * HOUR));
            let told = shifts(&r, from, until);
            prop_assert!(told.windows(2).all(|w| w[0].until_at == w[1].from_at));
            prop_assert!(told[0].from_at <= from && told[told.len() - 1].until_at >= until);
            for hour in 0..400 {
                let moment = from.plus(hour * HOUR + 17 * MINUTE);
                let by_shift = told.iter().find(|s| s.from_at <= moment && moment < s.until_at).map(|s| s.person);
                prop_assert_eq!(by_shift, who(&r, moment));
            }
            // The first shift began when it says: nothing changed hands in between.
            for back in [0, told[0].from_at.since(from) / 2, told[0].from_at.since(from)] {
                prop_assert_eq!(who(&r, from.plus(back)), Some(told[0].person));
            }
        }
    }
}
