//! Passwords and API tokens of those who work at the desk.

use super::page::{SCOPES, Typed};
use super::{back, done};
use crate::clock::MINUTE;
use crate::http::{self, Posted, Problem};
use crate::person::{self, Limit, Power};
use crate::secret;
use crate::sign_in::{self, NewSession};
use crate::view::Errors;
use axum::extract::Path;
use axum::response::Response;

const STAFF: Option<Power> = Some(Power::SeeDesk);
/// Tries with the current password: a session left open must not be a way to guess it.
const TRIES: Limit = Limit { kind: "password_change", max: 10, window: 15 * MINUTE };

/// `POST /profile/password`: `current`, `new`. Every other session of the person ends, and this one starts anew.
pub(super) async fn change_password(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let mut errors = Errors::default();
    if let Err(refused) = person::check_password(form.get("new")) {
        errors.add("new", &refused.to_string());
    }
    let (id, current) = visitor
        .write(STAFF, |tx, signed| {
            if let Some(again_at) = person::limit(tx, TRIES, &signed.actor.id.to_string(), signed.now)? {
                return Err(Problem::TooMany { again_at });
            }
            Ok((signed.actor.id, person::password_hash(tx, signed.actor.id)?))
        })
        .await?;
    if errors.is_empty()
        && current.is_some()
        && !sign_in::is_right(form.get("current").to_owned(), current).await?
    {
        errors.add("current", "This is not the password you have now");
    }
    if !errors.is_empty() {
        return back(&visitor, Typed { errors, ..Typed::default() }).await;
    }
    let hash = sign_in::hashed(form.get("new").to_owned()).await?;
    let session = NewSession::new(&visitor)?;
    let starting = session.clone();
    let admitted = visitor
        .write(STAFF, move |tx, signed| {
            person::set_password(tx, id, &hash)?;
            Ok(starting.start(tx, id, signed.now)?)
        })
        .await?;
    let actor = admitted.ok_or(Problem::SignIn)?;
    let there = session.admit(&visitor.app, &actor, super::PAGE);
    let words = "Your password is changed. Everywhere else you are signed out.";
    Ok(http::Flash::good(words).attach(&visitor.app, there))
}

/// `POST /profile/tokens`: `token_name`, `scope`…; the page that answers shows the token, this once.
pub(super) async fn make_token(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let mut errors = Errors::default();
    let asked: Vec<&str> = form.all("scope").collect();
    let scopes: Vec<&str> = SCOPES.iter().map(|(s, _)| *s).filter(|s| asked.contains(s)).collect();
    if scopes.is_empty() {
        errors.add("scope", "Choose at least one thing that the token may do");
    }
    let name = person::clean_name(form.get("token_name"));
    if name.is_empty() {
        errors.add("token_name", "Write what the token is for, so that you know it again");
    }
    if !errors.is_empty() {
        visitor.read(STAFF, |_, _| Ok(())).await?;
        return back(&visitor, Typed { errors, ..Typed::default() }).await;
    }
    let token = secret::new_token()?;
    let hash = secret::token_hash(&token);
    let scopes = scopes.join(" ");
    visitor
        .write(STAFF, move |tx, signed| {
            Ok(person::make_token(tx, signed.actor.id, &name, &hash, &scopes, signed.now)?)
        })
        .await?;
    let html = super::page::page(&visitor, Typed { new_token: token, ..Typed::default() }).await?;
    Ok(http::finish(&visitor, html))
}

/// `POST /profile/tokens/{id}/revocation`
pub(super) async fn revoke_token(
    Path(id): Path<i64>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let revoked = visitor
        .write(STAFF, move |tx, signed| Ok(person::revoke_token(tx, id, signed.actor.id, signed.now)?))
        .await?;
    if !revoked {
        return Err(Problem::NotFound);
    }
    Ok(done(&visitor, "Revoked. Programs that used it are refused from now on."))
}
