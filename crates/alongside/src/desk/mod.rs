//! The desk: pages of agents and contributors. Routes only: they read what was sent, call one verb, and answer
//! with a page; the rules are in `ticket/`.

use crate::app::App;
use axum::Router;

pub fn routes() -> Router<App> {
    Router::new()
}
