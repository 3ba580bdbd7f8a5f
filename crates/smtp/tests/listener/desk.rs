//! A desk that takes mail for tests, and a client that speaks raw bytes.

use smtp::{CancellationToken, Envelope, Receipt, Receiver, Recipient, Refused, Settings};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

pub const HELP: &str = "help@desk.example.com";

/// Knows `help@desk.example.com`, `network@…` and `postmaster`; keeps what it is sent.
#[derive(Default)]
pub struct Inbox {
    kept: Mutex<Vec<Envelope>>,
    refusal: Mutex<Option<Refused>>,
}

impl Inbox {
    pub fn kept(&self) -> Vec<Envelope> {
        self.kept.lock().unwrap().clone()
    }

    pub fn only_message(&self) -> Envelope {
        let kept = self.kept();
        assert_eq!(kept.len(), 1, "expected one message: {kept:?}");
        kept.into_iter().next().unwrap()
    }

    pub fn refuse(&self, with: Option<Refused>) {
        *self.refusal.lock().unwrap() = with;
    }
}

impl Receiver for Inbox {
    async fn recipient(&self, address: &str, _peer: IpAddr) -> Recipient {
        match address {
            "postmaster" | HELP | "network@desk.example.com" | "jürgen@desk.example.com" => Recipient::Known,
            "later@desk.example.com" => Recipient::TemporaryFailure,
            _ => Recipient::Unknown,
        }
    }

    async fn receive(&self, mail: Envelope) -> Result<Receipt, Refused> {
        // Answers that arrive before the message is safe would be seen by the tests after this pause.
        tokio::task::yield_now().await;
        if let Some(refused) = self.refusal.lock().unwrap().clone() {
            return Err(refused);
        }
        let mut kept = self.kept.lock().unwrap();
        kept.push(mail);
        Ok(Receipt { id: format!("m{}", kept.len()) })
    }
}

pub struct Desk {
    pub address: SocketAddr,
    pub inbox: Arc<Inbox>,
    pub shutdown: CancellationToken,
    pub serving: JoinHandle<std::io::Result<()>>,
}

pub fn settings() -> Settings {
    Settings { hostname: "desk.example.com".to_owned(), max_message_bytes: 100_000, ..Settings::default() }
}

impl Desk {
    pub async fn open(settings: Settings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inbox = Arc::new(Inbox::default());
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(smtp::serve(listener, settings, Arc::clone(&inbox), shutdown.clone()));
        Self { address, inbox, shutdown, serving }
    }

    /// A client that has read the greeting.
    pub async fn client(&self) -> Client {
        let mut client = Client::connect(self.address).await;
        assert!(client.reply().await.starts_with("220 desk.example.com "));
        client
    }

    /// A client that has said EHLO.
    pub async fn greeted(&self) -> Client {
        let mut client = self.client().await;
        client.send("EHLO client.example.org\r\n").await;
        client.reply().await;
        client
    }

    /// A client that may send the text of a message to the help address now.
    pub async fn at_data(&self) -> Client {
        let mut client = self.greeted().await;
        client.send(&format!("MAIL FROM:<ana@example.org>\r\nRCPT TO:<{HELP}>\r\nDATA\r\n")).await;
        assert_eq!(client.codes(3).await, ["250 2.1.0", "250 2.1.5", "354 Send"]);
        client
    }

    pub async fn close(self) {
        self.shutdown.cancel();
        self.serving.await.unwrap().unwrap();
    }
}

pub struct Client {
    pub stream: TcpStream,
    unread: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), unread: Vec::new() }
    }

    pub async fn send(&mut self, text: impl AsRef<[u8]>) {
        self.stream.write_all(text.as_ref()).await.unwrap();
    }

    /// The next reply, all its lines; empty when the server has closed the connection.
    pub async fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let Some(line) = self.line().await else { return reply };
            reply.push_str(&line);
            if line.as_bytes().get(3) != Some(&b'-') {
                return reply;
            }
        }
    }

    /// The next replies, each cut to its code and the word after it (the enhanced code).
    pub async fn codes(&mut self, count: usize) -> Vec<String> {
        let mut codes = Vec::new();
        for _ in 0..count {
            codes.push(self.code().await);
        }
        codes
    }

    pub async fn code(&mut self) -> String {
        self.reply().await.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    pub async fn ask(&mut self, command: &str) -> String {
        self.send(format!("{command}\r\n")).await;
        self.code().await
    }

    pub async fn is_closed(&mut self) -> bool {
        self.line().await.is_none()
    }

    async fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
                let line = self.unread.drain(..=end).collect();
                return Some(String::from_utf8(line).unwrap());
            }
            let mut part = [0; 4096];
            let read = timeout(Duration::from_secs(20), self.stream.read(&mut part)).await;
            match read.expect("the server says nothing") {
                Ok(0) | Err(_) => return None,
                Ok(count) => self.unread.extend_from_slice(&part[..count]),
            }
        }
    }
}
