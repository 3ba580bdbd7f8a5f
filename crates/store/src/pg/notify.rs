//! Tells the other nodes what this one has committed.
//!
//! Not inside the unit's own transaction: PostgreSQL lets only one transaction that notifies commit at a time,
//! its flush to disk included, which made durable writes five times slower (measured with pgbench, 16
//! clients). So one connection sends what was committed, many notices at once and without waiting for the
//! disk. A node that dies in between has not told the others; whoever listens also looks by itself now and then.

use super::connect::Target;
use super::listen::CHANNEL;
use crate::Error;
use crate::db::{GAP, Notice, Shared};
use crossbeam_channel::{Receiver, Sender};
use postgres::Client;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// Notices that may wait to be sent; past it they are replaced by one [`GAP`].
const WAITING: usize = 4096;
const BATCH: usize = 256;
const SETUP: &str =
    "set client_min_messages = warning; set synchronous_commit = off; set statement_timeout = '5s'";

/// Where units leave their notices once they are committed.
#[derive(Clone)]
pub(super) struct Announcer {
    shared: Arc<Shared>,
    others: Sender<Notice>,
    missed: Arc<AtomicBool>,
}

pub(super) struct Sending {
    target: Arc<Target>,
    waiting: Receiver<Notice>,
    missed: Arc<AtomicBool>,
    /// The process id of the sending session, by which the listener knows this node's own notices.
    own: Arc<AtomicI32>,
    client: Option<Client>,
}

pub(super) fn start(target: Arc<Target>, shared: Arc<Shared>, own: Arc<AtomicI32>) -> (Announcer, Sending) {
    let (others, waiting) = crossbeam_channel::bounded(WAITING);
    let missed = Arc::new(AtomicBool::new(false));
    (
        Announcer { shared, others, missed: missed.clone() },
        Sending { target, waiting, missed, own, client: None },
    )
}

impl Announcer {
    pub(super) fn announce(&self, notices: impl Iterator<Item = Notice>) {
        for notice in notices {
            // This node's subscribers at once; nobody listening is fine.
            let _ = self.shared.notices.send(notice.clone());
            if self.others.try_send(notice).is_err() {
                self.missed.store(true, Ordering::SeqCst);
            }
        }
    }
}

impl Sending {
    /// Sends until every unit's thread has ended.
    pub(super) fn run(mut self) {
        while let Ok(first) = self.waiting.recv() {
            let mut notices = HashSet::from([line(&first)]);
            notices.extend(self.waiting.try_iter().take(BATCH).map(|notice| line(&notice)));
            if self.missed.swap(false, Ordering::SeqCst) {
                notices.insert(GAP.to_owned());
            }
            let notices: Vec<String> = notices.into_iter().collect();
            // A connection that was lost while idle shows only now: once more on a new one.
            let sent = self.send(&notices).or_else(|_| self.send(&notices));
            if let Err(error) = sent {
                tracing::warn!(%error, "the other nodes could not be told of a change; they will be told to look");
                self.missed.store(true, Ordering::SeqCst);
            }
        }
    }

    fn send(&mut self, notices: &[String]) -> Result<(), Error> {
        let mut client = match self.client.take().filter(|client| !client.is_closed()) {
            Some(client) => client,
            None => self.connect()?,
        };
        let sql = "select pg_notify($1, line) from unnest($2::text[]) as line";
        client.execute(sql, &[&CHANNEL, &notices]).map_err(|error| Error::Disconnected(error.to_string()))?;
        self.client = Some(client);
        Ok(())
    }

    fn connect(&self) -> Result<Client, Error> {
        let mut client = self.target.connect(SETUP)?;
        let row = client.query_one("select pg_backend_pid()", &[]);
        let pid =
            row.and_then(|row| row.try_get(0)).map_err(|error| Error::Disconnected(error.to_string()))?;
        self.own.store(pid, Ordering::SeqCst);
        Ok(client)
    }
}

fn line(notice: &Notice) -> String {
    format!("{}\n{}", notice.topic, notice.payload)
}
