//! Who uses a service: by rule (everybody, an organisation, a team) or by name.

use super::{Error, Refused, ServiceId, store};
use crate::clock::At;
use crate::ids::{OrganisationId, PersonId, TeamId};
use crate::person;
use ::store::{Conn, Error as Fault, Tx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Organisations and teams that one service may name.
pub const RULES_MAX: usize = 200;
/// People added by one form.
pub const ADDED_MAX: usize = 500;

::store::text_enum! {
    /// How users are entered.
    pub enum UserKind {
        Everyone = "everyone",
        Organisation = "organisation",
        Team = "team",
        Person = "person",
    }
}

/// One answer to "who uses it?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserRule {
    /// Whoever is known here, now and later.
    Everyone,
    Organisation(OrganisationId),
    Team(TeamId),
    Person(PersonId),
}

impl UserRule {
    pub(super) fn parts(self) -> (UserKind, i64) {
        match self {
            UserRule::Everyone => (UserKind::Everyone, 0),
            UserRule::Organisation(id) => (UserKind::Organisation, id.0),
            UserRule::Team(id) => (UserKind::Team, id.0),
            UserRule::Person(id) => (UserKind::Person, id.0),
        }
    }

    pub(super) fn of(kind: UserKind, id: i64) -> UserRule {
        match kind {
            UserKind::Everyone => UserRule::Everyone,
            UserKind::Organisation => UserRule::Organisation(OrganisationId(id)),
            UserKind::Team => UserRule::Team(TeamId(id)),
            UserKind::Person => UserRule::Person(PersonId(id)),
        }
    }
}

/// How many groups or people of a kind a service has.
pub type Entered = (ServiceId, UserKind, i64);

/// How many of each kind are entered, for every service that has any; read again only when anything has changed.
pub fn entered(conn: &mut Conn) -> Result<Arc<Vec<Entered>>, Fault> {
    conn.kept("service.users", 0, store::users::counts)
}

/// Everybody and every group that uses this service, people by name left out (there may be thousands; see
/// [`super::affected_page`]).
pub fn users_of(conn: &mut Conn, service: ServiceId) -> Result<Vec<UserRule>, Fault> {
    store::users::rules(conn, service)
}

/// Says anew which groups use a service; people by name stay as they are.
pub fn set_rules(tx: &mut Tx, service: ServiceId, rules: &[UserRule], now: At) -> Result<(), Error> {
    let wanted: BTreeSet<UserRule> =
        rules.iter().copied().filter(|rule| !matches!(rule, UserRule::Person(_))).collect();
    if wanted.len() > RULES_MAX {
        return Err(Refused::TooManyUsers.into());
    }
    let organisations: BTreeSet<OrganisationId> =
        person::organisations(tx)?.into_iter().map(|(id, _, _)| id).collect();
    let teams: BTreeSet<TeamId> = crate::team::known(tx)?.iter().map(|team| team.id).collect();
    let is_known = |rule: &UserRule| match rule {
        UserRule::Everyone => true,
        UserRule::Organisation(id) => organisations.contains(id),
        UserRule::Team(id) => teams.contains(id),
        UserRule::Person(_) => false,
    };
    if super::find(tx, service)?.is_none() || !wanted.iter().all(is_known) {
        return Err(Refused::NoService.into());
    }
    store::users::replace_rules(tx, service, &wanted)?;
    store::touch(tx, service, now)?;
    Ok(())
}

/// Addresses of nobody we know, as they were written.
pub type Unknown = Vec<String>;

/// Adds people by their mail addresses (however they are separated); answers how many are new, and which addresses
/// nobody here has.
pub fn add_people(tx: &mut Tx, service: ServiceId, text: &str, now: At) -> Result<(usize, Unknown), Error> {
    let addresses: BTreeSet<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"'))
        .map(person::folded_address)
        .filter(|address| address.contains('@'))
        .collect();
    if addresses.is_empty() {
        return Err(Refused::NoAddress.into());
    }
    if addresses.len() > ADDED_MAX {
        return Err(Refused::TooManyUsers.into());
    }
    if super::find(tx, service)?.is_none() {
        return Err(Refused::NoService.into());
    }
    let (mut added, mut unknown) = (0, Unknown::new());
    for address in addresses {
        match person::by_address(tx, &address)? {
            Some(found) => added += usize::from(store::users::add(tx, service, UserRule::Person(found.id))?),
            None => unknown.push(address),
        }
    }
    store::touch(tx, service, now)?;
    Ok((added, unknown))
}

/// Takes a person or a group out; false when they were not in.
pub fn drop_user(tx: &mut Tx, service: ServiceId, rule: UserRule, now: At) -> Result<bool, Fault> {
    store::touch(tx, service, now)?;
    store::users::drop(tx, service, rule)
}
