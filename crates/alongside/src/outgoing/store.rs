//! The SQL on the outgoing queue.

use super::{NewOutgoing, Outgoing, OutgoingId, OutgoingState};
use crate::clock::At;
use crate::ids::MessageId;
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO outgoing_mails (id, kind, ticket_id, message_id, person_id, recipient, mail_address_id, rfc_id, detail, state, due_at, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11)";
    pub const CLAIMABLE: "SELECT id FROM outgoing_mails WHERE state = 'waiting' AND due_at <= $1 AND claimed_until <= $2 ORDER BY due_at, id LIMIT $3";
    pub const ANYTHING_DUE: "SELECT 1 FROM outgoing_mails WHERE state = 'waiting' AND due_at <= $1 AND claimed_until <= $2 LIMIT 1";
    pub const CLAIM: "UPDATE outgoing_mails SET claimed_until = $1, attempts = attempts + 1 WHERE id = $2 AND state = 'waiting' AND claimed_until <= $3";
    pub const RENEW: "UPDATE outgoing_mails SET claimed_until = $1 WHERE id = $2 AND state = 'waiting' AND claimed_until = $3";
    pub const FIND: "SELECT id, kind, ticket_id, message_id, person_id, recipient, mail_address_id, rfc_id, detail, raw, state, attempts, due_at, last_answer, created_at, sent_at FROM outgoing_mails WHERE id = $1";
    pub const SET_RAW: "UPDATE outgoing_mails SET raw = $1 WHERE id = $2 AND raw IS NULL AND state = 'waiting'";
    pub const SENT: "UPDATE outgoing_mails SET state = 'sent', sent_at = $1, last_answer = $2, claimed_until = 0, raw = NULL, detail = '' WHERE id = $3 AND state = 'waiting'";
    pub const LATER: "UPDATE outgoing_mails SET due_at = $1, last_answer = $2, claimed_until = 0 WHERE id = $3 AND state = 'waiting'";
    pub const FAILED: "UPDATE outgoing_mails SET state = 'failed', last_answer = $1, claimed_until = 0 WHERE id = $2 AND state = 'waiting'";
    pub const AGAIN: "UPDATE outgoing_mails SET state = 'waiting', due_at = $1, attempts = 0, claimed_until = 0 WHERE id = $2 AND state = 'failed'";
    pub const GIVE_BACK: "UPDATE outgoing_mails SET claimed_until = 0, attempts = attempts - 1 WHERE id = $1 AND state = 'waiting' AND claimed_until <> 0";
    pub const RELEASE_ALL: "UPDATE outgoing_mails SET claimed_until = 0 WHERE state = 'waiting' AND claimed_until > 0";
    pub const CANCELLED: "UPDATE outgoing_mails SET state = 'cancelled', claimed_until = 0, raw = NULL, detail = '' WHERE id = $1 AND state = 'waiting'";
    pub const HURRY: "UPDATE outgoing_mails SET due_at = $1 WHERE state = 'waiting' AND due_at > $2 AND attempts > 0 AND claimed_until = 0";
    pub const CANCEL: "UPDATE outgoing_mails SET state = 'cancelled', claimed_until = 0 WHERE id = $1 AND state = 'waiting' AND claimed_until = 0";
    pub const GONE_OF_MESSAGE: "SELECT 1 FROM outgoing_mails WHERE message_id = $1 AND kind = 'reply' AND (state <> 'waiting' OR claimed_until <> 0) LIMIT 1";
    pub const CANCEL_OF_MESSAGE: "UPDATE outgoing_mails SET state = 'cancelled' WHERE message_id = $1 AND state = 'waiting' AND claimed_until = 0";
    pub const OF_MESSAGES: "SELECT id, message_id, recipient, state, last_answer, due_at, attempts, sent_at FROM outgoing_mails WHERE kind = 'reply' AND message_id IN (SELECT id FROM messages WHERE ticket_id = $1) ORDER BY id LIMIT 2000";
    pub const BY_RFC_ID: "SELECT ticket_id, message_id, recipient FROM outgoing_mails WHERE rfc_id = $1 ORDER BY id LIMIT 50";
    pub const NEXT_DUE: "SELECT due_at FROM outgoing_mails WHERE state = 'waiting' AND due_at > $1 ORDER BY due_at LIMIT 1";
    pub const PAGE: "SELECT o.id, o.kind, o.ticket_id, o.message_id, o.person_id, o.recipient, o.mail_address_id, o.rfc_id, '', NULL, o.state, o.attempts, o.due_at, o.last_answer, o.created_at, o.sent_at, t.number, t.subject \
        FROM outgoing_mails o LEFT JOIN tickets t ON t.id = o.ticket_id WHERE o.state = $1 AND o.id < $2 ORDER BY o.id DESC LIMIT $3";
    pub const COUNT: "SELECT COUNT(*) FROM (SELECT 1 FROM outgoing_mails WHERE state = $1 LIMIT $2) counted";
    pub const OLDEST_WAITING: "SELECT created_at FROM outgoing_mails WHERE state = 'waiting' ORDER BY due_at LIMIT 1";
}

/// What news of the outgoing queue say when everything in it is to be tried at once.
pub const NOW: &str = "now";

/// Adds a mail to the queue and wakes the outbox of every node.
pub fn queue(tx: &mut Tx, new: &NewOutgoing) -> Result<OutgoingId, Error> {
    let id = OutgoingId(tx.next_id("outgoing_mail")?);
    let own;
    let rfc_id = match new.rfc_id {
        Some(given) => given,
        None => {
            own = format!("alongside.mail.{id}@{}", new.domain);
            &own
        }
    };
    tx.put(
        INSERT,
        params![
            id,
            new.kind,
            new.ticket,
            new.message,
            new.person,
            new.recipient,
            new.mail_address,
            rfc_id,
            new.detail,
            new.due_at,
            new.now
        ],
    )?;
    tx.publish("outgoing", "");
    Ok(id)
}

/// Takes up to `limit` mails that are due, for `lease` microseconds; another node finds them taken.
pub fn claim(tx: &mut Tx, now: At, lease: i64, limit: i64) -> Result<Vec<OutgoingId>, Error> {
    let ids: Vec<OutgoingId> = tx.all(CLAIMABLE, params![now, now, limit], |row| row.get(0))?;
    let mut claimed = Vec::with_capacity(ids.len());
    for id in ids {
        if tx.run(CLAIM, params![now.plus(lease), id, now])? == 1 {
            claimed.push(id);
        }
    }
    Ok(claimed)
}

/// Holds claims for longer: those of `ids` that are still claimed until exactly `was`, which is how a claim of ours is
/// told from another node's; says how many there are.
pub fn renew(tx: &mut Tx, ids: &[OutgoingId], was: At, until: At) -> Result<u64, Error> {
    let mut renewed = 0;
    for id in ids {
        renewed += tx.run(RENEW, params![until, id, was])?;
    }
    Ok(renewed)
}

/// Gives every claim back: the program has just started, and nobody else holds one. A mail that had left already
/// leaves again under the same Message-ID, now rather than when the dead program's lease ends.
pub fn release_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.run(RELEASE_ALL, params![])
}

/// Whether a mail could be claimed now.
pub fn anything_due(conn: &mut Conn, now: At) -> Result<bool, Error> {
    conn.exists(ANYTHING_DUE, params![now, now])
}

fn outgoing(row: &Row) -> Result<Outgoing, Error> {
    Ok(Outgoing {
        id: row.get(0)?,
        kind: row.get(1)?,
        ticket: row.get(2)?,
        message: row.get(3)?,
        person: row.get(4)?,
        recipient: row.get(5)?,
        mail_address: row.get(6)?,
        rfc_id: row.get(7)?,
        detail: row.get(8)?,
        raw: row.get(9)?,
        state: row.get(10)?,
        attempts: row.get(11)?,
        due_at: row.get(12)?,
        last_answer: row.get(13)?,
        created_at: row.get(14)?,
        sent_at: row.get(15)?,
    })
}

pub fn find(conn: &mut Conn, id: OutgoingId) -> Result<Option<Outgoing>, Error> {
    conn.one(FIND, params![id], outgoing)
}

/// Keeps the rendered bytes before the first try; false when they were there already.
pub fn set_raw(tx: &mut Tx, id: OutgoingId, raw: &[u8]) -> Result<bool, Error> {
    Ok(tx.run(SET_RAW, params![raw, id])? == 1)
}

pub fn mark_sent(tx: &mut Tx, id: OutgoingId, now: At, answer: &str) -> Result<(), Error> {
    tx.put(SENT, params![now, answer, id])?;
    Ok(())
}

pub fn try_later(tx: &mut Tx, id: OutgoingId, due: At, answer: &str) -> Result<(), Error> {
    tx.put(LATER, params![due, answer, id])?;
    Ok(())
}

pub fn mark_failed(tx: &mut Tx, id: OutgoingId, answer: &str) -> Result<(), Error> {
    tx.put(FAILED, params![answer, id])?;
    Ok(())
}

/// A claimed mail that was not tried waits on as if it had never been claimed.
pub fn give_back(tx: &mut Tx, id: OutgoingId) -> Result<(), Error> {
    tx.run(GIVE_BACK, params![id])?;
    Ok(())
}

/// A claimed mail that must not leave after all.
pub fn mark_cancelled(tx: &mut Tx, id: OutgoingId) -> Result<(), Error> {
    tx.put(CANCELLED, params![id])?;
    Ok(())
}

/// Mails that were tried before and wait for their next try are due now: what hindered them has gone.
pub fn hurry(tx: &mut Tx, now: At) -> Result<u64, Error> {
    let hurried = tx.run(HURRY, params![now, now])?;
    tx.publish("outgoing", "");
    Ok(hurried)
}

/// “Try them all now”: whatever waits for its next try is tried, even if its server rests, by every node.
pub fn try_all_now(tx: &mut Tx) {
    tx.publish("outgoing", NOW);
}

/// “Send again”: a failed mail waits once more.
pub fn send_again(tx: &mut Tx, id: OutgoingId, now: At) -> Result<bool, Error> {
    let again = tx.run(AGAIN, params![now, id])? == 1;
    tx.publish("outgoing", "");
    Ok(again)
}

/// Cancels one waiting mail; false when it is gone or being sent.
pub fn cancel(tx: &mut Tx, id: OutgoingId) -> Result<bool, Error> {
    Ok(tx.run(CANCEL, params![id])? == 1)
}

/// Cancels every mail of a message; false, and nothing is cancelled, when one has left or is leaving.
pub fn cancel_all_of(tx: &mut Tx, message: MessageId) -> Result<bool, Error> {
    if tx.exists(GONE_OF_MESSAGE, params![message])? {
        return Ok(false);
    }
    tx.put(CANCEL_OF_MESSAGE, params![message])?;
    Ok(true)
}

/// How a message travels to one recipient.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: OutgoingId,
    pub message: MessageId,
    pub recipient: String,
    pub state: OutgoingState,
    pub last_answer: String,
    pub due_at: At,
    pub attempts: i64,
    pub sent_at: Option<At>,
}

/// Says that [`of_ticket`] will be asked.
pub fn will_ask_of_ticket(conn: &mut Conn, ticket: crate::ids::TicketId) {
    conn.will_ask(OF_MESSAGES, params![ticket]);
}

/// The deliveries of all messages of a ticket.
pub fn of_ticket(conn: &mut Conn, ticket: crate::ids::TicketId) -> Result<Vec<Delivery>, Error> {
    conn.all(OF_MESSAGES, params![ticket], |row| {
        Ok(Delivery {
            id: row.get(0)?,
            message: row.get(1)?,
            recipient: row.get(2)?,
            state: row.get(3)?,
            last_answer: row.get(4)?,
            due_at: row.get(5)?,
            attempts: row.get(6)?,
            sent_at: row.get(7)?,
        })
    })
}

/// A mail of ours by its Message-ID: the ticket, the message and whom it went to.
pub struct Known {
    pub ticket: Option<crate::ids::TicketId>,
    pub message: Option<MessageId>,
    pub recipient: String,
}

pub fn by_rfc_id(conn: &mut Conn, rfc_id: &str) -> Result<Vec<Known>, Error> {
    conn.all(BY_RFC_ID, params![rfc_id], |row| {
        Ok(Known { ticket: row.get(0)?, message: row.get(1)?, recipient: row.get(2)? })
    })
}

/// When the next mail falls due after `now`.
pub fn next_due(conn: &mut Conn, now: At) -> Result<Option<At>, Error> {
    conn.one(NEXT_DUE, params![now], |row| row.get(0))
}

/// A mail of the queue, without its bytes, and the number and subject of the ticket it is about.
pub struct Listed {
    pub mail: Outgoing,
    pub ticket: Option<(i64, String)>,
}

/// One page of the queue in one state, newest first, before `before`.
pub fn page(
    conn: &mut Conn,
    state: OutgoingState,
    before: OutgoingId,
    limit: i64,
) -> Result<Vec<Outgoing>, Error> {
    Ok(page_with_tickets(conn, state, before, limit)?.into_iter().map(|listed| listed.mail).collect())
}

/// The same, each with the ticket it is about.
pub fn page_with_tickets(
    conn: &mut Conn,
    state: OutgoingState,
    before: OutgoingId,
    limit: i64,
) -> Result<Vec<Listed>, Error> {
    conn.all(PAGE, params![state, before, limit], |row| {
        let (number, subject) = (row.get::<Option<i64>>(16)?, row.get::<Option<String>>(17)?);
        Ok(Listed { mail: outgoing(row)?, ticket: number.zip(subject) })
    })
}

/// Since when the oldest mail waits.
pub fn oldest_waiting(conn: &mut Conn) -> Result<Option<At>, Error> {
    conn.one(OLDEST_WAITING, params![], |row| row.get(0))
}

/// How many are in a state, at most `most`.
pub fn count(conn: &mut Conn, state: OutgoingState, most: i64) -> Result<i64, Error> {
    Ok(conn.one(COUNT, params![state, most], |row| row.get(0))?.unwrap_or(0))
}
