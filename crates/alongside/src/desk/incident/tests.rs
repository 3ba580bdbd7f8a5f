//! Incidents as agents work with them, page by page.

use crate::clock::MINUTE;
use crate::incident;
use crate::testing::Desk;
use crate::testing::browser::Browser;

#[test]
fn an_agent_declares_from_a_ticket_tells_everybody_resolves_and_reviews() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No Wi-Fi", "In the library");
    let mut bo = Browser::of(&desk, &desk.bo);
    let id = ticket.id.to_string();
    bo.get(&format!("/desk/tickets/{}", ticket.number)).expect("Declare an incident");
    let form = bo.get(&format!("/desk/incidents/new?ticket={}", ticket.number));
    form.expect("value=\"No Wi-Fi\"").expect("Many people cannot do a part of their work");
    let fields = [
        ("form", "full"),
        ("once", "a-key"),
        ("title", "Wi-Fi is down"),
        ("severity", "major"),
        ("cadence", "30"),
        ("public", "yes"),
        ("ticket", id.as_str()),
        ("source", "ticket"),
    ];
    let declared = bo.post("/desk/incidents", &fields);
    assert_eq!(declared.location(), "/desk/incidents/1");
    assert_eq!(bo.post("/desk/incidents", &fields).location(), "/desk/incidents/1", "a second press");
    let page = bo.get("/desk/incidents/1");
    page.expect("Wi-Fi is down").expect("Next update by").expect("Reaches 1 in tickets");
    // Everybody at the desk sees it, on every page.
    Browser::of(&desk, &desk.cy).get("/desk/views/all").expect("class=\"trouble\"").expect("Wi-Fi is down");
    let update = [("state", "identified"), ("body", "A switch broke."), ("next", "30"), ("seen", "0")];
    bo.post("/desk/incidents/1/preview", &update).expect("In their own ticket").expect("A switch broke.");
    bo.get("/desk/incidents/1").expect("A switch broke.");
    let sent = bo.post("/desk/incidents/1/updates", &[&update[..], &[("once", "k1")]].concat());
    assert_eq!(sent.location(), "/desk/incidents/1");
    bo.get("/desk/incidents/1").expect("told everybody").expect("Sent to one person.");
    // Somebody else's words since: refused, kept.
    let late = bo.post(
        "/desk/incidents/1/updates",
        &[("state", "monitoring"), ("body", "It is a cable."), ("seen", "0")],
    );
    assert_eq!(late.location(), "/desk/incidents/1");
    bo.get("/desk/incidents/1").expect("Somebody sent an update").expect("It is a cable.");
    desk.passes(31 * MINUTE);
    bo.get("/desk/incidents/1").expect("Update late since");
    let over = [("state", "resolved"), ("body", "The new switch is in.")];
    bo.post("/desk/incidents/1/updates", &over);
    bo.get("/desk/incidents/1").expect("1 minute").expect("Resolved");
    bo.get("/desk/incidents/1/review").expect("1, 1 late".replace("1, 1", "2, 1").as_str());
    let review = [("version", "0"), ("what_happened", "A switch broke."), ("causes", "It was old.")];
    bo.post("/desk/incidents/1/review", &review);
    let loose = desk.asks(&desk.bo, "Find the spare", "x").number.to_string();
    bo.post("/desk/incidents/1/actions", &[("number", loose.as_str())]);
    bo.post("/desk/incidents/1/review/state", &[("do", "close")]);
    bo.get("/desk/incidents/1/review").expect("has no owner or no promise yet").expect("nobody owns it");
    bo.post("/desk/incidents/1/actions", &[("remove", loose.as_str())]);
    bo.post("/desk/incidents/1/review/state", &[("do", "close")]);
    bo.get("/desk/incidents/1/review").expect("closed by Bo Berg");
}

#[test]
fn a_contributor_notes_and_joins_but_does_not_tell() {
    let desk = Desk::new();
    Browser::of(&desk, &desk.bo).post("/desk/incidents", &[("form", "full"), ("title", "Mail is slow")]);
    let mut cy = Browser::of(&desk, &desk.cy);
    let page = cy.get("/desk/incidents/1");
    page.expect("Join");
    assert!(!page.says("Send to everybody"));
    cy.post("/desk/incidents/1/notes", &[("note", "The queue is long")]);
    cy.post("/desk/incidents/1/helpers", &[("do", "join")]);
    cy.get("/desk/incidents/1").expect("The queue is long").expect("Cy Dahl joined");
    let told = cy.post("/desk/incidents/1/updates", &[("state", "identified"), ("body", "Words")]);
    assert_eq!(told.status, 403);
}

#[test]
fn what_several_people_write_is_offered_above_the_lists_and_declared_with_one_press() {
    let desk = Desk::new();
    for n in 0..6 {
        let actor = desk
            .write(move |tx| {
                let met = crate::person::meet(tx, &format!("p{n}@example.org"), "", crate::clock::At(0))?;
                Ok::<_, crate::person::Error>(crate::person::actor(tx, met.id)?)
            })
            .unwrap()
            .unwrap();
        desk.asks(&actor, "Wi-Fi is down", "Please help");
    }
    let now = desk.now();
    desk.write(move |tx| incident::offer::watch(tx, now)).unwrap();
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/views/all").expect("Six people wrote about Wi-Fi within a minute.");
    let declared = bo.post("/desk/incidents", &[("offer", "1"), ("once", "offer-1")]);
    assert_eq!(declared.location(), "/desk/incidents/1");
    bo.get("/desk/incidents/1").expect("6 linked");
    assert!(!bo.get("/desk/views/all").says("Six people wrote"));
    // Another agent's press on the same offer comes too late.
    let second = Browser::of(&desk, &desk.di).post("/desk/incidents", &[("offer", "1"), ("once", "offer-1")]);
    assert_eq!(second.location(), "/desk/incidents");
}

/// Declares “Wi-Fi is down” as Bo, with these tickets.
fn declared(desk: &Desk, tickets: &[&crate::ticket::Ticket]) -> Browser {
    let mut bo = Browser::of(desk, &desk.bo);
    let ids: Vec<String> = tickets.iter().map(|t| t.id.to_string()).collect();
    let mut fields = vec![("form", "full"), ("title", "Wi-Fi is down"), ("public", "yes")];
    fields.extend(ids.iter().map(|id| ("ticket", id.as_str())));
    assert_eq!(bo.post("/desk/incidents", &fields).location(), "/desk/incidents/1");
    bo
}

fn public_id(desk: &Desk) -> String {
    desk.read(|conn| incident::by_number(conn, 1)).expect("the incident").public_id
}

#[test]
fn the_portal_says_what_we_know_and_one_press_joins_without_a_ticket() {
    let desk = Desk::new();
    declared(&desk, &[]);
    let mut ana = Browser::of(&desk, &desk.ana);
    ana.get("/").expect("We know about this").expect("Wi-Fi is down").expect("It happens to me as well");
    let at = format!("/trouble/{}", public_id(&desk));
    ana.post(&at, &[("do", "me_too")]);
    ana.get("/").expect("You hear from us by mail as soon as there is news.");
    Browser::of(&desk, &desk.bo).get("/desk/incidents/1").expect("1 said “me too” without a ticket.");
    // A stranger reads it and presses nothing.
    let page = Browser::new(&desk).get("/");
    page.expect("Wi-Fi is down");
    assert!(!page.says("It happens to me as well"));
    ana.post(&at, &[("do", "not_me")]);
    ana.get("/").expect("It happens to me as well");
}

#[test]
fn what_is_asked_about_something_we_know_is_held_up_once_and_no_more() {
    let desk = Desk::new();
    declared(&desk, &[]);
    let mut ana = Browser::of(&desk, &desk.ana);
    let other = ana.post("/ask", &[("goal", "Print a letter"), ("happens", "No paper")]);
    assert!(other.location().starts_with("/requests/"), "{}", other.body);
    let asked = [("goal", "Use the wifi"), ("happens", "It does not connect")];
    let known = ana.post("/ask", &asked);
    known.expect("Is it this?").expect("Use the wifi").expect("It is something else: send my request");
    let sent = ana.post("/ask", &[&asked[..], &[("known", "seen")]].concat());
    assert!(sent.location().starts_with("/requests/"));
}

#[test]
fn once_it_is_over_each_is_asked_in_their_request_and_by_a_link_that_needs_no_sign_in() {
    use crate::broadcast::word;
    let desk = Desk::new();
    let (one, two) = (desk.asks(&desk.ana, "No Wi-Fi", "x"), desk.asks(&desk.eve, "Wi-Fi gone", "x"));
    let mut bo = declared(&desk, &[&one, &two]);
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = format!("/requests/{}", one.number);
    ana.get(&page).expect("We know about this").expect("You hear more by");
    bo.post("/desk/incidents/1/updates", &[("state", "resolved"), ("body", "The new switch is in.")]);
    ana.get(&page).expect("Does it work for you now?");
    ana.post(&format!("{page}/works"), &[("answer", "works")]);
    assert_eq!(desk.fresh(&one).status, crate::ticket::Status::Resolved);
    let key = desk.app.key.derive(word::KEY);
    let id = desk.read(|conn| incident::by_number(conn, 1)).expect("the incident").id;
    let link = format!("/works/{}", word::sign(&key, word::WORKS, &[id.0, two.id.0, 0]));
    let mut stranger = Browser::new(&desk);
    stranger.get(&link).expect("Not yet");
    assert_eq!(desk.fresh(&two).status, crate::ticket::Status::New, "looking changes nothing");
    stranger.post(&link, &[("answer", "not_yet")]).expect("a person looks at it");
    assert_eq!(desk.fresh(&two).status, crate::ticket::Status::Open);
    bo.get("/desk/incidents/1").expect("2 linked, 1 say that it works, 1 say not yet");
    let forged = link.replacen(&format!("{}.", two.id), &format!("{}.", one.id), 1);
    assert_eq!(stranger.get(&forged).status, 404);
}

#[test]
fn a_machine_checks_in_without_signing_in_and_a_wrong_word_finds_nothing() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    let added = fay.post("/admin/check-ins", &[("name", "Mail gateway"), ("every", "5"), ("grace", "2")]);
    let word = added.body.split("/check-in/").nth(1).and_then(|rest| rest.get(..43)).expect("the address");
    let mut machine = Browser::new(&desk);
    assert_eq!(machine.get(&format!("/check-in/{word}")).body, "heard\n");
    assert_eq!(machine.get("/check-in/no-such-word").status, 404);
    for _ in 0..70 {
        machine.get("/check-in/no-such-word");
    }
    assert_eq!(machine.get("/check-in/no-such-word").status, 429);
    assert_eq!(machine.post_without_token(&format!("/check-in/{word}"), &[]).status, 200);
    fay.get("/admin/check-ins").expect("Heard");
    assert!(!fay.get("/admin/check-ins").says(word), "its address is shown once");
}
