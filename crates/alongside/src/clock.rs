//! Time as the program means it: a point in UTC microseconds. The domain never asks for the time; it is
//! handed an [`At`]. Only [`Clock`] knows where that comes from, and tests move one by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

store::id_type!(
    /// A point in time: microseconds since 1970-01-01T00:00:00Z.
    pub struct At;
);

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

impl At {
    /// `span` in microseconds, may be negative.
    pub fn plus(self, span: i64) -> At {
        At(self.0.saturating_add(span))
    }

    /// Microseconds from `earlier` to `self`.
    pub fn since(self, earlier: At) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// For showing; out-of-range values become the epoch.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Moved by tests.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    pub fn at_hand(start: At) -> Clock {
        Clock::Hand(Arc::new(AtomicI64::new(start.0)))
    }

    pub fn now(&self) -> At {
        match self {
            Clock::System => At(jiff::Timestamp::now().as_microsecond()),
            Clock::Hand(micros) => At(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a hand clock forward; the system's cannot be moved.
    pub fn advance(&self, span: i64) {
        if let Clock::Hand(micros) = self {
            micros.fetch_add(span, Ordering::SeqCst);
        }
    }
}
