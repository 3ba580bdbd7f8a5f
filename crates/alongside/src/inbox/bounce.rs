//! A delivery report and the mail it reports on: written down on the ticket, and the address marked when mail
//! to it will never arrive. A report proves nothing about who sent it, so only an address that we did write to
//! about that ticket is marked.

use super::find::by_message_id;
use super::intake::Outcome;
use super::read::Letter;
use crate::clock::At;
use crate::event::{self, EventKind};
use crate::ids::MessageId;
use crate::ticket::{self, Ticket, by_mail, merge};
use crate::{outgoing, person};
use ::store::{Conn, Error, Tx};
use mail::{Bounce, FailedRecipient};

/// Recipients of one report that are looked at.
const RECIPIENTS_MAX: usize = 50;
const REASON_CHARS_MAX: usize = 300;

/// What the report is about.
struct Reported {
    ticket: Ticket,
    message: Option<MessageId>,
    /// Everybody that very mail went to.
    recipients: Vec<String>,
}

pub fn attach(tx: &mut Tx, letter: &Letter, reply_key: &[u8; 32], now: At) -> Result<Outcome, Error> {
    let empty = Bounce::default();
    let bounce = letter.bounce.as_ref().unwrap_or(&empty);
    let Some(reported) = reported(tx, letter, bounce, reply_key)? else {
        return Ok(Outcome::done("A report that a mail did not arrive, about nothing we know."));
    };
    let failed: Vec<&FailedRecipient> =
        bounce.failed.iter().filter(|f| f.action == "failed").take(RECIPIENTS_MAX).collect();
    let number = reported.ticket.number;
    let mut outcome = Outcome::done("");
    outcome.ticket = Some(reported.ticket.id);
    outcome.message = reported.message;
    if failed.is_empty() && !bounce.failed.is_empty() {
        outcome.text = format!("A report that a mail of #{number} is late, not lost.");
        return Ok(outcome);
    }
    if failed.is_empty() {
        write_down(tx, &reported, "", "The mail came back without saying why.", now)?;
    }
    for one in failed {
        let reason: String = match one.reason.trim() {
            "" => one.status.clone().unwrap_or_default(),
            reason => reason.replace('\0', ""),
        };
        let reason: String = reason.chars().take(REASON_CHARS_MAX).collect();
        let address = person::folded_address(&one.address.replace('\0', ""));
        let ours = written_to(tx, &reported, &address)?;
        if let Some(ours) = &ours
            && one.hard
        {
            person::mark_undeliverable(tx, ours, now, &reason)?;
        }
        write_down(tx, &reported, ours.as_deref().unwrap_or(&address), &reason, now)?;
    }
    outcome.text = format!("A mail of #{number} came back; the ticket says why.");
    Ok(outcome)
}

fn reported(
    conn: &mut Conn,
    letter: &Letter,
    bounce: &Bounce,
    reply_key: &[u8; 32],
) -> Result<Option<Reported>, Error> {
    for id in bounce.original_message_id.iter().chain(&letter.refers_to) {
        if let Some((message, ticket)) = by_message_id(conn, id)? {
            let sent = outgoing::by_rfc_id(conn, id)?;
            let recipients = sent.iter().map(|s| person::folded_address(&s.recipient)).collect();
            return Ok(Some(Reported { ticket, message, recipients }));
        }
    }
    // Reports go to the sender of the envelope, which may be a signed address.
    let signed = letter.recipients.iter().find_map(|a| mail::thread::verify(reply_key, a));
    let Some(number) = signed else { return Ok(None) };
    let Some(ticket) = ticket::any_by_number(conn, number)? else { return Ok(None) };
    let ticket = merge::follow(conn, ticket)?;
    Ok(Some(Reported { ticket, message: None, recipients: Vec::new() }))
}

/// The address we wrote to that this failure is about: the one named, or the only one there was (a forwarding
/// address reports the address behind it).
fn written_to(conn: &mut Conn, reported: &Reported, address: &str) -> Result<Option<String>, Error> {
    if reported.recipients.iter().any(|r| r == address) {
        return Ok(Some(address.to_owned()));
    }
    if let Some(first) = reported.recipients.first() {
        return Ok(reported.recipients.iter().all(|r| r == first).then(|| first.clone()));
    }
    match person::by_address(conn, address)? {
        Some(p) if ticket::takes_part(conn, &reported.ticket, p.id)? => Ok(Some(address.to_owned())),
        _ => Ok(None),
    }
}

/// Once for each failure, however often the report comes.
fn write_down(tx: &mut Tx, reported: &Reported, address: &str, reason: &str, now: At) -> Result<(), Error> {
    let ticket = reported.ticket.id;
    let before = match reported.message {
        Some(message) => event::of_message(tx, ticket, message.0)?,
        None => event::of_ticket(tx, ticket, 20)?,
    };
    let known =
        before.iter().any(|e| e.kind == EventKind::MailBounced && e.before == address && e.after == reason);
    if known { Ok(()) } else { by_mail::bounced(tx, ticket, reported.message, address, reason, now) }
}
