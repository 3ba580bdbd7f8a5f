use crate::{MIGRATIONS, database};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use store::{Db, Dialect, Error, Tx, params};
use tokio::task::JoinSet;

#[derive(Debug, PartialEq)]
enum Refused {
    NotToday,
    Database(String),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        Refused::Database(error.to_string())
    }
}

fn add(tx: &mut Tx, id: i64) -> Result<u64, Error> {
    tx.run("insert into notes (id, title) values ($1, $2)", params![id, format!("note {id}")])
}

async fn ids(db: &Db) -> Vec<i64> {
    let all: Result<_, Error> =
        db.read(|conn| conn.all("select id from notes order by id", params![], |row| row.get(0))).await;
    all.unwrap()
}

#[tokio::test]
async fn a_unit_that_fails_leaves_nothing_while_its_neighbours_are_kept() {
    let db = database();
    let mut units = JoinSet::new();
    for id in 0..40 {
        let db = db.clone();
        units.spawn(async move {
            db.write(move |tx| {
                add(tx, id)?;
                if id % 4 == 3 { Err(Refused::NotToday) } else { Ok(()) }
            })
            .await
        });
    }
    let answers = units.join_all().await;
    assert_eq!(answers.iter().filter(|answer| **answer == Err(Refused::NotToday)).count(), 10);
    let expected: Vec<i64> = (0..40).filter(|id| id % 4 != 3).collect();
    assert_eq!(ids(&db).await, expected);
}

#[tokio::test]
async fn a_unit_that_panics_is_answered_and_the_next_one_works() {
    let db = database();
    let answer: Result<(), Error> = db
        .write(|tx| {
            add(tx, 1)?;
            panic!("on purpose");
        })
        .await;
    assert!(matches!(answer, Err(Error::Panicked)));
    let answer: Result<(), Error> = db.read(|_| panic!("on purpose")).await;
    assert!(matches!(answer, Err(Error::Panicked)));
    db.write(|tx| add(tx, 2)).await.unwrap();
    assert_eq!(ids(&db).await, [2]);
}

#[tokio::test]
async fn a_statement_that_failed_spoils_its_unit_even_when_the_unit_carries_on() {
    let db = database();
    db.write(|tx| add(tx, 1)).await.unwrap();
    let answer: Result<(), Error> = db
        .write(|tx| {
            add(tx, 2)?;
            let twice = add(tx, 1).unwrap_err();
            assert!(twice.is_unique());
            assert!(matches!(add(tx, 3), Err(Error::Spoiled(_))));
            Ok(())
        })
        .await;
    assert!(answer.unwrap_err().is_unique());
    assert_eq!(ids(&db).await, [1]);
}

#[tokio::test]
async fn an_attempt_that_fails_is_undone_alone() {
    let db = database();
    db.write(|tx| {
        add(tx, 1)?;
        let attempt = tx.attempt(|tx| {
            add(tx, 2)?;
            add(tx, 1)
        });
        assert!(attempt.unwrap_err().is_unique());
        let swallowed: Result<(), Error> = tx.attempt(|tx| {
            let _ = add(tx, 1);
            Ok(())
        });
        assert!(swallowed.unwrap_err().is_unique());
        tx.attempt(|tx| add(tx, 3))?;
        add(tx, 4)
    })
    .await
    .unwrap();
    assert_eq!(ids(&db).await, [1, 3, 4]);
}

#[tokio::test]
async fn violated_constraints_are_told_apart() {
    let db = database();
    db.write(|tx| add(tx, 1)).await.unwrap();
    let same_title: Result<u64, Error> =
        db.write(|tx| tx.run("insert into notes (id, title) values (2, 'note 1')", params![])).await;
    let error = same_title.unwrap_err();
    assert!(error.is_unique() && error.constraint().unwrap().contains("title"), "{error}");
    let orphan: Result<u64, Error> =
        db.write(|tx| tx.run("insert into marks (note_id, word) values (99, 'x')", params![])).await;
    assert!(matches!(orphan, Err(Error::Constraint { .. })));
    let missing: Result<u64, Error> =
        db.write(|tx| tx.run("insert into notes (id, title) values (3, null)", params![])).await;
    assert!(missing.unwrap_err().constraint().unwrap().contains("title"));
}

#[tokio::test]
async fn a_reading_unit_cannot_write() {
    let db = database();
    let answer: Result<bool, Error> = db
        .read(|conn| conn.exists("insert into notes (id, title) values (1, 'x') returning id", params![]))
        .await;
    assert!(answer.is_err());
    assert!(ids(&db).await.is_empty());
}

#[tokio::test]
async fn a_reading_unit_sees_one_snapshot_whatever_is_written_meanwhile() {
    let db = database();
    db.write(|tx| add(tx, 1)).await.unwrap();
    let (looked, first_look) = mpsc::channel();
    let (written, write_done) = mpsc::channel::<()>();
    let count = "select cast(count(*) as bigint) from notes";
    let reader = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |conn| -> Result<_, Error> {
                let before = conn.one(count, params![], |row| row.get::<i64>(0))?;
                looked.send(()).unwrap();
                write_done.recv().unwrap();
                let after = conn.one(count, params![], |row| row.get::<i64>(0))?;
                Ok((before, after))
            })
            .await
        }
    });
    tokio::task::spawn_blocking(move || first_look.recv().unwrap()).await.unwrap();
    db.write(|tx| add(tx, 2)).await.unwrap();
    written.send(()).unwrap();
    assert_eq!(reader.await.unwrap().unwrap(), (Some(1), Some(1)));
    assert_eq!(ids(&db).await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_shows_everything_that_was_answered_before_it_was_asked() {
    let db = database();
    let mut tasks = JoinSet::new();
    for task in 0..16 {
        let db = db.clone();
        tasks.spawn(async move {
            for id in task * 1_000..task * 1_000 + 30 {
                db.write(move |tx| add(tx, id)).await.unwrap();
                let seen: Result<bool, Error> =
                    db.read(move |conn| conn.exists("select 1 from notes where id = $1", params![id])).await;
                assert!(seen.unwrap(), "{id} was written and is not there");
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn ids_are_never_given_twice() {
    let db = database();
    let mut units = JoinSet::new();
    for _ in 0..50 {
        let db = db.clone();
        units.spawn(async move {
            let id: Result<i64, Error> = db
                .write(|tx| {
                    let id = tx.next_id("note")?;
                    add(tx, id)?;
                    Ok(id)
                })
                .await;
            id.unwrap()
        });
    }
    let mut given = units.join_all().await;
    given.sort_unstable();
    assert_eq!(given[0], 100, "the counter starts where the migration says");
    given.dedup();
    assert_eq!(given.len(), 50);
    let unknown: Result<i64, Error> = db.write(|tx| tx.next_id("nonsense")).await;
    assert!(unknown.is_err());
}

/// Holds every database thread until told to go on.
fn block(db: &Db, threads: usize) -> (mpsc::Sender<()>, Vec<tokio::task::JoinHandle<Result<(), Error>>>) {
    let (go, wait) = mpsc::channel::<()>();
    let wait = Arc::new(std::sync::Mutex::new(wait));
    let (begun, running) = mpsc::channel();
    let handles = (0..threads)
        .map(|_| {
            let (db, wait, begun) = (db.clone(), wait.clone(), begun.clone());
            tokio::spawn(async move {
                db.write(move |_| {
                    let _ = begun.send(());
                    let _ = wait.lock().unwrap().recv();
                    Ok(())
                })
                .await
            })
        })
        .collect();
    for _ in 0..threads {
        running.recv().unwrap();
    }
    (go, handles)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_answers_at_once_and_works_again_later() {
    let db = store::testing::database_with(MIGRATIONS, |settings| {
        settings.queue_limit = 3;
        settings.connections = 1;
    });
    let (go, blockers) = block(&db, 1);
    let waiting: Vec<_> = (0..3)
        .map(|id| {
            let db = db.clone();
            tokio::spawn(async move { db.write(move |tx| add(tx, id)).await })
        })
        .collect();
    while db.statistics().queued_writes < 3 {
        tokio::task::yield_now().await;
    }
    let refused = db.write(|tx| add(tx, 9)).await.unwrap_err();
    assert!(refused.is_busy(), "{refused}");
    drop(go);
    for unit in blockers {
        unit.await.unwrap().unwrap();
    }
    for unit in waiting {
        unit.await.unwrap().unwrap();
    }
    db.write(|tx| add(tx, 9)).await.unwrap();
    assert_eq!(ids(&db).await, [0, 1, 2, 9]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_nobody_waits_for_any_more_is_not_begun() {
    let db = store::testing::database_with(MIGRATIONS, |settings| settings.connections = 1);
    let (go, blockers) = block(&db, 1);
    let ran = Arc::new(AtomicBool::new(false));
    let forgotten = tokio::spawn({
        let (db, ran) = (db.clone(), ran.clone());
        async move {
            db.write(move |tx| {
                ran.store(true, Ordering::SeqCst);
                add(tx, 1)
            })
            .await
        }
    });
    while db.statistics().queued_writes < 1 {
        tokio::task::yield_now().await;
    }
    forgotten.abort();
    assert!(forgotten.await.unwrap_err().is_cancelled());
    drop(go);
    for unit in blockers {
        unit.await.unwrap().unwrap();
    }
    db.write(|tx| add(tx, 2)).await.unwrap();
    assert!(!ran.load(Ordering::SeqCst));
    assert_eq!(ids(&db).await, [2]);
}

const ENDLESS: &str = "with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n)
    select cast(count(*) as bigint) from n";

#[tokio::test]
async fn a_statement_past_its_time_is_stopped_and_the_thread_lives() {
    let db = store::testing::database_with(MIGRATIONS, |settings| settings.statement_timeout_ms = 50);
    for _ in 0..2 {
        let answer: Result<_, Error> =
            db.read(|conn| conn.one(ENDLESS, params![], |row| row.get::<i64>(0))).await;
        assert!(answer.unwrap_err().is_timeout());
    }
    db.write(|tx| add(tx, 1)).await.unwrap();
    assert_eq!(ids(&db).await, [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_past_its_time_takes_no_neighbour_with_it() {
    let db = store::testing::database_with(MIGRATIONS, |settings| {
        settings.statement_timeout_ms = 50;
        settings.connections = 1;
    });
    let (go, blockers) = block(&db, 1);
    let mut units = Vec::new();
    for id in 0..5_i64 {
        units.push(tokio::spawn({
            let db = db.clone();
            async move {
                db.write(move |tx| {
                    add(tx, id)?;
                    if id == 3 {
                        let endless = "insert into notes (id, title)
                            with recursive n (i) as (select cast(1000 as bigint) union all select i + 1 from n)
                            select i, cast(i as text) from n";
                        tx.run(endless, params![])?;
                    }
                    Ok::<_, Error>(())
                })
                .await
            }
        }));
        while db.statistics().queued_writes < units.len() {
            tokio::task::yield_now().await;
        }
    }
    drop(go);
    for unit in blockers {
        unit.await.unwrap().unwrap();
    }
    for (id, unit) in units.into_iter().enumerate() {
        let answer = unit.await.unwrap();
        assert_eq!(answer.is_err(), id == 3, "{id}: {answer:?}");
    }
    assert_eq!(ids(&db).await, [0, 1, 2, 4]);
}

#[tokio::test]
async fn a_unit_may_not_wait_for_another_one() {
    let db = database();
    let inner = (*db).clone();
    let answer: Result<(), Error> = db.write(move |_| inner.write_blocking(|tx| add(tx, 1)).map(drop)).await;
    assert!(matches!(answer, Err(Error::Nested)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_behind_lets_the_others_go_first_and_is_done_all_the_same() {
    let db = store::testing::database_with(MIGRATIONS, |settings| settings.connections = 1);
    let (go, blockers) = block(&db, 1);
    let ran = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut units = JoinSet::new();
    for id in 0..20 {
        let (db, ran) = (db.clone(), ran.clone());
        let unit = move |tx: &mut Tx| {
            ran.lock().unwrap().push(id);
            add(tx, id)
        };
        let waiting = db.statistics().queued_writes;
        let counted = db.clone();
        // Those behind are queued before the others.
        units.spawn(async move { if id < 10 { db.write_behind(unit).await } else { db.write(unit).await } });
        while counted.statistics().queued_writes == waiting {
            tokio::task::yield_now().await;
        }
    }
    drop(go);
    for unit in blockers {
        unit.await.unwrap().unwrap();
    }
    while let Some(answer) = units.join_next().await {
        answer.unwrap().unwrap();
    }
    assert_eq!(ids(&db).await, (0..20).collect::<Vec<i64>>());
    if db.dialect() == Dialect::Sqlite {
        let first: Vec<i64> = ran.lock().unwrap().iter().copied().take(10).collect();
        assert_eq!(first, (10..20).collect::<Vec<i64>>());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_behind_is_not_starved_by_a_front_that_never_rests() {
    let db = database();
    let over = Arc::new(AtomicBool::new(false));
    let mut busy = JoinSet::new();
    for writer in 0..8 {
        let (db, over) = (db.clone(), over.clone());
        busy.spawn(async move {
            let mut id = 1_000 * (writer + 1);
            while !over.load(Ordering::SeqCst) {
                db.write(move |tx| add(tx, id)).await.unwrap();
                id += 8_000;
            }
        });
    }
    for id in 0..50 {
        db.write_behind(move |tx| add(tx, id)).await.unwrap();
    }
    over.store(true, Ordering::SeqCst);
    while let Some(writer) = busy.join_next().await {
        writer.unwrap();
    }
    assert!(ids(&db).await.starts_with(&(0..50).collect::<Vec<i64>>()));
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_refuses_what_comes_after() {
    let db = database();
    let mut units = JoinSet::new();
    for id in 0..20 {
        let db = db.clone();
        units.spawn(async move {
            let unit = move |tx: &mut Tx| add(tx, id);
            if id % 2 == 0 { db.write(unit).await } else { db.write_behind(unit).await }
        });
    }
    let first = units.join_next().await.unwrap().unwrap();
    first.unwrap();
    (*db).clone().close().await;
    while let Some(answer) = units.join_next().await {
        match answer.unwrap() {
            Ok(_) => {}
            Err(error) => assert!(error.is_busy(), "{error}"),
        }
    }
    let late: Result<u64, Error> = db.write(|tx| add(tx, 99)).await;
    assert!(matches!(late, Err(Error::Closed)));
    assert!(!ids(&db.another()).await.is_empty());
}

#[tokio::test]
async fn units_that_collide_are_run_again_until_both_are_kept() {
    let db = database();
    db.write(|tx| {
        add(tx, 1)?;
        add(tx, 2)
    })
    .await
    .unwrap();
    // Each locks one row, then wants the other's: a deadlock on PostgreSQL, taking turns on SQLite.
    let meet = Arc::new(std::sync::Barrier::new(2));
    let runs = Arc::new(AtomicU32::new(0));
    let touch = |first: i64, second: i64| {
        let (db, meet, runs) = ((*db).clone(), meet.clone(), runs.clone());
        let together = db.dialect() == Dialect::Postgres;
        tokio::spawn(async move {
            let mut met = false;
            db.write(move |tx| -> Result<(), Error> {
                runs.fetch_add(1, Ordering::SeqCst);
                let sql = "update notes set weight = coalesce(weight, 0) + 1 where id = $1";
                tx.run(sql, params![first])?;
                if together && !std::mem::replace(&mut met, true) {
                    meet.wait();
                }
                tx.run(sql, params![second])?;
                Ok(())
            })
            .await
        })
    };
    let (one, other) = (touch(1, 2), touch(2, 1));
    one.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    let weights: Result<Vec<f64>, Error> =
        db.read(|conn| conn.all("select weight from notes order by id", params![], |row| row.get(0))).await;
    assert_eq!(weights.unwrap(), [2.0, 2.0]);
    let expected = if db.dialect() == Dialect::Postgres { 3 } else { 2 };
    assert_eq!(runs.load(Ordering::SeqCst), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_so_and_works_again_when_there_is_room() {
    let db = database();
    if db.dialect() == Dialect::Postgres {
        return; // Its disk is not ours to fill.
    }
    db.write(|tx| add(tx, 1)).await.unwrap();
    db.limit_pages(1);
    let (go, blockers) = block(&db, 1);
    let mut units = Vec::new();
    for id in 2..6_i64 {
        units.push(tokio::spawn({
            let db = db.clone();
            async move {
                db.write(move |tx| {
                    let bytes = if id == 4 { 300_000 } else { 1 };
                    let sql = "insert into notes (id, title, raw) values ($1, $2, $3)";
                    tx.run(sql, params![id, id.to_string(), vec![7_u8; bytes]])
                })
                .await
            }
        }));
        while db.statistics().queued_writes < units.len() {
            tokio::task::yield_now().await;
        }
    }
    drop(go);
    for unit in blockers {
        unit.await.unwrap().unwrap();
    }
    for (id, unit) in (2..).zip(units) {
        match unit.await.unwrap() {
            Ok(_) => assert_ne!(id, 4),
            Err(error) => assert!(id == 4 && error.is_full(), "{id}: {error}"),
        }
    }
    assert_eq!(ids(&db).await, [1, 2, 3, 5]);
    let large = |tx: &mut Tx| {
        tx.run("insert into notes (id, title, raw) values (4, 'now', $1)", params![vec![7_u8; 300_000]])
    };
    assert!(db.write(large).await.unwrap_err().is_full());
    assert!(db.is_full(), "it is known without another try");
    db.write(|tx| tx.run("update notes set title = 'x' where id = 99", params![])).await.unwrap();
    assert!(db.is_full(), "a write that changes nothing proves no room");
    db.limit_pages(10_000);
    db.write(large).await.unwrap();
    assert!(!db.is_full());
    assert_eq!(ids(&db).await, [1, 2, 3, 4, 5]);
}
