//! The SQL on who uses services.

use super::super::affected::Affected;
use super::super::users::{Entered, UserKind, UserRule};
use super::super::{ServiceId, TeamId};
use crate::ids::{OrganisationId, PersonId};
use std::collections::BTreeSet;
use store::{Conn, Error, Query, Row, Tx, params};

/// People that one answer holds at most.
pub const PEOPLE_MAX: i64 = 200_000;

store::statements! {
    pub const RULES: "SELECT kind, target_id FROM service_users WHERE service_id = $1 AND kind <> 'person' ORDER BY kind, target_id LIMIT 500";
    pub const COUNTS: "SELECT service_id, kind, COUNT(*) FROM service_users GROUP BY service_id, kind ORDER BY service_id, kind LIMIT 2000";
    pub const ANY: "SELECT 1 FROM service_users WHERE service_id = $1 LIMIT 1";
    pub const DROP_RULES: "DELETE FROM service_users WHERE service_id = $1 AND kind <> 'person'";
    pub const ADD: "INSERT INTO service_users (service_id, kind, target_id) VALUES ($1, $2, $3) ON CONFLICT (service_id, kind, target_id) DO NOTHING";
    pub const DROP: "DELETE FROM service_users WHERE service_id = $1 AND kind = $2 AND target_id = $3";
    pub const EVERYONE: "SELECT p.id, p.name, a.address, p.time_zone, p.language \
        FROM people p JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.active = TRUE AND (p.folded_name, p.id) > ($1, $2) ORDER BY p.folded_name, p.id LIMIT $3";
    pub const COUNT_EVERYONE: "SELECT p.organisation_id, COUNT(*) \
        FROM people p JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.active = TRUE GROUP BY p.organisation_id";
    pub const SERVICES_OF: "SELECT service_id FROM service_users WHERE kind = 'everyone' \
        UNION SELECT service_id FROM service_users WHERE kind = 'person' AND target_id = $1 \
        UNION SELECT u.service_id FROM service_users u JOIN people p ON p.organisation_id = u.target_id WHERE u.kind = 'organisation' AND p.id = $2 \
        UNION SELECT u.service_id FROM service_users u JOIN memberships m ON m.team_id = u.target_id WHERE u.kind = 'team' AND m.person_id = $3 \
        ORDER BY 1 LIMIT 500";
    pub const NAMED: "SELECT p.id, p.name, COALESCE(a.address, ''), p.time_zone, p.language \
        FROM service_users u JOIN people p ON p.id = u.target_id LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE u.service_id = $1 AND u.kind = 'person' AND (p.folded_name, p.id) > ($2, $3) ORDER BY p.folded_name, p.id LIMIT $4";
}

fn person(row: &Row) -> Result<Affected, Error> {
    Ok(Affected {
        id: row.get(0)?,
        name: row.get(1)?,
        address: row.get(2)?,
        time_zone: row.get(3)?,
        language: row.get(4)?,
    })
}

pub fn rules(conn: &mut Conn, service: ServiceId) -> Result<Vec<UserRule>, Error> {
    conn.all(RULES, params![service], |row| Ok(UserRule::of(row.get::<UserKind>(0)?, row.get(1)?)))
}

/// How many groups and people of each kind are entered, for every service that has any.
pub fn counts(conn: &mut Conn) -> Result<Vec<Entered>, Error> {
    conn.all(COUNTS, params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub fn any(conn: &mut Conn, service: ServiceId) -> Result<bool, Error> {
    conn.exists(ANY, params![service])
}

/// True when they were not in before.
pub fn add(tx: &mut Tx, service: ServiceId, rule: UserRule) -> Result<bool, Error> {
    let (kind, target) = rule.parts();
    Ok(tx.run(ADD, params![service, kind, target])? == 1)
}

pub fn drop(tx: &mut Tx, service: ServiceId, rule: UserRule) -> Result<bool, Error> {
    let (kind, target) = rule.parts();
    Ok(tx.run(DROP, params![service, kind, target])? == 1)
}

pub fn replace_rules(tx: &mut Tx, service: ServiceId, rules: &BTreeSet<UserRule>) -> Result<(), Error> {
    tx.run(DROP_RULES, params![service])?;
    for rule in rules {
        add(tx, service, *rule)?;
    }
    Ok(())
}

/// Services that a person uses by any rule.
pub fn services_of(conn: &mut Conn, person: PersonId) -> Result<Vec<ServiceId>, Error> {
    conn.all(SERVICES_OF, params![person, person, person], |row| row.get(0))
}

/// People who are users of this service by name, whether or not a rule takes them in too.
pub fn named(
    conn: &mut Conn,
    service: ServiceId,
    after: (&str, PersonId),
    limit: i64,
) -> Result<Vec<Affected>, Error> {
    conn.all(NAMED, params![service, crate::words::fold(after.0), after.1, limit], person)
}

/// Whether everybody uses one of these services.
pub fn is_everyone(conn: &mut Conn, services: &[ServiceId]) -> Result<bool, Error> {
    let mut query =
        Query::new("SELECT service_id FROM service_users WHERE kind = 'everyone' AND service_id IN ");
    query.list(services.iter().map(|id| id.0)).sql(" LIMIT 1");
    Ok(!conn.query(&query, |row| row.get::<i64>(0))?.is_empty())
}

fn start(after: Option<(&str, PersonId)>) -> (String, PersonId) {
    after.map_or((String::new(), PersonId(-1)), |(name, id)| (crate::words::fold(name), id))
}

/// A page of everybody who is active and has an address, by name.
pub fn everyone(
    conn: &mut Conn,
    after: Option<(&str, PersonId)>,
    limit: i64,
) -> Result<Vec<Affected>, Error> {
    let (name, id) = start(after);
    conn.all(EVERYONE, params![name, id, limit.min(PEOPLE_MAX)], person)
}

/// People who use these services, each once: everybody named and the members of every group named.
fn users(query: &mut Query, services: &[ServiceId]) {
    let list = || services.iter().map(|id| id.0);
    query
        .sql(" (SELECT u.target_id AS id FROM service_users u WHERE u.kind = 'person' AND u.service_id IN ")
        .list(list())
        .sql(" UNION SELECT q.id FROM service_users u JOIN people q ON q.organisation_id = u.target_id WHERE u.kind = 'organisation' AND u.service_id IN ")
        .list(list())
        .sql(" UNION SELECT m.person_id FROM service_users u JOIN memberships m ON m.team_id = u.target_id WHERE u.kind = 'team' AND u.service_id IN ")
        .list(list())
        .sql(") x ");
}

pub(crate) fn people_query(services: &[ServiceId], after: Option<(&str, PersonId)>, limit: i64) -> Query {
    let (name, id) = start(after);
    let mut query = Query::new("SELECT p.id, p.name, a.address, p.time_zone, p.language FROM");
    users(&mut query, services);
    query
        .sql(
            "JOIN people p ON p.id = x.id JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
            WHERE p.active = TRUE AND (p.folded_name, p.id) > (",
        )
        .bind(name)
        .sql(", ")
        .bind(id.0)
        .sql(") ORDER BY p.folded_name, p.id LIMIT ")
        .bind(limit.min(PEOPLE_MAX));
    query
}

/// A page of those who use these services, by name.
pub fn people(
    conn: &mut Conn,
    services: &[ServiceId],
    after: Option<(&str, PersonId)>,
    limit: i64,
) -> Result<Vec<Affected>, Error> {
    conn.query(&people_query(services, after, limit), person)
}

type Counts = Vec<(Option<OrganisationId>, i64)>;

/// How many of them by organisation.
pub fn count(conn: &mut Conn, services: &[ServiceId]) -> Result<Counts, Error> {
    let mut query = Query::new("SELECT p.organisation_id, COUNT(*) FROM");
    users(&mut query, services);
    query.sql(
        "JOIN people p ON p.id = x.id JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.active = TRUE GROUP BY p.organisation_id",
    );
    conn.query(&query, |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn count_everyone(conn: &mut Conn) -> Result<Counts, Error> {
    conn.all(COUNT_EVERYONE, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Active members of each team that is named as a user of these services.
pub fn count_teams(conn: &mut Conn, services: &[ServiceId]) -> Result<Vec<(TeamId, i64)>, Error> {
    let mut query = Query::new(
        "SELECT m.team_id, COUNT(*) FROM memberships m JOIN people p ON p.id = m.person_id \
        WHERE p.active = TRUE AND m.team_id IN (SELECT u.target_id FROM service_users u WHERE u.kind = 'team' AND u.service_id IN ",
    );
    query.list(services.iter().map(|id| id.0)).sql(") GROUP BY m.team_id ORDER BY m.team_id LIMIT 500");
    conn.query(&query, |row| Ok((row.get(0)?, row.get(1)?)))
}
