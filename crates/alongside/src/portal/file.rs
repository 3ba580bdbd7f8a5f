//! Files of one's own requests, and mails as they were sent. Permission follows the message.

use super::asker;
use crate::http::{Problem, Visitor, files};
use crate::ids::{AttachmentId, MessageId};
use crate::ticket::{attachment as attached, original as sent};
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

/// `GET /requests/{number}/attachments/{id}/{filename}`: a download.
pub(super) async fn attachment(
    visitor: Visitor,
    Path((_, id, _)): Path<(i64, AttachmentId, String)>,
) -> Result<Response, Problem> {
    let found = visitor
        .read(None, move |conn, signed| {
            attached::find(conn, &asker(signed), id, signed.now)?.ok_or(Problem::NotFound)
        })
        .await?;
    files::download(&visitor.app, &found).await
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    images: String,
}

/// `GET /requests/{number}/messages/{id}/original`
pub(super) async fn original(
    visitor: Visitor,
    Path((_, id)): Path<(i64, MessageId)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let found = visitor
        .read(None, move |conn, signed| {
            sent::find(conn, &asker(signed), id, signed.now)?.ok_or(Problem::NotFound)
        })
        .await?;
    files::mail(&visitor.app, found, wanted.images == "1").await
}
