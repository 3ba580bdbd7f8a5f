//! The SQL on those who asked for news.

use crate::clock::At;
use crate::ids::{ServiceId, SubscriberId};
use crate::status::subscriber::{Kind, Subscriber};
use store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO status_subscribers (id, kind, address, language, time_zone, created_at, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub const ASKED_AGAIN: "UPDATE status_subscribers SET language = $1, time_zone = $2, created_at = $3 WHERE id = $4 AND confirmed_at IS NULL";
    pub const FIND: "SELECT id, kind, address, language, time_zone, created_at, confirmed_at, failed_since, paused_at FROM status_subscribers WHERE id = $1";
    pub const BY_ADDRESS: "SELECT id, kind, address, language, time_zone, created_at, confirmed_at, failed_since, paused_at FROM status_subscribers WHERE kind = $1 AND address = $2";
    pub const CONFIRM: "UPDATE status_subscribers SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL";
    pub const REMOVE_CHOICE: "DELETE FROM status_subscriptions WHERE subscriber_id = $1";
    pub const CHOOSE: "INSERT INTO status_subscriptions (subscriber_id, service_id) VALUES ($1, $2)";
    pub const CHOICE: "SELECT service_id FROM status_subscriptions WHERE subscriber_id = $1 ORDER BY service_id";
    pub const REMOVE_CALLS: "DELETE FROM webhook_calls WHERE subscriber_id = $1";
    pub const REMOVE: "DELETE FROM status_subscribers WHERE id = $1";
    pub const UNCONFIRMED: "SELECT id FROM status_subscribers WHERE confirmed_at IS NULL AND created_at < $1 ORDER BY id LIMIT 200";
    pub const COUNT: "SELECT COUNT(*) FROM (SELECT 1 FROM status_subscribers WHERE kind = 'mail' AND confirmed_at IS NOT NULL LIMIT 100000) counted";
    pub const WEBHOOKS: "SELECT id, kind, address, language, time_zone, created_at, confirmed_at, failed_since, paused_at FROM status_subscribers \
        WHERE kind = 'webhook' AND confirmed_at IS NOT NULL ORDER BY id LIMIT 200";
}

fn subscriber(row: &Row) -> Result<Subscriber, Error> {
    Ok(Subscriber {
        id: row.get(0)?,
        kind: row.get(1)?,
        address: row.get(2)?,
        language: row.get(3)?,
        time_zone: row.get(4)?,
        created_at: row.get(5)?,
        confirmed_at: row.get(6)?,
        failed_since: row.get(7)?,
        paused_at: row.get(8)?,
    })
}

pub fn insert(tx: &mut Tx, new: &Subscriber) -> Result<SubscriberId, Error> {
    let id = SubscriberId(tx.next_id("status_subscriber")?);
    tx.run(
        INSERT,
        params![id, new.kind, new.address, new.language, new.time_zone, new.created_at, new.confirmed_at],
    )?;
    Ok(id)
}

/// Somebody who did not confirm asks once more.
pub fn asked_again(tx: &mut Tx, id: SubscriberId, language: &str, zone: &str, now: At) -> Result<(), Error> {
    tx.run(ASKED_AGAIN, params![language, zone, now, id]).map(drop)
}

pub fn find(conn: &mut Conn, id: SubscriberId) -> Result<Option<Subscriber>, Error> {
    conn.one(FIND, params![id], subscriber)
}

pub fn by_address(conn: &mut Conn, kind: Kind, address: &str) -> Result<Option<Subscriber>, Error> {
    conn.one(BY_ADDRESS, params![kind, address], subscriber)
}

pub fn confirm(tx: &mut Tx, id: SubscriberId, now: At) -> Result<bool, Error> {
    Ok(tx.run(CONFIRM, params![now, id])? == 1)
}

/// The services somebody wants to hear of; none: all.
pub fn choose(tx: &mut Tx, id: SubscriberId, services: &[ServiceId]) -> Result<(), Error> {
    tx.run(REMOVE_CHOICE, params![id])?;
    for service in services {
        tx.run(CHOOSE, params![id, *service])?;
    }
    Ok(())
}

pub fn choice(conn: &mut Conn, id: SubscriberId) -> Result<Vec<ServiceId>, Error> {
    conn.all(CHOICE, params![id], |row| row.get(0))
}

pub fn remove(tx: &mut Tx, id: SubscriberId) -> Result<bool, Error> {
    tx.run(REMOVE_CHOICE, params![id])?;
    tx.run(REMOVE_CALLS, params![id])?;
    Ok(tx.run(REMOVE, params![id])? == 1)
}

/// Those who asked before and never confirmed.
pub fn unconfirmed(conn: &mut Conn, before: At) -> Result<Vec<SubscriberId>, Error> {
    conn.all(UNCONFIRMED, params![before], |row| row.get(0))
}

pub fn count(conn: &mut Conn) -> Result<i64, Error> {
    Ok(conn.one(COUNT, params![], |row| row.get(0))?.unwrap_or(0))
}

pub fn webhooks(conn: &mut Conn) -> Result<Vec<Subscriber>, Error> {
    conn.all(WEBHOOKS, params![], subscriber)
}

/// Confirmed subscribers of a kind after `after` who want to hear of one of these services, or of all: at most `limit`,
/// by id.
pub fn of_services(
    conn: &mut Conn,
    kind: Kind,
    services: &[ServiceId],
    after: SubscriberId,
    limit: i64,
) -> Result<Vec<Subscriber>, Error> {
    let mut query = Query::new(
        "SELECT s.id, s.kind, s.address, s.language, s.time_zone, s.created_at, s.confirmed_at, s.failed_since, s.paused_at \
         FROM status_subscribers s WHERE s.kind = ",
    );
    query.bind(kind).sql(" AND s.confirmed_at IS NOT NULL AND s.paused_at IS NULL AND s.id > ").bind(after);
    query.sql(" AND (NOT EXISTS (SELECT 1 FROM status_subscriptions a WHERE a.subscriber_id = s.id)");
    query.sql(
        " OR EXISTS (SELECT 1 FROM status_subscriptions b WHERE b.subscriber_id = s.id AND b.service_id IN ",
    );
    query.list(services.iter().map(|id| id.0)).sql(")) ORDER BY s.id LIMIT ").bind(limit);
    conn.query(&query, subscriber)
}
