use super::Api;
use crate::on_call::{self, NewRotation};
use crate::service;
use serde_json::json;

#[test]
fn a_program_asks_who_is_affected_when_something_stops() {
    let api = Api::new();
    let (now, team) = (api.desk.now(), api.desk.network);
    api.desk
        .write(move |tx| {
            let mail = service::add(tx, "Mail", "", Some(team))?;
            let network = service::add(tx, "Network", "", None)?;
            service::set_needs(tx, mail, &[network], now)?;
            service::add_people(tx, mail, "ana@example.org", now)?;
            service::set_rules(tx, network, &[service::UserRule::Team(team)], now)
        })
        .expect("the services");
    let cy = api.by(&api.desk.cy);
    let network = cy.get("/api/v1/services/2").ok();
    assert_eq!((&network["affected"], &network["state"]), (&json!(3), &json!("works")));
    assert_eq!(network["stops"][0]["slug"], "mail");
    let first = cy.get("/api/v1/services/2/affected?limit=2").ok();
    assert_eq!(first["items"][0]["address"], "ana@example.org");
    let rest = cy.get(&format!("/api/v1/services/2/affected?limit=2&after={}", first["next"])).ok();
    assert_eq!((&rest["items"][0]["name"], &rest["next"]), (&json!("Di Ek"), &json!(null)));
    assert_eq!(cy.get("/api/v1/services/9").problem(), (404, "not-found".into()));
    let eve = api.by(&api.desk.eve);
    assert_eq!(eve.get("/api/v1/services/2/affected").problem(), (403, "forbidden".into()));
}

#[test]
fn a_program_asks_who_is_on_call() {
    let api = Api::new();
    let new = NewRotation {
        team: api.desk.network,
        name: "Nights".into(),
        time_zone: "Europe/Stockholm".into(),
        hand_over_minute: 480,
        days: 7,
        first_day: jiff::civil::date(2026, 11, 23),
        escalate_minutes: 10,
        active: true,
        people: vec![api.desk.bo.id, api.desk.di.id],
    };
    api.desk.write(move |tx| on_call::add(tx, &new)).expect("the rotation");
    let cy = api.by(&api.desk.cy);
    let now = cy.get("/api/v1/on-call").ok();
    assert_eq!(now["items"][0]["person"]["name"], "Bo Berg");
    assert_eq!(now["items"][0]["until"], "2026-11-30T07:00:00Z");
    let shifts = cy.get("/api/v1/on-call/rotations/1/shifts").ok();
    assert_eq!(shifts["items"][1]["person"], json!(api.desk.di.id.0));
}
