//! What the mail door promises, told as stories.

mod door;

use super::authenticate::{Evidence, Prover};
use super::{NewRaw, RawMail, RawMailId, RawState, RawVia, TOPIC, accept, raw_mail, store, take_in_waiting};
use crate::clock::{HOUR, MINUTE};
use crate::event::{self, EventKind};
use crate::ids::{MessageId, TicketId};
use crate::outgoing::{self, OutgoingId, OutgoingKind, OutgoingState};
use crate::person;
use crate::testing::Desk;
use crate::ticket::change::{self, Change};
use crate::ticket::message::Message;
use crate::ticket::reply::Wish;
use crate::ticket::{self, MessageKind, Status, Then, Ticket};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Says of every mail what the test wants.
struct Says(bool);

impl Prover for Says {
    fn proves<'a>(&'a self, _: Evidence<'a>) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(std::future::ready(self.0))
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

fn comes(desk: &Desk, raw: &str, to: &str, from: &str) -> RawMailId {
    let new = NewRaw {
        via: RawVia::Smtp,
        peer: "192.0.2.1".to_owned(),
        envelope_from: from.to_owned(),
        envelope_to: vec![to.to_owned()],
        raw: raw.replace('\n', "\r\n").into_bytes(),
        source_key: None,
    };
    block_on(accept(&desk.app, new)).unwrap()
}

fn read(desk: &Desk, proven: bool) -> usize {
    block_on(take_in_waiting(&desk.app, Arc::new(Says(proven)))).unwrap()
}

fn row(desk: &Desk, id: RawMailId) -> RawMail {
    desk.read(move |conn| raw_mail(conn, id)).unwrap()
}

fn kept<T>(written: Result<T, ::store::Error>) -> T {
    written.unwrap_or_else(|error| panic!("{error}"))
}

/// A mail comes and is taken in.
fn mail_proving(desk: &Desk, raw: &str, proven: bool) -> RawMail {
    let id = comes(desk, raw, "help@desk.example", "sender@example.org");
    read(desk, proven);
    row(desk, id)
}

fn mail(desk: &Desk, raw: &str) -> RawMail {
    mail_proving(desk, raw, false)
}

fn ticket_of(desk: &Desk, mail: &RawMail) -> Ticket {
    let id = mail.ticket.unwrap_or_else(|| panic!("no ticket: {}", mail.outcome));
    desk.read(move |conn| ticket::any(conn, id)).unwrap()
}

fn said(desk: &Desk, ticket: &Ticket) -> Vec<Message> {
    let (bo, id, now) = (desk.bo.clone(), ticket.id, desk.now());
    desk.read(move |conn| ticket::messages(conn, &bo, id, MessageId(0), 100, now))
}

fn queued(desk: &Desk, kind: OutgoingKind) -> Vec<outgoing::Outgoing> {
    let all = desk.read(|conn| outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 1000));
    all.into_iter().filter(|m| m.kind == kind).collect()
}

fn events(desk: &Desk, id: TicketId, kind: EventKind) -> Vec<event::Event> {
    desk.read(move |conn| event::of_ticket(conn, id, 100)).into_iter().filter(|e| e.kind == kind).collect()
}

fn watches(desk: &Desk, ticket: &Ticket) -> Vec<String> {
    let id = ticket.id;
    desk.read(move |conn| ticket::watchers(conn, id)).into_iter().map(|(_, _, address)| address).collect()
}

fn becomes(desk: &Desk, ticket: &Ticket, to: Status) {
    desk.does(&desk.bo, ticket, move |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to, was: None })
    })
    .unwrap();
}

const FROM_EVE: &str = "From: Eve Falk <eve@elsewhere.example>\nTo: help@desk.example\n";
const FROM_ANA: &str = "From: Ana Lind <ana@example.org>\nTo: help@desk.example\n";
const FROM_BO: &str = "From: Bo Berg <bo@desk.example>\nTo: help@desk.example\n";

#[test]
fn a_strangers_mail_becomes_a_ticket_and_gets_one_receipt_an_hour() {
    let desk = Desk::new();
    let first = mail(
        &desk,
        "From: Gus Holm <Gus@New.Example>\nTo: help@desk.example\nSubject: Re: No sound\nMessage-ID: <1@new>\n\nThe small room is silent.\n",
    );
    let ticket = ticket_of(&desk, &first);
    assert_eq!((ticket.subject.as_str(), ticket.status), ("No sound", Status::New));
    let words = said(&desk, &ticket);
    assert_eq!(
        (words[0].body.as_str(), words[0].author_name.as_str()),
        ("The small room is silent.", "Gus Holm")
    );
    assert_eq!(queued(&desk, OutgoingKind::Receipt)[0].recipient, "gus@new.example");
    let again = "From: gus@new.example\nTo: help@desk.example\nSubject: And\n\nthe light flickers.\n";
    assert_ne!(mail(&desk, again).ticket, first.ticket);
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 1, "no second receipt within the hour");
    desk.passes(HOUR);
    mail(&desk, again);
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 2);
}

#[test]
fn a_reply_by_mail_reopens_a_resolved_ticket() {
    let desk = Desk::new();
    let first = mail(&desk, &format!("{FROM_ANA}Subject: No sound\nMessage-ID: <1@ana>\n\nSilent.\n"));
    let ticket = ticket_of(&desk, &first);
    desk.replies_with(&desk.bo, &ticket, "Switched it on.", Wish { then: Then::Resolve, ..Wish::default() })
        .unwrap();
    let answer = queued(&desk, OutgoingKind::Reply)[0].rfc_id.clone();
    let reply = mail(
        &desk,
        &format!(
            "{FROM_ANA}Subject: Re: No sound\nMessage-ID: <2@ana>\nIn-Reply-To: <{answer}>\n\nStill silent.\n\nOn Tuesday Bo wrote:\n> Switched it on.\n"
        ),
    );
    assert_eq!(reply.ticket, Some(ticket.id));
    assert_eq!(desk.fresh(&ticket).status, Status::Open);
    let last = said(&desk, &ticket).pop().unwrap();
    assert_eq!((last.body.as_str(), last.kind), ("Still silent.", MessageKind::Reply));
    assert!(last.folded.contains("Switched it on."), "the quote is folded away, not lost");
}

#[test]
fn a_reply_to_a_closed_ticket_starts_a_linked_one() {
    let desk = Desk::new();
    let first = mail(&desk, &format!("{FROM_ANA}Subject: No sound\nMessage-ID: <1@ana>\n\nSilent.\n"));
    let closed = ticket_of(&desk, &first);
    becomes(&desk, &closed, Status::Closed);
    let reply = mail(&desk, &format!("{FROM_ANA}Subject: Re: No sound\nReferences: <1@ana>\n\nAgain!\n"));
    let new = ticket_of(&desk, &reply);
    assert_ne!(new.id, closed.id);
    let links = desk.read(move |conn| ticket::links(conn, new.id));
    assert_eq!((links[0].number, links[0].kind), (closed.number, ticket::LinkKind::Follows));
    assert_eq!(desk.fresh(&closed).status, Status::Closed);
}

#[test]
fn the_same_message_id_twice_is_one_message() {
    let desk = Desk::new();
    let raw = format!("{FROM_ANA}Subject: No sound\nMessage-ID: <1@ana>\n\nSilent.\n");
    let first = mail(&desk, &raw);
    let again = mail(&desk, &raw);
    assert_eq!((again.ticket, again.message, again.state), (first.ticket, first.message, RawState::Done));
    assert_eq!(said(&desk, &ticket_of(&desk, &first)).len(), 1);
}

#[test]
fn nobody_keeps_anothers_mail_out_by_using_its_message_id_first() {
    let desk = Desk::new();
    let eve = mail(&desk, &format!("{FROM_EVE}Subject: x\nMessage-ID: <1@ana>\n\nI was first.\n"));
    let ana = mail(&desk, &format!("{FROM_ANA}Subject: No sound\nMessage-ID: <1@ana>\n\nSilent.\n"));
    assert_ne!(ana.ticket, eve.ticket);
    assert_eq!(said(&desk, &ticket_of(&desk, &ana))[0].body, "Silent.");
}

#[test]
fn two_nodes_that_hold_the_same_mail_take_it_in_once() {
    let desk = Desk::new();
    let id = comes(&desk, &format!("{FROM_ANA}Subject: x\n\nOnce.\n"), "help@desk.example", "a@b.c");
    let (now, until) = (desk.now(), desk.now().plus(MINUTE));
    let stale = kept(desk.write(move |tx| store::claim(tx, now, until, 10, 1_000_000)))[0];
    assert_eq!(read(&desk, false), 0, "the mail is claimed");
    desk.passes(2 * MINUTE);
    assert_eq!(read(&desk, false), 1, "the lease ran out, another node took it");
    let done = desk.write(move |tx| store::finish(tx, &stale, RawState::NeedsLook, "late", None, None));
    assert!(!kept(done), "the late one changes nothing");
    assert_eq!(row(&desk, id).state, RawState::Done);
}

#[test]
fn copies_that_come_at_once_are_one_message_and_a_new_writer_is_met_once() {
    let desk = Desk::new();
    let from_gus = "From: gus@new.example\nTo: help@desk.example\nCc: hal@new.example\n";
    for number in [1, 1, 1, 1, 2, 3, 4, 5] {
        let raw = format!("{from_gus}Subject: x\nMessage-ID: <{number}@new>\n\nHelp.\n");
        comes(&desk, &raw, "help@desk.example", "gus@new.example");
    }
    assert_eq!(read(&desk, false), 8);
    let done = desk.read(|conn| super::page(conn, RawState::Done, RawMailId(i64::MAX), 100));
    let tickets: std::collections::HashSet<_> = done.iter().filter_map(|m| m.ticket).collect();
    assert_eq!((done.len(), tickets.len()), (8, 5), "{done:?}");
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 1);
}

#[test]
fn a_stranger_who_quotes_a_number_opens_a_ticket_of_their_own() {
    let desk = Desk::new();
    let anas = desk.asks(&desk.ana, "Salary slip", "Wrong account.");
    let eve =
        mail(&desk, &format!("{FROM_EVE}Subject: Re: [#{}] Salary slip\n\nSend it to me.\n", anas.number));
    assert_ne!(eve.ticket, Some(anas.id));
    assert_eq!(said(&desk, &anas).len(), 1);
    let links = desk.read(move |conn| ticket::links(conn, anas.id));
    assert!(links.is_empty());
    let ana = mail(&desk, &format!("{FROM_ANA}Subject: [#{}] Salary slip\n\nAny news?\n", anas.number));
    assert_eq!(ana.ticket, Some(anas.id));
}

#[test]
fn a_stranger_who_answers_a_mail_of_others_gets_a_ticket_linked_for_the_desk() {
    let desk = Desk::new();
    let first = mail(&desk, &format!("{FROM_ANA}Subject: x\nMessage-ID: <1@ana>\n\nHelp.\n"));
    let eve = mail(&desk, &format!("{FROM_EVE}Subject: Re: x\nIn-Reply-To: <1@ana>\n\nMe too.\n"));
    assert_ne!(eve.ticket, first.ticket);
    let id = ticket_of(&desk, &eve).id;
    assert_eq!(desk.read(move |conn| ticket::links(conn, id))[0].kind, ticket::LinkKind::Related);
}

#[test]
fn those_in_cc_watch_and_may_reply() {
    let desk = Desk::new();
    let first = mail(
        &desk,
        "From: ana@example.org\nTo: Help@Desk.Example\nCc: Gus <gus@new.example>, help+x@desk.example, ana@example.org\nSubject: x\nMessage-ID: <1@ana>\n\nHelp us.\n",
    );
    let ticket = ticket_of(&desk, &first);
    assert_eq!(watches(&desk, &ticket), ["gus@new.example"]);
    let reply = mail(
        &desk,
        "From: gus@new.example\nTo: help@desk.example\nSubject: Re: x\nReferences: <1@ana>\n\nI can show it.\n",
    );
    assert_eq!(reply.ticket, Some(ticket.id));
    assert_eq!(said(&desk, &ticket).len(), 2);
}

#[test]
fn a_signed_address_lets_its_holder_speak_and_they_watch_from_then_on() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    let key = crate::mailbox::reply_key(&desk.app.key);
    let address = mail::thread::sign_reply_address(&key, "help@desk.example", ticket.number);
    let id = comes(
        &desk,
        "From: eve@elsewhere.example\nSubject: Re: x\n\nFor Ana.\n",
        &address,
        "eve@elsewhere.example",
    );
    read(&desk, false);
    assert_eq!(row(&desk, id).ticket, Some(ticket.id));
    assert_eq!(watches(&desk, &ticket), ["eve@elsewhere.example"]);
}

#[test]
fn a_merged_ticket_is_followed_to_where_the_talk_goes_on() {
    let desk = Desk::new();
    let first = mail(&desk, &format!("{FROM_ANA}Subject: x\nMessage-ID: <1@ana>\n\nHelp.\n"));
    let (from, into) = (ticket_of(&desk, &first), desk.asks(&desk.ana, "y", "The same."));
    let target = into.clone();
    desk.does(&desk.bo, &from, move |tx, by, t| ticket::merge::merge(tx, by, t, &target)).unwrap();
    let number = from.number;
    let reply = mail(&desk, &format!("{FROM_ANA}Subject: [#{number}] x\n\nMore.\n"));
    assert_eq!(reply.ticket, Some(into.id));
}

#[test]
fn an_agents_reply_by_mail_goes_to_the_requester_when_it_is_proven_and_is_held_when_not() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    let raw = format!("{FROM_BO}Subject: Re: [#{}] x\n\nPress the button.\n", ticket.number);
    mail_proving(&desk, &raw, false);
    let held = said(&desk, &ticket).pop().unwrap();
    assert!(held.is_held && held.kind == MessageKind::Note);
    assert_eq!(queued(&desk, OutgoingKind::Reply).len(), 0, "nothing leaves in Bo's name");
    assert_eq!(desk.fresh(&ticket).owner, None);
    mail_proving(&desk, &raw, true);
    let sent = said(&desk, &ticket).pop().unwrap();
    assert!(!sent.is_held && sent.kind == MessageKind::Reply);
    assert_eq!(queued(&desk, OutgoingKind::Reply)[0].recipient, "ana@example.org");
    assert_eq!(desk.fresh(&ticket).owner, Some(desk.bo.id));
}

#[test]
fn a_contributors_mail_is_a_note_and_an_agents_own_trouble_is_their_request() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    let number = ticket.number;
    mail_proving(
        &desk,
        &format!(
            "From: cy@desk.example\nTo: help@desk.example\nSubject: #{number}\n\nThe switch is from 2009.\n"
        ),
        true,
    );
    let note = said(&desk, &ticket).pop().unwrap();
    assert_eq!((note.kind, note.is_held), (MessageKind::Note, false));
    let own = mail(&desk, &format!("{FROM_BO}Subject: My screen\n\nIt is dark.\n"));
    assert_eq!(ticket_of(&desk, &own).requester, desk.bo.id);
}

#[test]
fn a_held_mail_becomes_what_it_meant_to_be_when_its_writer_says_yes() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    let number = ticket.number;
    for (who, expected) in [(desk.cy.clone(), MessageKind::Note), (desk.bo.clone(), MessageKind::Reply)] {
        let address = format!("{}@desk.example", who.name.split(' ').next().unwrap().to_lowercase());
        mail(&desk, &format!("From: {address}\nTo: help@desk.example\nSubject: #{number}\n\nPress it.\n"));
        let held = said(&desk, &ticket).pop().unwrap();
        assert!(held.is_held);
        desk.does(&who, &ticket, move |tx, by, t| ticket::reply::accept_held(tx, by, t, held.id)).unwrap();
        let accepted = said(&desk, &ticket).pop().unwrap();
        assert_eq!((accepted.kind, accepted.is_held), (expected, false), "{}", who.name);
        let replies = usize::from(expected == MessageKind::Reply);
        assert_eq!(queued(&desk, OutgoingKind::Reply).len(), replies, "{}", who.name);
    }
}

#[test]
fn a_bounce_is_written_on_the_ticket_and_flags_the_address_until_the_person_writes() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    let answer = desk.replies(&desk.bo, &ticket, "Hello").unwrap();
    let rfc_id = queued(&desk, OutgoingKind::Reply)[0].rfc_id.clone();
    let report = format!(
        "From: MAILER-DAEMON@example.org\nTo: help@desk.example\nSubject: Undelivered Mail\nMessage-ID: <b1@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; Ana@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user here\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{rfc_id}>\nSubject: x\n\n--b--\n"
    );
    let before = said(&desk, &ticket).len();
    let bounce = mail(&desk, &report);
    mail(&desk, &report);
    assert_eq!((bounce.ticket, bounce.message), (Some(ticket.id), Some(answer)));
    let written = events(&desk, ticket.id, EventKind::MailBounced);
    assert_eq!(written.len(), 1, "the same report twice says it once");
    assert_eq!((written[0].before.as_str(), written[0].message), ("ana@example.org", Some(answer.0)));
    assert!(written[0].after.contains("no such user"));
    assert_eq!(said(&desk, &ticket).len(), before);
    let flagged = desk.read(|conn| person::undeliverable(conn, "ana@example.org"));
    assert!(flagged.is_some_and(|reason| reason.contains("no such user")));
    mail(&desk, &format!("{FROM_ANA}Subject: I am back\n\nMy address lives.\n"));
    assert_eq!(desk.read(|conn| person::undeliverable(conn, "ana@example.org")), None);
}

#[test]
fn a_forged_bounce_flags_nobody_we_did_not_write_to() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    desk.does(&desk.bo, &ticket, {
        let eve = desk.eve.id;
        move |tx, by, t| change::change(tx, by, t, &Change::AddWatcher(eve))
    })
    .unwrap();
    desk.replies(&desk.bo, &ticket, "Hello").unwrap();
    let rfc_id = queued(&desk, OutgoingKind::Reply)[0].rfc_id.clone();
    mail(
        &desk,
        &format!(
            "From: MAILER-DAEMON@evil.example\nTo: help@desk.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; di@desk.example\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{rfc_id}>\n\n--b--\n"
        ),
    );
    assert_eq!(desk.read(|conn| person::undeliverable(conn, "di@desk.example")), None);
}

#[test]
fn a_bounce_of_nothing_we_know_makes_no_ticket() {
    let desk = Desk::new();
    let bounce = mail(
        &desk,
        "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nTo: help@desk.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n",
    );
    assert_eq!((bounce.state, bounce.ticket), (RawState::Done, None));
}

#[test]
fn a_vacation_notice_is_a_note_on_its_ticket_and_nothing_elsewhere() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "Help.");
    desk.replies_with(&desk.bo, &ticket, "Solved", Wish { then: Then::Resolve, ..Wish::default() }).unwrap();
    let rfc_id = queued(&desk, OutgoingKind::Reply)[0].rfc_id.clone();
    let away = mail(
        &desk,
        &format!(
            "{FROM_ANA}Subject: Automatic reply: x\nAuto-Submitted: auto-replied\nIn-Reply-To: <{rfc_id}>\n\nI am away.\n"
        ),
    );
    assert_eq!(away.ticket, Some(ticket.id));
    assert_eq!(said(&desk, &ticket).pop().unwrap().kind, MessageKind::Note);
    assert_eq!(desk.fresh(&ticket).status, Status::Resolved, "a machine reopens nothing");
    let lost = mail(
        &desk,
        "From: z@far.example\nSubject: Automatic reply: y\nAuto-Submitted: auto-replied\n\nI am away.\n",
    );
    assert_eq!((lost.state, lost.ticket), (RawState::Done, None));
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 0);
}

#[test]
fn a_machines_alarm_becomes_a_ticket_and_is_not_answered() {
    let desk = Desk::new();
    let alarm = mail(
        &desk,
        "From: nagios@example.org\nTo: help@desk.example\nSubject: disk full on db1\nAuto-Submitted: auto-generated\n\n/var is 98 % full.\n",
    );
    assert_eq!(ticket_of(&desk, &alarm).subject, "disk full on db1");
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 0);
}

#[test]
fn two_desks_cannot_loop() {
    let desk = Desk::new();
    // The other desk is the worst there is: it answers everything, says it is a person and forgets what it answers.
    let mut answers = 0;
    for round in 0..100 {
        mail(
            &desk,
            &format!(
                "From: support@other.example\nTo: help@desk.example\nSubject: We have your request {round}\nMessage-ID: <{round}@other.example>\n\nThank you for your mail.\n"
            ),
        );
        answers = queued(&desk, OutgoingKind::Receipt).len();
        desk.passes(MINUTE);
    }
    assert_eq!(answers, 2, "one an hour in 100 minutes");
    // And one of ours, which says what it is, ends it at once.
    let ours = mail(
        &desk,
        "From: help@other-desk.example\nTo: help@desk.example\nSubject: [#1000] We have your request\nX-Alongside-Loop: 1\nAuto-Submitted: auto-replied\n\nWe have it.\n",
    );
    assert_eq!((ours.state, ours.ticket), (RawState::Done, None));
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), answers);
}

#[test]
fn a_mail_of_ours_that_comes_back_is_dropped_and_one_that_only_claims_to_be_needs_a_look() {
    let desk = Desk::new();
    let ours = mail(
        &desk,
        "From: IT help <help@desk.example>\nTo: help@desk.example\nSubject: x\nMessage-ID: <t1@desk.example>\nX-Alongside-Loop: 1\n\nTest.\n",
    );
    assert_eq!((ours.state, ours.ticket), (RawState::Done, None));
    let forged = mail(&desk, "From: help@desk.example\nTo: help@desk.example\nSubject: Invoice\n\nPay me.\n");
    assert_eq!(forged.state, RawState::NeedsLook);
}

#[test]
fn attachments_arrive_whole_with_harmless_names() {
    let desk = Desk::new();
    let mail = mail(
        &desk,
        "From: ana@example.org\nTo: help@desk.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the file.\n--b\nContent-Type: application/pdf; name=\"../../etc/pass\u{202E}fdp.exe\"\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\nContent-Transfer-Encoding: base64\n\naGVsbG8gd29ybGQ=\n--b--\n",
    );
    let message = mail.message.unwrap();
    let files = desk.read(move |conn| ticket::attachments_of_message(conn, message));
    assert_eq!(files.len(), 1);
    assert_eq!((files[0].filename.as_str(), files[0].size_bytes), ("passwd", 11));
    assert_eq!(block_on(desk.app.blobs.get(&files[0].blob_hash)).unwrap(), b"hello world");
}

#[test]
fn a_mail_without_a_sender_waits_for_a_look_and_can_be_tried_again_or_dismissed() {
    let desk = Desk::new();
    let odd = mail(&desk, "Subject: who am I\n\nx\n");
    // The envelope names somebody, so this one is heard.
    assert_eq!(odd.state, RawState::Done);
    let id = comes(&desk, "Subject: who am I\n\nx\n", "help@desk.example", "");
    read(&desk, false);
    let odd = row(&desk, id);
    assert_eq!((odd.state, odd.outcome.as_str()), (RawState::NeedsLook, "It does not say who sent it."));
    assert!(kept(desk.write(move |tx| super::retry(tx, id))));
    assert_eq!(read(&desk, false), 1);
    assert_eq!(row(&desk, id).state, RawState::NeedsLook);
    assert!(kept(desk.write(move |tx| super::dismiss(tx, id))));
    assert!(!kept(desk.write(move |tx| super::dismiss(tx, id))));
    let bytes = desk.read(move |conn| super::bytes(conn, id));
    assert_eq!(bytes.unwrap(), b"Subject: who am I\r\n\r\nx\r\n", "the mail is kept as it came");
}

#[test]
fn a_mail_whose_files_cannot_be_kept_waits_and_is_taken_in_later() {
    let desk = Desk::new();
    let raw = "From: ana@example.org\nTo: help@desk.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nText.\n--b\nContent-Disposition: attachment; filename=a.bin\n\nbytes\n--b--\n";
    let folder = desk.folder().join("attachments");
    // A file where the folder should be: nothing can be kept there.
    std::fs::write(&folder, b"in the way").unwrap();
    let id = comes(&desk, raw, "help@desk.example", "ana@example.org");
    read(&desk, false);
    let waiting = row(&desk, id);
    assert_eq!((waiting.state, waiting.ticket), (RawState::Waiting, None));
    assert!(waiting.outcome.contains("could not be kept"), "{}", waiting.outcome);
    assert_eq!(read(&desk, false), 0, "not at once");
    std::fs::remove_file(&folder).unwrap();
    desk.passes(MINUTE);
    read(&desk, false);
    assert_eq!(row(&desk, id).state, RawState::Done);
}

#[test]
fn the_same_place_in_a_mailbox_is_one_mail() {
    let desk = Desk::new();
    let new = NewRaw {
        via: RawVia::Imap,
        peer: "help@desk.example".to_owned(),
        envelope_from: String::new(),
        envelope_to: vec!["help@desk.example".to_owned()],
        raw: b"From: ana@example.org\r\n\r\nx".to_vec(),
        source_key: Some("help@desk.example/1/7".to_owned()),
    };
    let first = block_on(accept(&desk.app, new.clone())).unwrap();
    assert_eq!(block_on(accept(&desk.app, new)).unwrap(), first);
    assert_eq!(read(&desk, false), 1);
}

#[test]
fn an_accepted_mail_wakes_the_readers() {
    let desk = Desk::new();
    let mut news = desk.app.db.subscribe();
    comes(&desk, "From: a@b.c\n\nx\n", "help@desk.example", "a@b.c");
    let woken = async {
        // A gap in the news wakes them as well.
        while !matches!(news.recv().await, Ok(notice) if notice.topic == TOPIC || notice.topic == ::store::GAP)
        {
        }
    };
    block_on(async {
        tokio::time::timeout(std::time::Duration::from_secs(60), woken).await.expect("they are woken");
    });
}

#[test]
fn an_answer_in_the_same_batch_finds_what_it_answers() {
    let desk = Desk::new();
    comes(
        &desk,
        &format!("{FROM_ANA}Subject: Re: x\nMessage-ID: <2@ana>\nIn-Reply-To: <1@ana>\n\nAnd this.\n"),
        "help@desk.example",
        "a@b.c",
    );
    comes(
        &desk,
        &format!("{FROM_ANA}Subject: x\nMessage-ID: <1@ana>\n\nHelp.\n"),
        "help@desk.example",
        "a@b.c",
    );
    assert_eq!(read(&desk, false), 2);
    let ticket = desk.read(|conn| ticket::by_rfc_id(conn, "1@ana")).unwrap().1;
    assert_eq!(desk.read(|conn| ticket::by_rfc_id(conn, "2@ana")).unwrap().1, ticket);
}
