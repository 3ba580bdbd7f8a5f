//! Who is on call now and in the next weeks, who stands in, and how the load lies.

use crate::clock::{At, DAY};
use crate::desk::{DESK, colleague_choices};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::{OverrideId, PersonId, RotationId};
use crate::on_call::pages::{AlarmRow, LoadRow, OnCallPage, RotationPart, ShiftRow, StandIn};
use crate::on_call::{self, Rotation, shifts, who};
use crate::person::{self, Power};
use crate::team;
use crate::view::{Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use store::{Conn, Error as Fault};
use web::form::Form;

/// Days of shifts that are shown.
const AHEAD: i64 = 28 * DAY;
/// Days in which calls are counted.
const COUNTED: i64 = 90 * DAY;
/// Alarms that nobody ended are shown for so long.
const ALARMS_SHOWN: i64 = 3 * DAY;
const ALARMS_MAX: i64 = 20;

/// A form of standing in that was refused.
#[derive(Clone)]
struct Typed {
    rotation: RotationId,
    form: Form,
    why: String,
}

/// `GET /desk/on-call`
pub(super) async fn show(visitor: Visitor) -> Result<Response, Problem> {
    let html = page(&visitor, None).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(visitor: &Visitor, typed: Option<Typed>) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let reader = Reader::of(&frame.app, &signed.actor);
            let names = Names::read(conn)?;
            let rotations = on_call::rotations(conn)?;
            let may_edit = signed.actor.may(Power::EditServices);
            let mut parts = Vec::new();
            for r in rotations.iter().filter(|r| r.active || may_edit) {
                let typed = typed.as_ref().filter(|typed| typed.rotation == r.id);
                parts.push(part(conn, signed, &reader, &names, r, typed)?);
            }
            let load = on_call::load(conn, signed.now.plus(-COUNTED))?.into_iter();
            let mut errors = Errors::default();
            if let Some(typed) = &typed {
                errors.add(&format!("p{}", typed.rotation), &typed.why);
            }
            Ok(OnCallPage {
                alarms: alarms(conn, signed, &reader, &names)?,
                rotations: parts,
                load: load.map(|(_, name, calls, nights)| LoadRow { name, calls, nights }).collect(),
                errors,
                may_edit,
                desk: desk_frame(conn, &frame, signed, Place::OnCall, None)?,
            }
            .html())
        })
        .await
}

/// What people and teams are called.
pub(super) struct Names {
    people: HashMap<PersonId, String>,
    teams: HashMap<team::TeamId, String>,
}

impl Names {
    pub(super) fn read(conn: &mut Conn) -> Result<Names, Fault> {
        let people = person::colleague_names(conn)?;
        Ok(Names {
            people: people.iter().map(|(id, name, _)| (*id, name.clone())).collect(),
            teams: team::known(conn)?.iter().map(|t| (t.id, t.name.clone())).collect(),
        })
    }

    /// Empty for somebody who does not work here any more.
    pub(super) fn person(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_default()
    }
}

fn part(
    conn: &mut Conn,
    signed: &Signed,
    reader: &Reader,
    names: &Names,
    r: &Rotation,
    typed: Option<&Typed>,
) -> Result<RotationPart, Fault> {
    let now = signed.now;
    let told = shifts(r, now, now.plus(AHEAD)).into_iter().map(|s| ShiftRow {
        face: face(s.person, &names.person(s.person), true),
        from: reader.moment(s.from_at, now),
        until: reader.moment(s.until_at, now),
        stands_in: s.stands_in,
        here: s.from_at <= now && now < s.until_at,
    });
    let mut ahead: Vec<_> = r.overrides.iter().filter(|o| o.until_at > now).collect();
    ahead.sort_by_key(|o| (o.from_at, o.id));
    let stand_ins = ahead.into_iter().map(|o| StandIn {
        id: o.id.0,
        name: names.person(o.person),
        from: reader.moment(o.from_at, now),
        until: reader.moment(o.until_at, now),
    });
    let form = typed.map(|typed| &typed.form);
    let chosen = form.map_or(Some(signed.actor.id), |form| form.parse("person"));
    let (hour, minute) = (r.hand_over_minute / 60, r.hand_over_minute % 60);
    let days = if r.days == 1 { "a day".to_owned() } else { format!("{} days", r.days) };
    Ok(RotationPart {
        id: r.id.0,
        name: r.name.clone(),
        team: names.teams.get(&r.team).cloned().unwrap_or_default(),
        rule: format!("Turns of {days}, handing over at {hour:02}:{minute:02} ({})", r.time_zone),
        active: r.active,
        now: who(r, now).map(|id| face(id, &names.person(id), true)),
        shifts: told.collect(),
        stand_ins: stand_ins.collect(),
        people: colleague_choices(conn, signed.actor.id, "Choose somebody", chosen)?,
        from: form.map_or(String::new(), |f| f.get("from").to_owned()),
        until: form.map_or(String::new(), |f| f.get("until").to_owned()),
        error: typed.map_or(String::new(), |typed| typed.why.clone()),
    })
}

fn alarms(conn: &mut Conn, signed: &Signed, reader: &Reader, names: &Names) -> Result<Vec<AlarmRow>, Fault> {
    let open = on_call::alarms_open(conn, signed.now.plus(-ALARMS_SHOWN), ALARMS_MAX)?;
    let rows = open.into_iter().map(|a| AlarmRow {
        id: a.id.0,
        raised: reader.moment(a.raised_at, signed.now),
        open: a.taken_by.is_none(),
        state: match (a.taken_by, a.next_at) {
            (Some(id), _) => format!("{} took it", names.person(id)),
            (None, Some(_)) => match a.level {
                0 => "The first call goes out now.".to_owned(),
                1 => "One person was called so far.".to_owned(),
                n => format!("{n} calls so far"),
            },
            (None, None) => "Everybody was called, and nobody took it.".to_owned(),
        },
        words: a.words,
    });
    Ok(rows.collect())
}

/// `POST /desk/on-call/rotations/{id}/stand-ins`: `person`, `from`, `until`.
pub(super) async fn stand_in(Path(id): Path<RotationId>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let (app, sent) = (visitor.app.clone(), form.clone());
    let done = visitor
        .write(DESK, move |tx, signed| {
            on_call::find(tx, id)?.ok_or(Problem::NotFound)?;
            let reader = Reader::of(&app, &signed.actor);
            // What is no time is no span either.
            let at = |field| reader.at(sent.get(field)).unwrap_or(At(0));
            let (from, until) = (at("from"), at("until"));
            let person = sent.parse("person").unwrap_or(PersonId(0));
            refusal(tx.attempt(|tx| {
                on_call::stand_in(tx, &signed.actor, id, person, from, until, signed.now).map(drop)
            }))
        })
        .await?;
    match done {
        Ok(()) => Ok(Flash::good("Entered.").attach(&visitor.app, http::see_other("/desk/on-call"))),
        Err(why) => {
            let html = page(&visitor, Some(Typed { rotation: id, form, why })).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

/// A refusal as words, a fault as what it is.
pub(super) fn refusal<T>(result: Result<T, on_call::Error>) -> Result<Result<T, String>, Problem> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(on_call::Error::Refused(refused)) => Ok(Err(refused.to_string())),
        Err(on_call::Error::Fault(fault)) => Err(fault.into()),
    }
}

/// `POST /desk/on-call/rotations/{id}/stand-ins/{other}/removal`
pub(super) async fn drop_stand_in(
    Path((id, other)): Path<(RotationId, OverrideId)>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    visitor
        .write(DESK, move |tx, _| {
            on_call::find(tx, id)?.ok_or(Problem::NotFound)?;
            Ok(on_call::drop_override(tx, id, other)?)
        })
        .await?;
    Ok(Flash::good("Taken back.").attach(&visitor.app, http::see_other("/desk/on-call")))
}
