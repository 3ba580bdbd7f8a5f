//! Services.

use super::ADMIN;
use super::teams::open;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::{ServiceId, TeamId};
use crate::service;
use crate::service::pages::{ServiceRow, ServicesPage};
use crate::team;
use crate::ticket::list;
use crate::view::{Choice, Choices, Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::form::Form;

pub(super) async fn list(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, Form::default(), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

fn owners(teams: &[team::Team], chosen: Option<TeamId>) -> Choices {
    let mut choices =
        vec![Choice { value: String::new(), label: "No team".to_owned(), chosen: chosen.is_none() }];
    choices.extend(teams.iter().filter(|t| t.active || Some(t.id) == chosen).map(|t| Choice {
        value: t.id.to_string(),
        label: t.name.clone(),
        chosen: Some(t.id) == chosen,
    }));
    Choices(choices)
}

async fn page(visitor: &Visitor, form: Form, errors: Errors) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let teams = team::all(conn)?;
            let counts = list::open_by_service(conn)?;
            let rows = service::all(conn)?.into_iter().map(|s| ServiceRow {
                id: u64::try_from(s.id.0).unwrap_or(0),
                teams: owners(&teams, s.owner_team),
                open: open(counts.get(&s.id).copied().unwrap_or(0)),
                name: s.name,
                description: s.description,
            });
            let rows = rows.collect();
            let page = ServicesPage {
                desk: desk_frame(conn, &asked, signed, Place::Services, None)?,
                services: rows,
                errors: errors.clone(),
                name: form.get("name").to_owned(),
                description: form.get("description").to_owned(),
                teams: owners(&teams, form.parse("team")),
            };
            Ok(page.html())
        })
        .await
}

/// `POST /admin/services`: `name`, `description`, `team`.
pub(super) async fn add(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let sent = form.clone();
    let done = visitor
        .write(ADMIN, move |tx, _| {
            refusal(tx.attempt(|tx| {
                service::add(tx, sent.get("name"), sent.get("description"), sent.parse("team"))
            }))
        })
        .await?;
    answer(&visitor, form, done).await
}

/// `POST /admin/services/{id}`: `name`, `description`, `team`.
pub(super) async fn save(
    Path(id): Path<ServiceId>,
    Posted { visitor, form, .. }: Posted,
) -> Result<Response, Problem> {
    let done = visitor
        .write(ADMIN, move |tx, signed| {
            refusal(tx.attempt(|tx| {
                service::change(
                    tx,
                    id,
                    form.get("name"),
                    form.get("description"),
                    form.parse("team"),
                    signed.now,
                )
            }))
        })
        .await?;
    answer(&visitor, Form::default(), done).await
}

fn refusal<T>(result: Result<T, service::Error>) -> Result<Result<(), String>, Problem> {
    match result {
        Ok(_) => Ok(Ok(())),
        Err(service::Error::Refused(refused)) => Ok(Err(refused.to_string())),
        Err(service::Error::Fault(fault)) => Err(fault.into()),
    }
}

async fn answer(visitor: &Visitor, typed: Form, done: Result<(), String>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other("/admin/services"))),
        Err(why) => {
            let mut errors = Errors::default();
            errors.add("name", &why);
            let html = page(visitor, typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}
