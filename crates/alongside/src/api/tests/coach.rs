//! The coach asked by programs.

use super::Api;
use crate::coach::{self, Change};
use crate::person::Actor;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/coach";

fn ask(api: &Api, actor: &Actor, body: Value) -> Value {
    api.by(actor).post(PATH, &body).ok()
}

#[test]
fn a_reply_is_read_with_the_fields_of_the_command() {
    let api = Api::new();
    let body = json!({
        "kind": "reply",
        "text": "Grüße! You broke the printer. I'll call you by Thursday.",
        "inbound": "When will it be back?",
        "now": "2026-11-24T10:00:00+01:00",
        "tz": "Europe/Berlin",
        "workday": { "start": "09:00", "end": "16:30" },
    });
    let answer = ask(&api, &api.desk.bo, body);
    let finding = &answer["findings"][0];
    assert_eq!((&finding["label"], &finding["rule"]), (&json!("blame"), &json!("you_broke")));
    assert_eq!(
        (finding["start"].as_u64(), finding["quote"].as_str()),
        (Some(7), Some("You broke the printer."))
    );
    assert!(finding["reason"].is_string() && finding["suggestion"].is_string());
    assert_eq!(answer["promises"][0]["due"], "2026-11-26T16:30:00+01:00");
    for field in ["missing_next_step", "missing_acknowledgement", "unanswered_question"] {
        assert!(answer[field].is_boolean(), "{field}");
    }
    for field in ["politeness", "reading_grade", "dale_chall"] {
        assert!(answer[field].is_number(), "{field}");
    }
}

#[test]
fn promises_and_requests_have_answers_of_their_own() {
    let api = Api::new();
    let promises = ask(&api, &api.desk.cy, json!({ "kind": "promises", "text": "I'll write tomorrow." }));
    assert_eq!(promises["promises"].as_array().map(Vec::len), Some(1));
    assert!(promises.get("findings").is_none());
    let heard =
        ask(&api, &api.desk.cy, json!({ "kind": "inbound", "text": "Thank you so much for fixing it!" }));
    assert_eq!(heard["labels"], json!(["gratitude"]));
    assert!(heard["hints"][0]["spans"][0].is_array());
}

#[test]
fn it_reads_with_the_rules_of_the_desk_of_a_team_and_of_the_person() {
    let api = Api::new();
    let desk = &api.desk;
    let text = "You broke the printer.";
    let marks = |actor: &Actor, body: Value| ask(&api, actor, body)["findings"].as_array().unwrap().len();
    let (fay, network, now) = (desk.fay.clone(), desk.network, desk.now());
    desk.write(move |tx| {
        let off = Change::SwitchOff { rule: "you_broke".to_owned(), team: Some(network) };
        coach::apply(tx, &fay, now, &off)
    })
    .unwrap();
    assert_eq!(marks(&desk.bo, json!({ "text": text })), 1);
    assert_eq!(marks(&desk.bo, json!({ "text": text, "team": network.0 })), 0);
    let bo = desk.bo.clone();
    desk.write(move |tx| coach::never(tx, &bo, now, "you_broke")).unwrap();
    assert_eq!(marks(&desk.bo, json!({ "text": text })), 0);
    assert_eq!(marks(&desk.di, json!({ "text": text })), 1);
}

#[test]
fn what_is_wrong_is_named_by_its_field() {
    let api = Api::new();
    let bo = api.by(&api.desk.bo);
    let wrong = |body: Value| bo.post(PATH, &body).wrong();
    assert_eq!(wrong(json!({ "text": "x", "now": "yesterday" })), ["now"]);
    assert_eq!(wrong(json!({ "text": "x", "now": "0001-01-01T00:00:00Z" })), ["now"]);
    assert_eq!(wrong(json!({ "text": "x", "tz": "Mars/Olympus" })), ["tz"]);
    assert_eq!(wrong(json!({ "text": "x", "team": 4711 })), ["team"]);
    assert_eq!(wrong(json!({ "text": "x".repeat(200_001) })), ["text"]);
    assert_eq!(wrong(json!({ "kind": "poem", "text": "x" })), ["kind"]);
    assert_eq!(wrong(json!({})).len(), 1);
    let hours = json!({ "start": "late", "end": "9:00 o'clock" });
    let fields = wrong(json!({ "text": "x", "workday": hours }));
    assert!(fields.contains(&"workday.start".to_owned()) && fields.contains(&"workday.end".to_owned()));
    assert_eq!(
        wrong(json!({ "text": "x", "workday": { "start": "17:00", "end": "09:00" } })),
        ["workday.end"]
    );
}

#[test]
fn it_needs_its_scope_and_a_colleague() {
    let api = Api::new();
    let body = json!({ "text": "Hello." });
    let without = api.with(&api.desk.bo, "tickets:read tickets:write people:read people:write");
    assert_eq!(without.post(PATH, &body).problem(), (403, "missing-scope".into()));
    assert_eq!(api.by(&api.desk.ana).post(PATH, &body).problem(), (403, "forbidden".into()));
    assert!(api.with(&api.desk.cy, "coach:read").post(PATH, &body).status.is_success());
}

/// A program that chooses by the document must not take one answer for another.
#[test]
fn each_answer_has_one_shape_in_the_document() {
    let api = Api::new();
    let document = api.get_without_token("/api/v1/openapi.json").ok();
    for shape in ["CoachReply", "CoachPromises", "CoachInbound"] {
        let schema = &document["components"]["schemas"][shape];
        assert_eq!(schema["additionalProperties"], Value::Bool(false), "{shape}");
    }
}

#[test]
fn a_text_is_read_with_what_fits_its_kind_and_every_kind_can_be_asked() {
    let api = Api::new();
    let bo = api.with(&api.desk.bo, "coach:read");
    let ask = |kind: &str| {
        let words = "The VLAN is down. I will mend it by Thursday.";
        bo.post(PATH, &json!({ "kind": kind, "text": words, "inbound": "When will it be back?" }))
    };
    for kind in coach::Kind::all() {
        let answer = ask(kind.as_str());
        assert!(answer.status.is_success(), "{kind}: {}", answer.status);
        let jargon = answer.json()["findings"].as_array().is_some_and(|found| !found.is_empty());
        assert_eq!(jargon, kind.fits(::coach::Label::Jargon), "{kind}");
        let promises = answer.json()["promises"].as_array().is_some_and(|found| !found.is_empty());
        assert_eq!(promises, kind.may_promise(), "{kind}");
        assert_eq!(answer.json()["hard_to_read"], false, "{kind}");
    }
    assert!(!ask("poem").status.is_success());
}
