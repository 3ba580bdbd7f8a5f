//! What the status page serves, ready as bytes in memory: made once for all who read alike, when something changed. The
//! database is asked at most once a second whether it did, by one request for all, so that no copy is older than that;
//! with what browsers keep for three seconds nobody reads anything that is older than five.

use crate::app::App;
use crate::clock::{At, HOUR, MINUTE, SECOND};
use crate::status::{self, Snapshot};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// How often the database is asked whether anything changed, in microseconds.
const ASK_EVERY: i64 = SECOND;
/// While somebody asks, others are served what is known, unless it is older than this.
const WAIT_FROM: i64 = 2 * SECOND;
/// Pages of one state that are kept: the first in each language and zone, those of incidents.
const KEPT_MAX: usize = 300;

/// The name of one thing that is served, and for which readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub what: &'static str,
    /// Which incident, service or document.
    pub of: String,
    /// Language, zone and colours, where they matter.
    pub look: String,
}

#[derive(Default)]
pub struct Board {
    known: RwLock<Option<Arc<Made>>>,
    asking: tokio::sync::Mutex<()>,
    /// How writing the copy went.
    pub copied: Mutex<super::copy::Written>,
}

/// Everything that is served of one snapshot.
pub struct Made {
    pub snapshot: Arc<Snapshot>,
    /// What is served says how it was then.
    pub at: At,
    asked_at: AtomicI64,
    turns_at: Option<At>,
    kept: Mutex<HashMap<Name, Arc<Kept>>>,
}

/// One page, feed or document.
pub struct Kept {
    pub media_type: &'static str,
    pub plain: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
}

impl Board {
    fn known(&self) -> Option<Arc<Made>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The state that holds now. When the database does not answer, the last one that was known: in the worst hour people
    /// read when it was so rather than nothing.
    pub async fn current(&self, app: &App) -> Result<Arc<Made>, store::Error> {
        let now = app.clock.now();
        let Some(known) = self.known() else {
            let _asking = self.asking.lock().await;
            return match self.known() {
                Some(made) => Ok(made),
                None => self.ask(app, None, now).await,
            };
        };
        if known.holds(now) {
            return Ok(known);
        }
        let asking = match self.asking.try_lock() {
            Ok(asking) => asking,
            Err(_) if known.age(now) < WAIT_FROM => return Ok(known),
            Err(_) => self.asking.lock().await,
        };
        let known = self.known().unwrap_or(known);
        if known.holds(now) {
            return Ok(known);
        }
        let made = match self.ask(app, Some(&known), now).await {
            Ok(made) => made,
            Err(error) => {
                tracing::warn!(%error, "the status page shows what was known last");
                known.asked_at.store(now.0, Ordering::Relaxed);
                known
            }
        };
        drop(asking);
        Ok(made)
    }

    async fn ask(&self, app: &App, known: Option<&Arc<Made>>, now: At) -> Result<Arc<Made>, store::Error> {
        // What is kept may depend on its key alone: the hour says how far back is read.
        let hour = now.0 / HOUR;
        let snapshot = app
            .db
            .read(move |conn| {
                conn.kept("status.snapshot", hour, |conn| status::snapshot(conn, At(hour * HOUR)))
            })
            .await?;
        if let Some(known) = known
            && *known.snapshot == *snapshot
            && !known.turned(now)
        {
            known.asked_at.store(now.0, Ordering::Relaxed);
            return Ok(known.clone());
        }
        let made = Arc::new(Made {
            turns_at: snapshot.turns_at(now),
            snapshot,
            at: now,
            asked_at: AtomicI64::new(now.0),
            kept: Mutex::default(),
        });
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(made.clone());
        Ok(made)
    }
}

impl Made {
    fn age(&self, now: At) -> i64 {
        now.0.saturating_sub(self.asked_at.load(Ordering::Relaxed))
    }

    /// Time has passed that the pages speak of.
    fn turned(&self, now: At) -> bool {
        now.since(self.at) >= MINUTE || self.turns_at.is_some_and(|at| now >= at)
    }

    fn holds(&self, now: At) -> bool {
        self.age(now) < ASK_EVERY && !self.turned(now)
    }

    /// What is kept under this name, made when it is asked for the first time.
    pub fn get(&self, name: Name, make: impl FnOnce() -> (&'static str, String)) -> Arc<Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.get(&name) {
            return found.clone();
        }
        // Made under the lock: a thousand who ask at once wait for one.
        let (media_type, text) = make();
        let made = Arc::new(Kept::new(media_type, text));
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(name, made.clone());
        made
    }
}

impl Kept {
    pub fn new(media_type: &'static str, text: String) -> Kept {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        // Weak: it is the same page in either encoding.
        let etag = HeaderValue::from_str(&format!("W/\"{}\"", &hash[..20]));
        let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::default());
        // Writing into a `Vec` cannot fail; an empty answer is never sent.
        let gzip = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).unwrap_or_default();
        Kept {
            media_type,
            plain: Bytes::from(text),
            gzip: Bytes::from(gzip),
            etag: etag.unwrap_or(HeaderValue::from_static("W/\"0\"")),
        }
    }

    /// The answer to a request; `shared` says whether caches between may keep it for others.
    pub fn answer(&self, request: &HeaderMap, shared: bool) -> Response {
        let is_known = request.get_all(header::IF_NONE_MATCH).iter().any(|v| names(v, &self.etag));
        let gzip = !self.gzip.is_empty() && takes_gzip(request);
        let body = match (is_known, gzip) {
            (true, _) => Body::empty(),
            (false, true) => Body::from(self.gzip.clone()),
            (false, false) => Body::from(self.plain.clone()),
        };
        let mut response = Response::new(body);
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        let caching = if shared { "public, max-age=3" } else { "private, max-age=3" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
        headers.insert(header::ETAG, self.etag.clone());
        if !is_known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
            if gzip {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        response
    }
}

/// Whether one of the tags that a browser knows is ours (RFC 9110, 13.1.2).
fn names(given: &HeaderValue, own: &HeaderValue) -> bool {
    let plain = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    let (Ok(given), Ok(own)) = (given.to_str(), own.to_str()) else { return false };
    given.split(',').any(|one| one.trim() == "*" || plain(one) == plain(own))
}

fn takes_gzip(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|one| {
            let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
            let is_refused =
                weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
            coding.trim().eq_ignore_ascii_case("gzip") && !is_refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_that_is_refused_is_not_sent_and_a_known_page_is_not_sent_again() {
        let kept = Kept::new("text/plain", "words ".repeat(100));
        let ask = |pairs: &[(header::HeaderName, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(name.clone(), HeaderValue::from_str(value).unwrap());
            }
            kept.answer(&headers, true)
        };
        let encoding = |r: &Response| r.headers().contains_key(header::CONTENT_ENCODING);
        assert!(encoding(&ask(&[(header::ACCEPT_ENCODING, "br, gzip;q=0.5")])));
        assert!(!encoding(&ask(&[(header::ACCEPT_ENCODING, "gzip;q=0, br")])));
        assert!(!encoding(&ask(&[])));
        let tag = ask(&[]).headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(ask(&[(header::IF_NONE_MATCH, &tag)]).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(ask(&[(header::IF_NONE_MATCH, "\"a\", *")]).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(ask(&[(header::IF_NONE_MATCH, "\"other\"")]).status(), StatusCode::OK);
    }
}
