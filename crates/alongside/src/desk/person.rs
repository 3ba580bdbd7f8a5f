//! One person at the desk: how to reach them, and what they asked. What is noted there is theirs too: they see it in
//! their profile.

use super::DESK;
use super::list::{shown, status};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, desk_frame, encoded, face};
use crate::ids::PersonId;
use crate::person::pages::{AboutFields, AboutWords};
use crate::person::{self, About, Detail, Person, Power, Role};
use crate::ticket::list::{self, Filter, Page};
use crate::ticket::pages::{RecentTicket, RequesterPage};
use crate::view::{Choices, Place};
use axum::extract::Path;
use axum::response::Response;
use jiff::tz::TimeZone;
use store::Conn;

/// Tickets shown of one person; the rest is a search away.
const TICKETS_MAX: i64 = 20;

/// `GET /desk/people/{id}`
pub(super) async fn show(visitor: Visitor, Path(id): Path<PersonId>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(DESK, move |conn, signed| {
            let person = person::find(conn, id)?.ok_or(Problem::NotFound)?;
            Ok(build(conn, &asked, signed, person)?.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn build(conn: &mut Conn, visitor: &Visitor, signed: &Signed, p: Person) -> Result<RequesterPage, Problem> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    let filter = Filter { requesters: vec![p.id], ..Filter::default() };
    let found = list::list(conn, &signed.actor, &filter, Page::First, TICKETS_MAX)?;
    let tickets = found.items.into_iter().map(|item| RecentTicket {
        number: shown(item.number),
        status: status(item.status),
        at: reader.moment(item.activity_at, signed.now),
        subject: item.subject,
    });
    let admin =
        if signed.actor.may(Power::Administer) { format!("/admin/people/{}", p.id) } else { String::new() };
    Ok(RequesterPage {
        desk: desk_frame(conn, visitor, signed, Place::Elsewhere, None)?,
        id: p.id.0,
        face: face(p.id, &p.name, p.role != Role::Requester),
        addresses: person::addresses_of(conn, p.id)?,
        address_fails: person::undeliverable(conn, &p.address)?.is_some(),
        local_time: local_time(visitor, signed, &p),
        detail: detail_words(p.about.detail).to_owned(),
        can_edit: signed.actor.may(Power::DescribePeople) && p.role <= signed.actor.role,
        admin,
        tickets: tickets.collect(),
        more: match found.older {
            Some(_) => format!("/desk/search?q=from%3A{}", encoded(&p.address)),
            None => String::new(),
        },
        about: AboutFields {
            words: AboutWords::of_others(),
            work: p.about.work,
            telephone: p.about.telephone,
            reach: p.about.reach,
            details: Choices::of(
                &[
                    ("plain", "Plain words only"),
                    ("some", "Some detail"),
                    ("full", "Everything, also the technical part"),
                ],
                p.about.detail.as_str(),
            ),
        },
    })
}

/// What time it is where they are, when that is another time than ours.
pub(super) fn local_time(visitor: &Visitor, signed: &Signed, p: &Person) -> String {
    if p.time_zone.is_empty() || p.time_zone == visitor.app.house().time_zone {
        return String::new();
    }
    let there = TimeZone::get(&p.time_zone).unwrap_or(TimeZone::UTC);
    let now = signed.now.timestamp().to_zoned(there);
    format!("{} ({})", now.strftime("%H:%M"), p.time_zone)
}

/// How to write to somebody, where that is worth a word.
pub(super) fn detail_words(detail: Detail) -> &'static str {
    match detail {
        Detail::Plain => "Plain words, please",
        Detail::Middle => "",
        Detail::Full => "Wants all the detail",
    }
}

/// `POST /desk/people/{id}`: `work`, `telephone`, `reach`, `detail`.
pub(super) async fn save(
    Path(id): Path<PersonId>,
    Posted { visitor, form, .. }: Posted,
) -> Result<Response, Problem> {
    let about = About::from_fields(|name| form.get(name));
    visitor
        .write(Some(Power::DescribePeople), move |tx, signed| {
            person::find(tx, id)?.ok_or(Problem::NotFound)?;
            Ok(person::describe(tx, &signed.actor, id, &about)?)
        })
        .await?;
    Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other(&format!("/desk/people/{id}"))))
}
