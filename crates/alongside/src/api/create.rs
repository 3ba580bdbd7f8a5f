//! Asking for help by the API: a new ticket with its first message, at most once for each idempotency key.

use super::attachment;
use super::body::{Sent, object};
use super::caller::{Caller, Created, Scope, Who};
use super::docs::Making;
use super::message::ATTACHMENTS_MAX;
use super::problem::{Checks, Problem, refusal};
use super::ticket::{
    GOAL_LENGTH_MAX, SLUG_LENGTH_MAX, Somebody, Ticket, WATCHERS_MAX, check_tags, find, service_by_slug,
    shown, team_by_slug,
};
use super::types::{Blocked, Format, Impact, Kind, PersonNumber, Priority, Tag, UploadId, Urgency};
use crate::ids::PersonId;
use crate::person::{self, Power, Role};
use crate::ticket::create::{self as creating, NewTicket as Wanted};
use crate::ticket::message::Words;
use crate::ticket::{BODY_LENGTH_MAX, SUBJECT_LENGTH_MAX};
use axum::response::Response;
use serde::Deserialize;
use store::{Conn, Tx};
use utoipa::ToSchema;

/// A request for help.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    #[schema(
        min_length = 1,
        max_length = 250,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f]",
        example = "VPN drops every hour"
    )]
    pub subject: String,
    /// What is wrong, in the requester's words.
    #[schema(
        min_length = 1,
        max_length = 200000,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f]",
        example = "Since this morning the VPN drops every hour."
    )]
    pub body: String,
    /// How the body is written; Markdown unless said otherwise.
    pub format: Option<Format>,
    /// Agents may ask for somebody else; without it the token's own person asks.
    #[serde(default, deserialize_with = "object")]
    pub requester: Option<Somebody>,
    pub kind: Option<Kind>,
    /// What the requester was trying to get done.
    #[schema(max_length = 2000)]
    pub goal: Option<String>,
    pub blocked: Option<Blocked>,
    /// For agents, as are all fields from here on but `service`, `attachments` and `receipt`.
    pub impact: Option<Impact>,
    pub urgency: Option<Urgency>,
    /// Suggested from impact and urgency unless given.
    pub priority: Option<Priority>,
    /// A team's slug.
    #[schema(max_length = 60, example = json!(null))]
    pub team: Option<String>,
    /// A service's slug.
    #[schema(max_length = 60, example = json!(null))]
    pub service: Option<String>,
    /// The id of the colleague who takes it.
    #[schema(minimum = 1, example = json!(null))]
    pub owner: Option<i64>,
    #[schema(value_type = Option<Vec<Tag>>, max_items = 20)]
    pub tags: Option<Vec<String>>,
    /// The ids of people who watch it.
    #[schema(value_type = Option<Vec<PersonNumber>>, max_items = 50)]
    pub watchers: Option<Vec<i64>>,
    /// Ids of files uploaded before (`POST /api/v1/uploads`): they come with the first message.
    #[schema(value_type = Option<Vec<UploadId>>, max_items = 20)]
    pub attachments: Option<Vec<i64>>,
    /// Whether the requester is told by mail that the request has arrived; yes unless said otherwise.
    pub receipt: Option<bool>,
}

impl NewTicket {
    fn check(&self) -> Result<(), Problem> {
        let mut checks = Checks::default();
        checks.text("subject", &self.subject, SUBJECT_LENGTH_MAX);
        checks.text("body", &self.body, BODY_LENGTH_MAX);
        if let Some(requester) = &self.requester {
            requester.check(&mut checks);
        }
        checks.length("goal", self.goal.as_deref().unwrap_or_default(), GOAL_LENGTH_MAX);
        for (field, slug) in [("team", &self.team), ("service", &self.service)] {
            checks.length(field, slug.as_deref().unwrap_or_default(), SLUG_LENGTH_MAX);
        }
        check_tags(&mut checks, self.tags.as_deref().unwrap_or_default());
        checks.count("watchers", self.watchers.as_deref().unwrap_or_default(), WATCHERS_MAX);
        checks.count("attachments", self.attachments.as_deref().unwrap_or_default(), ATTACHMENTS_MAX);
        checks.done()
    }

    /// Whether something is set that only those who work tickets may set.
    fn is_work(&self) -> bool {
        self.impact.is_some()
            || self.urgency.is_some()
            || self.priority.is_some()
            || self.team.is_some()
            || self.owner.is_some()
            || self.tags.is_some()
            || self.watchers.is_some()
    }
}

/// Ask for help
///
/// Makes a ticket with its first message, and with the files that were uploaded for it before. Send an `Idempotency-Key` so that trying again after a lost answer
/// cannot make a second one: the same request with the same key gets the same answer for a day.
#[utoipa::path(
    post,
    path = "/api/v1/tickets",
    operation_id = "createTicket",
    tag = "Tickets",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body(content = NewTicket, content_type = "application/json", example = json!({
        "subject": "VPN drops every hour", "body": "Since this morning the VPN drops every hour.",
        "requester": { "address": "ana@example.org", "name": "Ana Lind" }, "blocked": "slowed",
    })),
    responses(
        (status = 201, description = "The new ticket", body = Ticket, headers(
            ("Location" = String, description = "Where it is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotency-Replayed" = String, description = "`true` when this answer was given before"),
        )),
        Making,
    ),
    security(("token" = [])),
)]
pub(super) async fn create(caller: Caller, sent: Sent<NewTicket>) -> Result<Response, Problem> {
    sent.body.check()?;
    caller.create(Scope::TicketsWrite, sent, unit).await
}

fn unit(tx: &mut Tx, who: &Who, new: &NewTicket) -> Result<Created<Ticket>, Problem> {
    if new.is_work() {
        who.needs(
            Power::WorkTicket,
            "Only agents may set impact, urgency, priority, team, owner, tags and watchers.",
        )?;
    }
    let requester = match &new.requester {
        Some(somebody) => {
            if somebody.id != Some(who.actor.id.0) {
                who.needs(Power::AskForOthers, "Only agents may ask for somebody else.")?;
            }
            Some(somebody.meet(tx, who)?)
        }
        None => None,
    };
    let owner = new.owner.map(|id| colleague(tx, id)).transpose()?;
    let mut watchers = Vec::new();
    for (i, id) in new.watchers.iter().flatten().enumerate() {
        if person::find(tx, PersonId(*id))?.is_none() {
            return Err(Problem::field(format!("watchers[{i}]"), "nobody here has this id"));
        }
        watchers.push(PersonId(*id));
    }
    let uploads = attachment::named(tx, who, None, new.attachments.as_deref().unwrap_or_default())?;
    let words =
        Words { body: &new.body, format: new.format.map(Into::into), uploads: &uploads, ..Words::default() };
    let wanted = Wanted {
        requester,
        subject: &new.subject,
        words,
        kind: new.kind.map(Into::into),
        goal: new.goal.as_deref().unwrap_or_default(),
        blocked: new.blocked.map(Into::into),
        impact: new.impact.map(Into::into),
        urgency: new.urgency.map(Into::into),
        priority: new.priority.map(Into::into),
        team: new.team.as_deref().map(|slug| team_by_slug(tx, slug)).transpose()?,
        service: new.service.as_deref().map(|slug| service_by_slug(tx, slug)).transpose()?,
        owner,
        watchers: &watchers,
        tags: new.tags.as_deref().unwrap_or_default(),
        receipt: new.receipt.unwrap_or(true),
        ..Wanted::default()
    };
    let (ticket, _) = creating::create(tx, &who.by(), &wanted).map_err(|e| refusal(e, "body"))?;
    // An agent who asks for somebody else sees it too; a requester who asks sees their own.
    let ticket = find(tx, who, ticket.number)?;
    Ok(Created {
        location: Some(format!("/api/v1/tickets/{}", ticket.number)),
        version: Some(ticket.version),
        body: shown(tx, who, &ticket)?,
    })
}

/// Somebody who can own a ticket.
fn colleague(conn: &mut Conn, id: i64) -> Result<PersonId, Problem> {
    match person::find(conn, PersonId(id))? {
        Some(p) if p.active && p.role != Role::Requester => Ok(p.id),
        _ => Err(Problem::field("owner", "no colleague here has this id")),
    }
}
