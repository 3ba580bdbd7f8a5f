//! Calls the programs that asked the status page for news: signed, over HTTPS, never into our own network, tried again
//! with patience. Which calls there are is `status/webhook.rs`; this is the rim that sends them.

use crate::app::App;
use crate::clock::{At, MINUTE, SECOND};
use crate::status::subscriber;
use crate::status::webhook::{self, Call, is_public};
use crate::status_page;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::redirect::Policy;
use sha2::Sha256;
use std::net::SocketAddr;
use std::time::Duration;

/// How often it is looked whether there is something to tell.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A call that is made is nobody else's for so long.
const LEASE: i64 = 2 * MINUTE;
/// For connecting and for the whole call.
const CALL_WITHIN: Duration = Duration::from_secs(10);

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
    let url: reqwest::Url = call.address.parse().map_err(|_| "the address cannot be read".to_owned())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let addresses = resolve(&url, &host, private).await?;
    let client = reqwest::Client::builder()
        .resolve_to_addrs(&host, &addresses)
        // Somebody else's answer never leads us on.
        .redirect(Policy::none())
        .no_proxy()
        .timeout(CALL_WITHIN)
        .build()
        .map_err(|error| error.to_string())?;
    let secret = subscriber::webhook_secret(&app.key, call.subscriber);
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("user-agent", concat!("Alongside/", env!("CARGO_PKG_VERSION")))
        .header("alongside-call", call.id.to_string())
        .header("alongside-signature", signature(&secret, &call.body, app.clock.now()))
        .body(call.body.clone());
    match request.send().await {
        Ok(answer) if answer.status().is_success() => Ok(answer.status().to_string()),
        Ok(answer) => Err(answer.status().to_string()),
        Err(error) if error.is_timeout() => Err("it does not answer in time".to_owned()),
        Err(error) if error.is_connect() => Err("nothing answers there".to_owned()),
        Err(_) => Err("it broke off".to_owned()),
    }
}

/// Where a host is, with every address that is not for us left out; the call then goes to these and to no other.
async fn resolve(url: &reqwest::Url, host: &str, private: bool) -> Result<Vec<SocketAddr>, String> {
    let port = url.port_or_known_default().unwrap_or(443);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::time::timeout(CALL_WITHIN, tokio::net::lookup_host((bare, port))).await;
    let found = match found {
        Ok(Ok(found)) => found,
        _ => return Err("its host name is not known".to_owned()),
    };
    let fit: Vec<SocketAddr> = found.filter(|address| private || is_public(address.ip())).collect();
    if fit.is_empty() { Err("it is in a private network".to_owned()) } else { Ok(fit) }
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
