//! Templates and series.

use super::{DESK, attempt, choices, heard, names, span, zone_name, zone_of};
use crate::change::pages::{SeriesRow, TemplateRow, TemplatesPage};
use crate::change::recur::Rule;
use crate::change::series::{self, AHEAD, NewSeries};
use crate::change::{Refused, rule};
use crate::clock::MINUTE;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::{ChangeSeriesId, ChangeTemplateId, ServiceId};
use crate::person::Power;
use crate::service;
use crate::view::{Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::form::Form;

const OFTEN: [(&str, &str); 7] = [
    ("FREQ=WEEKLY", "Every week"),
    ("FREQ=WEEKLY;INTERVAL=2", "Every second week"),
    ("FREQ=MONTHLY", "Every month, on the same date"),
    ("FREQ=MONTHLY;BYDAY=1SU", "On the first Sunday of a month"),
    ("FREQ=MONTHLY;BYDAY=2TU", "On the second Tuesday of a month"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "On the last Friday of a month"),
    ("FREQ=DAILY", "Every day"),
];

/// `GET /desk/changes/templates`
pub(super) async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, Form::default(), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, form: Form, errors: Errors) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let known = service::known(conn)?;
            let templates = series::templates(conn)?;
            let all = series::all(conn)?;
            let reader = Reader::of(&asked.app, &signed.actor);
            let now = signed.now;
            let of_template = templates.iter().map(|t| {
                let ids: Vec<ServiceId> = t.content.services.iter().copied().map(ServiceId).collect();
                TemplateRow {
                    id: t.id.to_string(),
                    name: t.name.clone(),
                    approved_by: t.approved_by_name.clone(),
                    services: names(&known, &ids),
                }
            });
            let of_series = all.iter().map(|s| {
                let next = s.rule.parse::<Rule>().ok().and_then(|rule| {
                    rule.times(s.starts_at, &zone_of(&s.time_zone), now, now.plus(7 * AHEAD)).first().copied()
                });
                SeriesRow {
                    id: s.id.to_string(),
                    title: s.title.clone(),
                    rule: s.rule.clone(),
                    next: next.map_or(String::new(), |at| {
                        format!("next {}", span(&reader.zone, at, at.plus(s.length_minutes * MINUTE), now))
                    }),
                    template: templates
                        .iter()
                        .find(|t| Some(t.id) == s.template)
                        .map(|t| t.name.clone())
                        .unwrap_or_default(),
                }
            });
            let pairs = templates.iter().map(|t| (t.id.to_string(), t.name.clone())).collect();
            let often = OFTEN.iter().map(|(rule, words)| ((*rule).to_owned(), (*words).to_owned())).collect();
            let or = |name: &str, otherwise: &str| match form.has(name) {
                true => form.get(name).to_owned(),
                false => otherwise.to_owned(),
            };
            Ok(TemplatesPage {
                templates: of_template.collect(),
                series: of_series.collect(),
                may_approve: rule::may_decide(signed.actor.role),
                may_plan: signed.actor.may(Power::WorkTicket),
                errors: errors.clone(),
                title: or("title", ""),
                choices: choices(pairs, form.get("template")),
                often: choices(often, &or("often", "FREQ=WEEKLY")),
                rule: or("rule", ""),
                starts: or("starts", ""),
                minutes: or("minutes", "60"),
                time_zone: or("time_zone", &zone_name(&asked.app, signed)),
                desk: desk_frame(conn, &asked, signed, Place::Changes, None)?,
            }
            .html())
        })
        .await
}

fn back(visitor: &Visitor, word: &str) -> Response {
    Flash::good(word).attach(&visitor.app, http::see_other("/desk/changes/templates"))
}

/// `POST /desk/changes/templates/{id}/approval`
pub(super) async fn approve(
    Path(id): Path<ChangeTemplateId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let done = visitor
        .write(DESK, move |tx, signed| attempt(tx, |tx| series::approve_template(tx, &signed.actor, id)))
        .await?;
    match done {
        true => Ok(back(&visitor, "Approved. Changes made from it need nobody’s yes.")),
        false => Err(Problem::NotFound),
    }
}

/// `POST /desk/changes/templates/{id}/removal`
pub(super) async fn retire(
    Path(id): Path<ChangeTemplateId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    visitor
        .write(DESK, move |tx, signed| attempt(tx, |tx| series::retire_template(tx, &signed.actor, id)))
        .await?;
    Ok(back(&visitor, "Retired. What was planned from it stays."))
}

/// `POST /desk/changes/series`: `title`, `template`, `often` or `rule`, `starts`, `minutes`, `time_zone`.
pub(super) async fn begin(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let sent = form.clone();
    let done = visitor
        .write(DESK, move |tx, signed| {
            if !signed.actor.may(Power::WorkTicket) {
                return Err(Problem::Forbidden);
            }
            let reader = Reader { zone: zone_of(sent.get("time_zone")) };
            let rule = match sent.get("rule").trim() {
                "" => sent.get("often"),
                own => own,
            };
            let Some(starts_at) = reader.at(sent.get("starts")) else {
                return Ok(Err(Refused::NoSuchWindow));
            };
            let Some(template) = sent.parse("template") else { return Ok(Err(Refused::NoTemplate)) };
            let new = NewSeries {
                title: sent.get("title"),
                template,
                rule,
                starts_at,
                length_minutes: sent.parse("minutes").unwrap_or(0),
                time_zone: sent.get("time_zone"),
                owner: signed.actor.id,
            };
            heard(tx.attempt(|tx| series::begin(tx, &signed.actor, signed.now, &new)))
        })
        .await?;
    let refused = match done {
        Ok(_) => return Ok(back(&visitor, "Begun. Its changes are planned within a minute.")),
        Err(refused) => refused,
    };
    let field = match &refused {
        Refused::NoName => "title",
        Refused::NoTemplate => "template",
        Refused::Rule(_) => "rule",
        Refused::NoSuchZone(_) => "time_zone",
        _ => "starts",
    };
    let mut errors = Errors::default();
    errors.add(field, &refused.to_string());
    let html = page(&visitor, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

/// `POST /desk/changes/series/{id}/end`
pub(super) async fn stop(
    Path(id): Path<ChangeSeriesId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let done =
        visitor.write(DESK, move |tx, signed| attempt(tx, |tx| series::stop(tx, &signed.actor, id))).await?;
    match done {
        true => Ok(back(&visitor, "Stopped. What is planned already stays.")),
        false => Err(Problem::NotFound),
    }
}
