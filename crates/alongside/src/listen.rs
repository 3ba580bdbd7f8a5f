//! Accepts HTTP connections within bounds, and ends them without cutting an answer short. Knows connections and
//! nothing of what is asked on them.

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use futures_util::StreamExt;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Connections open at once; more wait in the system's queue.
const CONNECTIONS_MAX: usize = 8_192;
/// For the first line and all headers, and between two requests on a kept connection.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// Room for the first line and all headers together.
const HEADER_BYTES_MAX: usize = 64 * 1024;
const HEADERS_MAX: usize = 100;

/// Serves until `stopping` is cancelled, then lets requests in hand finish for at most `grace`.
pub async fn serve(listener: TcpListener, router: Router, stopping: CancellationToken, grace: Duration) {
    let graceful = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_buf_size(HEADER_BYTES_MAX)
        .max_headers(HEADERS_MAX);
    loop {
        let accepted = async {
            let seat = Arc::clone(&seats).acquire_owned().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            () = stopping.cancelled() => break,
            accepted = accepted => accepted,
        };
        let (stream, from): (TcpStream, SocketAddr) = match accepted {
            Ok(accepted) => accepted,
            // Out of file descriptors, or the client left already: others must still be served.
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Answers are written whole; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let (router, stop) = (router.clone(), stopping.clone());
        let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
            let (router, stop) = (router.clone(), stop.clone());
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(from));
                router.oneshot(request).await.map(|response| ended_by(response, stop))
            }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What goes wrong on a connection is the client's leaving, or its nonsense.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(seat);
        });
    }
    drop(listener);
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests that did not finish in time were cut");
    }
}

/// A live stream has no end of its own: it ends with the server, so that the page connects to the next one.
fn ended_by(response: Response<Body>, stop: CancellationToken) -> Response<Body> {
    let is_live = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes)
        == Some(b"text/event-stream".as_slice());
    if !is_live {
        return response;
    }
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(stop.cancelled_owned())))
}
