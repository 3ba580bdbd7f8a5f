//! HTTP for the whole program: who is visiting, what a form sent, how refusals and faults become pages, which
//! headers every answer carries. Features bring their routes; `routes.rs` puts them together.

pub mod filed;
pub mod files;
mod flash;
mod frame;
pub mod moment;
mod peer;
mod problem;
pub mod told;
pub mod trouble;
mod visitor;

pub use flash::Flash;
pub use frame::{count_text, counts, desk_frame, face, language, shell, shell_for, theme};
pub use peer::Peer;
pub use problem::Problem;
use visitor::SentForm;
pub use visitor::{Posted, Signed, Visitor, Written, session_cookie};

use crate::app::App;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;

/// A request that takes longer than this is given up; live streams are exempt, since their answer starts at once.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The features' routes with everything around them that all of them share.
pub fn around(features: Router<App>, app: App) -> Router {
    let compressed = DefaultPredicate::new()
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::new("application/octet-stream"));
    Router::new()
        .route("/assets/{*path}", get(asset))
        .merge(features)
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(app.clone(), dress))
        .layer(CompressionLayer::new().gzip(true).compress_when(compressed))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
            let what = panic.downcast_ref::<&str>().copied().unwrap_or("a panic");
            Problem::fault(&format!("a request panicked: {what}")).into_response()
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .with_state(app)
}

/// Turns problems into pages and puts the protective headers on every answer.
async fn dress(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let wants_page = !request.uri().path().starts_with("/api/");
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let headers = request.headers();
    let told = [header::COOKIE, header::ACCEPT_LANGUAGE].map(|name| headers.get(name).cloned());
    let sent = SentForm::default();
    if wants_page && request.method() == Method::POST {
        request.extensions_mut().insert(sent.clone());
    }
    let mut response = next.run(request).await;
    if wants_page && let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let visitor = Visitor::returning(&app, told);
        response = problem.page(&visitor, &path, sent.typed(&path)).await;
    }
    web::headers::protect(response.headers_mut(), app.config.is_secure());
    response
}

async fn asset(Path(path): Path<String>) -> Response {
    let Some(asset) = crate::assets::find(&path) else { return Problem::NotFound.into_response() };
    let caching = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
    ];
    (headers, asset.bytes.into_owned()).into_response()
}

/// A page of ours.
pub fn page(html: String) -> Response {
    Html(html).into_response()
}

/// A page with a form for whoever it is: strangers get a cookie that the form is bound to.
pub fn page_for_strangers(
    visitor: &mut Visitor,
    render: impl FnOnce(crate::view::Shell) -> String,
) -> Result<Response, Problem> {
    let cookie = visitor.csrf_for_strangers()?;
    let html = render(shell_for(visitor, None));
    let mut response = finish(visitor, html);
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Whether `path` may be followed after signing in: a path of ours and nothing else, whatever browsers make of
/// backslashes, controls and double slashes.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 500
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// Back to a page after a form (303, so that reloading does not send it twice).
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// A page, with the flash taken away that it showed.
pub fn finish(visitor: &Visitor, html: String) -> Response {
    let mut response = page(html);
    if visitor.flash.is_some()
        && let Some(cookie) = Flash::clear(&visitor.app)
    {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    response
}

/// A text as one part of an address (RFC 3986).
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_after_signing_in() {
        for own in ["/", "/requests/1042", "/desk/search?q=from%3Aana"] {
            assert!(is_own_path(own), "{own}");
        }
        for other in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "desk"]
        {
            assert!(!is_own_path(other), "{other}");
        }
    }
}
