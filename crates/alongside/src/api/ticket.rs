//! One ticket: what the API shows of it, reading and changing it.

use super::body::{Number, Sent, object, sent};
use super::caller::{Caller, Scope, Who, etag};
use super::docs::{ChangingVersion, Finding};
use super::problem::{Checks, Kind as Trouble, Problem, refusal};
use super::types::{
    Blocked, Impact, Kind, Names, PersonName, PersonNumber, PlaceName, Priority, Status, Tag, Urgency,
    read_time, time,
};
use crate::event;
use crate::ids::PersonId;
use crate::person::{self, Power};
use crate::ticket::change::{self, Change};
use crate::ticket::{self, SUBJECT_LENGTH_MAX, snooze};
use crate::{service, team};
use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::ToSchema;

pub(super) const GOAL_LENGTH_MAX: usize = 2_000;
pub(super) const TAGS_MAX: usize = 20;
pub(super) const TAG_LENGTH_MAX: usize = 40;
pub(super) const WATCHERS_MAX: usize = 50;
const ADDRESS_LENGTH_MAX: usize = 254;
const NAME_LENGTH_MAX: usize = 120;
pub(super) const SLUG_LENGTH_MAX: usize = 60;

/// A ticket. What is for colleagues only (team, tags, watchers, snooze) is empty for those outside the desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    /// The number people know it by.
    #[schema(example = 1042, minimum = 1)]
    pub number: i64,
    #[schema(example = "VPN drops every hour")]
    pub subject: String,
    pub kind: Kind,
    pub status: Status,
    pub priority: Priority,
    pub impact: Impact,
    pub urgency: Urgency,
    pub blocked: Blocked,
    /// What the requester was trying to get done.
    pub goal: String,
    pub requester: PersonName,
    pub owner: Option<PersonName>,
    pub team: Option<PlaceName>,
    pub service: Option<PlaceName>,
    pub tags: Vec<String>,
    pub watchers: Vec<PersonName>,
    #[schema(format = DateTime)]
    pub snoozed_until: Option<String>,
    /// The number of the ticket this one was merged into; the conversation is there.
    pub merged_into: Option<i64>,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When something was last said or done.
    #[schema(format = DateTime)]
    pub activity_at: String,
    #[schema(format = DateTime)]
    pub resolved_at: Option<String>,
    /// Goes up with every change; send it back in `If-Match`.
    #[schema(example = 3, minimum = 1)]
    pub version: i64,
}

/// Somebody who is asked for or on whose behalf: by id, or by address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Somebody {
    /// Either the id of somebody known …
    #[schema(minimum = 1, example = json!(null))]
    pub id: Option<i64>,
    /// … or a mail address; somebody new is met by it.
    #[schema(format = Email, max_length = 254, example = "ana@example.org")]
    pub address: Option<String>,
    /// What to call somebody new.
    #[schema(max_length = 120, example = "Ana Lind")]
    pub name: Option<String>,
}

impl Somebody {
    pub fn check(&self, checks: &mut Checks) {
        if self.id.is_some() == self.address.is_some() {
            checks.add("requester", "must have either an id or an address");
        }
        if let Some(address) = &self.address
            && !person::is_address(&person::folded_address(address))
        {
            checks.length("requester.address", address, ADDRESS_LENGTH_MAX);
            checks.add("requester.address", "must be a mail address, like name@example.org");
        }
        checks.length("requester.name", self.name.as_deref().unwrap_or_default(), NAME_LENGTH_MAX);
    }

    /// The person, met now if they are new; the caller has checked who may do that.
    pub fn meet(&self, tx: &mut Tx, who: &Who) -> Result<PersonId, Problem> {
        match (self.id, &self.address) {
            (Some(id), _) => match person::find(tx, PersonId(id))? {
                Some(found) if found.active => Ok(found.id),
                _ => Err(Problem::field("requester.id", "nobody here has this id")),
            },
            (None, Some(address)) => {
                Ok(person::meet(tx, address, self.name.as_deref().unwrap_or_default(), who.now)?.id)
            }
            (None, None) => Ok(who.actor.id),
        }
    }
}

/// What the actor may see of a ticket.
pub(super) fn shown(conn: &mut Conn, who: &Who, t: &ticket::Ticket) -> Result<Ticket, Problem> {
    let mut names = Names::default();
    let staff = who.actor.is_staff();
    let mut watchers = Vec::new();
    if staff {
        let rows = ticket::watchers(conn, t.id)?;
        watchers.extend(rows.into_iter().map(|(id, name, _)| PersonName { id: id.0, name }));
    }
    Ok(Ticket {
        number: t.number,
        subject: t.subject.clone(),
        kind: t.kind.into(),
        status: t.status.into(),
        priority: t.priority.into(),
        impact: t.impact.into(),
        urgency: t.urgency.into(),
        blocked: t.blocked.into(),
        goal: t.goal.clone(),
        requester: names.person(conn, t.requester)?,
        owner: t.owner.map(|id| names.person(conn, id)).transpose()?,
        team: match t.team.filter(|_| staff) {
            Some(id) => names.team(conn, id)?,
            None => None,
        },
        service: match t.service {
            Some(id) => names.service(conn, id)?,
            None => None,
        },
        tags: if staff { ticket::tags(conn, t.id)? } else { Vec::new() },
        watchers,
        snoozed_until: t.snoozed_until.filter(|_| staff).map(time),
        merged_into: match t.merged_into {
            Some(into) => ticket::number_of(conn, into)?,
            None => None,
        },
        created_at: time(t.created_at),
        activity_at: time(t.activity_at),
        resolved_at: t.resolved_at.map(time),
        version: t.version,
    })
}

/// The ticket of this number, if the actor may see it.
pub(super) fn find(conn: &mut Conn, who: &Who, number: i64) -> Result<ticket::Ticket, Problem> {
    ticket::find(conn, &who.actor, number)?.ok_or_else(|| Problem::of(Trouble::NotFound))
}

pub(super) fn answer(ticket: Ticket) -> Response {
    ([(header::ETAG, etag(ticket.version))], Json(ticket)).into_response()
}

/// Read a ticket
///
/// Staff read every ticket, others what they asked for or watch.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}",
    operation_id = "readTicket",
    tag = "Tickets",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042)),
    responses(
        (status = 200, description = "The ticket", body = Ticket, headers(("ETag" = String, description = "The version, for If-Match"))),
        Finding,
    ),
    security(("token" = [])),
)]
pub(super) async fn read(caller: Caller, Number(number): Number) -> Result<Response, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let ticket = find(conn, who, number)?;
        shown(conn, who, &ticket)
    };
    Ok(answer(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// What to change; everything left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketChange {
    #[schema(min_length = 1, max_length = 250, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    pub subject: Option<String>,
    pub kind: Option<Kind>,
    /// `closed` is over; a requester may resolve their own ticket and open it again.
    pub status: Option<Status>,
    pub priority: Option<Priority>,
    /// With `urgency`: the priority follows both, unless it is given too.
    pub impact: Option<Impact>,
    pub urgency: Option<Urgency>,
    pub blocked: Option<Blocked>,
    #[schema(max_length = 2000)]
    pub goal: Option<String>,
    #[serde(default, deserialize_with = "object")]
    pub requester: Option<Somebody>,
    /// The id of a colleague; null for nobody.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<i64>, minimum = 1)]
    pub owner: Option<Option<i64>>,
    /// The slug of a team; null for none.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, max_length = 60, example = "network")]
    pub team: Option<Option<String>>,
    /// The slug of a service; null for none.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, max_length = 60, example = "vpn")]
    pub service: Option<Option<String>>,
    /// All tags it shall have.
    #[schema(value_type = Option<Vec<Tag>>, max_items = 20)]
    pub tags: Option<Vec<String>>,
    /// The ids of everybody who shall watch it.
    #[schema(value_type = Option<Vec<PersonNumber>>, max_items = 50)]
    pub watchers: Option<Vec<i64>>,
    /// Out of sight until this time; null wakes it.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Option<String>>,
}

impl TicketChange {
    fn check(&self) -> Result<(), Problem> {
        let mut checks = Checks::default();
        if let Some(subject) = &self.subject {
            checks.text("subject", subject, SUBJECT_LENGTH_MAX);
        }
        checks.length("goal", self.goal.as_deref().unwrap_or_default(), GOAL_LENGTH_MAX);
        if let Some(requester) = &self.requester {
            requester.check(&mut checks);
        }
        if self.impact.is_some() != self.urgency.is_some() {
            checks.add("impact", "must come together with urgency");
        }
        for (field, slug) in [("team", &self.team), ("service", &self.service)] {
            checks.length(field, slug.iter().flatten().next().map_or("", String::as_str), SLUG_LENGTH_MAX);
        }
        for (field, id) in
            [("owner", self.owner.flatten()), ("requester.id", self.requester.as_ref().and_then(|r| r.id))]
        {
            checks.id(field, id);
        }
        for (i, id) in self.watchers.iter().flatten().enumerate() {
            checks.id(&format!("watchers[{i}]"), Some(*id));
        }
        check_tags(&mut checks, self.tags.as_deref().unwrap_or_default());
        checks.count("watchers", self.watchers.as_deref().unwrap_or_default(), WATCHERS_MAX);
        if let Some(Some(until)) = &self.snoozed_until
            && read_time(until).is_none()
        {
            checks.add("snoozed_until", "must be an RFC 3339 time, like 2026-11-24T09:00:00Z");
        }
        checks.done()
    }
}

pub(super) fn check_tags(checks: &mut Checks, tags: &[String]) {
    checks.count("tags", tags, TAGS_MAX);
    for (i, tag) in tags.iter().enumerate() {
        checks.length(&format!("tags[{i}]"), tag, TAG_LENGTH_MAX);
        if change::clean_tag(tag).is_none() {
            checks.add(format!("tags[{i}]"), "must hold a letter or a digit");
        }
    }
}

pub(super) fn team_by_slug(conn: &mut Conn, slug: &str) -> Result<team::TeamId, Problem> {
    team::by_slug(conn, slug)?
        .map(|t| t.id)
        .ok_or_else(|| Problem::field("team", "there is no team with this slug"))
}

pub(super) fn service_by_slug(conn: &mut Conn, slug: &str) -> Result<service::ServiceId, Problem> {
    service::by_slug(conn, slug)?
        .map(|s| s.id)
        .ok_or_else(|| Problem::field("service", "there is no service with this slug"))
}

/// The versions an `If-Match` lets through; none: any. Weak tags count too, since a proxy that compresses makes
/// them weak.
fn versions_wanted(headers: &HeaderMap) -> Option<Vec<i64>> {
    let given = headers.get(header::IF_MATCH)?;
    let text = given.to_str().unwrap_or_default();
    if text.trim() == "*" {
        return None;
    }
    let tags = text.split(',').take(20).map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'));
    Some(tags.filter_map(|tag| tag.parse().ok()).collect())
}

/// Change a ticket
///
/// All of it or nothing. With `If-Match` only if nobody changed it meanwhile. Staff change everything, a requester
/// says whether it is solved.
#[utoipa::path(
    patch,
    path = "/api/v1/tickets/{number}",
    operation_id = "changeTicket",
    tag = "Tickets",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("If-Match" = Option<String>, Header, description = "The version that was read, as the ETag gave it", example = "\"3\""),
    ),
    request_body(content = TicketChange, content_type = "application/json", example = json!({ "status": "resolved", "tags": ["vpn"] })),
    responses(
        (status = 200, description = "The ticket as it is now", body = Ticket, headers(("ETag" = String, description = "The new version"))),
        ChangingVersion,
    ),
    security(("token" = [])),
)]
pub(super) async fn change(
    caller: Caller,
    Number(number): Number,
    headers: HeaderMap,
    sent: Sent<TicketChange>,
) -> Result<Response, Problem> {
    sent.body.check()?;
    let wanted = versions_wanted(&headers);
    let unit = move |tx: &mut Tx, who: &Who| {
        let ticket = find(tx, who, number)?;
        if wanted.as_ref().is_some_and(|versions| !versions.contains(&ticket.version)) {
            return Err(outdated(tx, who, &ticket)?);
        }
        apply(tx, who, &ticket, &sent.body)?;
        let ticket = find(tx, who, number)?;
        shown(tx, who, &ticket)
    };
    Ok(answer(caller.write(Scope::TicketsWrite, unit).await?))
}

/// Says what happened last, to those who may know.
fn outdated(conn: &mut Conn, who: &Who, ticket: &ticket::Ticket) -> Result<Problem, Problem> {
    let mut detail = format!("The ticket is at version {} now.", ticket.version);
    if who.actor.is_staff()
        && let Some(last) = event::of_ticket(conn, ticket.id, 1)?.first()
    {
        detail = format!("{detail} {}.", event::sentence(last));
    }
    Ok(Problem::new(Trouble::Outdated, detail))
}

/// One change after the other, all in this unit of work: when one is refused, none is kept.
fn apply(tx: &mut Tx, who: &Who, ticket: &ticket::Ticket, new: &TicketChange) -> Result<(), Problem> {
    let step = |tx: &mut Tx, field: &str, change: Change| {
        change::change(tx, &who.by(), ticket, &change).map(drop).map_err(|e| refusal(e, field))
    };
    if let Some(subject) = &new.subject {
        step(tx, "subject", Change::Subject(subject))?;
    }
    if let Some(kind) = new.kind {
        step(tx, "kind", Change::Kind(kind.into()))?;
    }
    if let Some(goal) = &new.goal {
        step(tx, "goal", Change::Goal(goal))?;
    }
    if let Some(blocked) = new.blocked {
        step(tx, "blocked", Change::Blocked(blocked.into()))?;
    }
    if let (Some(impact), Some(urgency)) = (new.impact, new.urgency) {
        step(tx, "impact", Change::Weight { impact: impact.into(), urgency: urgency.into() })?;
    }
    if let Some(priority) = new.priority {
        step(tx, "priority", Change::Priority { to: priority.into(), was: None })?;
    }
    if let Some(requester) = &new.requester {
        who.needs(Power::AskForOthers, "Only agents may change who asked.")?;
        let to = requester.meet(tx, who)?;
        step(tx, "requester", Change::Requester(to))?;
    }
    if let Some(team) = &new.team {
        let to = team.as_deref().map(|slug| team_by_slug(tx, slug)).transpose()?;
        step(tx, "team", Change::Team { to, was: None })?;
    }
    if let Some(service) = &new.service {
        let to = service.as_deref().map(|slug| service_by_slug(tx, slug)).transpose()?;
        step(tx, "service", Change::Service { to, was: None })?;
    }
    if let Some(owner) = new.owner {
        step(tx, "owner", Change::Owner { to: owner.map(PersonId), was: None })?;
    }
    if let Some(tags) = &new.tags {
        who.needs(Power::WorkTicket, "Only agents may change tags.")?;
        let wanted: Vec<String> = tags.iter().filter_map(|tag| change::clean_tag(tag)).collect();
        for tag in ticket::tags(tx, ticket.id)?.iter().filter(|tag| !wanted.contains(tag)) {
            step(tx, "tags", Change::RemoveTag(tag))?;
        }
        for tag in &wanted {
            step(tx, "tags", Change::AddTag(tag))?;
        }
    }
    if let Some(watchers) = &new.watchers {
        who.needs(Power::WorkTicket, "Only agents may change who watches.")?;
        for (id, ..) in ticket::watchers(tx, ticket.id)? {
            if !watchers.contains(&id.0) {
                step(tx, "watchers", Change::RemoveWatcher(id))?;
            }
        }
        for id in watchers {
            step(tx, "watchers", Change::AddWatcher(PersonId(*id)))?;
        }
    }
    if let Some(status) = new.status {
        step(tx, "status", Change::Status { to: status.into(), was: None })?;
    }
    if let Some(until) = &new.snoozed_until {
        let fresh = find(tx, who, ticket.number)?;
        let until = until.as_deref().and_then(read_time);
        snooze::snooze(tx, &who.by(), &fresh, until).map_err(|e| refusal(e, "snoozed_until"))?;
    }
    Ok(())
}
