//! The desk's views, and what is done to several tickets at once.

use super::opened::Opened;
use super::{DESK, colleague_choices, path, ticket_of};
use crate::app::App;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::PersonId;
use crate::ticket::change::{self, Change};
use crate::ticket::list::{self, Cursor, Filter, Item, List, PAGE_SIZE, Page, View};
use crate::ticket::{self, By, Status, Via, merge};
use crate::view::{self, Place, ViewKey};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use ticket::pages::{Empty, ListPage, Row};

/// The desk opens on what is mine.
pub(super) async fn home() -> Response {
    http::see_other("/desk/views/mine")
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    after: Option<String>,
    before: Option<String>,
}

impl Wanted {
    fn page(&self) -> Page {
        let cursor = |text: &Option<String>| text.as_deref().and_then(Cursor::from_text);
        match (cursor(&self.after), cursor(&self.before)) {
            (Some(cursor), _) => Page::Older(cursor),
            (None, Some(cursor)) => Page::Newer(cursor),
            (None, None) => Page::First,
        }
    }
}

/// `GET /desk/views/{view}`
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(view): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let view: View = view.parse().map_err(|_| Problem::NotFound)?;
    let page = wanted.page();
    let asked = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let filter = Filter { view: Some(view), ..Filter::default() };
            let list = list::list(conn, &signed.actor, &filter, page, PAGE_SIZE)?;
            let reader = Reader::of(&app, &signed.actor);
            let mut page = ListPage {
                view: key(view),
                rows: list.items.iter().map(|item| row(item, view, signed, &reader)).collect(),
                ..ListPage::default()
            };
            page.desk = desk_frame(conn, &asked, signed, Place::View, Some(key(view)))?;
            page.offers = super::incident::offered(conn, &asked, signed, &reader)?;
            (page.newer, page.older) = pager(&format!("/desk/views/{view}?"), &list);
            page.empty = Empty::of(key(view));
            page.colleagues = colleague_choices(conn, signed.actor.id, "Hand to…", None)?;
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

pub(super) fn key(view: View) -> ViewKey {
    match view {
        View::Mine => ViewKey::Mine,
        View::Unassigned => ViewKey::Unassigned,
        View::Team => ViewKey::Team,
        View::Waiting => ViewKey::Waiting,
        View::All => ViewKey::All,
    }
}

/// The addresses of the newer and the older page; empty where there is none.
pub(super) fn pager(start: &str, list: &List) -> (String, String) {
    let to = |name: &str, cursor: Option<Cursor>| {
        cursor.map(|c| format!("{start}{name}={}", c.to_text())).unwrap_or_default()
    };
    (to("before", list.newer), to("after", list.older))
}

pub(super) fn status(status: Status) -> view::Status {
    match status {
        Status::New => view::Status::New,
        Status::Open => view::Status::Open,
        Status::Pending => view::Status::Pending,
        Status::OnHold => view::Status::Hold,
        Status::Resolved => view::Status::Resolved,
        Status::Closed => view::Status::Closed,
    }
}

pub(super) fn priority(priority: ticket::Priority) -> view::Priority {
    match priority {
        ticket::Priority::Low => view::Priority::Low,
        ticket::Priority::Normal => view::Priority::Normal,
        ticket::Priority::High => view::Priority::High,
        ticket::Priority::Urgent => view::Priority::Urgent,
    }
}

/// A number as pages have it; there are no negative ones.
pub(super) fn shown(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn row(item: &Item, view: View, signed: &Signed, reader: &Reader) -> Row {
    let first_name = |name: &str| name.split_whitespace().next().unwrap_or(name).to_owned();
    let last_by = match &item.last_word_by {
        Some(name) if *name == signed.actor.name => "You".to_owned(),
        Some(name) => first_name(name),
        None => String::new(),
    };
    let waits_for_us = item.last_word_by.as_deref() == Some(item.requester_name.as_str());
    Row {
        number: shown(item.number),
        href: Opened::at(view, item.cursor()).path(item.number),
        subject: item.subject.clone(),
        requester: item.requester_name.clone(),
        owner: item.owner.zip(item.owner_name.as_deref()).map(|(id, name)| face(id, name, true)),
        status: status(item.status),
        priority: priority(item.priority),
        last: reader.moment(item.last_word_at, signed.now),
        last_by,
        said: item.last_word.clone(),
        age: reader.moment(item.created_at, signed.now),
        unread: waits_for_us && item.status.is_open(),
        snoozed: item.snoozed_until.map(|until| reader.moment(until, signed.now)),
    }
}

/// How many tickets one selection may hold.
const SELECTION_MAX: usize = 100;

/// `POST /desk/selection`: take, hand over, resolve or merge what was ticked.
pub(super) async fn selection(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let numbers: Vec<i64> = form.all("n").filter_map(|n| n.parse().ok()).take(SELECTION_MAX).collect();
    let back = match form.get("back").parse::<View>() {
        Ok(view) => format!("/desk/views/{view}"),
        Err(_) => "/desk".to_owned(),
    };
    let deed = form.get("do").to_owned();
    let to: Option<PersonId> = form.parse("to");
    if numbers.is_empty() {
        return Ok(Flash::bad("Tick the tickets first, then choose what to do.")
            .attach(&visitor.app, http::see_other(&back)));
    }
    let count = numbers.len();
    let app = visitor.app.clone();
    let done = deed.clone();
    let outcome = visitor
        .write(DESK, move |tx, signed| {
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            let mut tickets = Vec::new();
            for number in &numbers {
                tickets.push(ticket_of(tx, signed, *number)?);
            }
            if deed == "merge" {
                // Into the oldest: it is the one the requester has known longest.
                tickets.sort_by_key(|t| t.number);
                let Some((into, rest)) = tickets.split_first() else { return Ok(String::new()) };
                for from in rest {
                    merge::merge(tx, &by, from, into)?;
                }
                return Ok(path(into.number));
            }
            for t in &tickets {
                let change = match (deed.as_str(), to) {
                    ("take", _) => Change::Owner { to: Some(signed.actor.id), was: None },
                    ("hand", Some(to)) => Change::Owner { to: Some(to), was: None },
                    ("resolve", _) => Change::Status { to: Status::Resolved, was: None },
                    _ => return Err(Problem::Refused("Choose what to do with the tickets.".to_owned())),
                };
                change::change(tx, &by, t, &change)?;
            }
            Ok(String::new())
        })
        .await;
    let many = if count == 1 { "One ticket".to_owned() } else { format!("{count} tickets") };
    let flash = match (&outcome, done.as_str()) {
        (Ok(_), "take") => Flash::good(format!("{many} yours now.")),
        (Ok(_), "hand") => Flash::good(format!("{many} handed over.")),
        (Ok(_), "resolve") => Flash::good(format!("{many} resolved.")),
        (Ok(_), _) => Flash::good(format!("{many} merged. You can undo it on the ticket.")),
        (Err(Problem::Refused(why)), _) => Flash::bad(format!("Nothing was changed: {why}")),
        (Err(problem), _) => return Ok(problem.clone().into_response()),
    };
    let target = outcome.ok().filter(|path| !path.is_empty()).unwrap_or(back);
    Ok(flash.attach(&app, http::see_other(&target)))
}
