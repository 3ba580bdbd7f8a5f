//! The desk's pages on changes. Routes only: the rules are in `change/`.

mod act;
mod announcement;
mod calendar;
mod feed;
mod form;
mod list;
mod one;
mod seen;
mod templates;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::change::pages::Badge;
use crate::change::{self, Change, State};
use crate::clock::At;
use crate::http::moment::Reader;
use crate::http::{Problem, Signed};
use crate::ids::ServiceId;
use crate::language::Language;
use crate::service::{self, Service};
use axum::Router;
use axum::routing::{get, post};
use jiff::tz::TimeZone;
use store::{Conn, Tx};

pub(super) use super::DESK;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/changes", get(list::show))
        .route("/desk/changes/new", get(form::new_page).post(form::create))
        .route("/desk/changes/templates", get(templates::show))
        .route("/desk/changes/templates/{id}/approval", post(templates::approve))
        .route("/desk/changes/templates/{id}/removal", post(templates::retire))
        .route("/desk/changes/series", post(templates::begin))
        .route("/desk/changes/series/{id}/end", post(templates::stop))
        .route("/desk/changes/{number}", get(one::show))
        .route("/desk/changes/{number}/edit", get(form::edit_page).post(form::save))
        .route("/desk/changes/{number}/request", post(act::ask))
        .route("/desk/changes/{number}/request/removal", post(act::take_back))
        .route("/desk/changes/{number}/approvals", post(act::decide))
        .route("/desk/changes/{number}/start", post(act::begin))
        .route("/desk/changes/{number}/result", post(act::finish))
        .route("/desk/changes/{number}/window", post(act::move_window))
        .route("/desk/changes/{number}/cancellation", post(act::cancel))
        .route("/desk/changes/{number}/incident", post(act::link_incident))
        .route("/desk/changes/{number}/notes", post(act::note))
        .route("/desk/changes/{number}/template", post(act::keep_as_template))
        .route("/desk/changes/{number}/announcement", get(announcement::show).post(announcement::save))
        .route("/desk/changes/{number}/announcement/people", post(announcement::adjust))
        .route("/desk/calendar", get(calendar::show))
        .route("/desk/calendar/freezes", post(calendar::freeze))
        .route("/desk/calendar/freezes/{id}/removal", post(calendar::unfreeze))
        .route("/desk/calendar/feeds", post(feed::open))
        .route("/desk/calendar/feeds/{id}/removal", post(feed::close))
        .route("/calendar/{word}", get(feed::read))
        .route("/seen/{word}", get(seen::show).post(seen::confirm))
}

/// The change of this number, or nothing there.
fn change_of(conn: &mut Conn, number: i64) -> Result<Change, Problem> {
    change::find(conn, number)?.ok_or(Problem::NotFound)
}

/// A verb's refusal as a problem.
fn refusal<T>(result: Result<T, change::Error>) -> Result<T, Problem> {
    result.map_err(|error| match error {
        change::Error::Refused(change::Refused::NotAllowed) => Problem::Forbidden,
        change::Error::Refused(change::Refused::NoSuchChange) => Problem::NotFound,
        change::Error::Refused(refused) => Problem::Refused(refused.to_string()),
        change::Error::Fault(fault) => fault.into(),
    })
}

/// The same where the words that were typed come back with it.
fn heard<T>(result: Result<T, change::Error>) -> Result<Result<T, change::Refused>, Problem> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(change::Error::Refused(change::Refused::NotAllowed)) => Err(Problem::Forbidden),
        Err(change::Error::Refused(change::Refused::NoSuchChange)) => Err(Problem::NotFound),
        Err(change::Error::Refused(refused)) => Ok(Err(refused)),
        Err(change::Error::Fault(fault)) => Err(fault.into()),
    }
}

/// The language in which the house speaks to everybody at once.
fn house_language(app: &App) -> Language {
    Language::for_person(&app.house().language)
}

fn badge(state: State) -> Badge {
    Badge { key: state.as_str(), word: state.word() }
}

fn attempt<T>(tx: &mut Tx, verb: impl FnOnce(&mut Tx) -> Result<T, change::Error>) -> Result<T, Problem> {
    refusal(tx.attempt(verb))
}

/// “Tue 1 Dec 22:00 – 23:30”; the second day only when it is another one, the year only when it is not this one.
fn span(zone: &TimeZone, from: At, until: At, now: At) -> String {
    let year = now.timestamp().to_zoned(zone.clone()).year();
    let (a, b) = (from.timestamp().to_zoned(zone.clone()), until.timestamp().to_zoned(zone.clone()));
    let day = |z: &jiff::Zoned| match z.year() == year {
        true => z.strftime("%a %-d %b %H:%M").to_string(),
        false => z.strftime("%a %-d %b %Y %H:%M").to_string(),
    };
    match a.date() == b.date() {
        true => format!("{} – {}", day(&a), b.strftime("%H:%M")),
        false => format!("{} – {}", day(&a), day(&b)),
    }
}

/// The window in the reader's zone; empty while none is planned.
fn window(reader: &Reader, change: &Change, now: At) -> String {
    change.window().map_or(String::new(), |(from, until)| span(&reader.zone, from, until, now))
}

/// A point in time for a form: `2026-12-01T22:00`.
fn local(zone: &TimeZone, at: Option<At>) -> String {
    at.map_or(String::new(), |at| {
        at.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    })
}

/// The zone of a change; UTC when its name is none.
fn zone_of(name: &str) -> TimeZone {
    TimeZone::get(name.trim()).unwrap_or(TimeZone::UTC)
}

/// The name of the reader's zone, for a new change.
fn zone_name(app: &App, signed: &Signed) -> String {
    match signed.actor.time_zone.as_str() {
        "" => app.house().time_zone.clone(),
        own => own.to_owned(),
    }
}

/// Names of these services, joined.
fn names(known: &[Service], ids: &[ServiceId]) -> String {
    known.iter().filter(|s| ids.contains(&s.id)).map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn service_name(known: &[Service], id: ServiceId) -> String {
    known.iter().find(|s| s.id == id).map_or_else(|| "a service".to_owned(), |s| s.name.clone())
}

/// Services to filter by or to choose.
fn service_choices(
    conn: &mut Conn,
    none: &str,
    chosen: Option<ServiceId>,
) -> Result<crate::view::Choices, store::Error> {
    let known = service::known(conn)?;
    let mut pairs = vec![(String::new(), none.to_owned())];
    pairs.extend(
        known.iter().filter(|s| s.active || Some(s.id) == chosen).map(|s| (s.id.to_string(), s.name.clone())),
    );
    let chosen = chosen.map(|id| id.to_string()).unwrap_or_default();
    Ok(choices(pairs, &chosen))
}

fn choices(pairs: Vec<(String, String)>, chosen: &str) -> crate::view::Choices {
    let choice =
        |(value, label): (String, String)| crate::view::Choice { chosen: value == chosen, value, label };
    crate::view::Choices(pairs.into_iter().map(choice).collect())
}
