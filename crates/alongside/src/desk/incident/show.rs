//! The page of one incident.

use super::list::named;
use super::{cadence_choices, clock, clock_time, found, local, state_choices, state_shown, tell};
use crate::app::App;
use crate::clock::At;
use crate::coach::Kind as Coached;
use crate::coach::pages::{CoachedField, LookItOver};
use crate::desk::{DESK, colleague_choices};
use crate::http::moment::Reader;
use crate::http::{self, Problem, Signed, Visitor, desk_frame, face};
use crate::incident::pages::{Entry, IncidentPage, MemberRow, ServiceRow, TicketRow, UpdateForm};
use crate::incident::rule::length_words;
use crate::incident::{self, Incident, LinkState, Linked, Part, Severity, State, Update};
use crate::markdown;
use crate::person::Power;
use crate::record::timeline::{self, EntryKind};
use crate::record::{self, draft};
use crate::secret;
use crate::service;
use crate::view::{Choice, Choices, Html, Place};
use axum::extract::{Path, State as Extracted};
use axum::response::Response;
use store::Conn;

/// `GET /desk/incidents/{number}`
pub(super) async fn show(
    Extracted(app): Extracted<App>,
    visitor: Visitor,
    Path(number): Path<i64>,
) -> Result<Response, Problem> {
    let key = secret::new_token()?;
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let incident = found(conn, number)?;
            let reader = Reader::of(&app, &signed.actor);
            let desk = desk_frame(conn, &frame, signed, Place::Incidents, None)?;
            let page = build(conn, signed, &incident, &reader, &key)?;
            Ok(IncidentPage { desk, ..page }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn build(
    conn: &mut Conn,
    signed: &Signed,
    i: &Incident,
    reader: &Reader,
    key: &str,
) -> Result<IncidentPage, Problem> {
    let now = signed.now;
    let can_work = signed.actor.may(Power::WorkTicket);
    let drafts = draft::of(conn, signed.actor.id, i.record())?;
    let draft =
        |field: &str| drafts.iter().find(|(f, _)| f == field).map(|(_, b)| b.clone()).unwrap_or_default();
    let services = services(conn, i)?;
    let updates = incident::updates(conn, i.id)?;
    let form = match can_work {
        true => Some(form(conn, i, &services, &updates, key, &draft)?),
        false => None,
    };
    let ids: Vec<_> = incident::services_of(conn, i.id)?;
    let helpers = incident::members(conn, i.id, Part::Helper, 100)?;
    let stakeholders = incident::members(conn, i.id, Part::Stakeholder, 200)?;
    let member =
        |m: &incident::Member| MemberRow { id: m.person.to_string(), face: face(m.person, &m.name, true) };
    let entries = entries(conn, i, &updates, reader, now)?;
    Ok(IncidentPage {
        number: i.number.to_string(),
        title: i.title.clone(),
        version: i.version,
        state: state_shown(i.state),
        severity: i.severity.word(),
        severity_means: i.severity.definition(),
        is_open: i.is_open(),
        clock: clock(i, reader, now),
        began: reader.moment(i.began_at, now),
        declared: reader.moment(i.declared_at, now),
        over: i.resolved_at.map(|over| (reader.moment(over, now), length_words(over.since(i.began_at)))),
        owner: named(conn, i.owner)?,
        writer: named(conn, i.writer())?,
        mine: i.owner == signed.actor.id,
        can_work,
        unacknowledged: i.acknowledged_at.is_none(),
        form,
        note: draft(incident::change::NOTE_FIELD),
        entries,
        tickets: tickets(conn, i, LinkState::Linked)?,
        offered: if i.is_open() { tickets(conn, i, LinkState::Offered)? } else { Vec::new() },
        counts: counts(conn, i)?,
        me_too: incident::count_members(conn, i.id, Part::MeToo)?,
        affected: service::affected_count(conn, &ids)?,
        stakeholders: stakeholders.iter().map(member).collect(),
        joined: helpers.iter().any(|m| m.person == signed.actor.id),
        helpers: helpers.iter().map(member).collect(),
        owners: colleague_choices(conn, signed.actor.id, "Choose…", None)?,
        writers: colleague_choices(conn, signed.actor.id, "The owner", i.writer)?,
        severities: severities(i.severity),
        cadences: cadence_choices(i.cadence_minutes),
        more_services: more_services(conn, &ids)?,
        services,
        is_public: i.is_public,
        public_path: i.public_path(),
        relations: relations(conn, i)?,
        began_local: local(reader, i.began_at),
        ..IncidentPage::default()
    })
}

fn severities(chosen: Severity) -> Choices {
    let pairs: Vec<(&str, &str)> = Severity::all().iter().map(|s| (s.as_str(), s.word())).collect();
    Choices::of(&pairs, chosen.as_str())
}

fn services(conn: &mut Conn, i: &Incident) -> Result<Vec<ServiceRow>, store::Error> {
    let rows = incident::services(conn, i.id)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, state)| ServiceRow {
            id: id.to_string(),
            name,
            key: state.as_str(),
            word: state.word(),
            states: state_choices(state),
            chosen: true,
        })
        .collect())
}

/// Services that could be added: empty when all of them are named.
fn more_services(conn: &mut Conn, named: &[crate::ids::ServiceId]) -> Result<Choices, store::Error> {
    let known = service::known(conn)?;
    let rest = known.iter().filter(|s| s.active && !named.contains(&s.id));
    Ok(Choices(
        rest.map(|s| Choice { value: s.id.to_string(), label: s.name.clone(), chosen: false }).collect(),
    ))
}

fn form(
    conn: &mut Conn,
    i: &Incident,
    services: &[ServiceRow],
    updates: &[Update],
    key: &str,
    draft: &dyn Fn(&str) -> String,
) -> Result<UpdateForm, store::Error> {
    let about = i.team.map(|id| format!("team:{id}")).unwrap_or_default();
    // Somebody who opens a resolved incident's form says that it is back.
    let chosen = if i.is_open() { i.state } else { State::Investigating };
    let states = State::all().iter().filter(|s| i.is_open() || **s != State::Resolved);
    let help = match updates.is_empty() {
        true => "What people notice, what we are doing, and what they can do meanwhile.",
        false => "What is new since the last one, and what we do next.",
    };
    let mut cadences = cadence_choices(i.cadence_minutes);
    cadences.0.iter_mut().for_each(|c| c.chosen = c.value == i.cadence_minutes.to_string());
    Ok(UpdateForm {
        key: key.to_owned(),
        seen: updates.first().map_or("0".to_owned(), |u| u.id.to_string()),
        states: states.map(|s| (s.as_str(), s.word(), *s == chosen)).collect(),
        body: CoachedField {
            text: draft(incident::update::FIELD),
            help: help.to_owned(),
            about: about.clone(),
            length_max: incident::BODY_LENGTH_MAX,
            ..CoachedField::new(Coached::IncidentUpdate, "body", "What everybody reads")
        },
        stakeholder: CoachedField {
            text: draft(incident::update::STAKEHOLDER_FIELD),
            help: "The effect on their work, and what they have to decide. Empty: they read the same."
                .to_owned(),
            about,
            rows: 3,
            length_max: incident::BODY_LENGTH_MAX,
            ..CoachedField::new(Coached::IncidentUpdate, "stakeholder", "What stakeholders read")
        },
        look: LookItOver,
        cadences,
        services: if i.is_open() { services.to_vec() } else { Vec::new() },
        reach: tell::reach(conn, i)?,
        may_renew: i.is_open() && !updates.is_empty() || i.next_update_by.is_some(),
    })
}

fn ticket_row(l: &Linked) -> TicketRow {
    TicketRow {
        id: l.ticket.to_string(),
        number: l.number.to_string(),
        subject: l.subject.clone(),
        who: l.requester_name.clone(),
        status: crate::desk::list::status(l.status),
        answer: (l.answer.as_str(), l.answer.word()),
    }
}

fn tickets(conn: &mut Conn, i: &Incident, state: LinkState) -> Result<Vec<TicketRow>, store::Error> {
    // More would make the page heavy; the count above says how many there are.
    Ok(incident::tickets(conn, i.id, state)?.iter().take(60).map(ticket_row).collect())
}

fn counts(conn: &mut Conn, i: &Incident) -> Result<String, store::Error> {
    let (linked, works, not_yet) = incident::count_tickets(conn, i.id, LinkState::Linked)?;
    let mut words = format!("{linked} linked");
    if works > 0 {
        words = format!("{words}, {works} say that it works");
    }
    if not_yet > 0 {
        words = format!("{words}, {not_yet} say not yet");
    }
    Ok(words)
}

fn relations(conn: &mut Conn, i: &Incident) -> Result<Vec<(&'static str, String, String)>, store::Error> {
    let mut relations = Vec::new();
    for (how, id) in [("Since", i.caused_by_change), ("Part of", i.problem)] {
        if let Some(id) = id
            && let Some(record) = record::find(conn, id)?
        {
            relations.push((how, format!("{}, {}", record.name(), record.title), record.path()));
        }
    }
    Ok(relations)
}

/// The timeline with the updates in it, the latest first.
fn entries(
    conn: &mut Conn,
    i: &Incident,
    updates: &[Update],
    reader: &Reader,
    now: At,
) -> Result<Vec<Entry>, store::Error> {
    let mut rows: Vec<(At, Entry)> = Vec::new();
    for e in timeline::of(conn, i.record())? {
        // What was told stands below with its words.
        if e.kind == EntryKind::Message && updates.iter().any(|u| u.at == e.written_at) {
            continue;
        }
        let corrected = match e.corrected_at {
            Some(at) => {
                let when = clock_time(reader, at, now);
                format!("Put right by {} at {when}; it said: {}", e.corrected_by_name, e.was)
            }
            None => String::new(),
        };
        rows.push((
            e.at,
            Entry {
                id: e.id.to_string(),
                kind: e.kind.as_str(),
                who: e.actor.map(|id| face(id, &e.actor_name, true)),
                words: e.words,
                corrected,
                local: local(reader, e.at),
                ..Entry::default()
            },
        ));
    }
    for u in updates {
        let told = match u.told {
            0 => String::new(),
            1 => "One person was told by mail.".to_owned(),
            n => format!("{n} people were told by mail."),
        };
        let late =
            u.due_at.filter(|_| u.is_late).map(|due| format!("{} late", length_words(u.at.since(due))));
        let stakeholder = match u.stakeholder_body.as_str() {
            "" => Html::default(),
            text => Html(markdown::to_html(text)),
        };
        rows.push((
            u.at,
            Entry {
                kind: "update",
                who: Some(face(u.author, &u.author_name, true)),
                words: u.state.word().to_owned(),
                body: Html(markdown::to_html(&u.body)),
                stakeholder,
                told,
                late: late.unwrap_or_default(),
                ..Entry::default()
            },
        ));
    }
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut day = reader.zone.to_datetime(now.timestamp()).date();
    Ok(rows
        .into_iter()
        .map(|(at, entry)| {
            let there = reader.zone.to_datetime(at.timestamp());
            let is_new = there.date() != day;
            day = there.date();
            let at = reader.moment(at, now);
            Entry {
                day: if is_new {
                    at.long.split(',').next().unwrap_or_default().to_owned()
                } else {
                    String::new()
                },
                clock: format!("{:02}:{:02}", there.hour(), there.minute()),
                at,
                ..entry
            }
        })
        .collect())
}
