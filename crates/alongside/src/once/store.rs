//! The SQL on idempotency keys: which request a key stands for, and how it was answered.

use crate::clock::{At, DAY};
use crate::ids::PersonId;
use store::{Conn, Error, Tx, params};

store::statements! {
    pub const CLAIM: "INSERT INTO idempotency_keys (person_id, idempotency_key, request_hash, status, response, created_at) VALUES ($1, $2, $3, 0, '', $4) \
        ON CONFLICT (person_id, idempotency_key) DO NOTHING";
    pub const FIND: "SELECT request_hash, response, created_at FROM idempotency_keys WHERE person_id = $1 AND idempotency_key = $2";
    pub const RENEW: "UPDATE idempotency_keys SET request_hash = $1, created_at = $2 WHERE person_id = $3 AND idempotency_key = $4";
    pub const ANSWER: "UPDATE idempotency_keys SET status = $1, response = $2 WHERE person_id = $3 AND idempotency_key = $4";
    pub const SWEEP: "DELETE FROM idempotency_keys WHERE created_at <= $1";
}

/// How long a key stands for its request.
pub const KEY_LIFE: i64 = DAY;

/// What a key stood for before.
pub enum Claimed {
    /// Nothing: the request is to be done now, in the same unit of work.
    New,
    /// The same request, which was answered like this.
    Answered(String),
    /// Another request.
    Other,
}

/// Takes the key for this request, or says what it stands for already.
pub fn claim(tx: &mut Tx, person: PersonId, key: &str, hash: &[u8], now: At) -> Result<Claimed, Error> {
    if tx.run(CLAIM, params![person, key, hash, now])? == 1 {
        return Ok(Claimed::New);
    }
    let found = find(tx, person, key)?;
    match found {
        Some((_, _, created_at)) if now.since(created_at) >= KEY_LIFE => {
            tx.put(RENEW, params![hash, now, person, key])?;
            Ok(Claimed::New)
        }
        Some((known, response, _)) if known == hash => Ok(Claimed::Answered(response)),
        _ => Ok(Claimed::Other),
    }
}

fn find(conn: &mut Conn, person: PersonId, key: &str) -> Result<Option<(Vec<u8>, String, At)>, Error> {
    conn.one(FIND, params![person, key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Keeps the answer beside what it tells of, so that both are there or neither.
pub fn answer(tx: &mut Tx, person: PersonId, key: &str, status: u16, response: &str) -> Result<(), Error> {
    tx.put(ANSWER, params![i64::from(status), response, person, key])?;
    Ok(())
}

/// Forgets keys that stand for nothing any more.
pub fn sweep(tx: &mut Tx, now: At) -> Result<u64, Error> {
    tx.run(SWEEP, params![now.plus(-KEY_LIFE)])
}
