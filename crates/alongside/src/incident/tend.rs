//! What time does to incidents: their writer is warned before the next update is due. (That a time passed in silence is the
//! promise's matter: it tells the writer and the lead.)

use super::{Incident, answer, rule, store};
use crate::clock::{At, MINUTE};
use crate::outgoing::{self, NewOutgoing, OutgoingKind};
use crate::{mailbox, person, promise};
use ::store::{Error, Tx};

/// The latest that anybody is warned ahead.
const AHEAD: i64 = 10 * MINUTE;

/// Warns, and asks people whether it works again; true when there may be more to do. Each is claimed by a conditional
/// update, so that two nodes never warn twice.
///
/// # Errors
/// When the database does not answer.
pub fn tend(tx: &mut Tx, now: At) -> Result<bool, Error> {
    for incident in store::due(tx, now.plus(AHEAD))? {
        let Some(next) = incident.next_update_by.filter(|next| *next > now) else { continue };
        let span = incident.cadence_minutes * MINUTE;
        if now >= rule::warn_at(next.plus(-span), next) && store::warned(tx, &incident, now)? {
            warn(tx, &incident, now)?;
        }
    }
    answer::ask(tx, now)
}

/// A mail to the writer, unless the promise reminds them itself (it does of spans of twenty minutes and more).
fn warn(tx: &mut Tx, incident: &Incident, now: At) -> Result<(), Error> {
    let Some(id) = incident.next_promise else { return Ok(()) };
    let Some(open) = promise::find(tx, id)? else { return Ok(()) };
    if promise::remind_at(open.made_at, open.due_at).is_some() {
        return Ok(());
    }
    let Some(p) = person::find(tx, incident.writer())?.filter(|p| p.active && !p.address.is_empty()) else {
        return Ok(());
    };
    let domain = mailbox::domain_for(tx, None)?;
    outgoing::queue(
        tx,
        &NewOutgoing {
            kind: OutgoingKind::Notice,
            ticket: None,
            message: None,
            person: Some(p.id),
            recipient: &p.address,
            mail_address: None,
            rfc_id: None,
            domain: &domain,
            detail: &format!("promise_due:{id}"),
            now,
            due_at: now,
        },
    )?;
    Ok(())
}
