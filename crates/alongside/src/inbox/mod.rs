//! The mail door: takes mail in, keeps it as it came, decides what each one is, and calls the ticket's verb.
//!
//! Accepted means that the raw mail and its place in the queue are on disk. Everything after that may fail and
//! be done again without harm. How mail is written down, and how it leaves, is none of its business.

pub mod authenticate;
mod bounce;
pub mod command;
mod decide;
mod find;
mod fuzz;
pub mod imap;
mod intake;
pub mod pages;
mod read;
mod receiver;
mod results;
pub mod retention;
mod run;
pub mod store;
#[cfg(test)]
mod tests;

pub use self::store::{
    RawMail, bytes, count_to_100, dismiss, find as raw_mail, head, oldest, page, page_with_heads, retry,
};
pub use crate::ids::RawMailId;
pub use fuzz::fuzz;
pub use read::glance;
pub use receiver::{MailDoor, receiver};
pub use run::{run, run_with, take_in_waiting};

use crate::app::App;

/// The topic that wakes the readers of the queue, on every node.
pub const TOPIC: &str = "inbox";
/// Told when a mail of our own comes back, with its Message-ID: the test of an address waits for that.
pub const OWN_TOPIC: &str = "inbox.own";

::store::text_enum! {
    /// The way a mail came in.
    pub enum RawVia { Smtp = "smtp", Lmtp = "lmtp", Imap = "imap", Command = "command" }
}
::store::text_enum! {
    /// What became of a mail.
    pub enum RawState {
        Waiting = "waiting",
        Done = "done",
        /// It could not be taken in; an admin decides.
        NeedsLook = "needs_look",
        Dismissed = "dismissed",
    }
}

impl RawVia {
    /// Whether the sender of the envelope is known, so that an empty one means the null sender (RFC 5321, 4.5.5).
    pub fn has_envelope(self) -> bool {
        matches!(self, RawVia::Smtp | RawVia::Lmtp)
    }
}

/// A mail to keep.
#[derive(Clone, Debug)]
pub struct NewRaw {
    pub via: RawVia,
    /// Who handed it over: an IP address, a mailbox's name, or nothing.
    pub peer: String,
    pub envelope_from: String,
    pub envelope_to: Vec<String>,
    pub raw: Vec<u8>,
    /// Names the mail for good where it came from; the same key twice is one mail.
    pub source_key: Option<String>,
}

/// Why a mail was not kept; whoever has it keeps it and tries again, unless it is too big.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AcceptRefused {
    #[error("the disk is full; try again later")]
    Full,
    #[error("too much to do just now, or the database does not answer; try again later")]
    Busy,
    #[error("the mail is larger than we take")]
    TooBig,
}

const ADDRESS_BYTES_MAX: usize = 512;
const RECIPIENT_COUNT_MAX: usize = 200;

/// Keeps a mail durably: when this answers `Ok`, it is safe.
pub async fn accept(app: &App, mut new: NewRaw) -> Result<RawMailId, AcceptRefused> {
    if new.raw.len() > app.config.mail_bytes_max.saturating_add(TRACE_BYTES_MAX) {
        return Err(AcceptRefused::TooBig);
    }
    new.peer = bounded(&new.peer);
    new.envelope_from = bounded(&new.envelope_from);
    new.envelope_to = new.envelope_to.iter().take(RECIPIENT_COUNT_MAX).map(|a| bounded(a)).collect();
    let now = app.clock.now();
    app.db.write(move |tx| store::insert(tx, &new, now)).await.map_err(|error: ::store::Error| {
        tracing::warn!(%error, "a mail was not kept");
        if error.is_full() { AcceptRefused::Full } else { AcceptRefused::Busy }
    })
}

/// What our own trace headers may add to a mail.
const TRACE_BYTES_MAX: usize = 4096;

fn bounded(text: &str) -> String {
    let mut clean: String = text.chars().filter(|c| !c.is_control()).collect();
    let mut end = clean.len().min(ADDRESS_BYTES_MAX);
    while !clean.is_char_boundary(end) {
        end -= 1;
    }
    clean.truncate(end);
    clean
}
