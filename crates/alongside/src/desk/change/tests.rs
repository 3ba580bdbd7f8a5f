//! Changes as people plan and announce them on the pages.

use crate::broadcast;
use crate::change::{self, State, feed};
use crate::language::Language;
use crate::service;
use crate::testing::Desk;
use crate::testing::browser::Browser;

fn serves(desk: &Desk) {
    let now = desk.now();
    desk.write(move |tx| {
        let id = service::add(tx, "Mail", "", None)?;
        service::add_people(tx, id, "ana@example.org, Eve Falk <eve@elsewhere.example>", now)?;
        Ok::<_, service::Error>(())
    })
    .unwrap();
}

const PLAN: &[(&str, &str)] = &[
    ("title", "Mail moves to new servers"),
    ("kind", "normal"),
    ("impact", "low"),
    ("likelihood", "medium"),
    ("services", "1"),
    ("starts", "2026-11-26T22:00"),
    ("ends", "2026-11-26T23:30"),
    ("time_zone", "Europe/Stockholm"),
    ("plan", "Copy, then switch."),
    ("undo_plan", "Switch back."),
    ("test", "Send a mail."),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = PLAN.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_change_is_planned_asked_for_announced_done_and_told() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.get("/desk/changes").expect("Nothing is planned.");
    bo.get("/desk/changes/new").expect("A few people notice, and can go on working.");
    let page = bo.post("/desk/changes/new", &with(&[("undo_plan", "")]));
    assert_eq!(page.location(), "/desk/changes/1");
    bo.visit("/desk/changes/1").expect("Before it can go on, please say").expect("how it is undone");
    let page = bo.post("/desk/changes/1/request", &[]);
    assert_eq!(page.status.as_u16(), 422);
    page.expect("how it is undone");
    bo.get("/desk/changes/1/edit").expect("Copy, then switch.").expect("2026-11-26T22:00");
    bo.post("/desk/changes/1/edit", &with(&[("version", "1")]));
    assert_eq!(bo.post("/desk/changes/1/request", &[]).location(), "/desk/changes/1");
    // Stockholm's 22:00 is what Bo reads, who is there.
    bo.visit("/desk/changes/1").expect("Waits for a yes").expect("Thu 26 Nov 22:00 – 23:30");
    let mut di = Browser::of(&desk, &desk.di);
    di.get("/desk/changes/1").expect("Say yes");
    di.post("/desk/changes/1/approvals", &[("decision", "yes"), ("words", "Good luck")]);
    bo.visit("/desk/changes/1").expect("Approved").expect("Good luck").expect("Begin now");

    let parts = [
        ("what", "Mail moves."),
        ("notice", "Mail is away for ten minutes."),
        ("must_do", "Nothing."),
        ("why", ""),
        ("undo", "We switch back."),
        ("contact", "Bo, extension 11."),
        ("before", "10080"),
        ("at_start", "1"),
        ("at_end", "1"),
        ("asks_to_acknowledge", "1"),
        ("version", "0"),
        ("do", "schedule"),
    ];
    bo.get("/desk/changes/1/announcement")
        .expect("Ana Lind")
        .expect("Eve Falk")
        .expect("data-coach=\"announcement\"");
    let page = bo.post("/desk/changes/1/announcement", &parts);
    assert_eq!(page.status.as_u16(), 422);
    page.expect("Please say why it is worth it.").expect("Mail is away for ten minutes.");
    // Eve is left out by hand and comes back; Cy is added by name.
    let eve = desk.eve.id.to_string();
    bo.post("/desk/changes/1/announcement/people", &[("out", &eve)]);
    bo.get("/desk/changes/1/announcement").expect("Left out");
    bo.post("/desk/changes/1/announcement/people", &[("back", &eve)]);
    bo.post("/desk/changes/1/announcement/people", &[("add", "Cy Dahl")]);
    let page = bo.post("/desk/changes/1/announcement/people", &[("add", "Nobody at all")]);
    page.expect("Nobody here is called that.");
    let whole: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, value)| match *name {
            "why" => ("why", "The old ones are slow."),
            "version" => ("version", "1"),
            name => (name, *value),
        })
        .collect();
    let page = bo.post("/desk/changes/1/announcement", &whole);
    assert_eq!(page.location(), "/desk/changes/1/announcement", "{}", page.body);
    bo.visit("/desk/changes/1/announcement").expect("Scheduled").expect("<b>3</b> people");

    let now = desk.now();
    while desk.write(move |tx| change::send::due(tx, now, Language::English)).unwrap() {}
    bo.get("/desk/changes/1").expect("3 told, 0 said they saw it");
    bo.post("/desk/changes/1/start", &[]);
    bo.visit("/desk/changes/1").expect("Under way");
    let page = bo.post("/desk/changes/1/result", &[("outcome", "done"), ("result", " ")]);
    page.expect("Please say how it went.");
    bo.post("/desk/changes/1/result", &[("outcome", "done"), ("result", "All mail is there.")]);
    bo.visit("/desk/changes/1").expect("All mail is there.").expect("Done: Mail moves to new servers");
    bo.get("/desk/changes?show=over").expect("Mail moves to new servers");
    assert_eq!(desk.read(|conn| change::find(conn, 1)).unwrap().state, State::Done);
}

#[test]
fn what_was_typed_comes_back_when_it_cannot_be_taken() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    let page = bo.post("/desk/changes/new", &with(&[("ends", "2026-11-26T21:00")]));
    assert_eq!(page.status.as_u16(), 422);
    page.expect("Please choose an end after the start")
        .expect("2026-11-26T21:00")
        .expect("Copy, then switch.");
    let page = bo.post("/desk/changes/new", &with(&[("time_zone", "Mars/Olympus")]));
    page.expect("There is no time zone called Mars/Olympus").expect("Copy, then switch.");
}

#[test]
fn did_you_see_it_is_counted_by_pressing_a_button_and_not_by_opening_a_page() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.post("/desk/changes/new", PLAN);
    let (ana, now, bo_id) = (desk.ana.id, desk.now(), desk.bo.id);
    let id = desk
        .write(move |tx| {
            let change = change::find(tx, 1)?.expect("the change");
            let new = broadcast::NewBroadcast {
                record: change.id.into(),
                kind: broadcast::BroadcastKind::Announcement,
                author: bo_id,
                subject: "Planned: <Mail>",
                body: "Words",
                stakeholder_body: "",
                next_at: None,
                starts_at: None,
                ends_at: None,
                page_path: "",
                calendar: "",
                asks_to_acknowledge: true,
            };
            let to = broadcast::Recipient {
                address: "ana@example.org".to_owned(),
                person: Some(ana),
                ticket: None,
                subscriber: None,
                register: broadcast::Register::Reader,
            };
            broadcast::send(tx, now, &new, &[to])
        })
        .unwrap();
    let key = desk.app.key.derive(broadcast::word::KEY);
    let word = broadcast::word::sign(&key, broadcast::word::ACKNOWLEDGE, &[id.0, ana.0]);
    let seen = || desk.read(move |conn| broadcast::counts(conn, id)).acknowledged;
    let mut stranger = Browser::new(&desk);
    let path = format!("/seen/{word}");
    stranger.get(&path).expect("Planned: &#60;Mail&#62;").expect("I have seen this");
    assert_eq!(seen(), 0);
    stranger.post(&path, &[]).expect("Thank you.");
    stranger.post(&path, &[]).expect("Thank you.");
    assert_eq!(seen(), 1);
    stranger.get("/seen/1.2.00").expect("This link is not complete");
}

#[test]
fn the_calendar_shows_changes_freezes_and_clashes_in_month_week_and_list() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.post("/desk/changes/new", PLAN);
    bo.post("/desk/changes/new", &with(&[("title", "Patches")]));
    let mut di = Browser::of(&desk, &desk.di);
    let freeze = [("name", "Harvest"), ("from", "2026-11-26T00:00"), ("until", "2026-11-28T00:00")];
    assert!(di.post("/desk/calendar/freezes", &freeze).status.is_redirection());
    for view in ["month", "week", "list"] {
        let page = bo.get(&format!("/desk/calendar?show={view}&day=2026-11-24"));
        page.expect("Mail moves to new servers")
            .expect("22:00 – 23:30")
            .expect("Harvest")
            .expect("both are on Mail.");
    }
    bo.get("/desk/calendar?show=month&day=2027-05-01").expect("May 2027");
    bo.get("/desk/calendar?day=nonsense").expect("November 2026");
    bo.get("/desk/changes/1").expect("It lies in a freeze: Harvest.").expect("At the same time as Change 2");
    bo.get("/desk/changes").expect("In the way of Change 2");
}

#[test]
fn a_calendar_program_reads_a_feed_without_signing_in() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.post("/desk/changes/new", PLAN);
    bo.post("/desk/changes/1/request", &[]);
    let page = bo.post("/desk/calendar/feeds", &[("what", "changes")]);
    let word = page
        .body
        .split("/calendar/")
        .find_map(|rest| rest.split_once(".ics"))
        .expect("an address")
        .0
        .to_owned();
    let mut stranger = Browser::new(&desk);
    let page = stranger.get(&format!("/calendar/{word}.ics"));
    assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8");
    page.expect("SUMMARY:Change 1: Mail moves to new servers");
    assert_eq!(stranger.get("/calendar/nonsense.ics").status.as_u16(), 404);
    let bo_id = desk.bo.id;
    assert_eq!(desk.read(move |conn| feed::of(conn, bo_id)).len(), 1);
    bo.post("/desk/calendar/feeds/1/removal", &[]);
    assert_eq!(stranger.get(&format!("/calendar/{word}.ics")).status.as_u16(), 404);
}

#[test]
fn templates_and_series_are_made_on_their_page() {
    let desk = Desk::new();
    serves(&desk);
    let mut bo = Browser::of(&desk, &desk.bo);
    bo.post("/desk/changes/new", PLAN);
    bo.post("/desk/changes/1/request", &[]);
    let mut di = Browser::of(&desk, &desk.di);
    di.post("/desk/changes/1/approvals", &[("decision", "yes")]);
    bo.post("/desk/changes/1/template", &[("name", "Patches")]);
    bo.get("/desk/changes/templates").expect("Not approved yet");
    di.post("/desk/changes/templates/1/approval", &[]);
    bo.get("/desk/changes/templates").expect("Approved by");
    bo.get("/desk/changes/new?template=1").expect("Copy, then switch.");
    let series = [
        ("title", "Patches of mail"),
        ("template", "1"),
        ("often", "FREQ=WEEKLY"),
        ("rule", "FREQ=HOURLY"),
        ("starts", "2026-12-06T02:00"),
        ("minutes", "90"),
        ("time_zone", "Europe/Stockholm"),
    ];
    let page = bo.post("/desk/changes/series", &series);
    page.expect("This part of the rule is not known here: FREQ=HOURLY.").expect("Patches of mail");
    let good: Vec<_> = series.iter().filter(|(name, _)| *name != "rule").copied().collect();
    assert!(bo.post("/desk/changes/series", &good).status.is_redirection());
    bo.get("/desk/changes/templates").expect("next Sun 6 Dec 02:00 – 03:30");
}
