//! The conversation of RFC 5321, command by command.

use crate::desk::{Desk, HELP, settings};
use smtp::{Refused, Settings};

#[tokio::test]
async fn ehlo_says_what_we_can_do() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.client().await;
    client.send("EHLO client.example.org\r\n").await;
    assert_eq!(
        client.reply().await,
        "250-desk.example.com\r\n250-PIPELINING\r\n250-SIZE 100000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
         250-CHUNKING\r\n250 ENHANCEDSTATUSCODES\r\n"
    );
    client.send("HELO client.example.org\r\n").await;
    assert_eq!(client.reply().await, "250 desk.example.com\r\n");
}

#[tokio::test]
async fn many_messages_in_one_go_are_all_taken_in_order() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    let mut batch = String::new();
    for number in 0..50 {
        batch += &format!(
            "MAIL FROM:<ana@example.org> SIZE=50 BODY=8BITMIME\r\nRCPT TO:<{HELP}>\r\nDATA\r\n\
             Subject: {number}\r\n\r\nhello\r\n.\r\n"
        );
    }
    client.send(&batch).await;
    for number in 1..=50 {
        assert_eq!(client.codes(3).await, ["250 2.1.0", "250 2.1.5", "354 Send"]);
        assert_eq!(client.reply().await, format!("250 2.0.0 Accepted as m{number}\r\n"));
    }
    assert_eq!(client.ask("QUIT").await, "221 2.0.0");
    assert!(client.is_closed().await);
    let kept = desk.inbox.kept();
    assert_eq!(kept.len(), 50);
    assert_eq!(kept[49].raw, b"Subject: 49\r\n\r\nhello\r\n");
    assert_eq!(kept[0].mail_from, "ana@example.org");
    assert_eq!(kept[0].rcpt_to, [HELP]);
    assert_eq!(&*kept[0].helo, "client.example.org");
    assert!(!kept[0].tls);
}

#[tokio::test]
async fn a_message_is_safe_before_it_is_acknowledged() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.at_data().await;
    client.send("text\r\n.\r\n").await;
    assert_eq!(client.code().await, "250 2.0.0");
    assert_eq!(desk.inbox.only_message().raw, b"text\r\n");
}

#[tokio::test]
async fn an_unknown_recipient_is_refused_and_the_others_get_the_message() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    assert_eq!(client.ask("MAIL FROM:<>").await, "250 2.1.0");
    assert_eq!(client.ask("RCPT TO:<nobody@desk.example.com>").await, "550 5.1.1");
    assert_eq!(client.ask("RCPT TO:<later@desk.example.com>").await, "451 4.3.0");
    assert_eq!(client.ask("RCPT TO:<Postmaster>").await, "250 2.1.5");
    assert_eq!(client.ask("RCPT TO:<>").await, "553 5.1.3");
    assert_eq!(client.ask("DATA").await, "354 Send");
    assert_eq!(client.ask("bounce\r\n.").await, "250 2.0.0");
    let mail = desk.inbox.only_message();
    assert_eq!((mail.mail_from.as_str(), mail.rcpt_to.as_slice()), ("", &["postmaster".to_owned()][..]));
}

#[tokio::test]
async fn commands_out_of_order_are_told_what_comes_first() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.client().await;
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "503 5.5.1");
    assert_eq!(client.ask("EHLO me").await, "250-desk.example.com 250-PIPELINING");
    assert_eq!(client.ask("DATA").await, "503 5.5.1");
    assert_eq!(client.ask(&format!("RCPT TO:<{HELP}>")).await, "503 5.5.1");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "250 2.1.0");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org>").await, "503 5.5.1");
    assert_eq!(client.ask("DATA").await, "503 5.5.1");
    assert_eq!(client.ask("RSET").await, "250 2.0.0");
    assert_eq!(client.ask(&format!("RCPT TO:<{HELP}>")).await, "503 5.5.1");
    assert_eq!(client.ask("NOOP").await, "250 2.0.0");
    assert_eq!(client.ask("VRFY ana").await, "252 2.1.5");
    assert_eq!(client.ask("HELP").await, "214 2.0.0");
    assert_eq!(client.ask("STARTTLS").await, "502 5.5.1");
    assert_eq!(client.ask("AUTH PLAIN").await, "502 5.5.1");
    assert_eq!(client.ask("LHLO me").await, "500 5.5.1");
}

#[tokio::test]
async fn a_message_announced_as_too_large_is_refused_at_once() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    assert_eq!(client.ask("MAIL FROM:<ana@example.org> SIZE=100001").await, "552 5.3.4");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org> SIZE=99999999999999999999999").await, "552 5.3.4");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org> SIZE=100000").await, "250 2.1.0");
}

#[tokio::test]
async fn a_message_that_turns_out_too_large_is_refused_and_the_session_goes_on() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.at_data().await;
    client.send("a line of text\r\n".repeat(100_000 / 16 + 1)).await;
    assert_eq!(client.ask(".").await, "552 5.3.4");
    assert!(desk.inbox.kept().is_empty());
    client.send(&format!("MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nDATA\r\n")).await;
    client.codes(3).await;
    client.send("a line of text\r\n".repeat(100_000 / 16)).await;
    assert_eq!(client.ask(".").await, "250 2.0.0");
}

#[tokio::test]
async fn a_full_or_busy_desk_says_try_again_and_a_firm_no_says_why() {
    let desk = Desk::open(settings()).await;
    for (refusal, reply) in [
        (Refused::Full, "452 4.3.1 No room to store the message just now, please try again later\r\n"),
        (Refused::Busy, "451 4.3.2 Too busy to take the message just now, please try again later\r\n"),
        (Refused::TooBig, "552 5.3.4 The message is larger than we take\r\n"),
        (Refused::Permanent("Not\r\n250 today ü".to_owned()), "554 5.7.1 Not??250 today ?\r\n"),
    ] {
        desk.inbox.refuse(Some(refusal));
        let mut client = desk.at_data().await;
        client.send("text\r\n.\r\n").await;
        assert_eq!(client.reply().await, reply);
        desk.inbox.refuse(None);
        client.send(&format!("MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nDATA\r\n")).await;
        client.codes(3).await;
        assert_eq!(client.ask("text\r\n.").await, "250 2.0.0");
    }
}

#[tokio::test]
async fn a_message_may_come_in_chunks_of_any_bytes() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    let half = "x".repeat(40_000);
    client
        .send(format!(
            "MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nBDAT 40000\r\n{half}BDAT 5\r\n\r\n.\r\n\
             BDAT 0 LAST\r\nNOOP\r\n"
        ))
        .await;
    assert_eq!(
        client.codes(6).await,
        ["250 2.1.0", "250 2.1.5", "250 2.0.0", "250 2.0.0", "250 2.0.0", "250 2.0.0"]
    );
    assert_eq!(desk.inbox.only_message().raw, format!("{half}\r\n.\r\n").into_bytes());

    // Too large: refused, its bytes are not taken for commands, and the next message is fine.
    client.send(format!("MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\n")).await;
    client.codes(2).await;
    client
        .send(format!("BDAT 100001 LAST\r\n{}NOOP\r\n", "QUIT\r\n".repeat(16667).split_at(100_001).0))
        .await;
    assert_eq!(client.codes(2).await, ["552 5.3.4", "250 2.0.0"]);
    client.send("BDAT 18446744073709551620 LAST\r\n").await;
    assert_eq!(client.code().await, "501 5.5.4");
    assert!(client.is_closed().await);
    let mut client = desk.greeted().await;
    client.send("BDAT 6\r\nQUIT\r\nNOOP\r\n").await;
    assert_eq!(client.codes(2).await, ["503 5.5.1", "250 2.0.0"]);
}

#[tokio::test]
async fn an_address_beyond_ascii_needs_smtputf8() {
    let desk = Desk::open(settings()).await;
    let mut client = desk.greeted().await;
    assert_eq!(client.ask("MAIL FROM:<zoë@example.org>").await, "553 5.6.7");
    assert_eq!(client.ask("MAIL FROM:<zoë@example.org> SMTPUTF8").await, "250 2.1.0");
    assert_eq!(client.ask("RCPT TO:<jürgen@desk.example.com>").await, "250 2.1.5");
    assert_eq!(client.ask("RSET").await, "250 2.0.0");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org> BODY=BINARYMIME").await, "555 5.5.4");
    assert_eq!(client.ask("MAIL FROM:<ana@example.org> FLAVOUR=sweet").await, "555 5.5.4");
}

#[tokio::test]
async fn recipients_are_bounded() {
    let desk = Desk::open(Settings { max_recipients: 2, ..settings() }).await;
    let mut client = desk.greeted().await;
    client.ask("MAIL FROM:<ana@example.org>").await;
    assert_eq!(client.ask(&format!("RCPT TO:<{HELP}>")).await, "250 2.1.5");
    assert_eq!(client.ask(&format!("RCPT TO:<{HELP}>")).await, "250 2.1.5");
    assert_eq!(client.ask(&format!("RCPT TO:<{HELP}>")).await, "452 4.5.3");
}
