//! The queue of outgoing mail. A verb adds rows here in its own transaction; `outbox/` renders and sends them
//! later. This module knows ids and states, not what a ticket is or how SMTP works.

pub mod store;

pub use self::store::{
    Delivery, Known, Listed, NOW, anything_due, by_rfc_id, cancel, cancel_all_of, claim, count, find,
    give_back, hurry, mark_cancelled, mark_failed, mark_sent, next_due, of_ticket, oldest_waiting, page,
    page_with_tickets, queue, release_all, renew, send_again, set_raw, try_all_now, try_later,
    will_ask_of_ticket,
};
pub use crate::ids::OutgoingId;

use crate::clock::{At, DAY, HOUR, MINUTE, SECOND};
use crate::ids::{MailAddressId, MessageId, PersonId, TicketId};

::store::text_enum! {
    /// What a mail is for; the outbox has a template for each.
    pub enum OutgoingKind {
        /// A message on a ticket, to the requester or a watcher.
        Reply = "reply",
        /// “We have your request.”
        Receipt = "receipt",
        SignInLink = "sign_in_link",
        /// To a colleague: a ticket is yours now, or somebody answered.
        Notice = "notice",
        Test = "test",
        /// A text that many are told; `detail` is the broadcast's id.
        Broadcast = "broadcast",
        /// “Do you want to hear from the status page?”
        Subscription = "subscription",
        /// To whoever is on call.
        Call = "call",
    }
}
::store::text_enum! {
    pub enum OutgoingState { Waiting = "waiting", Sent = "sent", Failed = "failed", Cancelled = "cancelled" }
}

/// A mail to queue.
#[derive(Clone, Debug)]
pub struct NewOutgoing<'a> {
    pub kind: OutgoingKind,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub person: Option<PersonId>,
    pub recipient: &'a str,
    pub mail_address: Option<MailAddressId>,
    /// Without angle brackets; none: made from the row's id and `domain`.
    pub rfc_id: Option<&'a str>,
    pub domain: &'a str,
    pub detail: &'a str,
    pub now: At,
    pub due_at: At,
}

#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: OutgoingId,
    pub kind: OutgoingKind,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub person: Option<PersonId>,
    pub recipient: String,
    pub mail_address: Option<MailAddressId>,
    pub rfc_id: String,
    pub detail: String,
    pub raw: Option<Vec<u8>>,
    pub state: OutgoingState,
    pub attempts: i64,
    pub due_at: At,
    pub last_answer: String,
    pub created_at: At,
    pub sent_at: Option<At>,
}

/// The words of a short mail that whoever queues it writes in the reader's language (kinds `subscription` and `call`);
/// JSON in the row's `detail`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Short {
    pub subject: String,
    /// Paragraphs.
    pub lead: Vec<String>,
    /// What to press, empty for nothing: the button's word and where it leads.
    #[serde(default)]
    pub go_label: String,
    #[serde(default)]
    pub go_link: String,
    #[serde(default)]
    pub foot: Vec<String>,
}

/// A mail that cannot be handed over is given up after this long, as RFC 5321 (4.5.4.1) advises.
pub const GIVE_UP_AFTER: i64 = 4 * DAY;

/// How long to wait after a failed try: 30 s, then longer and longer, at most 4 hours.
pub fn backoff(attempts: i64) -> i64 {
    match attempts {
        ..=1 => 30 * SECOND,
        2 => 2 * MINUTE,
        3 => 10 * MINUTE,
        4 => 30 * MINUTE,
        5..=8 => HOUR,
        _ => 4 * HOUR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_never_shrink_and_days_of_trying_fit_before_giving_up() {
        let mut total = 0;
        for attempts in 1..40 {
            assert!(backoff(attempts + 1) >= backoff(attempts));
            total += backoff(attempts);
        }
        assert!(total > GIVE_UP_AFTER);
    }
}
