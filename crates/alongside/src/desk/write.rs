//! Writing at the desk: replies and notes, drafts and uploads, taking a reply back, new tickets on behalf of
//! somebody, and the preview.

use super::act::{on_ticket, outcome, person_typed};
use super::list::shown;
use super::opened::Opened;
use super::ticket::{self as page, Kept};
use super::unsaid::{Unsaid, promised, refusals};
use super::{DESK, coach, path, ticket_of};
use crate::clock::SECOND;
use crate::http::files::{keep_files, size};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, Visitor, desk_frame};
use crate::ids::{AttachmentId, MessageId, OutgoingId};
use crate::markdown;
use crate::once::{Press, once};
use crate::outgoing;
use crate::person::Power;
use crate::promise;
use crate::secret;
use crate::ticket::attachment::NewAttachment;
use crate::ticket::create::{self as creating, NewTicket};
use crate::ticket::look::looked;
use crate::ticket::message::Words;
use crate::ticket::pages::NewTicketPage;
use crate::ticket::reply::{self as replying, Wish};
use crate::ticket::{self, By, MessageKind, Refused, Then, UNDO_TIME, Via, draft as drafting};
use crate::view::{Choices, Errors, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::form::Form;

fn uploads(form: &Form) -> Vec<AttachmentId> {
    form.all("upload").filter_map(|id| id.parse().ok()).take(50).collect()
}

/// One press of the composer's button: its key, what it says and what hangs on it.
fn press(form_name: &str, number: i64, form: &Form, body: &str, files: &[NewAttachment]) -> Option<Press> {
    let number = number.to_string();
    let said = [number.as_str(), form.get("then"), body].into_iter();
    let promised = form.fields().filter(|(name, _)| name.starts_with("offer") || name.starts_with("fate_"));
    let promised = promised.flat_map(|(name, value)| [name, value]);
    let parts =
        said.chain(promised).chain(form.all("upload")).chain(files.iter().map(|f| f.blob_hash.as_str()));
    Press::new(form_name, form.get("once"), parts)
}

/// What a refused message comes back with: the page, and everything that was typed.
async fn back(
    visitor: &Visitor,
    (number, opened): (i64, Opened),
    form: &Form,
    as_note: bool,
    by_script: bool,
    refused: &Unsaid,
) -> Result<Response, Problem> {
    if by_script {
        return Ok((StatusCode::CONFLICT, refused.to_string()).into_response());
    }
    let kept = Kept {
        reply: form.has("body").then(|| form.get("body").to_owned()),
        note: form.has("note").then(|| form.get("note").to_owned()),
        as_note,
        error: match refused {
            Unsaid::Ticket(Refused::NewMessages) => String::new(),
            other => other.to_string(),
        },
        conflict: *refused == Unsaid::Ticket(Refused::NewMessages),
        read: coach::came_back(form),
    };
    let html = page::page(visitor, number, opened, kept).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}

/// `POST …/replies`: `body`, `then` (empty, `wait`, `resolve`), `seen`, `upload`…, `files`.
pub(super) async fn reply(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, mut form, by_script } = posted;
    // Without scripts one button serves both tabs.
    if form.get("kind") == "note" {
        return note(Path(number), opened, Posted { visitor, form, by_script }).await;
    }
    let files = keep_files(&visitor, std::mem::take(&mut form.files)).await?;
    let then = match form.get("then") {
        "wait" => Then::Wait,
        "resolve" => Then::Resolve,
        _ => Then::KeepOpen,
    };
    let wish = Wish { then, seen: form.parse("seen"), held: false };
    let (body, uploads) = (form.get("body").to_owned(), uploads(&form));
    let press = press("reply", number, &form, &body, &files);
    let (app, sent) = (visitor.app.clone(), form.clone());
    let done = visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            let words = Words { body: &body, uploads: &uploads, files: &files, ..Words::default() };
            let said = coach::said(&sent, &Reader::of(&app, by.actor));
            refusals(tx.attempt(|tx| {
                once(tx, by.actor.id, press.as_ref(), by.now, |tx| {
                    let id = replying::reply(tx, &by, &ticket, &words, wish)?;
                    promise::say(tx, by.actor, by.now, (id, &body), &said, &promised(&by, &ticket))?;
                    looked(tx, by.actor.id, &ticket, id, by.now)?;
                    Ok(id)
                })
            }))
        })
        .await?;
    match done {
        Ok(id) => {
            let until = visitor.app.clock.now().plus(UNDO_TIME).timestamp();
            let mut flash = Flash::good(match then {
                Then::Resolve => "Your reply goes out in a moment, and the ticket is resolved.",
                Then::Wait => "Your reply goes out in a moment. Now it is their turn.",
                Then::KeepOpen => "Your reply goes out in a moment.",
            })
            .with_undo(format!("{}/outgoing/m{id}/cancellation", path(number)));
            flash.until = until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            if by_script {
                return Ok(axum::Json(
                    serde_json::json!({ "message": shown(id.0), "seconds": UNDO_TIME / SECOND }),
                )
                .into_response());
            }
            Ok(flash.attach(&visitor.app, http::see_other(&format!("{}#m{id}", opened.path(number)))))
        }
        Err(refused) => back(&visitor, (number, opened), &form, false, by_script, &refused).await,
    }
}

/// `POST …/notes`: `note`, `upload`…, `files`.
pub(super) async fn note(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, mut form, by_script } = posted;
    let files = keep_files(&visitor, std::mem::take(&mut form.files)).await?;
    let (body, uploads) = (form.get("note").to_owned(), uploads(&form));
    let press = press("note", number, &form, &body, &files);
    let done = visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            let words = Words { body: &body, uploads: &uploads, files: &files, ..Words::default() };
            refusals(tx.attempt(|tx| {
                once(tx, by.actor.id, press.as_ref(), by.now, |tx| {
                    let id = replying::note(tx, &by, &ticket, &words)?;
                    looked(tx, by.actor.id, &ticket, id, by.now)?;
                    Ok(id)
                })
            }))
        })
        .await?;
    match done {
        Ok(id) if by_script => Ok(axum::Json(serde_json::json!({ "message": shown(id.0) })).into_response()),
        Ok(id) => Ok(http::see_other(&format!("{}#m{id}", opened.path(number)))),
        Err(refused) => back(&visitor, (number, opened), &form, true, by_script, &refused).await,
    }
}

/// `POST …/draft`: `kind` and `body`, as typed.
pub(super) async fn draft(Path(number): Path<i64>, posted: Posted) -> Result<StatusCode, Problem> {
    let Posted { visitor, form, .. } = posted;
    let kind: MessageKind = form.parse("kind").ok_or(Problem::Unreadable)?;
    let body = form.get("body").to_owned();
    visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            Ok(drafting::keep(tx, &by, &ticket, kind, &body)?)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST …/uploads`: files for a message still being written; answers with their ids, names and sizes.
pub(super) async fn upload(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let files = keep_files(&visitor, form.files).await?;
    let listed = visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let mut listed = Vec::new();
            for file in &files {
                let id = ticket::upload(tx, signed.actor.id, Some(ticket.id), file, signed.now)?;
                listed.push(serde_json::json!({
                    "id": id.to_string(), "name": file.filename, "size": size(file.size_bytes),
                }));
            }
            Ok(listed)
        })
        .await?;
    Ok(axum::Json(listed).into_response())
}

pub(super) async fn remove_upload(
    Path((number, id)): Path<(i64, AttachmentId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, by_script, .. } = posted;
    let done = visitor.write(DESK, move |tx, signed| Ok(ticket::drop_upload(tx, signed.actor.id, id)?)).await;
    outcome(&visitor, &opened.path(number), by_script, done.map(|_| None))
}

/// `POST …/outgoing/{id}/cancellation`: takes a reply back; `id` is that of one of its mails, or `m` and its own.
pub(super) async fn undo_send(
    Path((number, id)): Path<(i64, String)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let message = match id.strip_prefix('m') {
            Some(own) => own.parse().ok().map(MessageId),
            None => match id.parse().ok().map(OutgoingId) {
                Some(mail) => outgoing::find(tx, mail)?.and_then(|mail| mail.message),
                None => None,
            },
        };
        replying::withdraw(tx, by, ticket, message.ok_or(Problem::NotFound)?)?;
        Ok(Some(Flash::good("Taken back. Nothing was sent; your words are in the box below.")))
    })
    .await
}

/// `POST …/outgoing/{id}/retry`: one more try for a mail that was given up.
pub(super) async fn send_again(
    Path((number, id)): Path<(i64, OutgoingId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        if !by.actor.may(Power::Reply) {
            return Err(Problem::Forbidden);
        }
        if outgoing::find(tx, id)?.is_none_or(|mail| mail.ticket != Some(ticket.id)) {
            return Err(Problem::NotFound);
        }
        outgoing::send_again(tx, id, by.now)?;
        Ok(Some(Flash::good("We try to deliver it again.")))
    })
    .await
}

pub(super) async fn accept_held(
    Path((number, id)): Path<(i64, MessageId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        replying::accept_held(tx, by, ticket, id)?;
        Ok(Some(Flash::good("Accepted: it is your reply now, and goes out.")))
    })
    .await
}

pub(super) async fn discard_held(
    Path((number, id)): Path<(i64, MessageId)>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        replying::discard_held(tx, by, ticket, id)?;
        Ok(Some(Flash::good("Discarded. Nothing was sent.")))
    })
    .await
}

/// `POST /desk/preview`: Markdown as it will look.
pub(super) async fn preview(Posted { visitor, form, .. }: Posted) -> Result<Response, Problem> {
    visitor.read(DESK, |_, _| Ok(())).await?;
    let text =
        if form.get("kind") == "note" && form.has("note") { form.get("note") } else { form.get("body") };
    Ok(http::page(markdown::to_html(text)))
}

/// `GET /desk/new`
pub(super) async fn new_page(visitor: Visitor) -> Result<Response, Problem> {
    let html = new_ticket_page(&visitor, &Form::from_pairs(&[("take", "1")]), Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn new_ticket_page(visitor: &Visitor, form: &Form, errors: Errors) -> Result<String, Problem> {
    let (asked, form) = (visitor.clone(), form.clone());
    let key = match form.get("once") {
        "" => secret::new_token()?,
        sent => sent.to_owned(),
    };
    visitor
        .read(Some(Power::AskForOthers), move |conn, signed| {
            let page = NewTicketPage {
                desk: desk_frame(conn, &asked, signed, Place::New, None)?,
                key: key.clone(),
                errors: errors.clone(),
                requester: form.get("requester").to_owned(),
                subject: form.get("subject").to_owned(),
                body: form.get("body").to_owned(),
                goal: form.get("goal").to_owned(),
                blocks: page::blocked_choices(form.parse("blocked").unwrap_or(ticket::Blocked::Unknown)),
                impacts: page::impact_choices(form.parse("impact").unwrap_or(ticket::Impact::One)),
                ways: Choices::of(
                    &[
                        ("telephone", "On the telephone"),
                        ("in_person", "In person"),
                        ("other", "Another way"),
                    ],
                    form.get("via"),
                ),
                teams: page::team_choices(conn, form.parse("team"))?,
                services: page::service_choices(conn, form.parse("service"))?,
                take: form.has("take"),
            };
            Ok(page.html())
        })
        .await
}

/// `POST /desk/tickets`: a ticket on somebody's behalf.
pub(super) async fn create(posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, mut form, .. } = posted;
    let mut errors = Errors::default();
    if form.get("requester").trim().is_empty() {
        errors.add("requester", "Say who asks: a name we know, or a mail address.");
    }
    if form.get("subject").trim().is_empty() && form.get("body").trim().is_empty() {
        errors.add("subject", "Give it a few words, so that colleagues find it again.");
    }
    if errors.is_empty() {
        let files = keep_files(&visitor, std::mem::take(&mut form.files)).await?;
        let sent = form.clone();
        let said = [form.get("requester"), form.get("subject"), form.get("body")].join("\n");
        let press = press("ticket", 0, &form, &said, &files);
        let done = visitor.write(Some(Power::AskForOthers), move |tx, signed| {
            let requester = person_typed(tx, sent.get("requester").trim(), signed.now)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            let body = match sent.get("body").trim() {
                "" => sent.get("subject"),
                _ => sent.get("body"),
            };
            let new = NewTicket {
                requester: Some(requester),
                subject: sent.get("subject"),
                words: Words { body, files: &files, ..Words::default() },
                goal: sent.get("goal"),
                blocked: sent.parse("blocked"),
                impact: sent.parse("impact"),
                team: sent.parse("team"),
                service: sent.parse("service"),
                owner: sent.has("take").then_some(signed.actor.id),
                receipt: true,
                ..NewTicket::default()
            };
            once(tx, by.actor.id, press.as_ref(), by.now, |tx| {
                Ok::<_, Problem>(creating::create(tx, &by, &new)?.0.number)
            })
        });
        match done.await {
            Ok(number) => {
                let flash = Flash::good(format!("#{number} is open, and they know you have it."));
                return Ok(flash.attach(&visitor.app, http::see_other(&path(number))));
            }
            Err(Problem::Refused(why)) => errors.add("requester", &why),
            Err(problem) => return Err(problem),
        }
    }
    let html = new_ticket_page(&visitor, &form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
}
