//! One thing that cannot wait, and the button to take it.

use super::board::Names;
use crate::desk::{DESK, path};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::AlarmId;
use crate::on_call::pages::{AlarmPage, CallRow};
use crate::on_call::{self, Alarm, CallState, RoadKind};
use crate::record;
use crate::ticket::list::{self, Filter, Page};
use crate::view::Place;
use axum::extract::Path;
use axum::response::Response;
use store::{Conn, Error as Fault};

/// `GET /desk/on-call/alarms/{id}`
pub(super) async fn show(visitor: Visitor, Path(id): Path<AlarmId>) -> Result<Response, Problem> {
    let frame = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let found = on_call::find_alarm(conn, id)?.ok_or(Problem::NotFound)?;
            Ok(build(conn, &frame, signed, found)?.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn build(conn: &mut Conn, visitor: &Visitor, signed: &Signed, found: Alarm) -> Result<AlarmPage, Fault> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    let names = Names::read(conn)?;
    let rotation = on_call::find(conn, found.rotation)?.map(|r| r.name).unwrap_or_default();
    let calls = on_call::calls_of(conn, found.id)?.into_iter().map(|c| CallRow {
        name: names.person(c.person),
        way: match c.kind {
            RoadKind::Mail => "by mail",
            RoadKind::Webhook => "by webhook",
            RoadKind::Sms => "by short message",
        },
        at: reader.moment(c.at, signed.now),
        is_night: c.is_night,
        state: match (c.state, c.attempts) {
            (CallState::Waiting, 0) => "on its way".to_owned(),
            (CallState::Waiting, _) => format!("tried again soon: {}", c.last_answer),
            (CallState::Sent, _) => "sent".to_owned(),
            (CallState::Failed, _) => format!("did not get through: {}", c.last_answer),
            (CallState::Dropped, _) => "not needed any more".to_owned(),
        },
    });
    let taken = found.taken_by.zip(found.taken_at);
    Ok(AlarmPage {
        id: found.id.0,
        about: about(conn, signed, &found)?,
        rotation,
        raised: reader.moment(found.raised_at, signed.now),
        taken: taken.map(|(id, at)| (face(id, &names.person(id), true), reader.moment(at, signed.now))),
        over: found.ended_at.is_some(),
        calls: calls.collect(),
        next: found.next_at.map(|at| reader.moment(at, signed.now)),
        words: found.words,
        desk: desk_frame(conn, visitor, signed, Place::OnCall, None)?,
    })
}

/// Where it leads.
fn about(conn: &mut Conn, signed: &Signed, found: &Alarm) -> Result<Option<(String, String)>, Fault> {
    if let Some(id) = found.record {
        return Ok(record::find(conn, id)?.map(|r| (r.path(), r.name())));
    }
    let Some(id) = found.ticket else { return Ok(None) };
    let filter = Filter { ids: Some(vec![id]), ..Filter::default() };
    let tickets = list::list(conn, &signed.actor, &filter, Page::First, 1)?.items;
    Ok(tickets.first().map(|t| (path(t.number), format!("#{}", t.number))))
}

/// `POST /desk/on-call/alarms/{id}/acknowledgement`
pub(super) async fn take(
    Path(id): Path<AlarmId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let taken = visitor
        .write(DESK, move |tx, signed| {
            on_call::find_alarm(tx, id)?.ok_or(Problem::NotFound)?;
            Ok(on_call::take(tx, id, signed.actor.id, signed.now)?)
        })
        .await?;
    let said = match taken {
        true => Flash::good("It is yours. The calls stop here."),
        false => Flash::good("Somebody has taken it already, or it is over."),
    };
    Ok(said.attach(&visitor.app, http::see_other(&format!("/desk/on-call/alarms/{id}"))))
}
