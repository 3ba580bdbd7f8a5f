//! The worker that empties the queue: claims mails in batches, reads them on blocking threads, looks for proof
//! and keeps the files outside any unit of work, then submits one unit a mail, in the order they came. The
//! next batch is read while this one is written.

use super::authenticate::{ByDns, Evidence, Prover};
use super::intake::{Outcome, Prepared, Trouble, take_in};
use super::read::{self, Envelope, Letter};
use super::store::{self, Claim, RawMail};
use super::{RawState, TOPIC, find};
use crate::app::App;
use crate::clock::{At, MINUTE, SECOND};
use crate::mailbox;
use crate::ticket::attachment::{NewAttachment, harmless_filename};
use ::store::GAP;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Mails claimed at once, and how many bytes of them (a larger one comes alone).
const BATCH_COUNT: i64 = 32;
const BATCH_BYTES: i64 = 16 * 1024 * 1024;
/// A claim lasts this long; a node that dies leaves its mails to others after it.
const LEASE: i64 = 90 * SECOND;
/// Tries in a row that never came back to say why, the last ones with no other mail at its side: this one is what the
/// program dies of. Some more than that takes, since a machine may lose its power as often.
const CRASHES_MAX: i64 = 12;
/// Tries in all before a person has to look.
const ATTEMPTS_MAX: i64 = 40;
/// How often the queue is looked at without any news.
const POLL: Duration = Duration::from_secs(5);

/// Takes mail in until `shutdown`; the batch in hand is finished first.
pub async fn run(app: App, shutdown: CancellationToken) {
    let prover = Arc::new(ByDns::new(&app.config.mail_hostname, app.config.mail_trusted_results.as_deref()));
    run_with(app, prover, shutdown).await;
}

/// [`run`] with another way to prove who wrote a mail.
pub async fn run_with(app: App, prover: Arc<dyn Prover>, shutdown: CancellationToken) {
    let mut news = app.db.subscribe();
    if let Err(error) = app.db.write(store::release_all).await {
        tracing::warn!(%error, "mails claimed before the start wait for their lease to end");
    }
    let mut was_full = false;
    while !shutdown.is_cancelled() {
        // What could not even be put off while the disk was full need not wait for its lease to end.
        if was_full && app.db.write(store::forgive_all).await.is_ok() {
            was_full = app.db.is_full();
        }
        if let Err(error) = empty(&app, &prover, &shutdown).await {
            tracing::warn!(%error, "the queue of incoming mail could not be read");
        }
        was_full = was_full || app.db.is_full();
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(POLL) => {}
            () = told(&mut news) => {}
        }
    }
}

/// Takes in all that waits now and gives what became of how many; for commands and tests.
pub async fn take_in_waiting(app: &App, prover: Arc<dyn Prover>) -> Result<usize, ::store::Error> {
    empty(app, &prover, &CancellationToken::new()).await
}

/// Returns when the queue may hold something new.
async fn told(news: &mut tokio::sync::broadcast::Receiver<::store::Notice>) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match news.recv().await {
            Ok(notice) if notice.topic == TOPIC || notice.topic == GAP => return,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return,
            // The database is shut down: the poll finds out.
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}

async fn empty(
    app: &App,
    prover: &Arc<dyn Prover>,
    shutdown: &CancellationToken,
) -> Result<usize, ::store::Error> {
    let mut count = 0;
    let mut ready: Vec<Prepared> = Vec::new();
    loop {
        let more = !shutdown.is_cancelled();
        let (next, written) = tokio::join!(Box::pin(next_batch(app, prover, more)), write_all(app, ready));
        count += written;
        match next? {
            Next::Batch(batch) => ready = batch,
            // Read when the batch before it is written, and written before the next is read: what it may bring down is
            // only itself.
            Next::Suspect(claims) => {
                ready = Vec::new();
                count += write_all(app, prepare(app, prover, claims).await?).await;
            }
            Next::Nothing => return Ok(count),
        }
    }
}

enum Next {
    Batch(Vec<Prepared>),
    /// Claimed and not looked at yet.
    Suspect(Vec<Claim>),
    Nothing,
}

/// Claims a batch and prepares it, unless it may be what brings the program down.
async fn next_batch(app: &App, prover: &Arc<dyn Prover>, more: bool) -> Result<Next, ::store::Error> {
    let now = app.clock.now();
    if !more || !app.db.read(move |conn| store::any_claimable(conn, now)).await? {
        return Ok(Next::Nothing);
    }
    let until = now.plus(LEASE);
    let claims =
        app.db.write_behind(move |tx| store::claim(tx, now, until, BATCH_COUNT, BATCH_BYTES)).await?;
    match claims.as_slice() {
        [] => Ok(Next::Nothing),
        [claim] if claim.is_suspect() => Ok(Next::Suspect(claims)),
        _ => Ok(Next::Batch(prepare(app, prover, claims).await?)),
    }
}

/// Reads the mails, looks for proof and keeps their files; those that cannot be taken in now are put off or aside.
async fn prepare(
    app: &App,
    prover: &Arc<dyn Prover>,
    claims: Vec<Claim>,
) -> Result<Vec<Prepared>, ::store::Error> {
    // Before it is read once more.
    let (deadly, claims): (Vec<Claim>, Vec<Claim>) =
        claims.into_iter().partition(|claim| claim.silent_tries > CRASHES_MAX);
    for claim in &deadly {
        put_aside(app, claim, "The program stopped each time it read this.").await;
    }
    let mails = match fetch(app, claims.clone()).await {
        Ok(mails) => mails,
        Err(error) => {
            let text = format!("It could not be read from the database: {error}");
            for claim in &claims {
                try_later(app, claim, &text).await;
            }
            return Err(error);
        }
    };
    let read = read_all(app, mails).await;
    let proofs = prove(app, prover, &read).await;
    let kept = read.into_iter().zip(proofs).map(|(mail, is_proven)| keep_files(app, mail, is_proven));
    Ok(futures_util::future::join_all(kept).await.into_iter().flatten().collect())
}

struct Mail {
    claim: Claim,
    row: RawMail,
    raw: Arc<Vec<u8>>,
}

async fn fetch(app: &App, claims: Vec<Claim>) -> Result<Vec<Mail>, ::store::Error> {
    app.db
        .read(move |conn| {
            let mut mails = Vec::with_capacity(claims.len());
            for claim in &claims {
                if let Some(row) = store::find(conn, claim.id)? {
                    let raw = Arc::new(store::bytes(conn, claim.id)?.unwrap_or_default());
                    mails.push(Mail { claim: *claim, row, raw });
                }
            }
            Ok(mails)
        })
        .await
}

/// Parses on two blocking threads; what cannot be parsed is put aside for a person.
async fn read_all(app: &App, mut mails: Vec<Mail>) -> Vec<(Mail, Letter)> {
    let half = mails.split_off(mails.len() / 2);
    let parse = |mails: Vec<Mail>| {
        tokio::task::spawn_blocking(move || {
            let read = |mail: Mail| {
                let envelope = Envelope {
                    via: mail.row.via,
                    from: mail.row.envelope_from.clone(),
                    to: mail.row.envelope_to.clone(),
                };
                let letter = read::read(&mail.raw, &envelope);
                (mail, letter)
            };
            mails.into_iter().map(read).collect::<Vec<_>>()
        })
    };
    let (first, second) = tokio::join!(parse(mails), parse(half));
    let mut letters = Vec::new();
    for (mail, letter) in [first, second].into_iter().flatten().flatten() {
        match letter {
            Ok(letter) if mail.claim.attempts <= ATTEMPTS_MAX => letters.push((mail, letter)),
            Ok(_) => put_aside(app, &mail.claim, &format!("Tried many times. {}", mail.row.outcome)).await,
            Err(read::ParserFell) => put_aside(app, &mail.claim, "We could not read this mail at all.").await,
        }
    }
    letters
}

/// For each mail, whether it proves its author; asked only where that matters.
async fn prove(app: &App, prover: &Arc<dyn Prover>, mails: &[(Mail, Letter)]) -> Vec<bool> {
    let key = mailbox::reply_key(&app.key);
    let letters: Vec<Letter> = mails.iter().map(|(_, letter)| letter.for_lookup()).collect();
    let asked = app.db.read(move |conn| {
        letters.iter().map(|letter| find::needs_proof(conn, letter, &key)).collect::<Result<Vec<_>, _>>()
    });
    // Without an answer nothing is proven, and a colleague's word is held.
    let asked = asked.await.unwrap_or_else(|_| vec![false; mails.len()]);
    let proofs = mails.iter().zip(asked).map(|((mail, _), asked)| async move {
        let evidence = Evidence {
            raw: &mail.raw,
            via: mail.row.via,
            peer: &mail.row.peer,
            envelope_from: &mail.row.envelope_from,
        };
        asked && prover.proves(evidence).await
    });
    futures_util::future::join_all(proofs).await
}

/// Puts the files into the blob store; a mail whose files cannot be kept waits.
async fn keep_files(app: &App, (mail, mut letter): (Mail, Letter), is_proven: bool) -> Option<Prepared> {
    let mut files = Vec::with_capacity(letter.files.len());
    let wanted = letter.bounce.is_none();
    for file in std::mem::take(&mut letter.files).into_iter().filter(|_| wanted) {
        let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        match app.blobs.put(file.bytes).await {
            Ok(blob_hash) => files.push(NewAttachment {
                blob_hash,
                filename: harmless_filename(&file.filename),
                content_type: file.content_type.replace('\0', ""),
                size_bytes,
                content_id: file.content_id.unwrap_or_default().replace('\0', ""),
                is_inline: file.inline,
            }),
            Err(error) => {
                tracing::warn!(mail = %mail.claim.id, %error, "a mail's file could not be kept");
                try_later(app, &mail.claim, &format!("A file of it could not be kept: {error}.")).await;
                return None;
            }
        }
    }
    Some(Prepared { claim: mail.claim, letter, files, is_proven })
}

/// Writes the prepared mails: all at once, so that they share commits, but an answer after what it answers.
async fn write_all(app: &App, mails: Vec<Prepared>) -> usize {
    let count = mails.len();
    let ids: HashSet<String> = mails.iter().filter_map(|m| m.letter.message_id.clone()).collect();
    let (answers, others): (Vec<Prepared>, Vec<Prepared>) =
        mails.into_iter().partition(|m| m.letter.refers_to.iter().any(|id| ids.contains(id)));
    futures_util::future::join_all(others.into_iter().map(|mail| write(app, mail))).await;
    for answer in answers {
        write(app, answer).await;
    }
    count
}

async fn write(app: &App, mail: Prepared) {
    let claim = mail.claim;
    let mail = Arc::new(mail);
    let key = mailbox::reply_key(&app.key);
    // Somebody else may have met the same person or taken in the same mail just now: then we see it the second time.
    for last in [false, false, true] {
        let (now, mail) = (app.clock.now(), mail.clone());
        let taken: Result<Outcome, Trouble> =
            app.db.write_behind(move |tx| take_in(tx, &mail, &key, now)).await;
        match taken {
            Ok(outcome) => {
                tracing::debug!(mail = %claim.id, outcome = outcome.text, "mail taken in");
                metrics::counter!("inbox_mails_total", "state" => outcome.state.as_str()).increment(1);
                return;
            }
            Err(Trouble::Fault(error)) if error.is_unique() && !last => {}
            Err(Trouble::Lost) => return,
            Err(Trouble::Refused(why)) => return put_aside(app, &claim, &why).await,
            Err(Trouble::Fault(error)) => return after_fault(app, &claim, &error).await,
        }
    }
}

async fn after_fault(app: &App, claim: &Claim, error: &::store::Error) {
    tracing::warn!(mail = %claim.id, %error, "a mail was not taken in");
    let passes = error.is_busy()
        || error.is_full()
        || error.is_retryable()
        || error.is_timeout()
        || error.is_unique()
        || matches!(error, ::store::Error::OutcomeUnknown);
    match passes && claim.attempts < ATTEMPTS_MAX {
        true => try_later(app, claim, &format!("The database could not take it: {error}.")).await,
        false => put_aside(app, claim, &format!("The program failed on it: {error}.")).await,
    }
}

/// Waits longer the more often it was tried: seconds, then up to a quarter of an hour.
fn wait_after(attempts: i64) -> i64 {
    match attempts {
        ..=1 => 2 * SECOND,
        2 => 10 * SECOND,
        3 => 30 * SECOND,
        4 => 2 * MINUTE,
        5 => 5 * MINUTE,
        _ => 15 * MINUTE,
    }
}

async fn try_later(app: &App, claim: &Claim, why: &str) {
    let until: At = app.clock.now().plus(wait_after(claim.attempts));
    let (claim, why) = (*claim, why.to_owned());
    // Where even that fails the lease ends by itself.
    let kept = app.db.write(move |tx| store::later(tx, &claim, until, &why)).await;
    if let Err(error) = kept {
        tracing::warn!(mail = %claim.id, %error, "a mail waits for its lease to end");
    }
}

async fn put_aside(app: &App, claim: &Claim, why: &str) {
    let (claim, why) = (*claim, why.to_owned());
    metrics::counter!("inbox_mails_total", "state" => RawState::NeedsLook.as_str()).increment(1);
    let kept = app
        .db
        .write(move |tx| {
            tx.publish(TOPIC, "needs_look");
            store::finish(tx, &claim, RawState::NeedsLook, &why, None, None)
        })
        .await;
    if let Err(error) = kept {
        tracing::warn!(mail = %claim.id, %error, "a mail waits for its lease to end");
    }
}
