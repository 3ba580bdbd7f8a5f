//! What time does to promises: it reminds their owners, and breaks those whose time passed in silence.

use super::{Promise, State, store, verbs::tell};
use crate::clock::At;
use crate::event::EventKind;
use crate::ids::{PersonId, TeamId};
use crate::outgoing::{self, NewOutgoing, OutgoingKind};
use crate::person::{self, Role};
use crate::{mailbox, team};
use ::store::{Error, Tx};

/// Leads told of one broken promise, at most.
const LEADS_MAX: usize = 10;

/// Reminds and breaks what is due until now, at most a hundred of each; true when there may be more. Each is claimed
/// by a conditional update, so that two nodes never remind twice.
pub fn tend(tx: &mut Tx, now: At) -> Result<bool, Error> {
    let overdue = store::overdue(tx, now)?;
    let leads = if overdue.is_empty() { Vec::new() } else { all_leads(tx)? };
    for promise in &overdue {
        if store::end(tx, promise.id, State::Broken, now, None, "")? {
            tell(tx, promise.subject, None, now, EventKind::PromiseBroken, None, "", &promise.words)?;
            for lead in leads_of(tx, &leads, promise.team, promise.owner)? {
                notify(tx, promise, lead, "promise_broken", now)?;
            }
            notify(tx, promise, promise.owner, "promise_broken", now)?;
        }
    }
    let to_remind = store::to_remind(tx, now)?;
    for promise in &to_remind {
        if store::reminded(tx, promise.id)? {
            notify(tx, promise, promise.owner, "promise_due", now)?;
        }
    }
    Ok(overdue.len() >= 100 || to_remind.len() >= 100)
}

fn all_leads(tx: &mut Tx) -> Result<Vec<PersonId>, Error> {
    let colleagues = person::colleagues(tx)?.into_iter();
    Ok(colleagues.filter(|p| p.active && p.role == Role::Lead).map(|p| p.id).collect())
}

/// Those of the leads who are on the team; where none is, all of them. Never the owner, who is told anyway.
fn leads_of(
    tx: &mut Tx,
    leads: &[PersonId],
    team: Option<TeamId>,
    owner: PersonId,
) -> Result<Vec<PersonId>, Error> {
    let all: Vec<PersonId> = leads.iter().copied().filter(|id| *id != owner).collect();
    let members: Vec<PersonId> = match team {
        Some(team) => team::members(tx, team)?.into_iter().map(|(id, _)| id).collect(),
        None => Vec::new(),
    };
    let of_team: Vec<PersonId> = all.iter().copied().filter(|id| members.contains(id)).collect();
    let mut told = if of_team.is_empty() { all } else { of_team };
    told.truncate(LEADS_MAX);
    Ok(told)
}

fn notify(tx: &mut Tx, promise: &Promise, to: PersonId, what: &str, now: At) -> Result<(), Error> {
    let Some(p) = person::find(tx, to)?.filter(|p| p.active && !p.address.is_empty()) else { return Ok(()) };
    let domain = mailbox::domain_for(tx, None)?;
    outgoing::queue(
        tx,
        &NewOutgoing {
            kind: OutgoingKind::Notice,
            ticket: promise.subject.ticket(),
            message: None,
            person: Some(p.id),
            recipient: &p.address,
            mail_address: None,
            rfc_id: None,
            domain: &domain,
            detail: &format!("{what}:{}", promise.id),
            now,
            due_at: now,
        },
    )?;
    Ok(())
}
