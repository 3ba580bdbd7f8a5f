//! Blobs in a folder: `ab/abcd…`, written beside, synced, then renamed, so that a file is whole or not there.

use super::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) async fn put(root: PathBuf, hash: String, bytes: Vec<u8>) -> Result<(), Error> {
    blocking(move || {
        let folder = root.join(&hash[..2]);
        let target = folder.join(&hash);
        // An old file is written anew: a young one is never removed (see `remove`).
        if is_young(&target, REWRITTEN_AFTER)? {
            return Ok(());
        }
        fs::create_dir_all(&folder)?;
        let beside = tempfile::NamedTempFile::new_in(&folder)?;
        beside.as_file().write_all(&bytes)?;
        beside.as_file().sync_all()?;
        beside.persist(&target).map_err(|e| e.error)?;
        // The name is durable only once the folder is.
        fs::File::open(&folder)?.sync_all()?;
        Ok(())
    })
    .await
}

/// A file that others serve under its name: written beside, then renamed, so that nobody reads half of one. Unlike what
/// we keep for ourselves it may be read by everybody.
pub(super) async fn put_named(target: PathBuf, bytes: Vec<u8>) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    blocking(move || {
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.as_file().write_all(&bytes)?;
        beside.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        beside.as_file().sync_all()?;
        beside.persist(&target).map_err(|e| e.error)?;
        Ok(())
    })
    .await
}

/// What a try writes: as much as an ordinary file, so that a last free corner is no room.
const TRIED_BYTES: usize = 256 * 1024;

/// Whether a file can be written, tried and thrown away.
pub(super) async fn probe(root: PathBuf) -> Result<(), Error> {
    blocking(move || {
        let tried = tempfile::NamedTempFile::new_in(&root)?;
        tried.as_file().write_all(&[7; TRIED_BYTES])?;
        tried.as_file().sync_all()?;
        Ok(())
    })
    .await
}

/// Bytes that are kept again after this long are written again, which makes their file young.
const REWRITTEN_AFTER: Duration = Duration::from_secs(3600);

/// Whether the file is there and was written within `age`.
fn is_young(path: &Path, age: Duration) -> Result<bool, Error> {
    match fs::metadata(path) {
        // A time in the future is young.
        Ok(meta) => Ok(meta.modified()?.elapsed().map_or(true, |since| since < age)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Removes a file unless it was written within `grace`; says whether it is gone. It is moved aside before it is looked
/// at, so that bytes which are kept at this very moment stand in a file of their own.
pub(super) async fn remove(root: PathBuf, hash: String, grace: Duration) -> Result<bool, Error> {
    blocking(move || {
        let folder = root.join(&hash[..2]);
        let (target, aside) = (folder.join(&hash), folder.join(format!("{hash}.going")));
        if is_young(&target, grace)? {
            return Ok(false);
        }
        match fs::rename(&target, &aside) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        if is_young(&aside, grace)? {
            // Written between the look and the move: back it goes; a newer one in its place is the same bytes.
            fs::rename(&aside, &target)?;
            return Ok(false);
        }
        fs::remove_file(&aside)?;
        Ok(true)
    })
    .await
}

pub(super) async fn get(root: PathBuf, hash: String) -> Result<Vec<u8>, Error> {
    blocking(move || Ok(fs::read(root.join(&hash[..2]).join(&hash))?)).await
}

pub(super) async fn stream(root: PathBuf, hash: &str) -> Result<super::Pieces, Error> {
    use futures_util::StreamExt;
    let file = tokio::fs::File::open(root.join(&hash[..2]).join(hash)).await?;
    Ok(tokio_util::io::ReaderStream::with_capacity(file, 64 * 1024).boxed())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(Error::Unavailable("the work was interrupted".to_owned())),
    }
}
