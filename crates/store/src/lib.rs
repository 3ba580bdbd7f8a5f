//! The data layer: units of work on database threads, one SQL text for SQLite and PostgreSQL.
//!
//! A request sends one closure to a database thread and waits once: `db.read(|conn| …).await` sees one
//! snapshot, `db.write(|tx| …).await` happens wholly or not at all. On SQLite one thread writes and commits
//! what is queued as a group; on PostgreSQL each of a few threads has a connection. The closure may run more
//! than once (a lost connection, a serialisation failure), so it changes nothing but the database.
//!
//! This crate refuses to know any table but its own two (`migrations`, `counters`), any feature, the time of
//! day and what a statement means. Statements are `&'static str`; values are always bound.

mod conn;
mod db;
mod error;
mod kept;
mod macros;
mod migrate;
mod pg;
mod query;
mod settings;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod unit;
mod value;

pub use conn::{Conn, Row, Tx};
pub use db::{BackupReport, Db, GAP, Notice, Statistics};
pub use error::{Error, UnknownWord};
pub use migrate::{Migration, MigrationReport};
pub use query::{MAX_LIST, Query};
pub use settings::{Dialect, Settings, Url};
pub use value::{Cell, FromColumn, Owned, ToValue, Value};

#[doc(hidden)]
pub use serde as __serde;
