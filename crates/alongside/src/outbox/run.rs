//! The worker: wakes when there is something to send, keeps a few batches under way, stops without losing any.

use super::deliver::{Claim, Outbox};
use crate::app::App;
use crate::outgoing;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Batches under way at one time, so that one slow server does not hold up the others.
const BATCHES: usize = 4;
/// A notice may be lost (a node that was away): look this often anyway.
const POLL: Duration = Duration::from_secs(5);

/// Sends what falls due until `shutdown`, then finishes the mails that are being sent and gives the others back.
pub async fn run(app: App, shutdown: CancellationToken) {
    let mut notices = app.db.subscribe();
    let outbox = Arc::new(Outbox::new(app).stopped_by(shutdown.clone()));
    let mut batches: JoinSet<()> = JoinSet::new();
    // The configuration may name a server now.
    outbox.try_now().await;
    while !shutdown.is_cancelled() {
        let mut wait = POLL;
        while batches.len() < BATCHES && !shutdown.is_cancelled() {
            match outbox.claim().await {
                Ok(Claim::Some(claimed)) => {
                    let outbox = Arc::clone(&outbox);
                    batches.spawn(async move { outbox.deliver(claimed).await });
                }
                Ok(Claim::None { next }) => {
                    let micros =
                        next.map(|at| at.since(outbox.app.clock.now()).max(0)).map(i64::unsigned_abs);
                    wait = micros.map_or(POLL, |micros| Duration::from_micros(micros).min(POLL));
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, "could not look for mail to send");
                    break;
                }
            }
        }
        tokio::select! {
            () = shutdown.cancelled() => {}
            Some(ended) = batches.join_next() => {
                if let Err(error) = ended {
                    tracing::error!(%error, "sending a batch of mail ended by a fault in the program");
                }
            }
            at_once = woken(&mut notices) => if at_once {
                outbox.try_now().await;
            },
            () = tokio::time::sleep(wait) => {}
        }
    }
    while batches.join_next().await.is_some() {}
}

/// Returns when there may be something to send; true when everything that waits is to be tried at once, because
/// somebody changed the settings or asks for it.
async fn woken(notices: &mut broadcast::Receiver<store::Notice>) -> bool {
    loop {
        match notices.recv().await {
            Ok(notice) if notice.topic == "outgoing" && notice.payload == outgoing::NOW => return true,
            Ok(notice) if notice.topic == "outgoing" || notice.topic == store::GAP => return false,
            Ok(notice) if notice.topic == "settings" => return true,
            Ok(_) => {}
            Err(broadcast::error::RecvError::Lagged(_)) => return false,
            // The database is closing; the poll finds out.
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}
