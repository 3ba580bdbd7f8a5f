//! What strangers try.

use crate::desk::{Client, Desk, HELP, settings};
use proptest::prelude::*;
use smtp::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn a_message_cannot_smuggle_a_second_one() {
    for look_alike in ["\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\r\r\n"] {
        let desk = Desk::open(settings()).await;
        let mut client = desk.at_data().await;
        let hidden = format!("MAIL FROM:<boss@example.org>\r\nRCPT TO:<{HELP}>\r\nDATA\r\nevil\r\n");
        client.send(format!("text{look_alike}{hidden}.\r\nNOOP\r\n")).await;
        assert_eq!(client.codes(2).await, ["250 2.0.0", "250 2.0.0"], "{look_alike:?}");
        let mail = desk.inbox.only_message();
        assert!(mail.raw.ends_with(hidden.as_bytes()), "{look_alike:?} split the message");
        assert_eq!(mail.mail_from, "ana@example.org");
    }
}

#[tokio::test]
async fn stuffed_dots_are_taken_off_once() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.at_data().await;
    client.send("..first\r\n.\r.\r\n...\r\n..\r\n.\r\n").await;
    assert_eq!(client.code().await, "250 2.0.0");
    assert_eq!(desk.inbox.only_message().raw, b".first\r\n\r.\r\n..\r\n.\r\n");
}

#[tokio::test]
async fn too_many_errors_end_the_session() {
    let desk = Desk::open(Settings { max_errors_per_session: 3, ..settings() }).await;
    let mut client = desk.greeted().await;
    client.send("WHAT\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<x1@x>\r\nRCPT TO:<x2@x>\r\nNOOP\r\n").await;
    assert_eq!(client.codes(5).await, ["500 5.5.1", "250 2.1.0", "550 5.1.1", "550 5.1.1", "421 4.7.0"]);
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn a_line_without_end_is_refused_once_and_costs_no_memory() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    client.send("x".repeat(1_000_000)).await;
    client.send("\r\nNOOP\r\n").await;
    assert_eq!(client.codes(2).await, ["500 5.5.6", "250 2.0.0"]);
}

#[tokio::test]
async fn control_characters_do_not_hide_in_commands() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    client.send("NO\rOP\r\nNOOP\0\r\nMAIL FROM:<a\rb@example.org>\r\n").await;
    assert_eq!(client.codes(3).await, ["500 5.5.2", "500 5.5.2", "500 5.5.2"]);
}

#[tokio::test]
async fn a_browser_is_sent_away_before_it_can_say_mail() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.client().await;
    client.send(format!("POST / HTTP/1.1\r\n\r\nHELO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<{HELP}>\r\n")).await;
    assert_eq!(client.code().await, "421 4.7.0");
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn one_peer_cannot_take_every_connection() {
    let desk = Desk::open(Settings { max_connections_per_peer: 2, ..settings() }).await;
    let mut first = desk.greeted().await;
    let _second = desk.greeted().await;
    let mut third = Client::connect(desk.address).await;
    assert_eq!(third.code().await, "421 4.7.0");
    assert!(third.is_closed().await);
    first.ask("QUIT").await;
    assert!(first.is_closed().await);
}

#[tokio::test]
async fn one_peer_cannot_send_more_than_its_share() {
    let desk = Desk::open(Settings { messages_per_peer_per_minute: 2, ..settings() }).await;
    let mut client = desk.greeted().await;
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "250 2.1.0");
    client.ask("RSET").await;
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "250 2.1.0");
    client.ask("RSET").await;
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "450 4.7.1");
}

#[tokio::test]
async fn endless_text_is_cut_off() {
    let desk = Desk::open(Settings { max_message_bytes: 1000, ..settings() }).await;
    let client = desk.at_data().await;
    let (mut reader, mut writer) = client.stream.into_split();
    let flood = tokio::spawn(async move {
        let part = "x".repeat(65_536);
        while writer.write_all(part.as_bytes()).await.is_ok() {}
    });
    let mut last_words = [0; 9];
    reader.read_exact(&mut last_words).await.unwrap();
    assert_eq!(&last_words, b"552 5.3.4");
    flood.await.unwrap();
}

/// Bytes that look like a session often enough to get somewhere.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            &b"EHLO x\r\n"[..],
            b"HELO x\n",
            b"MAIL FROM:<a@b.c>",
            b"MAIL FROM:<> SIZE=5\r\n",
            b"RCPT TO:<help@desk.example.com>\r\n",
            b"RCPT TO:<\"q\\\"@x\"@y>\r\n",
            b"DATA\r\n",
            b"BDAT 3\r\n",
            b"BDAT 99999999999999999999 LAST\r\n",
            b"BDAT 1 LAST\r\n",
            b"RSET\r\n",
            b"STARTTLS\r\n",
            b"\r\n.\r\n",
            b"\r\n",
            b"AUTH PLAIN AAAA\r\n",
            b"ATRN a,b\r\n",
            b"BURL x LAST\r\n",
        ])
        .prop_map(<[u8]>::to_vec),
        proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_a_closed_connection_and_nothing_breaks(bytes in noise()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::open(settings()).await;
            let client = Client::connect(desk.address).await;
            let (mut reader, mut writer) = client.stream.into_split();
            let listening = tokio::spawn(async move {
                let mut said = Vec::new();
                let _ = reader.read_to_end(&mut said).await;
                said
            });
            let _ = writer.write_all(&bytes).await;
            let _ = writer.shutdown().await;
            let said = listening.await.unwrap();
            assert!(said.starts_with(b"220 "));
            // A panic would have taken only that one session: the next must find everything in order.
            let mut next = desk.at_data().await;
            assert_eq!(next.ask("text\r\n.").await, "250 2.0.0");
            drop(next);
            desk.close().await;
        });
    }
}
