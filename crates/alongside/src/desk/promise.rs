//! Promises in the desk: on a ticket's page, as lists of what is due, and how they ended.

use super::act::{on_ticket, outcome};
use super::opened::Opened;
use super::{DESK, ticket_of};
use crate::app::App;
use crate::clock::{At, DAY};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::{PromiseId, RecordId, ServiceId, TeamId, TicketId};
use crate::promise::pages::{Bar, PromisesPage, Row, SharesPage};
use crate::promise::{self, Listed, NewPromise, Promise, Share, State, Subject, Wanted, Whose};
use crate::record::{self, Record};
use crate::ticket::list::{self, Filter, Page};
use crate::ticket::pages::Promised;
use crate::ticket::{By, Ticket, Via, change};
use crate::view::Place;
use crate::{service, team};
use axum::extract::{Path, Query, State as Extracted};
use axum::response::Response;
use serde::Deserialize;
use std::collections::HashMap;
use store::Conn;

const PAGE_SIZE: i64 = 50;
/// Ended promises are listed and counted this many days back, unless one asks otherwise.
const DAYS: i64 = 90;
const PERIODS: [i64; 3] = [30, DAYS, 365];

/// What a ticket's page shows of its promises, the next due first.
pub(super) fn on_page(
    conn: &mut Conn,
    ticket: &Ticket,
    reader: &Reader,
    now: At,
) -> Result<Vec<Promised>, store::Error> {
    let promises = promise::named_of_subject(conn, Subject::Ticket(ticket.id))?;
    Ok(promises
        .into_iter()
        .filter(|l| l.promise.state != State::Renewed)
        .map(|Listed { promise: p, owner_name, .. }| Promised {
            id: p.id.to_string(),
            owner: owner_name,
            due: reader.moment(p.due_at, now),
            is_open: p.state == State::Open,
            late: p.state == State::Broken && p.kept_late_at.is_none(),
            state: state_words(&p).to_owned(),
            ended_by: p.ended_in.map_or_else(String::new, |message| format!("#m{message}")),
            words: p.words,
        })
        .collect())
}

fn state_words(promise: &Promise) -> &'static str {
    match (promise.state, promise.kept_late_at) {
        (State::Open, _) => "",
        (State::Kept, _) => "kept",
        (State::Renewed, _) => "has a new time",
        (State::Broken, None) => "its time passed in silence",
        (State::Broken, Some(_)) => "kept late",
        (State::Withdrawn, _) => "taken back",
    }
}

fn refusal<T>(result: Result<T, promise::Error>) -> Result<T, Problem> {
    result.map_err(|error| match error {
        promise::Error::Refused(refused) => Problem::Refused(refused.to_string()),
        promise::Error::Fault(fault) => fault.into(),
    })
}

/// `POST …/promises`: `words`, `due_at` (local date and time of whoever writes).
pub(super) async fn make(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let app = posted.visitor.app.clone();
    let (words, due) = (posted.form.get("words").to_owned(), posted.form.get("due_at").to_owned());
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let due_at = Reader::of(&app, by.actor).at(&due).ok_or_else(no_time)?;
        let new = NewPromise {
            subject: Subject::Ticket(ticket.id),
            owner: by.actor.id,
            made_to: Some(ticket.requester),
            words: &words,
            due_at,
            made_in: None,
            team: ticket.team,
            service: ticket.service,
        };
        refusal(tx.attempt(|tx| promise::make(tx, by.actor, by.now, &new)))?;
        change::touch(tx, by, ticket)?;
        Ok(Some(Flash::good("Promised. You are reminded before its time.")))
    })
    .await
}

fn no_time() -> Problem {
    Problem::Refused("Please say by when: a day and a time.".to_owned())
}

/// `POST …/promises/{id}/kept`; with `back` the answer leads to that list of promises.
pub(super) async fn kept(
    Path((number, id)): Path<(i64, PromiseId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = posted.visitor.write(DESK, move |tx, signed| keep(tx, signed, number, id)).await;
    let page = match posted.form.get("back") {
        "" => opened.path(number),
        list => format!("/desk/promises?show={}", http::encoded(list)),
    };
    let done = done.map(|()| Some(Flash::good("Kept. Thank you.")));
    outcome(&posted.visitor, &page, posted.by_script, done)
}

fn keep(tx: &mut store::Tx, signed: &Signed, number: i64, id: PromiseId) -> Result<(), Problem> {
    let ticket = ticket_of(tx, signed, number)?;
    own(tx, &ticket, id)?;
    refusal(tx.attempt(|tx| promise::keep(tx, &signed.actor, signed.now, id, None)))?;
    change::touch(tx, &By { actor: &signed.actor, now: signed.now, via: Via::Desk }, &ticket)?;
    Ok(())
}

/// The promise stands on this ticket, not on another one.
fn own(conn: &mut Conn, ticket: &Ticket, id: PromiseId) -> Result<(), Problem> {
    match promise::find(conn, id)? {
        Some(p) if p.subject == Subject::Ticket(ticket.id) => Ok(()),
        _ => Err(Problem::NotFound),
    }
}

/// `POST …/promises/{id}/renewal`: `due_at`, `reason`.
pub(super) async fn renew(
    Path((number, id)): Path<(i64, PromiseId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let app = posted.visitor.app.clone();
    let (due, reason) = (posted.form.get("due_at").to_owned(), posted.form.get("reason").to_owned());
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        own(tx, ticket, id)?;
        let due_at = Reader::of(&app, by.actor).at(&due).ok_or_else(no_time)?;
        refusal(tx.attempt(|tx| promise::renew(tx, by.actor, by.now, id, due_at, &reason, None)))?;
        change::touch(tx, by, ticket)?;
        Ok(Some(Flash::good("It has a new time. Tell them with your next reply.")))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Asked {
    show: Option<String>,
    /// The place after which the page starts: a time and an id.
    after: Option<String>,
    /// Of those that ended: how many days back, and of which team or service (`none`: of no team, of no service).
    days: Option<i64>,
    team: Option<String>,
    service: Option<String>,
}

impl Asked {
    fn days(&self) -> i64 {
        self.days.filter(|days| PERIODS.contains(days)).unwrap_or(DAYS)
    }

    fn whose(&self) -> Result<Whose, Problem> {
        let id = |text: &String| match text.as_str() {
            "none" => Ok(None),
            id => id.parse::<i64>().map(Some).map_err(|_| Problem::NotFound),
        };
        Ok(match (&self.team, &self.service) {
            (Some(team), _) => Whose::Team(id(team)?.map(TeamId)),
            (None, Some(service)) => Whose::Service(id(service)?.map(ServiceId)),
            (None, None) => Whose::All,
        })
    }
}

/// What an address adds for the rows of one part of the house.
fn rows_of(days: i64, whose: Whose) -> String {
    let id = |id: Option<i64>| id.map_or_else(|| "none".to_owned(), |id| id.to_string());
    match whose {
        Whose::All => format!("&days={days}"),
        Whose::Team(team) => format!("&days={days}&team={}", id(team.map(|id| id.0))),
        Whose::Service(service) => format!("&days={days}&service={}", id(service.map(|id| id.0))),
    }
}

/// “of Network, in the last 30 days”; nothing for all of the usual time.
fn part(conn: &mut Conn, days: i64, whose: Whose) -> Result<String, Problem> {
    let of = match whose {
        Whose::All if days == DAYS => return Ok(String::new()),
        Whose::All => String::new(),
        Whose::Team(None) => "of no team, ".to_owned(),
        Whose::Service(None) => "on no service, ".to_owned(),
        Whose::Team(Some(id)) => {
            format!("of {}, ", team::find(conn, id)?.ok_or(Problem::NotFound)?.name)
        }
        Whose::Service(Some(id)) => {
            format!("on {}, ", service::find(conn, id)?.ok_or(Problem::NotFound)?.name)
        }
    };
    Ok(format!("{of}in the last {days} days"))
}

/// `GET /desk/promises`
pub(super) async fn show(
    Extracted(app): Extracted<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let show = match asked.show.as_deref() {
        None | Some("mine") => "mine",
        Some("today") => "today",
        Some("kept") => "kept",
        Some("renewed") => "renewed",
        Some("broken") => "broken",
        Some(_) => return Err(Problem::NotFound),
    };
    let after = asked.after.as_deref().and_then(place_from);
    let (days, whose) = (asked.days(), asked.whose()?);
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let reader = Reader::of(&app, &signed.actor);
            let (from, until) = (signed.now.plus(-days * DAY), signed.now.plus(1));
            let ended = |state| Wanted::Ended { state, from, until, whose };
            let wanted = match show {
                "today" => Wanted::OpenUntil(promise::today(signed.now, &reader.zone).1),
                "kept" => ended(State::Kept),
                "renewed" => ended(State::Renewed),
                "broken" => ended(State::Broken),
                _ => Wanted::OpenOf(signed.actor.id),
            };
            let mut found = promise::list(conn, wanted, after, PAGE_SIZE + 1)?;
            let more = found.len() > usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
            found.truncate(usize::try_from(PAGE_SIZE).unwrap_or(50));
            let last = found.last().filter(|_| more).map(|l| &l.promise);
            let more = last.map_or(String::new(), |p| {
                let at = p.ended_at.unwrap_or(p.due_at);
                format!("/desk/promises?show={show}{}&after={at}.{}", rows_of(days, whose), p.id)
            });
            Ok(PromisesPage {
                promises: rows(conn, signed, &reader, found)?,
                desk: desk_frame(conn, &frame, signed, Place::Promises, None)?,
                part: part(conn, days, whose)?,
                show,
                more,
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn place_from(text: &str) -> Option<(At, PromiseId)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

fn rows(
    conn: &mut Conn,
    signed: &Signed,
    reader: &Reader,
    found: Vec<Listed>,
) -> Result<Vec<Row>, store::Error> {
    let ids: Vec<TicketId> = found.iter().filter_map(|l| l.promise.subject.ticket()).collect();
    let tickets = match ids.is_empty() {
        true => Vec::new(),
        false => {
            let filter = Filter { ids: Some(ids), ..Filter::default() };
            list::list(conn, &signed.actor, &filter, Page::First, 200)?.items
        }
    };
    let tickets: HashMap<TicketId, (i64, String)> =
        tickets.into_iter().map(|t| (t.id, (t.number, t.subject))).collect();
    let ids: Vec<RecordId> = found.iter().filter_map(|l| l.promise.subject.record()).collect();
    let records: HashMap<RecordId, Record> =
        record::named(conn, &ids)?.into_iter().map(|record| (record.id, record)).collect();
    let place = |subject: Subject| match subject {
        Subject::Ticket(id) => {
            let (number, subject) = tickets.get(&id).cloned().unwrap_or_default();
            (super::path(number), format!("#{number}"), subject)
        }
        Subject::Record(id) => records
            .get(&id)
            .map(|record| (record.path(), record.name(), record.title.clone()))
            .unwrap_or_default(),
    };
    Ok(found
        .into_iter()
        .map(|Listed { promise: p, owner_name, made_to_name }| {
            let (path, name, subject) = place(p.subject);
            let on_ticket = p.state == State::Open && p.subject.ticket().is_some();
            Row {
                id: p.id.to_string(),
                owner: face(p.owner, &owner_name, true),
                made_to: match p.made_to {
                    Some(_) => made_to_name,
                    None => "everyone who is told".to_owned(),
                },
                kept_path: match on_ticket {
                    true => format!("{path}/promises/{}/kept", p.id),
                    false => String::new(),
                },
                ended_by: match p.ended_in.filter(|_| p.subject.ticket().is_some()) {
                    Some(message) if p.state == State::Renewed => {
                        (format!("{path}#m{message}"), "told in this reply")
                    }
                    Some(message) => (format!("{path}#m{message}"), "kept by this reply"),
                    None => (String::new(), ""),
                },
                path,
                name,
                subject,
                due: reader.moment(p.due_at, signed.now),
                late: p.state == State::Open && p.due_at.since(signed.now) < crate::clock::HOUR,
                is_open: p.state == State::Open,
                remark: match p.state {
                    State::Renewed => format!("New time: {}", p.reason),
                    State::Broken if p.kept_late_at.is_some() => "Kept late.".to_owned(),
                    _ => String::new(),
                },
                words: p.words,
            }
        })
        .collect())
}

#[derive(Deserialize)]
pub(super) struct Period {
    days: Option<i64>,
}

/// `GET /desk/promises/shares`
pub(super) async fn shares(visitor: Visitor, Query(period): Query<Period>) -> Result<Response, Problem> {
    let days = period.days.filter(|days| PERIODS.contains(days)).unwrap_or(DAYS);
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let counted = promise::shares(conn, signed.now.plus(-days * DAY), signed.now.plus(1))?;
            let teams: HashMap<_, _> = team::all(conn)?.into_iter().map(|t| (t.id, t.name)).collect();
            let services: HashMap<_, _> = service::all(conn)?.into_iter().map(|s| (s.id, s.name)).collect();
            let named = |name: Option<&String>, none: &str| name.map_or(none.to_owned(), String::clone);
            let by_team = counted.iter().map(|c| {
                let name = named(c.team.and_then(|id| teams.get(&id)), "No team");
                (name, Whose::Team(c.team), c.share)
            });
            let by_service = counted.iter().map(|c| {
                let name = named(c.service.and_then(|id| services.get(&id)), "No service");
                (name, Whose::Service(c.service), c.share)
            });
            let whole = counted.iter().map(|c| ("All".to_owned(), Whose::All, c.share));
            Ok(SharesPage {
                whole: bars(days, whole).pop().unwrap_or_default(),
                teams: bars(days, by_team),
                services: bars(days, by_service),
                desk: desk_frame(conn, &frame, signed, Place::Promises, None)?,
                days,
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// One bar for each part of the house, in the order of the alphabet: this is no ranking.
fn bars(days: i64, shares: impl Iterator<Item = (String, Whose, Share)>) -> Vec<Bar> {
    let mut together = std::collections::BTreeMap::<(String, String), Share>::new();
    for (name, whose, share) in shares {
        let sum = together.entry((name, rows_of(days, whose))).or_default();
        sum.kept += share.kept;
        sum.renewed += share.renewed;
        sum.broken += share.broken;
    }
    together
        .into_iter()
        .map(|((name, rows), share)| Bar {
            name,
            rows,
            kept: share.kept,
            renewed: share.renewed,
            broken: share.broken,
            percent: share.percent().unwrap_or_default(),
        })
        .collect()
}
