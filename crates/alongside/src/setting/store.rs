//! The SQL on settings.

use crate::clock::At;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const GET: "SELECT value FROM settings WHERE name = $1";
    pub const PUT: "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at";
}

pub fn get(conn: &mut Conn, name: &str) -> Result<Option<String>, Error> {
    conn.one(GET, params![name], |row| row.get(0))
}

pub fn put(tx: &mut Tx, name: &str, value: &str, now: At) -> Result<(), Error> {
    tx.run(PUT, params![name, value, now])?;
    Ok(())
}
