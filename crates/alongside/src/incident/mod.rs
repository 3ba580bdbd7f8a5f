//! Major incidents: one owner, a promised next update that everybody sees, one text to everybody, and a review that looks
//! for causes. An incident is a record with services that are not as they should be and tickets of the people it reached.
//! Knows nothing of pages, of how the status page looks, nor what changes and problems are beyond their records' ids.

pub mod answer;
pub mod change;
pub mod check_in;
pub mod cluster;
pub mod declare;
pub mod find;
pub mod link;
pub mod offer;
pub mod pages;
pub mod people;
pub mod review;
pub mod rule;
mod spell;
pub mod store;
pub mod tend;
#[cfg(test)]
mod tests;
pub mod update;

pub use self::find::{
    Open, Renewal, by_number, by_public_id, count_members, count_tickets, find, is_member, members,
    of_ticket, open_now, page, reached, recent_of_service, renewals, services, services_of, tickets, updates,
};
pub use crate::ids::{IncidentId, IncidentUpdateId};

use crate::clock::At;
use crate::ids::{IncidentOfferId, PersonId, PromiseId, RecordId, ServiceId, TeamId, TicketId};
use crate::{promise, ticket};

::store::text_enum! {
    /// How bad it is, by the written definitions in `rule.rs`.
    pub enum Severity {
        Minor = "minor",
        Major = "major",
        Critical = "critical",
    }
}

::store::text_enum! {
    /// Where an incident stands.
    pub enum State {
        Investigating = "investigating",
        Identified = "identified",
        Monitoring = "monitoring",
        Resolved = "resolved",
    }
}

::store::text_enum! {
    /// How a service is while the incident lasts.
    pub enum ServiceState {
        Operational = "operational",
        Degraded = "degraded",
        PartialOutage = "partial_outage",
        Outage = "outage",
    }
}

::store::text_enum! {
    /// What it was declared from.
    pub enum Source {
        Hand = "hand",
        Ticket = "ticket",
        /// Similar tickets within minutes.
        Cluster = "cluster",
        /// A machine that fell silent.
        CheckIn = "check_in",
    }
}

::store::text_enum! {
    /// A ticket beside an incident.
    pub enum LinkState {
        /// It may belong to it; nobody has said.
        Offered = "offered",
        Linked = "linked",
        /// Somebody said that it does not belong to it.
        Dismissed = "dismissed",
    }
}

::store::text_enum! {
    /// What somebody without a ticket has to do with it.
    pub enum Part {
        /// It happens to them as well.
        MeToo = "me_too",
        /// They decide about what it stops, and are told in their own register.
        Stakeholder = "stakeholder",
        /// They lend a hand.
        Helper = "helper",
    }
}

::store::text_enum! {
    /// “Does it work for you now?”
    pub enum Answer {
        None = "",
        Works = "works",
        NotYet = "not_yet",
    }
}

/// Characters of one update, and of each section of a review.
pub const BODY_LENGTH_MAX: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub id: IncidentId,
    pub number: i64,
    /// In the words of the people who cannot work.
    pub title: String,
    pub severity: Severity,
    pub state: State,
    pub source: Source,
    pub owner: PersonId,
    /// Who writes the updates; none: the owner.
    pub writer: Option<PersonId>,
    pub team: Option<TeamId>,
    pub declared_by: PersonId,
    pub declared_at: At,
    /// When the trouble began, as far as anybody knows.
    pub began_at: At,
    /// When its owner first had a hand in it.
    pub acknowledged_at: Option<At>,
    pub resolved_at: Option<At>,
    /// Minutes between updates.
    pub cadence_minutes: i64,
    /// What everybody was told; none once resolved.
    pub next_update_by: Option<At>,
    pub next_promise: Option<PromiseId>,
    /// When its writer was warned of the next update's time.
    pub warned_at: Option<At>,
    /// Shown on the status page and in the portal.
    pub is_public: bool,
    /// Its name there, which gives no count away.
    pub public_id: String,
    pub caused_by_change: Option<RecordId>,
    pub problem: Option<RecordId>,
    pub version: i64,
}

impl Incident {
    /// “Incident 12”.
    pub fn name(&self) -> String {
        format!("Incident {}", self.number)
    }

    /// Its page in the desk.
    pub fn path(&self) -> String {
        format!("/desk/incidents/{}", self.number)
    }

    /// Its page on the status page; empty when it is not for everybody.
    pub fn public_path(&self) -> String {
        if self.is_public { format!("/status/incidents/{}", self.public_id) } else { String::new() }
    }

    pub fn record(&self) -> RecordId {
        self.id.into()
    }

    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }

    /// Who writes the next update.
    pub fn writer(&self) -> PersonId {
        self.writer.unwrap_or(self.owner)
    }

    /// The promised time of the next update has passed.
    pub fn is_late(&self, now: At) -> bool {
        self.next_update_by.is_some_and(|by| by < now)
    }
}

/// One update as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    pub id: IncidentUpdateId,
    pub incident: IncidentId,
    pub author: PersonId,
    pub author_name: String,
    pub at: At,
    pub state: State,
    /// Markdown.
    pub body: String,
    /// For stakeholders; empty: the same.
    pub stakeholder_body: String,
    /// The time that was promised for it.
    pub due_at: Option<At>,
    pub is_late: bool,
    pub next_update_by: Option<At>,
    pub broadcast: Option<crate::ids::BroadcastId>,
    /// People who were told.
    pub told: i64,
}

/// A ticket beside an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub ticket: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: ticket::Status,
    pub requester: PersonId,
    pub requester_name: String,
    pub state: LinkState,
    pub at: At,
    pub answer: Answer,
    pub created_at: At,
}

/// Somebody with a part in an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub person: PersonId,
    pub name: String,
    pub part: Part,
    pub at: At,
    pub answer: Answer,
}

/// Similar tickets, or a silent machine: an incident is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: IncidentOfferId,
    pub at: At,
    /// For the incident's title.
    pub title: String,
    pub service: Option<ServiceId>,
    /// What the tickets have in common.
    pub words: Vec<String>,
    pub tickets: Vec<TicketId>,
    /// People who wrote them.
    pub people: i64,
    /// Minutes from the first to the last.
    pub minutes: i64,
    pub check_in: Option<crate::ids::CheckInId>,
}

/// Why nothing was done, in words for the person who tried.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("You may not do this with an incident.")]
    NotAllowed,
    #[error("Please say what does not work, in the words of those who cannot work.")]
    NoTitle,
    #[error("There is nothing written yet.")]
    NoWords,
    #[error("This is longer than {BODY_LENGTH_MAX} characters. Please say it shorter.")]
    TooLong,
    #[error("Please choose a time that is still to come, at most two days from now.")]
    NoSuchTime,
    #[error("Please choose one of the spans between updates.")]
    NoSuchCadence,
    #[error("There is no such colleague here who could do this.")]
    NoSuchPerson,
    #[error("There is no such {0}.")]
    NoSuch(&'static str),
    #[error("Please say why there is a new time: everybody will read it.")]
    NoReason,
    #[error("The time of the next update has passed, so that it cannot be moved. Please send the update.")]
    AlreadyLate,
    #[error("Somebody sent an update while you were writing. Your words are kept; please read it first.")]
    NewUpdate,
    #[error("This incident is resolved.")]
    Over,
    #[error("This incident is not resolved yet.")]
    NotOver,
    #[error("A review needs at least one service, so that its effect can be told.")]
    NoService,
    #[error("{0} has no owner or no promise yet. Give it both, then close the review.")]
    Unowned(String),
    #[error("This review is closed.")]
    Closed,
    #[error("Please write the plain version first.")]
    NoPlain,
    #[error("{0} is more than there may be.")]
    TooMany(&'static str),
    #[error(transparent)]
    Promise(promise::Refused),
    #[error(transparent)]
    Ticket(ticket::Refused),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] ::store::Error),
}

impl From<promise::Error> for Error {
    fn from(error: promise::Error) -> Error {
        match error {
            promise::Error::Refused(refused) => Refused::Promise(refused).into(),
            promise::Error::Fault(fault) => fault.into(),
        }
    }
}

impl From<ticket::Error> for Error {
    fn from(error: ticket::Error) -> Error {
        match error {
            ticket::Error::Refused(refused) => Refused::Ticket(refused).into(),
            ticket::Error::Fault(fault) => fault.into(),
        }
    }
}
