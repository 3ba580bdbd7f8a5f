//! CPU time of this thread, for the figures of both examples.

use std::fs;
use std::time::{Duration, Instant};

pub const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(400);

/// Least seconds of CPU that the work took, done over and over for as long as the system's clock of CPU time needs.
pub fn best(work: impl Fn()) -> f64 {
    (0..ROUNDS)
        .map(|_| {
            let (before, clock, mut times) = (thread_seconds(), Instant::now(), 0.0);
            while clock.elapsed() < ROUND {
                work();
                times += 1.0;
            }
            match (before, thread_seconds()) {
                (Some(before), Some(after)) => (after - before) / times,
                _ => clock.elapsed().as_secs_f64() / times,
            }
        })
        .fold(f64::INFINITY, f64::min)
}

/// Seconds that this thread has run, where the system says so (Linux).
pub fn thread_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
