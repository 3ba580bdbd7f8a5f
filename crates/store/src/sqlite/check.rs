//! Looks whether the file is whole: every page, every index, every reference.

use super::connection::fault;
use crate::Error;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What is wrong, in SQLite's words; empty when nothing is. At most 100 faults of each kind.
pub(crate) fn check(path: &Path) -> Result<Vec<String>, Error> {
    let said = |error: rusqlite::Error| fault(&error, "check");
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(said)?;
    conn.execute_batch("pragma query_only = on; begin;").map_err(said)?;
    let lines = |sql: &str, line: &dyn Fn(&rusqlite::Row) -> rusqlite::Result<String>| {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| line(row))?;
        rows.take(100).collect::<rusqlite::Result<Vec<String>>>()
    };
    let mut faults = lines("pragma integrity_check(100)", &|row| row.get(0)).map_err(said)?;
    faults.retain(|line| line != "ok");
    let dangling = lines("pragma foreign_key_check", &|row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        let row_id: Option<i64> = row.get(1)?;
        let which = row_id.map_or_else(String::new, |id| format!(" row {id}"));
        Ok(format!("{table}{which} points at a row of {parent} that is not there"))
    });
    faults.extend(dangling.map_err(said)?);
    Ok(faults)
}
