//! Lists of tickets: the desk's filters as query parameters, and its search language in `q`.

use super::body::{Asked, id};
use super::caller::{Caller, Scope, Who};
use super::docs::Reading;
use super::problem::{Checks, Problem};
use super::ticket::{SLUG_LENGTH_MAX, TAG_LENGTH_MAX, service_by_slug, team_by_slug};
use super::types::{Kind, Names, PersonName, PlaceName, Priority, Status, View, read_time, time};
use crate::ids::PersonId;
use crate::person;
use crate::search::query::{self, Key};
use crate::ticket::change::clean_tag;
use crate::ticket::list::{self, Cursor, Filter, Item, Page};
use crate::ticket::{self, MessageKind, UNDO_TIME, find};
use axum::Json;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

pub(super) const LIMIT_DEFAULT: i64 = 50;
pub(super) const LIMIT_MAX: i64 = 200;
const QUERY_LENGTH_MAX: usize = 400;
const ADDRESS_LENGTH_MAX: usize = 254;
const CURSOR_LENGTH_MAX: usize = 60;

/// What `is` may say, as in the search box.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    Open,
    Done,
    Waiting,
    Unassigned,
    Mine,
}

/// Everything given must hold.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct TicketFilter {
    /// One of the desk's views.
    view: Option<View>,
    status: Option<Status>,
    priority: Option<Priority>,
    kind: Option<Kind>,
    is: Option<Is>,
    /// A team's slug; for staff.
    #[param(max_length = 60, example = "network")]
    team: Option<String>,
    /// The id of a colleague, `me` or `none`.
    #[param(pattern = "^(me|none|[1-9][0-9]{0,17})$", example = "me")]
    owner: Option<String>,
    /// Who asked: an id, `me` or a mail address.
    #[param(max_length = 254, example = "ana@example.org")]
    requester: Option<String>,
    /// A service's slug.
    #[param(max_length = 60, example = "vpn")]
    service: Option<String>,
    /// For staff.
    #[param(max_length = 40, example = "printer")]
    tag: Option<String>,
    /// Created then or later, RFC 3339.
    #[param(format = DateTime)]
    created_after: Option<String>,
    /// Created earlier, RFC 3339.
    #[param(format = DateTime)]
    created_before: Option<String>,
    /// The search language: words, `"phrases"`, `prefix*`, and filters like `is:open from:ana team:network`. With
    /// words the best match comes first and there are no pages.
    #[param(max_length = 400, example = "\"error 0x80070005\" is:open")]
    q: Option<String>,
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// The `older` cursor of the answer before: what comes after its last ticket.
    #[param(max_length = 60)]
    after: Option<String>,
    /// The `newer` cursor of the answer before: what came before its first ticket.
    #[param(max_length = 60)]
    before: Option<String>,
}

/// A ticket in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketSummary {
    #[schema(example = 1042, minimum = 1)]
    pub number: i64,
    #[schema(example = "VPN drops every hour")]
    pub subject: String,
    pub kind: Kind,
    pub status: Status,
    pub priority: Priority,
    pub requester: PersonName,
    pub owner: Option<PersonName>,
    /// For colleagues.
    pub team: Option<PlaceName>,
    pub service: Option<PlaceName>,
    /// The start of what was said last; empty while the asker may not see it yet, or at all.
    pub last_word: String,
    pub last_word_by: Option<String>,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub activity_at: String,
    pub version: i64,
}

/// A page of tickets, newest activity first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketList {
    #[schema(max_items = 200)]
    pub items: Vec<TicketSummary>,
    /// Send it as `after` for the next page; null at the end.
    pub older: Option<String>,
    /// Send it as `before` for the page before; null at the start.
    pub newer: Option<String>,
}

pub(super) fn limit(checks: &mut Checks, limit: Option<i64>) -> i64 {
    let limit = limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        checks.add("limit", format!("must be from 1 to {LIMIT_MAX}"));
    }
    limit
}

/// List tickets
///
/// Staff list every ticket, others what they asked for or watch.
#[utoipa::path(
    get,
    path = "/api/v1/tickets",
    operation_id = "listTickets",
    tag = "Tickets",
    params(TicketFilter),
    responses((status = 200, description = "A page of tickets", body = TicketList), Reading),
    security(("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    Asked(wanted): Asked<TicketFilter>,
) -> Result<Json<TicketList>, Problem> {
    let mut checks = Checks::default();
    let size = limit(&mut checks, wanted.limit);
    let page = page(&mut checks, &wanted);
    for (field, slug) in [("team", &wanted.team), ("service", &wanted.service)] {
        checks.length(field, slug.as_deref().unwrap_or_default(), SLUG_LENGTH_MAX);
    }
    checks.length("requester", wanted.requester.as_deref().unwrap_or_default(), ADDRESS_LENGTH_MAX);
    checks.length("q", wanted.q.as_deref().unwrap_or_default(), QUERY_LENGTH_MAX);
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        let Some(filter) = filter(conn, who, &wanted)? else {
            return Ok(TicketList { items: Vec::new(), older: None, newer: None });
        };
        let list = match wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
            Some(q) => search(conn, who, q, filter, page, size)?,
            None => list::list(conn, &who.actor, &filter, page, size)?,
        };
        let mut names = Names::default();
        let mut items = Vec::with_capacity(list.items.len());
        for item in list.items {
            items.push(summary(conn, who, &mut names, item)?);
        }
        Ok(TicketList {
            items,
            older: list.older.map(Cursor::to_text),
            newer: list.newer.map(Cursor::to_text),
        })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

fn page(checks: &mut Checks, wanted: &TicketFilter) -> Page {
    let mut cursor = |field: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let read = Cursor::from_text(text).filter(|_| text.len() <= CURSOR_LENGTH_MAX);
        if read.is_none() {
            checks.add(field, "must be a cursor of an answer before");
        }
        read
    };
    let (after, before) = (cursor("after", &wanted.after), cursor("before", &wanted.before));
    match (after, before) {
        (Some(_), Some(_)) => {
            checks.add("before", "cannot come together with after");
            Page::First
        }
        (Some(after), None) => Page::Older(after),
        (None, Some(before)) => Page::Newer(before),
        (None, None) => Page::First,
    }
}

/// The parameters as the list's filter; none when nothing can match.
fn filter(conn: &mut Conn, who: &Who, wanted: &TicketFilter) -> Result<Option<Filter>, Problem> {
    let mut checks = Checks::default();
    let mut filter = Filter {
        view: wanted.view.map(Into::into),
        status: wanted.status.map(Into::into),
        priority: wanted.priority.map(Into::into),
        kind: wanted.kind.map(Into::into),
        ..Filter::default()
    };
    match wanted.is {
        Some(Is::Open) => filter.open = Some(true),
        Some(Is::Done) => filter.open = Some(false),
        Some(Is::Waiting) => filter.waiting = Some(true),
        Some(Is::Unassigned) => filter.unassigned = true,
        Some(Is::Mine) => filter.owners = vec![who.actor.id],
        None => {}
    }
    let staff = who.actor.is_staff();
    for (field, given) in [("team", &wanted.team), ("tag", &wanted.tag)] {
        if given.is_some() && !staff {
            checks.add(field, "only colleagues can filter by this");
        }
    }
    match wanted.owner.as_deref() {
        None => {}
        Some("none") => filter.unassigned = true,
        Some("me") => filter.owners = vec![who.actor.id],
        Some(text) => match id(text) {
            Some(id) => filter.owners = vec![PersonId(id)],
            None => checks.add("owner", "must be an id, me or none"),
        },
    }
    for (field, given, slot) in [
        ("created_after", &wanted.created_after, &mut filter.created_after),
        ("created_before", &wanted.created_before, &mut filter.created_before),
    ] {
        if let Some(text) = given {
            *slot = read_time(text);
            if slot.is_none() {
                checks.add(field, "must be an RFC 3339 time, like 2026-11-24T09:00:00Z");
            }
        }
    }
    if let Some(tag) = &wanted.tag {
        checks.length("tag", tag, TAG_LENGTH_MAX);
        filter.tag = clean_tag(tag);
        if filter.tag.is_none() {
            checks.add("tag", "must hold a letter or a digit");
        }
    }
    checks.done()?;
    if let Some(slug) = &wanted.team {
        filter.team = Some(team_by_slug(conn, slug)?);
    }
    if let Some(slug) = &wanted.service {
        filter.service = Some(service_by_slug(conn, slug)?);
    }
    match wanted.requester.as_deref() {
        None => {}
        Some("me") => filter.requesters = vec![who.actor.id],
        Some(text) => match requester(conn, text)? {
            Some(id) => filter.requesters = vec![id],
            None => return Ok(None),
        },
    }
    Ok(Some(filter))
}

fn requester(conn: &mut Conn, text: &str) -> Result<Option<PersonId>, Problem> {
    if let Some(id) = id(text) {
        return Ok(Some(PersonId(id)));
    }
    if !person::is_address(&person::folded_address(text)) {
        return Err(Problem::field("requester", "must be an id, me or a mail address"));
    }
    Ok(person::by_address(conn, text)?.map(|p| p.id))
}

fn search(
    conn: &mut Conn,
    who: &Who,
    q: &str,
    filter: Filter,
    page: Page,
    size: i64,
) -> Result<list::List, Problem> {
    let query = query::read(q, false);
    // Whoever cannot see tags and teams cannot ask for them either.
    if !who.actor.is_staff() && query.filters.iter().any(|(key, _)| matches!(key, Key::Tag | Key::Team)) {
        return Err(Problem::field("q", "only colleagues can filter by tag and team"));
    }
    let found = find::find_among(conn, &who.actor, &query, &filter, page, size, who.now)?;
    if !found.remarks.is_empty() {
        let mut checks = Checks::default();
        for remark in found.remarks {
            checks.add("q", remark);
        }
        checks.done()?;
    }
    let mut list = found.list;
    if let Some(number) = found.exact.filter(|number| list.items.iter().all(|item| item.number != *number))
        && let Some(ticket) = ticket::find(conn, &who.actor, number)?
    {
        let only = Filter { ids: Some(vec![ticket.id]), ..filter };
        list.items.splice(0..0, list::list(conn, &who.actor, &only, Page::First, 1)?.items);
        list.items.truncate(usize::try_from(size).unwrap_or(1));
    }
    Ok(list)
}

fn summary(conn: &mut Conn, who: &Who, names: &mut Names, item: Item) -> Result<TicketSummary, Problem> {
    let staff = who.actor.is_staff();
    // The row knows the last word of all, which may be a note, or a reply that can still be taken back.
    let said_to_all =
        item.last_word_kind == MessageKind::Reply && item.last_word_at <= who.now.plus(-UNDO_TIME);
    let readable = staff || said_to_all;
    Ok(TicketSummary {
        number: item.number,
        subject: item.subject,
        kind: item.kind.into(),
        status: item.status.into(),
        priority: item.priority.into(),
        requester: PersonName { id: item.requester.0, name: item.requester_name },
        owner: item.owner.zip(item.owner_name).map(|(id, name)| PersonName { id: id.0, name }),
        team: match item.team.filter(|_| staff) {
            Some(id) => names.team(conn, id)?,
            None => None,
        },
        service: match item.service {
            Some(id) => names.service(conn, id)?,
            None => None,
        },
        last_word: if readable { item.last_word } else { String::new() },
        last_word_by: item.last_word_by.filter(|_| readable),
        created_at: time(item.created_at),
        activity_at: time(item.activity_at),
        version: item.version,
    })
}
