//! Two nodes on one PostgreSQL: news cross between them, a session made on one opens the other, and what one of
//! them does is not done by the other as well.

use super::browser::{Browser, status};
use super::post::{Sink, deliver, stream_mail};
use super::program::{Program, run, text};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use store::Url;
use store::testing::TestDb;

const PASSWORD: &str = "four plain little words";
const HELP: &str = "help@example.org";
const MAILS: usize = 60;
/// A dead node's claims end within two minutes; then there is work to do.
const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(240);

/// Two nodes of one desk. None where the tests run on SQLite: one file belongs to one node, and these promises are
/// PostgreSQL's.
fn two_nodes(sink: &Sink) -> Option<(Program, Program, TestDb)> {
    let db = store::testing::database(alongside::app::MIGRATIONS);
    let Url::Postgres(url) = db.settings().url.clone() else { return None };
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let generate = ["generate", "--tickets", "20", "--password", PASSWORD, "--database", &url];
    let made = run(first.path(), &generate, b"");
    assert!(made.status.success(), "{}", text(&made.stderr));
    // The nodes of a desk share its key, as they share its database.
    std::fs::copy(first.path().join("key"), second.path().join("key")).unwrap();
    let relay = sink.url();
    let more = ["--database", url.as_str(), "--relay", relay.as_str()];
    Some((Program::start(first, "serve", &more), Program::start(second, "serve", &more), db))
}

#[test]
fn two_nodes_share_sessions_news_and_work() {
    let sink = Sink::open();
    let Some((a, b, _db)) = two_nodes(&sink) else { return };
    let bo = Browser::sign_in(&a, "agent@example.org", PASSWORD);
    assert_eq!(status(&bo.get(&b, "/desk/views/all")), 200, "the session opens the other node");

    let mut live = b.connect();
    write!(live, "GET /desk/live HTTP/1.1\r\nHost: desk.example\r\n{}\r\n", bo.headers()).unwrap();
    let mut live = BufReader::new(live);
    hear(&mut live, "event: counts");
    let ticket = "/desk/tickets/1000";
    let noted = bo.post(&a, ticket, &format!("{ticket}/notes"), &[("note", "Seen from the other side")]);
    assert_eq!(status(&noted), 303, "{noted}");
    hear(&mut live, "event: ticket");
    hear(&mut live, "\"number\":1000");
    assert!(bo.get(&b, ticket).contains("Seen from the other side"));

    for number in 0..MAILS {
        let node = if number % 2 == 0 { &a } else { &b };
        deliver(node.smtp(), &format!("n{number}"), HELP).unwrap();
    }
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    let begun = Instant::now();
    while sent.len() < MAILS {
        let left = Duration::from_secs(60).saturating_sub(begun.elapsed());
        let answer = sink
            .answers
            .recv_timeout(left)
            .unwrap_or_else(|_| panic!("{} of {MAILS} were answered", sent.len()));
        *sent.entry(answer.in_reply_to).or_default() += 1;
    }
    for node in [a, b] {
        node.signal("TERM");
        assert_eq!(node.ended().0, Some(0));
    }
    for answer in sink.answers.try_iter() {
        *sent.entry(answer.in_reply_to).or_default() += 1;
    }
    let twice: Vec<_> = sent.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "answered by both nodes: {twice:?}");
}

#[test]
fn when_a_node_dies_in_the_middle_of_its_work_the_other_finishes_it() {
    let sink = Sink::open();
    let Some((a, b, _db)) = two_nodes(&sink) else { return };
    let bo = Browser::sign_in(&a, "agent@example.org", PASSWORD);
    let (tell, told) = channel();
    let senders: Vec<_> = (0..3)
        .map(|sender| {
            let (address, tell) = (a.smtp(), tell.clone());
            thread::spawn(move || stream_mail(address, &format!("s{sender}"), HELP, &tell))
        })
        .collect();
    drop(tell);
    let mut acknowledged: BTreeSet<String> = told.iter().take(MAILS).collect();
    // Both are at work on the one queue; this one dies with its claims in hand.
    a.signal("KILL");
    drop(a.ended());
    for sender in senders {
        sender.join().unwrap();
    }
    acknowledged.extend(told.try_iter());
    // The other goes on at once, for people and for mail.
    assert_eq!(status(&bo.get(&b, "/desk/views/all")), 200);
    deliver(b.smtp(), "afterwards", HELP).unwrap();
    acknowledged.insert("afterwards-0".to_owned());
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let begun = Instant::now();
    while !acknowledged.iter().all(|id| names.contains_key(&format!("{id}@world.example"))) {
        let left = TAKEN_OVER_WITHIN.saturating_sub(begun.elapsed());
        let answer = sink.answers.recv_timeout(left).unwrap_or_else(|_| {
            panic!("{} of {} accepted mails were answered", names.len(), acknowledged.len())
        });
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    b.signal("TERM");
    assert_eq!(b.ended().0, Some(0));
    for answer in sink.answers.try_iter() {
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    let twice: Vec<_> = names.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "answers that left under two names: {twice:?}");
    println!("{} mails taken over in {:.0} s", acknowledged.len(), begun.elapsed().as_secs_f64());
}

fn hear(stream: &mut impl BufRead, words: &str) {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(stream.read_line(&mut line).unwrap(), 0, "the stream ended before “{words}”");
        if line.contains(words) {
            return;
        }
    }
}
