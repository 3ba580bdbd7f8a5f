//! Full text on SQLite: FTS5, contentless, a row a message.

use super::CANDIDATES_MAX;
use super::query::Term;
use crate::ids::MessageId;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO search_messages (rowid, subject, people, body) VALUES ($1, $2, $3, $4)";
    pub const DELETE: "DELETE FROM search_messages WHERE rowid = $1";
    // The inner walk is newest first and stops early, so that a common word costs no more than a rare one;
    // a word in the subject weighs most, then people, then the body.
    pub const MATCH: "SELECT id FROM (SELECT rowid AS id, bm25(search_messages, 6.0, 3.0, 1.0) AS weight FROM search_messages \
        WHERE search_messages MATCH $1 ORDER BY rowid DESC LIMIT $2) found ORDER BY weight, id DESC";
}

pub(super) fn index(
    tx: &mut Tx,
    id: MessageId,
    subject: &str,
    people: &str,
    body: &str,
) -> Result<(), Error> {
    tx.run(INSERT, params![id, subject, people, body])?;
    Ok(())
}

pub(super) fn forget(tx: &mut Tx, id: MessageId) -> Result<(), Error> {
    tx.run(DELETE, params![id])?;
    Ok(())
}

pub(super) fn matching(conn: &mut Conn, terms: &[Term]) -> Result<Vec<MessageId>, Error> {
    conn.all(MATCH, params![expression(terms), CANDIDATES_MAX], |row| row.get(0))
}

/// The terms in FTS5's language. Words hold letters and digits only (`words.rs`), and stand in quotes, so that
/// nothing typed is ever an operator.
fn expression(terms: &[Term]) -> String {
    let mut text = String::new();
    for term in terms {
        if !text.is_empty() {
            text.push_str(" AND ");
        }
        text.push('"');
        text.push_str(&term.words.join(" "));
        text.push('"');
        if term.is_prefix {
            text.push('*');
        }
    }
    text
}
