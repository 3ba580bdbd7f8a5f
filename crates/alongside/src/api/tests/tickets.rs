use super::Api;
use crate::clock::{MINUTE, SECOND};
use serde_json::{Value, json};

fn numbers(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|t| t["number"].as_i64().unwrap()).collect()
}

#[test]
fn a_ticket_is_made_listed_read_changed_and_answered() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let made = bo.post(
        "/api/v1/tickets",
        &json!({
            "subject": "VPN drops", "body": "Every hour.", "kind": "incident", "priority": "high", "team": "network",
            "requester": { "address": "Nia@new.example", "name": "Nia Novak" }, "tags": ["VPN", "home office"],
            "blocked": "slowed", "goal": "work from home",
        }),
    );
    let ticket = made.ok();
    assert_eq!(made.status, 201);
    let number = ticket["number"].as_i64().unwrap();
    assert_eq!(made.header("location"), format!("/api/v1/tickets/{number}"));
    assert_eq!(made.header("etag"), format!("\"{}\"", ticket["version"]));
    assert_eq!(ticket["requester"]["name"], "Nia Novak");
    assert_eq!(ticket["tags"], json!(["home-office", "vpn"]));
    assert_eq!((&ticket["priority"], &ticket["team"]["slug"]), (&json!("high"), &json!("network")));
    assert_eq!(ticket["created_at"], "2026-11-24T09:00:00Z");

    let list = bo.get("/api/v1/tickets?view=unassigned&team=network&priority=high").ok();
    assert_eq!(numbers(&list), [number]);
    assert_eq!(list["items"][0]["last_word"], "Every hour.");

    let path = format!("/api/v1/tickets/{number}");
    assert_eq!(bo.get(&path).ok(), ticket);
    let changed = bo
        .patch(
            &path,
            &json!({
                "status": "on_hold", "owner": api.desk.bo.id, "tags": ["vpn", "router"], "watchers": [api.desk.di.id],
                "subject": "VPN drops hourly", "priority": "urgent", "team": null, "blocked": "stopped",
            }),
        )
        .ok();
    assert_eq!(changed["status"], "on_hold");
    assert_eq!(changed["owner"]["name"], "Bo Berg");
    assert_eq!(changed["tags"], json!(["router", "vpn"]));
    assert_eq!(changed["watchers"], json!([{ "id": api.desk.di.id, "name": "Di Ek" }]));
    assert_eq!((&changed["team"], &changed["subject"]), (&Value::Null, &json!("VPN drops hourly")));
    assert!(changed["version"].as_i64() > ticket["version"].as_i64());

    let said = bo.post(
        &format!("{path}/messages"),
        &json!({ "kind": "reply", "body": "Please restart the router.", "then": "resolve" }),
    );
    assert_eq!((said.status.as_u16(), &said.ok()["author"]["name"]), (201, &json!("Bo Berg")));
    assert_eq!(bo.get(&path).ok()["status"], "resolved");
    let messages = bo.get(&format!("{path}/messages")).ok();
    let bodies: Vec<&Value> = messages["items"].as_array().unwrap().iter().map(|m| &m["body"]).collect();
    assert_eq!(bodies, ["Every hour.", "Please restart the router."]);
    assert_eq!(messages["items"][1]["via"], "api");
}

#[test]
fn lists_go_page_by_page_in_both_directions() {
    let api = Api::new();
    let ana = api.by(&api.desk.ana);
    let made: Vec<i64> = (0..5)
        .map(|i| {
            api.desk.passes(SECOND);
            ana.asks(&format!("Question {i}"))
        })
        .collect();
    let first = ana.get("/api/v1/tickets?limit=2").ok();
    assert_eq!(numbers(&first), [made[4], made[3]]);
    assert_eq!(first["newer"], Value::Null);
    let second = ana.get(&format!("/api/v1/tickets?limit=2&after={}", first["older"].as_str().unwrap())).ok();
    assert_eq!(numbers(&second), [made[2], made[1]]);
    let third = ana.get(&format!("/api/v1/tickets?limit=2&after={}", second["older"].as_str().unwrap())).ok();
    assert_eq!((numbers(&third), &third["older"]), (vec![made[0]], &Value::Null));
    let back = ana.get(&format!("/api/v1/tickets?limit=2&before={}", second["newer"].as_str().unwrap())).ok();
    assert_eq!(numbers(&back), [made[4], made[3]]);
}

#[test]
fn messages_go_page_by_page() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let number = bo.asks("Printer");
    let path = format!("/api/v1/tickets/{number}/messages");
    for i in 0..3 {
        bo.post(&path, &json!({ "kind": "note", "body": format!("note {i}") })).ok();
    }
    let first = bo.get(&format!("{path}?limit=3")).ok();
    assert_eq!(first["items"].as_array().unwrap().len(), 3);
    let rest = bo.get(&format!("{path}?limit=3&after={}", first["next"])).ok();
    assert_eq!((&rest["items"][0]["body"], &rest["next"]), (&json!("note 2"), &Value::Null));
}

#[test]
fn every_filter_of_the_desk_narrows_the_list() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let printer = ana.asks("Printer jam");
    api.desk.passes(MINUTE);
    let vpn = ana.asks("VPN broken");
    bo.patch(
        &format!("/api/v1/tickets/{vpn}"),
        &json!({ "owner": api.desk.bo.id, "team": "network", "priority": "urgent", "kind": "question", "tags": ["vpn"],
            "status": "pending" }),
    )
    .ok();
    for (query, expected) in [
        ("view=mine", vec![vpn]),
        ("view=unassigned", vec![printer]),
        ("view=waiting", vec![vpn]),
        ("view=team", vec![vpn]),
        ("view=all&limit=1", vec![vpn]),
        ("status=new", vec![printer]),
        ("priority=urgent", vec![vpn]),
        ("kind=question", vec![vpn]),
        ("team=network", vec![vpn]),
        ("tag=VPN", vec![vpn]),
        ("owner=me", vec![vpn]),
        ("owner=none", vec![printer]),
        ("is=waiting", vec![vpn]),
        ("is=done", vec![]),
        ("requester=ana@example.org&is=unassigned", vec![printer]),
        ("requester=nobody@example.org", vec![]),
        ("created_after=2026-11-24T09:00:30Z", vec![vpn]),
        ("created_before=2026-11-24T10:00:30%2B01:00", vec![printer]),
        ("q=jam", vec![printer]),
        ("q=is:waiting", vec![vpn]),
        ("q=does&status=new", vec![printer]),
    ] {
        let list = bo.get(&format!("/api/v1/tickets?{query}")).ok();
        assert_eq!(numbers(&list), expected, "{query}");
    }
    let by_number = bo.get(&format!("/api/v1/tickets?q=%23{printer}")).ok();
    assert_eq!(numbers(&by_number)[0], printer);
}

#[test]
fn a_filter_that_cannot_be_is_named() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    for (query, field) in [
        ("status=broken", "status"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("after=x", "after"),
        ("team=nowhere", "team"),
        ("service=nothing", "service"),
        ("owner=bo", "owner"),
        ("owner=0", "owner"),
        ("owner=%2B1", "owner"),
        ("requester=ana", "requester"),
        ("created_after=yesterday", "created_after"),
        ("tag=%21", "tag"),
        ("q=team:nowhere", "q"),
        ("after=1.1&before=1.1", "before"),
    ] {
        let answer = bo.get(&format!("/api/v1/tickets?{query}"));
        assert_eq!(answer.wrong(), [field], "{query}");
    }
    for query in ["colour=red", "status=new&status=open"] {
        assert_eq!(bo.get(&format!("/api/v1/tickets?{query}")).problem().0, 422, "{query}");
    }
}

#[test]
fn eve_finds_nothing_of_others_and_it_looks_as_if_it_were_not_there() {
    let api = Api::new();
    let (ana, eve) = (api.by(&api.desk.ana), api.by(&api.desk.eve));
    let number = ana.asks("Secret salaries");
    let missing = eve.get("/api/v1/tickets/999999");
    let path = format!("/api/v1/tickets/{number}");
    for answer in [
        eve.get(&path),
        eve.get(&format!("{path}/messages")),
        eve.patch(&path, &json!({ "status": "resolved" })),
        eve.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "hello" })),
        eve.request(
            "POST",
            &format!("{path}/attachments?filename=a.txt"),
            &[("content-type", "text/plain")],
            "x".into(),
        ),
    ] {
        assert_eq!((answer.status, answer.text()), (missing.status, missing.text()));
    }
    for query in ["", "?q=salaries", "?view=all", "?requester=ana@example.org", "?q=from:ana"] {
        let answer = eve.get(&format!("/api/v1/tickets{query}"));
        assert!(!answer.text().contains("salaries\"") && !answer.text().contains("Secret"), "{query}");
    }
}

#[test]
fn a_requester_neither_writes_nor_ever_sees_a_note() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let number = ana.asks("Screen");
    let path = format!("/api/v1/tickets/{number}");
    let file = bo
        .request(
            "POST",
            &format!("{path}/attachments?filename=plan.txt"),
            &[("content-type", "text/plain")],
            "xylophone".into(),
        )
        .ok();
    let file = file["items"][0]["id"].as_i64().unwrap();
    let note = json!({ "kind": "note", "body": "Ana is a xylophone", "attachments": [file] });
    bo.post(&format!("{path}/messages"), &note).ok();
    assert_eq!(ana.post(&format!("{path}/messages"), &note).problem().0, 422);
    let own = ana.post(&format!("{path}/messages"), &json!({ "kind": "note", "body": "x" }));
    assert_eq!(own.problem(), (403, "forbidden".into()));
    for path in [
        path.clone(),
        format!("{path}/messages"),
        "/api/v1/tickets".into(),
        "/api/v1/tickets?q=xylophone".into(),
        format!("/api/v1/attachments/{file}"),
    ] {
        let answer = ana.get(&path);
        assert!(!answer.text().contains("xylophone") && !answer.text().contains("plan.txt"), "{path}");
    }
    assert_eq!(ana.get(&format!("/api/v1/attachments/{file}")).problem(), (404, "not-found".into()));
    let (shown, of_colleague) = (ana.get("/api/v1/tickets").ok(), bo.get("/api/v1/tickets").ok());
    assert_eq!(shown["items"][0]["last_word"], "");
    assert_eq!(of_colleague["items"][0]["last_word"], "Ana is a xylophone");
    let counted = ana.get(&format!("{path}/messages")).ok();
    assert_eq!(counted["items"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_for_colleagues_is_empty_for_requesters_and_they_cannot_set_it() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let number = ana.asks("Chair");
    let path = format!("/api/v1/tickets/{number}");
    let work = json!({ "tags": ["vip"], "team": "network", "watchers": [api.desk.cy.id],
        "snoozed_until": "2026-12-01T08:00:00Z" });
    let told = bo.patch(&path, &work).ok();
    assert_eq!(told["snoozed_until"], "2026-12-01T08:00:00Z");
    let shown = ana.get(&path).ok();
    assert_eq!(
        (&shown["tags"], &shown["team"], &shown["watchers"], &shown["snoozed_until"]),
        (&json!([]), &Value::Null, &json!([]), &Value::Null)
    );
    assert_eq!(ana.get("/api/v1/tickets?tag=vip").wrong(), ["tag"]);
    assert_eq!(ana.get("/api/v1/tickets?q=tag:vip").wrong(), ["q"]);
    for change in [
        json!({ "priority": "urgent" }),
        json!({ "tags": [] }),
        json!({ "watchers": [] }),
        json!({ "requester": { "address": "stranger@example.org" } }),
        json!({ "owner": api.desk.ana.id }),
        json!({ "status": "closed" }),
        json!({ "snoozed_until": null }),
    ] {
        assert_eq!(ana.patch(&path, &change).problem(), (403, "forbidden".into()), "{change}");
    }
    let for_others = json!({ "subject": "x", "body": "y", "requester": { "address": "boss@example.org" } });
    assert_eq!(ana.post("/api/v1/tickets", &for_others).problem().0, 403);
    let with_work = json!({ "subject": "x", "body": "y", "priority": "urgent" });
    assert_eq!(ana.post("/api/v1/tickets", &with_work).problem().0, 403);
    assert_eq!(ana.patch(&path, &json!({ "status": "resolved" })).ok()["status"], "resolved");
    assert_eq!(ana.patch(&path, &json!({ "status": "open" })).ok()["status"], "open");
}

#[test]
fn a_contributor_writes_notes_but_does_not_answer_for_the_desk() {
    let api = Api::new();
    let cy = api.by(&api.desk.cy);
    let number = api.by(&api.desk.ana).asks("Backup");
    let path = format!("/api/v1/tickets/{number}");
    cy.post(&format!("{path}/messages"), &json!({ "kind": "note", "body": "It is tape 7." })).ok();
    let reply = cy.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "Hello" }));
    assert_eq!(reply.problem().0, 403);
    assert_eq!(cy.patch(&path, &json!({ "priority": "low" })).problem().0, 403);
}

#[test]
fn a_change_from_an_old_version_is_refused_and_says_who_was_faster() {
    let api = Api::new();
    let (bo, di) = (api.by(&api.desk.bo), api.by(&api.desk.di));
    let number = api.by(&api.desk.ana).asks("Door");
    let path = format!("/api/v1/tickets/{number}");
    let read = di.get(&path);
    let version = read.header("etag").to_owned();
    let change = json!({ "priority": "urgent" });
    let first = bo.json("PATCH", &path, &[("if-match", &version)], &change);
    assert_ne!(first.ok()["version"], read.json()["version"]);
    let second = di.json("PATCH", &path, &[("if-match", &version)], &json!({ "priority": "low" }));
    assert_eq!(second.problem(), (412, "outdated".into()));
    assert!(
        second.text().contains("Bo Berg changed the priority from normal to urgent"),
        "{}",
        second.text()
    );
    let now = first.header("etag").to_owned();
    di.json("PATCH", &path, &[("if-match", &format!("W/{now}"))], &json!({ "priority": "low" })).ok();
    di.json("PATCH", &path, &[("if-match", "*")], &json!({ "priority": "normal" })).ok();
}

#[test]
fn a_change_is_made_whole_or_not_at_all() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let number = bo.asks("Half");
    let path = format!("/api/v1/tickets/{number}");
    let before = bo.get(&path).ok();
    for (change, field) in [
        (json!({ "priority": "low", "owner": api.desk.ana.id }), "owner"),
        (json!({ "priority": "low", "team": "nowhere" }), "team"),
        (json!({ "priority": "low", "watchers": [999_999] }), "watchers"),
        (json!({ "priority": "low", "requester": { "id": 999_999 } }), "requester.id"),
        (json!({ "priority": "low", "snoozed_until": "2020-01-01T00:00:00Z" }), "snoozed_until"),
    ] {
        assert_eq!(bo.patch(&path, &change).wrong(), [field], "{change}");
    }
    assert_eq!(
        bo.patch(&path, &json!({ "status": "new", "priority": "low", "owner": api.desk.bo.id })).problem().0,
        409
    );
    assert_eq!(bo.get(&path).ok(), before);
}

#[test]
fn nothing_is_said_on_what_is_closed_or_while_something_new_was_said() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let number = ana.asks("Light");
    let path = format!("/api/v1/tickets/{number}");
    let seen = bo.get(&format!("{path}/messages")).ok()["items"][0]["id"].clone();
    ana.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "It burns!" })).ok();
    let late =
        bo.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "Tomorrow.", "seen": seen }));
    assert_eq!(late.problem(), (409, "conflict".into()));
    bo.patch(&path, &json!({ "status": "closed" })).ok();
    let over = ana.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "Again" }));
    assert_eq!(over.problem(), (409, "conflict".into()));
}
