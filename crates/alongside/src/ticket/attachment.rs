//! Files on messages. The bytes are in the blob store under their hash; here is what they are called, on which
//! message they hang, and who may have them.

use super::store;
use crate::clock::At;
use crate::ids::{AttachmentId, MessageId, PersonId, TicketId};
use crate::person::Actor;
use ::store::{Conn, Error};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub message: Option<MessageId>,
    pub ticket: Option<TicketId>,
    pub uploaded_by: PersonId,
    pub blob_hash: String,
    pub filename: String,
    /// As the sender claimed it; only ever shown, never trusted: files are served as downloads.
    pub content_type: String,
    pub size_bytes: i64,
    pub content_id: String,
    pub is_inline: bool,
}

/// A file whose bytes are in the blob store already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    pub blob_hash: String,
    pub filename: String,
    pub content_type: String,
    pub size_bytes: i64,
    pub content_id: String,
    pub is_inline: bool,
}

/// The attachment, if the actor may read the message it hangs on, or uploaded it.
pub fn find(conn: &mut Conn, actor: &Actor, id: AttachmentId, now: At) -> Result<Option<Attachment>, Error> {
    let Some(found) = store::attachment::any(conn, id)? else { return Ok(None) };
    let readable = match found.message {
        Some(message) => store::message_for(conn, actor, message, now)?.is_some(),
        None => found.uploaded_by == actor.id,
    };
    Ok(readable.then_some(found))
}

/// A file name that is harmless everywhere: the last part of any path, no control or reserved characters, not
/// hidden, at most 120 characters, never empty.
pub fn harmless_filename(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| {
            !c.is_control()
                && !"<>:\"|?*\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}"
                    .contains(*c)
        })
        .collect();
    let clean = clean.trim().trim_start_matches('.').trim();
    let count = clean.chars().count();
    let kept: String = if count <= 120 {
        clean.to_owned()
    } else {
        // Keep the ending: it tells what the file is.
        let ending: String = match clean.rsplit_once('.') {
            Some((_, ending)) if ending.chars().count() <= 10 => format!(".{ending}"),
            _ => String::new(),
        };
        clean.chars().take(120 - ending.chars().count()).chain(ending.chars()).collect()
    };
    if kept.is_empty() { "attachment".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_mean_harm_become_harmless() {
        assert_eq!(harmless_filename("../../etc/passwd"), "passwd");
        assert_eq!(harmless_filename("C:\\temp\\report.pdf"), "report.pdf");
        assert_eq!(harmless_filename(".htaccess"), "htaccess");
        assert_eq!(harmless_filename("invoice\u{202E}fdp.exe"), "invoicefdp.exe");
        assert_eq!(harmless_filename("a\r\nSet-Cookie: x"), "aSet-Cookie x");
        assert_eq!(harmless_filename(""), "attachment");
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_short_path_part(name in any::<String>()) {
            let harmless = harmless_filename(&name);
            prop_assert!(!harmless.is_empty() && harmless.chars().count() <= 120);
            prop_assert!(!harmless.contains(['/', '\\', '\0', '\n', '\r', '"']) && !harmless.starts_with('.'));
        }
    }
}
