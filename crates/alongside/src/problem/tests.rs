use super::*;
use crate::broadcast;
use crate::clock::HOUR;
use crate::ids::{OutgoingId, ServiceId};
use crate::outgoing::{self, OutgoingKind, OutgoingState};
use crate::service;
use crate::testing::Desk;
use crate::testing::browser::Browser;
use proptest::prelude::*;

/// A problem on a service that Eve uses, with Ana's ticket about it.
fn furnished(desk: &Desk) -> (Problem, crate::ticket::Ticket) {
    let ticket = desk.asks(&desk.ana, "Blank labels", "The label printer prints blank labels since noon.");
    let (bo, now, id) = (desk.bo.clone(), desk.now(), ticket.id);
    let problem = desk
        .write(move |tx| {
            let printing = match service::add(tx, "Printing", "", None) {
                Ok(id) => id,
                Err(error) => panic!("{error}"),
            };
            service::add_people(tx, printing, "eve@elsewhere.example", now).map(drop).ok();
            let problem = open(tx, &bo, now, "Label printers print blank labels", &[printing], None)?;
            link(tx, &bo, now, problem.number, id)?;
            Ok::<_, Error>(problem)
        })
        .unwrap();
    (problem, ticket)
}

fn writes(desk: &Desk, number: i64, facts: Facts) -> Result<(), Error> {
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| {
        let p = find(tx, number)?.expect("the problem");
        let services = services_of(tx, p.id)?;
        change(tx, &bo, now, number, p.version, (&p.title, &facts, &services))
    })
}

fn drains(desk: &Desk) {
    let now = desk.now();
    while desk.write(move |tx| broadcast::drain(tx, now)).unwrap() {}
}

fn mails(desk: &Desk) -> Vec<(OutgoingKind, String)> {
    let all = desk.read(|conn| outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100));
    let mut all: Vec<_> = all.into_iter().map(|m| (m.kind, m.recipient)).collect();
    all.retain(|(kind, _)| matches!(kind, OutgoingKind::Reply | OutgoingKind::Broadcast));
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

#[test]
fn a_known_error_reaches_everybody_affected_and_whoever_asked_in_their_own_thread() {
    let desk = Desk::new();
    let (problem, _) = furnished(&desk);
    let (bo, now, number) = (desk.bo.clone(), desk.now(), problem.number);
    let early = desk.write(move |tx| publish(tx, &bo, now, number));
    assert!(matches!(early, Err(Error::Refused(Refused::NoWorkaround))), "{early:?}");
    let helps = Facts { workaround: "Choose the printer whose name ends in old.".into(), ..Facts::default() };
    writes(&desk, number, helps).unwrap();
    let bo = desk.bo.clone();
    assert_eq!(desk.write(move |tx| publish(tx, &bo, now, number)).unwrap(), 2);
    drains(&desk);
    assert_eq!(
        mails(&desk),
        [
            (OutgoingKind::Reply, "ana@example.org".to_owned()),
            (OutgoingKind::Broadcast, "eve@elsewhere.example".to_owned())
        ]
    );
    let home = Browser::new(&desk).get("/");
    assert!(home.says("Label printers print blank labels") && home.says("ends in old"), "{}", home.body);
}

#[test]
fn a_new_request_about_a_known_error_shows_it_and_is_answered_with_what_helps() {
    let desk = Desk::new();
    let (problem, _) = furnished(&desk);
    let helps = Facts {
        workaround: "Choose the printer whose name ends in old.".into(),
        matches: "labels come out empty".into(),
        ..Facts::default()
    };
    writes(&desk, problem.number, helps).unwrap();
    let (bo, now, number) = (desk.bo.clone(), desk.now(), problem.number);
    desk.write(move |tx| publish(tx, &bo, now, number)).unwrap();
    let asked = desk.asks(&desk.eve, "Pharmacy", "Our labels come out empty.");
    let other = desk.asks(&desk.eve, "Chair", "The chair squeaks.");
    let mut bo = Browser::of(&desk, &desk.bo);
    assert!(bo.get(&format!("/desk/tickets/{}", asked.number)).says("A known error?"));
    assert!(!bo.get(&format!("/desk/tickets/{}", other.number)).says("A known error?"));
    let ticket = asked.number.to_string();
    let fields = [("ticket", ticket.as_str()), ("back", "ticket"), ("draft", "1")];
    let linked = bo.post(&format!("/desk/problems/{number}/tickets"), &fields);
    assert_eq!(linked.location(), format!("/desk/tickets/{ticket}"));
    let page = bo.get(linked.location());
    assert!(page.says("whose name ends in old") && !page.says("A known error?"));
    let links = desk.read(move |conn| of_ticket(conn, asked.id));
    assert_eq!(links, [(number, "Label printers print blank labels".to_owned())]);
}

#[test]
fn when_the_fix_lands_those_who_were_told_hear_of_it_and_are_asked_whether_it_works() {
    let desk = Desk::new();
    let (problem, ticket) = furnished(&desk);
    let facts = Facts {
        workaround: "Use the old one.".into(),
        fix: "The new driver is in.".into(),
        ..Facts::default()
    };
    writes(&desk, problem.number, facts).unwrap();
    let (bo, now, number) = (desk.bo.clone(), desk.now(), problem.number);
    desk.write(move |tx| publish(tx, &bo, now, number)).unwrap();
    drains(&desk);
    desk.passes(HOUR);
    let (bo, now) = (desk.bo.clone(), desk.now());
    assert_eq!(desk.write(move |tx| fixed(tx, &bo, now, number, None)).unwrap(), Fixed { told: 2 });
    drains(&desk);
    assert_eq!(mails(&desk).len(), 4);
    let linked = desk.read(move |conn| linked(conn, problem.id));
    assert_eq!(linked[0].asked_at, Some(now));
    assert!(desk.fresh(&ticket).status.is_open(), "a request is closed by its person");
    assert!(!Browser::new(&desk).get("/").says("Label printers"));
}

#[test]
fn words_that_two_people_write_at_once_are_both_kept() {
    let desk = Desk::new();
    let (problem, _) = furnished(&desk);
    let number = problem.number;
    let mut bo = Browser::of(&desk, &desk.bo);
    let path = format!("/desk/problems/{number}");
    let fields = |words: &'static str| [("version", "1"), ("title", "Labels"), ("hypothesis", words)];
    assert_eq!(bo.post(&path, &fields("The driver")).location(), path);
    let second = bo.post(&path, &fields("The cable"));
    assert!(second.says("changed this in the meantime") && second.says("The cable"), "{}", second.body);
    assert_eq!(desk.read(move |conn| find(conn, number)).unwrap().facts.hypothesis, "The driver");
}

proptest! {
    #[test]
    fn a_closed_problem_can_only_be_opened_again(from in 0..4_usize, to in 0..4_usize) {
        let all = [State::Open, State::KnownError, State::Fixed, State::Closed];
        let (from, to) = (all[from], all[to]);
        if from == State::Closed {
            prop_assert_eq!(from.may_become(to), to == State::Open);
        }
        prop_assert!(from != to || !from.may_become(to));
        prop_assert!(to != State::Open || from == State::Open || from.may_become(to));
    }
}

#[test]
fn a_problem_may_be_about_no_service() {
    let desk = Desk::new();
    let (bo, now) = (desk.bo.clone(), desk.now());
    let none: &[ServiceId] = &[];
    let made = desk.write(move |tx| open(tx, &bo, now, "Doors squeak", none, None)).unwrap();
    assert_eq!(desk.read(move |conn| told_people(conn, made.id)), []);
}
