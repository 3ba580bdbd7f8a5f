//! Two nodes on one PostgreSQL: news cross between them, a session made on one opens the other, and what one of
//! them does is not done by the other as well.

use super::faults::{deliver, sink};
use super::program::{Program, run, text};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::time::{Duration, Instant};
use store::Url;

const PASSWORD: &str = "four plain little words";
const MAILS: usize = 60;

/// One request with cookies; the whole answer.
fn ask(node: &Program, method: &str, path: &str, cookies: &str, body: &str) -> String {
    let mut stream = node.connect();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\nCookie: {cookies}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    text(&answer)
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let from = text.find(before).unwrap_or_else(|| panic!("no {before} in {text}")) + before.len();
    &text[from..from + text[from..].find(after).unwrap()]
}

fn cookie(answer: &str, name: &str) -> String {
    format!("{name}={}", between(answer, &format!("{name}="), ";"))
}

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
    let (relay, answers) = sink();
    let relay = format!("smtp://{relay}");
    let more = ["--database", url.as_str(), "--relay", relay.as_str()];
    let a = Program::start(first, "serve", &more);
    let b = Program::start(second, "serve", &more);

    let page = ask(&a, "GET", "/sign-in/password", "", "");
    let form = format!(
        "csrf={}&mail=agent%40example.org&password={}",
        between(&page, "name=\"csrf\" value=\"", "\""),
        PASSWORD.replace(' ', "+")
    );
    let signed = ask(&a, "POST", "/sign-in/password", &cookie(&page, "form"), &form);
    let session = cookie(&signed, "session");
    assert!(
        ask(&b, "GET", "/desk/views/all", &session, "").starts_with("HTTP/1.1 200"),
        "the session opens the other node"
    );

    let mut live = b.connect();
    write!(live, "GET /desk/live HTTP/1.1\r\nHost: desk.example\r\nCookie: {session}\r\n\r\n").unwrap();
    let mut live = BufReader::new(live);
    hear(&mut live, "event: counts");
    let page = ask(&a, "GET", "/desk/tickets/1000", &session, "");
    let note =
        format!("csrf={}&note=Seen+from+the+other+side", between(&page, "name=\"csrf\" content=\"", "\""));
    let noted = ask(&a, "POST", "/desk/tickets/1000/notes", &session, &note);
    assert!(noted.starts_with("HTTP/1.1 303"), "{noted}");
    hear(&mut live, "event: ticket");
    hear(&mut live, "\"number\":1000");
    assert!(ask(&b, "GET", "/desk/tickets/1000", &session, "").contains("Seen from the other side"));

    for number in 0..MAILS {
        let node = if number % 2 == 0 { &a } else { &b };
        let address = node.ready["smtp"].as_str().unwrap().parse().unwrap();
        deliver(address, &format!("n{number}"), "help@example.org").unwrap();
    }
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    let begun = Instant::now();
    while sent.len() < MAILS {
        let left = Duration::from_secs(60).saturating_sub(begun.elapsed());
        let answer =
            answers.recv_timeout(left).unwrap_or_else(|_| panic!("{} of {MAILS} were answered", sent.len()));
        *sent.entry(answer.in_reply_to).or_default() += 1;
    }
    for node in [a, b] {
        node.signal("TERM");
        assert_eq!(node.ended().0, Some(0));
    }
    for answer in answers.try_iter() {
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
