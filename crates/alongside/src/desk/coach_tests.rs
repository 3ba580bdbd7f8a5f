//! The coach and the promises in the composer, as an agent without scripts meets them.

use crate::clock::{At, DAY, HOUR};
use crate::ids::PromiseId;
use crate::person::{self, NewPerson, Role};
use crate::promise::{self, NewPromise, Promise, State, Subject};
use crate::testing::Desk;
use crate::testing::browser::Browser;
use crate::ticket::{self, MessageKind, Ticket};

fn at(ticket: &Ticket, part: &str) -> String {
    format!("/desk/tickets/{}{part}", ticket.number)
}

impl Desk {
    fn promises_on(&self, ticket: &Ticket) -> Vec<Promise> {
        let id = ticket.id;
        self.read(move |conn| promise::of_subject(conn, Subject::Ticket(id)))
    }

    fn bo_promised(&self, ticket: &Ticket, words: &'static str, due_at: At) -> PromiseId {
        let (bo, ticket, now) = (self.bo.clone(), ticket.clone(), self.now());
        self.write(move |tx| {
            let new = NewPromise {
                subject: Subject::Ticket(ticket.id),
                owner: bo.id,
                made_to: Some(ticket.requester),
                words,
                due_at,
                made_in: None,
                team: None,
                service: None,
            };
            promise::make(tx, &bo, now, &new)
        })
        .expect("the promise")
    }
}

/// The number that the page gives to an offered promise, and the time it proposes.
fn local(page: &crate::testing::browser::Page) -> String {
    let (_, rest) = page.body.split_once("name=\"offer_0_due\" value=\"").expect("an offer");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn a_draft_is_looked_over_and_comes_back_with_marks_and_every_word() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer", "The printer is stuck. When will it work again?");
    let mut bo = Browser::of(&desk, &desk.bo);
    let body = "Hello Ana,\nyou broke the printer. Obviously the VLAN is down.";
    let page = bo.post(&at(&ticket, "/coach"), &[("kind", "reply"), ("body", body)]);
    assert_eq!(page.status, 200);
    page.expect("things to look at").expect("Sounds like blame").expect("A word of ours");
    page.expect("you broke the printer. Obviously the VLAN is down.</textarea>");
    page.expect("When will it work again?").expect("Hello Ana");
    let (bo, id) = (desk.bo.id, ticket.id);
    let drafts = desk.read(move |conn| ticket::drafts(conn, bo, id));
    assert_eq!(drafts.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(), [MessageKind::Reply]);
}

#[test]
fn kind_and_clear_words_are_left_alone() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer", "The printer is stuck.");
    let body =
        "Hello Ana, thank you for writing. The printer had no paper left; I put some in, so it prints again.";
    let page = Browser::of(&desk, &desk.bo).post(&at(&ticket, "/coach"), &[("body", body)]);
    page.expect("Reads well");
    assert!(!page.says("co-list"));
}

#[test]
fn a_note_is_read_for_its_tone_and_not_for_its_terms() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer", "When will it work again?");
    let page = Browser::of(&desk, &desk.cy).post(
        &at(&ticket, "/coach"),
        &[("kind", "note"), ("note", "You broke the VLAN. I'll mend it tomorrow.")],
    );
    page.expect("Sounds like blame").expect("You broke the VLAN. I&#39;ll mend it tomorrow.</textarea>");
    assert!(!page.says("A word of ours") && !page.says("No answer yet") && !page.says("name=\"offer\""));
}

#[test]
fn a_promise_that_is_accepted_is_made_with_the_reply_and_goes_when_it_is_taken_back() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let mut bo = Browser::of(&desk, &desk.bo);
    let body = "Hello Ana, I'll call you tomorrow morning.";
    let looked = bo.post(&at(&ticket, "/coach"), &[("body", body)]);
    looked.expect("Promise Ana").expect("due <b>Wed 25 Nov, 12:00</b>");
    let due = local(&looked);
    assert_eq!(due, "2026-11-25T12:00");
    let words = looked.hidden("offer_0_words").replace("&#39;", "'");
    let sent = [("body", body), ("offer", "0"), ("offer_0_words", &words), ("offer_0_due", &due)];
    let reply = bo.post(&at(&ticket, "/replies"), &sent);
    assert_eq!(reply.status, 303, "{}", reply.body);
    let made = desk.promises_on(&ticket);
    let message = reply.location().rsplit_once("#m").expect("the message").1.to_owned();
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].words.as_str(), made[0].state), (words.as_str(), State::Open));
    assert_eq!(made[0].due_at.timestamp().to_string(), "2026-11-25T11:00:00Z");
    assert_eq!(made[0].made_in.map(|id| id.to_string()), Some(message.clone()));
    bo.post(&at(&ticket, &format!("/outgoing/m{message}/cancellation")), &[]);
    assert!(desk.promises_on(&ticket).is_empty(), "what was taken back promises nothing");
}

#[test]
fn what_a_reply_promises_is_told_when_the_reply_can_no_longer_be_taken_back() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let sent = [
        ("body", "I'll call you tomorrow."),
        ("offer", "0"),
        ("offer_0_words", "I'll call you tomorrow"),
        ("offer_0_due", "2026-11-25T17:00"),
    ];
    assert_eq!(Browser::of(&desk, &desk.bo).post(&at(&ticket, "/replies"), &sent).status, 303);
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = format!("/requests/{}", ticket.number);
    assert!(!ana.get(&page).says("call you tomorrow"));
    desk.passes(ticket::UNDO_TIME);
    ana.get(&page)
        .expect("Bo Berg promised: “I&#39;ll call you tomorrow”, by Wednesday 25 November 2026, 17:00.");
}

#[test]
fn words_that_were_taken_out_again_are_not_promised() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let sent = [
        ("body", "Hello Ana, it works again."),
        ("offer", "0"),
        ("offer_0_words", "I'll call you tomorrow"),
        ("offer_0_due", "2026-11-25T12:00"),
    ];
    assert_eq!(Browser::of(&desk, &desk.bo).post(&at(&ticket, "/replies"), &sent).status, 303);
    assert!(desk.promises_on(&ticket).is_empty());
}

#[test]
fn a_promise_that_cannot_be_made_holds_the_reply_back_with_every_word() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let body = "I'll call you tomorrow.";
    let sent =
        [("body", body), ("offer", "0"), ("offer_0_words", "I'll call you tomorrow"), ("offer_0_due", "")];
    let page = Browser::of(&desk, &desk.bo).post(&at(&ticket, "/replies"), &sent);
    assert_eq!(page.status, 422);
    page.expect("a time that is still to come")
        .expect("call you tomorrow.</textarea>")
        .expect("name=\"offer\" value=\"0\" checked");
    assert!(desk.promises_on(&ticket).is_empty());
    let id = ticket.id;
    let (bo, now) = (desk.bo.clone(), desk.now());
    let said = desk.read(move |conn| ticket::messages(conn, &bo, id, crate::ids::MessageId(0), 10, now));
    assert_eq!(said.len(), 1, "the reply was not sent either");
}

#[test]
fn a_reply_that_fulfils_an_open_promise_keeps_it_and_taking_it_back_opens_it() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let id = desk.bo_promised(&ticket, "I will order a cable", desk.now().plus(DAY));
    let mut bo = Browser::of(&desk, &desk.bo);
    let body = "Hello Ana, I ordered the cable.";
    let looked = bo.post(&at(&ticket, "/coach"), &[("body", body)]);
    looked.expect("You promised <q>I will order a cable</q>").expect("<small>it seems</small>");
    let fate = format!("fate_{id}");
    let reply = bo.post(&at(&ticket, "/replies"), &[("body", body), (&fate, "kept"), ("then", "resolve")]);
    let kept = desk.promises_on(&ticket);
    assert_eq!((kept[0].state, kept[0].ended_in.is_some()), (State::Kept, true));
    let message = reply.location().rsplit_once("#m").expect("the message").1.to_owned();
    bo.post(&at(&ticket, &format!("/outgoing/m{message}/cancellation")), &[]);
    assert_eq!(desk.promises_on(&ticket)[0].state, State::Open);
}

#[test]
fn a_reply_that_names_a_new_time_renews_the_promise_with_its_reason() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let id = desk.bo_promised(&ticket, "I will call you", desk.now().plus(2 * HOUR));
    let mut bo = Browser::of(&desk, &desk.bo);
    let body = "The cable is late because the van broke down. I'll call you on Thursday at 2pm.";
    let looked = bo.post(&at(&ticket, "/coach"), &[("body", body)]);
    looked.expect("New time Thu 26 Nov, 14:00").expect("value=\"because the van broke down\"");
    assert!(!looked.says("name=\"offer\""), "it is the same promise, not a second one");
    let (fate, due, reason) = (format!("fate_{id}"), format!("fate_{id}_due"), format!("fate_{id}_reason"));
    let sent = [
        ("body", body),
        (fate.as_str(), "renewed"),
        (due.as_str(), "2026-11-26T14:00"),
        (reason.as_str(), "because the van broke down"),
        ("then", "resolve"),
    ];
    assert_eq!(bo.post(&at(&ticket, "/replies"), &sent).status, 303);
    let all = desk.promises_on(&ticket);
    let old = all.iter().find(|p| p.id == id).expect("the old one");
    let new = all.iter().find(|p| p.renews == Some(id)).expect("the new one");
    assert_eq!((old.state, old.reason.as_str()), (State::Renewed, "because the van broke down"));
    assert_eq!(
        (new.state, new.due_at.timestamp().to_string()),
        (State::Open, "2026-11-26T13:00:00Z".to_owned())
    );
}

#[test]
fn what_is_not_chosen_stays_as_it_is_and_others_tickets_are_out_of_reach() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let other = desk.asks(&desk.eve, "No picture", "In the large room.");
    let id = desk.bo_promised(&ticket, "I will call you", desk.now().plus(DAY));
    let mut bo = Browser::of(&desk, &desk.bo);
    let fate = format!("fate_{id}");
    assert_eq!(bo.post(&at(&ticket, "/replies"), &[("body", "Which room is it?"), (&fate, "")]).status, 303);
    assert_eq!(desk.promises_on(&ticket)[0].state, State::Open);
    let strange = bo.post(&at(&other, "/replies"), &[("body", "Which room is it?"), (&fate, "kept")]);
    assert_eq!(strange.status, 422);
    assert_eq!(desk.promises_on(&ticket)[0].state, State::Open);
}

#[test]
fn the_requesters_own_clock_stands_beside_the_due_time() {
    let desk = Desk::new();
    let now = desk.now();
    let una = desk.write(move |tx| {
        let new = NewPerson {
            name: "Una Moor",
            address: "una@example.org",
            role: Role::Requester,
            language: "en",
            time_zone: "Europe/London",
        };
        person::add(tx, &new, now)
    });
    let id = una.expect("the person").id;
    let una = desk.read(move |conn| person::actor(conn, id)).expect("the actor");
    let ticket = desk.asks(&una, "No sound", "In the small room.");
    let page = Browser::of(&desk, &desk.bo)
        .post(&at(&ticket, "/coach"), &[("body", "I'll call you tomorrow morning.")]);
    page.expect("Wed 25 Nov, 12:00</b> <span class=\"dim\">(11:00 for Una)</span>");
}

#[test]
fn work_ends_when_the_organisation_says_so() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let hours = r#"{"days": ["mon"], "opens": "08:00", "closes": "15:30"}"#;
    let now = desk.now();
    desk.write(move |tx| crate::setting::put(tx, crate::setting::name::BUSINESS_HOURS, hours, now))
        .expect("the hours");
    let page = Browser::of(&desk, &desk.bo)
        .post(&at(&ticket, "/coach"), &[("body", "You will have it by tomorrow.")]);
    page.expect("Wed 25 Nov, 15:30");
}

#[test]
fn a_rule_that_somebody_never_wants_to_see_is_gone_for_them_alone_until_they_want_it_back() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let (mut bo, mut di) = (Browser::of(&desk, &desk.bo), Browser::of(&desk, &desk.di));
    let draft = [("body", "You broke the cable. I'll bring a new one today.")];
    bo.post(&at(&ticket, "/coach"), &draft).expect("Sounds like blame").expect("data-rule=\"you_broke\"");
    bo.post("/desk/coach/never", &[("rule", "you_broke")]);
    assert!(!bo.post(&at(&ticket, "/coach"), &draft).says("Sounds like blame"));
    di.post(&at(&ticket, "/coach"), &draft).expect("Sounds like blame");
    bo.post("/desk/coach/never/cancellation", &[("rule", "you_broke")]);
    bo.post(&at(&ticket, "/coach"), &draft).expect("Sounds like blame");
    bo.post("/desk/coach/never", &[("rule", "no_such_rule")]);
    bo.visit("/desk").expect("no such rule any more");
}

#[test]
fn a_rule_is_put_away_for_good_beside_the_composer_without_scripts_and_the_words_are_kept() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer", "The printer is stuck.");
    let mut bo = Browser::of(&desk, &desk.bo);
    let path = at(&ticket, "/coach?view=all");
    let body = "Obviously you broke the printer.";
    let page = bo.post(&path, &[("kind", "reply"), ("body", body)]);
    let button = format!("formaction=\"{}\"", at(&ticket, "/coach?view=all").replace('&', "&#38;"));
    assert!(
        page.body.contains("name=\"never\" value=\"you_broke\"") && page.body.contains(&button),
        "{}",
        page.body
    );
    let page = bo.post(&path, &[("kind", "reply"), ("body", body), ("never", "you_broke")]);
    assert!(!page.body.contains("name=\"never\" value=\"you_broke\""));
    page.expect("1 put away").expect("Obviously you broke the printer.</textarea>");
    let page = bo.post(&path, &[("kind", "reply"), ("body", body), ("again", "you_broke")]);
    page.expect("Sounds like blame").expect("Obviously you broke the printer.</textarea>");
    let id = ticket.id;
    let bo = desk.bo.id;
    assert_eq!(
        desk.read(move |conn| ticket::drafts(conn, bo, id)).len(),
        1,
        "what was typed is kept as a draft"
    );
}

#[test]
fn an_open_promise_seems_kept_by_what_was_done_and_not_by_a_question_about_it() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let due = desk.now().plus(8 * HOUR);
    desk.bo_promised(&ticket, "I will send you the form today", due);
    let mut bo = Browser::of(&desk, &desk.bo);
    let ask = |bo: &mut Browser, body: &str| bo.post(&at(&ticket, "/coach"), &[("body", body)]);
    ask(&mut bo, "Hello Ana, the form is attached.").expect("it seems");
    assert!(!ask(&mut bo, "Hello Ana, which form do you need?").says("it seems"));
    assert!(!ask(&mut bo, "I will send you the form tomorrow.").says("it seems"));
}
