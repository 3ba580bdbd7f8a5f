//! Finding tickets by what was typed in the search box: filters become a list's filter, words are looked up in
//! the index, and only what the actor may see comes back, best match first.

use super::list::{self, Filter, Item, List, Page, View};
use super::store;
use crate::clock::At;
use crate::ids::{PersonId, TicketId};
use crate::person::{self, Actor, Role};
use crate::search::query::{Key, SearchQuery};
use crate::{search, service, team};
use ::store::{Conn, Error};

/// What was found, and what of the query could not be used, in words for the person who typed it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub list: List,
    pub remarks: Vec<String>,
    /// The ticket whose number was typed, if it is there to see.
    pub exact: Option<i64>,
}

/// People a `from:` or `owner:` may stand for at most.
const PEOPLE_MAX: i64 = 50;

/// Answers a query; words rank, filters narrow, and without words the newest activity comes first, paged.
pub fn find(
    conn: &mut Conn,
    actor: &Actor,
    query: &SearchQuery,
    page: Page,
    now: At,
) -> Result<Found, Error> {
    find_among(conn, actor, query, &Filter::default(), page, list::PAGE_SIZE, now)
}

/// The same among the tickets that a filter lets through, at most `size` of them; what the query itself says of
/// the same thing is stronger.
pub fn find_among(
    conn: &mut Conn,
    actor: &Actor,
    query: &SearchQuery,
    among: &Filter,
    page: Page,
    size: i64,
    now: At,
) -> Result<Found, Error> {
    let mut found = Found::default();
    if let Some(number) = query.number {
        found.exact = store::find(conn, actor, number)?.map(|t| t.number);
    }
    let Some(mut filter) = filter(conn, actor, query, among, &mut found.remarks)? else { return Ok(found) };
    if query.terms.is_empty() {
        if !query.filters.is_empty() {
            found.list = list::list(conn, actor, &filter, page, size)?;
        }
        return Ok(found);
    }
    let messages = search::matching(conn, &query.terms)?;
    let ranked = store::tickets_of_messages(conn, actor, &messages, now)?;
    if ranked.is_empty() {
        return Ok(found);
    }
    // A list holds 200 at most; what ranks lower is not worth reading.
    let best: Vec<TicketId> = ranked.into_iter().take(200).collect();
    filter.ids = Some(best.clone());
    let mut items = list::list(conn, actor, &filter, Page::First, 200)?.items;
    let rank = |item: &Item| best.iter().position(|id| *id == item.id).unwrap_or(usize::MAX);
    items.sort_by_key(rank);
    items.truncate(usize::try_from(size).unwrap_or(50));
    found.list = List { items, older: None, newer: None };
    Ok(found)
}

/// The filters of a query as a list's filter; none when one of them can match nothing.
fn filter(
    conn: &mut Conn,
    actor: &Actor,
    query: &SearchQuery,
    among: &Filter,
    remarks: &mut Vec<String>,
) -> Result<Option<Filter>, Error> {
    let mut filter = among.clone();
    for (key, value) in &query.filters {
        let word = crate::words::fold(value);
        let known = match key {
            Key::Is => match word.as_str() {
                "open" => set(&mut filter.open, true),
                "done" | "resolved" | "closed" => set(&mut filter.open, false),
                "waiting" => set(&mut filter.waiting, true),
                "unassigned" => {
                    filter.unassigned = true;
                    true
                }
                "mine" => {
                    filter.view = Some(View::Mine);
                    true
                }
                _ => false,
            },
            Key::Status => parse(&mut filter.status, &word),
            Key::Priority => parse(&mut filter.priority, &word),
            Key::Kind => parse(&mut filter.kind, &word),
            Key::From => people(conn, actor, &word, false)?.map(|ids| filter.requesters = ids).is_some(),
            Key::Owner if matches!(word.as_str(), "none" | "nobody") => {
                filter.unassigned = true;
                true
            }
            Key::Owner => people(conn, actor, &word, true)?.map(|ids| filter.owners = ids).is_some(),
            Key::Team => match team::by_slug(conn, &team::slug(value))? {
                Some(team) => set(&mut filter.team, team.id),
                None => false,
            },
            Key::Service => match service::by_slug(conn, &team::slug(value))? {
                Some(service) => set(&mut filter.service, service.id),
                None => false,
            },
            Key::Tag => match super::change::clean_tag(value) {
                Some(tag) => set(&mut filter.tag, tag),
                None => false,
            },
            Key::After => day(value, actor).is_some_and(|at| set(&mut filter.created_after, at)),
            Key::Before => day(value, actor).is_some_and(|at| set(&mut filter.created_before, at)),
        };
        if !known {
            remarks.push(format!("Nothing here is known as {key}:{value}."));
            return Ok(None);
        }
    }
    Ok(Some(filter))
}

fn set<T>(slot: &mut Option<T>, value: T) -> bool {
    *slot = Some(value);
    true
}

fn parse<T: std::str::FromStr>(slot: &mut Option<T>, word: &str) -> bool {
    *slot = word.replace([' ', '-'], "_").parse().ok();
    slot.is_some()
}

/// The people a word may stand for: `me`, an address, or the start of a name.
fn people(
    conn: &mut Conn,
    actor: &Actor,
    word: &str,
    colleagues: bool,
) -> Result<Option<Vec<PersonId>>, Error> {
    if word == "me" {
        return Ok(Some(vec![actor.id]));
    }
    let mut ids: Vec<PersonId> = person::starting_with(conn, word, PEOPLE_MAX)?
        .into_iter()
        .filter(|p| !colleagues || p.role != Role::Requester)
        .map(|p| p.id)
        .collect();
    // Outside the desk nobody can look others up.
    if !actor.is_staff() {
        ids.retain(|id| *id == actor.id);
    }
    Ok((!ids.is_empty()).then_some(ids))
}

/// The start of a day, `2026-11-24`, in the actor's time zone.
fn day(value: &str, actor: &Actor) -> Option<At> {
    let date: jiff::civil::Date = value.parse().ok()?;
    let zone = jiff::tz::TimeZone::get(&actor.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Some(At(date.to_zoned(zone).ok()?.timestamp().as_microsecond()))
}
