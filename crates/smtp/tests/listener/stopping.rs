//! A stop loses nothing and waits for nobody in vain.

use crate::desk::{Client, Desk, settings};
use smtp::Settings;
use std::time::Duration;

#[tokio::test]
async fn a_stop_finishes_the_message_in_hand_and_dismisses_the_idle() {
    let desk = Desk::open(settings()).await;
    let mut idle = desk.greeted().await;
    let mut busy = desk.at_data().await;
    busy.send("first half\r\n").await;
    desk.shutdown.cancel();
    assert_eq!(idle.code().await, "421 4.3.2");
    assert!(idle.is_closed().await);
    busy.send("second half\r\n.\r\n").await;
    assert_eq!(busy.codes(2).await, ["250 2.0.0", "421 4.3.2"]);
    assert!(busy.is_closed().await);
    desk.serving.await.unwrap().unwrap();
    assert_eq!(desk.inbox.only_message().raw, b"first half\r\nsecond half\r\n");
}

#[tokio::test]
async fn a_stop_cuts_one_who_never_finishes() {
    let desk = Desk::open(Settings { shutdown_grace: Duration::from_millis(50), ..settings() }).await;
    let mut client = desk.at_data().await;
    client.send("half a mess").await;
    desk.shutdown.cancel();
    desk.serving.await.unwrap().unwrap();
    assert!(client.is_closed().await);
    assert!(desk.inbox.kept().is_empty());
}

#[tokio::test]
async fn nobody_new_is_let_in_after_a_stop() {
    let desk = Desk::open(settings()).await;
    let address = desk.address;
    desk.close().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn slow_clients_are_dismissed_whether_they_dawdle_over_a_command_or_a_message() {
    let short = Duration::from_millis(100);
    let desk = Desk::open(Settings { command_timeout: short, data_timeout: short, ..settings() }).await;
    let mut slow = Client::connect(desk.address).await;
    slow.reply().await;
    slow.send("EHL").await;
    assert_eq!(slow.code().await, "421 4.4.2");
    assert!(slow.is_closed().await);
    let mut slow = desk.at_data().await;
    slow.send("half a mess").await;
    assert_eq!(slow.code().await, "421 4.4.2");
    assert!(slow.is_closed().await);
    assert!(desk.inbox.kept().is_empty());
}
