//! What everything that works gets handed: the database, the clock, the blob store, the key, the settings.
//! Cheap to clone.

use crate::blob::Blobs;
use crate::clock::Clock;
use crate::coach;
use crate::config::Config;
use crate::mailbox::MailboxStates;
use crate::secret::Key;
use crate::setting;
use crate::status_page::Board;
use std::sync::{Arc, PoisonError, RwLock};
use store::{Db, Migration};
use tokio_util::sync::CancellationToken;

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
    /// Cancelled when the program stops: streams end, loops finish what is in hand.
    pub stopping: CancellationToken,
    /// How the mailboxes that this node watches are.
    pub mailboxes: MailboxStates,
    /// The coach's readers, ready.
    pub coaches: coach::Shelf,
    /// The status page, ready to be served.
    pub status: Board,
    house: RwLock<Arc<House>>,
}

/// What nearly every page says about the desk itself: kept in memory, read again when an admin changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub organisation: String,
    /// IANA name.
    pub time_zone: String,
    pub language: String,
    /// Without a slash at the end; links in mails lead there.
    pub public_url: String,
}

impl Default for House {
    fn default() -> Self {
        House {
            organisation: "IT help".to_owned(),
            time_zone: "UTC".to_owned(),
            language: "en".to_owned(),
            public_url: String::new(),
        }
    }
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    pub fn new(db: Db, clock: Clock, blobs: Blobs, config: Config, key: Key, node: String) -> App {
        let known = House { public_url: config.public_url.clone(), ..House::default() };
        let (mailboxes, coaches) = (MailboxStates::default(), coach::Shelf::default());
        let (house, stopping) = (RwLock::new(Arc::new(known)), CancellationToken::new());
        App {
            inner: Arc::new(Inner {
                db,
                clock,
                blobs,
                config,
                key,
                node,
                stopping,
                mailboxes,
                coaches,
                status: Board::default(),
                house,
            }),
        }
    }

    pub fn house(&self) -> Arc<House> {
        self.house.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the house's settings again; at start, and on news of the topic `settings`.
    pub async fn refresh_house(&self) -> Result<(), store::Error> {
        let configured = self.config.public_url.clone();
        let house = self
            .db
            .read(move |conn| {
                let defaults = House::default();
                let mut get = |name, otherwise| {
                    Ok::<_, store::Error>(
                        setting::get(conn, name)?.filter(|v| !v.is_empty()).unwrap_or(otherwise),
                    )
                };
                Ok::<_, store::Error>(House {
                    organisation: get(setting::name::ORGANISATION, defaults.organisation)?,
                    time_zone: get(setting::name::TIME_ZONE, defaults.time_zone)?,
                    language: get(setting::name::LANGUAGE, defaults.language)?,
                    public_url: get(setting::name::PUBLIC_URL, configured.clone())?,
                })
            })
            .await?;
        *self.house.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(house);
        Ok(())
    }
}

/// Every change to the tables, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration::new(1, "desk", include_str!("../migrations/0001_desk.sql")),
    Migration::new(2, "search", "")
        .sqlite(include_str!("../migrations/0002_search.sqlite.sql"))
        .postgres(include_str!("../migrations/0002_search.postgres.sql")),
    Migration::new(3, "jobs", jobs::MIGRATION_SQL),
    Migration::new(4, "profiles_and_looks", include_str!("../migrations/0004_profiles_and_looks.sql")),
    Migration::new(5, "leases_and_tidying", include_str!("../migrations/0005_leases_and_tidying.sql")),
    Migration::new(6, "promises", include_str!("../migrations/0006_promises.sql")),
    Migration::new(
        7,
        "waiting_mail_and_prefixes",
        include_str!("../migrations/0007_waiting_mail_and_prefixes.sql"),
    )
    .sqlite(include_str!("../migrations/0007_waiting_mail_and_prefixes.sqlite.sql")),
    Migration::new(8, "coach", include_str!("../migrations/0008_coach.sql")),
    Migration::new(
        9,
        "records_and_broadcasts",
        include_str!("../migrations/0009_records_and_broadcasts.sql"),
    )
    .sqlite(include_str!("../migrations/0009_records_and_broadcasts.sqlite.sql"))
    .postgres(include_str!("../migrations/0009_records_and_broadcasts.postgres.sql")),
    Migration::new(10, "incidents", include_str!("../migrations/0010_incidents.sql")),
    Migration::new(11, "status_page", include_str!("../migrations/0011_status_page.sql")),
    Migration::new(12, "changes", include_str!("../migrations/0012_changes.sql")),
    Migration::new(13, "problems", include_str!("../migrations/0013_problems.sql")),
    Migration::new(14, "on_call", include_str!("../migrations/0014_on_call.sql")),
    Migration::new(15, "coach_undo", include_str!("../migrations/0015_coach_undo.sql")),
];
