//! What was sent: JSON bodies, query parameters, numbers in paths and the idempotency key, each bounded and each
//! mistake named by its field.

use super::problem::{Kind, Problem};
use crate::app::App;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::marker::PhantomData;

/// Bytes of a JSON body: the longest message with every character escaped fits.
const JSON_BYTES_MAX: usize = 3 * 1024 * 1024;
const KEY_LENGTH_MAX: usize = 255;
const KEY_HEADER: &str = "idempotency-key";

/// A JSON body, and the idempotency key it came with, with the hash of what it was sent to and said.
pub(super) struct Sent<T> {
    pub body: T,
    pub key: Option<(String, [u8; 32])>,
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let media_type = media_type(&parts.headers);
        if !matches!(media_type.as_str(), "application/json" | "application/merge-patch+json") {
            return Err(Problem::of(Kind::UnsupportedMediaType));
        }
        let key = key(&parts.headers)?;
        let bytes = bytes(&parts.headers, body, JSON_BYTES_MAX).await?;
        let key = key.map(|key| {
            let mut hasher = blake3::Hasher::new();
            for part in [parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b"\n", &bytes] {
                hasher.update(part);
            }
            (key, *hasher.finalize().as_bytes())
        });
        Ok(Sent { body: json(&bytes)?, key })
    }
}

/// The media type without its parameters, in lower case; empty when none was given.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let given = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(given) = headers.get(KEY_HEADER) else { return Ok(None) };
    match given.to_str() {
        Ok(key) if !key.trim().is_empty() && key.len() <= KEY_LENGTH_MAX => Ok(Some(key.to_owned())),
        _ => Err(Problem::field(
            "Idempotency-Key",
            format!("must have 1 to {KEY_LENGTH_MAX} visible ASCII characters"),
        )),
    }
}

/// All bytes of a body, at most `max`.
pub(super) async fn bytes(headers: &HeaderMap, body: Body, max: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::new(Kind::TooLarge, format!("At most {max} bytes are taken."));
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > max) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Problem::of(Kind::Unreadable))?;
        if bytes.len() + chunk.len() > max {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // A list would pass for an object whose fields come in order.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(Problem::field("body", "must be an object"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader);
    let value = read.map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        if error.is_data() {
            let whole = error.to_string();
            // Where it is in the bytes helps nobody who has the name of the field.
            let detail = whole.split(" at line ").next().unwrap_or(&whole);
            Problem::field(if path == "." { "body" } else { &path }, detail)
        } else {
            Problem::new(Kind::Unreadable, format!("This is not JSON: {error}."))
        }
    })?;
    reader.end().map_err(|error| Problem::new(Kind::Unreadable, format!("This is not JSON: {error}.")))?;
    Ok(value)
}

/// Query parameters.
pub(super) struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(asked)) => Ok(Asked(asked)),
            Err(refused) => {
                let text = refused.body_text();
                let text = text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest);
                // “limit: invalid digit found in string”, or “unknown field `x`, …”.
                let (field, detail) = match text.split_once(": ") {
                    Some((field, detail)) if !field.contains(' ') => (field, detail),
                    _ => ("query", text),
                };
                Err(Problem::field(field, detail))
            }
        }
    }
}

/// The number in a path; what cannot be one is simply not there.
pub(super) struct Number(pub i64);

impl FromRequestParts<App> for Number {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(Path(text)) = Path::<String>::from_request_parts(parts, app).await else {
            return Err(Problem::of(Kind::NotFound));
        };
        id(&text).map(Number).ok_or_else(|| Problem::of(Kind::NotFound))
    }
}

/// Two numbers in a path.
pub(super) struct Numbers(pub i64, pub i64);

impl FromRequestParts<App> for Numbers {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let both = Path::<(String, String)>::from_request_parts(parts, app).await.ok();
        let both = both.and_then(|Path((one, two))| Some(Numbers(id(&one)?, id(&two)?)));
        both.ok_or_else(|| Problem::of(Kind::NotFound))
    }
}

/// An id or a number as it is written: digits alone, from 1 on.
pub(super) fn id(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain)
}

/// Whether nothing in a text can be seen: only blanks and control characters.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control())
}

/// An object inside the body; a list would pass for one whose fields come in order.
pub(super) fn object<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_unit<E>(self) -> Result<Option<T>, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }

    deserializer.deserialize_any(Object(PhantomData))
}

/// Fields of which null means something else than absence: outer none when it was not sent.
pub(super) fn sent<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Deserialize::deserialize(deserializer).map(Some)
}
