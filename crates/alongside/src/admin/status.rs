//! The status page's settings: who may see it, and which programs are called.

use super::ADMIN;
use crate::clock::At;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame, moment::Reader};
use crate::ids::SubscriberId;
use crate::setting;
use crate::status::asking::{AdminPage, WebhookRow};
use crate::status::subscriber::{self, Subscriber};
use crate::status::{Audience, webhook};
use crate::status_page;
use crate::view::{Choices, Errors, Place};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub(super) fn routes() -> Router<crate::app::App> {
    Router::new()
        .route("/admin/status", get(show).post(save))
        .route("/admin/status/webhooks", post(add))
        .route("/admin/status/webhooks/{id}/removal", post(remove))
        .route("/admin/status/webhooks/{id}/resumption", post(resume))
}

async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, String::new(), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, address: String, errors: Errors) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let app = &asked.app;
            let reader = Reader::of(app, &signed.actor);
            let when = |at: At| reader.moment(at, signed.now).long;
            let audience = setting::get(conn, setting::name::STATUS_PAGE)?.unwrap_or_default();
            let audience = audience.parse().unwrap_or(Audience::Everybody);
            let choices = [
                (Audience::Everybody.as_str(), "Everybody"),
                (Audience::SignedIn.as_str(), "Whoever is signed in"),
                (Audience::Nobody.as_str(), "Nobody: there is no such page"),
            ];
            let count = subscriber::count(conn)?;
            let mut webhooks = Vec::new();
            for one in subscriber::webhooks(conn)? {
                let answer = webhook::last_answer(conn, one.id)?;
                webhooks.push(WebhookRow {
                    id: one.id.0,
                    state: state(&one, &answer, when),
                    secret: subscriber::webhook_secret(&app.key, one.id),
                    paused: one.paused_at.is_some(),
                    address: one.address,
                });
            }
            let page = AdminPage {
                desk: desk_frame(conn, &asked, signed, Place::StatusPage, None)?,
                url: status_page::path_or_url(app),
                audience: Choices::of(&choices, audience.as_str()),
                by_mail: match count {
                    0 => "Nobody gets news by mail yet.".to_owned(),
                    1 => "One person gets news by mail.".to_owned(),
                    n => format!("{n} people get news by mail."),
                },
                copy: status_page::copy::state(app, when),
                errors: errors.clone(),
                address: address.clone(),
                webhooks,
            };
            Ok(page.html())
        })
        .await
}

fn state(one: &Subscriber, answer: &str, when: impl Fn(At) -> String) -> String {
    let last = if answer.is_empty() { String::new() } else { format!(" The last answer was: {answer}") };
    match (one.paused_at, one.failed_since) {
        (Some(at), _) => format!("Paused since {}, after days of calls that failed.{last}", when(at)),
        (None, Some(since)) => format!("Its calls fail since {}.{last}", when(since)),
        (None, None) if answer.is_empty() => "It was not called yet.".to_owned(),
        (None, None) => format!("It takes its calls.{last}"),
    }
}

/// `POST /admin/status`: `audience`.
async fn save(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let audience: Audience = form.parse("audience").unwrap_or(Audience::Everybody);
    visitor
        .write(ADMIN, move |tx, signed| {
            Ok(setting::put(tx, setting::name::STATUS_PAGE, audience.as_str(), signed.now)?)
        })
        .await?;
    Ok(back(&visitor, "Saved."))
}

fn back(visitor: &Visitor, words: &str) -> Response {
    Flash::good(words).attach(&visitor.app, http::see_other("/admin/status"))
}

/// `POST /admin/status/webhooks`: `address`.
async fn add(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let address = form.get("address").trim().to_owned();
    let private = visitor.app.config.status.private_webhooks;
    let mut errors = Errors::default();
    if let Err(why) = webhook::check(&address, private) {
        errors.add("address", &why);
    } else {
        let new = address.clone();
        let added = visitor
            .write(ADMIN, move |tx, signed| Ok(subscriber::add_webhook(tx, &new, signed.now)?))
            .await?;
        if added.is_some() {
            return Ok(back(&visitor, "Added. It is called with the next update."));
        }
        errors.add("address", "This address is entered already");
    }
    // Whoever may not do it is told so before anything else.
    let html = page(&visitor, address, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

/// `POST /admin/status/webhooks/{id}/removal`
async fn remove(Path(id): Path<SubscriberId>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    visitor.write(ADMIN, move |tx, _| Ok(subscriber::leave(tx, id)?)).await?;
    Ok(back(&visitor, "Removed."))
}

/// `POST /admin/status/webhooks/{id}/resumption`
async fn resume(Path(id): Path<SubscriberId>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    visitor.write(ADMIN, move |tx, signed| Ok(webhook::resume(tx, id, signed.now)?)).await?;
    Ok(back(&visitor, "It is called again, beginning with what waits."))
}
