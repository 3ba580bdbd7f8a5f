//! Words to messages. One interface, two implementations: FTS5 on SQLite, tsvector on PostgreSQL. Both are fed
//! the words of `words.rs` and both answer with ids; what those may be shown to whom is decided above.

pub mod pages;
mod postgres;
pub mod query;
mod sqlite;

use crate::ids::MessageId;
use crate::words;
use query::Term;
use store::{Conn, Dialect, Error, Tx};

/// Of a word that matches very many messages, the newest this many are ranked.
pub const CANDIDATES_MAX: i64 = 400;
/// Words of one message that are indexed.
const WORDS_MAX: usize = 20_000;

/// Adds a message to the index, or replaces it.
pub fn index(tx: &mut Tx, id: MessageId, subject: &str, people: &str, body: &str) -> Result<(), Error> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::index(tx, id, &joined(subject), &joined(people), &joined(body)),
        Dialect::Postgres => postgres::index(tx, id, &[subject, people, body]),
    }
}

/// Adds many new messages at once: id, subject, people, body. For loading; the same words as [`index`] adds.
pub fn index_all(tx: &mut Tx, messages: &[(MessageId, &str, String, &str)]) -> Result<(), Error> {
    match tx.dialect() {
        Dialect::Sqlite => {
            messages.iter().try_for_each(|(id, subject, people, body)| index(tx, *id, subject, people, body))
        }
        Dialect::Postgres => postgres::index_all(tx, messages),
    }
}

/// Takes a message out of the index.
pub fn forget(tx: &mut Tx, id: MessageId) -> Result<(), Error> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::forget(tx, id),
        Dialect::Postgres => postgres::forget(tx, id),
    }
}

/// The messages in which every term is found, best first, at most `CANDIDATES_MAX`; rank counts down from 1 to 0.
pub fn matching(conn: &mut Conn, terms: &[Term]) -> Result<Vec<MessageId>, Error> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    match conn.dialect() {
        Dialect::Sqlite => sqlite::matching(conn, terms),
        Dialect::Postgres => postgres::matching(conn, terms),
    }
}

fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut count = 0;
    words::each_word(text, |word| {
        if count < WORDS_MAX {
            if count > 0 {
                joined.push(' ');
            }
            joined.push_str(word);
            count += 1;
        }
    });
    joined
}

/// Statements of both implementations, for the test that prepares what belongs to the database at hand.
pub fn statements(dialect: Dialect) -> &'static [(&'static str, &'static str)] {
    match dialect {
        Dialect::Sqlite => sqlite::STATEMENTS,
        Dialect::Postgres => postgres::STATEMENTS,
    }
}
