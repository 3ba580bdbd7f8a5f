//! A browser without scripts: keeps cookies, reads the form token of the page it is on, sends forms and files.

use super::Desk;
use crate::http::session_cookie;
use crate::person::{self, Actor};
use crate::secret;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt;

pub struct Browser {
    router: Router,
    runtime: tokio::runtime::Runtime,
    pub cookies: BTreeMap<String, String>,
    /// The token that the next form sends; read from every page.
    pub csrf: String,
    pub peer: SocketAddr,
    /// `Accept-Language`; empty sends none.
    pub language: String,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Page {
    /// Where a redirect leads; empty when it is none.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// Fails with the page when it does not say this.
    pub fn expect(&self, words: &str) -> &Page {
        assert!(self.says(words), "no “{words}” in {} {}:\n{}", self.status, self.location(), self.body);
        self
    }

    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
        let (_, rest) =
            self.body.split_once(&start).unwrap_or_else(|| panic!("no field {name} in {}", self.body));
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// The page without the form tokens, for comparing what two people see.
    pub fn without_tokens(&self, csrf: &str) -> String {
        if csrf.is_empty() { self.body.clone() } else { self.body.replace(csrf, "CSRF") }
    }
}

impl Browser {
    pub fn new(desk: &Desk) -> Browser {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Browser {
            router: crate::routes::router(desk.app.clone()),
            runtime,
            cookies: BTreeMap::new(),
            csrf: String::new(),
            peer: SocketAddr::from(([203, 0, 113, 7], 50_000)),
            language: String::new(),
        }
    }

    /// A browser that is signed in already, without the way there.
    pub fn of(desk: &Desk, actor: &Actor) -> Browser {
        let token = secret::new_token().expect("randomness");
        let (id, hash, now) = (actor.id, secret::token_hash(&token), desk.now());
        desk.write(move |tx| person::sign_in(tx, id, &hash, "a test", now)).expect("the session");
        let mut browser = Browser::new(desk);
        browser.csrf = web::csrf::token(&desk.app.key.derive("csrf"), &token);
        browser.cookies.insert(session_cookie(false).to_owned(), token);
        browser
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None, Body::empty())
    }

    /// Follows redirects, at most five.
    pub fn visit(&mut self, path: &str) -> Page {
        let mut page = self.get(path);
        for _ in 0..5 {
            if !page.status.is_redirection() {
                break;
            }
            let next = page.location().to_owned();
            page = self.get(&next);
        }
        page
    }

    /// Sends a form as the page before would have, with its token.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.csrf.clone();
        let mut all = vec![(web::csrf::FIELD, token.as_str())];
        all.extend(fields);
        self.post_without_token(path, &all)
    }

    /// Sends exactly these fields.
    pub fn post_without_token(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> =
            fields.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, path, Some(kind), Body::from(pairs.join("&")))
    }

    /// Sends a form with files: (field, name, type, bytes).
    pub fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &str, &[u8])],
    ) -> Page {
        const EDGE: &str = "----edge7d1f";
        let mut body = Vec::new();
        let token = self.csrf.clone();
        for (name, value) in [(web::csrf::FIELD, token.as_str())].iter().chain(fields) {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (field, name, kind, bytes) in files {
            body.extend(
                format!(
                    "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                     Content-Type: {kind}\r\n\r\n"
                )
                .bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(Method::POST, path, Some(&kind), Body::from(body))
    }

    fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Page {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if !self.language.is_empty() {
            request = request.header(header::ACCEPT_LANGUAGE, &self.language);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let router = self.router.clone();
        let (status, headers, bytes) = self.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            // A live stream has no end.
            let is_stream =
                parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
            let body = if is_stream { Body::empty() } else { body };
            (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("a whole body").to_vec())
        });
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a readable cookie");
            let (name, rest) = text.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            match text.contains("Max-Age=0") {
                true => drop(self.cookies.remove(name)),
                false => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        let body = String::from_utf8_lossy(&bytes).into_owned();
        // Pages about problems have no forms, and no token.
        if let Some((_, rest)) = body.split_once("<meta name=\"csrf\" content=\"")
            && let Some(token) = rest.split('"').next().filter(|token| !token.is_empty())
        {
            self.csrf = token.to_owned();
        }
        Page { status, headers, bytes, body }
    }
}

fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
