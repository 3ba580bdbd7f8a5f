//! Files of tickets and mails as they were sent, for the desk and the portal alike: they differ only in who asks.
//! Permission follows the message.

use super::{Problem, Signed, Visitor, files};
use crate::ids::{AttachmentId, MessageId};
use crate::person::{Actor, Power};
use crate::ticket::{attachment as attached, original as sent};
use axum::response::Response;
use serde::Deserialize;

/// Who a visitor is where they ask: themselves at the desk, a requester in the portal.
pub type Asker = fn(&Signed) -> Actor;

/// A download of one file.
pub async fn attachment(
    visitor: Visitor,
    id: AttachmentId,
    power: Option<Power>,
    asker: Asker,
) -> Result<Response, Problem> {
    let found = visitor
        .read(power, move |conn, signed| {
            attached::find(conn, &asker(signed), id, signed.now)?.ok_or(Problem::NotFound)
        })
        .await?;
    files::download(&visitor.app, &found).await
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    images: String,
}

/// A mail as it was sent, for a sandboxed frame; `images=1` with pictures from elsewhere.
pub async fn original(
    visitor: Visitor,
    id: MessageId,
    wanted: Wanted,
    power: Option<Power>,
    asker: Asker,
) -> Result<Response, Problem> {
    let found = visitor
        .read(power, move |conn, signed| {
            sent::find(conn, &asker(signed), id, signed.now)?.ok_or(Problem::NotFound)
        })
        .await?;
    files::mail(&visitor.app, found, wanted.images == "1").await
}
