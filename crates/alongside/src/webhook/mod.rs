//! Calls the programs that asked the status page for news: signed, over HTTPS, never into our own network, tried again
//! with patience. Which calls there are is `status/webhook.rs`; this is the rim that sends them.

use crate::app::App;
use crate::clock::{At, MINUTE, SECOND};
use crate::hook;
use crate::status::subscriber;
use crate::status::webhook::{self, Call};
use crate::status_page;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::Duration;

/// How often it is looked whether there is something to tell.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A call that is made is nobody else's for so long.
const LEASE: i64 = 2 * MINUTE;

/// Tells until it is dropped.
pub async fn run(app: App) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if let Err(error) = round(&app).await {
            tracing::warn!(%error, "webhooks wait");
        }
    }
}

/// Queues what is new and makes the calls that are due.
///
/// # Errors
/// When the database does not answer. What was claimed is tried again when its lease ends.
pub async fn round(app: &App) -> Result<(), store::Error> {
    let now = app.clock.now();
    // Looked at first, so that a quiet hour writes nothing.
    if !app.db.read(move |conn| webhook::anything(conn, now)).await? {
        return Ok(());
    }
    let url = status_page::url(app);
    app.db.write_behind(move |tx| webhook::queue(tx, &url, now)).await?;
    let calls = app.db.write_behind(move |tx| webhook::claim(tx, now, LEASE)).await?;
    let made = calls.into_iter().map(|call| async move {
        let answer = make(app, &call).await;
        (call, answer)
    });
    let made = futures_util::future::join_all(made).await;
    if made.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    app.db
        .write_behind(move |tx| {
            for (call, answer) in &made {
                let (taken, words) = match answer {
                    Ok(words) => (true, words),
                    Err(words) => (false, words),
                };
                webhook::note(tx, call, taken, words, now)?;
            }
            Ok::<_, store::Error>(())
        })
        .await
}

/// One call; what it was answered, or why it did not arrive.
async fn make(app: &App, call: &Call) -> Result<String, String> {
    let private = app.config.status.private_webhooks;
    webhook::check(&call.address, private)?;
    let secret = subscriber::webhook_secret(&app.key, call.subscriber);
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("alongside-call", call.id.to_string()),
        ("alongside-signature", signature(&secret, &call.body, app.clock.now())),
    ];
    let made = hook::Call {
        method: "POST".to_owned(),
        url: call.address.clone(),
        headers: headers.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        body: call.body.clone().into_bytes(),
    };
    hook::call(&made, private).await
}

/// `t=1795510800,v1=…`: the time in seconds, and HMAC-SHA256 of “time.body”, in hexadecimal digits.
fn signature(secret: &str, body: &str, now: At) -> String {
    let time = now.0 / SECOND;
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("{time}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={time},v1={hex}")
}

#[cfg(test)]
mod tests;
