//! One text for many readers, told to each of them once: incident updates, announcements, workarounds. Whoever has a
//! ticket about it is answered in that ticket's thread; everybody else gets a mail of their own. What is said is
//! committed together with the list of those who are told; the mails are queued from that list in portions, each in a
//! unit of its own, so that a crash leaves nobody out and nobody is told twice.

mod drain;
pub mod store;
#[cfg(test)]
mod tests;
pub mod word;

pub use self::store::{Counts, Delivery, acknowledge, counts, delivery, find, told};
pub use crate::ids::BroadcastId;
pub use drain::drain;

use crate::clock::At;
use crate::ids::{PersonId, RecordId, SubscriberId, TicketId};
use crate::person::folded_address;
use ::store::{Error, Tx};
use std::collections::BTreeMap;

::store::text_enum! {
    pub enum BroadcastKind {
        IncidentUpdate = "incident_update",
        IncidentResolved = "incident_resolved",
        Announcement = "announcement",
        KnownError = "known_error",
        Fix = "fix",
    }
}

::store::text_enum! {
    /// How somebody is spoken to: as one who uses the service, as one who decides about it, or as one who asked the
    /// status page for news.
    pub enum Register {
        Reader = "reader",
        Stakeholder = "stakeholder",
        Subscriber = "subscriber",
    }
}

/// A text to tell.
#[derive(Clone, Debug)]
pub struct NewBroadcast<'a> {
    pub record: RecordId,
    pub kind: BroadcastKind,
    pub author: PersonId,
    pub subject: &'a str,
    /// Markdown.
    pub body: &'a str,
    /// The same for stakeholders; empty: they read `body`.
    pub stakeholder_body: &'a str,
    /// When the next word is promised.
    pub next_at: Option<At>,
    /// What it is about happens from then until then; every reader reads it in their own zone.
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
    /// Our own page about it, e.g. `/status/incidents/k3…`; empty when there is none.
    pub page_path: &'a str,
    /// An iCalendar object (RFC 5545) with its METHOD; empty when there is none.
    pub calendar: &'a str,
    /// The reader may say that they saw it.
    pub asks_to_acknowledge: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    pub id: BroadcastId,
    pub record: RecordId,
    pub kind: BroadcastKind,
    pub author: PersonId,
    pub author_name: String,
    pub subject: String,
    pub body: String,
    pub stakeholder_body: String,
    pub next_at: Option<At>,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
    pub page_path: String,
    pub calendar: String,
    pub asks_to_acknowledge: bool,
    pub created_at: At,
}

impl Broadcast {
    /// The words for somebody who is spoken to in this register.
    pub fn words(&self, register: Register) -> &str {
        match register {
            Register::Stakeholder if !self.stakeholder_body.is_empty() => &self.stakeholder_body,
            _ => &self.body,
        }
    }
}

/// Somebody to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub address: String,
    pub person: Option<PersonId>,
    /// A ticket of theirs that is about it.
    pub ticket: Option<TicketId>,
    pub subscriber: Option<SubscriberId>,
    pub register: Register,
}

/// One reason for each address: a ticket of their own before a stakeholder's place, that before being a reader, and a
/// subscription last. Of several tickets the first one is answered by mail.
fn once_each(recipients: &[Recipient]) -> Vec<Recipient> {
    let rank = |r: &Recipient| match (r.ticket, r.register) {
        (Some(_), _) => 0,
        (None, Register::Stakeholder) => 1,
        (None, Register::Reader) => 2,
        (None, Register::Subscriber) => 3,
    };
    let mut chosen: BTreeMap<String, Recipient> = BTreeMap::new();
    for recipient in recipients {
        let address = folded_address(&recipient.address);
        if address.is_empty() {
            continue;
        }
        let known = chosen.get(&address);
        if known.is_none_or(|known| rank(recipient) < rank(known)) {
            chosen.insert(address.clone(), Recipient { address, ..recipient.clone() });
        }
    }
    chosen.into_values().collect()
}

/// Says it to all of them, once for each address; the mails follow by themselves. Commits nothing but rows: ten thousand
/// readers take a fraction of a second.
pub fn send(
    tx: &mut Tx,
    now: At,
    new: &NewBroadcast,
    recipients: &[Recipient],
) -> Result<BroadcastId, Error> {
    let id = BroadcastId(tx.next_id("broadcast")?);
    store::insert(tx, id, new, now)?;
    let told = once_each(recipients);
    for recipient in &told {
        store::insert_delivery(tx, id, recipient)?;
    }
    if !told.is_empty() {
        let job = jobs::NewJob {
            kind: DRAIN,
            payload: "",
            run_at: now.0,
            dedup_key: Some("waiting"),
            max_attempts: 10,
        };
        jobs::enqueue(tx, &job)?;
    }
    Ok(id)
}

/// The job that queues the mails of broadcasts.
pub const DRAIN: &str = "drain_broadcasts";
