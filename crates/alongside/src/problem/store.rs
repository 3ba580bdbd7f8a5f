//! The SQL on problems.

use super::{Facts, Known, Problem, ProblemId, State};
use crate::clock::At;
use crate::ids::{IncidentId, PersonId, RecordId, ServiceId, TicketId};
use ::store::{Conn, Error, Query, Row, Tx, params};
use std::collections::HashMap;
use std::sync::Arc;

::store::statements! {
    pub const INSERT: "INSERT INTO problems (id, number, title, state, owner_id, team_id, matches, caused_by_change_id, created_by_id, created_at, public_id, version) \
        VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, 1)";
    pub const BY_NUMBER: "SELECT p.id, p.number, p.title, p.state, p.owner_id, o.name, p.team_id, p.hypothesis, p.tests, p.cause, p.workaround, p.matches, p.fix, p.published_at, p.fixed_at, p.fixed_by_change_id, p.caused_by_change_id, p.created_at, p.version \
        FROM problems p JOIN people o ON o.id = p.owner_id WHERE p.number = $1";
    pub const LIST: "SELECT p.id, p.number, p.title, p.state, p.owner_id, o.name, p.team_id, p.hypothesis, p.tests, p.cause, p.workaround, p.matches, p.fix, p.published_at, p.fixed_at, p.fixed_by_change_id, p.caused_by_change_id, p.created_at, p.version \
        FROM problems p JOIN people o ON o.id = p.owner_id WHERE p.state = $1 AND (p.created_at, p.id) < ($2, $3) ORDER BY p.created_at DESC, p.id DESC LIMIT $4";
    pub const UPDATE: "UPDATE problems SET title = $1, state = $2, owner_id = $3, team_id = $4, hypothesis = $5, tests = $6, cause = $7, workaround = $8, matches = $9, fix = $10, published_at = $11, fixed_at = $12, fixed_by_change_id = $13, version = version + 1 \
        WHERE id = $14 AND version = $15";
    pub const PUBLISHED: "SELECT id, number, title, workaround, matches FROM problems WHERE published_at IS NOT NULL AND fixed_at IS NULL ORDER BY published_at DESC, id DESC LIMIT 100";
    pub const PUBLISHED_SERVICES: "SELECT s.problem_id, s.service_id FROM problem_services s JOIN problems p ON p.id = s.problem_id \
        WHERE p.published_at IS NOT NULL AND p.fixed_at IS NULL ORDER BY s.problem_id, s.service_id LIMIT 2000";
    pub const SERVICES: "SELECT service_id FROM problem_services WHERE problem_id = $1 ORDER BY service_id LIMIT 100";
    pub const DROP_SERVICES: "DELETE FROM problem_services WHERE problem_id = $1";
    pub const ADD_SERVICE: "INSERT INTO problem_services (problem_id, service_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    pub const LINK: "INSERT INTO problem_tickets (problem_id, ticket_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    pub const UNLINK: "DELETE FROM problem_tickets WHERE problem_id = $1 AND ticket_id = $2";
    pub const ASKED: "UPDATE problem_tickets SET asked_at = $1 WHERE problem_id = $2 AND ticket_id = $3";
    pub const LINKED: "SELECT t.id, t.number, t.subject, t.status, t.requester_id, r.name, l.asked_at \
        FROM problem_tickets l JOIN tickets t ON t.id = l.ticket_id JOIN people r ON r.id = t.requester_id \
        WHERE l.problem_id = $1 ORDER BY l.at DESC, t.id DESC LIMIT 1000";
    pub const OF_TICKET: "SELECT p.number, p.title FROM problem_tickets l JOIN problems p ON p.id = l.problem_id WHERE l.ticket_id = $1 ORDER BY p.number LIMIT 5";
    pub const LINK_INCIDENT: "UPDATE incidents SET problem_id = $1 WHERE id = $2";
    pub const INCIDENTS: "SELECT id FROM incidents WHERE problem_id = $1 ORDER BY id DESC LIMIT 100";
    pub const TOLD_BY_TICKET: "SELECT t.id, t.requester_id, a.address FROM tickets t JOIN people p ON p.id = t.requester_id AND p.active = TRUE JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE t.id IN (SELECT ticket_id FROM problem_tickets WHERE problem_id = $1 \
        UNION SELECT l.ticket_id FROM incident_tickets l JOIN incidents i ON i.id = l.incident_id WHERE i.problem_id = $2 AND l.state = 'linked') ORDER BY t.id LIMIT 10000";
}

fn problem(row: &Row) -> Result<Problem, Error> {
    Ok(Problem {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        state: row.get(3)?,
        owner: row.get(4)?,
        owner_name: row.get(5)?,
        team: row.get(6)?,
        facts: Facts {
            hypothesis: row.get(7)?,
            tests: row.get(8)?,
            cause: row.get(9)?,
            workaround: row.get(10)?,
            matches: row.get(11)?,
            fix: row.get(12)?,
        },
        published_at: row.get(13)?,
        fixed_at: row.get(14)?,
        fixed_by: row.get(15)?,
        caused_by: row.get(16)?,
        created_at: row.get(17)?,
        version: row.get(18)?,
    })
}

pub(super) fn insert(tx: &mut Tx, problem: &Problem, by: PersonId, public_id: &str) -> Result<(), Error> {
    let p = problem;
    tx.run(
        INSERT,
        params![
            p.id,
            p.number,
            p.title,
            p.owner,
            p.team,
            p.facts.matches,
            p.caused_by,
            by,
            p.created_at,
            public_id
        ],
    )?;
    Ok(())
}

pub fn find(conn: &mut Conn, number: i64) -> Result<Option<Problem>, Error> {
    conn.one(BY_NUMBER, params![number], problem)
}

/// Those in one state, the newest first, before the one made then with this id.
pub fn list(
    conn: &mut Conn,
    state: State,
    before: Option<(At, ProblemId)>,
    limit: i64,
) -> Result<Vec<Problem>, Error> {
    let (at, id) = before.unwrap_or((At(i64::MAX), ProblemId(i64::MAX)));
    conn.all(LIST, params![state, at, id, limit], problem)
}

/// Writes everything of a problem as it was read at `problem.version`; false when somebody was faster.
pub(super) fn update(tx: &mut Tx, problem: &Problem) -> Result<bool, Error> {
    let p = problem;
    let changed = tx.run(
        UPDATE,
        params![
            p.title,
            p.state,
            p.owner,
            p.team,
            p.facts.hypothesis,
            p.facts.tests,
            p.facts.cause,
            p.facts.workaround,
            p.facts.matches,
            p.facts.fix,
            p.published_at,
            p.fixed_at,
            p.fixed_by,
            p.id,
            p.version
        ],
    )?;
    Ok(changed == 1)
}

/// Every known error that is published, the newest first; read again only when anything has changed.
pub fn published(conn: &mut Conn) -> Result<Arc<Vec<Known>>, Error> {
    conn.kept("problem.published", 0, |conn| {
        let mut services: HashMap<ProblemId, Vec<ServiceId>> = HashMap::new();
        for (problem, service) in
            conn.all(PUBLISHED_SERVICES, params![], |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            services.entry(problem).or_default().push(service);
        }
        conn.all(PUBLISHED, params![], |row| {
            let id: ProblemId = row.get(0)?;
            Ok(Known {
                id,
                number: row.get(1)?,
                title: row.get(2)?,
                workaround: row.get(3)?,
                matches: row.get(4)?,
                services: services.get(&id).cloned().unwrap_or_default(),
            })
        })
    })
}

pub fn services_of(conn: &mut Conn, id: ProblemId) -> Result<Vec<ServiceId>, Error> {
    conn.all(SERVICES, params![id], |row| row.get(0))
}

pub(super) fn set_services(tx: &mut Tx, id: ProblemId, services: &[ServiceId]) -> Result<(), Error> {
    tx.put(DROP_SERVICES, params![id])?;
    for service in services.iter().take(100) {
        tx.put(ADD_SERVICE, params![id, *service])?;
    }
    Ok(())
}

pub(super) fn link(tx: &mut Tx, id: ProblemId, ticket: TicketId, now: At) -> Result<bool, Error> {
    Ok(tx.run(LINK, params![id, ticket, now])? == 1)
}

pub(super) fn unlink(tx: &mut Tx, id: ProblemId, ticket: TicketId) -> Result<bool, Error> {
    Ok(tx.run(UNLINK, params![id, ticket])? == 1)
}

pub(super) fn asked(tx: &mut Tx, id: ProblemId, ticket: TicketId, now: At) -> Result<(), Error> {
    tx.put(ASKED, params![now, id, ticket])?;
    Ok(())
}

/// A ticket about a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: crate::ticket::Status,
    pub requester: PersonId,
    pub requester_name: String,
    /// When its person was asked whether the fix works for them.
    pub asked_at: Option<At>,
}

/// The tickets about a problem, the newest link first; at most 1,000.
pub fn linked(conn: &mut Conn, id: ProblemId) -> Result<Vec<Linked>, Error> {
    conn.all(LINKED, params![id], |row| {
        Ok(Linked {
            id: row.get(0)?,
            number: row.get(1)?,
            subject: row.get(2)?,
            status: row.get(3)?,
            requester: row.get(4)?,
            requester_name: row.get(5)?,
            asked_at: row.get(6)?,
        })
    })
}

/// How many tickets each of these problems has; those without any are left out.
pub fn ticket_counts(conn: &mut Conn, ids: &[ProblemId]) -> Result<HashMap<ProblemId, i64>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let counts = conn.query(&counts_query(ids), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.into_iter().collect())
}

pub(crate) fn counts_query(ids: &[ProblemId]) -> Query {
    let mut ids: Vec<i64> = ids.iter().take(64).map(|id| id.0).collect();
    // Padded, so that few distinct statements are prepared.
    ids.resize(ids.len().next_power_of_two(), ids.last().copied().unwrap_or(0));
    let mut query = Query::new("SELECT problem_id, COUNT(*) FROM problem_tickets WHERE problem_id IN ");
    query.list(ids);
    query.sql(" GROUP BY problem_id");
    query
}

/// Number and title of the problems that a ticket is about.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> Result<Vec<(i64, String)>, Error> {
    conn.all(OF_TICKET, params![ticket], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn link_incident(tx: &mut Tx, id: Option<ProblemId>, incident: IncidentId) -> Result<bool, Error> {
    Ok(tx.run(LINK_INCIDENT, params![id, incident])? == 1)
}

/// The incidents it caused, as records, the newest first.
pub fn incidents_of(conn: &mut Conn, id: ProblemId) -> Result<Vec<RecordId>, Error> {
    conn.all(INCIDENTS, params![id], |row| row.get(0))
}

/// Ticket, requester and address of those with a ticket about it, or about an incident that it caused.
pub(super) fn told_by_ticket(
    conn: &mut Conn,
    id: ProblemId,
) -> Result<Vec<(TicketId, PersonId, String)>, Error> {
    conn.all(TOLD_BY_TICKET, params![id, id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
