//! A mailbox on a real IMAP server: its mail becomes tickets, and is seen only then.

use alongside::app::App;
use alongside::config::Config;
use alongside::inbox::{self, RawMailId, RawState};
use alongside::mailbox::store::{NewMailAddress, insert};
use alongside::mailbox::{ImapSecurity, ImapSettings};
use alongside::open;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A Dovecot of the test's own, with one mailbox in a folder of files.
struct Dovecot {
    home: TempDir,
    port: u16,
    running: Child,
}

fn binary() -> &'static str {
    ["/usr/sbin/dovecot", "/usr/bin/dovecot", "/usr/local/sbin/dovecot"]
        .into_iter()
        .find(|path| Path::new(path).exists())
        .expect("Dovecot is not installed; on Debian: apt-get install dovecot-imapd")
}

impl Dovecot {
    fn start() -> Dovecot {
        let home = tempfile::Builder::new().prefix("dovecot-").tempdir().unwrap();
        let dir = home.path();
        let open_to_all = |path: &Path| {
            std::fs::create_dir_all(path).unwrap();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o777)).unwrap();
        };
        for folder in ["", "mail", "mail/desk", "mail/desk/new", "mail/desk/cur", "mail/desk/tmp"] {
            open_to_all(&dir.join(folder));
        }
        let owner = std::fs::metadata(dir).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // Root's Dovecot drops its rights to these users; anybody else's runs as themselves.
        let (users, uid, gid) = if owner.uid() == 0 {
            (String::new(), 65534, 65534)
        } else {
            let id = Command::new("id").arg("-un").output().unwrap();
            let name = String::from_utf8(id.stdout).unwrap();
            (format!("default_internal_user = {name}default_login_user = {name}"), owner.uid(), owner.gid())
        };
        let at = dir.display();
        let config = format!(
            "base_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/log\n{users}\n\
             protocols = imap\nlisten = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n\
             mail_location = maildir:{at}/mail/%u\nfirst_valid_uid = 1\nauth_failure_delay = 0\n\
             passdb {{\n driver = static\n args = password=secret\n}}\n\
             userdb {{\n driver = static\n args = uid={uid} gid={gid} home={at}/mail/%u\n}}\n\
             service imap-login {{\n chroot =\n inet_listener imap {{\n  port = {port}\n }}\n}}\n\
             service anvil {{\n chroot =\n}}\n"
        );
        let file = dir.join("dovecot.conf");
        std::fs::write(&file, config).unwrap();
        let mut command = Command::new(binary());
        command.arg("-F").arg("-c").arg(file).stdout(Stdio::null()).stderr(Stdio::null());
        let running = command.spawn().unwrap();
        Dovecot { home, port, running }
    }

    /// Puts a mail where a mail server would.
    fn deliver(&self, name: &str, raw: &str) {
        let path = self.folder("new").join(name);
        std::fs::write(&path, raw.replace('\n', "\r\n")).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666)).unwrap();
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join("mail/desk").join(name)
    }

    /// How many mails bear the mark of having been seen.
    fn seen_count(&self) -> usize {
        let names = std::fs::read_dir(self.folder("cur")).unwrap().flatten();
        names
            .filter(|e| {
                e.file_name().to_string_lossy().rsplit_once(":2,").is_some_and(|(_, f)| f.contains('S'))
            })
            .count()
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // Asked nicely, so that its own children end with it.
        let _ = Command::new("kill").args(["-TERM", &self.running.id().to_string()]).status();
        let _ = self.running.wait();
    }
}

/// A desk whose address help@desk.example is fetched from the mailbox.
fn desk(data: &Path, dovecot: &Dovecot) -> App {
    let app = open::beside(Config { data: data.to_owned(), ..Config::default() }).unwrap();
    let settings = ImapSettings {
        host: "127.0.0.1".to_owned(),
        port: dovecot.port,
        security: ImapSecurity::Plain,
        username: "desk".to_owned(),
        sealed_password: app.key.seal("secret").unwrap(),
        folder: "INBOX".to_owned(),
    };
    let imap = settings.to_json();
    app.db
        .write_blocking(move |tx| {
            insert(
                tx,
                &NewMailAddress {
                    address: "help@desk.example",
                    name: "IT help",
                    team: None,
                    is_default: true,
                    imap: Some(&imap),
                    relay: None,
                },
            )
        })
        .map_err(|error: store::Error| error)
        .unwrap();
    app
}

/// Looks again and again, within a minute.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        tick.tick().await;
    }
    panic!("not so within a minute: {what}");
}

fn done(app: &App) -> Vec<inbox::RawMail> {
    let page = app.db.read_blocking(|conn| inbox::page(conn, RawState::Done, RawMailId(i64::MAX), 100));
    page.map_err(|error: store::Error| error).unwrap()
}

#[test]
fn a_mail_in_a_mailbox_becomes_a_ticket_is_seen_and_is_not_taken_twice() {
    let dovecot = Dovecot::start();
    let data = tempfile::tempdir().unwrap();
    dovecot.deliver("1.a", "From: Ana <ana@example.org>\nTo: help@desk.example\nSubject: No sound\nMessage-ID: <1@ana>\n\nSilent.\n");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let app = desk(data.path(), &dovecot);
    for round in 1..=2 {
        runtime.block_on(async {
            let stop = CancellationToken::new();
            let watching = tokio::spawn(inbox::imap::run(app.clone(), app.mailboxes.clone(), stop.clone()));
            let reading = tokio::spawn(inbox::run(app.clone(), stop.clone()));
            until("the mails are tickets", || done(&app).len() == round).await;
            until("they are seen", || dovecot.seen_count() == round).await;
            until("the admin can see that it works", || {
                app.mailboxes.of("help@desk.example").is_some_and(|state| state.is_well)
            })
            .await;
            // While it is watched, the next one is told of at once.
            if round == 1 {
                dovecot.deliver("2.b", "From: eve@elsewhere.example\nSubject: And\n\nthe light.\n");
                until("the second one too", || dovecot.seen_count() == 2).await;
            }
            stop.cancel();
            watching.await.unwrap();
            reading.await.unwrap();
        });
    }
    let mails = done(&app);
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails.iter().all(|m| m.ticket.is_some()));
}
