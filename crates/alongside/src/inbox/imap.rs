//! Mail from mailboxes: one watcher for each address of ours that has one. A message is marked as seen only when
//! it is kept here, and its place in the mailbox names it, so that none is taken twice.

use super::{AcceptRefused, NewRaw, RawVia, accept};
use crate::app::App;
use crate::mailbox::{self, ImapSettings, MailboxState, MailboxStates};
use ::store::GAP;
use imap::{Health, Sink, SinkRefused};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often the settings are read without any news of them.
const POLL: Duration = Duration::from_secs(30);

/// Watches every mailbox until `shutdown`; a change of settings starts its watcher anew.
pub async fn run(app: App, states: MailboxStates, shutdown: CancellationToken) {
    let mut news = app.db.subscribe();
    let mut watched: HashMap<String, (ImapSettings, CancellationToken)> = HashMap::new();
    let mut tasks = JoinSet::new();
    while !shutdown.is_cancelled() {
        match app.db.read(mailbox::all).await {
            Ok(addresses) => {
                let wanted: HashMap<String, ImapSettings> = addresses
                    .into_iter()
                    .filter(|a| a.active)
                    .filter_map(|a| Some((a.address, ImapSettings::from_json(a.imap.as_deref()?)?)))
                    .collect();
                watched.retain(|address, (settings, stop)| {
                    let same = wanted.get(address) == Some(settings);
                    if !same {
                        stop.cancel();
                        states.forget(address);
                    }
                    same
                });
                for (address, settings) in wanted {
                    if watched.contains_key(&address) {
                        continue;
                    }
                    let stop = shutdown.child_token();
                    tasks.spawn(watch(
                        app.clone(),
                        states.clone(),
                        address.clone(),
                        settings.clone(),
                        stop.clone(),
                    ));
                    watched.insert(address, (settings, stop));
                }
            }
            Err(error) => tracing::warn!(%error, "the mailboxes' settings could not be read"),
        }
        // Watchers that ended are done with.
        while tasks.try_join_next().is_some() {}
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
            () = changed(&mut news) => {}
        }
    }
    while tasks.join_next().await.is_some() {}
}

/// The admin's test button: looks into the mailbox of an address. A sentence either way.
///
/// # Errors
/// What is wrong, for the person who must mend it.
pub async fn check(app: &App, address: &mailbox::MailAddress) -> Result<String, String> {
    let settings = address.imap.as_deref().and_then(ImapSettings::from_json);
    let settings = settings.ok_or("There is no mailbox set for this address.")?;
    let account = settings.account(&app.key, app.config.mail_bytes_max).map_err(|error| error.to_string())?;
    imap::check(&account).await.map(|report| report.to_string()).map_err(|problem| problem.to_string())
}

async fn changed(news: &mut tokio::sync::broadcast::Receiver<::store::Notice>) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match news.recv().await {
            Ok(notice) if notice.topic == "settings" || notice.topic == GAP => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}

async fn watch(
    app: App,
    states: MailboxStates,
    address: String,
    settings: ImapSettings,
    stop: CancellationToken,
) {
    let account = match settings.account(&app.key, app.config.mail_bytes_max) {
        Ok(account) => account,
        Err(error) => {
            tracing::warn!(%address, %error, "a mailbox cannot be watched");
            let words = format!("The password cannot be used: {error}.");
            return states.put(&address, MailboxState { is_well: false, words });
        }
    };
    let sink = Arc::new(Mailbox { app, address: address.clone() });
    let tell = move |health: Health| {
        let (is_well, words) = match health {
            Health::Watching => (true, "Connected.".to_owned()),
            Health::Trouble { problem, retry_in } => {
                (false, format!("{problem} The next try is in {} seconds.", retry_in.as_secs()))
            }
            Health::LeftAlone { why, .. } => (false, format!("A mail stays in the mailbox, unread. {why}")),
        };
        states.put(&address, MailboxState { is_well, words });
    };
    Box::pin(imap::watch(account, sink, tell, stop)).await;
}

/// Keeps what one mailbox holds.
struct Mailbox {
    app: App,
    address: String,
}

impl Sink for Mailbox {
    async fn receive(&self, uid_validity: u32, uid: u32, raw: Vec<u8>) -> Result<(), SinkRefused> {
        let new = NewRaw {
            via: RawVia::Imap,
            peer: self.address.clone(),
            envelope_from: String::new(),
            envelope_to: vec![self.address.clone()],
            raw,
            source_key: Some(format!("{}/{uid_validity}/{uid}", self.address)),
        };
        match accept(&self.app, new).await {
            Ok(_) => Ok(()),
            Err(error @ AcceptRefused::TooBig) => Err(SinkRefused::Never(error.to_string())),
            Err(error) => Err(SinkRefused::Later(error.to_string())),
        }
    }
}
