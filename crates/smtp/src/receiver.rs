//! Who takes the messages: the trait the program implements, and the words exchanged with it.

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;

/// Takes what the listener received. Called from many connections at once.
pub trait Receiver: Send + Sync + 'static {
    /// Is mail for `address` ours to take? Asked at RCPT, before the message is sent.
    ///
    /// The address comes without angle brackets, as the client wrote it; `postmaster` may come without a
    /// domain (RFC 5321, 4.5.1).
    fn recipient(&self, address: &str, peer: IpAddr) -> impl Future<Output = Recipient> + Send;

    /// Makes the message safe. `Ok` promises that it will survive a crash: the client is told 250 and
    /// forgets it. A client that loses the connection before our answer will send the message again.
    fn receive(&self, mail: Envelope) -> impl Future<Output = Result<Receipt, Refused>> + Send;
}

/// The receiver's word about one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    Known,
    /// 550 5.1.1: the client must not try again.
    Unknown,
    /// 451 4.3.0: we cannot tell at the moment.
    TemporaryFailure,
}

/// One message as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub peer: IpAddr,
    /// What the client called itself; never to be trusted.
    pub helo: Arc<str>,
    /// Empty for the null sender of bounces (RFC 5321, 4.5.5).
    pub mail_from: String,
    /// Every address that was answered with [`Recipient::Known`], as it was written, repeats included.
    pub rcpt_to: Vec<String>,
    /// The message with its dot-stuffing removed and nothing added.
    pub raw: Vec<u8>,
    /// Whether it came over TLS.
    pub tls: bool,
}

/// The receiver's name for a message that is now safe; shown to the client for its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub id: String,
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// 452 4.3.1: no room to store it; the client tries again later.
    Full,
    /// 451 4.3.2: too much to do just now; the client tries again later.
    Busy,
    /// 552 5.3.4: larger than we take.
    TooBig,
    /// 554 5.7.1 with this text; the client gives up and tells the sender.
    Permanent(String),
}
