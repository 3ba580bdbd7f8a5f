//! `alongside backup TO`: a folder that can take the data folder's place: database, key, files. The database is
//! copied first: every file that it names was there before it did.

use super::store;
use crate::app::App;
use crate::blob::Blobs;
use crate::config::{BlobSettings, Config};
use crate::open;
use anyhow::{Context, Result, bail};
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::ExitCode;

pub fn backup(config: Config, to: &Path) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let is_taken = fs::read_dir(to).map(|mut entries| entries.next().is_some()).unwrap_or(to.exists());
    if is_taken {
        bail!("{} exists already; a backup goes to a new folder", to.display());
    }
    fs::DirBuilder::new().recursive(true).mode(0o700).create(to).with_context(|| to.display().to_string())?;
    let report = app.db.backup(&to.join("alongside.db"))?;
    let key = to.join("key");
    fs::copy(app.config.data.join("key"), &key).context("the key could not be copied")?;
    fs::File::open(&key)?.sync_all()?;
    let settings = app.config.data.join("alongside.toml");
    if settings.exists() {
        fs::copy(settings, to.join("alongside.toml")).context("alongside.toml could not be copied")?;
    }
    let attachments = to.join("attachments");
    let files = match app.config.blobs {
        BlobSettings::Folder(_) => copy_folder(&app.config.blob_folder(), &attachments)?,
        BlobSettings::S3(_) => fetch_all(&app, &attachments)?,
    };
    app.db.shutdown();
    println!(
        "Backed up to {}: database {} MB, {} files of {} MB, key.",
        to.display(),
        report.bytes.div_ceil(1_000_000),
        files.count,
        files.bytes.div_ceil(1_000_000)
    );
    println!("Keep it as safe as the desk: the key in it opens what the database seals.");
    Ok(ExitCode::SUCCESS)
}

/// Fetches every file that the copied database names. A backup that needs the store to be whole would be none.
fn fetch_all(app: &App, to: &Path) -> Result<Copied> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (copies, mut copied, mut after) = (Blobs::folder(to.to_owned()), Copied::default(), String::new());
    loop {
        let from = after.clone();
        let blobs = app.db.read_blocking(move |conn| store::blobs(conn, &from))?;
        let Some((last, _)) = blobs.last() else { return Ok(copied) };
        after.clone_from(last);
        for (hash, size) in &blobs {
            let kept = runtime.block_on(async { copies.put(app.blobs.get(hash).await?).await });
            kept.with_context(|| format!("file {hash}"))?;
            copied.bytes += size.unsigned_abs();
            copied.count += 1;
        }
    }
}

#[derive(Default)]
struct Copied {
    count: u64,
    bytes: u64,
}

/// Copies a folder of folders of files; what is half written still has a name of its own and is left out.
fn copy_folder(from: &Path, to: &Path) -> Result<Copied> {
    let mut copied = Copied::default();
    fs::DirBuilder::new().recursive(true).mode(0o700).create(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            let inner = copy_folder(&entry.path(), &target)?;
            copied = Copied { count: copied.count + inner.count, bytes: copied.bytes + inner.bytes };
        } else if entry.file_name().to_str().is_some_and(is_hash) {
            copied.bytes += fs::copy(entry.path(), &target)?;
            fs::File::open(&target)?.sync_all()?;
            copied.count += 1;
        }
    }
    Ok(copied)
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}
