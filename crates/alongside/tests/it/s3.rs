//! Attachments in an S3-compatible store: a server of another make, which checks every signature, goes away and
//! comes back. What could not be kept meanwhile is neither lost nor taken.

use super::browser::{Browser, between, status};
use super::post::{deliver_file, deliver_words};
use super::program::{Program, run, text, until};
use alongside::app::App;
use alongside::blob::{Blobs, Error, S3Settings, tidy};
use alongside::clock::At;
use alongside::config::{BlobSettings, Config};
use futures_util::TryStreamExt;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use store::{Query, Url};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

const BUCKET: &str = "attachments";
const KEY: &str = "desk";
const SECRET: &str = "a secret of the desk and the store";
const PASSWORD: &str = "four plain little words";
const HELP: &str = "help@example.org";

struct Server {
    address: SocketAddr,
    files: TempDir,
    running: Option<Runtime>,
}

impl Server {
    fn open() -> Server {
        let files = tempfile::tempdir().unwrap();
        fs::create_dir(files.path().join(BUCKET)).unwrap();
        let mut server = Server { address: (Ipv4Addr::LOCALHOST, 0).into(), files, running: None };
        server.reopen();
        server
    }

    fn reopen(&mut self) {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(self.files.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let listener = runtime.block_on(TcpListener::bind(self.address)).unwrap();
        self.address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service.clone()));
            }
        });
        self.running = Some(runtime);
    }

    fn close(&mut self) {
        self.running.take().unwrap().shutdown_background();
        until("the store is gone", || std::net::TcpStream::connect(self.address).is_err().then_some(()));
    }

    fn settings(&self) -> S3Settings {
        S3Settings {
            endpoint: format!("http://{}", self.address),
            bucket: BUCKET.to_owned(),
            region: "us-east-1".to_owned(),
            access_key: KEY.to_owned(),
            secret_key: SECRET.to_owned(),
        }
    }

    /// What an admin writes into `alongside.toml`.
    fn toml(&self) -> String {
        let at = self.address;
        format!(
            "[s3]\nendpoint = \"http://{at}\"\nbucket = \"{BUCKET}\"\naccess_key = \"{KEY}\"\nsecret_key = \"{SECRET}\"\n"
        )
    }

    fn object(&self, hash: &str) -> PathBuf {
        self.files.path().join(BUCKET).join(&hash[..2]).join(hash)
    }
}

fn why(error: Error) -> String {
    assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
    error.to_string()
}

#[test]
fn a_store_gives_back_what_it_was_given_and_says_what_is_wrong() {
    let mut server = Server::open();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let blobs = Blobs::s3(&server.settings()).unwrap();
        blobs.check().await.unwrap();
        let large: Vec<u8> = (0..3_000_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        for bytes in [Vec::new(), b"hello".to_vec(), large] {
            let hash = blobs.put(bytes.clone()).await.unwrap();
            assert_eq!(blobs.put(bytes.clone()).await.unwrap(), hash, "twice is once");
            assert!(blobs.get(&hash).await.unwrap() == bytes);
            let pieces: Vec<_> = blobs.stream(&hash).await.unwrap().try_collect().await.unwrap();
            assert!(pieces.concat() == bytes);
        }
        assert!(matches!(blobs.get(&"0".repeat(64)).await, Err(Error::Missing)));

        let hash = blobs.put(b"rots".to_vec()).await.unwrap();
        fs::write(server.object(&hash), "rotten").unwrap();
        assert!(why(blobs.get(&hash).await.unwrap_err()).contains("do not match"));

        let wrong = |change: fn(&mut S3Settings)| {
            let mut settings = server.settings();
            change(&mut settings);
            Blobs::s3(&settings).unwrap()
        };
        let secret = wrong(|s| s.secret_key = "another".to_owned());
        assert!(why(secret.check().await.unwrap_err()).contains("the secret key is not the one"));
        assert!(why(secret.get(&hash).await.unwrap_err()).contains("the secret key is not the one"));
        let key = wrong(|s| s.access_key = "nobody".to_owned());
        assert!(why(key.check().await.unwrap_err()).contains("it answered 403"));
    });
    server.close();
    let blobs = Blobs::s3(&server.settings()).unwrap();
    let away = why(runtime.block_on(blobs.put(b"hello".to_vec())).unwrap_err());
    assert!(away.contains("nothing answers at 127.0.0.1"), "{away}");
    server.reopen();
    runtime.block_on(blobs.put(b"hello".to_vec())).unwrap();
}

/// Starts a node on a data folder of its own with the desk's settings; `database` is none for a lone node.
fn node(server: &Server, key: Option<&[u8]>, database: Option<&str>) -> (TempDir, Vec<String>) {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("alongside.toml"), server.toml()).unwrap();
    if let Some(key) = key {
        fs::write(data.path().join("key"), key).unwrap();
    }
    let more = database.iter().flat_map(|url| ["--database".to_owned(), (*url).to_owned()]).collect();
    (data, more)
}

#[test]
fn nodes_share_a_store_and_nothing_is_lost_while_it_is_away() {
    let mut server = Server::open();
    let db = store::testing::database(alongside::app::MIGRATIONS);
    let url = match db.settings().url.clone() {
        Url::Postgres(url) => Some(url),
        // One SQLite file belongs to one node: it is both.
        Url::Sqlite(_) => None,
    };
    let (first, more) = node(&server, None, url.as_deref());
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let mut generate = vec!["generate", "--tickets", "20", "--password", PASSWORD];
    generate.extend(&more);
    let made = run(first.path(), &generate, b"");
    assert!(made.status.success(), "{}", text(&made.stderr));
    let key = fs::read(first.path().join("key")).unwrap();
    let a = Program::start(first, "serve", &more);
    let other = url.as_deref().map(|url| {
        let (second, _) = node(&server, Some(&key), Some(url));
        Program::start(second, "serve", &more)
    });
    let b = other.as_ref().unwrap_or(&a);
    let bo = Browser::sign_in(&a, "agent@example.org", PASSWORD);
    let file_of = |ticket: &str| {
        let page = bo.get(b, ticket);
        format!("{ticket}/attachments/{}", between(&page, &format!("href=\"{ticket}/attachments/"), "\""))
    };

    deliver_file(a.smtp(), "first", HELP, "log.txt", "Every line of the first log").unwrap();
    let ticket = until("the first mail is a ticket", || bo.ticket(b, "Mail first-0"));
    let file = file_of(&ticket);
    let got = bo.get(b, &file);
    assert!(got.ends_with("\r\n\r\nEvery line of the first log"), "{got}");

    server.close();
    deliver_file(a.smtp(), "second", HELP, "log.txt", "Every line of the second log").unwrap();
    deliver_words(a.smtp(), "words", HELP, "Only words.").unwrap();
    until("mail without files comes through", || bo.ticket(b, "Mail words-0"));
    assert_eq!(bo.ticket(b, "Mail second-0"), None);
    let away = bo.get(b, &file);
    assert_eq!(status(&away), 503);
    assert!(away.contains("Files are out of reach for a moment"), "{away}");
    let asked = [("goal", "Send my picture"), ("happens", "It hangs")];
    let ask = bo.post_file(&a, "/ask", "/ask", &asked, ("files", "a.png", "not a picture"));
    assert_eq!(status(&ask), 503);
    for words in ["Files are out of reach for a moment", "Send my picture</textarea>", "please once more"] {
        assert!(ask.contains(words), "{words}: {ask}");
    }

    server.reopen();
    let second = until("the second mail is a ticket", || bo.ticket(b, "Mail second-0"));
    let got = bo.get(b, &file_of(&second));
    assert!(got.ends_with("\r\n\r\nEvery line of the second log"), "{got}");
    let again = bo.post_file(&a, "/ask", "/ask", &asked, ("files", "a.png", "not a picture"));
    assert_eq!(status(&again), 303, "{again}");

    a.signal("TERM");
    let (code, data) = a.ended();
    assert_eq!(code, Some(0));
    drop(other);
    let with = |command: &[&str]| {
        let mut all = command.to_vec();
        all.extend(&more);
        run(data.path(), &all, b"")
    };
    let verified = with(&["verify"]);
    assert!(
        text(&verified.stdout).starts_with("Whole: "),
        "{}{}",
        text(&verified.stdout),
        text(&verified.stderr)
    );

    if url.is_none() {
        // A backup needs no store: the files are in it.
        let place = tempfile::tempdir().unwrap();
        let copy = place.path().join("copy");
        let backed_up = with(&["backup", copy.to_str().unwrap()]);
        assert!(backed_up.status.success(), "{}", text(&backed_up.stderr));
        fs::remove_file(copy.join("alongside.toml")).unwrap();
        let verified = run(&copy, &["verify"], b"");
        assert!(text(&verified.stdout).starts_with("Whole: "), "{}", text(&verified.stdout));
    }
    let hash = blake3::hash(b"Every line of the first log").to_hex().to_string();
    fs::remove_file(server.object(&hash)).unwrap();
    let verified = with(&["verify"]);
    assert!(!verified.status.success());
    let said = text(&verified.stdout);
    assert!(said.contains(&format!("file {hash}: the attachment is not in the store")), "{said}");
}

/// As if the file at this path had been written so many days ago.
fn aged(path: &Path, days: u64) {
    let written = SystemTime::now() - Duration::from_secs(days * 24 * 3600);
    File::options().write(true).open(path).unwrap().set_modified(written).unwrap();
}

/// Lets the tables know these files, which hang on nothing.
async fn known(app: &App, hashes: &[String], wanted_at: At) {
    for hash in hashes {
        let mut query = Query::new("INSERT INTO blobs (hash, size_bytes, created_at) VALUES (");
        query.bind(hash.clone()).sql(", 1, ").bind(wanted_at.0).sql(")");
        app.db.write(move |tx| tx.run_query(&query)).await.unwrap();
    }
}

#[test]
fn files_that_nothing_refers_to_go_and_those_wanted_again_meanwhile_stay() {
    let server = Server::open();
    let data = tempfile::tempdir().unwrap();
    let blobs = BlobSettings::S3(server.settings());
    let config = Config { data: data.path().to_owned(), blobs, ..Config::default() };
    let app = alongside::open::beside(config).unwrap();
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let keep = async |words: &str| {
            let hash = app.blobs.put(words.as_bytes().to_vec()).await.unwrap();
            aged(&server.object(&hash), 9);
            hash
        };
        // Ten days ago somebody wanted each of them; now nobody does.
        let names = ["idle", "young", "wanted", "broken off"];
        let [idle, young, wanted, broken_off] = {
            let mut hashes = Vec::new();
            for name in names {
                hashes.push(keep(name).await);
            }
            <[String; 4]>::try_from(hashes).unwrap()
        };
        known(&app, &[idle.clone(), young.clone(), wanted.clone()], At(1)).await;
        aged(&server.object(&young), 0);
        assert_eq!(tidy(&app).await.unwrap(), 2, "idle and wanted; young was kept again today");
        let aside = |hash: &str| server.files.path().join(BUCKET).join("aside").join(hash);
        for hash in [&idle, &wanted] {
            assert!(!server.object(hash).exists() && aside(hash).exists());
            // Somebody may have looked it up just before.
            assert!(app.blobs.get(hash).await.is_ok());
        }
        assert!(server.object(&young).exists());

        // Wanted was kept at the very moment it was removed, and hung on something a while later.
        known(&app, std::slice::from_ref(&wanted), app.clock.now()).await;
        // A removal broke off between the copy and the end.
        fs::copy(server.object(&broken_off), aside(&broken_off)).unwrap();
        for hash in [&idle, &wanted, &broken_off] {
            aged(&aside(hash), 1);
        }
        assert_eq!(tidy(&app).await.unwrap(), 0);
        assert!(aside(&idle).exists() && aside(&wanted).exists(), "two days are not over");
        for hash in [&idle, &wanted, &broken_off] {
            aged(&aside(hash), 3);
        }
        tidy(&app).await.unwrap();
        assert!(!aside(&idle).exists() && !aside(&wanted).exists());
        assert!(matches!(app.blobs.get(&idle).await, Err(Error::Missing)));
        assert_eq!(app.blobs.get(&wanted).await.unwrap(), b"wanted");
        assert!(server.object(&wanted).exists());
        assert!(!server.object(&broken_off).exists() && aside(&broken_off).exists(), "taken up again");
        aged(&aside(&broken_off), 3);
        tidy(&app).await.unwrap();
        assert!(!aside(&broken_off).exists());
    });
    app.db.shutdown();
}
