//! The SQL on files: which ones nothing refers to.

use crate::clock::At;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const WALK: "SELECT b.hash, b.created_at, EXISTS (SELECT 1 FROM attachments a WHERE a.blob_hash = b.hash) FROM blobs b WHERE b.hash > $1 ORDER BY b.hash LIMIT 1000";
    pub const KNOWN: "SELECT 1 FROM blobs WHERE hash = $1";
    pub const FORGET: "DELETE FROM blobs WHERE hash = $1 AND created_at <= $2 AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.blob_hash = $1)";
}

/// A stretch of the walk over all files.
pub(super) struct Stretch {
    pub last: String,
    /// Those that nothing refers to, last wanted by `before`.
    pub idle: Vec<String>,
}

/// The next thousand files after `after`; none at the end.
pub(super) fn walk(conn: &mut Conn, after: &str, before: At) -> Result<Option<Stretch>, Error> {
    let rows = conn.all(WALK, params![after], |row| {
        Ok((row.get::<String>(0)?, row.get::<At>(1)?, row.get::<bool>(2)?))
    })?;
    let Some((last, ..)) = rows.last() else { return Ok(None) };
    let last = last.clone();
    let idle = rows.into_iter().filter(|(_, at, is_used)| *at <= before && !is_used).map(|(hash, ..)| hash);
    Ok(Some(Stretch { last, idle: idle.collect() }))
}

/// Whether somebody wants this file.
pub(super) fn is_known(conn: &mut Conn, hash: &str) -> Result<bool, Error> {
    conn.exists(KNOWN, params![hash])
}

/// Forgets a file that nothing refers to; false when something does by now.
pub(super) fn forget(tx: &mut Tx, hash: &str, before: At) -> Result<bool, Error> {
    Ok(tx.run(FORGET, params![hash, before])? == 1)
}
