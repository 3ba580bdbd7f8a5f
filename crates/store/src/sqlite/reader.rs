//! A reader thread: each unit sees one snapshot and can write nothing.
//!
//! Units that were queued before a snapshot was begun share it: none of them can know of anything that came
//! later. With every new snapshot after a commit SQLite drops its cache and its map of the file, which under load
//! costs as much as the reading.

use super::Connection;
use crate::Error;
use crate::conn::{Arm, Tx};
use crate::db::Shared;
use crate::unit::{Task, Unit};
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// No snapshot is kept for longer: while one is, the log cannot begin anew.
const LONGEST_SNAPSHOT: Duration = Duration::from_millis(20);

struct Reader {
    tx: Tx,
    /// When the open snapshot was begun; what it shows is no older.
    snapshot: Option<Instant>,
}

pub(super) fn run(tx: Tx, tasks: &Receiver<Task>, shared: &Shared, patience: Duration) {
    let mut reader = Reader { tx, snapshot: None };
    loop {
        let waiting = tasks.try_recv().or_else(|_| {
            reader.end();
            tasks.recv()
        });
        match waiting {
            Ok(Task::Unit { mut unit, queued, .. }) => {
                if unit.is_abandoned() {
                    continue;
                }
                if queued.elapsed() > patience {
                    unit.answer(Some(Error::Busy));
                    continue;
                }
                let begun = Instant::now();
                let kept = reader.read(unit.as_mut(), queued);
                shared.tally.unit(false, kept, begun.elapsed());
            }
            Ok(Task::Alone(work)) => {
                reader.end();
                work(&mut reader.tx);
            }
            Err(_) => return,
        }
    }
}

impl Reader {
    fn read(&mut self, unit: &mut dyn Unit, queued: Instant) -> bool {
        if let Err(error) = self.begin(queued) {
            unit.answer(Some(error));
            return false;
        }
        let tx = &mut self.tx;
        let ended = catch_unwind(AssertUnwindSafe(|| unit.run(tx)));
        let failed = self.tx.conn.failed.take();
        self.tx.notices.clear();
        if ended.is_err() || failed.is_some() {
            self.end();
        }
        match ended {
            Err(_) => unit.answer(Some(Error::Panicked)),
            Ok(true) => unit.answer(failed.clone()),
            Ok(false) => unit.answer(None),
        }
        matches!(ended, Ok(true)) && failed.is_none()
    }

    /// Goes on with the snapshot only when it was begun after the unit was queued: whoever asks has been told of
    /// nothing that it does not show.
    fn begin(&mut self, queued: Instant) -> Result<(), Error> {
        self.tx.conn.failed = None;
        if self.snapshot.is_some_and(|begun| queued < begun && begun.elapsed() < LONGEST_SNAPSHOT) {
            return Ok(());
        }
        self.end();
        let begun = Instant::now();
        connection(&mut self.tx).control("begin")?;
        self.tx.conn.kept.begin_reading();
        self.snapshot = Some(begun);
        Ok(())
    }

    /// Nothing was written, so this only lets go of the snapshot.
    fn end(&mut self) {
        self.snapshot = None;
        let conn = connection(&mut self.tx);
        if conn.in_transaction()
            && let Err(error) = conn.control("rollback")
        {
            tracing::warn!(%error, "a reader could not end its snapshot");
        }
    }
}

/// The SQLite connection of a unit that runs on a SQLite thread.
pub(super) fn connection(tx: &mut Tx) -> &mut Connection {
    match &mut tx.conn.arm {
        Arm::Sqlite(conn) => conn,
        Arm::Postgres(_) => unreachable!("a SQLite thread holds a SQLite connection"),
    }
}
