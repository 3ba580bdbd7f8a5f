//! Mail from a mailbox (IMAP4rev1, RFC 3501): watches one folder and hands each new message over.
//!
//! A message is marked as seen only after the [`Sink`] has it, so nothing is lost when either side falls over;
//! it may come twice after a crash in between, and the sink must know a message again. It knows no ticket,
//! no database and no parsing of mail, moves and deletes nothing, and lets no message keep the others waiting.

mod account;
mod backoff;
mod connect;
mod guard;
mod mailbox;
mod memory;
mod problem;
mod watch;

pub use account::{Account, Secret, Security};
pub use problem::Problem;
pub use tokio_util::sync::CancellationToken;
pub use watch::{Health, LeftAlone, Sink, SinkRefused, watch};

use std::fmt;

/// What [`check`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub message_count: u32,
    pub unseen_count: usize,
    /// The server tells of new mail at once (IDLE, RFC 2177); otherwise we look from time to time.
    pub tells_at_once: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message_count, unseen_count, .. } = self;
        write!(f, "Signed in. The folder holds {message_count} messages, {unseen_count} of them unread.")
    }
}

/// Finds out whether the mailbox can be watched: name, connection, certificate, sign-in, folder. Changes nothing.
///
/// # Errors
/// What is wrong, in plain words.
pub async fn check(account: &Account) -> Result<Report, Problem> {
    let never = CancellationToken::new();
    let mut mailbox = mailbox::Mailbox::open(account, &never).await?;
    let unseen_count = mailbox.unseen().await?.len();
    let report = Report {
        message_count: mailbox.message_count(),
        unseen_count,
        tells_at_once: mailbox.tells_at_once(),
    };
    mailbox.leave().await;
    Ok(report)
}
