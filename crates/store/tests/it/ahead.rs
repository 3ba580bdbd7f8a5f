//! Statements that nobody waits for, questions sent before they are asked, answers kept while nothing changes.

use crate::database;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use store::{Db, Dialect, Error, Tx, params};

const TITLES: &str = "select title from notes where id >= $1 order by id";

fn put(tx: &mut Tx, id: i64) -> Result<(), Error> {
    tx.put("insert into notes (id, title) values ($1, $2)", params![id, format!("note {id}")])
}

async fn titles(db: &Db) -> Vec<String> {
    let all: Result<_, Error> = db.read(|conn| conn.all(TITLES, params![0], |row| row.get(0))).await;
    all.unwrap()
}

#[tokio::test]
async fn what_is_put_is_seen_by_its_unit_at_once_and_kept_with_it() {
    let db = database();
    let seen: Result<Vec<String>, Error> = db
        .write(|tx| {
            (1..=200).try_for_each(|id| put(tx, id))?;
            tx.all(TITLES, params![199], |row| row.get(0))
        })
        .await;
    assert_eq!(seen.unwrap(), ["note 199", "note 200"]);
    assert_eq!(titles(&db).await.len(), 200);
    // With nothing but what nobody waits for.
    db.write(|tx| put(tx, 201)).await.unwrap();
    assert_eq!(titles(&db).await.len(), 201);
}

#[tokio::test]
async fn a_fault_of_what_was_put_fails_the_unit_and_keeps_nothing_of_it() {
    let db = database();
    db.write(|tx| put(tx, 1)).await.unwrap();
    // Found by the commit, and found by a later statement.
    let last: Result<(), Error> = db.write(|tx| put(tx, 2).and_then(|()| put(tx, 1))).await;
    assert!(last.unwrap_err().is_unique());
    let earlier: Result<u64, Error> = db
        .write(|tx| {
            put(tx, 2)?;
            let _ = put(tx, 1);
            tx.run("insert into notes (id, title) values (3, 'three')", params![])
        })
        .await;
    assert!(earlier.is_err());
    assert_eq!(titles(&db).await, ["note 1"]);
    db.write(|tx| put(tx, 2)).await.unwrap();
    assert_eq!(titles(&db).await, ["note 1", "note 2"]);
}

#[tokio::test]
async fn a_fault_of_what_an_attempt_put_is_the_attempts_own() {
    let db = database();
    db.write(|tx| {
        put(tx, 1)?;
        let attempt: Result<(), Error> = tx.attempt(|tx| put(tx, 2).and_then(|()| put(tx, 1)));
        assert!(attempt.unwrap_err().is_unique());
        put(tx, 3)
    })
    .await
    .unwrap();
    assert_eq!(titles(&db).await, ["note 1", "note 3"]);
}

#[tokio::test]
async fn a_question_sent_ahead_is_answered_as_if_it_were_asked_then() {
    let db = database();
    db.write(|tx| (1..=3).try_for_each(|id| put(tx, id))).await.unwrap();
    let read: Result<_, Error> = db
        .read(|conn| {
            conn.will_ask(TITLES, params![2]);
            conn.will_ask(TITLES, params![3]);
            // Not everything that was announced is asked.
            conn.will_ask("select count(*) from notes", params![]);
            let of = |conn: &mut store::Conn, from: i64| {
                conn.all(TITLES, params![from], |row| row.get::<String>(0))
            };
            Ok((of(conn, 3)?, of(conn, 2)?, of(conn, 1)?, of(conn, 2)?))
        })
        .await;
    let (three, two, one, again) = read.unwrap();
    assert_eq!((three.len(), two.len(), one.len(), again.len()), (1, 2, 3, 2));
    // In a unit that writes, its own changes are seen.
    let seen: Result<Vec<String>, Error> = db
        .write(|tx| {
            tx.will_ask(TITLES, params![3]);
            put(tx, 4)?;
            tx.all(TITLES, params![3], |row| row.get(0))
        })
        .await;
    assert_eq!(seen.unwrap(), ["note 3", "note 4"]);
}

#[tokio::test]
async fn a_question_sent_ahead_that_fails_fails_its_unit_and_the_next_one_works() {
    let db = database();
    let read: Result<Vec<i64>, Error> = db
        .read(|conn| {
            conn.will_ask("select nothing from nowhere", params![]);
            conn.all("select nothing from nowhere", params![], |row| row.get(0))
        })
        .await;
    assert!(read.is_err());
    assert!(titles(&db).await.is_empty());
}

#[tokio::test]
async fn an_answer_is_kept_until_anybody_commits_a_change() {
    let db = database();
    // One thread, so that each unit meets what the one before has kept.
    let mut settings = db.settings().clone();
    (settings.readers, settings.connections) = (1, 1);
    let alone = Db::open(&settings).unwrap();
    let made = Arc::new(AtomicU32::new(0));
    let count = || {
        let (alone, made) = (alone.clone(), made.clone());
        async move {
            let counted: Result<_, Error> = alone
                .read(move |conn| {
                    conn.kept("notes", 0, |conn| {
                        made.fetch_add(1, Ordering::SeqCst);
                        let one = conn.one("select count(*) from notes", params![], |row| row.get::<i64>(0));
                        one.map(Option::unwrap_or_default)
                    })
                })
                .await;
            *counted.unwrap()
        }
    };
    assert_eq!((count().await, count().await), (0, 0));
    // On SQLite nobody else can have touched it; other databases of a PostgreSQL server do.
    if db.dialect() == Dialect::Sqlite {
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }
    db.write(|tx| put(tx, 1)).await.unwrap();
    assert_eq!(count().await, 1, "changed by another node");
    alone.write(|tx| put(tx, 2)).await.unwrap();
    assert_eq!(count().await, 2, "changed by this one");
    let rolled_back: Result<(), Error> = db.write(|tx| put(tx, 3).and(Err(Error::Busy))).await;
    assert!(rolled_back.is_err());
    assert_eq!(count().await, 2);
    let writing: Result<_, Error> = alone
        .write(|tx| {
            put(tx, 4)?;
            tx.kept("notes", 0, |conn| {
                Ok::<_, Error>(
                    conn.one("select count(*) from notes", params![], |row| row.get::<i64>(0))?.unwrap(),
                )
            })
        })
        .await;
    assert_eq!(*writing.unwrap(), 3, "a unit that writes sees its own");
    assert_eq!(count().await, 3);
}

#[tokio::test]
async fn what_is_kept_is_of_the_snapshot_at_hand() {
    let db = database();
    let (inside, entered) = mpsc::channel();
    let (go_on, wait) = mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let reader = db.clone();
    let reading = tokio::spawn(async move {
        let counted: Result<(i64, i64), Error> = reader
            .read(move |conn| {
                let count = "select count(*) from notes";
                let first = conn.one(count, params![], |row| row.get::<i64>(0))?.unwrap();
                inside.send(()).unwrap();
                wait.lock().unwrap().recv().unwrap();
                let kept = conn.kept("notes", 0, |conn| {
                    Ok::<_, Error>(conn.one(count, params![], |row| row.get::<i64>(0))?.unwrap())
                })?;
                Ok((first, *kept))
            })
            .await;
        counted.unwrap()
    });
    tokio::task::spawn_blocking(move || entered.recv().unwrap()).await.unwrap();
    db.write(|tx| put(tx, 1)).await.unwrap();
    go_on.send(()).unwrap();
    assert_eq!(reading.await.unwrap(), (0, 0));
}
