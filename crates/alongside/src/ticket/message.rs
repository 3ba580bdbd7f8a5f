//! One message on a ticket, and adding it: the part that every way of saying something shares.

use super::attachment::NewAttachment;
use super::outgoing::{self, Notice};
use super::{
    BODY_LENGTH_MAX, By, Error, Format, MessageId, MessageKind, Refused, Ticket, TicketId, Via, store,
};
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::ids::AttachmentId;
use crate::person::{self, PersonId, Role};
use ::store::Tx;

#[derive(Clone, Debug)]
pub struct Message {
    pub id: MessageId,
    pub ticket: TicketId,
    pub kind: MessageKind,
    pub author: PersonId,
    pub author_name: String,
    pub author_role: Role,
    pub via: Via,
    pub body: String,
    /// Quoted text and signature of a mail, folded away on the page.
    pub folded: String,
    pub format: Format,
    pub has_html: bool,
    pub is_held: bool,
    pub is_withdrawn: bool,
    pub attachment_count: i64,
    pub rfc_id: Option<String>,
    pub created_at: At,
}

/// What is to be said.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    pub body: &'a str,
    pub folded: &'a str,
    pub format: Option<Format>,
    /// The HTML of the mail as it was sent.
    pub html: Option<&'a str>,
    /// Files uploaded before, by id; those that are not the author's own unsent uploads are left out.
    pub uploads: &'a [AttachmentId],
    /// Files that came along, already in the blob store.
    pub files: &'a [NewAttachment],
    /// The Message-ID it came with; without one it gets one of ours when it goes out.
    pub rfc_id: Option<&'a str>,
    pub raw_mail: Option<i64>,
}

/// What of `words` is said as: which kind, and whether it waits for a yes.
pub(super) struct Saying {
    pub kind: MessageKind,
    pub held: bool,
    pub event: EventKind,
}

/// Checks the words: something must be there, and not too much.
pub(super) fn check(words: &Words) -> Result<(), Refused> {
    if words.body.trim().is_empty()
        && words.uploads.is_empty()
        && words.files.is_empty()
        && words.html.is_none()
    {
        return Err(Refused::Empty);
    }
    if words.body.chars().nth(BODY_LENGTH_MAX).is_some() {
        return Err(Refused::TooLong);
    }
    Ok(())
}

/// The Message-ID of a message of ours: the same at every try, and recognisable when it comes back.
pub fn own_rfc_id(ticket_number: i64, message: MessageId, domain: &str) -> String {
    format!("alongside.{ticket_number}.{message}@{domain}")
}

/// Adds a message: row, files, mentions, search words, the ticket's last word, event and live news.
pub(super) fn add(
    tx: &mut Tx,
    by: &By,
    ticket: &Ticket,
    words: &Words,
    saying: &Saying,
) -> Result<MessageId, Error> {
    // Somebody else's uploads, and those that hang on a message already, are left out.
    let uploads = store::attachment::waiting(tx, by.actor.id, ticket.id, words.uploads)?;
    check(&Words { uploads: &uploads, ..words.clone() })?;
    let id = MessageId(tx.next_id("message")?);
    let own_id;
    let rfc_id = match words.rfc_id {
        Some(given) => Some(given),
        None if saying.kind == MessageKind::Reply => {
            own_id =
                own_rfc_id(ticket.number, id, crate::mailbox::domain_for(tx, ticket.mail_address)?.as_str());
            Some(own_id.as_str())
        }
        None => None,
    };
    store::insert_message(
        tx,
        &store::NewRow {
            id,
            ticket: ticket.id,
            kind: saying.kind,
            author: by.actor.id,
            via: by.via,
            body: words.body,
            folded: words.folded,
            format: words.format.unwrap_or(Format::Markdown),
            html: words.html,
            held: saying.held,
            attachment_count: i64::try_from(uploads.len() + words.files.len()).unwrap_or(i64::MAX),
            rfc_id,
            raw_mail: words.raw_mail,
            now: by.now,
        },
    )?;
    store::attachment::attach_uploads(tx, by.actor.id, ticket.id, id, &uploads)?;
    for file in words.files {
        store::attachment::insert(tx, by.actor.id, Some(ticket.id), Some(id), file, by.now)?;
    }
    if saying.kind == MessageKind::Note {
        mention_colleagues(tx, by, ticket, id, words.body)?;
    }
    super::searchable::add(tx, id, ticket, &by.actor.name, words.body)?;
    if !saying.held {
        store::say(tx, ticket.id, words.body, by.actor.id, saying.kind, by.now)?;
    }
    let message = Some(id.0);
    event::append(
        tx,
        ticket.id,
        Some(by.actor.id),
        by.now,
        saying.event,
        NewEvent { message, ..Default::default() },
    )?;
    ticket.tell(tx, by.actor.id);
    Ok(id)
}

/// `@bo` or `@Bo.Lind` in a note mentions the colleague whose folded name or address starts so. Ambiguous ones
/// mention nobody.
fn mention_colleagues(tx: &mut Tx, by: &By, ticket: &Ticket, id: MessageId, body: &str) -> Result<(), Error> {
    for handle in mentions(body) {
        let found: Vec<_> = person::starting_with(tx, &handle.replace('.', " "), 5)?
            .into_iter()
            .filter(|p| p.role != Role::Requester && p.active)
            .collect();
        if let [only] = found.as_slice() {
            store::insert_mention(tx, id, only.id)?;
            if only.id != by.actor.id {
                outgoing::queue_notice(tx, ticket, only.id, Notice::Mentioned(id), by.now)?;
            }
        }
    }
    Ok(())
}

/// The handles after `@` in a text, at most twenty; `a@b` is an address, not a mention.
pub fn mentions(body: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut previous = ' ';
    for (at, c) in body.char_indices() {
        if c == '@' && !previous.is_alphanumeric() && found.len() < 20 {
            let handle: String = body[at + 1..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
                .collect();
            let handle = handle.trim_end_matches(['.', '-', '_']).to_owned();
            if !handle.is_empty() && !found.contains(&handle) {
                found.push(handle);
            }
        }
        previous = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_told_from_addresses() {
        assert_eq!(mentions("@Bo.Lind could you? cc @cy, and ana@example.org."), ["Bo.Lind", "cy"]);
    }
}
