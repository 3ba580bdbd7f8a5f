//! The SQL on tickets, messages, tags, watchers, links, drafts. Look-ups take the actor and find only what that
//! person may see; "not yours" and "not there" look the same.

pub mod attachment;
pub mod list;
pub mod look;
pub mod said;

use super::message::Message;
use super::{Format, Kind, MessageId, MessageKind, Status, Ticket, TicketId, UNDO_TIME, Via};
use crate::clock::At;
use crate::ids::{ServiceId, TeamId};
use crate::person::{Actor, PersonId};
use ::store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO tickets (id, number, kind, subject, status, priority, impact, urgency, requester_id, owner_id, team_id, \
        service_id, mail_address_id, goal, blocked, is_open, is_waiting, last_word_at, created_at, activity_at, version) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, TRUE, FALSE, $16, $17, $18, 1)";
    pub const BY_NUMBER: "SELECT t.id, t.number, t.kind, t.subject, t.status, t.priority, t.impact, t.urgency, t.requester_id, t.owner_id, t.team_id, \
        t.service_id, t.mail_address_id, t.goal, t.blocked, t.snoozed_until, t.merged_into_id, t.created_at, t.activity_at, t.resolved_at, t.version \
        FROM tickets t WHERE t.number = $1";
    pub const BY_ID: "SELECT t.id, t.number, t.kind, t.subject, t.status, t.priority, t.impact, t.urgency, t.requester_id, t.owner_id, t.team_id, \
        t.service_id, t.mail_address_id, t.goal, t.blocked, t.snoozed_until, t.merged_into_id, t.created_at, t.activity_at, t.resolved_at, t.version \
        FROM tickets t WHERE t.id = $1";
    pub const NUMBER_OF: "SELECT number FROM tickets WHERE id = $1";
    pub const IS_WATCHER: "SELECT 1 FROM ticket_watchers WHERE ticket_id = $1 AND person_id = $2";
    pub const UPDATE: "UPDATE tickets SET kind = $1, subject = $2, status = $3, priority = $4, impact = $5, urgency = $6, requester_id = $7, owner_id = $8, \
        team_id = $9, service_id = $10, goal = $11, blocked = $12, snoozed_until = $13, merged_into_id = $14, activity_at = $15, resolved_at = $16, \
        is_open = $17, is_waiting = $18, closed_at = $19, version = version + 1 WHERE id = $20";
    pub const SAY: "UPDATE tickets SET last_word = $1, last_word_by_id = $2, last_word_kind = $3, last_word_at = $4, activity_at = $5, version = version + 1 WHERE id = $6";
    pub const VERSION: "SELECT version FROM tickets WHERE id = $1";
    pub const INSERT_MESSAGE: "INSERT INTO messages (id, ticket_id, origin_ticket_id, kind, author_id, via, body, folded, format, has_html, is_held, attachment_count, rfc_id, raw_mail_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    pub const INSERT_HTML: "INSERT INTO message_html (message_id, html) VALUES ($1, $2)";
    pub const HTML: "SELECT html FROM message_html WHERE message_id = $1";
    pub const MESSAGES: "SELECT m.id, m.ticket_id, m.kind, m.author_id, p.name, p.role, m.via, m.body, m.folded, m.format, m.has_html, m.is_held, m.is_withdrawn, m.attachment_count, m.rfc_id, m.created_at \
        FROM messages m JOIN people p ON p.id = m.author_id WHERE m.ticket_id = $1 AND m.id > $2 AND m.is_withdrawn = FALSE ORDER BY m.id LIMIT $3";
    pub const MESSAGES_FOR_REQUESTER: "SELECT m.id, m.ticket_id, m.kind, m.author_id, p.name, p.role, m.via, m.body, m.folded, m.format, m.has_html, m.is_held, m.is_withdrawn, m.attachment_count, m.rfc_id, m.created_at \
        FROM messages m JOIN people p ON p.id = m.author_id WHERE m.ticket_id = $1 AND m.kind = 'reply' AND m.is_held = FALSE AND m.is_withdrawn = FALSE \
        AND m.id > $2 AND (m.created_at <= $3 OR m.author_id = $4) ORDER BY m.id LIMIT $5";
    pub const MESSAGE: "SELECT m.id, m.ticket_id, m.kind, m.author_id, p.name, p.role, m.via, m.body, m.folded, m.format, m.has_html, m.is_held, m.is_withdrawn, m.attachment_count, m.rfc_id, m.created_at \
        FROM messages m JOIN people p ON p.id = m.author_id WHERE m.id = $1";
    pub const MESSAGES_BEFORE: "SELECT m.id, m.ticket_id, m.kind, m.author_id, p.name, p.role, m.via, m.body, m.folded, m.format, m.has_html, m.is_held, m.is_withdrawn, m.attachment_count, m.rfc_id, m.created_at \
        FROM messages m JOIN people p ON p.id = m.author_id WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2";
    pub const BY_RFC_ID: "SELECT id, ticket_id FROM messages WHERE rfc_id = $1";
    pub const LAST_MESSAGES: "SELECT m.id, m.rfc_id FROM messages m WHERE m.ticket_id = $1 AND m.kind = 'reply' AND m.is_withdrawn = FALSE AND m.rfc_id IS NOT NULL AND m.id < $2 ORDER BY m.id DESC LIMIT 10";
    pub const NEWEST_BY_OTHERS: "SELECT m.id FROM messages m WHERE m.ticket_id = $1 AND m.author_id <> $2 AND m.is_withdrawn = FALSE ORDER BY m.id DESC LIMIT 1";
    pub const NEWEST_OF_REQUESTER: "SELECT m.body FROM messages m WHERE m.ticket_id = $1 AND m.author_id = $2 AND m.kind = 'reply' AND m.is_withdrawn = FALSE AND m.is_held = FALSE ORDER BY m.id DESC LIMIT 1";
    pub const LAST_SAID: "SELECT m.body, m.author_id, m.kind, m.created_at FROM messages m WHERE m.ticket_id = $1 AND m.is_withdrawn = FALSE AND m.is_held = FALSE ORDER BY m.id DESC LIMIT 1";
    pub const WITHDRAW: "UPDATE messages SET is_withdrawn = TRUE WHERE id = $1 AND is_withdrawn = FALSE";
    pub const RELEASE: "UPDATE messages SET is_held = FALSE, kind = $1 WHERE id = $2 AND is_held = TRUE";
    pub const MOVE_MESSAGE: "UPDATE messages SET ticket_id = $1, origin_ticket_id = $2 WHERE id = $3 AND ticket_id = $4";
    pub const MOVE_ALL: "UPDATE messages SET ticket_id = $1 WHERE ticket_id = $2";
    pub const MOVE_BACK: "UPDATE messages SET ticket_id = $1 WHERE ticket_id = $2 AND origin_ticket_id = $3";
    pub const MERGED_INTO: "SELECT id FROM tickets WHERE merged_into_id = $1 ORDER BY id LIMIT 200";
    pub const ADD_TAG: "INSERT INTO ticket_tags (ticket_id, tag) VALUES ($1, $2) ON CONFLICT (ticket_id, tag) DO NOTHING";
    pub const REMOVE_TAG: "DELETE FROM ticket_tags WHERE ticket_id = $1 AND tag = $2";
    pub const TAGS: "SELECT tag FROM ticket_tags WHERE ticket_id = $1 ORDER BY tag";
    pub const ADD_WATCHER: "INSERT INTO ticket_watchers (ticket_id, person_id) VALUES ($1, $2) ON CONFLICT (ticket_id, person_id) DO NOTHING";
    pub const REMOVE_WATCHER: "DELETE FROM ticket_watchers WHERE ticket_id = $1 AND person_id = $2";
    pub const WATCHERS: "SELECT p.id, p.name, a.address FROM ticket_watchers w JOIN people p ON p.id = w.person_id \
        LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE WHERE w.ticket_id = $1 ORDER BY p.folded_name, p.id LIMIT 200";
    pub const ADD_LINK: "INSERT INTO ticket_links (ticket_id, other_id, kind) VALUES ($1, $2, $3) ON CONFLICT (ticket_id, other_id) DO NOTHING";
    pub const REMOVE_LINK: "DELETE FROM ticket_links WHERE ticket_id = $1 AND other_id = $2";
    pub const LINKS: "SELECT l.other_id, l.kind, t.number, t.subject, t.status FROM ticket_links l JOIN tickets t ON t.id = l.other_id WHERE l.ticket_id = $1 ORDER BY t.number DESC LIMIT 100";
    pub const MERGED_HERE: "SELECT number, subject FROM tickets WHERE merged_into_id = $1 ORDER BY number LIMIT 100";
    pub const OPEN_BY_TEAM: "SELECT x.id, (SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE t.team_id = x.id AND t.is_open = TRUE LIMIT 100) few) FROM teams x ORDER BY x.id LIMIT 500";
    pub const OPEN_BY_SERVICE: "SELECT x.id, (SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE t.service_id = x.id AND t.is_open = TRUE LIMIT 100) few) FROM services x ORDER BY x.id LIMIT 500";
    pub const SNOOZE_OVER: "SELECT id FROM tickets WHERE snoozed_until IS NOT NULL AND snoozed_until <= $1 ORDER BY snoozed_until LIMIT 100";
    pub const RECENT_OF_REQUESTER: "SELECT number, subject, status, activity_at FROM tickets WHERE requester_id = $1 AND id <> $2 ORDER BY activity_at DESC, id DESC LIMIT 6";
    pub const SAVE_DRAFT: "INSERT INTO drafts (person_id, ticket_id, kind, body, changed_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (person_id, ticket_id, kind) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at";
    pub const DRAFTS: "SELECT kind, body, changed_at FROM drafts WHERE person_id = $1 AND ticket_id = $2";
    pub const DROP_DRAFT: "DELETE FROM drafts WHERE person_id = $1 AND ticket_id = $2 AND kind = $3";
    pub const INSERT_MENTION: "INSERT INTO mentions (message_id, person_id) VALUES ($1, $2) ON CONFLICT (message_id, person_id) DO NOTHING";
    pub const OLD_RESOLVED: "SELECT id FROM tickets WHERE status = 'resolved' AND activity_at <= $1 ORDER BY activity_at LIMIT 100";
}

fn ticket(row: &Row) -> Result<Ticket, Error> {
    Ok(Ticket {
        id: row.get(0)?,
        number: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        status: row.get(4)?,
        priority: row.get(5)?,
        impact: row.get(6)?,
        urgency: row.get(7)?,
        requester: row.get(8)?,
        owner: row.get(9)?,
        team: row.get(10)?,
        service: row.get(11)?,
        mail_address: row.get(12)?,
        goal: row.get(13)?,
        blocked: row.get(14)?,
        snoozed_until: row.get(15)?,
        merged_into: row.get(16)?,
        created_at: row.get(17)?,
        activity_at: row.get(18)?,
        resolved_at: row.get(19)?,
        version: row.get(20)?,
    })
}

/// The ticket with this number, if the actor may see it: staff see all, others what they asked or watch.
pub fn find(conn: &mut Conn, actor: &Actor, number: i64) -> Result<Option<Ticket>, Error> {
    let found = conn.one(BY_NUMBER, params![number], ticket)?;
    visible(conn, actor, found)
}

pub fn find_by_id(conn: &mut Conn, actor: &Actor, id: TicketId) -> Result<Option<Ticket>, Error> {
    let found = conn.one(BY_ID, params![id], ticket)?;
    visible(conn, actor, found)
}

fn visible(conn: &mut Conn, actor: &Actor, found: Option<Ticket>) -> Result<Option<Ticket>, Error> {
    match found {
        Some(t) if actor.is_staff() || takes_part(conn, &t, actor.id)? => Ok(Some(t)),
        _ => Ok(None),
    }
}

/// Whether this person asked for, owns or watches the ticket.
pub fn takes_part(conn: &mut Conn, ticket: &Ticket, person: PersonId) -> Result<bool, Error> {
    Ok(ticket.requester == person
        || ticket.owner == Some(person)
        || conn.exists(IS_WATCHER, params![ticket.id, person])?)
}

/// Any ticket by its id: for the program itself (mail, jobs), never for a request.
pub fn any(conn: &mut Conn, id: TicketId) -> Result<Option<Ticket>, Error> {
    conn.one(BY_ID, params![id], ticket)
}

/// Any ticket by its number: for the program itself, never for a request.
pub fn any_by_number(conn: &mut Conn, number: i64) -> Result<Option<Ticket>, Error> {
    conn.one(BY_NUMBER, params![number], ticket)
}

pub fn number_of(conn: &mut Conn, id: TicketId) -> Result<Option<i64>, Error> {
    conn.one(NUMBER_OF, params![id], |row| row.get(0))
}

pub(super) fn insert(tx: &mut Tx, t: &Ticket) -> Result<(), Error> {
    tx.put(
        INSERT,
        params![
            t.id,
            t.number,
            t.kind,
            t.subject,
            t.status,
            t.priority,
            t.impact,
            t.urgency,
            t.requester,
            t.owner,
            t.team,
            t.service,
            t.mail_address,
            t.goal,
            t.blocked,
            t.created_at,
            t.created_at,
            t.activity_at
        ],
    )?;
    Ok(())
}

/// Writes the ticket back; the version goes up by one. `is_open` and `is_waiting` follow from the rest.
pub(super) fn update(tx: &mut Tx, t: &mut Ticket, now: At) -> Result<(), Error> {
    t.resolved_at = match t.status {
        Status::Resolved => Some(t.resolved_at.unwrap_or(now)),
        Status::Closed => t.resolved_at,
        _ => None,
    };
    let closed_at = (t.status == Status::Closed).then_some(now);
    let waiting = t.status.is_waiting() || t.status.is_open() && t.snoozed_until.is_some();
    tx.put(
        UPDATE,
        params![
            t.kind,
            t.subject,
            t.status,
            t.priority,
            t.impact,
            t.urgency,
            t.requester,
            t.owner,
            t.team,
            t.service,
            t.goal,
            t.blocked,
            t.snoozed_until,
            t.merged_into,
            t.activity_at,
            t.resolved_at,
            t.status.is_open(),
            waiting,
            closed_at,
            t.id
        ],
    )?;
    t.version += 1;
    Ok(())
}

pub(super) fn say(
    tx: &mut Tx,
    id: TicketId,
    body: &str,
    by: PersonId,
    kind: MessageKind,
    now: At,
) -> Result<(), Error> {
    tx.put(SAY, params![super::last_word(body), by, kind, now, now, id])?;
    Ok(())
}

pub fn version(conn: &mut Conn, id: TicketId) -> Result<i64, Error> {
    Ok(conn.one(VERSION, params![id], |row| row.get(0))?.unwrap_or(0))
}

pub(super) struct NewRow<'a> {
    pub id: MessageId,
    pub ticket: TicketId,
    pub kind: MessageKind,
    pub author: PersonId,
    pub via: Via,
    pub body: &'a str,
    pub folded: &'a str,
    pub format: Format,
    pub html: Option<&'a str>,
    pub held: bool,
    pub attachment_count: i64,
    pub rfc_id: Option<&'a str>,
    pub raw_mail: Option<i64>,
    pub now: At,
}

pub(super) fn insert_message(tx: &mut Tx, m: &NewRow) -> Result<(), Error> {
    tx.put(
        INSERT_MESSAGE,
        params![
            m.id,
            m.ticket,
            m.ticket,
            m.kind,
            m.author,
            m.via,
            m.body,
            m.folded,
            m.format,
            m.html.is_some(),
            m.held,
            m.attachment_count,
            m.rfc_id,
            m.raw_mail,
            m.now
        ],
    )?;
    if let Some(html) = m.html {
        tx.put(INSERT_HTML, params![m.id, html])?;
    }
    Ok(())
}

fn message(row: &Row) -> Result<Message, Error> {
    Ok(Message {
        id: row.get(0)?,
        ticket: row.get(1)?,
        kind: row.get(2)?,
        author: row.get(3)?,
        author_name: row.get(4)?,
        author_role: row.get(5)?,
        via: row.get(6)?,
        body: row.get(7)?,
        folded: row.get(8)?,
        format: row.get(9)?,
        has_html: row.get(10)?,
        is_held: row.get(11)?,
        is_withdrawn: row.get(12)?,
        attachment_count: row.get(13)?,
        rfc_id: row.get(14)?,
        created_at: row.get(15)?,
    })
}

/// Says that somebody at the desk will be shown a ticket's whole page: the first `limit` messages, and what stands
/// beside them.
pub fn will_show(conn: &mut Conn, actor: &Actor, ticket: &Ticket, limit: i64) {
    conn.will_ask(MESSAGES, params![ticket.id, MessageId(0), limit]);
    look::will_ask(conn, actor.id, ticket.id);
    conn.will_ask(WATCHERS, params![ticket.id]);
    conn.will_ask(DRAFTS, params![actor.id, ticket.id]);
    attachment::will_ask_uploads(conn, actor.id, ticket.id);
    conn.will_ask(MERGED_HERE, params![ticket.id]);
    conn.will_ask(LINKS, params![ticket.id]);
    conn.will_ask(TAGS, params![ticket.id]);
    conn.will_ask(RECENT_OF_REQUESTER, params![ticket.requester, ticket.id]);
}

/// The conversation after message `after` (0: from the start), oldest first. Those outside the desk get no
/// notes, nothing held, and a colleague's reply only once it can no longer be taken back.
pub fn messages(
    conn: &mut Conn,
    actor: &Actor,
    ticket: TicketId,
    after: MessageId,
    limit: i64,
    now: At,
) -> Result<Vec<Message>, Error> {
    if actor.is_staff() {
        conn.all(MESSAGES, params![ticket, after, limit], message)
    } else {
        let sent_before = now.plus(-UNDO_TIME);
        conn.all(MESSAGES_FOR_REQUESTER, params![ticket, after, sent_before, actor.id, limit], message)
    }
}

/// One message, if the actor may read it.
pub fn message_for(conn: &mut Conn, actor: &Actor, id: MessageId, now: At) -> Result<Option<Message>, Error> {
    let Some(m) = conn.one(MESSAGE, params![id], message)? else { return Ok(None) };
    if find_by_id(conn, actor, m.ticket)?.is_none() {
        return Ok(None);
    }
    let readable = actor.is_staff()
        || m.kind == MessageKind::Reply
            && !m.is_held
            && !m.is_withdrawn
            && (m.author == actor.id || m.created_at <= now.plus(-UNDO_TIME));
    Ok(readable.then_some(m))
}

/// Any message: for the program itself, never for a request.
pub fn any_message(conn: &mut Conn, id: MessageId) -> Result<Option<Message>, Error> {
    conn.one(MESSAGE, params![id], message)
}

/// The newest messages of all tickets before `before`, for the search.
pub(super) fn messages_before(conn: &mut Conn, before: MessageId, limit: i64) -> Result<Vec<Message>, Error> {
    conn.all(MESSAGES_BEFORE, params![before, limit], message)
}

pub fn html(conn: &mut Conn, id: MessageId) -> Result<Option<String>, Error> {
    conn.one(HTML, params![id], |row| row.get(0))
}

/// The message and ticket known under a Message-ID.
pub fn by_rfc_id(conn: &mut Conn, rfc_id: &str) -> Result<Option<(MessageId, TicketId)>, Error> {
    conn.one(BY_RFC_ID, params![rfc_id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The Message-IDs said on a ticket before `before`, newest first, at most ten.
pub fn rfc_ids_before(conn: &mut Conn, id: TicketId, before: MessageId) -> Result<Vec<String>, Error> {
    conn.all(LAST_MESSAGES, params![id, before], |row| row.get(1))
}

/// The newest message on the ticket that `person` did not write.
pub fn newest_by_others(conn: &mut Conn, id: TicketId, person: PersonId) -> Result<Option<MessageId>, Error> {
    conn.one(NEWEST_BY_OTHERS, params![id, person], |row| row.get(0))
}

/// What the requester wrote last; quoted text and signature are not in it.
pub fn newest_of_requester(conn: &mut Conn, ticket: &Ticket) -> Result<Option<String>, Error> {
    conn.one(NEWEST_OF_REQUESTER, params![ticket.id, ticket.requester], |row| row.get(0))
}

/// Puts the newest words that still stand into the ticket's row, after something was taken away.
pub(super) fn say_again(tx: &mut Tx, id: TicketId, now: At) -> Result<(), Error> {
    let last = tx.one(LAST_SAID, params![id], |row| {
        Ok((row.get::<String>(0)?, row.get::<PersonId>(1)?, row.get::<MessageKind>(2)?, row.get::<At>(3)?))
    })?;
    if let Some((body, by, kind, at)) = last {
        tx.put(SAY, params![super::last_word(&body), by, kind, at, now, id])?;
    }
    Ok(())
}

pub(super) fn withdraw(tx: &mut Tx, id: MessageId) -> Result<bool, Error> {
    Ok(tx.run(WITHDRAW, params![id])? == 1)
}

/// A held message becomes an ordinary one.
pub(super) fn release(tx: &mut Tx, id: MessageId, kind: MessageKind) -> Result<bool, Error> {
    Ok(tx.run(RELEASE, params![kind, id])? == 1)
}

/// Moves one message for good (a split).
pub(super) fn move_message(tx: &mut Tx, id: MessageId, from: TicketId, to: TicketId) -> Result<bool, Error> {
    Ok(tx.run(MOVE_MESSAGE, params![to, to, id, from])? == 1)
}

/// Moves all messages, remembering where each came from (a merge).
pub(super) fn move_all(tx: &mut Tx, from: TicketId, to: TicketId) -> Result<u64, Error> {
    tx.run(MOVE_ALL, params![to, from])
}

pub(super) fn move_back(tx: &mut Tx, to: TicketId, from: TicketId, origin: TicketId) -> Result<u64, Error> {
    tx.run(MOVE_BACK, params![to, from, origin])
}

pub(super) fn merged_into(conn: &mut Conn, id: TicketId) -> Result<Vec<TicketId>, Error> {
    conn.all(MERGED_INTO, params![id], |row| row.get(0))
}

/// Numbers and subjects of what was merged into this ticket.
pub fn merged_here(conn: &mut Conn, id: TicketId) -> Result<Vec<(i64, String)>, Error> {
    conn.all(MERGED_HERE, params![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn add_tag(tx: &mut Tx, id: TicketId, tag: &str) -> Result<bool, Error> {
    Ok(tx.run(ADD_TAG, params![id, tag])? == 1)
}

pub(super) fn remove_tag(tx: &mut Tx, id: TicketId, tag: &str) -> Result<bool, Error> {
    Ok(tx.run(REMOVE_TAG, params![id, tag])? == 1)
}

pub fn tags(conn: &mut Conn, id: TicketId) -> Result<Vec<String>, Error> {
    conn.all(TAGS, params![id], |row| row.get(0))
}

pub(super) fn add_watcher(tx: &mut Tx, id: TicketId, person: PersonId) -> Result<bool, Error> {
    Ok(tx.run(ADD_WATCHER, params![id, person])? == 1)
}

pub(super) fn remove_watcher(tx: &mut Tx, id: TicketId, person: PersonId) -> Result<bool, Error> {
    Ok(tx.run(REMOVE_WATCHER, params![id, person])? == 1)
}

/// Id, name and primary address of each watcher.
pub fn watchers(conn: &mut Conn, id: TicketId) -> Result<Vec<(PersonId, String, String)>, Error> {
    conn.all(WATCHERS, params![id], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<Option<String>>(2)?.unwrap_or_default()))
    })
}

::store::text_enum! {
    pub enum LinkKind { Related = "related", Follows = "follows", SplitFrom = "split_from" }
}

pub struct LinkRow {
    pub other: TicketId,
    pub kind: LinkKind,
    pub number: i64,
    pub subject: String,
    pub status: Status,
}

pub(super) fn add_link(tx: &mut Tx, a: TicketId, b: TicketId, kind: LinkKind) -> Result<bool, Error> {
    let added = tx.run(ADD_LINK, params![a, b, kind])? == 1;
    tx.put(ADD_LINK, params![b, a, LinkKind::Related])?;
    Ok(added)
}

pub(super) fn remove_link(tx: &mut Tx, a: TicketId, b: TicketId) -> Result<bool, Error> {
    let removed = tx.run(REMOVE_LINK, params![a, b])?;
    Ok(removed + tx.run(REMOVE_LINK, params![b, a])? > 0)
}

pub fn links(conn: &mut Conn, id: TicketId) -> Result<Vec<LinkRow>, Error> {
    conn.all(LINKS, params![id], |row| {
        Ok(LinkRow {
            other: row.get(0)?,
            kind: row.get(1)?,
            number: row.get(2)?,
            subject: row.get(3)?,
            status: row.get(4)?,
        })
    })
}

pub(super) fn snooze_over(conn: &mut Conn, now: At) -> Result<Vec<TicketId>, Error> {
    conn.all(SNOOZE_OVER, params![now], |row| row.get(0))
}

pub(super) fn old_resolved(conn: &mut Conn, before: At) -> Result<Vec<TicketId>, Error> {
    conn.all(OLD_RESOLVED, params![before], |row| row.get(0))
}

/// How many tickets are open in each team, counted to 100 at most.
pub fn open_by_team(conn: &mut Conn) -> Result<Vec<(TeamId, i64)>, Error> {
    conn.all(OPEN_BY_TEAM, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many tickets are open for each service, counted to 100 at most.
pub fn open_by_service(conn: &mut Conn) -> Result<Vec<(ServiceId, i64)>, Error> {
    conn.all(OPEN_BY_SERVICE, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Number, subject, status and last activity of the requester's other recent tickets.
pub fn recent_of_requester(
    conn: &mut Conn,
    requester: PersonId,
    but: TicketId,
) -> Result<Vec<(i64, String, Status, At)>, Error> {
    conn.all(RECENT_OF_REQUESTER, params![requester, but], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}

pub(super) fn save_draft(
    tx: &mut Tx,
    person: PersonId,
    id: TicketId,
    kind: MessageKind,
    body: &str,
    now: At,
) -> Result<(), Error> {
    tx.put(SAVE_DRAFT, params![person, id, kind, body, now])?;
    Ok(())
}

pub fn drafts(
    conn: &mut Conn,
    person: PersonId,
    id: TicketId,
) -> Result<Vec<(MessageKind, String, At)>, Error> {
    conn.all(DRAFTS, params![person, id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn drop_draft(
    tx: &mut Tx,
    person: PersonId,
    id: TicketId,
    kind: MessageKind,
) -> Result<(), Error> {
    tx.put(DROP_DRAFT, params![person, id, kind])?;
    Ok(())
}

pub(super) fn insert_mention(tx: &mut Tx, message: MessageId, person: PersonId) -> Result<(), Error> {
    tx.put(INSERT_MENTION, params![message, person])?;
    Ok(())
}

/// Where a kind of ticket starts, for callers that do not ask.
pub const DEFAULT_KIND: Kind = Kind::Incident;

/// The tickets of these messages, in their order and each once, as far as the actor may read the messages.
pub fn tickets_of_messages(
    conn: &mut Conn,
    actor: &Actor,
    messages: &[MessageId],
    now: At,
) -> Result<Vec<TicketId>, Error> {
    let Some(last) = messages.last() else { return Ok(Vec::new()) };
    // Padded, so that few distinct statements are prepared.
    let mut ids: Vec<i64> = messages.iter().take(500).map(|id| id.0).collect();
    ids.resize(ids.len().next_power_of_two().min(500), last.0);
    let mut query =
        Query::new("SELECT m.id, m.ticket_id FROM messages m WHERE m.is_withdrawn = FALSE AND m.id IN ");
    query.list(ids);
    if !actor.is_staff() {
        query.sql(" AND m.kind = 'reply' AND m.is_held = FALSE AND (m.created_at <= ");
        query.bind(now.plus(-UNDO_TIME).0).sql(" OR m.author_id = ").bind(actor.id.0).sql(")");
    }
    let rows = conn.query(&query, |row| Ok((row.get::<MessageId>(0)?, row.get::<TicketId>(1)?)))?;
    let of: std::collections::HashMap<MessageId, TicketId> = rows.into_iter().collect();
    let mut tickets = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for message in messages {
        if let Some(ticket) = of.get(message)
            && seen.insert(*ticket)
        {
            tickets.push(*ticket);
        }
    }
    Ok(tickets)
}
