//! On call, told as stories.

use super::{
    About, Alarm, AlarmId, Call, CallState, Error, Feed, Gateway, NewRotation, Refused, Road, RoadKind,
    RotationId,
};
use crate::app::App;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::config::Config;
use crate::ids::{PersonId, RecordId};
use crate::outgoing::{self, OutgoingId, OutgoingState};
use crate::person::Actor;
use crate::record::{self, RecordKind};
use crate::secret::Key;
use crate::testing::Desk;
use crate::ticket::Priority;
use crate::ticket::change::{Change, change};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

impl Desk {
    /// Bo and Di take turns of a week in Stockholm, handing over at eight; Bo is first. Calls go on after ten minutes.
    fn takes_turns(&self) -> RotationId {
        let new = self.turns(&[&self.bo, &self.di]);
        self.write(move |tx| super::add(tx, &new)).expect("the rotation")
    }

    fn turns(&self, people: &[&Actor]) -> NewRotation {
        NewRotation {
            team: self.network,
            name: "Network at night".into(),
            time_zone: "Europe/Stockholm".into(),
            hand_over_minute: 8 * 60,
            days: 7,
            first_day: jiff::civil::date(2026, 11, 23),
            escalate_minutes: 10,
            active: true,
            people: people.iter().map(|p| p.id).collect(),
        }
    }

    fn wifi_is_down(&self) -> RecordId {
        let now = self.now();
        self.write(move |tx| record::create(tx, RecordKind::Incident, "Wi-Fi is down", now))
            .expect("the record")
            .id
    }

    fn alarms(&self, about: About) -> Option<AlarmId> {
        let (team, now) = (self.network, self.now());
        self.write(move |tx| super::alarm(tx, Some(team), about, "Incident 1: Wi-Fi is down", now))
            .expect("the alarm")
    }

    fn tends_alarms(&self) {
        let now = self.now();
        self.write(move |tx| super::tend(tx, now, "https://help.desk.example", "Europe/Stockholm"))
            .expect("tending");
    }

    fn looks_for_unanswered(&self) {
        let now = self.now();
        self.write(move |tx| super::notice_unanswered(tx, now, "Europe/Stockholm")).expect("looking");
    }

    fn alarm(&self, id: AlarmId) -> Alarm {
        self.read(move |conn| super::find_alarm(conn, id)).expect("the alarm")
    }

    fn calls(&self, id: AlarmId) -> Vec<Call> {
        self.read(move |conn| super::calls_of(conn, id))
    }

    /// Who was called by mail, in the order of the calls.
    fn called(&self) -> Vec<String> {
        let mut mails = self.read(|conn| {
            let page = outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100)?;
            page.into_iter().map(|m| outgoing::find(conn, m.id)).collect::<Result<Vec<_>, _>>()
        });
        mails.reverse();
        let calls = mails.into_iter().flatten().filter(|m| m.kind == outgoing::OutgoingKind::Call);
        calls.map(|m| m.recipient).collect()
    }

    /// The same desk, whose hooks may call this machine.
    fn with_hooks(&self) -> App {
        let config = Config { hooks_private: true, ..Config::default() };
        let (db, blobs) = (self.app.db.clone(), self.app.blobs.clone());
        App::new(db, self.app.clock.clone(), blobs, config, Key::from_bytes([7; 32]), "test".into())
    }

    fn is_reached(&self, person: PersonId, kind: RoadKind, target: String) {
        let key = self.app.key.clone();
        self.write(move |tx| super::set_road(tx, &key, person, &Road { kind, target: target.clone() }, true))
            .expect("the way");
    }
}

/// A server that answers so many requests with these statuses, and hands on what it was sent.
fn server(statuses: Vec<u16>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("the address"));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for status in statuses {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let mut text = Vec::new();
            let mut piece = [0; 4096];
            loop {
                let n = stream.read(&mut piece).unwrap_or(0);
                text.extend_from_slice(&piece[..n]);
                let so_far = String::from_utf8_lossy(&text).to_lowercase();
                let whole = so_far.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    let length = head.split("content-length: ").nth(1).and_then(|l| l.lines().next());
                    body.len() >= length.and_then(|l| l.trim().parse().ok()).unwrap_or(0)
                });
                if n == 0 || whole {
                    break;
                }
            }
            let _ = write!(
                stream,
                "HTTP/1.1 {status} Said\r\ncontent-length: 4\r\nconnection: close\r\n\r\nsaid"
            );
            let _ = sender.send(String::from_utf8_lossy(&text).into_owned());
        }
    });
    (address, receiver)
}

#[test]
fn a_major_incident_calls_who_is_on_call_and_then_the_next_until_somebody_takes_it() {
    let desk = Desk::new();
    desk.takes_turns();
    let id = desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    desk.tends_alarms();
    assert_eq!(desk.called(), ["bo@desk.example"]);
    desk.passes(9 * MINUTE);
    desk.tends_alarms();
    assert_eq!(desk.called().len(), 1);
    desk.passes(MINUTE);
    desk.tends_alarms();
    assert_eq!(desk.called(), ["bo@desk.example", "di@desk.example"]);
    let (di, bo, now) = (desk.di.id, desk.bo.id, desk.now());
    assert!(desk.write(move |tx| super::take(tx, id, di, now)).expect("taken"));
    assert!(!desk.write(move |tx| super::take(tx, id, bo, now)).expect("too late"));
    assert_eq!(desk.alarm(id).taken_by, Some(di));
    desk.passes(DAY);
    desk.tends_alarms();
    assert_eq!(desk.called().len(), 2);
}

#[test]
fn one_thing_raises_one_alarm_and_two_nodes_call_once() {
    let desk = Desk::new();
    desk.takes_turns();
    let incident = About::Record(desk.wifi_is_down());
    let id = desk.alarms(incident).expect("an alarm");
    assert_eq!(desk.alarms(incident), Some(id));
    let seen = desk.alarm(id);
    desk.tends_alarms();
    desk.tends_alarms();
    assert_eq!(desk.called(), ["bo@desk.example"]);
    // A node that looked before the other one acted comes too late.
    let late = desk.write(move |tx| super::store::alarm::step(tx, &seen, 1, None)).expect("the step");
    assert!(!late);
    let now = desk.now();
    desk.write(move |tx| super::end(tx, incident, now)).expect("the end");
    assert_ne!(desk.alarms(incident), Some(id), "what begins anew calls anew");
}

#[test]
fn everybody_is_called_three_times_and_then_nobody_else() {
    let desk = Desk::new();
    desk.takes_turns();
    let id = desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    for _ in 0..12 {
        desk.tends_alarms();
        desk.passes(10 * MINUTE);
    }
    assert_eq!(desk.called().len(), 6);
    let alarm = desk.alarm(id);
    assert_eq!((alarm.next_at, alarm.taken_by, alarm.ended_at), (None, None, None));
}

#[test]
fn an_urgent_request_at_night_calls_when_nobody_answers_and_stops_once_somebody_does() {
    let desk = Desk::new();
    desk.takes_turns();
    let urgent = |desk: &Desk| {
        let ticket = desk.asks(&desk.ana, "The ward has no telephone", "Nothing works.");
        let team = Some(desk.network);
        desk.does(&desk.fay, &ticket, move |tx, by, ticket| {
            let ticket = change(tx, by, ticket, &Change::Team { to: team, was: None })?;
            change(tx, by, &ticket, &Change::Priority { to: Priority::Urgent, was: None }).map(|_| ())
        })
        .expect("urgent");
        ticket
    };
    // By day there is somebody at the desk.
    let by_day = urgent(&desk);
    desk.passes(HOUR);
    desk.looks_for_unanswered();
    desk.tends_alarms();
    assert_eq!(desk.called(), Vec::<String>::new());
    desk.replies(&desk.bo, &by_day, "On my way.").expect("a reply");
    desk.passes(12 * HOUR);
    let ticket = urgent(&desk);
    desk.passes(14 * MINUTE);
    desk.looks_for_unanswered();
    desk.tends_alarms();
    assert_eq!(desk.called(), Vec::<String>::new());
    desk.passes(MINUTE);
    desk.looks_for_unanswered();
    desk.tends_alarms();
    assert_eq!(desk.called(), ["bo@desk.example"]);
    desk.replies(&desk.di, &ticket, "I am looking at it.").expect("a reply");
    desk.passes(10 * MINUTE);
    desk.tends_alarms();
    assert_eq!(desk.called().len(), 1);
    desk.looks_for_unanswered();
    assert!(desk.read(|conn| super::alarms_open(conn, At(0), 10)).is_empty());
}

#[test]
fn whoever_stands_in_is_called_and_their_nights_are_counted() {
    let desk = Desk::new();
    let rotation = desk.takes_turns();
    let (cy, bo, now) = (desk.cy.id, desk.bo.clone(), desk.now());
    desk.write(move |tx| super::stand_in(tx, &bo, rotation, cy, now, now.plus(DAY), now))
        .expect("Cy stands in");
    let told = desk.read(move |conn| super::duties(conn, now));
    assert_eq!((told[0].person_name.as_str(), told[0].until_at), ("Cy Dahl", Some(now.plus(DAY))));
    desk.passes(14 * HOUR);
    desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    desk.is_reached(cy, RoadKind::Sms, "+46701234567".into());
    desk.tends_alarms();
    assert_eq!(desk.called(), ["cy@desk.example"]);
    let load = desk.read(|conn| super::load(conn, At(0)));
    assert_eq!(load, [(cy, "Cy Dahl".to_owned(), 1, 1)], "once, whatever ways there were");
    let late = desk.now();
    let (bo, di) = (desk.bo.clone(), desk.di.id);
    let refused = desk
        .write(move |tx| super::stand_in(tx, &bo, rotation, di, late.plus(HOUR), late, late))
        .expect_err("backwards");
    assert!(matches!(refused, Error::Refused(Refused::Span)));
}

#[test]
fn a_rotation_holds_only_people_who_work_here_and_a_zone_there_is() {
    let desk = Desk::new();
    let new = desk.turns(&[&desk.bo, &desk.ana]);
    let refused = desk.write(move |tx| super::add(tx, &new)).expect_err("Ana asks, she is not on call");
    assert!(matches!(refused, Error::Refused(Refused::NotHere)));
    let new = NewRotation { time_zone: "Europe/Nowhere".into(), ..desk.turns(&[&desk.bo]) };
    assert!(matches!(desk.write(move |tx| super::add(tx, &new)), Err(Error::Refused(Refused::NoZone))));
}

#[test]
fn a_calendar_tells_the_shifts_of_a_rotation_and_of_one_person() {
    let desk = Desk::new();
    let rotation = desk.takes_turns();
    let (now, di) = (desk.now(), desk.di.id);
    let all = desk.read(move |conn| super::feed(conn, Feed::Rotation(rotation), now));
    let own = desk.read(move |conn| super::feed(conn, Feed::Person(di), now));
    assert_eq!(all[0].summary, "Network at night: Bo Berg");
    assert_eq!(all[0].until_at.since(all[0].from_at), 7 * DAY);
    assert_eq!(own[0].summary, "On call: Network at night");
    assert_eq!(own[0].uid, all[1].uid);
    // Asked a day later, the same shift has the same name.
    let later = desk.read(move |conn| super::feed(conn, Feed::Person(di), now.plus(DAY)));
    assert_eq!(later[0], own[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_message_goes_through_the_gateway_and_a_webhook_is_told_too() {
    let desk = Desk::new();
    desk.takes_turns();
    let (sms, sms_said) = server(vec![200]);
    let (hook, hook_said) = server(vec![204]);
    let (key, now) = (desk.app.key.clone(), desk.now());
    let gateway = Gateway {
        url: format!("{sms}/send?to={{number}}"),
        method: "POST".into(),
        headers: "Authorization: Bearer secret".into(),
        body: r#"{"text": "{text}"}"#.into(),
    };
    desk.write(move |tx| super::set_gateway(tx, &key, &gateway, true, now)).expect("the gateway");
    desk.is_reached(desk.bo.id, RoadKind::Sms, "+46 70 123 45 67".into());
    desk.is_reached(desk.bo.id, RoadKind::Webhook, format!("{hook}/bo"));
    let id = desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    super::call_out(desk.with_hooks()).await.expect("calling");
    let said = sms_said.recv().expect("a short message");
    assert!(said.starts_with("POST /send?to=%2B46701234567 HTTP/1.1"), "{said}");
    assert!(said.contains("authorization: Bearer secret"), "{said}");
    assert!(said.contains("Incident 1: Wi-Fi is down") && said.contains("/desk/on-call/alarms/1"), "{said}");
    let said = hook_said.recv().expect("the webhook");
    assert!(said.contains(r#""text":"Incident 1: Wi-Fi is down""#), "{said}");
    let states: Vec<_> = desk.calls(id).into_iter().map(|c| (c.kind, c.state)).collect();
    let all = [RoadKind::Mail, RoadKind::Sms, RoadKind::Webhook].map(|kind| (kind, CallState::Sent));
    assert_eq!(states, all);
    // At rest nobody reads the number or the gateway's secret.
    let sealed =
        desk.read(|conn| crate::setting::get(conn, crate::setting::name::SMS_GATEWAY)).expect("kept");
    assert!(!sealed.contains("secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_does_not_get_through_is_tried_again_and_then_noted() {
    let desk = Desk::new();
    desk.takes_turns();
    let (hook, _said) = server(vec![500, 503, 302, 200]);
    desk.is_reached(desk.bo.id, RoadKind::Webhook, format!("{hook}/bo"));
    let id = desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    let app = desk.with_hooks();
    super::call_out(app.clone()).await.expect("calling");
    let webhook =
        |desk: &Desk| desk.calls(id).into_iter().find(|c| c.kind == RoadKind::Webhook).expect("the call");
    let first = webhook(&desk);
    assert_eq!(
        (first.state, first.attempts, first.last_answer.as_str()),
        (CallState::Waiting, 1, "500 said")
    );
    for _ in 0..3 {
        desk.passes(2 * MINUTE);
        super::call_out(app.clone()).await.expect("calling");
    }
    let last = webhook(&desk);
    assert_eq!((last.state, last.attempts), (CallState::Sent, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_inside_our_own_network_is_called_unless_the_settings_file_allows_it() {
    let desk = Desk::new();
    desk.takes_turns();
    let (hook, said) = server(vec![200]);
    desk.is_reached(desk.bo.id, RoadKind::Webhook, format!("{hook}/bo"));
    let id = desk.alarms(About::Record(desk.wifi_is_down())).expect("an alarm");
    for _ in 0..4 {
        super::call_out(desk.app.clone()).await.expect("calling");
        desk.passes(2 * MINUTE);
    }
    let call = desk.calls(id).into_iter().find(|c| c.kind == RoadKind::Webhook).expect("the call");
    assert_eq!(call.state, CallState::Failed);
    assert!(said.try_recv().is_err());
}
