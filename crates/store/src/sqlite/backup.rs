//! An online backup: one snapshot of the database copied to a new file, checked and flushed before it has its name.

use super::connection::fault;
use crate::{BackupReport, Error};
use rusqlite::OpenFlags;
use rusqlite::backup::{Backup, StepResult};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

pub(crate) fn backup(from: &Path, to: &Path) -> Result<BackupReport, Error> {
    if to.exists() {
        return Err(Error::Settings(format!("{} exists already; a backup never overwrites", to.display())));
    }
    let mut partial = OsString::from(to.as_os_str());
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let _ = std::fs::remove_file(&partial);
    let result = copy(from, &partial).and_then(|report| {
        std::fs::rename(&partial, to).and_then(|()| flush_folder(to)).map_err(|error| no_file(to, &error))?;
        Ok(report)
    });
    if result.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    result
}

fn copy(from: &Path, to: &Path) -> Result<BackupReport, Error> {
    let open = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let said = |error: rusqlite::Error| fault(&error, "backup");
    let source = rusqlite::Connection::open_with_flags(from, open).map_err(said)?;
    let mut copy =
        rusqlite::Connection::open_with_flags(to, open | OpenFlags::SQLITE_OPEN_CREATE).map_err(said)?;
    // One snapshot for the whole copy: without it every commit meanwhile would start the copy again.
    source
        .execute_batch("pragma query_only = on; begin; select count(*) from sqlite_schema;")
        .map_err(said)?;
    {
        let steps = Backup::new(&source, &mut copy).map_err(said)?;
        while steps.step(1024).map_err(said)? != StepResult::Done {}
    }
    // A copy of a WAL database would leave side files behind when opened; the backup is one file.
    let mode: String = copy.query_row("pragma journal_mode = delete", [], |row| row.get(0)).map_err(said)?;
    let check: String = copy.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(said)?;
    if check != "ok" || mode != "delete" {
        return Err(Error::Database {
            code: "backup".into(),
            message: check,
            sql: "pragma quick_check".into(),
        });
    }
    let pages: i64 = copy.query_row("pragma page_count", [], |row| row.get(0)).map_err(said)?;
    copy.close().map_err(|(_, error)| said(error))?;
    let file = File::open(to).and_then(|file| file.sync_all().map(|()| file)).map_err(|e| no_file(to, &e))?;
    let bytes = file.metadata().map_err(|error| no_file(to, &error))?.len();
    Ok(BackupReport { pages: u64::try_from(pages).unwrap_or_default(), bytes })
}

fn flush_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

fn no_file(path: &Path, error: &std::io::Error) -> Error {
    Error::Settings(format!("{} cannot be written: {error}", path.display()))
}
