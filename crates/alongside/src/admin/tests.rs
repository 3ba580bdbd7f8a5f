//! The admin's pages.

use crate::person::{self, Role};
use crate::testing::Desk;
use crate::testing::browser::Browser;

#[test]
fn an_admin_adds_a_colleague_with_teams_and_two_addresses() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/people/new");
    let network = desk.network.to_string();
    let saved = fay.post(
        "/admin/people/new",
        &[
            ("name", "Gil Holm"),
            ("addresses", "gil@desk.example\r\ngil.holm@desk.example"),
            ("role", "agent"),
            ("team", &network),
        ],
    );
    assert_eq!(saved.status, 303);
    fay.get("/admin/people?role=agent").expect("Gil Holm").expect("Network");
    let gil = desk.read(|conn| person::by_address(conn, "gil.holm@desk.example")).expect("Gil");
    assert_eq!((gil.role, gil.address.as_str()), (Role::Agent, "gil@desk.example"));
}

#[test]
fn the_list_tells_when_each_was_seen_last_by_session_or_by_mail() {
    use crate::clock::{DAY, HOUR};
    let desk = Desk::new();
    let seen = |name: &str| {
        let mut fay = Browser::of(&desk, &desk.fay);
        let page = fay.get("/admin/people").body;
        let row = page.split("<li data-row>").skip(1).find(|row| row.contains(name)).expect(name).to_owned();
        let words =
            row.split_once("dim r9\">").map(|(_, rest)| rest.split("</span>").next().unwrap_or_default());
        words.unwrap_or_else(|| panic!("{row}")).to_owned()
    };
    assert_eq!(seen("Ana Lind"), "never here");
    desk.asks(&desk.ana, "No sound", "In the small room.");
    desk.passes(3 * HOUR);
    assert!(seen("Ana Lind").contains(">3 h<"), "{}", seen("Ana Lind"));
    Browser::of(&desk, &desk.ana).get("/");
    desk.passes(2 * DAY);
    assert!(seen("Ana Lind").contains(">2 d<"), "{}", seen("Ana Lind"));
    assert!(seen("Fay Gran").contains(">now<"), "{}", seen("Fay Gran"));
    assert_eq!(seen("Eve Falk"), "never here");
}

#[test]
fn the_last_admin_cannot_be_taken_away_and_the_form_keeps_what_was_typed() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    let path = format!("/admin/people/{}", desk.fay.id);
    fay.get(&path);
    let refused =
        fay.post(&path, &[("name", "Fay G."), ("addresses", "fay@desk.example"), ("role", "agent")]);
    assert_eq!(refused.status, 422);
    refused.expect("There would be no admin left").expect("Fay G.");
}

#[test]
fn an_address_of_somebody_else_is_refused_and_nothing_is_half_done() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/people/new");
    let refused = fay.post(
        "/admin/people/new",
        &[("name", "Gil"), ("addresses", "gil@desk.example ana@example.org"), ("role", "agent")],
    );
    refused.expect("ana@example.org belongs to somebody else already");
    assert!(desk.read(|conn| person::by_address(conn, "gil@desk.example")).is_none());
}

#[test]
fn teams_and_services_are_added_and_names_stay_apart() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/teams");
    fay.post("/admin/teams", &[("name", "Clinical systems")]);
    fay.get("/admin/teams").expect("Clinical systems");
    fay.post("/admin/teams", &[("name", "NETWORK")]).expect("There is a team called Network already");
    fay.post("/admin/services", &[("name", "Printing"), ("description", "From any computer")]);
    fay.get("/admin/services").expect("Printing").expect("From any computer");
}

#[test]
fn only_admins_come_here() {
    let desk = Desk::new();
    for path in [
        "/admin/people",
        "/admin/teams",
        "/admin/services",
        "/admin/outgoing",
        "/admin/mail",
        "/admin/needs-a-look",
    ] {
        for actor in [&desk.ana, &desk.bo, &desk.cy, &desk.di] {
            assert_eq!(Browser::of(&desk, actor).get(path).status, 403, "{path} {}", actor.name);
        }
        assert_eq!(Browser::of(&desk, &desk.fay).get(path).status, 200, "{path}");
    }
}

#[test]
fn an_address_gets_its_mailbox_and_server_and_no_password_comes_back() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/mail").expect("help@desk.example").expect("answers wait until there is one");
    let page = fay.post("/admin/mail", &[("address", "network@desk.example"), ("name", "Network")]);
    assert!(page.location().starts_with("/admin/mail/"));
    let path = page.location().to_owned();
    fay.get(&path);
    let fields = [
        ("whole", "1"),
        ("name", "Network"),
        ("active", "1"),
        ("imap_host", "imap.desk.example"),
        ("imap_port", "993"),
        ("imap_user", "net"),
        ("imap_password", "hunter2"),
        ("relay_host", "smtp.desk.example"),
        ("relay_port", "587"),
        ("relay_security", "starttls"),
        ("relay_user", "net"),
        ("relay_password", "hunter3"),
    ];
    assert_eq!(fay.post(&path, &fields).status, 303);
    let shown = fay.get(&path);
    shown.expect("imap.desk.example").expect("smtp.desk.example");
    assert!(!shown.says("hunter2") && !shown.says("hunter3"));
    let stored =
        desk.read(|conn| crate::mailbox::by_address(conn, "network@desk.example")).expect("the address");
    let key = &desk.app.key;
    let imap = crate::mailbox::ImapSettings::from_json(&stored.imap.expect("a mailbox")).expect("settings");
    assert_eq!(key.open(&imap.sealed_password).unwrap(), "hunter2");
    // An empty password keeps the one there is.
    fay.post(
        &path,
        &[("whole", "1"), ("active", "1"), ("imap_host", "imap2.desk.example"), ("imap_user", "net")],
    );
    let stored =
        desk.read(|conn| crate::mailbox::by_address(conn, "network@desk.example")).expect("the address");
    let imap = crate::mailbox::ImapSettings::from_json(&stored.imap.expect("a mailbox")).expect("settings");
    assert_eq!(
        (imap.host.as_str(), desk.app.key.open(&imap.sealed_password).unwrap().as_str()),
        ("imap2.desk.example", "hunter2")
    );
}

#[test]
fn testing_an_address_keeps_what_was_typed() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    let help = desk.read(|conn| crate::mailbox::by_address(conn, "help@desk.example")).expect("the address");
    let path = format!("/admin/mail/{}", help.id);
    fay.get(&path);
    // Port 1 of this machine answers at once that nobody is there.
    let typed = [
        ("whole", "1"),
        ("name", "Help, typed just now"),
        ("active", "1"),
        ("relay_host", "127.0.0.1"),
        ("relay_port", "1"),
        ("relay_security", "plain"),
    ];
    fay.post(&format!("{path}/test"), &typed).expect("Sending:").expect("Help, typed just now");
}

#[test]
fn a_domain_gets_a_key_its_record_is_shown_and_signing_is_turned_on_and_off() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/mail").expect("/admin/mail/signing");
    fay.get("/admin/mail/signing").expect("desk.example").expect("there is no key yet");
    let page = "/admin/mail/signing";
    fay.post(page, &[("domain", "elsewhere.example")]);
    fay.get(page).expect("Only a domain that one of your addresses is in");
    fay.post(page, &[("domain", "desk.example")]);
    fay.get(page).expect("._domainkey.desk.example").expect("v=DKIM1; k=rsa; p=").expect("not signed yet");
    for (on, words) in [("1", "Its mail is signed."), ("0", "not signed yet")] {
        fay.post(&format!("{page}/state"), &[("domain", "desk.example"), ("on", on)]);
        fay.get(page).expect(words);
    }
    assert_eq!(fay.post(&format!("{page}/state"), &[("domain", "x.example"), ("on", "1")]).status, 404);
}

#[test]
fn lists_say_who_is_where_and_how_much_is_open() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let (network, bo, now, on) = (desk.network, desk.bo.clone(), desk.now(), ticket.clone());
    let given = desk.write(move |tx| {
        let by = crate::ticket::By { actor: &bo, now, via: crate::ticket::Via::Desk };
        let change = crate::ticket::change::Change::Team { to: Some(network), was: None };
        crate::ticket::change::change(tx, &by, &on, &change)
    });
    given.expect("the team");
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/teams").expect("1 open").expect(&desk.bo.name);
    fay.get("/admin/people?role=agent").expect("Network");
    desk.replies(&desk.bo, &ticket, "Please turn it up.").expect("the reply");
    fay.get("/admin/outgoing").expect("Re: No sound").expect("#1000");
}

#[test]
fn an_admin_says_how_long_mail_is_kept_as_it_came() {
    let desk = Desk::new();
    let mut fay = Browser::of(&desk, &desk.fay);
    fay.get("/admin/mail").expect("name=\"days\" value=\"90\"");
    for wrong in ["", "-1", "a year", "40000"] {
        let page = fay.post("/admin/mail/keeping", &[("days", wrong)]);
        assert_eq!(page.status, 422, "{wrong}");
        page.expect("0 keeps it for ever");
    }
    fay.post("/admin/mail/keeping", &[("days", "30")]);
    fay.get("/admin/mail").expect("name=\"days\" value=\"30\"");
}
