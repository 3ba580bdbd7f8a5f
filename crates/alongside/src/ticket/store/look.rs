//! The SQL on what each person has seen of a ticket, and of the replies that somebody has not seen yet.

use crate::clock::At;
use crate::ids::{MessageId, PersonId, TicketId};
use crate::ticket::look::Look;
use crate::ticket::wait::Answered;
use ::store::{Conn, Error, Query, Tx, params};
use std::collections::HashMap;

store::statements! {
    pub const KEEP: "INSERT INTO last_looks (person_id, ticket_id, message_id, looked_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (person_id, ticket_id) DO UPDATE SET message_id = excluded.message_id, looked_at = excluded.looked_at \
        WHERE last_looks.message_id <= excluded.message_id";
    pub const OF: "SELECT message_id, looked_at FROM last_looks WHERE person_id = $1 AND ticket_id = $2";
    pub const FIRST_REPLIES: "SELECT t.created_at, t.is_open, (SELECT m.created_at FROM messages m JOIN people p ON p.id = m.author_id AND p.role <> 'requester' \
        WHERE m.ticket_id = t.id AND m.kind = 'reply' AND m.author_id <> t.requester_id AND m.is_held = FALSE AND m.is_withdrawn = FALSE ORDER BY m.id LIMIT 1) \
        FROM tickets t WHERE t.activity_at >= $1 AND t.created_at >= $2 ORDER BY t.activity_at DESC, t.id DESC LIMIT $3";
}

pub fn keep(
    tx: &mut Tx,
    person: PersonId,
    ticket: TicketId,
    message: MessageId,
    now: At,
) -> Result<(), Error> {
    tx.put(KEEP, params![person, ticket, message, now])?;
    Ok(())
}

/// Says that [`of`] will be asked.
pub fn will_ask(conn: &mut Conn, person: PersonId, ticket: TicketId) {
    conn.will_ask(OF, params![person, ticket]);
}

pub fn of(conn: &mut Conn, person: PersonId, ticket: TicketId) -> Result<Option<Look>, Error> {
    conn.one(OF, params![person, ticket], |row| Ok(Look { message: row.get(0)?, at: row.get(1)? }))
}

/// When these people last said something, by whichever way; at most 500.
pub fn last_said(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, At>, Error> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let said = conn.query(&last_said_query(people), |row| Ok((row.get(0)?, row.get::<Option<At>>(1)?)))?;
    Ok(said.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
}

pub(crate) fn last_said_query(people: &[PersonId]) -> Query {
    let mut query = Query::new(
        "SELECT p.id, (SELECT m.created_at FROM messages m WHERE m.author_id = p.id AND m.is_held = FALSE \
        ORDER BY m.id DESC LIMIT 1) FROM people p WHERE p.id IN ",
    );
    query.list(people.iter().take(500).map(|id| id.0));
    query
}

/// Those of `tickets` with a reply by somebody else, sent before `sent_before`, that came after this person's last
/// look and their own last word.
pub fn unseen(
    conn: &mut Conn,
    person: PersonId,
    tickets: &[TicketId],
    sent_before: At,
) -> Result<Vec<TicketId>, Error> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    conn.query(&unseen_query(person, tickets, sent_before), |row| row.get(0))
}

pub(crate) fn unseen_query(person: PersonId, tickets: &[TicketId], sent_before: At) -> Query {
    let mut ids: Vec<i64> = tickets.iter().take(256).map(|id| id.0).collect();
    // Padded, so that few distinct statements are prepared.
    ids.resize(ids.len().next_power_of_two(), ids.last().copied().unwrap_or(0));
    let mut query = Query::new(
        "SELECT m.ticket_id FROM messages m LEFT JOIN last_looks l ON l.ticket_id = m.ticket_id AND l.person_id = ",
    );
    query.bind(person.0).sql(" WHERE m.ticket_id IN ").list(ids);
    query.sql(" AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE AND m.author_id <> ");
    query.bind(person.0).sql(" AND m.created_at <= ").bind(sent_before.0);
    query.sql(
        " AND m.id > COALESCE(l.message_id, 0) AND NOT EXISTS (SELECT 1 FROM messages own \
        WHERE own.ticket_id = m.ticket_id AND own.id > m.id AND own.author_id = ",
    );
    query.bind(person.0).sql(") GROUP BY m.ticket_id");
    query
}

/// When tickets that were asked after `from` were asked and first answered by the desk: at most `limit`, newest
/// activity first. What was closed without a word is left out.
pub fn first_replies(conn: &mut Conn, from: At, limit: i64) -> Result<Vec<Answered>, Error> {
    let found = conn.all(FIRST_REPLIES, params![from, from, limit], |row| {
        let one = Answered { asked_at: row.get(0)?, answered_at: row.get(2)? };
        Ok((row.get::<bool>(1)?, one))
    })?;
    Ok(found
        .into_iter()
        .filter(|(open, one)| *open || one.answered_at.is_some())
        .map(|(_, one)| one)
        .collect())
}
