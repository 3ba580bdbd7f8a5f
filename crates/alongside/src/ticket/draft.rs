//! Drafts: what somebody is typing, kept as they type, so that it is there after a crash or on another machine.

use super::{BODY_LENGTH_MAX, By, Error, MessageKind, Refused, Ticket, store};
use crate::person::Power;
use ::store::Tx;

/// Keeps the draft; an empty one is dropped.
pub fn keep(tx: &mut Tx, by: &By, ticket: &Ticket, kind: MessageKind, body: &str) -> Result<(), Error> {
    if kind == MessageKind::Note && !by.actor.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    if body.chars().nth(BODY_LENGTH_MAX).is_some() {
        return Err(Refused::TooLong.into());
    }
    match body.trim().is_empty() {
        true => store::drop_draft(tx, by.actor.id, ticket.id, kind)?,
        false => store::save_draft(tx, by.actor.id, ticket.id, kind, body, by.now)?,
    }
    Ok(())
}
