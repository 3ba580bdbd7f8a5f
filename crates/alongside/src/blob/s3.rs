//! Blobs in an S3-compatible store, by signed requests (AWS Signature Version 4).

use super::Error;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Settings {
    /// E.g. `https://s3.example.org`.
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

/// A signed address is good for this long: one request.
const SIGNATURE_LIFE: Duration = Duration::from_secs(60);
const TIMEOUT: Duration = Duration::from_secs(60);

pub struct S3 {
    bucket: Bucket,
    credentials: Credentials,
    client: reqwest::Client,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3").field("bucket", &self.bucket.name()).finish_non_exhaustive()
    }
}

fn unavailable(error: impl std::fmt::Display) -> Error {
    Error::Unavailable(error.to_string())
}

impl S3 {
    pub(super) fn new(settings: &S3Settings) -> Result<S3, Error> {
        let endpoint = settings.endpoint.parse().map_err(unavailable)?;
        let bucket = Bucket::new(endpoint, UrlStyle::Path, settings.bucket.clone(), settings.region.clone())
            .map_err(unavailable)?;
        let credentials = Credentials::new(settings.access_key.clone(), settings.secret_key.clone());
        let client = reqwest::Client::builder().timeout(TIMEOUT).build().map_err(unavailable)?;
        Ok(S3 { bucket, credentials, client })
    }

    fn name(hash: &str) -> String {
        format!("{}/{hash}", &hash[..2])
    }

    pub(super) async fn put(&self, hash: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let name = S3::name(hash);
        let url = self.bucket.put_object(Some(&self.credentials), &name).sign(SIGNATURE_LIFE);
        let answer = self.client.put(url).body(bytes).send().await.map_err(unavailable)?;
        match answer.status() {
            ok if ok.is_success() => Ok(()),
            reqwest::StatusCode::INSUFFICIENT_STORAGE => Err(Error::Full),
            other => Err(Error::Unavailable(format!("status {other}"))),
        }
    }

    pub(super) async fn stream(&self, hash: &str) -> Result<super::Pieces, Error> {
        use futures_util::{StreamExt, TryStreamExt};
        Ok(self.fetch(hash).await?.bytes_stream().map_err(std::io::Error::other).boxed())
    }

    pub(super) async fn get(&self, hash: &str) -> Result<Vec<u8>, Error> {
        Ok(self.fetch(hash).await?.bytes().await.map_err(unavailable)?.to_vec())
    }

    async fn fetch(&self, hash: &str) -> Result<reqwest::Response, Error> {
        let name = S3::name(hash);
        let url = self.bucket.get_object(Some(&self.credentials), &name).sign(SIGNATURE_LIFE);
        let answer = self.client.get(url).send().await.map_err(unavailable)?;
        match answer.status() {
            ok if ok.is_success() => Ok(answer),
            reqwest::StatusCode::NOT_FOUND => Err(Error::Missing),
            other => Err(Error::Unavailable(format!("status {other}"))),
        }
    }
}
