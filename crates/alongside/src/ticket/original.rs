//! A mail as it was sent: its HTML, made harmless, with its own pictures inside. For a sandboxed frame only. Knows
//! no HTTP; the caller brings the pictures' bytes.

use super::attachment::Attachment;
use super::{MessageId, store};
use crate::clock::At;
use crate::person::Actor;
use ::store::{Conn, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;

/// A picture inside a mail that weighs more stays an attachment.
const PICTURE_BYTES_MAX: i64 = 4 * 1024 * 1024;
const PICTURES_MAX: usize = 40;
/// All pictures together, as often as the mail shows them.
const SHOWN_BYTES_MAX: usize = 24 * 1024 * 1024;

/// The HTML of one message and the files that belong to it.
#[derive(Clone, Debug)]
pub struct Original {
    html: String,
    files: Vec<Attachment>,
}

/// The HTML that a message came with, if the actor may read the message.
pub fn find(conn: &mut Conn, actor: &Actor, id: MessageId, now: At) -> Result<Option<Original>, Error> {
    let Some(message) = store::message_for(conn, actor, id, now)?.filter(|m| m.has_html) else {
        return Ok(None);
    };
    let Some(html) = store::html(conn, message.id)? else { return Ok(None) };
    Ok(Some(Original { html, files: store::attachment::of_message(conn, message.id)? }))
}

impl Original {
    /// The files that the HTML may show as pictures, as many as one document should carry.
    pub fn pictures(&self) -> impl Iterator<Item = &Attachment> {
        let times_shown = self.html.to_ascii_lowercase().matches("cid:").count();
        let mut left = SHOWN_BYTES_MAX;
        let fits = move |file: &&Attachment| {
            let bytes = usize::try_from(file.size_bytes).unwrap_or(usize::MAX);
            // Base64 makes four of three.
            let shown = bytes.saturating_mul(times_shown).saturating_mul(4) / 3;
            let fits = shown <= left;
            left -= if fits { shown } else { 0 };
            fits
        };
        self.files
            .iter()
            .filter(|f| !f.content_id.is_empty() && f.size_bytes <= PICTURE_BYTES_MAX)
            .take(PICTURES_MAX)
            .filter(fits)
    }

    /// The whole document. `pictures`: Content-ID to address; `remote`: load pictures from elsewhere too.
    pub fn document(&self, pictures: HashMap<String, String>, remote: bool) -> String {
        let policy = mail::HtmlPolicy { inline_images: pictures, remote_images: remote };
        let safe = mail::sanitize_html(&self.html, &policy);
        format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>Mail</title>\
             <meta name=\"color-scheme\" content=\"light\">\
             <style>body{{font:16px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere;color:#222;background:#fff}}\
             img{{max-width:100%;height:auto}}</style></head><body>{}</body></html>",
            safe.html
        )
    }
}

/// The picture as a `data:` address; only for what its first bytes say is a picture of a harmless kind. What the
/// sender called it does not matter, and SVG can hold scripts.
pub fn picture_address(bytes: &[u8]) -> Option<String> {
    Some(format!("data:{};base64,{}", picture_type(bytes)?, STANDARD.encode(bytes)))
}

fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AttachmentId, PersonId};

    fn file(id: i64, size_bytes: i64) -> Attachment {
        Attachment {
            id: AttachmentId(id),
            message: None,
            ticket: None,
            uploaded_by: PersonId(1),
            blob_hash: String::new(),
            filename: String::new(),
            content_type: "image/png".into(),
            size_bytes,
            content_id: format!("p{id}@x"),
            is_inline: true,
        }
    }

    #[test]
    fn only_what_begins_like_a_picture_is_one() {
        assert_eq!(picture_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(picture_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(picture_type(b"GIF89a"), Some("image/gif"));
        assert_eq!(picture_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [&b"<svg onload=alert(1)>"[..], b"<html>", b"", b"RIFF\0\0\0\0WAVE", b"%PDF-1.7"] {
            assert_eq!(picture_type(other), None);
        }
    }

    #[test]
    fn pictures_stand_in_the_document_and_scripts_do_not() {
        let html = "<p onclick=x()>Hi<script>alert(1)</script><img src=\"cid:p1@x\"><img src=\"https://t.example/a.gif\">";
        let original = Original { html: html.into(), files: vec![file(1, 100)] };
        let address = picture_address(b"GIF89a").unwrap();
        let document = original.document([("p1@x".to_owned(), address.clone())].into(), false);
        assert!(document.contains(&address), "{document}");
        for gone in ["script", "onclick", " src=\"https://t.example"] {
            assert!(!document.contains(gone), "{gone} in {document}");
        }
        assert!(original.document(HashMap::new(), true).contains("src=\"https://t.example"));
    }

    #[test]
    fn a_picture_shown_a_thousand_times_does_not_fill_the_memory() {
        let html = "<img src=\"cid:p1@x\">".repeat(1_000);
        let original = Original { html, files: vec![file(1, 1_000_000), file(2, 10_000)] };
        let ids: Vec<i64> = original.pictures().map(|p| p.id.0).collect();
        assert_eq!(ids, [2]);
    }
}
