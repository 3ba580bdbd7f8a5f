//! The door to the database: takes units of work, queues them within bounds, answers once.

use crate::conn::{Conn, Tx};
use crate::unit::{Job, Reply, Task, Unit};
use crate::{Dialect, Error, Migration, MigrationReport, Settings, Url, migrate, pg, sqlite};
use crossbeam_channel::{Sender, TrySendError};
use std::cell::Cell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::{broadcast, oneshot};

/// The topic that says notices may have been missed (the listening connection was down): look again.
pub const GAP: &str = "store.gap";

/// How many notices a slow subscriber may fall behind before it is told that it lagged.
const NOTICES_KEPT: usize = 1024;

/// Word that something changed, sent by [`Tx::publish`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub topic: String,
    pub payload: String,
}

/// A handle on the database; clones share its threads.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    /// `None` once the database is shutting down.
    queues: RwLock<Option<Queues>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    shared: Arc<Shared>,
}

pub(crate) struct Queues {
    pub(crate) reads: Sender<Task>,
    pub(crate) writes: Sender<Task>,
    /// Writing units that let the others go first.
    pub(crate) behind: Sender<Task>,
}

/// Which queue a task waits in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Read,
    Write,
    WriteBehind,
}

/// What database threads share with the door.
pub(crate) struct Shared {
    pub(crate) notices: broadcast::Sender<Notice>,
    pub(crate) stopping: AtomicBool,
    pub(crate) tally: Tally,
    /// The last write found no room on the disk.
    full: AtomicBool,
}

impl Shared {
    /// A write found no room.
    pub(crate) fn found_full(&self) {
        if !self.full.swap(true, Ordering::Relaxed) {
            tracing::error!("the disk of the database is full: nothing can be saved until there is room");
        }
    }

    /// A write was kept.
    pub(crate) fn found_room(&self) {
        if self.full.load(Ordering::Relaxed) && self.full.swap(false, Ordering::Relaxed) {
            tracing::warn!("the disk of the database has room again");
        }
    }
}

/// Running figures, kept by the database threads.
#[derive(Default)]
pub(crate) struct Tally {
    reads: AtomicU64,
    writes: AtomicU64,
    failed: AtomicU64,
    commits: AtomicU64,
    reading_us: AtomicU64,
    writing_us: AtomicU64,
}

impl Tally {
    pub(crate) fn unit(&self, writes: bool, kept: bool, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let (count, time) =
            if writes { (&self.writes, &self.writing_us) } else { (&self.reads, &self.reading_us) };
        count.fetch_add(1, Ordering::Relaxed);
        time.fetch_add(us, Ordering::Relaxed);
        if !kept {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        let kind = if writes { "write" } else { "read" };
        metrics::histogram!("store_unit_seconds", "kind" => kind).record(took.as_secs_f64());
    }

    pub(crate) fn commit(&self, units: usize, took: Duration) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        metrics::histogram!("store_commit_seconds").record(took.as_secs_f64());
        // A group is at most a few hundred units, so nothing is lost.
        metrics::histogram!("store_commit_units").record(u32::try_from(units).map_or(f64::MAX, f64::from));
    }
}

/// Figures since the database was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Units waiting now. On PostgreSQL both kinds wait in one queue, counted under `queued_writes`.
    pub queued_reads: usize,
    pub queued_writes: usize,
    pub reads: u64,
    pub writes: u64,
    /// Units that answered an error and so were rolled back.
    pub failed: u64,
    /// Commits; on SQLite each holds a group of units.
    pub commits: u64,
    /// Time units spent on a database thread, without waiting in the queue and without the commit.
    pub reading: Duration,
    pub writing: Duration,
}

/// What an online backup copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReport {
    pub pages: u64,
    pub bytes: u64,
}

thread_local! {
    static INSIDE_UNIT: Cell<bool> = const { Cell::new(false) };
}

/// Marks the running thread as one that belongs to the database, where waiting for a unit would be a deadlock.
pub(crate) fn mark_database_thread() {
    INSIDE_UNIT.set(true);
}

impl Db {
    /// Opens the database and starts its threads. Fails when it cannot be reached or read. Blocks meanwhile.
    pub fn open(settings: &Settings) -> Result<Db, Error> {
        let shared = Arc::new(Shared {
            notices: broadcast::channel(NOTICES_KEPT).0,
            stopping: AtomicBool::new(false),
            tally: Tally::default(),
            full: AtomicBool::new(false),
        });
        let (queues, threads) = match &settings.url {
            Url::Sqlite(path) => sqlite::start(path, settings, &shared)?,
            Url::Postgres(url) => pg::start(url, settings, &shared)?,
        };
        Ok(Db {
            inner: Arc::new(Inner {
                settings: settings.clone(),
                queues: RwLock::new(Some(queues)),
                threads: Mutex::new(threads),
                shared,
            }),
        })
    }

    pub fn dialect(&self) -> Dialect {
        self.inner.settings.url.dialect()
    }

    /// Brings the tables up to date; each migration in a transaction of its own, and safe when two nodes
    /// start at once. Blocks: call it before serving.
    pub fn migrate(&self, migrations: &[Migration]) -> Result<MigrationReport, Error> {
        let list: Vec<Migration> = migrations.to_vec();
        self.alone(move |tx| migrate::run(tx, &list))?
    }

    /// Runs a unit that only reads, on one snapshot.
    pub async fn read<T, E>(
        &self,
        mut unit: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.submit(To::Read, Box::new(Job::new(move |tx: &mut Tx| unit(tx), Reply::Async(sender))))?;
        receiver.await.unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    /// Runs a unit that writes. `Err` rolls everything it did back. It may be run more than once before it
    /// is kept, so it has no effects but on the database.
    pub async fn write<T, E>(
        &self,
        unit: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.submit(To::Write, Box::new(Job::new(unit, Reply::Async(sender))))?;
        receiver.await.unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    /// [`Db::write`] for the program's own work, which nobody watches. On SQLite, where one thread writes, it
    /// lets other units go first: while they come it gets a quarter of that thread's time, else all of it.
    pub async fn write_behind<T, E>(
        &self,
        unit: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.submit(To::WriteBehind, Box::new(Job::new(unit, Reply::Async(sender))))?;
        receiver.await.unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    /// [`Db::read`] for commands that have no runtime. Never call it from async code.
    pub fn read_blocking<T, E>(
        &self,
        mut unit: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.wait_for(To::Read, move |tx: &mut Tx| unit(tx))
    }

    /// [`Db::write`] for commands that have no runtime. Never call it from async code.
    pub fn write_blocking<T, E>(
        &self,
        unit: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.wait_for(To::Write, unit)
    }

    fn wait_for<T, E>(
        &self,
        to: To,
        unit: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if INSIDE_UNIT.get() {
            return Err(Error::Nested.into());
        }
        let (sender, receiver) = crossbeam_channel::bounded(1);
        self.submit(to, Box::new(Job::new(unit, Reply::Blocking(sender))))?;
        receiver.recv().unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    fn submit(&self, to: To, unit: Box<dyn Unit>) -> Result<(), Error> {
        self.send(to, Task::Unit { unit, writes: to != To::Read, queued: Instant::now() })
    }

    fn send(&self, to: To, task: Task) -> Result<(), Error> {
        let queues = self.inner.queues.read().unwrap_or_else(PoisonError::into_inner);
        let queues = queues.as_ref().ok_or(Error::Closed)?;
        let queue = match to {
            To::Read => &queues.reads,
            To::Write => &queues.writes,
            To::WriteBehind => &queues.behind,
        };
        queue.try_send(task).map_err(|error| match error {
            TrySendError::Full(_) => {
                metrics::counter!("store_refused_total").increment(1);
                Error::Busy
            }
            TrySendError::Disconnected(_) => Error::Closed,
        })
    }

    /// Runs something with a writing connection to itself and no transaction open.
    pub(crate) fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> T + Send + 'static,
    ) -> Result<T, Error> {
        if INSIDE_UNIT.get() {
            return Err(Error::Nested);
        }
        let (sender, receiver) = crossbeam_channel::bounded(1);
        self.send(To::Write, Task::Alone(Box::new(move |tx| drop(sender.send(work(tx))))))?;
        receiver.recv().map_err(|_| Error::Closed)
    }

    /// Every notice published from now on, by any node. A receiver that falls 1,024 behind is told so, and
    /// [`GAP`] says that some may have been missed; either way: look again.
    pub fn subscribe(&self) -> broadcast::Receiver<Notice> {
        self.inner.shared.notices.subscribe()
    }

    /// Copies the SQLite database to a new file while it is in use. Blocks until the copy is on disk and checked.
    pub fn backup(&self, to: &Path) -> Result<BackupReport, Error> {
        match &self.inner.settings.url {
            Url::Sqlite(path) => sqlite::backup(path, to),
            Url::Postgres(_) => Err(Error::Unsupported(
                "a PostgreSQL database is backed up with its own tools (pg_dump, pg_basebackup)",
            )),
        }
    }

    /// Reads the whole database and tells what is wrong with it; empty when nothing is. Blocks meanwhile, and
    /// may run while the database is in use. PostgreSQL keeps its own checksums: there nothing is read.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        match &self.inner.settings.url {
            Url::Sqlite(path) => sqlite::check(path),
            Url::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Lets the database look at what it holds, so that it plans well: after very much was loaded. Both do it by
    /// themselves in time. Blocks meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn take_stock(&self) -> Result<(), Error> {
        let statements: &'static [&'static str] = match self.dialect() {
            Dialect::Sqlite => &["pragma optimize"],
            // It takes what it takes, and the session's settings end with it.
            Dialect::Postgres => &["set statement_timeout = 0", "vacuum analyze"],
        };
        self.alone(move |tx| statements.iter().try_for_each(|sql| tx.conn.batch(sql)))?
    }

    /// Whether the last write that changed something found no room on the disk. Only another write can tell that
    /// there is room again.
    pub fn is_full(&self) -> bool {
        self.inner.shared.full.load(Ordering::Relaxed)
    }

    pub fn statistics(&self) -> Statistics {
        let tally = &self.inner.shared.tally;
        let queues = self.inner.queues.read().unwrap_or_else(PoisonError::into_inner);
        let (queued_reads, queued_writes) = match queues.as_ref() {
            Some(queues) if queues.reads.same_channel(&queues.writes) => (0, queues.writes.len()),
            Some(queues) => (queues.reads.len(), queues.writes.len() + queues.behind.len()),
            None => (0, 0),
        };
        let get = |figure: &AtomicU64| figure.load(Ordering::Relaxed);
        Statistics {
            queued_reads,
            queued_writes,
            reads: get(&tally.reads),
            writes: get(&tally.writes),
            failed: get(&tally.failed),
            commits: get(&tally.commits),
            reading: Duration::from_micros(get(&tally.reading_us)),
            writing: Duration::from_micros(get(&tally.writing_us)),
        }
    }

    /// Takes no more units, finishes those that wait, checkpoints and stops the threads.
    pub async fn close(self) {
        // The threads may need a while to finish, and a runtime thread must not wait for them.
        let _ = tokio::task::spawn_blocking(move || self.shutdown()).await;
    }

    /// [`Db::close`] for commands that have no runtime. Doing it twice does no harm.
    pub fn shutdown(&self) {
        self.inner.stop();
        let threads = std::mem::take(&mut *self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A unit that holds a `Db` may be what shuts it down; a thread cannot wait for itself.
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

impl Inner {
    fn stop(&self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Without senders the threads run what is queued and end.
        *self.queues.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("url", &self.inner.settings.url).finish()
    }
}
