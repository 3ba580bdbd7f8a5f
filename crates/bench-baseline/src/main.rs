//! What this machine can do at most, for `cargo xtask bench` to compare with: a bare axum server with one SELECT,
//! and the number of durable inserts a second when a hundred share one commit. Nothing of the program is in here.

use anyhow::{Context, Result, bail};
use axum::extract::{Path as Part, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, serve};
use rusqlite::{Connection, OpenFlags, params};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

const ROWS: i64 = 10_000;
/// Inserts that share one commit, and the size of each in bytes.
const GROUP: usize = 100;
const MAIL_BYTES: usize = 5 * 1024;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", folder, address] => {
            let file = fill(Path::new(folder))?;
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(bare_server(file, address))
        }
        ["ceiling", folder, seconds] => {
            let rate = group_commit_ceiling(Path::new(folder), Duration::from_secs(seconds.parse()?))?;
            println!("{rate:.0}");
            Ok(())
        }
        _ => bail!("bench-baseline serve FOLDER ADDRESS | ceiling FOLDER SECONDS"),
    }
}

fn fill(folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join("bare.db");
    let mut connection = Connection::open(&file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS rows; \
         CREATE TABLE rows (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, body TEXT NOT NULL)",
    )?;
    let transaction = connection.transaction()?;
    for id in 1..=ROWS {
        let body = format!("row {id} ").repeat(60);
        transaction.execute(
            "INSERT INTO rows (id, subject, body) VALUES ($1, $2, $3)",
            params![id, "A subject of the usual length", body],
        )?;
    }
    transaction.commit()?;
    Ok(file)
}

thread_local! {
    static READER: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

async fn bare_server(file: PathBuf, address: &str) -> Result<()> {
    let router = Router::new().route("/rows/{after}", get(row)).with_state(Arc::new(file));
    serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}

/// One row by keyset, read on the thread that answers.
async fn row(State(file): State<Arc<PathBuf>>, Part(after): Part<i64>) -> Result<String, StatusCode> {
    READER
        .with_borrow_mut(|reader| {
            if reader.is_none() {
                *reader =
                    Some(Connection::open_with_flags(file.as_path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?);
            }
            let connection = reader.as_ref().context("a reader was opened")?;
            let mut statement = connection
                .prepare_cached("SELECT id, subject, body FROM rows WHERE id > $1 ORDER BY id LIMIT 1")?;
            statement
                .query_row([after], |row| {
                    let (id, subject, body): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(format!("{id} {subject} {body}"))
                })
                .context("a row")
        })
        .map_err(|_: anyhow::Error| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Inserts a second, one thread, each commit on disk before the next begins.
fn group_commit_ceiling(folder: &Path, limit: Duration) -> Result<f64> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join("ceiling.db");
    let _ = std::fs::remove_file(&file);
    let mut connection = Connection::open(&file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         CREATE TABLE mails (id INTEGER PRIMARY KEY, raw BLOB NOT NULL)",
    )?;
    let raw = vec![b'x'; MAIL_BYTES];
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < limit {
        let transaction = connection.transaction()?;
        for _ in 0..GROUP {
            transaction.prepare_cached("INSERT INTO mails (raw) VALUES ($1)")?.execute([&raw])?;
            count += 1;
        }
        transaction.commit()?;
    }
    let rate = f64::from(count) / start.elapsed().as_secs_f64();
    drop(connection);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("ceiling.db{end}")));
    }
    Ok(rate)
}
