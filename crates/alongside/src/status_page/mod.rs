//! Serves the status page: who may see it, in which language and zone, from bytes that are ready. What it says is
//! `status/`; nothing here decides about services or incidents.

pub mod board;
pub mod copy;
pub mod host;
mod subscribe;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

pub use board::Board;

use crate::app::App;
use crate::clock::At;
use crate::http::{self, Problem, Visitor};
use crate::ids::ServiceId;
use crate::language::Language;
use crate::status::feed;
use crate::status::pages::{Links, Maker};
use crate::status::statuspage::{self, Document};
use crate::status::{self, Audience, Incident, Reader};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use board::{Kept, Made, Name};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";

pub fn routes() -> Router<App> {
    Router::new()
        .route("/status", get(page))
        .route("/status/incidents/{public_id}", get(incident))
        .route("/status/history", get(history))
        .route("/status/feed.atom", get(whole_feed))
        .route("/status/components/{id}/feed.atom", get(component_feed))
        .route("/status/calendar.ics", get(calendar))
        .route("/status/subscribe", get(subscribe::show).post(subscribe::ask))
        .route("/status/confirm/{word}", get(subscribe::confirm_page).post(subscribe::confirm))
        .route("/status/unsubscribe/{word}", get(subscribe::own).post(subscribe::leave))
        .route("/status/subscription/{word}", post(subscribe::choose))
        .route("/status/api/v2/{*document}", get(document))
}

/// The page's own address, without a slash at the end.
pub fn url(app: &App) -> String {
    match &app.config.status.host {
        Some(host) => format!("https://{host}"),
        None => format!("{}/status", app.house().public_url),
    }
}

/// Where a link of the desk leads to the page.
pub fn path_or_url(app: &App) -> String {
    match app.config.status.host {
        Some(_) => url(app),
        None => "/status".to_owned(),
    }
}

/// How somebody reads: the part of a page that is theirs.
struct Look {
    reader: Reader,
    theme: &'static str,
    /// The same for all who read alike.
    key: String,
    /// Made for somebody who is signed in.
    is_own: bool,
}

impl Look {
    fn of(language: Language, zone: &str, names_zone: bool, theme: &'static str, is_own: bool) -> Look {
        let known = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let key = format!("{} {zone} {names_zone} {theme}", language.as_str());
        Look { reader: Reader { language, zone: known, names_zone }, theme, key, is_own }
    }
}

/// The state at hand for a visitor who may see it, and how they read.
async fn open(visitor: &Visitor) -> Result<(Arc<Made>, Look), Problem> {
    let app = &visitor.app;
    let made = app.status.current(app).await?;
    let theme = http::theme(visitor).key();
    let own = match made.snapshot.audience {
        Audience::Nobody => return Err(Problem::NotFound),
        Audience::SignedIn => Some(visitor.read(None, |_, signed| Ok(signed.actor.clone())).await?),
        // Whoever is signed in reads in their own zone; when that cannot be asked, as everybody does.
        Audience::Everybody if visitor.session_hash().is_some() => {
            let asked = visitor.read_as_anybody(|_, signed| Ok(signed.map(|s| s.actor.clone()))).await;
            asked.unwrap_or_default()
        }
        Audience::Everybody => None,
    };
    let house = &made.snapshot;
    let look = match own {
        Some(actor) if actor.time_zone.is_empty() => {
            Look::of(Language::for_person(&actor.language), &house.time_zone, true, theme, true)
        }
        Some(actor) => Look::of(Language::for_person(&actor.language), &actor.time_zone, false, theme, true),
        None => {
            let language = visitor.wanted.unwrap_or_else(|| Language::for_person(&house.language));
            Look::of(language, &house.time_zone, true, theme, false)
        }
    };
    Ok((made, look))
}

fn maker<'a>(made: &'a Made, look: &'a Look, desk_url: &'a str) -> Maker<'a> {
    Maker {
        snapshot: &made.snapshot,
        reader: &look.reader,
        theme: look.theme,
        links: Links::served(),
        desk_url,
        now: made.at,
    }
}

/// Where the desk is, seen from the page: on a host of its own that is another one.
fn desk_url(app: &App) -> String {
    match app.config.status.host {
        Some(_) => app.house().public_url.clone(),
        None => String::new(),
    }
}

fn is_shared(made: &Made, look: &Look) -> bool {
    made.snapshot.audience == Audience::Everybody && !look.is_own
}

/// `GET /status`
async fn page(visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    let desk_url = desk_url(&visitor.app);
    let name = Name { what: "page", of: String::new(), look: look.key.clone() };
    let kept = made.get(name, || (HTML, maker(&made, &look, &desk_url).page().html()));
    Ok(kept.answer(&headers, is_shared(&made, &look)))
}

/// `GET /status/incidents/{public_id}`
async fn incident(
    visitor: Visitor,
    Path(public_id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    let desk_url = desk_url(&visitor.app);
    let shared = is_shared(&made, &look);
    let draw = |incident: &Incident| maker(&made, &look, &desk_url).incident_page(incident).html();
    if let Some(incident) = made.snapshot.incident(&public_id) {
        let name = Name { what: "incident", of: public_id.clone(), look: look.key.clone() };
        return Ok(made.get(name, || (HTML, draw(incident))).answer(&headers, shared));
    }
    if public_id.len() > 64 {
        return Err(Problem::NotFound);
    }
    let shown = made.snapshot.clone();
    let found = visitor.app.db.read(move |conn| status::by_public_id(conn, &public_id, &shown)).await?;
    let incident = found.ok_or(Problem::NotFound)?;
    Ok(Kept::new(HTML, draw(&incident)).answer(&headers, shared))
}

#[derive(Deserialize)]
struct Month {
    /// `2026-11`; none: this one.
    month: Option<String>,
}

impl Month {
    fn first_day(&self, today: Date) -> Result<Date, Problem> {
        let Some(text) = &self.month else { return Ok(today.first_of_month()) };
        let date: Date = format!("{text}-01").parse().map_err(|_| Problem::NotFound)?;
        // Nothing is recorded before computers were, or after today.
        if (1970..=today.year()).contains(&date.year()) { Ok(date) } else { Err(Problem::NotFound) }
    }
}

/// `GET /status/history`
async fn history(
    visitor: Visitor,
    Query(wanted): Query<Month>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    let zone = look.reader.zone.clone();
    let month = wanted.first_day(made.at.timestamp().to_zoned(zone.clone()).date())?;
    let start = |date: Date| {
        let start = date.to_zoned(zone.clone()).map_err(|_| Problem::NotFound)?;
        Ok::<_, Problem>(At(start.timestamp().as_microsecond()))
    };
    let next = month.last_of_month().tomorrow().map_err(|_| Problem::NotFound)?;
    let (from, until) = (start(month)?, start(next)?);
    let shown = made.snapshot.clone();
    let (incidents, earliest) = visitor
        .app
        .db
        .read(move |conn| {
            Ok::<_, store::Error>((status::between(conn, from, until, &shown)?, status::first(conn)?))
        })
        .await?;
    let desk_url = desk_url(&visitor.app);
    let html = maker(&made, &look, &desk_url).history_page(month, &incidents, earliest).html();
    Ok(Kept::new(HTML, html).answer(&headers, is_shared(&made, &look)))
}

/// `GET /status/feed.atom`
async fn whole_feed(visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    atom(visitor, None, headers).await
}

/// `GET /status/components/{id}/feed.atom`
async fn component_feed(
    visitor: Visitor,
    Path(id): Path<ServiceId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    atom(visitor, Some(id), headers).await
}

async fn atom(visitor: Visitor, service: Option<ServiceId>, headers: HeaderMap) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    if service.is_some_and(|id| made.snapshot.component(id).is_none()) {
        return Err(Problem::NotFound);
    }
    let of = service.map(|id| id.to_string()).unwrap_or_default();
    let name = Name { what: "atom", of, look: String::new() };
    let kept = made.get(name, || {
        let text = feed::atom(&made.snapshot, service, &url(&visitor.app), made.at);
        ("application/atom+xml; charset=utf-8", text)
    });
    Ok(kept.answer(&headers, is_shared(&made, &look)))
}

/// `GET /status/calendar.ics`
async fn calendar(visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    let name = Name { what: "calendar", of: String::new(), look: String::new() };
    let kept = made
        .get(name, || ("text/calendar; charset=utf-8", feed::calendar(&made.snapshot, &url(&visitor.app))));
    Ok(kept.answer(&headers, is_shared(&made, &look)))
}

/// `GET /status/api/v2/…`
async fn document(
    visitor: Visitor,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (made, look) = open(&visitor).await?;
    let wanted = Document::find(&path).ok_or(Problem::NotFound)?;
    let name = Name { what: "json", of: path, look: String::new() };
    let kept = made.get(name, || {
        let text = statuspage::write(wanted, &made.snapshot, &url(&visitor.app), made.at);
        ("application/json; charset=utf-8", text)
    });
    let mut response = kept.answer(&headers, is_shared(&made, &look));
    if made.snapshot.audience == Audience::Everybody {
        // Other pages may read what everybody may.
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    Ok(response)
}
