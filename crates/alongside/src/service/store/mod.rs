//! The SQL on services.

use super::{Component, Service, ServiceId};
use crate::clock::At;
use crate::team::TeamId;
use std::sync::Arc;
use store::{Conn, Error, Row, Tx, params};

pub mod need;
pub mod spell;
pub mod users;

store::statements! {
    pub const ALL: "SELECT id, name, slug, description, owner_team_id, active, on_status_page, status_group, status_order, on_status_page_since FROM services ORDER BY name, id LIMIT 500";
    pub const FIND: "SELECT id, name, slug, description, owner_team_id, active, on_status_page, status_group, status_order, on_status_page_since FROM services WHERE id = $1";
    pub const BY_SLUG: "SELECT id, name, slug, description, owner_team_id, active, on_status_page, status_group, status_order, on_status_page_since FROM services WHERE slug = $1";
    pub const INSERT: "INSERT INTO services (id, name, slug, description, owner_team_id, active) VALUES ($1, $2, $3, $4, $5, TRUE)";
    pub const UPDATE: "UPDATE services SET name = $1, description = $2, owner_team_id = $3, active = $4, \
        on_status_page = $5, status_group = $6, status_order = $7, on_status_page_since = $8, changed_at = $9 WHERE id = $10";
    pub const TOUCH: "UPDATE services SET changed_at = $1 WHERE id = $2";
}

fn service(row: &Row) -> Result<Service, Error> {
    Ok(Service {
        id: row.get(0)?,
        name: row.get(1)?,
        slug: row.get(2)?,
        description: row.get(3)?,
        owner_team: row.get(4)?,
        active: row.get(5)?,
        component: Component {
            is_shown: row.get(6)?,
            group: row.get(7)?,
            order: row.get(8)?,
            since: row.get(9)?,
        },
    })
}

pub fn all(conn: &mut Conn) -> Result<Vec<Service>, Error> {
    conn.all(ALL, params![], service)
}

/// [`all`], read again only when anything has changed.
pub fn known(conn: &mut Conn) -> Result<Arc<Vec<Service>>, Error> {
    conn.kept("service.all", 0, all)
}

pub fn find(conn: &mut Conn, id: ServiceId) -> Result<Option<Service>, Error> {
    conn.one(FIND, params![id], service)
}

pub fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Service>, Error> {
    conn.one(BY_SLUG, params![slug], service)
}

/// Adds a service; a unique-constraint error means that the slug is taken.
pub fn insert(
    tx: &mut Tx,
    name: &str,
    slug: &str,
    description: &str,
    owner: Option<TeamId>,
) -> Result<ServiceId, Error> {
    let id = ServiceId(tx.next_id("service")?);
    tx.run(INSERT, params![id, name, slug, description, owner])?;
    Ok(id)
}

pub fn update(tx: &mut Tx, s: &Service, now: At) -> Result<(), Error> {
    let c = &s.component;
    tx.run(
        UPDATE,
        params![
            s.name,
            s.description,
            s.owner_team,
            s.active,
            c.is_shown,
            c.group,
            c.order,
            c.since,
            now,
            s.id
        ],
    )?;
    Ok(())
}

/// Remembers that something about it was changed.
pub fn touch(tx: &mut Tx, id: ServiceId, now: At) -> Result<(), Error> {
    tx.run(TOUCH, params![now, id])?;
    Ok(())
}
