//! PostgreSQL: a few threads with a connection each, and one connection that listens for notices.

pub(crate) mod connect;
mod connection;
mod listen;
mod worker;

pub(crate) use connection::{Connection, cell};

use crate::db::{Queues, Shared};
use crate::sqlite::spawn;
use crate::{Error, Settings};
use connect::Target;
use std::sync::Arc;
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
    {
        // Not joined when the database closes: it looks up only now and then, and holds nothing.
        let (target, shared) = (target.clone(), shared.clone());
        spawn("postgres-listen".to_owned(), move || listen::run(&target, &shared, ready))?;
    }
    listening.recv().map_err(|_| Error::Closed)??;
    let mut threads = Vec::new();
    for number in 0..settings.connections.max(1) {
        let worker = worker::Worker::new(&target, settings, tasks.clone(), shared.clone());
        threads.push(spawn(format!("postgres-{number}"), move || worker.run())?);
    }
    Ok((Queues { writes: reads.clone(), reads }, threads))
}
