//! The SQL that loads many rows at once: thirty to a statement, ids from reserved blocks.

use crate::clock::At;
use crate::event::EventKind;
use crate::ids::{
    AttachmentId, EventId, MailAddressId, MessageId, OrganisationId, PersonId, ServiceId, TeamId, TicketId,
};
use crate::person::Role;
use crate::ticket::{Blocked, Format, Impact, Kind, MessageKind, Priority, Status, Urgency, Via};
use store::{Conn, Error, Owned, Query, Tx, params};

store::statements! {
    pub const ANY_TICKET: "SELECT 1 FROM tickets LIMIT 1";
    pub const ADD_BLOB: "INSERT INTO blobs (hash, size_bytes, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING";
    pub const ADD_MAIL_ADDRESS: "INSERT INTO mail_addresses (id, address, name, is_default) VALUES ($1, $2, $3, TRUE)";
    pub const ADD_ORGANISATION: "INSERT INTO organisations (id, name, domain) VALUES ($1, $2, $3)";
}

const PEOPLE: &str = "INSERT INTO people (id, name, folded_name, role, organisation_id, password_hash, language, time_zone, active, created_at) VALUES ";
const ADDRESSES: &str = "INSERT INTO addresses (address, person_id, is_primary) VALUES ";
const TICKETS: &str = "INSERT INTO tickets (id, number, kind, subject, status, priority, impact, urgency, requester_id, owner_id, team_id, \
    service_id, mail_address_id, goal, blocked, is_open, is_waiting, snoozed_until, last_word, last_word_by_id, last_word_kind, last_word_at, \
    created_at, activity_at, resolved_at, closed_at, version) VALUES ";
const MESSAGES: &str = "INSERT INTO messages (id, ticket_id, origin_ticket_id, kind, author_id, via, body, folded, format, attachment_count, rfc_id, created_at) VALUES ";
const EVENTS: &str =
    "INSERT INTO events (id, at, kind, actor_id, ticket_id, message_id, subject_id, before, after) VALUES ";
const OUTGOING: &str = "INSERT INTO outgoing_mails (id, kind, ticket_id, message_id, person_id, recipient, mail_address_id, rfc_id, state, attempts, due_at, last_answer, created_at, sent_at) VALUES ";
const TAGS: &str = "INSERT INTO ticket_tags (ticket_id, tag) VALUES ";
const WATCHERS: &str = "INSERT INTO ticket_watchers (ticket_id, person_id) VALUES ";
const ATTACHMENTS: &str = "INSERT INTO attachments (id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, created_at) VALUES ";

/// Rows of one statement: enough to save round trips, few enough parameters for both databases.
const ROWS: usize = 30;

pub type Row = Vec<Owned>;

fn insert(tx: &mut Tx, head: &'static str, rows: &[Row]) -> Result<(), Error> {
    for rows in rows.chunks(ROWS) {
        let mut query = Query::new(head);
        for (place, row) in rows.iter().enumerate() {
            query.sql(if place == 0 { "(" } else { ",(" });
            for (column, value) in row.iter().enumerate() {
                if column > 0 {
                    query.sql(",");
                }
                query.bind(value.clone());
            }
            query.sql(")");
        }
        tx.run_query(&query)?;
    }
    Ok(())
}

pub fn has_tickets(conn: &mut Conn) -> Result<bool, Error> {
    conn.exists(ANY_TICKET, params![])
}

pub fn add_blob(tx: &mut Tx, hash: &str, bytes: i64, now: At) -> Result<(), Error> {
    tx.run(ADD_BLOB, params![hash, bytes, now])?;
    Ok(())
}

pub fn add_mail_address(tx: &mut Tx, address: &str, name: &str) -> Result<MailAddressId, Error> {
    let id = MailAddressId(tx.next_id("mail_address")?);
    tx.run(ADD_MAIL_ADDRESS, params![id, address, name])?;
    Ok(id)
}

pub fn add_organisation(tx: &mut Tx, name: &str, domain: &str) -> Result<OrganisationId, Error> {
    let id = OrganisationId(tx.next_id("organisation")?);
    tx.run(ADD_ORGANISATION, params![id, name, domain])?;
    Ok(id)
}

pub struct NewPerson<'a> {
    pub id: PersonId,
    pub name: &'a str,
    pub address: &'a str,
    pub role: Role,
    pub organisation: Option<OrganisationId>,
    pub language: &'a str,
    pub password_hash: Option<&'a str>,
    pub created: At,
}

pub fn people<'a>(tx: &mut Tx, new: impl Iterator<Item = NewPerson<'a>>) -> Result<(), Error> {
    let (mut people, mut addresses) = (Vec::new(), Vec::new());
    for p in new {
        addresses.push(vec![p.address.into(), p.id.into(), true.into()]);
        people.push(vec![
            p.id.into(),
            p.name.into(),
            crate::words::fold(p.name).into(),
            p.role.into(),
            p.organisation.into(),
            p.password_hash.into(),
            p.language.into(),
            "".into(),
            true.into(),
            p.created.into(),
        ]);
    }
    insert(tx, PEOPLE, &people)?;
    insert(tx, ADDRESSES, &addresses)
}

/// Rows that wait for their unit.
#[derive(Default)]
pub struct Load {
    tickets: Vec<Row>,
    messages: Vec<Row>,
    events: Vec<Row>,
    outgoing: Vec<Row>,
    tags: Vec<Row>,
    watchers: Vec<Row>,
    attachments: Vec<Row>,
}

pub struct TicketRow<'a> {
    pub id: TicketId,
    pub number: i64,
    pub kind: Kind,
    pub subject: &'a str,
    pub status: Status,
    pub priority: Priority,
    pub impact: Impact,
    pub urgency: Urgency,
    pub requester: PersonId,
    pub owner: Option<PersonId>,
    pub team: TeamId,
    pub service: ServiceId,
    pub mail_address: MailAddressId,
    pub goal: &'a str,
    pub blocked: Blocked,
    pub snoozed: Option<At>,
    pub last_word: &'a str,
    pub last_word_by: PersonId,
    pub last_word_kind: MessageKind,
    pub created: At,
    pub activity: At,
    pub resolved: Option<At>,
    pub closed: Option<At>,
    pub version: i64,
}

pub struct MessageRow<'a> {
    pub id: MessageId,
    pub ticket: TicketId,
    pub kind: MessageKind,
    pub author: PersonId,
    pub via: Via,
    pub body: &'a str,
    pub folded: &'a str,
    pub has_file: bool,
    pub rfc_id: Option<&'a str>,
    pub at: At,
}

impl Load {
    pub fn ticket(&mut self, t: &TicketRow) {
        let is_waiting = t.status.is_waiting() || t.status.is_open() && t.snoozed.is_some();
        self.tickets.push(vec![
            t.id.into(),
            t.number.into(),
            t.kind.into(),
            t.subject.into(),
            t.status.into(),
            t.priority.into(),
            t.impact.into(),
            t.urgency.into(),
            t.requester.into(),
            t.owner.into(),
            t.team.into(),
            t.service.into(),
            t.mail_address.into(),
            t.goal.into(),
            t.blocked.into(),
            t.status.is_open().into(),
            is_waiting.into(),
            t.snoozed.into(),
            t.last_word.into(),
            t.last_word_by.into(),
            t.last_word_kind.into(),
            t.activity.into(),
            t.created.into(),
            t.activity.into(),
            t.resolved.into(),
            t.closed.into(),
            t.version.into(),
        ]);
    }

    pub fn message(&mut self, m: &MessageRow) {
        let format = if m.via == Via::Mail { Format::Plain } else { Format::Markdown };
        self.messages.push(vec![
            m.id.into(),
            m.ticket.into(),
            m.ticket.into(),
            m.kind.into(),
            m.author.into(),
            m.via.into(),
            m.body.into(),
            m.folded.into(),
            format.into(),
            i64::from(m.has_file).into(),
            m.rfc_id.into(),
            m.at.into(),
        ]);
    }

    #[allow(clippy::too_many_arguments)]
    pub fn event(
        &mut self,
        id: EventId,
        at: At,
        kind: EventKind,
        actor: Option<PersonId>,
        ticket: TicketId,
        message: Option<MessageId>,
        before: &str,
        after: &str,
    ) {
        self.events.push(vec![
            id.into(),
            at.into(),
            kind.into(),
            actor.into(),
            ticket.into(),
            message.into(),
            None::<i64>.into(),
            before.into(),
            after.into(),
        ]);
    }

    /// A mail that went out with a message of ours.
    pub fn sent(&mut self, id: i64, m: &MessageRow, recipient: (PersonId, &str), from: MailAddressId) {
        self.outgoing.push(vec![
            id.into(),
            "reply".into(),
            m.ticket.into(),
            m.id.into(),
            recipient.0.into(),
            recipient.1.into(),
            from.into(),
            m.rfc_id.unwrap_or_default().into(),
            "sent".into(),
            1_i64.into(),
            m.at.into(),
            "250 2.0.0 taken".into(),
            m.at.into(),
            m.at.into(),
        ]);
    }

    pub fn tag(&mut self, ticket: TicketId, tag: &str) {
        self.tags.push(vec![ticket.into(), tag.into()]);
    }

    pub fn watcher(&mut self, ticket: TicketId, person: PersonId) {
        self.watchers.push(vec![ticket.into(), person.into()]);
    }

    pub fn attachment(&mut self, id: AttachmentId, m: &MessageRow, file: &super::File) {
        self.attachments.push(vec![
            id.into(),
            m.id.into(),
            m.ticket.into(),
            m.author.into(),
            file.hash.as_str().into(),
            file.name.into(),
            file.content_type.into(),
            file.bytes.into(),
            m.at.into(),
        ]);
    }

    /// Writes everything, in the order in which rows point at each other. A unit may run twice, so it keeps them.
    pub fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        insert(tx, TICKETS, &self.tickets)?;
        insert(tx, MESSAGES, &self.messages)?;
        insert(tx, EVENTS, &self.events)?;
        insert(tx, OUTGOING, &self.outgoing)?;
        insert(tx, TAGS, &self.tags)?;
        insert(tx, WATCHERS, &self.watchers)?;
        insert(tx, ATTACHMENTS, &self.attachments)
    }
}
