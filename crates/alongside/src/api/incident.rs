//! Major incidents: declaring one, telling everybody, giving the next update another time, linking tickets. For colleagues;
//! what everybody may know stands on the status page.

use super::body::{Number, Sent};
use super::caller::{Caller, Created, Scope, Who};
use super::docs::{Changing, Finding, Making, Reading};
use super::problem::{Checks, Kind as Trouble, Problem};
use super::types::{Names, PersonName, PlaceName, read_time, time};
use crate::clock::MINUTE;
use crate::ids::{PersonId, ServiceId};
use crate::incident::declare::{self, Declaration};
use crate::incident::update::{self, NewUpdate};
use crate::incident::{self, Incident as Known, LinkState, Refused, link};
use crate::person::Power;
use crate::{secret, service, ticket};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::ToSchema;

const LISTED: i64 = 100;
const SERVICES_MAX: usize = 50;
const TICKETS_MAX: usize = 500;

/// How bad it is: `minor` slows people down, `major` stops a part of their work, `critical` stops most of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Minor,
    Major,
    Critical,
}

/// Where an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    Investigating,
    Identified,
    Monitoring,
    Resolved,
}

/// How a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    Operational,
    Degraded,
    PartialOutage,
    Outage,
}

impl From<Severity> for incident::Severity {
    fn from(word: Severity) -> Self {
        match word {
            Severity::Minor => Self::Minor,
            Severity::Major => Self::Major,
            Severity::Critical => Self::Critical,
        }
    }
}

impl From<incident::Severity> for Severity {
    fn from(word: incident::Severity) -> Self {
        match word {
            incident::Severity::Minor => Self::Minor,
            incident::Severity::Major => Self::Major,
            incident::Severity::Critical => Self::Critical,
        }
    }
}

impl From<IncidentState> for incident::State {
    fn from(word: IncidentState) -> Self {
        match word {
            IncidentState::Investigating => Self::Investigating,
            IncidentState::Identified => Self::Identified,
            IncidentState::Monitoring => Self::Monitoring,
            IncidentState::Resolved => Self::Resolved,
        }
    }
}

impl From<incident::State> for IncidentState {
    fn from(word: incident::State) -> Self {
        match word {
            incident::State::Investigating => Self::Investigating,
            incident::State::Identified => Self::Identified,
            incident::State::Monitoring => Self::Monitoring,
            incident::State::Resolved => Self::Resolved,
        }
    }
}

impl From<ServiceState> for incident::ServiceState {
    fn from(word: ServiceState) -> Self {
        match word {
            ServiceState::Operational => Self::Operational,
            ServiceState::Degraded => Self::Degraded,
            ServiceState::PartialOutage => Self::PartialOutage,
            ServiceState::Outage => Self::Outage,
        }
    }
}

impl From<incident::ServiceState> for ServiceState {
    fn from(word: incident::ServiceState) -> Self {
        match word {
            incident::ServiceState::Operational => Self::Operational,
            incident::ServiceState::Degraded => Self::Degraded,
            incident::ServiceState::PartialOutage => Self::PartialOutage,
            incident::ServiceState::Outage => Self::Outage,
        }
    }
}

/// A service of an incident, with how it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct AffectedService {
    #[serde(flatten)]
    pub service: PlaceName,
    pub state: ServiceState,
}

/// A major incident.
#[derive(Debug, Serialize, ToSchema)]
pub struct Incident {
    #[schema(minimum = 1, example = 12)]
    pub number: i64,
    /// In the words of those who cannot work.
    #[schema(example = "Wi-Fi is down in Ward 4")]
    pub title: String,
    pub severity: Severity,
    pub state: IncidentState,
    pub owner: PersonName,
    /// Who writes the updates.
    pub writer: PersonName,
    pub services: Vec<AffectedService>,
    pub began_at: String,
    pub declared_at: String,
    pub resolved_at: Option<String>,
    /// When everybody was promised to hear more; none once it is resolved.
    pub next_update_by: Option<String>,
    /// That time has passed.
    pub is_late: bool,
    /// Minutes between updates.
    pub cadence_minutes: i64,
    /// Shown on the status page.
    pub is_public: bool,
    /// Its name on the status page.
    pub public_id: String,
    pub tickets_linked: i64,
    /// People who wrote about it, or said that it happens to them as well.
    pub people_reached: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentList {
    pub items: Vec<Incident>,
}

/// One update as it was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentUpdate {
    #[schema(minimum = 1, example = 4)]
    pub id: i64,
    pub author: PersonName,
    pub at: String,
    pub state: IncidentState,
    /// Markdown.
    pub body: String,
    pub stakeholder_body: String,
    /// It came after the time that was promised for it.
    pub is_late: bool,
    /// People who were told by mail.
    pub told: i64,
}

/// An incident with everything that was told of it, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentWithUpdates {
    #[serde(flatten)]
    pub incident: Incident,
    pub updates: Vec<IncidentUpdate>,
}

fn shown(conn: &mut Conn, who: &Who, i: &Known) -> Result<Incident, Problem> {
    let mut names = Names::default();
    let mut services = Vec::new();
    for (id, _, state) in incident::services(conn, i.id)? {
        services
            .extend(names.service(conn, id)?.map(|s| AffectedService { service: s, state: state.into() }));
    }
    Ok(Incident {
        number: i.number,
        title: i.title.clone(),
        severity: i.severity.into(),
        state: i.state.into(),
        owner: names.person(conn, i.owner)?,
        writer: names.person(conn, i.writer())?,
        services,
        began_at: time(i.began_at),
        declared_at: time(i.declared_at),
        resolved_at: i.resolved_at.map(time),
        next_update_by: i.next_update_by.map(time),
        is_late: i.is_late(who.now),
        cadence_minutes: i.cadence_minutes,
        is_public: i.is_public,
        public_id: i.public_id.clone(),
        tickets_linked: incident::count_tickets(conn, i.id, LinkState::Linked)?.0,
        people_reached: incident::reached(conn, i.id)?,
    })
}

fn with_updates(conn: &mut Conn, who: &Who, i: &Known) -> Result<IncidentWithUpdates, Problem> {
    let sent = incident::updates(conn, i.id)?;
    let updates = sent.into_iter().map(|u| IncidentUpdate {
        id: u.id.0,
        author: PersonName { id: u.author.0, name: u.author_name },
        at: time(u.at),
        state: u.state.into(),
        body: u.body,
        stakeholder_body: u.stakeholder_body,
        is_late: u.is_late,
        told: u.told,
    });
    Ok(IncidentWithUpdates { updates: updates.collect(), incident: shown(conn, who, i)? })
}

fn refusal(error: incident::Error, field: &str) -> Problem {
    let refused = match error {
        incident::Error::Fault(fault) => return fault.into(),
        incident::Error::Refused(refused) => refused,
    };
    let why = refused.to_string();
    match refused {
        Refused::NotAllowed => Problem::new(Trouble::Forbidden, why),
        Refused::NewUpdate | Refused::Over | Refused::NotOver | Refused::AlreadyLate | Refused::Closed => {
            Problem::new(Trouble::Conflict, why)
        }
        _ => Problem::field(field, why),
    }
}

fn colleague(who: &Who) -> Result<(), Problem> {
    who.needs(Power::SeeDesk, "Only colleagues may see incidents. The status page is for everybody.")
}

fn may_work(who: &Who) -> Result<(), Problem> {
    who.needs(Power::WorkTicket, "Only those who work tickets may do this with an incident.")
}

fn found(conn: &mut Conn, number: i64) -> Result<Known, Problem> {
    incident::by_number(conn, number)?.ok_or_else(|| Problem::of(Trouble::NotFound))
}

/// List incidents
///
/// The latest hundred, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/incidents",
    operation_id = "listIncidents",
    tag = "Incidents",
    responses((status = 200, description = "The latest first", body = IncidentList), Reading),
    security(("token" = [])),
)]
pub(super) async fn list(caller: Caller) -> Result<Json<IncidentList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        colleague(who)?;
        let mut items = Vec::new();
        for one in incident::page(conn, None, LISTED)? {
            items.push(shown(conn, who, &one)?);
        }
        Ok(IncidentList { items })
    };
    Ok(Json(caller.read(Some(Scope::IncidentsRead), unit).await?))
}

/// Read an incident
///
/// With everything that was told of it.
#[utoipa::path(
    get,
    path = "/api/v1/incidents/{number}",
    operation_id = "readIncident",
    tag = "Incidents",
    params(("number" = i64, Path, description = "Its number", minimum = 1)),
    responses((status = 200, description = "The incident", body = IncidentWithUpdates), Finding),
    security(("token" = [])),
)]
pub(super) async fn read(
    caller: Caller,
    Number(number): Number,
) -> Result<Json<IncidentWithUpdates>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        colleague(who)?;
        let one = found(conn, number)?;
        with_updates(conn, who, &one)
    };
    Ok(Json(caller.read(Some(Scope::IncidentsRead), unit).await?))
}

/// A service and how it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SentService {
    /// Its slug.
    #[schema(max_length = 60, example = "wi-fi")]
    pub slug: String,
    pub state: ServiceState,
}

/// An incident to declare.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIncident {
    /// In the words of those who cannot work.
    #[schema(
        min_length = 1,
        max_length = 160,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f]",
        example = "Wi-Fi is down in Ward 4"
    )]
    pub title: String,
    /// `major` unless said otherwise.
    pub severity: Option<Severity>,
    #[schema(max_items = 50)]
    pub services: Option<Vec<SentService>>,
    /// Minutes between updates: 15, 30, 60, 120, 240 or 1440; as the severity has it unless said otherwise.
    #[schema(example = json!(null))]
    pub cadence_minutes: Option<i64>,
    /// The id of the colleague who owns it; the token's person unless said otherwise.
    #[schema(minimum = 1, example = json!(null))]
    pub owner: Option<i64>,
    /// Numbers of tickets that belong to it.
    #[schema(max_items = 500)]
    pub tickets: Option<Vec<i64>>,
    /// Shown on the status page; yes unless said otherwise.
    pub is_public: Option<bool>,
    /// When it began, RFC 3339.
    #[schema(example = json!(null))]
    pub began_at: Option<String>,
}

fn services_of(
    conn: &mut Conn,
    sent: &[SentService],
) -> Result<Vec<(ServiceId, incident::ServiceState)>, Problem> {
    let mut services = Vec::new();
    for one in sent {
        match service::by_slug(conn, &one.slug)? {
            Some(known) => services.push((known.id, one.state.into())),
            None => return Err(Problem::field("services", format!("there is no service {}", one.slug))),
        }
    }
    Ok(services)
}

fn tickets_of(conn: &mut Conn, who: &Who, numbers: &[i64]) -> Result<Vec<ticket::TicketId>, Problem> {
    let mut ids = Vec::new();
    for number in numbers {
        match ticket::find(conn, &who.actor, *number)? {
            Some(ticket) => ids.push(ticket.id),
            None => return Err(Problem::field("tickets", format!("there is no ticket {number}"))),
        }
    }
    Ok(ids)
}

/// Declare an incident
///
/// From then on it has an owner and a time by which everybody hears more.
#[utoipa::path(
    post,
    path = "/api/v1/incidents",
    operation_id = "declareIncident",
    tag = "Incidents",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body = NewIncident,
    responses((status = 201, description = "It is declared", body = Incident, headers(("Location" = String, description = "Where it is"))), Making),
    security(("token" = [])),
)]
pub(super) async fn create(caller: Caller, sent: Sent<NewIncident>) -> Result<Response, Problem> {
    let public_id: String =
        secret::new_token().map_err(crate::http::Problem::from)?.chars().take(22).collect();
    let unit = move |tx: &mut Tx, who: &Who, new: &NewIncident| {
        may_work(who)?;
        let mut checks = Checks::default();
        checks.text("title", &new.title, crate::record::TITLE_LENGTH_MAX);
        checks.count("services", new.services.as_deref().unwrap_or_default(), SERVICES_MAX);
        checks.count("tickets", new.tickets.as_deref().unwrap_or_default(), TICKETS_MAX);
        checks.id("owner", new.owner);
        checks.done()?;
        let began_at = match &new.began_at {
            Some(text) => {
                Some(read_time(text).ok_or_else(|| Problem::field("began_at", "is no RFC 3339 time"))?)
            }
            None => None,
        };
        let services = services_of(tx, new.services.as_deref().unwrap_or_default())?;
        let tickets = tickets_of(tx, who, new.tickets.as_deref().unwrap_or_default())?;
        let declaration = Declaration {
            title: &new.title,
            severity: new.severity.unwrap_or(Severity::Major).into(),
            services: &services,
            cadence_minutes: new.cadence_minutes,
            owner: new.owner.map(PersonId),
            tickets: &tickets,
            is_public: new.is_public.unwrap_or(true),
            began_at,
            public_id: &public_id,
            ..Declaration::default()
        };
        let made = tx
            .attempt(|tx| declare::declare(tx, &who.by(), &declaration))
            .map_err(|error| refusal(error, "title"))?;
        let location = Some(format!("/api/v1/incidents/{}", made.number));
        Ok(Created { location, version: None, body: shown(tx, who, &made)? })
    };
    caller.create(Scope::IncidentsWrite, sent, unit).await
}

/// An update to send to everybody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIncidentUpdate {
    /// `resolved` ends the incident; another state on a resolved one takes it up again.
    pub state: IncidentState,
    /// Markdown.
    #[schema(
        min_length = 1,
        max_length = 20000,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f]",
        example = "A switch broke. The new one is in by 15:00."
    )]
    pub body: String,
    /// For stakeholders: the effect on their work, and what they must decide.
    #[schema(max_length = 20000)]
    pub stakeholder_body: Option<String>,
    /// Services whose state is another one now.
    #[schema(max_items = 50)]
    pub services: Option<Vec<SentService>>,
    /// Minutes until the next update; as the incident has it unless said otherwise.
    #[schema(minimum = 1, maximum = 2880, example = json!(null))]
    pub next_in_minutes: Option<i64>,
}

/// Tell everybody
///
/// Goes to every linked ticket in its own thread, to whoever said “me too”, to stakeholders and to the status page, to each
/// person once. It keeps the promise of the last one, late when it is late, and makes the next.
#[utoipa::path(
    post,
    path = "/api/v1/incidents/{number}/updates",
    operation_id = "sendIncidentUpdate",
    tag = "Incidents",
    params(
        ("number" = i64, Path, description = "Its number", minimum = 1),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body = NewIncidentUpdate,
    responses((status = 201, description = "It is sent", body = IncidentWithUpdates), Changing),
    security(("token" = [])),
)]
pub(super) async fn tell(
    caller: Caller,
    Number(number): Number,
    sent: Sent<NewIncidentUpdate>,
) -> Result<Response, Problem> {
    let unit = move |tx: &mut Tx, who: &Who, new: &NewIncidentUpdate| {
        may_work(who)?;
        let mut checks = Checks::default();
        checks.text("body", &new.body, incident::BODY_LENGTH_MAX);
        let stakeholder_body = new.stakeholder_body.as_deref().unwrap_or_default();
        checks.length("stakeholder_body", stakeholder_body, incident::BODY_LENGTH_MAX);
        checks.count("services", new.services.as_deref().unwrap_or_default(), SERVICES_MAX);
        checks.done()?;
        let one = found(tx, number)?;
        let services = services_of(tx, new.services.as_deref().unwrap_or_default())?;
        let told = NewUpdate {
            state: new.state.into(),
            body: &new.body,
            stakeholder_body,
            services: &services,
            next_update_by: new.next_in_minutes.map(|m| who.now.plus(m.saturating_mul(MINUTE))),
            seen: None,
        };
        let others = crate::desk::incident_subscribers(tx, &one)?;
        tx.attempt(|tx| update::update(tx, &who.by(), &one, &told, &others))
            .map_err(|error| refusal(error, "next_in_minutes"))?;
        let after = found(tx, number)?;
        Ok(Created { location: None, version: None, body: with_updates(tx, who, &after)? })
    };
    caller.create(Scope::IncidentsWrite, sent, unit).await
}

/// Another time for the next update.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNextUpdate {
    /// RFC 3339, at most two days from now.
    #[schema(example = "2026-11-24T15:30:00Z")]
    pub by: String,
    /// Everybody reads it.
    #[schema(min_length = 1, max_length = 300, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    pub reason: String,
}

/// Give the next update another time
///
/// Before the old one has passed, with a reason that everybody reads.
#[utoipa::path(
    put,
    path = "/api/v1/incidents/{number}/next-update",
    operation_id = "renewIncidentUpdate",
    tag = "Incidents",
    params(("number" = i64, Path, description = "Its number", minimum = 1)),
    request_body = NewNextUpdate,
    responses((status = 200, description = "It has another time", body = IncidentWithUpdates), Changing),
    security(("token" = [])),
)]
pub(super) async fn renew(
    caller: Caller,
    Number(number): Number,
    sent: Sent<NewNextUpdate>,
) -> Result<Json<IncidentWithUpdates>, Problem> {
    let new = sent.body;
    let unit = move |tx: &mut Tx, who: &Who| {
        may_work(who)?;
        let mut checks = Checks::default();
        checks.text("reason", &new.reason, 300);
        checks.done()?;
        let one = found(tx, number)?;
        let by = read_time(&new.by).ok_or_else(|| Problem::field("by", "is no RFC 3339 time"))?;
        tx.attempt(|tx| update::renew(tx, &who.by(), &one, by, &new.reason))
            .map_err(|error| refusal(error, "by"))?;
        let after = found(tx, number)?;
        with_updates(tx, who, &after)
    };
    Ok(Json(caller.write(Scope::IncidentsWrite, unit).await?))
}

/// Tickets that belong to an incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkedTickets {
    /// Their numbers.
    #[schema(min_items = 1, max_items = 500, example = json!([1042]))]
    pub tickets: Vec<i64>,
}

/// Link tickets
///
/// Their people hear from us with the next update. What is linked already stays so.
#[utoipa::path(
    post,
    path = "/api/v1/incidents/{number}/tickets",
    operation_id = "linkIncidentTickets",
    tag = "Incidents",
    params(("number" = i64, Path, description = "Its number", minimum = 1)),
    request_body = LinkedTickets,
    responses((status = 204, description = "They are linked"), Changing),
    security(("token" = [])),
)]
pub(super) async fn link_tickets(
    caller: Caller,
    Number(number): Number,
    sent: Sent<LinkedTickets>,
) -> Result<StatusCode, Problem> {
    let numbers = sent.body.tickets;
    let unit = move |tx: &mut Tx, who: &Who| {
        may_work(who)?;
        let mut checks = Checks::default();
        checks.count("tickets", &numbers, TICKETS_MAX);
        checks.done()?;
        let one = found(tx, number)?;
        let ids = tickets_of(tx, who, &numbers)?;
        tx.attempt(|tx| link::link(tx, &who.by(), &one, &ids)).map_err(|error| refusal(error, "tickets"))?;
        Ok(())
    };
    caller.write(Scope::IncidentsWrite, unit).await?;
    Ok(StatusCode::NO_CONTENT)
}
