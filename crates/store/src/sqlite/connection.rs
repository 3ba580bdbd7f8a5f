//! One SQLite connection: how it is opened, how statements are bound and stepped, what its errors mean.

use crate::conn::{Row, RowOf, Rows};
use crate::value::storable;
use crate::{Cell, Error, Settings, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, OpenFlags, ffi};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Statements kept prepared on each connection.
const STATEMENTS: usize = 512;
/// Steps of SQLite's machine between two looks at the clock: some tens of microseconds.
const STEPS_PER_LOOK: i32 = 2_000;

pub(crate) struct Connection {
    inner: rusqlite::Connection,
    limit: TimeLimit,
    /// Rows changed since it was opened, when last asked.
    changed: u64,
}

/// Stops a statement that runs past its time, from inside SQLite's machine; no thread watches.
#[derive(Clone)]
struct TimeLimit {
    epoch: Instant,
    limit_us: u64,
    deadline_us: Arc<AtomicU64>,
}

impl TimeLimit {
    fn new(limit: Duration) -> TimeLimit {
        let limit_us = u64::try_from(limit.as_micros()).unwrap_or(u64::MAX);
        TimeLimit { epoch: Instant::now(), limit_us, deadline_us: Arc::new(AtomicU64::new(u64::MAX)) }
    }

    fn now_us(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn begin(&self) {
        if self.limit_us > 0 {
            self.deadline_us.store(self.now_us().saturating_add(self.limit_us), Ordering::Relaxed);
        }
    }

    fn end(&self) {
        self.deadline_us.store(u64::MAX, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        self.now_us() > self.deadline_us.load(Ordering::Relaxed)
    }
}

impl Connection {
    pub(crate) fn open(path: &Path, settings: &Settings, writes: bool) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | if writes { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let opened = rusqlite::Connection::open_with_flags(path, flags);
        let mut inner =
            opened.map_err(|e| Error::Settings(format!("{} cannot be opened: {e}", path.display())))?;
        let cache_kib = if writes { 4096 } else { 2048 };
        let mmap = settings.mmap_mib.saturating_mul(1 << 20);
        let mut setup = format!(
            "pragma busy_timeout = 5000;
             pragma journal_mode = wal;
             pragma synchronous = full;
             pragma foreign_keys = on;
             pragma trusted_schema = off;
             pragma temp_store = memory;
             pragma cache_size = -{cache_kib};
             pragma mmap_size = {mmap};
             pragma journal_size_limit = 67108864;
             pragma wal_autocheckpoint = 4000;
             pragma analysis_limit = 400;"
        );
        if !writes {
            setup.push_str("pragma query_only = on;");
        }
        inner.execute_batch(&setup).map_err(|error| fault(&error, "opening"))?;
        // One plan per statement. Without this SQLite looks at the bound values where an index has samples (stat4),
        // and prepares the statement anew each time one changes: that was over a third of a page's cost.
        inner
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(|error| fault(&error, "opening"))?;
        inner.set_prepared_statement_cache_capacity(STATEMENTS);
        let limit = TimeLimit::new(Duration::from_millis(settings.statement_timeout_ms));
        let watch = limit.clone();
        inner
            .progress_handler(STEPS_PER_LOOK, Some(move || watch.is_over()))
            .map_err(|error| fault(&error, "opening"))?;
        Ok(Connection { inner, limit, changed: 0 })
    }

    pub(crate) fn each(&mut self, sql: &str, params: &[Value], rows: Rows) -> Result<(), Error> {
        self.timed(sql, |inner| {
            let mut statement = prepare(inner, sql, params)?;
            let mut found = statement.raw_query();
            while let Some(row) = found.next().map_err(|error| fault(&error, sql))? {
                if rows(&Row(RowOf::Sqlite(row))).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        self.timed(sql, |inner| {
            let mut statement = prepare(inner, sql, params)?;
            let changed = statement.raw_execute().map_err(|error| fault(&error, sql))?;
            Ok(u64::try_from(changed).unwrap_or(u64::MAX))
        })
    }

    /// Without a time limit: migrations, checkpoints and commits take what they take.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.inner.execute_batch(sql).map_err(|error| fault(&error, sql))
    }

    /// Transaction control, kept prepared and not timed: a commit must not be interrupted.
    pub(crate) fn control(&mut self, sql: &'static str) -> Result<(), Error> {
        let mut statement = self.inner.prepare_cached(sql).map_err(|error| fault(&error, sql))?;
        statement.raw_execute().map(drop).map_err(|error| fault(&error, sql))
    }

    /// False after SQLite has rolled a transaction back by itself (full disk, interrupt, I/O error).
    pub(crate) fn in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }

    /// Whether any row was changed since this was last asked.
    pub(crate) fn has_written(&mut self) -> bool {
        let changed = self.inner.total_changes();
        std::mem::replace(&mut self.changed, changed) != changed
    }

    /// A number that changes whenever another connection has committed; the snapshot at hand is meant.
    pub(crate) fn version(&mut self) -> Result<i64, Error> {
        let sql = "pragma data_version";
        let mut statement = self.inner.prepare_cached(sql).map_err(|error| fault(&error, sql))?;
        statement.query_row([], |row| row.get(0)).map_err(|error| fault(&error, sql))
    }

    /// Prepares a statement without running it; for tests.
    #[cfg(feature = "testing")]
    pub(crate) fn prepare_only(&self, sql: &str) -> Result<(), Error> {
        self.inner.prepare(sql).map(drop).map_err(|error| fault(&error, sql))
    }

    fn timed<T>(
        &mut self,
        _sql: &str,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.limit.begin();
        let result = work(&self.inner);
        self.limit.end();
        result
    }
}

fn prepare<'c>(
    inner: &'c rusqlite::Connection,
    sql: &str,
    params: &[Value],
) -> Result<CachedStatement<'c>, Error> {
    let mut statement = inner.prepare_cached(sql).map_err(|error| fault(&error, sql))?;
    let expected = statement.parameter_count();
    if expected != params.len() {
        return Err(Error::ParameterCount { expected, given: params.len(), sql: sql.to_owned() });
    }
    for (index, value) in params.iter().enumerate() {
        // `$n` is a name to SQLite: it numbers parameters by first appearance. A statement that breaks the
        // rule would silently bind the wrong values, so debug builds look.
        #[cfg(debug_assertions)]
        if statement.parameter_name(index + 1) != Some(format!("${}", index + 1).as_str()) {
            return Err(Error::Database {
                code: "order".into(),
                message: "parameters must first appear in ascending order: $1, $2, …".into(),
                sql: sql.to_owned(),
            });
        }
        statement.raw_bind_parameter(index + 1, Bound(*value)).map_err(|error| fault(&error, sql))?;
    }
    Ok(statement)
}

struct Bound<'a>(Value<'a>);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::Value as Sql;
        Ok(match self.0 {
            Value::Int(Some(value)) => ToSqlOutput::Owned(Sql::Integer(value)),
            Value::Bool(Some(value)) => ToSqlOutput::Owned(Sql::Integer(i64::from(value))),
            Value::Real(Some(value)) => ToSqlOutput::Owned(Sql::Real(value)),
            Value::Text(Some(value)) => match storable(value) {
                std::borrow::Cow::Borrowed(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
                std::borrow::Cow::Owned(text) => ToSqlOutput::Owned(Sql::Text(text)),
            },
            Value::Blob(Some(value)) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            _ => ToSqlOutput::Owned(Sql::Null),
        })
    }
}

pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Cell<'r>, Error> {
    let value = row.get_ref(column).map_err(|_| Error::Column {
        column,
        expected: "a column",
        found: "a row with fewer columns".into(),
    })?;
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Real(value) => Cell::Real(value),
        ValueRef::Blob(value) => Cell::Blob(value),
        ValueRef::Text(value) => Cell::Text(std::str::from_utf8(value).map_err(|_| Error::Column {
            column,
            expected: "text",
            found: "text that is not UTF-8".into(),
        })?),
    })
}

pub(crate) fn fault(error: &rusqlite::Error, sql: &str) -> Error {
    let other = |code: i32, message: String| Error::Database {
        code: format!("sqlite {code}"),
        message,
        sql: sql.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let (failure, message) = match error {
        rusqlite::Error::SqliteFailure(failure, message) => (failure, message.clone()),
        rusqlite::Error::SqlInputError { error, msg, .. } => return other(error.extended_code, msg.clone()),
        error => return other(0, error.to_string()),
    };
    let message = message.unwrap_or_else(|| failure.to_string());
    let violated = || message.rsplit_once(": ").map_or(message.as_str(), |(_, name)| name).to_owned();
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Error::Unique { constraint: violated() }
        }
        code => match code & 0xff {
            ffi::SQLITE_CONSTRAINT => Error::Constraint { constraint: violated(), message },
            ffi::SQLITE_FULL => Error::Full,
            ffi::SQLITE_INTERRUPT => Error::Timeout,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::Locked,
            // Growing the log's index found no room: SQLite has no other reason to fail there.
            _ if code == ffi::SQLITE_IOERR_SHMSIZE => Error::Full,
            _ => other(code, message),
        },
    }
}
