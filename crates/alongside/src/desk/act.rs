//! Changing what a ticket says about itself: each form sends what it showed (`was`) along with what is wanted.

use super::opened::Opened;
use super::{DESK, ticket_of};
use crate::clock::HOUR;
use crate::http::moment::Reader;
use crate::http::{self, Flash, Posted, Problem};
use crate::ids::PersonId;
use crate::person;
use crate::ticket::change::{self, Change};
use crate::ticket::{self, By, Status, Ticket, Via, snooze as snoozing};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use store::Tx;
use web::form::Form;

/// One change as a form tells it, owned so that the unit of work may run again.
enum Wish {
    Owner { to: Option<PersonId>, was: Option<Option<PersonId>> },
    Me,
    Status { to: Status, was: Option<Status> },
    Team { to: Option<crate::ids::TeamId>, was: Option<Option<crate::ids::TeamId>> },
    Service { to: Option<crate::ids::ServiceId>, was: Option<Option<crate::ids::ServiceId>> },
    Priority { to: ticket::Priority, was: Option<ticket::Priority> },
    Weight { impact: ticket::Impact, urgency: ticket::Urgency },
    Kind(ticket::Kind),
    Subject(String),
    Goal(String, Option<ticket::Blocked>),
    Tags(Vec<String>),
}

/// `was` of a field that may be empty: not sent, none, or a value.
fn was_maybe<T: std::str::FromStr>(form: &Form) -> Option<Option<T>> {
    form.has("was").then(|| form.parse("was"))
}

async fn answer(posted: Posted, number: i64, opened: Opened, wish: Wish) -> Result<Response, Problem> {
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let mut one = |change: Change| change::change(tx, by, ticket, &change);
        match &wish {
            Wish::Owner { to, was } => drop(one(Change::Owner { to: *to, was: *was })?),
            Wish::Me => drop(one(Change::Owner { to: Some(by.actor.id), was: None })?),
            Wish::Status { to, was } => drop(one(Change::Status { to: *to, was: *was })?),
            Wish::Team { to, was } => drop(one(Change::Team { to: *to, was: *was })?),
            Wish::Service { to, was } => drop(one(Change::Service { to: *to, was: *was })?),
            Wish::Priority { to, was } => drop(one(Change::Priority { to: *to, was: *was })?),
            Wish::Weight { impact, urgency } => {
                drop(one(Change::Weight { impact: *impact, urgency: *urgency })?)
            }
            Wish::Kind(kind) => drop(one(Change::Kind(*kind))?),
            Wish::Subject(subject) => drop(one(Change::Subject(subject))?),
            Wish::Goal(goal, blocked) => {
                one(Change::Goal(goal))?;
                if let Some(blocked) = blocked {
                    one(Change::Blocked(*blocked))?;
                }
            }
            Wish::Tags(tags) => {
                for old in ticket::tags(tx, ticket.id)? {
                    if !tags.contains(&old) {
                        change::change(tx, by, ticket, &Change::RemoveTag(&old))?;
                    }
                }
                for tag in tags {
                    change::change(tx, by, ticket, &Change::AddTag(tag))?;
                }
            }
        }
        Ok(None)
    })
    .await
}

/// One verb on one ticket, as every small form of its page asks for it: the ticket is found, the verb is called, and
/// the page comes back with a word on what happened.
pub(super) async fn on_ticket(
    posted: &Posted,
    number: i64,
    opened: Opened,
    mut verb: impl FnMut(&mut Tx, &By, &Ticket) -> Result<Option<Flash>, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| {
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            verb(tx, &by, &ticket)
        })
        .await;
    outcome(&posted.visitor, &opened.path(number), posted.by_script, done)
}

/// Back to the ticket's page; a refusal is told there, and to a script as 409 with the words.
pub(super) fn outcome(
    visitor: &http::Visitor,
    page: &str,
    by_script: bool,
    done: Result<Option<Flash>, Problem>,
) -> Result<Response, Problem> {
    let back = || http::see_other(page);
    match done {
        Ok(_) if by_script => Ok(axum::http::StatusCode::NO_CONTENT.into_response()),
        Ok(None) => Ok(back()),
        Ok(Some(flash)) => Ok(flash.attach(&visitor.app, back())),
        Err(Problem::Refused(why)) if by_script => {
            Ok((axum::http::StatusCode::CONFLICT, why).into_response())
        }
        Err(Problem::Refused(why)) => Ok(Flash::bad(why).attach(&visitor.app, back())),
        Err(problem) => Err(problem),
    }
}

fn wanted<T: std::str::FromStr>(form: &Form, name: &str) -> Result<T, Problem> {
    form.parse(name).ok_or_else(|| Problem::Refused(format!("“{}” is not a choice here.", form.get(name))))
}

pub(super) async fn ownership(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = &posted.form;
    let wish = match form.has("take") {
        true => Wish::Me,
        false => Wish::Owner { to: form.parse("owner"), was: was_maybe(form) },
    };
    answer(posted, number, opened, wish).await
}

pub(super) async fn status(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Status { to: wanted(&posted.form, "status")?, was: posted.form.parse("was") };
    answer(posted, number, opened, wish).await
}

pub(super) async fn priority(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = &posted.form;
    let wish = match form.has("priority") {
        true => Wish::Priority { to: wanted(form, "priority")?, was: form.parse("was") },
        false => Wish::Weight { impact: wanted(form, "impact")?, urgency: wanted(form, "urgency")? },
    };
    answer(posted, number, opened, wish).await
}

pub(super) async fn team(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Team { to: posted.form.parse("team"), was: was_maybe(&posted.form) };
    answer(posted, number, opened, wish).await
}

pub(super) async fn service(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Service { to: posted.form.parse("service"), was: was_maybe(&posted.form) };
    answer(posted, number, opened, wish).await
}

pub(super) async fn kind(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Kind(wanted(&posted.form, "kind")?);
    answer(posted, number, opened, wish).await
}

pub(super) async fn subject(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Subject(posted.form.get("subject").to_owned());
    answer(posted, number, opened, wish).await
}

pub(super) async fn goal(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let wish = Wish::Goal(posted.form.get("goal").to_owned(), posted.form.parse("blocked"));
    answer(posted, number, opened, wish).await
}

pub(super) async fn tags(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let tags = posted.form.get("tags").split(',').filter_map(change::clean_tag).collect();
    answer(posted, number, opened, Wish::Tags(tags)).await
}

/// `POST …/watchers`: `add` a name or address, `remove` an id, or `me` start/stop.
pub(super) async fn watchers(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = &posted.form;
    let (add, me) = (form.get("add").trim().to_owned(), form.get("me").to_owned());
    let remove: Option<PersonId> = form.parse("remove");
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let change = match (remove, me.as_str()) {
            (Some(id), _) => Change::RemoveWatcher(id),
            (None, "start") => Change::AddWatcher(by.actor.id),
            (None, "stop") => Change::RemoveWatcher(by.actor.id),
            (None, _) => Change::AddWatcher(person_typed(tx, &add, by.now)?),
        };
        change::change(tx, by, ticket, &change)?;
        Ok(None)
    })
    .await
}

/// The person behind what was typed: an address (met now if need be), or a name that fits exactly one.
pub(super) fn person_typed(
    tx: &mut store::Tx,
    typed: &str,
    now: crate::clock::At,
) -> Result<PersonId, Problem> {
    if person::is_address(typed) {
        return Ok(person::meet(tx, typed, "", now)?.id);
    }
    let found = person::starting_with(tx, typed, 3)?;
    match found.as_slice() {
        [only] => Ok(only.id),
        [] => Err(Problem::Refused(format!("Nobody here is called “{typed}”. A mail address works too."))),
        several => match several.iter().find(|p| p.name.eq_ignore_ascii_case(typed)) {
            Some(exact) => Ok(exact.id),
            None => Err(Problem::Refused(format!(
                "Several people are called “{typed}…”. Please use the mail address."
            ))),
        },
    }
}

/// `POST …/snooze`: `until` is `2h`, `tomorrow`, `monday`, `at` (with `until_at`), or empty to wake.
pub(super) async fn snooze(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let (until, until_at) = (posted.form.get("until").to_owned(), posted.form.get("until_at").to_owned());
    let app = posted.visitor.app.clone();
    on_ticket(&posted, number, opened, move |tx, by, ticket| {
        let reader = Reader::of(&app, by.actor);
        let until = match until.as_str() {
            "" => None,
            "2h" => Some(by.now.plus(2 * HOUR)),
            "tomorrow" => Some(reader.morning(by.now, |_| true)),
            "monday" => Some(reader.morning(by.now, |d| d == jiff::civil::Weekday::Monday)),
            _ => match reader.at(&until_at) {
                Some(at) => Some(at),
                None => return Err(Problem::Refused("Please choose a day and a time.".to_owned())),
            },
        };
        snoozing::snooze(tx, by, ticket, until)?;
        Ok(until.map(|at| Flash::good(format!("Snoozed until {}.", reader.moment(at, by.now).long))))
    })
    .await
}
