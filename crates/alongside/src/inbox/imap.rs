//! Mail from mailboxes: one watcher for each address of ours that has one, among all nodes. A message is marked as seen only when
//! it is kept here, and its place in the mailbox names it, so that none is taken twice.

use super::{AcceptRefused, NewRaw, RawVia, accept};
use crate::app::App;
use crate::clock::{At, SECOND};
use crate::mailbox::{self, ImapSettings, MailboxState, MailboxStates, Watcher};
use ::store::{GAP, Tx};
use imap::{Health, Sink, SinkRefused};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often the settings are read without any news of them, and what we watch is asked for again.
const ROUND: Duration = Duration::from_secs(15);
/// How long a mailbox stays ours without a word: a node that dies loses it within a minute.
const LEASE: i64 = 45 * SECOND;
/// A node that could not renew stops watching this long before its time is over.
const REST_MIN: i64 = 10 * SECOND;

/// Watches every mailbox that no other node watches until `shutdown`; a change of settings starts its watcher anew.
pub async fn run(app: App, states: MailboxStates, shutdown: CancellationToken) {
    let mut news = app.db.subscribe();
    let mut watchers = Watchers { app, states, running: HashMap::new(), tasks: JoinSet::new() };
    let mut held_until = At(0);
    while !shutdown.is_cancelled() {
        match watchers.mailboxes().await {
            Ok((mailboxes, until)) => {
                held_until = until;
                watchers.follow(mailboxes, &shutdown);
            }
            Err(error) => {
                tracing::warn!(%error, "the mailboxes' settings could not be read");
                if held_until.since(watchers.app.clock.now()) < REST_MIN {
                    // Another node may have them by now.
                    watchers.follow(HashMap::new(), &shutdown);
                }
            }
        }
        // Watchers that ended are done with.
        while watchers.tasks.try_join_next().is_some() {}
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = tokio::time::sleep(ROUND) => {}
            () = changed(&mut news) => {}
        }
    }
    while watchers.tasks.join_next().await.is_some() {}
    watchers.let_go().await;
}

/// The watchers of this node, by address.
struct Watchers {
    app: App,
    states: MailboxStates,
    running: HashMap<String, (ImapSettings, CancellationToken)>,
    tasks: JoinSet<()>,
}

impl Watchers {
    /// The mailboxes that are ours to watch, and until when.
    async fn mailboxes(&self) -> Result<(HashMap<String, ImapSettings>, At), ::store::Error> {
        let mut mailboxes: HashMap<String, ImapSettings> = self
            .app
            .db
            .read(mailbox::all)
            .await?
            .into_iter()
            .filter(|a| a.active)
            .filter_map(|a| Some((a.address, ImapSettings::from_json(a.imap.as_deref()?)?)))
            .collect();
        let now = self.app.clock.now();
        let until = now.plus(LEASE);
        if mailboxes.is_empty() {
            return Ok((mailboxes, until));
        }
        let (addresses, node) = (mailboxes.keys().cloned().collect::<Vec<_>>(), self.app.node.clone());
        let asking = self.app.db.write(move |tx| {
            let asked = addresses.iter().map(|a| Ok((a.clone(), mailbox::hold(tx, a, &node, now, until)?)));
            asked.collect::<Result<Vec<_>, ::store::Error>>()
        });
        for (address, watcher) in asking.await? {
            if let Watcher::Other(node) = watcher {
                mailboxes.remove(&address);
                let words = format!("Watched by another node, {node}.");
                self.stop(&address);
                self.states.put(&address, MailboxState { is_well: true, words });
            }
        }
        Ok((mailboxes, until))
    }

    /// Watches these and no others.
    fn follow(&mut self, mailboxes: HashMap<String, ImapSettings>, shutdown: &CancellationToken) {
        let states = &self.states;
        self.running.retain(|address, (settings, stop)| {
            let same = mailboxes.get(address) == Some(settings);
            if !same && !stop.is_cancelled() {
                stop.cancel();
                states.forget(address);
            }
            same
        });
        for (address, settings) in mailboxes {
            if self.running.contains_key(&address) {
                continue;
            }
            let stop = shutdown.child_token();
            let (app, states) = (self.app.clone(), self.states.clone());
            self.tasks.spawn(watch(app, states, address.clone(), settings.clone(), stop.clone()));
            self.running.insert(address, (settings, stop));
        }
    }

    fn stop(&self, address: &str) {
        if let Some((_, stop)) = self.running.get(address) {
            stop.cancel();
        }
    }

    /// Another node need not wait for our time to be over.
    async fn let_go(&self) {
        if self.running.is_empty() {
            return;
        }
        let (addresses, node) = (self.running.keys().cloned().collect::<Vec<_>>(), self.app.node.clone());
        let unit = move |tx: &mut Tx| addresses.iter().try_for_each(|a| mailbox::let_go(tx, a, &node));
        if let Err(error) = self.app.db.write(unit).await {
            tracing::warn!(%error, "the mailboxes stay ours for a while after the stop");
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::ImapSecurity;
    use crate::testing::Desk;

    /// Port 1 of this machine answers at once that nobody is there: whoever watches says so.
    fn desk_with_a_mailbox() -> Desk {
        let desk = Desk::new();
        let settings = ImapSettings {
            host: "127.0.0.1".to_owned(),
            port: 1,
            security: ImapSecurity::Plain,
            username: "desk".to_owned(),
            sealed_password: desk.app.key.seal("secret").unwrap(),
            folder: "INBOX".to_owned(),
        };
        let json = settings.to_json();
        desk.write(move |tx| {
            let mut address = mailbox::default(tx)?.expect("the address");
            address.imap = Some(json.clone());
            mailbox::update(tx, &address)
        })
        .unwrap();
        desk
    }

    /// Another node on the same database.
    fn node(app: &App, name: &str) -> App {
        let (db, clock, blobs) = (app.db.clone(), app.clock.clone(), app.blobs.clone());
        App::new(db, clock, blobs, app.config.clone(), app.key.clone(), name.to_owned())
    }

    async fn until(desk: &Desk, what: &str, is_so: impl Fn() -> bool) {
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        for _ in 0..1_500 {
            if is_so() {
                return;
            }
            // News make the nodes look at once.
            let told = desk.app.db.write(|tx| {
                tx.publish("settings", "");
                Ok::<_, ::store::Error>(())
            });
            told.await.unwrap();
            tick.tick().await;
        }
        panic!("not so within half a minute: {what}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mailbox_is_watched_by_one_node_and_by_another_soon_after_that_one_died() {
        let desk = desk_with_a_mailbox();
        let (a, b) = (node(&desk.app, "node a"), node(&desk.app, "node b"));
        let state = |app: &App| app.mailboxes.of("help@desk.example").map(|state| state.words);
        let watches = |app: &App| state(app).is_some_and(|words| words.contains("The next try is in"));
        let stop = CancellationToken::new();
        let first = tokio::spawn(run(a.clone(), a.mailboxes.clone(), stop.child_token()));
        until(&desk, "the first node watches", || watches(&a)).await;
        let second = tokio::spawn(run(b.clone(), b.mailboxes.clone(), stop.child_token()));
        until(&desk, "the second leaves it alone", || {
            state(&b).is_some_and(|words| words.contains("another node, node a"))
        })
        .await;
        // It dies: nothing is let go.
        first.abort();
        assert!(first.await.is_err());
        desk.passes(44 * SECOND);
        until(&desk, "it was heard of a moment ago", || state(&b).is_some()).await;
        assert!(!watches(&b));
        desk.passes(2 * SECOND);
        until(&desk, "the second one watches", || watches(&b)).await;
        // It stops as it should: the mailbox is free at once.
        stop.cancel();
        second.await.unwrap();
        let third = tokio::spawn(run(a.clone(), a.mailboxes.clone(), CancellationToken::new()));
        a.mailboxes.forget("help@desk.example");
        until(&desk, "the first one is back", || watches(&a)).await;
        third.abort();
    }
}
