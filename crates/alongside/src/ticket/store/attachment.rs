//! The SQL on attachments. Permission follows the message: whoever may read it may have its files.

use crate::clock::At;
use crate::ids::{AttachmentId, MessageId, PersonId, TicketId};
use crate::ticket::attachment::{Attachment, NewAttachment};
use store::{Conn, Error, Row, Tx, params};

store::statements! {
    pub const INSERT: "INSERT INTO attachments (id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, content_id, is_inline, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    pub const INSERT_BLOB: "INSERT INTO blobs (hash, size_bytes, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO UPDATE SET created_at = excluded.created_at";
    pub const ATTACH: "UPDATE attachments SET message_id = $1, ticket_id = $2 WHERE id = $3 AND uploaded_by_id = $4 AND message_id IS NULL";
    pub const FIND: "SELECT id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, content_id, is_inline FROM attachments WHERE id = $1";
    pub const OF_MESSAGE: "SELECT id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, content_id, is_inline FROM attachments WHERE message_id = $1 ORDER BY id LIMIT 1000";
    pub const OF_TICKET: "SELECT a.id, a.message_id, a.ticket_id, a.uploaded_by_id, a.blob_hash, a.filename, a.content_type, a.size_bytes, a.content_id, a.is_inline \
        FROM messages m JOIN attachments a ON a.message_id = m.id WHERE m.ticket_id = $1 AND m.attachment_count > 0 ORDER BY a.id LIMIT 1000";
    pub const UPLOADS: "SELECT id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, content_id, is_inline FROM attachments \
        WHERE message_id IS NULL AND uploaded_by_id = $1 AND ticket_id = $2 ORDER BY created_at, id LIMIT 100";
    pub const LOOSE_UPLOADS: "SELECT id, message_id, ticket_id, uploaded_by_id, blob_hash, filename, content_type, size_bytes, content_id, is_inline FROM attachments \
        WHERE message_id IS NULL AND uploaded_by_id = $1 AND ticket_id IS NULL ORDER BY created_at, id LIMIT 100";
    pub const DROP_UPLOAD: "DELETE FROM attachments WHERE id = $1 AND uploaded_by_id = $2 AND message_id IS NULL";
    pub const SWEEP: "DELETE FROM attachments WHERE message_id IS NULL AND created_at <= $1";
}

fn attachment(row: &Row) -> Result<Attachment, Error> {
    Ok(Attachment {
        id: row.get(0)?,
        message: row.get(1)?,
        ticket: row.get(2)?,
        uploaded_by: row.get(3)?,
        blob_hash: row.get(4)?,
        filename: row.get(5)?,
        content_type: row.get(6)?,
        size_bytes: row.get(7)?,
        content_id: row.get(8)?,
        is_inline: row.get(9)?,
    })
}

/// Adds a file whose bytes are in the blob store already; without a message it is an upload that waits for one.
pub fn insert(
    tx: &mut Tx,
    by: PersonId,
    ticket: Option<TicketId>,
    message: Option<MessageId>,
    new: &NewAttachment,
    now: At,
) -> Result<AttachmentId, Error> {
    tx.put(INSERT_BLOB, params![new.blob_hash, new.size_bytes, now])?;
    let id = AttachmentId(tx.next_id("attachment")?);
    tx.put(
        INSERT,
        params![
            id,
            message,
            ticket,
            by,
            new.blob_hash,
            new.filename,
            new.content_type,
            new.size_bytes,
            new.content_id,
            new.is_inline,
            now
        ],
    )?;
    Ok(id)
}

/// Those of `uploads` that are this person's, wait for a message, and were sent to this ticket or to none; each once.
pub(in crate::ticket) fn waiting(
    conn: &mut Conn,
    by: PersonId,
    ticket: TicketId,
    uploads: &[AttachmentId],
) -> Result<Vec<AttachmentId>, Error> {
    let mut waiting = Vec::with_capacity(uploads.len());
    for id in uploads {
        let Some(found) = any(conn, *id)? else { continue };
        let is_here = found.ticket.is_none_or(|its| its == ticket);
        if found.message.is_none() && found.uploaded_by == by && is_here && !waiting.contains(id) {
            waiting.push(*id);
        }
    }
    Ok(waiting)
}

/// Gives a person's own waiting uploads to a message.
pub(in crate::ticket) fn attach_uploads(
    tx: &mut Tx,
    by: PersonId,
    ticket: TicketId,
    message: MessageId,
    uploads: &[AttachmentId],
) -> Result<(), Error> {
    for id in uploads {
        tx.put(ATTACH, params![message, ticket, id, by])?;
    }
    Ok(())
}

/// Any attachment: the caller checks the message's permission.
pub(in crate::ticket) fn any(conn: &mut Conn, id: AttachmentId) -> Result<Option<Attachment>, Error> {
    conn.one(FIND, params![id], attachment)
}

pub fn of_message(conn: &mut Conn, message: MessageId) -> Result<Vec<Attachment>, Error> {
    conn.all(OF_MESSAGE, params![message], attachment)
}

/// The files of all messages of a ticket in one go; the caller shows only those of messages it shows.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> Result<Vec<Attachment>, Error> {
    conn.all(OF_TICKET, params![ticket], attachment)
}

/// Says that [`uploads`] will be asked.
pub(super) fn will_ask_uploads(conn: &mut Conn, by: PersonId, ticket: TicketId) {
    conn.will_ask(UPLOADS, params![by, ticket]);
}

/// A person's uploads on a ticket that wait for their message.
pub fn uploads(conn: &mut Conn, by: PersonId, ticket: TicketId) -> Result<Vec<Attachment>, Error> {
    conn.all(UPLOADS, params![by, ticket], attachment)
}

/// A person's uploads for a ticket that is not there yet.
pub fn loose_uploads(conn: &mut Conn, by: PersonId) -> Result<Vec<Attachment>, Error> {
    conn.all(LOOSE_UPLOADS, params![by], attachment)
}

pub fn drop_upload(tx: &mut Tx, by: PersonId, id: AttachmentId) -> Result<bool, Error> {
    Ok(tx.run(DROP_UPLOAD, params![id, by])? == 1)
}

/// Forgets uploads older than `before` that no message took.
pub fn sweep_uploads(tx: &mut Tx, before: At) -> Result<u64, Error> {
    tx.run(SWEEP, params![before])
}
