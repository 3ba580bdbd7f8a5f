//! Every route of the program: the product's table of contents. Each feature brings its own.

use crate::app::App;
use crate::{admin, desk, http};
use axum::Router;

pub fn router(app: App) -> Router {
    http::around(Router::new().merge(desk::routes()).merge(admin::routes()), app)
}
