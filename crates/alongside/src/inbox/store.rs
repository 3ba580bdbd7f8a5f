//! The SQL on mail as it came in: kept, claimed, and what became of it.

use super::{NewRaw, RawMailId, RawState, RawVia};
use crate::clock::At;
use crate::ids::{MessageId, TicketId};
use store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO raw_mails (id, received_at, via, peer, envelope_from, envelope_to, size_bytes, state, source_key) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8) ON CONFLICT (source_key) DO NOTHING";
    pub const INSERT_BYTES: "INSERT INTO raw_mail_bytes (raw_mail_id, raw) VALUES ($1, $2)";
    pub const BY_SOURCE: "SELECT id FROM raw_mails WHERE source_key = $1";
    pub const PUT_OFF: "SELECT id, size_bytes FROM raw_mails WHERE state = 'waiting' AND claimed_until > 0 AND claimed_until <= $1 AND silent_tries < $2 \
        ORDER BY claimed_until, id LIMIT $3";
    pub const UNTRIED: "SELECT id, size_bytes FROM raw_mails WHERE state = 'waiting' AND claimed_until = 0 AND silent_tries < $1 ORDER BY id LIMIT $2";
    pub const SUSPECT: "SELECT id FROM raw_mails WHERE state = 'waiting' AND claimed_until <= $1 AND silent_tries >= $2 ORDER BY silent_tries, id LIMIT 1";
    pub const ANY_CLAIMABLE: "SELECT 1 FROM raw_mails WHERE state = 'waiting' AND claimed_until <= $1 LIMIT 1";
    pub const RELEASE_ALL: "UPDATE raw_mails SET claimed_until = 0 WHERE state = 'waiting' AND claimed_until > 0";
    pub const FORGIVE_ALL: "UPDATE raw_mails SET claimed_until = 0, silent_tries = 0 WHERE state = 'waiting' AND claimed_until > 0";
    pub const FINISH: "UPDATE raw_mails SET state = $1, outcome = $2, ticket_id = $3, message_id = $4, claimed_until = 0 \
        WHERE id = $5 AND state = 'waiting' AND claimed_until = $6";
    pub const LATER: "UPDATE raw_mails SET outcome = $1, claimed_until = $2, silent_tries = 0 WHERE id = $3 AND state = 'waiting' AND claimed_until = $4";
    pub const RETRY: "UPDATE raw_mails SET state = 'waiting', attempts = 0, silent_tries = 0, claimed_until = 0, outcome = '' WHERE id = $1 AND state IN ('needs_look', 'dismissed') \
        AND EXISTS (SELECT 1 FROM raw_mail_bytes b WHERE b.raw_mail_id = $1)";
    pub const DISMISS: "UPDATE raw_mails SET state = 'dismissed' WHERE id = $1 AND state = 'needs_look'";
    pub const BYTES: "SELECT raw FROM raw_mail_bytes WHERE raw_mail_id = $1";
    pub const HEAD: "SELECT substr(raw, 1, 65536) FROM raw_mail_bytes WHERE raw_mail_id = $1";
    pub const FIND: "SELECT id, received_at, via, peer, envelope_from, envelope_to, size_bytes, state, outcome, attempts, ticket_id, message_id FROM raw_mails WHERE id = $1";
    pub const PAGE: "SELECT id, received_at, via, peer, envelope_from, envelope_to, size_bytes, state, outcome, attempts, ticket_id, message_id FROM raw_mails \
        WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    pub const PAGE_WITH_HEADS: "SELECT m.id, m.received_at, m.via, m.peer, m.envelope_from, m.envelope_to, m.size_bytes, m.state, m.outcome, m.attempts, m.ticket_id, m.message_id, substr(b.raw, 1, 16384) \
        FROM raw_mails m LEFT JOIN raw_mail_bytes b ON b.raw_mail_id = m.id WHERE m.state = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3";
    pub const PAST: "SELECT b.raw_mail_id, m.size_bytes, m.state IN ('done', 'dismissed') AND m.received_at <= $1 FROM raw_mail_bytes b JOIN raw_mails m ON m.id = b.raw_mail_id \
        WHERE b.raw_mail_id > $2 ORDER BY b.raw_mail_id LIMIT $3";
    pub const FORGET_BYTES: "DELETE FROM raw_mail_bytes WHERE raw_mail_id = $1 AND EXISTS (SELECT 1 FROM raw_mails m WHERE m.id = $1 AND m.state IN ('done', 'dismissed'))";
    pub const SOME: "SELECT COUNT(*) FROM (SELECT 1 FROM raw_mails WHERE state = $1 LIMIT 100) AS few";
    pub const OLDEST: "SELECT received_at FROM raw_mails WHERE state = $1 ORDER BY id LIMIT 1";
}

/// Keeps a mail and its place in the queue, and wakes the desk's readers. The same source twice is one mail.
pub(super) fn insert(tx: &mut Tx, new: &NewRaw, now: At) -> Result<RawMailId, Error> {
    let id = RawMailId(tx.next_id("raw_mail")?);
    let recipients = serde_json::to_string(&new.envelope_to).unwrap_or_else(|_| "[]".to_owned());
    let size = i64::try_from(new.raw.len()).unwrap_or(i64::MAX);
    let row = params![id, now, new.via, new.peer, new.envelope_from, recipients, size, new.source_key];
    // Without a source there is nothing to have come before, and nobody waits to hear that.
    if new.source_key.is_none() {
        tx.put(INSERT, row)?;
    } else if tx.run(INSERT, row)? == 0 {
        let known = tx.one(BY_SOURCE, params![new.source_key], |row| row.get(0))?;
        return Ok(known.unwrap_or(id));
    }
    tx.put(INSERT_BYTES, params![id, new.raw])?;
    tx.publish(super::TOPIC, "");
    Ok(id)
}

/// A mail that is ours to read until `until`; that time is also the proof of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: RawMailId,
    pub until: At,
    /// This try counted.
    pub attempts: i64,
    /// The last tries that ended without a word, this one counted: each time the program died while it had the mail, or
    /// another beside it.
    pub silent_tries: i64,
}

impl Claim {
    /// Whether it may be what brings the program down: then it is read with no other at its side.
    pub fn is_suspect(&self) -> bool {
        self.silent_tries > SHARED_TRIES
    }
}

/// Tries that ended without a word, after which a mail is claimed alone, and only when no other waits: if it is the one
/// that brings the program down, the others get past it; if it is not, it is not blamed for its company.
const SHARED_TRIES: i64 = 3;

/// Takes mails that wait, at most `limit` and about `bytes_max` of them, until `until`: first those that were put off
/// until now, then the others in the order they came.
pub fn claim(tx: &mut Tx, now: At, until: At, limit: i64, bytes_max: i64) -> Result<Vec<Claim>, Error> {
    let id_and_size = |row: &Row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?));
    let mut waiting = tx.all(PUT_OFF, params![now, SHARED_TRIES, limit], id_and_size)?;
    let room = limit - i64::try_from(waiting.len()).unwrap_or(limit);
    if room > 0 {
        waiting.extend(tx.all(UNTRIED, params![SHARED_TRIES, room], id_and_size)?);
    }
    if waiting.is_empty() {
        let suspect = tx.one(SUSPECT, params![now, SHARED_TRIES], |row| row.get::<i64>(0))?;
        waiting.extend(suspect.map(|id| (id, 0)));
    }
    let mut ids: Vec<i64> = Vec::with_capacity(waiting.len());
    let mut bytes = 0;
    for (id, size) in waiting {
        bytes += size;
        if !ids.is_empty() && bytes > bytes_max {
            break;
        }
        ids.push(id);
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(
        "UPDATE raw_mails SET attempts = attempts + 1, silent_tries = silent_tries + 1, claimed_until = ",
    );
    // The sum keeps SQLite on the ids: by the index of what waits it would walk the whole queue.
    query.bind(until.0).sql(" WHERE state = 'waiting' AND claimed_until + 0 <= ").bind(now.0);
    query.sql(" AND id IN ").list(ids).sql(" RETURNING id, attempts, silent_tries");
    let mut claims = tx.query(&query, |row| {
        Ok(Claim { id: row.get(0)?, until, attempts: row.get(1)?, silent_tries: row.get(2)? })
    })?;
    claims.sort_by_key(|claim| claim.id);
    Ok(claims)
}

pub fn any_claimable(conn: &mut Conn, now: At) -> Result<bool, Error> {
    conn.exists(ANY_CLAIMABLE, params![now])
}

/// Gives every claim back: the program has just started, and whoever held one is gone or will find it lost.
pub fn release_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.run(RELEASE_ALL, params![])
}

/// Gives every claim back and forgets how often a try ended without a word: it was the disk that would not take one.
pub fn forgive_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.run(FORGIVE_ALL, params![])
}

/// Says what became of a claimed mail; false when the claim is not ours any more.
pub fn finish(
    tx: &mut Tx,
    claim: &Claim,
    state: RawState,
    outcome: &str,
    ticket: Option<TicketId>,
    message: Option<MessageId>,
) -> Result<bool, Error> {
    Ok(tx.run(FINISH, params![state, outcome, ticket, message, claim.id, claim.until])? == 1)
}

/// Lets a claimed mail wait until `until`; false when the claim is not ours any more.
pub fn later(tx: &mut Tx, claim: &Claim, until: At, outcome: &str) -> Result<bool, Error> {
    Ok(tx.run(LATER, params![outcome, until, claim.id, claim.until])? == 1)
}

/// Has a mail that needed a look read once more; false when it does not need one.
pub fn retry(tx: &mut Tx, id: RawMailId) -> Result<bool, Error> {
    let again = tx.run(RETRY, params![id])? == 1;
    tx.publish(super::TOPIC, "");
    Ok(again)
}

/// An admin looked, and nothing is to be done. The mail is kept.
pub fn dismiss(tx: &mut Tx, id: RawMailId) -> Result<bool, Error> {
    Ok(tx.run(DISMISS, params![id])? == 1)
}

/// A mail as it came, without its bytes.
#[derive(Clone, Debug)]
pub struct RawMail {
    pub id: RawMailId,
    pub received_at: At,
    pub via: RawVia,
    pub peer: String,
    pub envelope_from: String,
    pub envelope_to: Vec<String>,
    pub size_bytes: i64,
    pub state: RawState,
    /// What became of it, a sentence.
    pub outcome: String,
    pub attempts: i64,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
}

fn raw_mail(row: &Row) -> Result<RawMail, Error> {
    Ok(RawMail {
        id: row.get(0)?,
        received_at: row.get(1)?,
        via: row.get(2)?,
        peer: row.get(3)?,
        envelope_from: row.get(4)?,
        envelope_to: serde_json::from_str(&row.get::<String>(5)?).unwrap_or_default(),
        size_bytes: row.get(6)?,
        state: row.get(7)?,
        outcome: row.get(8)?,
        attempts: row.get(9)?,
        ticket: row.get(10)?,
        message: row.get(11)?,
    })
}

pub fn find(conn: &mut Conn, id: RawMailId) -> Result<Option<RawMail>, Error> {
    conn.one(FIND, params![id], raw_mail)
}

/// The whole mail, as it came.
pub fn bytes(conn: &mut Conn, id: RawMailId) -> Result<Option<Vec<u8>>, Error> {
    conn.one(BYTES, params![id], |row| row.get(0))
}

/// Its first 64 KB: enough for the header.
pub fn head(conn: &mut Conn, id: RawMailId) -> Result<Option<Vec<u8>>, Error> {
    conn.one(HEAD, params![id], |row| row.get(0))
}

/// One page of the mails in one state, newest first, before `before`.
pub fn page(conn: &mut Conn, state: RawState, before: RawMailId, limit: i64) -> Result<Vec<RawMail>, Error> {
    conn.all(PAGE, params![state, before, limit], raw_mail)
}

/// One page of the mails in one state, newest first, before `before`, each with its first 16 KiB: enough for who wrote
/// and what about.
pub fn page_with_heads(
    conn: &mut Conn,
    state: RawState,
    before: RawMailId,
    limit: i64,
) -> Result<Vec<(RawMail, Vec<u8>)>, Error> {
    conn.all(PAGE_WITH_HEADS, params![state, before, limit], |row| {
        Ok((raw_mail(row)?, row.get::<Option<Vec<u8>>>(12)?.unwrap_or_default()))
    })
}

/// Where a walk over the kept mails has come, and what of it may go.
pub struct Past {
    pub last: RawMailId,
    /// With their sizes in bytes.
    pub over: Vec<(RawMailId, i64)>,
}

/// Looks at up to `limit` mails whose bytes are kept after `after`: those that were done with and came by `before` may
/// go. None at the end.
pub fn past(conn: &mut Conn, before: At, after: RawMailId, limit: i64) -> Result<Option<Past>, Error> {
    let rows = conn.all(PAST, params![before, after, limit], |row| {
        Ok((row.get::<RawMailId>(0)?, row.get::<i64>(1)?, row.get::<bool>(2)?))
    })?;
    let Some((last, ..)) = rows.last() else { return Ok(None) };
    let last = *last;
    let over = rows.into_iter().filter(|(.., is_over)| *is_over).map(|(id, size, _)| (id, size));
    Ok(Some(Past { last, over: over.collect() }))
}

/// Forgets a mail as it came, unless somebody still has to look at it. What became of it stays known, so that the same
/// mail is not taken twice.
pub fn forget_bytes(tx: &mut Tx, id: RawMailId) -> Result<bool, Error> {
    Ok(tx.run(FORGET_BYTES, params![id])? == 1)
}

/// How many are in this state, counted to 100 at most.
pub fn count_to_100(conn: &mut Conn, state: RawState) -> Result<i64, Error> {
    Ok(conn.one(SOME, params![state], |row| row.get(0))?.unwrap_or(0))
}

/// When the oldest mail in this state came.
pub fn oldest(conn: &mut Conn, state: RawState) -> Result<Option<At>, Error> {
    conn.one(OLDEST, params![state], |row| row.get(0))
}
