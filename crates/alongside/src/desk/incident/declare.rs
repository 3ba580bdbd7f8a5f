//! Declaring an incident: the form, and the one press on an offer.

use super::{WORK, cadence_choices, path, state_choices};
use crate::app::App;
use crate::desk::colleague_choices;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::{IncidentOfferId, ServiceId, TicketId};
use crate::incident::declare::{Declaration, declare};
use crate::incident::pages::{NewIncidentPage, ServiceRow};
use crate::incident::{Offer, ServiceState, Severity, Source, offer};
use crate::once::{Press, once};
use crate::secret;
use crate::service;
use crate::ticket::list::{self as tickets, Filter, Page};
use crate::ticket::{self, By, Via};
use crate::view::{Errors, Place};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Conn, Tx};
use web::form::Form;

/// Tickets shown in the form.
const TICKETS_SHOWN: usize = 200;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The number of a ticket that it is declared from.
    ticket: Option<i64>,
    offer: Option<i64>,
}

/// What the form holds, from wherever.
#[derive(Clone, Debug, Default)]
struct Typed {
    title: String,
    severity: Option<Severity>,
    services: BTreeMap<ServiceId, ServiceState>,
    cadence: Option<i64>,
    owner: Option<crate::ids::PersonId>,
    tickets: Vec<TicketId>,
    hidden: bool,
    source: Option<Source>,
    offer: Option<IncidentOfferId>,
}

impl Typed {
    fn of_form(form: &Form) -> Typed {
        let chosen = form.all("service").filter_map(|id| id.parse::<i64>().ok());
        let services = chosen
            .map(|id| (ServiceId(id), form.parse(&format!("state_{id}")).unwrap_or(ServiceState::Outage)))
            .collect();
        Typed {
            title: form.get("title").to_owned(),
            severity: form.parse("severity"),
            services,
            cadence: form.parse("cadence"),
            owner: form.parse("owner"),
            tickets: form.all("ticket").filter_map(|id| id.parse().ok().map(TicketId)).take(500).collect(),
            hidden: form.get("public") != "yes",
            source: form.parse("source"),
            offer: form.parse("offer"),
        }
    }

    fn of_offer(one: &Offer) -> Typed {
        Typed {
            title: one.title.clone(),
            services: one.service.map(|id| (id, ServiceState::PartialOutage)).into_iter().collect(),
            tickets: one.tickets.clone(),
            source: Some(if one.check_in.is_some() { Source::CheckIn } else { Source::Cluster }),
            offer: Some(one.id),
            ..Typed::default()
        }
    }
}

/// `GET /desk/incidents/new`; with `ticket` or `offer` from one.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let key = secret::new_token()?;
    let frame = visitor.clone();
    let html = visitor
        .read(WORK, move |conn, signed| {
            let mut typed = Typed::default();
            if let Some(number) = asked.ticket {
                let ticket = ticket::find(conn, &signed.actor, number)?.ok_or(Problem::NotFound)?;
                typed = Typed {
                    title: ticket.subject.clone(),
                    services: ticket
                        .service
                        .map(|id| (id, ServiceState::PartialOutage))
                        .into_iter()
                        .collect(),
                    tickets: vec![ticket.id],
                    source: Some(Source::Ticket),
                    ..Typed::default()
                };
            }
            if let Some(one) = asked.offer {
                let one = offer::offer(conn, IncidentOfferId(one))?.ok_or(Problem::NotFound)?;
                typed = Typed::of_offer(&one);
            }
            page(conn, &frame, signed, &app, &typed, &key, Errors::default())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn page(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    _app: &App,
    typed: &Typed,
    key: &str,
    errors: Errors,
) -> Result<String, Problem> {
    let severity = typed.severity.unwrap_or(Severity::Major);
    let known = service::known(conn)?;
    let mut services: Vec<ServiceRow> = known
        .iter()
        .filter(|s| s.active)
        .map(|s| {
            let state = typed.services.get(&s.id).copied();
            ServiceRow {
                id: s.id.to_string(),
                name: s.name.clone(),
                states: state_choices(state.unwrap_or(ServiceState::Outage)),
                chosen: state.is_some(),
                ..ServiceRow::default()
            }
        })
        .collect();
    services.sort_by_key(|s| !s.chosen);
    let shown: Vec<TicketId> = typed.tickets.iter().copied().take(TICKETS_SHOWN).collect();
    let linked = match shown.is_empty() {
        true => Vec::new(),
        false => {
            let filter = Filter { ids: Some(shown), ..Filter::default() };
            tickets::list(conn, &signed.actor, &filter, Page::First, 200)?.items
        }
    };
    Ok(NewIncidentPage {
        desk: desk_frame(conn, visitor, signed, Place::Incidents, None)?,
        key: key.to_owned(),
        errors,
        title: typed.title.clone(),
        severities: Severity::all()
            .iter()
            .map(|s| (s.as_str(), s.word(), s.definition(), *s == severity))
            .collect(),
        services,
        cadences: cadence_choices(typed.cadence.unwrap_or_else(|| severity.cadence())),
        owners: colleague_choices(conn, signed.actor.id, "Me", typed.owner)?,
        is_public: !typed.hidden,
        tickets: linked.into_iter().map(|t| (t.id.to_string(), t.number.to_string(), t.subject)).collect(),
        source: typed.source.unwrap_or(Source::Hand).as_str().to_owned(),
        offer: typed.offer.map(|id| id.to_string()).unwrap_or_default(),
    }
    .html())
}

/// `POST /desk/incidents`: the form's fields, or an `offer` alone.
pub(super) async fn send(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let whole = form.get("form") == "full";
    let public_id: String = secret::new_token()?.chars().take(22).collect();
    let app = visitor.app.clone();
    let typed = Typed::of_form(&form);
    let said: Vec<String> = form
        .fields()
        .filter(|(name, _)| *name != "csrf")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let press = Press::new("incident", form.get("once"), said.iter().map(String::as_str));
    let (asked, once_more) = (typed.clone(), press);
    let done = visitor
        .write(WORK, move |tx, signed| {
            tx.attempt(|tx| {
                once(tx, signed.actor.id, once_more.as_ref(), signed.now, |tx| {
                    let typed = match (whole, asked.offer) {
                        (false, Some(id)) => {
                            let one = offer::offer(tx, id)?.ok_or_else(gone)?;
                            Typed::of_offer(&one)
                        }
                        _ => asked.clone(),
                    };
                    make(tx, signed, &typed, &public_id)
                })
            })
        })
        .await;
    match done {
        Ok(number) => {
            let said = Flash::good("Declared. Now tell people what you know, even if it is little.");
            Ok(said.attach(&app, http::see_other(&path(number))))
        }
        Err(Problem::Refused(why)) if whole => {
            let mut errors = Errors::default();
            errors.add("title", &why);
            let (frame, key, back) = (visitor.clone(), form.get("once").to_owned(), typed);
            let html = visitor
                .read(WORK, move |conn, signed| page(conn, &frame, signed, &app, &back, &key, errors.clone()))
                .await?;
            let mut response = http::finish(&visitor, html);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(Problem::Refused(why)) => Ok(Flash::bad(why).attach(&app, http::see_other("/desk/incidents"))),
        Err(problem) => Err(problem),
    }
}

fn gone() -> Problem {
    Problem::Refused("Somebody has declared it, or waved it away, in the meantime.".to_owned())
}

fn make(tx: &mut Tx, signed: &Signed, typed: &Typed, public_id: &str) -> Result<i64, Problem> {
    let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
    let services: Vec<(ServiceId, ServiceState)> = typed.services.iter().map(|(id, s)| (*id, *s)).collect();
    let new = Declaration {
        title: &typed.title,
        severity: typed.severity.unwrap_or(Severity::Major),
        services: &services,
        cadence_minutes: typed.cadence,
        owner: typed.owner,
        source: typed.source.unwrap_or(Source::Hand),
        tickets: &typed.tickets,
        is_public: !typed.hidden,
        began_at: None,
        offer: typed.offer,
        caused_by_change: None,
        public_id,
    };
    Ok(declare(tx, &by, &new)?.number)
}

/// `POST /desk/incidents/offers/{id}/dismissal`
pub(super) async fn dismiss(Path(id): Path<IncidentOfferId>, posted: Posted) -> Result<Response, Problem> {
    let done = posted
        .visitor
        .write(WORK, move |tx, signed| {
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            offer::dismiss(tx, &by, id)?;
            Ok(Some(Flash::good("Not an incident. It is not offered again.")))
        })
        .await;
    let back = posted.form.get("back");
    let back = if http::is_own_path(back) { back } else { "/desk/incidents" };
    crate::desk::act::outcome(&posted.visitor, back, posted.by_script, done)
}
