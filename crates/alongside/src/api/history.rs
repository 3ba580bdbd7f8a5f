//! What happened to a ticket, as the desk's history tells it.

use super::body::{Asked, Number};
use super::caller::{Caller, Scope, Who};
use super::docs::Listing;
use super::list::limit;
use super::problem::{Checks, Problem};
use super::ticket::find;
use super::types::{PersonName, time};
use crate::event;
use crate::ids::EventId;
use crate::person::Power;
use axum::Json;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

/// Something that happened; events are only ever added.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    #[schema(minimum = 1, example = 20311)]
    pub id: i64,
    #[schema(format = DateTime)]
    pub at: String,
    /// A word like `created`, `replied`, `status_changed`, `merged_into`; more words may come.
    #[schema(example = "status_changed")]
    pub kind: String,
    /// Who did it; null: the desk itself.
    pub by: Option<PersonName>,
    /// The message it is about.
    #[schema(minimum = 1, example = json!(null))]
    pub message: Option<i64>,
    /// How it was before, in the words of that time.
    #[schema(example = "open")]
    pub before: String,
    #[schema(example = "resolved")]
    pub after: String,
    #[schema(example = "Bo Lind changed the status from open to resolved")]
    pub sentence: String,
}

/// Events, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventList {
    #[schema(max_items = 200)]
    pub items: Vec<Event>,
    /// Send it as `after` for the next ones; null at the end.
    pub next: Option<i64>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct EventsWanted {
    /// Only events after this one.
    #[param(minimum = 0)]
    after: Option<i64>,
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

fn shown(event: event::Event) -> Event {
    let sentence = event::sentence(&event);
    let by = event.actor.map(|id| PersonName { id: id.0, name: event.actor_name });
    Event {
        id: event.id.0,
        at: time(event.at),
        kind: event.kind.as_str().to_owned(),
        by,
        message: event.message,
        before: event.before,
        after: event.after,
        sentence,
    }
}

/// Read a ticket's history
///
/// Who changed what, when, from what to what; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}/events",
    operation_id = "listEvents",
    tag = "Tickets",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042), EventsWanted),
    responses((status = 200, description = "Events, oldest first", body = EventList), Listing),
    security(("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    Number(number): Number,
    Asked(wanted): Asked<EventsWanted>,
) -> Result<Json<EventList>, Problem> {
    let mut checks = Checks::default();
    let limit = limit(&mut checks, wanted.limit);
    let after = wanted.after.unwrap_or(0);
    if after < 0 {
        checks.add("after", "must be the id of an event");
    }
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        let ticket = find(conn, who, number)?;
        who.needs(Power::SeeDesk, "Only colleagues may read a ticket's history.")?;
        let mut found = event::of_ticket_after(conn, ticket.id, EventId(after), limit + 1)?;
        let keep = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_more = found.len() > keep;
        found.truncate(keep);
        let next = found.last().filter(|_| is_more).map(|event| event.id.0);
        Ok(EventList { items: found.into_iter().map(shown).collect(), next })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}
