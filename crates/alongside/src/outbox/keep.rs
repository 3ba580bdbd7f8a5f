//! Writing mails and keeping their bytes before the first try; noting what became of them.

use super::deliver::{Card, Ready, signer};
use super::gather::{FILES_BYTES_MAX, Facts};
use super::relay::Way;
use super::render::{self, Desk};
use super::verdict::{self, Verdict};
use crate::app::App;
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::ids::{OutgoingId, PersonId};
use crate::outgoing::{self, OutgoingKind, OutgoingState};
use crate::{blob, live, person, ticket};
use mail::Attachment;
use std::sync::Arc;
use store::{Error, Tx};

/// Mails written, and those that turned out not to be able to go.
#[derive(Default)]
pub struct Written {
    pub ready: Vec<Fresh>,
    pub settled: Vec<(OutgoingId, Verdict)>,
}

/// A mail, and whether its bytes are new.
pub struct Fresh {
    ready: Ready,
    is_new: bool,
}

/// Writes the mails that have no bytes yet; the others go as they were written.
pub async fn write(app: &App, desk: &Arc<Desk>, going: Vec<(Facts, Arc<Way>)>, now: At) -> Written {
    let mut written = Written::default();
    let mut to_write = Vec::new();
    for (mut facts, way) in going {
        if let Some(raw) = facts.mail.raw.take() {
            match opened(app, facts.mail.kind, raw) {
                Ok(raw) => written.ready.push(Fresh { ready: Ready::new(&facts, raw, way), is_new: false }),
                Err(why) => written.settled.push((facts.mail.id, failed(why))),
            }
            continue;
        }
        let secret = match facts.mail.kind {
            OutgoingKind::SignInLink => app.key.open(&facts.mail.detail),
            _ => Ok(String::new()),
        };
        let secret = match secret {
            Ok(secret) => secret,
            Err(why) => {
                written.settled.push((facts.mail.id, failed(why.to_string())));
                continue;
            }
        };
        match files(app, &mut facts).await {
            Ok(files) => to_write.push((facts, way, secret, files)),
            Err(why) => {
                let later = verdict::later(why.to_string(), Card::of(&facts).tried, now);
                written.settled.push((facts.mail.id, later));
            }
        }
    }
    if to_write.is_empty() {
        return written;
    }
    let (app, desk) = (app.clone(), Arc::clone(desk));
    // Drawing and signing are work for a processor, not for the threads that answer.
    let drawn = tokio::task::spawn_blocking(move || {
        let signer = signer(&app, &desk);
        let draw = |(facts, way, secret, files): (Facts, Arc<Way>, String, Vec<Attachment>)| {
            let raw = mail::compose::compose(&render::compose(&desk, &facts, &secret, files));
            let raw = match &signer {
                Some(signer) => signer.sign(raw, &facts.address.address),
                None => raw,
            };
            Fresh { ready: Ready::new(&facts, raw, way), is_new: true }
        };
        to_write.into_iter().map(draw).collect::<Vec<_>>()
    });
    match drawn.await {
        Ok(drawn) => written.ready.extend(drawn),
        // The claims run out, and the mails are tried again.
        Err(error) => tracing::error!(%error, "writing mail ended by a fault in the program"),
    }
    written
}

fn failed(answer: String) -> Verdict {
    Verdict::Failed { answer: verdict::short(&answer), bad_address: false }
}

/// The bytes of the files that go along. One that is missing for good is named in the mail instead.
async fn files(app: &App, facts: &mut Facts) -> Result<Vec<Attachment>, blob::Error> {
    let mut files = Vec::new();
    let mut bytes = 0_u64;
    for file in std::mem::take(&mut facts.files) {
        match app.blobs.get(&file.blob_hash).await {
            Ok(content) => {
                bytes += content.len() as u64;
                // The table's word on the size may be wrong.
                if bytes > 2 * FILES_BYTES_MAX.unsigned_abs() {
                    facts.apart.push(file);
                    continue;
                }
                files.push(Attachment {
                    filename: file.filename.clone(),
                    content_type: file.content_type.clone(),
                    content_id: None,
                    inline: false,
                    bytes: content,
                });
            }
            Err(blob::Error::Missing) => facts.apart.push(file),
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

/// Commits the bytes of new mails and the verdicts, in one unit; gives the mails that may go.
pub async fn commit(
    app: &App,
    fresh: Vec<Fresh>,
    settled: Vec<(OutgoingId, Verdict)>,
    now: At,
) -> Result<Vec<Ready>, Error> {
    let mut kept = Vec::new();
    for one in fresh.iter().filter(|one| one.is_new) {
        match sealed(app, one.ready.card.tried.kind, &one.ready.raw) {
            Ok(raw) => kept.push((one.ready.card.id, raw)),
            Err(error) => tracing::error!(%error, "a mail could not be sealed"),
        }
    }
    let elsewhere = match kept.is_empty() && settled.is_empty() {
        true => Vec::new(),
        false => app.db.write_behind(move |tx| keep_all(tx, &kept, &settled, now)).await?,
    };
    let mut ready = Vec::with_capacity(fresh.len());
    for mut one in fresh.into_iter().map(|one| one.ready) {
        match elsewhere.iter().find(|(id, _)| *id == one.card.id) {
            None => ready.push(one),
            // Another node wrote it first: its bytes are the ones.
            Some((_, Some(raw))) => {
                if let Ok(raw) = opened(app, one.card.tried.kind, raw.clone()) {
                    one.raw = Arc::new(raw);
                    ready.push(one);
                }
            }
            Some((_, None)) => {}
        }
    }
    Ok(ready)
}

type Elsewhere = Vec<(OutgoingId, Option<Vec<u8>>)>;

/// Gives those that were written, or settled, by somebody else meanwhile.
fn keep_all(
    tx: &mut Tx,
    kept: &[(OutgoingId, Arc<Vec<u8>>)],
    settled: &[(OutgoingId, Verdict)],
    now: At,
) -> Result<Elsewhere, Error> {
    let mut elsewhere = Vec::new();
    for (id, raw) in kept {
        if !outgoing::set_raw(tx, *id, raw)? {
            let found = outgoing::find(tx, *id)?.filter(|m| m.state == OutgoingState::Waiting);
            elsewhere.push((*id, found.and_then(|m| m.raw)));
        }
    }
    for (id, verdict) in settled {
        if let Some(mail) = outgoing::find(tx, *id)? {
            let card = Card {
                id: *id,
                tried: verdict::Tried {
                    kind: mail.kind,
                    created_at: mail.created_at,
                    attempts: mail.attempts,
                },
                recipient: mail.recipient,
                ticket: mail.ticket.filter(|_| mail.kind == OutgoingKind::Reply),
                message: mail.message,
            };
            settle(tx, &card, verdict, now)?;
        }
    }
    Ok(elsewhere)
}

/// Notes what became of one mail. A reply that will never arrive shows in its ticket's history; and open pages
/// of its ticket hear of it either way.
pub fn settle(tx: &mut Tx, card: &Card, verdict: &Verdict, now: At) -> Result<(), Error> {
    match verdict {
        Verdict::Sent { answer } => outgoing::mark_sent(tx, card.id, now, answer)?,
        Verdict::Later { due, answer } => outgoing::try_later(tx, card.id, *due, answer)?,
        Verdict::Cancelled => outgoing::mark_cancelled(tx, card.id)?,
        Verdict::Untried => return outgoing::give_back(tx, card.id),
        Verdict::Lost => return Ok(()),
        Verdict::Failed { answer, bad_address } => {
            outgoing::mark_failed(tx, card.id, answer)?;
            if *bad_address {
                person::mark_undeliverable(tx, &card.recipient, now, answer)?;
            }
            if let Some(ticket) = card.ticket {
                let message = card.message.map(|m| m.0);
                let new = NewEvent { message, before: &card.recipient, after: answer, ..NewEvent::default() };
                event::append(tx, ticket, None, now, EventKind::MailBounced, new)?;
            }
        }
    }
    if let Some(id) = card.ticket
        && let Some(ticket) = ticket::any(tx, id)?
    {
        live::ticket_changed(tx, ticket.id, ticket.number, ticket.version, PersonId(0));
    }
    Ok(())
}

/// A mail with a secret link is not readable in the table.
fn sealed(app: &App, kind: OutgoingKind, raw: &Arc<Vec<u8>>) -> Result<Arc<Vec<u8>>, String> {
    match kind {
        OutgoingKind::SignInLink => {
            let text = str::from_utf8(raw).map_err(|e| e.to_string())?;
            app.key.seal(text).map(|sealed| Arc::new(sealed.into_bytes())).map_err(|e| e.to_string())
        }
        _ => Ok(Arc::clone(raw)),
    }
}

fn opened(app: &App, kind: OutgoingKind, raw: Vec<u8>) -> Result<Vec<u8>, String> {
    match kind {
        OutgoingKind::SignInLink => {
            let text = String::from_utf8(raw).map_err(|e| e.to_string())?;
            app.key.open(&text).map(String::into_bytes).map_err(|e| e.to_string())
        }
        _ => Ok(raw),
    }
}
