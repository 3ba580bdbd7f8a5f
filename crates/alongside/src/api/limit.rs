//! How often one token may write, in this node's memory: generous, so that only a program that runs away meets
//! it. Only tokens that proved good are counted, so that strangers cannot fill the memory.

use super::problem::{Problem, seconds_until};
use crate::clock::{At, MINUTE};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Tokens remembered before the windows that are over are thrown away.
const TOKENS_MAX: usize = 10_000;

#[derive(Default)]
pub(super) struct Limiter {
    /// By the token's hash: when its minute began, and how often it wrote since.
    windows: Mutex<HashMap<[u8; 32], (At, u32)>>,
}

impl Limiter {
    /// Whether the token may write now; `max` a minute, 0 for as often as it likes.
    pub fn check(&self, token: &[u8; 32], max: u32, now: At) -> Result<(), Problem> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(token) {
            Some((began, count)) if max > 0 && *count >= max && now.since(*began) < MINUTE => {
                Err(Problem::too_many(seconds_until(began.plus(MINUTE), now)))
            }
            _ => Ok(()),
        }
    }

    /// Counts a write of a token that proved good.
    pub fn count(&self, token: &[u8; 32], now: At) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= TOKENS_MAX {
            windows.retain(|_, (began, _)| now.since(*began) < MINUTE);
        }
        let (began, count) = windows.entry(*token).or_insert((now, 0));
        if now.since(*began) >= MINUTE {
            (*began, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;

    #[test]
    fn a_token_that_writes_too_often_waits_for_the_rest_of_its_minute() {
        let limiter = Limiter::default();
        let start = crate::testing::START;
        for _ in 0..3 {
            limiter.check(&[1; 32], 3, start).unwrap();
            limiter.count(&[1; 32], start);
        }
        assert!(limiter.check(&[1; 32], 3, start.plus(59 * SECOND)).is_err());
        assert!(limiter.check(&[2; 32], 3, start).is_ok(), "another token is not held up");
        assert!(limiter.check(&[1; 32], 0, start).is_ok(), "0 is no limit");
        assert!(limiter.check(&[1; 32], 3, start.plus(MINUTE)).is_ok());
        limiter.count(&[1; 32], start.plus(MINUTE));
        assert!(limiter.check(&[1; 32], 3, start.plus(MINUTE)).is_ok(), "the count starts anew");
    }

    #[test]
    fn the_wait_is_said_in_whole_seconds() {
        let start = crate::testing::START;
        assert_eq!(seconds_until(start.plus(MINUTE), start.plus(59 * SECOND + 1)), 1);
        assert_eq!(seconds_until(start.plus(MINUTE), start), 60);
        assert_eq!(seconds_until(start, start), 1);
    }
}
