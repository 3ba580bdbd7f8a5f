//! A reader thread: each unit sees one snapshot and can write nothing.

use super::Connection;
use crate::Error;
use crate::conn::{Arm, Tx};
use crate::db::Shared;
use crate::unit::{Task, Unit};
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

pub(super) fn run(mut tx: Tx, tasks: &Receiver<Task>, shared: &Shared, patience: Duration) {
    while let Ok(task) = tasks.recv() {
        match task {
            Task::Unit { mut unit, queued, .. } => {
                if unit.is_abandoned() {
                    continue;
                }
                if queued.elapsed() > patience {
                    unit.answer(Some(Error::Busy));
                    continue;
                }
                let begun = Instant::now();
                let kept = read(&mut tx, unit.as_mut());
                shared.tally.unit(false, kept, begun.elapsed());
            }
            Task::Alone(work) => work(&mut tx),
        }
    }
}

fn read(tx: &mut Tx, unit: &mut dyn Unit) -> bool {
    tx.conn.failed = None;
    if let Err(error) = connection(tx).control("begin") {
        unit.answer(Some(error));
        return false;
    }
    let ended = catch_unwind(AssertUnwindSafe(|| unit.run(tx)));
    let failed = tx.conn.failed.take();
    tx.notices.clear();
    let conn = connection(tx);
    if conn.in_transaction() {
        // Nothing was written, so this only lets go of the snapshot.
        if let Err(error) = conn.control("rollback") {
            tracing::warn!(%error, "a reader could not end its snapshot");
        }
    }
    match ended {
        Err(_) => unit.answer(Some(Error::Panicked)),
        Ok(true) => unit.answer(failed.clone()),
        Ok(false) => unit.answer(None),
    }
    matches!(ended, Ok(true)) && failed.is_none()
}

/// The SQLite connection of a unit that runs on a SQLite thread.
pub(super) fn connection(tx: &mut Tx) -> &mut Connection {
    match &mut tx.conn.arm {
        Arm::Sqlite(conn) => conn,
        Arm::Postgres(_) => unreachable!("a SQLite thread holds a SQLite connection"),
    }
}
