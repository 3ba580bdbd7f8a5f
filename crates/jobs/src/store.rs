//! All SQL on the jobs table.

use crate::{JobId, TOPIC};
use store::{Conn, Error, Query, Tx, params, statements};

statements! {
    const ADD: "insert into jobs (id, kind, payload, dedup_key, run_at, max_attempts)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    // A job with the same key that waits is brought forward; one that runs now is run again after, since it
    // may have looked already at what has changed since.
    const JOIN: "update jobs set
            run_at = case when claimed_until is null and attempt = 0 and run_at > $1 then $1 else run_at end,
            again_at = case when claimed_until is null then again_at else $1 end
        where kind = $2 and dedup_key = $3 and dead = FALSE
        returning id";
    const CLAIM: "update jobs set claimed_by = $1, claimed_until = $2, run_at = $2, attempt = attempt + 1
        where id = $3 and run_at = $4 and dead = FALSE and attempt < max_attempts
        returning id, kind, payload, attempt, max_attempts";
    const SPENT: "update jobs set dead = TRUE, run_at = $1, claimed_by = null, claimed_until = null,
            last_error = coalesce(last_error, 'its worker stopped before it was done')
        where id = $2 and run_at = $3 and dead = FALSE and attempt >= max_attempts";
    const RENEW: "update jobs set claimed_until = $1, run_at = $1
        where id = $2 and claimed_by = $3 and attempt = $4 and dead = FALSE";
    const DONE: "delete from jobs
        where id = $1 and claimed_by = $2 and attempt = $3 and again_at is null and dead = FALSE";
    const AGAIN: "update jobs set run_at = again_at, again_at = null, attempt = 0,
            claimed_by = null, claimed_until = null, last_error = null
        where id = $1 and claimed_by = $2 and attempt = $3 and again_at is not null and dead = FALSE";
    const NEXT_TIME: "update jobs set run_at = $1, attempt = 0, again_at = null,
            claimed_by = null, claimed_until = null, last_error = null
        where id = $2 and claimed_by = $3 and attempt = $4 and dead = FALSE";
    const LATER: "update jobs set run_at = $1, last_error = $2, claimed_by = null, claimed_until = null
        where id = $3 and claimed_by = $4 and attempt = $5 and dead = FALSE";
    const DIE: "update jobs set dead = TRUE, run_at = $1, last_error = $2, claimed_by = null, claimed_until = null
        where id = $3 and claimed_by = $4 and attempt = $5 and dead = FALSE";
    const RECLAIM: "update jobs set run_at = $1, claimed_by = null, claimed_until = null
        where claimed_by = $2 and dead = FALSE";
    const SHORTEN: "update jobs set run_at = $1
        where kind = $2 and dedup_key = $3 and run_at > $1 and claimed_until is null and dead = FALSE";
    const DEAD: "select id, kind, payload, attempt, last_error, run_at from jobs
        where dead = TRUE and id < $1 order by id desc limit $2";
    const REVIVE: "update jobs set dead = FALSE, attempt = 0, run_at = $1
        where id = $2 and dead = TRUE and not exists (
            select 1 from jobs other
            where other.kind = jobs.kind and other.dedup_key = jobs.dedup_key and other.dead = FALSE)";
    const DISCARD: "delete from jobs where id = $1 and dead = TRUE";
    const CANCEL: "delete from jobs where id = $1 and attempt = 0 and claimed_until is null and dead = FALSE";
    const OUTSTANDING: "select cast(count(*) as bigint) from jobs where dead = FALSE and run_at <= $1";
}

/// The key under which the one row of a periodic job is found.
const PERIODIC_KEY: &str = "every";
/// A periodic job never dies; it has its next time.
const PERIODIC_ATTEMPTS: i64 = i64::MAX;

/// A job to be done.
#[derive(Clone, Copy, Debug)]
pub struct NewJob<'a> {
    pub kind: &'static str,
    pub payload: &'a str,
    /// Not before this time, in UTC microseconds.
    pub run_at: i64,
    /// Of jobs of one kind with one key, only one waits at a time: a second is the first one, sooner if it
    /// asks for sooner.
    pub dedup_key: Option<&'a str>,
    /// How often it is begun before it is given up and kept for somebody to look at.
    pub max_attempts: i64,
}

/// A job that was given up, kept until somebody retries or discards it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
    pub last_error: String,
    /// UTC microseconds.
    pub died_at: i64,
}

/// Adds a job to this unit of work: it exists when, and only if, the unit is kept. The id is that of the
/// waiting job with the same key, if there is one.
pub fn enqueue(tx: &mut Tx, job: &NewJob<'_>) -> Result<JobId, Error> {
    // To the workers, which sleep until the earliest job they know of.
    tx.publish(TOPIC, "");
    // The job with this key may finish between our looking and our joining it, so: a few times.
    for _ in 0..5 {
        let id = JobId(tx.next_id("job")?);
        let max_attempts = job.max_attempts.max(1);
        let added =
            tx.run(ADD, params![id, job.kind, job.payload, job.dedup_key, job.run_at, max_attempts])?;
        if added == 1 {
            return Ok(id);
        }
        let joined = tx.one(JOIN, params![job.run_at, job.kind, job.dedup_key], |row| row.get(0))?;
        if let Some(id) = joined {
            return Ok(id);
        }
    }
    Err(Error::Unique { constraint: "jobs_dedup".into() })
}

/// Takes back a job that has not been begun. False when it is too late.
pub fn cancel(tx: &mut Tx, id: JobId) -> Result<bool, Error> {
    Ok(tx.run(CANCEL, params![id])? == 1)
}

/// Jobs that were given up, newest first, before this one (`None`: from the newest).
pub fn dead(conn: &mut Conn, before: Option<JobId>, limit: i64) -> Result<Vec<DeadJob>, Error> {
    let before = before.unwrap_or(JobId(i64::MAX));
    conn.all(DEAD, params![before, limit.clamp(0, 500)], |row| {
        Ok(DeadJob {
            id: row.get(0)?,
            kind: row.get(1)?,
            payload: row.get(2)?,
            attempts: row.get(3)?,
            last_error: row.get::<Option<String>>(4)?.unwrap_or_default(),
            died_at: row.get(5)?,
        })
    })
}

/// Gives a dead job all its attempts again, from now. False when it is not dead, or its key is taken by a new one.
pub fn retry(tx: &mut Tx, id: JobId, now: i64) -> Result<bool, Error> {
    tx.publish(TOPIC, "");
    Ok(tx.run(REVIVE, params![now, id])? == 1)
}

/// Forgets a dead job for good. False when it is not dead.
pub fn discard(tx: &mut Tx, id: JobId) -> Result<bool, Error> {
    Ok(tx.run(DISCARD, params![id])? == 1)
}

/// How many jobs are due and not done: a figure to watch, and what a test checks is zero at its end.
pub fn outstanding(conn: &mut Conn, now: i64) -> Result<i64, Error> {
    Ok(conn.one(OUTSTANDING, params![now], |row| row.get(0))?.unwrap_or(0))
}

/// A job that this worker holds until its lease ends.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) id: JobId,
    pub(crate) kind: String,
    pub(crate) payload: String,
    pub(crate) attempt: i64,
    pub(crate) max_attempts: i64,
}

/// A due job as a reader saw it; `run_at` tells whether somebody was faster.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    id: JobId,
    run_at: i64,
}

/// The jobs of these kinds that are due, earliest first, and when the next one is.
pub(crate) fn due(
    conn: &mut Conn,
    kinds: &[&'static str],
    now: i64,
    limit: i64,
) -> Result<(Vec<Due>, Option<i64>), Error> {
    let mut query = Query::new("select id, run_at from jobs where dead = FALSE and kind in ");
    query.list(kinds).sql(" order by run_at, id limit ").bind(limit + 1);
    let mut first = conn.query(&query, |row| Ok(Due { id: row.get(0)?, run_at: row.get(1)? }))?;
    let next = first.iter().map(|due| due.run_at).find(|run_at| *run_at > now);
    first.retain(|due| due.run_at <= now);
    // One more than asked for was looked at: when it is due, there is more to do at once.
    let next = if i64::try_from(first.len()).is_ok_and(|found| found > limit) { Some(now) } else { next };
    first.truncate(usize::try_from(limit).unwrap_or(0));
    Ok((first, next))
}

/// Claims those that nobody else has claimed since, until `until`. The update only matches a row that is
/// still as it was seen, so two workers never both get it, on either database.
pub(crate) fn claim(tx: &mut Tx, due: &[Due], node: &str, now: i64, until: i64) -> Result<Vec<Claim>, Error> {
    let mut claims = Vec::with_capacity(due.len());
    for Due { id, run_at } in due {
        let claim = tx.one(CLAIM, params![node, until, id, run_at], |row| {
            Ok(Claim {
                id: row.get(0)?,
                kind: row.get(1)?,
                payload: row.get(2)?,
                attempt: row.get(3)?,
                max_attempts: row.get(4)?,
            })
        })?;
        match claim {
            Some(claim) => claims.push(claim),
            // Its last attempt ended without a word: a job that brings its process down is not begun for ever.
            None => drop(tx.run(SPENT, params![now, id, run_at])?),
        }
    }
    Ok(claims)
}

/// What became of a claimed job.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Done,
    /// Periodic: runs again then.
    NextTime(i64),
    Later {
        at: i64,
        error: String,
    },
    Dead {
        at: i64,
        error: String,
    },
}

/// Writes down what became of it. False when the lease had ended and the job is somebody else's now.
pub(crate) fn settle(tx: &mut Tx, claim: &Claim, node: &str, outcome: &Outcome) -> Result<bool, Error> {
    let (id, attempt) = (claim.id, claim.attempt);
    let changed = match outcome {
        Outcome::Done => match tx.run(DONE, params![id, node, attempt])? {
            0 => tx.run(AGAIN, params![id, node, attempt])?,
            done => done,
        },
        Outcome::NextTime(at) => tx.run(NEXT_TIME, params![at, id, node, attempt])?,
        Outcome::Later { at, error } => tx.run(LATER, params![at, error, id, node, attempt])?,
        Outcome::Dead { at, error } => match tx.run(AGAIN, params![id, node, attempt])? {
            // Somebody asked for it once more meanwhile: that is a new job with attempts of its own.
            0 => tx.run(DIE, params![at, error, id, node, attempt])?,
            again => again,
        },
    };
    Ok(changed == 1)
}

/// Keeps a claim for longer. False when it was lost.
pub(crate) fn renew(tx: &mut Tx, claim: &Claim, node: &str, until: i64) -> Result<bool, Error> {
    Ok(tx.run(RENEW, params![until, claim.id, node, claim.attempt])? == 1)
}

/// Frees every claim under this node's name.
pub(crate) fn reclaim(tx: &mut Tx, node: &str, now: i64) -> Result<u64, Error> {
    tx.run(RECLAIM, params![now, node])
}

/// Sees to it that the one row of a periodic job exists and is due within its interval.
pub(crate) fn plan_periodic(tx: &mut Tx, kind: &'static str, now: i64, interval: i64) -> Result<(), Error> {
    if tx.run(SHORTEN, params![now.saturating_add(interval), kind, PERIODIC_KEY])? == 0 {
        let id = tx.next_id("job")?;
        tx.run(ADD, params![id, kind, "", PERIODIC_KEY, now, PERIODIC_ATTEMPTS])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::store::Migration;
    use ::store::testing::{database, plan, prepares};

    const MIGRATIONS: &[Migration] = &[Migration::new(1, "jobs", crate::MIGRATION_SQL)];

    #[test]
    fn every_statement_prepares() {
        let db = database(MIGRATIONS);
        assert_eq!(prepares(&db, STATEMENTS), Vec::<String>::new());
    }

    #[test]
    fn due_jobs_are_found_by_their_index() {
        let db = database(MIGRATIONS);
        if db.dialect() == ::store::Dialect::Postgres {
            return; // Its planner scans small tables, rightly.
        }
        let mut query = Query::new("select id, run_at from jobs where dead = FALSE and kind in ");
        query.list(["a", "b"]).sql(" order by run_at, id limit ").bind(5_i64);
        let text = plan(&db, query.text(), &query.params());
        assert!(text.contains("jobs_due") && !text.contains("TEMP B-TREE"), "{text}");
        let text = plan(&db, JOIN, params![1_i64, "a", "b"]);
        assert!(text.contains("jobs_dedup"), "{text}");
        let text = plan(&db, DEAD, params![1_i64, 2_i64]);
        assert!(text.contains("SEARCH"), "{text}");
    }
}
