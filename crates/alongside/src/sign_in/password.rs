//! Signing in with a password, for those who work at the desk. Checking one costs the machine some tens of
//! milliseconds on purpose: only so many are checked at once, and unknown addresses cost the same.

use super::{NewSession, already_in, own_path};
use crate::clock::{HOUR, MINUTE, SECOND};
use crate::http::told::Told;
use crate::http::{self, Peer, Posted, Problem, Visitor};
use crate::person::pages::PasswordPage;
use crate::person::{self, Limit, PASSWORD_LENGTH_MAX};
use crate::secret;
use crate::view::{Errors, Texts};
use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use std::time::Duration;
use tokio::sync::Semaphore;

const PER_ADDRESS: Limit = Limit { kind: "password_address", max: 10, window: 15 * MINUTE };
const PER_PEER: Limit = Limit { kind: "password_peer", max: 60, window: HOUR };

/// Passwords checked at the same time; each takes 19 MiB and a core while it lasts.
static CHECKING: Semaphore = Semaphore::const_new(2);
const PATIENCE: Duration = Duration::from_secs(10);

/// `GET /sign-in/password`
pub(super) async fn show(
    mut visitor: Visitor,
    Query(wanted): Query<super::link::Wanted>,
) -> Result<Response, Problem> {
    let next = own_path(&wanted.next).to_owned();
    if let Some(response) = already_in(&visitor, &next).await? {
        return Ok(response);
    }
    http::page_for_strangers(&mut visitor, |shell| {
        PasswordPage { shell, next, ..PasswordPage::default() }.html()
    })
}

/// `POST /sign-in/password`: `mail`, `password`, `next`.
pub(super) async fn check(peer: Peer, posted: Posted) -> Result<Response, Problem> {
    let Posted { mut visitor, form, .. } = posted;
    let app = visitor.app.clone();
    let now = app.clock.now();
    let address = person::folded_address(form.get("mail"));
    let next = own_path(form.get("next")).to_owned();
    let looked_up = app
        .db
        .write(move |tx| {
            for (limit, subject) in [(PER_ADDRESS, address.as_str()), (PER_PEER, peer.0.as_str())] {
                if let Some(again_at) = person::limit(tx, limit, subject, now)? {
                    return Err(Problem::TooMany { again_at });
                }
            }
            let Some(p) = person::by_address(tx, &address)? else { return Ok(None) };
            Ok(person::password_hash(tx, p.id)?.map(|hash| (p.id, hash)))
        })
        .await;
    let (found, wait) = match looked_up {
        Ok(found) => (found, None),
        Err(Problem::TooMany { again_at }) => (None, Some(again_at)),
        Err(problem) => return Err(problem),
    };
    if wait.is_none() {
        let (id, hash) = found.unzip();
        let password = form.get("password").to_owned();
        if is_right(password, hash).await?
            && let Some(id) = id
        {
            let session = NewSession::new(&visitor)?;
            let starting = session.clone();
            if let Some(actor) = app.db.write(move |tx| starting.start(tx, id, now)).await? {
                return Ok(session.admit(&app, &actor, &next));
            }
        }
    }
    let mut errors = Errors::default();
    let language = http::language(&visitor, None);
    if wait.is_none() {
        errors.add("password", &Texts(language).say("password-wrong"));
    }
    let mail = form.get("mail").chars().take(254).collect();
    let waiting = wait.map(|at| Told::stranger(&app, language).date(at)).unwrap_or_default();
    let mut response = http::page_for_strangers(&mut visitor, |shell| {
        PasswordPage { shell, errors, mail, next, wait: waiting }.html()
    })?;
    *response.status_mut() = match wait {
        None => StatusCode::UNPROCESSABLE_ENTITY,
        Some(again_at) => {
            let seconds = (again_at.since(now) / SECOND).max(1);
            if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
            StatusCode::TOO_MANY_REQUESTS
        }
    };
    Ok(response)
}

/// Checks a password on a thread that may block; one at a time is waited for, not for ever.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> Result<bool, Problem> {
    let _turn = turn().await?;
    let checked = tokio::task::spawn_blocking(move || {
        password.len() <= 4 * PASSWORD_LENGTH_MAX && secret::verify_password(&password, hash.as_deref())
    });
    checked.await.map_err(|_| Problem::fault("checking a password was interrupted"))
}

/// Hashes a new password, in turn like the checking.
pub(crate) async fn hashed(password: String) -> Result<String, Problem> {
    let _turn = turn().await?;
    let hashed = tokio::task::spawn_blocking(move || secret::hash_password(&password));
    Ok(hashed.await.map_err(|_| Problem::fault("hashing a password was interrupted"))??)
}

async fn turn() -> Result<tokio::sync::SemaphorePermit<'static>, Problem> {
    match tokio::time::timeout(PATIENCE, CHECKING.acquire()).await {
        Ok(Ok(turn)) => Ok(turn),
        _ => Err(Problem::Busy),
    }
}
