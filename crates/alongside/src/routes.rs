//! Every route of the program: the product's table of contents. Each feature brings its own.

use crate::app::App;
use crate::{admin, api, desk, http, portal, profile, setup, sign_in, status_page};
use axum::Router;

pub fn router(app: App) -> Router {
    let features = Router::new()
        .merge(portal::routes())
        .merge(sign_in::routes())
        .merge(profile::routes())
        .merge(desk::routes())
        .merge(admin::routes())
        .merge(setup::routes())
        .merge(status_page::routes())
        .merge(api::routes());
    let host = app.config.status.host.clone();
    status_page::host::around(http::around(features, app), host)
}
