use crate::clock::{DAY, HOUR, MINUTE};
use crate::ids::OutgoingId;
use crate::outgoing::{self, OutgoingState};
use crate::testing::Desk;
use crate::testing::browser::{Browser, Page};
use crate::{person, secret, setting};
use axum::http::StatusCode;

/// The links that wait in the outgoing queue, newest first: (recipient, path).
fn links(desk: &Desk) -> Vec<(String, String)> {
    let mails =
        desk.read(|conn| outgoing::store::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100));
    mails
        .into_iter()
        .map(|mail| {
            let full = desk.read(move |conn| outgoing::find(conn, mail.id)).unwrap();
            let detail: serde_json::Value =
                serde_json::from_str(&desk.app.key.open(&full.detail).unwrap()).unwrap();
            let link = detail["link"].as_str().unwrap().to_owned();
            assert_eq!(detail["minutes"], 15);
            (full.recipient, link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned())
        })
        .collect()
}

fn ask(browser: &mut Browser, address: &str, next: &str) -> Page {
    browser.get("/sign-in");
    browser.post("/sign-in", &[("mail", address), ("next", next)])
}

fn give_password(desk: &Desk, actor: &person::Actor, password: &str) {
    let (id, hash) = (actor.id, secret::hash_password(password).unwrap());
    desk.write(move |tx| person::set_password(tx, id, &hash)).unwrap();
}

fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/").says("action=\"/sign-out\"")
}

#[test]
fn ana_signs_in_by_a_mailed_link_and_comes_where_she_was_going() {
    let desk = Desk::new();
    let mut browser = Browser::new(&desk);
    ask(&mut browser, " Ana@Example.org ", "/requests/1000").expect("Check your mail");
    let [(to, path)] = links(&desk).try_into().unwrap();
    assert_eq!(to, "ana@example.org");
    browser.get(&path).expect("Press the button");
    assert!(!is_signed_in(&mut browser), "opening the page is not enough");
    browser.get(&path);
    let page = browser.post(&path, &[]);
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/requests/1000"));
    assert!(is_signed_in(&mut browser));
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
}

#[test]
fn a_link_works_once() {
    let desk = Desk::new();
    for address in ["ana@example.org", "new@example.org"] {
        let mut browser = Browser::new(&desk);
        ask(&mut browser, address, "");
        let path = links(&desk)[0].1.clone();
        browser.get(&path);
        assert_eq!(browser.post(&path, &[]).status, StatusCode::SEE_OTHER);
        let mut other = Browser::new(&desk);
        other.get(&path).expect("does not work any more");
        let page = other.post(&path, &[]);
        assert_eq!(page.status, StatusCode::GONE);
        assert!(!is_signed_in(&mut other), "{address}");
    }
}

#[test]
fn a_link_works_for_a_quarter_of_an_hour() {
    for address in ["ana@example.org", "new@example.org"] {
        for (span, works) in [(15 * MINUTE - 1, true), (15 * MINUTE, false)] {
            let desk = Desk::new();
            let mut browser = Browser::new(&desk);
            ask(&mut browser, address, "");
            let path = links(&desk)[0].1.clone();
            browser.get(&path);
            desk.passes(span);
            browser.post(&path, &[]);
            assert_eq!(is_signed_in(&mut browser), works, "{address} after {span}");
        }
    }
}

#[test]
fn nobody_can_find_out_which_addresses_are_known() {
    let desk = Desk::new();
    let (eve, fay) = (desk.eve.clone(), desk.fay.clone());
    desk.write(move |tx| {
        let mut blocked = person::find(tx, eve.id)?.unwrap();
        blocked.active = false;
        person::change(tx, &fay, &blocked)
    })
    .unwrap();
    for open in ["yes", "no"] {
        let now = desk.now();
        desk.write(move |tx| setting::put(tx, setting::name::OPEN_PORTAL, open, now)).unwrap();
        let mut seen = Vec::new();
        for address in ["ana@example.org", "nil@example.org", "eve@elsewhere.example", "help@desk.example"] {
            let mut browser = Browser::new(&desk);
            for attempt in 0..3 {
                let page = ask(&mut browser, address, "/ask");
                let body = page.without_tokens(&browser.csrf).replace(address, "ADDRESS");
                let cookies: Vec<&String> = browser.cookies.keys().collect();
                seen.push((attempt, page.status, body, format!("{cookies:?}")));
            }
        }
        let first: Vec<_> = seen.drain(..3).collect();
        for others in seen.chunks(3) {
            assert_eq!(others, first);
        }
        desk.passes(HOUR);
    }
}

#[test]
fn an_open_portal_meets_new_people_only_when_they_use_their_link() {
    let desk = Desk::new();
    let mut browser = Browser::new(&desk);
    ask(&mut browser, "new.person@example.org", "/ask");
    assert!(desk.read(|conn| person::by_address(conn, "new.person@example.org")).is_none());
    let path = links(&desk)[0].1.clone();
    browser.get(&path);
    assert_eq!(browser.post(&path, &[]).location(), "/ask");
    let met = desk.read(|conn| person::by_address(conn, "new.person@example.org")).unwrap();
    assert_eq!((met.name.as_str(), met.role), ("New Person", person::Role::Requester));
}

#[test]
fn a_closed_portal_sends_strangers_nothing() {
    let desk = Desk::new();
    let now = desk.now();
    desk.write(move |tx| setting::put(tx, setting::name::OPEN_PORTAL, "no", now)).unwrap();
    ask(&mut Browser::new(&desk), "new@example.org", "");
    assert_eq!(links(&desk), []);
}

#[test]
fn links_are_limited_by_address_and_by_peer() {
    let desk = Desk::new();
    let mut browser = Browser::new(&desk);
    for _ in 0..5 {
        assert_eq!(ask(&mut browser, "ana@example.org", "").status, StatusCode::OK);
    }
    let page = ask(&mut browser, "ana@example.org", "");
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), "3600");
    assert_eq!(links(&desk).len(), 5);
    for n in 0..25 {
        assert_eq!(ask(&mut browser, &format!("p{n}@example.org"), "").status, StatusCode::OK, "{n}");
    }
    assert_eq!(ask(&mut browser, "bo@desk.example", "").status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(links(&desk).len(), 15, "strangers from one peer get ten links an hour");
    browser.peer = "198.51.100.1:1".parse().unwrap();
    assert_eq!(ask(&mut browser, "bo@desk.example", "").status, StatusCode::OK);
    desk.passes(HOUR);
    assert_eq!(ask(&mut browser, "ana@example.org", "").status, StatusCode::OK);
}

#[test]
fn staff_sign_in_with_a_password_and_nobody_learns_why_another_pair_fails() {
    let desk = Desk::new();
    give_password(&desk, &desk.bo, "four plain words here");
    let mut browser = Browser::new(&desk);
    browser.get("/sign-in/password?next=/desk/search");
    let attempt = |browser: &mut Browser, mail: &str, password: &str| {
        browser.post("/sign-in/password", &[("mail", mail), ("password", password), ("next", "/desk/search")])
    };
    let wrong = attempt(&mut browser, "bo@desk.example", "another").without_tokens(&browser.csrf);
    for (mail, password) in [("xy@desk.example", "four plain words here"), ("cy@desk.example", "")] {
        let page = attempt(&mut browser, mail, password);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.without_tokens(&browser.csrf), wrong.replace("bo@desk.example", mail));
    }
    let page = attempt(&mut browser, "bo@desk.example", "four plain words here");
    assert_eq!(page.location(), "/desk/search");
    assert!(is_signed_in(&mut browser));
}

#[test]
fn guessing_passwords_ends_after_ten_tries_and_the_right_one_waits_too() {
    let desk = Desk::new();
    give_password(&desk, &desk.bo, "four plain words here");
    let mut browser = Browser::new(&desk);
    browser.get("/sign-in/password");
    let mut attempt = |mail: &str, password: &str| {
        browser.post("/sign-in/password", &[("mail", mail), ("password", password)]).status
    };
    for address in ["bo@desk.example", "nobody@desk.example"] {
        for _ in 0..10 {
            assert_eq!(attempt(address, "guess"), StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(attempt(address, "four plain words here"), StatusCode::TOO_MANY_REQUESTS);
    }
    desk.passes(15 * MINUTE);
    assert_eq!(attempt("bo@desk.example", "four plain words here"), StatusCode::SEE_OTHER);
}

#[test]
fn a_session_is_hashed_at_rest_changes_at_sign_in_and_ends_with_sign_out() {
    let desk = Desk::new();
    give_password(&desk, &desk.bo, "four plain words here");
    let mut browser = Browser::new(&desk);
    let sign_in = |browser: &mut Browser| {
        browser.get("/sign-in/password");
        browser
            .post("/sign-in/password", &[("mail", "bo@desk.example"), ("password", "four plain words here")]);
        browser.cookies["session"].clone()
    };
    let first = sign_in(&mut browser);
    let bo = desk.bo.id;
    let stored = desk.read(move |conn| person::sessions_of(conn, bo));
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].token_hash, secret::token_hash(&first));
    let mut thief = Browser::new(&desk);
    thief.cookies.insert("session".to_owned(), first.clone());
    assert!(is_signed_in(&mut thief));
    // Signing in once more, with the old cookie still sent along.
    browser.get("/");
    let page = browser
        .post("/sign-in/password", &[("mail", "bo@desk.example"), ("password", "four plain words here")]);
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_ne!(browser.cookies["session"], first);
    assert!(!is_signed_in(&mut thief), "the old session is over");
    let second = browser.cookies["session"].clone();
    assert!(is_signed_in(&mut browser));
    browser.post("/sign-out", &[]);
    assert!(!browser.cookies.contains_key("session"));
    browser.cookies.insert("session".to_owned(), second);
    assert!(!is_signed_in(&mut browser), "also for whoever kept the cookie");
}

#[test]
fn a_session_lives_thirty_days_without_use() {
    let desk = Desk::new();
    let mut browser = Browser::of(&desk, &desk.ana);
    desk.passes(30 * DAY - 1);
    assert!(is_signed_in(&mut browser));
    let mut browser = Browser::of(&desk, &desk.ana);
    desk.passes(30 * DAY);
    assert!(!is_signed_in(&mut browser));
}

#[test]
fn forms_from_elsewhere_are_refused_and_change_nothing() {
    let desk = Desk::new();
    let mut browser = Browser::new(&desk);
    browser.get("/sign-in");
    for token in ["", "0123456789abcdef0123456789abcdef"] {
        let page = browser.post_without_token("/sign-in", &[("mail", "ana@example.org"), ("csrf", token)]);
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    let foreign = Browser::of(&desk, &desk.eve).csrf;
    let page = browser.post_without_token("/sign-in", &[("mail", "ana@example.org"), ("csrf", &foreign)]);
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(links(&desk), []);
    let mut ana = Browser::of(&desk, &desk.ana);
    assert_eq!(ana.post_without_token("/sign-out", &[("csrf", &foreign)]).status, StatusCode::FORBIDDEN);
    assert!(is_signed_in(&mut ana));
}

#[test]
fn nobody_is_sent_away_from_here_after_signing_in() {
    let desk = Desk::new();
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/desk", "/sign-out"] {
        let mut browser = Browser::new(&desk);
        ask(&mut browser, "ana@example.org", next);
        let path = links(&desk)[0].1.clone();
        browser.get(&path);
        assert_eq!(browser.post(&path, &[("next", next)]).location(), "/", "{next}");
        desk.passes(HOUR);
    }
}
