//! Mail out: hands finished messages to the organisation's mail server, over connections that are kept.
//!
//! It says what the server answered, recipient by recipient, and whether trying again can help; when to try
//! again is the caller's to know. It builds, signs and stores nothing.

mod connect;
mod problem;

pub use connect::{Relay, Secret, Security};
pub use problem::Problem;

use connect::connect;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use problem::{Reply, reply_of};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// A connection idle for longer is not used again: most servers hang up after some minutes.
const MAX_IDLE: Duration = Duration::from_secs(60);

/// Sends messages through one relay. Share it; each sending at the same time uses a connection of its own.
#[derive(Debug)]
pub struct Sender {
    relay: Relay,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl std::fmt::Debug for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Idle").field("since", &self.since).finish_non_exhaustive()
    }
}

/// The server has taken the message for at least one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The server's last words, for the log; they often hold its name for the message.
    pub response: String,
    /// Recipients it did not take the message for.
    pub refused: Vec<RefusedRecipient>,
}

/// A recipient that was refused while others were accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRecipient {
    pub address: String,
    pub why: SendFailed,
}

/// Nobody got the message, or this recipient did not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct SendFailed {
    /// Trying again cannot help: the server refused this message or these addresses for good. Trouble that
    /// concerns the server or our account is never permanent: a person can mend it.
    pub permanent: bool,
    /// The reply code of RFC 5321, when the server gave one.
    pub code: Option<u16>,
    /// The server's words, or ours when it never answered.
    pub text: String,
    /// The enhanced status code of RFC 3463, such as `5.1.1`.
    pub enhanced: Option<String>,
}

impl Sender {
    pub fn new(relay: Relay) -> Self {
        Self { relay, idle: Mutex::default() }
    }

    /// Sends one message. `envelope_from` is empty for the null sender.
    ///
    /// A failure after the text was sent may leave the message delivered all the same: send it again under
    /// the same Message-ID.
    ///
    /// # Errors
    /// When no recipient was accepted, or the text was not.
    pub async fn send(
        &self,
        envelope_from: &str,
        to: &[impl AsRef<str>],
        raw: &[u8],
    ) -> Result<Delivered, SendFailed> {
        let letter = Letter::new(envelope_from, to, raw)?;
        if let Some(mut connection) = self.take_idle() {
            match self.try_send(&mut connection, &letter).await {
                // The server hung up on an idle connection: nothing of this message was said yet.
                Attempt::NotBegun => {}
                Attempt::Ended { result, reusable } => {
                    return self.keep_if(reusable, connection, result);
                }
            }
        }
        let mut connection = connect(&self.relay).await.map_err(SendFailed::from)?;
        match self.try_send(&mut connection, &letter).await {
            Attempt::NotBegun => Err(SendFailed::from(Problem::HungUp)),
            Attempt::Ended { result, reusable } => self.keep_if(reusable, connection, result),
        }
    }

    async fn try_send(&self, connection: &mut AsyncSmtpConnection, letter: &Letter<'_>) -> Attempt {
        match timeout(self.relay.send_timeout, letter.say(connection)).await {
            Ok(attempt) => attempt,
            // Cut in the middle: where the conversation stands is unknown, so the connection goes.
            Err(_) => Attempt::Ended { result: Err(SendFailed::from(Problem::TimedOut)), reusable: false },
        }
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle();
        idle.retain(|idle| idle.since.elapsed() < MAX_IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    fn keep_if<T>(&self, reusable: bool, connection: AsyncSmtpConnection, result: T) -> T {
        let mut idle = self.idle();
        if reusable && idle.len() < self.relay.max_idle_connections {
            idle.push(Idle { connection, since: Instant::now() });
        }
        result
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds out whether mail could be sent through `relay`: name, connection, certificate, sign-in.
/// Sends nothing. Gives a sentence for the person who asked.
///
/// # Errors
/// What is wrong, in plain words.
pub async fn check(relay: &Relay) -> Result<String, Problem> {
    let mut connection = connect(relay).await?;
    let name = connection.server_info().name().to_owned();
    let secure = if connection.is_encrypted() { "over TLS" } else { "without encryption" };
    let signed_in = if relay.username.is_empty() { "" } else { " and signed in" };
    let _ = timeout(Duration::from_secs(5), connection.quit()).await;
    Ok(format!("Connected to {name} {secure}{signed_in}."))
}

/// How one conversation about a letter went.
enum Attempt {
    NotBegun,
    Ended { result: Result<Delivered, SendFailed>, reusable: bool },
}

/// A message and where it goes, with addresses that are fit to be sent.
struct Letter<'a> {
    from: Option<Address>,
    to: Vec<Address>,
    text: &'a [u8],
}

impl<'a> Letter<'a> {
    fn new(from: &str, to: &[impl AsRef<str>], raw: &'a [u8]) -> Result<Self, SendFailed> {
        let from = if from.is_empty() { None } else { Some(address(from)?) };
        let to = to.iter().map(|to| address(to.as_ref())).collect::<Result<Vec<_>, _>>()?;
        if to.is_empty() {
            return Err(SendFailed::ours("The message has no recipient."));
        }
        // The last line end is sent with the dot that ends the message.
        Ok(Self { from, to, text: raw.strip_suffix(b"\r\n").unwrap_or(raw) })
    }

    async fn say(&self, connection: &mut AsyncSmtpConnection) -> Attempt {
        let ended = |result, reusable| Attempt::Ended { result, reusable };
        let parameters = match self.parameters(connection) {
            Ok(parameters) => parameters,
            Err(refused) => return ended(Err(refused), true),
        };
        match connection.command(Mail::new(self.from.clone(), parameters)).await {
            Ok(_) => {}
            Err(error) => {
                return match reply_of(&error) {
                    Some(reply) if reply.code != 421 => ended(Err(reply.into()), reset(connection).await),
                    _ => Attempt::NotBegun,
                };
            }
        }
        let mut refused = Vec::new();
        for to in &self.to {
            if let Err(error) = connection.command(Rcpt::new(to.clone(), Vec::new())).await {
                match reply_of(&error) {
                    Some(reply) if reply.code != 421 => {
                        refused.push(RefusedRecipient { address: to.to_string(), why: reply.into() });
                    }
                    _ => return ended(Err(lost(&error)), false),
                }
            }
        }
        if refused.len() == self.to.len() {
            return ended(Err(all_refused(refused)), reset(connection).await);
        }
        if let Err(error) = connection.command(Data).await {
            let reusable = reply_of(&error).is_some() && reset(connection).await;
            return ended(Err(lost(&error)), reusable);
        }
        let said = match str::from_utf8(self.text) {
            // One write: the end in a packet of its own would wait for the first one's receipt, some 40 ms.
            Ok(text) => connection.command(Stuffed(text)).await,
            Err(_) => connection.message(self.text).await,
        };
        match said {
            Ok(response) => {
                let words = response.message().collect::<Vec<_>>().join(" ");
                ended(Ok(Delivered { response: format!("{} {words}", response.code()), refused }), true)
            }
            Err(error) => {
                let reusable = reply_of(&error).is_some_and(|reply| reply.code != 421);
                ended(Err(lost(&error)), reusable)
            }
        }
    }

    fn parameters(&self, connection: &AsyncSmtpConnection) -> Result<Vec<MailParameter>, SendFailed> {
        let server = connection.server_info();
        let mut parameters = Vec::new();
        if !self.text.is_ascii() && server.supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let addresses = self.from.iter().chain(&self.to).map(AsRef::<str>::as_ref);
        if addresses.into_iter().any(|address| !address.is_ascii()) {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                return Err(SendFailed::ours("The mail server does not take addresses beyond ASCII."));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        Ok(parameters)
    }
}

/// A message's text as it is said after DATA: lines that start with a dot get one more (RFC 5321, 4.5.2), and a
/// dot alone ends it.
struct Stuffed<'a>(&'a str);

impl std::fmt::Display for Stuffed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.starts_with('.') {
            f.write_str(".")?;
        }
        let mut pieces = self.0.split("\r\n.");
        f.write_str(pieces.next().unwrap_or_default())?;
        for piece in pieces {
            f.write_str("\r\n..")?;
            f.write_str(piece)?;
        }
        f.write_str("\r\n.\r\n")
    }
}

fn address(text: &str) -> Result<Address, SendFailed> {
    text.parse().map_err(|_| SendFailed::ours(format!("{text:?} is not a mail address.")))
}

async fn reset(connection: &mut AsyncSmtpConnection) -> bool {
    connection.command(Rset).await.is_ok()
}

fn lost(error: &Error) -> SendFailed {
    reply_of(error).map_or_else(|| SendFailed::from(Problem::of(error)), SendFailed::from)
}

/// Nobody is left: permanent only when it is so for everybody, since the caller tries all of them again.
fn all_refused(refused: Vec<RefusedRecipient>) -> SendFailed {
    let can_retry = refused.iter().position(|refused| !refused.why.permanent);
    let mut whys = refused.into_iter().map(|refused| refused.why);
    whys.nth(can_retry.unwrap_or(0)).unwrap_or_else(|| SendFailed::ours("The message has no recipient."))
}

impl SendFailed {
    /// What we found wrong ourselves, before asking anybody.
    fn ours(text: impl Into<String>) -> Self {
        Self { permanent: true, code: None, text: text.into(), enhanced: None }
    }
}

impl From<Reply> for SendFailed {
    fn from(reply: Reply) -> Self {
        Self {
            permanent: reply.code >= 500 && !reply.is_about_our_account(),
            code: Some(reply.code),
            enhanced: reply.enhanced().map(str::to_owned),
            text: reply.text,
        }
    }
}

impl From<Problem> for SendFailed {
    fn from(problem: Problem) -> Self {
        Self { permanent: false, code: problem.code(), text: problem.to_string(), enhanced: None }
    }
}
