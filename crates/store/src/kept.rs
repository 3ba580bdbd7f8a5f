//! Answers that hold for as long as the database does not change: for the few small things that nearly every page
//! asks for. A thread that reads keeps its own, and forgets all of them with the first commit it learns of.
//!
//! Nothing has to be told to forget, on this node or another: the database itself says whether it is still the same.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

/// Answers kept at most; with one more all are forgotten.
const KEPT_MAX: usize = 512;

#[derive(Default)]
pub(crate) struct Kept {
    phase: Phase,
    /// Which state of the database the answers are of.
    state: State,
    answers: HashMap<(&'static str, i64), Arc<dyn Any + Send + Sync>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    /// A unit that may write sees its own changes: nothing is kept.
    #[default]
    Writing,
    /// A unit that reads; whether the database is still in the same state was not asked yet.
    Reading,
    /// It was asked: what is kept holds.
    Known,
}

/// A state of the database, as far as the connection at hand can tell two apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    #[default]
    Unknown,
    /// SQLite counts what other connections committed.
    Version(i64),
    /// PostgreSQL names the transactions that are seen.
    Snapshot(String),
}

impl Kept {
    /// A new snapshot was begun for units that only read.
    pub(crate) fn begin_reading(&mut self) {
        self.phase = Phase::Reading;
    }

    pub(crate) fn is_off(&self) -> bool {
        self.phase == Phase::Writing
    }

    pub(crate) fn must_ask(&self) -> bool {
        self.phase == Phase::Reading
    }

    /// The state that the snapshot at hand shows.
    pub(crate) fn seen(&mut self, state: State) {
        if state == State::Unknown || state != self.state {
            self.answers.clear();
        }
        self.state = state;
        self.phase = Phase::Known;
    }

    pub(crate) fn get<T: Send + Sync + 'static>(&self, name: &'static str, key: i64) -> Option<Arc<T>> {
        self.answers.get(&(name, key)).and_then(|answer| answer.clone().downcast().ok())
    }

    pub(crate) fn put<T: Send + Sync + 'static>(&mut self, name: &'static str, key: i64, answer: Arc<T>) {
        if self.answers.len() >= KEPT_MAX {
            self.answers.clear();
        }
        self.answers.insert((name, key), answer);
    }
}
