//! The SQL on people, addresses, organisations, sessions, sign-in links, attempts and tokens.

use super::{About, Actor, OrganisationId, Person, PersonId, Role};
use crate::clock::At;
use crate::ids::TeamId;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Conn, Error, Query, Row, Tx, params};

store::statements! {
    pub const FIND: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM people p LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE WHERE p.id = $1";
    pub const BY_ADDRESS: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM addresses x JOIN people p ON p.id = x.person_id \
        LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE WHERE x.address = $1";
    pub const TEAMS_OF: "SELECT team_id FROM memberships WHERE person_id = $1 ORDER BY team_id";
    pub const ADDRESSES_OF: "SELECT address FROM addresses WHERE person_id = $1 ORDER BY is_primary DESC, address";
    pub const INSERT: "INSERT INTO people (id, name, folded_name, role, organisation_id, password_hash, language, time_zone, active, created_at) \
        VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, TRUE, $8)";
    pub const INSERT_ADDRESS: "INSERT INTO addresses (address, person_id, is_primary) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING";
    pub const UPDATE: "UPDATE people SET name = $1, folded_name = $2, role = $3, organisation_id = $4, language = $5, time_zone = $6, active = $7, \
        work = $8, telephone = $9, reach = $10, detail = $11 WHERE id = $12";
    pub const SET_PASSWORD: "UPDATE people SET password_hash = $1 WHERE id = $2";
    pub const PASSWORD: "SELECT password_hash FROM people WHERE id = $1 AND active = TRUE";
    pub const ORGANISATION_BY_DOMAIN: "SELECT id FROM organisations WHERE domain = $1 ORDER BY id LIMIT 1";
    pub const INSERT_ORGANISATION: "INSERT INTO organisations (id, name, domain) VALUES ($1, $2, $3)";
    pub const ORGANISATIONS: "SELECT id, name, domain FROM organisations ORDER BY name, id LIMIT 500";
    pub const COLLEAGUES: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM people p LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.role IN ('contributor', 'agent', 'lead', 'admin') ORDER BY p.folded_name, p.id LIMIT 2000";
    pub const COLLEAGUE_NAMES: "SELECT id, name, active FROM people WHERE role IN ('contributor', 'agent', 'lead', 'admin') ORDER BY folded_name, id LIMIT 2000";
    pub const PAGE: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM people p LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE (p.folded_name, p.id) > ($1, $2) ORDER BY p.folded_name, p.id LIMIT $3";
    pub const PAGE_OF_ROLE: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM people p LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.role = $1 AND (p.folded_name, p.id) > ($2, $3) ORDER BY p.folded_name, p.id LIMIT $4";
    pub const SET_PRIMARY: "UPDATE addresses SET is_primary = (address = $1) WHERE person_id = $2";
    pub const DROP_ADDRESS: "DELETE FROM addresses WHERE address = $1 AND person_id = $2 AND is_primary = FALSE";
    pub const BY_NAME_START: "SELECT p.id, p.name, p.role, p.organisation_id, a.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM people p LEFT JOIN addresses a ON a.person_id = p.id AND a.is_primary = TRUE \
        WHERE p.folded_name >= $1 AND p.folded_name < $2 ORDER BY p.folded_name, p.id LIMIT $3";
    pub const BY_ADDRESS_START: "SELECT p.id, p.name, p.role, p.organisation_id, x.address, p.language, p.time_zone, p.active, p.work, p.telephone, p.reach, p.detail \
        FROM addresses x JOIN people p ON p.id = x.person_id WHERE x.address >= $1 AND x.address < $2 ORDER BY x.address LIMIT $3";
    pub const MARK_UNDELIVERABLE: "UPDATE addresses SET undeliverable_at = $1, undeliverable_reason = $2 WHERE address = $3";
    pub const CLEAR_UNDELIVERABLE: "UPDATE addresses SET undeliverable_at = NULL, undeliverable_reason = NULL WHERE address = $1 AND undeliverable_at IS NOT NULL";
    pub const UNDELIVERABLE: "SELECT undeliverable_reason FROM addresses WHERE address = $1 AND undeliverable_at IS NOT NULL";
    pub const CLAIM_AUTOMATIC_ANSWER: "UPDATE addresses SET automatic_answer_at = $1 \
        WHERE address = $2 AND (automatic_answer_at IS NULL OR automatic_answer_at <= $3)";
    pub const INSERT_SESSION: "INSERT INTO sessions (token_hash, person_id, created_at, seen_at, expires_at, device) VALUES ($1, $2, $3, $4, $5, $6)";
    pub const SESSION: "SELECT p.id, p.name, p.role, p.language, p.time_zone, s.seen_at FROM sessions s JOIN people p ON p.id = s.person_id \
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.active = TRUE";
    pub const TOUCH_SESSION: "UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE token_hash = $3";
    pub const END_SESSION: "DELETE FROM sessions WHERE token_hash = $1";
    pub const END_SESSIONS_OF: "DELETE FROM sessions WHERE person_id = $1";
    pub const SESSIONS_OF: "SELECT token_hash, created_at, seen_at, device FROM sessions WHERE person_id = $1 ORDER BY seen_at DESC LIMIT 50";
    pub const SWEEP_SESSIONS: "DELETE FROM sessions WHERE expires_at <= $1";
    pub const INSERT_LINK: "INSERT INTO sign_in_links (token_hash, person_id, created_at, expires_at, next_path) VALUES ($1, $2, $3, $4, $5)";
    pub const LINK: "SELECT person_id, next_path FROM sign_in_links WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL";
    pub const USE_LINK: "UPDATE sign_in_links SET used_at = $1 WHERE token_hash = $2 AND expires_at > $3 AND used_at IS NULL RETURNING person_id, next_path";
    pub const SWEEP_LINKS: "DELETE FROM sign_in_links WHERE expires_at <= $1";
    pub const INSERT_ATTEMPT: "INSERT INTO attempts (id, kind, subject, at) VALUES ($1, $2, $3, $4)";
    pub const COUNT_ATTEMPTS: "SELECT COUNT(*) FROM attempts WHERE kind = $1 AND subject = $2 AND at > $3";
    pub const FIRST_ATTEMPT: "SELECT at FROM attempts WHERE kind = $1 AND subject = $2 AND at > $3 ORDER BY at LIMIT 1";
    pub const SWEEP_ATTEMPTS: "DELETE FROM attempts WHERE at <= $1";
    pub const INSERT_TOKEN: "INSERT INTO api_tokens (id, person_id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    pub const TOKEN: "SELECT t.id, t.scopes, p.id, p.name, p.role, p.language, p.time_zone, t.used_at FROM api_tokens t JOIN people p ON p.id = t.person_id \
        WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND p.active = TRUE";
    pub const TOUCH_TOKEN: "UPDATE api_tokens SET used_at = $1 WHERE id = $2";
    pub const REVOKE_TOKEN: "UPDATE api_tokens SET revoked_at = $1 WHERE id = $2 AND person_id = $3 AND revoked_at IS NULL";
    pub const TOKENS_OF: "SELECT id, name, scopes, created_at, used_at FROM api_tokens WHERE person_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT 100";
    pub const ANY_ADMIN: "SELECT 1 FROM people WHERE role = 'admin' LIMIT 1";
    pub const OTHER_ADMIN: "SELECT 1 FROM people WHERE role = 'admin' AND active = TRUE AND id <> $1 LIMIT 1";
}

fn person(row: &Row) -> Result<Person, Error> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        role: row.get(2)?,
        organisation: row.get(3)?,
        address: row.get::<Option<String>>(4)?.unwrap_or_default(),
        language: row.get(5)?,
        time_zone: row.get(6)?,
        active: row.get(7)?,
        about: About { work: row.get(8)?, telephone: row.get(9)?, reach: row.get(10)?, detail: row.get(11)? },
    })
}

/// Says that [`find`] will be asked.
pub fn will_find(conn: &mut Conn, id: PersonId) {
    conn.will_ask(FIND, params![id]);
}

pub fn find(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, Error> {
    conn.one(FIND, params![id], person)
}

pub fn by_address(conn: &mut Conn, address: &str) -> Result<Option<Person>, Error> {
    conn.one(BY_ADDRESS, params![super::folded_address(address)], person)
}

pub fn teams_of(conn: &mut Conn, id: PersonId) -> Result<Vec<TeamId>, Error> {
    conn.all(TEAMS_OF, params![id], |row| row.get(0))
}

pub fn addresses_of(conn: &mut Conn, id: PersonId) -> Result<Vec<String>, Error> {
    conn.all(ADDRESSES_OF, params![id], |row| row.get(0))
}

/// Everybody who works in the desk, by name; at most 2,000.
pub fn colleagues(conn: &mut Conn) -> Result<Vec<Person>, Error> {
    conn.all(COLLEAGUES, params![], person)
}

/// A colleague by name, and whether they still work here.
pub type Name = (PersonId, String, bool);

/// Name of each of them and whether they still work here: what a ticket's page needs of everybody.
pub fn colleague_names(conn: &mut Conn) -> Result<Arc<Vec<Name>>, Error> {
    conn.kept("person.colleague_names", 0, |conn| {
        conn.all(COLLEAGUE_NAMES, params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    })
}

/// One page of everybody, by folded name after `after`.
pub fn page(conn: &mut Conn, after: (&str, PersonId), limit: i64) -> Result<Vec<Person>, Error> {
    conn.all(PAGE, params![after.0, after.1, limit], person)
}

/// One page of those with a role, by folded name after `after`.
pub fn page_of_role(
    conn: &mut Conn,
    role: Role,
    after: (&str, PersonId),
    limit: i64,
) -> Result<Vec<Person>, Error> {
    conn.all(PAGE_OF_ROLE, params![role, after.0, after.1, limit], person)
}

pub(super) fn set_primary(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), Error> {
    tx.run(SET_PRIMARY, params![address, person])?;
    Ok(())
}

/// The primary address stays.
pub(super) fn drop_address(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), Error> {
    tx.run(DROP_ADDRESS, params![address, person])?;
    Ok(())
}

/// People whose name or address starts with `start`, names first.
pub fn starting_with(conn: &mut Conn, start: &str, limit: i64) -> Result<Vec<Person>, Error> {
    let folded = crate::words::fold(start.trim());
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = conn.all(BY_NAME_START, params![folded, after_all(&folded), limit], person)?;
    let address = super::folded_address(start);
    for other in conn.all(BY_ADDRESS_START, params![address, after_all(&address), limit], person)? {
        if !found.iter().any(|p| p.id == other.id) {
            found.push(other);
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// The first text that sorts after everything beginning with `start` (UTF-8 order, as both databases compare
/// with the C collation).
fn after_all(start: &str) -> String {
    format!("{start}\u{10FFFF}")
}

pub(super) struct NewRow<'a> {
    pub id: PersonId,
    pub name: &'a str,
    pub role: Role,
    pub organisation: Option<OrganisationId>,
    pub language: &'a str,
    pub time_zone: &'a str,
    pub now: At,
}

pub(super) fn insert(tx: &mut Tx, new: &NewRow) -> Result<(), Error> {
    let folded = crate::words::fold(new.name);
    tx.run(
        INSERT,
        params![new.id, new.name, folded, new.role, new.organisation, new.language, new.time_zone, new.now],
    )?;
    Ok(())
}

/// False when somebody has the address already.
pub(super) fn insert_address(
    tx: &mut Tx,
    address: &str,
    person: PersonId,
    primary: bool,
) -> Result<bool, Error> {
    Ok(tx.run(INSERT_ADDRESS, params![address, person, primary])? == 1)
}

pub(super) fn update(tx: &mut Tx, p: &Person) -> Result<(), Error> {
    let folded = crate::words::fold(&p.name);
    tx.run(
        UPDATE,
        params![
            p.name,
            folded,
            p.role,
            p.organisation,
            p.language,
            p.time_zone,
            p.active,
            p.about.work,
            p.about.telephone,
            p.about.reach,
            p.about.detail,
            p.id
        ],
    )?;
    Ok(())
}

pub(super) fn set_password(tx: &mut Tx, id: PersonId, hash: Option<&str>) -> Result<(), Error> {
    tx.run(SET_PASSWORD, params![hash, id])?;
    Ok(())
}

pub fn password_hash(conn: &mut Conn, id: PersonId) -> Result<Option<String>, Error> {
    Ok(conn.one(PASSWORD, params![id], |row| row.get::<Option<String>>(0))?.flatten())
}

pub fn organisation_by_domain(conn: &mut Conn, domain: &str) -> Result<Option<OrganisationId>, Error> {
    conn.one(ORGANISATION_BY_DOMAIN, params![domain], |row| row.get(0))
}

pub fn insert_organisation(tx: &mut Tx, name: &str, domain: &str) -> Result<OrganisationId, Error> {
    let id = OrganisationId(tx.next_id("organisation")?);
    tx.run(INSERT_ORGANISATION, params![id, name, domain])?;
    Ok(id)
}

pub fn organisations(conn: &mut Conn) -> Result<Vec<(OrganisationId, String, String)>, Error> {
    conn.all(ORGANISATIONS, params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Remembers that mail to this address came back for good.
pub fn mark_undeliverable(tx: &mut Tx, address: &str, now: At, reason: &str) -> Result<(), Error> {
    tx.put(MARK_UNDELIVERABLE, params![now, reason, super::folded_address(address)])?;
    Ok(())
}

/// A mail from the address shows that it lives.
pub fn clear_undeliverable(tx: &mut Tx, address: &str) -> Result<(), Error> {
    tx.put(CLEAR_UNDELIVERABLE, params![super::folded_address(address)])?;
    Ok(())
}

pub fn undeliverable(conn: &mut Conn, address: &str) -> Result<Option<String>, Error> {
    Ok(conn.one(UNDELIVERABLE, params![address], |row| row.get::<Option<String>>(0))?.flatten())
}

/// True when an automatic answer may go to this address now; the right is then used up until an hour later.
pub fn claim_automatic_answer(tx: &mut Tx, address: &str, now: At) -> Result<bool, Error> {
    let hour_ago = now.plus(-crate::clock::HOUR);
    Ok(tx.run(CLAIM_AUTOMATIC_ANSWER, params![now, super::folded_address(address), hour_ago])? == 1)
}

pub struct SessionRow {
    pub token_hash: Vec<u8>,
    pub created_at: At,
    pub seen_at: At,
    pub device: String,
}

pub(super) fn insert_session(
    tx: &mut Tx,
    hash: &[u8],
    person: PersonId,
    now: At,
    expires: At,
    device: &str,
) -> Result<(), Error> {
    tx.put(INSERT_SESSION, params![hash, person, now, now, expires, device])?;
    Ok(())
}

/// Who holds this session, and when it was last seen.
pub fn session(conn: &mut Conn, hash: &[u8], now: At) -> Result<Option<(Actor, At)>, Error> {
    let found = conn.one(SESSION, params![hash, now], |row| {
        let actor = Actor {
            id: row.get(0)?,
            name: row.get(1)?,
            role: row.get(2)?,
            teams: Vec::new(),
            language: row.get(3)?,
            time_zone: row.get(4)?,
        };
        Ok((actor, row.get(5)?))
    })?;
    with_teams(conn, found)
}

fn with_teams<T>(conn: &mut Conn, found: Option<(Actor, T)>) -> Result<Option<(Actor, T)>, Error> {
    let Some((mut actor, rest)) = found else { return Ok(None) };
    if actor.is_staff() {
        actor.teams = teams_of(conn, actor.id)?;
    }
    Ok(Some((actor, rest)))
}

/// The actor for a person, for commands, mail and jobs; none when the person may not sign in any more.
pub fn actor(conn: &mut Conn, id: PersonId) -> Result<Option<Actor>, Error> {
    let Some(p) = find(conn, id)?.filter(|p| p.active) else { return Ok(None) };
    let actor = Actor {
        id: p.id,
        name: p.name,
        role: p.role,
        teams: Vec::new(),
        language: p.language,
        time_zone: p.time_zone,
    };
    Ok(with_teams(conn, Some((actor, ())))?.map(|(actor, ())| actor))
}

/// When those of these people who were here by a session that still stands, or by a token, were last seen; at most 500.
pub fn last_seen(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, At>, Error> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let seen = conn.query(&last_seen_query(people), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let latest = |(id, here, by_token): (PersonId, Option<At>, Option<At>)| Some((id, here.max(by_token)?));
    Ok(seen.into_iter().filter_map(latest).collect())
}

pub(crate) fn last_seen_query(people: &[PersonId]) -> Query {
    let mut query = Query::new(
        "SELECT p.id, (SELECT MAX(s.seen_at) FROM sessions s WHERE s.person_id = p.id), \
        (SELECT MAX(k.used_at) FROM api_tokens k WHERE k.person_id = p.id) FROM people p WHERE p.id IN ",
    );
    query.list(people.iter().take(500).map(|id| id.0));
    query
}

pub fn touch_session(tx: &mut Tx, hash: &[u8], now: At, expires: At) -> Result<(), Error> {
    tx.put(TOUCH_SESSION, params![now, expires, hash])?;
    Ok(())
}

pub fn end_session(tx: &mut Tx, hash: &[u8]) -> Result<(), Error> {
    tx.put(END_SESSION, params![hash])?;
    Ok(())
}

pub fn end_sessions_of(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    tx.put(END_SESSIONS_OF, params![person])?;
    Ok(())
}

pub fn sessions_of(conn: &mut Conn, person: PersonId) -> Result<Vec<SessionRow>, Error> {
    conn.all(SESSIONS_OF, params![person], |row| {
        Ok(SessionRow {
            token_hash: row.get(0)?,
            created_at: row.get(1)?,
            seen_at: row.get(2)?,
            device: row.get(3)?,
        })
    })
}

pub(super) fn insert_link(
    tx: &mut Tx,
    hash: &[u8],
    person: PersonId,
    now: At,
    expires: At,
    next: &str,
) -> Result<(), Error> {
    tx.run(INSERT_LINK, params![hash, person, now, expires, next])?;
    Ok(())
}

pub fn link(conn: &mut Conn, hash: &[u8], now: At) -> Result<Option<(PersonId, String)>, Error> {
    conn.one(LINK, params![hash, now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Uses the link up; none when it was used, has run out or never was.
pub(super) fn use_link(tx: &mut Tx, hash: &[u8], now: At) -> Result<Option<(PersonId, String)>, Error> {
    tx.one(USE_LINK, params![now, hash, now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Counts a try and says how many there were in the last `window` microseconds, this one included.
pub fn attempt(tx: &mut Tx, kind: &str, subject: &str, now: At, window: i64) -> Result<i64, Error> {
    let id = tx.next_id("attempt")?;
    tx.put(INSERT_ATTEMPT, params![id, kind, subject, now])?;
    let count = tx.one(COUNT_ATTEMPTS, params![kind, subject, now.plus(-window)], |row| row.get::<i64>(0))?;
    Ok(count.unwrap_or(0))
}

/// The first try after `since`.
pub fn first_attempt(conn: &mut Conn, kind: &str, subject: &str, since: At) -> Result<Option<At>, Error> {
    conn.one(FIRST_ATTEMPT, params![kind, subject, since], |row| row.get(0))
}

/// Throws away what is over: sessions, and links to sign in and attempts older than a day.
pub fn sweep(tx: &mut Tx, now: At) -> Result<(), Error> {
    tx.run(SWEEP_SESSIONS, params![now])?;
    tx.run(SWEEP_LINKS, params![now.plus(-crate::clock::DAY)])?;
    tx.run(SWEEP_ATTEMPTS, params![now.plus(-crate::clock::DAY)])?;
    Ok(())
}

pub struct TokenRow {
    pub id: i64,
    pub name: String,
    pub scopes: String,
    pub created_at: At,
    pub used_at: Option<At>,
}

pub(super) fn insert_token(
    tx: &mut Tx,
    person: PersonId,
    name: &str,
    hash: &[u8],
    scopes: &str,
    now: At,
) -> Result<i64, Error> {
    let id = tx.next_id("api_token")?;
    tx.run(INSERT_TOKEN, params![id, person, name, hash, scopes, now])?;
    Ok(id)
}

/// What a token stands for.
pub struct TokenUse {
    pub id: i64,
    pub scopes: String,
    pub used_at: Option<At>,
}

pub fn token(conn: &mut Conn, hash: &[u8]) -> Result<Option<(Actor, TokenUse)>, Error> {
    let found = conn.one(TOKEN, params![hash], |row| {
        let token = TokenUse { id: row.get(0)?, scopes: row.get(1)?, used_at: row.get(7)? };
        let actor = Actor {
            id: row.get(2)?,
            name: row.get(3)?,
            role: row.get(4)?,
            teams: Vec::new(),
            language: row.get(5)?,
            time_zone: row.get(6)?,
        };
        Ok((actor, token))
    })?;
    with_teams(conn, found)
}

pub fn touch_token(tx: &mut Tx, id: i64, now: At) -> Result<(), Error> {
    tx.put(TOUCH_TOKEN, params![now, id])?;
    Ok(())
}

/// False when it was not theirs, or revoked before.
pub fn revoke_token(tx: &mut Tx, id: i64, person: PersonId, now: At) -> Result<bool, Error> {
    Ok(tx.run(REVOKE_TOKEN, params![now, id, person])? == 1)
}

pub fn tokens_of(conn: &mut Conn, person: PersonId) -> Result<Vec<TokenRow>, Error> {
    conn.all(TOKENS_OF, params![person], |row| {
        Ok(TokenRow {
            id: row.get(0)?,
            name: row.get(1)?,
            scopes: row.get(2)?,
            created_at: row.get(3)?,
            used_at: row.get(4)?,
        })
    })
}

pub fn any_admin(conn: &mut Conn) -> Result<bool, Error> {
    conn.exists(ANY_ADMIN, params![])
}

pub(super) fn other_admin(conn: &mut Conn, than: PersonId) -> Result<bool, Error> {
    conn.exists(OTHER_ADMIN, params![than])
}
