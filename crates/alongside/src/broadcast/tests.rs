use super::*;
use crate::clock::HOUR;
use crate::outgoing::{self, OutgoingKind, OutgoingState};
use crate::record::{self, RecordKind};
use crate::testing::Desk;
use crate::ticket::change::{self, Change};
use crate::ticket::{self, Status};
use proptest::prelude::*;

fn reader(address: &str) -> Recipient {
    Recipient {
        address: address.to_owned(),
        person: None,
        ticket: None,
        subscriber: None,
        register: Register::Reader,
    }
}

fn says(desk: &Desk, recipients: Vec<Recipient>) -> BroadcastId {
    let (now, bo) = (desk.now(), desk.bo.id);
    desk.write(move |tx| {
        let record = record::create(tx, RecordKind::Incident, "Mail is slow", now)?;
        let new = NewBroadcast {
            record: record.id,
            kind: BroadcastKind::IncidentUpdate,
            author: bo,
            subject: "Mail is slow",
            body: "Mail arrives late. We are looking for the cause.",
            stakeholder_body: "Orders by mail arrive late.",
            next_at: Some(now.plus(HOUR)),
            starts_at: None,
            ends_at: None,
            page_path: "/status",
            calendar: "",
            asks_to_acknowledge: false,
        };
        send(tx, now, &new, &recipients)
    })
    .unwrap()
}

fn drains(desk: &Desk) {
    let now = desk.now();
    while desk.write(move |tx| drain(tx, now)).unwrap() {}
}

/// Kind and recipient of every mail that waits.
fn mails(desk: &Desk) -> Vec<(OutgoingKind, String)> {
    let all =
        desk.read(|conn| outgoing::page(conn, OutgoingState::Waiting, crate::ids::OutgoingId(i64::MAX), 500));
    let mut all: Vec<_> = all.into_iter().map(|m| (m.kind, m.recipient)).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

#[test]
fn everybody_is_told_once_however_many_reasons_there_are() {
    let desk = Desk::new();
    let all: Vec<Recipient> = (0..250)
        .flat_map(|n| {
            let subscriber = Recipient {
                subscriber: Some(SubscriberId(n)),
                register: Register::Subscriber,
                ..reader(&format!("P{n}@example.org"))
            };
            [subscriber, reader(&format!("p{n}@example.org"))]
        })
        .collect();
    let id = says(&desk, all);
    assert_eq!(desk.read(move |conn| counts(conn, id)).waiting, 250);
    drains(&desk);
    drains(&desk);
    let mut told: Vec<String> = mails(&desk).into_iter().map(|(_, to)| to).collect();
    told.dedup();
    assert_eq!(told.len(), 250);
    assert_eq!(desk.read(move |conn| counts(conn, id)), Counts { queued: 250, ..Counts::default() });
}

#[test]
fn whoever_has_a_ticket_about_it_is_answered_there_and_nothing_else_on_it_changes() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "My mail is slow", "Since this morning.");
    desk.write(outgoing::release_all).unwrap();
    let before = mails(&desk).len();
    let ana = Recipient { ticket: Some(ticket.id), person: Some(desk.ana.id), ..reader("ana@example.org") };
    says(&desk, vec![reader("ana@example.org"), ana]);
    drains(&desk);
    let now = desk.fresh(&ticket);
    assert_eq!((now.owner, now.status), (ticket.owner, ticket.status));
    let new: Vec<_> = mails(&desk).into_iter().filter(|(kind, _)| *kind != OutgoingKind::Receipt).collect();
    assert_eq!(new, [(OutgoingKind::Reply, "ana@example.org".to_owned())]);
    assert_eq!(mails(&desk).len(), before + 1);
}

#[test]
fn a_closed_ticket_is_left_alone_and_its_person_gets_a_mail_of_their_own() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "My mail is slow", "Since this morning.");
    let bo = desk.bo.clone();
    desk.does(&bo, &ticket, |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to: Status::Resolved, was: None })
    })
    .unwrap();
    desk.passes(60 * 24 * HOUR);
    let now = desk.now();
    while desk.write(move |tx| ticket::snooze::tend(tx, now)).unwrap() {}
    assert_eq!(desk.fresh(&ticket).status, Status::Closed);
    says(&desk, vec![Recipient { ticket: Some(ticket.id), ..reader("ana@example.org") }]);
    drains(&desk);
    assert!(mails(&desk).contains(&(OutgoingKind::Broadcast, "ana@example.org".to_owned())));
}

proptest! {
    #[test]
    fn each_address_is_chosen_once_and_for_its_best_reason(
        picks in proptest::collection::vec((0..6_u8, 0..4_u8), 0..40),
    ) {
        let all: Vec<Recipient> = picks
            .iter()
            .map(|(who, why)| {
                let to = reader(&format!("{}{who}@example.org", if why % 2 == 0 { "A" } else { "a" }));
                match why {
                    0 => Recipient { ticket: Some(crate::ids::TicketId(1)), ..to },
                    1 => Recipient { register: Register::Stakeholder, ..to },
                    2 => to,
                    _ => Recipient { register: Register::Subscriber, ..to },
                }
            })
            .collect();
        let chosen = once_each(&all);
        let mut addresses: Vec<&str> = chosen.iter().map(|r| r.address.as_str()).collect();
        addresses.dedup();
        prop_assert_eq!(addresses.len(), chosen.len());
        for (who, _) in &picks {
            let best = picks.iter().filter(|(w, _)| w == who).map(|(_, why)| *why).min();
            let address = format!("a{who}@example.org");
            let found = chosen.iter().find(|r| r.address == address);
            let why = found.map(|r| match (r.ticket, r.register) {
                (Some(_), _) => 0,
                (None, Register::Stakeholder) => 1,
                (None, Register::Reader) => 2,
                (None, Register::Subscriber) => 3,
            });
            prop_assert_eq!(why, best);
        }
    }
}
