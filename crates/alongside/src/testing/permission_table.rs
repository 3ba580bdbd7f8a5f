//! The permission table over addresses: every route of the pages and of the API, and who is let through. A route without a row
//! fails the test, so that nobody adds one without deciding.

use super::Desk;
use super::browser::{Browser, Page};
use crate::on_call::{self, About, NewRotation};
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::Words;
use crate::ticket::{By, Format, Via};
use crate::{change, person, secret, service, ticket};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::collections::BTreeSet;
use std::path::Path;
use tower::ServiceExt;

/// Method, route, and a letter each for: a stranger, Eve (a requester with nothing to do with it), Ana (who asked),
/// Cy (contributor), Bo (agent), Di (lead), Fay (admin).
///
/// `S` is sent to sign in (or told that a token is needed), `F` forbidden, `N` finds nothing, `W` gets the words back, `+` is let through; `?` is let
/// through too, though this very thing may not exist.
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/", "+++++++"),
    ("GET", "/ask", "S++++++"),
    ("POST", "/ask", "W++++++"),
    ("GET", "/requests", "S++++++"),
    // Colleagues are led to the desk; in the portal they find only what they asked themselves.
    ("GET", "/requests/{number}", "SN+++++"),
    ("POST", "/requests/{number}/replies", "WN+NNNN"),
    ("POST", "/requests/{number}/resolution", "SN+NNNN"),
    ("POST", "/requests/{number}/resolution/removal", "SN+NNNN"),
    ("GET", "/requests/{number}/attachments/{id}/{filename}", "SN+NNNN"),
    ("GET", "/requests/{number}/messages/{id}/original", "SN+NNNN"),
    // Everybody's, unless an admin decides otherwise, see status_page/tests.rs.
    ("GET", "/status", "+++++++"),
    ("GET", "/status/incidents/{public_id}", "NNNNNNN"),
    ("GET", "/status/history", "+++++++"),
    ("GET", "/status/feed.atom", "+++++++"),
    ("GET", "/status/components/{id}/feed.atom", "NNNNNNN"),
    ("GET", "/status/calendar.ics", "+++++++"),
    ("GET", "/status/api/v2/{*document}", "+++++++"),
    ("GET", "/status/subscribe", "+++++++"),
    ("POST", "/status/subscribe", "+++++++"),
    // The word in the address is the right to it; this one is none.
    ("GET", "/status/confirm/{word}", "+++++++"),
    ("POST", "/status/confirm/{word}", "+++++++"),
    ("GET", "/status/unsubscribe/{word}", "+++++++"),
    ("POST", "/status/unsubscribe/{word}", "+++++++"),
    ("POST", "/status/subscription/{word}", "+++++++"),
    ("GET", "/sign-in", "+++++++"),
    ("POST", "/sign-in", "+++++++"),
    ("GET", "/sign-in/link/{token}", "+++++++"),
    ("POST", "/sign-in/link/{token}", "+++++++"),
    ("GET", "/sign-in/password", "+++++++"),
    ("POST", "/sign-in/password", "+++++++"),
    ("POST", "/sign-out", "+++++++"),
    ("GET", "/profile", "S++++++"),
    ("POST", "/profile", "S++++++"),
    ("POST", "/profile/theme", "+++++++"),
    ("POST", "/profile/password", "SFF++++"),
    ("POST", "/profile/tokens", "SFF++++"),
    ("POST", "/profile/tokens/{id}/revocation", "SFF????"),
    ("POST", "/profile/never/{rule}/removal", "SFF++++"),
    ("POST", "/profile/sessions/{id}/revocation", "S??????"),
    // Only leads on, to a page that asks who comes.
    ("GET", "/desk", "+++++++"),
    ("GET", "/desk/views/{view}", "SFF++++"),
    ("GET", "/desk/keys", "SFF++++"),
    ("GET", "/desk/live", "SFF++++"),
    ("GET", "/desk/palette", "SFF++++"),
    ("GET", "/desk/promises", "SFF++++"),
    ("GET", "/desk/promises/shares", "SFF++++"),
    ("GET", "/desk/problems", "SFF++++"),
    ("POST", "/desk/problems", "SFFF+++"),
    // None is open yet.
    ("GET", "/desk/problems/{number}", "SFFNNNN"),
    ("POST", "/desk/problems/{number}", "SFFFNNN"),
    ("POST", "/desk/problems/{number}/tickets", "SFFF+++"),
    ("POST", "/desk/problems/{number}/tickets/{ticket}/removal", "SFFF+++"),
    ("POST", "/desk/problems/{number}/incidents", "SFFF+++"),
    ("POST", "/desk/problems/{number}/owner", "SFFF+++"),
    ("POST", "/desk/problems/{number}/publication", "SFFF+++"),
    ("POST", "/desk/problems/{number}/fix", "SFFF+++"),
    ("POST", "/desk/problems/{number}/closing", "SFFF+++"),
    ("POST", "/desk/problems/{number}/reopening", "SFFF+++"),
    ("POST", "/desk/problems/{number}/notes", "SFF++++"),
    ("GET", "/desk/changes", "SFF++++"),
    ("GET", "/desk/changes/new", "SFFF+++"),
    ("POST", "/desk/changes/new", "SFFF+++"),
    ("GET", "/desk/changes/templates", "SFF++++"),
    ("POST", "/desk/changes/templates/{id}/approval", "SFFFF++"),
    ("POST", "/desk/changes/templates/{id}/removal", "SFFFF++"),
    ("POST", "/desk/changes/series", "SFFF+++"),
    ("POST", "/desk/changes/series/{id}/end", "SFFF???"),
    ("GET", "/desk/changes/{number}", "SFF++++"),
    ("GET", "/desk/changes/{number}/edit", "SFFF+++"),
    ("POST", "/desk/changes/{number}/edit", "SFFF+++"),
    ("POST", "/desk/changes/{number}/request", "SFFF+++"),
    ("POST", "/desk/changes/{number}/request/removal", "SFFF+++"),
    ("POST", "/desk/changes/{number}/approvals", "SFFFF++"),
    ("POST", "/desk/changes/{number}/start", "SFFF+++"),
    ("POST", "/desk/changes/{number}/result", "SFFF+++"),
    ("POST", "/desk/changes/{number}/window", "SFFF+++"),
    ("POST", "/desk/changes/{number}/cancellation", "SFFF+++"),
    ("POST", "/desk/changes/{number}/incident", "SFFF+++"),
    ("POST", "/desk/changes/{number}/notes", "SFF++++"),
    ("POST", "/desk/changes/{number}/template", "SFFF+++"),
    ("GET", "/desk/changes/{number}/announcement", "SFF++++"),
    ("POST", "/desk/changes/{number}/announcement", "SFFF+++"),
    ("POST", "/desk/changes/{number}/announcement/people", "SFFF+++"),
    ("GET", "/desk/calendar", "SFF++++"),
    ("POST", "/desk/calendar/freezes", "SFFFF++"),
    ("POST", "/desk/calendar/freezes/{id}/removal", "SFFFF??"),
    ("POST", "/desk/calendar/feeds", "SFF++++"),
    // Nobody has one yet, and nobody closes somebody else's.
    ("POST", "/desk/calendar/feeds/{id}/removal", "SFFNNNN"),
    // Whoever knows the word reads it; this is none.
    ("GET", "/calendar/{word}", "NNNNNNN"),
    ("GET", "/seen/{word}", "+++++++"),
    ("POST", "/seen/{word}", "+++++++"),
    ("GET", "/desk/search", "SFF++++"),
    ("GET", "/desk/on-call", "SFF++++"),
    ("GET", "/desk/on-call/new", "SFFFF++"),
    ("POST", "/desk/on-call/new", "SFFFF++"),
    ("GET", "/desk/on-call/ways", "SFF++++"),
    ("POST", "/desk/on-call/ways", "SFF++++"),
    ("GET", "/desk/on-call/gateway", "SFFFFF+"),
    ("POST", "/desk/on-call/gateway", "SFFFFF+"),
    ("GET", "/desk/on-call/rotations/{id}", "SFFFF++"),
    ("POST", "/desk/on-call/rotations/{id}", "SFFFF++"),
    // Colleagues stand in for each other, contributors too.
    ("POST", "/desk/on-call/rotations/{id}/stand-ins", "SFF++++"),
    ("POST", "/desk/on-call/rotations/{id}/stand-ins/{other}/removal", "SFF++++"),
    ("GET", "/desk/on-call/alarms/{id}", "SFF++++"),
    ("POST", "/desk/on-call/alarms/{id}/acknowledgement", "SFF++++"),
    ("GET", "/desk/services", "SFF++++"),
    ("GET", "/desk/services/{id}", "SFF++++"),
    ("POST", "/desk/services/{id}", "SFFFF++"),
    ("GET", "/desk/services/{id}/edit", "SFFFF++"),
    ("POST", "/desk/services/{id}/users", "SFFFF++"),
    ("POST", "/desk/services/{id}/people", "SFFFF++"),
    ("POST", "/desk/services/{id}/people/{other}/removal", "SFFFF++"),
    ("POST", "/desk/services/{id}/needs", "SFFFF++"),
    ("POST", "/desk/services/{id}/component", "SFFFF++"),
    ("GET", "/desk/people/{id}", "SFF++++"),
    ("POST", "/desk/people/{id}", "SFFF+++"),
    ("POST", "/desk/coach", "SFF++++"),
    ("POST", "/desk/coach/never", "SFF++++"),
    ("POST", "/desk/coach/never/cancellation", "SFF++++"),
    ("POST", "/desk/preview", "SFF++++"),
    ("GET", "/desk/new", "SFFF+++"),
    ("POST", "/desk/tickets", "SFFF+++"),
    ("POST", "/desk/selection", "SFFF+++"),
    ("GET", "/desk/tickets/{number}", "SFF++++"),
    ("GET", "/desk/tickets/{number}/attachments/{id}/{filename}", "SFF++++"),
    ("GET", "/desk/tickets/{number}/messages/{id}/original", "SFF++++"),
    ("POST", "/desk/tickets/{number}/notes", "SFF++++"),
    ("POST", "/desk/tickets/{number}/uploads", "SFF++++"),
    ("POST", "/desk/tickets/{number}/uploads/{id}/removal", "SFF++++"),
    ("POST", "/desk/tickets/{number}/presence", "SFF++++"),
    ("POST", "/desk/tickets/{number}/coach", "SFF++++"),
    ("POST", "/desk/tickets/{number}/draft", "SFF++++"),
    ("POST", "/desk/tickets/{number}/replies", "SFFF+++"),
    // Ana's own words: nobody takes them back for her.
    ("POST", "/desk/tickets/{number}/outgoing/{id}/cancellation", "SFFFFFF"),
    ("POST", "/desk/tickets/{number}/outgoing/{id}/retry", "SFFF+++"),
    // Nothing is held; who may say yes is the one it names, see ticket/reply.rs.
    ("POST", "/desk/tickets/{number}/held/{id}/acceptance", "SFF++++"),
    ("POST", "/desk/tickets/{number}/held/{id}/discard", "SFF++++"),
    ("POST", "/desk/tickets/{number}/ownership", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/status", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/priority", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/kind", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/team", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/service", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/subject", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/goal", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/tags", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/watchers", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/snooze", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/merges", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/merges/{other}/cancellation", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/splits", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/promises", "SFF++++"),
    ("POST", "/desk/tickets/{number}/promises/{id}/kept", "SFFNNNN"),
    ("POST", "/desk/tickets/{number}/promises/{id}/renewal", "SFFNNNN"),
    ("POST", "/desk/tickets/{number}/links", "SFFF+++"),
    ("POST", "/desk/tickets/{number}/links/{other}/removal", "SFFF+++"),
    ("GET", "/trouble/{public_id}", "SNNNNNN"),
    ("POST", "/trouble/{public_id}", "SNNNNNN"),
    ("POST", "/trouble/{public_id}/answer", "SNNNNNN"),
    ("GET", "/works/{word}", "NNNNNNN"),
    ("POST", "/works/{word}", "NNNNNNN"),
    ("POST", "/requests/{number}/works", "SN+NNNN"),
    ("GET", "/check-in/{word}", "NNNNNNN"),
    ("POST", "/check-in/{word}", "NNNNNNN"),
    ("GET", "/desk/incidents", "SFF++++"),
    ("POST", "/desk/incidents", "SFFF+++"),
    ("GET", "/desk/incidents/new", "SFFF+++"),
    ("POST", "/desk/incidents/tickets", "SFFFNNN"),
    ("POST", "/desk/incidents/offers/{id}/dismissal", "SFFF+++"),
    ("GET", "/desk/incidents/{number}", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/updates", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/preview", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/draft", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/renewal", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/notes", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/timeline/{id}", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/ownership", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/writer", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/acknowledgement", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/helpers", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/services", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/tickets", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/stakeholders", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/facts", "SFFFNNN"),
    ("GET", "/desk/incidents/{number}/review", "SFFNNNN"),
    ("POST", "/desk/incidents/{number}/review", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/review/state", "SFFFNNN"),
    ("POST", "/desk/incidents/{number}/actions", "SFFFNNN"),
    ("GET", "/admin/check-ins", "SFFFFF+"),
    ("POST", "/admin/check-ins", "SFFFFF+"),
    ("POST", "/admin/check-ins/{id}", "SFFFFFN"),
    // Only leads on.
    ("GET", "/admin", "+++++++"),
    ("GET", "/admin/people", "SFFFFF+"),
    ("GET", "/admin/people/{id}", "SFFFFF+"),
    ("POST", "/admin/people/{id}", "SFFFFF+"),
    ("GET", "/admin/teams", "SFFFFF+"),
    ("POST", "/admin/teams", "SFFFFF+"),
    ("POST", "/admin/teams/{id}", "SFFFFF+"),
    ("GET", "/admin/services", "SFFFFF+"),
    ("POST", "/admin/services", "SFFFFF+"),
    ("POST", "/admin/services/{id}", "SFFFFF+"),
    ("GET", "/admin/status", "SFFFFF+"),
    ("POST", "/admin/status", "SFFFFF+"),
    ("POST", "/admin/status/webhooks", "SFFFFF+"),
    ("POST", "/admin/status/webhooks/{id}/removal", "SFFFFF+"),
    ("POST", "/admin/status/webhooks/{id}/resumption", "SFFFFF+"),
    ("GET", "/admin/coach", "SFFFFF+"),
    ("GET", "/admin/coach/rules/{name}", "SFFFFF+"),
    ("POST", "/admin/coach/rules/{name}/restoration", "SFFFFF+"),
    ("GET", "/admin/coach/words", "SFFFFF+"),
    ("POST", "/admin/coach/words/{id}/restoration", "SFFFFF+"),
    ("POST", "/admin/coach/changes", "SFFFFF+"),
    ("POST", "/admin/coach/trial", "SFFFFF+"),
    ("GET", "/admin/mail", "SFFFFF+"),
    ("POST", "/admin/mail", "SFFFFF+"),
    ("POST", "/admin/mail/test", "SFFFFF+"),
    ("POST", "/admin/mail/keeping", "SFFFFF+"),
    ("GET", "/admin/mail/signing", "SFFFFF+"),
    ("POST", "/admin/mail/signing", "SFFFFF+"),
    ("POST", "/admin/mail/signing/check", "SFFFFF?"),
    ("POST", "/admin/mail/signing/state", "SFFFFF?"),
    ("GET", "/admin/mail/{id}", "SFFFFF+"),
    ("POST", "/admin/mail/{id}", "SFFFFF+"),
    ("POST", "/admin/mail/{id}/test", "SFFFFF+"),
    ("GET", "/admin/needs-a-look", "SFFFFF+"),
    ("GET", "/admin/needs-a-look/{id}", "SFFFFF?"),
    ("GET", "/admin/needs-a-look/{id}/raw", "SFFFFF?"),
    ("POST", "/admin/needs-a-look/{id}/retry", "SFFFFF?"),
    ("POST", "/admin/needs-a-look/{id}/discard", "SFFFFF?"),
    ("POST", "/admin/needs-a-look/{id}/ticket", "SFFFFF?"),
    ("GET", "/admin/outgoing", "SFFFFF+"),
    ("POST", "/admin/outgoing/tries", "SFFFFF+"),
    ("POST", "/admin/outgoing/{id}/retry", "SFFFFF+"),
    ("POST", "/admin/outgoing/{id}/cancellation", "SFFFFF+"),
    // Once the desk is set up there is nothing behind them; before that the token opens them, see setup/tests.rs.
    ("GET", "/setup", "+++++++"),
    ("POST", "/setup/hours", "NNNNNNN"),
    ("POST", "/setup/mail", "NNNNNNN"),
    ("POST", "/setup/mail/test", "NNNNNNN"),
    ("POST", "/setup/organisation", "NNNNNNN"),
    ("POST", "/setup/token", "+++++++"),
    // By a token with every scope.
    ("GET", "/api/v1", "+++++++"),
    ("GET", "/api/v1/attachments/{id}", "SN+++++"),
    ("GET", "/api/v1/changes", "SFF++++"),
    ("POST", "/api/v1/changes", "SFFF+++"),
    ("GET", "/api/v1/changes/{number}", "SFF++++"),
    ("PATCH", "/api/v1/changes/{number}", "SFFF+++"),
    ("POST", "/api/v1/changes/{number}/steps", "SFFF+++"),
    ("GET", "/api/v1/changes/{number}/announcement", "SFF++++"),
    ("PUT", "/api/v1/changes/{number}/announcement", "SFFF+++"),
    ("POST", "/api/v1/coach", "SFF++++"),
    ("GET", "/api/v1/incidents", "SFF++++"),
    ("POST", "/api/v1/incidents", "SFFF+++"),
    ("GET", "/api/v1/incidents/{number}", "SFFNNNN"),
    ("POST", "/api/v1/incidents/{number}/updates", "SFFFNNN"),
    ("PUT", "/api/v1/incidents/{number}/next-update", "SFFFNNN"),
    ("POST", "/api/v1/incidents/{number}/tickets", "SFFFNNN"),
    ("GET", "/api/v1/me", "S++++++"),
    ("GET", "/api/v1/openapi.json", "+++++++"),
    ("GET", "/api/v1/people", "SFF++++"),
    ("POST", "/api/v1/people", "SFFFF++"),
    ("GET", "/api/v1/people/{id}", "SN+++++"),
    ("PATCH", "/api/v1/people/{id}", "SN+FF++"),
    ("GET", "/api/v1/on-call", "SFF++++"),
    ("GET", "/api/v1/on-call/rotations/{id}/shifts", "SFF++++"),
    ("GET", "/api/v1/services", "S++++++"),
    ("GET", "/api/v1/services/{id}", "SFF++++"),
    ("GET", "/api/v1/services/{id}/affected", "SFF++++"),
    ("GET", "/api/v1/teams", "SFF++++"),
    ("GET", "/api/v1/tickets", "S++++++"),
    ("POST", "/api/v1/tickets", "S++++++"),
    ("GET", "/api/v1/tickets/{number}", "SN+++++"),
    ("PATCH", "/api/v1/tickets/{number}", "SNFF+++"),
    ("POST", "/api/v1/tickets/{number}/attachments", "SN+++++"),
    ("GET", "/api/v1/tickets/{number}/drafts", "SNF++++"),
    ("PUT", "/api/v1/tickets/{number}/drafts/{kind}", "SNF++++"),
    ("GET", "/api/v1/tickets/{number}/events", "SNF++++"),
    ("GET", "/api/v1/tickets/{number}/links", "SNF++++"),
    ("PUT", "/api/v1/tickets/{number}/links/{other}", "SFFF+++"),
    ("DELETE", "/api/v1/tickets/{number}/links/{other}", "SFFF+++"),
    ("PUT", "/api/v1/tickets/{number}/merge", "SFFF+++"),
    ("DELETE", "/api/v1/tickets/{number}/merge", "SFFF+++"),
    ("GET", "/api/v1/tickets/{number}/messages", "SN+++++"),
    ("POST", "/api/v1/tickets/{number}/messages", "SN+F+++"),
    ("GET", "/api/v1/tickets/{number}/messages/{id}", "SN+++++"),
    // Ana's own words again, and what is asked stays asked.
    ("DELETE", "/api/v1/tickets/{number}/messages/{id}", "SNFFFFF"),
    ("POST", "/api/v1/tickets/{number}/splits", "SFFF+++"),
    ("POST", "/api/v1/uploads", "S++++++"),
    ("DELETE", "/api/v1/uploads/{id}", "SNNNNNN"),
    ("GET", "/problems/{kind}", "+++++++"),
];

const CAST: [&str; 7] = ["a stranger", "Eve", "Ana", "Cy", "Bo", "Di", "Fay"];

/// What forms of all kinds need so that nothing but permission stands in their way.
const FIELDS: &[(&str, &str)] = &[
    ("happens", "words"),
    ("body", "words"),
    ("note", "words"),
    ("name", "A name"),
    ("mail", "somebody@example.org"),
    ("address", "other@desk.example"),
    ("password", "a wrong password"),
    ("new", "four plain words here"),
    ("token_name", "A token"),
    ("scope", "tickets:read"),
    ("theme", "dark"),
    ("status", "pending"),
    ("priority", "high"),
    ("subject", "Another subject"),
    ("goal", "a goal"),
    ("tags", "a, b"),
    ("me", "start"),
    ("until", "2h"),
    ("into", "1001"),
    ("other", "1001"),
    ("number", "1001"),
    ("requester", "ana@example.org"),
    ("action", "take"),
    ("ticket", "1000"),
    ("role", "agent"),
    ("rule", "you_broke"),
    ("n", "1000"),
    ("n", "1001"),
    ("do", "merge"),
    ("to", "1001"),
    ("addresses", "somebody@example.org"),
    ("change", "off"),
    ("rule", "you_broke"),
];

fn letter(page: &Page) -> char {
    match page.status {
        StatusCode::SEE_OTHER if page.location().starts_with("/sign-in?") => 'S',
        StatusCode::FORBIDDEN => 'F',
        StatusCode::NOT_FOUND => 'N',
        StatusCode::UNPROCESSABLE_ENTITY if page.says("You are not signed in any more") => 'W',
        status => {
            assert!(!status.is_server_error(), "{status}: {}", page.body);
            '+'
        }
    }
}

/// A desk with the service 1, the rotation 1 and its alarm 1, Ana's request 1000 (message 1, with file 1) and her mail 1001 (message 2, with HTML).
fn furnished() -> Desk {
    let desk = Desk::new();
    let files: &[(&str, &str, &str, &[u8])] = &[("files", "a.txt", "text/plain", b"bytes")];
    let asked = Browser::of(&desk, &desk.ana).post_files("/ask", &[("happens", "words")], files);
    assert_eq!(asked.location(), "/requests/1000?thanks=1");
    let (ana, now) = (desk.ana.clone(), desk.now());
    desk.write(|tx| service::add(tx, "Mail", "", None)).expect("the service");
    called(&desk);
    desk.write(move |tx| {
        let by = By { actor: &ana, now, via: Via::Mail };
        let html = Some("<p>words</p>");
        let words = Words { body: "words", html, format: Some(Format::Plain), ..Words::default() };
        create::create(tx, &by, &NewTicket { subject: "Mail", words, ..NewTicket::default() })
    })
    .expect("the mail");
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| {
        let form = change::Form { title: "Patches".to_owned(), ..change::Form::of(&bo, "UTC") };
        let made = change::draft(tx, &bo, now, &form, "word")?;
        change::series::keep_as_template(tx, &bo, &made, "Patches")
    })
    .expect("the change and its template");
    desk
}

/// The rotation 1 of Bo's, who is called for the request.
fn called(desk: &Desk) {
    let new = NewRotation {
        team: desk.network,
        name: "Nights".to_owned(),
        time_zone: "UTC".to_owned(),
        hand_over_minute: 0,
        days: 7,
        first_day: jiff::civil::date(2026, 11, 23),
        escalate_minutes: 15,
        active: true,
        people: vec![desk.bo.id],
    };
    let (ana, now) = (desk.ana.clone(), desk.now());
    desk.write(move |tx| {
        on_call::add(tx, &new)?;
        let ticket = ticket::find(tx, &ana, 1000)?.expect("the request");
        Ok::<_, on_call::Error>(on_call::alarm(tx, None, About::Ticket(ticket.id), "words", now)?)
    })
    .expect("the alarm");
}

/// The route's address with what there is put in.
fn address(route: &str) -> String {
    let number = match route {
        _ if route.contains("/changes/") => "1",
        _ if route.contains("/messages/") => "1001",
        _ => "1000",
    };
    let id = if route.contains("/messages/") { "2" } else { "1" };
    route
        .replace("{number}", number)
        .replace("{other}", "1001")
        .replace("{ticket}", "1000")
        .replace("{filename}", "a.txt")
        .replace("{token}", "no-such-token")
        .replace("{word}", "no-such-word")
        .replace("{view}", "all")
        .replace("{word}", "1.no-such-word")
        .replace("{public_id}", "no-such-incident")
        .replace("{*document}", "summary.json")
        .replace("{name}", "you_broke")
        .replace("{rule}", "you_broke")
        .replace("{kind}", if route.starts_with("/problems") { "invalid" } else { "reply" })
        .replace("{id}", id)
}

/// What the API is sent, so that nothing but permission stands in the way.
fn body(method: &str, route: &str) -> Option<&'static str> {
    Some(match (method, route.rsplit_once("/v1").map_or("", |(_, rest)| rest)) {
        ("GET" | "DELETE", _) => return None,
        ("POST", "/tickets") => r#"{"subject": "Words", "body": "words"}"#,
        ("POST", "/changes/{number}/steps") => r#"{"step": "ask"}"#,
        ("POST", "/incidents") => r#"{"title": "Wi-Fi is down"}"#,
        ("POST", "/incidents/{number}/updates") => r#"{"state": "identified", "body": "words"}"#,
        ("PUT", "/incidents/{number}/next-update") => r#"{"by": "2026-11-24T09:30:00Z", "reason": "words"}"#,
        ("POST", "/incidents/{number}/tickets") => r#"{"tickets": [1000]}"#,
        ("POST", "/coach") => r#"{"text": "words"}"#,
        ("PATCH", "/tickets/{number}") => r#"{"subject": "Other words"}"#,
        ("POST", "/tickets/{number}/messages") => r#"{"kind": "reply", "body": "words"}"#,
        ("PUT", "/tickets/{number}/drafts/{kind}") => r#"{"body": "words"}"#,
        ("PUT", "/tickets/{number}/merge") => r#"{"into": 1001}"#,
        ("POST", "/tickets/{number}/splits") => r#"{"messages": [1]}"#,
        ("POST", "/people") => r#"{"name": "Una", "address": "una@example.org"}"#,
        ("PATCH", "/people/{id}") => r#"{"name": "Una"}"#,
        _ => "{}",
    })
}

/// The letters of an API's route: the same for a token with every scope.
fn api_row(desk: &Desk, method: &str, route: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let router = crate::routes::router(desk.app.clone());
    let uploads = route.ends_with("/attachments") || route.ends_with("/uploads");
    let address = match uploads {
        true => format!("{}?filename=a.txt", address(route)),
        false => address(route),
    };
    let actors = [&desk.eve, &desk.ana, &desk.cy, &desk.bo, &desk.di, &desk.fay];
    let seen = std::iter::once(None).chain(actors.map(Some)).map(|actor| {
        let kind = if uploads { "text/plain" } else { "application/json" };
        let mut request = Request::builder().method(method).uri(&address).header(header::CONTENT_TYPE, kind);
        if let Some(actor) = actor {
            let token = secret::new_token().expect("randomness");
            let (id, hash, now) = (actor.id, secret::token_hash(&token), desk.now());
            let scopes =
                "tickets:read tickets:write people:read people:write coach:read services:read on_call:read changes:read changes:write incidents:read incidents:write";
            desk.write(move |tx| person::make_token(tx, id, "a test", &hash, scopes, now))
                .expect("the token");
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body(method, route).unwrap_or_default())).expect("a request");
        let answer = runtime.block_on(router.clone().oneshot(request)).expect("an answer");
        match answer.status() {
            StatusCode::UNAUTHORIZED => 'S',
            StatusCode::FORBIDDEN => 'F',
            StatusCode::NOT_FOUND => 'N',
            status => {
                assert!(!status.is_server_error(), "{method} {address}: {status}");
                '+'
            }
        }
    });
    seen.collect()
}

fn row(desk: &Desk, method: &str, route: &str) -> String {
    if route.starts_with("/api/") {
        return api_row(desk, method, route);
    }
    let cast = [
        None,
        Some(&desk.eve),
        Some(&desk.ana),
        Some(&desk.cy),
        Some(&desk.bo),
        Some(&desk.di),
        Some(&desk.fay),
    ];
    let seen = cast.map(|actor| {
        let mut browser = match actor {
            Some(actor) => Browser::of(desk, actor),
            None => Browser::new(desk),
        };
        if actor.is_none() {
            browser.get("/sign-in");
        }
        let page = match method {
            "GET" => browser.get(&address(route)),
            _ => {
                // One name, two meanings: of a draft, and of a ticket.
                let kind = if route.ends_with("/draft") { "reply" } else { "question" };
                browser.post(&address(route), &[FIELDS, &[("kind", kind)]].concat())
            }
        };
        letter(&page)
    });
    seen.iter().collect()
}

/// The routes as they stand in the sources of these features.
fn routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for feature in [
        "portal",
        "status_page",
        "profile",
        "sign_in",
        "desk",
        "desk/change",
        "desk/incident",
        "desk/on_call",
        "desk/service",
        "admin",
        "admin/coach",
        "setup",
        "api",
    ] {
        for file in std::fs::read_dir(source.join(feature)).expect("the feature").flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            for part in text.split("#[utoipa::path(").skip(1) {
                let method = part.trim_start().split(',').next().unwrap_or_default().to_uppercase();
                let path = part.split("path = \"").nth(1).and_then(|rest| rest.split('"').next());
                found.insert((method, path.expect("an operation's path").to_owned()));
            }
            for part in text.split(".route(").skip(1) {
                let Some(rest) = part.trim_start().strip_prefix('"') else { continue };
                let Some((path, handlers)) = rest.split_once('"') else { continue };
                // Those of one ticket are nested.
                let nested = feature == "desk" && !path.starts_with("/desk");
                let path = if nested { format!("/desk/tickets/{{number}}{path}") } else { path.to_owned() };
                let path = if path.ends_with('/') && path.len() > 1 {
                    path[..path.len() - 1].to_owned()
                } else {
                    path
                };
                for (method, call) in [("GET", "get("), ("POST", "post(")] {
                    if handlers.split(';').next().unwrap_or_default().contains(call) {
                        found.insert((method.to_owned(), path.clone()));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_route_has_a_row() {
    let rows: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, route, _)| ((*method).to_owned(), (*route).to_owned())).collect();
    assert_eq!(rows.len(), TABLE.len(), "a row stands twice");
    let routes = routes();
    let missing: Vec<_> = routes
        .difference(&rows)
        .map(|(m, r)| format!("(\"{m}\", \"{r}\", \"{}\"),", row(&furnished(), m, r)))
        .collect();
    assert!(missing.is_empty(), "decide who is let through:\n{}", missing.join("\n"));
    assert_eq!(
        rows.difference(&routes).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "no such route"
    );
}

/// Parts of the table, so that several processors have something to do.
const PARTS: usize = 4;

fn rows_hold(part: usize) {
    let mut wrong = Vec::new();
    // Looking changes nothing; whoever sends forms gets a desk of their own.
    let shared = furnished();
    for (method, route, expected) in TABLE.iter().skip(part).step_by(PARTS) {
        let seen = match *method {
            "GET" => row(&shared, method, route),
            _ => row(&furnished(), method, route),
        };
        for ((who, expected), seen) in CAST.iter().zip(expected.chars()).zip(seen.chars()) {
            let holds = seen == expected || expected == '?' && matches!(seen, '+' | 'N');
            if !holds {
                wrong.push(format!("{method} {route}: {who} is {seen}, should be {expected}"));
            }
        }
        assert_eq!(expected.chars().count(), CAST.len(), "{route}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_row_of_the_first_part_holds() {
    rows_hold(0);
}

#[test]
fn each_row_of_the_second_part_holds() {
    rows_hold(1);
}

#[test]
fn each_row_of_the_third_part_holds() {
    rows_hold(2);
}

#[test]
fn each_row_of_the_fourth_part_holds() {
    rows_hold(PARTS - 1);
}
