//! What we run, as people see it.

use crate::clock::HOUR;
use crate::record::{self, RecordKind};
use crate::service::spell::{self, State};
use crate::service::{self, ServiceId};
use crate::testing::Desk;
use crate::testing::browser::Browser;

fn served(desk: &Desk, name: &str) -> ServiceId {
    let name = name.to_owned();
    desk.write(move |tx| service::add(tx, &name, "", None)).expect("the service")
}

#[test]
fn a_lead_says_who_uses_a_service_and_everybody_in_the_desk_sees_who_is_affected() {
    let desk = Desk::new();
    let mail = served(&desk, "Mail");
    let edit = format!("/desk/services/{mail}/edit");
    let mut di = Browser::of(&desk, &desk.di);
    di.get(&edit).expect("Who uses it");
    let team = desk.network.to_string();
    assert_eq!(di.post(&format!("/desk/services/{mail}/users"), &[("user_team", &team)]).status, 303);
    let added = di
        .post(&format!("/desk/services/{mail}/people"), &[("addresses", "ana@example.org\nno@one.example")]);
    added.expect("Nobody here has the address no@one.example yet").expect("no@one.example</textarea>");
    let mut cy = Browser::of(&desk, &desk.cy);
    let page = cy.get(&format!("/desk/services/{mail}"));
    page.expect("3 people").expect("Ana Lind").expect("Bo Berg").expect("Network (team)");
    assert!(!page.says("Cy Dahl</bdi></a><small>"), "Cy uses it not");
    assert!(!page.says(&edit), "Cy may not change it");
    cy.get("/desk/services").expect("1 team, 1 person");
    di.get(&edit);
    di.post(&format!("/desk/services/{mail}/people/{}/removal", desk.ana.id), &[]);
    cy.get(&format!("/desk/services/{mail}")).expect("2 people");
}

#[test]
fn a_circle_comes_back_with_its_names_and_the_boxes_as_they_were_ticked() {
    let desk = Desk::new();
    let [mail, sign_on] = ["Mail", "Sign-on"].map(|name| served(&desk, name));
    let mut di = Browser::of(&desk, &desk.di);
    di.get(&format!("/desk/services/{mail}/edit"));
    let first = di.post(&format!("/desk/services/{mail}/needs"), &[("need", &sign_on.to_string())]);
    assert_eq!(first.status, 303);
    let refused = di.post(&format!("/desk/services/{sign_on}/needs"), &[("need", &mail.to_string())]);
    assert_eq!(refused.status, 422);
    refused.expect("Sign-on needs Mail needs Sign-on");
    refused.expect(&format!("name=\"need\" value=\"{mail}\" checked"));
    let page = di.get(&format!("/desk/services/{sign_on}"));
    page.expect("Counting those who use what stops with it").expect("<svg").expect("class=\"tree\"");
}

#[test]
fn the_history_tells_what_disturbed_a_service_and_which_months_were_quiet() {
    let desk = Desk::new();
    let mail = served(&desk, "Mail");
    let now = desk.now();
    desk.write(move |tx| {
        service::show_on_status_page(tx, mail, true, "For everybody", 1, now)?;
        let record = record::create(tx, RecordKind::Incident, "Mail does not arrive", now)?;
        spell::set(tx, mail, record.id, Some(State::Outage), now)?;
        Ok::<_, service::Error>(())
    })
    .expect("an outage");
    let mut bo = Browser::of(&desk, &desk.bo);
    let page = bo.get(&format!("/desk/services/{mail}"));
    page.expect("Outage").expect("Incident 1: Mail does not arrive").expect("still going on");
    desk.passes(HOUR + HOUR / 2);
    let now = desk.now();
    desk.write(move |tx| {
        let open = spell::all_open(tx)?;
        spell::set(tx, mail, open[0].record, None, now)
    })
    .expect("the end");
    // Two months on; December was quiet.
    desk.passes(62 * crate::clock::DAY);
    Browser::of(&desk, &desk.bo)
        .get(&format!("/desk/services/{mail}"))
        .expect("<h3>January 2027</h3><p><span class=\"dim\">quiet")
        .expect("<h3>November 2026</h3><p>1 h 30 min");
}
