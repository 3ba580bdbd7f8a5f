//! The OpenAPI document says what the router does, and every answer is one that programs can read.

use super::Api;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use std::collections::BTreeSet;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn document(api: &Api) -> Value {
    let answer = api.get_without_token("/api/v1/openapi.json");
    assert_eq!(answer.header("content-type"), "application/json");
    answer.ok()
}

/// Every path under the API's address that the router was given, as its own record of itself says.
fn routed() -> BTreeSet<String> {
    let routes = format!("{:?}", crate::api::routes());
    routes.split('"').filter(|text| text.starts_with("/api/v1")).map(str::to_owned).collect()
}

fn filled(path: &str) -> String {
    ["{number}", "{id}", "{other}"]
        .iter()
        .fold(path.to_owned(), |path, name| path.replace(name, "1"))
        .replace("{kind}", "reply")
}

#[test]
fn the_document_names_every_route_and_no_other() {
    let api = Api::new();
    let document = document(&api);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let named: BTreeSet<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(named, routed());
    assert!(named.len() >= 12);
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            let request = Request::builder().method(method).uri(filled(path)).body(Body::empty()).unwrap();
            let answer = api.send(request);
            let is_named = item.get(method.to_lowercase()).is_some();
            assert_eq!(answer.status != 405, is_named, "{method} {path} {}", answer.status);
            if answer.status == 405 {
                assert_eq!(answer.problem(), (405, "method-not-allowed".into()));
                assert!(!answer.header("allow").is_empty());
            }
        }
    }
}

#[test]
fn every_operation_says_its_problems_and_how_to_sign_in() {
    let api = Api::new();
    let document = document(&api);
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{path} {method}");
            assert!(operation["summary"].is_string(), "{path} {method}");
            if ["/api/v1", "/api/v1/openapi.json"].contains(&path.as_str()) {
                continue;
            }
            assert_eq!(operation["security"], serde_json::json!([{ "token": [] }]), "{path} {method}");
            for status in ["401", "403", "500", "503"] {
                let content = &operation["responses"][status]["content"]["application/problem+json"];
                assert_eq!(
                    content["schema"]["$ref"], "#/components/schemas/Problem",
                    "{path} {method} {status}"
                );
            }
        }
    }
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
}

/// Every `$ref` leads somewhere.
#[test]
fn the_document_is_whole() {
    let api = Api::new();
    let document = document(&api);
    let mut count = 0;
    let mut waiting = vec![&document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(to)) = object.get("$ref") {
                    assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                    count += 1;
                }
                waiting.extend(object.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    assert!(count > 50);
}

#[test]
fn what_is_sent_may_hold_nothing_unknown_and_the_document_says_so() {
    let api = Api::new();
    let document = document(&api);
    for schema in [
        "NewTicket",
        "TicketChange",
        "NewMessage",
        "NewPerson",
        "PersonChange",
        "Somebody",
        "Merge",
        "Split",
        "DraftWords",
        "CoachText",
        "CoachWorkday",
        "CoachProfile",
        "NewIncident",
        "NewIncidentUpdate",
        "NewNextUpdate",
        "LinkedTickets",
    ] {
        let schema = &document["components"]["schemas"][schema];
        assert_eq!(schema["additionalProperties"], Value::Bool(false), "{schema}");
    }
}

#[test]
fn unknown_addresses_answer_as_problems_and_never_as_pages() {
    let api = Api::new();
    for path in [
        "/api",
        "/api/",
        "/api/v2/tickets",
        "/api/v1/",
        "/api/v1/tickets/",
        "/api/v1/nope",
        "/api/v1/tickets/x",
        "/api/v1/tickets/0",
        "/api/v1/tickets/+1",
    ] {
        let request = Request::get(path).header("authorization", "Bearer x").body(Body::empty()).unwrap();
        assert_eq!(api.send(request).problem(), (404, "not-found".into()), "{path}");
    }
}

#[test]
fn every_kind_of_problem_is_explained_at_its_address() {
    let api = Api::new();
    for kind in crate::api::problem::Kind::ALL {
        let answer = api.get_without_token(&format!("/problems/{}", kind.slug()));
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains(kind.title()) && answer.text().contains(kind.meaning()));
    }
    assert_eq!(api.get_without_token("/problems/nope").status, 404);
}

#[test]
fn answers_are_kept_by_nobody_on_the_way() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    for answer in [bo.get("/api/v1/me"), bo.get("/api/v1/nope"), api.get_without_token("/api/v1")] {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.headers.get("set-cookie").is_none());
    }
}
