//! From an empty database to a desk with its first admin.

use super::token;
use crate::testing::Desk;
use crate::testing::browser::Browser;
use crate::{mailbox, person, setting};

const TOKEN: &str = "0123456789012345678901234567890123456789012";

fn empty_with_token() -> Desk {
    let desk = Desk::empty();
    let now = desk.now();
    assert!(desk.write(move |tx| token::offer(tx, TOKEN, now)).unwrap());
    desk
}

#[test]
fn the_first_run_makes_an_admin_an_address_and_a_team_all_at_once() {
    let desk = empty_with_token();
    let mut fay = Browser::new(&desk);
    assert_eq!(fay.get(&format!("/setup?token={TOKEN}")).location(), "/setup?step=organisation");
    fay.get("/setup?step=organisation").expect("Who are you?");
    let bad = fay.post(
        "/setup/organisation",
        &[("organisation", "Marlow Vale"), ("address", "help"), ("name", "Fay")],
    );
    bad.expect("Write it in full").expect("Marlow Vale");
    let organisation = [
        ("organisation", "Marlow Vale"),
        ("address", "https://help.marlow.example"),
        ("language", "en"),
        ("name", "Fay Gran"),
        ("mail", "fay@marlow.example"),
        ("password", "four plain little words"),
    ];
    assert_eq!(fay.post("/setup/organisation", &organisation).location(), "/setup?step=mail");
    assert!(!desk.read(person::any_admin), "nothing is true before the last step");
    fay.get("/setup?step=mail");
    let mail = [
        ("help_address", "help@marlow.example"),
        ("smtp_host", "smtp.marlow.example"),
        ("smtp_port", "587"),
        ("smtp_security", "starttls"),
        ("smtp_user", "desk"),
        ("smtp_password", "hunter2"),
    ];
    assert_eq!(fay.post("/setup/mail", &mail).location(), "/setup?step=hours");
    fay.get("/setup?step=hours").expect("Europe/Stockholm");
    let hours = [
        ("time_zone", "Europe/Stockholm"),
        ("day", "mo"),
        ("day", "tu"),
        ("opens", "08:00"),
        ("closes", "17:00"),
    ];
    fay.post("/setup/hours", &hours).expect("Your desk is ready");
    assert_eq!(fay.get("/desk/views/mine").status, 200, "the admin is signed in");
    let (address, done) = desk.read(|conn| {
        Ok((mailbox::by_address(conn, "help@marlow.example")?, setting::get(conn, setting::name::SET_UP_AT)?))
    });
    let relay = address.expect("the address").relay.expect("its server");
    assert!(!relay.contains("hunter2"), "the password is sealed");
    assert!(done.is_some());
    assert_eq!(desk.app.house().organisation, "Marlow Vale");
}

#[test]
fn without_the_token_nothing_opens_and_after_the_setup_nothing_does() {
    let desk = empty_with_token();
    let mut eve = Browser::new(&desk);
    eve.get("/setup").expect("Setup token");
    eve.post("/setup/token", &[("token", "guess")]).expect("That is not the token");
    assert_eq!(eve.post("/setup/organisation", &[("organisation", "Evil")]).status, 404);
    let set_up = Desk::new();
    assert_eq!(Browser::new(&set_up).get("/setup").location(), "/");
}
