//! Full text on SQLite: FTS5, contentless, a row a message.

use super::CANDIDATES_MAX;
use super::query::Term;
use crate::ids::MessageId;
use std::cmp::Reverse;
use std::collections::HashMap;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO search_messages (rowid, subject, people, body) VALUES ($1, $2, $3, $4)";
    pub const DELETE: "DELETE FROM search_messages WHERE rowid = $1";
    // Newest first, stopping early, so that a common word costs no more than a rare one. FTS5's own weight (bm25)
    // would count every message that has the word before it gave the first: 70 ms for "the" among 4.5 million.
    pub const MATCH: "SELECT rowid FROM search_messages WHERE search_messages MATCH $1 ORDER BY rowid DESC LIMIT $2";
    pub const MATCH_SINCE: "SELECT rowid FROM search_messages WHERE search_messages MATCH $1 AND rowid >= $2 LIMIT $3";
}

pub(super) fn index(
    tx: &mut Tx,
    id: MessageId,
    subject: &str,
    people: &str,
    body: &str,
) -> Result<(), Error> {
    tx.put(INSERT, params![id, subject, people, body])?;
    Ok(())
}

pub(super) fn forget(tx: &mut Tx, id: MessageId) -> Result<(), Error> {
    tx.put(DELETE, params![id])?;
    Ok(())
}

/// What a term found in this column weighs; elsewhere it weighs nothing.
const WEIGHTS: [(&str, u32); 2] = [("subject", 2), ("people", 1)];
/// Terms that are weighed; all of them are looked for.
const WEIGHED_MAX: usize = 4;

pub(super) fn matching(conn: &mut Conn, terms: &[Term]) -> Result<Vec<MessageId>, Error> {
    let all = expression(terms);
    let newest: Vec<i64> = conn.all(MATCH, params![all, CANDIDATES_MAX], |row| row.get(0))?;
    let (Some(oldest), true) = (newest.last().copied(), newest.len() > 1) else {
        return Ok(newest.into_iter().map(MessageId).collect());
    };
    let mut weights: HashMap<i64, u32> = HashMap::new();
    // What is asked must find no more than candidates, or it would find very many.
    let mut weigh = |asked: String, weight: u32| {
        let found = conn.all(MATCH_SINCE, params![asked, oldest, CANDIDATES_MAX], |row| row.get::<i64>(0))?;
        for id in found {
            *weights.entry(id).or_default() += weight;
        }
        Ok::<_, Error>(())
    };
    if terms.iter().any(|term| term.is_prefix) {
        // Each mention of a prefix reads all the words that begin so: one must do.
        weigh(format!("subject : ({all})"), 1)?;
    } else {
        for term in terms.iter().take(WEIGHED_MAX) {
            let term = expression(std::slice::from_ref(term));
            for (column, weight) in WEIGHTS {
                weigh(format!("({all}) AND {column} : ({term})"), weight)?;
            }
        }
    }
    let mut ranked = newest;
    // They are newest first already, and stay so among those that weigh the same.
    ranked.sort_by_key(|id| Reverse(weights.get(id).copied().unwrap_or(0)));
    Ok(ranked.into_iter().map(MessageId).collect())
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
        if term.is_prefix && !is_letter(term) {
            text.push('*');
        }
    }
    text
}

/// One Latin letter or digit: nearly every message has a word that begins so, which finds nothing and reads them all.
fn is_letter(term: &Term) -> bool {
    matches!(term.words.as_slice(), [word] if word.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_an_operator_and_one_letter_is_a_word() {
        let term = |words: &[&str], is_prefix| Term {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            is_prefix,
        };
        assert_eq!(
            expression(&[term(&["error", "0x80"], false), term(&["near"], true)]),
            "\"error 0x80\" AND \"near\"*"
        );
        assert_eq!(expression(&[term(&["a"], true)]), "\"a\"");
        assert_eq!(expression(&[term(&["機"], true)]), "\"機\"*");
    }
}
