//! What the desk said lately, as words alone: to try something on it. Who said it is not told.

use super::store;
use crate::ids::TeamId;
use crate::person::Detail;
use crate::words;
use ::store::{Conn, Error};
use std::collections::HashSet;

/// Messages looked back on, so that a quiet team costs no walk over all that was ever said.
const AMONG: i64 = 20_000;

/// Words, and the names that must not be shown with them.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The newest replies of the desk.
    pub replies: Vec<Reply>,
    /// Folded words of the names of those who wrote and were written to.
    pub names: HashSet<String>,
}

/// One reply, as the coach reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub words: String,
    /// What the requester had said last; may be empty.
    pub answers: String,
    /// How much the requester wants to know.
    pub detail: Detail,
}

/// The newest replies of the desk, or of one team's tickets; at most `limit`.
pub fn lately(conn: &mut Conn, team: Option<TeamId>, limit: i64) -> Result<Said, Error> {
    let mut said = Said::default();
    for (reply, names) in store::said::replies(conn, team, AMONG, limit)? {
        said.replies.push(reply);
        said.names.extend(names.iter().flat_map(|name| name_words(name)));
    }
    Ok(said)
}

/// The words of a name; an initial alone would be found in every text.
pub fn name_words(name: &str) -> impl Iterator<Item = String> {
    words::words(name).into_iter().filter(|word| word.len() > 1)
}
