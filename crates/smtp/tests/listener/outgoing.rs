//! Our way out, against our own way in and against servers that misbehave.

use crate::desk::{Desk, HELP, settings};
use crate::smtp_client::certificate;
use smtp::client::{Problem, Relay, Secret, Security, Sender, check};
use smtp::{Refused, Settings};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const RAW: &[u8] = b"Subject: hello\r\n\r\n.text\r\n";

fn relay_at(address: SocketAddr) -> Relay {
    Relay { host: "localhost".to_owned(), port: address.port(), ..Relay::default() }
}

/// A server that says one scripted line after each line it hears, and hangs up at the end of the script;
/// one script for each connection.
async fn scripted(scripts: &[&'static [&'static str]]) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let scripts = scripts.to_vec();
    let playing = tokio::spawn(async move {
        for script in scripts {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = BufReader::new(stream);
            for (at, line) in script.iter().enumerate() {
                let mut heard = String::new();
                if at > 0 {
                    stream.read_line(&mut heard).await.unwrap();
                }
                // The text of a message is heard to its end.
                while script[at.saturating_sub(1)].starts_with("354") && heard != ".\r\n" {
                    heard.clear();
                    assert_ne!(stream.read_line(&mut heard).await.unwrap(), 0);
                }
                stream.get_mut().write_all(line.as_bytes()).await.unwrap();
            }
        }
    });
    (address, playing)
}

#[tokio::test]
async fn messages_go_out_over_one_kept_connection_exactly_as_they_are() {
    let desk = Desk::open(Settings { max_connections_per_peer: 1, ..settings() }).await;
    let sender = Sender::new(relay_at(desk.address));
    for number in 1..=10 {
        let delivered = sender.send("desk@example.org", &[HELP], RAW).await.unwrap();
        assert_eq!(delivered.response, format!("250 2.0.0 Accepted as m{number}"));
        assert_eq!(delivered.refused, []);
    }
    let kept = desk.inbox.kept();
    assert_eq!(kept.len(), 10);
    assert_eq!(kept[9].raw, RAW);
    assert_eq!(kept[9].mail_from, "desk@example.org");
}

#[tokio::test]
async fn a_recipient_that_is_refused_does_not_keep_the_others_from_their_mail() {
    let desk = Desk::open(Settings { max_connections_per_peer: 1, ..settings() }).await;
    let sender = Sender::new(relay_at(desk.address));
    let to = ["nobody@desk.example.com", HELP, "later@desk.example.com"];
    let delivered = sender.send("", &to, RAW).await.unwrap();
    let refused: Vec<_> =
        delivered.refused.iter().map(|r| (r.address.as_str(), r.why.permanent, r.why.code)).collect();
    assert_eq!(
        refused,
        [("nobody@desk.example.com", true, Some(550)), ("later@desk.example.com", false, Some(451))]
    );
    assert_eq!(desk.inbox.only_message().rcpt_to, [HELP]);

    let failed = sender.send("", &["nobody@desk.example.com"], RAW).await.unwrap_err();
    assert!(failed.permanent);
    assert_eq!(failed.enhanced.as_deref(), Some("5.1.1"));
    assert_eq!(failed.text, "5.1.1 Nobody here has this address");
    let failed =
        sender.send("", &["nobody@desk.example.com", "later@desk.example.com"], RAW).await.unwrap_err();
    assert!(!failed.permanent, "one of them may work later");
    sender.send("", &[HELP], RAW).await.unwrap();
}

#[tokio::test]
async fn a_full_server_is_worth_another_try_and_a_firm_no_is_not() {
    let desk = Desk::open(settings()).await;
    let sender = Sender::new(relay_at(desk.address));
    desk.inbox.refuse(Some(Refused::Full));
    let failed = sender.send("", &[HELP], RAW).await.unwrap_err();
    assert_eq!(
        (failed.permanent, failed.code, failed.enhanced.as_deref()),
        (false, Some(452), Some("4.3.1"))
    );
    desk.inbox.refuse(Some(Refused::Permanent("no".to_owned())));
    let failed = sender.send("", &[HELP], RAW).await.unwrap_err();
    assert_eq!((failed.permanent, failed.code), (true, Some(554)));
    desk.inbox.refuse(None);
    sender.send("", &[HELP], RAW).await.unwrap();
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anybody_is_asked() {
    let sender = Sender::new(Relay { host: "no-such-host.invalid".to_owned(), ..Relay::default() });
    for bad in ["", "ana", "ana@example.org>\r\nRCPT TO:<eve@example.org", "a b@example.org"] {
        let failed = sender.send("desk@example.org", &[bad], RAW).await.unwrap_err();
        assert!(failed.permanent, "{bad:?} was taken for an address");
    }
}

#[tokio::test]
async fn a_connection_the_server_dropped_meanwhile_is_replaced() {
    const ONE_MESSAGE: &[&str] =
        &["220 hi\r\n", "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "250 taken\r\n"];
    let (address, playing) = scripted(&[ONE_MESSAGE, ONE_MESSAGE]).await;
    let sender = Sender::new(relay_at(address));
    sender.send("", &[HELP], RAW).await.unwrap();
    assert_eq!(sender.send("", &[HELP], RAW).await.unwrap().response, "250 taken");
    playing.await.unwrap();
}

#[tokio::test]
async fn a_server_that_falls_silent_costs_a_try_and_its_connection_is_not_used_again() {
    let (address, _playing) = scripted(&[
        // The last answer is to a line that never comes.
        &["220 hi\r\n", "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "", "250 late\r\n"],
        &["220 hi\r\n", "250 hi\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "250 taken\r\n"],
    ])
    .await;
    let sender = Sender::new(Relay { send_timeout: Duration::from_secs(1), ..relay_at(address) });
    let failed = sender.send("", &[HELP], RAW).await.unwrap_err();
    assert!(!failed.permanent);
    assert!(failed.text.contains("did not answer in time"), "{}", failed.text);
    // Had the connection been kept, the answer would be the late one.
    assert_eq!(sender.send("", &[HELP], RAW).await.unwrap().response, "250 taken");
}

#[tokio::test]
async fn trouble_with_our_account_never_condemns_a_message() {
    let (address, playing) = scripted(&[
        &["220 hi\r\n", "250-hi\r\n250 AUTH PLAIN\r\n", "535 5.7.8 Wrong password\r\n"],
        &["220 hi\r\n", "250-hi\r\n250 AUTH PLAIN\r\n", "535 5.7.8 Wrong password\r\n"],
        &["220 hi\r\n", "250 hi\r\n", "530 5.7.0 Sign in first\r\n", "250 ok\r\n"],
    ])
    .await;
    let relay =
        Relay { username: "desk".to_owned(), password: Secret("hunter2".to_owned()), ..relay_at(address) };
    assert!(!format!("{relay:?}").contains("hunter2"));
    let failed = Sender::new(relay.clone()).send("", &[HELP], RAW).await.unwrap_err();
    assert_eq!((failed.permanent, failed.code), (false, Some(535)));
    let problem = check(&relay).await.unwrap_err();
    assert_eq!(problem.to_string(), "The server did not accept the sign-in: 5.7.8 Wrong password");
    let failed = Sender::new(relay_at(address)).send("", &[HELP], RAW).await.unwrap_err();
    assert_eq!((failed.permanent, failed.code), (false, Some(530)));
    playing.await.unwrap();
}

#[tokio::test]
async fn the_test_button_says_in_plain_words_what_is_wrong() {
    let desk = Desk::open(settings()).await;
    let good = relay_at(desk.address);
    assert_eq!(check(&good).await.unwrap(), "Connected to desk.example.com without encryption.");

    let nowhere = Relay { host: "no-such-host.invalid".to_owned(), ..good.clone() };
    assert_eq!(check(&nowhere).await, Err(Problem::NameNotFound("no-such-host.invalid".to_owned())));
    let unused = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(check(&relay_at(unused)).await, Err(Problem::Refused(format!("localhost:{}", unused.port()))));
    assert_eq!(
        check(&Relay { security: Security::StartTls, ..good.clone() }).await,
        Err(Problem::NoStartTls)
    );
    assert_eq!(check(&Relay { security: Security::Tls, ..good.clone() }).await, Err(Problem::NoTls));
    let signs_in = Relay { username: "desk".to_owned(), ..good.clone() };
    assert!(matches!(check(&signs_in).await, Err(Problem::SignIn { code: None, .. })));

    let (web, _playing) = scripted(&[&["HTTP/1.1 400 Bad Request\r\n"]]).await;
    assert_eq!(check(&relay_at(web)).await, Err(Problem::NotAMailServer));
    let (full, _playing) = scripted(&[&["421 4.3.2 Too many\r\n"]]).await;
    assert_eq!(
        check(&relay_at(full)).await,
        Err(Problem::Answered { code: 421, text: "4.3.2 Too many".to_owned() })
    );
    let (curt, _playing) = scripted(&[&["220 hi\r\n"]]).await;
    assert_eq!(check(&relay_at(curt)).await, Err(Problem::HungUp));
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let impatient =
        Relay { connect_timeout: Duration::from_millis(100), ..relay_at(silent.local_addr().unwrap()) };
    assert_eq!(check(&impatient).await, Err(Problem::TimedOut));
}

#[tokio::test]
async fn a_certificate_must_be_trusted_before_anything_is_said() {
    let (config, pem) = certificate();
    let desk = Desk::open(Settings { tls: Some(config), ..settings() }).await;
    let relay = Relay { security: Security::StartTls, ..relay_at(desk.address) };
    let problem = check(&relay).await.unwrap_err();
    assert!(matches!(problem, Problem::Certificate(_)), "{problem}");
    let relay = Relay { extra_root_pem: Some(pem), ..relay };
    assert_eq!(check(&relay).await.unwrap(), "Connected to desk.example.com over TLS.");
    Sender::new(relay.clone()).send("", &[HELP], RAW).await.unwrap();
    assert!(desk.inbox.only_message().tls);
    let other_name = Relay { host: "127.0.0.1".to_owned(), ..relay };
    assert!(matches!(check(&other_name).await, Err(Problem::Certificate(_))));
}
