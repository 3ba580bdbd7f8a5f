//! The calendar: month, week and list, clashes, freezes, and addresses for other programs.

use super::one::why;
use super::{DESK, badge, choices, feed as feeds, heard, names, service_choices, service_name, span};
use crate::change::clash::Freeze;
use crate::change::feed::{self, What};
use crate::change::pages::{CalendarPage, ClashRow, Day, FeedRow, FreezeRow, Item};
use crate::change::{self, Change, FreezeWindowId, Refused, clash, freeze as freezing, rule};
use crate::clock::{At, DAY};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame};
use crate::ids::{ChangeId, ServiceId};
use crate::service;
use crate::view::{Errors, Place};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use store::Conn;
use web::form::Form;

/// The list looks so many days ahead.
const LIST_DAYS: i64 = 56;

#[derive(Clone, Default, Deserialize)]
pub(super) struct Asked {
    show: Option<String>,
    day: Option<String>,
}

/// What the page says besides: the address of a feed just made, or a form that was refused.
#[derive(Clone, Default)]
pub(super) struct Made {
    pub address: String,
    pub errors: Errors,
    pub form: Form,
}

/// `GET /desk/calendar?show=…&day=…`
pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let html = page(&visitor, asked, Made::default()).await?;
    Ok(http::finish(&visitor, html))
}

pub(super) async fn page(visitor: &Visitor, asked: Asked, made: Made) -> Result<String, Problem> {
    let frame = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let show = match asked.show.as_deref() {
                None | Some("" | "month") => "month",
                Some("week") => "week",
                Some("list") => "list",
                Some(_) => return Err(Problem::NotFound),
            };
            let reader = Reader::of(&frame.app, &signed.actor);
            let today = signed.now.timestamp().to_zoned(reader.zone.clone()).date();
            let day = asked.day.as_deref().and_then(|d| d.parse::<Date>().ok()).unwrap_or(today);
            // Far from today there is nothing, and the library's calendar has an end.
            let day = if (1970..=2200).contains(&day.year()) { day } else { today };
            let mut page = filled(conn, signed, &reader, show, day, today)?;
            page.desk = desk_frame(conn, &frame, signed, Place::Calendar, None)?;
            page.made = made.address.clone();
            page.errors = made.errors.clone();
            page.name = made.form.get("name").to_owned();
            page.reason = made.form.get("reason").to_owned();
            page.from = made.form.get("from").to_owned();
            page.until = made.form.get("until").to_owned();
            Ok(page.html())
        })
        .await
}

/// The first day shown, how many, and the days on which the pages before and after begin.
fn shown(show: &str, day: Date) -> (Date, i64, Date, Date) {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.saturating_sub(back.days());
    match show {
        "week" => (monday, 7, monday.saturating_sub(7.days()), monday.saturating_add(7.days())),
        "list" => {
            (day, LIST_DAYS, day.saturating_sub(LIST_DAYS.days()), day.saturating_add(LIST_DAYS.days()))
        }
        _ => {
            let first = day.first_of_month();
            let before = i64::from(first.weekday().to_monday_zero_offset());
            let start = first.saturating_sub(before.days());
            let length = before + i64::from(first.days_in_month());
            (start, (length + 6) / 7 * 7, first.saturating_sub(1.months()), first.saturating_add(1.months()))
        }
    }
}

fn midnight(day: Date, zone: &TimeZone) -> At {
    let start = day.to_zoned(zone.clone()).map(|z| z.timestamp().as_microsecond());
    At(start.unwrap_or(0))
}

fn filled(
    conn: &mut Conn,
    signed: &Signed,
    reader: &Reader,
    show: &'static str,
    day: Date,
    today: Date,
) -> Result<CalendarPage, Problem> {
    let zone = &reader.zone;
    let (first, count, previous, next) = shown(show, day);
    let end = first.saturating_add(count.days());
    let (from, until) = (midnight(first, zone), midnight(end, zone));
    let changes = change::between(conn, from, until)?;
    let ids: Vec<ChangeId> = changes.iter().map(|c| c.id).collect();
    let services = change::services_of(conn, &ids)?;
    let known = service::known(conn)?;
    let clashes = clash::among(conn, &changes)?;
    let clashing: BTreeSet<ChangeId> = clashes.iter().flat_map(|c| [c.a, c.b]).collect();
    let of: HashMap<ChangeId, &Change> = changes.iter().map(|c| (c.id, c)).collect();
    let freezes = change::freezes(conn, from, until)?;
    let mut days = Vec::new();
    for offset in 0..count {
        let date = first.saturating_add(offset.days());
        let (start, end) = (midnight(date, zone), midnight(date.saturating_add(1.days()), zone));
        let items: Vec<Item> = changes
            .iter()
            .filter(|c| c.window().is_some_and(|(from, until)| from < end && until > start))
            .map(|c| Item {
                href: c.path(),
                title: c.title.clone(),
                time: hours(zone, c, start, end),
                badge: badge(c.state),
                services: names(&known, services.get(&c.id).map(Vec::as_slice).unwrap_or_default()),
                clashes: clashing.contains(&c.id) && !c.state.is_over(),
            })
            .collect();
        if show == "list" && items.is_empty() {
            continue;
        }
        let frozen: Vec<&str> =
            freezes.iter().filter(|f| f.from < end && f.until > start).map(|f| f.name.as_str()).collect();
        days.push(Day {
            iso: date.to_string(),
            number: match date.day() == 1 || offset == 0 {
                true => date.strftime("%-d %b").to_string(),
                false => date.day().to_string(),
            },
            name: date.strftime("%A %-d %B").to_string(),
            today: date == today,
            outside: show == "month" && date.month() != day.month(),
            frozen: frozen.join(", "),
            items,
        });
    }
    let mut clash_rows = Vec::new();
    for found in &clashes {
        let (Some(a), Some(b)) = (of.get(&found.a), of.get(&found.b)) else { continue };
        if a.state.is_over() || b.state.is_over() {
            continue;
        }
        clash_rows.push(ClashRow {
            a: (a.name(), a.path()),
            b: (b.name(), b.path()),
            why: why(conn, &found.why)?,
        });
    }
    let ahead = change::freezes(conn, signed.now, signed.now.plus(400 * DAY))?;
    let mut feed_rows = Vec::new();
    for one in feed::of(conn, signed.actor.id)? {
        feed_rows.push(FeedRow {
            id: one.id.to_string(),
            what: feeds::name(conn, one.what)?,
            read: one.read_at.map_or(String::new(), |at| {
                match reader.moment(at, signed.now).short.as_str() {
                    "now" => "read just now".to_owned(),
                    short => format!("read {short} ago"),
                }
            }),
        });
    }
    Ok(CalendarPage {
        show,
        title: title(show, day, first, end),
        day: day.to_string(),
        previous: previous.to_string(),
        next: next.to_string(),
        today: today.to_string(),
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        days,
        clashes: clash_rows,
        freezes: ahead.iter().map(|f| freeze_row(&known, zone, f, signed.now)).collect(),
        feeds: feed_rows,
        whats: whats(conn, signed)?,
        may_freeze: rule::may_decide(signed.actor.role),
        services: service_choices(conn, "Everything", None)?,
        ..CalendarPage::default()
    })
}

fn title(show: &str, day: Date, first: Date, end: Date) -> String {
    let last = end.saturating_sub(1.days());
    match show {
        "week" if first.month() == last.month() => {
            format!("{} – {}", first.day(), last.strftime("%-d %B %Y"))
        }
        "week" => format!("{} – {}", first.strftime("%-d %B"), last.strftime("%-d %B %Y")),
        "list" => format!("From {}", first.strftime("%-d %B %Y")),
        _ => day.strftime("%B %Y").to_string(),
    }
}

/// The part of a window that lies on a day.
fn hours(zone: &TimeZone, c: &Change, start: At, end: At) -> String {
    let Some((from, until)) = c.window() else { return String::new() };
    let clock = |at: At| at.timestamp().to_zoned(zone.clone()).strftime("%H:%M").to_string();
    match (from >= start, until <= end) {
        (true, true) => format!("{} – {}", clock(from), clock(until)),
        (true, false) => format!("from {}", clock(from)),
        (false, true) => format!("until {}", clock(until)),
        (false, false) => "all day".to_owned(),
    }
}

fn freeze_row(known: &[service::Service], zone: &TimeZone, f: &Freeze, now: At) -> FreezeRow {
    FreezeRow {
        id: f.id.to_string(),
        name: f.name.clone(),
        reason: f.reason.clone(),
        when: span(zone, f.from, f.until, now),
        service: f.service.map_or(String::new(), |id| service_name(known, id)),
    }
}

fn whats(conn: &mut Conn, signed: &Signed) -> Result<crate::view::Choices, store::Error> {
    let mut pairs = Vec::new();
    let mut all = vec![What::All, What::Mine];
    all.extend(signed.actor.teams.iter().map(|id| What::Team(*id)));
    all.extend(service::known(conn)?.iter().filter(|s| s.active).map(|s| What::Service(s.id)));
    for what in all {
        pairs.push((what.to_text(), feeds::name(conn, what)?));
    }
    Ok(choices(pairs, "changes"))
}

/// `POST /desk/calendar/freezes`: `name`, `reason`, `from`, `until` (local), `service`.
pub(super) async fn freeze(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    let (sent, app) = (form.clone(), visitor.app.clone());
    let done = visitor
        .write(DESK, move |tx, signed| {
            if !rule::may_decide(signed.actor.role) {
                return Err(Problem::Forbidden);
            }
            let reader = Reader::of(&app, &signed.actor);
            let times = reader.at(sent.get("from")).zip(reader.at(sent.get("until")));
            let Some(times) = times else { return Ok(Err(Refused::NoSuchWindow)) };
            let service: Option<ServiceId> = sent.parse("service");
            let words = (sent.get("name"), sent.get("reason"));
            heard(tx.attempt(|tx| freezing::add(tx, &signed.actor, words, times, service)))
        })
        .await?;
    match done {
        Ok(_) => Ok(Flash::good("Added.").attach(&visitor.app, http::see_other("/desk/calendar#freezes"))),
        Err(refused) => {
            let mut errors = Errors::default();
            let (field, words) = match &refused {
                Refused::NoName => ("name", refused.to_string()),
                _ => ("until", "Please choose an end after the start, at most 200 days later.".to_owned()),
            };
            errors.add(field, &words);
            let made = Made { errors, form, ..Made::default() };
            let html = page(&visitor, Asked::default(), made).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
    }
}

/// `POST /desk/calendar/freezes/{id}/removal`
pub(super) async fn unfreeze(
    Path(id): Path<FreezeWindowId>,
    Posted { visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let done = visitor
        .write(DESK, move |tx, signed| super::attempt(tx, |tx| freezing::remove(tx, &signed.actor, id)))
        .await?;
    match done {
        true => Ok(Flash::good("Removed.").attach(&visitor.app, http::see_other("/desk/calendar#freezes"))),
        false => Err(Problem::NotFound),
    }
}
