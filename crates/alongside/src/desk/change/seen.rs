//! “Did you see it?” A link of the reader's own leads to a button; only pressing it counts, since programs open links.

use crate::app::App;
use crate::broadcast::{self, BroadcastId, word};
use crate::change::pages::SeenPage;
use crate::http::{self, Posted, Problem, Visitor};
use crate::ids::PersonId;
use crate::person;
use axum::extract::Path;
use axum::response::Response;

/// Whom the link was sent to, and what about.
fn opened(app: &App, given: &str) -> Option<(BroadcastId, PersonId)> {
    match word::open(&app.key.derive(word::KEY), word::ACKNOWLEDGE, given)?.as_slice() {
        [broadcast, person] => Some((BroadcastId(*broadcast), PersonId(*person))),
        _ => None,
    }
}

/// `GET /seen/{word}`
pub(super) async fn show(mut visitor: Visitor, Path(word): Path<String>) -> Result<Response, Problem> {
    let title = match opened(&visitor.app, &word) {
        Some((id, _)) => {
            let found = visitor.app.db.read(move |conn| broadcast::find(conn, id)).await?;
            found.map(|b| b.subject).unwrap_or_default()
        }
        None => String::new(),
    };
    http::page_for_strangers(&mut visitor, |shell| SeenPage { shell, word, title, done: false }.html())
}

/// `POST /seen/{word}`
pub(super) async fn confirm(
    Path(word): Path<String>,
    Posted { mut visitor, .. }: Posted,
) -> Result<Response, Problem> {
    let now = visitor.app.clock.now();
    let title = match opened(&visitor.app, &word) {
        Some((id, person)) => {
            visitor
                .app
                .db
                .write(move |tx| {
                    let Some(found) = broadcast::find(tx, id)? else {
                        return Ok::<_, store::Error>(String::new());
                    };
                    // Whichever of their addresses it went to.
                    for address in person::addresses_of(tx, person)? {
                        broadcast::acknowledge(tx, id, &person::folded_address(&address), now)?;
                    }
                    Ok(found.subject)
                })
                .await?
        }
        None => String::new(),
    };
    http::page_for_strangers(&mut visitor, |shell| SeenPage { shell, word, title, done: true }.html())
}
