//! What happened, append-only: every verb adds its event in its own transaction. Histories, notices, the audit
//! log and webhooks read these; nothing ever changes one.

use crate::clock::At;
use crate::ids::{EventId, TicketId};
use crate::person::PersonId;
use store::{Conn, Error, Tx, params};

::store::text_enum! {
    /// What kind of thing happened. `before` and `after` of the row hold names or words as they were then.
    pub enum EventKind {
        Created = "created",
        Replied = "replied",
        Noted = "noted",
        Withdrawn = "withdrawn",
        Held = "held",
        HeldAccepted = "held_accepted",
        HeldDiscarded = "held_discarded",
        StatusChanged = "status_changed",
        OwnerChanged = "owner_changed",
        TeamChanged = "team_changed",
        ServiceChanged = "service_changed",
        PriorityChanged = "priority_changed",
        KindChanged = "kind_changed",
        SubjectChanged = "subject_changed",
        GoalChanged = "goal_changed",
        BlockedChanged = "blocked_changed",
        RequesterChanged = "requester_changed",
        TagAdded = "tag_added",
        TagRemoved = "tag_removed",
        WatcherAdded = "watcher_added",
        WatcherRemoved = "watcher_removed",
        Snoozed = "snoozed",
        Woken = "woken",
        MergedInto = "merged_into",
        MergedFrom = "merged_from",
        MergeUndone = "merge_undone",
        SplitFrom = "split_from",
        SplitInto = "split_into",
        Linked = "linked",
        Unlinked = "unlinked",
        MailBounced = "mail_bounced",
        PromiseMade = "promise_made",
        PromiseKept = "promise_kept",
        PromiseRenewed = "promise_renewed",
        PromiseBroken = "promise_broken",
        PromiseHandedOver = "promise_handed_over",
        /// On no ticket: an admin changed what the coach marks.
        CoachChanged = "coach_changed",
    }
}

/// An event to append.
#[derive(Clone, Debug, Default)]
pub struct NewEvent<'a> {
    pub message: Option<i64>,
    /// The person, team or ticket it is about, where there is one.
    pub subject: Option<i64>,
    pub before: &'a str,
    pub after: &'a str,
}

/// An event as it is read back.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: EventId,
    pub at: At,
    pub kind: EventKind,
    pub actor: Option<PersonId>,
    pub actor_name: String,
    pub message: Option<i64>,
    pub subject: Option<i64>,
    pub before: String,
    pub after: String,
}

store::statements! {
    pub const APPEND: "INSERT INTO events (id, at, kind, actor_id, ticket_id, message_id, subject_id, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub const OF_TICKET: "SELECT e.id, e.at, e.kind, e.actor_id, p.name, e.message_id, e.subject_id, e.before, e.after \
        FROM events e LEFT JOIN people p ON p.id = e.actor_id WHERE e.ticket_id = $1 ORDER BY e.id DESC LIMIT $2";
    pub const OF_TICKET_AFTER: "SELECT e.id, e.at, e.kind, e.actor_id, p.name, e.message_id, e.subject_id, e.before, e.after \
        FROM events e LEFT JOIN people p ON p.id = e.actor_id WHERE e.ticket_id = $1 AND e.id > $2 ORDER BY e.id LIMIT $3";
    pub const OF_MESSAGE: "SELECT e.id, e.at, e.kind, e.actor_id, p.name, e.message_id, e.subject_id, e.before, e.after \
        FROM events e LEFT JOIN people p ON p.id = e.actor_id WHERE e.ticket_id = $1 AND e.message_id = $2 ORDER BY e.id DESC LIMIT 10";
    pub const LAST_OF_KIND: "SELECT e.id, e.at, e.kind, e.actor_id, p.name, e.message_id, e.subject_id, e.before, e.after \
        FROM events e LEFT JOIN people p ON p.id = e.actor_id WHERE e.ticket_id = $1 AND e.kind = $2 ORDER BY e.id DESC LIMIT 1";
    pub const OF_THE_HOUSE: "SELECT e.id, e.at, e.kind, e.actor_id, p.name, e.message_id, e.subject_id, e.before, e.after \
        FROM events e LEFT JOIN people p ON p.id = e.actor_id WHERE e.ticket_id IS NULL AND e.kind = $1 ORDER BY e.id DESC LIMIT $2";
}

/// Writes an event. `actor` is none for the program's own doing; `ticket` for what happens to the desk itself.
pub fn append(
    tx: &mut Tx,
    ticket: impl Into<Option<TicketId>>,
    actor: Option<PersonId>,
    now: At,
    kind: EventKind,
    new: NewEvent,
) -> Result<EventId, Error> {
    let id = EventId(tx.next_id("event")?);
    let ticket: Option<TicketId> = ticket.into();
    tx.put(APPEND, params![id, now, kind, actor, ticket, new.message, new.subject, new.before, new.after])?;
    Ok(id)
}

fn event(row: &store::Row) -> Result<Event, Error> {
    Ok(Event {
        id: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        actor: row.get(3)?,
        actor_name: row.get::<Option<String>>(4)?.unwrap_or_else(|| "Alongside".to_owned()),
        message: row.get(5)?,
        subject: row.get(6)?,
        before: row.get(7)?,
        after: row.get(8)?,
    })
}

/// Says that [`of_ticket`] will be asked.
pub fn will_ask_of_ticket(conn: &mut Conn, ticket: TicketId, limit: i64) {
    conn.will_ask(OF_TICKET, params![ticket, limit]);
}

/// The newest `limit` events of a ticket, newest first.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId, limit: i64) -> Result<Vec<Event>, Error> {
    conn.all(OF_TICKET, params![ticket, limit], event)
}

/// The `limit` events of a ticket after `after` (0: from the start), oldest first.
pub fn of_ticket_after(
    conn: &mut Conn,
    ticket: TicketId,
    after: EventId,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    conn.all(OF_TICKET_AFTER, params![ticket, after, limit], event)
}

/// What happened along with one message, newest first.
pub fn of_message(conn: &mut Conn, ticket: TicketId, message: i64) -> Result<Vec<Event>, Error> {
    conn.all(OF_MESSAGE, params![ticket, message], event)
}

/// The last event of one kind on a ticket.
pub fn last_of_kind(conn: &mut Conn, ticket: TicketId, kind: EventKind) -> Result<Option<Event>, Error> {
    conn.one(LAST_OF_KIND, params![ticket, kind], event)
}

/// The newest events of one kind that are on no ticket, newest first.
pub fn of_the_house(conn: &mut Conn, kind: EventKind, limit: i64) -> Result<Vec<Event>, Error> {
    conn.all(OF_THE_HOUSE, params![kind, limit], event)
}

/// The event as a line of history: “Bo Lind changed the status from open to resolved”.
pub fn sentence(event: &Event) -> String {
    use EventKind::*;
    let Event { actor_name: who, before, after, .. } = event;
    let from_to = |what: &str| match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("{who} set the {what} to {}", after.replace('_', " ")),
        (false, true) => format!("{who} cleared the {what} ({})", before.replace('_', " ")),
        (false, false) => {
            format!(
                "{who} changed the {what} from {} to {}",
                before.replace('_', " "),
                after.replace('_', " ")
            )
        }
    };
    match event.kind {
        Created => format!("{who} asked for help"),
        Replied => format!("{who} replied"),
        Noted => format!("{who} wrote a note"),
        Withdrawn => format!("{who} took a message back before it was sent"),
        Held => format!("A mail that says it is from {who} waits for a yes"),
        HeldAccepted => format!("{who} accepted a held mail"),
        HeldDiscarded => format!("{who} discarded a held mail"),
        StatusChanged => from_to("status"),
        OwnerChanged => match (before.is_empty(), after.is_empty()) {
            (_, true) => format!("{who} left the ticket without an owner (it was {before})"),
            (_, false) if after == who => format!("{who} took the ticket"),
            (_, false) => format!("{who} gave the ticket to {after}"),
        },
        TeamChanged => from_to("team"),
        ServiceChanged => from_to("service"),
        PriorityChanged => from_to("priority"),
        KindChanged => from_to("kind"),
        SubjectChanged => format!("{who} changed the subject to “{after}”"),
        GoalChanged => format!("{who} wrote down the goal: {after}"),
        BlockedChanged => from_to("effect on work"),
        RequesterChanged => from_to("requester"),
        TagAdded => format!("{who} added the tag {after}"),
        TagRemoved => format!("{who} took away the tag {before}"),
        WatcherAdded => format!("{who} added {after} as a watcher"),
        WatcherRemoved => format!("{who} removed {before} from the watchers"),
        Snoozed => format!("{who} snoozed the ticket"),
        Woken => "The ticket came back from its snooze".to_owned(),
        MergedInto => format!("{who} merged this ticket into {after}"),
        MergedFrom => format!("{who} merged {before} into this ticket"),
        MergeUndone => format!("{who} undid the merge with {after}"),
        SplitFrom => format!("{who} split this ticket from {before}"),
        SplitInto => format!("{who} split off {after}"),
        Linked => format!("{who} linked {after}"),
        Unlinked => format!("{who} removed the link to {before}"),
        MailBounced => format!("Mail to {before} came back: {after}"),
        PromiseMade | PromiseKept | PromiseRenewed | PromiseBroken | PromiseHandedOver => {
            promise_sentence(event.kind, who, before, after)
        }
        CoachChanged => format!("{who} {after}"),
    }
}

/// What happened to a promise, as a line of history. `words` are the promise's own; `before` is the reason for a new time,
/// or the colleague who has it now.
pub fn promise_sentence(kind: EventKind, who: &str, before: &str, words: &str) -> String {
    match kind {
        EventKind::PromiseKept => format!("{who} kept a promise: “{words}”"),
        EventKind::PromiseRenewed => format!("{who} gave a promise a new time, “{words}”: {before}"),
        EventKind::PromiseBroken => format!("The time of a promise passed in silence: “{words}”"),
        EventKind::PromiseHandedOver => format!("{who} gave a promise to {before}: “{words}”"),
        _ => format!("{who} promised: “{words}”"),
    }
}
