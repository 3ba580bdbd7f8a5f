//! What the page, the feed and the JSON say of the same moment.

use super::feed;
use super::pages::{IncidentPage, StatusPage};
use super::samples::{NOW, quiet, snapshot};
use super::snapshot::{Overall, Phase, Progress};
use super::statuspage::{Document, write};
use super::uptime::State;
use crate::clock::{DAY, HOUR, MINUTE};
use serde_json::Value;

const URL: &str = "https://status.marlowvale.example";

#[test]
fn the_first_sentence_says_the_worst_of_what_is() {
    assert_eq!(snapshot().overall(NOW), Overall::SomeOut);
    assert_eq!(quiet().overall(NOW), Overall::Well);
    let mut all = snapshot();
    all.groups.iter_mut().flat_map(|g| &mut g.components).for_each(|c| {
        c.spells = vec![super::uptime::Spell { state: State::Outage, from: NOW.plus(-HOUR), until: None }];
    });
    assert_eq!(all.overall(NOW), Overall::AllOut);
    let mut work = quiet();
    work.planned[0].progress = Progress::Running;
    assert_eq!(work.overall(NOW), Overall::Work);
    // An incident that stops nobody is still told of.
    let mut looking = quiet();
    looking.incidents = snapshot().incidents;
    looking.incidents[0].services.clear();
    assert_eq!(looking.overall(NOW), Overall::Looking);
    (looking.groups, looking.incidents) = (Vec::new(), Vec::new());
    assert_eq!(looking.overall(NOW), Overall::Nothing);
}

#[test]
fn a_promised_time_is_late_the_moment_it_has_passed_and_not_before() {
    let incident = &snapshot().incidents[0];
    let by = incident.next_update_by.unwrap();
    assert!(!incident.is_late(by));
    assert!(incident.is_late(by.plus(1)));
    assert_eq!(snapshot().turns_at(NOW), Some(by.plus(1)));
    assert!(StatusPage::sample().html().contains("Next update by 09:30 GMT"));
    let late = StatusPage::sample_late().html();
    assert!(late.contains("The update promised for 09:30 GMT is late"), "{late}");
    let one = IncidentPage::sample().html();
    assert!(one.contains("promised for 07:58 GMT, so this came late"), "{one}");
}

#[test]
fn the_page_is_light_even_on_a_bad_day_with_many_services() {
    let html = StatusPage::sample().html();
    let css: usize = ["tokens.css", "status.css"]
        .iter()
        .map(|name| {
            let path = crate::assets::address(name).trim_start_matches("/assets/").to_owned();
            crate::assets::find(&path).unwrap().bytes.len()
        })
        .sum();
    assert!(html.len() + css < 30_000, "{} and {css} bytes", html.len());
    // Twenty services, each with a bad day a week.
    let mut busy = snapshot();
    let mut components = Vec::new();
    for id in 1..=20 {
        let mut component = busy.groups[0].components[0].clone();
        component.id = crate::ids::ServiceId(id);
        component.spells = (0..12)
            .map(|week| super::uptime::Spell {
                state: State::all()[1 + (week % 4) as usize],
                from: NOW.plus(-7 * DAY * week - id * HOUR),
                until: Some(NOW.plus(-7 * DAY * week - id * HOUR + 40 * MINUTE)),
            })
            .collect();
        components.push(component);
    }
    busy.groups[0].components = components;
    let reader = super::Reader {
        language: crate::language::Language::English,
        zone: jiff::tz::TimeZone::UTC,
        names_zone: true,
    };
    let maker = super::pages::Maker {
        snapshot: &busy,
        reader: &reader,
        theme: "auto",
        links: super::pages::Links::served(),
        desk_url: "",
        now: NOW,
    };
    let html = maker.page().html();
    assert!(html.len() < 30_000, "{} bytes", html.len());
}

fn read(document: Document) -> Value {
    serde_json::from_str(&write(document, &snapshot(), URL, NOW)).unwrap()
}

/// The fields that readers of such pages ask for, with what may stand in them.
#[test]
fn the_json_has_the_shape_that_readers_of_such_pages_know() {
    let summary = read(Document::Summary);
    for key in ["page", "components", "incidents", "scheduled_maintenances", "status"] {
        assert!(summary.get(key).is_some(), "{key}");
    }
    assert_eq!(summary["page"]["name"], "Marlow Vale Hospital");
    assert_eq!(summary["page"]["url"], URL);
    assert_eq!(summary["page"]["time_zone"], "Europe/London");
    assert_eq!(summary["status"]["indicator"], "major");
    let is_time = |value: &Value| value.as_str().is_some_and(|t| t.parse::<jiff::Timestamp>().is_ok());
    assert!(is_time(&summary["page"]["updated_at"]));
    let statuses =
        ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
    let components = summary["components"].as_array().unwrap();
    assert_eq!(components.len(), 7, "two groups and five services");
    for component in components {
        for key in [
            "id",
            "name",
            "status",
            "created_at",
            "updated_at",
            "position",
            "description",
            "showcase",
            "start_date",
            "group_id",
            "page_id",
            "group",
            "only_show_if_degraded",
        ] {
            assert!(component.get(key).is_some(), "{key} in {component}");
        }
        assert!(statuses.contains(&component["status"].as_str().unwrap()));
        assert!(is_time(&component["updated_at"]));
        if component["group"] == true {
            for member in component["components"].as_array().unwrap() {
                let found = components.iter().find(|c| c["id"] == *member).unwrap();
                assert_eq!(found["group_id"], component["id"]);
            }
        }
    }
    let incidents = summary["incidents"].as_array().unwrap();
    assert_eq!(incidents.len(), 1, "only what is not solved");
    let all = read(Document::Incidents);
    for incident in all["incidents"].as_array().unwrap() {
        for key in [
            "id",
            "name",
            "status",
            "created_at",
            "updated_at",
            "monitoring_at",
            "resolved_at",
            "impact",
            "shortlink",
            "started_at",
            "page_id",
            "incident_updates",
            "components",
        ] {
            assert!(incident.get(key).is_some(), "{key}");
        }
        assert!(["none", "minor", "major", "critical"].contains(&incident["impact"].as_str().unwrap()));
        for update in incident["incident_updates"].as_array().unwrap() {
            for key in [
                "id",
                "status",
                "body",
                "incident_id",
                "created_at",
                "updated_at",
                "display_at",
                "affected_components",
            ] {
                assert!(update.get(key).is_some(), "{key}");
            }
            assert_eq!(update["incident_id"], incident["id"]);
        }
    }
    assert_eq!(all["incidents"].as_array().unwrap().len(), 2);
    assert_eq!(all["incidents"][1]["status"], "resolved");
    let planned = read(Document::UpcomingMaintenances);
    let work = &planned["scheduled_maintenances"][0];
    assert_eq!((&work["status"], &work["impact"]), (&"scheduled".into(), &"maintenance".into()));
    assert!(is_time(&work["scheduled_for"]) && is_time(&work["scheduled_until"]));
    assert_eq!(read(Document::ActiveMaintenances)["scheduled_maintenances"], serde_json::json!([]));
    assert_eq!(read(Document::Unresolved)["incidents"].as_array().unwrap().len(), 1);
    assert_eq!(read(Document::Status)["status"], summary["status"]);
}

/// A reader of another make understands the feed.
#[test]
fn the_feed_is_atom_with_ids_that_stay_and_times_that_move() {
    let text = feed::atom(&snapshot(), None, URL, NOW);
    let read: atom_syndication::Feed = text.parse().unwrap();
    assert_eq!(read.id, format!("{URL}/feed.atom"));
    assert_eq!(read.entries.len(), 2);
    let wifi = &read.entries[0];
    assert_eq!(wifi.id, format!("{URL}/incidents/k3v9tq2m8x4c7p1w"));
    assert_eq!(wifi.updated.timestamp(), NOW.0 / 1_000_000 - 120);
    assert_eq!(wifi.published.unwrap().timestamp(), NOW.0 / 1_000_000 - 125 * 60);
    let content = wifi.content.as_ref().unwrap();
    assert_eq!(content.content_type.as_deref(), Some("html"));
    let html = content.value.as_deref().unwrap();
    assert!(html.contains("<strong>should be in by 11:00</strong>"), "{html}");
    assert!(read.entries[1].content.as_ref().unwrap().value.as_deref().unwrap().contains("delay &amp; more"));
    assert_eq!(read.updated, wifi.updated);
    // Said again: the same id, another time.
    let mut later = snapshot();
    later.incidents[0].updates[0].at = NOW;
    later.incidents[0].phase = Phase::Monitoring;
    let again: atom_syndication::Feed = feed::atom(&later, None, URL, NOW).parse().unwrap();
    assert_eq!(again.entries[0].id, wifi.id);
    assert!(again.entries[0].updated > wifi.updated);
    // Of one service only what touches it.
    let mail: atom_syndication::Feed =
        feed::atom(&snapshot(), Some(crate::ids::ServiceId(6)), URL, NOW).parse().unwrap();
    assert_eq!(mail.entries.len(), 1);
    assert_ne!(mail.id, read.id);
}

#[test]
fn hostile_words_stay_words_in_every_shape() {
    let mut hostile = snapshot();
    let words = "]]><script>alert(1)</script>\u{0}\u{8}&\"'\r\nBEGIN:VEVENT";
    hostile.incidents[0].title = words.to_owned();
    hostile.incidents[0].updates[0].body = words.to_owned();
    hostile.groups[0].components[0].name = words.to_owned();
    hostile.planned[0].title = words.to_owned();
    hostile.planned[0].what = words.to_owned();
    hostile.organisation = words.to_owned();
    let read: atom_syndication::Feed = feed::atom(&hostile, None, URL, NOW).parse().unwrap();
    assert!(read.entries[0].title.value.contains("<script>"), "kept as words");
    let html = read.entries[0].content.as_ref().unwrap().value.clone().unwrap();
    assert!(!html.contains("<script"), "{html}");
    let calendar = feed::calendar(&hostile, URL);
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT").count(), 1);
    assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
    let json: Value = serde_json::from_str(&write(Document::Summary, &hostile, URL, NOW)).unwrap();
    assert_eq!(json["incidents"][0]["name"], words);
}

#[test]
fn the_calendar_folds_its_lines_and_says_what_was_cancelled() {
    let mut planned = snapshot();
    planned.planned[0].what = "Ö".repeat(200);
    planned.planned[0].progress = Progress::Cancelled;
    planned.planned[0].sequence = 3;
    let calendar = feed::calendar(&planned, URL);
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = calendar.replace("\r\n ", "");
    for line in [
        "UID:change-c2b7m4k9s1v6@status.marlowvale.example",
        "SEQUENCE:3",
        "STATUS:CANCELLED",
        "DTSTART:20261127T210000Z",
        "DTEND:20261127T230000Z",
    ] {
        assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "{line} in {unfolded}");
    }
    assert!(unfolded.contains(&"Ö".repeat(200)));
}
