//! `GET` or `POST /check-in/{word}`: a machine says that it is well. No sign-in; the word is the secret.

use crate::clock::HOUR;
use crate::http::{Peer, Problem};
use crate::incident::check_in;
use crate::person::{self, Limit};
use crate::{app::App, secret};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// Words that nothing has, from one place.
const UNKNOWN: Limit = Limit { kind: "check_in_peer", max: 60, window: HOUR };
/// Longer than any word of ours.
const WORD_LENGTH_MAX: usize = 100;

pub(super) async fn hear(
    State(app): State<App>,
    peer: Peer,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    if word.len() > WORD_LENGTH_MAX {
        return Err(Problem::NotFound);
    }
    let (hash, now) = (secret::token_hash(&word), app.clock.now());
    let known = app.db.read(move |conn| check_in::known(conn, &hash, now)).await?;
    if known == Some(true) {
        app.db.write(move |tx| check_in::check_in(tx, &hash, now)).await?;
    }
    if known.is_none() {
        let from = peer.0.clone();
        let limited = app.db.write(move |tx| person::limit(tx, UNKNOWN, &from, now)).await?;
        return Err(limited.map_or(Problem::NotFound, |again_at| Problem::TooMany { again_at }));
    }
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok((
        [(header::CONTENT_TYPE, plain), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        "heard\n",
    )
        .into_response())
}
