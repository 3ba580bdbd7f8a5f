//! What the desk promises about tickets, told as stories.

use super::change::Change;
use super::reply::Wish;
use super::status::{Status, Then};
use super::{
    Error, MessageId, Refused, UNDO_TIME, change, draft, find, list, merge, reply, snooze, split, store,
};
use crate::clock::{DAY, HOUR, SECOND};
use crate::outgoing::{self, OutgoingId, OutgoingState};
use crate::search::query;
use crate::testing::Desk;
use crate::ticket::list::{Filter, Page, View};

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refused {
    match result {
        Err(Error::Refused(refused)) => refused,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn waiting_mails(desk: &Desk) -> Vec<String> {
    desk.read(|conn| outgoing::store::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100))
        .into_iter()
        .map(|m| format!("{} {}", m.kind, m.recipient))
        .collect()
}

#[test]
fn the_first_agent_to_answer_owns_the_ticket_and_the_requester_is_told() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "The printer is jammed", "It ate my paper.");
    assert_eq!(ticket.number, 1000);
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    let ticket = desk.fresh(&ticket);
    assert_eq!((ticket.status, ticket.owner), (Status::Open, Some(desk.bo.id)));
    assert_eq!(waiting_mails(&desk), ["reply ana@example.org"]);
}

#[test]
fn a_reply_by_the_requester_reopens_a_resolved_ticket() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let wish = Wish { then: Then::Resolve, ..Wish::default() };
    desk.replies_with(&desk.bo, &ticket, "Switched it on.", wish).unwrap();
    assert_eq!(desk.fresh(&ticket).status, Status::Resolved);
    desk.passes(HOUR);
    desk.replies(&desk.ana, &ticket, "Still silent.").unwrap();
    assert_eq!(desk.fresh(&ticket).status, Status::Open);
}

#[test]
fn a_closed_ticket_takes_no_more_replies() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Old", "Story.");
    desk.does(&desk.bo, &ticket, |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to: Status::Closed, was: None })
    })
    .unwrap();
    assert_eq!(refusal(desk.replies(&desk.ana, &ticket, "One more thing")), Refused::Closed);
}

#[test]
fn what_was_resolved_for_two_weeks_is_closed_and_what_was_snoozed_wakes() {
    let desk = Desk::new();
    let solved = desk.asks(&desk.ana, "Solved", "x");
    let later = desk.asks(&desk.ana, "Later", "x");
    desk.does(&desk.bo, &solved, |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to: Status::Resolved, was: None })
    })
    .unwrap();
    let until = desk.now().plus(2 * DAY);
    desk.does(&desk.bo, &later, move |tx, by, t| snooze::snooze(tx, by, t, Some(until))).unwrap();
    desk.passes(3 * DAY);
    let now = desk.now();
    desk.write(move |tx| snooze::tend(tx, now)).unwrap();
    assert_eq!(desk.fresh(&later).snoozed_until, None);
    assert_eq!(desk.fresh(&solved).status, Status::Resolved);
    desk.passes(12 * DAY);
    let now = desk.now();
    desk.write(move |tx| snooze::tend(tx, now)).unwrap();
    assert_eq!(desk.fresh(&solved).status, Status::Closed);
}

#[test]
fn a_reply_taken_back_in_time_never_leaves_and_its_words_return_to_the_draft() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Wrong person", "x");
    let wish = Wish { then: Then::Resolve, ..Wish::default() };
    let id = desk.replies_with(&desk.bo, &ticket, "Dear Eve", wish).unwrap();
    desk.passes(5 * SECOND);
    desk.does(&desk.bo, &ticket, move |tx, by, t| reply::withdraw(tx, by, t, id)).unwrap();
    assert_eq!(waiting_mails(&desk), Vec::<String>::new());
    let after = desk.fresh(&ticket);
    assert_eq!((after.status, after.owner), (Status::New, None));
    let (bo, ticket_id, now) = (desk.bo.clone(), ticket.id, desk.now());
    let drafts = desk.read(move |conn| store::drafts(conn, bo.id, ticket_id));
    assert_eq!(drafts[0].1, "Dear Eve");
    let ana = desk.ana.clone();
    let seen = desk.read(move |conn| store::messages(conn, &ana, ticket_id, MessageId(0), 50, now));
    assert_eq!(seen.len(), 1, "Ana never saw it");
}

#[test]
fn a_reply_that_has_left_cannot_be_taken_back() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let id = desk.replies(&desk.bo, &ticket, "Hello").unwrap();
    desk.passes(UNDO_TIME + SECOND);
    assert_eq!(
        refusal(desk.does(&desk.bo, &ticket, move |tx, by, t| reply::withdraw(tx, by, t, id))),
        Refused::AlreadySent
    );
}

#[test]
fn the_requester_sees_a_reply_once_it_can_no_longer_be_taken_back_and_never_a_note() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    desk.notes(&desk.cy, &ticket, "The switch is from 2009.").unwrap();
    desk.replies(&desk.bo, &ticket, "We are on it.").unwrap();
    let count = |desk: &Desk| {
        let (ana, id, now) = (desk.ana.clone(), ticket.id, desk.now());
        desk.read(move |conn| store::messages(conn, &ana, id, MessageId(0), 50, now)).len()
    };
    assert_eq!(count(&desk), 1);
    desk.passes(UNDO_TIME);
    assert_eq!(count(&desk), 2);
}

#[test]
fn eve_finds_nothing_of_anas_by_number_list_search_or_message() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Secret salary sheet", "It will not open.");
    let (eve, number, now) = (desk.eve.clone(), ticket.number, desk.now());
    let (found, listed, searched, message) = desk.read(move |conn| {
        let first = store::messages(conn, &eve, ticket.id, MessageId(0), 1, now)?;
        let id = first.first().map_or(MessageId(1), |m| m.id);
        Ok((
            store::find(conn, &eve, number)?,
            list::list(conn, &eve, &Filter::default(), Page::First, 50)?.items.len(),
            find::find(conn, &eve, &query::read("salary", false), Page::First, now)?.list.items.len(),
            store::message_for(conn, &eve, id, now)?.is_some(),
        ))
    });
    assert_eq!((found, listed, searched, message), (None, 0, 0, false));
}

#[test]
fn a_note_is_found_by_colleagues_and_not_by_the_requester() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Wi-Fi", "Slow.");
    desk.notes(&desk.cy, &ticket, "Zanzibar router flapping").unwrap();
    for (actor, expected) in [(desk.bo.clone(), 1), (desk.ana.clone(), 0)] {
        let now = desk.now();
        let found =
            desk.read(move |conn| find::find(conn, &actor, &query::read("zanzib*", false), Page::First, now));
        assert_eq!(found.list.items.len(), expected);
    }
}

#[test]
fn search_finds_words_phrases_prefixes_and_filters_whatever_case_and_accents() {
    let desk = Desk::new();
    desk.asks(&desk.ana, "Störung im Büro", "Error 0x80070005 beim Öffnen");
    let other = desk.asks(&desk.eve, "Invoice", "error in line 3");
    let (bo, network) = (desk.bo.clone(), desk.network);
    desk.does(&desk.bo, &other, move |tx, by, t| {
        change::change(tx, by, t, &Change::Team { to: Some(network), was: None })
    })
    .unwrap();
    let hits = |text: &'static str| {
        let (bo, now) = (bo.clone(), desk.now());
        desk.read(move |conn| find::find(conn, &bo, &query::read(text, false), Page::First, now))
            .list
            .items
            .len()
    };
    assert_eq!(hits("stoerung"), 0);
    assert_eq!(hits("STORUNG buro"), 1);
    assert_eq!(hits("\"error 0x80070005\""), 1);
    assert_eq!(hits("\"0x80070005 error\""), 0);
    assert_eq!(hits("offn*"), 1);
    assert_eq!(hits("error"), 2);
    assert_eq!(hits("error from:ana"), 1);
    assert_eq!(hits("error team:network"), 1);
    assert_eq!(hits("is:open"), 2);
    assert_eq!(hits("is:open from:nobody-here"), 0);
    assert_eq!(hits("ana"), 1, "people are searched too");
}

#[test]
fn two_people_cannot_silently_overwrite_each_other() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let to = |status, was| Change::Status { to: status, was: Some(was) };
    desk.does(&desk.bo, &ticket, move |tx, by, t| {
        change::change(tx, by, t, &to(Status::Pending, Status::New))
    })
    .unwrap();
    let refused = refusal(desk.does(&desk.di, &ticket, move |tx, by, t| {
        change::change(tx, by, t, &to(Status::Resolved, Status::New))
    }));
    assert_eq!(
        refused,
        Refused::Changed { who: "Bo Berg".to_owned(), what: "status", now_is: "pending".to_owned() }
    );
}

#[test]
fn a_reply_written_over_newer_words_is_held_back_once() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let first = desk.replies(&desk.ana, &ticket, "It works again, forget it").unwrap();
    let wish = Wish { seen: Some(MessageId(first.0 - 1)), ..Wish::default() };
    assert_eq!(refusal(desk.replies_with(&desk.bo, &ticket, "Long answer", wish)), Refused::NewMessages);
    let wish = Wish { seen: Some(first), ..Wish::default() };
    desk.replies_with(&desk.bo, &ticket, "Long answer", wish).unwrap();
}

#[test]
fn a_merge_gathers_everything_and_undoing_it_puts_everything_back() {
    let desk = Desk::new();
    let a = desk.asks(&desk.ana, "Printer", "one");
    let b = desk.asks(&desk.eve, "Printer too", "two");
    let c = desk.asks(&desk.ana, "Printer again", "three");
    let (a2, b2) = (a.clone(), b.clone());
    desk.does(&desk.bo, &a, move |tx, by, a| {
        let into = store::any(tx, b2.id)?.unwrap();
        merge::merge(tx, by, a, &into)
    })
    .unwrap();
    let c2 = c.clone();
    desk.does(&desk.bo, &b, move |tx, by, b| {
        let into = store::any(tx, c2.id)?.unwrap();
        merge::merge(tx, by, b, &into)
    })
    .unwrap();
    let said = |desk: &Desk, id| {
        let (bo, now) = (desk.bo.clone(), desk.now());
        desk.read(move |conn| store::messages(conn, &bo, id, MessageId(0), 50, now)).len()
    };
    assert_eq!((said(&desk, a.id), said(&desk, b.id), said(&desk, c.id)), (0, 0, 3));
    assert_eq!(refusal(desk.replies(&desk.bo, &a, "hello")), Refused::Merged { into: b.number });
    let circle = desk.does(&desk.bo, &c, move |tx, by, c| {
        let into = store::any(tx, a2.id)?.unwrap();
        merge::merge(tx, by, c, &into)
    });
    assert!(circle.is_err());
    desk.does(&desk.bo, &b, merge::undo).unwrap();
    assert_eq!((said(&desk, a.id), said(&desk, b.id), said(&desk, c.id)), (0, 2, 1));
    desk.does(&desk.bo, &a, merge::undo).unwrap();
    assert_eq!((said(&desk, a.id), said(&desk, b.id), said(&desk, c.id)), (1, 1, 1));
    assert_eq!(desk.fresh(&a).status, Status::New);
}

#[test]
fn a_split_takes_its_messages_along_and_leaves_the_first_one() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer", "jammed");
    let second = desk.replies(&desk.ana, &ticket, "Also, my phone is dead").unwrap();
    let new =
        desk.does(&desk.bo, &ticket, move |tx, by, t| split::split(tx, by, t, &[second], "Phone")).unwrap();
    assert_eq!((new.requester, new.subject.as_str()), (desk.ana.id, "Phone"));
    let nothing = desk.does(&desk.bo, &ticket, move |tx, by, t| split::split(tx, by, t, &[second], "Phone"));
    assert_eq!(refusal(nothing), Refused::NothingToSplit);
}

#[test]
fn a_requester_may_say_solved_but_not_work_the_ticket() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let solved = Change::Status { to: Status::Resolved, was: None };
    let s = solved.clone();
    assert_eq!(
        refusal(desk.does(&desk.eve, &ticket, move |tx, by, t| change::change(tx, by, t, &s))),
        Refused::NotAllowed
    );
    let ana = desk.ana.id;
    let own = Change::Owner { to: Some(ana), was: None };
    assert_eq!(
        refusal(desk.does(&desk.ana, &ticket, move |tx, by, t| change::change(tx, by, t, &own))),
        Refused::NotAllowed
    );
    desk.does(&desk.ana, &ticket, move |tx, by, t| change::change(tx, by, t, &solved)).unwrap();
    assert_eq!(desk.fresh(&ticket).status, Status::Resolved);
}

#[test]
fn a_contributor_writes_notes_and_may_not_answer_for_the_desk() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    desk.notes(&desk.cy, &ticket, "patched").unwrap();
    assert_eq!(refusal(desk.replies(&desk.cy, &ticket, "Hello Ana")), Refused::NotAllowed);
    assert_eq!(refusal(desk.notes(&desk.ana, &ticket, "a note by Ana")), Refused::NotAllowed);
}

#[test]
fn drafts_are_kept_until_they_are_sent() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    desk.does(&desk.bo, &ticket, |tx, by, t| {
        draft::keep(tx, by, t, super::MessageKind::Reply, "Half a sent")
    })
    .unwrap();
    let (bo, id) = (desk.bo.id, ticket.id);
    assert_eq!(desk.read(move |conn| store::drafts(conn, bo, id)).len(), 1);
    desk.replies(&desk.bo, &ticket, "Half a sentence.").unwrap();
    assert_eq!(desk.read(move |conn| store::drafts(conn, bo, id)).len(), 0);
}

#[test]
fn pages_of_a_list_follow_each_other_without_gap_or_repeat() {
    let desk = Desk::new();
    for i in 0..25 {
        desk.asks(&desk.ana, &format!("Ticket {i}"), "x");
        if i % 3 == 0 {
            desk.passes(SECOND);
        }
    }
    let bo = desk.bo.clone();
    let numbers = desk.read(move |conn| {
        let filter = Filter { view: Some(View::Unassigned), ..Filter::default() };
        let mut numbers = Vec::new();
        let mut page = Page::First;
        loop {
            let list = list::list(conn, &bo, &filter, page, 10)?;
            numbers.extend(list.items.iter().map(|i| i.number));
            match list.older {
                Some(cursor) => page = Page::Older(cursor),
                None => break,
            }
        }
        let back = list::list(conn, &bo, &filter, Page::First, 10)?;
        let second = list::list(conn, &bo, &filter, Page::Older(back.older.unwrap()), 10)?;
        let first = list::list(conn, &bo, &filter, Page::Newer(second.newer.unwrap()), 10)?;
        assert_eq!(
            first.items.iter().map(|i| i.number).collect::<Vec<_>>(),
            back.items.iter().map(|i| i.number).collect::<Vec<_>>()
        );
        Ok(numbers)
    });
    assert_eq!(numbers, (1000..1025).rev().collect::<Vec<i64>>());
}

#[test]
fn views_hold_what_they_say_and_counts_agree() {
    let desk = Desk::new();
    let mine = desk.asks(&desk.ana, "mine", "x");
    let team = desk.asks(&desk.ana, "team", "x");
    let waiting = desk.asks(&desk.eve, "waiting", "x");
    let (bo, network) = (desk.bo.id, desk.network);
    desk.does(&desk.bo, &mine, move |tx, by, t| {
        change::change(tx, by, t, &Change::Owner { to: Some(bo), was: None })
    })
    .unwrap();
    desk.does(&desk.bo, &team, move |tx, by, t| {
        change::change(tx, by, t, &Change::Team { to: Some(network), was: None })
    })
    .unwrap();
    desk.does(&desk.bo, &waiting, |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to: Status::OnHold, was: None })
    })
    .unwrap();
    for (view, expected) in
        [(View::Mine, 1), (View::Unassigned, 2), (View::Team, 1), (View::Waiting, 1), (View::All, 3)]
    {
        let bo = desk.bo.clone();
        let (listed, counted) = desk.read(move |conn| {
            let filter = Filter { view: Some(view), ..Filter::default() };
            Ok((
                list::list(conn, &bo, &filter, Page::First, 50)?.items.len(),
                list::count(conn, &bo, &filter)?,
            ))
        });
        assert_eq!((listed, counted), (expected, expected as i64), "{view}");
    }
}

#[test]
fn a_colleague_who_is_named_and_an_owner_who_is_answered_hear_of_it_by_mail() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Wi-Fi", "Slow.");
    desk.notes(&desk.bo, &ticket, "@Cy.Dahl could you look? (not @nobody)").unwrap();
    assert_eq!(waiting_mails(&desk), ["notice cy@desk.example"]);
    desk.replies(&desk.bo, &ticket, "We look.").unwrap();
    desk.replies(&desk.ana, &ticket, "Thank you.").unwrap();
    assert_eq!(waiting_mails(&desk).iter().filter(|m| *m == "notice bo@desk.example").count(), 1);
}
