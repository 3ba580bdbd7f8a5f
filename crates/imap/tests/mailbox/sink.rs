//! A sink that keeps what it is given, and a watch that a test can follow.

use imap::{Account, CancellationToken, Health, Sink, SinkRefused};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const LONG_ENOUGH: Duration = Duration::from_secs(30);

#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Message { uid_validity: u32, uid: u32, raw: Vec<u8> },
    TooLarge { uid: u32, bytes: u32 },
}

pub struct Keeper {
    seen: mpsc::UnboundedSender<Seen>,
    /// Answers to give for a message with this text in it, once each, before taking it.
    refusals: Mutex<HashMap<&'static str, SinkRefused>>,
}

impl Sink for Keeper {
    async fn receive(&self, uid_validity: u32, uid: u32, raw: Vec<u8>) -> Result<(), SinkRefused> {
        let text = String::from_utf8_lossy(&raw).into_owned();
        let mut refusals = self.refusals.lock().unwrap();
        let key = refusals.keys().find(|key| text.contains(**key)).copied();
        if let Some(refusal) = key.and_then(|key| refusals.remove(key)) {
            return Err(refusal);
        }
        self.seen.send(Seen::Message { uid_validity, uid, raw }).unwrap();
        Ok(())
    }

    async fn too_large(&self, _uid_validity: u32, uid: u32, bytes: u32) {
        self.seen.send(Seen::TooLarge { uid, bytes }).unwrap();
    }
}

pub struct Watched {
    seen: mpsc::UnboundedReceiver<Seen>,
    health: mpsc::UnboundedReceiver<Health>,
    pub shutdown: CancellationToken,
    watching: JoinHandle<()>,
}

impl Watched {
    pub fn start(account: Account) -> Self {
        Self::start_refusing(account, [])
    }

    pub fn start_refusing<const N: usize>(
        account: Account,
        refusals: [(&'static str, SinkRefused); N],
    ) -> Self {
        let (seen_in, seen) = mpsc::unbounded_channel();
        let (health_in, health) = mpsc::unbounded_channel();
        let shutdown = CancellationToken::new();
        let sink = Arc::new(Keeper { seen: seen_in, refusals: Mutex::new(refusals.into()) });
        let report = move |health| {
            let _ = health_in.send(health);
        };
        let watching = tokio::spawn(imap::watch(account, sink, report, shutdown.clone()));
        Self { seen, health, shutdown, watching }
    }

    pub async fn next(&mut self) -> Seen {
        timeout(LONG_ENOUGH, self.seen.recv()).await.expect("nothing arrived").unwrap()
    }

    #[cfg(feature = "dovecot-tests")]
    pub async fn next_raw(&mut self) -> Vec<u8> {
        match self.next().await {
            Seen::Message { raw, .. } => raw,
            other => panic!("expected a message: {other:?}"),
        }
    }

    /// Waits for news of this kind; other news are passed over.
    pub async fn health(&mut self, wanted: impl Fn(&Health) -> bool) -> Health {
        loop {
            let health = timeout(LONG_ENOUGH, self.health.recv()).await.expect("no such news").unwrap();
            if wanted(&health) {
                return health;
            }
        }
    }

    pub async fn watching(&mut self) {
        self.health(|health| *health == Health::Watching).await;
    }

    #[cfg(feature = "dovecot-tests")]
    /// Does something, and waits until the watch has caught up with what followed.
    pub async fn watching_after(&mut self, deed: impl Future<Output = ()>) {
        while self.health.try_recv().is_ok() {}
        deed.await;
        self.watching().await;
    }

    /// Stops, and gives what arrived that the test has not looked at.
    pub async fn stop(mut self) -> Vec<Seen> {
        self.shutdown.cancel();
        timeout(LONG_ENOUGH, self.watching).await.expect("the watch does not stop").unwrap();
        let mut rest = Vec::new();
        while let Ok(seen) = self.seen.try_recv() {
            rest.push(seen);
        }
        rest
    }
}
