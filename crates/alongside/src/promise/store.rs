//! The SQL on promises.

use super::{NewPromise, Promise, Share, State, Subject, SubjectKind};
use crate::clock::At;
use crate::ids::{MessageId, PersonId, PromiseId, ServiceId, TeamId};
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const FIND: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE id = $1";
    pub const OF_SUBJECT: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE subject_kind = $1 AND subject_id = $2 AND state <> 'withdrawn' ORDER BY due_at, id LIMIT 200";
    pub const NAMED_OF_SUBJECT: "SELECT p.id, p.subject_kind, p.subject_id, p.owner_id, p.made_to_id, p.words, p.due_at, p.made_at, p.made_in_id, p.state, p.ended_at, p.ended_in_id, p.reason, p.kept_late_at, p.renews_id, p.team_id, p.service_id, o.name, COALESCE(r.name, '') \
        FROM promises p JOIN people o ON o.id = p.owner_id LEFT JOIN people r ON r.id = p.made_to_id \
        WHERE p.subject_kind = $1 AND p.subject_id = $2 AND p.state <> 'withdrawn' ORDER BY p.due_at, p.id LIMIT 200";
    pub const MADE_IN: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE made_in_id = $1 ORDER BY id LIMIT 50";
    pub const ENDED_IN: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE ended_in_id = $1 ORDER BY id LIMIT 50";
    pub const TO_REMIND: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE state = 'open' AND remind_at <= $1 ORDER BY remind_at, id LIMIT 100";
    pub const OVERDUE: "SELECT id, subject_kind, subject_id, owner_id, made_to_id, words, due_at, made_at, made_in_id, state, ended_at, ended_in_id, reason, kept_late_at, renews_id, team_id, service_id \
        FROM promises WHERE state = 'open' AND due_at <= $1 ORDER BY due_at, id LIMIT 100";
    pub const INSERT: "INSERT INTO promises (id, subject_kind, subject_id, origin_subject_id, owner_id, made_to_id, words, due_at, remind_at, made_at, made_in_id, state, renews_id, team_id, service_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)";
    pub const END: "UPDATE promises SET state = $1, ended_at = $2, ended_in_id = $3, reason = $4, remind_at = NULL WHERE id = $5 AND state = 'open'";
    pub const REOPEN: "UPDATE promises SET state = 'open', ended_at = NULL, ended_in_id = NULL, reason = '', remind_at = $1 WHERE id = $2 AND state IN ('kept', 'renewed')";
    pub const KEEP_LATE: "UPDATE promises SET kept_late_at = $1 WHERE id = $2 AND state = 'broken' AND kept_late_at IS NULL";
    pub const REMINDED: "UPDATE promises SET remind_at = NULL WHERE id = $1 AND state = 'open' AND remind_at IS NOT NULL";
    pub const HAND_OVER: "UPDATE promises SET owner_id = $1 WHERE id = $2 AND state = 'open'";
    pub const MOVE_ALL: "UPDATE promises SET subject_id = $1 WHERE subject_kind = $2 AND subject_id = $3";
    pub const MOVE_BACK: "UPDATE promises SET subject_id = $1 WHERE subject_kind = $2 AND subject_id = $3 AND origin_subject_id = $4";
    pub const OPEN_OF_OWNER: "SELECT p.id, p.subject_kind, p.subject_id, p.owner_id, p.made_to_id, p.words, p.due_at, p.made_at, p.made_in_id, p.state, p.ended_at, p.ended_in_id, p.reason, p.kept_late_at, p.renews_id, p.team_id, p.service_id, o.name, COALESCE(r.name, '') \
        FROM promises p JOIN people o ON o.id = p.owner_id LEFT JOIN people r ON r.id = p.made_to_id \
        WHERE p.owner_id = $1 AND p.state = 'open' AND (p.due_at, p.id) > ($2, $3) ORDER BY p.due_at, p.id LIMIT $4";
    pub const OPEN_UNTIL: "SELECT p.id, p.subject_kind, p.subject_id, p.owner_id, p.made_to_id, p.words, p.due_at, p.made_at, p.made_in_id, p.state, p.ended_at, p.ended_in_id, p.reason, p.kept_late_at, p.renews_id, p.team_id, p.service_id, o.name, COALESCE(r.name, '') \
        FROM promises p JOIN people o ON o.id = p.owner_id LEFT JOIN people r ON r.id = p.made_to_id \
        WHERE p.state = 'open' AND (p.due_at, p.id) > ($1, $2) AND p.due_at < $3 ORDER BY p.due_at, p.id LIMIT $4";
    pub const ENDED_BETWEEN: "SELECT p.id, p.subject_kind, p.subject_id, p.owner_id, p.made_to_id, p.words, p.due_at, p.made_at, p.made_in_id, p.state, p.ended_at, p.ended_in_id, p.reason, p.kept_late_at, p.renews_id, p.team_id, p.service_id, o.name, COALESCE(r.name, '') \
        FROM promises p JOIN people o ON o.id = p.owner_id LEFT JOIN people r ON r.id = p.made_to_id \
        WHERE p.state = $1 AND p.ended_at >= $2 AND (p.ended_at, p.id) < ($3, $4) \
        AND (CAST($5 AS BIGINT) < 0 OR COALESCE(p.team_id, 0) = $6) AND (CAST($7 AS BIGINT) < 0 OR COALESCE(p.service_id, 0) = $8) \
        ORDER BY p.ended_at DESC, p.id DESC LIMIT $9";
    pub const SHARES: "SELECT team_id, service_id, state, COUNT(*) FROM promises \
        WHERE state IN ('kept', 'renewed', 'broken') AND ended_at >= $1 AND ended_at < $2 GROUP BY team_id, service_id, state ORDER BY team_id, service_id, state LIMIT 5000";
}

fn promise(row: &Row) -> Result<Promise, Error> {
    Ok(Promise {
        id: row.get(0)?,
        subject: Subject::of(row.get::<SubjectKind>(1)?, row.get(2)?),
        owner: row.get(3)?,
        made_to: row.get(4)?,
        words: row.get(5)?,
        due_at: row.get(6)?,
        made_at: row.get(7)?,
        made_in: row.get(8)?,
        state: row.get(9)?,
        ended_at: row.get(10)?,
        ended_in: row.get(11)?,
        reason: row.get(12)?,
        kept_late_at: row.get(13)?,
        renews: row.get(14)?,
        team: row.get(15)?,
        service: row.get(16)?,
    })
}

/// A promise in a list, with names.
#[derive(Clone, Debug)]
pub struct Listed {
    pub promise: Promise,
    pub owner_name: String,
    /// Empty: everyone who is told.
    pub made_to_name: String,
}

fn listed(row: &Row) -> Result<Listed, Error> {
    Ok(Listed { promise: promise(row)?, owner_name: row.get(17)?, made_to_name: row.get(18)? })
}

pub fn find(conn: &mut Conn, id: PromiseId) -> Result<Option<Promise>, Error> {
    conn.one(FIND, params![id], promise)
}

/// All promises on a subject, by due time; at most 200.
pub fn of_subject(conn: &mut Conn, subject: Subject) -> Result<Vec<Promise>, Error> {
    conn.all(OF_SUBJECT, params![subject.kind(), subject.id()], promise)
}

/// The same, with the names of who promised and to whom.
pub fn named_of_subject(conn: &mut Conn, subject: Subject) -> Result<Vec<Listed>, Error> {
    conn.all(NAMED_OF_SUBJECT, params![subject.kind(), subject.id()], listed)
}

/// Says that [`named_of_subject`] will be asked.
pub fn will_ask_of_subject(conn: &mut Conn, subject: Subject) {
    conn.will_ask(NAMED_OF_SUBJECT, params![subject.kind(), subject.id()]);
}

/// What a message promised.
pub(super) fn made_in(conn: &mut Conn, message: MessageId) -> Result<Vec<Promise>, Error> {
    conn.all(MADE_IN, params![message], promise)
}

pub(super) fn ended_in(conn: &mut Conn, message: MessageId) -> Result<Vec<Promise>, Error> {
    conn.all(ENDED_IN, params![message], promise)
}

pub(super) fn to_remind(conn: &mut Conn, now: At) -> Result<Vec<Promise>, Error> {
    conn.all(TO_REMIND, params![now], promise)
}

pub(super) fn overdue(conn: &mut Conn, now: At) -> Result<Vec<Promise>, Error> {
    conn.all(OVERDUE, params![now], promise)
}

pub(super) fn insert(
    tx: &mut Tx,
    new: &NewPromise,
    words: &str,
    remind_at: Option<At>,
    renews: Option<PromiseId>,
    now: At,
) -> Result<PromiseId, Error> {
    let id = PromiseId(tx.next_id("promise")?);
    let (kind, subject) = (new.subject.kind(), new.subject.id());
    tx.run(
        INSERT,
        params![
            id,
            kind,
            subject,
            subject,
            new.owner,
            new.made_to,
            words,
            new.due_at,
            remind_at,
            now,
            new.made_in,
            renews,
            new.team,
            new.service
        ],
    )?;
    Ok(id)
}

/// Ends an open promise; false when it was ended meanwhile.
pub(super) fn end(
    tx: &mut Tx,
    id: PromiseId,
    state: State,
    now: At,
    message: Option<MessageId>,
    reason: &str,
) -> Result<bool, Error> {
    Ok(tx.run(END, params![state, now, message, reason, id])? == 1)
}

pub(super) fn reopen(tx: &mut Tx, id: PromiseId, remind_at: Option<At>) -> Result<bool, Error> {
    Ok(tx.run(REOPEN, params![remind_at, id])? == 1)
}

pub(super) fn keep_late(tx: &mut Tx, id: PromiseId, now: At) -> Result<bool, Error> {
    Ok(tx.run(KEEP_LATE, params![now, id])? == 1)
}

/// True for the one who takes it upon them to remind.
pub(super) fn reminded(tx: &mut Tx, id: PromiseId) -> Result<bool, Error> {
    Ok(tx.run(REMINDED, params![id])? == 1)
}

pub(super) fn hand_over(tx: &mut Tx, id: PromiseId, to: PersonId) -> Result<bool, Error> {
    Ok(tx.run(HAND_OVER, params![to, id])? == 1)
}

pub(super) fn move_all(tx: &mut Tx, from: Subject, to: Subject) -> Result<u64, Error> {
    tx.run(MOVE_ALL, params![to.id(), from.kind(), from.id()])
}

pub(super) fn move_back(tx: &mut Tx, to: Subject, from: Subject, origin: Subject) -> Result<u64, Error> {
    tx.run(MOVE_BACK, params![to.id(), from.kind(), from.id(), origin.id()])
}

/// Which promises a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Open ones of one person, the next due first.
    OpenOf(PersonId),
    /// Anybody's open ones due before then.
    OpenUntil(At),
    /// Those that ended so between two times, the latest first.
    Ended { state: State, from: At, until: At, whose: Whose },
}

/// Which part of the house promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    #[default]
    All,
    /// Of this team; none: of no team.
    Team(Option<TeamId>),
    Service(Option<ServiceId>),
}

impl Whose {
    /// The ids of team and service to look for, 0 for none and -1 for any.
    fn ids(self) -> (i64, i64) {
        match self {
            Whose::All => (-1, -1),
            Whose::Team(id) => (id.map_or(0, |id| id.0), -1),
            Whose::Service(id) => (-1, id.map_or(0, |id| id.0)),
        }
    }
}

/// One page, after the row with this time and id (due or ended); none: from the start.
pub fn list(
    conn: &mut Conn,
    wanted: Wanted,
    after: Option<(At, PromiseId)>,
    limit: i64,
) -> Result<Vec<Listed>, Error> {
    let (at, id) = after.unwrap_or((At(i64::MIN), PromiseId(0)));
    match wanted {
        Wanted::OpenOf(owner) => conn.all(OPEN_OF_OWNER, params![owner, at, id, limit], listed),
        Wanted::OpenUntil(until) => conn.all(OPEN_UNTIL, params![at, id, until, limit], listed),
        Wanted::Ended { state, from, until, whose } => {
            let (at, id) = after.unwrap_or((until, PromiseId(0)));
            let (team, service) = whose.ids();
            let params = params![state, from, at, id, team, team, service, service, limit];
            conn.all(ENDED_BETWEEN, params, listed)
        }
    }
}

/// How promises ended between two times, for each team and service that has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
    pub share: Share,
}

pub fn shares(conn: &mut Conn, from: At, until: At) -> Result<Vec<Counted>, Error> {
    let rows = conn.all(SHARES, params![from, until], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<State>(2)?, row.get::<i64>(3)?))
    })?;
    let mut counted: Vec<Counted> = Vec::new();
    for (team, service, state, count) in rows {
        if counted.last().is_none_or(|last| (last.team, last.service) != (team, service)) {
            counted.push(Counted { team, service, share: Share::default() });
        }
        if let Some(last) = counted.last_mut() {
            match state {
                State::Kept => last.share.kept += count,
                State::Renewed => last.share.renewed += count,
                State::Broken => last.share.broken += count,
                State::Open | State::Withdrawn => {}
            }
        }
    }
    Ok(counted)
}
