//! SQLite: one thread writes and commits in groups, a few read, each from its own snapshot.

mod backup;
mod check;
mod connection;
mod lanes;
mod reader;
mod writer;

pub(crate) use backup::backup;
pub(crate) use check::check;
pub(crate) use connection::{Connection, cell};

use crate::conn::{Arm, Conn, Tx};
use crate::db::{Queues, Shared};
use crate::{Error, Settings};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

/// Opens the file, creating it when it is not there, and starts the threads.
pub(crate) fn start(
    path: &Path,
    settings: &Settings,
    shared: &Arc<Shared>,
) -> Result<(Queues, Vec<JoinHandle<()>>), Error> {
    // The writer first: it creates the file and switches it to WAL.
    let writer = Tx::new(Conn::new(Arm::Sqlite(Connection::open(path, settings, true)?)));
    let readers = (0..settings.readers.max(1))
        .map(|_| Ok(Tx::new(Conn::new(Arm::Sqlite(Connection::open(path, settings, false)?)))))
        .collect::<Result<Vec<Tx>, Error>>()?;
    let (writes, write_tasks) = crossbeam_channel::bounded(settings.queue_limit.max(1));
    let (behind, tasks_behind) = crossbeam_channel::bounded(settings.queue_limit.max(1));
    let (reads, read_tasks) = crossbeam_channel::bounded(settings.queue_limit.max(1));
    let mut threads = Vec::with_capacity(readers.len() + 1);
    for (number, reader) in readers.into_iter().enumerate() {
        let (tasks, shared, wait) = (read_tasks.clone(), shared.clone(), settings.queue_wait());
        threads.push(spawn(format!("sqlite-read-{number}"), move || {
            reader::run(reader, &tasks, &shared, wait)
        })?);
    }
    let (shared, settings) = (shared.clone(), settings.clone());
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    threads.push(spawn("sqlite-write".to_owned(), move || {
        let lanes = lanes::Lanes::new(write_tasks, tasks_behind);
        writer::Writer::new(writer, log.into(), lanes, shared, settings).run();
    })?);
    Ok((Queues { reads, writes, behind }, threads))
}

pub(crate) fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    std::thread::Builder::new()
        .name(name)
        .spawn(move || {
            crate::db::mark_database_thread();
            work();
        })
        .map_err(|error| Error::Settings(format!("a database thread could not be started: {error}")))
}
