//! Lists of tickets: the desk's views, filters as plain values, and keyset pages. Every list runs along one
//! index, newest activity first; no list counts all rows.

use super::{Kind, MessageKind, Priority, Status, TicketId, store};
use crate::clock::At;
use crate::person::{Actor, PersonId};
use crate::service::ServiceId;
use crate::team::TeamId;
use ::store::{Conn, Error};
use std::collections::HashMap;

::store::text_enum! {
    /// The desk's standing views.
    pub enum View { Mine = "mine", Unassigned = "unassigned", Team = "team", Waiting = "waiting", All = "all" }
}

pub const PAGE_SIZE: i64 = 50;
/// Counts stop here and show as “99+”: nobody acts differently on 400.
pub const COUNT_MAX: i64 = 100;

/// What a list is narrowed to; everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub view: Option<View>,
    pub status: Option<Status>,
    /// `is:open`, `is:done`.
    pub open: Option<bool>,
    pub waiting: Option<bool>,
    pub priority: Option<Priority>,
    pub kind: Option<Kind>,
    /// Any of these; empty: anybody.
    pub owners: Vec<PersonId>,
    pub unassigned: bool,
    pub requesters: Vec<PersonId>,
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
    pub tag: Option<String>,
    pub created_after: Option<At>,
    pub created_before: Option<At>,
    /// Only these, e.g. what a text search found.
    pub ids: Option<Vec<TicketId>>,
}

/// The place in a list after which (or before which) the next page starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub activity_at: At,
    pub id: TicketId,
}

impl Cursor {
    /// As it stands in a URL.
    pub fn to_text(self) -> String {
        format!("{}.{}", self.activity_at, self.id)
    }

    pub fn from_text(text: &str) -> Option<Cursor> {
        let (at, id) = text.split_once('.')?;
        Some(Cursor { activity_at: at.parse().ok()?, id: id.parse().ok()? })
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    First,
    /// What is older than the cursor.
    Older(Cursor),
    /// What is newer than the cursor, nearest first.
    Newer(Cursor),
}

/// A row of a list, with names.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub kind: Kind,
    pub status: Status,
    pub priority: Priority,
    pub requester: PersonId,
    pub requester_name: String,
    pub owner: Option<PersonId>,
    pub owner_name: Option<String>,
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
    pub last_word: String,
    pub last_word_by: Option<String>,
    pub last_word_kind: MessageKind,
    pub last_word_at: At,
    pub snoozed_until: Option<At>,
    pub created_at: At,
    pub activity_at: At,
    pub version: i64,
}

impl Item {
    pub fn cursor(&self) -> Cursor {
        Cursor { activity_at: self.activity_at, id: self.id }
    }
}

/// A page of a list and whether there is more on either side.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub items: Vec<Item>,
    pub older: Option<Cursor>,
    pub newer: Option<Cursor>,
}

/// One page of the tickets that the actor may see and the filter lets through.
pub fn list(conn: &mut Conn, actor: &Actor, filter: &Filter, page: Page, size: i64) -> Result<List, Error> {
    let size = size.clamp(1, 200);
    let mut items = store::list::items(conn, actor, filter, page, size + 1)?;
    let more = i64::try_from(items.len()).unwrap_or(i64::MAX) > size;
    items.truncate(usize::try_from(size).unwrap_or(200));
    let backwards = matches!(page, Page::Newer(_));
    if backwards {
        items.reverse();
    }
    let first = items.first().map(Item::cursor);
    let last = items.last().map(Item::cursor);
    let (newer, older) = match page {
        Page::First => (None, last.filter(|_| more)),
        Page::Older(_) => (first, last.filter(|_| more)),
        Page::Newer(_) => (first.filter(|_| more), last),
    };
    Ok(List { items, older, newer })
}

/// Number and place of the nearest ticket on either side of a place in a list: the newer and the older one. `but` is
/// passed over, wherever it stands by now.
pub fn beside(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    place: Cursor,
    but: TicketId,
) -> Result<[Option<(i64, Cursor)>; 2], Error> {
    let mut nearest = |page| {
        let items = store::list::items(conn, actor, filter, page, 2)?;
        Ok::<_, Error>(items.into_iter().find(|i| i.id != but).map(|i| (i.number, i.cursor())))
    };
    Ok([nearest(Page::Newer(place))?, nearest(Page::Older(place))?])
}

/// How many, at most `COUNT_MAX`.
pub fn count(conn: &mut Conn, actor: &Actor, filter: &Filter) -> Result<i64, Error> {
    store::list::count(conn, actor, filter)
}

/// How many tickets are open in each team, at most `COUNT_MAX`; for those who administer.
pub fn open_by_team(conn: &mut Conn) -> Result<HashMap<TeamId, i64>, Error> {
    Ok(store::open_by_team(conn)?.into_iter().collect())
}

/// How many tickets are open for each service, at most `COUNT_MAX`; for those who administer.
pub fn open_by_service(conn: &mut Conn) -> Result<HashMap<ServiceId, i64>, Error> {
    Ok(store::open_by_service(conn)?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_way_through_a_url() {
        let cursor = Cursor { activity_at: At(1_764_000_000_123_456), id: TicketId(42) };
        assert_eq!(Cursor::from_text(&cursor.to_text()), Some(cursor));
        for bad in ["", "1", "a.b", "1.", ".1"] {
            assert_eq!(Cursor::from_text(bad), None, "{bad}");
        }
    }
}
