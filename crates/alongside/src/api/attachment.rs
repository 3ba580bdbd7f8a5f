//! Files: uploading them for a message to come, and downloading those of messages one may read.

use super::body::{Asked, Number, bytes, media_type};
use super::caller::{Caller, Scope, Who};
use super::docs::{Changing, Finding, Making};
use super::problem::{Kind, Problem};
use super::ticket::find;
use crate::app::App;
use crate::ids::{AttachmentId, TicketId};
use crate::ticket;
use crate::ticket::attachment::{self, NewAttachment, harmless_filename};
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::{Conn, Tx};
use utoipa::{IntoParams, ToSchema};
use web::form::{File, Unreadable};

/// Uploads of one person that may wait for their message: on one ticket, and without one.
const WAITING_MAX: usize = 50;
const FILENAME_LENGTH_MAX: usize = 255;

/// A file on a message, or one that waits for its message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attachment {
    #[schema(minimum = 1, example = 311)]
    pub id: i64,
    #[schema(example = "screenshot.png")]
    pub filename: String,
    /// As the sender claimed it.
    #[schema(example = "image/png")]
    pub content_type: String,
    #[schema(minimum = 0, example = 20480)]
    pub size_bytes: i64,
    /// Where its bytes are.
    #[schema(example = "/api/v1/attachments/311")]
    pub url: String,
}

impl From<attachment::Attachment> for Attachment {
    fn from(file: attachment::Attachment) -> Attachment {
        Attachment {
            id: file.id.0,
            filename: file.filename,
            content_type: file.content_type,
            size_bytes: file.size_bytes,
            url: format!("/api/v1/attachments/{}", file.id),
        }
    }
}

/// What was uploaded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uploads {
    #[schema(min_items = 1, max_items = 20)]
    pub items: Vec<Attachment>,
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(format = Binary)]
#[allow(dead_code)]
pub struct FileBytes(String);

/// A form with files.
#[derive(ToSchema)]
#[allow(dead_code)]
pub struct UploadForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Upload {
    /// What the file is called, when it is sent as it is.
    #[param(max_length = 255, example = "screenshot.png")]
    filename: Option<String>,
}

/// Upload files for a message
///
/// Either one file as it is, named by `filename`, or a form with up to 20. They wait for the message on this ticket that
/// takes them, for a day at least.
#[utoipa::path(
    post,
    path = "/api/v1/tickets/{number}/attachments",
    operation_id = "uploadAttachments",
    tag = "Attachments",
    params(("number" = i64, Path, description = "The ticket's number", minimum = 1, example = 1042), Upload),
    request_body(content(
        (FileBytes = "application/octet-stream"),
        (UploadForm = "multipart/form-data"),
    )),
    responses((status = 201, description = "The files, to be named in a message", body = Uploads), Changing),
    security(("token" = [])),
)]
pub(super) async fn upload(
    caller: Caller,
    Number(number): Number,
    Asked(asked): Asked<Upload>,
    request: Request,
) -> Result<Response, Problem> {
    keep(caller, Some(number), asked, request).await
}

/// Upload files first
///
/// For a ticket that is not there yet, or for any message: name their ids in `attachments` when you make it, so that ticket
/// and files come in one go. Either one file as it is, named by `filename`, or a form with up to 20. They wait for a day at
/// least, and nobody else sees them meanwhile.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    operation_id = "uploadFiles",
    tag = "Attachments",
    params(Upload),
    request_body(content(
        (FileBytes = "application/octet-stream"),
        (UploadForm = "multipart/form-data"),
    )),
    responses((status = 201, description = "The files, to be named in a ticket or message", body = Uploads), Making),
    security(("token" = [])),
)]
pub(super) async fn upload_first(
    caller: Caller,
    Asked(asked): Asked<Upload>,
    request: Request,
) -> Result<Response, Problem> {
    keep(caller, None, asked, request).await
}

async fn keep(
    caller: Caller,
    number: Option<i64>,
    asked: Upload,
    request: Request,
) -> Result<Response, Problem> {
    if asked.filename.as_deref().unwrap_or_default().chars().nth(FILENAME_LENGTH_MAX).is_some() {
        return Err(Problem::field(
            "filename",
            format!("must have at most {FILENAME_LENGTH_MAX} characters"),
        ));
    }
    // Nothing large is read for somebody who may not put it here.
    let may = move |conn: &mut Conn, who: &Who| {
        let ticket = place(conn, who, number)?;
        room(conn, who, ticket, 1)
    };
    caller.read(Some(Scope::TicketsWrite), may).await?;
    let mut kept = Vec::new();
    for file in files(&caller.app, asked, request).await? {
        let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        kept.push(NewAttachment {
            blob_hash: caller.app.blobs.put(file.bytes).await?,
            filename: harmless_filename(&file.filename),
            content_type: file.content_type.chars().filter(char::is_ascii_graphic).take(100).collect(),
            size_bytes,
            content_id: String::new(),
            is_inline: false,
        });
    }
    let unit = move |tx: &mut Tx, who: &Who| {
        let ticket = place(tx, who, number)?;
        room(tx, who, ticket, kept.len())?;
        let mut items = Vec::with_capacity(kept.len());
        for file in &kept {
            let id = ticket::upload(tx, who.actor.id, ticket, file, who.now)?;
            items.push(Attachment {
                id: id.0,
                filename: file.filename.clone(),
                content_type: file.content_type.clone(),
                size_bytes: file.size_bytes,
                url: format!("/api/v1/attachments/{id}"),
            });
        }
        Ok(Uploads { items })
    };
    let uploads = caller.write(Scope::TicketsWrite, unit).await?;
    Ok((StatusCode::CREATED, Json(uploads)).into_response())
}

fn place(conn: &mut Conn, who: &Who, number: Option<i64>) -> Result<Option<TicketId>, Problem> {
    number.map(|number| Ok(find(conn, who, number)?.id)).transpose()
}

fn waiting(
    conn: &mut Conn,
    who: &Who,
    ticket: Option<TicketId>,
) -> Result<Vec<attachment::Attachment>, store::Error> {
    match ticket {
        Some(ticket) => ticket::uploads(conn, who.actor.id, ticket),
        None => ticket::loose_uploads(conn, who.actor.id),
    }
}

/// The uploads that a new message names, each checked to be the caller's own and to wait for one; without a ticket
/// those of a ticket to come.
pub(super) fn named(
    conn: &mut Conn,
    who: &Who,
    ticket: Option<TicketId>,
    ids: &[i64],
) -> Result<Vec<AttachmentId>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = waiting(conn, who, None)?;
    if ticket.is_some() {
        known.extend(waiting(conn, who, ticket)?);
    }
    for (i, id) in ids.iter().enumerate() {
        if !known.iter().any(|file| file.id.0 == *id) || ids[..i].contains(id) {
            let why = "is none of your uploads that wait for a message";
            return Err(Problem::field(format!("attachments[{i}]"), why));
        }
    }
    Ok(ids.iter().map(|id| AttachmentId(*id)).collect())
}

fn room(conn: &mut Conn, who: &Who, ticket: Option<TicketId>, more: usize) -> Result<(), Problem> {
    let waiting = waiting(conn, who, ticket)?.len();
    if waiting + more > WAITING_MAX {
        let why = format!("{waiting} files wait for a message already; send it first.");
        return Err(Problem::new(Kind::Conflict, why));
    }
    Ok(())
}

async fn files(app: &App, asked: Upload, request: Request) -> Result<Vec<File>, Problem> {
    let max = app.config.upload_bytes_max;
    let media_type = media_type(request.headers());
    if media_type == "multipart/form-data" {
        let form = web::form::read(request, max).await.map_err(|e| match e {
            Unreadable::TooLarge => Problem::new(Kind::TooLarge, format!("At most {max} bytes are taken.")),
            Unreadable::Broken => Problem::of(Kind::Unreadable),
        })?;
        if form.files.is_empty() {
            return Err(Problem::field("file", "must hold at least one file"));
        }
        return Ok(form.files);
    }
    if media_type.is_empty() || !media_type.contains('/') {
        return Err(Problem::of(Kind::UnsupportedMediaType));
    }
    let filename = asked.filename.filter(|name| !name.trim().is_empty());
    let filename = filename.ok_or_else(|| Problem::field("filename", "must name the file"))?;
    let (parts, body) = request.into_parts();
    let bytes = bytes(&parts.headers, body, max).await?;
    if bytes.is_empty() {
        return Err(Problem::field("body", "must not be empty"));
    }
    Ok(vec![File { field: "file".to_owned(), filename, content_type: media_type, bytes }])
}

/// Drop an upload
///
/// One of your own that still waits for its message.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{id}",
    operation_id = "dropUpload",
    tag = "Attachments",
    params(("id" = i64, Path, description = "The upload's id", minimum = 1, example = 311)),
    responses((status = 204, description = "It is gone"), Changing),
    security(("token" = [])),
)]
pub(super) async fn remove(caller: Caller, Number(id): Number) -> Result<StatusCode, Problem> {
    let unit = move |tx: &mut Tx, who: &Who| match ticket::drop_upload(tx, who.actor.id, AttachmentId(id))? {
        true => Ok(()),
        false => Err(Problem::of(Kind::NotFound)),
    };
    caller.write(Scope::TicketsWrite, unit).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Download a file
///
/// Its bytes, as a download whatever it claims to be.
#[utoipa::path(
    get,
    path = "/api/v1/attachments/{id}",
    operation_id = "downloadAttachment",
    tag = "Attachments",
    params(("id" = i64, Path, description = "The file's id", minimum = 1, example = 311)),
    responses(
        (status = 200, description = "The bytes", body = FileBytes, content_type = "application/octet-stream",
            headers(("Content-Disposition" = String, description = "The file's name"))),
        Finding,
    ),
    security(("token" = [])),
)]
pub(super) async fn download(caller: Caller, Number(id): Number) -> Result<Response, Problem> {
    let unit = move |conn: &mut Conn, who: &Who| {
        let found = attachment::find(conn, &who.actor, AttachmentId(id), who.now)?;
        found.ok_or_else(|| Problem::of(Kind::NotFound))
    };
    let file = caller.read(Some(Scope::TicketsRead), unit).await?;
    let bytes = caller.app.blobs.get(&file.blob_hash).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, web::headers::attachment(&file.filename)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(web::headers::DOWNLOAD_CSP)),
    ];
    Ok((headers, bytes).into_response())
}
