//! The SQL on rotations, who stands in, and the ways to people.

use super::plan::{Override, Rotation};
use super::road::RoadKind;
use super::verbs::NewRotation;
use super::{OverrideId, RotationId};
use crate::clock::At;
use crate::ids::PersonId;
use ::store::{Conn, Error, Row, Tx, params};
use std::sync::Arc;

pub mod alarm;

::store::statements! {
    pub const ALL: "SELECT id, team_id, name, time_zone, hand_over_minute, days, first_day, escalate_minutes, active FROM rotations ORDER BY id LIMIT 200";
    pub const PEOPLE: "SELECT rotation_id, person_id FROM rotation_people ORDER BY rotation_id, position LIMIT 10000";
    // The newest ones: those long over matter to nobody.
    pub const OVERRIDES: "SELECT rotation_id, id, person_id, from_at, until_at FROM on_call_overrides ORDER BY id DESC LIMIT 2000";
    pub const INSERT: "INSERT INTO rotations (id, team_id, name, time_zone, hand_over_minute, days, first_day, escalate_minutes, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub const UPDATE: "UPDATE rotations SET team_id = $1, name = $2, time_zone = $3, hand_over_minute = $4, days = $5, first_day = $6, escalate_minutes = $7, active = $8 WHERE id = $9";
    pub const DROP_PEOPLE: "DELETE FROM rotation_people WHERE rotation_id = $1";
    pub const ADD_PERSON: "INSERT INTO rotation_people (rotation_id, position, person_id) VALUES ($1, $2, $3)";
    pub const OF_PERSON: "SELECT DISTINCT rotation_id FROM rotation_people WHERE person_id = $1 ORDER BY rotation_id LIMIT 200";
    pub const INSERT_OVERRIDE: "INSERT INTO on_call_overrides (id, rotation_id, person_id, from_at, until_at, made_by_id) VALUES ($1, $2, $3, $4, $5, $6)";
    pub const DROP_OVERRIDE: "DELETE FROM on_call_overrides WHERE id = $1 AND rotation_id = $2";
    pub const ROADS: "SELECT kind, target FROM call_roads WHERE person_id = $1 ORDER BY kind";
    pub const SET_ROAD: "INSERT INTO call_roads (person_id, kind, target) VALUES ($1, $2, $3) ON CONFLICT (person_id, kind) DO UPDATE SET target = excluded.target";
    pub const DROP_ROAD: "DELETE FROM call_roads WHERE person_id = $1 AND kind = $2";
}

fn rotation(row: &Row) -> Result<Rotation, Error> {
    Ok(Rotation {
        id: row.get(0)?,
        team: row.get(1)?,
        name: row.get(2)?,
        time_zone: row.get(3)?,
        hand_over_minute: row.get(4)?,
        days: row.get(5)?,
        first_day: row.get::<String>(6)?.parse().unwrap_or_default(),
        escalate_minutes: row.get(7)?,
        active: row.get(8)?,
        people: Vec::new(),
        overrides: Vec::new(),
    })
}

/// Every rotation with its people and who stands in, read again only when anything has changed.
pub fn rotations(conn: &mut Conn) -> Result<Arc<Vec<Rotation>>, Error> {
    conn.kept("on_call.rotations", 0, |conn| {
        let mut all = conn.all(ALL, params![], rotation)?;
        let people: Vec<(RotationId, PersonId)> =
            conn.all(PEOPLE, params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let overrides: Vec<(RotationId, Override)> = conn.all(OVERRIDES, params![], |row| {
            let (id, person, from_at, until_at) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok((row.get(0)?, Override { id, person, from_at, until_at }))
        })?;
        for r in &mut all {
            r.people = people.iter().filter(|(id, _)| *id == r.id).map(|(_, person)| *person).collect();
            let own = overrides.iter().filter(|(id, _)| *id == r.id);
            r.overrides = own.map(|(_, o)| o.clone()).collect();
        }
        Ok(all)
    })
}

pub fn find(conn: &mut Conn, id: RotationId) -> Result<Option<Rotation>, Error> {
    Ok(rotations(conn)?.iter().find(|r| r.id == id).cloned())
}

/// Rotations that a person takes turns in.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<RotationId>, Error> {
    conn.all(OF_PERSON, params![person], |row| row.get(0))
}

pub(super) fn insert(tx: &mut Tx, new: &NewRotation) -> Result<RotationId, Error> {
    let id = RotationId(tx.next_id("rotation")?);
    let day = new.first_day.to_string();
    tx.run(
        INSERT,
        params![
            id,
            new.team,
            new.name,
            new.time_zone,
            new.hand_over_minute,
            new.days,
            day,
            new.escalate_minutes,
            new.active
        ],
    )?;
    set_people(tx, id, &new.people)?;
    Ok(id)
}

/// False when there is no such rotation.
pub(super) fn update(tx: &mut Tx, id: RotationId, new: &NewRotation) -> Result<bool, Error> {
    let day = new.first_day.to_string();
    let changed = tx.run(
        UPDATE,
        params![
            new.team,
            new.name,
            new.time_zone,
            new.hand_over_minute,
            new.days,
            day,
            new.escalate_minutes,
            new.active,
            id
        ],
    )?;
    if changed == 1 {
        set_people(tx, id, &new.people)?;
    }
    Ok(changed == 1)
}

fn set_people(tx: &mut Tx, id: RotationId, people: &[PersonId]) -> Result<(), Error> {
    tx.run(DROP_PEOPLE, params![id])?;
    for (position, person) in (0_i64..).zip(people) {
        tx.run(ADD_PERSON, params![id, position, *person])?;
    }
    Ok(())
}

pub(super) fn insert_override(
    tx: &mut Tx,
    rotation: RotationId,
    person: PersonId,
    from_at: At,
    until_at: At,
    by: PersonId,
) -> Result<OverrideId, Error> {
    let id = OverrideId(tx.next_id("on_call_override")?);
    tx.run(INSERT_OVERRIDE, params![id, rotation, person, from_at, until_at, by])?;
    Ok(id)
}

pub(super) fn drop_override(tx: &mut Tx, rotation: RotationId, id: OverrideId) -> Result<bool, Error> {
    Ok(tx.run(DROP_OVERRIDE, params![id, rotation])? == 1)
}

/// Kind and sealed target of each way to a person.
pub(super) fn roads(conn: &mut Conn, person: PersonId) -> Result<Vec<(RoadKind, String)>, Error> {
    conn.all(ROADS, params![person], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn set_road(tx: &mut Tx, person: PersonId, kind: RoadKind, sealed: &str) -> Result<(), Error> {
    tx.run(SET_ROAD, params![person, kind, sealed])?;
    Ok(())
}

pub(super) fn drop_road(tx: &mut Tx, person: PersonId, kind: RoadKind) -> Result<(), Error> {
    tx.run(DROP_ROAD, params![person, kind])?;
    Ok(())
}
