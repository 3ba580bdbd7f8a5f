//! A PostgreSQL thread: runs a unit in a transaction, again when it collided or lost its connection, answers once.

use super::Connection;
use super::connect::Target;
use super::notify::Announcer;
use crate::conn::{Arm, Conn, Tx};
use crate::db::Shared;
use crate::kept::Kept;
use crate::unit::{Task, Unit};
use crate::{Error, Settings};
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often a unit is run before its collision is the caller's problem.
const TRIES: u32 = 5;
/// How long a unit waits for a lost server to come back before it is answered.
const RECONNECT_FOR: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Worker {
    tx: Tx,
    /// A unit that read is answered while its transaction is still open; ending it travels with the next
    /// `begin` when there is a next unit, which saves one of three round trips.
    open_read: bool,
    tasks: Receiver<Task>,
    shared: Arc<Shared>,
    announcer: Announcer,
    patience: Duration,
}

/// How one run of a unit ended.
enum Ended {
    /// Answer with what the unit returned.
    Unit { kept: bool },
    /// Answer with this instead.
    Fault(Error),
    /// Nothing was kept and the unit may be run again.
    Again(Error),
}

impl Worker {
    pub(super) fn new(
        target: &Arc<Target>,
        settings: &Settings,
        tasks: Receiver<Task>,
        shared: Arc<Shared>,
        announcer: Announcer,
    ) -> Worker {
        let connection = Connection::new(target.clone(), settings.statement_timeout_ms);
        let tx = Tx::new(Conn::new(Arm::Postgres(Box::new(connection))));
        Worker { tx, open_read: false, tasks, shared, announcer, patience: settings.queue_wait() }
    }

    pub(super) fn run(mut self) {
        while let Some(task) = self.next() {
            match task {
                Task::Unit { mut unit, writes, queued } => {
                    if unit.is_abandoned() {
                        continue;
                    }
                    if queued.elapsed() > self.patience {
                        unit.answer(Some(Error::Busy));
                        continue;
                    }
                    self.work(unit.as_mut(), writes);
                }
                Task::Alone(work) => {
                    self.end_read();
                    self.tx.conn.kept = Kept::default();
                    // The work itself finds out when there is no connection.
                    let _ = self.connection().ensure();
                    work(&mut self.tx);
                    // Its session settings and locks go with the session.
                    self.connection().drop_client();
                }
            }
        }
    }

    fn next(&mut self) -> Option<Task> {
        self.tasks.try_recv().ok().or_else(|| {
            self.end_read();
            self.tasks.recv().ok()
        })
    }

    fn end_read(&mut self) {
        if std::mem::take(&mut self.open_read) {
            self.rollback();
        }
    }

    fn work(&mut self, unit: &mut dyn Unit, writes: bool) {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(5);
        let mut tries = 0;
        let (fault, kept) = loop {
            tries += 1;
            match self.attempt(unit, writes) {
                Ended::Unit { kept } => break (None, kept),
                Ended::Fault(error) => break (Some(error), false),
                Ended::Again(error) => {
                    let lost = matches!(error, Error::Disconnected(_));
                    // A server that restarts is waited for; a collision is tried a few times.
                    if if lost { begun.elapsed() > RECONNECT_FOR } else { tries >= TRIES } {
                        break (Some(error), false);
                    }
                    tracing::debug!(%error, tries, "a unit of work is run again");
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        };
        self.shared.tally.unit(writes, kept, begun.elapsed());
        match &fault {
            // Found at the commit.
            Some(error) if error.is_full() => self.shared.found_full(),
            None if kept && writes => self.shared.found_room(),
            _ => {}
        }
        unit.answer(fault);
    }

    fn attempt(&mut self, unit: &mut dyn Unit, writes: bool) -> Ended {
        self.tx.conn.failed = None;
        self.tx.notices.clear();
        let begin = match (std::mem::take(&mut self.open_read), writes) {
            (false, true) => "begin",
            (true, true) => "rollback; begin",
            (false, false) => {
                "begin isolation level repeatable read read only; select cast(pg_current_snapshot() as text)"
            }
            (true, false) => {
                "rollback; begin isolation level repeatable read read only; select cast(pg_current_snapshot() as text)"
            }
        };
        match writes {
            true => self.tx.conn.kept = Kept::default(),
            false => self.tx.conn.kept.begin_reading(),
        }
        let connection = self.connection();
        if let Err(error) = connection.ensure().and_then(|()| connection.begin(begin)) {
            connection.drop_client();
            return match error {
                Error::Disconnected(_) => Ended::Again(error),
                other => Ended::Fault(other),
            };
        }
        let tx = &mut self.tx;
        let ended = catch_unwind(AssertUnwindSafe(|| unit.run(tx)));
        let failed = self.tx.conn.failed.take();
        if failed.as_ref().is_some_and(Error::is_full) {
            self.shared.found_full();
        }
        match (ended, failed) {
            (Ok(true), None) => self.finish(writes),
            (ended, failed) => {
                self.rollback();
                match (ended, failed) {
                    (Err(_), _) => Ended::Fault(Error::Panicked),
                    (_, Some(error)) if error.is_retryable() => Ended::Again(error),
                    (Ok(true), Some(error)) => Ended::Fault(error),
                    (Ok(_), _) => Ended::Unit { kept: false },
                }
            }
        }
    }

    fn finish(&mut self, writes: bool) -> Ended {
        if !writes {
            // The answer stands, whatever becomes of the connection now.
            self.open_read = true;
            return Ended::Unit { kept: true };
        }
        let begun = Instant::now();
        let committed = self.connection().commit();
        self.shared.tally.commit(1, begun.elapsed());
        match committed {
            Ok(()) => {
                self.announcer.announce(self.tx.notices.drain(..));
                Ended::Unit { kept: true }
            }
            Err(Error::Disconnected(_)) => {
                self.connection().drop_client();
                Ended::Fault(Error::OutcomeUnknown)
            }
            Err(error) => {
                self.rollback();
                if error.is_retryable() { Ended::Again(error) } else { Ended::Fault(error) }
            }
        }
    }

    fn rollback(&mut self) {
        let connection = self.connection();
        // What was sent before may have failed: that is why.
        let _ = connection.settle();
        // A session that cannot roll back is not worth keeping.
        if connection.batch("rollback").is_err() {
            connection.drop_client();
        }
    }

    fn connection(&mut self) -> &mut Connection {
        match &mut self.tx.conn.arm {
            Arm::Postgres(connection) => connection,
            Arm::Sqlite(_) => unreachable!("a PostgreSQL thread holds a PostgreSQL connection"),
        }
    }
}
