//! What can go wrong with a request, kept apart: absence (also “not yours”), refusals, overload, and faults,
//! which are logged once here under an id that the page shows.

use super::told::Told;
use super::{Visitor, shell};
use crate::clock::{At, MINUTE};
use crate::language::Language;
use crate::view::{self, ErrorPage, Texts, Typed};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nobody is signed in; the page sends them to sign in and back.
    SignIn,
    /// Not there, or not theirs: both look the same.
    NotFound,
    /// Signed in, but the page is for other roles.
    Forbidden,
    /// The form does not come from a page of ours, or the page is from before signing in again.
    Stale,
    TooLarge,
    Unreadable,
    /// Too many tries; when to come back.
    TooMany {
        again_at: At,
    },
    Busy,
    /// The disk is full.
    Full,
    /// The store of attachments does not answer.
    FilesAway,
    /// A verb refused, and there is no form to show it in.
    Refused(String),
    /// Logged under this id.
    Fault {
        id: String,
    },
}

impl Problem {
    /// Logs a fault and gives it an id.
    pub fn fault(what: &str) -> Problem {
        let id = crate::secret::fault_id();
        tracing::error!(fault = %id, "{what}");
        Problem::Fault { id }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Problem::SignIn => StatusCode::UNAUTHORIZED,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Forbidden => StatusCode::FORBIDDEN,
            Problem::Stale => StatusCode::FORBIDDEN,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Unreadable => StatusCode::BAD_REQUEST,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::Busy | Problem::FilesAway => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Full => StatusCode::INSUFFICIENT_STORAGE,
            Problem::Refused(_) => StatusCode::CONFLICT,
            Problem::Fault { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the same form may well be taken when it is sent again as it is.
    fn may_pass(&self) -> bool {
        matches!(self, Problem::Busy | Problem::FilesAway | Problem::Full | Problem::Fault { .. })
    }

    /// The page for people; `path` is where they were going, `typed` the form that they sent.
    pub(super) async fn page(self, visitor: &Visitor, path: &str, typed: Option<Typed>) -> Response {
        if self == Problem::SignIn {
            let next: String = path
                .bytes()
                .map(|b| match b {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                        char::from(b).to_string()
                    }
                    other => format!("%{other:02X}"),
                })
                .collect();
            return super::see_other(&format!("/sign-in?next={next}"));
        }
        let app = &visitor.app;
        let t = Texts(self.language(visitor).await);
        let shell = view::Shell { t, ..shell(app, None, String::new()) };
        let mut page = ErrorPage::of(shell, self.status().as_u16());
        let mut again = None;
        match &self {
            Problem::Stale => page.say(t.say("trouble-stale-title"), t.say("trouble-stale-text")),
            Problem::Unreadable => {
                page.say(t.say("trouble-unreadable-title"), t.say("trouble-unreadable-text"))
            }
            Problem::Refused(why) => page.say(t.say("trouble-refused-title"), why.clone()),
            Problem::TooMany { again_at } => {
                page.again = Told::stranger(app, t.0).date(*again_at);
                again = Some((again_at.since(app.clock.now()) / crate::clock::SECOND).max(1));
            }
            Problem::FilesAway => page.say(t.say("trouble-files-title"), t.say("trouble-files-text")),
            Problem::Busy => again = Some(MINUTE / crate::clock::SECOND / 30),
            Problem::Fault { id } => page.id = id.clone(),
            _ => {}
        }
        page.typed = typed.filter(|_| self.may_pass());
        let mut response = (self.status(), Html(page.html())).into_response();
        if let Some(value) = again.and_then(|s| HeaderValue::from_str(&s.to_string()).ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }

    /// The reader's own language; where the database is the trouble, it is not asked.
    async fn language(&self, visitor: &Visitor) -> Language {
        let in_trouble = matches!(self, Problem::Busy | Problem::Full | Problem::Fault { .. });
        if !in_trouble && visitor.session_hash().is_some() {
            let asked = visitor.clone();
            let own = visitor.read_as_anybody(move |_, signed| Ok(super::language(&asked, signed))).await;
            if let Ok(language) = own {
                return language;
            }
        }
        super::language(visitor, None)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        if error.is_full() {
            Problem::Full
        } else if error.is_busy() || error.is_timeout() {
            Problem::Busy
        } else if error.is_retryable() {
            tracing::warn!("the database could not answer: {error}");
            Problem::Busy
        } else {
            Problem::fault(&error.to_string())
        }
    }
}

impl From<crate::blob::Error> for Problem {
    fn from(error: crate::blob::Error) -> Self {
        match error {
            crate::blob::Error::Full => Problem::Full,
            crate::blob::Error::Missing => Problem::NotFound,
            crate::blob::Error::Unavailable(why) => {
                tracing::error!("the store of attachments: {why}");
                Problem::FilesAway
            }
        }
    }
}

impl From<crate::secret::Error> for Problem {
    fn from(error: crate::secret::Error) -> Self {
        Problem::fault(&error.to_string())
    }
}

impl From<crate::ticket::Error> for Problem {
    fn from(error: crate::ticket::Error) -> Self {
        match error {
            crate::ticket::Error::Refused(crate::ticket::Refused::NotAllowed) => Problem::Forbidden,
            crate::ticket::Error::Refused(refused) => Problem::Refused(refused.to_string()),
            crate::ticket::Error::Fault(fault) => fault.into(),
        }
    }
}

impl From<crate::incident::Error> for Problem {
    fn from(error: crate::incident::Error) -> Self {
        match error {
            crate::incident::Error::Refused(crate::incident::Refused::NotAllowed) => Problem::Forbidden,
            crate::incident::Error::Refused(refused) => Problem::Refused(refused.to_string()),
            crate::incident::Error::Fault(fault) => fault.into(),
        }
    }
}

impl From<crate::person::Error> for Problem {
    fn from(error: crate::person::Error) -> Self {
        match error {
            crate::person::Error::Refused(crate::person::Refused::NotAllowed) => Problem::Forbidden,
            crate::person::Error::Refused(refused) => Problem::Refused(refused.to_string()),
            crate::person::Error::Fault(fault) => fault.into(),
        }
    }
}
