//! Who the token stands for, the teams and the services.

use super::caller::{Caller, Scope, Who};
use super::docs::Reading;
use super::problem::Problem;
use super::types::{PlaceName, Role};
use crate::person::Power;
use crate::{service, team};
use axum::Json;
use serde::Serialize;
use store::Conn;
use utoipa::ToSchema;

/// The person behind the token.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    #[schema(minimum = 1, example = 3)]
    pub id: i64,
    #[schema(example = "Bo Berg")]
    pub name: String,
    pub role: Role,
    pub language: String,
    pub time_zone: String,
    pub teams: Vec<PlaceName>,
    /// What this token may be used for.
    #[schema(example = json!(["tickets:read", "tickets:write"]))]
    pub scopes: Vec<&'static str>,
}

/// Who am I
///
/// The person the token stands for, and what it may be used for. Needs no scope.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    operation_id = "readMe",
    tag = "People",
    responses((status = 200, description = "The person behind the token", body = Me), Reading),
    security(("token" = [])),
)]
pub(super) async fn me(caller: Caller) -> Result<Json<Me>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let mut teams = Vec::new();
        for id in &who.actor.teams {
            teams.extend(team::find(conn, *id)?.map(team_name));
        }
        Ok(Me {
            id: who.actor.id.0,
            name: who.actor.name.clone(),
            role: who.actor.role.into(),
            language: who.actor.language.clone(),
            time_zone: who.actor.time_zone.clone(),
            teams,
            scopes: who.scopes.iter().map(|scope| scope.as_str()).collect(),
        })
    };
    Ok(Json(caller.read(None, unit).await?))
}

fn team_name(team: team::Team) -> PlaceName {
    PlaceName { id: team.id.0, slug: team.slug, name: team.name }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TeamList {
    pub items: Vec<PlaceName>,
}

/// List teams
///
/// Those that work tickets now; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/teams",
    operation_id = "listTeams",
    tag = "Teams and services",
    responses((status = 200, description = "All teams by name", body = TeamList), Reading),
    security(("token" = [])),
)]
pub(super) async fn teams(caller: Caller) -> Result<Json<TeamList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, "Only colleagues may list teams.")?;
        let items = team::all(conn)?.into_iter().filter(|t| t.active).map(team_name).collect();
        Ok(TeamList { items })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// Something IT runs for people.
#[derive(Debug, Serialize, ToSchema)]
pub struct Service {
    #[schema(minimum = 1, example = 4)]
    pub id: i64,
    #[schema(example = "vpn")]
    pub slug: String,
    #[schema(example = "VPN")]
    pub name: String,
    pub description: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceList {
    pub items: Vec<Service>,
}

/// List services
///
/// What IT runs for people; for everybody.
#[utoipa::path(
    get,
    path = "/api/v1/services",
    operation_id = "listServices",
    tag = "Teams and services",
    responses((status = 200, description = "All services by name", body = ServiceList), Reading),
    security(("token" = [])),
)]
pub(super) async fn services(caller: Caller) -> Result<Json<ServiceList>, Problem> {
    let unit = move |conn: &mut Conn, _: &Who| {
        let items = service::all(conn)?.into_iter().filter(|s| s.active).map(|s| Service {
            id: s.id.0,
            slug: s.slug,
            name: s.name,
            description: s.description,
        });
        Ok(ServiceList { items: items.collect() })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}
