//! Incidents by program.

use super::Api;
use serde_json::json;

#[test]
fn a_program_declares_tells_renews_links_and_resolves() {
    let api = Api::new();
    let ticket = api.desk.asks(&api.desk.ana, "No Wi-Fi", "In the library");
    let bo = api.by(&api.desk.bo);
    let made = bo.post("/api/v1/incidents", &json!({ "title": "Wi-Fi is down", "tickets": [ticket.number] }));
    assert_eq!((made.status.as_u16(), made.header("location")), (201, "/api/v1/incidents/1"));
    let made = made.ok();
    assert_eq!((&made["state"], &made["tickets_linked"]), (&json!("investigating"), &json!(1)));
    assert_eq!(made["next_update_by"], "2026-11-24T09:30:00Z");
    let told = json!({ "state": "identified", "body": "A switch broke.", "next_in_minutes": 60 });
    let told = bo.post("/api/v1/incidents/1/updates", &told).ok();
    assert_eq!((&told["updates"][0]["told"], &told["updates"][0]["is_late"]), (&json!(1), &json!(false)));
    let renewal = json!({ "by": "2026-11-24T11:00:00Z", "reason": "The courier is late" });
    let body = axum::body::Body::from(renewal.to_string());
    let kind = [("content-type", "application/json")];
    let renewed = bo.request("PUT", "/api/v1/incidents/1/next-update", &kind, body).ok();
    assert_eq!(renewed["next_update_by"], "2026-11-24T11:00:00Z");
    let over =
        bo.post("/api/v1/incidents/1/updates", &json!({ "state": "resolved", "body": "It works." })).ok();
    assert_eq!((&over["state"], &over["next_update_by"]), (&json!("resolved"), &json!(null)));
    assert_eq!(bo.get("/api/v1/incidents").ok()["items"].as_array().unwrap().len(), 1);
    let again = bo.post("/api/v1/incidents/1/updates", &json!({ "state": "resolved", "body": "Again." }));
    assert_eq!(again.problem(), (409, "conflict".to_owned()));
}

#[test]
fn what_is_wrong_with_a_declaration_is_named_by_its_field() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let wrong = |body: serde_json::Value| bo.post("/api/v1/incidents", &body).wrong();
    assert_eq!(wrong(json!({ "title": " " })), ["title"]);
    assert_eq!(wrong(json!({ "title": "x", "tickets": [77] })), ["tickets"]);
    assert_eq!(
        wrong(json!({ "title": "x", "services": [{ "slug": "none", "state": "outage" }] })),
        ["services"]
    );
    let reader = api.with(&api.desk.bo, "incidents:read");
    assert_eq!(reader.post("/api/v1/incidents", &json!({ "title": "x" })).problem().0, 403);
}
