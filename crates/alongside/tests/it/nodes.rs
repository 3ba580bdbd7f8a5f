//! Two nodes on one PostgreSQL: news cross between them, a session made on one opens the other, and what one of
//! them does is not done by the other as well.

use super::browser::{Browser, status};
use super::post::{Sink, deliver};
use super::program::{Program, run, text};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::time::{Duration, Instant};
use store::Url;

const PASSWORD: &str = "four plain little words";
const MAILS: usize = 60;

#[test]
fn two_nodes_share_sessions_news_and_work() {
    let db = store::testing::database(alongside::app::MIGRATIONS);
    let Url::Postgres(url) = db.settings().url.clone() else {
        // One SQLite file belongs to one node; this promise is PostgreSQL's, and is tested there.
        return;
    };
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = ["--database", url.as_str()];
    let made = run(
        first.path(),
        &["generate", "--tickets", "20", "--password", PASSWORD, database[0], database[1]],
        b"",
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    // The nodes of a desk share its key, as they share its database.
    std::fs::copy(first.path().join("key"), second.path().join("key")).unwrap();
    let sink = Sink::open();
    let relay = sink.url();
    let more = ["--database", url.as_str(), "--relay", relay.as_str()];
    let a = Program::start(first, "serve", &more);
    let b = Program::start(second, "serve", &more);

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
        deliver(node.smtp(), &format!("n{number}"), "help@example.org").unwrap();
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
