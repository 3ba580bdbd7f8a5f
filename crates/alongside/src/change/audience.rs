//! Who is told of a change: those who use its services or what needs them, put right by hand.

use super::{ChangeId, store};
use crate::broadcast::{Recipient, Register};
use crate::ids::PersonId;
use crate::{broadcast, person, service};
use ::store::{Conn, Error as Fault};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: PersonId,
    pub name: String,
    pub address: String,
    /// Put in by hand.
    pub added: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Who will be told, by name.
    pub told: Vec<Member>,
    /// Who would be told if nobody had left them out.
    pub left_out: Vec<Member>,
}

/// The audience as it is now.
pub fn of(conn: &mut Conn, change: ChangeId) -> Result<Audience, Fault> {
    let services = store::services(conn, change)?;
    let by_hand = store::announce::people(conn, change)?;
    let left_out: BTreeSet<PersonId> =
        by_hand.iter().filter(|(_, added)| !added).map(|(person, _)| *person).collect();
    let mut audience = Audience::default();
    let mut known = BTreeSet::new();
    for affected in service::affected_people(conn, &services)? {
        let member = Member { id: affected.id, name: affected.name, address: affected.address, added: false };
        known.insert(member.id);
        match left_out.contains(&member.id) {
            true => audience.left_out.push(member),
            false => audience.told.push(member),
        }
    }
    for (id, added) in by_hand {
        if known.contains(&id) {
            continue;
        }
        if let Some(p) = person::find(conn, id)?.filter(|p| p.active && !p.address.is_empty()) {
            let member = Member { id, name: p.name, address: p.address, added };
            if added { audience.told.push(member) } else { audience.left_out.push(member) }
        }
    }
    let by_name = |m: &Member| (crate::words::fold(&m.name), m.id);
    audience.told.sort_by_cached_key(by_name);
    audience.left_out.sort_by_cached_key(by_name);
    Ok(audience)
}

/// Who is written to: the audience as it is now and, since they wait for what comes of it, everybody who was told before
/// and has not been left out since.
pub(super) fn recipients(conn: &mut Conn, change: ChangeId) -> Result<Vec<Recipient>, Fault> {
    let audience = of(conn, change)?;
    let left_out: BTreeSet<PersonId> = audience.left_out.iter().map(|member| member.id).collect();
    let mut all: BTreeMap<String, Option<PersonId>> = told(conn, change)?
        .into_iter()
        .filter(|(_, person)| person.is_none_or(|person| !left_out.contains(&person)))
        .collect();
    all.extend(audience.told.into_iter().map(|m| (person::folded_address(&m.address), Some(m.id))));
    Ok(as_recipients(all))
}

/// Exactly those who were told before.
pub(super) fn told_before(conn: &mut Conn, change: ChangeId) -> Result<Vec<Recipient>, Fault> {
    Ok(as_recipients(told(conn, change)?.into_iter().collect()))
}

fn told(conn: &mut Conn, change: ChangeId) -> Result<Vec<(String, Option<PersonId>)>, Fault> {
    broadcast::told(conn, change.into())
}

fn as_recipients(all: BTreeMap<String, Option<PersonId>>) -> Vec<Recipient> {
    all.into_iter()
        .map(|(address, person)| Recipient {
            address,
            person,
            ticket: None,
            subscriber: None,
            register: Register::Reader,
        })
        .collect()
}
