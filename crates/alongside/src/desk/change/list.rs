//! The list of changes.

use super::{DESK, badge, names, service_choices, window};
use crate::change::pages::{ChangesPage, Row};
use crate::change::{self, Change, Kind, State, Wanted};
use crate::clock::At;
use crate::http::moment::Reader;
use crate::http::{self, Problem, Visitor, desk_frame, face};
use crate::ids::ChangeId;
use crate::person::{Power, colleague_names};
use crate::service;
use crate::view::Place;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use store::Conn;

const PAGE_SIZE: i64 = 50;
const AHEAD_MAX: i64 = 200;

#[derive(Deserialize)]
pub(super) struct Asked {
    show: Option<String>,
    service: Option<String>,
    before: Option<i64>,
}

/// `GET /desk/changes`
pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let show = match asked.show.as_deref() {
        None | Some("" | "ahead") => "ahead",
        Some("mine") => "mine",
        Some("over") => "over",
        Some(_) => return Err(Problem::NotFound),
    };
    let service = asked.service.as_deref().and_then(|id| id.parse().ok());
    let before = asked.before.unwrap_or(i64::MAX);
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let wanted = Wanted {
                over_before: (show == "over").then_some(before),
                state: None,
                service,
                mine: (show == "mine").then_some(signed.actor.id),
            };
            let limit = if show == "over" { PAGE_SIZE + 1 } else { AHEAD_MAX };
            let mut found = change::list(conn, &wanted, limit)?;
            let mut more = String::new();
            if show == "over" && found.len() > usize::try_from(PAGE_SIZE).unwrap_or(50) {
                found.truncate(usize::try_from(PAGE_SIZE).unwrap_or(50));
                if let Some(last) = found.last() {
                    let service = service.map(|id| format!("&service={id}")).unwrap_or_default();
                    more = format!("/desk/changes?show=over&before={}{service}", last.number);
                }
            }
            let reader = Reader::of(&frame.app, &signed.actor);
            Ok(ChangesPage {
                desk: desk_frame(conn, &frame, signed, Place::Changes, None)?,
                show,
                services: service_choices(conn, "Every service", service)?,
                rows: rows(conn, &reader, signed.now, &found)?,
                more,
                may_plan: signed.actor.may(Power::WorkTicket),
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn rows(conn: &mut Conn, reader: &Reader, now: At, found: &[Change]) -> Result<Vec<Row>, store::Error> {
    let ids: Vec<ChangeId> = found.iter().map(|c| c.id).collect();
    let services = change::services_of(conn, &ids)?;
    let known = service::known(conn)?;
    let people = colleague_names(conn)?;
    let clashing = clashing(conn, found)?;
    Ok(found
        .iter()
        .map(|c| {
            let owner =
                people.iter().find(|(id, _, _)| *id == c.owner).map_or("", |(_, name, _)| name.as_str());
            let on = services.get(&c.id).map(Vec::as_slice).unwrap_or_default();
            Row {
                number: c.number.to_string(),
                title: if c.title.is_empty() { "Without a name".to_owned() } else { c.title.clone() },
                badge: badge(c.state),
                risk: (c.risk().key(), c.risk().word()),
                kind: if c.kind == Kind::Normal { "" } else { c.kind.word() },
                when: window(reader, c, now),
                services: names(&known, on),
                owner: face(c.owner, owner, true),
                warning: clashing.get(&c.id).cloned().unwrap_or_default(),
            }
        })
        .collect())
}

/// What is in the way of those that lie ahead, in a few words.
fn clashing(conn: &mut Conn, found: &[Change]) -> Result<HashMap<ChangeId, String>, store::Error> {
    let ahead = || found.iter().filter(|c| !c.state.is_over() && c.state != State::Running);
    let from = ahead().filter_map(|c| c.starts_at).min();
    let until = ahead().filter_map(|c| c.ends_at).max();
    let Some((from, until)) = from.zip(until) else { return Ok(HashMap::new()) };
    let all = change::between(conn, from, until)?;
    let numbers: HashMap<ChangeId, i64> = all.iter().map(|c| (c.id, c.number)).collect();
    let mut others: HashMap<ChangeId, BTreeSet<i64>> = HashMap::new();
    for clash in change::clash::among(conn, &all)? {
        for (one, other) in [(clash.a, clash.b), (clash.b, clash.a)] {
            others.entry(one).or_default().extend(numbers.get(&other));
        }
    }
    let say = |numbers: BTreeSet<i64>| {
        let names: Vec<String> = numbers.iter().map(|n| format!("Change {n}")).collect();
        format!("In the way of {}", names.join(", "))
    };
    Ok(others.into_iter().map(|(id, numbers)| (id, say(numbers))).collect())
}
