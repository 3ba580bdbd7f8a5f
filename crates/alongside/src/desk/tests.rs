//! The desk's pages as an agent without scripts uses them.

use crate::clock::{HOUR, MINUTE, SECOND};
use crate::ids::MessageId;
use crate::person;
use crate::testing::Desk;
use crate::testing::browser::{Browser, Page};
use crate::ticket::{self, Status, UNDO_TIME};

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

/// What a link of this kind leads to; empty where there is none.
fn linked(page: &Page, rel: &str) -> String {
    let Some((before, _)) = page.body.split_once(&format!("\" rel=\"{rel}\"")) else { return String::new() };
    before.rsplit('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

fn said(desk: &Desk, actor: &person::Actor, number: i64) -> Vec<String> {
    let (actor, now) = (actor.clone(), desk.now());
    desk.read(move |conn| {
        let ticket = ticket::any_by_number(conn, number)?.expect("the ticket");
        ticket::messages(conn, &actor, ticket.id, MessageId(0), 100, now)
    })
    .into_iter()
    .map(|m| m.body)
    .collect()
}

#[test]
fn a_button_pressed_twice_says_it_once() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "first");
    let mut bo = Browser::of(&desk, &desk.bo);
    let key = bo.get(&at(ticket.number, "")).hidden("once");
    for (part, field) in [("/replies", "body"), ("/notes", "note")] {
        let fields = [("once", key.as_str()), (field, "Twice"), ("then", "")];
        let once = bo.post(&at(ticket.number, part), &fields);
        let twice = bo.post(&at(ticket.number, part), &fields);
        assert_eq!((twice.status, twice.location()), (once.status, once.location()), "{part}");
        // Other words are another message, whatever the page's age.
        bo.post(&at(ticket.number, part), &[("once", key.as_str()), (field, "More")]);
    }
    assert_eq!(said(&desk, &desk.bo, ticket.number), ["first", "Twice", "More", "Twice", "More"]);
    let key = bo.get("/desk/new").hidden("once");
    let fields = [("once", key.as_str()), ("requester", "ana@example.org"), ("subject", "No sound")];
    let once = bo.post("/desk/tickets", &fields);
    assert_eq!(bo.post("/desk/tickets", &fields).location(), once.location());
}

#[test]
fn a_refused_reply_leaves_its_key_free_and_words_taken_back_can_be_sent_again() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "first");
    let mut bo = Browser::of(&desk, &desk.bo);
    let key = bo.get(&at(ticket.number, "")).hidden("once");
    let seen = bo.get(&at(ticket.number, "")).hidden("seen");
    desk.replies(&desk.ana, &ticket, "more").unwrap();
    let fields = [("once", key.as_str()), ("body", "Words"), ("seen", seen.as_str())];
    assert_eq!(bo.post(&at(ticket.number, "/replies"), &fields).status, 422);
    let sent = bo.post(&at(ticket.number, "/replies"), &[("once", &key), ("body", "Words")]);
    let (_, message) = sent.location().split_once("#m").unwrap();
    bo.post(&at(ticket.number, &format!("/outgoing/m{message}/cancellation")), &[]);
    let key = bo.get(&at(ticket.number, "")).hidden("once");
    bo.post(&at(ticket.number, "/replies"), &[("once", &key), ("body", "Words")]);
    assert_eq!(said(&desk, &desk.bo, ticket.number), ["first", "more", "Words"]);
}

#[test]
fn the_view_a_ticket_was_opened_from_leads_on_and_back_without_scripts() {
    let desk = Desk::new();
    let tickets: Vec<_> = (0..4)
        .map(|n| {
            desk.passes(MINUTE);
            desk.asks(&desk.ana, &format!("Ticket {n}"), "x")
        })
        .collect();
    let mut bo = Browser::of(&desk, &desk.bo);
    let list = bo.get("/desk/views/unassigned");
    let (_, rest) = list.body.split_once("<a href=\"/desk/tickets/1002").expect("the third");
    let href = format!("/desk/tickets/1002{}", rest.split('"').next().unwrap()).replace("&#38;", "&");
    let page = bo.get(&href);
    page.expect("Ticket 2").expect("href=\"/desk/views/unassigned\"").expect(">Unassigned</a>");
    assert!(linked(&page, "prev").starts_with("/desk/tickets/1003?"), "{}", linked(&page, "prev"));
    assert!(linked(&page, "next").starts_with("/desk/tickets/1001?"));
    // Taken and answered, it has left the view; the way on is the same, and forms keep it.
    let query = href.split_once('?').unwrap().1;
    desk.passes(MINUTE);
    let sent = bo.post(&at(1002, &format!("/replies?{query}")), &[("body", "Done")]);
    assert!(sent.location().starts_with(&format!("/desk/tickets/1002?{query}#m")), "{}", sent.location());
    let page = bo.get(sent.location().split('#').next().unwrap());
    assert!(linked(&page, "next").starts_with("/desk/tickets/1001?"));
    let next = linked(&page, "next");
    let page = bo.get(&next);
    assert!(linked(&page, "prev").starts_with("/desk/tickets/1003?"), "the answered one is not in the view");
    let next = linked(&page, "next");
    let last = bo.get(&next);
    last.expect("Ticket 0");
    assert_eq!(linked(&last, "next"), "");
    // By its address alone there is no way on, and nonsense is as good as nothing.
    for query in ["", "?view=nowhere&at=x", "?view=", "?at=1.1"] {
        let page = bo.get(&at(tickets[1].number, query));
        assert_eq!((page.status.as_u16(), linked(&page, "next")), (200, String::new()), "{query}");
    }
    let page = bo.get(&at(tickets[1].number, "?view=all"));
    assert!(
        linked(&page, "next").starts_with("/desk/tickets/1000?view=all"),
        "its own place, without another"
    );
}

#[test]
fn what_others_said_since_one_looked_is_marked_once() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "first");
    let mut bo = Browser::of(&desk, &desk.bo);
    let look = |bo: &mut Browser| {
        let seen = bo.get(&at(ticket.number, "")).hidden("seen");
        bo.post(&at(ticket.number, "/presence"), &[("writing", ""), ("seen", &seen)]);
    };
    assert!(!bo.get(&at(ticket.number, "")).says("New since you looked"), "all is new to somebody new");
    look(&mut bo);
    desk.passes(2 * HOUR);
    desk.notes(&desk.cy, &ticket, "second").unwrap();
    let page = bo.get(&at(ticket.number, ""));
    let line = page.body.find("New since you looked").expect("the line");
    assert!(page.body.find("first").unwrap() < line && line < page.body.find("second").unwrap());
    page.expect(">2 h</time></span></p>");
    look(&mut bo);
    assert!(!bo.get(&at(ticket.number, "")).says("New since you looked"));
    // One's own words are nothing new, and an older page takes nothing back.
    bo.post(&at(ticket.number, "/notes"), &[("note", "third")]);
    bo.post(&at(ticket.number, "/presence"), &[("seen", "1")]);
    assert!(!bo.get(&at(ticket.number, "")).says("New since you looked"));
    let mut di = Browser::of(&desk, &desk.di);
    di.get(&at(ticket.number, ""));
    di.post(&at(ticket.number, "/notes"), &[("note", "fourth")]);
    bo.get(&at(ticket.number, "")).expect("New since you looked");
    assert!(!di.get(&at(ticket.number, "")).says("New since you looked"), "whoever writes has looked");
}

#[test]
fn how_somebody_likes_to_be_reached_stands_beside_their_ticket() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let page = format!("/desk/people/{}", desk.ana.id);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get(&at(ticket.number, "")).expect(&format!("href=\"{page}\""));
    bo.get(&page).expect("Ana Lind").expect("ana@example.org").expect("href=\"/desk/tickets/1000\"");
    let fields = [
        ("work", "Ward  sister,\u{202e} <Ward 4>"),
        ("telephone", "ext. 4417"),
        ("reach", "a call before ten"),
        ("detail", "plain"),
    ];
    assert_eq!(bo.post(&page, &fields).location(), page);
    bo.get(&at(ticket.number, ""))
        .expect("&#60;Ward 4&#62;")
        .expect("ext. 4417")
        .expect("a call before ten")
        .expect("Plain words, please");
    // It is Ana's own: she sees it, and what she says holds.
    let mut ana = Browser::of(&desk, &desk.ana);
    ana.get("/profile").expect("a call before ten").expect("value=\"plain\" selected");
    ana.post("/profile", &[("name", "Ana Lind"), ("reach", "by mail"), ("detail", "full")]);
    bo.get(&page).expect("value=\"by mail\"");
    bo.get(&at(ticket.number, "")).expect("Wants all the detail");
    // A contributor reads it; an agent does not describe a lead.
    let cy = Browser::of(&desk, &desk.cy).get(&page);
    assert!(cy.says("by mail") && !cy.says("name=\"reach\""));
    let di = format!("/desk/people/{}", desk.di.id);
    assert!(!bo.get(&di).says("name=\"reach\""));
    assert_eq!(bo.post(&di, &fields).status, 403);
    assert_eq!(bo.get("/desk/people/4711").status, 404);
}

#[test]
fn what_somebody_was_trying_to_do_is_shown_and_changed_in_their_words() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get(&at(ticket.number, ""));
    bo.post(&at(ticket.number, "/goal"), &[("goal", "print the letters"), ("blocked", "stopped")]);
    bo.get(&at(ticket.number, "")).expect("Wants to</span> <bdi>print the letters").expect("Work is stopped");
}

#[test]
fn what_a_search_finds_is_leafed_through_both_ways() {
    let desk = Desk::new();
    for number in 0..51 {
        desk.asks(&desk.ana, &format!("Request {number}."), "x");
        desk.passes(crate::clock::SECOND);
    }
    let mut bo = Browser::of(&desk, &desk.bo);
    let link = |page: &str, rel: &str| {
        let nav = page.split_once("aria-label=\"Pages\"").map_or("", |(_, rest)| rest);
        let mut links = nav.split("</nav>").next().unwrap_or("").split("<a ");
        let found = links.find(|link| link.contains(&format!("rel=\"{rel}\"")))?;
        let href = found.split_once("href=\"")?.1.split('"').next()?;
        Some(href.replace("&amp;", "&").replace("&#38;", "&"))
    };
    let first = bo.get("/desk/search?q=is%3Aopen").body;
    assert!(first.contains("Request 50.") && !first.contains("Request 0."));
    assert_eq!(link(&first, "prev"), None);
    let second = bo.get(&link(&first, "next").expect("an older page")).body;
    assert!(second.contains("Request 0.") && !second.contains("Request 50."));
    assert_eq!(link(&second, "next"), None);
    let again = bo.get(&link(&second, "prev").expect("a newer page")).body;
    assert!(again.contains("Request 50.") && !again.contains("Request 0."));
}
