//! Planning a change: the form, new and again.

use super::{change_of, choices, heard, house_language, local, zone_name, zone_of};
use crate::change::pages::{FormPage, Named, RiskLevel};
use crate::change::{self, Change, Form, Kind, Level, Refused, State, freeze, series};
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::{ChangeTemplateId, PersonId, ServiceId};
use crate::person::{Power, colleague_names};
use crate::view::{Errors, Place};
use crate::{secret, service, team};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use store::Conn;
use web::form::Form as Sent;

const PLAN: Option<Power> = Some(Power::WorkTicket);
/// Zones offered besides the reader's own and the house's.
const ZONES: [&str; 8] = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
];

#[derive(Deserialize)]
pub(super) struct Begun {
    template: Option<String>,
    /// `2026-12-01`: the day that was chosen in the calendar.
    day: Option<String>,
    service: Option<String>,
}

/// `GET /desk/changes/new?template=…`
pub(super) async fn new_page(visitor: Visitor, Query(begun): Query<Begun>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(PLAN, move |conn, signed| {
            let zone = zone_name(&asked.app, signed);
            let mut form = Form::of(&signed.actor, &zone);
            let template = begun.template.as_deref().and_then(|id| id.parse().ok());
            if let Some(template) = template.map(|id| series::find_template(conn, id)).transpose()?.flatten()
            {
                form = template.content.form(&template.name, template.id, signed.actor.id, &zone);
            }
            form.services.extend(begun.service.as_deref().and_then(|id| id.parse::<ServiceId>().ok()));
            let mut page = page(conn, &asked, signed, &form, None)?;
            if let Some(day) = begun.day.as_deref().filter(|day| day.parse::<jiff::civil::Date>().is_ok()) {
                page.starts = format!("{day}T18:00");
                page.ends = format!("{day}T19:00");
            }
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// `GET /desk/changes/{number}/edit`
pub(super) async fn edit_page(visitor: Visitor, Path(number): Path<i64>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(PLAN, move |conn, signed| {
            let change = change_of(conn, number)?;
            let form = change::form_of(conn, &change)?;
            Ok(page(conn, &asked, signed, &form, Some(&change))?.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn levels(chosen: Level, means: fn(Level) -> &'static str) -> Vec<RiskLevel> {
    let level =
        |l: &Level| RiskLevel { key: l.as_str(), word: l.word(), means: means(*l), chosen: *l == chosen };
    Level::all().iter().map(level).collect()
}

fn page(
    conn: &mut Conn,
    asked: &Visitor,
    signed: &Signed,
    form: &Form,
    change: Option<&Change>,
) -> Result<FormPage, Problem> {
    let zone = zone_of(&form.time_zone);
    let people = colleague_names(conn)?;
    let named = |(id, name): (PersonId, &str)| match id == signed.actor.id {
        true => format!("{name} (you)"),
        false => name.to_owned(),
    };
    let here = || people.iter().filter(|(_, _, active)| *active).map(|(id, name, _)| (*id, name.as_str()));
    let owners = here().map(|p| (p.0.to_string(), named(p))).collect();
    let mut teams = vec![(String::new(), "No team".to_owned())];
    teams.extend(team::known(conn)?.iter().filter(|t| t.active).map(|t| (t.id.to_string(), t.name.clone())));
    let frozen = freeze::over(conn, form.starts_at.zip(form.ends_at), &form.services)?;
    let mut zones = vec![zone_name(&asked.app, signed), asked.app.house().time_zone.clone()];
    zones.extend(ZONES.map(str::to_owned));
    let mut seen = std::collections::BTreeSet::new();
    zones.retain(|zone| seen.insert(zone.clone()));
    let number = change.map(|c| c.number.to_string()).unwrap_or_default();
    let was_told = match change {
        Some(c) => change::sends(conn, c.id)?.iter().any(|s| s.sent_at.is_some()),
        None => false,
    };
    let kinds = Kind::all().iter().map(|k| (k.to_string(), kind_words(*k).to_owned())).collect();
    Ok(FormPage {
        desk: desk_frame(conn, asked, signed, Place::Changes, None)?,
        action: match change {
            Some(c) => format!("{}/edit", c.path()),
            None => "/desk/changes/new".to_owned(),
        },
        number,
        version: change.map_or(0, |c| c.version),
        errors: Errors::default(),
        title: form.title.clone(),
        kinds: choices(kinds, form.kind.as_str()),
        templates: Default::default(),
        template: form.template.map(|id| id.to_string()).unwrap_or_default(),
        impacts: levels(form.impact, Level::impact),
        likelihoods: levels(form.likelihood, Level::likelihood),
        starts: local(&zone, form.starts_at),
        ends: local(&zone, form.ends_at),
        time_zone: form.time_zone.clone(),
        zones,
        owners: choices(owners, &form.owner.to_string()),
        teams: choices(teams, &form.team.map(|id| id.to_string()).unwrap_or_default()),
        services: service::known(conn)?
            .iter()
            .filter(|s| s.active || form.services.contains(&s.id))
            .map(|s| Named {
                id: s.id.to_string(),
                name: s.name.clone(),
                chosen: form.services.contains(&s.id),
            })
            .collect(),
        hands: here()
            .map(|p| Named { id: p.0.to_string(), name: named(p), chosen: form.hands.contains(&p.0) })
            .collect(),
        plan: form.plan.clone(),
        undo_plan: form.undo_plan.clone(),
        point_of_no_return: form.point_of_no_return.clone(),
        test: form.test.clone(),
        freeze_reason: form.freeze_reason.clone(),
        frozen: frozen.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", "),
        was_approved: change.is_some_and(|c| matches!(c.state, State::Asked | State::Approved)),
        was_told,
    })
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Standard => "Standard: from an approved template",
        Kind::Normal => "Normal",
        Kind::Emergency => "Emergency: cannot wait for a yes",
    }
}

/// What was sent; words that cannot be read fall back to what the form began with.
fn read(sent: &Sent, signed: &Signed) -> Form {
    let zone = zone_of(sent.get("time_zone"));
    let at = |name: &str| crate::http::moment::Reader { zone: zone.clone() }.at(sent.get(name));
    let ids = |name: &'static str| sent.all(name).filter_map(|id| id.trim().parse::<i64>().ok());
    Form {
        title: sent.get("title").to_owned(),
        kind: sent.parse("kind").unwrap_or(Kind::Normal),
        impact: sent.parse("impact").unwrap_or(Level::Low),
        likelihood: sent.parse("likelihood").unwrap_or(Level::Low),
        starts_at: at("starts"),
        ends_at: at("ends"),
        time_zone: sent.get("time_zone").to_owned(),
        owner: sent.parse("owner").unwrap_or(signed.actor.id),
        team: sent.parse("team"),
        services: ids("services").map(ServiceId).collect(),
        hands: ids("hands").map(PersonId).collect(),
        plan: sent.get("plan").to_owned(),
        undo_plan: sent.get("undo_plan").to_owned(),
        point_of_no_return: sent.get("point_of_no_return").to_owned(),
        test: sent.get("test").to_owned(),
        freeze_reason: sent.get("freeze_reason").to_owned(),
        template: sent.parse::<ChangeTemplateId>("template"),
    }
}

/// `POST /desk/changes/new`: kept as a draft, whatever is missing.
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let public_id: String = secret::new_token()?.chars().take(22).collect();
    let app = posted.visitor.app.clone();
    let sent = posted.form.clone();
    let done = posted
        .visitor
        .write(PLAN, move |tx, signed| {
            let mut form = read(&sent, signed);
            if form.time_zone.trim().is_empty() {
                form.time_zone = zone_name(&app, signed);
            }
            heard(tx.attempt(|tx| change::draft(tx, &signed.actor, signed.now, &form, &public_id)))
        })
        .await?;
    answer(posted, None, done, "Kept as a draft.").await
}

/// `POST /desk/changes/{number}/edit`
pub(super) async fn save(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let language = house_language(&posted.visitor.app);
    let sent = posted.form.clone();
    let done = posted
        .visitor
        .write(PLAN, move |tx, signed| {
            let change = change_of(tx, number)?;
            let form = read(&sent, signed);
            let version = sent.parse("version").unwrap_or(0);
            heard(tx.attempt(|tx| {
                change::save(tx, &signed.actor, signed.now, change.id, version, &form, language)
            }))
        })
        .await?;
    answer(posted, Some(number), done, "Saved.").await
}

async fn answer(
    posted: Posted,
    number: Option<i64>,
    done: Result<Change, Refused>,
    word: &str,
) -> Result<Response, Problem> {
    let refused = match done {
        Ok(change) => {
            let response = http::see_other(&change.path());
            return Ok(Flash::good(word).attach(&posted.visitor.app, response));
        }
        Err(refused) => refused,
    };
    let field = match &refused {
        Refused::NoSuchZone(_) => "time_zone",
        Refused::NoSuchWindow => "ends",
        Refused::Past => "starts",
        Refused::NoSuchPerson => "owner",
        _ => "title",
    };
    let (sent, asked) = (posted.form.clone(), posted.visitor.clone());
    let why = refused.to_string();
    let html = posted
        .visitor
        .read(PLAN, move |conn, signed| {
            let change = match number {
                Some(number) => Some(change_of(conn, number)?),
                None => None,
            };
            let form = read(&sent, signed);
            let mut page = page(conn, &asked, signed, &form, change.as_ref())?;
            page.errors.add(field, &why);
            // As they were typed, whatever they mean.
            page.starts = sent.get("starts").to_owned();
            page.ends = sent.get("ends").to_owned();
            Ok(page.html())
        })
        .await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}
