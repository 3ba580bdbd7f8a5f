//! How the desk is: `/health` for load balancers, `/metrics` for whoever draws the curves. Tells nothing about
//! anybody.

use crate::app::App;
use crate::setting;
use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// A database that takes longer than this for one row does not answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
/// The setting that is written to see whether there is room.
const ROOM_TRIED: &str = "room_tried";
/// How often the samples of histograms are put into their buckets, which bounds what they hold.
const UPKEEP: Duration = Duration::from_secs(5);

/// The routes; merged beside the program's own, since they need neither visitor nor page.
pub fn routes(app: App, meters: Option<PrometheusHandle>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .layer(Extension(meters))
        .with_state(app)
}

/// Starts measuring; none when this process does so already.
pub fn meters() -> Option<PrometheusHandle> {
    const SECONDS: [f64; 12] = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];
    const UNITS: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 256.0];
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .and_then(|b| b.set_buckets_for_metric(Matcher::Suffix("_units".to_owned()), &UNITS))
        .and_then(PrometheusBuilder::install_recorder)
        .inspect_err(|error| tracing::debug!(%error, "meters are kept elsewhere"))
        .ok()
}

/// Keeps the meters small until it is dropped.
pub async fn keep(meters: PrometheusHandle) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        meters.run_upkeep();
    }
}

/// Well means that the desk can be read and can save, files too. While the disk is full a small write is tried with each
/// question, so that the answer is right again as soon as there is room, though nobody writes.
async fn health(State(app): State<App>) -> Response {
    let ill = |text: &str| plain(StatusCode::SERVICE_UNAVAILABLE, format!("{text}\n"));
    let looked = app.db.read(|conn| setting::get(conn, setting::name::ORGANISATION));
    if !matches!(tokio::time::timeout(ANSWERS_WITHIN, looked).await, Ok(Ok(_))) {
        return ill("the database does not answer");
    }
    if app.db.is_full() {
        let now = app.clock.now();
        let tried = app.db.write(move |tx| setting::put(tx, ROOM_TRIED, "", now));
        if !matches!(tokio::time::timeout(ANSWERS_WITHIN, tried).await, Ok(Ok(_))) {
            return ill(
                "the disk is full: what is there can be read, nothing can be saved, mail waits at its senders",
            );
        }
    }
    match app.blobs.trouble(app.clock.now()).await {
        None => plain(StatusCode::OK, "ok\n".to_owned()),
        // Every node shares the store, so another one would be no better; all but files works.
        Some(why) if app.blobs.is_shared() => {
            plain(StatusCode::OK, format!("ok, but files cannot be kept: {why}\n"))
        }
        Some(why) => ill(&format!("files cannot be kept: {why}; mail with files waits, the rest works")),
    }
}

async fn metrics(
    State(app): State<App>,
    Extension(meters): Extension<Option<PrometheusHandle>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let Some(meters) = meters else { return StatusCode::NOT_FOUND.into_response() };
    if !may_look(from, &headers, app.config.metrics_token.as_deref()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    plain(StatusCode::OK, meters.render())
}

/// With a token: whoever holds it. Without: this machine, unless a proxy on it passes somebody on.
fn may_look(from: SocketAddr, headers: &HeaderMap, token: Option<&str>) -> bool {
    let passed_on =
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|h| headers.contains_key(*h));
    match token {
        Some(token) => headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
            .is_some_and(|given| bool::from(given.as_bytes().ct_eq(token.as_bytes()))),
        None => from.ip().is_loopback() && !passed_on,
    }
}

fn plain(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_store_that_takes_no_files_is_told_until_it_takes_them_again() {
        let desk = crate::testing::Desk::new();
        let asked = async || {
            let answer = health(State(desk.app.clone())).await;
            let status = answer.status();
            let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
            (status, String::from_utf8(body.to_vec()).unwrap())
        };
        let (folder, away) = (desk.folder().join("attachments"), desk.folder().join("elsewhere"));
        desk.app.blobs.put(b"first".to_vec()).await.unwrap();
        std::fs::rename(&folder, &away).unwrap();
        std::fs::write(&folder, "not a folder").unwrap();
        assert_eq!(asked().await.0, StatusCode::OK, "nobody has kept a file since");
        desk.app.blobs.put(b"second".to_vec()).await.unwrap_err();
        let (status, words) = asked().await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(words.starts_with("files cannot be kept: "), "{words}");
        std::fs::remove_file(&folder).unwrap();
        std::fs::rename(&away, &folder).unwrap();
        assert_eq!(
            asked().await.0,
            StatusCode::SERVICE_UNAVAILABLE,
            "it is not looked at with each question"
        );
        desk.passes(10 * crate::clock::SECOND);
        assert_eq!(asked().await, (StatusCode::OK, "ok\n".to_owned()));
    }

    #[test]
    fn strangers_see_no_meters_and_a_token_opens_them() {
        let here: SocketAddr = "127.0.0.1:5000".parse().unwrap();
        let there: SocketAddr = "192.0.2.7:5000".parse().unwrap();
        let mut headers = HeaderMap::new();
        assert!(may_look(here, &headers, None));
        assert!(!may_look(there, &headers, None));
        assert!(!may_look(here, &headers, Some("sesame")));
        headers.insert("x-forwarded-for", "192.0.2.7".parse().unwrap());
        assert!(!may_look(here, &headers, None));
        headers.insert(header::AUTHORIZATION, "Bearer sesame".parse().unwrap());
        assert!(may_look(there, &headers, Some("sesame")));
        assert!(!may_look(there, &headers, Some("sesam")));
    }
}
