//! What happens when the machine fails: the program is killed without warning, again and again, while mail streams
//! in and answers go out. Whatever it acknowledged is there exactly once, and every answer leaves under one name.

use super::program::{Program, run, text};
use alongside::config::Config;
use alongside::mailbox::store::{NewMailAddress, insert};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
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

/// An answer that left: which mail it answers, and under which Message-ID.
pub struct Answer {
    pub in_reply_to: String,
    pub message_id: String,
}

/// A mail server that takes everything and tells of each mail. It outlives every death of the program.
pub fn sink() -> (SocketAddr, Receiver<Answer>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tell = tell.clone();
            // A session that the program's death cuts off is nothing to speak of.
            thread::spawn(move || drop(take(stream, &tell)));
        }
    });
    (address, told)
}

fn take(mut stream: TcpStream, tell: &Sender<Answer>) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    stream.write_all(b"220 sink.example\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let command = line.to_uppercase();
        if command.starts_with("DATA") {
            stream.write_all(b"354 go on\r\n")?;
            let (mut head, mut in_head) = (Vec::new(), true);
            while let Some(line) = lines.next().transpose()?.filter(|line| line != ".") {
                in_head &= !line.is_empty();
                if in_head {
                    head.push(line);
                }
            }
            // Told before it is acknowledged: a mail counts as sent once, or again under the same name.
            let header = |name: &str| {
                let found = head.iter().find_map(|line| line.strip_prefix(name));
                found.map(|value| value.trim().trim_matches(['<', '>']).to_owned()).unwrap_or_default()
            };
            let answer = Answer { in_reply_to: header("In-Reply-To:"), message_id: header("Message-ID:") };
            let _ = tell.send(answer);
        }
        if command.starts_with("QUIT") {
            return stream.write_all(b"221 bye\r\n");
        }
        stream.write_all(b"250 ok\r\n")?;
    }
    Ok(())
}

/// One mail, acknowledged when this returns.
pub fn deliver(address: SocketAddr, name: &str, to: &str) -> io::Result<()> {
    send(address, name, to, Some(1), &mut |_| true)
}

/// Sends mail after mail until the program is gone; tells of each one that was acknowledged.
fn stream_mail(address: SocketAddr, name: &str, acknowledged: &Sender<String>) -> io::Result<()> {
    send(address, name, "help@desk.example", None, &mut |id| acknowledged.send(id).is_ok())
}

fn send(
    address: SocketAddr,
    name: &str,
    to: &str,
    count: Option<u64>,
    acknowledged: &mut dyn FnMut(String) -> bool,
) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut replies = BufReader::new(stream.try_clone()?);
    let mut expect = |code: &str| -> io::Result<()> {
        loop {
            let mut line = String::new();
            if replies.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            assert!(line.starts_with(code), "{line:?} instead of {code}");
            if line.as_bytes().get(3) == Some(&b' ') {
                return Ok(());
            }
        }
    };
    expect("220")?;
    stream.write_all(b"EHLO world.example\r\n")?;
    expect("250")?;
    for number in 0..count.unwrap_or(u64::MAX) {
        let id = format!("{name}-{number}");
        let envelope = format!("MAIL FROM:<{id}@world.example>\r\nRCPT TO:<{to}>\r\nDATA\r\n");
        stream.write_all(envelope.as_bytes())?;
        for code in ["250", "250", "354"] {
            expect(code)?;
        }
        let mail = format!(
            "From: {id}@world.example\r\nTo: {to}\r\nSubject: Mail {id}\r\n\
             Message-ID: <{id}@world.example>\r\n\r\nThe screen is dark again.\r\n.\r\n"
        );
        stream.write_all(mail.as_bytes())?;
        expect("250")?;
        if !acknowledged(id) {
            return Ok(());
        }
    }
    Ok(())
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

    let (sink, answers) = sink();
    let relay = format!("smtp://{sink}");
    let start = |data| Program::start(data, "serve", &["--relay", &relay]);
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        let program = start(data);
        let address = program.ready["smtp"].as_str().unwrap().parse().unwrap();
        let (tell, told) = channel();
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let tell = tell.clone();
                thread::spawn(move || drop(stream_mail(address, &format!("r{round}s{sender}"), &tell)))
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
        let answer = answers.recv_timeout(left).unwrap_or_else(|_| {
            panic!("{} of {} acknowledged mails were answered in time", names.len(), acknowledged.len())
        });
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    program.signal("TERM");
    let (code, data) = program.ended();
    assert_eq!(code, Some(0));
    for answer in answers.try_iter() {
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
