//! Writes mail: RFC 5322 headers, MIME parts, and nothing that depends on chance or time.
//!
//! The same [`Outgoing`] gives the same bytes, so that sending again after a crash cannot make two different
//! messages. No value can start a header of its own: control characters never leave here.

mod header;
mod part;

pub use crate::dkim::{DkimError, DkimKey, KeyKind, dkim_sign};
use crate::message::{Address, Attachment};
use header::Headers;
use part::Part;
use sha2::{Digest, Sha256};

/// A mail to be written.
#[derive(Debug, Clone, Default)]
pub struct Outgoing {
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub reply_to: Option<Address>,
    pub subject: String,
    /// Without `<` and `>`. Also decides the part boundaries.
    pub message_id: String,
    pub in_reply_to: Option<String>,
    /// Oldest first.
    pub references: Vec<String>,
    /// UTC microseconds.
    pub date_us: i64,
    pub text: String,
    pub html: Option<String>,
    /// Those that are `inline` and have a Content-ID go beside the HTML.
    pub attachments: Vec<Attachment>,
    /// Written by a program, not a person (RFC 3834).
    pub auto_submitted: bool,
    /// Value of `X-Alongside-Loop`; no header when empty.
    pub loop_mark: String,
    /// RFC 5646 tag such as `de`; no header when empty.
    pub language: String,
    /// More headers. Names that this module writes itself are ignored.
    pub headers: Vec<(String, String)>,
}

/// References beyond this many are left out, the first and the last are kept (RFC 5322 3.6.4).
const MAX_REFERENCES: usize = 20;

/// The whole mail with CRLF line ends, no line longer than 998 bytes.
pub fn compose(mail: &Outgoing) -> Vec<u8> {
    let mut headers = Headers::default();
    headers.plain("Date", &date(mail.date_us));
    headers.addresses("From", std::slice::from_ref(&mail.from));
    if let Some(reply_to) = &mail.reply_to {
        headers.addresses("Reply-To", std::slice::from_ref(reply_to));
    }
    headers.addresses("To", &mail.to);
    headers.addresses("Cc", &mail.cc);
    headers.text("Subject", &mail.subject);
    headers.ids("Message-ID", std::slice::from_ref(&mail.message_id));
    headers.ids("In-Reply-To", mail.in_reply_to.as_slice());
    headers.ids("References", &shortened(&mail.references));
    if mail.auto_submitted {
        headers.plain(
            "Auto-Submitted",
            if mail.in_reply_to.is_some() { "auto-replied" } else { "auto-generated" },
        );
        headers.plain("X-Auto-Response-Suppress", "All");
    }
    if !mail.loop_mark.is_empty() {
        headers.text(crate::LOOP_HEADER, &mail.loop_mark);
    }
    if !mail.language.is_empty() {
        headers.text("Content-Language", &mail.language);
    }
    for (name, value) in &mail.headers {
        headers.extra(name, value);
    }
    headers.plain("MIME-Version", "1.0");

    let mut out = headers.into_bytes();
    body(mail).write(&mut out);
    out
}

fn shortened(ids: &[String]) -> Vec<String> {
    if ids.len() <= MAX_REFERENCES {
        return ids.to_vec();
    }
    let mut kept = vec![ids[0].clone()];
    kept.extend_from_slice(&ids[ids.len() - (MAX_REFERENCES - 1)..]);
    kept
}

fn body(mail: &Outgoing) -> Part {
    let boundary = |level: u8| {
        let digest = Sha256::digest(format!("{level} {}", mail.message_id));
        let hex: String = digest[..12].iter().map(|b| format!("{b:02x}")).collect();
        // "=_" cannot stand in quoted-printable or base64 text.
        format!("=_{level}{hex}")
    };
    let (inline, files): (Vec<&Attachment>, Vec<&Attachment>) =
        mail.attachments.iter().partition(|a| a.inline && a.content_id.is_some() && mail.html.is_some());
    let text = Part::text("plain", &mail.text);
    let words = match &mail.html {
        None => text,
        Some(html) => {
            let html = Part::text("html", html);
            let html = if inline.is_empty() {
                html
            } else {
                let parts = std::iter::once(html).chain(inline.into_iter().map(Part::file)).collect();
                Part::multipart("related", boundary(3), parts)
            };
            Part::multipart("alternative", boundary(2), vec![text, html])
        }
    };
    if files.is_empty() {
        return words;
    }
    Part::multipart(
        "mixed",
        boundary(1),
        std::iter::once(words).chain(files.into_iter().map(Part::file)).collect(),
    )
}

/// RFC 5322 3.3, always in UTC: a desk has many time zones.
fn date(us: i64) -> String {
    let Ok(timestamp) = jiff::Timestamp::from_microsecond(us) else {
        return "Thu, 01 Jan 1970 00:00:00 +0000".into();
    };
    timestamp.to_zoned(jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mail() -> Outgoing {
        Outgoing {
            from: Address::new(Some("IT Hülfe, Bo"), "help@example.org"),
            to: vec![
                Address::new(Some("Ana \"A\" Lima"), "ana@example.org"),
                Address::new(None, "bo@example.org"),
            ],
            reply_to: Some(Address::new(None, "help+abc@example.org")),
            subject: "Re: Drucker im 3. Stock – geht wieder 🎉".into(),
            message_id: "m1@example.org".into(),
            in_reply_to: Some("q1@example.org".into()),
            references: vec!["q0@example.org".into(), "q1@example.org".into()],
            date_us: 1_795_511_696_000_000,
            text: "Grüße,\nFrom here on\n.\n-- \nBo\n".into(),
            html: Some("<p>Grüße <img src=\"cid:logo@x\"></p>".into()),
            attachments: vec![
                Attachment {
                    filename: "Prüfbericht 2026.pdf".into(),
                    content_type: "application/pdf".into(),
                    content_id: None,
                    inline: false,
                    bytes: vec![0, 1, 2, 255],
                },
                Attachment {
                    filename: "logo.png".into(),
                    content_type: "image/png".into(),
                    content_id: Some("logo@x".into()),
                    inline: true,
                    bytes: b"PNG".to_vec(),
                },
            ],
            auto_submitted: true,
            loop_mark: "desk-1".into(),
            language: "de".into(),
            ..Outgoing::default()
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mail = mail();
        let raw = compose(&mail);
        let read = crate::parse(&raw);
        assert_eq!(read.defects, []);
        assert_eq!(read.subject.as_deref(), Some(mail.subject.as_str()));
        assert_eq!(read.from.as_ref(), Some(&mail.from));
        assert_eq!(read.to, mail.to);
        assert_eq!(read.reply_to[0].address, "help+abc@example.org");
        assert_eq!(read.message_id.as_deref(), Some("m1@example.org"));
        assert_eq!(
            (read.in_reply_to, read.references),
            (vec!["q1@example.org".to_string()], mail.references.clone())
        );
        assert_eq!(read.date_us, Some(mail.date_us));
        assert_eq!(read.body.full.trim_end(), mail.text.trim_end());
        assert_eq!(read.body.html.as_deref(), mail.html.as_deref());
        let names: Vec<_> =
            read.attachments.iter().map(|a| (a.filename.as_str(), a.bytes.as_slice())).collect();
        assert_eq!(names, [("logo.png", &b"PNG"[..]), ("Prüfbericht 2026.pdf", &[0, 1, 2, 255])]);
        assert_eq!(read.origin, crate::Origin::Machine);
        assert_eq!(read.marks.ours.as_deref(), Some("desk-1"));
        assert_eq!(compose(&mail), raw, "the same mail twice is the same bytes");
    }

    #[test]
    fn no_value_can_begin_a_header() {
        let evil = "x\r\nBcc: eve@example.org\r\n\r\nboo";
        let mut mail = mail();
        mail.subject = evil.into();
        mail.from = Address { name: Some(evil.into()), address: evil.into() };
        mail.message_id = evil.into();
        mail.loop_mark = evil.into();
        mail.language = evil.into();
        mail.references = vec![evil.into()];
        mail.headers = vec![
            ("X-Ok".into(), evil.into()),
            (evil.into(), "x".into()),
            ("Bcc".into(), "eve@example.org".into()),
            ("Subject".into(), "twice".into()),
        ];
        mail.attachments[0].filename = evil.into();
        mail.attachments[0].content_type = evil.into();
        mail.attachments[1].content_id = Some(evil.into());
        let raw = String::from_utf8(compose(&mail)).unwrap();
        assert!(!raw.lines().any(|l| l.to_ascii_lowercase().starts_with("bcc:")), "{raw}");
        assert_eq!(raw.lines().filter(|l| l.starts_with("Subject:")).count(), 1);
    }

    proptest! {
        #[test]
        fn any_words_come_back(subject in "\\PC{0,120}", text in "(\\PC{0,90}\n){0,6}", name in "\\PC{1,40}") {
            let mut mail = mail();
            mail.subject = subject.clone();
            mail.text = text.clone();
            mail.html = None;
            mail.from.name = Some(name.clone());
            let raw = compose(&mail);
            prop_assert!(raw.split(|&b| b == b'\n').all(|l| l.len() <= 998));
            let read = crate::parse(&raw);
            prop_assert_eq!(read.subject.unwrap_or_default(), crate::message::clean_line(&subject));
            let plain = |s: &str| s.chars().filter(|c| !c.is_control() && *c != '\u{feff}').collect::<String>().trim_end().to_string();
            prop_assert_eq!(plain(&read.body.full), plain(&text));
            prop_assert_eq!(read.from.and_then(|f| f.name).unwrap_or_default(), crate::message::clean_line(&name));
        }
    }
}
