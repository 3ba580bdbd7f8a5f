//! On call, as people see it.

use crate::on_call::{self, About};
use crate::record::{self, RecordKind};
use crate::testing::Desk;
use crate::testing::browser::Browser;

fn planned(desk: &Desk) -> Browser {
    let mut di = Browser::of(desk, &desk.di);
    di.get("/desk/on-call/new").expect("People, in the order of their turns");
    let team = desk.network.to_string();
    let saved = di.post(
        "/desk/on-call/new",
        &[
            ("name", "Network at night"),
            ("team", &team),
            ("people", "bo@desk.example\ndi@desk.example"),
            ("first_day", "2026-11-23"),
            ("days", "7"),
            ("hand_over", "08:00"),
            ("time_zone", "Europe/Stockholm"),
            ("escalate_minutes", "10"),
            ("active", "1"),
        ],
    );
    assert_eq!(saved.status, 303, "{}", saved.body);
    di
}

#[test]
fn a_lead_plans_a_rotation_and_everybody_sees_who_is_on_call() {
    let desk = Desk::new();
    let mut di = planned(&desk);
    let mut cy = Browser::of(&desk, &desk.cy);
    cy.get("/desk/on-call")
        .expect("<b>Bo Berg</b> is on call now")
        .expect("Turns of 7 days, handing over at 08:00");
    assert_eq!(cy.get("/desk/on-call/new").status, 403);
    di.get("/desk/on-call/rotations/1").expect("bo@desk.example\ndi@desk.example");
    let refused = di.post("/desk/on-call/rotations/1", &[("name", "Nights"), ("people", "no@one.example")]);
    assert_eq!(refused.status, 422);
    refused.expect("Nobody here has this address: no@one.example").expect("value=\"Nights\"");
}

#[test]
fn a_colleague_stands_in_and_takes_it_back() {
    let desk = Desk::new();
    planned(&desk);
    let mut cy = Browser::of(&desk, &desk.cy);
    cy.get("/desk/on-call");
    let cy_id = desk.cy.id.to_string();
    let form = |until| [("person", cy_id.as_str()), ("from", "2026-11-24T09:00"), ("until", until)];
    let refused = cy.post("/desk/on-call/rotations/1/stand-ins", &form("2026-11-24T08:00"));
    assert_eq!(refused.status, 422);
    refused.expect("Write when it ends, after it begins").expect("value=\"2026-11-24T09:00\"");
    assert_eq!(cy.post("/desk/on-call/rotations/1/stand-ins", &form("2026-11-24T18:00")).status, 303);
    cy.get("/desk/on-call").expect("<b>Cy Dahl</b> is on call now").expect("Cy Dahl stands in");
    cy.post("/desk/on-call/rotations/1/stand-ins/1/removal", &[]);
    cy.get("/desk/on-call").expect("<b>Bo Berg</b> is on call now");
}

#[test]
fn whoever_is_called_takes_it_by_one_press_and_the_others_see_who() {
    let desk = Desk::new();
    planned(&desk);
    let now = desk.now();
    desk.write(move |tx| {
        let record = record::create(tx, RecordKind::Incident, "Wi-Fi is down", now)?;
        on_call::alarm(tx, None, About::Record(record.id), "Incident 1: Wi-Fi is down", now)?;
        on_call::tend(tx, now, "https://help.desk.example", "UTC")
    })
    .expect("an alarm");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/on-call").expect("Incident 1: Wi-Fi is down").expect("One person was called so far.");
    bo.get("/desk/on-call/alarms/1")
        .expect("I take it")
        .expect("<b>Bo Berg</b> by mail")
        .expect("/desk/incidents/1");
    bo.post("/desk/on-call/alarms/1/acknowledgement", &[]);
    let mut di = Browser::of(&desk, &desk.di);
    di.get("/desk/on-call/alarms/1").expect("<b>Bo Berg</b> took it");
    di.post("/desk/on-call/alarms/1/acknowledgement", &[]);
    di.get("/desk/on-call/alarms/1").expect("Somebody has taken it already").expect("<b>Bo Berg</b> took it");
}

#[test]
fn ways_are_kept_for_oneself_and_the_gateways_headers_are_never_shown_again() {
    let desk = Desk::new();
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/on-call/ways").expect("An admin has not set up short messages yet.");
    let refused =
        bo.post("/desk/on-call/ways", &[("number", "0701"), ("webhook", "https://push.example.org/bo")]);
    refused.expect("Write the number as +46701234567.").expect("https://push.example.org/bo");
    let inside = bo.post("/desk/on-call/ways", &[("number", ""), ("webhook", "https://10.0.0.7/bo")]);
    inside.expect("This address is inside your own network.");
    bo.post(
        "/desk/on-call/ways",
        &[("number", "+46 70 123 45 67"), ("webhook", "https://push.example.org/bo")],
    );
    bo.get("/desk/on-call/ways").expect("+46701234567").expect("https://push.example.org/bo");
    assert!(!Browser::of(&desk, &desk.fay).get("/desk/on-call/ways").says("push.example.org"));
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/desk/on-call/gateway");
    let gateway = [
        ("url", "https://sms.example.org/send"),
        ("method", "POST"),
        ("headers", "X-Key: hush"),
        ("body", "{text}"),
    ];
    assert_eq!(fay.post("/desk/on-call/gateway", &gateway).status, 303);
    let page = fay.get("/desk/on-call/gateway");
    page.expect("https://sms.example.org/send").expect("leave this empty to keep those there are");
    assert!(!page.says("hush"));
    let key = desk.app.key.clone();
    let headers = move |desk: &Desk| {
        let key = key.clone();
        desk.read(move |conn| on_call::gateway(conn, &key)).expect("the gateway").headers
    };
    fay.post("/desk/on-call/gateway", &[("url", "https://sms.example.org/v2"), ("method", "POST")]);
    assert_eq!(headers(&desk), "X-Key: hush");
    // A secret for one host is not sent to another.
    fay.post("/desk/on-call/gateway", &[("url", "https://other.example.org/"), ("method", "POST")]);
    assert_eq!(headers(&desk), "");
}

#[test]
fn a_major_incident_calls_by_itself_unless_whoever_declares_it_is_on_call() {
    use crate::incident::Error;
    use crate::incident::declare::{Declaration, declare};
    use crate::ticket::{By, Via};
    let desk = Desk::new();
    planned(&desk);
    let declares = |actor: &crate::person::Actor, title: &'static str| {
        let (actor, now, team) = (actor.clone(), desk.now(), desk.network);
        desk.write(move |tx| {
            let service = match crate::service::by_slug(tx, "wi-fi")? {
                Some(found) => found.id,
                None => crate::service::store::insert(tx, "Wi-Fi", "wi-fi", "", Some(team))?,
            };
            let services = [(service, crate::incident::ServiceState::Outage)];
            let public_id = format!("{title}-0123456789abcdef0123456789abcdef");
            let new =
                Declaration { title, services: &services, public_id: &public_id, ..Declaration::default() };
            declare(tx, &By { actor: &actor, now, via: Via::Desk }, &new)?;
            Ok::<_, Error>(())
        })
        .expect("declared");
    };
    // Bo is on call: he knows.
    declares(&desk.bo, "Wi-Fi is down");
    let open = |desk: &Desk| desk.read(|conn| on_call::alarms_open(conn, crate::clock::At(0), 10));
    assert_eq!(open(&desk).len(), 0);
    declares(&desk.di, "Wi-Fi is down again");
    assert_eq!(open(&desk)[0].words, "Incident 2: Wi-Fi is down again");
}
