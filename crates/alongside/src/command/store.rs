//! The SQL that looks whether the desk is whole.

use store::{Conn, Error, params};

store::statements! {
    pub const BLOBS: "SELECT hash, size_bytes FROM blobs WHERE hash > $1 ORDER BY hash LIMIT 500";
    pub const WRONGLY_OPEN: "SELECT number FROM tickets WHERE is_open <> (status NOT IN ('resolved', 'closed')) LIMIT 20";
    pub const SILENT: "SELECT t.number FROM tickets t WHERE t.merged_into_id IS NULL \
        AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.origin_ticket_id = t.id) \
        AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id) LIMIT 20";
    pub const COUNTS: "SELECT (SELECT COUNT(*) FROM tickets), (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM blobs)";
}

/// The next files by hash after `after`, with their sizes.
pub(super) fn blobs(conn: &mut Conn, after: &str) -> Result<Vec<(String, i64)>, Error> {
    conn.all(BLOBS, params![after], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What contradicts itself, a sentence each.
pub(super) fn contradictions(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for number in conn.all(WRONGLY_OPEN, params![], |row| row.get::<i64>(0))? {
        found.push(format!("ticket #{number} is in the wrong lists: its status and its mark differ"));
    }
    for number in conn.all(SILENT, params![], |row| row.get::<i64>(0))? {
        found.push(format!("ticket #{number} has no message"));
    }
    Ok(found)
}

pub(super) struct Counts {
    pub tickets: i64,
    pub messages: i64,
    pub files: i64,
}

pub(super) fn counts(conn: &mut Conn) -> Result<Option<Counts>, Error> {
    conn.one(COUNTS, params![], |row| {
        Ok(Counts { tickets: row.get(0)?, messages: row.get(1)?, files: row.get(2)? })
    })
}
