//! Files by name, put where others serve them: a folder, or a bucket of the S3-style store.

use super::s3::{S3, S3Settings};
use super::{Error, folder};
use std::path::PathBuf;

pub enum Shelf {
    Folder(PathBuf),
    S3 { store: Box<S3>, prefix: String },
}

impl Shelf {
    /// A bucket of the store that `settings` lead to.
    ///
    /// # Errors
    /// When the settings make no address.
    pub fn s3(settings: &S3Settings, bucket: &str, prefix: &str) -> Result<Shelf, Error> {
        let settings = S3Settings { bucket: bucket.to_owned(), ..settings.clone() };
        Ok(Shelf::S3 { store: Box::new(S3::new(&settings)?), prefix: prefix.to_owned() })
    }

    /// Puts a file there, whole or not at all. `name` is a relative path of ours with plain characters.
    ///
    /// # Errors
    /// When it could not be written; what was there before is then still there.
    pub async fn put(&self, name: &str, media_type: &'static str, bytes: Vec<u8>) -> Result<(), Error> {
        match self {
            Shelf::Folder(path) => folder::put_named(path.join(name), bytes).await,
            Shelf::S3 { store, prefix } => {
                store.put_named(&format!("{prefix}{name}"), media_type, bytes).await
            }
        }
    }
}
