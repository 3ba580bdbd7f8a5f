//! The SQL on spells.

use super::super::ServiceId;
use super::super::spell::{Spell, State};
use crate::clock::At;
use crate::ids::{RecordId, ServiceSpellId};
use store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const OPEN_OF: "SELECT id, service_id, record_id, state, from_at, until_at FROM service_spells \
        WHERE record_id = $1 AND service_id = $2 AND until_at IS NULL ORDER BY from_at, id LIMIT 1";
    pub const OPEN: "SELECT id, service_id, record_id, state, from_at, until_at FROM service_spells \
        WHERE until_at IS NULL ORDER BY service_id, id LIMIT 5000";
    pub const OF_RECORD: "SELECT id, service_id, record_id, state, from_at, until_at FROM service_spells \
        WHERE record_id = $1 ORDER BY service_id, from_at, id LIMIT 5000";
    pub const INSERT: "INSERT INTO service_spells (id, service_id, record_id, state, from_at, until_at) VALUES ($1, $2, $3, $4, $5, NULL)";
    pub const END: "UPDATE service_spells SET until_at = $1 WHERE id = $2 AND until_at IS NULL";
    pub const DROP: "DELETE FROM service_spells WHERE id = $1";
    pub const SET_TIMES: "UPDATE service_spells SET from_at = $1, until_at = $2 WHERE id = $3 AND record_id = $4";
}

fn spell(row: &Row) -> Result<Spell, Error> {
    Ok(Spell {
        id: row.get(0)?,
        service: row.get(1)?,
        record: row.get(2)?,
        state: row.get(3)?,
        from_at: row.get(4)?,
        until_at: row.get(5)?,
    })
}

/// What `record` makes of `service` now.
pub fn open_of(conn: &mut Conn, service: ServiceId, record: RecordId) -> Result<Option<Spell>, Error> {
    conn.one(OPEN_OF, params![record, service], spell)
}

/// Every spell that goes on.
pub fn open(conn: &mut Conn) -> Result<Vec<Spell>, Error> {
    conn.all(OPEN, params![], spell)
}

/// Every spell owed to a record, service by service in the order of time.
pub fn of_record(conn: &mut Conn, record: RecordId) -> Result<Vec<Spell>, Error> {
    conn.all(OF_RECORD, params![record], spell)
}

/// Spells of these services that touch the time from `from` until `until`, service by service in the order of time; at
/// most 20,000.
pub fn spells_between(
    conn: &mut Conn,
    services: &[ServiceId],
    from: At,
    until: At,
) -> Result<Vec<Spell>, Error> {
    if services.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(
        "SELECT id, service_id, record_id, state, from_at, until_at FROM service_spells WHERE service_id IN ",
    );
    query
        .list(services.iter().map(|id| id.0))
        .sql(" AND from_at < ")
        .bind(until.0)
        .sql(" AND (until_at IS NULL OR until_at > ")
        .bind(from.0)
        .sql(") ORDER BY service_id, from_at, id LIMIT 20000");
    conn.query(&query, spell)
}

pub fn insert(
    tx: &mut Tx,
    service: ServiceId,
    record: RecordId,
    state: State,
    now: At,
) -> Result<ServiceSpellId, Error> {
    let id = ServiceSpellId(tx.next_id("service_spell")?);
    tx.run(INSERT, params![id, service, record, state, now])?;
    Ok(id)
}

pub fn end(tx: &mut Tx, id: ServiceSpellId, now: At) -> Result<(), Error> {
    tx.run(END, params![now, id])?;
    Ok(())
}

pub fn drop(tx: &mut Tx, id: ServiceSpellId) -> Result<(), Error> {
    tx.run(DROP, params![id])?;
    Ok(())
}

pub fn set_times(
    tx: &mut Tx,
    record: RecordId,
    id: ServiceSpellId,
    from: At,
    until: Option<At>,
) -> Result<bool, Error> {
    Ok(tx.run(SET_TIMES, params![from, until, id, record])? == 1)
}
