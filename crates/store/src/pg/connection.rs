//! One PostgreSQL session: statements prepared once, values bound with their types checked, errors told apart.

use super::connect::{Target, plain};
use super::session::{Asked, Session, begun};
use crate::conn::{Row, RowOf, Rows};
use crate::value::storable;
use crate::{Cell, Error, Owned, Value};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{SimpleQueryMessage, Statement};
use std::collections::HashMap;
use std::error::Error as StdError;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;

/// Statements kept prepared on each connection; past it all are dropped and prepared anew.
const STATEMENTS: usize = 1024;

/// Statements sent and not waited for; with more of them the first are waited for.
const POSTED_MAX: usize = 64;

pub(crate) struct Connection {
    target: Arc<Target>,
    setup: String,
    session: Option<Session>,
    statements: HashMap<Box<str>, Statement>,
    /// Sent, in order, with answers that nobody needed yet.
    posted: Vec<Posted>,
    /// Sent before they were asked for.
    ahead: Vec<Ahead>,
    /// What of the database the open transaction sees, where it was asked.
    snapshot: Option<String>,
    /// The server has said that the transaction is begun.
    begun: bool,
}

struct Posted {
    sql: Box<str>,
    /// The snapshot, when that was asked for.
    asked: Asked<Option<String>>,
}

struct Ahead {
    sql: &'static str,
    params: Vec<Owned>,
    /// Still right after the unit has changed something.
    lasts: bool,
    asked: Asked<Vec<postgres::Row>>,
}

impl Connection {
    pub(crate) fn new(target: Arc<Target>, statement_timeout_ms: u64) -> Connection {
        let setup = format!(
            "set statement_timeout = {statement_timeout_ms};
             set idle_in_transaction_session_timeout = '60s';
             set client_min_messages = warning;
             set jit = off;
             set default_transaction_isolation = 'read committed';"
        );
        Connection {
            target,
            setup,
            session: None,
            statements: HashMap::new(),
            posted: Vec::new(),
            ahead: Vec::new(),
            snapshot: None,
            begun: false,
        }
    }

    /// Connects when there is no connection.
    pub(crate) fn ensure(&mut self) -> Result<(), Error> {
        if self.session.as_ref().is_none_or(Session::is_closed) {
            self.drop_client();
            self.session = Some(self.target.open(&self.setup)?);
        }
        Ok(())
    }

    pub(crate) fn drop_client(&mut self) {
        self.posted.clear();
        self.ahead.clear();
        self.statements.clear();
        self.session = None;
    }

    fn session(&mut self) -> Result<&mut Session, Error> {
        self.session.as_mut().ok_or_else(|| Error::Disconnected("there is no connection".into()))
    }

    /// Begins a transaction without waiting. Where the SQL asks for the snapshot, that can be had later.
    pub(crate) fn begin(&mut self, sql: &'static str) -> Result<(), Error> {
        self.snapshot = None;
        self.begun = false;
        self.ahead.clear();
        let client = self.session()?.client();
        let asked = Asked::now(async move {
            let told = client.simple_query(sql).await?;
            Ok(told.iter().find_map(|message| match message {
                SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            }))
        });
        self.posted.push(Posted { sql: sql.into(), asked });
        Ok(())
    }

    /// Names what the open transaction sees: the same name, the same data.
    pub(crate) fn snapshot(&mut self) -> Result<Option<&str>, Error> {
        self.settle()?;
        Ok(self.snapshot.as_deref())
    }

    /// Waits for everything that was sent. The first fault among it is the one to tell.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        let mut fault = None;
        for Posted { sql, asked } in std::mem::take(&mut self.posted) {
            match asked.answer(self.session()?) {
                Ok(snapshot) => self.snapshot = snapshot.or(self.snapshot.take()),
                Err(error) => fault = fault.or(Some((error, sql))),
            }
        }
        match fault {
            None => {
                self.begun = true;
                Ok(())
            }
            Some((error, sql)) => Err(self.fault(&error, &sql)),
        }
    }

    /// Commits. Faults of what was sent before come out here: the server has then made a rollback of it.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        if !self.begun {
            self.settle()?;
        }
        self.batch("commit")
    }

    pub(crate) fn each(&mut self, sql: &str, params: &[Value], rows: Rows) -> Result<(), Error> {
        let found = match self.sent_ahead(sql, params) {
            Some(asked) => {
                self.settle()?;
                asked.answer(self.session()?)
            }
            None => {
                let statement = self.statement(sql, params)?;
                let client = self.session()?.client();
                let params = bound(params);
                self.ask(client.query(&statement, &params))?
            }
        };
        hand_on(found.map_err(|error| self.fault(&error, sql))?, rows)
    }

    /// Not prepared: the server makes a plan for these values alone. One round trip all the same.
    pub(crate) fn each_planned_anew(&mut self, sql: &str, params: &[Value], rows: Rows) -> Result<(), Error> {
        let typed: Vec<(&(dyn ToSql + Sync), Type)> =
            params.iter().map(|value| (value as &(dyn ToSql + Sync), kind(value))).collect();
        let client = self.session()?.client();
        let found = self.ask(client.query_typed(sql, &typed))?;
        hand_on(found.map_err(|error| self.fault(&error, sql))?, rows)
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        self.change();
        let statement = self.statement(sql, params)?;
        let client = self.session()?.client();
        let params = bound(params);
        let changed = self.ask(client.execute(&statement, &params))?;
        changed.map_err(|error| self.fault(&error, sql))
    }

    /// Sends a statement without waiting for what comes of it: a fault is told by a later one, at the latest by the
    /// commit.
    pub(crate) fn post(&mut self, sql: &str, params: &[Value]) -> Result<(), Error> {
        self.change();
        // Never outside a transaction: each statement would be kept by itself.
        if !self.begun || self.posted.len() >= POSTED_MAX {
            self.settle()?;
        }
        let statement = self.statement(sql, params)?;
        let client = self.session()?.client();
        let params: Vec<Owned> = params.iter().map(Value::own).collect();
        let asked = Asked::now(async move {
            let values: Vec<Value<'_>> = params.iter().map(Owned::borrow).collect();
            client.execute(&statement, &bound(&values)).await.map(|_| None)
        });
        self.posted.push(Posted { sql: sql.into(), asked });
        Ok(())
    }

    /// What was read ahead does not show what is changed now.
    fn change(&mut self) {
        self.ahead.retain(|one| one.lasts);
    }

    /// Sends a question that will be asked in this unit. Only what `lasts` may be asked after a change.
    pub(crate) fn ask_ahead(
        &mut self,
        sql: &'static str,
        params: &[Value],
        lasts: bool,
    ) -> Result<(), Error> {
        let statement = self.statement(sql, params)?;
        let client = self.session()?.client();
        let params: Vec<Owned> = params.iter().map(Value::own).collect();
        let sent = params.clone();
        let asked = Asked::now(async move {
            let values: Vec<Value<'_>> = sent.iter().map(Owned::borrow).collect();
            client.query(&statement, &bound(&values)).await
        });
        self.ahead.push(Ahead { sql, params, lasts, asked });
        Ok(())
    }

    fn sent_ahead(&mut self, sql: &str, params: &[Value]) -> Option<Asked<Vec<postgres::Row>>> {
        let is_it =
            |one: &Ahead| one.sql == sql && one.params.iter().map(Owned::borrow).eq(params.iter().copied());
        let place = self.ahead.iter().position(is_it)?;
        Some(self.ahead.swap_remove(place).asked)
    }

    /// Asks and waits, for what was sent before too. Outside: a fault of those; inside: what came of this.
    fn ask<T>(
        &mut self,
        question: impl Future<Output = Result<T, postgres::Error>>,
    ) -> Result<Result<T, postgres::Error>, Error> {
        let mut question = pin!(question);
        let early = begun(question.as_mut());
        self.settle()?;
        match early {
            Some(answer) => Ok(answer),
            None => Ok(self.session()?.wait(question)),
        }
    }

    /// Runs SQL without parameters, several statements if need be.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.ahead.clear();
        let client = self.session()?.client();
        let done = self.ask(client.batch_execute(sql))?;
        done.map_err(|error| self.fault(&error, sql))
    }

    /// Prepares a statement without running it; for tests.
    #[cfg(feature = "testing")]
    pub(crate) fn prepare_only(&mut self, sql: &str) -> Result<(), Error> {
        let client = self.session()?.client();
        let prepared = self.ask(client.prepare(sql))?;
        prepared.map(drop).map_err(|error| self.fault(&error, sql))
    }

    fn statement(&mut self, sql: &str, params: &[Value]) -> Result<Statement, Error> {
        let statement = match self.statements.get(sql) {
            Some(known) => known.clone(),
            None => {
                let client = self.session()?.client();
                let prepared = self.ask(client.prepare(sql))?;
                let statement = prepared.map_err(|error| self.fault(&error, sql))?;
                if self.statements.len() >= STATEMENTS {
                    self.statements.clear();
                }
                self.statements.insert(sql.into(), statement.clone());
                statement
            }
        };
        let expected = statement.params();
        if expected.len() != params.len() {
            return Err(Error::ParameterCount {
                expected: expected.len(),
                given: params.len(),
                sql: sql.to_owned(),
            });
        }
        for (index, (value, expected)) in params.iter().zip(expected).enumerate() {
            if !fits(value, expected) {
                return Err(Error::Parameter {
                    number: index + 1,
                    expected: expected.name().to_owned(),
                    found: value.kind(),
                    sql: sql.split_whitespace().collect::<Vec<_>>().join(" "),
                });
            }
        }
        Ok(statement)
    }

    fn fault(&mut self, error: &postgres::Error, sql: &str) -> Error {
        let Some(db) = error.as_db_error() else {
            if !error.is_closed() && self.session.as_ref().is_some_and(|session| !session.is_closed()) {
                return Error::Database { code: "driver".into(), message: plain(error), sql: one_line(sql) };
            }
            return Error::Disconnected(plain(error));
        };
        let message = db.message().to_owned();
        let constraint = || db.constraint().or(db.column()).unwrap_or_default().to_owned();
        let code = db.code();
        match *code {
            SqlState::UNIQUE_VIOLATION => Error::Unique { constraint: constraint() },
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
                Error::Collision(message)
            }
            SqlState::QUERY_CANCELED | SqlState::LOCK_NOT_AVAILABLE => Error::Timeout,
            SqlState::DISK_FULL => Error::Full,
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Error::Disconnected(message),
            // Another node changed the tables under a prepared statement: prepare it again.
            SqlState::FEATURE_NOT_SUPPORTED if message.contains("cached plan") => {
                self.statements.clear();
                Error::Collision(message)
            }
            _ if code.code().starts_with("08") => Error::Disconnected(message),
            _ if code.code().starts_with("23") => Error::Constraint { constraint: constraint(), message },
            _ => Error::Database { code: code.code().to_owned(), message, sql: one_line(sql) },
        }
    }
}

fn hand_on(found: Vec<postgres::Row>, rows: Rows) -> Result<(), Error> {
    for row in found {
        if rows(&Row(RowOf::Postgres(&row))).is_break() {
            break;
        }
    }
    Ok(())
}

fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bound<'a>(params: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn kind(value: &Value) -> Type {
    match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Bool(_) => Type::BOOL,
        Value::Real(_) => Type::FLOAT8,
        Value::Blob(_) => Type::BYTEA,
    }
}

/// No silent conversion: what fits by luck with small test values fails later with large ones.
fn fits(value: &Value, expected: &Type) -> bool {
    match value {
        Value::Text(_) => is_text(expected),
        value => *expected == kind(value),
    }
}

fn is_text(kind: &Type) -> bool {
    matches!(*kind, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME)
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Value::Int(value) => value.to_sql(kind, out),
            Value::Text(value) => value.map(storable).as_deref().to_sql(kind, out),
            Value::Bool(value) => value.to_sql(kind, out),
            Value::Real(value) => value.to_sql(kind, out),
            Value::Blob(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // `fits` has looked at the value's kind, which this cannot see.
        true
    }

    to_sql_checked!();
}

/// A column's value as it came, or the name of its type when it is none of the shared kinds.
struct Found<'a>(Result<Cell<'a>, String>);

impl<'a> FromSql<'a> for Found<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Found<'a>, Box<dyn StdError + Sync + Send>> {
        let cell = match *kind {
            Type::INT8 => Cell::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Cell::Bool(bool::from_sql(kind, raw)?),
            Type::FLOAT8 => Cell::Real(f64::from_sql(kind, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(kind, raw)?.into()),
            Type::BYTEA => Cell::Blob(raw),
            _ if is_text(kind) => Cell::Text(<&str>::from_sql(kind, raw)?),
            _ => return Ok(Found(Err(kind.name().to_owned()))),
        };
        Ok(Found(Ok(cell)))
    }

    fn from_sql_null(_: &Type) -> Result<Found<'a>, Box<dyn StdError + Sync + Send>> {
        Ok(Found(Ok(Cell::Null)))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

pub(crate) fn cell(row: &postgres::Row, column: usize) -> Result<Cell<'_>, Error> {
    let unread = |found: String| Error::Column { column, expected: "a value both databases have", found };
    match row.try_get::<_, Found<'_>>(column) {
        Ok(Found(Ok(cell))) => Ok(cell),
        Ok(Found(Err(kind))) => Err(unread(format!("{kind} (cast it)"))),
        Err(error) => Err(unread(plain(&error))),
    }
}
