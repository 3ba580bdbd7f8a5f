//! Promises of the API, kept through the whole router.

mod coach;
mod document;
mod incidents;
mod people;
mod running;
mod sending;
mod shape;
mod tickets;

use crate::person::{self, Actor};
use crate::testing::Desk;
use crate::{routes, secret};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

pub(super) const ALL: &str = "tickets:read tickets:write people:read people:write coach:read services:read on_call:read changes:read changes:write incidents:read incidents:write";

/// A desk whose API can be called.
pub(super) struct Api {
    pub desk: Desk,
    router: Router,
    runtime: tokio::runtime::Runtime,
}

pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {:?}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The answer's JSON, when it went as it should.
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
        self.json()
    }

    /// Which problem this is, checked to be a whole problem document.
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let json = self.json();
        assert_eq!(json["status"], self.status.as_u16());
        assert!(json["title"].is_string() && json["detail"].is_string() && json["errors"].is_array());
        let kind = json["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned();
        (self.status.as_u16(), kind)
    }

    /// The fields that were wrong.
    pub fn wrong(&self) -> Vec<String> {
        assert_eq!(self.problem(), (422, "invalid".to_owned()), "{}", self.text());
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors.iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect()
    }
}

impl Api {
    pub fn new() -> Api {
        let desk = Desk::new();
        let router = routes::router(desk.app.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Api { desk, router, runtime }
    }

    pub fn token(&self, actor: &Actor, scopes: &str) -> String {
        let token = secret::new_token().unwrap();
        let (hash, now, person, scopes) =
            (secret::token_hash(&token), self.desk.now(), actor.id, scopes.to_owned());
        self.desk.write(move |tx| person::make_token(tx, person, "test", &hash, &scopes, now)).unwrap();
        token
    }

    /// A caller with every scope.
    pub fn by(&self, actor: &Actor) -> By<'_> {
        By { api: self, token: self.token(actor, ALL) }
    }

    pub fn with(&self, actor: &Actor, scopes: &str) -> By<'_> {
        By { api: self, token: self.token(actor, scopes) }
    }

    pub fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }

    pub fn get_without_token(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
    }
}

/// Somebody's token at work.
pub(super) struct By<'a> {
    api: &'a Api,
    pub token: String,
}

impl By<'_> {
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.api.send(request.body(body).unwrap())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], Body::empty())
    }

    pub fn json(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.request(method, path, &all, Body::from(body.to_string()))
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.json("POST", path, &[], body)
    }

    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.json("PUT", path, &[], body)
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.request("DELETE", path, &[], Body::empty())
    }

    /// Uploads a small file for a ticket or message to come; its id.
    pub fn uploads(&self, filename: &str) -> i64 {
        let path = format!("/api/v1/uploads?filename={filename}");
        let sent = self.request("POST", &path, &[("content-type", "text/plain")], Body::from("bytes"));
        sent.ok()["items"][0]["id"].as_i64().unwrap()
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.json("PATCH", path, &[], body)
    }

    /// Asks for help; the number of the new ticket.
    pub fn asks(&self, subject: &str) -> i64 {
        let body = serde_json::json!({ "subject": subject, "body": "It does not work." });
        self.post("/api/v1/tickets", &body).ok()["number"].as_i64().unwrap()
    }
}
