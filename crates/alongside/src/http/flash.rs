//! What just happened, said once on the next page: a short-lived signed cookie, so that no table is needed and
//! nobody can put words in our mouth.

use crate::app::App;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub const COOKIE: &str = "flash";
const SECONDS: i64 = 60;

/// `kind` is `good`, `warn` or `bad`; `undo` is a path to post to, `until` when that ends (RFC 3339).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    pub kind: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub undo: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
}

impl Flash {
    pub fn good(text: impl Into<String>) -> Flash {
        Flash { kind: "good".to_owned(), text: text.into(), ..Flash::default() }
    }

    pub fn bad(text: impl Into<String>) -> Flash {
        Flash { kind: "bad".to_owned(), text: text.into(), ..Flash::default() }
    }

    pub fn with_undo(self, undo: impl Into<String>) -> Flash {
        Flash { undo: undo.into(), ..self }
    }

    fn mac(app: &App, body: &str) -> String {
        blake3::keyed_hash(&app.key.derive("flash"), body.as_bytes()).to_hex()[..32].to_owned()
    }

    /// Sends the words along with an answer.
    pub fn attach(&self, app: &App, mut response: Response) -> Response {
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default());
        let value = format!("{body}.{}", Flash::mac(app, &body));
        if let Some(cookie) = web::cookie::set(COOKIE, &value, Some(SECONDS), app.config.is_secure()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// The words that came with a request, if they are ours.
    pub fn read(app: &App, headers: &HeaderMap) -> Option<Flash> {
        let (body, mac) = web::cookie::get(headers, COOKIE)?.split_once('.')?;
        use subtle::ConstantTimeEq;
        if !bool::from(Flash::mac(app, body).as_bytes().ct_eq(mac.as_bytes())) {
            return None;
        }
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
    }

    /// The header that takes the words away once they were shown.
    pub fn clear(app: &App) -> Option<HeaderValue> {
        web::cookie::clear(COOKIE, app.config.is_secure())
    }
}
