//! `alongside backup TO`: a folder that can take the data folder's place: database, key, files. The database is
//! copied first: every file that it names was there before it did.

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
    let mut files = Copied::default();
    if let BlobSettings::Folder(_) = app.config.blobs {
        files = copy_folder(&app.config.blob_folder(), &to.join("attachments"))?;
    }
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
