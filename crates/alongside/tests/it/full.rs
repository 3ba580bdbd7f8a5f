//! A disk that fills up under the running program: mail is refused so that its senders keep it, whoever writes gets
//! their words back, reading goes on, and everything is well again as soon as there is room.

use super::browser::{Browser, between, status};
use super::post::{Sink, deliver, deliver_words};
use super::program::{Program, run_within, text, until};
use alongside::config::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use store::Query;
use tempfile::TempDir;

const PASSWORD: &str = "four plain little words";
const HELP: &str = "help@example.org";
const DISK_MIB: u32 = 24;

/// A file system of its own and of few bytes, which goes when it is dropped. It lives in a mount namespace, so that
/// nobody needs to be root for it; a process that does nothing holds it.
struct SmallDisk {
    holder: Child,
    place: TempDir,
    /// What leads a program into the namespace.
    leader: Vec<String>,
}

impl SmallDisk {
    fn new() -> SmallDisk {
        let place = tempfile::tempdir().unwrap();
        let script = "mount -t tmpfs -o size=$1m,mode=0700 tmpfs \"$0\" && echo mounted && exec cat";
        let mut said = String::new();
        // As anybody, where the system allows that; else as root.
        for way in [&["--user", "--map-root-user", "--mount"][..], &["--mount"]] {
            let mut command = Command::new("unshare");
            command.args(way).args(["sh", "-c", script]).arg(place.path()).arg(DISK_MIB.to_string());
            let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut holder = piped.spawn().unwrap();
            let mut line = String::new();
            BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
            if line == "mounted\n" {
                let id = holder.id().to_string();
                let mut leader: Vec<String> =
                    ["nsenter", "--target", &id, "--mount"].map(String::from).into();
                if way.contains(&"--user") {
                    leader.extend(["--user", "--preserve-credentials"].map(String::from));
                }
                return SmallDisk { holder, place, leader };
            }
            said.push_str(&text(&holder.wait_with_output().unwrap().stderr));
        }
        panic!(
            "a small disk cannot be had here. Run the test as root, or allow user namespaces \
             (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns):\n{said}"
        );
    }

    /// The path of a thing on the disk for programs within.
    fn inside(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The same for us.
    fn outside(&self, name: &str) -> PathBuf {
        let inside = self.inside(name);
        let root = PathBuf::from(format!("/proc/{}/root", self.holder.id()));
        root.join(inside.strip_prefix("/").unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let done = run_within(&self.leader, &self.inside("desk"), arguments);
        assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
        done
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let mut file = File::options().create(true).append(true).open(self.outside("ballast")).unwrap();
        let full = loop {
            if let Err(error) = file.write_all(&[7; 4096]) {
                break error;
            }
        };
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
    }

    /// Gives this much of it back.
    fn spare(&self, bytes: u64) {
        let file = File::options().write(true).open(self.outside("ballast")).unwrap();
        file.set_len(file.metadata().unwrap().len() - bytes).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.outside("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

#[test]
fn a_full_disk_refuses_mail_and_keeps_words_and_is_well_again_when_there_is_room() {
    let disk = SmallDisk::new();
    disk.run(&["generate", "--tickets", "20", "--password", PASSWORD]);
    let scopes = "tickets:read tickets:write";
    let token = disk.run(&["token", "create", "--person", "agent@example.org", "--scopes", scopes]).stdout;
    let bearer = format!("Bearer {}", text(&token).split_whitespace().last().unwrap());
    let sink = Sink::open();
    let (place, relay) = (tempfile::tempdir().unwrap(), ["--relay", &sink.url()]);
    let program = Program::start_within(&disk.leader, &disk.inside("desk"), place, "serve", &relay);
    let bo = Browser::sign_in(&program, "agent@example.org", PASSWORD);
    let (mut taken, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..10 {
        let name = format!("before{number}");
        deliver(program.smtp(), &name, HELP).unwrap();
        taken.insert(format!("{name}-0"));
    }

    disk.fill();
    // The end comes in the middle of the work.
    disk.spare(2 << 20);
    // What the database's log has room for is taken still: large ones first, then whatever fits in between.
    for (size, words) in
        [("large", "Nothing but words, and more.\r\n".repeat(2_000)), ("small", "Help!".into())]
    {
        let mut number = 0;
        let answer = until("a full disk", || {
            number += 1;
            let name = format!("{size}{number}");
            match deliver_words(program.smtp(), &name, HELP, &words) {
                Ok(()) => taken.insert(format!("{name}-0")).then_some(None)?,
                Err(error) => {
                    refused.insert(format!("{name}-0"));
                    Some(error.to_string())
                }
            }
        });
        assert!(answer.starts_with("452 4.3.1 "), "{answer}");
    }

    disk.fill();

    let ticket = "/desk/tickets/1000";
    let note = "The fuse <on floor 2> is & was the cause";
    let page = until("a note that finds no room", || {
        let page = bo.post(&program, ticket, &format!("{ticket}/notes"), &[("note", note)]);
        (status(&page) != 303).then_some(page)
    });
    assert_eq!(status(&page), 507, "{page}");
    for words in ["no room to save this", "Everything from before is safe", "Send once more"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let kept = "name=\"note\" dir=\"auto\" rows=\"2\">\nThe fuse &#60;on floor 2&#62; is &#38; was the cause</textarea>";
    assert!(page.contains(kept), "{page}");

    let asked = [("goal", "Print the letters"), ("happens", "Nothing comes out"), ("blocked", "slowed")];
    let ask = until("a request that finds no room", || {
        let page = bo.post(&program, "/ask", "/ask", &asked);
        (status(&page) != 303).then_some(page)
    });
    assert_eq!(status(&ask), 507, "{ask}");
    let choice = "<input type=\"hidden\" name=\"blocked\" value=\"slowed\">";
    for words in ["Print the letters</textarea>", "Nothing comes out</textarea>", choice] {
        assert!(ask.contains(words), "{words}: {ask}");
    }

    let api = |method: &str, body: &str| {
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
        program.ask(method, "/api/v1/tickets", &headers, body)
    };
    let problem = until("a ticket by the API that finds no room", || {
        let answer = api("POST", "{\"subject\":\"By a script\",\"body\":\"It is dark\"}");
        (status(&answer) != 201).then_some(answer)
    });
    assert_eq!(status(&problem), 507, "{problem}");
    assert!(problem.contains("application/problem+json") && problem.contains("/problems/full"), "{problem}");

    let health = until("health that tells of the full disk", || {
        let health = program.get("/health");
        (status(&health) != 200).then_some(health)
    });
    assert_eq!(status(&health), 503);
    assert!(health.contains("the disk is full"), "{health}");
    // Reading goes on.
    for path in [ticket, "/desk/views/all", "/desk/search?q=printer", "/requests", "/ask"] {
        assert_eq!(status(&bo.get(&program, path)), 200, "{path}");
    }
    assert_eq!(status(&api("GET", "")), 200);

    disk.make_room();
    until("health that tells of room", || (status(&program.get("/health")) == 200).then_some(()));
    deliver(program.smtp(), "after", HELP).unwrap();
    taken.insert("after-0".to_owned());
    // The page that gave the words back sends them once more.
    let fields = [("csrf", between(&page, "name=\"csrf\" value=\"", "\"")), ("note", note)];
    assert_eq!(status(&bo.send(&program, &format!("{ticket}/notes"), &fields)), 303);
    assert!(bo.get(&program, ticket).contains("The fuse &lt;on floor 2&gt; is &amp; was the cause"));

    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    while !taken.iter().all(|id| names.contains_key(&format!("{id}@world.example"))) {
        let answer = sink.answers.recv_timeout(Duration::from_secs(90)).unwrap_or_else(|_| {
            panic!("{} of {} accepted mails were answered in time", names.len(), taken.len())
        });
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    program.signal("TERM");
    assert_eq!(program.ended().0, Some(0));
    disk.run(&["verify"]);

    for answer in sink.answers.try_iter() {
        names.entry(answer.in_reply_to).or_default().insert(answer.message_id);
    }
    let twice: Vec<_> = names.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "answers that left under two names: {twice:?}");
    let copy = tempfile::tempdir().unwrap();
    for name in ["alongside.db", "key"] {
        fs::copy(disk.outside("desk").join(name), copy.path().join(name)).unwrap();
    }
    let data = copy.path().to_owned();
    let app = alongside::open::beside(Config { data, ..Config::default() }).unwrap();
    let query = Query::new("SELECT subject FROM tickets");
    let mut tickets: BTreeMap<String, usize> = BTreeMap::new();
    let subjects = app.db.read_blocking(move |conn| conn.query(&query, |row| row.get::<String>(0)));
    for subject in subjects.unwrap() {
        *tickets.entry(subject).or_default() += 1;
    }
    app.db.shutdown();
    let count = |id: &String| tickets.get(&format!("Mail {id}")).copied().unwrap_or(0);
    for id in &taken {
        assert_eq!(count(id), 1, "{id} was accepted");
    }
    for id in &refused {
        assert_eq!(count(id), 0, "{id} was refused, and its sender keeps it");
    }
    println!("{} mails accepted, {} refused", taken.len(), refused.len());
}
