//! The SQL on what the desk said lately.

use crate::ids::TeamId;
use crate::ticket::said::Reply;
use ::store::{Conn, Error, params};

store::statements! {
    pub const REPLIES: "SELECT m.body, a.name, r.name, r.detail, COALESCE((SELECT i.body FROM messages i WHERE i.ticket_id = m.ticket_id AND i.author_id = t.requester_id AND i.kind = 'reply' AND i.is_withdrawn = FALSE AND i.is_held = FALSE AND i.id < m.id ORDER BY i.id DESC LIMIT 1), '') FROM messages m JOIN people a ON a.id = m.author_id JOIN tickets t ON t.id = m.ticket_id JOIN people r ON r.id = t.requester_id \
        WHERE m.id > (SELECT COALESCE(MAX(id), 0) FROM messages) - $1 AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE AND a.role <> 'requester' AND m.author_id <> t.requester_id \
        ORDER BY m.id DESC LIMIT $2";
    pub const REPLIES_OF_TEAM: "SELECT m.body, a.name, r.name, r.detail, COALESCE((SELECT i.body FROM messages i WHERE i.ticket_id = m.ticket_id AND i.author_id = t.requester_id AND i.kind = 'reply' AND i.is_withdrawn = FALSE AND i.is_held = FALSE AND i.id < m.id ORDER BY i.id DESC LIMIT 1), '') FROM messages m JOIN people a ON a.id = m.author_id JOIN tickets t ON t.id = m.ticket_id JOIN people r ON r.id = t.requester_id \
        WHERE m.id > (SELECT COALESCE(MAX(id), 0) FROM messages) - $1 AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE AND a.role <> 'requester' AND m.author_id <> t.requester_id \
        AND +t.team_id = $2 ORDER BY m.id DESC LIMIT $3";
}

/// The newest replies among the last `among` messages, with the names of author and requester.
pub fn replies(
    conn: &mut Conn,
    team: Option<TeamId>,
    among: i64,
    limit: i64,
) -> Result<Vec<(Reply, [String; 2])>, Error> {
    let said = |row: &::store::Row| {
        let reply = Reply { words: row.get(0)?, detail: row.get(3)?, answers: row.get(4)? };
        Ok((reply, [row.get(1)?, row.get(2)?]))
    };
    match team {
        None => conn.all(REPLIES, params![among, limit], said),
        Some(team) => conn.all(REPLIES_OF_TEAM, params![among, team, limit], said),
    }
}
