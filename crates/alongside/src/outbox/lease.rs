//! A node's claim on a batch of mails, held for longer while they are being sent. A node that dies renews nothing, and
//! soon another sends the very same bytes. Knows nothing of what the mails say.

use super::deliver::Outbox;
use crate::clock::{At, SECOND};
use crate::ids::OutgoingId;
use crate::outgoing;
use std::convert::Infallible;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How long a claim holds without being renewed: another node takes over this long after one died.
pub(super) const LEASE: i64 = 90 * SECOND;
/// How often it is renewed.
const RENEWED_EVERY: Duration = Duration::from_secs(30);
/// No mail is begun unless its claim holds at least this much longer: renewing has failed for a while then.
const REST_MIN: i64 = 30 * SECOND;

const _: () = assert!(LEASE > REST_MIN + 40 * SECOND);

/// Until when a batch is ours.
pub(super) struct Lease {
    ids: Vec<OutgoingId>,
    until: AtomicI64,
}

impl Lease {
    pub fn new(ids: Vec<OutgoingId>, until: At) -> Lease {
        Lease { ids, until: AtomicI64::new(until.0) }
    }

    pub fn ids(&self) -> &[OutgoingId] {
        &self.ids
    }

    pub fn until(&self) -> At {
        At(self.until.load(Ordering::SeqCst))
    }

    /// Whether a mail may be begun now.
    pub fn holds(&self, now: At) -> bool {
        self.until().since(now) >= REST_MIN
    }
}

impl Outbox {
    /// Renews the claims again and again; ends only by being dropped.
    pub(super) async fn keep_renewing(&self, lease: &Lease) -> Infallible {
        loop {
            tokio::time::sleep(RENEWED_EVERY).await;
            self.renew(lease).await;
        }
    }

    /// Holds for longer what is not sent yet. What another node took meanwhile stays that node's.
    pub(super) async fn renew(&self, lease: &Lease) {
        let (ids, was, until) = (lease.ids.clone(), lease.until(), self.app.clock.now().plus(LEASE));
        match self.app.db.write(move |tx| outgoing::renew(tx, &ids, was, until)).await {
            Ok(0) => {}
            Ok(_) => lease.until.store(until.0, Ordering::SeqCst),
            Err(error) => tracing::warn!(%error, "could not renew the claims on mail"),
        }
    }
}
