//! News for pages that are open: what changed, told to every node after the commit. Only ids, numbers and
//! versions travel; a page that may see the ticket fetches the rest itself.

use crate::ids::{PersonId, TicketId};
use serde::{Deserialize, Serialize};
use store::Tx;

/// The topic all nodes listen to.
pub const TOPIC: &str = "live";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// Something about the ticket is different now; `by` is 0 for the program itself.
    Ticket { id: TicketId, number: i64, version: i64, by: PersonId },
    /// Somebody looks at a ticket, or writes on it, or has left it.
    Presence { number: i64, person: PersonId, name: String, writing: bool, gone: bool },
}

impl News {
    pub fn from_payload(payload: &str) -> Option<News> {
        serde_json::from_str(payload).ok()
    }
}

/// Queues news for after the commit.
pub fn publish(tx: &mut Tx, news: &News) {
    if let Ok(payload) = serde_json::to_string(news) {
        tx.publish(TOPIC, &payload);
    }
}

pub fn ticket_changed(tx: &mut Tx, id: TicketId, number: i64, version: i64, by: PersonId) {
    publish(tx, &News::Ticket { id, number, version, by });
}
