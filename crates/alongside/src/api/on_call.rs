//! Who is on call, for programs: now, and in the coming weeks.

use super::body::Number;
use super::caller::{Caller, Scope, Who};
use super::docs::{Finding, Reading};
use super::problem::{Kind, Problem};
use super::types::{PersonName, time};
use crate::ids::RotationId;
use crate::on_call;
use crate::person::Power;
use axum::Json;
use serde::Serialize;
use store::Conn;
use utoipa::ToSchema;

/// Who is on call for one rotation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duty {
    /// The rotation's id.
    #[schema(minimum = 1, example = 2)]
    pub rotation: i64,
    #[schema(example = "Network at night")]
    pub name: String,
    pub person: PersonName,
    /// RFC 3339; null: nobody takes over in the next six weeks.
    pub until: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DutyList {
    pub items: Vec<Duty>,
}

/// Who is on call now
///
/// Rotation by rotation; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/on-call",
    operation_id = "listOnCall",
    tag = "On call",
    responses((status = 200, description = "Who is called now", body = DutyList), Reading),
    security(("token" = [])),
)]
pub(super) async fn now(caller: Caller) -> Result<Json<DutyList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, "Only colleagues may see who is on call.")?;
        let duties = on_call::duties(conn, who.now)?.into_iter().map(|d| Duty {
            rotation: d.rotation.0,
            name: d.name,
            person: PersonName { id: d.person.0, name: d.person_name },
            until: d.until_at.map(time),
        });
        Ok(DutyList { items: duties.collect() })
    };
    Ok(Json(caller.read(Some(Scope::OnCallRead), unit).await?))
}

/// A time in which one person is on call.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shift {
    pub person: i64,
    /// RFC 3339.
    #[schema(example = "2026-11-23T07:00:00Z")]
    pub from: String,
    #[schema(example = "2026-11-30T07:00:00Z")]
    pub until: String,
    /// They stand in for somebody.
    pub stands_in: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftList {
    #[schema(max_items = 500)]
    pub items: Vec<Shift>,
}

/// List the shifts of a rotation
///
/// The one that runs, and those of the next six weeks; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/on-call/rotations/{id}/shifts",
    operation_id = "listShifts",
    tag = "On call",
    params(("id" = i64, Path, description = "The rotation's id", minimum = 1, example = 2)),
    responses((status = 200, description = "Shifts in the order of time", body = ShiftList), Finding),
    security(("token" = [])),
)]
pub(super) async fn shifts(caller: Caller, Number(id): Number) -> Result<Json<ShiftList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        who.needs(Power::SeeDesk, "Only colleagues may see who is on call.")?;
        let rotation = on_call::find(conn, RotationId(id))?.ok_or_else(|| Problem::of(Kind::NotFound))?;
        let told = on_call::shifts(&rotation, who.now, who.now.plus(on_call::LOOK_AHEAD));
        let items = told.into_iter().map(|s| Shift {
            person: s.person.0,
            from: time(s.from_at),
            until: time(s.until_at),
            stands_in: s.stands_in,
        });
        Ok(ShiftList { items: items.collect() })
    };
    Ok(Json(caller.read(Some(Scope::OnCallRead), unit).await?))
}
