//! 'Who is affected if this stops?': people, not boxes. Those who use the services themselves, and those who use what
//! needs them to run.

use super::{ServiceId, graph, store};
use crate::ids::{OrganisationId, PersonId, TeamId};
use ::store::{Conn, Error as Fault};
use std::collections::BTreeSet;

/// One person who can be told by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    pub id: PersonId,
    pub name: String,
    /// Their first address, folded.
    pub address: String,
    /// IANA name; empty: the desk's.
    pub time_zone: String,
    /// As `en`.
    pub language: String,
}

/// How far it reaches, for people to see at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Everybody, each once.
    pub people: i64,
    /// By organisation, the largest first; nobody's organisation is `None`.
    pub organisations: Vec<(Option<OrganisationId>, i64)>,
    /// Members of each team that is named as a user.
    pub teams: Vec<(TeamId, i64)>,
}

/// Everybody who uses these services or anything that needs them to run: active, with a mail address, each once, by name.
pub fn affected_people(conn: &mut Conn, services: &[ServiceId]) -> Result<Vec<Affected>, Fault> {
    affected_page(conn, services, None, store::users::PEOPLE_MAX)
}

/// The same, a page at a time: after this name and id (from the row before), at most `limit`.
pub fn affected_page(
    conn: &mut Conn,
    services: &[ServiceId],
    after: Option<(&str, PersonId)>,
    limit: i64,
) -> Result<Vec<Affected>, Fault> {
    let all = with_dependents(conn, services)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    match store::users::is_everyone(conn, &all)? {
        true => store::users::everyone(conn, after, limit),
        false => store::users::people(conn, &all, after, limit),
    }
}

/// How many they are.
pub fn affected_count(conn: &mut Conn, services: &[ServiceId]) -> Result<i64, Fault> {
    Ok(reach(conn, services)?.people)
}

/// How many people in which organisations and teams.
pub fn reach(conn: &mut Conn, services: &[ServiceId]) -> Result<Reach, Fault> {
    let all = with_dependents(conn, services)?;
    if all.is_empty() {
        return Ok(Reach::default());
    }
    let mut organisations = match store::users::is_everyone(conn, &all)? {
        true => store::users::count_everyone(conn)?,
        false => store::users::count(conn, &all)?,
    };
    organisations.sort_by_key(|(id, count)| (-count, *id));
    let people = organisations.iter().map(|(_, count)| count).sum();
    Ok(Reach { people, organisations, teams: store::users::count_teams(conn, &all)? })
}

fn with_dependents(conn: &mut Conn, services: &[ServiceId]) -> Result<Vec<ServiceId>, Fault> {
    let graph = graph(conn)?;
    let all = graph.dependents(services);
    Ok(all.into_iter().take(::store::MAX_LIST).collect())
}

/// Services that matter to one person: what they use, and what must run for it; by id.
pub fn used_by(conn: &mut Conn, person: PersonId) -> Result<BTreeSet<ServiceId>, Fault> {
    let direct = store::users::services_of(conn, person)?;
    Ok(graph(conn)?.requirements(&direct))
}

/// Whether any group or person is entered as a user of it.
pub fn has_users(conn: &mut Conn, service: ServiceId) -> Result<bool, Fault> {
    store::users::any(conn, service)
}

/// People entered by name as users of one service, by name; those of whom no address is known too.
pub fn named_page(
    conn: &mut Conn,
    service: ServiceId,
    after: Option<(&str, PersonId)>,
    limit: i64,
) -> Result<Vec<Affected>, Fault> {
    store::users::named(conn, service, after.unwrap_or(("", PersonId(-1))), limit)
}
