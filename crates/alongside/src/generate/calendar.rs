//! When people ask for help: on weekdays, most before noon, a few at night. Turns an even row of numbers into such
//! times, in order.

use super::chance::Chance;
use crate::clock::{At, HOUR};

pub const WEEK: i64 = 7 * 24 * HOUR;

/// Weight of each hour of a working day.
const WORKING: [u32; 24] =
    [1, 1, 1, 1, 1, 3, 12, 40, 90, 110, 105, 85, 60, 80, 90, 75, 50, 25, 10, 6, 5, 4, 3, 2];
/// A weekend has this share of it.
const WEEKEND_PERCENT: u32 = 6;
/// 1970-01-01 was a Thursday: hours from the Monday before.
const EPOCH_HOUR_OF_WEEK: i64 = 3 * 24;

/// The weeks in which tickets came in.
pub struct Calendar {
    start: At,
    weeks: u32,
    /// Weight up to the end of each hour of a week that begins at `start`.
    sums: Vec<u32>,
}

impl Calendar {
    /// `weeks` whole weeks up to `until`.
    pub fn new(until: At, weeks: u32) -> Calendar {
        let start = until.plus(-i64::from(weeks) * WEEK);
        let first = (start.0.div_euclid(HOUR) + EPOCH_HOUR_OF_WEEK).rem_euclid(7 * 24);
        let mut sum = 0;
        let sums = (0..7 * 24)
            .map(|hour| {
                let of_week = usize::try_from((first + hour) % (7 * 24)).unwrap_or(0);
                let weight = WORKING.get(of_week % 24).copied().unwrap_or(1) * 100;
                sum += if of_week / 24 >= 5 { weight * WEEKEND_PERCENT / 100 } else { weight };
                sum
            })
            .collect();
        Calendar { start, weeks, sums }
    }

    /// The time of ticket `number` of `count`; later numbers are never earlier.
    pub fn time(&self, number: u64, count: u64, chance: &mut Chance) -> At {
        let count = u128::from(count.max(1));
        let total = u128::from(*self.sums.last().unwrap_or(&1)) * u128::from(self.weeks);
        // Thousandths of a weight, so that a short row is even too.
        let within = u128::try_from(chance.between(0, 999)).unwrap_or(0);
        let place = (u128::from(number) * 1_000 + within) * total * 1_000 / (count * 1_000);
        let per_week = u128::from(*self.sums.last().unwrap_or(&1)) * 1_000;
        let week = i64::try_from(place / per_week).unwrap_or(0);
        let in_week = place % per_week;
        let hour = self.sums.partition_point(|sum| u128::from(*sum) * 1_000 <= in_week);
        let before = if hour == 0 { 0 } else { u128::from(self.sums[hour - 1]) * 1_000 };
        let width = u128::from(self.sums.get(hour).copied().unwrap_or(1)) * 1_000 - before;
        let of_hour = i64::try_from((in_week - before) * 3_600_000_000 / width.max(1)).unwrap_or(0);
        self.start.plus(week * WEEK + i64::try_from(hour).unwrap_or(0) * HOUR + of_hour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::START;

    #[test]
    fn times_are_in_order_within_their_weeks_and_mostly_by_day() {
        let calendar = Calendar::new(START, 10);
        let mut chance = Chance::new(1, "times", 0);
        let times: Vec<At> = (0..2_000).map(|n| calendar.time(n, 2_000, &mut chance)).collect();
        assert!(times.is_sorted());
        assert!(times[0] >= START.plus(-10 * WEEK) && times[1_999] < START);
        let hour = |at: &At| at.0.div_euclid(HOUR).rem_euclid(24);
        let by_day = times.iter().filter(|at| (7..17).contains(&hour(at))).count();
        assert!(by_day > 1_500, "{by_day}");
        let saturday = |at: &At| (at.0.div_euclid(24 * HOUR) + 3).rem_euclid(7) == 5;
        assert!(times.iter().filter(|at| saturday(at)).count() < 60);
    }
}
