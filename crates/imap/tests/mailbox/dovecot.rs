//! Against Dovecot, as people run it.

use crate::sink::{Seen, Watched};
use async_imap::Session;
use futures_util::TryStreamExt;
use imap::{Account, Health, LeftAlone, Problem, Secret, Security, SinkRefused, check};
use std::net::TcpListener as PortFinder;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// A Dovecot of the test's own, with one mailbox.
struct Dovecot {
    home: TempDir,
    port: u16,
    tls_port: u16,
    root_pem: String,
    running: Option<Child>,
}

fn free_port() -> u16 {
    PortFinder::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn binary() -> &'static str {
    ["/usr/sbin/dovecot", "/usr/bin/dovecot", "/usr/local/sbin/dovecot"]
        .into_iter()
        .find(|path| Path::new(path).exists())
        .expect("Dovecot is not installed; on Debian: apt-get install dovecot-imapd")
}

impl Dovecot {
    async fn start(more_settings: &str) -> Self {
        let home = tempfile::Builder::new().prefix("dovecot-").tempdir().unwrap();
        let dir = home.path();
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o755)).unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(dir.join("cert.pem"), made.cert.pem()).unwrap();
        std::fs::write(dir.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let mail = dir.join("mail");
        std::fs::create_dir(&mail).unwrap();
        std::fs::set_permissions(&mail, std::fs::Permissions::from_mode(0o777)).unwrap();

        let owner = std::fs::metadata(dir).unwrap();
        let (port, tls_port) = (free_port(), free_port());
        // Root's Dovecot drops its rights to these users; anybody else's runs as themselves.
        let (users, mail_uid, mail_gid) = if owner.uid() == 0 {
            (String::new(), 65534, 65534)
        } else {
            let id = Command::new("id").arg("-un").output().unwrap();
            let name = String::from_utf8(id.stdout).unwrap();
            (format!("default_internal_user = {name}default_login_user = {name}"), owner.uid(), owner.gid())
        };
        let dir = dir.display();
        let config = format!(
            "base_dir = {dir}/run\nstate_dir = {dir}/state\nlog_path = {dir}/log\n{users}\n\
             protocols = imap\nlisten = 127.0.0.1\nssl = yes\nssl_cert = <{dir}/cert.pem\n\
             ssl_key = <{dir}/key.pem\ndisable_plaintext_auth = no\n\
             mail_location = maildir:{dir}/mail/%u\nfirst_valid_uid = 1\nauth_failure_delay = 0\n\
             passdb {{\n driver = static\n args = password=secret\n}}\n\
             userdb {{\n driver = static\n args = uid={mail_uid} gid={mail_gid} home={dir}/mail/%u\n}}\n\
             service imap-login {{\n chroot =\n inet_listener imap {{\n  port = {port}\n }}\n \
             inet_listener imaps {{\n  port = {tls_port}\n  ssl = yes\n }}\n}}\n\
             service anvil {{\n chroot =\n}}\n{more_settings}\n"
        );
        std::fs::write(home.path().join("dovecot.conf"), config).unwrap();
        let mut dovecot = Self { home, port, tls_port, root_pem: made.cert.pem(), running: None };
        dovecot.resume().await;
        dovecot
    }

    async fn resume(&mut self) {
        let config = self.home.path().join("dovecot.conf");
        let child = Command::new(binary())
            .arg("-F")
            .arg("-c")
            .arg(config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.running = Some(child);
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        for _ in 0..1000 {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tick.tick().await;
        }
        panic!("Dovecot does not start:\n{}", self.log());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    fn stop(&mut self) {
        if let Some(mut child) = self.running.take() {
            let pid = child.id().to_string();
            let _ = Command::new("kill").args(["-TERM", &pid]).status();
            let _ = child.wait();
        }
    }

    fn account(&self) -> Account {
        Account {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: Security::Plain,
            username: "desk".to_owned(),
            password: Secret("secret".to_owned()),
            first_retry: Duration::from_millis(50),
            longest_retry: Duration::from_millis(200),
            ..Account::default()
        }
    }

    /// A second client, as a person's mail program.
    async fn person(&self) -> Session<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let mut client = async_imap::Client::new(stream);
        client.read_response().await.unwrap().unwrap();
        let mut session = client.login("desk", "secret").await.map_err(|(error, _)| error).unwrap();
        session.select("INBOX").await.unwrap();
        session
    }

    async fn deliver(&self, raw: &[u8]) {
        self.person().await.append("INBOX", None, None, raw).await.unwrap();
    }

    /// How many messages are unread, and all of them.
    async fn counts(&self) -> (usize, usize) {
        let mut person = self.person().await;
        (person.search("UNSEEN").await.unwrap().len(), person.search("ALL").await.unwrap().len())
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.stop();
    }
}

fn message(number: usize) -> Vec<u8> {
    format!("From: ana@example.org\r\nSubject: {number}\r\n\r\nHello, number {number}: {{12}}\r\n.\r\n")
        .into_bytes()
}

#[tokio::test]
async fn what_waits_and_what_comes_later_is_taken_in_order_and_marked_as_seen() {
    let dovecot = Dovecot::start("").await;
    for number in 0..5 {
        dovecot.deliver(&message(number)).await;
    }
    let mut watched = Watched::start(dovecot.account());
    for number in 0..5 {
        assert_eq!(watched.next_raw().await, message(number), "{}", dovecot.log());
    }
    watched.watching().await;
    assert_eq!(dovecot.counts().await, (0, 5));
    // The connection idles now; Dovecot tells of the next ones.
    for number in 5..8 {
        dovecot.deliver(&message(number)).await;
        assert_eq!(watched.next_raw().await, message(number));
    }
    watched.watching().await;
    assert_eq!(watched.stop().await, []);
    assert_eq!(dovecot.counts().await, (0, 8));
}

#[tokio::test]
async fn without_idle_the_mailbox_is_looked_at_from_time_to_time() {
    let dovecot = Dovecot::start("protocol imap {\n imap_capability = IMAP4rev1 LITERAL+\n}").await;
    let mut account = dovecot.account();
    account.poll_interval = Duration::from_millis(50);
    let mut watched = Watched::start(account.clone());
    watched.watching().await;
    dovecot.deliver(&message(1)).await;
    assert_eq!(watched.next_raw().await, message(1));
    watched.watching().await;
    assert_eq!(watched.stop().await, []);
    assert!(!check(&account).await.unwrap().tells_at_once);
}

#[tokio::test]
async fn a_message_that_cannot_be_stored_now_stays_unread_and_comes_again() {
    let dovecot = Dovecot::start("").await;
    for number in 1..=3 {
        dovecot.deliver(&message(number)).await;
    }
    let refusals = [
        ("Subject: 1\r\n", SinkRefused::Later("no room".to_owned())),
        ("Subject: 2\r\n", SinkRefused::Never("not for us".to_owned())),
    ];
    let mut watched = Watched::start_refusing(dovecot.account(), refusals);
    assert_eq!(watched.next_raw().await, message(3));
    assert_eq!(watched.next_raw().await, message(1));
    let left = watched.health(|health| matches!(health, Health::LeftAlone { .. })).await;
    assert!(matches!(left, Health::LeftAlone { uid: 2, why: LeftAlone::Refused(_), .. }));
    watched.health(|health| matches!(health, Health::Trouble { problem: Problem::NotStored(_), .. })).await;
    watched.watching().await;
    assert_eq!(watched.stop().await, []);
    assert_eq!(dovecot.counts().await, (1, 3));
}

#[tokio::test]
async fn a_message_that_is_too_large_is_reported_and_left_and_the_others_go_on() {
    let dovecot = Dovecot::start("").await;
    let mut large = message(1);
    large.extend(b"x".repeat(5000));
    let size = u32::try_from(large.len()).unwrap();
    dovecot.deliver(&large).await;
    dovecot.deliver(&message(2)).await;
    let mut account = dovecot.account();
    account.max_message_bytes = 4000;
    let mut watched = Watched::start(account);
    assert_eq!(watched.next().await, Seen::TooLarge { uid: 1, bytes: size });
    assert_eq!(watched.next_raw().await, message(2));
    watched.watching().await;
    dovecot.deliver(&message(3)).await;
    assert_eq!(watched.next_raw().await, message(3));
    assert_eq!(watched.stop().await, []);
    assert_eq!(dovecot.counts().await.1, 3);
}

#[tokio::test]
async fn a_server_that_goes_away_is_found_again() {
    let mut dovecot = Dovecot::start("").await;
    let mut watched = Watched::start(dovecot.account());
    watched.watching().await;
    dovecot.stop();
    watched.health(|health| matches!(health, Health::Trouble { .. })).await;
    dovecot.resume().await;
    dovecot.deliver(&message(1)).await;
    assert_eq!(watched.next_raw().await, message(1));
    assert_eq!(watched.stop().await, []);
}

#[tokio::test]
async fn an_idle_connection_is_renewed_and_stays_watchful() {
    let dovecot = Dovecot::start("").await;
    let mut account = dovecot.account();
    account.idle_renewal = Duration::from_millis(100);
    let mut watched = Watched::start(account);
    for number in 0..5 {
        watched.watching().await;
        watched.watching().await;
        dovecot.deliver(&message(number)).await;
        assert_eq!(watched.next_raw().await, message(number));
    }
    assert_eq!(watched.stop().await, []);
}

#[tokio::test]
async fn a_message_marked_unread_by_a_person_is_offered_again() {
    let dovecot = Dovecot::start("").await;
    dovecot.deliver(&message(1)).await;
    let mut watched = Watched::start(dovecot.account());
    assert_eq!(watched.next_raw().await, message(1));
    watched.watching().await;
    watched.watching_after(dovecot.deliver(&message(2))).await;
    let mut person = dovecot.person().await;
    let unmark = person.uid_store("1", "-FLAGS (\\Seen)").await.unwrap();
    unmark.try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(watched.next_raw().await, message(2));
    assert_eq!(watched.next_raw().await, message(1));
    assert_eq!(watched.stop().await, []);
}

#[tokio::test]
async fn the_test_button_works_over_every_kind_of_connection_and_names_what_is_wrong() {
    let dovecot = Dovecot::start("").await;
    dovecot.deliver(&message(1)).await;
    let plain = dovecot.account();
    let report = check(&plain).await.unwrap();
    assert_eq!((report.message_count, report.unseen_count, report.tells_at_once), (1, 1, true));

    let trusting = Account {
        host: "localhost".to_owned(),
        only_root_pem: Some(dovecot.root_pem.clone()),
        ..plain.clone()
    };
    let starttls = Account { security: Security::StartTls, ..trusting.clone() };
    assert_eq!(check(&starttls).await.unwrap(), report);
    let tls = Account { security: Security::Tls, port: dovecot.tls_port, ..trusting };
    assert_eq!(check(&tls).await.unwrap(), report);

    let wary = Account { only_root_pem: None, ..tls.clone() };
    assert!(matches!(check(&wary).await, Err(Problem::Certificate(_))));
    let wary = Account { only_root_pem: None, ..starttls };
    assert!(matches!(check(&wary).await, Err(Problem::Certificate(_))));
    let stranger = Account { password: Secret("wrong \"quoted\" \\".to_owned()), ..tls.clone() };
    assert_eq!(check(&stranger).await, Err(Problem::SignIn("Authentication failed.".to_owned())));
    let lost = Account { folder: "Nowhere".to_owned(), ..tls };
    let problem = check(&lost).await.unwrap_err();
    assert!(matches!(&problem, Problem::Folder(words) if words.contains("Nowhere")), "{problem}");
    let hidden = Account {
        security: Security::StartTls,
        port: dovecot.tls_port,
        read_timeout: Duration::from_millis(500),
        ..plain
    };
    assert_eq!(check(&hidden).await, Err(Problem::TimedOut));
    assert_eq!(dovecot.counts().await, (1, 1));
}
