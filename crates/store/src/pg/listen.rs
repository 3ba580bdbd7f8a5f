//! The connection that listens: what other nodes committed arrives here and goes to this node's subscribers.

use super::connect::Target;
use crate::Error;
use crate::db::{GAP, Notice, Shared};
use crossbeam_channel::Sender;
use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

/// The channel all topics share; the topic is the first line of the payload.
pub(super) const CHANNEL: &str = "store_notice";
/// How often the thread looks whether it should stop.
const LOOK: Duration = Duration::from_millis(250);
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// Says through `ready` whether the first connection worked, then listens until the database is closed.
pub(super) fn run(target: &Target, shared: &Shared, own: &AtomicI32, ready: Sender<Result<(), Error>>) {
    let setup = format!("set client_min_messages = warning; listen {CHANNEL}");
    let mut client = match target.connect(&setup) {
        Ok(client) => client,
        Err(error) => return drop(ready.send(Err(error))),
    };
    let _ = ready.send(Ok(()));
    drop(ready);
    while !shared.stopping.load(Ordering::SeqCst) {
        if forward(&mut client, shared, own) {
            continue;
        }
        tracing::warn!("the listening connection to the database was lost");
        let Some(next) = reconnect(target, shared, &setup) else { return };
        client = next;
        tell(shared, GAP, "");
    }
}

/// Forwards what arrives for a moment. False when the connection is gone.
fn forward(client: &mut Client, shared: &Shared, own: &AtomicI32) -> bool {
    let mut arrived = client.notifications();
    let mut waiting = arrived.timeout_iter(LOOK);
    loop {
        match waiting.next() {
            // This node's own were delivered when they were committed.
            Ok(Some(notice)) if notice.process_id() == own.load(Ordering::SeqCst) => {}
            Ok(Some(notice)) => {
                let (topic, payload) = notice.payload().split_once('\n').unwrap_or((notice.payload(), ""));
                tell(shared, topic, payload);
            }
            Ok(None) => break,
            Err(_) => return false,
        }
    }
    drop(waiting);
    drop(arrived);
    !client.is_closed()
}

fn reconnect(target: &Target, shared: &Shared, setup: &str) -> Option<Client> {
    let mut pause = Duration::from_millis(100);
    while !shared.stopping.load(Ordering::SeqCst) {
        match target.connect(setup) {
            Ok(client) => return Some(client),
            Err(error) => tracing::warn!(%error, "still no listening connection to the database"),
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_BACKOFF);
    }
    None
}

fn tell(shared: &Shared, topic: &str, payload: &str) {
    // Nobody listening is fine.
    let _ = shared.notices.send(Notice { topic: topic.to_owned(), payload: payload.to_owned() });
}
