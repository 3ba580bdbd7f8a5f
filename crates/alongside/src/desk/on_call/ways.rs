//! How somebody is called besides mail, and the gateway for short messages. Nothing sealed is shown to anybody else.

use super::ADMIN;
use super::board::refusal;
use crate::desk::DESK;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::on_call::pages::{GatewayPage, WaysPage};
use crate::on_call::{self, Gateway, Road, RoadKind};
use crate::person;
use crate::view::{Choices, Errors, Place};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::form::Form;

/// The form as it was sent, the field it failed at, and why.
type Typed = (Form, &'static str, String);

fn errors(typed: Option<&Typed>) -> Errors {
    let mut errors = Errors::default();
    if let Some((_, field, why)) = typed {
        errors.add(field, why);
    }
    errors
}

/// `GET /desk/on-call/ways`
pub(super) async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, None).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, typed: Option<Typed>) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let roads = on_call::roads_of(conn, &frame.app.key, signed.actor.id)?;
            let kept =
                |kind| roads.iter().find(|r| r.kind == kind).map_or(String::new(), |r| r.target.clone());
            let text = |field: &str, kind| match &typed {
                Some((form, _, _)) => form.get(field).to_owned(),
                None => kept(kind),
            };
            let own = person::find(conn, signed.actor.id)?;
            Ok(WaysPage {
                errors: errors(typed.as_ref()),
                address: own.map_or(String::new(), |p| p.address),
                webhook: text("webhook", RoadKind::Webhook),
                number: text("number", RoadKind::Sms),
                has_gateway: on_call::gateway(conn, &frame.app.key)?.is_some(),
                desk: desk_frame(conn, &frame, signed, Place::OnCall, None)?,
            }
            .html())
        })
        .await
}

/// `POST /desk/on-call/ways`: `number`, `webhook`; an empty one removes it.
pub(super) async fn save(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let (app, sent) = (visitor.app.clone(), form.clone());
    let done = visitor
        .write(DESK, move |tx, signed| {
            let mut at = "number";
            let result = tx.attempt(|tx| {
                for (kind, field) in [(RoadKind::Sms, "number"), (RoadKind::Webhook, "webhook")] {
                    at = field;
                    let road = Road { kind, target: sent.get(field).to_owned() };
                    on_call::set_road(tx, &app.key, signed.actor.id, &road, app.config.hooks_private)?;
                }
                Ok(())
            });
            Ok(refusal(result)?.map_err(|why| (at, why)))
        })
        .await?;
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other("/desk/on-call/ways"))),
        Err((field, why)) => {
            let html = page(&visitor, Some((form, field, why))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

/// `GET /desk/on-call/gateway`
pub(super) async fn gateway(visitor: Visitor) -> Result<Response, Problem> {
    let html = gateway_page(&visitor, None).await?;
    Ok(http::finish(&visitor, html))
}

async fn gateway_page(visitor: &Visitor, typed: Option<Typed>) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let kept = on_call::gateway(conn, &frame.app.key)?.unwrap_or_default();
            let text = |field: &str, kept: &str| match &typed {
                Some((form, _, _)) => form.get(field).to_owned(),
                None => kept.to_owned(),
            };
            let method = text("method", &kept.method);
            Ok(GatewayPage {
                errors: errors(typed.as_ref()),
                url: text("url", &kept.url),
                methods: Choices::of(&[("POST", "POST"), ("PUT", "PUT"), ("GET", "GET")], &method),
                headers: text("headers", ""),
                keeps_headers: !kept.headers.is_empty(),
                body: text("body", &kept.body),
                desk: desk_frame(conn, &frame, signed, Place::OnCall, None)?,
            }
            .html())
        })
        .await
}

/// `POST /desk/on-call/gateway`: `url`, `method`, `headers`, `body`.
pub(super) async fn save_gateway(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let (app, sent) = (visitor.app.clone(), form.clone());
    let done = visitor
        .write(ADMIN, move |tx, signed| {
            let kept = on_call::gateway(tx, &app.key)?.unwrap_or_default();
            let headers = match sent.get("headers").trim() {
                // Kept for the address that they were given for, never sent to another.
                "" if same_host(sent.get("url"), &kept.url) => kept.headers,
                typed => typed.to_owned(),
            };
            let new = Gateway {
                url: sent.get("url").to_owned(),
                method: sent.get("method").to_owned(),
                headers,
                body: sent.get("body").to_owned(),
            };
            let mut at = "url";
            let result = tx.attempt(|tx| {
                let done = on_call::set_gateway(tx, &app.key, &new, app.config.hooks_private, signed.now);
                if matches!(done, Err(on_call::Error::Refused(on_call::Refused::Headers))) {
                    at = "headers";
                }
                done
            });
            Ok(refusal(result)?.map_err(|why| (at, why)))
        })
        .await?;
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other("/desk/on-call/gateway"))),
        Err((field, why)) => {
            let html = gateway_page(&visitor, Some((form, field, why))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

fn same_host(one: &str, other: &str) -> bool {
    let host = |url: &str| {
        let rest = url.trim().split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase()
    };
    !host(one).is_empty() && host(one) == host(other)
}
