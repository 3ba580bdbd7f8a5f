//! What a unit of work holds in its hands: a connection to read from, a transaction to write in, a row.

use crate::db::Notice;
use crate::kept::{Kept, State};
use crate::{Cell, Dialect, Error, FromColumn, Query, Value, pg, sqlite};
use std::ops::{ControlFlow, Deref, DerefMut};
use std::sync::Arc;

/// The most bytes a notice's topic and payload may have together; PostgreSQL takes just under 8,000.
pub(crate) const MAX_NOTICE: usize = 7 * 1024;

pub(crate) enum Arm {
    Sqlite(sqlite::Connection),
    Postgres(Box<pg::Connection>),
}

/// What drivers hand each row to; `Break` when enough were seen.
pub(crate) type Rows<'a> = &'a mut dyn FnMut(&Row<'_>) -> ControlFlow<()>;

/// A connection inside a unit of work. All its answers come from one snapshot of the data.
///
/// After a statement has failed the unit is over: every later statement answers [`Error::Spoiled`] and
/// nothing is kept, on both databases alike. Wrap what may fail in [`Tx::attempt`].
pub struct Conn {
    pub(crate) arm: Arm,
    pub(crate) failed: Option<Error>,
    pub(crate) kept: Kept,
}

impl Conn {
    pub(crate) fn new(arm: Arm) -> Conn {
        Conn { arm, failed: None, kept: Kept::default() }
    }

    /// Every row the statement gives, each made into a `T`.
    pub fn all<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        map: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.collect(sql, params, map)
    }

    /// The first row, if there is one.
    pub fn one<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        mut map: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, params, &mut |row| {
            found = Some(map(row));
            ControlFlow::Break(())
        })?;
        found.transpose()
    }

    /// [`Conn::all`] of a statement whose best plan depends on its values, such as a search that finds three rows or
    /// three million: PostgreSQL plans it anew for these. (SQLite has one plan for it either way.)
    pub fn all_planned_anew<T>(
        &mut self,
        sql: &'static str,
        params: &[Value],
        map: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        gathered(map, |rows| {
            self.usable()?;
            let result = match &mut self.arm {
                Arm::Sqlite(conn) => conn.each(sql, params, rows),
                Arm::Postgres(conn) => conn.each_planned_anew(sql, params, rows),
            };
            result.inspect_err(|error| self.failed = Some(error.clone()))
        })
    }

    /// Whether the statement gives any row.
    pub fn exists(&mut self, sql: &'static str, params: &[Value]) -> Result<bool, Error> {
        let mut found = false;
        self.each(sql, params, &mut |_| {
            found = true;
            ControlFlow::Break(())
        })?;
        Ok(found)
    }

    /// Every row of a statement whose shape was only known now.
    pub fn query<T>(
        &mut self,
        query: &Query,
        map: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        query.check()?;
        self.collect(query.text(), &query.params(), map)
    }

    /// What `make` answers, made again only when the database has changed in between: for small things that nearly every
    /// page asks for. It may depend on `key` and on what is in the database, and on nothing else: not on the time. In a
    /// unit that writes it is made each time.
    pub fn kept<T, E>(
        &mut self,
        name: &'static str,
        key: i64,
        make: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<Arc<T>, E>
    where
        T: Send + Sync + 'static,
        E: From<Error>,
    {
        if self.kept.is_off() {
            return make(self).map(Arc::new);
        }
        if self.kept.must_ask() {
            let state = self.state()?;
            self.kept.seen(state);
        }
        if let Some(known) = self.kept.get(name, key) {
            return Ok(known);
        }
        let answer = Arc::new(make(self)?);
        self.kept.put(name, key, answer.clone());
        Ok(answer)
    }

    /// Says what this unit will ask in a moment. PostgreSQL is sent it now, so that several questions make one journey;
    /// on SQLite, where there is none, this does nothing. In a unit that writes the next change makes it void.
    pub fn will_ask(&mut self, sql: &'static str, params: &[Value]) {
        if self.failed.is_none()
            && let Arm::Postgres(conn) = &mut self.arm
            && let Err(error) = conn.ask_ahead(sql, params, false)
        {
            self.failed = Some(error);
        }
    }

    fn state(&mut self) -> Result<State, Error> {
        self.usable()?;
        let state = match &mut self.arm {
            Arm::Sqlite(conn) => conn.version().map(State::Version),
            Arm::Postgres(conn) => {
                let snapshot = conn.snapshot();
                snapshot.map(|name| name.map_or(State::Unknown, |name| State::Snapshot(name.to_owned())))
            }
        };
        state.inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// Waits for what was sent without waiting.
    fn settle(&mut self) -> Result<(), Error> {
        match &mut self.arm {
            Arm::Sqlite(_) => Ok(()),
            Arm::Postgres(conn) => conn.settle().inspect_err(|error| self.failed = Some(error.clone())),
        }
    }

    /// Which database this is, for the few statements that need two texts.
    pub fn dialect(&self) -> Dialect {
        match self.arm {
            Arm::Sqlite(_) => Dialect::Sqlite,
            Arm::Postgres(_) => Dialect::Postgres,
        }
    }

    fn collect<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        gathered(map, |rows| self.each(sql, params, rows))
    }

    pub(crate) fn each(&mut self, sql: &str, params: &[Value], rows: Rows) -> Result<(), Error> {
        self.usable()?;
        let result = match &mut self.arm {
            Arm::Sqlite(conn) => conn.each(sql, params, rows),
            Arm::Postgres(conn) => conn.each(sql, params, rows),
        };
        result.inspect_err(|error| self.failed = Some(error.clone()))
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        self.usable()?;
        let result = match &mut self.arm {
            Arm::Sqlite(conn) => conn.execute(sql, params),
            Arm::Postgres(conn) => conn.execute(sql, params),
        };
        result.inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// Runs SQL without parameters, several statements if need be, uncached: transaction control, migrations.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        match &mut self.arm {
            Arm::Sqlite(conn) => conn.batch(sql),
            Arm::Postgres(conn) => conn.batch(sql),
        }
    }

    fn usable(&self) -> Result<(), Error> {
        match &self.failed {
            None => Ok(()),
            Some(first) => Err(Error::Spoiled(first.to_string())),
        }
    }
}

/// Each row that `walk` hands on, made into a `T`.
fn gathered<T>(
    mut map: impl FnMut(&Row) -> Result<T, Error>,
    walk: impl FnOnce(Rows) -> Result<(), Error>,
) -> Result<Vec<T>, Error> {
    let mut out = Vec::new();
    let mut fault = None;
    walk(&mut |row| match map(row) {
        Ok(value) => {
            out.push(value);
            ControlFlow::Continue(())
        }
        Err(error) => {
            fault = Some(error);
            ControlFlow::Break(())
        }
    })?;
    fault.map_or(Ok(out), Err)
}

/// One row, read by the index of its column.
pub struct Row<'r>(pub(crate) RowOf<'r>);

pub(crate) enum RowOf<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value in a column, counted from 0, or why it is not a `T`.
    pub fn get<T: FromColumn>(&self, column: usize) -> Result<T, Error> {
        self.cell(column).and_then(T::from_cell).map_err(|error| match error {
            Error::Column { expected, found, .. } => Error::Column { column, expected, found },
            other => other,
        })
    }

    /// The value in a column without copying it.
    pub fn cell(&self, column: usize) -> Result<Cell<'_>, Error> {
        match self.0 {
            RowOf::Sqlite(row) => sqlite::cell(row, column),
            RowOf::Postgres(row) => pg::cell(row, column),
        }
    }
}

/// A unit of work that writes. Reads through it see its own changes.
pub struct Tx {
    pub(crate) conn: Conn,
    pub(crate) notices: Vec<Notice>,
}

/// On PostgreSQL: a sequence, which no change of a unit's own has any part in.
const NEXT_ID: &str = "select nextval(cast('counter_' || cast($1 as text) as regclass))";

impl Tx {
    pub(crate) fn new(conn: Conn) -> Tx {
        Tx { conn, notices: Vec::new() }
    }

    /// Runs a statement that gives no rows; how many rows it changed.
    pub fn run(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, Error> {
        self.conn.execute(sql, params)
    }

    /// [`Tx::run`] where nobody needs to know what it changed: PostgreSQL is not waited for. A fault of it fails the
    /// unit all the same, and is told by a later statement or by the commit; so this is not for what may violate a
    /// constraint that the unit itself wants to hear of.
    pub fn put(&mut self, sql: &'static str, params: &[Value]) -> Result<(), Error> {
        self.conn.usable()?;
        let result = match &mut self.conn.arm {
            Arm::Sqlite(conn) => conn.execute(sql, params).map(drop),
            Arm::Postgres(conn) => conn.post(sql, params),
        };
        result.inspect_err(|error| self.conn.failed = Some(error.clone()))
    }

    /// The same for a statement whose shape was only known now.
    pub fn run_query(&mut self, query: &Query) -> Result<u64, Error> {
        query.check()?;
        self.conn.execute(query.text(), &query.params())
    }

    /// Says which counters this unit will take an id of: PostgreSQL is asked for all of them at once. An id that is not
    /// taken is a gap.
    pub fn will_number(&mut self, counters: &[&'static str]) {
        for counter in counters {
            if self.conn.failed.is_none()
                && let Arm::Postgres(conn) = &mut self.conn.arm
                && let Err(error) = conn.ask_ahead(NEXT_ID, crate::params![*counter], true)
            {
                self.conn.failed = Some(error);
            }
        }
    }

    /// The next id of a counter made by `{{counter name}}` in a migration. Never given twice; gaps happen.
    pub fn next_id(&mut self, counter: &'static str) -> Result<i64, Error> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "update counters set value = value + 1 where name = $1 returning value",
            // A sequence: concurrent transactions do not wait for each other.
            Dialect::Postgres => NEXT_ID,
        };
        let id = self.one(sql, crate::params![counter], |row| row.get(0))?;
        id.ok_or_else(|| Error::Database {
            code: "counter".into(),
            message: format!("no migration makes a counter named {counter}"),
            sql: sql.into(),
        })
    }

    /// The next `count` ids of a counter at once, ascending; for loading many rows.
    pub fn next_ids(&mut self, counter: &'static str, count: usize) -> Result<Vec<i64>, Error> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        match self.dialect() {
            Dialect::Sqlite => {
                let sql = "update counters set value = value + $1 where name = $2 returning value";
                let last = self.one(sql, crate::params![count, counter], |row| row.get::<i64>(0))?;
                Ok(last.map_or_else(Vec::new, |last| (last - count + 1..=last).collect()))
            }
            Dialect::Postgres => {
                let sql = "select nextval(cast('counter_' || cast($1 as text) as regclass)) \
                           from generate_series(1, cast($2 as bigint))";
                self.all(sql, crate::params![counter, count], |row| row.get(0))
            }
        }
    }

    /// Tells every subscriber on every node once this unit is committed; never when it is rolled back. Other
    /// nodes miss it when this one dies in the moment after the commit, so what must not be missed also looks
    /// by itself now and then.
    /// Topic and payload together may have 7 KB: send an id, not the thing.
    pub fn publish(&mut self, topic: &'static str, payload: &str) {
        if topic.len() + payload.len() > MAX_NOTICE {
            self.conn.failed.get_or_insert(Error::NoticeTooLong);
            return;
        }
        let notice = Notice { topic: topic.to_owned(), payload: payload.to_owned() };
        // The same word twice in one unit tells nobody anything new (PostgreSQL drops it too).
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// A part of the unit that may fail on its own: on `Err` its changes and notices are undone and the unit
    /// goes on. For what may violate a constraint; prefer `on conflict do nothing` where it will do.
    pub fn attempt<T, E: From<Error>>(&mut self, part: impl FnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        self.conn.usable()?;
        let noticed = self.notices.len();
        self.conn.savepoint("savepoint attempt")?;
        let result = part(self);
        // What the part sent without waiting belongs to it.
        let settled = self.conn.settle();
        if result.is_ok() && settled.is_ok() && self.conn.failed.is_none() {
            self.conn.savepoint("release savepoint attempt")?;
            return result;
        }
        self.notices.truncate(noticed);
        let failed = self.conn.failed.take();
        if failed.as_ref().is_some_and(Error::is_retryable) {
            // The whole unit has to be run again; nothing of it can be saved.
            self.conn.failed = failed;
            return result;
        }
        self.conn.savepoint("rollback to savepoint attempt")?;
        self.conn.savepoint("release savepoint attempt")?;
        match failed {
            Some(error) if result.is_ok() => Err(error.into()),
            _ => result,
        }
    }
}

impl Conn {
    fn savepoint(&mut self, sql: &'static str) -> Result<(), Error> {
        self.execute(sql, &[]).map(drop)
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
