//! What somebody is writing on a ticket and has not sent: kept for them alone, the same as at the desk.

use super::body::{Number, Sent};
use super::caller::{Caller, Scope, Who};
use super::docs::{Changing, Finding};
use super::problem::{Checks, Kind, Problem, refusal};
use super::ticket::find;
use super::types::{MessageKind, time};
use crate::app::App;
use crate::person::Power;
use crate::ticket::{self, BODY_LENGTH_MAX, draft as drafting};
use axum::Json;
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::ToSchema;

/// Words that wait to be sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Draft {
    pub kind: MessageKind,
    #[schema(example = "Could you tell us which")]
    pub body: String,
    #[schema(format = DateTime)]
    pub changed_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DraftList {
    /// At most one of each kind.
    #[schema(max_items = 2)]
    pub items: Vec<Draft>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftWords {
    /// An empty body drops the draft.
    #[schema(max_length = 200000, example = "Could you tell us which")]
    pub body: String,
}

/// Read your drafts
///
/// What the token's person has begun to write on this ticket, anywhere; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}/drafts",
    operation_id = "listDrafts",
    tag = "Messages",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042)),
    responses((status = 200, description = "Your drafts", body = DraftList), Finding),
    security(("token" = [])),
)]
pub(super) async fn list(caller: Caller, Number(number): Number) -> Result<Json<DraftList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let ticket = find(conn, who, number)?;
        who.needs(Power::SeeDesk, "Only colleagues have drafts.")?;
        let drafts = ticket::drafts(conn, who.actor.id, ticket.id)?.into_iter();
        let items = drafts.map(|(kind, body, at)| Draft { kind: kind.into(), body, changed_at: time(at) });
        Ok(DraftList { items: items.collect() })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// The ticket's number and the kind of message in a path.
pub(super) struct Place {
    number: i64,
    kind: ticket::MessageKind,
}

impl FromRequestParts<App> for Place {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let not_found = || Problem::of(Kind::NotFound);
        let Ok(Path((number, kind))) = Path::<(String, String)>::from_request_parts(parts, app).await else {
            return Err(not_found());
        };
        let number = super::body::id(&number).ok_or_else(not_found)?;
        Ok(Place { number, kind: kind.parse().map_err(|_| not_found())? })
    }
}

/// Keep a draft
///
/// It takes the place of the one before, at the desk too; for colleagues.
#[utoipa::path(
    put,
    path = "/api/v1/tickets/{number}/drafts/{kind}",
    operation_id = "keepDraft",
    tag = "Messages",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("kind" = MessageKind, Path, description = "What it shall become"),
    ),
    request_body(content = DraftWords, content_type = "application/json"),
    responses((status = 204, description = "It is kept"), Changing),
    security(("token" = [])),
)]
pub(super) async fn keep(
    caller: Caller,
    place: Place,
    sent: Sent<DraftWords>,
) -> Result<StatusCode, Problem> {
    let mut checks = Checks::default();
    checks.length("body", &sent.body.body, BODY_LENGTH_MAX);
    checks.done()?;
    let unit = move |tx: &mut Tx, who: &Who| {
        let ticket = find(tx, who, place.number)?;
        who.needs(Power::SeeDesk, "Only colleagues have drafts.")?;
        drafting::keep(tx, &who.by(), &ticket, place.kind, &sent.body.body).map_err(|e| refusal(e, "body"))
    };
    caller.write(Scope::TicketsWrite, unit).await?;
    Ok(StatusCode::NO_CONTENT)
}
