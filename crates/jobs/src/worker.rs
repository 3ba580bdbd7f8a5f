//! Claims due jobs and runs their handlers, as many at once as allowed, until told to stop.

use crate::backoff::{delay, next_time};
use crate::store::{self, Claim, Outcome};
use crate::{JobId, TOPIC};
use ::store::{Db, Error, GAP, Notice};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

/// Tells the time in UTC microseconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Why a handler could not do its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// It may work later: tried again after a growing pause, until its attempts are used up.
    Retry(String),
    /// It never will: kept among the dead jobs for somebody to look at.
    GiveUp(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> JobError {
        JobError::Retry(error.to_string())
    }
}

type Handling = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>>;
type Handler = Arc<dyn Fn(String, i64) -> Handling + Send + Sync>;

/// How often due jobs are looked for when no notice comes: the bound on what a lost notice can cost.
const POLL: Duration = Duration::from_secs(5);
/// How long running jobs may take to finish at shutdown.
const GRACE: Duration = Duration::from_secs(20);
/// What is kept of an error's text.
const ERROR_CHARS: usize = 2_000;
/// More jobs than this in one drain is a job that always makes another.
const DRAIN_LIMIT: usize = 100_000;

/// Runs jobs of the kinds registered with it; clones share everything.
#[derive(Clone)]
pub struct Worker {
    db: Db,
    clock: Clock,
    node: Arc<str>,
    handlers: Arc<HashMap<&'static str, Handler>>,
    periodic: Arc<HashMap<&'static str, i64>>,
    concurrency: usize,
    lease: Duration,
}

impl Worker {
    /// `node` names this process among those that share the database; two at once need two names.
    pub fn new(db: Db, clock: Clock, node: String) -> Worker {
        Worker {
            db,
            clock,
            node: node.into(),
            handlers: Arc::default(),
            periodic: Arc::default(),
            concurrency: 8,
            lease: Duration::from_secs(60),
        }
    }

    /// Says who does jobs of this kind. The handler gets the payload and which attempt this is, from 1. It
    /// may be run twice for one job, after a crash or a lost lease.
    #[must_use]
    pub fn register<F, Fut>(mut self, kind: &'static str, handler: F) -> Worker
    where
        F: Fn(String, i64) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |payload, attempt| Box::pin(handler(payload, attempt)));
        Arc::make_mut(&mut self.handlers).insert(kind, handler);
        self
    }

    /// Runs a registered kind at every multiple of the interval, once among all nodes, first at once. A time
    /// missed while no worker ran is made up once. Its payload is empty.
    #[must_use]
    pub fn every(mut self, kind: &'static str, interval: Duration) -> Worker {
        Arc::make_mut(&mut self.periodic).insert(kind, micros(interval).max(1));
        self
    }

    /// How many jobs run at once on this node.
    #[must_use]
    pub fn concurrency(mut self, jobs: usize) -> Worker {
        self.concurrency = jobs.clamp(1, 256);
        self
    }

    /// How long a claim lasts without a sign of life. A running handler renews it.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Worker {
        self.lease = lease.max(Duration::from_millis(30));
        self
    }

    /// Frees what an earlier process of this node's name had claimed, so that it need not wait for its leases
    /// to end. Only at start, and only when no other process uses the name.
    pub async fn reclaim(&self) -> Result<u64, Error> {
        let (node, now) = (self.node.clone(), (self.clock)());
        self.db.write(move |tx| store::reclaim(tx, &node, now)).await
    }

    /// Runs due jobs until `shutdown` completes, then gives those that are running a while to finish.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut notices = self.db.subscribe();
        let mut running: JoinSet<()> = JoinSet::new();
        let mut planned = self.periodic.is_empty();
        loop {
            while running.try_join_next().is_some() {}
            if !planned {
                planned = self.plan((self.clock)()).await.inspect_err(|error| failed(error, "plan")).is_ok();
            }
            let wait = self.fill(&mut running).await;
            tokio::select! {
                () = &mut shutdown => break,
                () = tokio::time::sleep(wait) => {}
                Some(_) = running.join_next() => {}
                () = called(&mut notices) => {}
            }
        }
        let finish = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, finish).await.is_err() {
            tracing::warn!(
                "jobs that did not finish in time were stopped; they run again when their leases end"
            );
        }
    }

    /// Runs everything due at `now`, one after the other, also what that makes due; how many ran. For tests,
    /// and for commands that do their work before they end.
    pub async fn drain_due(&self, now: i64) -> Result<usize, Error> {
        self.plan(now).await?;
        for ran in 0..DRAIN_LIMIT {
            let (claims, _) = self.claim(now, 1).await?;
            match claims.into_iter().next() {
                Some(claim) => self.work(claim, Some(now)).await,
                None if self.is_drained(now).await? => return Ok(ran),
                None => {}
            }
        }
        Err(Error::Unsupported("jobs keep making jobs that are due at once"))
    }

    async fn is_drained(&self, now: i64) -> Result<bool, Error> {
        let kinds = self.kinds();
        let (due, _) = self.db.read(move |conn| store::due(conn, &kinds, now, 1)).await?;
        Ok(due.is_empty())
    }

    /// Starts as many due jobs as may run; how long until there may be more.
    async fn fill(&self, running: &mut JoinSet<()>) -> Duration {
        let free = self.concurrency.saturating_sub(running.len());
        if free == 0 {
            return POLL;
        }
        let now = (self.clock)();
        let (claims, next) = match self.claim(now, free).await {
            Ok(found) => found,
            Err(error) => {
                failed(&error, "claim");
                return Duration::from_secs(1);
            }
        };
        for claim in claims {
            let worker = self.clone();
            running.spawn(async move { worker.work(claim, None).await });
        }
        let until_next = next.map_or(POLL, |at| Duration::from_micros((at - now).max(0).unsigned_abs()));
        if running.len() >= self.concurrency { POLL } else { until_next.min(POLL) }
    }

    async fn claim(&self, now: i64, limit: usize) -> Result<(Vec<Claim>, Option<i64>), Error> {
        let (kinds, limit) = (self.kinds(), i64::try_from(limit).unwrap_or(1));
        if kinds.is_empty() {
            return Ok((Vec::new(), None));
        }
        // Looked for by a reader, so that an idle worker costs the writer nothing.
        let (due, next) = self.db.read(move |conn| store::due(conn, &kinds, now, limit)).await?;
        if due.is_empty() {
            return Ok((Vec::new(), next));
        }
        let (node, until) = (self.node.clone(), now.saturating_add(micros(self.lease)));
        let claims = self.db.write(move |tx| store::claim(tx, &due, &node, now, until)).await?;
        Ok((claims, next))
    }

    async fn plan(&self, now: i64) -> Result<(), Error> {
        if self.periodic.is_empty() {
            return Ok(());
        }
        let periodic = self.periodic.clone();
        let planned = self.db.write(move |tx| {
            periodic.iter().try_for_each(|(kind, interval)| store::plan_periodic(tx, kind, now, *interval))
        });
        planned.await
    }

    /// Does one claimed job and writes down what became of it. `now` is fixed in tests.
    async fn work(&self, claim: Claim, now: Option<i64>) {
        let span =
            tracing::debug_span!("job", kind = claim.kind, id = claim.id.get(), attempt = claim.attempt);
        let result = match self.handlers.get(claim.kind.as_str()) {
            Some(handler) => self.watched(handler.clone(), &claim).await,
            None => return,
        };
        let Some(result) = result else {
            tracing::warn!(parent: &span, "the lease of a running job was lost; another worker has it");
            return;
        };
        if let Err(error) = &result {
            tracing::warn!(parent: &span, kind = claim.kind, id = claim.id.get(), ?error, "a job failed");
        }
        let outcome = self.outcome(&claim, result, now.unwrap_or_else(|| (self.clock)()));
        self.settle(claim, outcome).await;
    }

    /// Runs a handler on a task of its own, which contains its panics, and renews the lease meanwhile. `None`
    /// when the lease was lost.
    async fn watched(&self, handler: Handler, claim: &Claim) -> Option<Result<(), JobError>> {
        let mut task = JoinSet::new();
        let (payload, attempt) = (claim.payload.clone(), claim.attempt);
        task.spawn(async move { handler(payload, attempt).await });
        loop {
            tokio::select! {
                ended = task.join_next() => {
                    return Some(match ended {
                        Some(Ok(result)) => result,
                        _ => Err(JobError::Retry("the job stopped with a fault in the program (panic)".into())),
                    });
                }
                () = tokio::time::sleep(self.lease / 3) => {
                    let (claim, node) = (claim.clone(), self.node.clone());
                    let until = (self.clock)().saturating_add(micros(self.lease));
                    match self.db.write(move |tx| store::renew(tx, &claim, &node, until)).await {
                        Ok(true) => {}
                        // Dropping the task stops it.
                        Ok(false) => return None,
                        Err(error) => failed(&error, "renew"),
                    }
                }
            }
        }
    }

    fn outcome(&self, claim: &Claim, result: Result<(), JobError>, now: i64) -> Outcome {
        let interval = self.periodic.get(claim.kind.as_str()).copied();
        // A job of a periodic kind may also be enqueued by hand; only the row without end is the periodic one.
        let interval = interval.filter(|_| claim.max_attempts == i64::MAX);
        match (result, interval) {
            (Ok(()), None) => Outcome::Done,
            (Ok(()) | Err(JobError::GiveUp(_)), Some(interval)) => {
                Outcome::NextTime(next_time(now, interval))
            }
            (Err(JobError::Retry(error)), Some(interval)) => Outcome::Later {
                at: now.saturating_add(delay(claim.attempt)).min(next_time(now, interval)),
                error: short(&error),
            },
            (Err(JobError::Retry(error)), None) if claim.attempt < claim.max_attempts => {
                Outcome::Later { at: now.saturating_add(delay(claim.attempt)), error: short(&error) }
            }
            (Err(JobError::Retry(error) | JobError::GiveUp(error)), None) => {
                Outcome::Dead { at: now, error: short(&error) }
            }
        }
    }

    async fn settle(&self, claim: Claim, outcome: Outcome) {
        let id: JobId = claim.id;
        // A full queue or disk may pass; after that the lease ends and the job is run once more.
        for pause in [50, 200, 1_000, 0] {
            let (claim, node, outcome) = (claim.clone(), self.node.clone(), outcome.clone());
            match self.db.write(move |tx| store::settle(tx, &claim, &node, &outcome)).await {
                Ok(true) => return,
                Ok(false) => {
                    return tracing::warn!(id = id.get(), "a job was done after its lease had ended");
                }
                Err(error) => failed(&error, "settle"),
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.handlers.keys().copied().collect()
    }
}

/// Returns when there may be a new job.
async fn called(notices: &mut tokio::sync::broadcast::Receiver<Notice>) {
    loop {
        match notices.recv().await {
            Ok(notice) if notice.topic == TOPIC || notice.topic == GAP => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            // The database is closed; polling goes on until shutdown.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn failed(error: &Error, what: &'static str) {
    tracing::warn!(%error, what, "the job table could not be used");
}

fn short(error: &str) -> String {
    error.chars().take(ERROR_CHARS).collect()
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
