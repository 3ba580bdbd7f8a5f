//! When a job that failed is tried again.

const SECOND: i64 = 1_000_000;
const FIRST: i64 = 5 * SECOND;
const LONGEST: i64 = 6 * 3600 * SECOND;

/// How long to wait, in microseconds, after this many attempts have failed: 5 seconds, doubled each time, up
/// to 6 hours. 20 attempts take about two days. The same every time, so that tests can move their clock.
pub fn delay(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(20);
    (FIRST << doublings).min(LONGEST)
}

/// The next time a job that runs every `interval` is due: a multiple of it, so that all nodes agree.
pub(crate) fn next_time(now: i64, interval: i64) -> i64 {
    let interval = interval.max(1);
    (now.div_euclid(interval) + 1) * interval
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait_up_to_six_hours() {
        let waits: Vec<i64> = [1, 2, 3, 13, 14, 1_000_000].iter().map(|n| delay(*n) / SECOND).collect();
        assert_eq!(waits, [5, 10, 20, 20_480, 21_600, 21_600]);
        assert_eq!(delay(0), FIRST);
    }

    #[test]
    fn twenty_attempts_take_about_two_days() {
        let hours = (1..20).map(delay).sum::<i64>() / SECOND / 3600;
        assert_eq!(hours, 47);
    }

    #[test]
    fn the_next_time_is_always_later_and_the_same_for_all_nodes() {
        assert_eq!(next_time(0, 60), 60);
        assert_eq!(next_time(59, 60), 60);
        assert_eq!(next_time(60, 60), 120);
        assert_eq!(next_time(5, 0), 6);
    }
}
