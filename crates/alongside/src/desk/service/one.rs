//! One service: who is affected if it stops, what it needs, what happened to it.

use super::shown;
use crate::clock::DAY;
use crate::desk::DESK;
use crate::http::moment::Reader;
use crate::http::{self, Problem, Signed, Visitor, desk_frame, encoded, face};
use crate::ids::{OrganisationId, PersonId, RecordId};
use crate::person::{self, Power};
use crate::record::{self, Record};
use crate::service::history::{self, months};
use crate::service::pages::{Count, Month, MonthEntry, OnePage, PersonLine};
use crate::service::spell::{self, Spell};
use crate::service::{self, Affected, Reach, Service, ServiceId, UserRule};
use crate::team;
use crate::view::Place;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::fmt::strtime;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use store::{Conn, Error as Fault};

/// People on one page.
pub(super) const PAGE: usize = 50;
/// How far back the history is read.
const LOOK_BACK: i64 = 400 * DAY;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The person after whom the page of people starts.
    pub(super) after: Option<PersonId>,
}

/// `GET /desk/services/{id}`
pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<ServiceId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let found = service::find(conn, id)?.ok_or(Problem::NotFound)?;
            Ok(build(conn, &frame, signed, found, asked.after)?.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn build(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    found: Service,
    after: Option<PersonId>,
) -> Result<OnePage, Problem> {
    let id = found.id;
    let reader = Reader::of(&visitor.app, &signed.actor);
    let services = service::known(conn)?;
    let worst = spell::worst_now(conn)?;
    let graph = service::graph(conn)?;
    let stops = graph.dependents(&[id]);
    let around: BTreeSet<ServiceId> = stops.union(&graph.requirements(&[id])).copied().collect();
    let tops: Vec<ServiceId> =
        stops.iter().copied().filter(|other| graph.needed_by(*other).next().is_none()).collect();
    let drawer = shown::Drawer { services: &services, worst: &worst, graph: &graph, here: Some(id) };
    let spells = spell::spells_between(conn, &[id], signed.now.plus(-LOOK_BACK), signed.now.plus(1))?;
    let records = records(conn, &spells)?;
    let open: BTreeSet<RecordId> = spells.iter().filter(|s| s.until_at.is_none()).map(|s| s.record).collect();
    let because = open.iter().filter_map(|id| records.get(id)).map(linked);
    let reach = service::reach(conn, &[id])?;
    let after = start(conn, after)?;
    let (page, more) =
        people(conn, after.as_ref(), |conn, after, limit| service::affected_page(conn, &[id], after, limit))?;
    let names = Names::read(conn)?;
    let rules = service::users_of(conn, id)?;
    let history = history(&reader, signed, &found, &spells, &records);
    let others = stops.iter().filter(|other| **other != id);
    let others = others.filter_map(|other| services.iter().find(|s| s.id == *other));
    Ok(OnePage {
        id: id.0,
        state: shown::state(worst.get(&id).copied()),
        because: because.collect(),
        team: found.owner_team.map(|team| names.team(team)).unwrap_or_default(),
        is_active: found.active,
        component: found.component.is_shown.then(|| found.component.group.clone()),
        tickets: format!("/desk/search?q={}", encoded(&format!("service:{}", found.slug))),
        rules: rules.into_iter().map(|rule| names.rule(rule)).collect(),
        people: shown::people(reach.people),
        stops: others.map(|s| (format!("/desk/services/{}", s.id), s.name.clone())).collect(),
        organisations: counts(&reach, &names),
        teams: reach
            .teams
            .iter()
            .map(|(team, n)| Count { name: names.team(*team), people: shown::number(*n) })
            .collect(),
        page,
        goes_on: after.is_some(),
        more: more.map_or(String::new(), |last| format!("/desk/services/{id}?after={last}")),
        picture: drawer.picture(&around),
        branches: if around.len() > 1 { drawer.branches(&tops) } else { Vec::new() },
        months: history,
        may_edit: signed.actor.may(Power::EditServices),
        desk: desk_frame(conn, visitor, signed, Place::Running, None)?,
        name: found.name,
        description: found.description,
    })
}

fn linked(record: &Record) -> (String, String) {
    (record.path(), format!("{}: {}", record.name(), record.title))
}

fn records(conn: &mut Conn, spells: &[Spell]) -> Result<HashMap<RecordId, Record>, Fault> {
    let ids: BTreeSet<RecordId> = spells.iter().map(|s| s.record).collect();
    let ids: Vec<RecordId> = ids.into_iter().rev().take(200).collect();
    Ok(record::named(conn, &ids)?.into_iter().map(|r| (r.id, r)).collect())
}

/// Name and id of the person after whom a page starts.
pub(super) fn start(conn: &mut Conn, after: Option<PersonId>) -> Result<Option<(String, PersonId)>, Fault> {
    let Some(id) = after else { return Ok(None) };
    Ok(person::find(conn, id)?.map(|p| (p.name, p.id)))
}

type Portion = (Vec<PersonLine>, Option<PersonId>);

/// One page of people, and after whom the next one starts.
pub(super) fn people(
    conn: &mut Conn,
    after: Option<&(String, PersonId)>,
    read: impl FnOnce(&mut Conn, Option<(&str, PersonId)>, i64) -> Result<Vec<Affected>, Fault>,
) -> Result<Portion, Fault> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = read(conn, after.map(|(name, id)| (name.as_str(), *id)), limit)?;
    let goes_on = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| goes_on).map(|p| p.id);
    let lines = found.into_iter().map(|p| PersonLine {
        id: p.id.0,
        face: face(p.id, &p.name, false),
        address: p.address,
    });
    Ok((lines.collect(), last))
}

fn counts(reach: &Reach, names: &Names) -> Vec<Count> {
    let counts = reach.organisations.iter().map(|(id, n)| Count {
        name: id.map_or("No organisation".to_owned(), |id| names.organisation(id)),
        people: shown::number(*n),
    });
    counts.collect()
}

/// What groups are called.
struct Names {
    organisations: HashMap<OrganisationId, String>,
    teams: HashMap<team::TeamId, String>,
}

impl Names {
    fn read(conn: &mut Conn) -> Result<Names, Fault> {
        let organisations = person::organisations(conn)?.into_iter().map(|(id, name, _)| (id, name));
        Ok(Names {
            organisations: organisations.collect(),
            teams: team::known(conn)?.iter().map(|t| (t.id, t.name.clone())).collect(),
        })
    }

    fn organisation(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).cloned().unwrap_or_default()
    }

    fn team(&self, id: team::TeamId) -> String {
        self.teams.get(&id).cloned().unwrap_or_default()
    }

    fn rule(&self, rule: UserRule) -> String {
        match rule {
            UserRule::Everyone => "everybody".to_owned(),
            UserRule::Organisation(id) => self.organisation(id),
            UserRule::Team(id) => format!("{} (team)", self.team(id)),
            UserRule::Person(_) => String::new(),
        }
    }
}

fn history(
    reader: &Reader,
    signed: &Signed,
    found: &Service,
    spells: &[Spell],
    records: &HashMap<RecordId, Record>,
) -> Vec<Month> {
    let first = spells.iter().map(|s| s.from_at).min();
    let Some(since) = first.into_iter().chain(found.component.since).min() else { return Vec::new() };
    let told = months(spells, &reader.zone, since, signed.now).into_iter();
    told.map(|m| Month {
        name: strtime::format("%B %Y", m.day).unwrap_or_default(),
        disturbed: if m.is_quiet() { String::new() } else { shown::span(m.disturbed) },
        entries: m.disturbances.iter().filter_map(|d| entry(reader, signed, d, records)).collect(),
    })
    .collect()
}

fn entry(
    reader: &Reader,
    signed: &Signed,
    d: &history::Disturbance,
    records: &HashMap<RecordId, Record>,
) -> Option<MonthEntry> {
    let record = records.get(&d.record)?;
    Some(MonthEntry {
        href: record.path(),
        record: record.name(),
        title: record.title.clone(),
        state: shown::state(Some(d.worst)),
        from: reader.moment(d.from_at, signed.now),
        length: d.until_at.map_or("still going on".to_owned(), |until| shown::span(until.since(d.from_at))),
    })
}
