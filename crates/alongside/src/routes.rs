//! Every route of the program: the product's table of contents. Each feature brings its own.

use crate::app::App;
use crate::{admin, api, desk, http, portal, profile, setup, sign_in};
use axum::Router;

pub fn router(app: App) -> Router {
    let features = Router::new()
        .merge(portal::routes())
        .merge(sign_in::routes())
        .merge(profile::routes())
        .merge(desk::routes())
        .merge(admin::routes())
        .merge(setup::routes())
        .merge(api::routes());
    http::around(features, app)
}
