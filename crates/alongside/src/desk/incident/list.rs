//! The list of incidents, and what is offered as one.

use super::{clock, state_shown};
use crate::app::App;
use crate::clock::At;
use crate::desk::DESK;
use crate::http::moment::Reader;
use crate::http::{self, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::{IncidentId, PersonId, TicketId};
use crate::incident::pages::{IncidentsPage, OfferRow, Row};
use crate::incident::rule::{length_words, number_word, span_words};
use crate::incident::{self, Incident, Offer, offer, review};
use crate::person::{Power, colleague_names};
use crate::ticket::list::{self as tickets, Filter, Page};
use crate::view::{Face, Place};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use store::Conn;

const PAGE_SIZE: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The place after which the page starts: a time and an id.
    after: Option<String>,
}

/// `GET /desk/incidents`
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let after = asked.after.as_deref().and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((At(at.parse().ok()?), IncidentId(id.parse().ok()?)))
    });
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let reader = Reader::of(&app, &signed.actor);
            let mut page = incident::page(conn, after, PAGE_SIZE + 1)?;
            let size = usize::try_from(PAGE_SIZE).unwrap_or(50);
            let more = page.len() > size;
            page.truncate(size);
            let last = page.last().filter(|_| more).map(|i| format!("{}.{}", i.declared_at, i.id));
            let mut open = Vec::new();
            for one in incident::open_now(conn)?.iter() {
                let names: Vec<&str> = one.services.iter().map(|(_, name, _)| name.as_str()).collect();
                open.push(row(conn, &one.incident, names.join(", "), &reader, signed)?);
            }
            let mut over = Vec::new();
            for one in page.iter().filter(|i| !i.is_open()) {
                over.push(row(conn, one, String::new(), &reader, signed)?);
            }
            let reviews = review::open_reviews(conn)?;
            Ok(IncidentsPage {
                desk: desk_frame(conn, &frame, signed, Place::Incidents, None)?,
                can_work: signed.actor.may(Power::WorkTicket),
                offers: offers(conn, &frame, signed, &reader)?,
                open,
                over,
                reviews: reviews.into_iter().map(|(number, title)| (number.to_string(), title)).collect(),
                more: last.map(|last| format!("/desk/incidents?after={last}")).unwrap_or_default(),
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

pub(super) fn named(conn: &mut Conn, id: PersonId) -> Result<Face, store::Error> {
    let names = colleague_names(conn)?;
    let known = names.iter().find(|(known, ..)| *known == id).map(|(_, name, _)| name.clone());
    let name = match known {
        Some(name) => name,
        None => crate::person::find(conn, id)?.map(|p| p.name).unwrap_or_default(),
    };
    Ok(face(id, &name, true))
}

fn row(
    conn: &mut Conn,
    one: &Incident,
    services: String,
    reader: &Reader,
    signed: &Signed,
) -> Result<Row, store::Error> {
    Ok(Row {
        number: one.number.to_string(),
        title: one.title.clone(),
        severity: one.severity.word(),
        state: state_shown(one.state),
        owner: named(conn, one.owner)?,
        services,
        clock: clock(one, reader, signed.now),
        at: reader.moment(one.declared_at, signed.now),
        length: one.resolved_at.map(|over| length_words(over.since(one.began_at))).unwrap_or_default(),
    })
}

/// What is offered, as the list of incidents and the lists of tickets show it.
pub(in crate::desk) fn offers(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    reader: &Reader,
) -> Result<Vec<OfferRow>, store::Error> {
    let mut rows = Vec::new();
    for one in offer::offers(conn, signed.now)?.into_iter().take(3) {
        let shown: Vec<TicketId> = one.tickets.iter().copied().take(3).collect();
        let named: Vec<(String, String)> = match shown.is_empty() {
            true => Vec::new(),
            false => {
                let filter = Filter { ids: Some(shown), ..Filter::default() };
                let found = tickets::list(conn, &signed.actor, &filter, Page::First, 10)?.items;
                found.into_iter().map(|t| (t.number.to_string(), t.subject)).collect()
            }
        };
        rows.push(OfferRow {
            csrf: visitor.csrf(),
            id: one.id.to_string(),
            words: words(&one),
            title: one.title.clone(),
            at: reader.moment(one.at, signed.now),
            more: one.tickets.len().saturating_sub(named.len()),
            tickets: named,
            service: one.service.map(|id| id.to_string()).unwrap_or_default(),
            can_work: signed.actor.may(Power::WorkTicket),
        });
    }
    Ok(rows)
}

/// “Nine people wrote about Wi-Fi within 3 minutes.”
pub(super) fn words(offer: &Offer) -> String {
    if offer.check_in.is_some() {
        return format!("{}.", offer.title);
    }
    let about = match offer.words.as_slice() {
        [] => "the same service".to_owned(),
        words => words.join(", "),
    };
    let within = match offer.minutes {
        1 => "a minute".to_owned(),
        minutes => span_words(minutes),
    };
    format!("{} people wrote about {about} within {within}.", number_word(offer.people))
}
