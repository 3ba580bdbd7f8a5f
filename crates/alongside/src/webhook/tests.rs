//! Calls over real connections: signed, tried again, paused; never into our own network.

use super::{round, signature};
use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::config::{Config, StatusSettings};
use crate::ids::SubscriberId;
use crate::secret::Key;
use crate::status::subscriber;
use crate::status::webhook::{check, is_public};
use crate::status_page::testing;
use crate::testing::Desk;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A program that keeps what it is sent and answers as it is told.
async fn program() -> (String, Arc<Mutex<Vec<String>>>, Arc<Mutex<&'static str>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let (got, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new("200 OK")));
    let (keep, say) = (got.clone(), answer.clone());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut text = String::new();
            loop {
                let mut piece = [0; 4096];
                let Ok(count @ 1..) = stream.read(&mut piece).await else { break };
                text.push_str(&String::from_utf8_lossy(&piece[..count]));
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head
                    .lines()
                    .find_map(|l| l.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
                if body.len() >= length.unwrap_or(0) {
                    break;
                }
            }
            keep.lock().unwrap().push(text);
            let status = *say.lock().unwrap();
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-length: 0\r\nlocation: http://127.0.0.1:1/\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (address, got, answer)
}

/// A desk whose webhooks may stay inside, with one that is called.
async fn desk(address: &str, private: bool) -> (Desk, SubscriberId) {
    let mut desk = tokio::task::spawn_blocking(Desk::new).await.unwrap();
    let status = StatusSettings { private_webhooks: private, ..StatusSettings::default() };
    let config = Config { status, ..Config::clone(&desk.app.config) };
    let (db, clock, blobs) = (desk.app.db.clone(), desk.app.clock.clone(), desk.app.blobs.clone());
    desk.app = App::new(db, clock, blobs, config, Key::from_bytes([7; 32]), "test".to_owned());
    let (address, now, bo) = (address.to_owned(), desk.now(), desk.bo.id);
    let id = desk.app.db.write(move |tx| subscriber::add_webhook(tx, &address, now)).await.unwrap().unwrap();
    // What was said before is not news.
    round(&desk.app).await.unwrap();
    desk.app.db.write(move |tx| testing::furnish(tx, bo, now)).await.unwrap();
    (desk, id)
}

async fn state(desk: &Desk, id: SubscriberId) -> subscriber::Subscriber {
    desk.app.db.read(move |conn| subscriber::find(conn, id)).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_posted_once_with_a_signature_that_the_program_can_check() {
    let (address, got, _) = program().await;
    let (desk, id) = desk(&address, true).await;
    round(&desk.app).await.unwrap();
    round(&desk.app).await.unwrap();
    let calls = got.lock().unwrap().clone();
    assert_eq!(calls.len(), 1, "once, and the incident that is not public not at all");
    let (head, body) = calls[0].split_once("\r\n\r\n").unwrap();
    let read: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(read["incident"]["id"], "pub1");
    assert_eq!(read["incident"]["incident_updates"][0]["body"], "We look for it.");
    assert_eq!(read["page"]["time_zone"], "UTC");
    let secret = subscriber::webhook_secret(&desk.app.key, id);
    let expected = format!("alongside-signature: {}", signature(&secret, body, desk.now()));
    assert!(head.contains(&expected), "{head}");
    assert!(head.starts_with("POST /hook HTTP/1.1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_fails_is_tried_again_and_after_days_the_program_rests_until_an_admin_says_so() {
    let (address, got, answer) = program().await;
    *answer.lock().unwrap() = "302 Found";
    let (desk, id) = desk(&address, true).await;
    round(&desk.app).await.unwrap();
    assert_eq!(got.lock().unwrap().len(), 1);
    assert!(state(&desk, id).await.failed_since.is_some(), "somebody else's answer leads nowhere");
    round(&desk.app).await.unwrap();
    assert_eq!(got.lock().unwrap().len(), 1, "not at once");
    desk.passes(MINUTE);
    *answer.lock().unwrap() = "204 No Content";
    round(&desk.app).await.unwrap();
    assert_eq!(got.lock().unwrap().len(), 2);
    assert!(state(&desk, id).await.failed_since.is_none());
    // Now it fails for days.
    *answer.lock().unwrap() = "500 Internal Server Error";
    for day in 0..5_i64 {
        let (bo, now) = (desk.bo.id, desk.now());
        desk.app.db.write(move |tx| testing::update(tx, 10 + day, bo, now)).await.unwrap();
        for _ in 0..13 {
            round(&desk.app).await.unwrap();
            desk.passes(2 * HOUR);
        }
    }
    assert!(state(&desk, id).await.paused_at.is_some());
    let before = got.lock().unwrap().len();
    desk.passes(DAY);
    round(&desk.app).await.unwrap();
    assert_eq!(got.lock().unwrap().len(), before, "it rests");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_never_reaches_our_own_network() {
    let (address, got, _) = program().await;
    let (desk, id) = desk(&address, false).await;
    round(&desk.app).await.unwrap();
    assert!(got.lock().unwrap().is_empty());
    assert!(state(&desk, id).await.failed_since.is_some());
}

#[test]
fn only_addresses_out_there_may_be_called() {
    for good in [
        "https://hooks.example.org/a?b=c",
        "https://hooks.example.org:8443/",
        "https://203.0.114.9/x",
        "https://[2606:4700::1111]/",
    ] {
        assert_eq!(check(good, false), Ok(()), "{good}");
    }
    for bad in [
        "http://hooks.example.org/",
        "https://localhost/",
        "https://10.1.2.3/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://user@hooks.example.org/",
        "https://",
        "ftp://hooks.example.org",
        "https://hooks.example.org/ x",
        "https://100.64.0.1/",
        "https://[fd00::1]/",
    ] {
        assert!(check(bad, false).is_err(), "{bad}");
    }
    assert_eq!(check("http://10.1.2.3/", true), Ok(()));
    for inside in [
        "0.0.0.0",
        "192.168.1.1",
        "172.16.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "fe80::1",
        "2002:0a00:1::",
        "2001:db8::1",
        "64:ff9b::a00:1",
        "::",
    ] {
        assert!(!is_public(inside.parse().unwrap()), "{inside}");
    }
    for outside in ["1.1.1.1", "2606:4700:4700::1111", "172.32.0.1"] {
        assert!(is_public(outside.parse().unwrap()), "{outside}");
    }
}
