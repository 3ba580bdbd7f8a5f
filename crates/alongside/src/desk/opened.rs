//! Where a ticket was opened from: a view and the ticket's place in it. It travels in the address and in the addresses
//! of the page's forms, so that “next”, “previous” and “back” work without scripts, in several windows, and after the
//! ticket itself has moved in the view or left it.

use super::list::key;
use super::path;
use crate::app::App;
use crate::person::Actor;
use crate::ticket::Ticket;
use crate::ticket::list::{self, Cursor, Filter, View};
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use std::convert::Infallible;
use store::Conn;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opened {
    /// None: by its address alone, or from a search.
    from: Option<(View, Option<Cursor>)>,
}

/// The ways on from a ticket's page.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Addresses of the neighbours in the view; empty where there is none.
    pub previous: String,
    pub next: String,
    /// Address and name of the view.
    pub back: (String, String),
}

#[derive(Deserialize, Default)]
struct Asked {
    view: Option<String>,
    at: Option<String>,
}

impl FromRequestParts<App> for Opened {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        // What cannot be read is as good as nothing: the ticket itself is what was asked for.
        let asked = Query::<Asked>::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default();
        let view = asked.view.and_then(|view| view.parse().ok());
        let at = asked.at.as_deref().and_then(Cursor::from_text);
        Ok(Opened { from: view.map(|view| (view, at)) })
    }
}

impl Opened {
    pub fn at(view: View, place: Cursor) -> Opened {
        Opened { from: Some((view, Some(place))) }
    }

    /// What follows a ticket's path in an address; empty when nothing is known.
    pub fn query(&self) -> String {
        match self.from {
            None => String::new(),
            Some((view, None)) => format!("?view={view}"),
            Some((view, Some(at))) => format!("?view={view}&at={}", at.to_text()),
        }
    }

    /// The address of a ticket's page in this view.
    pub fn path(&self, number: i64) -> String {
        path(number) + &self.query()
    }

    /// Walks one step either way along the view's index.
    pub fn ways(&self, conn: &mut Conn, actor: &Actor, ticket: &Ticket) -> Result<Ways, store::Error> {
        let (view, at) = self.from.unwrap_or((View::Mine, None));
        let back = (format!("/desk/views/{view}"), key(view).word().to_owned());
        if self.from.is_none() {
            return Ok(Ways { back, ..Ways::default() });
        }
        let filter = Filter { view: Some(view), ..Filter::default() };
        let at = at.unwrap_or(Cursor { activity_at: ticket.activity_at, id: ticket.id });
        let [newer, older] = list::beside(conn, actor, &filter, at, ticket.id)?;
        let way = |neighbour: Option<(i64, Cursor)>| {
            neighbour.map(|(number, place)| Opened::at(view, place).path(number)).unwrap_or_default()
        };
        Ok(Ways { previous: way(newer), next: way(older), back })
    }
}
