//! What happens when the machine fails: the program is killed without warning, again and again, while mail streams
//! in and answers go out. Whatever it acknowledged is there exactly once, and every answer leaves under one name.

use super::post::{Sink, stream_mail};
use super::program::{Program, run, text};
use alongside::config::Config;
use alongside::mailbox::store::{NewMailAddress, insert};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use store::Query;

const SENDERS: u64 = 3;
/// Everything that is left to do after the last start must be done in this time.
const FINISH_LIMIT: Duration = Duration::from_secs(120);

/// The numbers of SplitMix64: when the program dies is chance, and the same chance each time.
fn chance(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn open(data: &Path) -> alongside::app::App {
    alongside::open::beside(Config { data: data.to_owned(), ..Config::default() }).unwrap()
}

#[test]
fn killed_again_and_again_it_loses_no_mail_and_sends_no_second_answer() {
    let rounds = std::env::var("FAULT_ROUNDS").ok().and_then(|value| value.parse().ok()).unwrap_or(50);
    let mut data = tempfile::tempdir().unwrap();
    let app = open(data.path());
    let help = NewMailAddress {
        address: "help@desk.example",
        name: "IT help",
        team: None,
        is_default: true,
        imap: None,
        relay: None,
    };
    app.db.write_blocking(move |tx| insert(tx, &help)).unwrap();
    app.db.shutdown();
    drop(app);

    let sink = Sink::open();
    let relay = sink.url();
    let start = |data| Program::start(data, "serve", &["--relay", &relay]);
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        let program = start(data);
        let address = program.smtp();
        let (tell, told) = channel();
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let tell = tell.clone();
                thread::spawn(move || {
                    stream_mail(address, &format!("r{round}s{sender}"), "help@desk.example", &tell)
                })
            })
            .collect();
        drop(tell);
        // It dies in the middle of the work: some mails after the first, while others are under way.
        let dies_after = 1 + chance(round) % 40;
        for _ in 0..dies_after {
            acknowledged.insert(told.recv_timeout(Duration::from_secs(60)).unwrap());
        }
        program.signal("KILL");
        data = program.ended().1;
        for sender in senders {
            sender.join().unwrap();
        }
        acknowledged.extend(told.try_iter());
    }

    let program = start(data);
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let begun = Instant::now();
    let is_answered = |names: &BTreeMap<String, BTreeSet<String>>| {
        acknowledged.iter().all(|id| names.contains_key(&format!("{id}@world.example")))
    };
    while !is_answered(&names) {
        let left = FINISH_LIMIT.saturating_sub(begun.elapsed());
        let answer = sink.answers.recv_timeout(left).unwrap_or_else(|_| {
            panic!("{} of {} acknowledged mails were answered in time", names.len(), acknowledged.len())
        });
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    program.signal("TERM");
    let (code, data) = program.ended();
    assert_eq!(code, Some(0));
    for answer in sink.answers.try_iter() {
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    let twice: Vec<_> = names.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "answers that left under two names: {twice:?}");

    let app = open(data.path());
    let query = Query::new("SELECT subject, COUNT(*) FROM tickets GROUP BY subject");
    let counts: BTreeMap<String, i64> = app
        .db
        .read_blocking(move |conn| conn.query(&query, |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?))))
        .unwrap()
        .into_iter()
        .collect();
    app.db.shutdown();
    for id in &acknowledged {
        assert_eq!(counts.get(&format!("Mail {id}")), Some(&1), "{id} was acknowledged");
    }
    let double: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(double.is_empty(), "mails that became two tickets: {double:?}");
    let verified = run(data.path(), &["verify"], b"");
    assert!(verified.status.success(), "{}{}", text(&verified.stdout), text(&verified.stderr));
    println!("{rounds} deaths, {} mails acknowledged, {} answers", acknowledged.len(), names.len());
}
