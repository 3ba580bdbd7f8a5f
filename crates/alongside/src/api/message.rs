//! What is said on a ticket: reading it, replying and writing notes.

use super::attachment::{self, Attachment};
use super::body::{Asked, Number, Numbers, Sent};
use super::caller::{Caller, Created, Scope, Who};
use super::docs::{Changing, Finding, Listing};
use super::list::limit;
use super::problem::{Checks, Kind, Problem, refusal};
use super::ticket::find;
use super::types::{Format, MessageKind, PersonName, UploadId, Via, time};
use crate::ids::MessageId;
use crate::person::Power;
use crate::ticket::message::Words;
use crate::ticket::reply::{self as replying, Wish};
use crate::ticket::{self, BODY_LENGTH_MAX};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::{IntoParams, ToSchema};

pub(super) const ATTACHMENTS_MAX: usize = 20;
/// Characters of all bodies of one answer; it ends early rather than grow beyond.
const BODIES_LENGTH_MAX: usize = 4_000_000;

/// A reply or a note.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    #[schema(minimum = 1, example = 8123)]
    pub id: i64,
    pub kind: MessageKind,
    pub author: PersonName,
    pub via: Via,
    #[schema(example = "Thank you, it works now.")]
    pub body: String,
    pub format: Format,
    /// The quoted text and signature of a mail.
    pub folded: String,
    /// A mail that did not prove who sent it; it waits for its author's yes.
    pub is_held: bool,
    pub attachments: Vec<Attachment>,
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// Messages, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageList {
    #[schema(max_items = 200)]
    pub items: Vec<Message>,
    /// Send it as `after` for the next ones; null at the end.
    pub next: Option<i64>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MessagesWanted {
    /// Only messages after this one.
    #[param(minimum = 0)]
    after: Option<i64>,
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

fn shown(conn: &mut Conn, message: ticket::message::Message) -> Result<Message, Problem> {
    let files = match message.attachment_count {
        0 => Vec::new(),
        _ => ticket::attachments_of_message(conn, message.id)?,
    };
    Ok(Message {
        id: message.id.0,
        kind: message.kind.into(),
        author: PersonName { id: message.author.0, name: message.author_name },
        via: message.via.into(),
        body: message.body,
        format: message.format.into(),
        folded: message.folded,
        is_held: message.is_held,
        attachments: files.into_iter().map(Attachment::from).collect(),
        created_at: time(message.created_at),
    })
}

/// Read the conversation
///
/// Notes are for colleagues: others neither get nor count them.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}/messages",
    operation_id = "listMessages",
    tag = "Messages",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042), MessagesWanted),
    responses((status = 200, description = "Messages, oldest first", body = MessageList), Listing),
    security(("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    Number(number): Number,
    Asked(wanted): Asked<MessagesWanted>,
) -> Result<Json<MessageList>, Problem> {
    let mut checks = Checks::default();
    let limit = limit(&mut checks, wanted.limit);
    let after = wanted.after.unwrap_or(0);
    if after < 0 {
        checks.add("after", "must be the id of a message");
    }
    checks.done()?;
    let unit = move |conn: &mut Conn, who: &Who| {
        let ticket = find(conn, who, number)?;
        let found = ticket::messages(conn, &who.actor, ticket.id, MessageId(after), limit + 1, who.now)?;
        let mut items: Vec<Message> = Vec::new();
        let mut length = 0;
        for message in found {
            length += message.body.len() + message.folded.len();
            let is_full = i64::try_from(items.len()).unwrap_or(i64::MAX) >= limit;
            if is_full || length > BODIES_LENGTH_MAX && !items.is_empty() {
                let next = items.last().map(|m| m.id);
                return Ok(MessageList { items, next });
            }
            items.push(shown(conn, message)?);
        }
        Ok(MessageList { items, next: None })
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// What becomes of the ticket with the reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Keep at it.
    #[default]
    None,
    /// It is the requester's turn.
    Wait,
    Resolve,
}

impl From<Then> for ticket::Then {
    fn from(then: Then) -> ticket::Then {
        match then {
            Then::None => ticket::Then::KeepOpen,
            Then::Wait => ticket::Then::Wait,
            Then::Resolve => ticket::Then::Resolve,
        }
    }
}

/// Something to say on a ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// `note` is for colleagues only.
    pub kind: MessageKind,
    /// May be empty when something is attached.
    #[schema(max_length = 200000, example = "Could you tell us which room you are in?")]
    pub body: String,
    /// How the body is written; Markdown unless said otherwise.
    pub format: Option<Format>,
    /// With a reply of an agent.
    #[serde(default)]
    pub then: Then,
    /// Ids of files uploaded before, to this ticket or to none.
    #[schema(value_type = Option<Vec<UploadId>>, max_items = 20)]
    pub attachments: Option<Vec<i64>>,
    /// The newest message you have read: when somebody else said something since, the reply is refused (409).
    #[schema(minimum = 1, example = json!(null))]
    pub seen: Option<i64>,
}

impl NewMessage {
    fn check(&self) -> Result<(), Problem> {
        let mut checks = Checks::default();
        let attachments = self.attachments.as_deref().unwrap_or_default();
        match attachments {
            [] => checks.text("body", &self.body, BODY_LENGTH_MAX),
            _ => checks.length("body", &self.body, BODY_LENGTH_MAX),
        }
        checks.count("attachments", attachments, ATTACHMENTS_MAX);
        if self.kind == MessageKind::Note && self.then != Then::None {
            checks.add("then", "goes with a reply, not with a note");
        }
        checks.done()
    }
}

/// Reply, or write a note
///
/// A reply goes out by mail to the requester and everybody watching, an agent's ten seconds later, so that it can be taken
/// back; a requester's reply reopens what was resolved.
#[utoipa::path(
    post,
    path = "/api/v1/tickets/{number}/messages",
    operation_id = "addMessage",
    tag = "Messages",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, new for each request", min_length = 1, max_length = 255),
    ),
    request_body(content = NewMessage, content_type = "application/json", example = json!({ "kind": "reply", "body": "Could you tell us which room you are in?", "then": "wait" })),
    responses(
        (status = 201, description = "The new message", body = Message, headers(
            ("Location" = String, description = "Where it is"),
            ("Idempotency-Replayed" = String, description = "`true` when this answer was given before"),
        )),
        Changing,
    ),
    security(("token" = [])),
)]
pub(super) async fn add(
    caller: Caller,
    Number(number): Number,
    sent: Sent<NewMessage>,
) -> Result<Response, Problem> {
    sent.body.check()?;
    caller.create(Scope::TicketsWrite, sent, move |tx, who, new| say(tx, who, number, new)).await
}

fn say(tx: &mut Tx, who: &Who, number: i64, new: &NewMessage) -> Result<Created<Message>, Problem> {
    let ticket = find(tx, who, number)?;
    if new.then != Then::None {
        who.needs(Power::Reply, "Only agents may say what becomes of the ticket with a reply.")?;
    }
    let named = new.attachments.as_deref().unwrap_or_default();
    let uploads = attachment::named(tx, who, Some(ticket.id), named)?;
    let words =
        Words { body: &new.body, format: new.format.map(Into::into), uploads: &uploads, ..Words::default() };
    let said = match new.kind {
        MessageKind::Note => replying::note(tx, &who.by(), &ticket, &words),
        MessageKind::Reply => {
            let wish = Wish { then: new.then.into(), seen: new.seen.map(MessageId), held: false };
            replying::reply(tx, &who.by(), &ticket, &words, wish)
        }
    };
    let id = said.map_err(|e| refusal(e, "body"))?;
    let message = ticket::message_for(tx, &who.actor, id, who.now)?;
    let message = message.ok_or_else(|| Problem::of(Kind::NotFound))?;
    let location = Some(format!("/api/v1/tickets/{number}/messages/{id}"));
    Ok(Created { location, version: None, body: shown(tx, message)? })
}

/// The message of this id, if it is on this ticket and the actor may read it.
fn find_on(
    conn: &mut Conn,
    who: &Who,
    number: i64,
    id: i64,
) -> Result<(ticket::Ticket, ticket::message::Message), Problem> {
    let ticket = find(conn, who, number)?;
    let message = ticket::message_for(conn, &who.actor, MessageId(id), who.now)?;
    match message.filter(|m| m.ticket == ticket.id && !m.is_withdrawn) {
        Some(message) => Ok((ticket, message)),
        None => Err(Problem::of(Kind::NotFound)),
    }
}

/// Read one message
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{number}/messages/{id}",
    operation_id = "readMessage",
    tag = "Messages",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("id" = i64, Path, description = "The message's id", minimum = 1, example = 8123),
    ),
    responses((status = 200, description = "The message", body = Message), Finding),
    security(("token" = [])),
)]
pub(super) async fn read(caller: Caller, Numbers(number, id): Numbers) -> Result<Json<Message>, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let (_, message) = find_on(conn, who, number, id)?;
        shown(conn, message)
    };
    Ok(Json(caller.read(Some(Scope::TicketsRead), unit).await?))
}

/// Take a reply back
///
/// Your own, within ten seconds and before its mail has left: nothing is sent, the words return to your draft, and the
/// ticket to what it was.
#[utoipa::path(
    delete,
    path = "/api/v1/tickets/{number}/messages/{id}",
    operation_id = "withdrawMessage",
    tag = "Messages",
    params(
        ("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042),
        ("id" = i64, Path, description = "The message's id", minimum = 1, example = 8123),
    ),
    responses((status = 204, description = "It is taken back"), Changing),
    security(("token" = [])),
)]
pub(super) async fn withdraw(caller: Caller, Numbers(number, id): Numbers) -> Result<StatusCode, Problem> {
    let unit = move |tx: &mut Tx, who: &Who| {
        let (ticket, message) = find_on(tx, who, number, id)?;
        replying::withdraw(tx, &who.by(), &ticket, message.id).map_err(|e| refusal(e, "id"))
    };
    caller.write(Scope::TicketsWrite, unit).await?;
    Ok(StatusCode::NO_CONTENT)
}
