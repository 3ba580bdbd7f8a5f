//! Telling everybody: previewing an update, sending it, keeping what is typed, giving the next one another time.

use super::{DESK, WORK, clock_time, found, on_incident, path};
use crate::broadcast::{Recipient, Register as Spoken};
use crate::clock::{At, MINUTE};
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem, desk_frame};
use crate::ids::{IncidentUpdateId, ServiceId};
use crate::incident::pages::{PreviewPage, Register};
use crate::incident::update::{self, FIELD, NewUpdate, STAKEHOLDER_FIELD};
use crate::incident::{self, Incident, ServiceState, State, change::NOTE_FIELD};
use crate::markdown;
use crate::once::{Press, once};
use crate::record::draft as drafts;
use crate::status;
use crate::ticket::{By, Via};
use crate::view::{Html, Place};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::{Conn, Tx};
use web::form::Form;

/// Another update is refused when one stands that its writer has not seen; before any there is none.
const NONE_SEEN: IncidentUpdateId = IncidentUpdateId(0);

/// What was typed, owned so that the unit of work may run again.
#[derive(Clone)]
struct Typed {
    state: Option<State>,
    body: String,
    stakeholder: String,
    services: Vec<(ServiceId, ServiceState)>,
    minutes: Option<i64>,
    seen: Option<IncidentUpdateId>,
}

impl Typed {
    fn of(form: &Form) -> Typed {
        let service = |(name, value): (&str, &str)| {
            let id = name.strip_prefix("state_")?.parse().ok()?;
            Some((ServiceId(id), value.parse().ok()?))
        };
        Typed {
            state: form.parse("state"),
            body: form.get("body").to_owned(),
            stakeholder: form.get("stakeholder").to_owned(),
            services: form.fields().filter_map(service).collect(),
            minutes: form.parse("next"),
            seen: form.has("seen").then(|| form.parse("seen").unwrap_or(NONE_SEEN)),
        }
    }

    fn next(&self, now: At) -> Option<At> {
        self.minutes.filter(|minutes| *minutes > 0).map(|minutes| now.plus(minutes.saturating_mul(MINUTE)))
    }

    fn keep(&self, tx: &mut Tx, by: &By, incident: &Incident) -> Result<(), store::Error> {
        for (field, body) in [(FIELD, &self.body), (STAKEHOLDER_FIELD, &self.stakeholder)] {
            drafts::save(tx, by.actor.id, incident.record(), field, body, by.now)?;
        }
        Ok(())
    }
}

/// Who asked the status page for news of these services.
pub fn subscribers(conn: &mut Conn, incident: &Incident) -> Result<Vec<Recipient>, store::Error> {
    if !incident.is_public {
        return Ok(Vec::new());
    }
    let services = incident::services_of(conn, incident.id)?;
    status::subscribers_of(conn, &services)
}

/// `POST …/updates`: `state`, `body`, `stakeholder`, `state_{service}`, `next` (minutes), `seen`; `once`.
pub(super) async fn send(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let typed = Typed::of(&form);
    let parts: Vec<String> =
        ["state", "body", "stakeholder", "next"].map(|name| form.get(name).to_owned()).into();
    let press = Press::new("update", form.get("once"), parts.iter().map(String::as_str));
    let app = visitor.app.clone();
    let done = visitor
        .write(WORK, move |tx, signed| {
            let incident = found(tx, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            let sent = tx.attempt(|tx| {
                once(tx, signed.actor.id, press.as_ref(), signed.now, |tx| {
                    let new = NewUpdate {
                        state: typed.state.unwrap_or(incident.state),
                        body: &typed.body,
                        stakeholder_body: &typed.stakeholder,
                        services: &typed.services,
                        next_update_by: typed.next(signed.now),
                        seen: typed.seen,
                    };
                    let others = subscribers(tx, &incident)?;
                    let id = update::update(tx, &by, &incident, &new, &others)?;
                    Ok::<_, Problem>(id.0)
                })
            });
            match sent {
                Ok(id) => {
                    let sent = incident::updates(tx, incident.id)?.into_iter().find(|u| u.id.0 == id);
                    Ok(Ok(sent.map_or(0, |u| u.told)))
                }
                Err(Problem::Refused(why)) => {
                    // What was typed is kept, whatever stood in its way.
                    typed.keep(tx, &by, &incident)?;
                    Ok(Err(why))
                }
                Err(problem) => Err(problem),
            }
        })
        .await?;
    let flash = match done {
        Ok(0) => Flash::good("Sent. It stands on the status page; nobody is told by mail yet."),
        Ok(1) => Flash::good("Sent to one person."),
        Ok(n) => Flash::good(format!("Sent to {n} people.")),
        Err(why) => Flash::bad(why),
    };
    Ok(flash.attach(&app, http::see_other(&path(number))))
}

/// `POST …/preview`: the fields of an update; nothing is sent.
pub(super) async fn preview(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form, .. } = posted;
    let typed = Typed::of(&form);
    let fields: Vec<(String, String)> = form
        .fields()
        .filter(|(name, _)| !matches!(*name, "csrf" | "coached"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let (app, frame) = (visitor.app.clone(), visitor.clone());
    let html = visitor
        .write(WORK, move |tx, signed| {
            let incident = found(tx, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            typed.keep(tx, &by, &incident)?;
            let reader = Reader::of(&app, &signed.actor);
            Ok(PreviewPage {
                desk: desk_frame(tx, &frame, signed, Place::Incidents, None)?,
                number: number.to_string(),
                title: incident.title.clone(),
                registers: registers(tx, &incident, &typed, &reader, signed.now)?,
                fields: fields.clone(),
                trouble: match typed.body.trim().is_empty() {
                    true => "There is nothing written yet.".to_owned(),
                    false => String::new(),
                },
            }
            .html())
        })
        .await?;
    Ok(http::finish(&visitor, html))
}

fn people(count: usize) -> String {
    match count {
        0 => "nobody yet".to_owned(),
        1 => "one person".to_owned(),
        n => format!("{n} people"),
    }
}

/// The update as each of its readers has it before them.
fn registers(
    conn: &mut Conn,
    incident: &Incident,
    typed: &Typed,
    reader: &Reader,
    now: At,
) -> Result<Vec<Register>, store::Error> {
    let all = update::recipients(conn, incident.id)?;
    let others = subscribers(conn, incident)?;
    let state = typed.state.unwrap_or(incident.state);
    let usual = now.plus(incident.cadence_minutes * MINUTE);
    let foot = match state {
        State::Resolved => "Does it work for you now? It works · Not yet".to_owned(),
        _ => format!("Next update by {}.", clock_time(reader, typed.next(now).unwrap_or(usual), now)),
    };
    let body = Html(markdown::to_html(typed.body.trim()));
    let own = match typed.stakeholder.trim() {
        "" => body.clone(),
        text => Html(markdown::to_html(text)),
    };
    let count = |ticket: bool, register: Spoken| {
        all.iter().filter(|r| r.ticket.is_some() == ticket && r.register == register).count()
    };
    let subject = update::subject(incident, state);
    let register = |place, who: String, subject: &str, body: &Html| Register {
        place,
        who,
        subject: subject.to_owned(),
        body: body.clone(),
        foot: foot.clone(),
    };
    let mut shown = vec![
        register("In their own ticket", people(count(true, Spoken::Reader)), "", &body),
        register("By mail to whoever said “me too”", people(count(false, Spoken::Reader)), &subject, &body),
        register("By mail to stakeholders", people(count(false, Spoken::Stakeholder)), &subject, &own),
    ];
    if incident.is_public {
        let heading = format!("{}, {}", incident.title, state.word().to_lowercase());
        let who = format!("everybody; by mail: {}", people(others.len()));
        shown.push(register("On the status page", who, &heading, &body));
    }
    let line = format!("Incident {} {} · {}", incident.number, incident.title, state.word());
    shown.push(Register {
        place: "On every page of the desk",
        who: "colleagues".to_owned(),
        subject: line,
        body: Html::default(),
        foot: match state {
            State::Resolved => String::new(),
            _ => foot.clone(),
        },
    });
    Ok(shown)
}

/// How many people the next update reaches, in a line.
pub(super) fn reach(conn: &mut Conn, incident: &Incident) -> Result<String, store::Error> {
    let all = update::recipients(conn, incident.id)?;
    let others = subscribers(conn, incident)?.len();
    let count = |ticket: bool, register: Spoken| {
        all.iter().filter(|r| r.ticket.is_some() == ticket && r.register == register).count()
    };
    let parts = [
        (count(true, Spoken::Reader), "in tickets"),
        (count(false, Spoken::Reader), "by “me too”"),
        (count(false, Spoken::Stakeholder), "stakeholders"),
        (others, "subscribers"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    Ok(match said.is_empty() {
        true => String::new(),
        false => format!("Reaches {}", said.join(", ")),
    })
}

/// `POST …/draft`: `field` (a text's name in its form), `text`.
pub(super) async fn draft(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let field = match posted.form.get("field") {
        "stakeholder" => STAKEHOLDER_FIELD,
        "note" => NOTE_FIELD,
        _ => FIELD,
    };
    let text = posted.form.get("text").to_owned();
    posted
        .visitor
        .write(DESK, move |tx, signed| {
            let incident = found(tx, number)?;
            Ok(drafts::save(tx, signed.actor.id, incident.record(), field, &text, signed.now)?)
        })
        .await?;
    match posted.by_script {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Ok(http::see_other(&path(number))),
    }
}

/// `POST …/renewal`: `at`, `reason`.
pub(super) async fn renew(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let (at, reason) = (posted.form.get("at").to_owned(), posted.form.get("reason").to_owned());
    let app = posted.visitor.app.clone();
    on_incident(&posted, WORK, number, &path(number), move |tx, by, incident| {
        let next = Reader::of(&app, by.actor)
            .at(&at)
            .ok_or_else(|| Problem::Refused("Please say by when: a day and a time.".to_owned()))?;
        update::renew(tx, by, incident, next, &reason)?;
        Ok(Some(Flash::good("It has another time, and the status page says why.")))
    })
    .await
}
