//! Databases for tests, and checks on a feature's statements. Not part of what ships.
//!
//! Tests run on SQLite in a temporary folder unless `ALONGSIDE_TEST_POSTGRES` names a server; there each
//! test gets a database of its own, cloned from a template that is migrated once per set of migrations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::conn::Arm;
use crate::{Db, Dialect, Error, Migration, Settings, Url, Value, migrate};
use postgres::{Client, NoTls};
use std::ops::{ControlFlow, Deref};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Names the PostgreSQL server tests run on; its user must be allowed to create databases.
pub const SERVER: &str = "ALONGSIDE_TEST_POSTGRES";

/// A database for one test, gone when this is dropped.
pub struct TestDb {
    db: Db,
    settings: Settings,
    place: Place,
}

enum Place {
    /// Held for its `Drop`, which removes the folder.
    #[allow(dead_code)]
    Folder(tempfile::TempDir),
    Server {
        url: String,
        name: String,
    },
}

/// A fresh database with these migrations applied.
pub fn database(migrations: &[Migration]) -> TestDb {
    database_with(migrations, |_| {})
}

/// The same with its SQLite file inside this folder: on a real disk, to measure.
pub fn database_in(folder: &Path, migrations: &[Migration]) -> TestDb {
    make(Some(folder), migrations, |settings| *settings = Settings::new(settings.url.clone()))
}

/// The same, opened with changed settings: short queues, short time limits.
pub fn database_with(migrations: &[Migration], change: impl FnOnce(&mut Settings)) -> TestDb {
    make(None, migrations, change)
}

fn make(folder: Option<&Path>, migrations: &[Migration], change: impl FnOnce(&mut Settings)) -> TestDb {
    let (url, place) = match std::env::var(SERVER) {
        Ok(server) if !server.is_empty() => {
            let list = migrations.to_vec();
            let name = aside(move || clone_template(&server, &list).map(|name| (server, name)));
            let (server, name) = name.expect("a test database on PostgreSQL");
            (Url::Postgres(with_name(&server, &name)), Place::Server { url: server, name })
        }
        _ => {
            let folder = match folder {
                Some(parent) => tempfile::tempdir_in(parent),
                None => tempfile::tempdir(),
            };
            let folder = folder.expect("a temporary folder");
            (Url::Sqlite(folder.path().join("test.db")), Place::Folder(folder))
        }
    };
    let mut settings = Settings { readers: 2, connections: 4, ..Settings::new(url) };
    change(&mut settings);
    let db = Db::open(&settings).expect("the test database opens");
    db.migrate(migrations).expect("the migrations apply");
    TestDb { db, settings, place }
}

impl TestDb {
    /// Opens the same database once more, as another node would.
    pub fn another(&self) -> Db {
        Db::open(&self.settings).expect("the test database opens twice")
    }

    /// Pretends the disk has room for this many pages of SQLite's file, to see what a full one does. Pages
    /// already there stay. No limit on PostgreSQL.
    pub fn limit_pages(&self, pages: u32) {
        let limited = self.db.alone(move |tx| match &mut tx.conn.arm {
            Arm::Sqlite(conn) => conn.batch(&format!("pragma max_page_count = {pages}")),
            Arm::Postgres(_) => Ok(()),
        });
        limited.and_then(|done| done).expect("the limit is set");
    }

    /// How it was opened, for a test that runs the whole program on it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

impl Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.db.shutdown();
        if let Place::Server { url, name } = &self.place {
            let (url, name) = (url.clone(), name.clone());
            // Another node of the same test may still be connected.
            let _ = aside(move || {
                Client::connect(&url, NoTls)?
                    .batch_execute(&format!("drop database if exists {name} with (force)"))
            });
        }
    }
}

/// On a thread of its own: the client blocks, and tests may run inside a runtime.
fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().expect("the helper thread does not panic")
}

fn clone_template(server: &str, migrations: &[Migration]) -> Result<String, postgres::Error> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let digests: Vec<String> = migrations.iter().map(migrate::digest).collect();
    let all: &'static str = digests.concat().leak();
    let template = format!("alongside_template_{}", migrate::digest(&Migration::new(0, "all", all)));
    let mut client = Client::connect(server, NoTls)?;
    // Two test processes that start at once: one makes the template, the other waits for it.
    client.batch_execute("select pg_advisory_lock(817)")?;
    let known = client.query("select 1 from pg_database where datname = $1", &[&template])?;
    if known.is_empty() {
        // Named when it is finished, so that one left half made is not taken for a whole one.
        let making = format!("{template}_making");
        client.batch_execute(&format!("drop database if exists {making} with (force)"))?;
        client.batch_execute(&format!("create database {making}"))?;
        let db = Db::open(&Settings {
            connections: 1,
            ..Settings::new(Url::Postgres(with_name(server, &making)))
        });
        let db = db.expect("the template opens");
        db.migrate(migrations).expect("the migrations apply");
        db.shutdown();
        let kick = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1";
        client.query(kick, &[&making])?;
        client.batch_execute(&format!("alter database {making} rename to {template}"))?;
    }
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("alongside_test_{}_{number}", std::process::id());
    client.batch_execute(&format!("drop database if exists {name} with (force)"))?;
    client.batch_execute(&format!("create database {name} template {template}"))?;
    client.batch_execute("select pg_advisory_unlock(817)")?;
    Ok(name)
}

fn with_name(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{query}", &base[..end])
}

/// Prepares each named statement and looks at the order of its parameters. What it finds wrong, a line each;
/// a test asserts that there is nothing.
pub fn prepares(db: &Db, statements: &[(&str, &str)]) -> Vec<String> {
    let list: Vec<(String, String)> =
        statements.iter().map(|(n, s)| ((*n).to_owned(), (*s).to_owned())).collect();
    db.alone(move |tx| {
        let mut problems = Vec::new();
        for (name, sql) in &list {
            if let Some(problem) = order_problem(sql) {
                problems.push(format!("{name}: {problem}"));
            }
            let prepared = match &mut tx.conn.arm {
                Arm::Sqlite(conn) => conn.prepare_only(sql),
                Arm::Postgres(conn) => conn.prepare_only(sql),
            };
            if let Err(error) = prepared {
                problems.push(format!("{name}: {error}"));
            }
        }
        problems
    })
    .expect("the database answers")
}

fn order_problem(sql: &str) -> Option<String> {
    let mut highest = 0;
    for piece in sql.split('$').skip(1) {
        let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { continue };
        if number > highest + 1 {
            return Some(format!("${number} appears before ${}", highest + 1));
        }
        highest = highest.max(number);
    }
    None
}

/// The database's plan for a statement, a step a line, to assert that no large table is scanned.
pub fn plan(db: &Db, sql: &str, params: &[Value<'_>]) -> String {
    let values: Vec<crate::Owned> = params.iter().map(Value::own).collect();
    let dialect = db.dialect();
    let sql = match dialect {
        Dialect::Sqlite => format!("explain query plan {sql}"),
        Dialect::Postgres => format!("explain {sql}"),
    };
    let column = if dialect == Dialect::Sqlite { 3 } else { 0 };
    db.alone(move |tx| {
        tx.conn.failed = None;
        let values: Vec<Value<'_>> = values.iter().map(crate::Owned::borrow).collect();
        let mut lines = Vec::new();
        let explained = tx.conn.each(&sql, &values, &mut |row| {
            lines.push(row.get::<String>(column));
            ControlFlow::Continue(())
        });
        explained?;
        Ok(lines.into_iter().collect::<Result<Vec<String>, Error>>()?.join("\n"))
    })
    .and_then(|plan: Result<String, Error>| plan)
    .unwrap_or_else(|error| panic!("{error}"))
}
