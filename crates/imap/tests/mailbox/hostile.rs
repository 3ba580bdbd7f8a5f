//! Servers that hang up, fall silent or send nonsense never stop the watch, and never lose or double a message.

use crate::fake::{Fake, Mischief, RAW, UID, UID_VALIDITY};
use crate::sink::{Seen, Watched};
use imap::{Health, LeftAlone, Problem, check};
use proptest::prelude::*;
use std::sync::atomic::Ordering;
use std::time::Duration;

fn the_message() -> Seen {
    Seen::Message { uid_validity: UID_VALIDITY, uid: UID, raw: RAW.to_vec() }
}

const STEPS: [&str; 8] =
    ["greeting", "LOGIN", "CAPABILITY", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE", "IDLE"];

#[tokio::test]
async fn a_connection_cut_at_any_byte_neither_loses_nor_doubles_the_message() {
    let fake = Fake::start(Vec::new()).await;
    let mut watched = Watched::start(fake.account());
    assert_eq!(watched.next().await, the_message());
    watched.watching().await;
    assert_eq!(watched.stop().await, []);
    assert!(fake.marked.load(Ordering::SeqCst));

    let mut whole_length = 1;
    let mut cut = 0;
    while cut < whole_length {
        let fake = Fake::start(vec![Mischief::CutAfter(cut)]).await;
        let mut watched = Watched::start(fake.account());
        assert_eq!(watched.next().await, the_message(), "lost, cut after {cut} bytes");
        watched.watching().await;
        assert_eq!(watched.stop().await, [], "doubled, cut after {cut} bytes");
        assert!(fake.marked.load(Ordering::SeqCst));
        whole_length = whole_length.max(*fake.sent.lock().unwrap());
        cut += 1;
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_is_left_after_the_time_limit() {
    for step in STEPS {
        let fake = Fake::start(vec![Mischief::Silent(step)]).await;
        let mut account = fake.account();
        account.read_timeout = Duration::from_millis(300);
        let mut watched = Watched::start(account);
        watched.health(|health| matches!(health, Health::Trouble { problem: Problem::TimedOut, .. })).await;
        assert_eq!(watched.next().await, the_message(), "silent at {step}");
        watched.watching().await;
        assert_eq!(watched.stop().await, [], "silent at {step}");
    }
}

#[tokio::test]
async fn a_server_that_sends_nonsense_is_left_and_tried_again() {
    for step in STEPS {
        for nonsense in [
            &b"\0\xff\xfe garbage\r\n"[..],
            b"HTTP/1.1 400 Bad Request\r\n\r\n",
            b"* 1 FETCH (UID 42 BODY[] {400000000}\r\n",
            b"TAG NO [UNAVAILABLE] not today\r\n",
            b"TAG BAD what\r\n",
            b"* BYE shutting down\r\n",
        ] {
            let fake = Fake::start(vec![Mischief::Says(step, nonsense.to_vec())]).await;
            let mut account = fake.account();
            account.read_timeout = Duration::from_millis(300);
            account.idle_renewal = Duration::from_millis(300);
            account.poll_interval = Duration::from_millis(10);
            let mut watched = Watched::start(account);
            let what = String::from_utf8_lossy(nonsense);
            assert_eq!(watched.next().await, the_message(), "{step}: {what}");
            watched.watching().await;
            assert_eq!(watched.stop().await, [], "{step}: {what}");
        }
    }
}

#[tokio::test]
async fn a_message_the_server_cannot_give_is_left_alone_after_some_tries() {
    let nonsense = || Mischief::Says("UID FETCH", b"\0\r\n".to_vec());
    let fake = Fake::start(vec![nonsense(), nonsense(), nonsense()]).await;
    let mut watched = Watched::start(fake.account());
    let left = watched.health(|health| matches!(health, Health::LeftAlone { .. })).await;
    assert_eq!(left, Health::LeftAlone { uid_validity: UID_VALIDITY, uid: UID, why: LeftAlone::Unreadable });
    watched.watching().await;
    assert_eq!(watched.stop().await, []);
    assert!(!fake.marked.load(Ordering::SeqCst));
}

#[tokio::test]
async fn the_test_button_says_in_plain_words_what_is_wrong() {
    let says = |step, words: &str| Mischief::Says(step, words.as_bytes().to_vec());
    for (mischief, problem) in [
        (says("greeting", "HTTP/1.1 400 Bad Request\r\n"), Problem::NotImap),
        (says("greeting", "* BYE too many\r\n"), Problem::TurnedAway("too many".to_owned())),
        (
            says("LOGIN", "TAG NO [AUTHENTICATIONFAILED] Wrong password\r\n"),
            Problem::SignIn("Wrong password".to_owned()),
        ),
        (says("SELECT", "TAG NO No such folder\r\n"), Problem::Folder("No such folder".to_owned())),
        (Mischief::CutAfter(0), Problem::HungUp),
    ] {
        let fake = Fake::start(vec![mischief]).await;
        assert_eq!(check(&fake.account()).await, Err(problem));
        let report = check(&fake.account()).await.unwrap();
        assert_eq!(report.to_string(), "Signed in. The folder holds 1 messages, 1 of them unread.");
        assert!(report.tells_at_once);
        assert!(!fake.marked.load(Ordering::SeqCst), "a test changes nothing");
    }
    let fake = Fake::start(Vec::new()).await;
    let mut account = fake.account();
    account.security = imap::Security::Tls;
    assert_eq!(check(&account).await, Err(Problem::NoTls));
    account.host = "no-such-host.invalid".to_owned();
    assert_eq!(check(&account).await, Err(Problem::NameNotFound("no-such-host.invalid".to_owned())));
    let unused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    account.host = "127.0.0.1".to_owned();
    account.port = unused.port();
    assert_eq!(check(&account).await, Err(Problem::Refused(unused.to_string())));
    assert!(!format!("{account:?}").contains("secret"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_of_a_server_end_in_an_answer(
        step in proptest::sample::select(&STEPS[..]),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        ended in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut bytes = bytes;
            if ended {
                bytes.extend_from_slice(b"\r\nTAG OK\r\n");
            }
            let fake = Fake::start(vec![Mischief::Says(step, bytes)]).await;
            let mut account = fake.account();
            account.read_timeout = Duration::from_millis(50);
            let _ = check(&account).await;
        });
    }
}
