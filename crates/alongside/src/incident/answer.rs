//! After it is over: each person it reached is asked whether it works for them, and their tickets follow what they say.

use super::{Answer, Error, Incident, IncidentId, Refused, store};
use crate::clock::{At, DAY};
use crate::ids::{PersonId, TicketId};
use crate::person;
use crate::ticket::change::{self, Change};
use crate::ticket::{self, By, Status, Via};
use ::store::{Conn, Tx};

/// Whoever has not been asked for so long is not asked any more.
const ASKED_WITHIN: i64 = 30 * DAY;
/// Tickets of one unit of work.
const PORTION: i64 = 100;

/// Who answers, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Ticket(TicketId),
    Person(PersonId),
}

/// What somebody said whether it works. “Works” resolves their ticket; “not yet” keeps it open and marks it.
pub fn answer(tx: &mut Tx, now: At, id: IncidentId, asked: Asked, answer: Answer) -> Result<Incident, Error> {
    let Some(incident) = store::find(tx, id)? else { return Err(Refused::NoSuch("incident").into()) };
    if incident.is_open() {
        return Err(Refused::NotOver.into());
    }
    let known = match asked {
        Asked::Ticket(ticket) => store::answer_ticket(tx, id, ticket, answer)?,
        Asked::Person(person) => store::answer_member(tx, id, person, answer)?,
    };
    if !known {
        return Err(Refused::NoSuch("request").into());
    }
    if let Asked::Ticket(ticket) = asked
        && let Some(ticket) = ticket::any(tx, ticket)?
        && let Some(requester) = person::actor(tx, ticket.requester)?
    {
        // Whoever asked says so themselves.
        let by = By { actor: &requester, now, via: Via::Portal };
        let to = if answer == Answer::Works { Status::Resolved } else { Status::Open };
        let moves = ticket.merged_into.is_none() && ticket.status != Status::Closed && ticket.status != to;
        if moves {
            change::change(tx, &by, &ticket, &Change::Status { to, was: None })?;
        } else {
            change::touch(tx, &by, &ticket)?;
        }
    }
    Ok(incident)
}

/// Tickets of incidents that are over wait for their people's answer from now on; true when there may be more. Each is
/// claimed by a conditional update.
///
/// # Errors
/// When the database does not answer.
pub fn ask(tx: &mut Tx, now: At) -> Result<bool, ::store::Error> {
    let portion = store::to_ask(tx, now.plus(-ASKED_WITHIN), PORTION)?;
    for (id, ticket) in &portion {
        if !store::asked(tx, *id, *ticket, now)? {
            continue;
        }
        let (Some(incident), Some(ticket)) = (store::find(tx, *id)?, ticket::any(tx, *ticket)?) else {
            continue;
        };
        let waits = matches!(ticket.status, Status::New | Status::Open | Status::OnHold);
        if !waits || ticket.merged_into.is_some() {
            continue;
        }
        let Some(actor) = person::actor(tx, incident.writer())? else { continue };
        let by = By { actor: &actor, now, via: Via::Desk };
        let change = Change::Status { to: Status::Pending, was: None };
        match tx.attempt(|tx| change::change(tx, &by, &ticket, &change)) {
            Ok(_) | Err(ticket::Error::Refused(_)) => {}
            Err(ticket::Error::Fault(fault)) => return Err(fault),
        }
    }
    Ok(i64::try_from(portion.len()).unwrap_or(i64::MAX) >= PORTION)
}

/// What one person has to do with an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    /// A ticket of theirs: id, number, what they answered.
    pub ticket: Option<(TicketId, i64, Answer)>,
    /// They said that it happens to them as well.
    pub me_too: bool,
}

pub fn mine(conn: &mut Conn, person: PersonId, id: IncidentId) -> Result<Mine, ::store::Error> {
    let ticket = store::mine(conn, person)?.into_iter().find(|(incident, ..)| *incident == id);
    Ok(Mine {
        ticket: ticket.map(|(_, ticket, number, answer)| (ticket, number, answer)),
        me_too: store::is_member(conn, id, person, super::Part::MeToo)?,
    })
}
