//! Where the database is and how much work it may be given.

use crate::Error;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Which database answers. Statements are the same for both but for the few that say why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// Where the database is. Its `Display` hides the password.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    Sqlite(PathBuf),
    /// A libpq connection URL; `sslmode` and `sslrootcert` are understood beside the usual parts.
    Postgres(String),
}

impl Url {
    /// Reads `sqlite:/path/to/file.db` or `postgres://user:password@host/name`.
    pub fn parse(text: &str) -> Result<Url, Error> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(Error::Settings("a sqlite: URL needs the path of a file after the colon".into()));
            }
            return Ok(Url::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            crate::pg::connect::Target::parse(text)?;
            return Ok(Url::Postgres(text.to_owned()));
        }
        Err(Error::Settings("a database URL begins with sqlite: or postgres://".into()))
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Url::Sqlite(_) => Dialect::Sqlite,
            Url::Postgres(_) => Dialect::Postgres,
        }
    }
}

impl FromStr for Url {
    type Err = Error;
    fn from_str(text: &str) -> Result<Url, Error> {
        Url::parse(text)
    }
}

impl std::fmt::Display for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Url::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            // The password is between the first colon after the scheme and the last @ before the path.
            Url::Postgres(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) => {
                    let user = url[scheme + 3..at].split(':').next().unwrap_or_default();
                    let rest = url[at..].split('?').next().unwrap_or_default();
                    write!(f, "postgres://{user}{rest}")
                }
                _ => f.write_str(url.split('?').next().unwrap_or_default()),
            },
        }
    }
}

impl std::fmt::Debug for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Url({self})")
    }
}

/// How the database is opened. `Settings::new(url)` has sensible values for everything else.
#[derive(Clone, Debug)]
pub struct Settings {
    pub url: Url,
    /// Reader threads on SQLite.
    pub readers: usize,
    /// Threads with a connection each on PostgreSQL, for reads and writes.
    pub connections: usize,
    /// Units that may wait; one more is answered with [`Error::Busy`] at once.
    pub queue_limit: usize,
    /// A unit that has waited this long in the queue is answered with [`Error::Busy`] instead of being run.
    pub queue_wait_ms: u64,
    /// Time limit of one statement. 0 is none.
    pub statement_timeout_ms: u64,
    /// How much of the SQLite file may be mapped into memory, in MiB; SQLite itself maps less than 2 GiB. 0 turns it
    /// off. What is mapped takes addresses, not memory: the system keeps of it what is read, and lets go of it when
    /// somebody else needs the room. A page outside costs a system call each time it is wanted.
    pub mmap_mib: u64,
    /// The most units one SQLite commit holds.
    pub group_limit: usize,
}

impl Settings {
    pub fn new(url: Url) -> Settings {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Settings {
            url,
            readers: cores.clamp(2, 16),
            // A thread that commits waits for the server's disk, and those that commit together share its flush.
            connections: (cores * 2).clamp(8, 16),
            queue_limit: 1024,
            queue_wait_ms: 10_000,
            statement_timeout_ms: 10_000,
            mmap_mib: 2047,
            group_limit: 256,
        }
    }

    pub(crate) fn queue_wait(&self) -> Duration {
        Duration::from_millis(self.queue_wait_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_url_has_no_password() {
        let url = Url::parse("postgres://bo:s3cret@db.example.org:5432/desk?sslmode=require").unwrap();
        assert_eq!(url.to_string(), "postgres://bo@db.example.org:5432/desk");
        assert!(!format!("{url:?}").contains("s3cret"));
    }

    #[test]
    fn only_the_two_databases_are_taken() {
        assert_eq!(Url::parse("sqlite:/var/lib/desk.db").unwrap(), Url::Sqlite("/var/lib/desk.db".into()));
        assert!(Url::parse("sqlite:").is_err());
        assert!(Url::parse("mysql://x").is_err());
        assert!(Url::parse("postgres://x/y?nonsense=1").is_err());
    }
}
