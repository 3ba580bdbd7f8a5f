//! Teams.

use super::ADMIN;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::TeamId;
use crate::team;
use crate::team::pages::{TeamRow, TeamsPage};
use crate::ticket::list::{self, COUNT_MAX};
use crate::view::{Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

pub(super) async fn list(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, String::new(), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, name: String, errors: Errors) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let members = team::all_members(conn)?;
            let counts = list::open_by_team(conn)?;
            let rows = team::all(conn)?.into_iter().map(|t| TeamRow {
                id: u64::try_from(t.id.0).unwrap_or(0),
                members: names(members.iter().filter(|(id, _)| *id == t.id).map(|(_, name)| name.as_str())),
                open: open(counts.get(&t.id).copied().unwrap_or(0)),
                name: t.name,
            });
            let rows = rows.collect();
            let desk = desk_frame(conn, &asked, signed, Place::Teams, None)?;
            Ok(TeamsPage { desk, teams: rows, errors: errors.clone(), name: name.clone() }.html())
        })
        .await
}

/// How many tickets are open, in words; empty for none.
pub(super) fn open(count: i64) -> String {
    match count {
        0 => String::new(),
        n if n >= COUNT_MAX => format!("more than {} open", COUNT_MAX - 1),
        n => format!("{n} open"),
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.len() {
        0..=4 => names.join(", "),
        n => format!("{} and {} more", names[..3].join(", "), n - 3),
    }
}

/// `POST /admin/teams`: `name`.
pub(super) async fn add(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let name = form.get("name").to_owned();
    let done = visitor.write(ADMIN, move |tx, _| refusal(tx.attempt(|tx| team::add(tx, &name)))).await?;
    answer(&visitor, form.get("name"), done).await
}

/// `POST /admin/teams/{id}`: `name`.
pub(super) async fn save(
    Path(id): Path<TeamId>,
    Posted { visitor, form, .. }: Posted,
) -> Result<Response, Problem> {
    let name = form.get("name").to_owned();
    let done =
        visitor.write(ADMIN, move |tx, _| refusal(tx.attempt(|tx| team::rename(tx, id, &name)))).await?;
    answer(&visitor, "", done).await
}

fn refusal<T>(result: Result<T, team::Error>) -> Result<Result<(), String>, Problem> {
    match result {
        Ok(_) => Ok(Ok(())),
        Err(team::Error::Refused(refused)) => Ok(Err(refused.to_string())),
        Err(team::Error::Fault(fault)) => Err(fault.into()),
    }
}

async fn answer(visitor: &Visitor, typed: &str, done: Result<(), String>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other("/admin/teams"))),
        Err(why) => {
            let mut errors = Errors::default();
            errors.add("name", &why);
            let html = page(visitor, typed.to_owned(), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}
