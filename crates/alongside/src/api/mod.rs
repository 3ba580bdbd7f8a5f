//! The JSON API under `/api/v1`, over the same verbs and permissions as the pages. Its types are its own, so that
//! the domain may change without programs noticing; the OpenAPI document is made from them. Knows no page, no form
//! and no cookie.

mod attachment;
mod body;
mod caller;
mod change;
mod coach;
mod create;
mod docs;
mod draft;
mod history;
mod incident;
mod limit;
mod list;
mod message;
mod on_call;
mod person;
mod place;
mod problem;
mod service;
mod shape;
#[cfg(test)]
mod tests;
mod ticket;
mod types;

use crate::app::App;
use crate::http;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Extension, Router};
use docs::Token;
use problem::{Documented, Kind, Problem, ProblemDocument};
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Shorter than the program's own limit, so that the answer is a problem document.
const TIMEOUT: Duration = Duration::from_secs(55);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Alongside",
        version = "1",
        description = "The API of this service desk. Whatever people do on its pages, programs can do here, with the \
            same permissions: a token has scopes, and beyond them only what the role of its person allows. Errors are problem \
            documents (RFC 9457).",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This desk")),
    components(schemas(ProblemDocument, list::Is, types::View, types::Kind, types::Priority, types::Status, types::Role)),
    modifiers(&Token),
    tags(
        (name = "Tickets", description = "One request for help: what it is about, who owns it, where it stands."),
        (name = "Messages", description = "What is said on a ticket: replies that the requester sees, notes for colleagues."),
        (name = "Attachments", description = "Files on messages."),
        (name = "People", description = "Everybody who asks, answers or helps."),
        (name = "Changes", description = "Planned work on services, and the word sent about it."),
        (name = "Coach", description = "What it would say about a text, before somebody else reads it."),
        (name = "Teams and services", description = "Who works tickets, and what IT runs for people."),
        (name = "On call", description = "Who is called when something cannot wait."),
        (name = "Incidents", description = "When many people cannot work: one owner, one text to everybody, a promised next update."),
        (name = "This document", description = "How to start."),
    ),
)]
struct Document;

fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(start))
        .routes(routes!(openapi))
        .routes(routes!(place::me))
        .routes(routes!(list::list, create::create))
        .routes(routes!(ticket::read, ticket::change))
        .routes(routes!(message::list, message::add))
        .routes(routes!(message::read, message::withdraw))
        .routes(routes!(draft::list))
        .routes(routes!(draft::keep))
        .routes(routes!(history::list))
        .routes(routes!(shape::merge, shape::undo_merge))
        .routes(routes!(shape::split))
        .routes(routes!(shape::links))
        .routes(routes!(shape::link, shape::unlink))
        .routes(routes!(attachment::upload))
        .routes(routes!(attachment::upload_first))
        .routes(routes!(attachment::remove))
        .routes(routes!(attachment::download))
        .routes(routes!(person::list, person::add))
        .routes(routes!(person::read, person::change))
        .routes(routes!(place::teams))
        .routes(routes!(place::services))
        .routes(routes!(service::read))
        .routes(routes!(service::affected))
        .routes(routes!(on_call::now))
        .routes(routes!(on_call::shifts))
        .routes(routes!(change::list, change::create))
        .routes(routes!(change::read, change::edit))
        .routes(routes!(change::step))
        .routes(routes!(change::announcement, change::write_announcement))
        .routes(routes!(coach::ask))
        .routes(routes!(incident::list, incident::create))
        .routes(routes!(incident::read))
        .routes(routes!(incident::tell))
        .routes(routes!(incident::renew))
        .routes(routes!(incident::link_tickets))
}

/// The document, rendered once.
#[derive(Clone)]
struct Rendered(Bytes);

pub fn routes() -> Router<App> {
    let (operations, document) = operations().split_for_parts();
    let not_found = any(async || Problem::of(Kind::NotFound));
    operations
        .route("/api", not_found.clone())
        .route("/api/", not_found.clone())
        .route("/api/{*rest}", not_found)
        .layer(Extension(Rendered(Bytes::from(docs::rendered(&document)))))
        .layer(Extension(Arc::new(limit::Limiter::default())))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
            let what = panic.downcast_ref::<&str>().copied().unwrap_or("a panic");
            http::Problem::fault(&format!("a request to the API panicked: {what}")).into_response()
        }))
        .layer(middleware::from_fn(documented))
        .route("/problems/{kind}", get(explain))
}

/// Whatever went wrong on the way is told as a problem document, never as a page.
async fn documented(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<http::Problem>() {
        return Problem::from(problem).into_response();
    }
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if !is_error || response.extensions().get::<Documented>().is_some() {
        return response;
    }
    let mut told = Problem::of_status(response.status()).into_response();
    if let Some(allowed) = response.headers_mut().remove(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allowed);
    }
    told
}

fn plain(text: String) -> Response {
    let media_type = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, media_type)], text).into_response()
}

/// How to start
#[utoipa::path(
    get,
    path = "/api/v1",
    operation_id = "start",
    tag = "This document",
    responses((status = 200, description = "A few words for people", body = String, content_type = "text/plain")),
    security(()),
)]
async fn start(State(app): State<App>) -> Response {
    let at = &app.config.public_url;
    plain(format!(
        "The API of this service desk\n\
         ============================\n\n\
         1. Make a token on your profile page, {at}/profile, with the scopes you need.\n\
         2. Send it with every request:\n\n\
         \x20  curl -H 'Authorization: Bearer TOKEN' {at}/api/v1/me\n\
         \x20  curl -H 'Authorization: Bearer TOKEN' '{at}/api/v1/tickets?view=mine'\n\
         \x20  curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -H 'Idempotency-Key: 1' \\\n\
         \x20    -d '{{\"subject\": \"VPN drops\", \"body\": \"Every hour since this morning.\"}}' {at}/api/v1/tickets\n\
         \x20  curl -H 'Authorization: Bearer TOKEN' -F file=@screenshot.png {at}/api/v1/uploads\n\n\
         The last one answers with ids; \"attachments\": [ID] in the body of a new ticket or message takes the files.\n\n\
         3. Everything else is in {at}/api/v1/openapi.json (OpenAPI 3.1).\n\n\
         A token may do what its scopes say and what your own role allows, never more. Errors are problem documents\n\
         (RFC 9457): their type is an address here that explains it.\n"
    ))
}

/// This document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "openapi",
    tag = "This document",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value, content_type = "application/json")),
    security(()),
)]
async fn openapi(Extension(Rendered(bytes)): Extension<Rendered>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response()
}

/// `GET /problems/{kind}`: what the `type` of a problem document means.
async fn explain(Path(kind): Path<String>) -> Response {
    match Kind::ALL.iter().find(|known| known.slug() == kind) {
        Some(kind) => {
            let status = kind.status().as_u16();
            plain(format!("{} ({status})\n\n{}\n", kind.title(), kind.meaning()))
        }
        None => http::Problem::NotFound.into_response(),
    }
}
