//! The outgoing queue: what waits, what was given up, what went.

use super::ADMIN;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::OutgoingId;
use crate::outbox::pages::{OutgoingMail, OutgoingPage};
use crate::outgoing::{self, OutgoingKind, OutgoingState};
use crate::view::Place;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

const PAGE_SIZE: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    show: String,
    before: Option<i64>,
}

/// `GET /admin/outgoing?show=waiting|failed|sent`
pub(super) async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let state = wanted.show.parse().unwrap_or(OutgoingState::Waiting);
            let before = OutgoingId(wanted.before.unwrap_or(i64::MAX));
            let mut found = outgoing::page_with_tickets(conn, state, before, PAGE_SIZE + 1)?;
            let more = found.len() > 50;
            found.truncate(50);
            let older = match found.last() {
                Some(last) if more => format!("/admin/outgoing?show={state}&before={}", last.mail.id),
                _ => String::new(),
            };
            let reader = Reader::of(&asked.app, &signed.actor);
            let mut mails = Vec::with_capacity(found.len());
            for outgoing::Listed { mail: m, ticket } in found {
                let subject = match (m.kind, &ticket) {
                    (OutgoingKind::Reply, Some((_, subject))) => format!("Re: {subject}"),
                    (OutgoingKind::Receipt, Some((_, subject))) => format!("We have your request: {subject}"),
                    (OutgoingKind::Notice, Some((_, subject))) => format!("For a colleague: {subject}"),
                    (OutgoingKind::SignInLink, _) => "A link to sign in".to_owned(),
                    (OutgoingKind::Test, _) => "A test mail".to_owned(),
                    (OutgoingKind::Broadcast, _) => "News that many are told".to_owned(),
                    (OutgoingKind::Subscription, _) => "For a subscriber of the status page".to_owned(),
                    (OutgoingKind::Call, _) => "For whoever is on call".to_owned(),
                    (OutgoingKind::Notice, None) => "For a colleague".to_owned(),
                    (_, None) => String::new(),
                };
                let tried = match m.attempts {
                    0 => String::new(),
                    1 => "tried once: ".to_owned(),
                    n => format!("tried {n} times: "),
                };
                let waits = m.state == OutgoingState::Waiting;
                mails.push(OutgoingMail {
                    id: u64::try_from(m.id.0).unwrap_or(0),
                    to: m.recipient,
                    subject,
                    ticket: ticket.map_or(0, |(number, _)| u64::try_from(number).unwrap_or(0)),
                    at: reader.moment(m.sent_at.unwrap_or(m.created_at), signed.now),
                    state: format!("{tried}{}", m.last_answer),
                    next: waits.then(|| reader.moment(m.due_at, signed.now)),
                    failed: m.state == OutgoingState::Failed,
                    can_retry: m.state == OutgoingState::Failed,
                    can_cancel: waits,
                });
            }
            let figure =
                |conn: &mut store::Conn, state| outgoing::count(conn, state, 100).map(http::count_text);
            let page = OutgoingPage {
                desk: desk_frame(conn, &asked, signed, Place::Outgoing, None)?,
                show: state.to_string(),
                waiting: figure(conn, OutgoingState::Waiting)?,
                failed: figure(conn, OutgoingState::Failed)?,
                mails,
                older,
                trouble: String::new(),
            };
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

pub(super) async fn retry(
    Path(id): Path<OutgoingId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let done = visitor.write(ADMIN, move |tx, signed| Ok(outgoing::send_again(tx, id, signed.now)?)).await?;
    let flash = match done {
        true => Flash::good("It waits to be sent once more."),
        false => Flash::bad("This mail is not among those that were given up."),
    };
    Ok(flash.attach(&visitor.app, http::see_other("/admin/outgoing?show=failed")))
}

/// `POST /admin/outgoing/tries`: the server is well again, or so the admin thinks.
pub(super) async fn try_all_now(Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    visitor
        .write(ADMIN, |tx, _| {
            outgoing::try_all_now(tx);
            Ok(())
        })
        .await?;
    let flash = Flash::good("We try all of them now. Reload this page to see how it went.");
    Ok(flash.attach(&visitor.app, http::see_other("/admin/outgoing")))
}

pub(super) async fn cancel(
    Path(id): Path<OutgoingId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let done = visitor.write(ADMIN, move |tx, _| Ok(outgoing::cancel(tx, id)?)).await?;
    let flash = match done {
        true => Flash::good("Taken out of the queue."),
        false => Flash::bad("This mail is on its way already, or gone."),
    };
    Ok(flash.attach(&visitor.app, http::see_other("/admin/outgoing")))
}
