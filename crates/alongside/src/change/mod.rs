//! Changes: planned work on services, what could go wrong with it, who said yes, how it went; the announcement that tells
//! people before it happens; the calendar on which changes must not collide. Knows no page and no mail: what is said goes
//! out as a broadcast, what happened stands on the record's timeline.

pub mod announce;
pub mod audience;
pub mod clash;
pub mod feed;
pub mod freeze;
pub mod ics;
pub mod letter;
pub mod pages;
pub mod recur;
pub mod rule;
pub mod send;
pub mod series;
pub mod store;
#[cfg(test)]
mod tests;
mod verbs;

pub use self::store::announce::{SendTime, sends};
pub use self::store::calendar::{between, freezes};
pub use self::store::{Approval, Wanted, approvals, find, hands, list, planned, services, services_of};
pub use crate::ids::{ChangeId, ChangeSeriesId, ChangeTemplateId, FreezeWindowId};
pub use rule::{Gap, Level, Risk};
pub use verbs::{
    Finished, Form, ask, begin, cancel, decide, draft, finish, form_of, link_incident, move_window, note,
    save, take_back, worked_on,
};

use crate::clock::At;
use crate::ids::{PersonId, RecordId, ServiceId, TeamId};
use ::store::Error as Fault;

::store::text_enum! {
    pub enum Kind {
        /// Done often, from a template that was approved once for all times.
        Standard = "standard",
        Normal = "normal",
        /// Cannot wait for anybody's yes; that is asked for afterwards.
        Emergency = "emergency",
    }
}

::store::text_enum! {
    pub enum State {
        /// Being written.
        Draft = "draft",
        /// Waits for a yes.
        Asked = "asked",
        Approved = "approved",
        Running = "running",
        /// Done as planned.
        Done = "done",
        /// Something broke.
        Failed = "failed",
        /// Everything is as it was before.
        Undone = "undone",
        Cancelled = "cancelled",
    }
}

impl State {
    /// Nothing more will happen.
    pub fn is_over(self) -> bool {
        matches!(self, State::Done | State::Failed | State::Undone | State::Cancelled)
    }

    /// As people read it.
    pub fn word(self) -> &'static str {
        match self {
            State::Draft => "Draft",
            State::Asked => "Waits for a yes",
            State::Approved => "Approved",
            State::Running => "Under way",
            State::Done => "Done",
            State::Failed => "Failed",
            State::Undone => "Undone",
            State::Cancelled => "Cancelled",
        }
    }
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Kind::Standard => "Standard",
            Kind::Normal => "Normal",
            Kind::Emergency => "Emergency",
        }
    }
}

/// The longest of the texts of a plan, in characters.
pub const TEXT_LENGTH_MAX: usize = 20_000;
/// Colleagues who do one change.
pub const HANDS_MAX: usize = 20;
/// Services that one change is on.
pub const SERVICES_MAX: usize = 50;
/// A window is no longer than this, in microseconds.
pub const WINDOW_LONGEST: i64 = 31 * crate::clock::DAY;

/// A text as it is kept: without the blanks around it and the character that no database takes, cut at `max` characters.
fn clean(text: &str, max: usize) -> String {
    text.trim().chars().filter(|c| *c != '\0').take(max).collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub id: ChangeId,
    pub number: i64,
    pub title: String,
    pub kind: Kind,
    pub state: State,
    pub impact: Level,
    pub likelihood: Level,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
    /// IANA name of the zone in which the window was planned.
    pub time_zone: String,
    pub owner: PersonId,
    pub team: Option<TeamId>,
    pub plan: String,
    pub undo_plan: String,
    pub point_of_no_return: String,
    pub test: String,
    pub result: String,
    /// Why it cannot wait, when its window lies in a freeze.
    pub freeze_reason: String,
    /// The incident that it caused.
    pub caused: Option<RecordId>,
    pub began_at: Option<At>,
    pub ended_at: Option<At>,
    pub template: Option<ChangeTemplateId>,
    pub series: Option<ChangeSeriesId>,
    /// Of its appointment (RFC 5545, 3.8.7.4): one more at each change of its time.
    pub sequence: i64,
    /// Its name outside the desk, which gives no count away.
    pub public_id: String,
    pub created_by: PersonId,
    pub created_at: At,
    pub version: i64,
}

impl Change {
    pub fn risk(&self) -> Risk {
        rule::risk(self.impact, self.likelihood)
    }

    /// “Change 31”.
    pub fn name(&self) -> String {
        format!("Change {}", self.number)
    }

    pub fn path(&self) -> String {
        format!("/desk/changes/{}", self.number)
    }

    /// From and until, once both are planned.
    pub fn window(&self) -> Option<(At, At)> {
        self.starts_at.zip(self.ends_at)
    }
}

/// A planned change, with what the public may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub public_id: String,
    pub title: String,
    pub state: State,
    pub starts_at: At,
    pub ends_at: At,
    pub services: Vec<ServiceId>,
    /// From its announcement; empty while that is not scheduled.
    pub what: String,
    pub notice: String,
    pub must_do: String,
    pub changed_at: At,
    pub sequence: i64,
}

/// Why nothing was done to a change, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("You may not do this with a change.")]
    NotAllowed,
    #[error("There is no such change.")]
    NoSuchChange,
    #[error("The change is “{}” now, so this cannot be done with it. Somebody may have been quicker: reload the page.", .0.word())]
    NotNow(State),
    #[error(
        "Somebody saved this change while you were writing. Your words are below; compare them and save again."
    )]
    Meanwhile,
    #[error("Before it can go on, please say {}.", rule::in_words(.0))]
    Gaps(Vec<Gap>),
    #[error("The announcement cannot be scheduled yet. Please say {}.", announce::in_words(.0))]
    Missing(Vec<announce::Part>),
    #[error(
        "A standard change begins with a template that was approved. Choose one, or make it a normal change."
    )]
    NoTemplate,
    #[error("The one who owns a change of this risk cannot say yes to it.")]
    OwnChange,
    #[error("Please say why.")]
    NoReason,
    #[error("Please say how it went.")]
    NoResult,
    #[error("Please choose an end after the start, at most 31 days later.")]
    NoSuchWindow,
    #[error("There is no time zone called {0}. Write it like Europe/Stockholm.")]
    NoSuchZone(String),
    #[error("Please choose times that are still to come.")]
    Past,
    #[error("There is no such colleague here.")]
    NoSuchPerson,
    #[error("The list of people is empty. Name the services, or add people.")]
    NobodyToTell,
    #[error("{0}")]
    Rule(recur::Unreadable),
    #[error("Please give it a name.")]
    NoName,
    #[error("There is no such incident.")]
    NoSuchIncident,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}
