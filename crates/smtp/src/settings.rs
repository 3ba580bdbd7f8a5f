//! What an operator may choose about the listener; every bound has a default that suits a small desk.

use std::sync::Arc;
use std::time::Duration;

/// Which of the two dialects is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// RFC 5321: one answer for a message, whoever it is for.
    Smtp,
    /// RFC 2033: from a mail server on the same machine or network; one answer for each recipient.
    Lmtp,
}

/// The listener's bounds and names.
#[derive(Clone)]
pub struct Settings {
    /// The name we greet with.
    pub hostname: String,
    pub protocol: Protocol,
    /// Largest message taken, in bytes, as announced by SIZE (RFC 1870).
    pub max_message_bytes: usize,
    pub max_recipients: usize,
    /// Open connections from everybody together.
    pub max_connections: usize,
    /// Open connections from one address (one /64 network for IPv6).
    pub max_connections_per_peer: usize,
    /// Messages one address may begin in a minute; 0 sets no limit.
    pub messages_per_peer_per_minute: u32,
    /// Whether that goes for programs on this very machine, too.
    pub counts_loopback: bool,
    /// How long a client may take to finish one command, to read our answer, or to agree on TLS.
    pub command_timeout: Duration,
    /// How long a client may take to send one whole message.
    pub data_timeout: Duration,
    /// How long a stop waits for messages in hand before it cuts the connections.
    pub shutdown_grace: Duration,
    /// Refused commands and unknown recipients before the connection is closed; counted anew after each
    /// message that was taken.
    pub max_errors_per_session: u32,
    /// Offers STARTTLS (RFC 3207) when set.
    pub tls: Option<Arc<rustls::ServerConfig>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hostname: "localhost".to_owned(),
            protocol: Protocol::Smtp,
            max_message_bytes: 32 * 1024 * 1024,
            max_recipients: 100,
            max_connections: 200,
            max_connections_per_peer: 20,
            messages_per_peer_per_minute: 0,
            counts_loopback: true,
            // RFC 5321, 4.5.3.2.7 asks for five minutes between commands.
            command_timeout: Duration::from_secs(300),
            data_timeout: Duration::from_secs(600),
            shutdown_grace: Duration::from_secs(30),
            max_errors_per_session: 10,
            tls: None,
        }
    }
}
