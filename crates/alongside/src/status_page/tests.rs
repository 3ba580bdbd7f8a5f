//! Who sees the page, how fresh it is, and what it is made of, over a real database.

use crate::clock::{HOUR, MINUTE, SECOND};
use crate::setting;
use crate::testing::Desk;
use crate::testing::browser::Browser;
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
