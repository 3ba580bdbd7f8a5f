//! What the intake makes of any bytes before a database is asked, for whoever throws hostile ones at it.

use super::RawVia;
use super::decide::{Decision, Facts, Sender, decide};
use super::read::{self, Envelope, Letter};
use super::results;
use mail::Origin;

/// The longest Message-ID that is kept, in bytes; a longer one is kept by its hash.
const ID_BYTES_MAX: usize = 600;

/// Reads the bytes as a mail that came in each way, and decides about it as if nobody and nothing in it were known.
///
/// # Panics
/// When the parser falls, or what comes out would not fit the tables or would be answered against its wish.
pub fn fuzz(raw: &[u8]) {
    for (via, from) in [(RawVia::Command, ""), (RawVia::Smtp, ""), (RawVia::Smtp, "ana@example.org")] {
        let envelope = Envelope { via, from: from.to_owned(), to: vec!["help+1.x@desk.example".to_owned()] };
        let letter = read::read(raw, &envelope);
        assert!(letter.is_ok(), "the parser fell");
        letter.iter().for_each(fits_the_tables);
        letter.iter().for_each(is_decided);
    }
    let (from, subject) = read::glance(raw);
    assert!(!from.contains('\0') && !subject.contains('\0'));
    let text = String::from_utf8_lossy(raw);
    let _ = results::says(&text, "mx.example", "example.org");
    let _ = crate::ticket::attachment::harmless_filename(&text);
}

fn fits_the_tables(letter: &Letter) {
    assert!(!letter.body.trim().is_empty(), "a message without words");
    assert!(letter.body.chars().count() <= crate::ticket::BODY_LENGTH_MAX);
    let html = letter.html.as_deref().unwrap_or_default();
    let ids = letter.message_id.iter().chain(&letter.refers_to);
    assert!(ids.clone().all(|id| !id.is_empty() && id.len() <= ID_BYTES_MAX));
    let words = [&letter.body, &letter.folded, &letter.subject, &letter.whole_subject, &letter.from_name];
    let addresses = letter.from.iter().chain(&letter.recipients).chain(letter.cc.iter().map(|(to, _)| to));
    let mut texts = words.into_iter().chain(addresses).chain(ids).map(String::as_str).chain([html]);
    assert!(texts.all(|text| !text.contains('\0')), "PostgreSQL's texts hold no NUL");
}

fn is_decided(letter: &Letter) {
    let facts = Facts {
        origin: letter.origin,
        has_mark: letter.has_mark,
        forbids_answer: letter.forbids_answer,
        is_own: false,
        is_known: false,
        sender: letter.from.as_ref().map_or(Sender::Nobody, |_| Sender::Outside),
        is_proven: false,
        conversation: None,
    };
    if let Decision::NewTicket { receipt: true, .. } = decide(&facts) {
        assert!(letter.origin == Origin::Person && !letter.forbids_answer && !letter.has_mark);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_ordinary_mail_passes() {
        super::fuzz(
            b"From: Ana <ana@example.org>\r\nSubject: Wi-Fi\r\nMessage-ID: <1@a>\r\n\r\nIt is slow.\r\n",
        );
        super::fuzz(b"");
    }
}
