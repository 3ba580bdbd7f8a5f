//! The ways in and out: a mailed link for everybody, a password for those who work at the desk. An address that
//! nobody here has gets the same answers as one that somebody has. Routes only; what a session, a link or a
//! password is, `person/` knows.

mod invitation;
mod link;
mod password;
#[cfg(test)]
mod tests;

pub(crate) use password::{hashed, is_right};

use crate::app::App;
use crate::http::{self, Posted, Problem, Signed, Visitor, session_cookie};
use crate::ids::PersonId;
use crate::person::{self, Actor};
use crate::secret;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use store::Tx;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(link::ask).post(link::send))
        .route("/sign-in/link/{token}", get(link::show).post(link::redeem))
        .route("/sign-in/password", get(password::show).post(password::check))
        .route("/sign-out", post(sign_out))
}

/// A session about to be started: its secret was drawn outside the unit of work, which may run twice.
#[derive(Clone)]
pub(crate) struct NewSession {
    token: String,
    hash: [u8; 32],
    device: String,
    /// The session this browser had before; it ends, so that nobody who knew it gains anything.
    before: Option<[u8; 32]>,
}

impl NewSession {
    pub(crate) fn new(visitor: &Visitor) -> Result<NewSession, Problem> {
        let token = secret::new_token()?;
        let hash = secret::token_hash(&token);
        Ok(NewSession { token, hash, device: visitor.device.to_string(), before: visitor.session_hash() })
    }

    /// Starts it; gives the actor, or none when the person may not sign in.
    pub(crate) fn start(
        &self,
        tx: &mut Tx,
        id: PersonId,
        now: crate::clock::At,
    ) -> Result<Option<Actor>, store::Error> {
        let Some(actor) = person::actor(tx, id)? else { return Ok(None) };
        if let Some(before) = &self.before {
            person::end_session(tx, before)?;
        }
        person::sign_in(tx, id, &self.hash, &self.device, now)?;
        Ok(Some(actor))
    }

    /// On to where they were going, with the cookie.
    pub(crate) fn admit(&self, app: &App, actor: &Actor, next: &str) -> Response {
        let secure = app.config.is_secure();
        let mut response = http::see_other(&way_on(actor, next));
        let seconds = person::SESSION_LENGTH / crate::clock::SECOND;
        if let Some(cookie) = web::cookie::set(session_cookie(secure), &self.token, Some(seconds), secure) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Where somebody goes after signing in: where they were going, if that is a page of ours that they may see.
fn way_on(actor: &Actor, next: &str) -> String {
    let staff_only = ["/desk", "/admin"].iter().any(|start| next.starts_with(start));
    let in_circles = next.starts_with("/sign-");
    if next != "/" && http::is_own_path(next) && !in_circles && (actor.is_staff() || !staff_only) {
        return next.to_owned();
    }
    if actor.is_staff() { "/desk".to_owned() } else { "/".to_owned() }
}

/// A path to go on to as a form or a query sent it; empty when it is none of ours.
fn own_path(next: &str) -> &str {
    if http::is_own_path(next) { next } else { "" }
}

/// Whoever is signed in already needs no page to sign in.
async fn already_in(visitor: &Visitor, next: &str) -> Result<Option<Response>, Problem> {
    if visitor.session_hash().is_none() {
        return Ok(None);
    }
    let next = next.to_owned();
    visitor
        .read_as_anybody(move |_, signed: Option<&Signed>| {
            Ok(signed.map(|signed| http::see_other(&way_on(&signed.actor, &next))))
        })
        .await
}

/// `POST /sign-out`: the session is over here and in the table.
async fn sign_out(Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    if let Some(hash) = visitor.session_hash() {
        visitor.app.db.write(move |tx| person::end_session(tx, &hash)).await?;
    }
    let secure = visitor.app.config.is_secure();
    let mut response = http::see_other("/");
    if let Some(cookie) = web::cookie::clear(session_cookie(secure), secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    // Pages that a shared computer's browser kept are not for the next one who sits there.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
