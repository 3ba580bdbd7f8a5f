//! The door, the worker behind it, and the mails of other people's suites that come through both.

use super::*;

#[test]
fn the_door_knows_our_addresses_and_keeps_what_comes_with_its_trace() {
    use smtp::{Protocol, Receiver, Recipient};
    let desk = Desk::new();
    let door = super::super::receiver(&desk.app, Protocol::Smtp);
    let peer = std::net::IpAddr::from([192, 0, 2, 1]);
    let known = |address: &str| block_on(door.recipient(address, peer)) == Recipient::Known;
    for ours in [
        "help@desk.example",
        "HELP@Desk.Example",
        "help+token@desk.example",
        "postmaster",
        "Postmaster@desk.example",
    ] {
        assert!(known(ours), "{ours}");
    }
    for other in [
        "",
        "help",
        "helper@desk.example",
        "help@other.example",
        "postmaster@other.example",
        "+x@desk.example",
    ] {
        assert!(!known(other), "{other}");
    }
    let mail = smtp::Envelope {
        peer,
        helo: "x".into(),
        mail_from: String::new(),
        rcpt_to: vec!["help@desk.example".to_owned()],
        raw: b"From: z@far.example\r\nSubject: Out of office\r\n\r\nAway.".to_vec(),
        tls: false,
    };
    let id: RawMailId = block_on(door.receive(mail)).unwrap().id.parse().unwrap();
    let raw = desk.read(move |conn| super::super::bytes(conn, id)).unwrap();
    assert!(
        raw.starts_with(b"Return-Path: <>\r\nReceived: from x ([192.0.2.1])"),
        "{}",
        String::from_utf8_lossy(&raw)
    );
    read(&desk, false);
    assert_eq!(queued(&desk, OutgoingKind::Receipt).len(), 0, "the null sender is never answered");
}

#[test]
fn an_address_that_is_switched_off_is_refused_within_seconds() {
    use smtp::{Protocol, Receiver, Recipient};
    let desk = Desk::new();
    let door = super::super::receiver(&desk.app, Protocol::Smtp);
    let peer = std::net::IpAddr::from([192, 0, 2, 1]);
    let asked = || block_on(door.recipient("help@desk.example", peer));
    assert_eq!(asked(), Recipient::Known);
    kept(desk.write(|tx| {
        for address in crate::mailbox::all(tx)? {
            crate::mailbox::update(tx, &crate::mailbox::MailAddress { active: false, ..address })?;
        }
        Ok::<_, ::store::Error>(())
    }));
    desk.app.clock.advance(2 * crate::clock::SECOND);
    assert_eq!(asked(), Recipient::Unknown);
}

#[test]
fn what_may_be_claimed_is_found_past_a_long_queue_and_all_that_is_put_off() {
    use ::store::params;
    use ::store::testing::plan;
    let desk = Desk::new();
    if desk.dialect() == ::store::Dialect::Postgres {
        return; // Its planner scans small tables, rightly.
    }
    let cases: &[(&str, &[::store::Value], &str)] = &[
        (store::PUT_OFF, params![1_i64, 3_i64, 32_i64], "(state=? AND claimed_until>? AND claimed_until<?)"),
        (store::UNTRIED, params![3_i64, 32_i64], "(state=? AND claimed_until=?)"),
        (store::ANY_CLAIMABLE, params![1_i64], "(state=? AND claimed_until<?)"),
        (store::RELEASE_ALL, params![], "(state=? AND claimed_until>?)"),
    ];
    for (text, params, walk) in cases {
        let plan = plan(&desk.app.db, text, params);
        let is_walked = plan.contains("raw_mails_waiting") && plan.contains(walk);
        assert!(is_walked && !plan.contains("TEMP B-TREE"), "{text}\n{plan}");
    }
}

/// Claims as the worker does, and dies: the next process gives the claims back.
fn claims_and_dies(desk: &Desk) -> Vec<RawMailId> {
    let now = desk.now();
    let claims = kept(desk.write(move |tx| store::claim(tx, now, now.plus(MINUTE), 32, 1 << 20)));
    kept(desk.write(store::release_all));
    claims.into_iter().map(|claim| claim.id).collect()
}

#[test]
fn a_mail_that_brings_the_program_down_drags_no_other_with_it() {
    let desk = Desk::new();
    let come = |subject: &str| {
        comes(&desk, &format!("{FROM_ANA}Subject: {subject}\n\nx\n"), "help@desk.example", "ana@example.org")
    };
    let came = ["deadly", "first", "second"].map(come);
    for _ in 0..3 {
        assert_eq!(claims_and_dies(&desk), came, "all of them are tried together");
    }
    assert_eq!(claims_and_dies(&desk), [came[0]], "then each alone");
    let fresh = come("fresh");
    assert_eq!(claims_and_dies(&desk), [fresh], "and only when no other waits");
    // Whoever reads it dies; whatever else is claimed is taken in.
    let mut deaths = 4;
    loop {
        let now = desk.now();
        let claims = kept(desk.write(move |tx| store::claim(tx, now, now.plus(MINUTE), 32, 1 << 20)));
        let [claim] = claims.as_slice() else { panic!("{claims:?}") };
        let claim = *claim;
        if claim.id == came[0] {
            break;
        }
        assert!(kept(desk.write(move |tx| store::finish(tx, &claim, RawState::Done, "", None, None))));
    }
    kept(desk.write(store::release_all));
    deaths += 1;
    let innocent = [came[1], came[2], fresh];
    assert!(innocent.iter().all(|id| row(&desk, *id).state == RawState::Done), "after {deaths} deaths");
    while deaths < 12 {
        assert_eq!(claims_and_dies(&desk), [came[0]]);
        deaths += 1;
    }
    read(&desk, false);
    let deadly = row(&desk, came[0]);
    assert_eq!(deadly.state, RawState::NeedsLook);
    assert!(deadly.outcome.contains("stopped each time"), "{}", deadly.outcome);
}

#[test]
fn a_try_that_ended_in_words_is_no_sign_of_a_deadly_mail() {
    let desk = Desk::new();
    let id = comes(&desk, &format!("{FROM_ANA}Subject: x\n\nx\n"), "help@desk.example", "ana@example.org");
    let other = comes(&desk, &format!("{FROM_ANA}Subject: y\n\ny\n"), "help@desk.example", "ana@example.org");
    for _ in 0..4 {
        let now = desk.now();
        let claims = kept(desk.write(move |tx| store::claim(tx, now, now.plus(MINUTE), 32, 1 << 20)));
        assert_eq!(claims.iter().map(|claim| claim.id).collect::<Vec<_>>(), [id, other]);
        for claim in claims {
            kept(desk.write(move |tx| store::later(tx, &claim, now.plus(1), "The disk was full.")));
        }
        desk.passes(MINUTE);
    }
    assert_eq!(read(&desk, false), 2);
    assert!([id, other].iter().all(|id| row(&desk, *id).state == RawState::Done));
}

#[test]
fn a_mail_goes_to_the_team_of_the_address_it_was_sent_to() {
    let desk = Desk::new();
    let network = desk.network;
    kept(desk.write(move |tx| {
        crate::mailbox::store::insert(
            tx,
            &crate::mailbox::store::NewMailAddress {
                address: "network@desk.example",
                name: "Network",
                team: Some(network),
                is_default: false,
                imap: None,
                relay: None,
            },
        )
    }));
    let id = comes(
        &desk,
        "From: ana@example.org\nTo: undisclosed-recipients:;\nSubject: Wi-Fi\n\nx\n",
        "Network@desk.example",
        "ana@example.org",
    );
    read(&desk, false);
    assert_eq!(ticket_of(&desk, &row(&desk, id)).team, Some(network));
}

#[test]
fn the_worker_takes_mail_in_as_it_comes_and_ends_when_told() {
    let desk = Desk::new();
    let app = desk.app.clone();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async move {
        let mut news = app.db.subscribe();
        let stop = tokio_util::sync::CancellationToken::new();
        let worker = tokio::spawn(super::super::run_with(app.clone(), Arc::new(Says(false)), stop.clone()));
        let new = NewRaw {
            via: RawVia::Command,
            peer: String::new(),
            envelope_from: String::new(),
            envelope_to: Vec::new(),
            raw: b"From: ana@example.org\r\nSubject: x\r\n\r\nx".to_vec(),
            source_key: None,
        };
        let id = accept(&app, new).await.unwrap();
        for _ in 0..600 {
            let mail = app.db.read(move |conn| raw_mail(conn, id)).await.unwrap().unwrap();
            if mail.state == RawState::Done {
                break;
            }
            // Whatever the news is, or after a while without any: look again.
            let _ = tokio::time::timeout(std::time::Duration::from_millis(100), news.recv()).await;
        }
        let mail = app.db.read(move |conn| raw_mail(conn, id)).await.unwrap().unwrap();
        assert_eq!(mail.state, RawState::Done);
        stop.cancel();
        worker.await.unwrap();
    });
}

/// The mails of other people's test suites, where they are at hand.
fn fixtures() -> Vec<std::path::PathBuf> {
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![workspace.join("../shared/mail")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "eml" || e == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The mail with something wrong in it, the same each time: cut off, bytes changed, a part of it twice.
fn damaged(raw: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |bound: usize| {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % bound.max(1)
    };
    let mut raw = raw.to_vec();
    match below(3) {
        0 => raw.truncate(below(raw.len())),
        1 => {
            let (from, to) = (below(raw.len()), below(raw.len()));
            let part = raw[from.min(to)..from.max(to)].to_vec();
            let at = below(raw.len());
            raw.splice(at..at, part);
        }
        _ => {}
    }
    for _ in 0..below(30) {
        let at = below(raw.len());
        if let Some(byte) = raw.get_mut(at) {
            *byte = u8::try_from(below(256)).unwrap();
        }
    }
    raw
}

#[test]
fn every_mail_of_other_peoples_suites_ends_done_or_with_a_person_however_damaged() {
    let desk = Desk::new();
    let mails = fixtures();
    let app = desk.app.clone();
    let ids: Vec<RawMailId> = block_on(async {
        let mut ids = Vec::new();
        for damage in 0..3 {
            for (number, path) in (0..).zip(&mails) {
                let raw = std::fs::read(path).unwrap();
                let new = NewRaw {
                    via: RawVia::Command,
                    peer: String::new(),
                    envelope_from: String::new(),
                    envelope_to: vec!["help@desk.example".to_owned()],
                    raw: if damage == 0 { raw } else { damaged(&raw, number * 10 + damage) },
                    source_key: None,
                };
                ids.push(accept(&app, new).await.unwrap());
            }
        }
        ids
    });
    assert_eq!(read(&desk, false), ids.len());
    let mut looks = 0;
    for (id, path) in ids.iter().zip(mails.iter().cycle()) {
        let mail = row(&desk, *id);
        assert!(matches!(mail.state, RawState::Done | RawState::NeedsLook), "{path:?} {}", mail.outcome);
        assert!(
            !mail.outcome.contains("failed") && !mail.outcome.contains("could not read"),
            "{path:?}: {}",
            mail.outcome
        );
        looks += usize::from(mail.state == RawState::NeedsLook);
    }
    // Mail that says who wrote it is taken in; only mail without an author is left for a person.
    assert!(looks * 4 <= ids.len(), "{looks} of {} need a look", ids.len());
}
