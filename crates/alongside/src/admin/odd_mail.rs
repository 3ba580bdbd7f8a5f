//! Mail that needs a look: what could not be taken in, kept whole, to be read again, made a ticket, or set aside.

use super::ADMIN;
use crate::app::App;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::RawMailId;
use crate::inbox::pages::{NeedsALookPage, OddMail, OddMailPage};
use crate::inbox::{self, RawMail, RawState};
use crate::person;
use crate::ticket::create::{NewTicket, create};
use crate::ticket::message::Words;
use crate::ticket::{By, Format, Via};
use crate::view::{Attachment, Place};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

const PAGE_SIZE: i64 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/needs-a-look", get(list))
        .route("/admin/needs-a-look/{id}", get(show))
        .route("/admin/needs-a-look/{id}/raw", get(raw))
        .route("/admin/needs-a-look/{id}/retry", post(retry))
        .route("/admin/needs-a-look/{id}/discard", post(discard))
        .route("/admin/needs-a-look/{id}/ticket", post(make_ticket))
}

#[derive(Deserialize)]
struct Wanted {
    before: Option<i64>,
}

fn odd(m: &RawMail, head: &[u8], reader: &Reader, now: crate::clock::At) -> OddMail {
    let (from, subject) = inbox::glance(head);
    let or = |text: String, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text };
    OddMail {
        id: u64::try_from(m.id.0).unwrap_or(0),
        from: or(or(from, &m.envelope_from), "(nobody named)"),
        subject: or(subject, "(no subject)"),
        size: http::files::size(m.size_bytes),
        at: reader.moment(m.received_at, now),
        why: m.outcome.clone(),
    }
}

async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let before = RawMailId(wanted.before.unwrap_or(i64::MAX));
            let mut found = inbox::page_with_heads(conn, RawState::NeedsLook, before, PAGE_SIZE + 1)?;
            let more = found.len() > 50;
            found.truncate(50);
            let older = match found.last() {
                Some((last, _)) if more => format!("/admin/needs-a-look?before={}", last.id),
                _ => String::new(),
            };
            let reader = Reader::of(&asked.app, &signed.actor);
            // The head tells who and what; whole mails would be megabytes.
            let mails = found.iter().map(|(m, head)| odd(m, head, &reader, signed.now)).collect();
            let desk = desk_frame(conn, &asked, signed, Place::NeedsALook, None)?;
            Ok(NeedsALookPage { desk, mails, older }.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// The lines before the first empty one, as name and value, bounded.
fn headers(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines().take_while(|line| !line.is_empty()).take(400) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':')
            && headers.len() < 50
        {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    headers
}

async fn show(visitor: Visitor, Path(id): Path<RawMailId>) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let html = visitor
        .read(ADMIN, move |conn, signed| {
            let m = inbox::raw_mail(conn, id)?.ok_or(Problem::NotFound)?;
            let head = inbox::head(conn, id)?.unwrap_or_default();
            let message = ::mail::parse(&head);
            let text = String::from_utf8_lossy(&head);
            let reader = Reader::of(&asked.app, &signed.actor);
            let page = OddMailPage {
                desk: desk_frame(conn, &asked, signed, Place::NeedsALook, None)?,
                mail: odd(&m, &head, &reader, signed.now),
                headers: headers(&text),
                raw: text.chars().take(8_000).collect(),
                defects: message.defects.iter().map(ToString::to_string).take(50).collect(),
                original: Attachment {
                    href: format!("/admin/needs-a-look/{id}/raw"),
                    name: format!("mail-{id}.eml"),
                    kind: "MAIL".to_owned(),
                    size: http::files::size(m.size_bytes),
                },
                tries: match m.attempts {
                    0 => String::new(),
                    1 => "tried once".to_owned(),
                    n => format!("tried {n} times"),
                },
            };
            Ok(page.html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

/// The mail as it came, as a download.
async fn raw(visitor: Visitor, Path(id): Path<RawMailId>) -> Result<Response, Problem> {
    let bytes = visitor.read(ADMIN, move |conn, _| inbox::bytes(conn, id)?.ok_or(Problem::NotFound)).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, web::headers::attachment(&format!("mail-{id}.eml"))),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(web::headers::DOWNLOAD_CSP)),
    ];
    Ok((headers, bytes).into_response())
}

fn back(visitor: &Visitor, flash: Flash) -> Response {
    flash.attach(&visitor.app, http::see_other("/admin/needs-a-look"))
}

async fn retry(Path(id): Path<RawMailId>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    let again = visitor.write(ADMIN, move |tx, _| Ok(inbox::retry(tx, id)?)).await?;
    Ok(back(
        &visitor,
        match again {
            true => Flash::good("It is being read once more. If that fails, it comes back here."),
            false => Flash::bad("This mail does not wait for a look any more."),
        },
    ))
}

async fn discard(Path(id): Path<RawMailId>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    visitor.write(ADMIN, move |tx, _| Ok(inbox::dismiss(tx, id)?)).await?;
    Ok(back(&visitor, Flash::good("Set aside. The mail itself is kept as long as any other.")))
}

/// Makes a ticket of what can be read, for whoever seems to have written.
async fn make_ticket(Path(id): Path<RawMailId>, Posted { visitor, .. }: Posted) -> Result<Response, Problem> {
    let (m, bytes) = visitor
        .read(ADMIN, move |conn, _| {
            let m = inbox::raw_mail(conn, id)?
                .filter(|m| m.state == RawState::NeedsLook)
                .ok_or(Problem::NotFound)?;
            Ok((m, inbox::bytes(conn, id)?.unwrap_or_default()))
        })
        .await?;
    let read = tokio::task::spawn_blocking(move || {
        let message = ::mail::parse(&bytes);
        let text = match message.body.full.trim() {
            "" => String::from_utf8_lossy(&bytes[..bytes.len().min(20_000)]).replace('\0', ""),
            text => text.chars().take(crate::ticket::BODY_LENGTH_MAX).collect(),
        };
        (message.from, message.subject.unwrap_or_default(), text)
    });
    let (from, subject, text) = read.await.map_err(|e| Problem::fault(&e.to_string()))?;
    let number = visitor
        .write(ADMIN, move |tx, signed| {
            let named = from.as_ref().map(|f| (f.address.as_str(), f.name.as_deref().unwrap_or_default()));
            let requester = match named.filter(|(a, _)| person::is_address(a)) {
                Some((address, name)) => person::meet(tx, address, name, signed.now)?.id,
                None if person::is_address(&m.envelope_from) => {
                    person::meet(tx, &m.envelope_from, "", signed.now)?.id
                }
                None => signed.actor.id,
            };
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Mail };
            let words =
                Words { body: &text, format: Some(Format::Plain), raw_mail: Some(id.0), ..Words::default() };
            let new =
                NewTicket { requester: Some(requester), subject: &subject, words, ..NewTicket::default() };
            let number = create(tx, &by, &new)?.0.number;
            inbox::dismiss(tx, id)?;
            Ok(number)
        })
        .await?;
    Ok(Flash::good(format!("#{number} holds what could be read."))
        .attach(&visitor.app, http::see_other(&format!("/desk/tickets/{number}"))))
}
