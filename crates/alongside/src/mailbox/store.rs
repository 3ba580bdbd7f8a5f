//! The SQL on our own mail addresses.

use super::{MailAddress, MailAddressId};
use crate::clock::At;
use crate::ids::TeamId;
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const ALL: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses ORDER BY is_default DESC, address LIMIT 200";
    pub const FIND: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE id = $1";
    pub const BY_ADDRESS: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE address = $1 AND active = TRUE";
    pub const DEFAULT: "SELECT id, address, name, team_id, is_default, imap, relay, active FROM mail_addresses WHERE active = TRUE ORDER BY is_default DESC, id LIMIT 1";
    pub const INSERT: "INSERT INTO mail_addresses (id, address, name, team_id, is_default, imap, relay, active) VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE)";
    pub const UPDATE: "UPDATE mail_addresses SET address = $1, name = $2, team_id = $3, is_default = $4, imap = $5, relay = $6, active = $7 WHERE id = $8";
    pub const HOLD: "INSERT INTO leases (name, holder, held_until) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until \
        WHERE leases.held_until <= $4 OR leases.holder = excluded.holder";
    pub const HOLDER: "SELECT holder FROM leases WHERE name = $1";
    pub const LET_GO: "DELETE FROM leases WHERE name = $1 AND holder = $2";
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

fn lease(address: &str) -> String {
    format!("mailbox {address}")
}

/// Who watches the mailbox of an address after a node asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watcher {
    /// The one that asked, until the time it asked for.
    Us,
    Other(String),
}

/// Asks for the mailbox of an address until `until`: granted to one node at a time, to the one that has it again and
/// again, to another once it ran out.
pub fn hold(tx: &mut Tx, address: &str, node: &str, now: At, until: At) -> Result<Watcher, Error> {
    let name = lease(address);
    if tx.run(HOLD, params![name, node, until, now])? == 1 {
        return Ok(Watcher::Us);
    }
    let holder = tx.one(HOLDER, params![name], |row| row.get(0))?;
    Ok(Watcher::Other(holder.unwrap_or_default()))
}

/// Gives the mailbox up, so that another node need not wait.
pub fn let_go(tx: &mut Tx, address: &str, node: &str) -> Result<(), Error> {
    tx.run(LET_GO, params![lease(address), node])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;
    use crate::testing::Desk;

    #[test]
    fn a_mailbox_belongs_to_one_node_at_a_time_and_a_dead_one_loses_it() {
        let desk = Desk::new();
        let asks = |address: &'static str, node: &'static str| {
            let now = desk.now();
            desk.write(move |tx| hold(tx, address, node, now, now.plus(45 * SECOND))).unwrap()
        };
        let (a, b) = ("node a", "node b");
        assert_eq!(asks("help@desk.example", a), Watcher::Us);
        assert_eq!(asks("help@desk.example", b), Watcher::Other(a.to_owned()));
        assert_eq!(asks("it@desk.example", b), Watcher::Us, "each mailbox for itself");
        desk.passes(30 * SECOND);
        assert_eq!(asks("help@desk.example", a), Watcher::Us, "renewed");
        desk.passes(44 * SECOND);
        assert_eq!(asks("help@desk.example", b), Watcher::Other(a.to_owned()));
        desk.passes(SECOND);
        assert_eq!(asks("help@desk.example", b), Watcher::Us, "the other one was silent for too long");
        assert_eq!(asks("help@desk.example", a), Watcher::Other(b.to_owned()));
        desk.write(move |tx| let_go(tx, "help@desk.example", a)).unwrap();
        assert_eq!(asks("help@desk.example", a), Watcher::Other(b.to_owned()), "only its own can be let go");
        desk.write(move |tx| let_go(tx, "help@desk.example", b)).unwrap();
        assert_eq!(asks("help@desk.example", a), Watcher::Us);
    }
}
