//! What can go wrong, as RFC 9457 problem documents: a stable `type` for programs, a title and a detail for
//! people, and for each mistake in what was sent the field it is in. Faults are logged once, under the id that the
//! answer names.

use crate::clock::{At, SECOND};
use crate::{http, person, ticket};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) const MEDIA_TYPE: &str = "application/problem+json";
/// Characters of a detail; what was sent may be part of it.
const DETAIL_LENGTH_MAX: usize = 400;
/// Mistakes named in one answer.
const ERRORS_MAX: usize = 50;

macro_rules! kinds {
    ($($kind:ident $status:ident $slug:literal $title:literal $meaning:literal;)+) => {
        /// Each kind of problem; its word stands in the `type` and never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind { $($kind),+ }

        impl Kind {
            pub(super) const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            pub(super) const fn slug(self) -> &'static str {
                match self { $(Kind::$kind => $slug),+ }
            }
            pub(super) const fn status(self) -> StatusCode {
                match self { $(Kind::$kind => StatusCode::$status),+ }
            }
            pub(super) const fn title(self) -> &'static str {
                match self { $(Kind::$kind => $title),+ }
            }
            /// What to do about it.
            pub(super) const fn meaning(self) -> &'static str {
                match self { $(Kind::$kind => $meaning),+ }
            }
        }
    };
}

kinds! {
    Unreadable BAD_REQUEST "unreadable" "The request could not be read"
        "What was sent is not JSON, or was cut off on the way. Nothing was changed.";
    Unauthorized UNAUTHORIZED "unauthorized" "A token is needed"
        "Send the header Authorization: Bearer TOKEN. You make and revoke tokens on your profile page.";
    Forbidden FORBIDDEN "forbidden" "You may not do this"
        "The token is good, but the role of its person does not allow this. A lead or an admin can help.";
    MissingScope FORBIDDEN "missing-scope" "The token lacks a scope"
        "The token is good, but was made without the scope that this needs. Make one with it on your profile page.";
    NotFound NOT_FOUND "not-found" "There is nothing here"
        "There is no such thing, or it is not yours to see: both look the same.";
    MethodNotAllowed METHOD_NOT_ALLOWED "method-not-allowed" "Not with this method"
        "The address is right, but not the method; the Allow header names those that are.";
    Conflict CONFLICT "conflict" "This does not fit how things are now"
        "Somebody or something was faster, or the ticket is not in a state for this. Read it again, then decide.";
    Outdated PRECONDITION_FAILED "outdated" "The ticket was changed meanwhile"
        "The version in If-Match is not the current one. Read the ticket again, then decide.";
    TooLarge PAYLOAD_TOO_LARGE "too-large" "Too large"
        "The request has more bytes than are taken. The detail says how many are.";
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" "Not this kind of content"
        "Send JSON with Content-Type: application/json; files as they are or as multipart/form-data.";
    Invalid UNPROCESSABLE_ENTITY "invalid" "Something in the request is not right"
        "Each entry of errors names a field and what is wrong with it. Nothing was changed.";
    KeyReused UNPROCESSABLE_ENTITY "key-reused" "The idempotency key was used for something else"
        "A key stands for one request for a day. Use a new one for a new request.";
    TooMany TOO_MANY_REQUESTS "too-many-requests" "Too many writes"
        "The token wrote more often than is allowed. Retry-After says in how many seconds it may again.";
    Fault INTERNAL_SERVER_ERROR "fault" "A fault of ours"
        "It is logged under the id in the detail; an admin can find it there.";
    Busy SERVICE_UNAVAILABLE "busy" "Too busy just now"
        "Nothing was changed as far as we know. Try again after as many seconds as Retry-After says, with an Idempotency-Key to be sure.";
    Full INSUFFICIENT_STORAGE "full" "No room left"
        "The disk of the desk is full. Nothing was changed, and what is there can be read; an admin has to make room. Send it again then.";
}

/// One mistake in what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where it is: the name of a field or parameter, e.g. `tags[2]`.
    #[schema(example = "subject")]
    pub field: String,
    /// What is wrong with it.
    #[schema(example = "must have 1 to 250 characters")]
    pub detail: String,
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// What kind of problem it is; stable, and a page that explains it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid", format = "uri-reference")]
    kind: String,
    #[schema(example = "Something in the request is not right")]
    title: &'static str,
    #[schema(example = 422, minimum = 400, maximum = 599)]
    status: u16,
    /// What happened this time.
    detail: String,
    /// The mistakes in what was sent, where there are any.
    errors: Vec<FieldError>,
}

#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub kind: Kind,
    detail: String,
    errors: Vec<FieldError>,
    scope: Option<&'static str>,
    retry_seconds: Option<i64>,
}

/// Marks an answer that is a problem document already.
#[derive(Clone)]
pub(super) struct Documented;

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<String>) -> Problem {
        let detail: String = detail.into();
        let detail = if detail.is_empty() { kind.meaning().to_owned() } else { shortened(detail) };
        Problem { kind, detail, errors: Vec::new(), scope: None, retry_seconds: None }
    }

    pub fn of(kind: Kind) -> Problem {
        Problem::new(kind, "")
    }

    pub fn field(field: impl Into<String>, detail: impl Into<String>) -> Problem {
        let mut checks = Checks::default();
        checks.add(field, detail);
        checks.problem()
    }

    pub fn missing_scope(scope: &'static str) -> Problem {
        let detail = format!("The token lacks the scope {scope}.");
        Problem { scope: Some(scope), ..Problem::new(Kind::MissingScope, detail) }
    }

    pub fn too_many(seconds: i64) -> Problem {
        let detail = format!("The token wrote too often. It may again in {seconds} seconds.");
        Problem { retry_seconds: Some(seconds), ..Problem::new(Kind::TooMany, detail) }
    }

    pub fn busy() -> Problem {
        Problem { retry_seconds: Some(2), ..Problem::of(Kind::Busy) }
    }

    fn fault(id: &str) -> Problem {
        Problem::new(Kind::Fault, format!("This is our fault, and logged as {id}."))
    }

    /// An answer that came from below without a document, by its status.
    pub fn of_status(status: StatusCode) -> Problem {
        match Kind::ALL.iter().find(|kind| kind.status() == status) {
            Some(Kind::Busy) => Problem::busy(),
            Some(kind) => Problem::of(*kind),
            None if status.is_client_error() => Problem::of(Kind::Unreadable),
            None => Problem::fault("an answer without a document"),
        }
    }

    fn document(self) -> ProblemDocument {
        ProblemDocument {
            kind: format!("/problems/{}", self.kind.slug()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: self.detail,
            errors: self.errors,
        }
    }
}

fn shortened(detail: String) -> String {
    match detail.char_indices().nth(DETAIL_LENGTH_MAX) {
        Some((at, _)) => format!("{}…", &detail[..at]),
        None => detail,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (kind, retry) = (self.kind, self.retry_seconds);
        let challenge = match (kind, self.scope) {
            (Kind::Unauthorized, _) => Some("Bearer realm=\"alongside\"".to_owned()),
            (_, Some(scope)) => {
                Some(format!("Bearer realm=\"alongside\", error=\"insufficient_scope\", scope=\"{scope}\""))
            }
            _ => None,
        };
        let body = serde_json::to_vec(&self.document()).unwrap_or_default();
        let media_type = HeaderValue::from_static(MEDIA_TYPE);
        let mut response = (kind.status(), [(header::CONTENT_TYPE, media_type)], body).into_response();
        response.extensions_mut().insert(Documented);
        let headers = response.headers_mut();
        if let Some(value) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(header::WWW_AUTHENTICATE, value);
        }
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        // Lost connections and commits of unknown outcome pass by themselves.
        if error.is_retryable() || matches!(error, store::Error::OutcomeUnknown) {
            tracing::warn!("the database could not answer: {error}");
            return Problem::busy();
        }
        http::Problem::from(error).into()
    }
}

/// What the parts that pages share report.
impl From<http::Problem> for Problem {
    fn from(problem: http::Problem) -> Self {
        match problem {
            http::Problem::Busy => Problem::busy(),
            http::Problem::FilesAway => {
                let detail = "The store of attachments does not answer just now. Nothing was changed.";
                Problem { retry_seconds: Some(30), ..Problem::new(Kind::Busy, detail) }
            }
            http::Problem::Full => Problem::of(Kind::Full),
            http::Problem::NotFound => Problem::of(Kind::NotFound),
            http::Problem::Forbidden => Problem::of(Kind::Forbidden),
            http::Problem::TooLarge => Problem::of(Kind::TooLarge),
            http::Problem::Unreadable => Problem::of(Kind::Unreadable),
            http::Problem::SignIn => Problem::of(Kind::Unauthorized),
            http::Problem::Refused(why) => Problem::new(Kind::Conflict, why),
            http::Problem::Fault { id } => Problem::fault(&id),
            other => Problem::of_status(other.status()),
        }
    }
}

impl From<crate::blob::Error> for Problem {
    fn from(error: crate::blob::Error) -> Self {
        http::Problem::from(error).into()
    }
}

impl From<person::Error> for Problem {
    fn from(error: person::Error) -> Self {
        use person::Refused;
        match error {
            person::Error::Fault(fault) => fault.into(),
            person::Error::Refused(refused) => {
                let why = refused.to_string();
                match refused {
                    Refused::NotAllowed => Problem::of(Kind::Forbidden),
                    Refused::NotAnAddress(_) => Problem::field("address", why),
                    Refused::NoName => Problem::field("name", why),
                    _ => Problem::new(Kind::Conflict, why),
                }
            }
        }
    }
}

/// The problem that a verb's refusal is, found while doing what `field` asked for.
pub(super) fn refusal(error: ticket::Error, field: &str) -> Problem {
    use ticket::Refused;
    let refused = match error {
        ticket::Error::Fault(fault) => return fault.into(),
        ticket::Error::Refused(refused) => refused,
    };
    let why = refused.to_string();
    match refused {
        Refused::NotAllowed => Problem::new(Kind::Forbidden, why),
        Refused::Empty
        | Refused::TooLong
        | Refused::NoSubject
        | Refused::NoSuchPerson
        | Refused::NoSuch(_)
        | Refused::InThePast
        | Refused::MergeCircle
        | Refused::NothingToSplit
        | Refused::TooMany(_) => Problem::field(field, why),
        _ => Problem::new(Kind::Conflict, why),
    }
}

/// Mistakes collected, so that all are told at once.
#[derive(Debug, Default)]
pub(super) struct Checks(Vec<FieldError>);

impl Checks {
    pub fn add(&mut self, field: impl Into<String>, detail: impl Into<String>) {
        if self.0.len() < ERRORS_MAX {
            self.0.push(FieldError { field: shortened(field.into()), detail: shortened(detail.into()) });
        }
    }

    /// Something must be written, and at most `max` characters.
    pub fn text(&mut self, field: &str, text: &str, max: usize) {
        if crate::api::body::is_blank(text) {
            self.add(field, "must not be empty");
        }
        self.length(field, text, max);
    }

    pub fn length(&mut self, field: &str, text: &str, max: usize) {
        if text.chars().nth(max).is_some() {
            self.add(field, format!("must have at most {max} characters"));
        }
    }

    /// Ids start at 1.
    pub fn id(&mut self, field: &str, id: Option<i64>) {
        if id.is_some_and(|id| id < 1) {
            self.add(field, "must be 1 or more");
        }
    }

    pub fn count<T>(&mut self, field: &str, items: &[T], max: usize) {
        if items.len() > max {
            self.add(field, format!("must have at most {max} entries"));
        }
    }

    fn problem(self) -> Problem {
        let detail = match self.0.as_slice() {
            [only] => format!("{}: {}", only.field, only.detail),
            several => format!("{} things are not right.", several.len()),
        };
        Problem { errors: self.0, ..Problem::new(Kind::Invalid, detail) }
    }

    /// Goes on when there was no mistake.
    pub fn done(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(self.problem()) }
    }
}

/// Whole seconds until `again`, at least one.
pub(super) fn seconds_until(again: At, now: At) -> i64 {
    (again.since(now).max(0) + SECOND - 1) / SECOND.max(1) + i64::from(again <= now)
}
