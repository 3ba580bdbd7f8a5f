//! A small mailbox server of one message, that misbehaves on request.

use imap::{Account, Secret, Security};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub const RAW: &[u8] = b"Subject: hi\r\n\r\n{9999}\r\n)\r\nA0001 OK not really\r\n";
pub const UID: u32 = 42;
pub const UID_VALIDITY: u32 = 7;

/// What a connection does instead of the right thing.
#[derive(Debug, Clone)]
pub enum Mischief {
    /// Hangs up after this many bytes.
    CutAfter(usize),
    /// Answers the first command that starts with this with these bytes instead.
    Says(&'static str, Vec<u8>),
    /// Never answers commands that start with this.
    Silent(&'static str),
}

pub struct Fake {
    pub address: SocketAddr,
    /// Mischief for the next connections; those after are served well.
    pub plans: Arc<Mutex<Vec<Mischief>>>,
    pub marked: Arc<AtomicBool>,
    /// Bytes sent on the last connection that ended.
    pub sent: Arc<Mutex<usize>>,
}

impl Fake {
    pub async fn start(mut plans: Vec<Mischief>) -> Self {
        plans.reverse();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self {
            address: listener.local_addr().unwrap(),
            plans: Arc::new(Mutex::new(plans)),
            marked: Arc::default(),
            sent: Arc::default(),
        };
        let (plans, marked, sent) = (fake.plans.clone(), fake.marked.clone(), fake.sent.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let plan = plans.lock().unwrap().pop();
                let mut line = Line { stream: BufReader::new(stream), plan, sent: 0 };
                let _ = line.talk(&marked).await;
                *sent.lock().unwrap() = line.sent;
            }
        });
        fake
    }

    pub fn account(&self) -> Account {
        Account {
            host: "127.0.0.1".to_owned(),
            port: self.address.port(),
            security: Security::Plain,
            username: "desk".to_owned(),
            password: Secret("secret".to_owned()),
            first_retry: Duration::from_millis(1),
            longest_retry: Duration::from_millis(5),
            read_timeout: Duration::from_secs(10),
            ..Account::default()
        }
    }
}

struct Line {
    stream: BufReader<TcpStream>,
    plan: Option<Mischief>,
    sent: usize,
}

impl Line {
    async fn say(&mut self, bytes: &[u8]) -> Option<()> {
        let room = match self.plan {
            Some(Mischief::CutAfter(limit)) => limit - self.sent,
            _ => usize::MAX,
        };
        let part = &bytes[..bytes.len().min(room)];
        self.stream.get_mut().write_all(part).await.ok()?;
        self.sent += part.len();
        (part.len() == bytes.len()).then_some(())
    }

    async fn talk(&mut self, marked: &AtomicBool) -> Option<()> {
        self.answer("greeting", "*", b"* OK ready\r\n").await?;
        loop {
            let mut heard = String::new();
            if self.stream.read_line(&mut heard).await.ok()? == 0 {
                return None;
            }
            let heard = heard.trim_end();
            let (tag, command) = heard.split_once(' ').unwrap_or(("", heard));
            let unread = if marked.load(Ordering::SeqCst) { "" } else { " 42" };
            let untagged = match command {
                _ if command.starts_with("UID FETCH") && command.contains("BODY.PEEK[]") => {
                    let start = format!("* 1 FETCH (UID {UID} BODY[] {{{}}}\r\n", RAW.len());
                    [start.as_bytes(), RAW, b")\r\n"].concat()
                }
                _ if command.starts_with("UID FETCH") => {
                    format!("* 1 FETCH (UID {UID} RFC822.SIZE {})\r\n", RAW.len()).into_bytes()
                }
                _ if command.starts_with("UID STORE") => {
                    marked.store(true, Ordering::SeqCst);
                    Vec::new()
                }
                _ if command.starts_with("UID SEARCH") => format!("* SEARCH{unread}\r\n").into_bytes(),
                _ if command.starts_with("SELECT") => {
                    format!("* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {UID_VALIDITY}] ok\r\n")
                        .into_bytes()
                }
                "CAPABILITY" => b"* CAPABILITY IMAP4rev1 IDLE\r\n".to_vec(),
                "IDLE" => {
                    self.answer(command, tag, b"+ idling\r\n").await?;
                    let mut done = String::new();
                    self.stream.read_line(&mut done).await.ok()?;
                    Vec::new()
                }
                _ => Vec::new(),
            };
            let whole = [untagged.as_slice(), format!("{tag} OK done\r\n").as_bytes()].concat();
            self.answer(command, tag, &whole).await?;
        }
    }

    async fn answer(&mut self, command: &str, tag: &str, right: &[u8]) -> Option<()> {
        match self.plan.clone() {
            Some(Mischief::Silent(to)) if command.starts_with(to) => {
                // Until the client has had enough.
                let mut rest = String::new();
                while self.stream.read_line(&mut rest).await.ok()? > 0 {}
                None
            }
            Some(Mischief::Says(to, instead)) if command.starts_with(to) => {
                self.plan = None;
                let text = String::from_utf8_lossy(&instead).replace("TAG", tag);
                let bytes = if text.contains(tag) { text.into_bytes() } else { instead };
                self.say(&bytes).await
            }
            _ => self.say(right).await,
        }
    }
}
