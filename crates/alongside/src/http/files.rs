//! Files in and out: those of a form into the blob store, attachments as downloads, mails as they were sent. What
//! goes out is never anything a browser would run or show as a page of ours. Who may have a file, `ticket/` decides.

use super::{Problem, Visitor, encoded};
use crate::app::App;
use crate::ids::PersonId;
use crate::ticket::attachment::{Attachment, NewAttachment, harmless_filename};
use crate::ticket::original::{self, Original};
use crate::view;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use web::form::File;

/// Puts files into the blob store before the unit of work that hangs them on something.
pub async fn keep_files(visitor: &Visitor, files: Vec<File>) -> Result<Vec<NewAttachment>, Problem> {
    let mut kept = Vec::with_capacity(files.len());
    for file in files {
        let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let blob_hash = visitor.app.blobs.put(file.bytes).await?;
        kept.push(NewAttachment {
            blob_hash,
            filename: harmless_filename(&file.filename),
            content_type: file.content_type.chars().filter(|c| c.is_ascii_graphic()).take(100).collect(),
            size_bytes,
            content_id: String::new(),
            is_inline: false,
        });
    }
    Ok(kept)
}

/// A file in the blob store that waits in a form which came back: sealed, so that a form can only name files that
/// the same person sent before.
#[derive(Serialize, Deserialize)]
struct Waiting {
    waiting_for: PersonId,
    blob_hash: String,
    filename: String,
    content_type: String,
    size_bytes: i64,
}

/// The value that a form sends again, and the file's name.
pub fn waiting(app: &App, person: PersonId, file: &NewAttachment) -> Result<(String, String), Problem> {
    let waiting = Waiting {
        waiting_for: person,
        blob_hash: file.blob_hash.clone(),
        filename: file.filename.clone(),
        content_type: file.content_type.clone(),
        size_bytes: file.size_bytes,
    };
    Ok((app.key.seal(&serde_json::to_string(&waiting).unwrap_or_default())?, file.filename.clone()))
}

/// The files of this person that a form sent again; what is not theirs is left out.
pub fn sent_again<'a>(
    app: &App,
    person: PersonId,
    values: impl Iterator<Item = &'a str>,
) -> Vec<NewAttachment> {
    let opened = values.take(web::form::FILES_MAX).filter_map(|value| {
        let waiting: Waiting = serde_json::from_str(&app.key.open(value).ok()?).ok()?;
        (waiting.waiting_for == person).then_some(NewAttachment {
            blob_hash: waiting.blob_hash,
            filename: waiting.filename,
            content_type: waiting.content_type,
            size_bytes: waiting.size_bytes,
            content_id: String::new(),
            is_inline: false,
        })
    });
    opened.collect()
}

/// An attachment as pages show it; `ticket` is the path of the ticket's page.
pub fn link(ticket: &str, a: &Attachment) -> view::Attachment {
    let ending = a.filename.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kind: String =
        ending.chars().filter(char::is_ascii_alphanumeric).take(4).collect::<String>().to_uppercase();
    view::Attachment {
        href: format!("{ticket}/attachments/{}/{}", a.id, encoded(&a.filename)),
        name: a.filename.clone(),
        kind: if kind.is_empty() { "FILE".to_owned() } else { kind },
        size: size(a.size_bytes),
    }
}

/// `812 bytes`, `41 kB`, `1.2 MB`.
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The file as a download, whatever it claims to be, from a page where nothing runs.
pub async fn download(app: &App, file: &Attachment) -> Result<Response, Problem> {
    let pieces = app.blobs.stream(&file.blob_hash).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, web::headers::attachment(&file.filename)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(web::headers::DOWNLOAD_CSP)),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size_bytes)),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// The HTML of a mail as it was sent, cleaned, for a sandboxed frame. `remote`: the reader asked for pictures from
/// elsewhere. Its own pictures travel inside the document: a sandboxed one has no cookie to fetch them with.
pub async fn mail(app: &App, found: Original, remote: bool) -> Result<Response, Problem> {
    let mut pictures = HashMap::new();
    for picture in found.pictures() {
        let bytes = app.blobs.get(&picture.blob_hash).await?;
        if let Some(address) = original::picture_address(&bytes) {
            pictures.insert(picture.content_id.clone(), address);
        }
    }
    // Cleaning two megabytes takes a while.
    let cleaned = tokio::task::spawn_blocking(move || found.document(pictures, remote)).await;
    let html = cleaned.map_err(|_| Problem::fault("cleaning a mail was interrupted"))?;
    let mut response = Html(html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&web::headers::mail_csp(remote)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}
