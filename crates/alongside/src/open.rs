//! Opens a data folder: the folder itself, the key, the database with its tables up to date, the files. What
//! comes out is an [`App`]; what it then does is somebody else's.

use crate::app::{App, MIGRATIONS};
use crate::blob::Blobs;
use crate::clock::Clock;
use crate::config::{BlobSettings, Config};
use crate::secret::Key;
use crate::setting;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use store::{Db, Dialect, Settings, Url};

/// Which node a lone one is: its claims are its own after a crash.
const ALONE: &str = "alone";

/// The setting that holds a mark of the desk's key.
const KEY_MARK: &str = "key_mark";

/// What is opened, and the lock that keeps a second server off a folder that is one server's own.
pub struct Opened {
    pub app: App,
    /// Whether no other node can be at work on this database.
    pub is_alone: bool,
    /// Held until dropped.
    _lock: Option<File>,
}

/// Opens for serving: refuses when another process serves the same database file.
pub fn to_serve(config: Config) -> Result<Opened> {
    open(config, true)
}

/// Opens for a command, which may run beside the server.
pub fn beside(config: Config) -> Result<App> {
    Ok(open(config, false)?.app)
}

fn open(config: Config, serves: bool) -> Result<Opened> {
    make_private(&config.data)?;
    let url = Url::parse(&config.database_url()).map_err(|e| anyhow::anyhow!("{e}"))?;
    let is_alone = url.dialect() == Dialect::Sqlite;
    let lock = if serves && is_alone { Some(lock(&config.data)?) } else { None };
    let key_file = config.data.join("key");
    let has_key = key_file.exists();
    let key = Key::load_or_create(&key_file)?;
    let shown = url.to_string();
    let db = Db::open(&Settings::new(url)).with_context(|| format!("the database {shown} does not open"))?;
    db.migrate(MIGRATIONS).context("the tables could not be brought up to date")?;
    if let Err(error) = check_key(&db, &key) {
        if !has_key {
            // Made a moment ago, for nothing: the next try must not take it for the desk's.
            let _ = fs::remove_file(&key_file);
        }
        db.shutdown();
        return Err(error);
    }
    let blobs = match &config.blobs {
        BlobSettings::S3(settings) => Blobs::s3(settings)?,
        BlobSettings::Folder(_) => {
            let folder = config.blob_folder();
            make_private(&folder)?;
            Blobs::folder(folder)
        }
    };
    let node = match (&config.node, is_alone) {
        (_, true) => ALONE.to_owned(),
        (Some(name), false) => name.clone(),
        (None, false) => format!("{}-{}", machine(), std::process::id()),
    };
    let app = App::new(db, Clock::System, blobs, config, key, node);
    Ok(Opened { app, is_alone, _lock: lock })
}

/// The database remembers which key is its own. With another one, links in mails would lead nowhere, and two nodes
/// would not take each other's forms.
fn check_key(db: &Db, key: &Key) -> Result<()> {
    let mark: String = key.derive("mark").iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    match db.read_blocking(|conn| setting::get(conn, KEY_MARK))? {
        Some(known) if known == mark => Ok(()),
        Some(_) => bail!(
            "this database belongs to another key than the data folder's file `key`; restore that file from a \
             backup, or copy it from the other node"
        ),
        None => {
            let now = Clock::System.now();
            Ok(db.write_blocking(move |tx| setting::put(tx, KEY_MARK, &mark, now))?)
        }
    }
}

/// Makes the folder, for its owner alone. One that is there already is left as the admin made it.
fn make_private(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the folder {} could not be made", folder.display()))
}

fn lock(data: &Path) -> Result<File> {
    let path = data.join("lock");
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("{} could not be opened", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another Alongside serves the data folder {} already", data.display())
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("{} could not be locked", path.display()))
        }
    }
}

/// What the machine calls itself, fit for a node's name.
fn machine() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| fs::read_to_string("/etc/hostname"))
        .unwrap_or_default();
    let name: String =
        name.trim().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    if name.is_empty() { "node".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(data: &Path) -> Config {
        Config { data: data.to_owned(), ..Config::default() }
    }

    #[test]
    fn a_desk_without_its_key_is_refused_until_the_key_is_back() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("desk");
        beside(config(&data)).unwrap().db.shutdown();
        let key = fs::read(data.join("key")).unwrap();
        fs::remove_file(data.join("key")).unwrap();
        for _ in 0..2 {
            let refused = beside(config(&data)).err().unwrap().to_string();
            assert!(refused.contains("restore that file"), "{refused}");
            assert!(!data.join("key").exists());
        }
        fs::write(data.join("key"), key).unwrap();
        beside(config(&data)).unwrap().db.shutdown();
    }

    #[test]
    fn the_folder_is_its_owners_alone_and_serves_once() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("desk");
        let first = to_serve(config(&data)).unwrap();
        assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
        let second = to_serve(config(&data)).err().unwrap().to_string();
        assert!(second.contains("another Alongside serves"), "{second}");
        beside(config(&data)).unwrap().db.shutdown();
        first.app.db.shutdown();
        drop(first);
        to_serve(config(&data)).unwrap().app.db.shutdown();
    }
}
