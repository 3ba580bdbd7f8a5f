//! What a person has seen of a ticket: the newest message that was in front of them. Others' words after it are new.

use super::{MessageId, Ticket, UNDO_TIME, store};
use crate::clock::At;
use crate::ids::{PersonId, TicketId};
use ::store::{Conn, Error, Tx};

/// The last look of one person at one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The newest message they saw.
    pub message: MessageId,
    pub at: At,
}

/// Notes what a person has in front of them; an older look never takes a newer one back.
pub fn looked(
    tx: &mut Tx,
    person: PersonId,
    ticket: &Ticket,
    message: MessageId,
    now: At,
) -> Result<(), Error> {
    store::look::keep(tx, person, ticket.id, message, now)
}

pub fn last(conn: &mut Conn, person: PersonId, ticket: TicketId) -> Result<Option<Look>, Error> {
    store::look::of(conn, person, ticket)
}

/// Those of these tickets that hold an answer the person has not seen: a reply by somebody else after their last
/// look and their own last word, and past the time in which it can be taken back.
pub fn with_new_answers(
    conn: &mut Conn,
    person: PersonId,
    tickets: &[TicketId],
    now: At,
) -> Result<Vec<TicketId>, Error> {
    store::look::unseen(conn, person, tickets, now.plus(-UNDO_TIME))
}
