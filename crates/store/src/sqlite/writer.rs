//! The writer thread: takes the units that are queued, gives each a savepoint, commits them together and only
//! then answers. Whose unit comes next is decided by the lanes.
//!
//! One flush to disk serves the whole group, which is where the speed under load comes from. A unit that
//! fails is rolled back alone. Where SQLite itself drops the transaction (full disk, interrupted statement)
//! the units before it are run again, each alone, since they did nothing wrong.

use super::lanes::{Lane, Lanes, Next};
use super::reader::connection;
use crate::conn::Tx;
use crate::db::{Notice, Shared};
use crate::unit::{Task, Unit};
use crate::{Error, Settings};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A group takes no more units once it has run for this long: those in it are waiting.
const GROUP_TIME: Duration = Duration::from_millis(50);
/// Quiet time after which the log is folded back into the database.
const IDLE: Duration = Duration::from_millis(500);
/// The log is looked at once in so many commits; past this size readers are waited for so that it can begin
/// anew. Without that, readers that overlap all the time would let it grow for ever.
const COMMITS_PER_LOOK: u32 = 64;
const LONGEST_LOG: u64 = 128 << 20;
/// How often the query planner's figures are refreshed.
const OPTIMIZE_EVERY: Duration = Duration::from_secs(3600);

pub(super) struct Writer {
    tx: Tx,
    lanes: Lanes,
    shared: Arc<Shared>,
    settings: Settings,
    /// The units of the group being run, and whether each goes into the commit.
    group: Vec<(Box<dyn Unit>, bool)>,
    written_since_checkpoint: bool,
    commits_since_look: u32,
    log: PathBuf,
    optimized: Instant,
}

enum Ran {
    Kept,
    RolledBack,
    /// SQLite dropped the whole transaction with everything in it.
    Lost(Error),
}

impl Writer {
    pub(super) fn new(tx: Tx, log: PathBuf, lanes: Lanes, shared: Arc<Shared>, settings: Settings) -> Writer {
        Writer {
            tx,
            lanes,
            shared,
            group: Vec::with_capacity(settings.group_limit),
            settings,
            written_since_checkpoint: false,
            commits_since_look: 0,
            log,
            optimized: Instant::now(),
        }
    }

    pub(super) fn run(mut self) {
        loop {
            let patience = self.written_since_checkpoint.then_some(IDLE);
            match self.lanes.next(patience) {
                Next::Run(task, lane) => self.take(task, lane),
                Next::Quiet => self.rest(),
                Next::Over => break,
            }
        }
        self.tidy("pragma optimize");
        self.tidy("pragma wal_checkpoint(truncate)");
    }

    fn take(&mut self, first: Task, lane: Lane) {
        let mut next = Some(first);
        // A task that wants the connection to itself ends a group and runs after its commit.
        while let Some(task) = next.take() {
            match task {
                Task::Alone(work) => {
                    work(&mut self.tx);
                    self.tx.notices.clear();
                    self.written_since_checkpoint = true;
                }
                Task::Unit { unit, queued, .. } => next = self.commit_group(unit, queued, lane),
            }
        }
    }

    /// Runs and commits a group that starts with this unit; a task that could not be part of it is returned.
    fn commit_group(&mut self, first: Box<dyn Unit>, queued: Instant, lane: Lane) -> Option<Task> {
        if let Err(error) = self.begin() {
            answer(first, Some(error));
            return None;
        }
        let begun = Instant::now();
        let mut next = Some((first, queued, lane));
        let mut left_over = None;
        while let Some((unit, queued, lane)) = next.take() {
            if let Some(mut unit) = self.admit(unit, queued) {
                let unit_begun = Instant::now();
                let ran = self.run_unit(unit.as_mut());
                self.lanes.ran(lane, unit_begun.elapsed());
                match ran {
                    Ran::Kept => self.group.push((unit, true)),
                    Ran::RolledBack => self.group.push((unit, false)),
                    Ran::Lost(error) => {
                        if error.is_full() {
                            self.make_room();
                        }
                        answer(unit, Some(error));
                        self.run_each_alone();
                        self.lanes.committed(Duration::ZERO);
                        return None;
                    }
                }
            }
            if self.group.len() < self.settings.group_limit && begun.elapsed() < GROUP_TIME {
                match self.lanes.more() {
                    Some((Task::Unit { unit, queued, .. }, lane)) => next = Some((unit, queued, lane)),
                    Some((alone, _)) => left_over = Some(alone),
                    None => {}
                }
            }
        }
        let committing = Instant::now();
        self.finish_group();
        self.lanes.committed(committing.elapsed());
        left_over
    }

    /// A unit nobody waits for any more, or that waited too long, is not begun.
    fn admit(&self, unit: Box<dyn Unit>, queued: Instant) -> Option<Box<dyn Unit>> {
        if unit.is_abandoned() {
            return None;
        }
        if queued.elapsed() > self.settings.queue_wait() {
            answer(unit, Some(Error::Busy));
            return None;
        }
        Some(unit)
    }

    fn finish_group(&mut self) {
        let kept = self.group.iter().filter(|(_, kept)| *kept).count();
        let outcome = if kept == 0 {
            self.rollback();
            Ok(())
        } else {
            self.commit(kept)
        };
        let fault = match outcome {
            Ok(()) => {
                self.announce();
                None
            }
            Err(error) => Some(error),
        };
        for (unit, kept) in self.group.drain(..) {
            answer(unit, if kept { fault.clone() } else { None });
        }
    }

    /// The transaction of a group is gone: its units are run again, each in a transaction of its own.
    fn run_each_alone(&mut self) {
        self.tx.notices.clear();
        for (mut unit, kept) in std::mem::take(&mut self.group) {
            if !kept {
                answer(unit, None);
                continue;
            }
            if let Err(error) = self.begin() {
                answer(unit, Some(error));
                continue;
            }
            match self.run_unit(unit.as_mut()) {
                Ran::Kept => {
                    self.group.push((unit, true));
                    self.finish_group();
                }
                Ran::RolledBack => {
                    self.rollback();
                    answer(unit, None);
                }
                Ran::Lost(error) => answer(unit, Some(error)),
            }
        }
    }

    fn run_unit(&mut self, unit: &mut dyn Unit) -> Ran {
        let begun = Instant::now();
        let tx = &mut self.tx;
        let noticed = tx.notices.len();
        tx.conn.failed = None;
        if let Err(error) = connection(tx).control("savepoint unit") {
            self.rollback();
            return Ran::Lost(error);
        }
        let ended = catch_unwind(AssertUnwindSafe(|| unit.run(tx)));
        let failed = tx.conn.failed.take();
        if failed.as_ref().is_some_and(Error::is_full) {
            self.shared.found_full();
        }
        let kept = matches!(ended, Ok(true)) && failed.is_none();
        self.shared.tally.unit(true, kept, begun.elapsed());
        if !connection(tx).in_transaction() {
            tx.notices.clear();
            return Ran::Lost(failed.unwrap_or(Error::Panicked));
        }
        let settled = if kept {
            connection(tx).control("release unit")
        } else {
            tx.notices.truncate(noticed);
            connection(tx).control("rollback to unit").and_then(|()| connection(tx).control("release unit"))
        };
        if let Err(error) = settled {
            self.rollback();
            return Ran::Lost(error);
        }
        match ended {
            Ok(true) if failed.is_none() => Ran::Kept,
            // Answered when the group is committed: what it read may be part of the group.
            Ok(false) => Ran::RolledBack,
            Ok(true) | Err(_) => {
                unit.answer(Some(failed.unwrap_or(Error::Panicked)));
                Ran::RolledBack
            }
        }
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.tx.conn.failed = None;
        self.tx.notices.clear();
        let conn = connection(&mut self.tx);
        if conn.in_transaction() {
            // Something went wrong earlier; never build on what is left of it.
            conn.control("rollback")?;
        }
        conn.control("begin immediate")
    }

    fn commit(&mut self, units: usize) -> Result<(), Error> {
        let begun = Instant::now();
        let conn = connection(&mut self.tx);
        let wrote = conn.has_written();
        let result = conn.control("commit");
        self.written_since_checkpoint = true;
        self.shared.tally.commit(units, begun.elapsed());
        match &result {
            Ok(()) if wrote => self.shared.found_room(),
            Ok(()) => {}
            Err(error) => {
                tracing::error!(%error, units, "a group of units could not be committed");
                self.rollback();
                if error.is_full() {
                    self.shared.found_full();
                    self.make_room();
                }
            }
        }
        self.commits_since_look += 1;
        if self.commits_since_look >= COMMITS_PER_LOOK {
            self.commits_since_look = 0;
            self.bound_log();
        }
        result
    }

    /// What the log holds twice can be given back; often enough for the next, smaller unit.
    fn make_room(&mut self) {
        self.tidy("pragma wal_checkpoint(passive)");
    }

    fn bound_log(&mut self) {
        if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > LONGEST_LOG) {
            self.tidy(
                "pragma busy_timeout = 200; pragma wal_checkpoint(restart); pragma busy_timeout = 5000",
            );
        }
    }

    fn rollback(&mut self) {
        self.tx.notices.clear();
        let conn = connection(&mut self.tx);
        if conn.in_transaction()
            && let Err(error) = conn.control("rollback")
        {
            tracing::error!(%error, "the writer could not roll back");
        }
    }

    fn announce(&mut self) {
        for notice in self.tx.notices.drain(..) {
            // Nobody listening is fine.
            let _: Result<usize, tokio::sync::broadcast::error::SendError<Notice>> =
                self.shared.notices.send(notice);
        }
    }

    /// Nothing to write for a moment: fold the log back in while nobody waits.
    fn rest(&mut self) {
        self.written_since_checkpoint = false;
        self.tidy("pragma wal_checkpoint(passive)");
        if self.optimized.elapsed() > OPTIMIZE_EVERY {
            self.optimized = Instant::now();
            self.tidy("pragma optimize");
        }
    }

    fn tidy(&mut self, sql: &str) {
        match connection(&mut self.tx).batch(sql) {
            Ok(()) => {}
            // Said once already.
            Err(Error::Full) => tracing::debug!("housekeeping found the disk full"),
            Err(error) => tracing::warn!(%error, "housekeeping failed; the next quiet moment tries again"),
        }
    }
}

fn answer(mut unit: Box<dyn Unit>, fault: Option<Error>) {
    unit.answer(fault);
}
