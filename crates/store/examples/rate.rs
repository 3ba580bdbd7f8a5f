//! How many units of work a second this machine does, for comparing changes of the data layer with each other:
//! `cargo run --release -p store --features testing --example rate`, on PostgreSQL with `ALONGSIDE_TEST_POSTGRES`.
#![allow(clippy::unwrap_used)]

use std::future::Future;
use std::time::{Duration, Instant};
use store::{Db, Error, Migration, params};
use tokio::task::JoinSet;

const TASKS: i64 = 16;
const TIME: Duration = Duration::from_secs(3);
const ROWS: i64 = 10_000;
const MIGRATIONS: &[Migration] = &[Migration::new(
    1,
    "notes",
    "create table notes (id {{bigint}} primary key, title text not null, body text, at {{bigint}}) {{strict}};
     {{counter note}}",
)];

#[tokio::main(worker_threads = 2)]
async fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let db = store::testing::database_in(folder.as_ref(), MIGRATIONS);
    let filled: Result<(), Error> = db
        .write(|tx| {
            (0..ROWS).try_for_each(|id| {
                let title = format!("The printer on floor {id} does not print");
                tx.run("insert into notes (id, title, body, at) values ($1, $2, $2, $1)", params![id, title])
                    .map(drop)
            })
        })
        .await;
    filled.unwrap();
    rate("reads of one row", &db, |db, n| async move {
        let id = n * 7919 % ROWS;
        db.read(move |conn| {
            conn.one("select title from notes where id = $1", params![id], |row| row.get::<String>(0))
        })
        .await
        .map(drop)
    })
    .await;
    rate("lists of 50", &db, |db, n| async move {
        let id = n * 7919 % (ROWS - 50);
        db.read(move |conn| {
            let sql = "select id, title, at from notes where id >= $1 order by id limit 50";
            conn.all(sql, params![id], |row| {
                Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?))
            })
        })
        .await
        .map(drop)
    })
    .await;
    rate("durable inserts", &db, |db, n| async move {
        db.write(move |tx| {
            let id = tx.next_id("note")? + ROWS;
            let sql =
                "insert into notes (id, title, body, at) values ($1, 'Wi-Fi is slow', 'since noon', $2)";
            tx.run(sql, params![id, n])
        })
        .await
        .map(drop)
    })
    .await;
    println!("{:?}", db.statistics());
}

/// Runs the work from 16 tasks for a while and prints how often it was done.
async fn rate<F, Fut>(what: &str, db: &Db, work: F)
where
    F: Fn(Db, i64) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<(), Error>> + Send,
{
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let (db, work) = (db.clone(), work.clone());
        tasks.spawn(async move {
            let mut done = 0;
            while begun.elapsed() < TIME {
                work(db.clone(), task * 1_000_003 + done).await.unwrap();
                done += 1;
            }
            done
        });
    }
    let done: i64 = tasks.join_all().await.into_iter().sum();
    let seconds = i64::try_from(begun.elapsed().as_millis()).unwrap();
    println!("{what}: {} a second", done * 1000 / seconds);
}
