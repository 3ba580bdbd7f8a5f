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
