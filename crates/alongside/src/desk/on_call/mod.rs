//! On call: who is, in the coming weeks, and what cannot wait.

mod alarm;
mod board;
mod rotation;
#[cfg(test)]
mod tests;
mod ways;

use crate::app::App;
use crate::person::Power;
use axum::Router;
use axum::routing::{get, post};

const EDIT: Option<Power> = Some(Power::EditServices);
const ADMIN: Option<Power> = Some(Power::Administer);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/on-call", get(board::show))
        .route("/desk/on-call/new", get(rotation::new_page).post(rotation::add))
        .route("/desk/on-call/ways", get(ways::show).post(ways::save))
        .route("/desk/on-call/gateway", get(ways::gateway).post(ways::save_gateway))
        .route("/desk/on-call/rotations/{id}", get(rotation::show).post(rotation::change))
        .route("/desk/on-call/rotations/{id}/stand-ins", post(board::stand_in))
        .route("/desk/on-call/rotations/{id}/stand-ins/{other}/removal", post(board::drop_stand_in))
        .route("/desk/on-call/alarms/{id}", get(alarm::show))
        .route("/desk/on-call/alarms/{id}/acknowledgement", post(alarm::take))
}
