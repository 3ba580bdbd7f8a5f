//! What a form sent: fields and files, from `application/x-www-form-urlencoded` or `multipart/form-data`, with
//! everything bounded.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

/// Fields of one form.
pub const FIELDS_MAX: usize = 600;
/// Files of one form.
pub const FILES_MAX: usize = 20;
/// Bytes of all text fields together.
const TEXT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// How many times the bound is read past before the whole body is refused.
const READ_PAST: usize = 8;

#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More bytes, fields or files than may be.
    TooLarge,
    /// Not a form, or cut off on the way.
    Broken,
}

/// A file as it came; its name and type are the sender's claims.
#[derive(Clone, Debug)]
pub struct File {
    pub field: String,
    pub filename: String,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub files: Vec<File>,
    /// Names of files that were more than may be: they were read past and are not kept.
    pub too_large: Vec<String>,
}

impl Form {
    /// The first value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether the field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// All values of a field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value as a number or another thing that can be read; none when empty or not readable.
    pub fn parse<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }

    /// Every field with its value, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// For tests and for forms made by hand.
    pub fn from_pairs(pairs: &[(&str, &str)]) -> Form {
        Form {
            fields: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            ..Form::default()
        }
    }
}

/// Reads the body of a request; `bytes_max` bounds what is kept of it. A file beyond that is read past and named,
/// so that what was typed beside it is not lost; a body many times as large is refused.
pub async fn read(request: Request, bytes_max: usize) -> Result<Form, Unreadable> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return multipart(request, bytes_max).await;
    }
    if kind.starts_with("application/x-www-form-urlencoded") || kind.is_empty() {
        let bytes = to_bytes(request.into_body(), TEXT_BYTES_MAX.min(bytes_max))
            .await
            .map_err(|_| Unreadable::TooLarge)?;
        return urlencoded(&bytes);
    }
    Err(Unreadable::Broken)
}

/// Line ends as people and databases like them: forms send CRLF (HTML, form submission).
fn normal(text: String) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    // PostgreSQL's text cannot hold it, and nobody types it.
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

fn urlencoded(bytes: &[u8]) -> Result<Form, Unreadable> {
    let mut form = Form::default();
    for pair in bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if form.fields.len() >= FIELDS_MAX {
            return Err(Unreadable::TooLarge);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let key = decoded(halves.next().unwrap_or_default());
        let value = decoded(halves.next().unwrap_or_default());
        form.fields.push((key, normal(value)));
    }
    Ok(form)
}

/// `+` and `%XX` undone; what is not UTF-8 becomes U+FFFD, what is no escape stays.
fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, tail @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high * 16 + low);
                    rest = tail;
                }
                _ => out.push(b'%'),
            },
            (other, _) => out.push(*other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

async fn multipart(request: Request<Body>, bytes_max: usize) -> Result<Form, Unreadable> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Unreadable::Broken)?;
    let mut form = Form::default();
    let mut text_left = TEXT_BYTES_MAX;
    let mut left = bytes_max;
    let mut patience = bytes_max.saturating_mul(READ_PAST);
    while let Some(mut part) = parts.next_field().await.map_err(|_| Unreadable::Broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        let content_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let mut bytes = Vec::new();
        let mut too_large = false;
        while let Some(chunk) = part.chunk().await.map_err(|_| Unreadable::Broken)? {
            if filename.is_none() {
                text_left = text_left.checked_sub(chunk.len()).ok_or(Unreadable::TooLarge)?;
            } else if too_large || chunk.len() > left {
                // What this file took so far is free for the next one.
                left += bytes.len();
                bytes = Vec::new();
                too_large = true;
                patience = patience.checked_sub(chunk.len()).ok_or(Unreadable::TooLarge)?;
                continue;
            } else {
                left -= chunk.len();
            }
            bytes.extend_from_slice(&chunk);
        }
        match filename {
            Some(filename) if too_large => {
                if form.too_large.len() >= FILES_MAX {
                    return Err(Unreadable::TooLarge);
                }
                form.too_large.push(filename);
            }
            // A file field left empty comes as a file without name and bytes.
            Some(filename) if filename.is_empty() && bytes.is_empty() => {}
            Some(filename) => {
                if form.files.len() >= FILES_MAX {
                    return Err(Unreadable::TooLarge);
                }
                form.files.push(File { field: name, filename, content_type, bytes });
            }
            None => {
                if form.fields.len() >= FIELDS_MAX {
                    return Err(Unreadable::TooLarge);
                }
                form.fields.push((name, normal(String::from_utf8_lossy(&bytes).into_owned())));
            }
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_decoded_and_lines_made_plain() {
        let form = urlencoded(b"a=1+2%21&b=%C3%BC&c=x%0D%0Ay&a=second&d").unwrap();
        assert_eq!(form.get("a"), "1 2!");
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1 2!", "second"]);
        assert_eq!((form.get("b"), form.get("c"), form.get("d"), form.get("e")), ("ü", "x\ny", "", ""));
        assert!(form.has("d") && !form.has("e"));
    }

    #[tokio::test]
    async fn files_come_with_their_bytes_and_are_bounded() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhello\r\n--x\r\n\
            Content-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n12345\r\n--x--\r\n";
        let request = || {
            Request::builder()
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .body(Body::from(body))
                .unwrap()
        };
        let form = read(request(), 5).await.unwrap();
        assert_eq!((form.get("body"), form.files[0].bytes.as_slice()), ("hello", b"12345".as_slice()));
        let form = read(request(), 4).await.unwrap();
        assert_eq!(
            (form.get("body"), form.files.len(), form.too_large.clone()),
            ("hello", 0, vec!["a.txt".to_owned()])
        );
        assert_eq!(read(request(), 0).await.unwrap_err(), Unreadable::TooLarge);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = urlencoded(&bytes);
        }
    }
}
