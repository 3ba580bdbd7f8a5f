//! Brings the tables of a database up to date: numbered, forward only, each in a transaction.
//!
//! One text serves both databases, with placeholders for the words they disagree on.

use crate::{Dialect, Error, Tx, params};

/// One step of the schema.
///
/// Placeholders in its SQL: `{{bigint}}`, `{{boolean}}`, `{{real}}`, `{{blob}}` (column types),
/// `{{strict}}`, `{{strict_no_rowid}}` (after a table's closing bracket), and the statement
/// `{{counter name [first]}}`, which makes the counter that [`Tx::next_id`] counts with.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Ascending; never reused.
    pub number: u32,
    pub name: &'static str,
    /// For both databases.
    pub sql: &'static str,
    /// Run after `sql` on one database only: full-text search, rebuilding a table.
    pub sqlite_only: Option<&'static str>,
    pub postgres_only: Option<&'static str>,
}

impl Migration {
    pub const fn new(number: u32, name: &'static str, sql: &'static str) -> Migration {
        Migration { number, name, sql, sqlite_only: None, postgres_only: None }
    }

    pub const fn sqlite(mut self, sql: &'static str) -> Migration {
        self.sqlite_only = Some(sql);
        self
    }

    pub const fn postgres(mut self, sql: &'static str) -> Migration {
        self.postgres_only = Some(sql);
        self
    }

    fn text(&self, dialect: Dialect) -> Result<String, String> {
        let only = match dialect {
            Dialect::Sqlite => self.sqlite_only,
            Dialect::Postgres => self.postgres_only,
        };
        let mut text = expand(self.sql, dialect)?;
        if let Some(only) = only {
            // The first part may lack its last semicolon or end in a comment.
            if !text.trim_end().is_empty() && !text.trim_end().ends_with(';') {
                text.push_str("\n;");
            }
            text.push('\n');
            text.push_str(&expand(only, dialect)?);
        }
        Ok(text)
    }

    /// Rebuilding a table on SQLite drops the old one, which needs foreign keys off; no transaction can turn
    /// them off, so they are off around it and checked inside.
    fn rebuilds(&self) -> bool {
        [Some(self.sql), self.sqlite_only]
            .into_iter()
            .flatten()
            .any(|sql| sql.to_ascii_lowercase().contains("drop table"))
    }

    fn fault(&self, message: impl Into<String>) -> Error {
        Error::Migration { number: self.number, name: self.name.to_owned(), message: message.into() }
    }
}

/// What [`crate::Db::migrate`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MigrationReport {
    /// Numbers of the migrations applied now.
    pub applied: Vec<u32>,
    /// Where the database stands.
    pub version: u32,
    /// Migrations whose text is not what it was when they were applied; a sign of a mistake.
    pub changed: Vec<u32>,
}

const OWN_TABLES: &str = "
create table if not exists migrations (
    number {{bigint}} primary key,
    name text not null,
    digest text not null
) {{strict}};
create table if not exists counters (
    name text primary key,
    value {{bigint}} not null
) {{strict_no_rowid}};
";

/// Two nodes that start at once take turns on this advisory lock (any number will do; it spells `along`).
const LOCK: i64 = 0x61_6c_6f_6e_67;

/// Runs on a database thread that has the connection to itself.
pub(crate) fn run(tx: &mut Tx, migrations: &[Migration]) -> Result<MigrationReport, Error> {
    let ordered = migrations.windows(2).all(|pair| pair[0].number < pair[1].number);
    if let (false, Some(first)) = (ordered, migrations.first()) {
        return Err(first.fault("the list of migrations is not in ascending order"));
    }
    tx.conn.failed = None;
    let result = match tx.dialect() {
        Dialect::Sqlite => all(tx, migrations),
        // A migration may take longer than any statement of a request may.
        Dialect::Postgres => around(tx, "set statement_timeout = 0", "reset statement_timeout", |tx| {
            let lock = format!("select pg_advisory_lock({LOCK})");
            let unlock = format!("select pg_advisory_unlock({LOCK})");
            around(tx, &lock, &unlock, |tx| all(tx, migrations))
        }),
    };
    tx.conn.failed = None;
    result
}

fn around<T>(
    tx: &mut Tx,
    before: &str,
    after: &str,
    work: impl FnOnce(&mut Tx) -> Result<T, Error>,
) -> Result<T, Error> {
    tx.batch(before)?;
    let result = work(tx);
    let ended = tx.batch(after);
    // The first error says what was wrong.
    result.and_then(|value| ended.map(|()| value))
}

fn all(tx: &mut Tx, migrations: &[Migration]) -> Result<MigrationReport, Error> {
    let own = expand(OWN_TABLES, tx.dialect()).map_err(Error::Settings)?;
    in_transaction(tx, |tx| tx.batch(&own))?;
    let newest = migrations.last().map_or(0, |migration| migration.number);
    let mut report = MigrationReport::default();
    for migration in migrations {
        // Looked up inside the transaction: another process may have been faster.
        let mut apply = |tx: &mut Tx| in_transaction(tx, |tx| one(tx, migration, newest, &mut report));
        let applied = if tx.dialect() == Dialect::Sqlite && migration.rebuilds() {
            around(tx, "pragma foreign_keys = off", "pragma foreign_keys = on", &mut apply)
        } else {
            apply(tx)
        };
        match applied {
            Ok(true) => {
                tracing::info!(number = migration.number, name = migration.name, "migration applied");
                report.applied.push(migration.number);
            }
            Ok(false) => {}
            Err(error @ (Error::Newer { .. } | Error::Migration { .. })) => return Err(error),
            Err(error) => return Err(migration.fault(error.to_string())),
        }
    }
    report.version = newest;
    Ok(report)
}

fn one(tx: &mut Tx, migration: &Migration, newest: u32, report: &mut MigrationReport) -> Result<bool, Error> {
    let version = tx.one("select max(number) from migrations", &[], |row| row.get::<Option<u32>>(0))?;
    if let Some(database) = version.flatten().filter(|database| *database > newest) {
        return Err(Error::Newer { database, program: newest });
    }
    let digest = digest(migration);
    let known =
        tx.one("select digest from migrations where number = $1", params![migration.number], |row| {
            row.get::<String>(0)
        })?;
    if let Some(known) = known {
        if known != digest {
            tracing::warn!(number = migration.number, name = migration.name, "migration was changed later");
            report.changed.push(migration.number);
        }
        return Ok(false);
    }
    let text = migration.text(tx.dialect()).map_err(|message| migration.fault(message))?;
    tx.batch(&text)?;
    if tx.dialect() == Dialect::Sqlite && migration.rebuilds() {
        let broken = tx.one("pragma foreign_key_check", &[], |row| row.get::<String>(0))?;
        if let Some(table) = broken {
            return Err(migration.fault(format!("rows of {table} point at rows that are not there")));
        }
    }
    tx.run(
        "insert into migrations (number, name, digest) values ($1, $2, $3)",
        params![migration.number, migration.name, digest],
    )?;
    Ok(true)
}

fn in_transaction<T>(tx: &mut Tx, work: impl FnOnce(&mut Tx) -> Result<T, Error>) -> Result<T, Error> {
    let begin = match tx.dialect() {
        Dialect::Sqlite => "begin immediate",
        Dialect::Postgres => "begin",
    };
    tx.batch(begin)?;
    let result = work(tx).and_then(|value| tx.batch("commit").map(|()| value));
    if result.is_err() {
        tx.conn.failed = None;
        // The first error says what was wrong; this one would only hide it.
        let _ = tx.batch("rollback");
    }
    result
}

/// Tells an edited migration from the one applied. Not a secret, so a plain 64-bit FNV-1a will do.
pub(crate) fn digest(migration: &Migration) -> String {
    let parts = [
        migration.sql,
        migration.sqlite_only.unwrap_or_default(),
        migration.postgres_only.unwrap_or_default(),
    ];
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

pub(crate) fn expand(sql: &str, dialect: Dialect) -> Result<String, String> {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some(start) = rest.find("{{") {
        let (before, after) = rest.split_at(start);
        let end = after.find("}}").ok_or("a placeholder is not closed")?;
        out.push_str(before);
        out.push_str(&placeholder(after[2..end].trim(), dialect)?);
        rest = &after[end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

fn placeholder(word: &str, dialect: Dialect) -> Result<String, String> {
    let sqlite = dialect == Dialect::Sqlite;
    let pick = |here: &str, there: &str| Ok(if sqlite { here } else { there }.to_owned());
    match word {
        "bigint" => pick("INTEGER", "BIGINT"),
        "boolean" => pick("INTEGER", "BOOLEAN"),
        "real" => pick("REAL", "DOUBLE PRECISION"),
        "blob" => pick("BLOB", "BYTEA"),
        "strict" => pick("STRICT", ""),
        "strict_no_rowid" => pick("STRICT, WITHOUT ROWID", ""),
        _ => counter(word, sqlite),
    }
}

fn counter(word: &str, sqlite: bool) -> Result<String, String> {
    let unknown = || format!("unknown placeholder {{{{{word}}}}}");
    let mut parts = word.split_ascii_whitespace();
    let (Some("counter"), Some(name), first, None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unknown());
    };
    let named = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let first: i64 = first.map_or(Ok(1), str::parse).map_err(|_| unknown())?;
    if !named {
        return Err(unknown());
    }
    Ok(if sqlite {
        let before = first - 1;
        format!("insert into counters (name, value) values ('{name}', {before});")
    } else {
        format!("create sequence counter_{name} start with {first} minvalue {};", first.min(1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_each_databases_words() {
        let sql = "create table t (id {{bigint}}, ok {{boolean}}, raw {{ blob }}) {{strict}};";
        assert_eq!(
            expand(sql, Dialect::Sqlite).unwrap(),
            "create table t (id INTEGER, ok INTEGER, raw BLOB) STRICT;"
        );
        assert_eq!(
            expand(sql, Dialect::Postgres).unwrap(),
            "create table t (id BIGINT, ok BOOLEAN, raw BYTEA) ;"
        );
    }

    #[test]
    fn a_misspelt_placeholder_is_refused() {
        for sql in ["{{bigit}}", "{{counter}}", "{{counter a;b}}", "{{counter a b}}", "{{bigint"] {
            assert!(expand(sql, Dialect::Sqlite).is_err(), "{sql}");
        }
    }
}
