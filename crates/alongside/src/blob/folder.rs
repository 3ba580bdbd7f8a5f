//! Blobs in a folder: `ab/abcd…`, written beside, synced, then renamed, so that a file is whole or not there.

use super::Error;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

pub(super) async fn put(root: PathBuf, hash: String, bytes: Vec<u8>) -> Result<(), Error> {
    blocking(move || {
        let folder = root.join(&hash[..2]);
        let target = folder.join(&hash);
        if target.exists() {
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
