//! Who sees the page, how fresh it is, and what it is made of, over a real database.

use super::copy::Copier;
use crate::app::App;
use crate::blob::Shelf;
use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::config::{Config, StatusSettings};
use crate::ids::{OutgoingId, ServiceId};
use crate::outgoing::{self, OutgoingKind, OutgoingState, Short};
use crate::secret::Key;
use crate::setting;
use crate::status::{subscriber, subscribers_of};
use crate::testing::Desk;
use crate::testing::browser::{Browser, Page};
use axum::http::StatusCode;

fn furnished() -> Desk {
    let desk = Desk::new();
    let (bo, now) = (desk.bo.id, desk.now());
    desk.write(move |tx| super::testing::furnish(tx, bo, now)).unwrap();
    desk
}

#[test]
fn everybody_sees_what_works_and_what_does_not() {
    let desk = furnished();
    let mut stranger = Browser::new(&desk);
    let page = stranger.get("/status");
    assert_eq!(page.status, StatusCode::OK);
    page.expect("Some services do not work").expect("Mail is away").expect("Next update by 09:30 UTC");
    page.expect("We look for it.").expect("Works").expect("Offices");
    assert!(!page.says("Secret thing"), "not on the page");
    assert!(!page.says("Hidden trouble"), "not public");
    assert_eq!(page.header("cache-control"), "public, max-age=3");
    assert!(page.headers.get("set-cookie").is_none(), "one page for all");
    let one = stranger.get("/status/incidents/pub1");
    one.expect("Mail is away").expect("All services");
    assert_eq!(stranger.get("/status/incidents/pub2").status, StatusCode::NOT_FOUND);
    stranger.get("/status/history").expect("Mail is away").expect("November 2026");
    stranger.get("/status/history?month=2026-10").expect("There was no incident in this month.");
    for nonsense in ["2026-13", "0001-01", "x", "9999-01"] {
        assert_eq!(stranger.get(&format!("/status/history?month={nonsense}")).status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stranger.get("/status/api/v2/nothing.json").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_page_speaks_the_readers_language_and_a_person_s_own_zone() {
    let desk = furnished();
    let mut german = Browser::new(&desk);
    german.language = "de".to_owned();
    german
        .get("/status")
        .expect("Einige Dienste funktionieren nicht")
        .expect("Nächste Nachricht bis 09:30 Uhr UTC");
    // Ana is in Stockholm, an hour ahead.
    let own = Browser::of(&desk, &desk.ana).get("/status");
    own.expect("Next update by 10:30<");
    assert_eq!(own.header("cache-control"), "private, max-age=3");
}

#[test]
fn what_changes_is_seen_a_second_later_and_a_late_promise_by_itself() {
    let desk = furnished();
    let mut reader = Browser::new(&desk);
    let before = reader.get("/status");
    let again = reader.get("/status");
    assert_eq!(before.header("etag"), again.header("etag"));
    desk.write(|tx| super::testing::say(tx, 1, "It is the cable.")).unwrap();
    desk.passes(SECOND);
    reader.get("/status").expect("It is the cable.");
    desk.passes(31 * MINUTE);
    reader.get("/status").expect("The update promised for 09:30 UTC is late");
}

#[test]
fn a_house_may_keep_its_page_to_itself() {
    let desk = furnished();
    let now = desk.now();
    desk.write(move |tx| setting::put(tx, setting::name::STATUS_PAGE, "signed_in", now)).unwrap();
    let mut stranger = Browser::new(&desk);
    for path in
        ["/status", "/status/incidents/pub1", "/status/history", "/status/feed.atom", "/status/calendar.ics"]
    {
        assert!(stranger.get(path).location().starts_with("/sign-in?"), "{path}");
    }
    assert!(stranger.get("/status/api/v2/summary.json").status.is_redirection());
    let own = Browser::of(&desk, &desk.eve).get("/status");
    own.expect("Mail is away");
    assert_eq!(own.header("cache-control"), "private, max-age=3");
    desk.write(move |tx| setting::put(tx, setting::name::STATUS_PAGE, "nobody", now)).unwrap();
    desk.passes(SECOND);
    assert_eq!(Browser::of(&desk, &desk.fay).get("/status").status, StatusCode::NOT_FOUND);
}

#[test]
fn feeds_and_json_tell_the_same_as_the_page() {
    let desk = furnished();
    let mut program = Browser::new(&desk);
    let json = program.get("/status/api/v2/summary.json");
    let read: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(read["incidents"][0]["id"], "pub1");
    assert_eq!(read["components"][0]["status"], "major_outage");
    assert_eq!(json.header("access-control-allow-origin"), "*");
    let atom = program.get("/status/feed.atom");
    assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
    atom.body.parse::<atom_syndication::Feed>().unwrap();
    program.get("/status/components/1/feed.atom").expect("Mail is away");
    assert!(!program.get("/status/components/2/feed.atom").says("Mail is away"));
    assert_eq!(program.get("/status/components/3/feed.atom").status, StatusCode::NOT_FOUND);
    program.get("/status/calendar.ics").expect("BEGIN:VCALENDAR").expect("SUMMARY:New mail server");
    program.get("/status").expect("New mail server").expect("Mail is away for two hours.");
}

#[test]
fn minutes_come_from_records_and_older_days_have_none() {
    let desk = furnished();
    desk.passes(HOUR);
    // Since 40 days; one hour and a half out today.
    let page = Browser::new(&desk).get("/status");
    page.expect("records since 15 Oct").expect("Does not work for 1 h 30 min").expect("class=\"none\"");
}

/// The same desk with other settings of the status page.
fn with(desk: &mut Desk, status: StatusSettings) {
    let config = Config { status, ..Config::clone(&desk.app.config) };
    let (db, clock, blobs) = (desk.app.db.clone(), desk.app.clock.clone(), desk.app.blobs.clone());
    desk.app = App::new(db, clock, blobs, config, Key::from_bytes([7; 32]), "test".to_owned());
}

/// The mails to subscribers that wait, oldest first.
fn letters(desk: &Desk) -> Vec<(String, Short)> {
    desk.read(|conn| {
        let mut letters = Vec::new();
        for mail in outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100)?.into_iter().rev()
        {
            assert_eq!(mail.kind, OutgoingKind::Subscription);
            let detail = outgoing::find(conn, mail.id)?.unwrap().detail;
            letters.push((mail.recipient, serde_json::from_str(&detail).unwrap()));
        }
        Ok(letters)
    })
}

/// The path of the button of the newest letter.
fn link(desk: &Desk) -> String {
    let (_, short) = letters(desk).pop().expect("a letter");
    short.go_link.strip_prefix("http://127.0.0.1:8080").expect("a link of ours").to_owned()
}

fn told(desk: &Desk, services: &'static [i64]) -> Vec<String> {
    let ids: Vec<ServiceId> = services.iter().map(|id| ServiceId(*id)).collect();
    desk.read(move |conn| subscribers_of(conn, &ids)).into_iter().map(|r| r.address).collect()
}

fn asks(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    browser.get("/status/subscribe").expect("News by mail").expect("Printers");
    browser.post("/status/subscribe", fields)
}

#[test]
fn whoever_asks_for_news_is_told_once_they_pressed_the_button_and_not_by_a_program_that_opens_links() {
    let desk = furnished();
    let mut ana = Browser::new(&desk);
    asks(&mut ana, &[("mail", "Ana@Example.org"), ("service", "2")])
        .expect("is on its way to Ana@Example.org");
    let (to, short) = letters(&desk).pop().unwrap();
    assert_eq!((to.as_str(), short.go_label.as_str()), ("ana@example.org", "Yes, send me news"));
    let confirm = link(&desk);
    ana.get(&confirm).expect("Do you want our news?");
    assert!(told(&desk, &[2]).is_empty(), "opening a link is not saying yes");
    let own = ana.post(&confirm, &[]).location().to_owned();
    let page = ana.visit(&own);
    page.expect("You will hear from us.").expect("They go to ana@example.org.");
    assert!(page.says("value=\"2\" checked") && !page.says("value=\"1\" checked"));
    assert_eq!(told(&desk, &[2]), ["ana@example.org"]);
    assert!(told(&desk, &[1]).is_empty(), "she chose the printers");
    // Now all of them.
    let choice = own.replace("/unsubscribe/", "/subscription/");
    ana.post(&choice, &[]);
    assert_eq!(told(&desk, &[1]), ["ana@example.org"]);
    // Asking again gives nothing away, and changes nothing for whoever is subscribed.
    asks(&mut Browser::new(&desk), &[("mail", "ana@example.org"), ("service", "2")])
        .expect("is on its way to");
    assert_eq!(link(&desk), own);
    assert_eq!(told(&desk, &[1]), ["ana@example.org"]);
}

#[test]
fn a_mail_program_leaves_with_one_click_and_without_any_cookie() {
    let desk = furnished();
    let mut ana = Browser::new(&desk);
    asks(&mut ana, &[("mail", "ana@example.org")]);
    let own = ana.post(&link(&desk), &[]).location().to_owned();
    assert_eq!(told(&desk, &[1]).len(), 1);
    let mut program = Browser::new(&desk);
    let left = program.post_without_token(&own, &[("List-Unsubscribe", "One-Click")]);
    assert_eq!(left.status, StatusCode::OK);
    left.expect("You get no more of these mails");
    assert!(told(&desk, &[1]).is_empty());
    assert_eq!(program.post_without_token(&own, &[]).status, StatusCode::OK, "twice is once");
    assert_eq!(program.get(&own).status, StatusCode::GONE);
    // Somebody else's word is not guessed.
    let other = own.replace("/1.", "/2.");
    assert_eq!(program.post_without_token(&other, &[]).status, StatusCode::GONE);
}

#[test]
fn the_form_cannot_be_used_to_send_mail_to_strangers_and_what_is_not_confirmed_is_forgotten() {
    let desk = furnished();
    let mut browser = Browser::new(&desk);
    for round in 0..4 {
        let page = asks(&mut browser, &[("mail", "victim@example.org")]);
        assert_eq!(page.status == StatusCode::TOO_MANY_REQUESTS, round == 3, "{}", page.status);
    }
    assert_eq!(letters(&desk).len(), 3);
    asks(&mut browser, &[("mail", "no address")]).expect("Write the whole address");
    asks(&mut browser, &[("mail", "help@desk.example")]);
    assert_eq!(letters(&desk).len(), 3, "the desk does not write to itself");
    let confirm = link(&desk);
    desk.passes(8 * DAY);
    let now = desk.now();
    desk.write(move |tx| subscriber::sweep(tx, now)).unwrap();
    assert_eq!(browser.get(&confirm).status, StatusCode::GONE);
}

#[test]
fn the_page_has_a_host_of_its_own_and_the_desk_is_not_there() {
    let mut desk = furnished();
    // What the test's browser calls its host.
    with(&mut desk, StatusSettings { host: Some("127.0.0.1".to_owned()), ..StatusSettings::default() });
    let mut browser = Browser::new(&desk);
    browser.get("/").expect("Some services do not work").expect("href=\"http://127.0.0.1:8080/\"");
    browser.get("/status").expect("Some services do not work");
    browser.get("/incidents/pub1").expect("We look for it.");
    browser.get("/feed.atom").expect("https://127.0.0.1/incidents/pub1");
    let json = browser.get("/api/v2/status.json");
    json.expect("\"url\":\"https://127.0.0.1\"");
    for elsewhere in ["/desk/views/all", "/sign-in", "/ask", "/api/v1/me"] {
        assert_eq!(browser.get(elsewhere).status, StatusCode::NOT_FOUND, "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_stands_beside_whole_and_follows_every_change() {
    let desk = tokio::task::spawn_blocking(furnished).await.unwrap();
    let folder = desk.folder().join("copy");
    let mut copier = Copier::new(Shelf::Folder(folder.clone()));
    let made = desk.app.status.current(&desk.app).await.unwrap();
    copier.write(&desk.app, &made).await;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let index = read("index.html");
    assert!(index.contains("Mail is away") && index.contains("href=\"status.css\""), "{index}");
    assert!(
        !index.contains("/status/") && !index.contains("/assets/"),
        "links lead to files beside it: {index}"
    );
    for name in ["incidents/pub1.html", "status.css", "tokens.css", "mark.svg", "feed.atom", "calendar.ics"] {
        assert!(index.contains(name) || name == "tokens.css", "{name}");
        assert!(!read(name).is_empty());
    }
    assert!(read("incidents/pub1.html").contains("../status.css"));
    let json: serde_json::Value = serde_json::from_str(&read("api/v2/summary.json")).unwrap();
    assert_eq!(json["incidents"][0]["id"], "pub1");
    desk.app.db.write(|tx| super::testing::say(tx, 1, "It is the cable.")).await.unwrap();
    desk.passes(SECOND);
    let made = desk.app.status.current(&desk.app).await.unwrap();
    copier.write(&desk.app, &made).await;
    assert!(read("index.html").contains("It is the cable."));
    assert!(super::copy::state(&desk.app, |_| "now".to_owned()).is_empty(), "none is configured");
}
