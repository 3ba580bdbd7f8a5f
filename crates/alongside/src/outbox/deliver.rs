//! The way of a mail from the queue to the server: claim, write, keep the bytes, send, note the outcome. Each
//! step is one unit for many mails, so that a burst costs few commits.

use super::gather::{self, Facts, Found};
use super::lease::{LEASE, Lease};
use super::relay::{NO_ADDRESS, NO_SERVER, Way, Ways, relay_for};
use super::render::{self, Desk};
use super::verdict::{self, Tried, Verdict};
use super::{dkim, keep};
use crate::app::App;
use crate::clock::{At, MINUTE};
use crate::ids::OutgoingId;
use crate::outgoing::{self, OutgoingKind};
use futures_util::{StreamExt, stream};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Error;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Mails claimed at one time.
const BATCH: i64 = 64;
/// Mails of one batch under way; each server has its own, smaller bound.
const ABREAST: usize = 16;
/// Bytes of mail held in memory for one batch, roughly.
const BYTES_AT_ONCE: i64 = 32 * 1024 * 1024;
/// Mails that have no server or address wait this long for somebody to set one up.
const UNSET_WAIT: i64 = MINUTE;
/// Outcomes noted in one unit, and how long one waits for company. A crash in between sends these again.
const NOTED_AT_ONCE: usize = 64;
const NOTED_WITHIN: Duration = Duration::from_millis(50);

/// Sends everything that is due now, and says how many mails were claimed.
///
/// # Errors
/// When the database does not answer.
pub async fn drain_due(app: &App) -> Result<usize, Error> {
    Outbox::new(app.clone()).drain().await
}

/// A node's part in sending.
pub struct Outbox {
    pub(super) app: App,
    ways: Ways,
    shutdown: CancellationToken,
    /// Claims that could not be used or given back, and until when they are ours.
    stranded: Mutex<Vec<Lease>>,
}

pub(super) enum Claim {
    Some(Lease),
    /// Nothing is due; when the next one will be.
    None {
        next: Option<At>,
    },
}

/// A mail whose bytes are kept, ready to go.
pub(super) struct Ready {
    pub card: Card,
    /// Empty: the null sender.
    pub from: String,
    /// The address of ours, for servers that take nothing from the null sender.
    pub own: String,
    pub raw: Arc<Vec<u8>>,
    way: Arc<Way>,
}

/// What must be known of a mail to note its outcome.
#[derive(Clone)]
pub(super) struct Card {
    pub id: OutgoingId,
    pub tried: Tried,
    pub recipient: String,
    pub ticket: Option<crate::ids::TicketId>,
    pub message: Option<crate::ids::MessageId>,
}

/// A mail's outcome, and whether its server answers again after trouble.
pub(super) struct Outcome {
    card: Card,
    verdict: Verdict,
    recovered: bool,
}

impl Outbox {
    pub fn new(app: App) -> Outbox {
        let (ways, shutdown, stranded) = (Ways::default(), CancellationToken::new(), Mutex::default());
        Outbox { app, ways, shutdown, stranded }
    }

    /// Begins no mail once `shutdown` is cancelled.
    pub fn stopped_by(self, shutdown: CancellationToken) -> Outbox {
        Outbox { shutdown, ..self }
    }

    /// Sends everything that is due now; how many mails were claimed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drain(&self) -> Result<usize, Error> {
        let mut count = 0;
        while let Claim::Some(claimed) = self.claim().await? {
            count += claimed.ids().len();
            self.deliver(claimed).await;
        }
        Ok(count)
    }

    /// Whatever waits for another try is tried now, even on a server that rested: what hindered it may have been
    /// mended.
    pub(super) async fn try_now(&self) {
        self.ways.rested();
        let now = self.app.clock.now();
        if let Err(error) = self.app.db.write(move |tx| outgoing::hurry(tx, now)).await {
            tracing::warn!(%error, "could not hurry the mail that waits");
        }
    }

    pub(super) async fn claim(&self) -> Result<Claim, Error> {
        let now = self.app.clock.now();
        self.free_stranded(now).await?;
        // Looking costs no commit.
        let (due, next) = self
            .app
            .db
            .read(move |conn| {
                Ok::<_, Error>((outgoing::anything_due(conn, now)?, outgoing::next_due(conn, now)?))
            })
            .await?;
        if !due {
            return Ok(Claim::None { next });
        }
        let ids = self.app.db.write_behind(move |tx| outgoing::claim(tx, now, LEASE, BATCH)).await?;
        // Another node was faster: look again soon.
        if ids.is_empty() {
            Ok(Claim::None { next })
        } else {
            Ok(Claim::Some(Lease::new(ids, now.plus(LEASE))))
        }
    }

    /// Gives back what a database in trouble did not let us use, so that it need not wait for its lease to end.
    async fn free_stranded(&self, now: At) -> Result<(), Error> {
        let mut stranded = std::mem::take(&mut *self.stranded.lock().unwrap_or_else(PoisonError::into_inner));
        // What is not ours any more is another node's to send.
        stranded.retain(|claimed| now < claimed.until());
        if stranded.is_empty() {
            return Ok(());
        }
        let ids: Vec<OutgoingId> =
            stranded.iter().flat_map(|claimed| claimed.ids().iter().copied()).collect();
        let freed =
            self.app.db.write(move |tx| ids.iter().try_for_each(|id| outgoing::give_back(tx, *id))).await;
        if freed.is_err() {
            self.stranded.lock().unwrap_or_else(PoisonError::into_inner).extend(stranded);
        }
        freed
    }

    /// Sends a batch, and holds on to it meanwhile.
    pub(super) async fn deliver(&self, claimed: Lease) {
        tokio::select! {
            () = self.send_claimed(&claimed) => {}
            never = self.keep_renewing(&claimed) => match never {},
        }
    }

    /// What the database does not let us prepare is given back as soon as it answers again.
    async fn send_claimed(&self, claimed: &Lease) {
        let mut left: VecDeque<OutgoingId> = claimed.ids().iter().copied().collect();
        while !left.is_empty() {
            let before = left.clone();
            match self.prepare(&mut left).await {
                Ok(ready) => self.send_all(ready, claimed).await,
                Err(error) => {
                    tracing::warn!(%error, mails = before.len(), "could not prepare mail; it is tried again");
                    let stranded = Lease::new(before.into(), claimed.until());
                    self.stranded.lock().unwrap_or_else(PoisonError::into_inner).push(stranded);
                    return;
                }
            }
        }
    }

    /// Reads as many of the mails as memory should hold, writes those that were not written before, and commits
    /// their bytes. Mails that cannot go are settled here.
    pub(super) async fn prepare(&self, left: &mut VecDeque<OutgoingId>) -> Result<Vec<Ready>, Error> {
        let ids: Vec<OutgoingId> = left.iter().copied().collect();
        let now = self.app.clock.now();
        let read = self.app.db.read(move |conn| {
            let office = gather::office(conn)?;
            let (found, count) = gather::up_to(conn, &ids, BYTES_AT_ONCE, now)?;
            Ok::<_, Error>((office, found, count))
        });
        let (office, found, count) = read.await?;
        left.drain(..count);
        let desk = Arc::new(Desk {
            public_url: self.app.config.public_url.clone(),
            reply_key: self.app.key.derive("reply address"),
            link_key: self.app.key.derive(crate::broadcast::word::KEY),
            office,
        });
        let mut settled: Vec<(OutgoingId, Verdict)> = Vec::new();
        let mut going: Vec<(Facts, Arc<Way>)> = Vec::new();
        for one in found {
            match one {
                Found::Over => {}
                Found::Withdrawn(id) => settled.push((id, Verdict::Cancelled)),
                Found::NoAddress(id) => settled.push((id, unset(NO_ADDRESS, now))),
                Found::Ready(facts) => match self.way(&facts, now) {
                    Ok(way) => going.push((*facts, way)),
                    Err(verdict) => settled.push((facts.mail.id, verdict)),
                },
            }
        }
        let written = keep::write(&self.app, &desk, going, now).await;
        settled.extend(written.settled);
        keep::commit(&self.app, written.ready, settled, now).await
    }

    /// How a mail leaves, or why not now.
    fn way(&self, facts: &Facts, now: At) -> Result<Arc<Way>, Verdict> {
        let tried = Card::of(facts).tried;
        if verdict::is_stale(tried, now) {
            return Err(verdict::later("The link ran out before it could be sent.".to_owned(), tried, now));
        }
        match relay_for(&self.app, facts.address.relay.as_deref()) {
            Ok(Some(relay)) => Ok(self.ways.through(&relay)),
            Ok(None) => Err(unset(NO_SERVER, now)),
            Err(why) => Err(unset(&why, now)),
        }
    }

    async fn send_all(&self, ready: Vec<Ready>, lease: &Lease) {
        let (done, mut outcomes) = mpsc::channel::<Outcome>(ABREAST);
        let sending = async move {
            let done = &done;
            stream::iter(ready)
                .for_each_concurrent(ABREAST, |mail| async move {
                    let outcome = self.send(mail, lease).await;
                    // The other end lives until this one is dropped.
                    let _ = done.send(outcome).await;
                })
                .await;
        };
        let noting = async {
            let mut several = Vec::new();
            while let Some(first) = outcomes.recv().await {
                several.push(first);
                // Until the batch is through, there are many, or the first has waited long enough.
                let gathering = async {
                    while several.len() < NOTED_AT_ONCE
                        && outcomes.recv_many(&mut several, NOTED_AT_ONCE).await > 0
                    {}
                };
                let _ = tokio::time::timeout(NOTED_WITHIN, gathering).await;
                self.note(std::mem::take(&mut several)).await;
            }
        };
        // `done` is dropped with the first, which ends the second.
        tokio::join!(sending, noting);
    }

    /// Sends one mail, unless its claim ends soon, its server rests or the program stops.
    pub(super) async fn send(&self, mail: Ready, lease: &Lease) -> Outcome {
        let Ready { card, from, own, raw, way } = mail;
        let outcome = |verdict| Outcome { card: card.clone(), verdict, recovered: false };
        let Ok(_seat) = way.seats.acquire().await else { return outcome(Verdict::Untried) };
        let now = self.app.clock.now();
        if !lease.holds(now) {
            return outcome(Verdict::Lost);
        }
        if self.shutdown.is_cancelled() {
            return outcome(Verdict::Untried);
        }
        if let Some(answer) = way.rests(now) {
            return outcome(verdict::later(answer, card.tried, now));
        }
        let to = [&card.recipient];
        let mut result = way.sender.send(&from, &to, &raw).await;
        if from.is_empty() && result.as_ref().is_err_and(verdict::may_be_the_sender) {
            result = way.sender.send(&own, &to, &raw).await;
        }
        match result {
            Ok(delivered) => Outcome {
                recovered: way.works(),
                ..outcome(Verdict::Sent { answer: verdict::short(&delivered.response) })
            },
            Err(failed) => {
                let now = self.app.clock.now();
                if verdict::concerns_all(&failed) {
                    way.rest(now, &verdict::answer(&failed));
                }
                outcome(verdict::on_failure(&failed, card.tried, now))
            }
        }
    }

    /// Notes outcomes, many in one unit. A database that is busy is asked again for a while, and a full one until
    /// there is room or the program stops: what is not noted is sent twice.
    async fn note(&self, outcomes: Vec<Outcome>) {
        for outcome in &outcomes {
            let word = match &outcome.verdict {
                Verdict::Sent { .. } => "sent",
                Verdict::Later { .. } => "later",
                Verdict::Failed { .. } => "failed",
                Verdict::Cancelled => "cancelled",
                Verdict::Untried => "untried",
                Verdict::Lost => "lost",
            };
            metrics::counter!("outbox_mails_total", "outcome" => word).increment(1);
        }
        let outcomes = Arc::new(outcomes);
        let mut pauses = [0, 1, 5, 20, 60].into_iter();
        let mut is_full = false;
        // Nothing new is claimed from a full database, so little waits here.
        while let Some(pause) = if is_full { Some(2) } else { pauses.next() } {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(pause)) => {}
                () = self.shutdown.cancelled(), if is_full => {}
            }
            let (now, outcomes) = (self.app.clock.now(), Arc::clone(&outcomes));
            let unit = move |tx: &mut store::Tx| {
                for one in outcomes.iter() {
                    keep::settle(tx, &one.card, &one.verdict, now)?;
                }
                if outcomes.iter().any(|one| one.recovered) {
                    outgoing::hurry(tx, now)?;
                }
                Ok::<_, Error>(())
            };
            match self.app.db.write_behind(unit).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(%error, "could not note what became of mail");
                    is_full = error.is_full() && !self.shutdown.is_cancelled();
                }
            }
        }
    }
}

impl Card {
    pub(super) fn of(facts: &Facts) -> Card {
        let mail = &facts.mail;
        Card {
            id: mail.id,
            tried: Tried { kind: mail.kind, created_at: mail.created_at, attempts: mail.attempts },
            recipient: mail.recipient.clone(),
            ticket: facts.ticket.as_ref().map(|t| t.id).filter(|_| mail.kind == OutgoingKind::Reply),
            message: mail.message,
        }
    }
}

impl Ready {
    pub(super) fn new(facts: &Facts, raw: Vec<u8>, way: Arc<Way>) -> Ready {
        Ready {
            card: Card::of(facts),
            from: render::envelope_from(facts),
            own: facts.address.address.clone(),
            raw: Arc::new(raw),
            way,
        }
    }
}

/// Waits, visibly, for something that an admin must set up; never given up.
fn unset(why: &str, now: At) -> Verdict {
    Verdict::Later { due: now.plus(UNSET_WAIT), answer: verdict::short(why) }
}

/// The signer of the desk, if there is one.
pub(super) fn signer(app: &App, desk: &Desk) -> Option<dkim::Signer> {
    desk.office.dkim.as_deref().and_then(|json| dkim::signer(json, &app.key))
}
