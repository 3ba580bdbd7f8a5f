//! My requests: what I asked for and what I follow.

use super::pages::{RequestRow, RequestsPage};
use super::words::{Standing, stage};
use super::{asker, frame};
use crate::http::told::Told;
use crate::http::{self, Problem, Visitor};
use crate::ids::TicketId;
use crate::ticket::list::{self, Cursor, Filter, Item, PAGE_SIZE, Page};
use crate::ticket::{Status, look};
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
}

/// `GET /requests`
pub(super) async fn show(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let page = wanted.after.as_deref().and_then(Cursor::from_text).map_or(Page::First, Page::Older);
    let asked = visitor.clone();
    let html = visitor
        .read(None, move |conn, signed| {
            let told = Told::of(&asked.app, &signed.actor);
            let list = list::list(conn, &asker(signed), &Filter::default(), page, PAGE_SIZE)?;
            // What is over is over: nothing is new there.
            let live: Vec<TicketId> =
                list.items.iter().filter(|i| i.status != Status::Closed).map(|i| i.id).collect();
            let unread = look::with_new_answers(conn, signed.actor.id, &live, signed.now)?;
            let (open, solved): (Vec<&Item>, Vec<&Item>) =
                list.items.iter().partition(|i| i.status.is_open());
            let rows = |items: Vec<&Item>| {
                items
                    .into_iter()
                    .map(|item| row(item, unread.contains(&item.id), &told, signed.now))
                    .collect::<Vec<_>>()
            };
            let page = RequestsPage {
                shell: frame(&asked, Some(signed), "requests"),
                open: rows(open),
                solved: rows(solved),
                older: list.older.map(|c| format!("/requests?after={}", c.to_text())).unwrap_or_default(),
            };
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn row(item: &Item, unread: bool, told: &Told, now: crate::clock::At) -> RequestRow {
    let standing = Standing {
        status: item.status,
        has_owner: item.owner.is_some(),
        snoozed_until: item.snoozed_until,
        activity_at: item.activity_at,
    };
    RequestRow {
        number: u64::try_from(item.number).unwrap_or(0),
        subject: item.subject.clone(),
        stage: stage(standing),
        owner: item.owner_name.clone().unwrap_or_default(),
        last: told.moment(item.activity_at, now),
        unread,
    }
}
