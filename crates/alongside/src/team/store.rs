//! The SQL on teams and memberships.

use super::{Team, TeamId};
use crate::person::PersonId;
use std::sync::Arc;
use store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const ALL: "SELECT id, name, slug, active FROM teams ORDER BY name, id LIMIT 500";
    pub const FIND: "SELECT id, name, slug, active FROM teams WHERE id = $1";
    pub const BY_SLUG: "SELECT id, name, slug, active FROM teams WHERE slug = $1";
    pub const INSERT: "INSERT INTO teams (id, name, slug, active) VALUES ($1, $2, $3, TRUE)";
    pub const UPDATE: "UPDATE teams SET name = $1, active = $2 WHERE id = $3";
    pub const MEMBERS: "SELECT m.person_id, p.name FROM memberships m JOIN people p ON p.id = m.person_id WHERE m.team_id = $1 ORDER BY p.folded_name, p.id LIMIT 1000";
    pub const ALL_MEMBERS: "SELECT m.team_id, p.name FROM memberships m JOIN people p ON p.id = m.person_id ORDER BY m.team_id, p.folded_name, p.id LIMIT 5000";
    pub const JOIN: "INSERT INTO memberships (team_id, person_id) VALUES ($1, $2) ON CONFLICT (team_id, person_id) DO NOTHING";
    pub const LEAVE: "DELETE FROM memberships WHERE team_id = $1 AND person_id = $2";
}

fn team(row: &Row) -> Result<Team, Error> {
    Ok(Team { id: row.get(0)?, name: row.get(1)?, slug: row.get(2)?, active: row.get(3)? })
}

pub fn all(conn: &mut Conn) -> Result<Vec<Team>, Error> {
    conn.all(ALL, params![], team)
}

/// [`all`], read again only when anything has changed.
pub fn known(conn: &mut Conn) -> Result<Arc<Vec<Team>>, Error> {
    conn.kept("team.all", 0, all)
}

pub fn find(conn: &mut Conn, id: TeamId) -> Result<Option<Team>, Error> {
    conn.one(FIND, params![id], team)
}

pub fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Team>, Error> {
    conn.one(BY_SLUG, params![slug], team)
}

/// Adds a team; a unique-constraint error means that the slug is taken.
pub fn insert(tx: &mut Tx, name: &str, slug: &str) -> Result<TeamId, Error> {
    let id = TeamId(tx.next_id("team")?);
    tx.run(INSERT, params![id, name, slug])?;
    Ok(id)
}

pub fn update(tx: &mut Tx, id: TeamId, name: &str, active: bool) -> Result<(), Error> {
    tx.run(UPDATE, params![name, active, id])?;
    Ok(())
}

pub fn members(conn: &mut Conn, id: TeamId) -> Result<Vec<(PersonId, String)>, Error> {
    conn.all(MEMBERS, params![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The members of every team, at most 5,000.
pub fn all_members(conn: &mut Conn) -> Result<Vec<(TeamId, String)>, Error> {
    conn.all(ALL_MEMBERS, params![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Which of these people are in which teams.
pub fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(PersonId, TeamId)>, Error> {
    let Some(last) = people.last() else { return Ok(Vec::new()) };
    // Padded, so that few distinct statements are prepared.
    let mut ids: Vec<i64> = people.iter().take(500).map(|id| id.0).collect();
    ids.resize(ids.len().next_power_of_two().min(500), last.0);
    let mut query = Query::new("SELECT person_id, team_id FROM memberships WHERE person_id IN ");
    query.list(ids);
    conn.query(&query, |row| Ok((row.get(0)?, row.get(1)?)))
}

pub fn join(tx: &mut Tx, team: TeamId, person: PersonId) -> Result<(), Error> {
    tx.run(JOIN, params![team, person])?;
    Ok(())
}

pub fn leave(tx: &mut Tx, team: TeamId, person: PersonId) -> Result<(), Error> {
    tx.run(LEAVE, params![team, person])?;
    Ok(())
}
