//! Files by content: bytes go in, their BLAKE3 hash comes out, and the same bytes are kept once. A folder by
//! default; an S3-compatible store when several nodes share them. Knows nothing of messages.

mod aside;
mod folder;
mod keeping;
mod s3;
mod shelf;
pub mod store;
mod tidy;

pub use s3::S3Settings;
pub use shelf::Shelf;
pub use tidy::tidy;

use crate::clock::At;
use axum::body::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use keeping::Keeping;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes as they come.
pub type Pieces = BoxStream<'static, std::io::Result<Bytes>>;

/// A hash is never a path.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the disk that holds attachments is full")]
    Full,
    #[error("the attachment is not in the store")]
    Missing,
    #[error("the store of attachments: {0}")]
    Unavailable(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::Full,
            std::io::ErrorKind::NotFound => Error::Missing,
            _ => Error::Unavailable(error.to_string()),
        }
    }
}

/// The store of files, and whether it took the last one.
#[derive(Clone, Debug)]
pub struct Blobs {
    place: Place,
    keeping: Arc<Keeping>,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
enum Place {
    Folder(PathBuf),
    S3(Arc<s3::S3>),
}

impl Blobs {
    fn new(place: Place) -> Blobs {
        Blobs { place, keeping: Arc::default() }
    }

    pub fn folder(path: PathBuf) -> Blobs {
        Blobs::new(Place::Folder(path))
    }

    pub fn s3(settings: &S3Settings) -> Result<Blobs, Error> {
        Ok(Blobs::new(Place::S3(Arc::new(s3::S3::new(settings)?))))
    }

    /// Whether the bytes are somewhere that other nodes share.
    pub fn is_shared(&self) -> bool {
        matches!(self.place, Place::S3(_))
    }

    /// Tries with a small file whether files can be kept.
    pub async fn check(&self) -> Result<(), Error> {
        let kept = self.probe().await;
        self.keeping.note(&kept);
        kept
    }

    async fn probe(&self) -> Result<(), Error> {
        match &self.place {
            Place::Folder(path) => folder::probe(path.clone()).await,
            Place::S3(s3) => s3.probe().await,
        }
    }

    /// Why files cannot be kept, if the last one could not be and another try (every few seconds at most) fails too.
    /// Asks nothing of a store that took the last file.
    pub async fn trouble(&self, now: At) -> Option<String> {
        self.keeping.trouble(now, self.probe()).await
    }

    /// Keeps the bytes durably and gives their hash, 64 hexadecimal digits. Keeping them twice is harmless.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String, Error> {
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let kept = match &self.place {
            Place::Folder(path) => folder::put(path.clone(), hash.clone(), bytes).await,
            Place::S3(s3) => s3.put(&hash, bytes).await,
        };
        self.keeping.note(&kept);
        kept.map(|()| hash)
    }

    /// The bytes behind a hash, piece by piece. They are checked on the way: where they do not match, the last
    /// piece is an error, so that whoever reads never takes damaged bytes for whole ones.
    pub async fn stream(&self, hash: &str) -> Result<Pieces, Error> {
        if !is_hash(hash) {
            return Err(Error::Missing);
        }
        let pieces = match &self.place {
            Place::Folder(path) => folder::stream(path.clone(), hash).await?,
            Place::S3(s3) => s3.stream(hash).await?,
        };
        let state = (pieces, blake3::Hasher::new(), hash.to_owned());
        let checked = stream::try_unfold(state, |(mut pieces, mut hasher, hash)| async move {
            match pieces.try_next().await? {
                Some(piece) => {
                    hasher.update(&piece);
                    Ok(Some((piece, (pieces, hasher, hash))))
                }
                None if hasher.finalize().to_hex().as_str() == hash => Ok(None),
                None => Err(std::io::Error::other("the bytes do not match their hash")),
            }
        });
        Ok(checked.boxed())
    }

    /// The bytes behind a hash, checked against it.
    pub async fn get(&self, hash: &str) -> Result<Vec<u8>, Error> {
        if !is_hash(hash) {
            return Err(Error::Missing);
        }
        let bytes = match &self.place {
            Place::Folder(path) => folder::get(path.clone(), hash.to_owned()).await?,
            Place::S3(s3) => s3.get(hash).await?,
        };
        if blake3::hash(&bytes).to_hex().as_str() != hash {
            return Err(Error::Unavailable("the bytes do not match their hash".to_owned()));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_are_kept_once_and_come_back_whole() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(dir.path().to_owned());
        let a = blobs.put(b"hello".to_vec()).await.unwrap();
        let b = blobs.put(b"hello".to_vec()).await.unwrap();
        assert_eq!(a, b);
        assert_eq!(blobs.get(&a).await.unwrap(), b"hello");
    }

    #[tokio::test]
    async fn pieces_come_whole_and_damage_shows() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(dir.path().to_owned());
        let bytes = vec![7; 300_000];
        let hash = blobs.put(bytes.clone()).await.unwrap();
        let read = async || {
            let pieces = blobs.stream(&hash).await.unwrap();
            pieces
                .try_fold(Vec::new(), async |mut all, piece| {
                    all.extend_from_slice(&piece);
                    Ok(all)
                })
                .await
        };
        assert_eq!(read().await.unwrap(), bytes);
        std::fs::write(dir.path().join(&hash[..2]).join(&hash), b"other").unwrap();
        assert!(read().await.is_err());
        assert!(matches!(blobs.stream(&"0".repeat(64)).await, Err(Error::Missing)));
    }

    #[tokio::test]
    async fn a_hash_is_never_a_path() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(dir.path().to_owned());
        assert!(matches!(blobs.get("../../etc/passwd").await, Err(Error::Missing)));
        assert!(matches!(blobs.get(&"0".repeat(64)).await, Err(Error::Missing)));
    }

    #[tokio::test]
    async fn bytes_that_rotted_are_not_handed_out() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(dir.path().to_owned());
        let hash = blobs.put(b"hello".to_vec()).await.unwrap();
        std::fs::write(dir.path().join(&hash[..2]).join(&hash), b"hellO").unwrap();
        assert!(matches!(blobs.get(&hash).await, Err(Error::Unavailable(_))));
    }
}
