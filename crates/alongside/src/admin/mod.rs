//! The admin's pages: people and roles, teams, services, the coach, mail. Routes only; each calls the feature's verb.

mod check_in;
mod coach;
mod mail;
mod odd_mail;
mod outgoing;
mod people;
mod services;
mod signing;
mod status;
mod teams;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::person::Power;
use axum::Router;
use axum::routing::{get, post};

/// Who may open these pages.
const ADMIN: Option<Power> = Some(Power::Administer);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin", get(async || crate::http::see_other("/admin/people")))
        .route("/admin/people", get(people::list))
        .route("/admin/people/{id}", get(people::show).post(people::save))
        .route("/admin/teams", get(teams::list).post(teams::add))
        .route("/admin/teams/{id}", post(teams::save))
        .route("/admin/services", get(services::list).post(services::add))
        .route("/admin/services/{id}", post(services::save))
        .route("/admin/check-ins", get(check_in::list).post(check_in::add))
        .route("/admin/check-ins/{id}", post(check_in::save))
        .route("/admin/outgoing", get(outgoing::list))
        .route("/admin/outgoing/tries", post(outgoing::try_all_now))
        .route("/admin/outgoing/{id}/retry", post(outgoing::retry))
        .route("/admin/outgoing/{id}/cancellation", post(outgoing::cancel))
        .merge(coach::routes())
        .merge(mail::routes())
        .merge(signing::routes())
        .merge(odd_mail::routes())
        .merge(status::routes())
}
