//! One's own page: name, language and time zone for everybody; password and tokens for those who work at the desk;
//! where one is signed in, and signing out from there. Routes only; the rules are in `person/`.

mod device;
mod page;
mod secrets;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::coach;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor};
use crate::language::Language;
use crate::person::{self, About, Power, Refused};
use crate::view::{Errors, Texts};
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use page::Typed;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/profile", get(show).post(save))
        .route("/profile/theme", post(theme))
        .route("/profile/password", post(secrets::change_password))
        .route("/profile/tokens", post(secrets::make_token))
        .route("/profile/tokens/{id}/revocation", post(secrets::revoke_token))
        .route("/profile/never/{rule}/removal", post(show_again))
        .route("/profile/sessions/{id}/revocation", post(end_session))
}

/// The words of the profile: the desk speaks English, everybody else their own language.
fn texts(signed: &Signed) -> Texts {
    if signed.actor.is_staff() {
        Texts::default()
    } else {
        Texts(Language::for_person(&signed.actor.language))
    }
}

const PAGE: &str = "/profile";
const YEAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// `GET /profile`
async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page::page(&visitor, Typed::default()).await?;
    Ok(http::finish(&visitor, html))
}

/// The page with a form that came back.
async fn back(visitor: &Visitor, typed: Typed) -> Result<Response, Problem> {
    let html = page::page(visitor, typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::finish(visitor, html)).into_response())
}

fn done(visitor: &Visitor, words: &str) -> Response {
    Flash::good(words).attach(&visitor.app, http::see_other(PAGE))
}

/// `POST /profile`: `name`, `language`, `time_zone`; `work`, `telephone`, `reach`, `detail`.
async fn save(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let (name, zone) = (form.get("name").to_owned(), form.get("time_zone").trim().to_owned());
    let language = Language::known(form.get("language"));
    let about = form.has("detail").then(|| About::from_fields(|name| form.get(name)));
    let mut errors = Errors::default();
    let (staff, t) = visitor.read(None, |_, signed| Ok((signed.actor.is_staff(), texts(signed)))).await?;
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        errors.add("time_zone", &t.say("profile-zone-choose"));
    }
    if errors.is_empty() {
        let (name, about) = (name.clone(), about.clone());
        let saved = visitor
            .write(None, move |tx, signed| {
                let mut me = person::find(tx, signed.actor.id)?.ok_or(Problem::SignIn)?;
                me.name = name.clone();
                me.time_zone = zone.clone();
                if let Some(language) = language {
                    me.language = language.as_str().to_owned();
                }
                let changed = person::change(tx, &signed.actor, &me).and_then(|()| match &about {
                    Some(about) => person::describe(tx, &signed.actor, signed.actor.id, about),
                    None => Ok(()),
                });
                match changed {
                    Ok(()) => Ok(None),
                    Err(person::Error::Refused(refused)) => Ok(Some(refused)),
                    Err(other) => Err(other.into()),
                }
            })
            .await?;
        match saved {
            None => {
                // Said in the language that was chosen just now.
                let t = language.filter(|_| !staff).map_or(t, Texts);
                return Ok(done(&visitor, &t.say("profile-saved")));
            }
            Some(Refused::NoName) => errors.add("name", &t.say("profile-name-missing")),
            Some(other) => errors.add("name", &other.to_string()),
        }
    }
    back(&visitor, Typed { errors, name: Some(name), about, ..Typed::default() }).await
}

/// `POST /profile/theme`: `theme` is `auto`, `light` or `dark`; kept in a cookie, since it belongs to the screen.
async fn theme(headers: axum::http::HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, by_script } = posted;
    let secure = visitor.app.config.is_secure();
    let cookie = match form.get("theme") {
        theme @ ("light" | "dark") => web::cookie::set("theme", theme, Some(YEAR_SECONDS), secure),
        _ => web::cookie::clear("theme", secure),
    };
    let back = headers
        .get(header::REFERER)
        .and_then(|v| v.to_str().ok()?.strip_prefix(visitor.app.config.public_url.as_str()))
        .filter(|path| http::is_own_path(path))
        .unwrap_or("/");
    let mut response = if by_script { StatusCode::NO_CONTENT.into_response() } else { http::see_other(back) };
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /profile/sessions/{id}/revocation`: signs out there.
async fn end_session(Path(id): Path<u64>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    let t = visitor
        .write(None, move |tx, signed| {
            let own = person::sessions_of(tx, signed.actor.id)?;
            let session = own.iter().find(|s| page::session_id(&s.token_hash) == id);
            let session = session.ok_or(Problem::NotFound)?;
            person::end_session(tx, &session.token_hash)?;
            Ok(texts(signed))
        })
        .await?;
    Ok(done(&visitor, &t.say("profile-session-ended")))
}

/// `POST /profile/never/{rule}/removal`: the coach shows this rule to its person again.
async fn show_again(Path(rule): Path<String>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    visitor
        .write(Some(Power::SeeDesk), move |tx, signed| Ok(coach::undo_never(tx, &signed.actor, &rule)?))
        .await?;
    Ok(done(&visitor, "The coach shows it to you again."))
}
