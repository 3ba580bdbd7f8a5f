//! Promises: what one of us said we would do for somebody, by when. Each is open until it is kept, renewed (told of a
//! new time before the old one passed) or broken (its time passed in silence). A promise hangs on a subject, a ticket or
//! a record (an incident, a change, a problem), and moves with it. It is made to one person, or to everyone who is told of
//! the record. Knows nothing of how a promise is recognised in words, nor what a ticket is.
//!
//! The next update of an incident, told to everyone, is
//!
//! ```text
//! NewPromise {
//!     subject: Subject::Record(incident.id.into()), owner: writer, made_to: None,
//!     words: "The next update", due_at: next_update_by, made_in: None, team: incident.team, service: None,
//! }
//! ```
//!
//! [`make`] it with the update that names the time, [`keep`] it with the one that comes in time, [`renew`] it with a reason
//! for a later time before it is due, [`keep_all`] when the subject is done. [`tend`] reminds its owner before the time
//! (of half an hour, ten minutes before), and after it breaks the promise and tells the leads.

mod fulfil;
pub mod pages;
mod rule;
mod said;
pub mod store;
mod tend;
#[cfg(test)]
mod tests;
mod verbs;
pub mod words;

pub use self::store::{
    Counted, Listed, Wanted, Whose, find, list, named_of_subject, of_subject, shares, will_ask_of_subject,
};
pub use fulfil::seems_kept;
pub use rule::{DUE_LATEST, Share, remind_at, today};
pub use said::{Fate, Said, say};
pub use tend::tend;
pub use verbs::{hand_over, keep, keep_all, make, move_all, move_back, renew, withdraw_made_in};

use crate::clock::At;
use crate::ids::{MessageId, PersonId, PromiseId, RecordId, ServiceId, TeamId, TicketId};
use ::store::{Conn, Error as Fault};

::store::text_enum! {
    pub enum State {
        Open = "open",
        Kept = "kept",
        /// A new time was told before the old one passed; another promise goes on from here.
        Renewed = "renewed",
        /// The time passed and nobody had said a word.
        Broken = "broken",
        /// Taken back together with the reply that made it, before that was sent.
        Withdrawn = "withdrawn",
    }
}

::store::text_enum! {
    /// What a promise may hang on.
    pub enum SubjectKind { Ticket = "ticket", Record = "record" }
}

/// What a promise is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Ticket(TicketId),
    Record(RecordId),
}

impl Subject {
    pub(crate) fn kind(self) -> SubjectKind {
        match self {
            Subject::Ticket(_) => SubjectKind::Ticket,
            Subject::Record(_) => SubjectKind::Record,
        }
    }

    pub(crate) fn id(self) -> i64 {
        match self {
            Subject::Ticket(id) => id.0,
            Subject::Record(id) => id.0,
        }
    }

    /// The ticket it is, if it is one.
    pub fn ticket(self) -> Option<TicketId> {
        match self {
            Subject::Ticket(id) => Some(id),
            Subject::Record(_) => None,
        }
    }

    /// The record it is, if it is one.
    pub fn record(self) -> Option<RecordId> {
        match self {
            Subject::Record(id) => Some(id),
            Subject::Ticket(_) => None,
        }
    }

    pub(crate) fn of(kind: SubjectKind, id: i64) -> Subject {
        match kind {
            SubjectKind::Ticket => Subject::Ticket(TicketId(id)),
            SubjectKind::Record => Subject::Record(RecordId(id)),
        }
    }
}

pub const WORDS_LENGTH_MAX: usize = 300;
pub const REASON_LENGTH_MAX: usize = 300;
/// Open promises on one subject; more than this is not a promise any more.
pub const OPEN_MAX: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub id: PromiseId,
    pub subject: Subject,
    /// Who is to keep it.
    pub owner: PersonId,
    /// Whom it was made to; none: everyone who is told of the subject.
    pub made_to: Option<PersonId>,
    /// As they were said: “I will call you”.
    pub words: String,
    pub due_at: At,
    pub made_at: At,
    /// The reply that made it; none when it was written down by hand.
    pub made_in: Option<MessageId>,
    pub state: State,
    /// When it was kept, renewed or broken.
    pub ended_at: Option<At>,
    /// The reply that kept or renewed it.
    pub ended_in: Option<MessageId>,
    /// Why there is a new time.
    pub reason: String,
    /// A broken promise that was kept after all.
    pub kept_late_at: Option<At>,
    /// The promise that this one renews.
    pub renews: Option<PromiseId>,
    /// Where the work was when it was made: for the shares.
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
}

/// A promise to write down.
#[derive(Clone, Debug)]
pub struct NewPromise<'a> {
    pub subject: Subject,
    pub owner: PersonId,
    /// None: everyone who is told of the subject.
    pub made_to: Option<PersonId>,
    pub words: &'a str,
    pub due_at: At,
    pub made_in: Option<MessageId>,
    pub team: Option<TeamId>,
    pub service: Option<ServiceId>,
}

/// Why nothing was done to a promise, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("You may not do this with a promise.")]
    NotAllowed,
    #[error("Please say what is promised.")]
    NoWords,
    #[error("That is longer than {WORDS_LENGTH_MAX} characters. Please say it shorter.")]
    TooLong,
    #[error("Please choose a time that is still to come, at most two years from now.")]
    NoSuchTime,
    #[error("There is no such colleague here who could keep it.")]
    NoSuchPerson,
    #[error("There are {OPEN_MAX} open promises here. Please keep some first.")]
    TooMany,
    #[error("There is no such promise.")]
    NoSuchPromise,
    #[error("This promise is {0} already.")]
    Ended(State),
    #[error("Please say why there is a new time: the person will read it.")]
    NoReason,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The open promises on a subject, the next one due first.
pub fn open_of(conn: &mut Conn, subject: Subject) -> Result<Vec<Promise>, Fault> {
    Ok(of_subject(conn, subject)?.into_iter().filter(|p| p.state == State::Open).collect())
}
