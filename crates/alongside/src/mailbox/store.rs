//! The SQL on our own mail addresses.

use super::{MailAddress, MailAddressId};
use crate::ids::TeamId;
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const ALL: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses ORDER BY is_default DESC, address LIMIT 200";
    pub const FIND: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE id = $1";
    pub const BY_ADDRESS: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE address = $1 AND active = TRUE";
    pub const DEFAULT: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE active = TRUE ORDER BY is_default DESC, id LIMIT 1";
    pub const INSERT: "INSERT INTO mail_addresses (id, address, name, team_id, is_default, imap, relay, active) VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE)";
    pub const UPDATE: "UPDATE mail_addresses SET address = $1, name = $2, team_id = $3, is_default = $4, imap = $5, relay = $6, active = $7 WHERE id = $8";
    pub const ONE_DEFAULT: "UPDATE mail_addresses SET is_default = FALSE WHERE id <> $1";
}

fn mail_address(row: &Row) -> Result<MailAddress, Error> {
    Ok(MailAddress {
        id: row.get(0)?,
        address: row.get(1)?,
        name: row.get(2)?,
        team: row.get(3)?,
        is_default: row.get(4)?,
        imap: row.get(5)?,
        relay: row.get(6)?,
        active: row.get(7)?,
    })
}

pub fn all(conn: &mut Conn) -> Result<Vec<MailAddress>, Error> {
    conn.all(ALL, params![], mail_address)
}

pub fn find(conn: &mut Conn, id: MailAddressId) -> Result<Option<MailAddress>, Error> {
    conn.one(FIND, params![id], mail_address)
}

/// The active address of ours that is spelt so, folded.
pub fn by_address(conn: &mut Conn, address: &str) -> Result<Option<MailAddress>, Error> {
    conn.one(BY_ADDRESS, params![crate::person::folded_address(address)], mail_address)
}

/// The address that is used when nothing says which: the default, or the first.
pub fn default(conn: &mut Conn) -> Result<Option<MailAddress>, Error> {
    conn.one(DEFAULT, params![], mail_address)
}

pub struct NewMailAddress<'a> {
    pub address: &'a str,
    pub name: &'a str,
    pub team: Option<TeamId>,
    pub is_default: bool,
    pub imap: Option<&'a str>,
    pub relay: Option<&'a str>,
}

/// Adds an address; a unique-constraint error means that it is there already.
pub fn insert(tx: &mut Tx, new: &NewMailAddress) -> Result<MailAddressId, Error> {
    let id = MailAddressId(tx.next_id("mail_address")?);
    let address = crate::person::folded_address(new.address);
    tx.run(INSERT, params![id, address, new.name, new.team, new.is_default, new.imap, new.relay])?;
    if new.is_default {
        tx.run(ONE_DEFAULT, params![id])?;
    }
    Ok(id)
}

pub fn update(tx: &mut Tx, a: &MailAddress) -> Result<(), Error> {
    tx.run(UPDATE, params![a.address, a.name, a.team, a.is_default, a.imap, a.relay, a.active, a.id])?;
    if a.is_default {
        tx.run(ONE_DEFAULT, params![a.id])?;
    }
    Ok(())
}
