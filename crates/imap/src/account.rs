//! Which mailbox, and how patient to be with its server.
//!
//! `Security`, `Secret` and the shape of `Problem` look like those of `smtp`. They are kept twice on purpose: a leaf
//! crate depends on no other, they are some thirty plain lines, and what goes wrong in IMAP and in SMTP is told in
//! different words.

use std::fmt;
use std::time::Duration;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually port 993 (RFC 8314).
    Tls,
    /// TLS begun by STARTTLS and insisted on, usually port 143.
    StartTls,
    /// None; for a server on the same machine or a trusted network.
    Plain,
}

/// A password that does not show in logs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The mailbox to watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub username: String,
    pub password: Secret,
    /// As the server names it (modified UTF-7 beyond ASCII, RFC 3501, 5.1.3).
    pub folder: String,
    /// Between looks, when the server does not tell of new mail by itself.
    pub poll_interval: Duration,
    /// A waiting connection is renewed this often: routers forget quiet connections, and some servers
    /// forget to speak.
    pub idle_renewal: Duration,
    /// For connecting and for each answer; a message gets more according to its size.
    pub read_timeout: Duration,
    pub max_message_bytes: usize,
    /// First wait after trouble; doubled each time up to `longest_retry`.
    pub first_retry: Duration,
    pub longest_retry: Duration,
    /// Trust this certificate (PEM) and no other, instead of those of the operating system.
    pub only_root_pem: Option<String>,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: 993,
            security: Security::Tls,
            username: String::new(),
            password: Secret::default(),
            folder: "INBOX".to_owned(),
            poll_interval: Duration::from_secs(60),
            idle_renewal: Duration::from_secs(300),
            read_timeout: Duration::from_secs(60),
            max_message_bytes: 32 * 1024 * 1024,
            first_retry: Duration::from_secs(2),
            longest_retry: Duration::from_secs(300),
            only_root_pem: None,
        }
    }
}
