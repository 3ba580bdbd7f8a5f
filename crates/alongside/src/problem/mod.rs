//! Problems: what several tickets and incidents have in common. A problem has a hypothesis, what was tried, a cause, a way
//! round it and a fix. Once its way round is published it is a known error: everybody affected is told, it stands in the
//! portal, and it is shown beside every new request that matches. When the fix lands the same people are told, and each
//! request is closed when its person says so.

pub mod matching;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
mod verbs;

pub use self::store::{
    Linked, find, incidents_of, linked, list, of_ticket, published, services_of, ticket_counts,
};
pub use crate::ids::ProblemId;
pub use verbs::{
    Fixed, change, close, fixed, hand_over, link, link_incident, note, open, publish, reopen, told_people,
    unlink,
};

use crate::clock::At;
use crate::ids::{PersonId, RecordId, TeamId};

::store::text_enum! {
    pub enum State {
        Open = "open",
        /// Its way round is published.
        KnownError = "known_error",
        /// The fix has landed; some may still have to say that it works for them.
        Fixed = "fixed",
        Closed = "closed",
    }
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "Open",
            State::KnownError => "Known error",
            State::Fixed => "Fixed",
            State::Closed => "Closed",
        }
    }

    /// Whether a problem may go from here to there.
    pub fn may_become(self, to: State) -> bool {
        use State::{Closed, Fixed, KnownError, Open};
        matches!(
            (self, to),
            (Open, KnownError | Fixed | Closed)
                | (KnownError, Fixed | Open)
                | (Fixed, Closed | Open)
                | (Closed, Open)
        )
    }
}

/// Characters of each of the long texts.
pub const TEXT_LENGTH_MAX: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub id: ProblemId,
    pub number: i64,
    /// In the words of the people it touches.
    pub title: String,
    pub state: State,
    pub owner: PersonId,
    pub owner_name: String,
    pub team: Option<TeamId>,
    pub facts: Facts,
    pub published_at: Option<At>,
    pub fixed_at: Option<At>,
    /// The change that is the fix, and the one that brought the problem.
    pub fixed_by: Option<RecordId>,
    pub caused_by: Option<RecordId>,
    pub created_at: At,
    /// One more at each change, so that a page can tell it is old.
    pub version: i64,
}

/// What is known and thought about it; everything may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub hypothesis: String,
    pub tests: String,
    pub cause: String,
    /// What helps meanwhile, in plain words.
    pub workaround: String,
    /// Words that a request about it would use, a line each.
    pub matches: String,
    pub fix: String,
}

/// A published known error, as people outside the desk may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: ProblemId,
    pub number: i64,
    pub title: String,
    pub workaround: String,
    pub matches: String,
    pub services: Vec<crate::ids::ServiceId>,
}

/// Why nothing was done to a problem, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("You may not do this with a problem.")]
    NotAllowed,
    #[error("Please give it a title in the words of the people it touches.")]
    NoTitle,
    #[error("One of the texts is longer than {TEXT_LENGTH_MAX} characters. Please make it shorter.")]
    TooLong,
    #[error("Please write down what helps meanwhile first: it is what people will read.")]
    NoWorkaround,
    #[error("Please write down what the fix was first: it is what people will read.")]
    NoFix,
    #[error("A problem that is {} cannot become {}.", .0.word().to_lowercase(), .1.word().to_lowercase())]
    Step(State, State),
    #[error("Somebody else changed this in the meantime. Your words are kept below; look again, then save.")]
    Changed,
    #[error("There is nothing written yet.")]
    NothingWritten,
    #[error("There is no such {0}.")]
    NoSuch(&'static str),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] ::store::Error),
}
