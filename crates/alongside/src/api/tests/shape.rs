//! Merging, splitting, linking, history, drafts, taking back, and files that come with what they belong to.

use super::Api;
use crate::clock::SECOND;
use crate::outgoing::{self, OutgoingState};
use serde_json::{Value, json};

fn ticket(number: i64) -> String {
    format!("/api/v1/tickets/{number}")
}

fn numbers(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()).collect()
}

fn ids(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_new_ticket_and_a_message_take_files_that_were_uploaded_first() {
    let api = Api::new();
    let (ana, bo, eve) = (api.by(&api.desk.ana), api.by(&api.desk.bo), api.by(&api.desk.eve));
    let (first, second) = (ana.uploads("one.txt"), ana.uploads("two.txt"));
    let url = format!("/api/v1/attachments/{first}");
    assert_eq!(bo.get(&url).problem().0, 404, "an upload is its uploader's alone");
    let body = json!({ "subject": "Files", "body": "See them.", "attachments": [first, second] });
    for (who, wrong) in [(&eve, body.clone()), (&bo, body.clone())] {
        assert_eq!(who.post("/api/v1/tickets", &wrong).wrong(), ["attachments[0]"]);
    }
    let number = ana.post("/api/v1/tickets", &body).ok()["number"].as_i64().unwrap();
    let said = bo.get(&format!("{}/messages", ticket(number))).ok();
    let files = said["items"][0]["attachments"].as_array().unwrap().clone();
    assert_eq!(files.len(), 2);
    assert_eq!(bo.get(&url).bytes, b"bytes");
    assert_eq!(eve.get(&url).problem().0, 404);
    assert_eq!(ana.post("/api/v1/tickets", &body).wrong(), ["attachments[0]"], "each is taken once");
    // For a message, from no ticket and from this one together.
    let loose = bo.uploads("three.txt");
    let here = bo.request(
        "POST",
        &format!("{}/attachments?filename=four.txt", ticket(number)),
        &[("content-type", "text/plain")],
        "bytes".into(),
    );
    let here = here.ok()["items"][0]["id"].clone();
    let note = json!({ "kind": "note", "body": "", "attachments": [loose, here] });
    let note = bo.post(&format!("{}/messages", ticket(number)), &note);
    assert_eq!(note.ok()["attachments"].as_array().unwrap().len(), 2);
    assert_eq!(bo.get(note.header("location")).ok(), note.json());
    assert_eq!(ana.get(note.header("location")).problem().0, 404, "a note is for colleagues");
}

#[test]
fn an_upload_is_dropped_by_whom_it_is_and_by_nobody_else() {
    let api = Api::new();
    let (ana, eve) = (api.by(&api.desk.ana), api.by(&api.desk.eve));
    let upload = format!("/api/v1/uploads/{}", ana.uploads("one.txt"));
    assert_eq!(eve.delete(&upload).problem().0, 404);
    assert_eq!(ana.delete(&upload).status, 204);
    assert_eq!(ana.delete(&upload).problem().0, 404);
}

#[test]
fn a_merge_is_made_seen_and_undone() {
    let api = Api::new();
    let (ana, bo, cy) = (api.by(&api.desk.ana), api.by(&api.desk.bo), api.by(&api.desk.cy));
    let (one, two) = (ana.asks("VPN"), ana.asks("VPN again"));
    let merge = format!("{}/merge", ticket(two));
    let into = json!({ "into": one });
    for who in [&ana, &cy] {
        assert_eq!(who.put(&merge, &into).problem(), (403, "forbidden".into()));
        assert_eq!(who.delete(&merge).problem(), (403, "forbidden".into()));
    }
    assert_eq!(bo.put(&merge, &json!({ "into": 999_999 })).wrong(), ["into"]);
    assert_eq!(bo.put(&merge, &json!({ "into": two })).wrong(), ["into"]);
    let merged = bo.put(&merge, &into).ok();
    assert_eq!((&merged["merged_into"], &merged["status"]), (&json!(one), &json!("closed")));
    assert_eq!(bo.put(&merge, &into).ok(), merged, "once more changes nothing");
    let all = format!("{}/messages", ticket(one));
    assert_eq!(ids(&bo.get(&all).ok()).len(), 2);
    let undone = bo.delete(&merge).ok();
    assert_eq!((&undone["merged_into"], &undone["status"]), (&json!(null), &json!("new")));
    assert_eq!(ids(&bo.get(&all).ok()).len(), 1);
    assert_eq!(bo.delete(&merge).problem(), (409, "conflict".into()));
}

#[test]
fn messages_are_split_off_once_for_each_key() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let number = ana.asks("VPN");
    let all = format!("{}/messages", ticket(number));
    let moved = ana.post(&all, &json!({ "kind": "reply", "body": "And the printer." })).ok()["id"].clone();
    let splits = format!("{}/splits", ticket(number));
    let wish = json!({ "messages": [moved], "subject": "The printer, too" });
    assert_eq!(ana.post(&splits, &wish).problem(), (403, "forbidden".into()));
    let first = ids(&bo.get(&all).ok())[0];
    assert_eq!(bo.post(&splits, &json!({ "messages": [first] })).wrong(), ["messages"]);
    let send = || bo.json("POST", &splits, &[("idempotency-key", "s")], &wish);
    let new = send();
    assert_eq!((new.status.as_u16(), &new.ok()["subject"]), (201, &json!("The printer, too")));
    assert_eq!(send().ok(), new.json());
    assert_eq!(bo.get(new.header("location")).ok()["number"], new.json()["number"]);
    assert_eq!(ids(&bo.get(&all).ok()), [first]);
    let links = bo.get(&format!("{}/links", ticket(number))).ok();
    assert_eq!(numbers(&links), [new.json()["number"].as_i64().unwrap()]);
}

#[test]
fn tickets_are_linked_both_ways_and_parted_again() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let (one, two) = (ana.asks("VPN"), ana.asks("Wi-Fi"));
    let link = format!("{}/links/{two}", ticket(one));
    assert_eq!(ana.put(&link, &json!({})).problem(), (403, "forbidden".into()));
    assert_eq!(ana.get(&format!("{}/links", ticket(one))).problem(), (403, "forbidden".into()));
    assert_eq!(bo.put(&format!("{}/links/999999", ticket(one)), &json!({})).problem().0, 404);
    for _ in 0..2 {
        assert_eq!(numbers(&bo.put(&link, &json!({})).ok()), [two]);
    }
    assert_eq!(numbers(&bo.get(&format!("{}/links", ticket(two))).ok()), [one]);
    assert_eq!(bo.delete(&link).status, 204);
    assert_eq!(numbers(&bo.get(&format!("{}/links", ticket(two))).ok()), Vec::<i64>::new());
    assert_eq!(bo.put(&format!("{}/links/{one}", ticket(one)), &json!({})).wrong(), ["other"]);
}

#[test]
fn the_history_is_read_page_by_page_by_colleagues() {
    let api = Api::new();
    let (ana, bo) = (api.by(&api.desk.ana), api.by(&api.desk.bo));
    let number = ana.asks("VPN");
    bo.patch(&ticket(number), &json!({ "status": "open", "priority": "high", "tags": ["vpn"] })).ok();
    let events = format!("{}/events", ticket(number));
    assert_eq!(ana.get(&events).problem(), (403, "forbidden".into()));
    let whole = bo.get(&events).ok();
    let kinds: Vec<&str> =
        whole["items"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[0], "created");
    assert!(kinds.contains(&"priority_changed") && kinds.contains(&"tag_added"), "{kinds:?}");
    assert_eq!(whole["items"][0]["by"]["name"], json!(api.desk.ana.name));
    let mut walked = Vec::new();
    let mut after = 0;
    loop {
        let page = bo.get(&format!("{events}?limit=1&after={after}")).ok();
        walked.extend(ids(&page));
        match page["next"].as_i64() {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(walked, ids(&whole));
    assert_eq!(bo.get(&format!("{events}?after=-1")).wrong(), ["after"]);
}

#[test]
fn a_reply_is_taken_back_in_time_and_not_later() {
    let api = Api::new();
    let (ana, bo, di) = (api.by(&api.desk.ana), api.by(&api.desk.bo), api.by(&api.desk.di));
    let number = ana.asks("VPN");
    let all = format!("{}/messages", ticket(number));
    let reply = json!({ "kind": "reply", "body": "Too early.", "then": "resolve" });
    let first = bo.post(&all, &reply);
    let own = first.header("location").to_owned();
    assert_eq!(di.delete(&own).problem(), (403, "forbidden".into()), "nobody else's words");
    assert_eq!(bo.delete(&own).status, 204);
    assert_eq!(bo.get(&own).problem().0, 404);
    assert_eq!(bo.delete(&own).problem().0, 404);
    assert_eq!(bo.get(&ticket(number)).ok()["status"], "new");
    let drafts = bo.get(&format!("{}/drafts", ticket(number))).ok();
    assert_eq!(drafts["items"][0]["body"], "Too early.");
    let waiting = api
        .desk
        .read(|conn| outgoing::page(conn, OutgoingState::Waiting, crate::ids::OutgoingId(i64::MAX), 50));
    assert!(waiting.iter().all(|mail| mail.message.map(|m| m.0) != first.json()["id"].as_i64()));
    let second = bo.post(&all, &reply).header("location").to_owned();
    api.desk.passes(11 * SECOND);
    assert_eq!(bo.delete(&second).problem(), (409, "conflict".into()));
}

#[test]
fn a_draft_is_one_person_s_and_the_same_as_at_the_desk() {
    let api = Api::new();
    let (ana, bo, di) = (api.by(&api.desk.ana), api.by(&api.desk.bo), api.by(&api.desk.di));
    let number = ana.asks("VPN");
    let drafts = format!("{}/drafts", ticket(number));
    assert_eq!(ana.put(&format!("{drafts}/reply"), &json!({ "body": "x" })).problem().0, 403);
    assert_eq!(bo.put(&format!("{drafts}/shout"), &json!({ "body": "x" })).problem().0, 404);
    assert_eq!(bo.put(&format!("{drafts}/note"), &json!({ "body": "Ask Cy" })).status, 204);
    assert_eq!(bo.put(&format!("{drafts}/note"), &json!({ "body": "Ask Cy first" })).status, 204);
    let kept = bo.get(&drafts).ok();
    assert_eq!(kept["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&kept["items"][0]["kind"], &kept["items"][0]["body"]),
        (&json!("note"), &json!("Ask Cy first"))
    );
    assert_eq!(di.get(&drafts).ok()["items"], json!([]));
    assert_eq!(bo.put(&format!("{drafts}/note"), &json!({ "body": "" })).status, 204);
    assert_eq!(bo.get(&drafts).ok()["items"], json!([]));
}
