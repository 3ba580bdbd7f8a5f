//! The desk: pages of agents and contributors. Routes only: they read what was sent, call one verb, and answer
//! with a page; the rules are in `ticket/`.

mod act;
mod change;
mod coach;
mod coach_field;
#[cfg(test)]
mod coach_tests;
mod coached;
mod heard;
mod incident;
mod list;
mod live;
mod on_call;
mod opened;
mod palette;
mod person;
mod problem;
mod promise;
mod service;
mod shape;
#[cfg(test)]
mod tests;
mod ticket;
mod unsaid;
mod write;

pub use self::incident::tell::subscribers as incident_subscribers;

use crate::app::App;
use crate::http::{Problem, Signed, Visitor, filed};
use crate::ids::{AttachmentId, MessageId, PersonId};
use crate::person::{Power, colleague_names};
use crate::ticket::Ticket;
use crate::view::{Choice, Choices};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use store::Conn;

pub fn routes() -> Router<App> {
    let ticket = Router::new()
        .route("/", get(ticket::show))
        .route("/replies", post(write::reply))
        .route("/notes", post(write::note))
        .route("/draft", post(write::draft))
        .route("/coach", post(coach::read))
        .route("/uploads", post(write::upload))
        .route("/uploads/{id}/removal", post(write::remove_upload))
        .route("/outgoing/{id}/cancellation", post(write::undo_send))
        .route("/outgoing/{id}/retry", post(write::send_again))
        .route("/held/{id}/acceptance", post(write::accept_held))
        .route("/held/{id}/discard", post(write::discard_held))
        .route("/ownership", post(act::ownership))
        .route("/status", post(act::status))
        .route("/priority", post(act::priority))
        .route("/team", post(act::team))
        .route("/service", post(act::service))
        .route("/subject", post(act::subject))
        .route("/kind", post(act::kind))
        .route("/tags", post(act::tags))
        .route("/goal", post(act::goal))
        .route("/watchers", post(act::watchers))
        .route("/snooze", post(act::snooze))
        .route("/merges", post(shape::merge))
        .route("/merges/{other}/cancellation", post(shape::undo_merge))
        .route("/splits", post(shape::split))
        .route("/promises", post(promise::make))
        .route("/promises/{id}/kept", post(promise::kept))
        .route("/promises/{id}/renewal", post(promise::renew))
        .route("/links", post(shape::link))
        .route("/links/{other}/removal", post(shape::unlink))
        .route("/attachments/{id}/{filename}", get(attachment))
        .route("/messages/{id}/original", get(original))
        .route("/presence", post(live::presence));
    Router::new()
        .merge(problem::routes())
        .route("/desk", get(list::home))
        .route("/desk/views/{view}", get(list::show))
        .route("/desk/selection", post(list::selection))
        .nest("/desk/tickets/{number}", ticket)
        .merge(incident::routes())
        .route("/desk/tickets", post(write::create))
        .route("/desk/new", get(write::new_page))
        .route("/desk/coach", post(coach_field::look_over))
        .route("/desk/coach/never", post(coach::never))
        .route("/desk/coach/never/cancellation", post(coach::undo_never))
        .route("/desk/preview", post(write::preview))
        .route("/desk/people/{id}", get(person::show).post(person::save))
        .route("/desk/promises", get(promise::show))
        .route("/desk/promises/shares", get(promise::shares))
        .route("/desk/search", get(palette::search))
        .route("/desk/palette", get(palette::palette))
        .route("/desk/keys", get(palette::keys))
        .route("/desk/live", get(live::stream))
        .merge(service::routes())
        .merge(on_call::routes())
        .merge(change::routes())
}

async fn attachment(
    visitor: Visitor,
    Path((_, id, _)): Path<(i64, AttachmentId, String)>,
) -> Result<Response, Problem> {
    filed::attachment(visitor, id, DESK, |signed| signed.actor.clone()).await
}

async fn original(
    visitor: Visitor,
    Path((_, id)): Path<(i64, MessageId)>,
    Query(wanted): Query<filed::Wanted>,
) -> Result<Response, Problem> {
    filed::original(visitor, id, wanted, DESK, |signed| signed.actor.clone()).await
}

/// Whoever works here may be handed a ticket; `me` is marked.
fn colleague_choices(
    conn: &mut Conn,
    me: PersonId,
    none: &str,
    chosen: Option<PersonId>,
) -> Result<Choices, store::Error> {
    let mut choices = vec![Choice { value: String::new(), label: none.to_owned(), chosen: chosen.is_none() }];
    for (id, name, active) in colleague_names(conn)?.iter() {
        if !active && Some(*id) != chosen {
            continue;
        }
        let label = if *id == me { format!("{name} (you)") } else { name.clone() };
        choices.push(Choice { value: id.to_string(), label, chosen: Some(*id) == chosen });
    }
    Ok(Choices(choices))
}

/// The ticket of this number for somebody at the desk, or nothing there.
fn ticket_of(conn: &mut Conn, signed: &Signed, number: i64) -> Result<Ticket, Problem> {
    crate::ticket::find(conn, &signed.actor, number)?.ok_or(Problem::NotFound)
}

/// The path of a ticket's page.
fn path(number: i64) -> String {
    format!("/desk/tickets/{number}")
}

/// `#1042`, `1042` or a page's address as the ticket's number.
fn typed_number(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('#');
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Who at the desk may see it at all: every page needs this.
const DESK: Option<Power> = Some(Power::SeeDesk);
