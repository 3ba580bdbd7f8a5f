//! The SQL on what the desk said lately.

use crate::ids::TeamId;
use ::store::{Conn, Error, params};

store::statements! {
    pub const REPLIES: "SELECT m.body, a.name, r.name FROM messages m JOIN people a ON a.id = m.author_id JOIN tickets t ON t.id = m.ticket_id JOIN people r ON r.id = t.requester_id \
        WHERE m.id > (SELECT COALESCE(MAX(id), 0) FROM messages) - $1 AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE AND a.role <> 'requester' AND m.author_id <> t.requester_id \
        ORDER BY m.id DESC LIMIT $2";
    pub const REPLIES_OF_TEAM: "SELECT m.body, a.name, r.name FROM messages m JOIN people a ON a.id = m.author_id JOIN tickets t ON t.id = m.ticket_id JOIN people r ON r.id = t.requester_id \
        WHERE m.id > (SELECT COALESCE(MAX(id), 0) FROM messages) - $1 AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE AND a.role <> 'requester' AND m.author_id <> t.requester_id \
        AND +t.team_id = $2 ORDER BY m.id DESC LIMIT $3";
}

/// Bodies of the newest replies among the last `among` messages, with the names of author and requester.
pub fn replies(
    conn: &mut Conn,
    team: Option<TeamId>,
    among: i64,
    limit: i64,
) -> Result<Vec<(String, [String; 2])>, Error> {
    let said = |row: &::store::Row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?]));
    match team {
        None => conn.all(REPLIES, params![among, limit], said),
        Some(team) => conn.all(REPLIES_OF_TEAM, params![among, team, limit], said),
    }
}
