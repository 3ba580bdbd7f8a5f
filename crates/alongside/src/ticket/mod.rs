//! Tickets: the heart. One request for help, what is said on it, who owns it and where it stands. Each verb has
//! a file of its own and does three things in one transaction: keeps the state right, writes the event, queues
//! the mail. Knows nothing of pages, HTTP or how mail travels.

pub mod attachment;
pub mod by_mail;
pub mod change;
pub mod create;
pub mod draft;
pub mod find;
pub mod list;
pub mod look;
pub mod merge;
pub mod message;
pub mod original;
mod outgoing;
pub mod pages;
pub mod priority;
pub mod reply;
pub mod said;
pub mod searchable;
pub mod snooze;
pub mod split;
pub mod status;
pub mod store;
#[cfg(test)]
mod tests;
pub mod wait;

pub use self::store::attachment::{
    drop_upload, loose_uploads, of_message as attachments_of_message, of_ticket as attachments,
    sweep_uploads, uploads,
};
pub use self::store::look::last_said;
pub use self::store::{
    LinkKind, LinkRow, any, any_by_number, any_message, by_rfc_id, drafts, find, find_by_id, html, links,
    merged_here, message_for, messages, newest_by_others, newest_of_requester, number_of,
    recent_of_requester, rfc_ids_before, tags, takes_part, version, watchers, will_show,
};
pub use priority::{Blocked, Impact, Priority, Urgency, impact_of};
pub use status::{Status, Then};

use crate::clock::At;
pub use crate::ids::{AttachmentId, MailAddressId, MessageId, TicketId};
use crate::person::{Actor, PersonId};
use crate::service::ServiceId;
use crate::team::TeamId;

::store::text_enum! {
    pub enum Kind { Incident = "incident", Request = "request", Question = "question" }
}
::store::text_enum! {
    /// `Reply`: the requester sees it. `Note`: colleagues only.
    pub enum MessageKind { Reply = "reply", Note = "note" }
}
::store::text_enum! {
    /// The way in.
    pub enum Via { Mail = "mail", Portal = "portal", Desk = "desk", Api = "api" }
}
::store::text_enum! {
    pub enum Format { Markdown = "markdown", Plain = "plain" }
}

pub const SUBJECT_LENGTH_MAX: usize = 250;
/// Characters of one message; a longer mail is cut for reading, and its raw bytes are kept whole.
pub const BODY_LENGTH_MAX: usize = 200_000;
/// How long a reply waits before it leaves, so that it can be taken back.
pub const UNDO_TIME: i64 = 10 * crate::clock::SECOND;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub number: i64,
    pub kind: Kind,
    pub subject: String,
    pub status: Status,
    pub priority: Priority,
    pub impact: Impact,
    pub urgency: Urgency,
    pub requester: PersonId,
    pub owner: Option<PersonId>,
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
    pub mail_address: Option<MailAddressId>,
    pub goal: String,
    pub blocked: Blocked,
    pub snoozed_until: Option<At>,
    pub merged_into: Option<TicketId>,
    pub created_at: At,
    pub activity_at: At,
    pub resolved_at: Option<At>,
    pub version: i64,
}

/// Who does it, when, and by which way in: what every verb is told.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub actor: &'a Actor,
    pub now: At,
    pub via: Via,
}

/// Why something was not done to a ticket, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("You may not do this on this ticket.")]
    NotAllowed,
    #[error("This ticket was merged into #{into}. Please go on there.")]
    Merged { into: i64 },
    #[error("This ticket is closed. A new message starts a new ticket that is linked to it.")]
    Closed,
    #[error("There is nothing written yet.")]
    Empty,
    #[error("This is longer than {BODY_LENGTH_MAX} characters. Please attach it as a file.")]
    TooLong,
    #[error("Please write a short subject, so that the ticket can be found.")]
    NoSubject,
    #[error("A ticket that is {from} cannot become {to}.")]
    Step { from: Status, to: Status },
    #[error("{who} changed the {what} to “{now_is}” in the meantime. Look again, then decide.")]
    Changed { who: String, what: &'static str, now_is: String },
    #[error("Something new was said while you were writing. Your words are kept; please read it first.")]
    NewMessages,
    #[error("There is no such person here who could do this.")]
    NoSuchPerson,
    #[error("There is no such {0}.")]
    NoSuch(&'static str),
    #[error("A ticket cannot be merged into itself, nor into one that was merged into it.")]
    MergeCircle,
    #[error("This was already sent, so it cannot be taken back.")]
    AlreadySent,
    #[error("Please choose a time that is still to come.")]
    InThePast,
    #[error("Please choose the messages to move; the first one stays with its ticket.")]
    NothingToSplit,
    #[error("{0} is more than there may be.")]
    TooMany(&'static str),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] ::store::Error),
}

/// Keeps a file for a message that is still being written; its bytes are in the blob store already. Without a ticket
/// it may go with a new one.
pub fn upload(
    tx: &mut ::store::Tx,
    by: PersonId,
    ticket: Option<TicketId>,
    file: &attachment::NewAttachment,
    now: At,
) -> Result<AttachmentId, ::store::Error> {
    store::attachment::insert(tx, by, ticket, None, file, now)
}

/// A one-line preview: white space folded, at most 160 characters.
pub fn last_word(body: &str) -> String {
    let mut line = String::with_capacity(160);
    for word in body.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(160));
        if line.chars().count() > 160 {
            let cut: String = line.chars().take(159).collect();
            return cut.trim_end().to_owned() + "…";
        }
    }
    line
}

/// A subject fit for lists and headers.
pub fn clean_subject(subject: &str) -> String {
    let words: Vec<&str> =
        subject.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(SUBJECT_LENGTH_MAX).collect()
}

/// Refuses unless the ticket can still take part in things: not merged away.
pub fn check_live(conn: &mut ::store::Conn, ticket: &Ticket) -> Result<(), Error> {
    match ticket.merged_into {
        None => Ok(()),
        Some(into) => {
            let into = store::number_of(conn, into)?.unwrap_or_default();
            Err(Refused::Merged { into }.into())
        }
    }
}

impl Ticket {
    /// Tells open pages that this ticket is different now.
    fn tell(&self, tx: &mut ::store::Tx, by: PersonId) {
        // The row knows best: what was said counts its version up without this value.
        let version = store::version(tx, self.id).unwrap_or(self.version);
        crate::live::ticket_changed(tx, self.id, self.number, version, by);
    }
}
