//! What may go wrong, and what it costs.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_the_null_sender_gets_the_desk_as_sender() {
    let (desk, office) = desk_and_office().await;
    office.needs_a_sender();
    ana_mails(&desk, "Printer jam", "It ate my paper.", "q1@example.org");
    drain_due(&desk.app).await.unwrap();
    assert_eq!(office.the_only_mail().mail_from, "help@desk.example");
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
    let dkim = crate::outbox::dkim::create(&desk.app, "desk.example", true, desk.now()).await.unwrap();
    assert!(dkim.name.ends_with("._domainkey.desk.example"));
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    let dying = Outbox::new(desk.app.clone());
    let Claim::Some(claimed) = dying.claim().await.unwrap() else { panic!("nothing to claim") };
    let mut ids: VecDeque<_> = claimed.ids().iter().copied().collect();
    for mail in dying.prepare(&mut ids).await.unwrap() {
        let _ = dying.send(mail, &claimed).await;
    }
    assert_eq!(office.all().len(), 1, "sent, and the node is gone before it could note so");

    let other = Outbox::new(desk.app.clone());
    assert_eq!(other.drain().await.unwrap(), 0, "the claim still holds");
    // While the node lives, it holds on to what it sends, however long that takes.
    for _ in 0..5 {
        desk.passes(MINUTE);
        dying.renew(&claimed).await;
        assert_eq!(other.drain().await.unwrap(), 0, "the claim is renewed");
    }
    desk.passes(89 * SECOND);
    assert_eq!(other.drain().await.unwrap(), 0);
    desk.passes(SECOND);
    assert_eq!(other.drain().await.unwrap(), 1);
    let both = office.all();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].raw, both[1].raw);
    assert!(header(&both[0].raw, "DKIM-Signature").is_some(), "even a signature with its time is the same");
    desk.passes(HOUR);
    dying.renew(&claimed).await;
    assert_eq!(other.drain().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_another_node_took_over_is_renewed_by_that_one_alone() {
    let (desk, office) = desk_and_office().await;
    let ticket = desk.asks(&desk.ana, "Printer jam", "It ate my paper.");
    desk.replies(&desk.bo, &ticket, "Please open the lower tray.").unwrap();
    desk.passes(MINUTE);
    let (cut_off, other) = (Outbox::new(desk.app.clone()), Outbox::new(desk.app.clone()));
    let Claim::Some(lost) = cut_off.claim().await.unwrap() else { panic!("nothing to claim") };
    desk.passes(2 * MINUTE);
    let Claim::Some(taken) = other.claim().await.unwrap() else { panic!("not taken over") };
    desk.passes(MINUTE);
    cut_off.renew(&lost).await;
    assert!(!lost.holds(desk.now()), "it begins no mail that is not its own any more");
    cut_off.deliver(lost).await;
    assert_eq!(office.all().len(), 0);
    other.renew(&taken).await;
    assert!(taken.holds(desk.now()));
    other.deliver(taken).await;
    office.the_only_mail();
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
    let running = tokio::spawn(crate::outbox::run(desk.app.clone(), stop.clone()));
    leaves_through(&desk, &office);
    office.arrival().await;
    stop.cancel();
    running.await.unwrap();
    office.the_only_mail();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_tries_a_server_before_relying_on_it() {
    let (desk, mut office) = desk_and_office().await;
    let settings = relay_to(&office);
    let said = crate::outbox::check_relay(&desk.app, &settings).await.unwrap();
    assert!(said.starts_with("Connected to"), "{said}");
    let from = desk.read(mailbox::default).unwrap();
    let said = crate::outbox::test_mail(&desk.app, &from, Some(&settings), "fay@desk.example").await.unwrap();
    assert!(said.starts_with("The server took the mail for fay@desk.example: 250"), "{said}");
    let read = mail::parse(&office.the_only_mail().raw);
    assert_eq!(read.subject.as_deref(), Some("Test mail from IT help"));
    office.close().await;
    let why =
        crate::outbox::test_mail(&desk.app, &from, Some(&settings), "fay@desk.example").await.unwrap_err();
    assert!(why.contains("Nothing answers at 127.0.0.1"), "{why}");
    assert!(crate::outbox::test_mail(&desk.app, &from, None, "nonsense").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_leaves_by_itself_and_a_stop_gives_back_what_was_not_begun() {
    let (desk, office) = desk_and_office().await;
    let stop = smtp::CancellationToken::new();
    let running = tokio::spawn(crate::outbox::run(desk.app.clone(), stop.clone()));
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
