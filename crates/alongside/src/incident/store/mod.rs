//! The SQL on incidents: what they are, their services, updates, tickets and people.

pub mod offer;
pub mod review;

use super::cluster::Seen;
use super::{
    Answer, Incident, IncidentId, IncidentUpdateId, LinkState, Linked, Member, Part, ServiceState, State,
    Update,
};
use crate::clock::At;
use crate::ids::{PersonId, ServiceId, TicketId};
use ::store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO incidents (id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, \
        next_update_by, next_promise_id, warned_at, is_public, public_id, caused_by_change_id, problem_id, version) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
    pub const UPDATE: "UPDATE incidents SET title = $1, severity = $2, state = $3, owner_id = $4, writer_id = $5, team_id = $6, began_at = $7, acknowledged_at = $8, resolved_at = $9, cadence_minutes = $10, \
        next_update_by = $11, next_promise_id = $12, warned_at = $13, is_public = $14, caused_by_change_id = $15, problem_id = $16, version = version + 1 WHERE id = $17";
    pub const FIND: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE id = $1";
    pub const BY_NUMBER: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE number = $1";
    pub const BY_PUBLIC_ID: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE public_id = $1";
    pub const OPEN: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE resolved_at IS NULL ORDER BY declared_at DESC, id DESC LIMIT 50";
    pub const PAGE: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE (declared_at, id) < ($1, $2) ORDER BY declared_at DESC, id DESC LIMIT $3";
    pub const DUE: "SELECT id, number, title, severity, state, source, owner_id, writer_id, team_id, declared_by_id, declared_at, began_at, acknowledged_at, resolved_at, cadence_minutes, next_update_by, next_promise_id, \
        warned_at, is_public, public_id, caused_by_change_id, problem_id, version FROM incidents WHERE next_update_by IS NOT NULL AND next_update_by <= $1 AND warned_at IS NULL ORDER BY next_update_by, id LIMIT 50";
    pub const OF_SERVICE: "SELECT i.id, i.number, i.title, i.severity, i.state, i.source, i.owner_id, i.writer_id, i.team_id, i.declared_by_id, i.declared_at, i.began_at, i.acknowledged_at, i.resolved_at, i.cadence_minutes, \
        i.next_update_by, i.next_promise_id, i.warned_at, i.is_public, i.public_id, i.caused_by_change_id, i.problem_id, i.version \
        FROM incident_services s JOIN incidents i ON i.id = s.incident_id WHERE s.service_id = $1 AND i.declared_at >= $2 ORDER BY i.declared_at DESC, i.id DESC LIMIT 50";
    pub const OF_TICKET: "SELECT i.id, i.number, i.title, i.severity, i.state, i.source, i.owner_id, i.writer_id, i.team_id, i.declared_by_id, i.declared_at, i.began_at, i.acknowledged_at, i.resolved_at, i.cadence_minutes, \
        i.next_update_by, i.next_promise_id, i.warned_at, i.is_public, i.public_id, i.caused_by_change_id, i.problem_id, i.version, l.state, l.answer \
        FROM incident_tickets l JOIN incidents i ON i.id = l.incident_id WHERE l.ticket_id = $1 AND l.state <> 'dismissed' ORDER BY i.id DESC LIMIT 5";
    pub const WARNED: "UPDATE incidents SET warned_at = $1 WHERE id = $2 AND warned_at IS NULL AND next_update_by = $3";

    pub const SET_SERVICE: "INSERT INTO incident_services (incident_id, service_id, state) VALUES ($1, $2, $3) \
        ON CONFLICT (incident_id, service_id) DO UPDATE SET state = excluded.state";
    pub const SERVICES: "SELECT s.service_id, v.name, s.state FROM incident_services s JOIN services v ON v.id = s.service_id WHERE s.incident_id = $1 ORDER BY v.name, v.id LIMIT 200";
    pub const OPEN_SERVICES: "SELECT s.incident_id, s.service_id, v.name, s.state FROM incidents i JOIN incident_services s ON s.incident_id = i.id JOIN services v ON v.id = s.service_id \
        WHERE i.resolved_at IS NULL ORDER BY s.incident_id, v.name, v.id LIMIT 1000";

    pub const INSERT_UPDATE: "INSERT INTO incident_updates (id, incident_id, author_id, at, state, body, stakeholder_body, due_at, is_late, next_update_by, broadcast_id, told_count) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    pub const UPDATES: "SELECT u.id, u.incident_id, u.author_id, p.name, u.at, u.state, u.body, u.stakeholder_body, u.due_at, u.is_late, u.next_update_by, u.broadcast_id, u.told_count \
        FROM incident_updates u JOIN people p ON p.id = u.author_id WHERE u.incident_id = $1 ORDER BY u.id DESC LIMIT 300";
    pub const LAST_UPDATE: "SELECT id FROM incident_updates WHERE incident_id = $1 ORDER BY id DESC LIMIT 1";

    pub const SET_TICKET: "INSERT INTO incident_tickets (incident_id, ticket_id, state, at, by_id) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (incident_id, ticket_id) DO UPDATE SET state = excluded.state, at = excluded.at, by_id = excluded.by_id";
    pub const OFFER_TICKET: "INSERT INTO incident_tickets (incident_id, ticket_id, state, at) VALUES ($1, $2, 'offered', $3) ON CONFLICT (incident_id, ticket_id) DO NOTHING";
    pub const TICKET_STATE: "SELECT state FROM incident_tickets WHERE incident_id = $1 AND ticket_id = $2";
    pub const TICKETS: "SELECT t.id, t.number, t.subject, t.status, t.requester_id, p.name, l.state, l.at, l.answer, t.created_at \
        FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id JOIN people p ON p.id = t.requester_id WHERE l.incident_id = $1 AND l.state = $2 ORDER BY t.id LIMIT $3";
    pub const COUNT_TICKETS: "SELECT COUNT(*), COALESCE(SUM(CASE WHEN answer = 'works' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN answer = 'not_yet' THEN 1 ELSE 0 END), 0) \
        FROM incident_tickets WHERE incident_id = $1 AND state = $2";
    pub const TOLD_BY_TICKET: "SELECT t.id, t.requester_id, a.address FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id JOIN addresses a ON a.person_id = t.requester_id AND a.is_primary = TRUE \
        WHERE l.incident_id = $1 AND l.state = 'linked' AND t.merged_into_id IS NULL AND t.status <> 'closed' ORDER BY t.id LIMIT 50000";
    pub const OPEN_LINKED: "SELECT l.ticket_id FROM incidents i JOIN incident_tickets l ON l.incident_id = i.id WHERE i.resolved_at IS NULL ORDER BY l.ticket_id LIMIT 20000";
    pub const TO_ASK: "SELECT l.incident_id, l.ticket_id FROM incidents i JOIN incident_tickets l ON l.incident_id = i.id \
        WHERE i.resolved_at IS NOT NULL AND i.resolved_at >= $1 AND l.state = 'linked' AND l.asked_at IS NULL ORDER BY l.incident_id, l.ticket_id LIMIT $2";
    pub const ASKED: "UPDATE incident_tickets SET asked_at = $1 WHERE incident_id = $2 AND ticket_id = $3 AND asked_at IS NULL";
    pub const ASK_AGAIN: "UPDATE incident_tickets SET asked_at = NULL, answer = '' WHERE incident_id = $1 AND state = 'linked'";
    pub const ANSWER_TICKET: "UPDATE incident_tickets SET answer = $1 WHERE incident_id = $2 AND ticket_id = $3 AND state = 'linked'";
    pub const SEEN_SINCE: "SELECT t.id, t.requester_id, t.created_at, t.service_id, t.subject, t.last_word FROM tickets t WHERE t.created_at >= $1 AND t.merged_into_id IS NULL ORDER BY t.created_at, t.id LIMIT 500";

    pub const ANYONE_SINCE: "SELECT 1 FROM tickets t WHERE t.created_at >= $1";

    pub const SET_MEMBER: "INSERT INTO incident_people (incident_id, person_id, part, at) VALUES ($1, $2, $3, $4) ON CONFLICT (incident_id, person_id, part) DO NOTHING";
    pub const DROP_MEMBER: "DELETE FROM incident_people WHERE incident_id = $1 AND person_id = $2 AND part = $3";
    pub const MEMBERS: "SELECT m.person_id, p.name, m.part, m.at, m.answer FROM incident_people m JOIN people p ON p.id = m.person_id WHERE m.incident_id = $1 AND m.part = $2 ORDER BY m.at, m.person_id LIMIT $3";
    pub const IS_MEMBER: "SELECT 1 FROM incident_people WHERE incident_id = $1 AND person_id = $2 AND part = $3";
    pub const COUNT_MEMBERS: "SELECT COUNT(*) FROM incident_people WHERE incident_id = $1 AND part = $2";
    pub const TOLD_BY_PART: "SELECT m.person_id, a.address FROM incident_people m JOIN addresses a ON a.person_id = m.person_id AND a.is_primary = TRUE \
        WHERE m.incident_id = $1 AND m.part = $2 ORDER BY m.person_id LIMIT 50000";
    pub const ANSWER_MEMBER: "UPDATE incident_people SET answer = $1 WHERE incident_id = $2 AND person_id = $3 AND part = 'me_too'";
    pub const REACHED: "SELECT COUNT(*) FROM (SELECT t.requester_id FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id WHERE l.incident_id = $1 AND l.state = 'linked' \
        UNION SELECT person_id FROM incident_people WHERE incident_id = $2 AND part = 'me_too') told";
    pub const FIRST_OF: "SELECT MIN(t.created_at) FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id WHERE l.incident_id = $1 AND l.state = 'linked'";
    pub const MINE: "SELECT l.incident_id, l.ticket_id, t.number, l.answer FROM tickets t JOIN incident_tickets l ON l.ticket_id = t.id WHERE t.requester_id = $1 AND l.state = 'linked' ORDER BY l.incident_id DESC LIMIT 100";
}

pub(super) fn incident(row: &Row) -> Result<Incident, Error> {
    Ok(Incident {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        severity: row.get(3)?,
        state: row.get(4)?,
        source: row.get(5)?,
        owner: row.get(6)?,
        writer: row.get(7)?,
        team: row.get(8)?,
        declared_by: row.get(9)?,
        declared_at: row.get(10)?,
        began_at: row.get(11)?,
        acknowledged_at: row.get(12)?,
        resolved_at: row.get(13)?,
        cadence_minutes: row.get(14)?,
        next_update_by: row.get(15)?,
        next_promise: row.get(16)?,
        warned_at: row.get(17)?,
        is_public: row.get(18)?,
        public_id: row.get(19)?,
        caused_by_change: row.get(20)?,
        problem: row.get(21)?,
        version: row.get(22)?,
    })
}

pub(super) fn insert(tx: &mut Tx, i: &Incident) -> Result<(), Error> {
    tx.run(
        INSERT,
        params![
            i.id,
            i.number,
            i.title,
            i.severity,
            i.state,
            i.source,
            i.owner,
            i.writer,
            i.team,
            i.declared_by,
            i.declared_at,
            i.began_at,
            i.acknowledged_at,
            i.resolved_at,
            i.cadence_minutes,
            i.next_update_by,
            i.next_promise,
            i.warned_at,
            i.is_public,
            i.public_id,
            i.caused_by_change,
            i.problem,
            i.version
        ],
    )?;
    Ok(())
}

pub(super) fn update(tx: &mut Tx, i: &mut Incident) -> Result<(), Error> {
    tx.run(
        UPDATE,
        params![
            i.title,
            i.severity,
            i.state,
            i.owner,
            i.writer,
            i.team,
            i.began_at,
            i.acknowledged_at,
            i.resolved_at,
            i.cadence_minutes,
            i.next_update_by,
            i.next_promise,
            i.warned_at,
            i.is_public,
            i.caused_by_change,
            i.problem,
            i.id
        ],
    )?;
    i.version += 1;
    Ok(())
}

pub fn find(conn: &mut Conn, id: IncidentId) -> Result<Option<Incident>, Error> {
    conn.one(FIND, params![id], incident)
}

pub fn by_number(conn: &mut Conn, number: i64) -> Result<Option<Incident>, Error> {
    conn.one(BY_NUMBER, params![number], incident)
}

pub fn by_public_id(conn: &mut Conn, public_id: &str) -> Result<Option<Incident>, Error> {
    conn.one(BY_PUBLIC_ID, params![public_id], incident)
}

pub(super) fn open(conn: &mut Conn) -> Result<Vec<Incident>, Error> {
    conn.all(OPEN, params![], incident)
}

pub(super) fn page(conn: &mut Conn, before: (At, IncidentId), limit: i64) -> Result<Vec<Incident>, Error> {
    conn.all(PAGE, params![before.0, before.1, limit], incident)
}

/// Those whose next update is due until then and whose writer was not warned.
pub(super) fn due(conn: &mut Conn, until: At) -> Result<Vec<Incident>, Error> {
    conn.all(DUE, params![until], incident)
}

pub(super) fn of_service(conn: &mut Conn, service: ServiceId, since: At) -> Result<Vec<Incident>, Error> {
    conn.all(OF_SERVICE, params![service, since], incident)
}

pub(super) fn of_ticket(
    conn: &mut Conn,
    ticket: TicketId,
) -> Result<Vec<(Incident, LinkState, Answer)>, Error> {
    conn.all(OF_TICKET, params![ticket], |row| Ok((incident(row)?, row.get(23)?, row.get(24)?)))
}

/// True for the one who takes it upon them to warn.
pub(super) fn warned(tx: &mut Tx, i: &Incident, now: At) -> Result<bool, Error> {
    Ok(tx.run(WARNED, params![now, i.id, i.next_update_by])? == 1)
}

pub(super) fn set_service(
    tx: &mut Tx,
    id: IncidentId,
    service: ServiceId,
    state: ServiceState,
) -> Result<(), Error> {
    tx.run(SET_SERVICE, params![id, service, state])?;
    Ok(())
}

pub fn services(conn: &mut Conn, id: IncidentId) -> Result<Vec<(ServiceId, String, ServiceState)>, Error> {
    conn.all(SERVICES, params![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// A service of an open incident.
pub(super) type OpenService = (IncidentId, ServiceId, String, ServiceState);

pub(super) fn open_services(conn: &mut Conn) -> Result<Vec<OpenService>, Error> {
    conn.all(OPEN_SERVICES, params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}

pub(super) fn insert_update(tx: &mut Tx, u: &Update) -> Result<(), Error> {
    tx.run(
        INSERT_UPDATE,
        params![
            u.id,
            u.incident,
            u.author,
            u.at,
            u.state,
            u.body,
            u.stakeholder_body,
            u.due_at,
            u.is_late,
            u.next_update_by,
            u.broadcast,
            u.told
        ],
    )?;
    Ok(())
}

/// The newest first; at most 300.
pub fn updates(conn: &mut Conn, id: IncidentId) -> Result<Vec<Update>, Error> {
    conn.all(UPDATES, params![id], |row| {
        Ok(Update {
            id: row.get(0)?,
            incident: row.get(1)?,
            author: row.get(2)?,
            author_name: row.get(3)?,
            at: row.get(4)?,
            state: row.get::<State>(5)?,
            body: row.get(6)?,
            stakeholder_body: row.get(7)?,
            due_at: row.get(8)?,
            is_late: row.get(9)?,
            next_update_by: row.get(10)?,
            broadcast: row.get(11)?,
            told: row.get(12)?,
        })
    })
}

pub(super) fn last_update(conn: &mut Conn, id: IncidentId) -> Result<Option<IncidentUpdateId>, Error> {
    conn.one(LAST_UPDATE, params![id], |row| row.get(0))
}

pub(super) fn set_ticket(
    tx: &mut Tx,
    id: IncidentId,
    ticket: TicketId,
    state: LinkState,
    now: At,
    by: PersonId,
) -> Result<(), Error> {
    tx.run(SET_TICKET, params![id, ticket, state, now, by])?;
    Ok(())
}

/// False when somebody has said already whether it belongs there.
pub(super) fn offer_ticket(tx: &mut Tx, id: IncidentId, ticket: TicketId, now: At) -> Result<bool, Error> {
    Ok(tx.run(OFFER_TICKET, params![id, ticket, now])? == 1)
}

pub(super) fn ticket_state(
    conn: &mut Conn,
    id: IncidentId,
    ticket: TicketId,
) -> Result<Option<LinkState>, Error> {
    conn.one(TICKET_STATE, params![id, ticket], |row| row.get(0))
}

pub fn tickets(conn: &mut Conn, id: IncidentId, state: LinkState, limit: i64) -> Result<Vec<Linked>, Error> {
    conn.all(TICKETS, params![id, state, limit], |row| {
        Ok(Linked {
            ticket: row.get(0)?,
            number: row.get(1)?,
            subject: row.get(2)?,
            status: row.get(3)?,
            requester: row.get(4)?,
            requester_name: row.get(5)?,
            state: row.get(6)?,
            at: row.get(7)?,
            answer: row.get(8)?,
            created_at: row.get(9)?,
        })
    })
}

/// How many tickets are linked (or offered), and how many of them say that it works, or not yet.
pub fn count_tickets(conn: &mut Conn, id: IncidentId, state: LinkState) -> Result<(i64, i64, i64), Error> {
    let counts =
        conn.one(COUNT_TICKETS, params![id, state], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(counts.unwrap_or_default())
}

pub(super) fn told_by_ticket(
    conn: &mut Conn,
    id: IncidentId,
) -> Result<Vec<(TicketId, PersonId, String)>, Error> {
    conn.all(TOLD_BY_TICKET, params![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Tickets about which somebody has decided for an open incident, or is asked to, in ascending order.
pub(super) fn open_linked(conn: &mut Conn) -> Result<Vec<TicketId>, Error> {
    conn.all(OPEN_LINKED, params![], |row| row.get(0))
}

pub(super) fn to_ask(conn: &mut Conn, since: At, limit: i64) -> Result<Vec<(IncidentId, TicketId)>, Error> {
    conn.all(TO_ASK, params![since, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn asked(tx: &mut Tx, id: IncidentId, ticket: TicketId, now: At) -> Result<bool, Error> {
    Ok(tx.run(ASKED, params![now, id, ticket])? == 1)
}

pub(super) fn ask_again(tx: &mut Tx, id: IncidentId) -> Result<(), Error> {
    tx.run(ASK_AGAIN, params![id])?;
    Ok(())
}

pub(super) fn answer_ticket(
    tx: &mut Tx,
    id: IncidentId,
    ticket: TicketId,
    answer: Answer,
) -> Result<bool, Error> {
    Ok(tx.run(ANSWER_TICKET, params![answer, id, ticket])? == 1)
}

pub(super) fn seen_since(conn: &mut Conn, since: At) -> Result<Vec<Seen>, Error> {
    conn.all(SEEN_SINCE, params![since], |row| {
        Ok(Seen {
            id: row.get(0)?,
            requester: row.get(1)?,
            at: row.get(2)?,
            service: row.get(3)?,
            subject: row.get(4)?,
            said: row.get(5)?,
        })
    })
}

pub(super) fn is_anyone_since(conn: &mut Conn, since: At) -> Result<bool, Error> {
    conn.exists(ANYONE_SINCE, params![since])
}

/// False when they had this part already.
pub(super) fn set_member(
    tx: &mut Tx,
    id: IncidentId,
    person: PersonId,
    part: Part,
    now: At,
) -> Result<bool, Error> {
    Ok(tx.run(SET_MEMBER, params![id, person, part, now])? == 1)
}

pub(super) fn drop_member(tx: &mut Tx, id: IncidentId, person: PersonId, part: Part) -> Result<bool, Error> {
    Ok(tx.run(DROP_MEMBER, params![id, person, part])? == 1)
}

pub fn members(conn: &mut Conn, id: IncidentId, part: Part, limit: i64) -> Result<Vec<Member>, Error> {
    conn.all(MEMBERS, params![id, part, limit], |row| {
        Ok(Member {
            person: row.get(0)?,
            name: row.get(1)?,
            part: row.get(2)?,
            at: row.get(3)?,
            answer: row.get(4)?,
        })
    })
}

pub fn is_member(conn: &mut Conn, id: IncidentId, person: PersonId, part: Part) -> Result<bool, Error> {
    conn.exists(IS_MEMBER, params![id, person, part])
}

pub fn count_members(conn: &mut Conn, id: IncidentId, part: Part) -> Result<i64, Error> {
    Ok(conn.one(COUNT_MEMBERS, params![id, part], |row| row.get(0))?.unwrap_or_default())
}

pub(super) fn told_by_part(
    conn: &mut Conn,
    id: IncidentId,
    part: Part,
) -> Result<Vec<(PersonId, String)>, Error> {
    conn.all(TOLD_BY_PART, params![id, part], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn answer_member(
    tx: &mut Tx,
    id: IncidentId,
    person: PersonId,
    answer: Answer,
) -> Result<bool, Error> {
    Ok(tx.run(ANSWER_MEMBER, params![answer, id, person])? == 1)
}

/// People who wrote about it or said that it happens to them as well.
pub fn reached(conn: &mut Conn, id: IncidentId) -> Result<i64, Error> {
    Ok(conn.one(REACHED, params![id, id], |row| row.get(0))?.unwrap_or_default())
}

/// When the first of the linked tickets came.
pub(super) fn first_of(conn: &mut Conn, id: IncidentId) -> Result<Option<At>, Error> {
    Ok(conn.one(FIRST_OF, params![id], |row| row.get::<Option<At>>(0))?.flatten())
}

/// A person's own tickets that are linked: incident, ticket, its number, their answer.
pub(super) fn mine(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<(IncidentId, TicketId, i64, Answer)>, Error> {
    conn.all(MINE, params![person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}
