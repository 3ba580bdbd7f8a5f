//! The small forms of an incident's page, one verb each.

use super::{DESK, WORK, back, on_incident};
use crate::http::moment::Reader;
use crate::http::{Flash, Posted, Problem};
use crate::ids::{PersonId, ServiceId, TicketId, TimelineEntryId};
use crate::incident::change::{self, Change};
use crate::incident::{self, ServiceState, Severity, link, people};
use crate::ticket;
use axum::extract::Path;
use axum::response::Response;

fn no_time() -> Problem {
    Problem::Refused("Please say when: a day and a time.".to_owned())
}

/// `POST …/notes`: `note`, and `at` for what happened earlier.
pub(super) async fn note(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let (words, at) = (posted.form.get("note").to_owned(), posted.form.get("at").to_owned());
    let app = posted.visitor.app.clone();
    on_incident(&posted, DESK, number, &back(&posted, number), move |tx, by, incident| {
        let at = match at.trim() {
            "" => None,
            at => Some(Reader::of(&app, by.actor).at(at).ok_or_else(no_time)?),
        };
        change::note(tx, by, incident, &words, at)?;
        Ok(None)
    })
    .await
}

/// `POST …/timeline/{id}`: `at`, `words`.
pub(super) async fn correct(
    Path((number, entry)): Path<(i64, TimelineEntryId)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (words, at) = (posted.form.get("words").to_owned(), posted.form.get("at").to_owned());
    let app = posted.visitor.app.clone();
    let to = format!("{}#e{entry}", super::path(number));
    on_incident(&posted, DESK, number, &to, move |tx, by, incident| {
        let reader = Reader::of(&app, by.actor);
        let at = reader.at(&at).ok_or_else(no_time)?;
        // The field knows minutes only: the same minute means the same time.
        let entries = crate::record::timeline::of(tx, incident.record())?;
        let known = entries.iter().find(|e| e.id == entry).ok_or(Problem::NotFound)?;
        let same = super::local(&reader, known.at) == super::local(&reader, at);
        change::correct(tx, by, incident, entry, (!same).then_some(at), Some(&words))?;
        Ok(None)
    })
    .await
}

/// `POST …/ownership`: `take`, or `owner` and `word`.
pub(super) async fn ownership(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let take = posted.form.has("take");
    let (to, word): (Option<PersonId>, _) = (posted.form.parse("owner"), posted.form.get("word").to_owned());
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        let to = if take { Some(by.actor.id) } else { to };
        let to = to.ok_or_else(|| Problem::Refused("Please choose who takes it over.".to_owned()))?;
        let after = change::change(tx, by, incident, &Change::Owner { to, word: &word })?;
        let words =
            if after.owner == by.actor.id { "It is yours now." } else { "Handed over. Tell them, too." };
        Ok(Some(Flash::good(words)))
    })
    .await
}

/// `POST …/writer`: `writer`, empty for the owner.
pub(super) async fn writer(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let to: Option<PersonId> = posted.form.parse("writer");
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        change::change(tx, by, incident, &Change::Writer(to))?;
        Ok(None)
    })
    .await
}

/// `POST …/acknowledgement`
pub(super) async fn acknowledge(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        change::acknowledge(tx, by, incident)?;
        Ok(None)
    })
    .await
}

/// `POST …/helpers`: `do` join or leave.
pub(super) async fn helpers(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let leave = posted.form.get("do") == "leave";
    on_incident(&posted, DESK, number, &back(&posted, number), move |tx, by, incident| {
        match leave {
            true => people::leave(tx, by, incident)?,
            false => people::join(tx, by, incident)?,
        }
        Ok(None)
    })
    .await
}

/// `POST …/services`: one more `service`; it is down until an update says otherwise.
pub(super) async fn services(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let id: Option<ServiceId> = posted.form.parse("service");
    let state: ServiceState = posted.form.parse("state").unwrap_or(ServiceState::PartialOutage);
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        let id = id.ok_or_else(|| Problem::Refused("Please choose a service.".to_owned()))?;
        incident::change::add_service(tx, by, incident, id, state)?;
        Ok(None)
    })
    .await
}

/// `POST …/tickets`: `do` link or dismiss a `ticket`, link `all` that are offered, or the one with a `number`.
pub(super) async fn tickets(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let deed = posted.form.get("do").to_owned();
    let id: Option<TicketId> = posted.form.parse("ticket");
    let typed = crate::desk::typed_number(posted.form.get("number"));
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        let linked = match (deed.as_str(), id, typed) {
            ("all", ..) => link::link_offered(tx, by, incident)?,
            ("link", Some(id), _) => link::link(tx, by, incident, &[id])?,
            ("dismiss", Some(id), _) => {
                link::dismiss(tx, by, incident, id)?;
                return Ok(None);
            }
            ("number", _, Some(typed)) => {
                let ticket = ticket::find(tx, by.actor, typed)?
                    .ok_or_else(|| Problem::Refused(format!("There is no ticket #{typed}.")))?;
                link::link(tx, by, incident, &[ticket.id])?
            }
            _ => return Err(Problem::Refused("Please say which ticket.".to_owned())),
        };
        let words = match linked {
            0 => "Linked already.".to_owned(),
            1 => "Linked. They hear from us with the next update.".to_owned(),
            n => format!("{n} linked. They hear from us with the next update."),
        };
        Ok(Some(Flash::good(words)))
    })
    .await
}

/// `POST /desk/incidents/tickets`: the chosen `incident`, from a ticket's page.
pub(super) async fn link_chosen(posted: Posted) -> Result<Response, Problem> {
    let (number, id): (Option<i64>, Option<TicketId>) =
        (posted.form.parse("incident"), posted.form.parse("ticket"));
    let (Some(number), Some(id)) = (number, id) else {
        // Whoever may not do it hears that first.
        posted.visitor.read(WORK, |_, _| Ok(())).await?;
        return Err(Problem::NotFound);
    };
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        link::link(tx, by, incident, &[id])?;
        Ok(Some(Flash::good("Linked. They hear from us with the next update.")))
    })
    .await
}

/// `POST …/stakeholders`: `add` a name or address, `remove` an id.
pub(super) async fn stakeholders(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let add = posted.form.get("add").trim().to_owned();
    let remove: Option<PersonId> = posted.form.parse("remove");
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        match remove {
            Some(id) => people::remove_stakeholder(tx, by, incident, id)?,
            None if add.is_empty() => return Err(Problem::Refused("Please say who.".to_owned())),
            None => {
                let id = crate::desk::act::person_typed(tx, &add, by.now)?;
                people::add_stakeholder(tx, by, incident, id)?;
            }
        }
        Ok(None)
    })
    .await
}

/// `POST …/facts`: `title`, `severity`, `cadence`, `began_at`, `public`; what is the same changes nothing.
pub(super) async fn facts(Path(number): Path<i64>, posted: Posted) -> Result<Response, Problem> {
    let form = posted.form.clone();
    let app = posted.visitor.app.clone();
    on_incident(&posted, WORK, number, &back(&posted, number), move |tx, by, incident| {
        let reader = Reader::of(&app, by.actor);
        let mut changes = Vec::new();
        if form.has("title") {
            changes.push(Change::Title(form.get("title")));
        }
        changes.extend(form.parse::<Severity>("severity").map(Change::Severity));
        changes.extend(form.parse("cadence").map(Change::Cadence));
        if !form.get("began_at").is_empty() {
            let at = reader.at(form.get("began_at")).ok_or_else(no_time)?;
            if super::local(&reader, incident.began_at) != super::local(&reader, at) {
                changes.push(Change::BeganAt(at));
            }
        }
        if form.has("public_asked") {
            changes.push(Change::Public(form.get("public") == "yes"));
        }
        let mut now = incident.clone();
        for one in &changes {
            now = change::change(tx, by, &now, one)?;
        }
        Ok(None)
    })
    .await
}
