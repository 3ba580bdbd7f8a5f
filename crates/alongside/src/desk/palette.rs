//! Finding anything: the search page, the palette's answers, and the page of keys.

use super::list::{pager, shown, status};
use super::{DESK, path};
use crate::http::moment::Reader;
use crate::http::{self, Problem, Visitor, desk_frame, encoded, face};
use crate::person::{self, Role};
use crate::search::pages::{Filter as FilterHelp, Hit, KeyGroup, KeysPage, PersonHit, SearchPage};
use crate::search::query;
use crate::ticket::find::{self, Found};
use crate::ticket::list::{Cursor, Item, Page};
use crate::view::{Html, Place};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
    before: Option<String>,
    only: Option<String>,
}

/// `GET /desk/search?q=…`
pub(super) async fn search(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let visiting = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let cursor = |text: &Option<String>| text.as_deref().and_then(Cursor::from_text);
            let page = match (cursor(&asked.after), cursor(&asked.before)) {
                (Some(cursor), _) => Page::Older(cursor),
                (None, Some(cursor)) => Page::Newer(cursor),
                (None, None) => Page::First,
            };
            let read = query::read(&asked.q, false);
            let found = find::find(conn, &signed.actor, &read, page, signed.now)?;
            let reader = Reader::of(&visiting.app, &signed.actor);
            let mut desk = desk_frame(conn, &visiting, signed, Place::Search, None)?;
            desk.q = asked.q.clone();
            let people = match read.filters.is_empty() && !read.terms.is_empty() {
                true => person::starting_with(conn, &asked.q, 5)?,
                false => Vec::new(),
            };
            let start = format!("/desk/search?q={}&", encoded(&asked.q));
            let (newer, older) = pager(&start, &found.list);
            let page = SearchPage {
                desk,
                count: if asked.q.trim().is_empty() { String::new() } else { count(&found) },
                trouble: found.remarks.join(" "),
                hits: found.list.items.iter().map(|item| hit(item, &read, &reader, signed.now)).collect(),
                people: people
                    .into_iter()
                    .map(|p| PersonHit {
                        face: face(p.id, &p.name, p.role != Role::Requester),
                        href: format!("/desk/people/{}", p.id),
                        address: p.address,
                    })
                    .collect(),
                newer,
                older,
                filters: FilterHelp::all(),
            };
            Ok((page.html(), found.exact))
        })
        .await?;
    match html {
        (_, Some(number)) => Ok(crate::http::see_other(&path(number))),
        (html, None) => Ok(http::finish(&visitor, html)),
    }
}

fn count(found: &Found) -> String {
    match (found.list.items.len(), found.list.older) {
        (0, _) => "No tickets".to_owned(),
        (1, None) => "1 ticket".to_owned(),
        (n, None) => format!("{n} tickets"),
        (n, Some(_)) => format!("More than {n} tickets"),
    }
}

/// The last word of the ticket, with what was searched for marked.
fn hit(item: &Item, read: &query::SearchQuery, reader: &Reader, now: crate::clock::At) -> Hit {
    Hit {
        number: shown(item.number),
        subject: item.subject.clone(),
        excerpt: Html(marked(&item.last_word, read)),
        requester: item.requester_name.clone(),
        owner: item.owner_name.clone().unwrap_or_default(),
        status: status(item.status),
        at: reader.moment(item.activity_at, now),
    }
}

/// The text escaped, with `<mark>` around words that the query looks for.
fn marked(text: &str, read: &query::SearchQuery) -> String {
    let wanted = |word: &str| {
        let folded = crate::words::fold(word);
        read.terms.iter().any(|t| {
            let last = t.words.len() - 1;
            t.words
                .iter()
                .enumerate()
                .any(|(i, w)| folded == *w || t.is_prefix && i == last && folded.starts_with(w.as_str()))
        })
    };
    let mut html = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != in_word).unwrap_or(rest.len());
        let piece = &rest[..end];
        if in_word && wanted(piece) {
            html.push_str("<mark>");
            html.push_str(piece);
            html.push_str("</mark>");
        } else {
            crate::markdown::escape(&mut html, piece);
        }
        rest = &rest[end..];
    }
    html
}

/// `GET /desk/palette?q=…` for scripts: tickets and people; with `only=people` colleagues for an @.
pub(super) async fn palette(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let json = visitor
        .read(DESK, move |conn, signed| {
            let people: Vec<_> = person::starting_with(conn, &asked.q, 8)?
                .into_iter()
                .map(|p| {
                    serde_json::json!({
                        "name": p.name, "handle": p.name.replace(' ', "."), "hint": p.address,
                        "href": format!("/desk/people/{}", p.id),
                        "colleague": p.role != Role::Requester,
                    })
                })
                .collect();
            if asked.only.as_deref() == Some("people") {
                return Ok(serde_json::json!({ "people": people }));
            }
            let read = query::read(&asked.q, true);
            let found = find::find(conn, &signed.actor, &read, Page::First, signed.now)?;
            let mut tickets = Vec::new();
            if let Some(number) = found.exact
                && let Some(t) = crate::ticket::find(conn, &signed.actor, number)?
            {
                tickets.push(serde_json::json!({
                    "number": number, "subject": t.subject, "status": status(t.status).word(), "href": path(number),
                }));
            }
            for item in found.list.items.iter().filter(|i| Some(i.number) != found.exact).take(8) {
                tickets.push(serde_json::json!({
                    "number": item.number, "subject": item.subject, "status": status(item.status).word(),
                    "hint": item.requester_name, "href": path(item.number),
                }));
            }
            Ok(serde_json::json!({ "tickets": tickets, "people": people }))
        })
        .await?;
    Ok(axum::Json(json).into_response())
}

/// `GET /desk/keys`
pub(super) async fn keys(visitor: Visitor) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let desk = desk_frame(conn, &asked, signed, Place::Keys, None)?;
            Ok(KeysPage { desk, groups: KeyGroup::all() }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}
