//! Tokens, bodies, idempotency, files and limits.

use super::Api;
use crate::clock::{HOUR, MINUTE};
use crate::person;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

const TICKET: &str = r#"{"subject": "VPN", "body": "It drops."}"#;

#[test]
fn without_a_good_token_nothing_is_answered() {
    let api = Api::new();
    let bare = api.get_without_token("/api/v1/me");
    assert_eq!(bare.problem(), (401, "unauthorized".into()));
    assert!(bare.header("www-authenticate").starts_with("Bearer"));
    let cookie = format!("session={}", api.token(&api.desk.bo, super::ALL));
    for (name, value) in [
        ("authorization", "Bearer nonsense"),
        ("authorization", "Basic Ym86cGFzc3dvcmQ="),
        ("authorization", "Bearer"),
        ("cookie", cookie.as_str()),
    ] {
        let request = Request::get("/api/v1/tickets").header(name, value).body(Body::empty()).unwrap();
        assert_eq!(api.send(request).problem().0, 401, "{name}: {value}");
    }
}

#[test]
fn a_revoked_token_and_one_of_somebody_who_left_are_not_known() {
    let api = Api::new();
    let (bo, di) = (api.by(&api.desk.bo), api.by(&api.desk.di));
    bo.get("/api/v1/me").ok();
    let (person, now) = (api.desk.bo.id, api.desk.now());
    api.desk
        .write(move |tx| {
            for token in person::tokens_of(tx, person)? {
                person::revoke_token(tx, token.id, person, now)?;
            }
            Ok::<_, store::Error>(())
        })
        .unwrap();
    assert_eq!(bo.get("/api/v1/me").problem().0, 401);
    let fay = api.by(&api.desk.fay);
    fay.patch(&format!("/api/v1/people/{}", api.desk.di.id), &json!({ "active": false })).ok();
    assert_eq!(di.get("/api/v1/me").problem().0, 401);
}

#[test]
fn a_token_does_only_what_its_scopes_say() {
    let api = Api::new();
    let number = api.by(&api.desk.ana).asks("Key");
    let ticket = format!("/api/v1/tickets/{number}");
    let cases = [
        ("tickets:read", "GET", "/api/v1/tickets".to_owned()),
        ("tickets:read", "GET", ticket.clone()),
        ("tickets:read", "GET", format!("{ticket}/messages")),
        ("tickets:read", "GET", "/api/v1/teams".to_owned()),
        ("tickets:read", "GET", "/api/v1/services".to_owned()),
        ("tickets:write", "POST", "/api/v1/tickets".to_owned()),
        ("people:read", "GET", "/api/v1/people".to_owned()),
        ("people:read", "GET", format!("/api/v1/people/{}", api.desk.ana.id)),
    ];
    for (scope, method, path) in cases {
        let others: Vec<&str> = super::ALL.split(' ').filter(|s| *s != scope).collect();
        let call = |scopes: &str| {
            let json = [("content-type", "application/json")];
            let body = if method == "POST" { Body::from(TICKET) } else { Body::empty() };
            api.with(&api.desk.fay, scopes).request(method, &path, &json, body)
        };
        assert!(call(scope).status.is_success(), "{scope} {method} {path}");
        let refused = call(&others.join(" "));
        assert_eq!(refused.problem(), (403, "missing-scope".into()), "{method} {path}");
        assert!(refused.text().contains(scope) && refused.header("www-authenticate").contains(scope));
    }
}

#[test]
fn a_token_says_when_it_was_used_but_not_more_than_once_an_hour() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let person = api.desk.bo.id;
    let used = || api.desk.read(move |conn| person::tokens_of(conn, person))[0].used_at;
    assert_eq!(used(), None);
    bo.asks("One");
    let first = used();
    assert_eq!(first, Some(api.desk.now()));
    api.desk.passes(HOUR - MINUTE);
    bo.asks("Two");
    assert_eq!(used(), first);
    api.desk.passes(MINUTE);
    bo.asks("Three");
    assert_eq!(used(), Some(api.desk.now()));
}

#[test]
fn the_same_request_with_the_same_key_is_done_once_and_answered_the_same() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let body = json!({ "subject": "Once", "body": "Only once." });
    let send =
        |key: &str, body: &Value| bo.json("POST", "/api/v1/tickets", &[("idempotency-key", key)], body);
    let first = send("k1", &body);
    bo.patch(first.header("location"), &json!({ "priority": "urgent" })).ok();
    let again = send("k1", &body);
    assert_eq!((again.status, &again.bytes), (first.status, &first.bytes));
    for header in ["location", "etag", "content-type"] {
        assert_eq!(again.header(header), first.header(header));
    }
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    assert_eq!(bo.get("/api/v1/tickets").ok()["items"].as_array().unwrap().len(), 1);

    let other = send("k1", &json!({ "subject": "Other", "body": "Other." }));
    assert_eq!(other.problem(), (422, "key-reused".into()));
    let elsewhere = bo.json(
        "POST",
        "/api/v1/people",
        &[("idempotency-key", "k1")],
        &json!({ "name": "x", "address": "x@y.example" }),
    );
    assert_eq!(elsewhere.problem(), (422, "key-reused".into()));
    assert_ne!(send("k2", &body).ok()["number"], first.json()["number"]);
    // Somebody else's key is their own.
    let di = api.by(&api.desk.di);
    let theirs = di.json("POST", "/api/v1/tickets", &[("idempotency-key", "k1")], &body);
    assert_ne!(theirs.ok()["number"], first.json()["number"]);
}

#[test]
fn a_key_of_a_request_that_failed_may_be_used_again_and_one_of_yesterday_too() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let send = |body: &Value| bo.json("POST", "/api/v1/tickets", &[("idempotency-key", "k")], body);
    let wrong = json!({ "subject": "x", "body": "y", "team": "nowhere" });
    assert_eq!(send(&wrong).wrong(), ["team"]);
    let right = json!({ "subject": "x", "body": "y", "team": "network" });
    let first = send(&right).ok();
    api.desk.passes(25 * HOUR);
    assert_ne!(send(&right).ok()["number"], first["number"]);
    let now = api.desk.now();
    assert_eq!(api.desk.write(move |tx| crate::once::sweep(tx, now)).unwrap(), 0);
    let later = now.plus(25 * HOUR);
    assert_eq!(api.desk.write(move |tx| crate::once::sweep(tx, later)).unwrap(), 1);
}

#[test]
fn keys_that_are_none_are_refused() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    for key in ["", " ", "ü", &"x".repeat(256)] {
        let answer = bo.json(
            "POST",
            "/api/v1/tickets",
            &[("idempotency-key", key)],
            &json!({ "subject": "x", "body": "y" }),
        );
        assert_eq!(answer.wrong(), ["Idempotency-Key"], "{key:?}");
    }
}

#[test]
fn every_mistake_in_a_body_is_named_by_its_field() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let long = "x".repeat(251);
    let many: Vec<String> = (0..21).map(|i| format!("t{i}")).collect();
    for (body, fields) in [
        (json!({}), vec!["body"]),
        (json!(["subject", "body"]), vec!["body"]),
        (json!({ "subject": "x", "body": "y", "requester": [7, null, null] }), vec!["requester"]),
        (json!({ "subject": "x", "body": 5 }), vec!["body"]),
        (json!({ "subject": "x", "body": "y", "colour": "red" }), vec!["colour"]),
        (json!({ "subject": "x", "body": "y", "kind": "riddle" }), vec!["kind"]),
        (json!({ "subject": " ", "body": "\u{7}" }), vec!["subject", "body"]),
        (json!({ "subject": long, "body": "y" }), vec!["subject"]),
        (json!({ "subject": "x", "body": "y".repeat(200_001) }), vec!["body"]),
        (json!({ "subject": "x", "body": "y", "tags": many }), vec!["tags"]),
        (json!({ "subject": "x", "body": "y", "tags": ["a", "!"] }), vec!["tags[1]"]),
        (json!({ "subject": "x", "body": "y", "requester": {} }), vec!["requester"]),
        (
            json!({ "subject": "x", "body": "y", "requester": { "address": "ana" } }),
            vec!["requester.address"],
        ),
        (json!({ "subject": "x", "body": "y", "requester": { "id": "7" } }), vec!["requester.id"]),
        (json!({ "subject": "x", "body": "y", "owner": api.desk.ana.id }), vec!["owner"]),
        (json!({ "subject": "x", "body": "y", "owner": 999_999 }), vec!["owner"]),
        (json!({ "subject": "x", "body": "y", "watchers": [999_999] }), vec!["watchers[0]"]),
        (json!({ "subject": "x", "body": "y", "service": "nothing" }), vec!["service"]),
    ] {
        let answer = bo.post("/api/v1/tickets", &body);
        assert_eq!(
            answer.wrong(),
            fields,
            "{} {}",
            body.to_string().chars().take(80).collect::<String>(),
            answer.text()
        );
    }
    let number = bo.asks("Message");
    let path = format!("/api/v1/tickets/{number}/messages");
    for (body, field) in [
        (json!({ "kind": "reply", "body": "" }), "body"),
        (json!({ "kind": "shout", "body": "x" }), "kind"),
        (json!({ "kind": "note", "body": "x", "then": "resolve" }), "then"),
        (json!({ "kind": "note", "body": "x", "attachments": [1] }), "attachments[0]"),
    ] {
        assert_eq!(bo.post(&path, &body).wrong(), [field], "{body}");
    }
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let send = |kind: &str, body: &str| {
        bo.request("POST", "/api/v1/tickets", &[("content-type", kind)], Body::from(body.to_owned()))
    };
    assert_eq!(send("application/json", "{").problem(), (400, "unreadable".into()));
    assert_eq!(send("application/json", "").problem(), (400, "unreadable".into()));
    assert_eq!(send("application/json", &format!("{TICKET} more")).problem(), (400, "unreadable".into()));
    let deep = format!("{{\"subject\": \"x\", \"body\": \"y\", \"tags\": {}", "[".repeat(10_000));
    assert_eq!(send("application/json", &deep).problem(), (422, "invalid".into()));
    assert_eq!(send("text/plain", TICKET).problem(), (415, "unsupported-media-type".into()));
    assert_eq!(send("application/json; charset=utf-8", TICKET).status, 201);
    let huge = format!("{{\"subject\": \"x\", \"body\": \"{}\"}}", "y".repeat(4_000_000));
    assert_eq!(send("application/json", &huge).problem(), (413, "too-large".into()));
}

#[test]
fn files_are_uploaded_hung_on_a_message_and_downloaded_by_those_who_may_read_it() {
    let api = Api::new();
    let (ana, bo, eve) = (api.by(&api.desk.ana), api.by(&api.desk.bo), api.by(&api.desk.eve));
    let number = ana.asks("Screenshot");
    let path = format!("/api/v1/tickets/{number}");
    let upload = format!("{path}/attachments");
    let raw = ana.request(
        "POST",
        &format!("{upload}?filename=..%2Fsh%C3%B6t.html"),
        &[("content-type", "text/html")],
        "<script>alert(1)</script>".into(),
    );
    assert_eq!(raw.status, 201);
    let raw = raw.ok()["items"][0].clone();
    assert_eq!((&raw["filename"], &raw["content_type"]), (&json!("shöt.html"), &json!("text/html")));
    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\none\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n\r\ntwo\r\n--x--\r\n";
    let form = ana
        .request("POST", &upload, &[("content-type", "multipart/form-data; boundary=x")], form.into())
        .ok();
    let ids: Vec<i64> =
        form["items"].as_array().unwrap().iter().chain([&raw]).map(|f| f["id"].as_i64().unwrap()).collect();
    let url = raw["url"].as_str().unwrap();
    assert_eq!(bo.get(url).problem().0, 404, "an upload is its uploader's alone until it is sent");
    let stolen =
        bo.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "", "attachments": ids }));
    assert_eq!(stolen.wrong(), ["attachments[0]"]);
    let said = ana
        .post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "", "attachments": ids }))
        .ok();
    assert_eq!(said["attachments"].as_array().unwrap().len(), 3);
    let twice =
        ana.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "", "attachments": ids }));
    assert_eq!(twice.wrong(), ["attachments[0]"]);
    let file = bo.get(url);
    assert_eq!(file.bytes, b"<script>alert(1)</script>");
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(file.header("content-disposition").starts_with("attachment;"));
    assert_eq!(file.header("content-security-policy"), web::headers::DOWNLOAD_CSP);
    assert_eq!(eve.get(url).problem().0, 404);
}

#[test]
fn uploads_that_are_none_are_refused() {
    let api = Api::new();
    let ana = api.by(&api.desk.ana);
    let upload = format!("/api/v1/tickets/{}/attachments", ana.asks("Upload"));
    let send = |query: &str, kind: &str, body: &str| {
        ana.request(
            "POST",
            &format!("{upload}{query}"),
            &[("content-type", kind)],
            Body::from(body.to_owned()),
        )
    };
    assert_eq!(send("", "text/plain", "x").wrong(), ["filename"]);
    assert_eq!(send("?filename=a", "text/plain", "").wrong(), ["body"]);
    assert_eq!(send("?name=a", "text/plain", "x").problem().0, 422);
    assert_eq!(send("?filename=a", "", "x").problem().0, 415);
    assert_eq!(send("", "multipart/form-data", "x").problem().0, 400);
    assert_eq!(send("", "multipart/form-data; boundary=x", "--x--\r\n").wrong(), ["file"]);
    let long = format!("?filename={}", "a".repeat(256));
    assert_eq!(send(&long, "text/plain", "x").wrong(), ["filename"]);
    for _ in 0..50 {
        send("?filename=a", "text/plain", "x").ok();
    }
    assert_eq!(send("?filename=a", "text/plain", "x").problem(), (409, "conflict".into()));
}

#[test]
fn a_program_that_runs_away_is_slowed_and_told_how_long() {
    let api = Api::new();
    let (bo, di) = (api.by(&api.desk.bo), api.by(&api.desk.di));
    let path = format!("/api/v1/tickets/{}", bo.asks("Loop"));
    let change = json!({ "subject": "Loop" });
    for _ in 1..600 {
        bo.patch(&path, &change).ok();
    }
    let slowed = bo.patch(&path, &change);
    assert_eq!(slowed.problem(), (429, "too-many-requests".into()));
    assert_eq!(slowed.header("retry-after"), "60");
    bo.get(&path).ok();
    di.patch(&path, &change).ok();
    api.desk.passes(MINUTE);
    bo.patch(&path, &change).ok();
}
