//! Check-ins: which machines say now and then that they are well. Each has an address that is shown once.

use super::ADMIN;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::CheckInId;
use crate::incident::check_in::{self, CheckIn};
use crate::incident::pages::{CheckInRow, CheckInsPage};
use crate::incident::rule::span_words;
use crate::view::{Choice, Choices, Errors, Place};
use crate::{secret, service};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use web::form::Form;

pub(super) async fn list(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, Form::default(), Errors::default(), String::new()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, form: Form, errors: Errors, address: String) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(ADMIN, move |conn, signed| {
            let reader = Reader::of(&asked.app, &signed.actor);
            let services = service::known(conn)?;
            let name = |c: &CheckIn| {
                let of = services.iter().find(|s| Some(s.id) == c.service);
                of.map(|s| s.name.clone()).unwrap_or_default()
            };
            let chosen = form.get("service");
            let mut choices =
                vec![Choice { value: String::new(), label: "None".to_owned(), chosen: chosen.is_empty() }];
            choices.extend(services.iter().filter(|s| s.active).map(|s| Choice {
                value: s.id.to_string(),
                label: s.name.clone(),
                chosen: s.id.to_string() == chosen,
            }));
            let rows = check_in::all(conn)?.into_iter().map(|c| CheckInRow {
                id: c.id.to_string(),
                service: name(&c),
                every: format!("every {}", span_words(c.every_minutes)),
                last: c.last_at.map(|at| reader.moment(at, signed.now)),
                late: c.is_late,
                active: c.active,
                name: c.name,
            });
            Ok(CheckInsPage {
                rows: rows.collect(),
                desk: desk_frame(conn, &asked, signed, Place::CheckIns, None)?,
                errors: errors.clone(),
                name: form.get("name").to_owned(),
                every: form.get("every").to_owned(),
                grace: form.get("grace").to_owned(),
                services: Choices(choices),
                address: address.clone(),
            }
            .html())
        })
        .await
}

/// `POST /admin/check-ins`: `name`, `service`, `every`, `grace` (minutes); the page that answers shows the address, this
/// once.
pub(super) async fn add(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let word = secret::new_token()?;
    let (hash, sent) = (secret::token_hash(&word), form.clone());
    let minutes = |name: &str, otherwise: i64| match form.get(name).trim() {
        "" => otherwise,
        typed => typed.parse().unwrap_or(-1),
    };
    let times = (minutes("every", 5), minutes("grace", 5));
    let done = visitor
        .write(ADMIN, move |tx, signed| {
            tx.attempt(|tx| {
                let (name, service) = (sent.get("name"), sent.parse("service"));
                Ok(check_in::add(tx, &signed.actor, name, service, times, &hash)?)
            })
        })
        .await;
    match done {
        Ok(_) => {
            let public = visitor.app.house().public_url.clone();
            let address = format!("{public}/check-in/{word}");
            let html = page(&visitor, Form::default(), Errors::default(), address).await?;
            Ok(http::finish(&visitor, html))
        }
        Err(Problem::Refused(why)) => {
            let mut errors = Errors::default();
            match form.get("name").trim() {
                "" => errors.add("name", "Say which machine or job it is"),
                _ => errors.add("every", &why),
            }
            let html = page(&visitor, form, errors, String::new()).await?;
            let mut response = http::finish(&visitor, html);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /admin/check-ins/{id}`: `active` yes or no.
pub(super) async fn save(
    Path(id): Path<CheckInId>,
    Posted { visitor, form, .. }: Posted,
) -> Result<Response, Problem> {
    let active = form.get("active") == "yes";
    let app = visitor.app.clone();
    visitor
        .write(ADMIN, move |tx, signed| {
            if check_in::find(tx, id)?.is_none() {
                return Err(Problem::NotFound);
            }
            Ok(check_in::set_active(tx, &signed.actor, id, active)?)
        })
        .await?;
    let words = if active { "It is listened to again." } else { "Its silence means nothing from now on." };
    Ok(Flash::good(words).attach(&app, http::see_other("/admin/check-ins")))
}
