//! What everything that works gets handed: the database, the clock, the blob store, the key, the settings.
//! Cheap to clone.

use crate::blob::Blobs;
use crate::clock::Clock;
use crate::config::Config;
use crate::secret::Key;
use std::sync::Arc;
use store::{Db, Migration};

#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub blobs: Blobs,
    pub config: Config,
    /// The key in the data folder, outside the database: seals passwords, signs reply addresses and forms.
    pub key: Key,
    /// This node's name, for claims.
    pub node: String,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    pub fn new(db: Db, clock: Clock, blobs: Blobs, config: Config, key: Key, node: String) -> App {
        App { inner: Arc::new(Inner { db, clock, blobs, config, key, node }) }
    }
}

/// Every change to the tables, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration::new(1, "desk", include_str!("../migrations/0001_desk.sql")),
    Migration::new(2, "search", "")
        .sqlite(include_str!("../migrations/0002_search.sqlite.sql"))
        .postgres(include_str!("../migrations/0002_search.postgres.sql")),
];
