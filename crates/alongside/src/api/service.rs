//! One service for programs: how it is, what it needs, and who is affected if it stops.

use super::body::{Asked, Number};
use super::caller::{Caller, Scope, Who};
use super::docs::{Finding, Listing};
use super::list::limit;
use super::problem::{Checks, Kind, Problem};
use super::types::PlaceName;
use crate::ids::{PersonId, ServiceId};
use crate::person::{self, Power};
use crate::service::{self, spell};
use crate::team;
use axum::Json;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

/// Something IT runs for people, as colleagues see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceDetail {
    #[schema(minimum = 1, example = 4)]
    pub id: i64,
    #[schema(example = "vpn")]
    pub slug: String,
    #[schema(example = "VPN")]
    pub name: String,
    pub description: String,
    /// `works`, `maintenance`, `degraded`, `partial_outage` or `outage`.
    #[schema(example = "works")]
    pub state: &'static str,
    pub owner_team: Option<PlaceName>,
    /// What it needs itself to run.
    pub needs: Vec<PlaceName>,
    /// What needs it, however far off: it stops with it.
    pub stops: Vec<PlaceName>,
    /// People who are affected if it stops, each once.
    #[schema(minimum = 0, example = 1240)]
    pub affected: i64,
    pub on_status_page: bool,
    /// The heading on the status page; may be empty.
    pub status_group: String,
}

/// Read a service
///
/// How it is now, what it needs, and how many people are affected if it stops; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/services/{id}",
    operation_id = "readService",
    tag = "Teams and services",
    params(("id" = i64, Path, description = "The service's id", minimum = 1, example = 4)),
    responses((status = 200, description = "The service", body = ServiceDetail), Finding),
    security(("token" = [])),
)]
pub(super) async fn read(caller: Caller, Number(id): Number) -> Result<Json<ServiceDetail>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, "Only colleagues may read a service.")?;
        let id = ServiceId(id);
        let found = service::find(conn, id)?.ok_or_else(|| Problem::of(Kind::NotFound))?;
        let services = service::known(conn)?;
        let graph = service::graph(conn)?;
        let named = |id: ServiceId| {
            let s = services.iter().find(|s| s.id == id)?;
            Some(PlaceName { id: s.id.0, slug: s.slug.clone(), name: s.name.clone() })
        };
        let owner_team = match found.owner_team {
            Some(team) => team::find(conn, team)?,
            None => None,
        };
        Ok(ServiceDetail {
            id: id.0,
            state: spell::worst_now(conn)?.get(&id).map_or("works", |state| state.as_str()),
            owner_team: owner_team.map(|t| PlaceName { id: t.id.0, slug: t.slug, name: t.name }),
            needs: graph.needs(id).filter_map(named).collect(),
            stops: graph
                .dependents(&[id])
                .into_iter()
                .filter(|other| *other != id)
                .filter_map(named)
                .collect(),
            affected: service::affected_count(conn, &[id])?,
            on_status_page: found.component.is_shown,
            status_group: found.component.group,
            slug: found.slug,
            name: found.name,
            description: found.description,
        })
    };
    Ok(Json(caller.read(Some(Scope::ServicesRead), unit).await?))
}

/// One who is affected.
#[derive(Debug, Serialize, ToSchema)]
pub struct AffectedPerson {
    #[schema(minimum = 1, example = 7)]
    pub id: i64,
    #[schema(example = "Ana Lind")]
    pub name: String,
    #[schema(example = "ana@example.org")]
    pub address: String,
}

/// People by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct AffectedList {
    #[schema(max_items = 200)]
    pub items: Vec<AffectedPerson>,
    /// Send it as `after` for the next ones; null at the end.
    pub next: Option<i64>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AffectedWanted {
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// The `next` of the answer before.
    #[param(minimum = 1)]
    after: Option<i64>,
}

/// List who is affected
///
/// Everybody who uses a service, or anything that needs it to run, in the order of their names; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/services/{id}/affected",
    operation_id = "listAffected",
    tag = "Teams and services",
    params(("id" = i64, Path, description = "The service's id", minimum = 1, example = 4), AffectedWanted),
    responses((status = 200, description = "A page of people", body = AffectedList), Listing),
    security(("token" = [])),
)]
pub(super) async fn affected(
    caller: Caller,
    Number(id): Number,
    Asked(wanted): Asked<AffectedWanted>,
) -> Result<Json<AffectedList>, Problem> {
    let mut checks = Checks::default();
    let size = limit(&mut checks, wanted.limit);
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeePeople, "Only colleagues may list people.")?;
        let id = ServiceId(id);
        service::find(conn, id)?.ok_or_else(|| Problem::of(Kind::NotFound))?;
        let after = match wanted.after {
            Some(last) => match person::find(conn, PersonId(last))? {
                Some(last) => Some((last.name, last.id)),
                None => return Err(Problem::field("after", "must be the next of an answer before")),
            },
            None => None,
        };
        let after = after.as_ref().map(|(name, id)| (name.as_str(), *id));
        let found = service::affected_page(conn, &[id], after, size + 1)?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > size;
        let keep = usize::try_from(size).unwrap_or(1);
        let shown = |p: service::Affected| AffectedPerson { id: p.id.0, name: p.name, address: p.address };
        let items: Vec<AffectedPerson> = found.into_iter().take(keep).map(shown).collect();
        let next = items.last().map(|p| p.id).filter(|_| more);
        Ok(AffectedList { items, next })
    };
    Ok(Json(caller.read(Some(Scope::ServicesRead), unit).await?))
}
