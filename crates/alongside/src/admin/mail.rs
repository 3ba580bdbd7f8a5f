//! Our mail addresses with their tests, and mail that needs a look.

use crate::app::App;
use axum::Router;

pub(super) fn routes() -> Router<App> {
    Router::new()
}
