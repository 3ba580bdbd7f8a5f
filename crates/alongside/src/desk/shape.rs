//! Merging, splitting and linking, with the ways back.

use super::act::{on_ticket, outcome};
use super::opened::Opened;
use super::{DESK, path, ticket_of, typed_number};
use crate::http::{self, Flash, Posted, Problem};
use crate::ids::MessageId;
use crate::ticket::{self, By, Via, merge as merging, split as splitting};
use axum::extract::Path;
use axum::response::Response;

pub(super) async fn merge(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form, by_script } = posted;
    let Some(into) = typed_number(form.get("into")) else {
        let why = Problem::Refused("Write the number of the other ticket, like #1040.".to_owned());
        return outcome(&visitor, &opened.path(number), by_script, Err(why));
    };
    let done = visitor
        .write(DESK, move |tx, signed| {
            let from = ticket_of(tx, signed, number)?;
            let into = ticket_of(tx, signed, into)
                .map_err(|_| Problem::Refused(format!("There is no ticket #{into}.")))?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            merging::merge(tx, &by, &from, &into)?;
            Ok(())
        })
        .await;
    match done {
        Ok(()) => {
            let flash = Flash::good(format!("#{number} is a part of this ticket now."))
                .with_undo(format!("{}/merges/{number}/cancellation", path(into)));
            Ok(flash.attach(&visitor.app, http::see_other(&path(into))))
        }
        Err(problem) => outcome(&visitor, &opened.path(number), by_script, Err(problem)),
    }
}

/// Undoes a merge from either side: the ticket named second may be the one merged or the one merged into.
pub(super) async fn undo_merge(
    Path((number, other)): Path<(i64, i64)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let other = ticket::find(tx, by.actor, other)?.ok_or(Problem::NotFound)?;
        let from = if ticket.merged_into.is_some() { ticket } else { &other };
        merging::undo(tx, by, from)?;
        Ok(Some(Flash::good(format!("#{} stands by itself again.", from.number))))
    })
    .await
}

pub(super) async fn split(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form, by_script } = posted;
    let messages: Vec<MessageId> = form.all("message").filter_map(|id| id.parse().ok()).take(200).collect();
    let subject = form.get("subject").to_owned();
    let done = visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            Ok(splitting::split(tx, &by, &ticket, &messages, &subject)?.number)
        })
        .await;
    match done {
        Ok(new) => {
            let flash =
                Flash::good(format!("Split from #{number}. Give it a subject of its own if you like."));
            Ok(flash.attach(&visitor.app, http::see_other(&path(new))))
        }
        Err(problem) => outcome(&visitor, &opened.path(number), by_script, Err(problem)),
    }
}

pub(super) async fn link(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let to = typed_number(posted.form.get("to"));
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let other = match to {
            Some(to) => ticket::find(tx, by.actor, to)?,
            None => None,
        };
        let no_such = || Problem::Refused("Write the number of the other ticket, like #1040.".to_owned());
        merging::link(tx, by, ticket, &other.ok_or_else(no_such)?)?;
        Ok(None)
    })
    .await
}

pub(super) async fn unlink(
    Path((number, other)): Path<(i64, i64)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let other = ticket::find(tx, by.actor, other)?.ok_or(Problem::NotFound)?;
        merging::unlink(tx, by, ticket, &other)?;
        Ok(None)
    })
    .await
}
