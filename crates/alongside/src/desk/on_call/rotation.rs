//! The form of one rotation.

use super::EDIT;
use super::board::refusal;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::RotationId;
use crate::on_call::pages::RotationPage;
use crate::on_call::{self, NewRotation, Rotation};
use crate::person;
use crate::team::{self, TeamId};
use crate::view::{Choice, Choices, Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Time;
use store::{Conn, Error as Fault, Tx};
use web::form::Form;

/// `GET /desk/on-call/new`
pub(super) async fn new_page(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, None, None).await?;
    Ok(http::finish(&visitor, html))
}

/// `GET /desk/on-call/rotations/{id}`
pub(super) async fn show(visitor: Visitor, Path(id): Path<RotationId>) -> Result<Response, Problem> {
    let html = page(&visitor, Some(id), None).await?;
    Ok(http::finish(&visitor, html))
}

/// The form as it was sent, the field it failed at, and why.
type Typed = (Form, &'static str, String);

async fn page(visitor: &Visitor, id: Option<RotationId>, typed: Option<Typed>) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(EDIT, move |conn, signed| {
            let found = match id {
                Some(id) => Some(on_call::find(conn, id)?.ok_or(Problem::NotFound)?),
                None => None,
            };
            Ok(build(conn, &frame, signed, found.as_ref(), typed.as_ref())?.html())
        })
        .await
}

fn build(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    found: Option<&Rotation>,
    typed: Option<&Typed>,
) -> Result<RotationPage, Fault> {
    let form = typed.map(|(form, _, _)| form);
    let today = signed.now.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
    let text = |field: &str, kept: Option<String>, otherwise: &str| match form {
        Some(form) => form.get(field).to_owned(),
        None => kept.unwrap_or_else(|| otherwise.to_owned()),
    };
    let team: Option<TeamId> = form.map_or(found.map(|r| r.team), |form| form.parse("team"));
    let teams = team::known(conn)?;
    let teams = teams.iter().filter(|t| t.active || Some(t.id) == team).map(|t| Choice {
        value: t.id.to_string(),
        label: t.name.clone(),
        chosen: Some(t.id) == team,
    });
    let teams = Choices(teams.collect());
    let people = match form {
        Some(form) => form.get("people").to_owned(),
        None => addresses(conn, found)?,
    };
    let mut errors = Errors::default();
    if let Some((_, field, why)) = typed {
        errors.add(field, why);
    }
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    Ok(RotationPage {
        id: found.map_or(0, |r| r.id.0),
        title: found.map_or(String::new(), |r| r.name.clone()),
        errors,
        name: text("name", found.map(|r| r.name.clone()), ""),
        teams,
        time_zone: text("time_zone", found.map(|r| r.time_zone.clone()), &visitor.app.house().time_zone),
        hand_over: text("hand_over", found.map(|r| clock(r.hand_over_minute)), "08:00"),
        days: text("days", found.map(|r| r.days.to_string()), "7"),
        first_day: text("first_day", found.map(|r| r.first_day.to_string()), &today.to_string()),
        escalate_minutes: text("escalate_minutes", found.map(|r| r.escalate_minutes.to_string()), "15"),
        people,
        active: form.map_or(found.is_none_or(|r| r.active), |form| form.has("active")),
        desk: desk_frame(conn, visitor, signed, Place::OnCall, None)?,
    })
}

fn addresses(conn: &mut Conn, found: Option<&Rotation>) -> Result<String, Fault> {
    let mut lines = Vec::new();
    for id in found.into_iter().flat_map(|r| &r.people) {
        lines.extend(person::find(conn, *id)?.map(|p| p.address));
    }
    Ok(lines.join("\n"))
}

/// What the form says, or which field it fails at and why.
fn read(tx: &mut Tx, form: &Form) -> Result<Result<NewRotation, (&'static str, String)>, Fault> {
    let mut people = Vec::new();
    let words = form.get("people").split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    for address in words.filter(|word| !word.is_empty()).take(200) {
        match person::by_address(tx, address)? {
            Some(found) => people.push(found.id),
            None => return Ok(Err(("people", format!("Nobody here has this address: {address}")))),
        }
    }
    let Ok(time) = form.get("hand_over").trim().parse::<Time>() else {
        return Ok(Err(("hand_over", "Write the time of the hand-over as 08:00.".to_owned())));
    };
    let Ok(first_day) = form.get("first_day").trim().parse() else {
        return Ok(Err(("first_day", "Write the first day as 2026-11-30.".to_owned())));
    };
    Ok(Ok(NewRotation {
        team: form.parse("team").unwrap_or(TeamId(0)),
        name: form.get("name").to_owned(),
        time_zone: form.get("time_zone").trim().to_owned(),
        hand_over_minute: i64::from(time.hour()) * 60 + i64::from(time.minute()),
        days: form.parse("days").unwrap_or(0),
        first_day,
        escalate_minutes: form.parse("escalate_minutes").unwrap_or(0),
        active: form.has("active"),
        people,
    }))
}

/// The field a refusal speaks of.
fn field(refused: &on_call::Refused) -> &'static str {
    use on_call::Refused;
    match refused {
        Refused::NoTeam => "team",
        Refused::Nobody | Refused::TooMany | Refused::NotHere => "people",
        Refused::NoZone => "time_zone",
        Refused::Days => "days",
        Refused::Minutes => "escalate_minutes",
        _ => "name",
    }
}

/// `POST /desk/on-call/new`
pub(super) async fn add(posted: Posted) -> Result<Response, Problem> {
    save(posted, None).await
}

/// `POST /desk/on-call/rotations/{id}`
pub(super) async fn change(Path(id): Path<RotationId>, posted: Posted) -> Result<Response, Problem> {
    save(posted, Some(id)).await
}

async fn save(posted: Posted, id: Option<RotationId>) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let sent = form.clone();
    let done = visitor
        .write(EDIT, move |tx, _| {
            if let Some(id) = id {
                on_call::find(tx, id)?.ok_or(Problem::NotFound)?;
            }
            let new = match read(tx, &sent)? {
                Ok(new) => new,
                Err(why) => return Ok(Err(why)),
            };
            let mut at = "name";
            let result = tx.attempt(|tx| {
                let done = match id {
                    Some(id) => on_call::change(tx, id, &new),
                    None => on_call::add(tx, &new).map(drop),
                };
                if let Err(on_call::Error::Refused(refused)) = &done {
                    at = field(refused);
                }
                done
            });
            Ok(refusal(result)?.map_err(|why| (at, why)))
        })
        .await?;
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other("/desk/on-call"))),
        Err((field, why)) => {
            let html = page(&visitor, id, Some((form, field, why))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}
