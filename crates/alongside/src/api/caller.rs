//! Who calls: a personal token, looked up in the same unit of work that does the rest of the request. A token
//! has scopes, and beyond them only what the role of its person allows. Cookies are never looked at, so that no
//! page elsewhere can make a browser call.

use super::body::Sent;
use super::limit::Limiter;
use super::problem::{Kind, Problem};
use crate::app::App;
use crate::clock::{At, HOUR};
use crate::once::{self, Claimed};
use crate::person::{self, Actor, Power, TokenUse};
use crate::secret;
use crate::ticket::{By, Via};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Conn, Tx};

/// Longer than any token of ours; what is longer is not looked up.
const TOKEN_LENGTH_MAX: usize = 200;
/// A token's row is written at most this often, so that reading does not write.
const TOKEN_TOUCH: i64 = HOUR;

::store::text_enum! {
    /// What a token may be used for.
    pub(super) enum Scope {
        TicketsRead = "tickets:read",
        TicketsWrite = "tickets:write",
        PeopleRead = "people:read",
        PeopleWrite = "people:write",
        CoachRead = "coach:read",
        ServicesRead = "services:read",
        OnCallRead = "on_call:read",
        ChangesRead = "changes:read",
        ChangesWrite = "changes:write",
        IncidentsRead = "incidents:read",
        IncidentsWrite = "incidents:write",
    }
}

/// The request's token, not looked up yet.
#[derive(Clone)]
pub(super) struct Caller {
    pub app: App,
    limiter: Arc<Limiter>,
    hash: [u8; 32],
}

/// Whom the token stands for.
pub(super) struct Who {
    pub actor: Actor,
    pub now: At,
    pub scopes: Vec<Scope>,
}

impl Who {
    /// As the ticket's verbs want to know it.
    pub fn by(&self) -> By<'_> {
        By { actor: &self.actor, now: self.now, via: Via::Api }
    }

    /// Goes on only for a role that has this power.
    pub fn needs(&self, power: Power, what: &str) -> Result<(), Problem> {
        match self.actor.may(power) {
            true => Ok(()),
            false => Err(Problem::new(Kind::Forbidden, what)),
        }
    }
}

/// The scopes in a token's row: known words, whatever stands between them.
fn scopes(text: &str) -> Vec<Scope> {
    text.split([' ', ',']).filter_map(|word| word.parse().ok()).collect()
}

fn who(conn: &mut Conn, hash: &[u8; 32], scope: Option<Scope>, now: At) -> Result<(Who, TokenUse), Problem> {
    let Some((actor, token)) = person::token(conn, hash)? else {
        return Err(Problem::new(Kind::Unauthorized, "This token is not known, or was revoked."));
    };
    let scopes = scopes(&token.scopes);
    match scope {
        Some(scope) if !scopes.contains(&scope) => Err(Problem::missing_scope(scope.as_str())),
        _ => Ok((Who { actor, now, scopes }, token)),
    }
}

fn is_stale(token: &TokenUse, now: At) -> bool {
    token.used_at.is_none_or(|used_at| now.since(used_at) >= TOKEN_TOUCH)
}

impl Caller {
    /// One read unit for a token that has `scope`.
    pub async fn read<T: Send + 'static>(
        &self,
        scope: Option<Scope>,
        mut unit: impl FnMut(&mut Conn, &Who) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (hash, now) = (self.hash, self.app.clock.now());
        let (result, stale) = self
            .app
            .db
            .read(move |conn| {
                let (who, token) = who(conn, &hash, scope, now)?;
                let stale = is_stale(&token, now).then_some(token.id);
                Ok::<_, Problem>((unit(conn, &who)?, stale))
            })
            .await?;
        if let Some(id) = stale {
            let db = self.app.db.clone();
            // Beside the request: whether it is noted now or next time matters to nobody.
            tokio::spawn(async move { db.write(move |tx| person::touch_token(tx, id, now)).await });
        }
        Ok(result)
    }

    /// One write unit for a token that has `scope`.
    pub async fn write<T: Send + 'static>(
        &self,
        scope: Scope,
        mut unit: impl FnMut(&mut Tx, &Who) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (hash, now) = (self.hash, self.app.clock.now());
        self.limiter.check(&hash, self.app.config.api_writes_per_minute, now)?;
        let result = self
            .app
            .db
            .write(move |tx| {
                let (who, token) = who(tx, &hash, Some(scope), now)?;
                let done = unit(tx, &who)?;
                if is_stale(&token, now) {
                    person::touch_token(tx, token.id, now)?;
                }
                Ok::<_, Problem>(done)
            })
            .await;
        if !matches!(&result, Err(problem) if problem.kind == Kind::Unauthorized) {
            self.limiter.count(&hash, now);
        }
        result
    }

    /// One write unit that makes something, at most once for each idempotency key: the same request with the same
    /// key gets the same answer.
    pub async fn create<B, T>(
        &self,
        scope: Scope,
        sent: Sent<B>,
        mut unit: impl FnMut(&mut Tx, &Who, &B) -> Result<Created<T>, Problem> + Send + 'static,
    ) -> Result<Response, Problem>
    where
        B: Send + 'static,
        T: Serialize + Send + 'static,
    {
        let done = self
            .write(scope, move |tx, who| {
                let Some((key, hash)) = &sent.key else {
                    return Ok(Done::Now(unit(tx, who, &sent.body)?));
                };
                match once::claim(tx, who.actor.id, key, hash, who.now)? {
                    Claimed::Answered(kept) => Ok(Done::Before(kept)),
                    Claimed::Other => Err(Problem::of(Kind::KeyReused)),
                    Claimed::New => {
                        let kept = unit(tx, who, &sent.body)?.kept();
                        let text = serde_json::to_string(&kept).unwrap_or_default();
                        once::answer(tx, who.actor.id, key, StatusCode::CREATED.as_u16(), &text)?;
                        Ok(Done::Kept(kept))
                    }
                }
            })
            .await?;
        Ok(match done {
            Done::Now(created) => created.kept().into_response(),
            Done::Kept(kept) => kept.into_response(),
            Done::Before(text) => {
                let kept: Kept = serde_json::from_str(&text).map_err(|_| Problem::of(Kind::Conflict))?;
                let mut response = kept.into_response();
                response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
                response
            }
        })
    }
}

/// On an answer that was given before.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Something new, where it is, and which version of it.
pub(super) struct Created<T> {
    pub location: Option<String>,
    pub version: Option<i64>,
    pub body: T,
}

enum Done<T> {
    Now(Created<T>),
    Kept(Kept),
    Before(String),
}

/// An answer as it is kept under its key.
#[derive(Serialize, Deserialize)]
struct Kept {
    location: Option<String>,
    version: Option<i64>,
    body: String,
}

impl<T: Serialize> Created<T> {
    fn kept(self) -> Kept {
        let body = serde_json::to_string(&self.body).unwrap_or_default();
        Kept { location: self.location, version: self.version, body }
    }
}

impl IntoResponse for Kept {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        let mut response = (StatusCode::CREATED, [(header::CONTENT_TYPE, json)], self.body).into_response();
        if let Some(location) = self.location.and_then(|path| HeaderValue::from_str(&path).ok()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        if let Some(version) = self.version {
            response.headers_mut().insert(header::ETAG, etag(version));
        }
        response
    }
}

/// A ticket's version as an entity tag.
pub(super) fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let given =
            parts.headers.get(header::AUTHORIZATION).ok_or_else(|| Problem::of(Kind::Unauthorized))?;
        let token = given
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .filter(|token| !token.is_empty() && token.len() <= TOKEN_LENGTH_MAX);
        let Some(token) = token else {
            return Err(Problem::new(Kind::Unauthorized, "The header must be Authorization: Bearer TOKEN."));
        };
        let limiter = parts.extensions.get::<Arc<Limiter>>().cloned().unwrap_or_default();
        Ok(Caller { app: app.clone(), limiter, hash: secret::token_hash(token) })
    }
}
