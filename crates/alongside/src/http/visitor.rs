//! Who is visiting. The session is looked up in the same unit of work that does the rest of the request: one
//! hop to the database and one snapshot for the whole page.

use super::{Flash, Problem};
use crate::app::App;
use crate::clock::At;
use crate::language::Language;
use crate::person::{self, Actor, Power};
use crate::secret;
use crate::view::Typed;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use std::sync::{Arc, OnceLock};
use store::{Conn, Tx};
use web::form::{Form, Unreadable};

/// The name of the session's cookie; over HTTPS the prefix keeps other hosts and paths from setting it.
pub fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The cookie that forms before signing in are bound to.
fn form_cookie(secure: bool) -> &'static str {
    if secure { "__Host-form" } else { "form" }
}

/// Somebody who is signed in, and until when we knew.
#[derive(Clone, Debug)]
pub struct Signed {
    pub actor: Actor,
    pub now: At,
}

/// A request's visitor, not looked up yet.
#[derive(Clone)]
pub struct Visitor {
    pub app: App,
    /// The session cookie's value and its hash.
    session: Option<(Arc<str>, [u8; 32])>,
    form: Option<Arc<str>>,
    pub flash: Option<Flash>,
    pub theme: Option<Arc<str>>,
    /// The language that the browser asks for, of those we speak.
    pub wanted: Option<Language>,
    pub device: Arc<str>,
}

impl Visitor {
    fn new(app: &App, headers: &HeaderMap) -> Visitor {
        let secure = app.config.is_secure();
        let session = web::cookie::get(headers, session_cookie(secure))
            .filter(|value| value.len() == 43)
            .map(|value| (Arc::from(value), secret::token_hash(value)));
        let form = web::cookie::get(headers, form_cookie(secure)).filter(|v| v.len() == 43).map(Arc::from);
        let device = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Visitor {
            app: app.clone(),
            session,
            form,
            flash: Flash::read(app, headers),
            theme: web::cookie::get(headers, "theme").map(Arc::from),
            wanted: headers.get(header::ACCEPT_LANGUAGE).and_then(|v| Language::wanted(v.to_str().ok()?)),
            device: Arc::from(device),
        }
    }

    /// The visitor again, of whose request only the cookies and the language were kept.
    pub(super) fn returning(app: &App, [cookie, language]: [Option<HeaderValue>; 2]) -> Visitor {
        let mut headers = HeaderMap::new();
        for (name, value) in [(header::COOKIE, cookie), (header::ACCEPT_LANGUAGE, language)] {
            headers.extend(value.map(|value| (name, value)));
        }
        // What was to be said once is left for the page that comes next.
        Visitor { flash: None, ..Visitor::new(app, &headers) }
    }

    /// The token for this visitor's forms; empty when there is no cookie to bind it to yet.
    pub fn csrf(&self) -> String {
        self.bound_to()
            .map(|cookie| web::csrf::token(&self.app.key.derive("csrf"), cookie))
            .unwrap_or_default()
    }

    fn bound_to(&self) -> Option<&str> {
        self.session.as_ref().map(|(value, _)| &**value).or(self.form.as_deref())
    }

    /// Makes sure that a visitor who is not signed in has a cookie to bind forms to: gives the token and the
    /// header to send, where one is needed.
    pub fn csrf_for_strangers(&mut self) -> Result<Option<HeaderValue>, Problem> {
        if self.bound_to().is_some() {
            return Ok(None);
        }
        let value = secret::new_token()?;
        let secure = self.app.config.is_secure();
        let cookie = web::cookie::set(form_cookie(secure), &value, None, secure);
        self.form = Some(Arc::from(value));
        Ok(cookie)
    }

    pub fn session_hash(&self) -> Option<[u8; 32]> {
        self.session.as_ref().map(|(_, hash)| *hash)
    }

    fn is_valid_token(&self, given: &str) -> bool {
        self.bound_to().is_some_and(|c| web::csrf::is_valid(&self.app.key.derive("csrf"), c, given))
    }

    /// One read unit for somebody signed in who has `power` (none: anybody signed in).
    pub async fn read<T: Send + 'static>(
        &self,
        power: Option<Power>,
        mut unit: impl FnMut(&mut Conn, &Signed) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let hash = self.session_hash().ok_or(Problem::SignIn)?;
        let now = self.app.clock.now();
        let (result, seen_at) = self
            .app
            .db
            .read(move |conn| {
                let (signed, seen_at) = signed(conn, &hash, now, power)?;
                Ok::<_, Problem>((unit(conn, &signed)?, seen_at))
            })
            .await?;
        self.touch(hash, seen_at, now);
        Ok(result)
    }

    /// One read unit for whoever it is.
    pub async fn read_as_anybody<T: Send + 'static>(
        &self,
        mut unit: impl FnMut(&mut Conn, Option<&Signed>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let hash = self.session_hash();
        let now = self.app.clock.now();
        self.app
            .db
            .read(move |conn| {
                let signed = match hash {
                    Some(hash) => signed(conn, &hash, now, None).ok().map(|(signed, _)| signed),
                    None => None,
                };
                unit(conn, signed.as_ref())
            })
            .await
    }

    /// One write unit for somebody signed in who has `power`.
    pub async fn write<T: Send + 'static>(
        &self,
        power: Option<Power>,
        mut unit: impl FnMut(&mut Tx, &Signed) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let hash = self.session_hash().ok_or(Problem::SignIn)?;
        let now = self.app.clock.now();
        self.app
            .db
            .write(move |tx| {
                let (signed, _) = signed(tx, &hash, now, power)?;
                unit(tx, &signed)
            })
            .await
    }

    /// Notes now and then that the session lives, beside the request.
    fn touch(&self, hash: [u8; 32], seen_at: At, now: At) {
        if now.since(seen_at) < person::SESSION_TOUCH {
            return;
        }
        let db = self.app.db.clone();
        tokio::spawn(async move {
            let expires = now.plus(person::SESSION_LENGTH);
            let _ = db.write(move |tx| person::touch_session(tx, &hash, now, expires)).await;
        });
    }
}

fn signed(conn: &mut Conn, hash: &[u8; 32], now: At, power: Option<Power>) -> Result<(Signed, At), Problem> {
    let Some((actor, seen_at)) = person::session(conn, hash, now)? else {
        return Err(Problem::SignIn);
    };
    match power {
        Some(power) if !actor.may(power) => Err(Problem::Forbidden),
        _ => Ok((Signed { actor, now }, seen_at)),
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Visitor::new(app, &parts.headers))
    }
}

/// A place beside the request for the form that came with it, so that a page about a failure can give it back.
#[derive(Clone, Default)]
pub(super) struct SentForm(Arc<OnceLock<Sent>>);

struct Sent {
    fields: Form,
    had_files: bool,
}

impl SentForm {
    fn keep(&self, form: &Form) {
        let pairs: Vec<(&str, &str)> = form.fields().collect();
        let _ = self.0.set(Sent { fields: Form::from_pairs(&pairs), had_files: !form.files.is_empty() });
    }

    /// The form as it was sent to `path`, where there was one.
    pub(super) fn typed(&self, path: &str) -> Option<Typed> {
        self.0.get().and_then(|sent| Typed::of(path, sent.fields.fields(), sent.had_files))
    }
}

/// A form that a page of ours sent: read, bounded, and proven not to come from elsewhere.
pub struct Posted {
    pub visitor: Visitor,
    pub form: Form,
    /// A script asked, and wants an answer it can read rather than a page.
    pub by_script: bool,
}

/// A form whose words must not be lost. Where [`Posted`] refuses, this says why and still has what was typed: the
/// caller shows it again and does nothing else.
pub struct Written {
    pub visitor: Visitor,
    pub form: Form,
    pub by_script: bool,
    /// The page is from before signing in again: its token proves nothing.
    pub stale: bool,
}

/// Whether a browser says that a form comes from a page that is not ours. The status page may have a host of its own.
fn is_foreign(headers: &HeaderMap, app: &App) -> bool {
    let other = app.config.status.host.as_ref().map(|host| format!("https://{host}"));
    web::csrf::is_cross_site(headers, &app.config.public_url)
        && other.is_none_or(|other| web::csrf::is_cross_site(headers, &other))
}

impl FromRequest<App> for Written {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        if is_foreign(request.headers(), app) {
            return Err(Problem::Stale);
        }
        let visitor = Visitor::new(app, request.headers());
        let header =
            request.headers().get(web::csrf::HEADER).and_then(|v| v.to_str().ok()).map(str::to_owned);
        // A token in a header is checked before a large body is read.
        if header.as_deref().is_some_and(|given| !visitor.is_valid_token(given)) {
            return Err(Problem::Stale);
        }
        let by_script = header.is_some();
        let place = request.extensions().get::<SentForm>().cloned();
        let form = web::form::read(request, app.config.upload_bytes_max).await.map_err(|e| match e {
            Unreadable::TooLarge => Problem::TooLarge,
            Unreadable::Broken => Problem::Unreadable,
        })?;
        // A script still has its form.
        if let Some(place) = place.filter(|_| !by_script) {
            place.keep(&form);
        }
        let stale = !by_script && !visitor.is_valid_token(form.get(web::csrf::FIELD));
        Ok(Written { visitor, form, by_script, stale })
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        let Written { visitor, form, by_script, stale } = Written::from_request(request, app).await?;
        if stale {
            return Err(Problem::Stale);
        }
        if !form.too_large.is_empty() {
            return Err(Problem::TooLarge);
        }
        Ok(Posted { visitor, form, by_script })
    }
}
