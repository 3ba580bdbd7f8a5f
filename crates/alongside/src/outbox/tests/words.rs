//! What people get.

use super::*;

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
