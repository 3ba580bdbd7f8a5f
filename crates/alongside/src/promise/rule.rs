//! The rules of time on promises, without looking anything up.

use crate::clock::{At, DAY, HOUR, MINUTE};
use jiff::tz::TimeZone;

/// Nobody promises further ahead than this.
pub const DUE_LATEST: i64 = 2 * 366 * DAY;

/// The owner is reminded a quarter of the way before the end, at most four hours and at least ten minutes before it;
/// a promise for right away needs no reminder.
pub fn remind_at(made_at: At, due_at: At) -> Option<At> {
    let span = due_at.since(made_at);
    let ahead = (span / 4).clamp(10 * MINUTE, 4 * HOUR);
    (span >= 20 * MINUTE).then(|| due_at.plus(-ahead))
}

/// When today began and ends in a zone; a day that a clock change makes shorter or longer is still one day.
pub fn today(now: At, zone: &TimeZone) -> (At, At) {
    let date = now.timestamp().to_zoned(zone.clone()).date();
    let start = |date: jiff::civil::Date| {
        let zoned = date.to_zoned(zone.clone()).map(|z| At(z.timestamp().as_microsecond()));
        zoned.unwrap_or(now)
    };
    (start(date), start(date.tomorrow().unwrap_or(date)))
}

/// How promises ended, over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub kept: i64,
    pub renewed: i64,
    pub broken: i64,
}

impl Share {
    pub fn all(self) -> i64 {
        self.kept + self.renewed + self.broken
    }

    /// Whole percent of each, together a hundred (largest remainder); none when nothing ended.
    pub fn percent(self) -> Option<[i64; 3]> {
        let all = self.all();
        if all <= 0 {
            return None;
        }
        let counts = [self.kept, self.renewed, self.broken];
        let mut percent = counts.map(|count| count * 100 / all);
        let mut order = [0, 1, 2];
        order.sort_by_key(|at: &usize| std::cmp::Reverse((counts[*at] * 100 % all, counts[*at])));
        let missing = usize::try_from(100 - percent.iter().sum::<i64>()).unwrap_or(0);
        for at in order.into_iter().take(missing) {
            percent[at] += 1;
        }
        Some(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_reminder_comes_after_the_promise_and_well_before_its_time(span in 0..DUE_LATEST) {
            let (made, due) = (At(0), At(span));
            match remind_at(made, due) {
                Some(at) => {
                    prop_assert!(at > made && at < due);
                    prop_assert!(due.since(at) >= 10 * MINUTE && due.since(at) <= 4 * HOUR);
                }
                None => prop_assert!(span < 20 * MINUTE),
            }
        }

        #[test]
        fn percents_make_a_hundred_and_none_is_more_than_one_off(kept in 0..5_000_i64, renewed in 0..5_000_i64, broken in 0..5_000_i64) {
            let share = Share { kept, renewed, broken };
            let Some(percent) = share.percent() else {
                prop_assert_eq!(share.all(), 0);
                return Ok(());
            };
            prop_assert_eq!(percent.iter().sum::<i64>(), 100);
            for (count, percent) in [kept, renewed, broken].into_iter().zip(percent) {
                prop_assert!((count * 100 - percent * share.all()).abs() < share.all());
            }
        }

        /// Against asking the library for the civil date of every hour: also across clock changes.
        #[test]
        fn today_is_the_hours_that_share_its_date(now in 1_700_000_000..1_900_000_000_i64, zone in proptest::sample::select(
            vec!["Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])) {
            let zone = TimeZone::get(zone).unwrap();
            let now = At(now * 1_000_000);
            let date = |at: At| at.timestamp().to_zoned(zone.clone()).date();
            let (start, end) = today(now, &zone);
            prop_assert!(start <= now && now < end);
            prop_assert_eq!(date(start), date(now));
            prop_assert_eq!(date(end.plus(-1)), date(now));
            prop_assert!(date(start.plus(-1)) < date(now) && date(end) > date(now));
        }
    }
}
