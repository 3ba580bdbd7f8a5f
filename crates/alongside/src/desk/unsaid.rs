//! Why a message was not said: of the ticket, or of what the message promises. Both go back to the form with every word.

use crate::http::Problem;
use crate::promise::{self, NewPromise, Subject};
use crate::ticket::{self, By, Refused, Ticket};

/// A promise that this person makes on this ticket, without its words.
pub(super) fn promised<'a>(by: &By, ticket: &Ticket) -> NewPromise<'a> {
    NewPromise {
        subject: Subject::Ticket(ticket.id),
        owner: by.actor.id,
        made_to: Some(ticket.requester),
        words: "",
        due_at: by.now,
        made_in: None,
        team: ticket.team,
        service: ticket.service,
    }
}

/// Why a message was not said: of the ticket or of what it promises.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unsaid {
    Ticket(Refused),
    Promise(promise::Refused),
}

impl std::fmt::Display for Unsaid {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Unsaid::Ticket(refused) => refused.fmt(f),
            Unsaid::Promise(refused) => write!(f, "Nothing was sent yet. {refused}"),
        }
    }
}

/// What may stop the unit of work that says a message.
pub(super) enum Stopped {
    Unsaid(Unsaid),
    Fault(store::Error),
}

impl From<ticket::Error> for Stopped {
    fn from(error: ticket::Error) -> Stopped {
        match error {
            ticket::Error::Refused(refused) => Stopped::Unsaid(Unsaid::Ticket(refused)),
            ticket::Error::Fault(fault) => Stopped::Fault(fault),
        }
    }
}

impl From<promise::Error> for Stopped {
    fn from(error: promise::Error) -> Stopped {
        match error {
            promise::Error::Refused(refused) => Stopped::Unsaid(Unsaid::Promise(refused)),
            promise::Error::Fault(fault) => Stopped::Fault(fault),
        }
    }
}

impl From<store::Error> for Stopped {
    fn from(fault: store::Error) -> Stopped {
        Stopped::Fault(fault)
    }
}

/// Refusals come back to the form; everything else is a problem.
pub(super) fn refusals<T>(result: Result<T, Stopped>) -> Result<Result<T, Unsaid>, Problem> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(Stopped::Unsaid(Unsaid::Ticket(Refused::NotAllowed))) => Err(Problem::Forbidden),
        Err(Stopped::Unsaid(unsaid)) => Ok(Err(unsaid)),
        Err(Stopped::Fault(fault)) => Err(fault.into()),
    }
}
