//! Problems in the desk: the list, one problem with all that is known, and what is done to it.

use super::act::outcome;
use super::{DESK, colleague_choices, typed_number};
use crate::app::App;
use crate::broadcast::Recipient;
use crate::clock::At;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem as Trouble, Signed, Visitor, desk_frame, face};
use crate::ids::{PersonId, ProblemId, RecordId, ServiceId, TicketId};
use crate::person::{Power, colleague_names};
use crate::problem::pages::{
    Choosable, ProblemPage, ProblemRow, ProblemsPage, RecordLink, TicketRow, TimelineRow,
};
use crate::problem::{self, Facts, Problem, State};
use crate::record::timeline::{self, EntryKind};
use crate::record::{self, RecordKind};
use crate::ticket::pages::Known;
use crate::ticket::{By, MessageKind, Ticket, Via};
use crate::view::{Choice, Choices, Errors, Place};
use crate::{person, service, ticket};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{Conn, Tx};
use web::form::Form;

const PAGE_SIZE: i64 = 50;
/// Names shown of those who will be told.
const NAMES_MAX: usize = 20;

pub(super) fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/desk/problems", get(list).post(open))
        .route("/desk/problems/{number}", get(show).post(save))
        .route("/desk/problems/{number}/tickets", post(link))
        .route("/desk/problems/{number}/tickets/{ticket}/removal", post(unlink))
        .route("/desk/problems/{number}/incidents", post(link_incident))
        .route("/desk/problems/{number}/owner", post(hand_over))
        .route("/desk/problems/{number}/publication", post(publish))
        .route("/desk/problems/{number}/fix", post(fixed))
        .route("/desk/problems/{number}/closing", post(close))
        .route("/desk/problems/{number}/reopening", post(reopen))
        .route("/desk/problems/{number}/notes", post(note))
}

/// The path of a problem's page.
fn path(number: i64) -> String {
    format!("/desk/problems/{number}")
}

fn refusal<T>(result: Result<T, problem::Error>) -> Result<T, Trouble> {
    result.map_err(|error| match error {
        problem::Error::Refused(problem::Refused::NotAllowed) => Trouble::Forbidden,
        problem::Error::Refused(refused) => Trouble::Refused(refused.to_string()),
        problem::Error::Fault(fault) => fault.into(),
    })
}

#[derive(Deserialize)]
struct Wanted {
    show: Option<State>,
    /// Time and id of the row before.
    after: Option<String>,
    /// A ticket to link to a problem that is opened now.
    ticket: Option<i64>,
}

/// `GET /desk/problems`
async fn list(visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let after = wanted.after.as_deref().and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((at.parse::<At>().ok()?, id.parse::<ProblemId>().ok()?))
    });
    let ticket = wanted.ticket.map(|n| n.to_string()).unwrap_or_default();
    let form = Form::from_pairs(&[("ticket", ticket.as_str())]);
    let html =
        list_page(&visitor, wanted.show.unwrap_or(State::Open), after, form, Errors::default()).await?;
    Ok(http::finish(&visitor, html))
}

async fn list_page(
    visitor: &Visitor,
    show: State,
    after: Option<(At, ProblemId)>,
    form: Form,
    errors: Errors,
) -> Result<String, Trouble> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let reader = Reader::of(&asked.app, &signed.actor);
            let mut found = problem::list(conn, show, after, PAGE_SIZE + 1)?;
            let more = found.len() > 50;
            found.truncate(50);
            let more = match found.last() {
                Some(last) if more => {
                    format!("/desk/problems?show={show}&after={}.{}", last.created_at, last.id)
                }
                _ => String::new(),
            };
            let counts = problem::ticket_counts(conn, &found.iter().map(|p| p.id).collect::<Vec<_>>())?;
            let rows = found.into_iter().map(|p| ProblemRow {
                number: p.number,
                owner: face(p.owner, &p.owner_name, true),
                tickets: match counts.get(&p.id) {
                    None => String::new(),
                    Some(1) => "1 ticket".to_owned(),
                    Some(n) => format!("{n} tickets"),
                },
                since: reader.moment(p.created_at, signed.now),
                title: p.title,
            });
            let chosen: Option<ServiceId> = form.parse("service");
            let mut services =
                vec![Choice { value: String::new(), label: "No service yet".to_owned(), chosen: false }];
            services.extend(service::known(conn)?.iter().filter(|s| s.active).map(|s| Choice {
                value: s.id.to_string(),
                label: s.name.clone(),
                chosen: Some(s.id) == chosen,
            }));
            let page = ProblemsPage {
                problems: rows.collect(),
                desk: desk_frame(conn, &asked, signed, Place::Problems, None)?,
                show: show.as_str(),
                more,
                can_work: signed.actor.may(Power::WorkTicket),
                errors: errors.clone(),
                title: form.get("title").to_owned(),
                services: Choices(services),
                ticket: form.get("ticket").to_owned(),
            };
            Ok(page.html())
        })
        .await
}

/// `POST /desk/problems`: `title`, `service`, `ticket`.
async fn open(Posted { visitor, form, .. }: Posted) -> Result<Response, Trouble> {
    let sent = form.clone();
    let done = visitor
        .write(DESK, move |tx, signed| {
            let services: Vec<ServiceId> = sent.parse("service").into_iter().collect();
            let ticket = typed_number(sent.get("ticket"));
            refusal(tx.attempt(|tx| {
                let p = problem::open(tx, &signed.actor, signed.now, sent.get("title"), &services, None)?;
                if let Some(number) = ticket
                    && let Some(ticket) = ticket::find(tx, &signed.actor, number)?
                {
                    problem::link(tx, &signed.actor, signed.now, p.number, ticket.id)?;
                }
                Ok(p.number)
            }))
        })
        .await;
    match done {
        Ok(number) => {
            Ok(Flash::good("Opened. It is yours.").attach(&visitor.app, http::see_other(&path(number))))
        }
        Err(Trouble::Refused(why)) => {
            let mut errors = Errors::default();
            errors.add("title", &why);
            let html = list_page(&visitor, State::Open, None, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
        Err(trouble) => Err(trouble),
    }
}

/// `GET /desk/problems/{number}`
async fn show(visitor: Visitor, Path(number): Path<i64>) -> Result<Response, Trouble> {
    let html = page(&visitor, number, None).await?;
    Ok(http::finish(&visitor, html))
}

/// The page; with `typed` it holds what somebody wrote and why it was not taken.
async fn page(visitor: &Visitor, number: i64, typed: Option<(Form, String)>) -> Result<String, Trouble> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let p = problem::find(conn, number)?.ok_or(Trouble::NotFound)?;
            Ok(fill(conn, &asked, signed, p, typed.as_ref())?.html())
        })
        .await
}

fn fill(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    p: Problem,
    typed: Option<&(Form, String)>,
) -> Result<ProblemPage, store::Error> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    let chosen: BTreeSet<ServiceId> = match typed {
        Some((form, _)) => services_in(form).into_iter().collect(),
        None => problem::services_of(conn, p.id)?.into_iter().collect(),
    };
    let services = service::known(conn)?
        .iter()
        .filter(|s| s.active || chosen.contains(&s.id))
        .map(|s| Choosable { value: s.id.to_string(), label: s.name.clone(), chosen: chosen.contains(&s.id) })
        .collect();
    let tickets = problem::linked(conn, p.id)?
        .into_iter()
        .map(|l| TicketRow {
            number: l.number,
            subject: l.subject,
            requester: l.requester_name,
            status: super::list::status(l.status),
            remark: match (l.asked_at.is_some(), l.status.is_open()) {
                (true, true) => "asked whether it works now",
                (true, false) => "closed after the fix",
                (false, _) => "",
            },
        })
        .collect();
    let incidents = problem::incidents_of(conn, p.id)?;
    let (told, told_names, told_more) = match p.state {
        State::Open | State::KnownError => told(conn, p.id)?,
        State::Fixed | State::Closed => Default::default(),
    };
    let timeline = timeline::of(conn, p.id.into())?
        .into_iter()
        .map(|e| TimelineRow {
            at: reader.moment(e.at, signed.now),
            words: e.words,
            is_note: e.kind == EntryKind::Note,
            who: e.actor_name,
        })
        .collect();
    let facts = typed.map_or_else(|| p.facts.clone(), |(form, _)| facts_in(form));
    let mut errors = Errors::default();
    if let Some((_, why)) = typed {
        errors.add("title", why);
    }
    let page = ProblemPage {
        desk: desk_frame(conn, visitor, signed, Place::Problems, None)?,
        number: p.number,
        title: typed.map_or(p.title, |(form, _)| form.get("title").to_owned()),
        state: p.state.as_str(),
        state_word: p.state.word(),
        can_work: signed.actor.may(Power::WorkTicket),
        version: p.version,
        owners: colleague_choices(conn, signed.actor.id, "Nobody", Some(p.owner))?,
        errors,
        services,
        tickets,
        incidents: links(conn, &incidents)?,
        caused_by: links(conn, p.caused_by.as_slice())?.pop(),
        fixed_by: links(conn, p.fixed_by.as_slice())?.pop(),
        told,
        told_names,
        told_more,
        timeline,
        published: p.published_at.map(|at| reader.moment(at, signed.now)),
        fixed: p.fixed_at.map(|at| reader.moment(at, signed.now)),
        ..ProblemPage::default()
    };
    Ok(page.with_texts(&facts))
}

fn links(conn: &mut Conn, ids: &[RecordId]) -> Result<Vec<RecordLink>, store::Error> {
    let link = |r: record::Record| RecordLink { path: r.path(), name: r.name(), title: r.title };
    Ok(record::named(conn, ids)?.into_iter().map(link).collect())
}

/// Who would be told: how many, the first names, and how many more.
fn told(conn: &mut Conn, id: ProblemId) -> Result<(String, Vec<String>, String), store::Error> {
    let all = problem::told_people(conn, id)?;
    let people: BTreeSet<PersonId> = all.iter().filter_map(|to: &Recipient| to.person).collect();
    let shown: Vec<PersonId> = people.iter().copied().take(NAMES_MAX).collect();
    let mut names = Vec::with_capacity(shown.len());
    for id in shown {
        names.extend(person::find(conn, id)?.map(|p| p.name));
    }
    let count = match people.len() {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    };
    let more = match people.len().saturating_sub(NAMES_MAX) {
        0 => String::new(),
        n => format!("and {n} more"),
    };
    Ok((count, names, more))
}

fn facts_in(form: &Form) -> Facts {
    let text = |name| form.get(name).trim().to_owned();
    Facts {
        hypothesis: text("hypothesis"),
        tests: text("tests"),
        cause: text("cause"),
        workaround: text("workaround"),
        matches: text("phrases"),
        fix: text("fix"),
    }
}

fn services_in(form: &Form) -> Vec<ServiceId> {
    form.all("service").filter_map(|id| id.parse().ok()).take(100).collect()
}

/// `POST /desk/problems/{number}`: `version`, `title`, `service`…, and the texts.
async fn save(Path(number): Path<i64>, Posted { visitor, form, .. }: Posted) -> Result<Response, Trouble> {
    let sent = form.clone();
    let done = visitor
        .write(DESK, move |tx, signed| {
            let (facts, services) = (facts_in(&sent), services_in(&sent));
            let version = sent.parse("version").unwrap_or_default();
            let new = (sent.get("title"), &facts, services.as_slice());
            refusal(tx.attempt(|tx| problem::change(tx, &signed.actor, signed.now, number, version, new)))
        })
        .await;
    match done {
        Ok(()) => Ok(Flash::good("Saved.").attach(&visitor.app, http::see_other(&path(number)))),
        Err(Trouble::Refused(why)) => {
            let html = page(&visitor, number, Some((form, why))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, http::page(html)).into_response())
        }
        Err(trouble) => Err(trouble),
    }
}

/// One verb on one problem; the page comes back with a word on what happened.
async fn act(
    posted: Posted,
    number: i64,
    mut verb: impl FnMut(&mut Tx, &Signed, &Form) -> Result<String, problem::Error> + Send + 'static,
) -> Result<Response, Trouble> {
    let form = posted.form.clone();
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| refusal(tx.attempt(|tx| verb(tx, signed, &form))))
        .await
        .map(|said| Some(Flash::good(said)));
    outcome(&posted.visitor, &path(number), posted.by_script, done)
}

fn ticket_in(tx: &mut Tx, signed: &Signed, text: &str) -> Result<TicketId, problem::Error> {
    let found = match typed_number(text) {
        Some(number) => ticket::find(tx, &signed.actor, number)?,
        None => None,
    };
    Ok(found.ok_or(problem::Refused::NoSuch("ticket"))?.id)
}

/// `POST …/tickets`: `ticket`; from a ticket's own page also `back`, and `draft` to begin an answer with what helps
/// meanwhile.
async fn link(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    let form = posted.form.clone();
    let page = match typed_number(form.get("ticket")) {
        Some(ticket) if form.get("back") == "ticket" => super::path(ticket),
        _ => path(number),
    };
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| {
            refusal(tx.attempt(|tx| {
                let ticket = ticket_in(tx, signed, form.get("ticket"))?;
                problem::link(tx, &signed.actor, signed.now, number, ticket)?;
                match form.get("draft").is_empty() {
                    true => Ok("Linked."),
                    false => begin_answer(tx, signed, number, ticket),
                }
            }))
        })
        .await
        .map(|said| Some(Flash::good(said)));
    outcome(&posted.visitor, &page, posted.by_script, done)
}

/// What helps meanwhile becomes the draft of a reply, where none is begun.
fn begin_answer(
    tx: &mut Tx,
    signed: &Signed,
    number: i64,
    ticket: TicketId,
) -> Result<&'static str, problem::Error> {
    let words = problem::find(tx, number)?.map(|p| p.facts.workaround).unwrap_or_default();
    let ticket = ticket::any(tx, ticket)?.ok_or(problem::Refused::NoSuch("ticket"))?;
    let drafts = ticket::drafts(tx, signed.actor.id, ticket.id)?;
    if drafts.iter().any(|(kind, _, _)| *kind == MessageKind::Reply) {
        return Ok("Linked. You have begun an answer already, so it stays as it is.");
    }
    let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
    match ticket::draft::keep(tx, &by, &ticket, MessageKind::Reply, &words) {
        Ok(()) => Ok("Linked, and your answer is begun with what helps meanwhile."),
        Err(ticket::Error::Refused(_)) => Ok("Linked."),
        Err(ticket::Error::Fault(fault)) => Err(fault.into()),
    }
}

/// What a ticket's page shows beside it: the problems it is about, and known errors that its words resemble.
pub(super) fn beside(conn: &mut Conn, ticket: &Ticket, asked: &str) -> Result<Vec<Known>, store::Error> {
    let published = problem::published(conn)?;
    let workaround = |number| published.iter().find(|k| k.number == number).map(|k| k.workaround.clone());
    let mut beside: Vec<Known> = problem::of_ticket(conn, ticket.id)?
        .into_iter()
        .map(|(number, title)| Known {
            number,
            title,
            workaround: workaround(number).unwrap_or_default(),
            is_linked: true,
        })
        .collect();
    if published.is_empty() || !ticket.status.is_open() {
        return Ok(beside);
    }
    let words = format!("{}\n{}\n{asked}", ticket.subject, ticket.goal);
    for known in problem::matching::matching(&published, &words, ticket.service) {
        if beside.iter().all(|k| k.number != known.number) {
            beside.push(Known {
                number: known.number,
                title: known.title.clone(),
                workaround: known.workaround.clone(),
                is_linked: false,
            });
        }
    }
    Ok(beside)
}

async fn unlink(Path((number, ticket)): Path<(i64, i64)>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, _| {
        let ticket = ticket_in(tx, signed, &ticket.to_string())?;
        problem::unlink(tx, &signed.actor, signed.now, number, ticket)?;
        Ok("Taken away.".to_owned())
    })
    .await
}

async fn link_incident(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, form| {
        let incident = typed_number(form.get("incident")).unwrap_or_default();
        problem::link_incident(tx, &signed.actor, signed.now, number, incident)?;
        Ok("Linked.".to_owned())
    })
    .await
}

async fn hand_over(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, form| {
        let to: PersonId = form.parse("owner").unwrap_or(PersonId(0));
        problem::hand_over(tx, &signed.actor, signed.now, number, to)?;
        let names = colleague_names(tx)?;
        let name = names.iter().find(|(id, _, _)| *id == to).map(|(_, name, _)| name.clone());
        Ok(format!("{} owns it now.", name.unwrap_or_default()))
    })
    .await
}

async fn publish(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, _| {
        let told = problem::publish(tx, &signed.actor, signed.now, number)?;
        Ok(format!("Published. {}", people_are_told(told)))
    })
    .await
}

fn people_are_told(count: usize) -> String {
    match count {
        0 => "Nobody had to be told.".to_owned(),
        1 => "One person is told.".to_owned(),
        n => format!("{n} people are told."),
    }
}

async fn fixed(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, form| {
        let change = match typed_number(form.get("change")) {
            Some(n) => {
                let change = record::by_number(tx, RecordKind::Change, n)?;
                Some(change.ok_or(problem::Refused::NoSuch("change"))?.id)
            }
            None => None,
        };
        let fixed = problem::fixed(tx, &signed.actor, signed.now, number, change)?;
        Ok(format!("Fixed. {}", people_are_told(fixed.told)))
    })
    .await
}

async fn close(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, _| {
        problem::close(tx, &signed.actor, signed.now, number)?;
        Ok("Closed.".to_owned())
    })
    .await
}

async fn reopen(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, _| {
        problem::reopen(tx, &signed.actor, signed.now, number)?;
        Ok("Open again.".to_owned())
    })
    .await
}

/// `POST …/notes`: `note`.
async fn note(Path(number): Path<i64>, posted: Posted) -> Result<Response, Trouble> {
    act(posted, number, move |tx, signed, form| {
        problem::note(tx, &signed.actor, signed.now, number, form.get("note"))?;
        Ok("Noted.".to_owned())
    })
    .await
}
