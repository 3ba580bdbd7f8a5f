//! The requester's side: asking for help and following one's own requests.

pub mod pages;

use crate::app::App;
use crate::http::{self, Problem, Visitor, shell};
use crate::mailbox;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use pages::HomePage;

pub fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

/// `GET /`: what this is, and the way in.
async fn home(visitor: Visitor) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read_as_anybody(move |conn, signed| {
            let address = mailbox::default(conn)?.map(|a| a.address).unwrap_or_default();
            let shell = shell(&asked.app, Some((&asked, signed)), String::new());
            Ok(HomePage { shell, address, wait: String::new() }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}
