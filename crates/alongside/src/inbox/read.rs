//! A raw mail as the desk uses it: parsed by the `mail` crate, cut to what the tables hold, free of what a
//! database cannot store. Pure; a mail that stops the parser is an answer, not a crash.

use super::RawVia;
use mail::{Bounce, Defect, Message, Origin};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Addresses read from one header or envelope.
const ADDRESSES_MAX: usize = 100;
/// Message-IDs a mail may refer to, newest first.
const REFERENCES_MAX: usize = 20;
const ID_BYTES_MAX: usize = 500;
const FOLDED_CHARS_MAX: usize = 400_000;
const HTML_BYTES_MAX: usize = 2 * 1024 * 1024;
const ATTACHMENTS_MAX: usize = 200;
/// The bytes of all files of one mail together; what is packed inside one can unfold to more than was sent.
const ATTACHMENT_BYTES_MAX: usize = 256 * 1024 * 1024;

/// What was known about a mail besides its bytes.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub via: RawVia,
    pub from: String,
    pub to: Vec<String>,
}

/// A mail, ready for the decision.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The author's address, folded; none when the mail does not say who wrote it.
    pub from: Option<String>,
    pub from_name: String,
    /// More than one author header: nothing proves who wrote it.
    pub several_authors: bool,
    /// Where it was sent: envelope first, then what delivery wrote down, then `To` and `Cc`.
    pub recipients: Vec<String>,
    /// `(address, name)`
    pub cc: Vec<(String, String)>,
    pub subject: String,
    /// As it came, to look for a number.
    pub whole_subject: String,
    pub message_id: Option<String>,
    /// What it answers, the nearest first.
    pub refers_to: Vec<String>,
    pub origin: Origin,
    /// One of our desks' machines wrote it.
    pub has_mark: bool,
    /// No machine may answer it (RFC 3834).
    pub forbids_answer: bool,
    pub body: String,
    pub folded: String,
    pub html: Option<String>,
    pub files: Vec<mail::Attachment>,
    pub bounce: Option<Bounce>,
}

impl Letter {
    /// A copy with only what look-ups before the decision need.
    pub fn for_lookup(&self) -> Letter {
        Letter {
            from: self.from.clone(),
            recipients: self.recipients.clone(),
            whole_subject: self.whole_subject.clone(),
            refers_to: self.refers_to.clone(),
            ..Letter::default()
        }
    }
}

/// Reads a mail. `Err` when the parser itself fell over; there is no other way to fail.
pub fn read(raw: &[u8], envelope: &Envelope) -> Result<Letter, ParserFell> {
    catch_unwind(AssertUnwindSafe(|| letter(mail::parse(raw), raw, envelope))).map_err(|_| ParserFell)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParserFell;

/// Author and subject as far as they can be read, for lists of odd mail.
pub fn glance(head: &[u8]) -> (String, String) {
    let message = catch_unwind(AssertUnwindSafe(|| mail::parse(head))).unwrap_or_default();
    let from = message.from.as_ref().map(|a| match &a.name {
        Some(name) if !a.address.is_empty() => format!("{name} <{}>", a.address),
        Some(name) => name.clone(),
        None => a.address.clone(),
    });
    (storable(&from.unwrap_or_default()), storable(&message.subject.unwrap_or_default()))
}

fn letter(message: Message, raw: &[u8], envelope: &Envelope) -> Letter {
    let (from, from_name) = author(&message, envelope);
    let whole_subject = storable(message.subject.as_deref().unwrap_or_default());
    let null_sender = envelope.via.has_envelope() && envelope.from.is_empty();
    let mut letter = Letter {
        several_authors: message.from_all.len() > 1 || message.defects.contains(&Defect::SeveralFrom),
        recipients: recipients(&message, envelope),
        cc: message
            .cc
            .iter()
            .take(ADDRESSES_MAX)
            .map(|a| (folded(&a.address), storable(a.name.as_deref().unwrap_or_default())))
            .collect(),
        subject: mail::thread::clean_subject(&whole_subject),
        message_id: own_id(&message, raw),
        refers_to: refers_to(&message),
        has_mark: message.marks.ours.is_some(),
        forbids_answer: message.forbids_automatic_answer() || null_sender,
        origin: message.origin,
        from,
        from_name,
        whole_subject,
        ..Letter::default()
    };
    let Message { body, attachments, bounce, encrypted, .. } = message;
    letter.bounce = bounce;
    letter.html = body.html.map(|html| storable(&html)).filter(|html| html.len() <= HTML_BYTES_MAX);
    let count = attachments.len();
    letter.files = files(attachments);
    letter.folded = first_chars(storable(&body.folded), FOLDED_CHARS_MAX);
    letter.body = words(&body.visible, &body.folded, &letter.subject, encrypted);
    if letter.files.len() < count {
        letter.folded.push_str("\n\n[More files came than we keep apart. They are in the original.]");
    }
    letter
}

/// The author, or whoever else the mail gives for one.
fn author(message: &Message, envelope: &Envelope) -> (Option<String>, String) {
    let named = message.from.iter().chain(&message.sender).chain(&message.reply_to);
    let found =
        named.filter(|a| !a.address.is_empty()).find(|a| crate::person::is_address(&folded(&a.address)));
    match found {
        Some(a) => (Some(folded(&a.address)), storable(a.name.as_deref().unwrap_or_default())),
        None => {
            let envelope = folded(&envelope.from);
            let name = message.from.as_ref().and_then(|a| a.name.as_deref()).unwrap_or_default();
            (crate::person::is_address(&envelope).then_some(envelope), storable(name))
        }
    }
}

fn recipients(message: &Message, envelope: &Envelope) -> Vec<String> {
    let headers = message.to.iter().chain(&message.cc).map(|a| a.address.as_str());
    let mut all: Vec<String> = Vec::new();
    let given = envelope.to.iter().map(String::as_str);
    for address in given.chain(message.marks.delivered_to.iter().map(String::as_str)).chain(headers) {
        let address = folded(address);
        if address.contains('@') && !all.contains(&address) {
            all.push(address);
        }
        if all.len() == ADDRESSES_MAX {
            break;
        }
    }
    all
}

fn folded(address: &str) -> String {
    crate::person::folded_address(&storable(address))
}

/// The Message-ID. A mail without one but with a date gets one made of its bytes, so that the very same mail,
/// sent again because an answer got lost, is known again.
fn own_id(message: &Message, raw: &[u8]) -> Option<String> {
    match message.message_id.as_deref().map(bounded_id).filter(|id| !id.is_empty()) {
        Some(id) => Some(id),
        None => message.date_us.map(|_| {
            // Our own trace fields differ each time; what follows them does not.
            let at = raw.windows(6).position(|w| w.eq_ignore_ascii_case(b"\nDate:")).unwrap_or(0);
            format!("{}@bytes.alongside.invalid", blake3::hash(&raw[at..]).to_hex())
        }),
    }
}

fn refers_to(message: &Message) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in message.in_reply_to.iter().chain(message.references.iter().rev()) {
        let id = bounded_id(id);
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
        if ids.len() == REFERENCES_MAX {
            break;
        }
    }
    ids
}

/// An id as it is stored: a very long one by its hash, so that two of them stay two.
fn bounded_id(id: &str) -> String {
    let id = storable(id.trim());
    match id.len() {
        0..=ID_BYTES_MAX => id,
        _ => format!("{}@long.alongside.invalid", blake3::hash(id.as_bytes()).to_hex()),
    }
}

fn files(attachments: Vec<mail::Attachment>) -> Vec<mail::Attachment> {
    let mut bytes = 0;
    attachments
        .into_iter()
        .take(ATTACHMENTS_MAX)
        .take_while(|file| {
            bytes += file.bytes.len();
            bytes <= ATTACHMENT_BYTES_MAX
        })
        .collect()
}

/// What the person wrote. Never empty: a mail may be all quote, all picture or all subject.
fn words(visible: &str, folded: &str, subject: &str, encrypted: bool) -> String {
    const CUT: &str = "\n\n[This mail is longer than we show. The original is kept whole.]";
    let text = [visible, folded].into_iter().map(storable).find(|text| !text.trim().is_empty());
    let text = match text {
        Some(text) => text,
        None if encrypted => "(This mail is encrypted. Its parts are attached.)".to_owned(),
        None if !subject.is_empty() => subject.to_owned(),
        None => "(This mail has no words.)".to_owned(),
    };
    if text.chars().nth(crate::ticket::BODY_LENGTH_MAX).is_none() {
        return text;
    }
    first_chars(text, crate::ticket::BODY_LENGTH_MAX - CUT.len()) + CUT
}

/// Without NUL, which PostgreSQL's texts cannot hold.
fn storable(text: &str) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() }
}

fn first_chars(mut text: String, count: usize) -> String {
    if let Some((at, _)) = text.char_indices().nth(count) {
        text.truncate(at);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_command(raw: &[u8]) -> Letter {
        read(raw, &Envelope { via: RawVia::Command, from: String::new(), to: Vec::new() }).unwrap()
    }

    #[test]
    fn a_mail_that_is_all_subject_still_says_something() {
        let letter = by_command(b"From: ana@example.org\r\nSubject: Please call me\r\n\r\n");
        assert_eq!(letter.body, "Please call me");
        assert_eq!(by_command(b"From: ana@example.org\r\n\r\n").body, "(This mail has no words.)");
    }

    #[test]
    fn the_same_bytes_without_a_message_id_are_known_again_but_only_with_a_date() {
        let dated = b"Return-Path: <a@b.c>\r\nFrom: a@b.c\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n\r\nx";
        let again = b"Return-Path: <>\r\nFrom: a@b.c\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n\r\nx";
        assert!(by_command(dated).message_id.is_some());
        assert_eq!(by_command(dated).message_id, by_command(again).message_id);
        assert_eq!(by_command(b"From: a@b.c\r\n\r\ndisk full").message_id, None);
    }

    #[test]
    fn a_very_long_text_is_cut_with_a_word_about_it() {
        let raw = format!("From: a@b.c\r\n\r\n{}", "words ".repeat(60_000));
        let body = by_command(raw.as_bytes()).body;
        assert!(body.chars().count() <= crate::ticket::BODY_LENGTH_MAX);
        assert!(body.ends_with("kept whole.]") || body.chars().count() < 200_000);
    }

    #[test]
    fn the_null_sender_counts_only_where_there_is_an_envelope() {
        let raw = b"From: ana@example.org\r\nSubject: x\r\n\r\nx";
        assert!(!by_command(raw).forbids_answer);
        let smtp = Envelope { via: RawVia::Smtp, from: String::new(), to: Vec::new() };
        assert!(read(raw, &smtp).unwrap().forbids_answer);
    }

    proptest! {
        #[test]
        fn any_bytes_become_a_letter_the_tables_can_hold(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
            let letter = by_command(&raw);
            prop_assert!(!letter.body.trim().is_empty() && !letter.body.contains('\0'));
            prop_assert!(letter.message_id.is_none_or(|id| id.len() <= 600));
        }
    }
}
