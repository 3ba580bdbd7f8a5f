//! What the job queue promises, on SQLite, and on PostgreSQL when `ALONGSIDE_TEST_POSTGRES` names a server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jobs::{Clock, DeadJob, JobError, JobId, NewJob, Worker};
use std::future::pending;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::testing::TestDb;
use store::{Db, Dialect, Error, Migration};
use tokio::sync::{Notify, oneshot};

const MIGRATIONS: &[Migration] = &[Migration::new(1, "jobs", jobs::MIGRATION_SQL)];
const SECOND: i64 = 1_000_000;

/// A clock the test moves.
#[derive(Clone, Default)]
struct Time(Arc<AtomicI64>);

impl Time {
    fn set(&self, now: i64) {
        self.0.store(now, Ordering::SeqCst);
    }
    fn clock(&self) -> Clock {
        let time = self.0.clone();
        Arc::new(move || time.load(Ordering::SeqCst))
    }
}

/// What handlers did, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, line: impl Into<String>) {
        self.0.lock().unwrap().push(line.into());
    }
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn database() -> TestDb {
    store::testing::database(MIGRATIONS)
}

fn job(payload: &str, run_at: i64) -> NewJob<'_> {
    NewJob { kind: "greet", payload, run_at, dedup_key: None, max_attempts: 3 }
}

async fn add(db: &Db, payload: &'static str, run_at: i64, dedup_key: Option<&'static str>) -> JobId {
    let id = db.write(move |tx| jobs::enqueue(tx, &NewJob { dedup_key, ..job(payload, run_at) }));
    id.await.unwrap()
}

async fn dead(db: &Db) -> Vec<DeadJob> {
    db.read(|conn| jobs::dead(conn, None, 50)).await.unwrap()
}

async fn outstanding(db: &Db) -> i64 {
    db.read(|conn| jobs::outstanding(conn, i64::MAX)).await.unwrap()
}

fn greeter(
    db: &Db,
    log: &Log,
    answer: impl Fn(i64) -> Result<(), JobError> + Send + Sync + 'static,
) -> Worker {
    let log = log.clone();
    Worker::new(db.clone(), Time::default().clock(), "node".into()).register(
        "greet",
        move |payload, attempt| {
            log.add(format!("{payload} {attempt}"));
            std::future::ready(answer(attempt))
        },
    )
}

#[tokio::test]
async fn due_jobs_run_once_in_order_and_later_ones_wait() {
    let (db, log) = (database(), Log::default());
    add(&db, "third", 30, None).await;
    add(&db, "first", 10, None).await;
    add(&db, "second", 20, None).await;
    let worker = greeter(&db, &log, |_| Ok(()));
    assert_eq!(worker.drain_due(20).await.unwrap(), 2);
    assert_eq!(log.take(), ["first 1", "second 1"]);
    assert_eq!(worker.drain_due(30).await.unwrap(), 1);
    assert_eq!(log.take(), ["third 1"]);
    assert_eq!(outstanding(&db).await, 0);
}

#[tokio::test]
async fn a_job_exists_only_when_its_unit_of_work_is_kept() {
    let (db, log) = (database(), Log::default());
    let refused: Result<(), Error> = db
        .write(|tx| {
            jobs::enqueue(tx, &job("never", 0))?;
            Err(Error::Busy)
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(greeter(&db, &log, |_| Ok(())).drain_due(100).await.unwrap(), 0);
}

#[tokio::test]
async fn a_failed_job_is_tried_again_after_growing_pauses_and_kept_when_given_up() {
    let (db, log) = (database(), Log::default());
    let id = add(&db, "bo", 0, None).await;
    let worker = greeter(&db, &log, |attempt| Err(JobError::Retry(format!("no answer {attempt}"))));
    worker.drain_due(0).await.unwrap();
    worker.drain_due(5 * SECOND - 1).await.unwrap();
    assert_eq!(log.take(), ["bo 1"]);
    worker.drain_due(5 * SECOND).await.unwrap();
    worker.drain_due(15 * SECOND - 1).await.unwrap();
    assert_eq!(log.take(), ["bo 2"]);
    assert!(dead(&db).await.is_empty());
    worker.drain_due(15 * SECOND).await.unwrap();
    worker.drain_due(i64::MAX / 2).await.unwrap();
    assert_eq!(log.take(), ["bo 3"]);
    let expected = DeadJob {
        id,
        kind: "greet".into(),
        payload: "bo".into(),
        attempts: 3,
        last_error: "no answer 3".into(),
        died_at: 15 * SECOND,
    };
    assert_eq!(dead(&db).await, [expected]);
}

#[tokio::test]
async fn a_dead_job_can_be_retried_or_discarded() {
    let (db, log) = (database(), Log::default());
    let id = add(&db, "bo", 0, None).await;
    let worker = greeter(&db, &log, |_| Err(JobError::GiveUp("no such mailbox".into())));
    worker.drain_due(0).await.unwrap();
    assert_eq!(log.take(), ["bo 1"]);
    assert_eq!(dead(&db).await[0].last_error, "no such mailbox");
    assert!(db.write(move |tx| jobs::retry(tx, id, 7)).await.unwrap());
    assert!(!db.write(move |tx| jobs::retry(tx, id, 7)).await.unwrap(), "it is not dead any more");
    assert!(!db.write(move |tx| jobs::discard(tx, id)).await.unwrap(), "it is not dead any more");
    worker.drain_due(7).await.unwrap();
    assert_eq!(log.take(), ["bo 1"]);
    assert!(db.write(move |tx| jobs::discard(tx, id)).await.unwrap());
    assert!(dead(&db).await.is_empty());
}

#[tokio::test]
async fn a_job_can_be_taken_back_until_it_is_begun() {
    let (db, log) = (database(), Log::default());
    let id = add(&db, "undone", 10, None).await;
    assert!(db.write(move |tx| jobs::cancel(tx, id)).await.unwrap());
    let id = add(&db, "sent", 10, None).await;
    greeter(&db, &log, |_| Ok(())).drain_due(10).await.unwrap();
    assert!(!db.write(move |tx| jobs::cancel(tx, id)).await.unwrap());
    assert_eq!(log.take(), ["sent 1"]);
}

#[tokio::test]
async fn of_jobs_with_one_key_one_waits_and_the_sooner_time_counts() {
    let (db, log) = (database(), Log::default());
    let first = add(&db, "digest", 50, Some("ana")).await;
    assert_eq!(add(&db, "digest", 20, Some("ana")).await, first);
    assert_eq!(add(&db, "digest", 90, Some("ana")).await, first);
    assert_ne!(add(&db, "digest", 20, Some("bo")).await, first);
    let worker = greeter(&db, &log, |_| Ok(()));
    assert_eq!(worker.drain_due(20).await.unwrap(), 2);
    assert_ne!(add(&db, "digest", 20, Some("ana")).await, first, "the first one is done");
}

#[tokio::test]
async fn asking_again_while_the_job_runs_runs_it_once_more() {
    let (db, log) = (database(), Log::default());
    add(&db, "index", 0, Some("ticket 7")).await;
    let (inner, seen) = ((*db).clone(), log.clone());
    let worker =
        Worker::new((*db).clone(), Time::default().clock(), "node".into()).register("greet", move |_, _| {
            let (db, log) = (inner.clone(), seen.clone());
            async move {
                if log.0.lock().unwrap().is_empty() {
                    add(&db, "index", 5, Some("ticket 7")).await;
                }
                log.add("ran");
                Ok(())
            }
        });
    assert_eq!(worker.drain_due(5).await.unwrap(), 2);
    assert_eq!(outstanding(&db).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_never_run_the_same_job() {
    let (db, log, all_done) = (database(), Log::default(), Arc::new(Notify::new()));
    let mut nodes = Vec::new();
    for node in ["one", "two", "three"] {
        let (log, all_done) = (log.clone(), all_done.clone());
        // Nodes on PostgreSQL have a connection each; a SQLite file belongs to one process.
        let own = if db.dialect() == Dialect::Postgres { db.another() } else { (*db).clone() };
        let worker = Worker::new(own, Time::default().clock(), node.into()).concurrency(4).register(
            "greet",
            move |payload, _| {
                log.add(payload);
                if log.0.lock().unwrap().len() >= 60 {
                    all_done.notify_one();
                }
                std::future::ready(Ok(()))
            },
        );
        let (stop, stopped) = oneshot::channel::<()>();
        nodes.push((stop, tokio::spawn(worker.run(async { drop(stopped.await) }))));
    }
    let added: Result<(), Error> =
        db.write(|tx| (0..60).try_for_each(|n| jobs::enqueue(tx, &job(&n.to_string(), 0)).map(drop))).await;
    added.unwrap();
    all_done.notified().await;
    for (stop, node) in nodes {
        drop(stop);
        node.await.unwrap();
    }
    let mut ran: Vec<u32> = log.take().iter().map(|line| line.parse().unwrap()).collect();
    ran.sort_unstable();
    assert_eq!(ran, (0..60).collect::<Vec<_>>());
    assert_eq!(outstanding(&db).await, 0);
}

#[tokio::test]
async fn a_claim_whose_worker_died_is_free_after_its_lease() {
    let (db, log, time) = (database(), Log::default(), Time::default());
    add(&db, "mail", 0, None).await;
    let (begun, began) = oneshot::channel::<()>();
    let begun = Arc::new(Mutex::new(Some(begun)));
    let crashing = Worker::new((*db).clone(), time.clock(), "one".into())
        .lease(Duration::from_secs(60))
        .register("greet", move |_, _| {
            drop(begun.lock().unwrap().take());
            pending()
        });
    let process = tokio::spawn(crashing.run(pending()));
    assert!(began.await.is_err(), "the handler has begun");
    process.abort();
    assert!(process.await.unwrap_err().is_cancelled());
    let other = greeter(&db, &log, |_| Ok(()));
    assert_eq!(other.drain_due(60 * SECOND - 1).await.unwrap(), 0);
    assert_eq!(other.drain_due(60 * SECOND).await.unwrap(), 1);
    assert_eq!(log.take(), ["mail 2"]);
}

#[tokio::test]
async fn a_node_that_comes_back_need_not_wait_for_its_own_leases() {
    let (db, log, time) = (database(), Log::default(), Time::default());
    add(&db, "mail", 0, None).await;
    let (begun, began) = oneshot::channel::<()>();
    let begun = Arc::new(Mutex::new(Some(begun)));
    let crashing = Worker::new((*db).clone(), time.clock(), "node".into()).register("greet", move |_, _| {
        drop(begun.lock().unwrap().take());
        pending()
    });
    let process = tokio::spawn(crashing.run(pending()));
    assert!(began.await.is_err(), "the handler has begun");
    process.abort();
    assert!(process.await.unwrap_err().is_cancelled());
    let back = greeter(&db, &log, |_| Ok(()));
    assert_eq!(back.reclaim().await.unwrap(), 1);
    assert_eq!(back.drain_due(1).await.unwrap(), 1);
}

#[tokio::test]
async fn a_job_that_brings_its_process_down_is_not_begun_for_ever() {
    let (db, log, time) = (database(), Log::default(), Time::default());
    add(&db, "poison", 0, None).await;
    for crash in 0..3 {
        time.set(crash * 60 * SECOND);
        let (begun, began) = oneshot::channel::<()>();
        let begun = Arc::new(Mutex::new(Some(begun)));
        let crashing =
            Worker::new((*db).clone(), time.clock(), "one".into()).register("greet", move |_, _| {
                drop(begun.lock().unwrap().take());
                pending()
            });
        let process = tokio::spawn(crashing.run(pending()));
        assert!(began.await.is_err(), "the handler has begun");
        process.abort();
        assert!(process.await.unwrap_err().is_cancelled());
    }
    assert_eq!(greeter(&db, &log, |_| Ok(())).drain_due(180 * SECOND).await.unwrap(), 0);
    assert!(log.take().is_empty());
    assert_eq!(dead(&db).await[0].last_error, "its worker stopped before it was done");
}

#[tokio::test]
async fn a_running_job_keeps_its_lease_however_long_it_takes() {
    let (db, log, time) = (database(), Log::default(), Time::default());
    add(&db, "long", 0, None).await;
    let finish = Arc::new(Notify::new());
    let worker = {
        let (finish, log) = (finish.clone(), log.clone());
        Worker::new((*db).clone(), time.clock(), "one".into()).lease(Duration::from_millis(60)).register(
            "greet",
            move |payload, _| {
                let (finish, log) = (finish.clone(), log.clone());
                async move {
                    log.add(payload);
                    finish.notified().await;
                    Ok(())
                }
            },
        )
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let process = tokio::spawn(worker.run(async { drop(stopped.await) }));
    while log.0.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    // By this clock its lease would have ended long ago; wait for the renewal, then try to take the job.
    time.set(3600 * SECOND);
    while outstanding_at(&db, 3600 * SECOND).await > 0 {
        tokio::task::yield_now().await;
    }
    let other = greeter(&db, &log, |_| Ok(()));
    assert_eq!(other.drain_due(3600 * SECOND).await.unwrap(), 0);
    finish.notify_one();
    drop(stop);
    process.await.unwrap();
    assert_eq!(log.take(), ["long"]);
    assert_eq!(outstanding(&db).await, 0);
}

async fn outstanding_at(db: &Db, now: i64) -> i64 {
    db.read(move |conn| jobs::outstanding(conn, now)).await.unwrap()
}

#[tokio::test]
async fn a_handler_that_panics_is_tried_again() {
    let (db, log) = (database(), Log::default());
    add(&db, "bo", 0, None).await;
    let worker = greeter(&db, &log, |attempt| if attempt == 1 { panic!("on purpose") } else { Ok(()) });
    worker.drain_due(0).await.unwrap();
    worker.drain_due(5 * SECOND).await.unwrap();
    assert_eq!(log.take(), ["bo 1", "bo 2"]);
    assert_eq!(outstanding(&db).await, 0);
}

#[tokio::test]
async fn a_kind_nobody_here_knows_waits_for_a_node_that_does() {
    let (db, log) = (database(), Log::default());
    let other = NewJob { kind: "new in the next version", ..job("x", 0) };
    db.write(move |tx| jobs::enqueue(tx, &other)).await.unwrap();
    assert_eq!(greeter(&db, &log, |_| Ok(())).drain_due(1).await.unwrap(), 0);
    assert_eq!(outstanding(&db).await, 1);
}

#[tokio::test]
async fn a_periodic_job_runs_once_per_interval_among_all_nodes() {
    let (db, log) = (database(), Log::default());
    let node = || greeter(&db, &log, |_| Ok(())).every("greet", Duration::from_secs(60));
    let (one, two) = (node(), node());
    assert_eq!(one.drain_due(10 * SECOND).await.unwrap(), 1);
    assert_eq!(two.drain_due(10 * SECOND).await.unwrap(), 0);
    assert_eq!(two.drain_due(60 * SECOND).await.unwrap(), 1);
    assert_eq!(one.drain_due(61 * SECOND).await.unwrap(), 0);
    // Hours without a worker are made up once, not once for each interval.
    assert_eq!(one.drain_due(7210 * SECOND).await.unwrap(), 1);
    assert_eq!(two.drain_due(7259 * SECOND).await.unwrap(), 0);
    assert_eq!(two.drain_due(7260 * SECOND).await.unwrap(), 1);
}

#[tokio::test]
async fn a_periodic_job_that_fails_never_dies() {
    let (db, log) = (database(), Log::default());
    let worker = greeter(&db, &log, |_| Err(JobError::GiveUp("broken".into())))
        .every("greet", Duration::from_secs(60));
    for minute in 0..5 {
        assert_eq!(worker.drain_due(minute * 60 * SECOND).await.unwrap(), 1);
    }
    assert!(dead(&db).await.is_empty());
    // A shorter interval counts at once, not after the long one has passed.
    let hasty = greeter(&db, &log, |_| Ok(())).every("greet", Duration::from_secs(1));
    assert_eq!(hasty.drain_due(241 * SECOND).await.unwrap(), 0);
    assert_eq!(hasty.drain_due(242 * SECOND).await.unwrap(), 1);
}
