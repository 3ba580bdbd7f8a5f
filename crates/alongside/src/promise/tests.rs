//! What the ledger of promises promises, told as stories.

use super::{Error, NewPromise, Promise, Refused, State, Subject, Wanted, Whose};
use crate::clock::{At, DAY, HOUR, MINUTE, SECOND};
use crate::ids::{MessageId, PromiseId};
use crate::outgoing::{self, OutgoingId, OutgoingState};
use crate::person::Actor;
use crate::record::{self, RecordKind};
use crate::testing::Desk;
use crate::testing::browser::Browser;
use crate::ticket::change::{Change, change};
use crate::ticket::reply::{Wish, withdraw};
use crate::ticket::{Status, Then, Ticket, merge};

impl Desk {
    fn promises(&self, actor: &Actor, ticket: &Ticket, words: &str, due_at: At) -> Result<PromiseId, Error> {
        self.promises_in(actor, ticket, words, due_at, None)
    }

    fn promises_in(
        &self,
        actor: &Actor,
        ticket: &Ticket,
        words: &str,
        due_at: At,
        made_in: Option<MessageId>,
    ) -> Result<PromiseId, Error> {
        let (actor, ticket, words, now) = (actor.clone(), ticket.clone(), words.to_owned(), self.now());
        self.write(move |tx| {
            let new = NewPromise {
                subject: Subject::Ticket(ticket.id),
                owner: actor.id,
                made_to: Some(ticket.requester),
                words: &words,
                due_at,
                made_in,
                team: ticket.team,
                service: ticket.service,
            };
            super::make(tx, &actor, now, &new)
        })
    }

    fn promise(&self, id: PromiseId) -> Promise {
        self.read(move |conn| super::find(conn, id)).expect("the promise")
    }

    fn tends_promises(&self) {
        let now = self.now();
        self.write(move |tx| super::tend(tx, now)).expect("tending");
    }

    fn promise_mails(&self) -> Vec<String> {
        let waiting = self.read(|conn| {
            let page = outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100)?;
            page.into_iter().map(|m| outgoing::find(conn, m.id)).collect::<Result<Vec<_>, _>>()
        });
        let mut mails: Vec<String> = waiting
            .into_iter()
            .flatten()
            .filter_map(|m| m.detail.split_once(':').map(|(what, _)| format!("{what} to {}", m.recipient)))
            .collect();
        mails.sort();
        mails
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refused {
    match result {
        Err(Error::Refused(refused)) => refused,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[test]
fn the_owner_is_reminded_once_before_a_promise_is_due_and_the_lead_told_once_after() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let id = desk.promises(&desk.bo, &ticket, "I will call you", desk.now().plus(8 * HOUR)).unwrap();
    desk.passes(5 * HOUR);
    desk.tends_promises();
    assert!(desk.promise_mails().is_empty(), "too early");
    desk.passes(HOUR + MINUTE);
    desk.tends_promises();
    desk.tends_promises();
    assert_eq!(desk.promise_mails(), ["promise_due to bo@desk.example"]);
    desk.passes(2 * HOUR);
    desk.tends_promises();
    desk.tends_promises();
    assert_eq!(desk.promise(id).state, State::Broken);
    let told = [
        "promise_broken to bo@desk.example",
        "promise_broken to di@desk.example",
        "promise_due to bo@desk.example",
    ];
    assert_eq!(desk.promise_mails(), told);
}

/// Several nodes look at the same time: on PostgreSQL their units of work run beside each other.
#[test]
fn nodes_that_look_at_the_same_time_remind_once_and_break_once() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let looks = |desk: &Desk| {
        let (db, now) = (desk.app.db.clone(), desk.now());
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
        runtime.block_on(async move {
            let nodes: Vec<_> = (0..4)
                .map(|_| {
                    let db = db.clone();
                    tokio::spawn(async move { db.write(move |tx| super::tend(tx, now)).await })
                })
                .collect();
            for node in nodes {
                node.await.expect("a node").expect("tending");
            }
        });
    };
    for hours in [8, 9, 10] {
        desk.promises(&desk.bo, &ticket, "I will call you", desk.now().plus(hours * HOUR)).unwrap();
    }
    desk.passes(7 * HOUR + 45 * MINUTE);
    looks(&desk);
    assert_eq!(desk.promise_mails(), ["promise_due to bo@desk.example"; 3]);
    desk.passes(4 * HOUR);
    looks(&desk);
    let broken = desk.promise_mails().into_iter().filter(|mail| mail.starts_with("promise_broken")).count();
    assert_eq!(broken, 6, "the owner and the lead, once for each of three");
}

#[test]
fn a_new_time_told_in_time_renews_a_promise_and_one_told_too_late_does_not() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let due = desk.now().plus(HOUR);
    let id = desk.promises(&desk.bo, &ticket, "I will call you", due).unwrap();
    let (bo, now) = (desk.bo.clone(), desk.now());
    let renew = move |id, due, reason: &'static str, now| {
        let bo = bo.clone();
        move |tx: &mut store::Tx| super::renew(tx, &bo, now, id, due, reason, None)
    };
    let without_reason = desk.write(renew(id, due.plus(HOUR), " ", now));
    assert_eq!(refusal(without_reason), Refused::NoReason);
    let next = desk.write(renew(id, due.plus(HOUR), "The part comes later", now)).unwrap();
    assert_eq!((desk.promise(id).state, desk.promise(next).state), (State::Renewed, State::Open));
    assert_eq!(desk.promise(next).renews, Some(id));
    desk.passes(3 * HOUR);
    let late = desk.write(renew(next, due.plus(DAY), "Forgotten", desk.now()));
    assert_eq!(refusal(late), Refused::Ended(State::Broken));
    desk.tends_promises();
    assert_eq!((desk.promise(id).state, desk.promise(next).state), (State::Renewed, State::Broken));
}

#[test]
fn a_broken_promise_can_be_kept_late_but_stays_broken() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let id = desk.promises(&desk.bo, &ticket, "I will call you", desk.now().plus(HOUR)).unwrap();
    desk.passes(2 * HOUR);
    desk.tends_promises();
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| super::keep(tx, &bo, now, id, None)).unwrap();
    assert_eq!((desk.promise(id).state, desk.promise(id).kept_late_at), (State::Broken, Some(now)));
}

#[test]
fn resolving_a_ticket_keeps_what_was_still_open_and_not_overdue() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let soon = desk.promises(&desk.bo, &ticket, "I will look", desk.now().plus(HOUR)).unwrap();
    let later = desk.promises(&desk.bo, &ticket, "I will call you", desk.now().plus(DAY)).unwrap();
    desk.passes(2 * HOUR);
    desk.replies_with(&desk.bo, &ticket, "Done.", Wish { then: Then::Resolve, ..Wish::default() }).unwrap();
    desk.tends_promises();
    assert_eq!(desk.promise(later).state, State::Kept);
    assert_eq!(desk.promise(soon).state, State::Broken);
}

#[test]
fn promises_go_with_the_ticket_to_its_new_owner_but_not_those_of_others() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    desk.replies(&desk.bo, &ticket, "I look at it.").unwrap();
    let of_bo = desk.promises(&desk.bo, &ticket, "I will call you", desk.now().plus(DAY)).unwrap();
    let of_cy = desk.promises(&desk.cy, &ticket, "I will order it", desk.now().plus(DAY)).unwrap();
    let di = desk.di.id;
    desk.does(&desk.bo, &ticket, move |tx, by, t| {
        change(tx, by, t, &Change::Owner { to: Some(di), was: None })
    })
    .unwrap();
    assert_eq!((desk.promise(of_bo).owner, desk.promise(of_cy).owner), (desk.di.id, desk.cy.id));
}

#[test]
fn promises_move_with_a_merge_and_come_back_when_it_is_undone() {
    let desk = Desk::new();
    let from = desk.asks(&desk.ana, "No sound", "In the small room.");
    let into = desk.asks(&desk.eve, "Silence", "In the small room.");
    let id = desk.promises(&desk.bo, &from, "I will call you", desk.now().plus(DAY)).unwrap();
    let target = into.clone();
    desk.does(&desk.bo, &from, move |tx, by, t| merge::merge(tx, by, t, &target)).unwrap();
    assert_eq!(desk.promise(id).subject, Subject::Ticket(into.id));
    desk.does(&desk.bo, &from, merge::undo).unwrap();
    assert_eq!(desk.promise(id).subject, Subject::Ticket(from.id));
}

#[test]
fn a_reply_that_is_taken_back_takes_its_promises_back() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let old = desk.promises(&desk.bo, &ticket, "I will look", desk.now().plus(DAY)).unwrap();
    let message = desk.replies(&desk.bo, &ticket, "I looked, and I will call you tomorrow.").unwrap();
    let new =
        desk.promises_in(&desk.bo, &ticket, "I will call you", desk.now().plus(DAY), Some(message)).unwrap();
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| super::keep(tx, &bo, now, old, Some(message))).unwrap();
    desk.passes(5 * SECOND);
    desk.does(&desk.bo, &ticket, move |tx, by, t| withdraw(tx, by, t, message)).unwrap();
    assert_eq!((desk.promise(new).state, desk.promise(old).state), (State::Withdrawn, State::Open));
}

#[test]
fn only_colleagues_promise_and_only_what_can_be_kept() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let due = desk.now().plus(HOUR);
    assert_eq!(refusal(desk.promises(&desk.ana, &ticket, "I will wait", due)), Refused::NotAllowed);
    assert_eq!(refusal(desk.promises(&desk.bo, &ticket, " ", due)), Refused::NoWords);
    assert_eq!(refusal(desk.promises(&desk.bo, &ticket, "I will", desk.now())), Refused::NoSuchTime);
    for _ in 0..super::OPEN_MAX {
        desk.promises(&desk.bo, &ticket, "I will call you", due).unwrap();
    }
    assert_eq!(refusal(desk.promises(&desk.bo, &ticket, "And", due)), Refused::TooMany);
}

#[test]
fn lists_are_paged_by_due_time_and_shares_count_what_ended() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let mut ids = Vec::new();
    for hours in [3, 1, 2] {
        ids.push(desk.promises(&desk.bo, &ticket, "I will", desk.now().plus(hours * HOUR)).unwrap());
    }
    let bo = desk.bo.id;
    let first = desk.read(move |conn| super::list(conn, Wanted::OpenOf(bo), None, 2));
    assert_eq!(first.iter().map(|l| l.promise.id).collect::<Vec<_>>(), [ids[1], ids[2]]);
    let after = first.last().map(|l| (l.promise.due_at, l.promise.id));
    let second = desk.read(move |conn| super::list(conn, Wanted::OpenOf(bo), after, 2));
    assert_eq!(second.iter().map(|l| l.promise.id).collect::<Vec<_>>(), [ids[0]]);
    let until = desk.now().plus(2 * HOUR);
    let due = desk.read(move |conn| super::list(conn, Wanted::OpenUntil(until), None, 10));
    assert_eq!(due.len(), 1, "the other two are due at the end of that time or later");
    desk.passes(90 * MINUTE);
    desk.tends_promises();
    desk.does(&desk.bo, &ticket, |tx, by, t| {
        change(tx, by, t, &Change::Status { to: Status::Resolved, was: None })
    })
    .unwrap();
    let (from, until) = (desk.now().plus(-DAY), desk.now().plus(1));
    let shares = desk.read(move |conn| super::shares(conn, from, until));
    let share = super::Share { kept: 2, renewed: 0, broken: 1 };
    assert_eq!(shares.iter().map(|c| c.share).collect::<Vec<_>>(), [share]);
    let wanted = Wanted::Ended { state: State::Kept, from, until, whose: Whose::All };
    assert_eq!(desk.read(move |conn| super::list(conn, wanted, None, 10)).len(), 2);
}

/// The next update of an incident: on no ticket, and to nobody in particular.
#[test]
fn a_promise_may_hang_on_an_incident_and_be_made_to_everyone_who_is_told() {
    let desk = Desk::new();
    let (bo, due, network, now) = (desk.bo.clone(), desk.now().plus(HOUR), desk.network, desk.now());
    let (incident, id) = desk
        .write(move |tx| {
            let incident = record::create(tx, RecordKind::Incident, "No Wi-Fi on the wards", now)?.id;
            let new = NewPromise {
                subject: Subject::Record(incident),
                owner: bo.id,
                made_to: None,
                words: "The next update",
                due_at: due,
                made_in: None,
                team: Some(network),
                service: None,
            };
            Ok::<_, Error>((incident, super::make(tx, &bo, now, &new)?))
        })
        .unwrap();
    assert_eq!((desk.promise(id).subject, desk.promise(id).made_to), (Subject::Record(incident), None));
    let page = Browser::of(&desk, &desk.bo).get("/desk/promises");
    page.expect("The next update").expect("everyone who is told").expect("No Wi-Fi on the wards");
    // A later time before it is due is a renewal, with its reason.
    let (bo, now) = (desk.bo.clone(), desk.now());
    let next = desk
        .write(move |tx| super::renew(tx, &bo, now, id, due.plus(HOUR), "The part is on its way", None))
        .unwrap();
    assert_eq!((desk.promise(id).state, desk.promise(next).made_to), (State::Renewed, None));
    desk.passes(HOUR + 50 * MINUTE);
    desk.tends_promises();
    assert_eq!(desk.promise_mails(), ["promise_due to bo@desk.example"]);
    desk.passes(HOUR);
    desk.tends_promises();
    assert_eq!(desk.promise(next).state, State::Broken);
    assert!(desk.promise_mails().contains(&"promise_broken to di@desk.example".to_owned()));
}

#[test]
fn each_figure_of_the_shares_leads_to_exactly_the_promises_behind_it() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let network = desk.network;
    let to_network = Change::Team { to: Some(network), was: None };
    let of_network = desk.does(&desk.bo, &ticket, move |tx, by, t| change(tx, by, t, &to_network)).unwrap();
    let soon = desk.now().plus(HOUR);
    desk.promises(&desk.bo, &of_network, "I will call you", soon).unwrap();
    let other = desk.asks(&desk.eve, "Silence", "In the small room.");
    desk.promises(&desk.bo, &Ticket { team: None, ..other }, "I will write", soon).unwrap();
    desk.passes(2 * HOUR);
    desk.tends_promises();
    let mut bo = Browser::of(&desk, &desk.bo);
    let shares = bo.get("/desk/promises/shares");
    let link = format!("/desk/promises?show=broken&days=90&team={network}");
    assert!(shares.body.contains(&link.replace('&', "&#38;")), "{link} in {}", shares.body);
    let rows = bo.get(&link);
    rows.expect("I will call you").expect("in the last 90 days");
    assert!(!rows.says("I will write"));
    let rest = bo.get("/desk/promises?show=broken&days=30&team=none");
    rest.expect("I will write").expect("of no team, in the last 30 days");
    assert!(!rest.says("I will call you"));
    assert!(bo.get("/desk/promises?show=broken&service=none").says("I will call you"));
    assert_eq!(bo.get("/desk/promises?show=broken&team=99999").status, 404);
}

#[test]
fn a_kept_promise_says_by_which_reply() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let id = desk.promises(&desk.bo, &ticket, "I will look", desk.now().plus(DAY)).unwrap();
    let message = desk.replies(&desk.bo, &ticket, "I looked: the plug was out.").unwrap();
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| super::keep(tx, &bo, now, id, Some(message))).unwrap();
    let mut bo = Browser::of(&desk, &desk.bo);
    let page = bo.get(&format!("/desk/tickets/{}", ticket.number));
    assert!(page.body.contains(&format!("<a href=\"#m{message}\">by this reply")), "{}", page.body);
    let list = bo.get("/desk/promises?show=kept");
    assert!(list.body.contains(&format!("/desk/tickets/{}#m{message}", ticket.number)), "{}", list.body);
}
