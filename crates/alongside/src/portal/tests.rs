use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::ids::{MessageId, OutgoingId};
use crate::language::Language;
use crate::outgoing::{self, OutgoingState};
use crate::person::{self, Actor};
use crate::testing::Desk;
use crate::testing::browser::{Browser, Page};
use crate::ticket::change::{self, Change};
use crate::ticket::create::{self, NewTicket};
use crate::ticket::message::Words;
use crate::ticket::wait::{self, Span, Wait};
use crate::ticket::{self, By, Format, Impact, Priority, Status, Ticket, UNDO_TIME, Via, merge};
use crate::view::Texts;
use axum::http::StatusCode;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot really";

fn ticket_numbered(desk: &Desk, number: i64) -> Ticket {
    desk.read(move |conn| ticket::any_by_number(conn, number)).expect("the ticket")
}

/// The newest waiting mail of a kind.
fn mail_to(desk: &Desk, kind: &str) -> Option<String> {
    let mails =
        desk.read(|conn| outgoing::store::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 100));
    mails.into_iter().find(|m| m.kind.as_str() == kind).map(|m| m.recipient)
}

fn file_link(page: &Page) -> String {
    let (_, rest) = page.body.split_once("class=\"file\" href=\"").expect("a file on the page");
    rest.split('"').next().unwrap().to_owned()
}

/// A mail with HTML and a picture of its own, from `actor`.
fn mails(desk: &Desk, actor: &Actor, html: &'static str) -> (Ticket, MessageId) {
    let (actor, now) = (actor.clone(), desk.now());
    desk.write(move |tx| {
        let by = By { actor: &actor, now, via: Via::Mail };
        let words =
            Words { body: "Hello", html: Some(html), format: Some(Format::Plain), ..Words::default() };
        create::create(tx, &by, &NewTicket { subject: "Mail", words, ..NewTicket::default() })
    })
    .unwrap()
}

#[test]
fn ana_asks_is_answered_replies_and_says_that_it_is_solved_all_without_scripts() {
    let desk = Desk::new();
    let mut ana = Browser::new(&desk);
    ana.get("/").expect("What can we help you with?");
    assert_eq!(ana.get("/ask").location(), "/sign-in?next=/ask");
    let mut ana = Browser::of(&desk, &desk.ana);
    ana.get("/ask").expect("What are you trying to do?");
    let page = ana.post_files(
        "/ask",
        &[
            ("goal", "print today’s letters"),
            ("happens", "# one page comes, then <nothing>"),
            ("blocked", "stopped"),
            ("impact", "several"),
        ],
        &[("files", "../screen shot.png", "image/png", PNG)],
    );
    assert_eq!(page.location(), "/requests/1000?thanks=1");
    ana.get(page.location())
        .expect("Your number is <strong class=\"adr\"><bdi>#1000</bdi></strong>")
        .expect("ana@example.org");
    let ticket = ticket_numbered(&desk, 1000);
    assert_eq!(ticket.subject, "print today’s letters # one page comes, then <nothing>");
    assert_eq!((ticket.priority, ticket.goal.as_str()), (ticket::Priority::High, "print today’s letters"));
    assert_eq!(mail_to(&desk, "receipt").as_deref(), Some("ana@example.org"));

    let page = ana.get("/requests/1000");
    page.expect("We have it").expect("# one page comes, then &lt;nothing&gt;").expect("screen shot.png");
    let file = ana.get(&file_link(&page));
    assert_eq!(file.bytes, PNG);
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"screen shot.png\""));
    assert!(file.header("content-security-policy").contains("sandbox"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");

    desk.notes(&desk.cy, &ticket, "That switch is from 2009.").unwrap();
    desk.replies(&desk.bo, &ticket, "Please choose **W5-EAST**.").unwrap();
    assert!(!ana.get("/requests/1000").says("W5-EAST"), "it can still be taken back");
    desk.passes(11 * SECOND);
    let page = ana.get("/requests/1000");
    page.expect("<strong>W5-EAST</strong>").expect("<bdi>Bo Berg</bdi></strong> looks after it");
    assert!(!page.says("2009"), "a note is for colleagues");

    let page = ana.post("/requests/1000/replies", &[("body", "That works, thank you!")]);
    assert!(page.location().starts_with("/requests/1000#m"), "{}", page.location());
    ana.get("/requests/1000").expect("Sent. Thank you").expect("That works, thank you!");
    assert_eq!(mail_to(&desk, "reply").as_deref(), Some("ana@example.org"));

    assert_eq!(ana.post("/requests/1000/resolution", &[("solved", "yes")]).location(), "/requests/1000");
    ana.get("/requests/1000").expect("Not solved yet").expect("Solved");
    assert_eq!(ticket_numbered(&desk, 1000).status, Status::Resolved);
    ana.get("/requests").expect("Solved").expect("Bo Berg");
    ana.post("/requests/1000/resolution/removal", &[]);
    ana.get("/requests/1000").expect("This is solved").expect("We are on it");
    assert_eq!(ticket_numbered(&desk, 1000).status, Status::Open);
}

#[test]
fn nothing_is_needed_but_some_words_and_a_form_that_comes_back_has_everything() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = ana.post_files(
        "/ask",
        &[("goal", "  "), ("happens", ""), ("blocked", "slowed"), ("impact", "everyone")],
        &[("files", "a.png", "image/png", PNG)],
    );
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.expect("href=\"#goal\"").expect("value=\"slowed\" checked").expect("value=\"everyone\" checked");
    page.expect("name=\"upload\"").expect("a.png");
    let (_, rest) = page.body.split_once("name=\"upload\" value=\"").unwrap();
    let kept = rest.split('"').next().unwrap().to_owned();
    let page = ana.post_files("/ask", &[("happens", "It is broken"), ("upload", &kept)], &[]);
    assert_eq!(page.location(), "/requests/1000?thanks=1");
    let link = file_link(&ana.get("/requests/1000"));
    assert_eq!(ana.get(&link).bytes, PNG);
    // What Ana may send again, Eve may not.
    let mut eve = Browser::of(&desk, &desk.eve);
    eve.post_files("/ask", &[("happens", "Mine"), ("upload", &kept)], &[]);
    assert!(!eve.get("/requests/1001").says("a.png"));
}

#[test]
fn a_file_that_is_too_large_is_named_and_no_word_is_lost() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let large = vec![0; desk.app.config.upload_bytes_max + 1];
    let page = ana.post_files(
        "/ask",
        &[("happens", "The film stutters")],
        &[("files", "film.mov", "video/quicktime", &large), ("files", "small.png", "image/png", PNG)],
    );
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.expect("“film.mov” is too large").expect("50 MB").expect("The film stutters").expect("small.png");
}

#[test]
fn words_survive_signing_in_again_and_being_signed_out() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Secret subject", "Secret body");
    let replies = format!("/requests/{}/replies", ticket.number);
    let mut ana = Browser::of(&desk, &desk.ana);
    let old_token = ana.csrf.clone();
    let mut again = Browser::of(&desk, &desk.ana);
    again.csrf = old_token;
    for (path, field) in [("/ask", "happens"), (replies.as_str(), "body")] {
        let old = again.csrf.clone();
        let page = again.post_files(path, &[(field, "A long story")], &[]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.expect("A long story").expect("press Send once more");
        let page = again.post_files(path, &[(field, "A long story")], &[]);
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        again.csrf = old;
    }
    desk.passes(31 * DAY);
    for (path, field) in [("/ask", "happens"), (replies.as_str(), "body")] {
        let page = ana.post_files(path, &[(field, "Another long story")], &[]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.expect("Another long story").expect("href=\"/sign-in\"");
        assert!(!page.says("Secret"), "nothing of the request itself");
    }
}

#[test]
fn eve_finds_nothing_of_anas_by_any_address() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    ana.post_files("/ask", &[("happens", "Salaries")], &[("files", "pay.xls", "x/y", b"secret pay")]);
    let link = file_link(&ana.get("/requests/1000"));
    let (_, message) = mails(&desk, &desk.ana, "<p>secret</p>");
    let original = format!("/requests/1001/messages/{message}/original");
    ana.get(&original).expect("<p>secret</p>");
    let mut eve = Browser::of(&desk, &desk.eve);
    let nowhere = eve.get("/requests/4711");
    let paths = ["/requests/1000", "/requests/1000?thanks=1", &link, &original];
    for path in paths {
        let page = eve.get(path);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.body, nowhere.body, "not yours looks like not there");
    }
    // Nor as the desk's pages.
    for path in paths {
        let page = eve.get(&path.replace("/requests/", "/desk/tickets/"));
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["replies", "resolution", "resolution/removal"] {
        let page = eve.post(&format!("/requests/1000/{path}"), &[("body", "hello"), ("solved", "yes")]);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(ticket_numbered(&desk, 1000).status, Status::New);
    assert!(!eve.get("/requests").says("Salaries"));
    let mut stranger = Browser::new(&desk);
    for path in paths {
        assert_eq!(stranger.get(path).status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[test]
fn a_promise_made_at_the_desk_is_told_to_whom_it_was_made_until_it_is_kept() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "No sound", "In the small room.");
    let path = format!("/desk/tickets/{}", ticket.number);
    let mut bo = Browser::of(&desk, &desk.bo);
    let promise = [("words", "I will call you"), ("due_at", "2026-11-26T12:00")];
    bo.post(&format!("{path}/promises"), &promise);
    let told = "Bo Berg promised: “I will call you”, by Thursday 26 November 2026, 12:00.";
    Browser::of(&desk, &desk.ana).get("/requests/1000").expect(told);
    bo.get("/desk/promises").expect("I will call you").expect("No sound");
    bo.post(&format!("{path}/promises"), &[("words", "Too late"), ("due_at", "2026-11-20T12:00")]);
    assert!(!bo.get(&path).says("“Too late”"), "a time gone by is refused");
    bo.post(
        &format!("{path}/promises/1/renewal"),
        &[("due_at", "2026-11-27T09:00"), ("reason", "The part is late")],
    );
    Browser::of(&desk, &desk.ana).get("/requests/1000").expect("by Friday 27 November 2026, 09:00.");
    bo.get("/desk/promises?show=renewed").expect("The part is late");
    bo.post(&format!("{path}/promises/2/kept"), &[]);
    assert!(!Browser::of(&desk, &desk.ana).get("/requests/1000").says("promised"));
    bo.get("/desk/promises/shares").expect("No team");
}

#[test]
fn a_note_its_files_and_its_original_stay_with_colleagues() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "y");
    let mut bo = Browser::of(&desk, &desk.bo);
    let path = format!("/desk/tickets/{}", ticket.number);
    bo.post_files(&format!("{path}/notes"), &[("note", "See file")], &[("files", "n.txt", "a/b", b"note")]);
    let link = file_link(&bo.get(&path));
    assert_eq!(bo.get(&link).bytes, b"note");
    let mut ana = Browser::of(&desk, &desk.ana);
    let own = link.replace("/desk/tickets/", "/requests/");
    assert_eq!(ana.get(&own).status, StatusCode::NOT_FOUND);
    // In the portal colleagues are askers too.
    assert_eq!(bo.get(&own).status, StatusCode::NOT_FOUND);
}

#[test]
fn forms_without_their_token_change_nothing() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "y");
    let mut ana = Browser::of(&desk, &desk.ana);
    let foreign = Browser::of(&desk, &desk.eve).csrf;
    for token in ["", foreign.as_str()] {
        for path in ["/ask", "/requests/1000/replies", "/requests/1000/resolution"] {
            let fields = [("csrf", token), ("happens", "hi"), ("body", "hi"), ("solved", "yes")];
            let page = ana.post_without_token(path, &fields);
            assert!(page.status.is_client_error(), "{path}");
        }
    }
    let now = desk.fresh(&ticket);
    assert_eq!((now.status, now.version), (ticket.status, desk.fresh(&ticket).version));
    assert_eq!(ana.get("/requests").body.matches("<li").count(), {
        let mut fresh = Browser::of(&desk, &desk.ana);
        fresh.get("/requests").body.matches("<li").count()
    });
    assert!(!ana.get("/requests").says("#1001"));
}

#[test]
fn a_merged_request_leads_to_where_it_went_on() {
    let desk = Desk::new();
    let a = desk.asks(&desk.ana, "One", "x");
    let b = desk.asks(&desk.eve, "Two", "y");
    let into = b.clone();
    desk.does(&desk.bo, &a, move |tx, by, a| merge::merge(tx, by, a, &into)).unwrap();
    let mut ana = Browser::of(&desk, &desk.ana);
    assert_eq!(ana.get("/requests/1000").location(), "/requests/1001");
    ana.get("/requests/1001").expect("Two");
    let page = ana.post("/requests/1000/replies", &[("body", "Me too")]);
    assert!(page.location().starts_with("/requests/1001#m"));
}

#[test]
fn writing_on_a_closed_request_starts_a_new_one_that_is_linked() {
    let desk = Desk::new();
    let old = desk.asks(&desk.ana, "Old story", "x");
    desk.does(&desk.bo, &old, |tx, by, t| {
        change::change(tx, by, t, &Change::Status { to: Status::Closed, was: None })
    })
    .unwrap();
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = ana.get("/requests/1000");
    page.expect("we start a new one");
    assert!(!page.says("Not solved yet"), "closed is over");
    let page = ana.post("/requests/1000/replies", &[("body", "It is back")]);
    assert!(page.location().starts_with("/requests/1001#m"), "{}", page.location());
    ana.get("/requests/1001").expect("Old story").expect("It is back").expect("started this new one");
    let new = ticket_numbered(&desk, 1001).id;
    let links = desk.read(move |conn| ticket::links(conn, new));
    assert_eq!(links[0].number, 1000);
}

#[test]
fn the_list_goes_on_page_by_page_and_holds_what_one_follows() {
    let desk = Desk::new();
    for n in 0..51 {
        desk.asks(&desk.ana, &format!("Own {n}"), "x");
        desk.passes(MINUTE);
    }
    let eves = desk.asks(&desk.eve, "Eve’s, followed", "x");
    let ana_id = desk.ana.id;
    desk.does(&desk.bo, &eves, move |tx, by, t| change::change(tx, by, t, &Change::AddWatcher(ana_id)))
        .unwrap();
    let mut ana = Browser::of(&desk, &desk.ana);
    let page = ana.get("/requests");
    page.expect("Eve’s, followed").expect("Own 50");
    assert!(!page.says("Own 0<"));
    let (_, rest) = page.body.split_once("href=\"/requests?after=").unwrap();
    let older = format!("/requests?after={}", rest.split('"').next().unwrap());
    ana.get(&older).expect("Own 0<");
    ana.get("/requests?after=nonsense").expect("Own 50");
    // A colleague's own list is their own, not the whole desk.
    assert!(!Browser::of(&desk, &desk.bo).get("/requests").says("Own"));
}

#[test]
fn colleagues_find_others_requests_at_the_desk_and_their_own_in_the_portal() {
    let desk = Desk::new();
    desk.asks(&desk.ana, "Ana’s", "x");
    desk.asks(&desk.bo, "Bo’s", "x");
    let mut bo = Browser::of(&desk, &desk.bo);
    assert_eq!(bo.get("/requests/1000").location(), "/desk/tickets/1000");
    assert_eq!(bo.get("/requests/1001").status, StatusCode::OK);
    assert_eq!(bo.get("/requests/4711").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_mail_as_it_was_sent_is_cleaned_and_sealed_off() {
    let desk = Desk::new();
    let html = "<p>Hi</p><script>alert(1)</script><img src=\"https://t.example/p.gif\"><a href=\"javascript:x()\">x</a>";
    let (ticket, message) = mails(&desk, &desk.ana, html);
    for (actor, start) in [(&desk.ana, "/requests"), (&desk.bo, "/desk/tickets")] {
        let mut browser = Browser::of(&desk, actor);
        let path = format!("{start}/{}/messages/{message}/original", ticket.number);
        let page = browser.get(&path);
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("https:"), "{policy}");
        for gone in ["<script", "alert", "javascript:", " src=\"https://t.example"] {
            assert!(!page.says(gone), "{gone} in {}", page.body);
        }
        let page = browser.get(&format!("{path}?images=1"));
        assert!(page.header("content-security-policy").contains("img-src 'self' data: https: http:"));
        page.expect("src=\"https://t.example/p.gif\"");
    }
    let plain = desk.asks(&desk.ana, "x", "no html");
    let (ana, id) = (desk.ana.clone(), plain.id);
    let now = desk.now();
    let first = desk.read(move |conn| ticket::messages(conn, &ana, id, MessageId(0), 1, now))[0].id;
    let path = format!("/requests/{}/messages/{first}/original", plain.number);
    assert_eq!(Browser::of(&desk, &desk.ana).get(&path).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_program_gone_wild_is_slowed_down_and_told_why() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    for _ in 0..40 {
        assert_eq!(ana.post("/ask", &[("happens", "again")]).status, StatusCode::SEE_OTHER);
    }
    ana.post("/ask", &[("happens", "again")]).expect("very many requests").expect("again</textarea>");
    desk.passes(HOUR);
    assert_eq!(ana.post("/ask", &[("happens", "again")]).status, StatusCode::SEE_OTHER);
}

#[test]
fn somebody_who_was_blocked_is_out_at_once() {
    let desk = Desk::new();
    let mut eve = Browser::of(&desk, &desk.eve);
    assert_eq!(eve.get("/requests").status, StatusCode::OK);
    let (id, fay) = (desk.eve.id, desk.fay.clone());
    desk.write(move |tx| {
        let mut blocked = person::find(tx, id)?.expect("Eve");
        blocked.active = false;
        person::change(tx, &fay, &blocked)
    })
    .unwrap();
    assert_eq!(eve.get("/requests").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_button_pressed_twice_without_scripts_asks_once_and_answers_once() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let key = ana.get("/ask").hidden("once");
    let fields = [("once", key.as_str()), ("goal", "print"), ("happens", "nothing"), ("blocked", "no")];
    let files: &[(&str, &str, &str, &[u8])] = &[("files", "a.png", "image/png", PNG)];
    let first = ana.post_files("/ask", &fields, files);
    assert_eq!(first.location(), "/requests/1000?thanks=1");
    assert_eq!(ana.post_files("/ask", &fields, files).location(), first.location());
    assert!(!ana.get("/requests").says("#1001"));
    // Whoever goes back and asks for something else gets it.
    let other = [("once", key.as_str()), ("goal", "scan"), ("happens", "nothing"), ("blocked", "no")];
    assert_eq!(ana.post("/ask", &other).location(), "/requests/1001?thanks=1");
    // A form that came back is still the same press.
    let empty = ana.post("/ask", &[("once", &key)]);
    assert_eq!(empty.hidden("once"), key);
    assert_ne!(ana.get("/ask").hidden("once"), key);
    let key = ana.get("/requests/1000").hidden("once");
    let fields = [("once", key.as_str()), ("body", "One more thing")];
    let first = ana.post("/requests/1000/replies", &fields);
    assert_eq!(ana.post("/requests/1000/replies", &fields).location(), first.location());
    assert_eq!(ana.get("/requests/1000").body.matches("One more thing").count(), 1);
    // Nobody else's key stands for anything of Ana's.
    let mut eve = Browser::of(&desk, &desk.eve);
    assert_eq!(eve.post("/ask", &other).location(), "/requests/1002?thanks=1");
}

#[test]
fn whom_it_touches_decides_with_whether_work_is_stopped() {
    let desk = Desk::new();
    let mut ana = Browser::of(&desk, &desk.ana);
    let cases = [
        ("", "", "", Impact::One, Priority::Normal),
        ("no", "one", "", Impact::One, Priority::Low),
        ("stopped", "several", "", Impact::Several, Priority::High),
        ("stopped", "several", "40", Impact::Many, Priority::Urgent),
        ("slowed", "several", " 4 ", Impact::Several, Priority::Normal),
        ("slowed", "everyone", "", Impact::Everyone, Priority::Urgent),
        ("", "", "many of us", Impact::One, Priority::Normal),
    ];
    for (number, (blocked, impact, people, reach, priority)) in (1000..).zip(cases) {
        let fields = [("goal", "work"), ("blocked", blocked), ("impact", impact), ("people", people)];
        ana.post("/ask", &fields);
        let ticket = ticket_numbered(&desk, number);
        assert_eq!((ticket.impact, ticket.priority), (reach, priority), "{blocked} {impact} {people}");
    }
    ana.get("/requests/1003").expect("About 40 people have this problem.");
    assert_eq!(ticket_numbered(&desk, 1003).subject, "work");
    assert!(!ana.get("/requests/1005").says("have this problem"));
}

#[test]
fn an_answer_is_new_until_it_was_looked_at() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "first");
    let mut ana = Browser::of(&desk, &desk.ana);
    let is_new = |ana: &mut Browser| ana.get("/requests").says("New answer");
    ana.get("/requests/1000");
    desk.notes(&desk.cy, &ticket, "a note").unwrap();
    desk.replies(&desk.bo, &ticket, "An answer").unwrap();
    assert!(!is_new(&mut ana), "neither a note nor what can still be taken back");
    desk.passes(UNDO_TIME);
    assert!(is_new(&mut ana));
    let page = ana.get("/requests/1000");
    assert_eq!(page.body.matches("New answer").count(), 1);
    assert!(!is_new(&mut ana));
    assert!(!ana.get("/requests/1000").says("New answer"));
    // Whoever writes back has read it, also by mail.
    desk.replies(&desk.bo, &ticket, "Another").unwrap();
    desk.passes(UNDO_TIME);
    assert!(is_new(&mut ana));
    desk.replies(&desk.ana, &ticket, "Thanks").unwrap();
    assert!(!is_new(&mut ana));
    // Each has eyes of their own.
    let eve_id = desk.eve.id;
    desk.does(&desk.bo, &ticket, move |tx, by, t| change::change(tx, by, t, &Change::AddWatcher(eve_id)))
        .unwrap();
    assert!(is_new(&mut Browser::of(&desk, &desk.eve)));
    assert!(!is_new(&mut ana));
}

#[test]
fn a_mail_with_html_leads_to_how_it_was_sent() {
    let desk = Desk::new();
    let (ticket, message) = mails(&desk, &desk.ana, "<p>Hi</p>");
    let mut ana = Browser::of(&desk, &desk.ana);
    let path = format!("/requests/{}/messages/{message}/original", ticket.number);
    ana.get(&format!("/requests/{}", ticket.number)).expect(&format!("href=\"{path}\""));
    ana.get(&path).expect("<p>Hi</p>");
    desk.asks(&desk.ana, "x", "plain");
    assert!(!ana.get("/requests/1001").says("/original"));
}

#[test]
fn the_usual_wait_is_said_once_it_is_known_and_only_while_it_matters() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "x", "x");
    let mut ana = Browser::of(&desk, &desk.ana);
    let pages = ["/", "/requests/1000", "/requests/1000?thanks=1"];
    for page in pages {
        assert!(!ana.get(page).says("hear from us"), "{page}");
    }
    let known = Wait { most: Span::Minutes(40), nearly: Span::Hours(3) };
    let now = desk.now();
    desk.write(move |tx| wait::keep(tx, Some(known), now)).unwrap();
    for page in pages {
        ana.get(page).expect("Most people hear from us within 40 minutes, 9 in 10 within 3 hours.");
    }
    desk.replies(&desk.bo, &ticket, "On it").unwrap();
    assert!(!ana.get("/requests/1000").says("hear from us"), "somebody wrote already");
}

fn speaks(desk: &Desk, actor: &Actor, language: Language) -> Actor {
    let (id, own) = (actor.id, actor.clone());
    desk.write(move |tx| {
        let me = person::find(tx, id)?.expect("the person");
        person::change(tx, &own, &person::Person { language: language.to_string(), ..me })
    })
    .unwrap();
    Actor { language: language.to_string(), ..actor.clone() }
}

/// Every page that everybody sees, in each language: its words are all there, and none of another language.
#[test]
fn everybody_reads_their_own_language_on_every_page() {
    for language in Language::all() {
        let desk = Desk::new();
        let known = Wait { most: Span::Minutes(40), nearly: Span::Hours(3) };
        let now = desk.now();
        desk.write(move |tx| wait::keep(tx, Some(known), now)).unwrap();
        let ana = speaks(&desk, &desk.ana, *language);
        let (ticket, _) = mails(&desk, &ana, "<p>Hi</p>");
        desk.asks(&ana, "Zwei", "x");
        desk.replies(&desk.bo, &ticket, "W5").unwrap();
        desk.passes(UNDO_TIME);
        let mut browser = Browser::of(&desk, &ana);
        // A browser that is set to something else does not matter once somebody is known.
        browser.language = "fr,en;q=0.5".to_owned();
        let mut stranger = Browser::new(&desk);
        stranger.language = format!("{language},en;q=0.1");
        let mut pages = vec![];
        for path in [
            "/",
            "/ask",
            "/requests",
            "/requests/1000",
            "/requests/1001?thanks=1",
            "/profile",
            "/requests/4711",
            "/desk",
        ] {
            pages.push((path.to_owned(), browser.visit(path)));
        }
        pages.push(("an empty form".to_owned(), browser.post("/ask", &[])));
        pages.push(("an empty answer".to_owned(), browser.post("/requests/1000/replies", &[])));
        browser.post("/requests/1000/replies", &[("body", "Merci")]);
        pages.push(("answered".to_owned(), browser.get("/requests/1000")));
        browser.post("/requests/1000/resolution", &[("solved", "yes")]);
        pages.push(("solved".to_owned(), browser.get("/requests/1000")));
        browser.post("/requests/1000/resolution/removal", &[]);
        pages.push(("opened again".to_owned(), browser.get("/requests/1000")));
        browser.post("/profile", &[("name", " "), ("language", language.as_str())]);
        pages.push((
            "no name".to_owned(),
            browser.post("/profile", &[("name", " "), ("time_zone", "Moon/Base")]),
        ));
        for path in
            ["/", "/sign-in", "/sign-in?next=/ask", "/sign-in/password", "/sign-in/link/nothing", "/nowhere"]
        {
            pages.push((format!("{path} before signing in"), stranger.get(path)));
        }
        stranger.get("/sign-in");
        pages.push(("not an address".to_owned(), stranger.post("/sign-in", &[("mail", "x")])));
        pages.push(("a link".to_owned(), stranger.post("/sign-in", &[("mail", "ana@example.org")])));
        let wrong = [("mail", "bo@desk.example"), ("password", "x")];
        pages.push(("a wrong password".to_owned(), stranger.post("/sign-in/password", &wrong)));
        let others: Vec<(String, String)> = Language::all_keys()
            .into_iter()
            .map(|key| (Texts(Language::English).say(&key), Texts(*language).say(&key)))
            .filter(|(english, own)| english != own && english.len() > 7 && !english.contains('{'))
            .collect();
        for (path, page) in pages {
            page.expect(&format!("<html lang=\"{language}\" dir=\"ltr\""));
            page.expect(&Texts(*language).say("page-skip").replace('\'', "&#39;"));
            for (english, _) in &others {
                assert!(!page.says(english), "{language} {path}: “{english}” in {}", page.body);
            }
        }
    }
}

#[test]
fn the_desk_says_that_it_is_english_and_a_new_person_keeps_the_language_they_came_with() {
    let desk = Desk::new();
    let bo = speaks(&desk, &desk.bo, Language::German);
    let mut browser = Browser::of(&desk, &bo);
    browser.get("/desk/views/all").expect("<html lang=\"en\" dir=\"ltr\"");
    browser.get("/ask").expect("<html lang=\"de\"");
    let mut new = Browser::new(&desk);
    new.language = "sv-SE".to_owned();
    new.get("/sign-in");
    new.post("/sign-in", &[("mail", "ny@example.org")]).expect("Titta i din mejl");
    let mails =
        desk.read(|conn| outgoing::store::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 1));
    let id = mails[0].id;
    let mail = desk.read(move |conn| outgoing::find(conn, id)).unwrap();
    let detail: serde_json::Value = serde_json::from_str(&desk.app.key.open(&mail.detail).unwrap()).unwrap();
    let link = detail["link"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    new.get(&link);
    new.post(&link, &[]);
    let met = desk.read(|conn| person::by_address(conn, "ny@example.org")).unwrap();
    assert_eq!(met.language, "sv");
}
