//! Blobs in an S3-compatible store, by signed requests (AWS Signature Version 4). What passes by itself is asked
//! again a few times; what does not is told in the store's own words.

use super::Error;
use axum::body::Bytes;
use jiff::Timestamp;
use reqwest::header::{self, HeaderName};
use reqwest::{Response, StatusCode};
use rusty_s3::actions::ListObjectsV2;
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
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Between two pieces of an answer. The whole of one may take longer: people fetch large files over slow lines.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// For a file on its way there.
const PUT_TIMEOUT: Duration = Duration::from_secs(60);
/// Before the second try, and before the third.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// The longest explanation that is read.
const EXPLANATION_BYTES_MAX: usize = 16 * 1024;
/// The longest list of a thousand names that is read.
const LIST_BYTES_MAX: usize = 4 * 1024 * 1024;
/// What the names of copies that are set aside begin with.
const ASIDE: &str = "aside/";
/// The object that [`S3::probe`] writes and reads.
const CHECK: &str = "alongside-check";

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

/// What a try came to, and whether another may come to something else.
enum Tried {
    Done(Response),
    Failed { error: Error, passes: bool },
}

impl S3 {
    pub(super) fn new(settings: &S3Settings) -> Result<S3, Error> {
        let endpoint = settings.endpoint.parse().map_err(unavailable)?;
        let bucket = Bucket::new(endpoint, UrlStyle::Path, settings.bucket.clone(), settings.region.clone())
            .map_err(unavailable)?;
        let credentials = Credentials::new(settings.access_key.clone(), settings.secret_key.clone());
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE_MAX)
            .build()
            .map_err(unavailable)?;
        Ok(S3 { bucket, credentials, client })
    }

    fn name(hash: &str) -> String {
        format!("{}/{hash}", &hash[..2])
    }

    /// Where a file's copy waits before it goes for good; no hash begins so.
    fn name_aside(hash: &str) -> String {
        format!("{ASIDE}{hash}")
    }

    pub(super) async fn put(&self, hash: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.put_object(&S3::name(hash), bytes.into()).await
    }

    pub(super) async fn stream(&self, hash: &str) -> Result<super::Pieces, Error> {
        use futures_util::{StreamExt, TryStreamExt};
        let answer = self.find(hash).await?;
        Ok(answer.bytes_stream().map_err(std::io::Error::other).boxed())
    }

    pub(super) async fn get(&self, hash: &str) -> Result<Vec<u8>, Error> {
        Ok(self.find(hash).await?.bytes().await.map_err(unavailable)?.to_vec())
    }

    /// The file, or its copy while that is set aside.
    async fn find(&self, hash: &str) -> Result<Response, Error> {
        match self.get_object(&S3::name(hash)).await {
            Err(Error::Missing) => self.get_object(&S3::name_aside(hash)).await,
            found => found,
        }
    }

    /// How long ago the file was written, by the store's own clock; none when it is not there.
    pub(super) async fn age(&self, hash: &str) -> Result<Option<Duration>, Error> {
        let name = S3::name(hash);
        let asked = self.ask(|| {
            let url = self.bucket.head_object(Some(&self.credentials), &name).sign(SIGNATURE_LIFE);
            self.client.head(url)
        });
        match asked.await {
            Ok(answer) => Ok(Some(since(&answer, time_in(&answer, &header::LAST_MODIFIED)))),
            Err(Error::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn copy_aside(&self, hash: &str) -> Result<(), Error> {
        self.copy(&S3::name(hash), &S3::name_aside(hash)).await
    }

    pub(super) async fn put_back(&self, hash: &str) -> Result<(), Error> {
        self.copy(&S3::name_aside(hash), &S3::name(hash)).await
    }

    async fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        let bytes = self.get_object(from).await?.bytes().await.map_err(unavailable)?;
        self.put_object(to, bytes).await
    }

    pub(super) async fn delete(&self, hash: &str) -> Result<(), Error> {
        self.delete_object(&S3::name(hash)).await
    }

    pub(super) async fn delete_aside(&self, hash: &str) -> Result<(), Error> {
        self.delete_object(&S3::name_aside(hash)).await
    }

    async fn delete_object(&self, name: &str) -> Result<(), Error> {
        self.ask(|| {
            let url = self.bucket.delete_object(Some(&self.credentials), name).sign(SIGNATURE_LIFE);
            self.client.delete(url)
        })
        .await
        .map(drop)
    }

    /// A page of the hashes of what is set aside, each with its age, and where the next page begins.
    pub(super) async fn aside(&self, from: Option<String>) -> Result<Aside, Error> {
        let answer = self
            .ask(|| {
                let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
                list.with_prefix(ASIDE);
                if let Some(from) = &from {
                    list.with_continuation_token(from.as_str());
                }
                self.client.get(list.sign(SIGNATURE_LIFE))
            })
            .await?;
        let now = time_in(&answer, &header::DATE);
        let page = ListObjectsV2::parse_response(&beginning(answer, LIST_BYTES_MAX).await)
            .map_err(|_| Error::Unavailable("its list of files cannot be read".to_owned()))?;
        let copies = page.contents.into_iter().filter_map(|object| {
            let hash = object.key.strip_prefix(ASIDE).filter(|hash| super::is_hash(hash))?.to_owned();
            let written = object.last_modified.and_then(|time| time.parse().ok());
            Some((hash, span(written, now)))
        });
        Ok((copies.collect(), page.next_continuation_token))
    }

    /// Writes a small object and reads it: address, bucket, key and rights are good.
    pub(super) async fn probe(&self) -> Result<(), Error> {
        self.put_object(CHECK, Bytes::from_static(b"Alongside keeps attachments here.\n")).await?;
        self.get_object(CHECK).await.map(drop)
    }

    async fn put_object(&self, name: &str, bytes: Bytes) -> Result<(), Error> {
        self.ask(|| {
            let url = self.bucket.put_object(Some(&self.credentials), name).sign(SIGNATURE_LIFE);
            // The same bytes under the same name: twice does no harm.
            self.client.put(url).timeout(PUT_TIMEOUT).body(bytes.clone())
        })
        .await
        .map(drop)
    }

    /// Puts an object that others read by its name.
    pub(super) async fn put_named(
        &self,
        name: &str,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<(), Error> {
        let bytes = Bytes::from(bytes);
        self.ask(|| {
            let url = self.bucket.put_object(Some(&self.credentials), name).sign(SIGNATURE_LIFE);
            let request = self.client.put(url).timeout(PUT_TIMEOUT).body(bytes.clone());
            // It changes often: whoever serves it asks again soon.
            request.header(header::CONTENT_TYPE, media_type).header(header::CACHE_CONTROL, "max-age=5")
        })
        .await
        .map(drop)
    }

    async fn get_object(&self, name: &str) -> Result<Response, Error> {
        self.ask(|| {
            let url = self.bucket.get_object(Some(&self.credentials), name).sign(SIGNATURE_LIFE);
            self.client.get(url)
        })
        .await
    }

    async fn ask(&self, request: impl Fn() -> reqwest::RequestBuilder) -> Result<Response, Error> {
        let mut pauses = PAUSES.iter();
        loop {
            let error = match self.attempt(request()).await {
                Tried::Done(answer) => return Ok(answer),
                Tried::Failed { error, passes: false } => return Err(error),
                Tried::Failed { error, .. } => error,
            };
            let Some(pause) = pauses.next() else { return Err(error) };
            tokio::time::sleep(*pause).await;
        }
    }

    async fn attempt(&self, request: reqwest::RequestBuilder) -> Tried {
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                let place = self.bucket.base_url();
                let place = format!(
                    "{}:{}",
                    place.host_str().unwrap_or("?"),
                    place.port_or_known_default().unwrap_or(0)
                );
                let why = if error.is_connect() {
                    format!("nothing answers at {place}")
                } else if error.is_timeout() {
                    format!("{place} does not answer in time")
                } else {
                    format!("{place} broke off")
                };
                return Tried::Failed { error: Error::Unavailable(why), passes: true };
            }
        };
        let status = answer.status();
        if status.is_success() {
            return Tried::Done(answer);
        }
        let code = code(&beginning(answer, EXPLANATION_BYTES_MAX).await);
        let passes = status.is_server_error() && status != StatusCode::INSUFFICIENT_STORAGE
            || status == StatusCode::TOO_MANY_REQUESTS;
        Tried::Failed { error: refusal(status, &code, self.bucket.name()), passes }
    }
}

/// What a store's no means, in words for the admin.
fn refusal(status: StatusCode, code: &str, bucket: &str) -> Error {
    Error::Unavailable(match (status, code) {
        (StatusCode::INSUFFICIENT_STORAGE, _) => return Error::Full,
        // A bucket that is not there has lost none of its files.
        (StatusCode::NOT_FOUND, "NoSuchKey" | "") => return Error::Missing,
        (_, "NoSuchBucket") => format!("there is no bucket {bucket}"),
        (_, "InvalidAccessKeyId") => "the access key is not known there".to_owned(),
        (_, "SignatureDoesNotMatch") => {
            "the secret key is not the one of the access key (or the region is another)".to_owned()
        }
        (_, "AccessDenied") => format!("the access key may not read and write the bucket {bucket}"),
        (_, "RequestTimeTooSkewed") => "the clocks here and there differ too much".to_owned(),
        (_, "") => format!("it answered {status}"),
        (_, code) => format!("it answered {status} {code}"),
    })
}

/// Hashes with ages, and where the next page begins.
type Aside = (Vec<(String, Duration)>, Option<String>);

/// A time of the answer's header.
fn time_in(answer: &Response, name: &HeaderName) -> Option<Timestamp> {
    let text = answer.headers().get(name)?.to_str().ok()?;
    jiff::fmt::rfc2822::parse(text).ok().map(|time| time.timestamp())
}

fn since(answer: &Response, written: Option<Timestamp>) -> Duration {
    span(written, time_in(answer, &header::DATE))
}

/// From one to the other. What is not known counts as just now: nothing young is ever removed.
fn span(written: Option<Timestamp>, now: Option<Timestamp>) -> Duration {
    let between = written.zip(now).map(|(written, now)| now.duration_since(written));
    between.and_then(|span| span.try_into().ok()).unwrap_or_default()
}

/// The beginning of what an answer says.
async fn beginning(mut answer: Response, bytes_max: usize) -> String {
    let mut bytes = Vec::new();
    while let Ok(Some(piece)) = answer.chunk().await {
        bytes.extend_from_slice(&piece);
        if bytes.len() > bytes_max {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The word for machines in an error document: `<Error><Code>NoSuchKey</Code>…`. Empty when there is none.
fn code(explanation: &str) -> String {
    let word = explanation.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    word.map_or("", |(word, _)| word).chars().filter(char::is_ascii_alphanumeric).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_that_is_not_there_is_no_lost_file() {
        let said = |status, code| refusal(status, code, "files");
        assert!(matches!(said(StatusCode::NOT_FOUND, "NoSuchKey"), Error::Missing));
        assert!(matches!(said(StatusCode::NOT_FOUND, "NoSuchBucket"), Error::Unavailable(_)));
        assert!(matches!(said(StatusCode::INSUFFICIENT_STORAGE, ""), Error::Full));
        let busy = said(StatusCode::SERVICE_UNAVAILABLE, "SlowDown").to_string();
        assert!(busy.contains("503 Service Unavailable SlowDown"), "{busy}");
    }

    #[test]
    fn the_word_for_machines_is_found_and_harmless() {
        assert_eq!(code("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>"), "NoSuchKey");
        assert_eq!(code("<html>Bad gateway</html>"), "");
        assert_eq!(code("<Code>a\r\nb<i></Code>"), "abi");
    }
}
