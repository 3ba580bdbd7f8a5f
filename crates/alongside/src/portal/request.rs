//! One request: where it stands, what was said, writing back, and saying whether it is solved.

use super::ask::{files_of, key, sender, waiting};
use super::pages::{Line, RequestPage, Stage, ThanksPage};
use super::words::{self, Standing};
use super::{asker, frame, limit, texts};
use crate::clock::At;
use crate::http::told::Told;
use crate::http::{self, Flash, Posted, Problem, Signed, Visitor, Written, face, files};
use crate::ids::{MessageId, PersonId};
use crate::markdown;
use crate::once::{Press, once};
use crate::person::{self, Role};
use crate::promise::{self, Promise, Subject};
use crate::ticket::attachment::{Attachment, NewAttachment};
use crate::ticket::change::{self, Change};
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::{Message, Words};
use crate::ticket::reply::{self as replying, Wish};
use crate::ticket::{self, By, Format, Refused, Status, Ticket, Via, look, merge, wait};
use crate::view::{Errors, Face, Html};
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Conn;
use web::form::Form;

/// Messages on one page.
const MESSAGES_MAX: i64 = 500;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    thanks: String,
}

/// A request, or where to go instead.
enum Found {
    Here(Box<Ticket>),
    /// It went on elsewhere, or the reader works on it at the desk.
    Elsewhere(String),
}

/// The request of this number as its asker or somebody who follows it sees it.
fn find(conn: &mut Conn, signed: &Signed, number: i64) -> Result<Found, Problem> {
    let actor = asker(signed);
    let own = ticket::find(conn, &actor, number)?;
    if signed.actor.is_staff() && own.as_ref().is_none_or(|t| t.requester != actor.id) {
        // A colleague sees it at the desk, if it is there at all.
        return match ticket::find(conn, &signed.actor, number)? {
            Some(_) => Ok(Found::Elsewhere(format!("/desk/tickets/{number}"))),
            None => Err(Problem::NotFound),
        };
    }
    let ticket = own.ok_or(Problem::NotFound)?;
    if ticket.merged_into.is_some() {
        let into = merge::follow(conn, ticket.clone())?;
        if into.id != ticket.id && ticket::find(conn, &actor, into.number)?.is_some() {
            return Ok(Found::Elsewhere(format!("/requests/{}", into.number)));
        }
    }
    Ok(Found::Here(Box::new(ticket)))
}

/// What `show` found.
enum Seen {
    /// The page, and what to note: the ticket and its newest message, when the reader has not seen that before.
    Page(String, Option<(Box<Ticket>, MessageId)>),
    Elsewhere(String),
}

/// `GET /requests/{number}`; with `thanks=1` what happens next, right after asking.
pub(super) async fn show(
    visitor: Visitor,
    Path(number): Path<i64>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let asked = visitor.clone();
    let thanks = wanted.thanks == "1";
    let seen = visitor
        .read(None, move |conn, signed| match find(conn, signed, number)? {
            Found::Elsewhere(path) => Ok(Seen::Elsewhere(path)),
            Found::Here(ticket) if thanks => {
                Ok(Seen::Page(thanks_page(conn, &asked, signed, &ticket)?.html(), None))
            }
            Found::Here(ticket) => {
                let (page, newest) = build(conn, &asked, signed, &ticket, &Form::default())?;
                Ok(Seen::Page(page.html(), newest.map(|newest| (ticket, newest))))
            }
        })
        .await?;
    match seen {
        Seen::Page(html, news) => {
            if let Some((ticket, newest)) = news {
                // The page is worth more than the note: when it cannot be kept, the mark stays a little longer.
                let _ = visitor
                    .write(None, move |tx, signed| {
                        Ok(look::looked(tx, signed.actor.id, &ticket, newest, signed.now)?)
                    })
                    .await;
            }
            Ok(http::finish(&visitor, html))
        }
        Seen::Elsewhere(path) => Ok(http::see_other(&path)),
    }
}

fn shown(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn owner_of(conn: &mut Conn, ticket: &Ticket) -> Result<Option<Face>, Problem> {
    Ok(match ticket.owner {
        Some(id) => person::find(conn, id)?.map(|p| face(p.id, &p.name, true)),
        None => None,
    })
}

fn standing(ticket: &Ticket) -> Standing {
    Standing {
        status: ticket.status,
        has_owner: ticket.owner.is_some(),
        snoozed_until: ticket.snoozed_until,
        activity_at: ticket.activity_at,
    }
}

fn thanks_page(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
) -> Result<ThanksPage, Problem> {
    Ok(ThanksPage {
        shell: frame(visitor, Some(signed), "ask"),
        number: shown(ticket.number),
        owner: owner_of(conn, ticket)?,
        wait: words::wait(wait::known(conn)?, texts(signed)),
        address: person::find(conn, signed.actor.id)?.map(|p| p.address).unwrap_or_default(),
    })
}

/// The page, and its newest message when the reader has not seen it before.
fn build(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    form: &Form,
) -> Result<(RequestPage, Option<MessageId>), Problem> {
    let told = Told::of(&visitor.app, &signed.actor);
    let actor = asker(signed);
    let owner = owner_of(conn, ticket)?;
    let stage = words::stage(standing(ticket));
    let messages = ticket::messages(conn, &actor, ticket.id, MessageId(0), MESSAGES_MAX, signed.now)?;
    let mut files: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    if messages.iter().any(|m| m.attachment_count > 0) {
        for file in ticket::attachments(conn, ticket.id)? {
            if let Some(message) = file.message {
                files.entry(message).or_default().push(file);
            }
        }
    }
    let look = look::last(conn, actor.id, ticket.id)?;
    let newest = messages.last().map(|m| m.id).filter(|id| look.is_none_or(|look| look.message < *id));
    let path = format!("/requests/{}", ticket.number);
    let lines = messages.iter().map(|m| {
        let own = files.get(&m.id).into_iter().flatten();
        let unread = look.is_some_and(|look| look.message < m.id) && m.author != actor.id;
        let attachments = own.map(|a| files::link(&path, a)).collect();
        Line { attachments, unread, ..line(m, &path, actor.id, &told, signed) }
    });
    let shell = frame(visitor, Some(signed), "requests");
    let page = RequestPage {
        trouble: super::trouble::in_request(conn, ticket, &shell, &told, signed.now)?,
        shell,
        key: key(form)?,
        number: shown(ticket.number),
        subject: ticket.subject.clone(),
        stage,
        next: match next_promise(conn, ticket, signed.now)? {
            Some((name, promise)) => words::promised(&name, &promise, &told),
            None => words::next(standing(ticket), owner.as_ref().map(Face::first), &told),
        },
        wait: match stage {
            Stage::Received => words::wait(wait::known(conn)?, told.texts()),
            _ => String::new(),
        },
        owner,
        lines: lines.collect(),
        limit: limit(visitor, told.texts()),
        ..RequestPage::default()
    };
    Ok((page, newest))
}

/// What was promised on an open request and is due next, and by whom.
fn next_promise(
    conn: &mut Conn,
    ticket: &Ticket,
    now: At,
) -> Result<Option<(String, Promise)>, store::Error> {
    if !ticket.status.is_open() {
        return Ok(None);
    }
    let open = promise::open_of(conn, Subject::Ticket(ticket.id))?;
    // What a reply promises is told when the reply itself can no longer be taken back.
    let is_said = |p: &Promise| p.made_in.is_none() || now.since(p.made_at) >= ticket::UNDO_TIME;
    let Some(promise) = open.into_iter().find(|p| p.due_at > now && is_said(p)) else { return Ok(None) };
    let name = person::find(conn, promise.owner)?.map(|p| p.name).unwrap_or_default();
    Ok(Some((name, promise)))
}

fn line(m: &Message, path: &str, me: PersonId, told: &Told, signed: &Signed) -> Line {
    let to_html = |text: &str| {
        Html(match m.format {
            Format::Markdown => markdown::to_html(text),
            Format::Plain => markdown::plain_to_html(text),
        })
    };
    let mine = m.author == me;
    let mut who = face(m.author, &m.author_name, m.author_role != Role::Requester && !mine);
    if mine {
        who.name = told.texts().say("request-you");
    }
    Line {
        id: shown(m.id.0),
        who,
        mine,
        at: told.moment(m.created_at, signed.now),
        body: to_html(&m.body),
        quoted: (!m.folded.trim().is_empty()).then(|| to_html(&m.folded)),
        original: if m.has_html { format!("{path}/messages/{}/original", m.id) } else { String::new() },
        ..Line::default()
    }
}

/// A reply back in front of its writer, with everything that was typed. Somebody who is not signed in sees only
/// what they wrote themselves.
async fn back(
    visitor: &mut Visitor,
    number: i64,
    form: &Form,
    errors: Errors,
    kept: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let cookie = visitor.csrf_for_strangers()?;
    let asked = visitor.clone();
    let sent = form.clone();
    let mut page = visitor
        .read_as_anybody(move |conn, signed| {
            if let Some(signed) = signed
                && let Found::Here(ticket) = find(conn, signed, number)?
            {
                return Ok(build(conn, &asked, signed, &ticket, &sent)?.0);
            }
            let shell = frame(&asked, signed, "requests");
            Ok(RequestPage {
                key: key(&sent)?,
                number: shown(number),
                subject: shell.t.say("request-your-answer"),
                limit: limit(&asked, shell.t),
                shell,
                ..RequestPage::default()
            })
        })
        .await?;
    page.errors = errors;
    page.reply = form.get("body").to_owned();
    page.kept = kept;
    let mut response = http::finish(visitor, page.html());
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Where a reply landed.
#[derive(Serialize, Deserialize)]
struct Said {
    number: i64,
    message: MessageId,
    /// The request was closed: this is a new one.
    anew: bool,
}

/// Says it on the request, on what that was merged into, or, when it is closed, on a new one linked to it.
fn say(
    tx: &mut store::Tx,
    signed: &Signed,
    number: i64,
    body: &str,
    files: &[NewAttachment],
) -> Result<Said, Problem> {
    let actor = asker(signed);
    let by = By { actor: &actor, now: signed.now, via: Via::Portal };
    let words = Words { body, files, format: Some(Format::Plain), ..Words::default() };
    let found = ticket::find(tx, &actor, number)?.ok_or(Problem::NotFound)?;
    let ticket = merge::follow(tx, found)?;
    match replying::reply(tx, &by, &ticket, &words, Wish::default()) {
        Ok(message) => Ok(Said { number: ticket.number, message, anew: false }),
        Err(ticket::Error::Refused(Refused::Closed)) => {
            let new = NewTicket {
                subject: &ticket.subject,
                words,
                service: ticket.service,
                team: ticket.team,
                mail_address: ticket.mail_address,
                follows: Some(ticket.id),
                receipt: true,
                ..NewTicket::default()
            };
            let (new, message) =
                create::create(tx, &by, &new).map_err(|error| words::problem(error, texts(signed)))?;
            Ok(Said { number: new.number, message, anew: true })
        }
        Err(other) => Err(words::problem(other, texts(signed))),
    }
}

/// `POST /requests/{number}/replies`: `body`, `files`, `upload`; `once`.
pub(super) async fn reply(Path(number): Path<i64>, written: Written) -> Result<Response, Problem> {
    let Written { mut visitor, mut form, stale, .. } = written;
    let mut errors = Errors::default();
    let (Some(person), t) = sender(&visitor, stale, "body", &mut errors).await? else {
        return back(&mut visitor, number, &form, errors, Vec::new()).await;
    };
    let files = files_of(&visitor, person, &mut form, &mut errors, t).await?;
    if form.get("body").trim().is_empty() && files.is_empty() && errors.is_empty() {
        errors.add("body", &t.say("request-empty"));
    }
    if errors.is_empty() {
        let (text, sent, place) = (form.get("body").to_owned(), files.clone(), number.to_string());
        let parts = [place.as_str(), text.as_str()];
        let parts = parts.into_iter().chain(files.iter().map(|file| file.blob_hash.as_str()));
        let press = Press::new("answer", form.get("once"), parts);
        let done = visitor.write(None, move |tx, signed| {
            once(tx, signed.actor.id, press.as_ref(), signed.now, |tx| say(tx, signed, number, &text, &sent))
        });
        match done.await {
            Ok(Said { number, message, anew }) => {
                let words = if anew { t.say("request-sent-anew") } else { t.say("request-sent") };
                let there = http::see_other(&format!("/requests/{number}#m{message}"));
                return Ok(Flash::good(words).attach(&visitor.app, there));
            }
            Err(Problem::Refused(why)) => errors.add("body", &why),
            Err(problem) => return Err(problem),
        }
    }
    let kept = waiting(&visitor, person, &files)?;
    back(&mut visitor, number, &form, errors, kept).await
}

/// `POST /requests/{number}/resolution`: it is solved. (A form that says `solved=no` means the opposite.)
pub(super) async fn resolve(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let to = if posted.form.get("solved") == "no" { Status::Open } else { Status::Resolved };
    settle(number, posted, to).await
}

/// `POST /requests/{number}/resolution/removal`: it is not solved yet.
pub(super) async fn reopen(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    settle(number, posted, Status::Open).await
}

async fn settle(number: i64, posted: Posted, to: Status) -> Result<Response, Problem> {
    let visitor = posted.visitor;
    let done = visitor
        .write(None, move |tx, signed| {
            let actor = asker(signed);
            let by = By { actor: &actor, now: signed.now, via: Via::Portal };
            let ticket = ticket::find(tx, &actor, number)?.ok_or(Problem::NotFound)?;
            change::change(tx, &by, &ticket, &Change::Status { to, was: None })
                .map_err(|error| words::problem(error, texts(signed)))?;
            Ok(texts(signed))
        })
        .await;
    let flash = match done {
        Ok(t) if to == Status::Resolved => Flash::good(t.say("request-is-solved")),
        Ok(t) => Flash::good(t.say("request-is-open")),
        Err(Problem::Refused(why)) => Flash::bad(why),
        Err(problem) => return Err(problem),
    };
    Ok(flash.attach(&visitor.app, http::see_other(&format!("/requests/{number}"))))
}
