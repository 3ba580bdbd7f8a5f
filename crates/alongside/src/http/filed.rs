//! Files of tickets and mails as they were sent, for the desk and the portal alike: they differ only in who asks.
//! Permission follows the message.

use super::{Problem, Signed, Visitor, files};
use crate::clock::At;
use crate::ids::{AttachmentId, MessageId};
use crate::person::{Actor, Power};
use crate::ticket::{attachment as attached, original as sent};
use axum::response::Response;
use serde::Deserialize;
use store::Conn;

/// Who a visitor is where they ask: themselves at the desk, a requester in the portal.
pub type Asker = fn(&Signed) -> Actor;

/// Finds a thing by its id, if this actor may see it now.
type LookUp<Id, T> = fn(&mut Conn, &Actor, Id, At) -> Result<Option<T>, store::Error>;

/// What this look-up finds for the visitor.
async fn found<Id: Copy + Send + 'static, T: Send + 'static>(
    visitor: &Visitor,
    power: Option<Power>,
    asker: Asker,
    find: LookUp<Id, T>,
    id: Id,
) -> Result<T, Problem> {
    let unit = move |conn: &mut Conn, signed: &Signed| {
        find(conn, &asker(signed), id, signed.now)?.ok_or(Problem::NotFound)
    };
    visitor.read(power, unit).await
}

/// A download of one file.
pub async fn attachment(
    visitor: Visitor,
    id: AttachmentId,
    power: Option<Power>,
    asker: Asker,
) -> Result<Response, Problem> {
    let found = found(&visitor, power, asker, attached::find, id).await?;
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
    let found = found(&visitor, power, asker, sent::find, id).await?;
    files::mail(&visitor.app, found, wanted.images == "1").await
}
