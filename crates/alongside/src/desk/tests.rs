//! The desk's pages as an agent without scripts uses them.

use crate::clock::SECOND;
use crate::testing::Desk;
use crate::testing::browser::Browser;
use crate::ticket::{Status, UNDO_TIME};

fn at(number: i64, part: &str) -> String {
    format!("/desk/tickets/{number}{part}")
}

#[test]
fn an_agent_takes_answers_and_resolves_and_every_step_shows() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "The printer is jammed", "It ate <b>my</b> paper.");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/views/unassigned").expect("The printer is jammed").expect("Ana Lind");
    bo.get(&at(ticket.number, "")).expect("It ate &lt;b&gt;my&lt;/b&gt; paper.").expect("Take");
    assert_eq!(bo.post(&at(ticket.number, "/ownership"), &[("take", "1")]).status, 303);
    bo.get("/desk/views/mine").expect("The printer is jammed");
    let sent =
        bo.post(&at(ticket.number, "/replies"), &[("body", "Open the **lower** tray."), ("then", "resolve")]);
    assert_eq!(sent.status, 303);
    bo.get(&at(ticket.number, "")).expect("<strong>lower</strong>").expect("Undo").expect("Resolved");
    assert_eq!(desk.fresh(&ticket).status, Status::Resolved);
    desk.passes(UNDO_TIME + SECOND);
    bo.get(&at(ticket.number, "")).expect("Waiting to be sent");
}

#[test]
fn undo_brings_the_words_back_into_the_box() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Wrong person", "x");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get(&at(ticket.number, ""));
    let sent = bo.post(&at(ticket.number, "/replies"), &[("body", "Dear Eve, never mind")]);
    let message = sent.location().rsplit_once("#m").expect("the message").1.to_owned();
    bo.post(&at(ticket.number, &format!("/outgoing/m{message}/cancellation")), &[]);
    let page = bo.get(&at(ticket.number, ""));
    page.expect("Dear Eve, never mind</textarea>").expect("Taken back");
}

#[test]
fn a_form_shown_before_a_colleagues_change_is_refused_by_name() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let mut bo = Browser::of(&desk, &desk.bo);
    let mut di = Browser::of(&desk, &desk.di);
    bo.get(&at(ticket.number, ""));
    di.post(&at(ticket.number, "/priority"), &[("priority", "urgent"), ("was", "normal")]);
    bo.post(&at(ticket.number, "/priority"), &[("priority", "low"), ("was", "normal")]);
    bo.get(&at(ticket.number, "")).expect("Di Ek changed the priority to “urgent” in the meantime");
}

#[test]
fn words_that_were_refused_are_still_in_the_box() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get(&at(ticket.number, ""));
    let newest = desk.replies(&desk.ana, &ticket, "It works again").unwrap();
    let seen = (newest.0 - 1).to_string();
    let page = bo.post(&at(ticket.number, "/replies"), &[("body", "A long answer"), ("seen", &seen)]);
    assert_eq!(page.status, 422);
    page.expect("A long answer</textarea>").expect("while you were typing").expect("It works again");
}

#[test]
fn a_note_is_for_colleagues_and_is_never_mailed() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let mut cy = Browser::of(&desk, &desk.cy);
    cy.get(&at(ticket.number, ""));
    assert_eq!(cy.post(&at(ticket.number, "/notes"), &[("note", "The switch is from 2009.")]).status, 303);
    cy.get(&at(ticket.number, "")).expect("Colleagues only").expect("The switch is from 2009.");
    let refused = cy.post(&at(ticket.number, "/replies"), &[("body", "Hello Ana")]);
    assert_eq!(refused.status, 403);
    assert!(!Browser::of(&desk, &desk.ana).get(&format!("/requests/{}", ticket.number)).says("2009"));
}

#[test]
fn merging_and_its_undo_work_from_the_page() {
    let desk = Desk::new();
    let first = desk.asks(&desk.ana, "Printer", "one");
    let second = desk.asks(&desk.eve, "Printer too", "two");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get(&at(second.number, ""));
    let merged = bo.post(&at(second.number, "/merges"), &[("into", &format!("#{}", first.number))]);
    assert_eq!(merged.location(), at(first.number, ""));
    bo.get(&at(first.number, "")).expect("two").expect("Undo");
    bo.get(&at(second.number, "")).expect("merged this into");
    bo.post(&at(first.number, &format!("/merges/{}/cancellation", second.number)), &[]);
    bo.get(&at(second.number, "")).expect("stands by itself again");
}

#[test]
fn search_finds_and_marks_and_a_number_leads_to_its_ticket() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Flickering screen", "The left monitor flickers at noon.");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/search?q=flickers").expect("<mark>flickers</mark>").expect("Flickering screen");
    bo.get("/desk/search?q=team%3Anowhere").expect("team:nowhere");
    assert_eq!(bo.get(&format!("/desk/search?q=%23{}", ticket.number)).location(), at(ticket.number, ""));
}

#[test]
fn a_ticket_is_opened_for_somebody_who_telephoned() {
    let desk = Desk::new();
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/new");
    let bad = bo.post("/desk/tickets", &[("requester", ""), ("subject", "No sound"), ("body", "In room 4")]);
    assert_eq!(bad.status, 422);
    bad.expect("Say who asks").expect("In room 4");
    let good = bo.post(
        "/desk/tickets",
        &[
            ("requester", "new.person@example.org"),
            ("subject", "No sound"),
            ("body", "In room 4"),
            ("take", "1"),
        ],
    );
    assert_eq!(good.status, 303);
    bo.get(good.location()).expect("New Person").expect("In room 4");
}

#[test]
fn several_tickets_are_resolved_at_once() {
    let desk = Desk::new();
    let (a, b) = (desk.asks(&desk.ana, "one", "x"), desk.asks(&desk.ana, "two", "x"));
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/views/unassigned");
    let numbers = [a.number.to_string(), b.number.to_string()];
    let done = bo.post(
        "/desk/selection",
        &[("n", &numbers[0]), ("n", &numbers[1]), ("do", "resolve"), ("back", "unassigned")],
    );
    assert_eq!(done.location(), "/desk/views/unassigned");
    assert_eq!((desk.fresh(&a).status, desk.fresh(&b).status), (Status::Resolved, Status::Resolved));
}

#[test]
fn nobody_outside_opens_the_desk_or_its_tickets() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let paths = ["/desk/views/all", "/desk/search?q=x", "/desk/live", "/desk/palette?q=x", "/desk/new"];
    for path in paths.iter().map(|p| (*p).to_owned()).chain([at(ticket.number, "")]) {
        assert_eq!(Browser::of(&desk, &desk.ana).get(&path).status, 403, "{path}");
        let stranger = Browser::new(&desk).get(&path);
        assert!(stranger.location().starts_with("/sign-in"), "{path}: {}", stranger.status);
    }
}

#[test]
fn pages_carry_a_strict_policy_and_stay_small() {
    let desk = Desk::new();
    for i in 0..60 {
        desk.asks(
            &desk.ana,
            &format!("A subject of a usual length, number {i}"),
            &"Some words of a message. ".repeat(20),
        );
    }
    let mut bo = Browser::of(&desk, &desk.bo);
    let list = bo.get("/desk/views/all");
    assert!(list.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
    assert!(!list.says("style=\"") && !list.says("onclick"));
    assert!(list.bytes.len() <= 60 * 1024, "the list has {} bytes", list.bytes.len());
    let ticket = bo.get("/desk/tickets/1000");
    assert!(ticket.bytes.len() <= 40 * 1024, "the ticket has {} bytes", ticket.bytes.len());
}
