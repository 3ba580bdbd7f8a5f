//! Asking for help in one page. Only some words are needed; a form that comes back has all that was typed and sent.

use super::pages::{AskPage, Trouble};
use super::{asker, frame, limit, texts, words};
use crate::clock::HOUR;
use crate::http::{self, Problem, Signed, Visitor, Written, files};
use crate::ids::PersonId;
use crate::once::{Press, once};
use crate::person::{self, Limit};
use crate::secret;
use crate::ticket::attachment::{NewAttachment, harmless_filename};
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::Words;
use crate::ticket::{By, Format, Via, impact_of, last_word};
use crate::view::{Errors, Texts};
use axum::http::{StatusCode, header};
use axum::response::Response;
use store::Tx;
use web::form::Form;

/// Nobody needs more; a program gone wild might.
const REQUESTS: Limit = Limit { kind: "ask", max: 40, window: HOUR };

/// `GET /ask`
pub(super) async fn show(visitor: Visitor) -> Result<Response, Problem> {
    visitor.read(None, |_, _| Ok(())).await?;
    let html = page(&visitor, &Form::default(), Errors::default(), Vec::new(), None).await?;
    Ok(http::finish(&visitor, html))
}

async fn page(
    visitor: &Visitor,
    form: &Form,
    errors: Errors,
    kept: Vec<(String, String)>,
    known: Option<Trouble>,
) -> Result<String, Problem> {
    let asked = visitor.clone();
    let shell = visitor.read_as_anybody(move |_, signed| Ok(frame(&asked, signed, "ask"))).await?;
    let text = |name: &str| form.get(name).to_owned();
    let page = AskPage {
        key: key(form)?,
        errors,
        goal: text("goal"),
        happens: text("happens"),
        blocked: text("blocked"),
        impact: text("impact"),
        people: text("people"),
        kept,
        limit: limit(visitor, shell.t),
        known,
        shell,
    };
    Ok(page.html())
}

/// The key of the press that this form is made for: its own once it has one, so that it stays one press however often
/// the form comes back.
pub(super) fn key(form: &Form) -> Result<String, Problem> {
    match form.get("once") {
        "" => Ok(secret::new_token()?),
        own => Ok(own.chars().take(64).collect()),
    }
}

/// A form back in front of its writer.
async fn back(
    visitor: &mut Visitor,
    form: &Form,
    errors: Errors,
    kept: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let cookie = visitor.csrf_for_strangers()?;
    let html = page(visitor, form, errors, kept, None).await?;
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
    t: Texts,
) -> Result<Vec<NewAttachment>, Problem> {
    for name in &form.too_large {
        let name: String = harmless_filename(name).chars().take(80).collect();
        let limit = limit(visitor, t);
        let args = [("name", (&name).into()), ("limit", (&limit).into())];
        errors.add("files", &t.0.text("mend-file-large", &args));
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

/// Who sends this form: nobody while the words must wait, with the reason added to `errors` at `field`. And the words
/// to answer them in.
pub(super) async fn sender(
    visitor: &Visitor,
    stale: bool,
    field: &str,
    errors: &mut Errors,
) -> Result<(Option<PersonId>, Texts), Problem> {
    match visitor.read(None, |_, signed| Ok((signed.actor.id, texts(signed)))).await {
        Ok((_, t)) if stale => {
            errors.add(field, &t.say("mend-stale"));
            Ok((None, t))
        }
        Ok((id, t)) => Ok((Some(id), t)),
        Err(Problem::SignIn) => {
            let t = Texts(http::language(visitor, None));
            errors.add(field, &t.say("mend-signed-out"));
            Ok((None, t))
        }
        Err(problem) => Err(problem),
    }
}

/// How many people it touches, where the form says so.
fn people(form: &Form) -> Option<i64> {
    form.get("people").trim().parse().ok().filter(|count| (1..1_000_000).contains(count))
}

/// What was written, as one text: first what it is for, then what happens.
fn written(form: &Form) -> String {
    let parts = [form.get("goal").trim(), form.get("happens").trim()];
    parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The first message: what was written, and for how many, where that is known.
fn body(form: &Form, t: Texts) -> String {
    let some_of_us = matches!(form.get("impact"), "" | "several");
    match people(form).filter(|count| some_of_us && *count > 1) {
        Some(count) => format!("{}\n\n{}", written(form), t.count("ask-people-line", count)),
        None => written(form),
    }
}

/// Makes the request, the first time that this press asks for it.
fn ask(
    tx: &mut Tx,
    signed: &Signed,
    form: &Form,
    files: &[NewAttachment],
    press: Option<&Press>,
) -> Result<i64, Problem> {
    let t = texts(signed);
    once(tx, signed.actor.id, press, signed.now, |tx| {
        if person::limit(tx, REQUESTS, &signed.actor.id.to_string(), signed.now)?.is_some() {
            return Err(Problem::Refused(t.say("ask-too-many")));
        }
        let actor = asker(signed);
        let by = By { actor: &actor, now: signed.now, via: Via::Portal };
        let (body, subject) = (body(form, t), last_word(&written(form)));
        let words = Words { body: &body, files, format: Some(Format::Plain), ..Words::default() };
        let new = NewTicket {
            subject: &subject,
            words,
            goal: form.get("goal"),
            blocked: form.parse("blocked"),
            impact: impact_of(form.parse("impact"), people(form)),
            receipt: true,
            ..NewTicket::default()
        };
        let (ticket, _) = create::create(tx, &by, &new).map_err(|error| words::problem(error, t))?;
        Ok(ticket.number)
    })
}

/// `POST /ask`: `goal`, `happens`, `blocked`, `impact`, `people`, `files`, `upload`; `once`; `known` once what we know of was
/// seen.
pub(super) async fn send(sent: Written) -> Result<Response, Problem> {
    let Written { mut visitor, mut form, stale, .. } = sent;
    let mut errors = Errors::default();
    let (Some(person), t) = sender(&visitor, stale, "goal", &mut errors).await? else {
        return back(&mut visitor, &form, errors, Vec::new()).await;
    };
    let files = files_of(&visitor, person, &mut form, &mut errors, t).await?;
    if written(&form).is_empty() {
        errors.add("goal", &t.say("ask-no-words"));
    }
    if errors.is_empty() {
        // Whoever has seen what we know of and sends it all the same means something else.
        if !form.has("known")
            && let Some(known) = super::trouble::about(&visitor, &written(&form)).await?
        {
            let kept = waiting(&visitor, person, &files)?;
            let html = page(&visitor, &form, errors, kept, Some(known)).await?;
            return Ok(http::finish(&visitor, html));
        }
        let said = ["goal", "happens", "blocked", "impact", "people"].map(|name| form.get(name));
        let parts = said.into_iter().chain(files.iter().map(|file| file.blob_hash.as_str()));
        let press = Press::new("ask", form.get("once"), parts);
        let (asked, with) = (form.clone(), files.clone());
        let done =
            visitor.write(None, move |tx, signed| ask(tx, signed, &asked, &with, press.as_ref())).await;
        match done {
            Ok(number) => return Ok(http::see_other(&format!("/requests/{number}?thanks=1"))),
            Err(Problem::Refused(why)) => errors.add("goal", &why),
            Err(problem) => return Err(problem),
        }
    }
    let kept = waiting(&visitor, person, &files)?;
    back(&mut visitor, &form, errors, kept).await
}
