//! What the desk promises about the mail it sends, told as stories with a real server at the other end.

mod post_office;

use super::deliver::{Claim, Outbox};
use super::{NO_SERVER, drain_due};
use crate::clock::{HOUR, MINUTE, SECOND};
use crate::ids::OutgoingId;
use crate::mailbox::relay::{RelaySecurity, RelaySettings};
use crate::outgoing::{self, NewOutgoing, OutgoingKind, OutgoingState};
use crate::person::{self, Role};
use crate::testing::Desk;
use crate::ticket::create::NewTicket;
use crate::ticket::message::Words;
use crate::ticket::reply::Wish;
use crate::ticket::status::Then;
use crate::ticket::{self, By, Format, Ticket, Via};
use crate::{mailbox, setting};
use post_office::PostOffice;
use smtp::Refused;
use std::collections::VecDeque;

async fn desk_and_office() -> (Desk, PostOffice) {
    let office = PostOffice::open().await;
    let desk = Desk::new();
    leaves_through(&desk, &office);
    (desk, office)
}

fn relay_to(office: &PostOffice) -> RelaySettings {
    RelaySettings {
        host: "127.0.0.1".to_owned(),
        port: office.address.port(),
        security: RelaySecurity::Plain,
        username: String::new(),
        sealed_password: String::new(),
    }
}

/// The admin sets the office as the server of help@desk.example.
fn leaves_through(desk: &Desk, office: &PostOffice) {
    let relay = relay_to(office).to_json();
    desk.write(move |tx| {
        let mut address = mailbox::default(tx)?.expect("the address");
        address.relay = Some(relay.clone());
        tx.publish("settings", "");
        mailbox::store::update(tx, &address)
    })
    .unwrap();
}

/// Ana writes a mail, as the inbox would take it.
fn ana_mails(desk: &Desk, subject: &str, body: &str, rfc_id: &str) -> Ticket {
    let (ana, now) = (desk.ana.clone(), desk.now());
    let (subject, body, rfc_id) = (subject.to_owned(), body.to_owned(), rfc_id.to_owned());
    desk.write(move |tx| {
        let by = By { actor: &ana, now, via: Via::Mail };
        let words =
            Words { body: &body, rfc_id: Some(&rfc_id), format: Some(Format::Plain), ..Words::default() };
        let new = NewTicket { subject: &subject, words, receipt: true, ..NewTicket::default() };
        ticket::create::create(tx, &by, &new)
    })
    .unwrap()
    .0
}

fn header(raw: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(raw);
    let head = text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    let start = format!("{}:", name.to_lowercase());
    head.lines()
        .find(|line| line.to_lowercase().starts_with(&start))
        .map(|line| line[start.len()..].trim().to_owned())
}

fn states(desk: &Desk, state: OutgoingState) -> Vec<(OutgoingId, String)> {
    desk.read(move |conn| outgoing::page(conn, state, OutgoingId(i64::MAX), 100))
        .into_iter()
        .map(|mail| (mail.id, mail.last_answer))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_arrives_as_mail_in_the_right_thread() {
    let (desk, office) = desk_and_office().await;
    let ticket = ana_mails(&desk, "Printer jam", "It ate my paper.\nTwice.", "q1@example.org");
    drain_due(&desk.app).await.unwrap();
    office.the_only_mail();
    desk.passes(5 * MINUTE);
    let wish = Wish { then: Then::Wait, ..Wish::default() };
    desk.replies_with(&desk.bo, &ticket, "Please open the **lower** tray.", wish).unwrap();
    drain_due(&desk.app).await.unwrap();
    assert_eq!(office.all().len(), 0, "it can still be taken back");
    desk.passes(10 * SECOND);
    drain_due(&desk.app).await.unwrap();

    let mail = office.the_only_mail();
    assert_eq!(
        (mail.mail_from.as_str(), mail.rcpt_to.as_slice()),
        ("help@desk.example", &["ana@example.org".to_owned()][..])
    );
    let read = mail::parse(&mail.raw);
    assert_eq!(read.subject.as_deref(), Some("Re: Printer jam"));
    assert_eq!(header(&mail.raw, "In-Reply-To").as_deref(), Some("<q1@example.org>"));
    assert_eq!(header(&mail.raw, "References").as_deref(), Some("<q1@example.org>"));
    assert_eq!(header(&mail.raw, "From").as_deref(), Some("\"Bo Berg (IT help)\" <help@desk.example>"));
    assert_eq!(header(&mail.raw, "To").as_deref(), Some("Ana Lind <ana@example.org>"));
    assert_eq!(header(&mail.raw, "Auto-Submitted"), None);
    assert_eq!(header(&mail.raw, "X-Auto-Response-Suppress"), None);
    assert_eq!(read.marks.ours.as_deref(), Some("desk.example"));
    let key = desk.app.key.derive("reply address");
    assert_eq!(mail::thread::verify(&key, &read.reply_to[0].address), Some(ticket.number));
    let text = &read.body.full;
    assert!(text.starts_with("Please open the **lower** tray.\n\nBo Berg · IT help\n"), "{text}");
    assert!(text.contains("Next: We wait for your answer."), "{text}");
    assert!(text.contains("http://127.0.0.1:8080/requests/1000"), "{text}");
    assert!(
        text.contains("On Tuesday 24 November 2026, 10:00, Ana Lind wrote:\n> It ate my paper.\n> Twice."),
        "{text}"
    );
    let html = read.body.html.unwrap();
    assert!(html.contains("<strong>lower</strong>"), "{html}");

    // The next answer follows both, whatever came between.
    desk.passes(HOUR);
    desk.replies(&desk.bo, &ticket, "Did it help?").unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let next = office.the_only_mail();
    let first_id = read.message_id.unwrap();
    assert_eq!(header(&next.raw, "In-Reply-To"), Some(format!("<{first_id}>")));
    assert_eq!(header(&next.raw, "References"), Some(format!("<q1@example.org> <{first_id}>")));
}

#[tokio::test(flavor = "multi_thread")]
async fn open_pages_hear_that_an_answer_has_left() {
    let (desk, _office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    let mut notices = desk.app.db.subscribe();
    drain_due(&desk.app).await.unwrap();
    let heard = loop {
        let notice = notices.recv().await.unwrap();
        if notice.topic == crate::live::TOPIC {
            break crate::live::News::from_payload(&notice.payload).unwrap();
        }
    };
    let version = desk.fresh(&ticket).version;
    let told = crate::live::News::Ticket { id: ticket.id, number: 1000, version, by: person::PersonId(0) };
    assert_eq!(heard, told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_says_that_a_machine_wrote_it_and_that_nobody_need_answer_it() {
    let (desk, office) = desk_and_office().await;
    ana_mails(&desk, "Printer jam", "It ate my paper.", "q1@example.org");
    drain_due(&desk.app).await.unwrap();
    let mail = office.the_only_mail();
    assert_eq!(mail.mail_from, "", "nobody is told when it cannot be delivered");
    assert_eq!(header(&mail.raw, "Auto-Submitted").as_deref(), Some("auto-replied"));
    assert_eq!(header(&mail.raw, "X-Auto-Response-Suppress").as_deref(), Some("All"));
    assert_eq!(header(&mail.raw, "In-Reply-To").as_deref(), Some("<q1@example.org>"));
    let read = mail::parse(&mail.raw);
    assert!(read.marks.suppresses_answers());
    assert!(
        read.body.full.contains("We have your request “Printer jam”. Its number is #1000."),
        "{}",
        read.body.full
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_the_null_sender_gets_the_desk_as_sender() {
    let (desk, office) = desk_and_office().await;
    office.needs_a_sender();
    ana_mails(&desk, "Printer jam", "It ate my paper.", "q1@example.org");
    drain_due(&desk.app).await.unwrap();
    assert_eq!(office.the_only_mail().mail_from, "help@desk.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_in_time_never_leaves() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    let id = desk.replies(&desk.bo, &ticket, "Buy a new one!!").unwrap();
    desk.passes(9 * SECOND);
    drain_due(&desk.app).await.unwrap();
    desk.does(&desk.bo, &ticket, move |tx, by, t| ticket::reply::withdraw(tx, by, t, id)).unwrap();
    desk.passes(HOUR);
    assert_eq!(drain_due(&desk.app).await.unwrap(), 0);
    assert_eq!(office.all().len(), 0);
    assert_eq!(states(&desk, OutgoingState::Cancelled).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_for_a_while_costs_time_and_nothing_else() {
    let (desk, mut office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    for n in 0..5 {
        desk.replies(&desk.bo, &ticket, &format!("Answer {n}")).unwrap();
    }
    desk.passes(MINUTE);
    office.close().await;
    let outbox = Outbox::new(desk.app.clone());
    assert_eq!(outbox.drain().await.unwrap(), 5);
    for _ in 0..5 {
        desk.passes(10 * MINUTE);
        outbox.drain().await.unwrap();
    }
    let waiting = states(&desk, OutgoingState::Waiting);
    assert_eq!(waiting.len(), 5);
    assert!(waiting.iter().all(|(_, answer)| answer.contains("Nothing answers at 127.0.0.1")), "{waiting:?}");
    office.open_again().await;
    desk.passes(HOUR);
    outbox.drain().await.unwrap();
    assert_eq!(office.all().len(), 5);
    assert_eq!(states(&desk, OutgoingState::Sent).len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn as_soon_as_the_server_answers_again_all_that_waited_goes() {
    let (desk, mut office) = desk_and_office().await;
    let outbox = Outbox::new(desk.app.clone());
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    office.close().await;
    for n in 0..3 {
        desk.replies(&desk.bo, &ticket, &format!("Answer {n}")).unwrap();
        desk.passes(30 * MINUTE);
        outbox.drain().await.unwrap();
    }
    office.open_again().await;
    desk.replies(&desk.bo, &ticket, "The first to go through").unwrap();
    desk.passes(30 * SECOND);
    outbox.drain().await.unwrap();
    assert_eq!(office.all().len(), 4, "{:?}", states(&desk, OutgoingState::Waiting));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_sending_and_noting_sends_the_very_same_bytes_again() {
    let (desk, office) = desk_and_office().await;
    let dkim = super::dkim::create(&desk.app, "desk.example", desk.now()).await.unwrap();
    assert!(dkim.name.ends_with("._domainkey.desk.example"));
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    let dying = Outbox::new(desk.app.clone());
    let Claim::Some(claimed) = dying.claim().await.unwrap() else { panic!("nothing to claim") };
    let mut ids = VecDeque::from(claimed.ids);
    for mail in dying.prepare(&mut ids).await.unwrap() {
        let _ = dying.send(mail, claimed.until).await;
    }
    assert_eq!(office.all().len(), 1, "sent, and the node is gone before it could note so");

    let other = Outbox::new(desk.app.clone());
    assert_eq!(other.drain().await.unwrap(), 0, "the claim still holds");
    desk.passes(HOUR);
    assert_eq!(other.drain().await.unwrap(), 1);
    let both = office.all();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].raw, both[1].raw);
    assert!(header(&both[0].raw, "DKIM-Signature").is_some(), "even a signature with its time is the same");
    desk.passes(HOUR);
    assert_eq!(other.drain().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_before_the_bytes_were_kept_loses_nothing() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    let dying = Outbox::new(desk.app.clone());
    assert!(matches!(dying.claim().await.unwrap(), Claim::Some(_)));
    desk.passes(HOUR);
    drain_due(&desk.app).await.unwrap();
    office.the_only_mail();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_firm_refusal_is_shown_and_can_be_sent_again() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    office.knows_not("ana@example.org");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let failed = states(&desk, OutgoingState::Failed);
    assert_eq!(failed.len(), 1);
    assert!(failed[0].1.starts_with("550 5.1.1"), "{}", failed[0].1);
    let flagged = desk.read(|conn| person::undeliverable(conn, "ana@example.org"));
    assert!(flagged.is_some_and(|why| why.contains("5.1.1")));
    let history = desk.read(move |conn| crate::event::of_ticket(conn, ticket.id, 10));
    assert!(crate::event::sentence(&history[0]).starts_with("Mail to ana@example.org came back: 550"));

    desk.passes(HOUR);
    assert_eq!(drain_due(&desk.app).await.unwrap(), 0, "it is not tried by itself");
    office.knows_everybody();
    let (id, now) = (failed[0].0, desk.now());
    assert!(desk.write(move |tx| outgoing::send_again(tx, id, now)).unwrap());
    drain_due(&desk.app).await.unwrap();
    office.the_only_mail();
    assert_eq!(states(&desk, OutgoingState::Failed).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_full_is_asked_again_and_given_up_after_days() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    office.refuses(Some(Refused::Full));
    for _ in 0..60 {
        desk.passes(4 * HOUR);
        drain_due(&desk.app).await.unwrap();
    }
    let failed = states(&desk, OutgoingState::Failed);
    assert_eq!(failed.len(), 1);
    assert!(failed[0].1.starts_with("452"), "{}", failed[0].1);
    assert_eq!(desk.read(|conn| person::undeliverable(conn, "ana@example.org")), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_never_send_one_mail_twice() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    for n in 0..150 {
        desk.replies(&desk.bo, &ticket, &format!("Answer {n}")).unwrap();
    }
    desk.passes(MINUTE);
    let (a, b) = (Outbox::new(desk.app.clone()), Outbox::new(desk.app.clone()));
    let commits = desk.app.db.statistics().commits;
    let (one, two) = tokio::join!(a.drain(), b.drain());
    assert_eq!(one.unwrap() + two.unwrap(), 150);
    let mut ids: Vec<_> = office.all().iter().map(|m| header(&m.raw, "Message-ID")).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((office.all().len(), ids.len()), (150, 150));
    let commits = desk.app.db.statistics().commits - commits;
    assert!(commits < 50, "{commits} commits for 150 mails");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_mail_waits_and_says_why() {
    let desk = Desk::new();
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    for _ in 0..10 {
        desk.passes(24 * HOUR);
        drain_due(&desk.app).await.unwrap();
    }
    let waiting = states(&desk, OutgoingState::Waiting);
    assert_eq!(waiting.iter().map(|(_, answer)| answer.as_str()).collect::<Vec<_>>(), [NO_SERVER]);
    let office = PostOffice::open().await;
    leaves_through(&desk, &office);
    desk.passes(HOUR);
    drain_due(&desk.app).await.unwrap();
    office.the_only_mail();
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_waited_for_a_server_leaves_as_soon_as_one_is_set_up() {
    let (desk, office) = (Desk::new(), PostOffice::open().await);
    ana_mails(&desk, "Printer jam", "It ate my paper.", "q1@example.org");
    drain_due(&desk.app).await.unwrap();
    assert_eq!(states(&desk, OutgoingState::Waiting)[0].1, NO_SERVER);
    let stop = smtp::CancellationToken::new();
    let running = tokio::spawn(super::run(desk.app.clone(), stop.clone()));
    leaves_through(&desk, &office);
    office.arrival().await;
    stop.cancel();
    running.await.unwrap();
    office.the_only_mail();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_and_no_subject_can_add_a_header() {
    let (desk, office) = desk_and_office().await;
    let evil = "x\r\nBcc: eve@elsewhere.example\r\n\r\nboo";
    let now = desk.now();
    let mallory = desk
        .write(move |tx| {
            let new = person::NewPerson {
                name: "Mal\u{85}lory\u{2028}\r\nBcc: eve@elsewhere.example",
                address: "mal@example.org",
                role: Role::Requester,
                language: "en\r\nX-Evil: 1",
                time_zone: "",
            };
            person::add(tx, &new, now)
        })
        .unwrap();
    let mallory = desk.read(move |conn| person::actor(conn, mallory.id)).unwrap();
    let ticket = desk.asks(&mallory, evil, evil);
    desk.replies(&desk.bo, &ticket, evil).unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let mail = office.the_only_mail();
    let text = String::from_utf8_lossy(&mail.raw);
    let head = text.split("\r\n\r\n").next().unwrap();
    let names: Vec<&str> =
        head.lines().filter(|l| !l.starts_with([' ', '\t'])).map(|l| l.split(':').next().unwrap()).collect();
    let ours = [
        "Date",
        "From",
        "Reply-To",
        "To",
        "Subject",
        "Message-ID",
        "In-Reply-To",
        "References",
        "X-Alongside-Loop",
        "Content-Language",
        "MIME-Version",
        "Content-Type",
    ];
    assert_eq!(names, ours);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_along_and_those_too_large_are_linked() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    let small = desk.app.blobs.put(b"%PDF small".to_vec()).await.unwrap();
    let file = |hash: &str, name: &str, size_bytes| ticket::attachment::NewAttachment {
        blob_hash: hash.to_owned(),
        filename: name.to_owned(),
        content_type: "application/pdf".to_owned(),
        size_bytes,
        content_id: String::new(),
        is_inline: false,
    };
    let files = vec![file(&small, "how to.pdf", 10), file(&"a".repeat(64), "film.pdf", 30 << 20)];
    let (bo, now) = (desk.bo.clone(), desk.now());
    desk.write(move |tx| {
        let ticket = ticket::any(tx, ticket.id)?.expect("the ticket");
        let by = By { actor: &bo, now, via: Via::Desk };
        let words = Words { body: "See the files.", files: &files, ..Words::default() };
        ticket::reply::reply(tx, &by, &ticket, &words, Wish::default())
    })
    .unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let read = mail::parse(&office.the_only_mail().raw);
    assert_eq!(read.attachments.len(), 1);
    assert_eq!(
        (read.attachments[0].filename.as_str(), read.attachments[0].bytes.as_slice()),
        ("how to.pdf", &b"%PDF small"[..])
    );
    assert!(
        read.body
            .full
            .contains("One file is too large for a mail. You find it with your request:\n- film.pdf"),
        "{}",
        read.body.full
    );
}

fn asks_for_a_link(desk: &Desk, link: &str) {
    let detail = serde_json::json!({ "link": link, "minutes": 15 }).to_string();
    let (sealed, ana, now) = (desk.app.key.seal(&detail).unwrap(), desk.ana.id, desk.now());
    desk.write(move |tx| {
        let new = NewOutgoing {
            kind: OutgoingKind::SignInLink,
            ticket: None,
            message: None,
            person: Some(ana),
            recipient: "ana@example.org",
            mail_address: None,
            rfc_id: None,
            domain: "desk.example",
            detail: &sealed,
            now,
            due_at: now,
        };
        outgoing::queue(tx, &new)
    })
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_sign_in_is_never_readable_in_the_table_and_never_late() {
    let (desk, mut office) = desk_and_office().await;
    let link = "http://127.0.0.1:8080/sign-in/link/c2VjcmV0LXRva2Vu";
    asks_for_a_link(&desk, link);
    office.close().await;
    drain_due(&desk.app).await.unwrap();
    let kept = desk.read(|conn| outgoing::find(conn, OutgoingId(1))).unwrap();
    let raw = kept.raw.expect("the bytes are kept before the first try");
    assert!(!String::from_utf8_lossy(&raw).contains("c2VjcmV0"), "sealed");
    assert!(!kept.detail.contains("c2VjcmV0"));
    office.open_again().await;
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let mail = office.the_only_mail();
    let read = mail::parse(&mail.raw);
    assert!(read.body.full.contains(link), "{}", read.body.full);
    assert!(read.body.full.contains("It works once, for 15 minutes."));
    assert_eq!(read.subject.as_deref(), Some("Your link to sign in to IT help"));
    assert_eq!(header(&mail.raw, "Auto-Submitted").as_deref(), Some("auto-generated"));

    office.close().await;
    asks_for_a_link(&desk, link);
    drain_due(&desk.app).await.unwrap();
    office.open_again().await;
    desk.passes(HOUR);
    drain_due(&desk.app).await.unwrap();
    assert_eq!(office.all().len(), 0, "a link that has run out helps nobody");
    assert_eq!(states(&desk, OutgoingState::Failed).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_tries_a_server_before_relying_on_it() {
    let (desk, mut office) = desk_and_office().await;
    let settings = relay_to(&office);
    let said = super::check_relay(&desk.app, &settings).await.unwrap();
    assert!(said.starts_with("Connected to"), "{said}");
    let from = desk.read(mailbox::default).unwrap();
    let said = super::test_mail(&desk.app, &from, Some(&settings), "fay@desk.example").await.unwrap();
    assert!(said.starts_with("The server took the mail for fay@desk.example: 250"), "{said}");
    let read = mail::parse(&office.the_only_mail().raw);
    assert_eq!(read.subject.as_deref(), Some("Test mail from IT help"));
    office.close().await;
    let why = super::test_mail(&desk.app, &from, Some(&settings), "fay@desk.example").await.unwrap_err();
    assert!(why.contains("Nothing answers at 127.0.0.1"), "{why}");
    assert!(super::test_mail(&desk.app, &from, None, "nonsense").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_verifies_and_stands_only_on_mail_of_its_own_domain() {
    let (desk, office) = desk_and_office().await;
    let record = super::dkim::create(&desk.app, "desk.example", desk.now()).await.unwrap();
    assert_eq!(super::dkim::record(&desk.app).await.unwrap(), Some(record.clone()));
    let kept = desk.read(|conn| setting::get(conn, setting::name::DKIM)).unwrap();
    assert!(!kept.contains("PRIVATE"), "the key is sealed");
    let ticket = desk.asks(&desk.ana, "Grüße – Drucker", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Bitte das **untere** Fach öffnen.\n\n.\nFrom here").unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    let mail = office.the_only_mail();
    let verdict = dkim::verify(&mail.raw, &record).await;
    assert_eq!(verdict, ["pass"]);
    let mut changed = mail.raw.clone();
    let at = changed.windows(5).rposition(|w| w == b"From ").unwrap_or(changed.len() - 20);
    changed[at] ^= 1;
    assert_ne!(dkim::verify(&changed, &record).await, ["pass"]);

    super::dkim::create(&desk.app, "other.example", desk.now()).await.unwrap();
    desk.replies(&desk.bo, &ticket, "Unsigned.").unwrap();
    desk.passes(MINUTE);
    drain_due(&desk.app).await.unwrap();
    assert_eq!(header(&office.the_only_mail().raw, "DKIM-Signature"), None);
}

mod dkim {
    //! The receiving side: mail-auth with the record from its cache, so that nobody is asked.

    use crate::outbox::dkim::Record;
    use mail_auth::common::parse::TxtRecordParser;
    use mail_auth::common::verify::DomainKey;
    use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
    use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
    use std::borrow::Borrow;
    use std::collections::HashMap;
    use std::hash::Hash;
    use std::sync::Arc;

    struct Known(HashMap<Box<str>, Txt>);

    impl ResolverCache<Box<str>, Txt> for Known {
        fn get<Q>(&self, name: &Q) -> Option<Txt>
        where
            Box<str>: Borrow<Q>,
            Q: Hash + Eq + ?Sized,
        {
            self.0.get(name).cloned()
        }
        fn remove<Q>(&self, _: &Q) -> Option<Txt>
        where
            Box<str>: Borrow<Q>,
            Q: Hash + Eq + ?Sized,
        {
            None
        }
        fn insert(&self, _: Box<str>, _: Txt, _: std::time::Instant) {}
    }

    pub async fn verify(raw: &[u8], record: &Record) -> Vec<&'static str> {
        let key = DomainKey::parse(record.value.as_bytes()).unwrap();
        let known =
            Known(HashMap::from([(format!("{}.", record.name).into(), Txt::DomainKey(Arc::new(key)))]));
        let asks_nobody =
            MessageAuthenticator::new(ResolverConfig::default(), ResolverOpts::default()).unwrap();
        let message = AuthenticatedMessage::parse(raw).unwrap();
        let outputs = asks_nobody.verify_dkim(Parameters::new(&message).with_txt_cache(&known)).await;
        outputs.iter().map(|o| if *o.result() == DkimResult::Pass { "pass" } else { "fail" }).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_leaves_by_itself_and_a_stop_gives_back_what_was_not_begun() {
    let (desk, office) = desk_and_office().await;
    let stop = smtp::CancellationToken::new();
    let running = tokio::spawn(super::run(desk.app.clone(), stop.clone()));
    ana_mails(&desk, "Printer jam", "It ate my paper.", "q1@example.org");
    office.arrival().await;
    office.the_only_mail();
    stop.cancel();
    running.await.unwrap();

    ana_mails(&desk, "No sound", "In the small room.", "q2@example.org");
    let stopped = Outbox::new(desk.app.clone()).stopped_by(stop);
    let Claim::Some(claimed) = stopped.claim().await.unwrap() else { panic!("nothing to claim") };
    stopped.deliver(claimed).await;
    assert_eq!(office.all().len(), 0);
    let waiting = desk.read(|conn| outgoing::page(conn, OutgoingState::Waiting, OutgoingId(i64::MAX), 10));
    assert_eq!((waiting.len(), waiting[0].attempts), (1, 0));
    assert_eq!(drain_due(&desk.app).await.unwrap(), 1, "another node need not wait for a claim to end");
    office.the_only_mail();
}
