//! Asking for help in one page. Only some words are needed; a form that comes back has all that was typed and sent.

use super::pages::AskPage;
use super::{asker, frame};
use crate::clock::HOUR;
use crate::http::{self, Problem, Visitor, Written, files};
use crate::ids::PersonId;
use crate::person::{self, Limit};
use crate::ticket::attachment::NewAttachment;
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::Words;
use crate::ticket::{By, Format, Via};
use crate::view::Errors;
use axum::http::{StatusCode, header};
use axum::response::Response;
use web::form::Form;

/// Nobody needs more; a program gone wild might.
const REQUESTS: Limit = Limit { kind: "ask", max: 40, window: HOUR };

/// What is said on a form that cannot be taken as it is, though nothing is wrong with its words.
pub(super) const STALE: &str =
    "You signed in again since you opened this page. Your words are all here: please press Send once more";
pub(super) const SIGNED_OUT: &str =
    "You are not signed in any more. Your words are all here: sign in in another tab, then press Send";

/// `GET /ask`
pub(super) async fn show(visitor: Visitor) -> Result<Response, Problem> {
    visitor.read(None, |_, _| Ok(())).await?;
    let html = page(&visitor, &Form::default(), Errors::default(), Vec::new()).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(
    visitor: &Visitor,
    form: &Form,
    errors: Errors,
    kept: Vec<(String, String)>,
) -> Result<String, Problem> {
    let asked = visitor.clone();
    let text = |name: &str| form.get(name).to_owned();
    let mut page = AskPage {
        errors,
        goal: text("goal"),
        happens: text("happens"),
        blocked: text("blocked"),
        impact: text("impact"),
        kept,
        limit: files::limit(&visitor.app),
        ..AskPage::default()
    };
    page.shell = visitor.read_as_anybody(move |_, signed| Ok(frame(&asked, signed, "ask"))).await?;
    Ok(page.html())
}

/// A form back in front of its writer.
async fn back(
    visitor: &mut Visitor,
    form: &Form,
    errors: Errors,
    kept: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let cookie = visitor.csrf_for_strangers()?;
    let html = page(visitor, form, errors, kept).await?;
    let mut response = http::finish(visitor, html);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What a form brought along: files in the blob store, those of this time and of the times before.
pub(super) async fn files_of(
    visitor: &Visitor,
    person: PersonId,
    form: &mut Form,
    errors: &mut Errors,
) -> Result<Vec<NewAttachment>, Problem> {
    for name in &form.too_large {
        errors.add("files", &files::too_large_words(&visitor.app, name));
    }
    let mut all = files::sent_again(&visitor.app, person, form.all("upload"));
    all.extend(files::keep_files(visitor, std::mem::take(&mut form.files)).await?);
    Ok(all)
}

/// The files as a form that comes back carries them.
pub(super) fn waiting(
    visitor: &Visitor,
    person: PersonId,
    files: &[NewAttachment],
) -> Result<Vec<(String, String)>, Problem> {
    files.iter().map(|file| files::waiting(&visitor.app, person, file)).collect()
}

/// Who sends this form: none while the words must wait, with the reason added to `errors` at `field`.
pub(super) async fn sender(
    visitor: &Visitor,
    stale: bool,
    field: &str,
    errors: &mut Errors,
) -> Result<Option<PersonId>, Problem> {
    match visitor.read(None, |_, signed| Ok(signed.actor.id)).await {
        Ok(_) if stale => errors.add(field, STALE),
        Ok(id) => return Ok(Some(id)),
        Err(Problem::SignIn) => errors.add(field, SIGNED_OUT),
        Err(problem) => return Err(problem),
    }
    Ok(None)
}

/// What was written, as the first message: first what it is for, then what happens.
fn body(goal: &str, happens: &str) -> String {
    match (goal.trim(), happens.trim()) {
        (goal, "") => goal.to_owned(),
        ("", happens) => happens.to_owned(),
        (goal, happens) => format!("{goal}\n\n{happens}"),
    }
}

/// `POST /ask`: `goal`, `happens`, `blocked`, `impact`, `files`, `upload`.
pub(super) async fn send(written: Written) -> Result<Response, Problem> {
    let Written { mut visitor, mut form, stale, .. } = written;
    let mut errors = Errors::default();
    let Some(person) = sender(&visitor, stale, "goal", &mut errors).await? else {
        return back(&mut visitor, &form, errors, Vec::new()).await;
    };
    let files = files_of(&visitor, person, &mut form, &mut errors).await?;
    let body = body(form.get("goal"), form.get("happens"));
    if body.is_empty() {
        errors.add("goal", "Tell us in a few words what you want to do, or what goes wrong");
    }
    if errors.is_empty() {
        let (sent, files) = (form.clone(), files.clone());
        let done = visitor
            .write(None, move |tx, signed| {
                if person::limit(tx, REQUESTS, &signed.actor.id.to_string(), signed.now)?.is_some() {
                    let why =
                        "You have sent very many requests within an hour. Please wait a little, or call us";
                    return Err(Problem::Refused(why.to_owned()));
                }
                let actor = asker(signed);
                let by = By { actor: &actor, now: signed.now, via: Via::Portal };
                let words =
                    Words { body: &body, files: &files, format: Some(Format::Plain), ..Words::default() };
                let new = NewTicket {
                    words,
                    goal: sent.get("goal"),
                    blocked: sent.parse("blocked"),
                    impact: sent.parse("impact"),
                    receipt: true,
                    ..NewTicket::default()
                };
                Ok(create::create(tx, &by, &new)?.0.number)
            })
            .await;
        match done {
            Ok(number) => return Ok(http::see_other(&format!("/requests/{number}?thanks=1"))),
            Err(Problem::Refused(why)) => errors.add("goal", &why),
            Err(problem) => return Err(problem),
        }
    }
    let kept = waiting(&visitor, person, &files)?;
    back(&mut visitor, &form, errors, kept).await
}
