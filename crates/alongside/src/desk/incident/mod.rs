//! Incidents in the desk. Routes only: they read what was sent, call one verb, and answer with a page.

mod act;
mod declare;
mod list;
mod review;
mod show;
pub(super) mod side;
pub(super) mod tell;
#[cfg(test)]
mod tests;

use super::DESK;
use crate::app::App;
use crate::clock::At;
use crate::http::moment::Reader;
use crate::http::trouble::{clock, clock_time};
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor};
use crate::incident::{self, Incident, ServiceState, State};
use crate::person::Power;
use crate::ticket::{By, Via};
use crate::view::{Choices, Html};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use store::{Conn, Tx};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/incidents", get(list::show).post(declare::send))
        .route("/desk/incidents/new", get(declare::show))
        .route("/desk/incidents/offers/{id}/dismissal", post(declare::dismiss))
        .route("/desk/incidents/tickets", post(act::link_chosen))
        .route("/desk/incidents/{number}", get(show::show))
        .route("/desk/incidents/{number}/updates", post(tell::send))
        .route("/desk/incidents/{number}/preview", post(tell::preview))
        .route("/desk/incidents/{number}/draft", post(tell::draft))
        .route("/desk/incidents/{number}/renewal", post(tell::renew))
        .route("/desk/incidents/{number}/notes", post(act::note))
        .route("/desk/incidents/{number}/timeline/{id}", post(act::correct))
        .route("/desk/incidents/{number}/ownership", post(act::ownership))
        .route("/desk/incidents/{number}/writer", post(act::writer))
        .route("/desk/incidents/{number}/acknowledgement", post(act::acknowledge))
        .route("/desk/incidents/{number}/helpers", post(act::helpers))
        .route("/desk/incidents/{number}/services", post(act::services))
        .route("/desk/incidents/{number}/tickets", post(act::tickets))
        .route("/desk/incidents/{number}/stakeholders", post(act::stakeholders))
        .route("/desk/incidents/{number}/facts", post(act::facts))
        .route("/desk/incidents/{number}/review", get(review::show).post(review::save))
        .route("/desk/incidents/{number}/review/state", post(review::state))
        .route("/desk/incidents/{number}/actions", post(review::actions))
}

/// Who writes and changes incidents; everybody at the desk looks and notes.
const WORK: Option<Power> = Some(Power::WorkTicket);

fn found(conn: &mut Conn, number: i64) -> Result<Incident, Problem> {
    incident::by_number(conn, number)?.ok_or(Problem::NotFound)
}

fn path(number: i64) -> String {
    format!("/desk/incidents/{number}")
}

/// One verb on one incident; back to its page with a word on what happened, or why it was refused.
async fn on_incident(
    posted: &Posted,
    power: Option<Power>,
    number: i64,
    back: &str,
    mut verb: impl FnMut(&mut Tx, &By, &Incident) -> Result<Option<Flash>, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let done = posted
        .visitor
        .write(power, move |tx, signed| {
            let incident = found(tx, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            tx.attempt(|tx| verb(tx, &by, &incident))
        })
        .await;
    super::act::outcome(&posted.visitor, back, posted.by_script, done)
}

/// Where a form wants its writer to come back to: a page of the desk, else the incident's own.
fn back(posted: &Posted, number: i64) -> String {
    let wanted = posted.form.get("back");
    match http::is_own_path(wanted) && wanted.starts_with("/desk/") {
        true => wanted.to_owned(),
        false => path(number),
    }
}

/// As a field for a date and a time has it.
fn local(reader: &Reader, at: At) -> String {
    let there = reader.zone.to_datetime(at.timestamp());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        there.year(),
        there.month(),
        there.day(),
        there.hour(),
        there.minute()
    )
}

fn state_shown(state: State) -> (&'static str, &'static str) {
    (state.as_str(), state.word())
}

fn state_choices(chosen: ServiceState) -> Choices {
    let pairs: Vec<(&str, &str)> =
        ServiceState::all().iter().rev().map(|state| (state.as_str(), state.word())).collect();
    Choices::of(&pairs, chosen.as_str())
}

fn cadence_choices(chosen: i64) -> Choices {
    let choices = incident::rule::CADENCES.iter().map(|minutes| crate::view::Choice {
        value: minutes.to_string(),
        label: incident::rule::span_words(*minutes),
        chosen: *minutes == chosen,
    });
    Choices(choices.collect())
}

/// What several people wrote about within minutes, above a list of tickets.
pub(super) fn offered(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    reader: &Reader,
) -> Result<Html, store::Error> {
    let rows = list::offers(conn, visitor, signed, reader)?;
    Ok(Html(rows.iter().map(ToString::to_string).collect()))
}
