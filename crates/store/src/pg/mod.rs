//! PostgreSQL: a few threads with a connection each, and two more for notices, one that sends and one that listens.

pub(crate) mod connect;
mod connection;
mod listen;
mod notify;
mod session;
mod worker;

pub(crate) use connection::{Connection, cell};

use crate::db::{Queues, Shared};
use crate::sqlite::spawn;
use crate::{Error, Settings};
use connect::Target;
use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use std::thread::JoinHandle;

/// Connects once to see that it works, then starts the threads; the others connect with their first unit.
pub(crate) fn start(
    url: &str,
    settings: &Settings,
    shared: &Arc<Shared>,
) -> Result<(Queues, Vec<JoinHandle<()>>), Error> {
    let target = Arc::new(Target::parse(url)?);
    let (reads, tasks) = crossbeam_channel::bounded(settings.queue_limit.max(1));
    let (ready, listening) = crossbeam_channel::bounded(1);
    let own = Arc::new(AtomicI32::new(0));
    {
        // Not joined when the database closes: it looks up only now and then, and holds nothing.
        let (target, shared, own) = (target.clone(), shared.clone(), own.clone());
        spawn("postgres-listen".to_owned(), move || listen::run(&target, &shared, &own, ready))?;
    }
    listening.recv().map_err(|_| Error::Closed)??;
    let mut threads = Vec::new();
    let (announcer, sending) = notify::start(target.clone(), shared.clone(), own);
    for number in 0..settings.connections.max(1) {
        let worker = worker::Worker::new(&target, settings, tasks.clone(), shared.clone(), announcer.clone());
        threads.push(spawn(format!("postgres-{number}"), move || worker.run())?);
    }
    // Ends when the last of the others has, so it is waited for last.
    threads.push(spawn("postgres-notify".to_owned(), move || sending.run())?);
    // One queue for all: its units run beside each other, so that none holds up the next for long.
    Ok((Queues { writes: reads.clone(), behind: reads.clone(), reads }, threads))
}
