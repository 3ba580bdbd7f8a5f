//! LMTP (RFC 2033): one answer for each recipient that was taken.

use crate::desk::{Client, Desk, HELP, settings};
use smtp::{Protocol, Refused, Settings};

async fn client_of(desk: &Desk) -> Client {
    let mut client = desk.client().await;
    assert!(client.ask("EHLO me").await.starts_with("500"));
    assert!(client.ask("LHLO mx.example.com").await.starts_with("250-desk.example.com"));
    client
}

#[tokio::test]
async fn each_accepted_recipient_gets_its_own_answer() {
    let desk = Desk::open(Settings { protocol: Protocol::Lmtp, ..settings() }).await;
    let mut client = client_of(&desk).await;
    client
        .send(format!(
            "MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nRCPT TO:<nobody@desk.example.com>\r\n\
             RCPT TO:<network@desk.example.com>\r\nDATA\r\n"
        ))
        .await;
    assert_eq!(client.codes(5).await, ["250 2.1.0", "250 2.1.5", "550 5.1.1", "250 2.1.5", "354 Send"]);
    client.send("text\r\n.\r\nNOOP\r\n").await;
    assert_eq!(client.reply().await, "250 2.0.0 Accepted as m1\r\n");
    assert_eq!(client.reply().await, "250 2.0.0 Accepted as m1\r\n");
    assert_eq!(client.reply().await, "250 2.0.0 OK\r\n");
    assert_eq!(desk.inbox.only_message().rcpt_to, [HELP, "network@desk.example.com"]);
}

#[tokio::test]
async fn a_full_desk_says_so_for_each_recipient() {
    let desk = Desk::open(Settings { protocol: Protocol::Lmtp, ..settings() }).await;
    desk.inbox.refuse(Some(Refused::Full));
    let mut client = client_of(&desk).await;
    client
        .send(format!(
            "MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nRCPT TO:<network@desk.example.com>\r\nDATA\r\n"
        ))
        .await;
    client.codes(4).await;
    client.send("text\r\n.\r\nNOOP\r\n").await;
    assert_eq!(client.codes(3).await, ["452 4.3.1", "452 4.3.1", "250 2.0.0"]);
}

#[tokio::test]
async fn data_without_a_recipient_is_refused_before_the_text() {
    let desk = Desk::open(Settings { protocol: Protocol::Lmtp, ..settings() }).await;
    let mut client = client_of(&desk).await;
    client.send("MAIL FROM:<ana@example.org>\r\nRCPT TO:<nobody@desk.example.com>\r\nDATA\r\n").await;
    assert_eq!(client.codes(3).await, ["250 2.1.0", "550 5.1.1", "503 5.5.1"]);
}
