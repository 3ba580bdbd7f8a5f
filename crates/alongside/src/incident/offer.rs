//! What is offered as an incident by itself: similar requests within minutes, a machine that fell silent. And requests that
//! may be about an incident that we know of.

use super::cluster::{self, Cluster, Known, WINDOW, is_about};
use super::store::offer::{self as store, OfferRow, OfferState};
use super::{Error, Offer, Refused, check_in, find};
use crate::clock::{At, HOUR, MINUTE};
use crate::ids::{IncidentOfferId, TicketId};
use crate::person::Power;
use crate::ticket::By;
use ::store::{Conn, Error as Fault, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An offer that nobody took is shown for so long.
const SHOWN: i64 = 4 * HOUR;
/// A cluster that was waved away does not come back for so long.
const SILENT: i64 = 2 * HOUR;

/// What of a cluster is kept beside its tickets.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Common {
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    people: i64,
    #[serde(default)]
    minutes: i64,
}

fn read(row: OfferRow) -> Offer {
    let common: Common = serde_json::from_str(&row.words).unwrap_or_default();
    Offer {
        id: row.id,
        at: row.at,
        title: row.title,
        service: row.service,
        words: common.words,
        tickets: store::ids_of(&row.ticket_ids),
        people: common.people,
        minutes: common.minutes,
        check_in: row.check_in,
    }
}

/// What is offered now, the latest first.
pub fn offers(conn: &mut Conn, now: At) -> Result<Vec<Offer>, Fault> {
    Ok(store::offers(conn, now.plus(-SHOWN))?.into_iter().map(read).collect())
}

/// One that is still on offer.
pub fn offer(conn: &mut Conn, id: IncidentOfferId) -> Result<Option<Offer>, Fault> {
    Ok(store::find(conn, id)?.filter(|row| row.state == OfferState::Offered).map(read))
}

/// It is not an incident.
pub fn dismiss(tx: &mut Tx, by: &By, id: IncidentOfferId) -> Result<(), Error> {
    if !by.actor.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    store::end(tx, id, OfferState::Dismissed, None)?;
    Ok(())
}

/// Whether [`watch`] has anything to look at.
///
/// # Errors
/// When the database does not answer.
pub fn is_anything_new(conn: &mut Conn, now: At) -> Result<bool, Fault> {
    Ok(super::store::is_anyone_since(conn, now.plus(-WINDOW))? || check_in::is_any_silent(conn, now)?)
}

/// Looks at what came in during the last minutes: offers clusters and silent machines, and offers requests that are about an
/// open incident to it. Reads little when little came.
///
/// # Errors
/// When the database does not answer.
pub fn watch(tx: &mut Tx, now: At) -> Result<(), Fault> {
    check_in::tend(tx, now)?;
    let seen = super::store::seen_since(tx, now.plus(-WINDOW))?;
    if seen.is_empty() {
        return Ok(());
    }
    let open = find::open_now(tx)?;
    let linked: BTreeSet<TicketId> = super::store::open_linked(tx)?.into_iter().collect();
    let mut left = Vec::new();
    for one in seen {
        if linked.contains(&one.id) {
            continue;
        }
        let text = format!("{} {}", one.subject, one.said);
        let known = open.iter().find(|open| is_about(&known(open), one.service, &text));
        match known {
            Some(known) => drop(super::store::offer_ticket(tx, known.incident.id, one.id, now)?),
            None => left.push(one),
        }
    }
    for cluster in cluster::clusters(&left) {
        put(tx, &cluster, now)?;
    }
    Ok(())
}

/// What is known of an open incident, to compare with.
pub fn known(open: &find::Open) -> Known {
    Known {
        services: open.services.iter().map(|(id, _, _)| *id).collect(),
        title: open.incident.title.clone(),
        names: open.services.iter().map(|(_, name, _)| name.clone()).collect(),
    }
}

/// A cluster becomes an offer, or makes the one that holds some of its requests larger. What was waved away, or declared a
/// short time ago, is left alone.
fn put(tx: &mut Tx, cluster: &Cluster, now: At) -> Result<(), Fault> {
    let shares =
        |row: &OfferRow| store::ids_of(&row.ticket_ids).iter().any(|id| cluster.tickets.contains(id));
    for state in [OfferState::Dismissed, OfferState::Declared] {
        if store::recent(tx, state, now.plus(-SILENT))?.iter().any(shares) {
            return Ok(());
        }
    }
    let known = store::offers(tx, now.plus(-SHOWN))?.into_iter().find(shares);
    let mut tickets = known.as_ref().map(|row| store::ids_of(&row.ticket_ids)).unwrap_or_default();
    let before: Common =
        known.as_ref().and_then(|row| serde_json::from_str(&row.words).ok()).unwrap_or_default();
    let fresh: Vec<TicketId> = cluster.tickets.iter().copied().filter(|id| !tickets.contains(id)).collect();
    if known.is_some() && fresh.is_empty() {
        return Ok(());
    }
    tickets.extend(&fresh);
    let people = i64::try_from(cluster.people).unwrap_or(i64::MAX);
    let more = i64::try_from(fresh.len()).unwrap_or(0);
    let common = Common {
        words: cluster.words.clone(),
        people: if known.is_some() { people.max(before.people.min(before.people + more)) } else { people },
        minutes: (cluster.until.since(cluster.from) / MINUTE + 1).max(before.minutes),
    };
    let words = serde_json::to_string(&common).unwrap_or_default();
    match known {
        Some(row) => {
            let ticket_ids = store::ids_text(&tickets);
            store::grow(tx, &OfferRow { at: now, words, ticket_ids, service: cluster.service, ..row })?;
        }
        None => drop(store::insert(tx, now, &cluster.title, cluster.service, &words, &tickets, None)?),
    }
    Ok(())
}
