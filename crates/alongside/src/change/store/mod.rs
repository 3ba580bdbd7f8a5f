//! The SQL on changes.

/// The columns of a change, in the order in which `change` reads them.
macro_rules! columns {
    () => {
        "id, number, title, kind, state, impact, likelihood, starts_at, ends_at, time_zone, owner_id, team_id, plan, undo_plan, point_of_no_return, test, result, freeze_reason, caused_id, began_at, ended_at, template_id, series_id, sequence, public_id, created_by_id, created_at, version"
    };
}

pub mod announce;
pub mod calendar;
pub mod series;

use super::{Change, ChangeId, Planned, State};
use crate::clock::{At, DAY};
use crate::ids::{ChangeSeriesId, PersonId, ServiceId};
use crate::person::Role;
use ::store::{Conn, Error, Query, Row, Tx, params};
use std::collections::HashMap;

::store::statements! {
    pub const FIND: concat!("SELECT ", columns!(), " FROM changes WHERE number = $1");
    pub const BY_ID: concat!("SELECT ", columns!(), " FROM changes WHERE id = $1");
    pub const INSERT: "INSERT INTO changes (id, number, title, kind, state, impact, likelihood, starts_at, ends_at, time_zone, owner_id, team_id, plan, undo_plan, point_of_no_return, test, freeze_reason, template_id, series_id, public_id, created_by_id, created_at, version) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1)";
    pub const UPDATE: "UPDATE changes SET title = $1, kind = $2, state = $3, impact = $4, likelihood = $5, starts_at = $6, ends_at = $7, time_zone = $8, owner_id = $9, team_id = $10, plan = $11, undo_plan = $12, point_of_no_return = $13, test = $14, result = $15, freeze_reason = $16, caused_id = $17, began_at = $18, ended_at = $19, template_id = $20, sequence = $21, version = version + 1 \
        WHERE id = $22 AND version = $23";
    pub const SET_SERIES: "UPDATE changes SET series_id = $1 WHERE id = $2";
    pub const DROP_SERVICES: "DELETE FROM change_services WHERE change_id = $1";
    pub const INSERT_SERVICE: "INSERT INTO change_services (change_id, service_id) VALUES ($1, $2) ON CONFLICT (change_id, service_id) DO NOTHING";
    pub const SERVICES: "SELECT service_id FROM change_services WHERE change_id = $1 ORDER BY service_id LIMIT 100";
    pub const DROP_HANDS: "DELETE FROM change_hands WHERE change_id = $1";
    pub const INSERT_HAND: "INSERT INTO change_hands (change_id, person_id) VALUES ($1, $2) ON CONFLICT (change_id, person_id) DO NOTHING";
    pub const HANDS: "SELECT h.person_id, p.name FROM change_hands h JOIN people p ON p.id = h.person_id WHERE h.change_id = $1 ORDER BY p.name, p.id LIMIT 100";
    pub const APPROVALS: "SELECT a.person_id, p.name, p.role, a.decided_at, a.decision, a.words FROM change_approvals a JOIN people p ON p.id = a.person_id WHERE a.change_id = $1 ORDER BY a.decided_at, a.person_id LIMIT 100";
    pub const DECIDE: "INSERT INTO change_approvals (change_id, person_id, asked_at, decided_at, decision, words) VALUES ($1, $2, $3, $3, $4, $5) \
        ON CONFLICT (change_id, person_id) DO UPDATE SET decided_at = excluded.decided_at, decision = excluded.decision, words = excluded.words";
    pub const DROP_APPROVALS: "DELETE FROM change_approvals WHERE change_id = $1";
    pub const WAITING_FOR_YES: "SELECT COUNT(*) FROM (SELECT 1 AS one FROM changes WHERE state = 'asked' LIMIT 100) AS asked";
    pub const PLANNED: "SELECT c.public_id, c.title, c.state, c.starts_at, c.ends_at, a.what, a.notice, a.must_do, a.changed_at, c.sequence, c.id \
        FROM changes c JOIN announcements a ON a.change_id = c.id \
        WHERE c.starts_at > $1 AND c.starts_at < $2 AND c.ends_at > $3 AND c.state IN ('approved', 'running', 'done', 'failed', 'undone') AND a.state = 'scheduled' \
        ORDER BY c.starts_at, c.id LIMIT 200";
}

pub(super) fn change(row: &Row) -> Result<Change, Error> {
    Ok(Change {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        kind: row.get(3)?,
        state: row.get(4)?,
        impact: row.get(5)?,
        likelihood: row.get(6)?,
        starts_at: row.get(7)?,
        ends_at: row.get(8)?,
        time_zone: row.get(9)?,
        owner: row.get(10)?,
        team: row.get(11)?,
        plan: row.get(12)?,
        undo_plan: row.get(13)?,
        point_of_no_return: row.get(14)?,
        test: row.get(15)?,
        result: row.get(16)?,
        freeze_reason: row.get(17)?,
        caused: row.get(18)?,
        began_at: row.get(19)?,
        ended_at: row.get(20)?,
        template: row.get(21)?,
        series: row.get(22)?,
        sequence: row.get(23)?,
        public_id: row.get(24)?,
        created_by: row.get(25)?,
        created_at: row.get(26)?,
        version: row.get(27)?,
    })
}

pub fn find(conn: &mut Conn, number: i64) -> Result<Option<Change>, Error> {
    conn.one(FIND, params![number], change)
}

pub fn by_id(conn: &mut Conn, id: ChangeId) -> Result<Option<Change>, Error> {
    conn.one(BY_ID, params![id], change)
}

pub(super) fn insert(tx: &mut Tx, c: &Change) -> Result<(), Error> {
    tx.run(
        INSERT,
        params![
            c.id,
            c.number,
            c.title,
            c.kind,
            c.state,
            c.impact,
            c.likelihood,
            c.starts_at,
            c.ends_at,
            c.time_zone,
            c.owner,
            c.team,
            c.plan,
            c.undo_plan,
            c.point_of_no_return,
            c.test,
            c.freeze_reason,
            c.template,
            c.series,
            c.public_id,
            c.created_by,
            c.created_at
        ],
    )?;
    Ok(())
}

/// False when somebody else saved it meanwhile.
pub(super) fn update(tx: &mut Tx, c: &Change) -> Result<bool, Error> {
    let rows = tx.run(
        UPDATE,
        params![
            c.title,
            c.kind,
            c.state,
            c.impact,
            c.likelihood,
            c.starts_at,
            c.ends_at,
            c.time_zone,
            c.owner,
            c.team,
            c.plan,
            c.undo_plan,
            c.point_of_no_return,
            c.test,
            c.result,
            c.freeze_reason,
            c.caused,
            c.began_at,
            c.ended_at,
            c.template,
            c.sequence,
            c.id,
            c.version
        ],
    )?;
    Ok(rows == 1)
}

pub(super) fn set_series(tx: &mut Tx, id: ChangeId, series: ChangeSeriesId) -> Result<(), Error> {
    tx.put(SET_SERIES, params![series, id])?;
    Ok(())
}

pub(super) fn set_services(tx: &mut Tx, id: ChangeId, services: &[ServiceId]) -> Result<(), Error> {
    tx.run(DROP_SERVICES, params![id])?;
    for service in services {
        tx.put(INSERT_SERVICE, params![id, *service])?;
    }
    Ok(())
}

pub fn services(conn: &mut Conn, id: ChangeId) -> Result<Vec<ServiceId>, Error> {
    conn.all(SERVICES, params![id], |row| row.get(0))
}

pub(super) fn set_hands(tx: &mut Tx, id: ChangeId, people: &[PersonId]) -> Result<(), Error> {
    tx.run(DROP_HANDS, params![id])?;
    for person in people {
        tx.put(INSERT_HAND, params![id, *person])?;
    }
    Ok(())
}

/// Who does it, by name.
pub fn hands(conn: &mut Conn, id: ChangeId) -> Result<Vec<(PersonId, String)>, Error> {
    conn.all(HANDS, params![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    pub person: PersonId,
    pub name: String,
    pub role: Role,
    pub at: Option<At>,
    pub yes: bool,
    pub words: String,
}

pub fn approvals(conn: &mut Conn, id: ChangeId) -> Result<Vec<Approval>, Error> {
    conn.all(APPROVALS, params![id], |row| {
        Ok(Approval {
            person: row.get(0)?,
            name: row.get(1)?,
            role: row.get(2)?,
            at: row.get(3)?,
            yes: row.get::<String>(4)? == "approved",
            words: row.get(5)?,
        })
    })
}

pub(super) fn decide(
    tx: &mut Tx,
    id: ChangeId,
    person: PersonId,
    now: At,
    yes: bool,
    words: &str,
) -> Result<(), Error> {
    let decision = if yes { "approved" } else { "declined" };
    tx.run(DECIDE, params![id, person, now, decision, words])?;
    Ok(())
}

pub(super) fn drop_approvals(tx: &mut Tx, id: ChangeId) -> Result<(), Error> {
    tx.run(DROP_APPROVALS, params![id])?;
    Ok(())
}

/// How many wait for a yes; counts to a hundred.
pub fn waiting_for_yes(conn: &mut Conn) -> Result<i64, Error> {
    Ok(conn.one(WAITING_FOR_YES, params![], |row| row.get(0))?.unwrap_or(0))
}

/// Which changes a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those that are over, latest number first, before this number; else those ahead, the next one first.
    pub over_before: Option<i64>,
    pub state: Option<State>,
    pub service: Option<ServiceId>,
    /// Owned by them, or done by their hands.
    pub mine: Option<PersonId>,
}

pub(crate) fn list_query(wanted: &Wanted, limit: i64) -> Query {
    let mut query = Query::new(concat!("SELECT ", columns!(), " FROM changes WHERE state IN "));
    match (wanted.state, wanted.over_before) {
        (Some(state), _) => query.list([state.as_str()]),
        (None, Some(_)) => query.sql("('done', 'failed', 'undone', 'cancelled')"),
        (None, None) => query.sql("('draft', 'asked', 'approved', 'running')"),
    };
    if let Some(number) = wanted.over_before {
        query.sql(" AND number < ").bind(number);
    }
    if let Some(service) = wanted.service {
        query
            .sql(" AND id IN (SELECT change_id FROM change_services WHERE service_id = ")
            .bind(service.0)
            .sql(")");
    }
    if let Some(person) = wanted.mine {
        query.sql(" AND (owner_id = ").bind(person.0);
        query
            .sql(" OR id IN (SELECT change_id FROM change_hands WHERE person_id = ")
            .bind(person.0)
            .sql("))");
    }
    match wanted.over_before {
        Some(_) => query.sql(" ORDER BY number DESC LIMIT "),
        None => query.sql(" ORDER BY starts_at NULLS LAST, id LIMIT "),
    };
    query.bind(limit);
    query
}

pub fn list(conn: &mut Conn, wanted: &Wanted, limit: i64) -> Result<Vec<Change>, Error> {
    conn.query(&list_query(wanted, limit), change)
}

/// The services of each of these changes, at most 256 changes.
pub fn services_of(conn: &mut Conn, ids: &[ChangeId]) -> Result<HashMap<ChangeId, Vec<ServiceId>>, Error> {
    let mut found: HashMap<ChangeId, Vec<ServiceId>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut query = Query::new("SELECT change_id, service_id FROM change_services WHERE change_id IN ");
    query.list(ids.iter().take(256).map(|id| id.0)).sql(" ORDER BY change_id, service_id");
    for (change, service) in conn.query(&query, |row| Ok((row.get(0)?, row.get(1)?)))? {
        found.entry(change).or_default().push(service);
    }
    Ok(found)
}

/// Who does each of these changes, at most 256 changes.
pub fn hands_of(conn: &mut Conn, ids: &[ChangeId]) -> Result<HashMap<ChangeId, Vec<PersonId>>, Error> {
    let mut found: HashMap<ChangeId, Vec<PersonId>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut query = Query::new("SELECT change_id, person_id FROM change_hands WHERE change_id IN ");
    query.list(ids.iter().take(256).map(|id| id.0)).sql(" ORDER BY change_id, person_id");
    for (change, person) in conn.query(&query, |row| Ok((row.get(0)?, row.get(1)?)))? {
        found.entry(change).or_default().push(person);
    }
    Ok(found)
}

/// What the public may know of changes that touch this time: only those whose announcement is scheduled, so that nothing
/// is public that was not written for people; at most 200.
pub fn planned(conn: &mut Conn, from: At, until: At) -> Result<Vec<Planned>, Error> {
    let rows = conn.all(PLANNED, params![from.plus(-32 * DAY), until, from], |row| {
        let planned = Planned {
            public_id: row.get(0)?,
            title: row.get(1)?,
            state: row.get(2)?,
            starts_at: row.get(3)?,
            ends_at: row.get(4)?,
            services: Vec::new(),
            what: row.get(5)?,
            notice: row.get(6)?,
            must_do: row.get(7)?,
            changed_at: row.get(8)?,
            sequence: row.get(9)?,
        };
        Ok((row.get::<ChangeId>(10)?, planned))
    })?;
    let ids: Vec<ChangeId> = rows.iter().map(|(id, _)| *id).collect();
    let mut services = services_of(conn, &ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, planned)| Planned { services: services.remove(&id).unwrap_or_default(), ..planned })
        .collect())
}
