//! What tickets are to each other: merging and undoing that, splitting, linking. The desk's own verbs.

use super::body::{Number, Numbers, Sent};
use super::caller::{Caller, Created, Scope, Who};
use super::docs::{Changing, Finding};
use super::problem::{Checks, Kind, Problem, refusal};
use super::ticket::{Ticket, answer, find, shown};
use super::types::{MessageNumber, Status};
use crate::ids::MessageId;
use crate::person::Power;
use crate::ticket::{self, LinkKind, SUBJECT_LENGTH_MAX, merge as merging, split as splitting};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::ToSchema;

/// Messages that may be moved at one time.
const MESSAGES_MAX: usize = 200;
const ONLY_AGENTS: &str = "Only agents may merge, split and link tickets.";

/// Where a ticket goes on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The number of the ticket that takes the conversation in.
    #[schema(minimum = 1, example = 1040)]
    pub into: i64,
}

/// Merge a ticket into another
///
/// Its conversation goes on there, its requester and watchers watch that one, and it is closed. Doing it again changes
/// nothing. Only agents may.
#[utoipa::path(
    put,
    path = "/api/v1/tickets/{number}/merge",
    operation_id = "mergeTicket",
    tag = "Tickets",
    params(("number" = i64, Path, description = "The ticket that is merged away", minimum = 1, example = 1042)),
    request_body(content = Merge, content_type = "application/json", example = json!({ "into": 1040 })),
    responses((status = 200, description = "The ticket that was merged away", body = Ticket), Changing),
    security(("token" = [])),
)]
pub(super) async fn merge(
    caller: Caller,
    Number(number): Number,
    sent: Sent<Merge>,
) -> Result<Response, Problem> {
    let into = sent.body.into;
    let unit = move |tx: &mut Tx, who: &Who| {
        who.needs(Power::WorkTicket, ONLY_AGENTS)?;
        let from = find(tx, who, number)?;
        let into = ticket::find(tx, &who.actor, into)?
            .ok_or_else(|| Problem::field("into", "there is no ticket with this number"))?;
        if from.merged_into != Some(into.id) {
            merging::merge(tx, &who.by(), &from, &into).map_err(|e| refusal(e, "into"))?;
        }
        let merged = find(tx, who, number)?;
        shown(tx, who, &merged)
    };
    Ok(answer(caller.write(Scope::TicketsWrite, unit).await?))
}

/// Undo a merge
///
/// Every message goes back to where it was written. Only agents may.
#[utoipa::path(
    delete,
    path = "/api/v1/tickets/{number}/merge",
    operation_id = "undoMerge",
    tag = "Tickets",
    params(("number" = i64, Path, description = "The ticket that was merged away", minimum = 1, example = 1042)),
    responses((status = 200, description = "The ticket, a ticket of its own again", body = Ticket), Changing),
    security(("token" = [])),
)]
pub(super) async fn undo_merge(caller: Caller, Number(number): Number) -> Result<Response, Problem> {
    let unit = move |tx: &mut Tx, who: &Who| {
        who.needs(Power::WorkTicket, ONLY_AGENTS)?;
        let from = find(tx, who, number)?;
        if from.merged_into.is_none() {
            return Err(Problem::new(Kind::Conflict, "This ticket is not merged into another."));
        }
        merging::undo(tx, &who.by(), &from).map_err(|e| refusal(e, "number"))?;
        let restored = find(tx, who, number)?;
        shown(tx, who, &restored)
    };
    Ok(answer(caller.write(Scope::TicketsWrite, unit).await?))
}

/// Messages that are about something else.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The ids of the messages to move; the ticket's first message stays.
    #[schema(value_type = Vec<MessageNumber>, min_items = 1, max_items = 200)]
    pub messages: Vec<i64>,
    /// Without one, the first words of the first message that moves.
    #[schema(max_length = 250, example = "The printer, too")]
    pub subject: Option<String>,
}

/// Split a ticket
///
/// Some of its messages become a ticket of their own, linked to this one. Only agents may.
#[utoipa::path(
    post,
    path = "/api/v1/tickets/{number}/splits",
    operation_id = "splitTicket",
    tag = "Tickets",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body(content = Split, content_type = "application/json", example = json!({ "messages": [8124], "subject": "The printer, too" })),
    responses(
        (status = 201, description = "The new ticket", body = Ticket, headers(
            ("Location" = String, description = "Where it is"),
            ("ETag" = String, description = "Its version"),
            ("Idempotency-Replayed" = String, description = "`true` when this answer was given before"),
        )),
        Changing,
    ),
    security(("token" = [])),
)]
pub(super) async fn split(
    caller: Caller,
    Number(number): Number,
    sent: Sent<Split>,
) -> Result<Response, Problem> {
    let mut checks = Checks::default();
    checks.count("messages", &sent.body.messages, MESSAGES_MAX);
    checks.length("subject", sent.body.subject.as_deref().unwrap_or_default(), SUBJECT_LENGTH_MAX);
    checks.done()?;
    let unit = move |tx: &mut Tx, who: &Who, wish: &Split| {
        who.needs(Power::WorkTicket, ONLY_AGENTS)?;
        let from = find(tx, who, number)?;
        let moving: Vec<MessageId> = wish.messages.iter().map(|id| MessageId(*id)).collect();
        let subject = wish.subject.as_deref().unwrap_or_default();
        let new =
            splitting::split(tx, &who.by(), &from, &moving, subject).map_err(|e| refusal(e, "messages"))?;
        let new = find(tx, who, new.number)?;
        Ok(Created {
            location: Some(format!("/api/v1/tickets/{}", new.number)),
            version: Some(new.version),
            body: shown(tx, who, &new)?,
        })
    };
    caller.create(Scope::TicketsWrite, sent, unit).await
}

/// How two tickets belong together.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkWord {
    Related,
    /// It takes up what the other, closed one left.
    Follows,
    SplitFrom,
}

impl From<LinkKind> for LinkWord {
    fn from(kind: LinkKind) -> LinkWord {
        match kind {
            LinkKind::Related => LinkWord::Related,
            LinkKind::Follows => LinkWord::Follows,
            LinkKind::SplitFrom => LinkWord::SplitFrom,
        }
    }
}

/// A ticket that belongs near.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    #[schema(minimum = 1, example = 1040)]
    pub number: i64,
    pub kind: LinkWord,
    #[schema(example = "VPN down in the whole building")]
    pub subject: String,
    pub status: Status,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LinkList {
    #[schema(max_items = 100)]
    pub items: Vec<Link>,
}

fn links_of(conn: &mut Conn, ticket: &ticket::Ticket) -> Result<LinkList, Problem> {
    let items = ticket::links(conn, ticket.id)?.into_iter().map(|link| Link {
        number: link.number,
        kind: link.kind.into(),
        subject: link.subject,
        status: link.status.into(),
    });
    Ok(LinkList { items: items.collect() })
}

/// List a ticket's links
///
/// Those to other tickets; for colleagues.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}/links",
    operation_id = "listLinks",
    tag = "Tickets",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042)),
    responses((status = 200, description = "The newest 100", body = LinkList), Finding),
    security(("token" = [])),
)]
pub(super) async fn links(caller: Caller, Number(number): Number) -> Result<Json<LinkList>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let ticket = find(conn, who, number)?;
        who.needs(Power::SeeDesk, "Only colleagues may see what a ticket is linked to.")?;
        links_of(conn, &ticket)
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// Two tickets, for somebody who may link and part them.
fn both(
    conn: &mut Conn,
    who: &Who,
    number: i64,
    other: i64,
) -> Result<(ticket::Ticket, ticket::Ticket), Problem> {
    who.needs(Power::WorkTicket, ONLY_AGENTS)?;
    Ok((find(conn, who, number)?, find(conn, who, other)?))
}

/// Link two tickets
///
/// Both ways; doing it again changes nothing. Only agents may.
#[utoipa::path(
    put,
    path = "/api/v1/tickets/{number}/links/{other}",
    operation_id = "linkTickets",
    tag = "Tickets",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("other" = i64, Path, description = "The other ticket's number", minimum = 1, example = 1040),
    ),
    responses((status = 200, description = "The ticket's links", body = LinkList), Changing),
    security(("token" = [])),
)]
pub(super) async fn link(caller: Caller, Numbers(number, other): Numbers) -> Result<Json<LinkList>, Problem> {
    let unit = move |tx: &mut Tx, who: &Who| {
        let (one, two) = both(tx, who, number, other)?;
        merging::link(tx, &who.by(), &one, &two).map_err(|e| refusal(e, "other"))?;
        links_of(tx, &one)
    };
    Ok(Json(caller.write(Scope::TicketsWrite, unit).await?))
}

/// Remove a link
///
/// Both ways; what is not linked stays so. Only agents may.
#[utoipa::path(
    delete,
    path = "/api/v1/tickets/{number}/links/{other}",
    operation_id = "unlinkTickets",
    tag = "Tickets",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("other" = i64, Path, description = "The other ticket's number", minimum = 1, example = 1040),
    ),
    responses((status = 204, description = "They are not linked"), Changing),
    security(("token" = [])),
)]
pub(super) async fn unlink(caller: Caller, Numbers(number, other): Numbers) -> Result<StatusCode, Problem> {
    let unit = move |tx: &mut Tx, who: &Who| {
        let (one, two) = both(tx, who, number, other)?;
        merging::unlink(tx, &who.by(), &one, &two).map_err(|e| refusal(e, "other"))
    };
    caller.write(Scope::TicketsWrite, unit).await?;
    Ok(StatusCode::NO_CONTENT)
}
