//! The SQL of lists: a filter becomes one statement, joined from static pieces with bound parameters.

use crate::person::Actor;
use crate::team::TeamId;
use crate::ticket::list::{COUNT_MAX, Filter, Item, Page, View};
use ::store::{Conn, Error, Query, Row};

const COLUMNS: &str = "SELECT l.id, l.number, l.subject, l.kind, l.status, l.priority, l.requester_id, r.name, l.owner_id, o.name, l.team_id, \
    l.service_id, l.last_word, b.name, l.last_word_kind, l.last_word_at, l.snoozed_until, l.created_at, l.activity_at, l.version";
const NAMES: &str = " l JOIN people r ON r.id = l.requester_id LEFT JOIN people o ON o.id = l.owner_id LEFT JOIN people b ON b.id = l.last_word_by_id";

fn item(row: &Row) -> Result<Item, Error> {
    Ok(Item {
        id: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        kind: row.get(3)?,
        status: row.get(4)?,
        priority: row.get(5)?,
        requester: row.get(6)?,
        requester_name: row.get(7)?,
        owner: row.get(8)?,
        owner_name: row.get(9)?,
        team: row.get(10)?,
        service: row.get(11)?,
        last_word: row.get(12)?,
        last_word_by: row.get(13)?,
        last_word_kind: row.get(14)?,
        last_word_at: row.get(15)?,
        snoozed_until: row.get(16)?,
        created_at: row.get(17)?,
        activity_at: row.get(18)?,
        version: row.get(19)?,
    })
}

/// The rows of one walk, in the order they were walked.
pub fn items(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    page: Page,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    conn.query(&query(actor, filter, page, limit), item)
}

/// How many, at most `COUNT_MAX`.
pub fn count(conn: &mut Conn, actor: &Actor, filter: &Filter) -> Result<i64, Error> {
    let mut query = Query::new("SELECT COUNT(*) FROM (");
    inner(&mut query, COUNTED, actor, filter, Page::First, COUNT_MAX);
    query.sql(") counted");
    Ok(conn.query(&query, |row| row.get::<i64>(0))?.first().copied().unwrap_or(0))
}

/// The statement of a list: first the narrow walk along the index, bounded, then names for what is shown.
pub fn query(actor: &Actor, filter: &Filter, page: Page, limit: i64) -> Query {
    let mut query = Query::new(COLUMNS);
    query.sql(" FROM (");
    inner(&mut query, "SELECT t.*", actor, filter, page, limit);
    query.sql(")").sql(NAMES);
    query.sql(match page {
        Page::Newer(_) => " ORDER BY l.activity_at, l.id",
        _ => " ORDER BY l.activity_at DESC, l.id DESC",
    });
    query
}

fn order(page: Page) -> &'static str {
    match page {
        Page::Newer(_) => " ORDER BY t.activity_at, t.id",
        _ => " ORDER BY t.activity_at DESC, t.id DESC",
    }
}

/// The part of all tickets that one walk covers.
#[derive(Clone, Copy)]
enum Scope {
    /// All that staff may see.
    Desk,
    /// One of my teams.
    Team(TeamId),
    /// What the actor asked for, and what others asked for and the actor watches.
    Own,
    Watched,
}

/// The bounded walk. Where one index cannot give the order (several teams; own and watched), each part walks
/// its own index, bounded, and the parts are merged.
fn inner(query: &mut Query, columns: &'static str, actor: &Actor, filter: &Filter, page: Page, limit: i64) {
    let scopes: Vec<Scope> = match filter.view {
        _ if !actor.is_staff() => vec![Scope::Own, Scope::Watched],
        // Nobody's team: no ticket has team 0.
        Some(View::Team) if actor.teams.is_empty() => vec![Scope::Team(TeamId(0))],
        Some(View::Team) => actor.teams.iter().take(20).map(|team| Scope::Team(*team)).collect(),
        _ => vec![Scope::Desk],
    };
    if let [scope] = scopes.as_slice() {
        return walk(query, columns, actor, filter, page, limit, *scope);
    }
    query.sql("SELECT t.* FROM (");
    for (i, scope) in scopes.into_iter().enumerate() {
        query.sql(if i == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
        walk(query, columns, actor, filter, page, limit, scope);
        query.sql(") one_part");
    }
    query.sql(") t");
    // A count needs no order, and its columns have none to order by.
    if columns != COUNTED {
        query.sql(order(page));
    }
    query.sql(" LIMIT ").bind(limit);
}

const COUNTED: &str = "SELECT t.id";

/// `column IN (…)`, padded to a power of two so that few distinct statements are prepared; empty: no condition.
fn any_of(query: &mut Query, column: &'static str, values: impl Iterator<Item = i64>) {
    let mut values: Vec<i64> = values.take(256).collect();
    let Some(last) = values.last().copied() else { return };
    values.resize(values.len().next_power_of_two(), last);
    query.sql(column).sql(" IN ").list(values).sql(" AND ");
}

fn walk(
    query: &mut Query,
    columns: &'static str,
    actor: &Actor,
    filter: &Filter,
    page: Page,
    limit: i64,
    scope: Scope,
) {
    query.sql(columns).sql(" FROM tickets t");
    if let Some(tag) = &filter.tag {
        query.sql(" JOIN ticket_tags g ON g.ticket_id = t.id AND g.tag = ").bind(tag.clone());
    }
    if matches!(scope, Scope::Watched) {
        query.sql(" JOIN ticket_watchers w ON w.ticket_id = t.id AND w.person_id = ").bind(actor.id.0);
    }
    query.sql(" WHERE ");
    match scope {
        Scope::Desk => {}
        Scope::Team(team) => {
            query.sql("t.team_id = ").bind(team.0).sql(" AND t.is_open = TRUE AND ");
        }
        Scope::Own => {
            query.sql("t.requester_id = ").bind(actor.id.0).sql(" AND ");
        }
        Scope::Watched => {
            query.sql("t.requester_id <> ").bind(actor.id.0).sql(" AND ");
        }
    }
    match filter.view {
        Some(View::Mine) => {
            query.sql("t.owner_id = ").bind(actor.id.0).sql(" AND t.is_open = TRUE AND ");
        }
        Some(View::Unassigned) => {
            query.sql("t.owner_id IS NULL AND t.is_open = TRUE AND ");
        }
        Some(View::Waiting) => {
            query.sql("t.is_waiting = TRUE AND ");
        }
        Some(View::Team | View::All) | None => {}
    }
    if let Some(status) = filter.status {
        query.sql("t.status = ").bind(status.as_str()).sql(" AND ");
    }
    match filter.open {
        Some(true) => {
            query.sql("t.is_open = TRUE AND ");
        }
        Some(false) => {
            query.sql("t.is_open = FALSE AND ");
        }
        None => {}
    }
    match filter.waiting {
        Some(true) => {
            query.sql("t.is_waiting = TRUE AND ");
        }
        Some(false) => {
            query.sql("t.is_waiting = FALSE AND ");
        }
        None => {}
    }
    if let Some(priority) = filter.priority {
        query.sql("t.priority = ").bind(priority.as_str()).sql(" AND ");
    }
    if let Some(kind) = filter.kind {
        query.sql("t.kind = ").bind(kind.as_str()).sql(" AND ");
    }
    any_of(query, "t.owner_id", filter.owners.iter().map(|p| p.0));
    if filter.unassigned {
        query.sql("t.owner_id IS NULL AND ");
    }
    any_of(query, "t.requester_id", filter.requesters.iter().map(|p| p.0));
    if let Some(team) = filter.team {
        query.sql("t.team_id = ").bind(team.0).sql(" AND ");
    }
    if let Some(service) = filter.service {
        query.sql("t.service_id = ").bind(service.0).sql(" AND ");
    }
    if let Some(at) = filter.created_after {
        query.sql("t.created_at >= ").bind(at.0).sql(" AND ");
    }
    if let Some(at) = filter.created_before {
        query.sql("t.created_at < ").bind(at.0).sql(" AND ");
    }
    if let Some(ids) = &filter.ids {
        any_of(query, "t.id", ids.iter().map(|id| id.0));
    }
    match page {
        Page::First => {
            query.sql("TRUE");
        }
        Page::Older(cursor) => {
            query
                .sql("(t.activity_at, t.id) < (")
                .bind(cursor.activity_at.0)
                .sql(", ")
                .bind(cursor.id.0)
                .sql(")");
        }
        Page::Newer(cursor) => {
            query
                .sql("(t.activity_at, t.id) > (")
                .bind(cursor.activity_at.0)
                .sql(", ")
                .bind(cursor.id.0)
                .sql(")");
        }
    }
    query.sql(order(page)).sql(" LIMIT ").bind(limit);
}
