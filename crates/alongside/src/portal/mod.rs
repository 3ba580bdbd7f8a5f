//! The requester's side: asking for help and following one's own requests. Routes and plain words; the rules are
//! in `ticket/`. Here everybody is a requester, also those who work at the desk: they see what a requester sees,
//! and no note.

mod ask;
mod check_in;
mod list;
pub mod pages;
mod request;
#[cfg(test)]
mod tests;
mod trouble;
mod words;

use crate::app::App;
use crate::http::{self, Problem, Signed, Visitor, filed, shell_for};
use crate::ids::{AttachmentId, MessageId};
use crate::language::Language;
use crate::mailbox;
use crate::markdown;
use crate::person::{Actor, Role};
use crate::problem;
use crate::ticket::wait;
use crate::view::{Html, Shell, Texts};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use pages::HomePage;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/check-in/{word}", get(check_in::hear).post(check_in::hear))
        .route("/ask", get(ask::show).post(ask::send))
        .route("/trouble/{public_id}", get(trouble::show).post(trouble::join))
        .route("/trouble/{public_id}/answer", post(trouble::say))
        .route("/works/{word}", get(trouble::ask).post(trouble::answered))
        .route("/requests", get(list::show))
        .route("/requests/{number}", get(request::show))
        .route("/requests/{number}/replies", post(request::reply))
        .route("/requests/{number}/works", post(trouble::say_in_request))
        .route("/requests/{number}/resolution", post(request::resolve))
        .route("/requests/{number}/resolution/removal", post(request::reopen))
        .route("/requests/{number}/attachments/{id}/{filename}", get(attachment))
        .route("/requests/{number}/messages/{id}/original", get(original))
}

/// Whoever is signed in, as somebody who asks.
fn asker(signed: &Signed) -> Actor {
    Actor { role: Role::Requester, teams: Vec::new(), ..signed.actor.clone() }
}

async fn attachment(
    visitor: Visitor,
    Path((_, id, _)): Path<(i64, AttachmentId, String)>,
) -> Result<Response, Problem> {
    filed::attachment(visitor, id, None, asker).await
}

async fn original(
    visitor: Visitor,
    Path((_, id)): Path<(i64, MessageId)>,
    Query(wanted): Query<filed::Wanted>,
) -> Result<Response, Problem> {
    filed::original(visitor, id, wanted, None, asker).await
}

/// The shell of a page of the portal.
fn frame(visitor: &Visitor, signed: Option<&Signed>, here: &'static str) -> Shell {
    Shell { here, ..shell_for(visitor, signed) }
}

/// The words for somebody who is signed in.
fn texts(signed: &Signed) -> Texts {
    Texts(Language::for_person(&signed.actor.language))
}

/// The most that files may weigh together.
fn limit(visitor: &Visitor, t: Texts) -> String {
    t.count("size-megabytes", visitor.app.config.upload_bytes_max / (1024 * 1024))
}

/// `GET /`: what this is, and the way in.
/// Known errors on the first page.
const KNOWN_MAX: usize = 5;

async fn home(visitor: Visitor) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read_as_anybody(move |conn, signed| {
            let address = mailbox::default(conn)?.map(|a| a.address).unwrap_or_default();
            let shell = frame(&asked, signed, "");
            let wait = words::wait(wait::known(conn)?, shell.t);
            let known = problem::published(conn)?
                .iter()
                .take(KNOWN_MAX)
                .map(|k| (k.title.clone(), Html(markdown::to_html(&k.workaround))))
                .collect();
            let troubles = trouble::cards(conn, &asked, signed, &shell)?;
            Ok(HomePage { shell, address, wait, troubles, known }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}
