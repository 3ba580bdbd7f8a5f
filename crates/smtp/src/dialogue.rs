//! What may be said when: one client's commands in, our answers out, no sockets and no waiting.
//!
//! Questions that need somebody else (is this address ours, take this message) come back as a [`Step`]; the
//! session asks, and tells the dialogue the answer.

use crate::reply::{self, say};
use crate::{Protocol, Receipt, Recipient, Refused, Settings, meters};
use smtp_proto::{Error, MAIL_BODY_BINARYMIME, MAIL_REQUIRETLS, MAIL_SMTPUTF8, MailFrom, RcptTo, Request};
use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

/// What the session does after a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Read the next command.
    Next,
    /// Ask whether this peer may begin a message now, then call [`Dialogue::sender_answer`].
    Sender,
    /// Ask the receiver about this address, then call [`Dialogue::recipient_answer`].
    Recipient(String),
    /// Take the text of the message in.
    Data,
    /// Take `bytes` of a message in, or throw them away and say why (RFC 3030).
    Chunk {
        bytes: usize,
        last: bool,
        refusal: Option<&'static str>,
    },
    StartTls,
    /// Everything is said; close the connection.
    Close,
}

/// A message under way.
#[derive(Debug, Default)]
pub(crate) struct Transaction {
    pub(crate) mail_from: String,
    pub(crate) rcpt_to: Vec<String>,
    /// Bytes the client said it would send; 0 when it did not say.
    pub(crate) declared: usize,
    /// What came in chunks so far; `None` before the first BDAT.
    pub(crate) chunks: Option<Vec<u8>>,
    utf8: bool,
}

/// One client's conversation with us.
pub(crate) struct Dialogue {
    settings: Arc<Settings>,
    helo: Option<Arc<str>>,
    tls: bool,
    errors: u32,
    mail: Option<Transaction>,
}

impl Dialogue {
    pub(crate) fn new(settings: Arc<Settings>) -> Self {
        Self { settings, helo: None, tls: false, errors: 0, mail: None }
    }

    pub(crate) fn helo(&self) -> Arc<str> {
        self.helo.clone().unwrap_or_default()
    }

    pub(crate) fn tls(&self) -> bool {
        self.tls
    }

    /// TLS is on: whatever was said in the clear is forgotten (RFC 3207, 4.2).
    pub(crate) fn secured(&mut self) {
        self.tls = true;
        self.helo = None;
        self.mail = None;
    }

    pub(crate) fn greet(&self, out: &mut Vec<u8>) {
        let kind = if self.settings.protocol == Protocol::Lmtp { "LMTP" } else { "ESMTP" };
        // Writing to a Vec cannot fail.
        let _ = write!(out, "220 {} {kind} ready\r\n", self.settings.hostname);
    }

    pub(crate) fn command(&mut self, line: &[u8], out: &mut Vec<u8>) -> Step {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        // The parser skips stray CRs; a second reader of the same line might not.
        if text.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t') {
            return self.fault(out, reply::STRAY_CONTROL);
        }
        match Request::parse(&mut line.iter()) {
            Ok(request) => self.answer(request, text, out),
            Err(error) => self.answer_error(&error, text, out),
        }
    }

    pub(crate) fn line_too_long(&mut self, out: &mut Vec<u8>) -> Step {
        self.fault(out, reply::LINE_TOO_LONG)
    }

    fn answer(&mut self, request: Request<Cow<'_, str>>, line: &[u8], out: &mut Vec<u8>) -> Step {
        match request {
            Request::Mail { from } => self.mail(from, line, out),
            Request::Rcpt { to } => self.rcpt(to, line, out),
            Request::Data => self.data(out),
            Request::Bdat { chunk_size, is_last } => {
                self.bdat(if has_endless_number(line) { usize::MAX } else { chunk_size }, is_last)
            }
            Request::Ehlo { host } => self.hello(&host, Protocol::Smtp, true, out),
            Request::Helo { host } => self.hello(&host, Protocol::Smtp, false, out),
            Request::Lhlo { host } => self.hello(&host, Protocol::Lmtp, true, out),
            Request::Rset => {
                self.mail = None;
                said(out, reply::OK)
            }
            Request::Noop { .. } => said(out, reply::OK),
            Request::Vrfy { .. } => said(out, reply::CANNOT_VERIFY),
            Request::Help { .. } => said(out, reply::HELP),
            Request::Quit => {
                say(out, reply::BYE);
                Step::Close
            }
            Request::StartTls if self.settings.tls.is_none() => self.fault(out, reply::NOT_OFFERED),
            Request::StartTls if self.tls => self.fault(out, reply::ALREADY_SECURE),
            Request::StartTls => {
                say(out, reply::READY_FOR_TLS);
                Step::StartTls
            }
            Request::Auth { .. }
            | Request::Expn { .. }
            | Request::Etrn { .. }
            | Request::Atrn { .. }
            | Request::Burl { .. } => self.fault(out, reply::NOT_OFFERED),
        }
    }

    fn answer_error(&mut self, error: &Error, line: &[u8], out: &mut Vec<u8>) -> Step {
        match error {
            Error::InvalidSenderAddress => self.fault(out, reply::BAD_SENDER),
            Error::InvalidRecipientAddress => self.fault(out, reply::BAD_RECIPIENT),
            Error::InvalidParameter { .. } | Error::UnsupportedParameter { .. } => {
                self.fault(out, reply::UNSUPPORTED_PARAMETER)
            }
            // How many bytes follow is unknown, so where the next command starts is too.
            _ if starts_with_verb(line, b"BDAT ") => {
                say(out, reply::BAD_CHUNK);
                Step::Close
            }
            Error::SyntaxError { syntax } => self.fault(out, &format!("501 5.5.4 The form is: {syntax}\r\n")),
            // A browser made to talk to us by a hostile page: hang up before it reaches the part it wrote.
            _ if is_web_request(line) => {
                meters::refused("web_request");
                say(out, reply::NOT_A_WEB_SERVER);
                Step::Close
            }
            _ => self.fault(out, reply::UNKNOWN_COMMAND),
        }
    }

    fn hello(&mut self, host: &str, protocol: Protocol, extended: bool, out: &mut Vec<u8>) -> Step {
        if protocol != self.settings.protocol {
            let reply = if protocol == Protocol::Smtp { reply::GREET_LMTP } else { reply::UNKNOWN_COMMAND };
            return self.fault(out, reply);
        }
        self.helo = Some(host.into());
        self.mail = None;
        let name = &self.settings.hostname;
        // Writing to a Vec cannot fail.
        let _ = if extended {
            let start_tls = if self.settings.tls.is_some() && !self.tls { "250-STARTTLS\r\n" } else { "" };
            let size = self.settings.max_message_bytes;
            write!(
                out,
                "250-{name}\r\n250-PIPELINING\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
                 250-CHUNKING\r\n{start_tls}250 ENHANCEDSTATUSCODES\r\n"
            )
        } else {
            write!(out, "250 {name}\r\n")
        };
        Step::Next
    }

    fn mail(&mut self, from: MailFrom<Cow<'_, str>>, line: &[u8], out: &mut Vec<u8>) -> Step {
        let utf8 = from.flags & MAIL_SMTPUTF8 != 0;
        if self.helo.is_none() {
            return self.fault(out, reply::GREET_FIRST);
        }
        if self.mail.is_some() {
            return self.fault(out, reply::ONE_AT_A_TIME);
        }
        if from.flags & (MAIL_BODY_BINARYMIME | MAIL_REQUIRETLS) != 0 {
            return self.fault(out, reply::UNSUPPORTED_PARAMETER);
        }
        let parameters = line.rsplit(|byte| *byte == b'>').next().unwrap_or_default();
        if from.size > self.settings.max_message_bytes || has_endless_number(parameters) {
            meters::refused("too_big");
            return self.fault(out, reply::TOO_BIG);
        }
        if !utf8 && !from.address.is_ascii() {
            return self.fault(out, reply::NEEDS_SMTPUTF8);
        }
        self.mail = Some(Transaction {
            mail_from: from.address.into_owned(),
            declared: from.size,
            utf8,
            ..Transaction::default()
        });
        Step::Sender
    }

    /// Whether the peer may begin the message it has just announced.
    pub(crate) fn sender_answer(&mut self, allowed: bool, out: &mut Vec<u8>) {
        if allowed {
            say(out, reply::SENDER_OK);
        } else {
            meters::refused("rate");
            self.mail = None;
            say(out, reply::TOO_MANY_MESSAGES);
        }
    }

    fn rcpt(&mut self, to: RcptTo<Cow<'_, str>>, line: &[u8], out: &mut Vec<u8>) -> Step {
        let Some(mail) = &self.mail else { return self.fault(out, reply::MAIL_FIRST) };
        if mail.chunks.is_some() {
            return self.fault(out, reply::ONE_AT_A_TIME);
        }
        if mail.rcpt_to.len() >= self.settings.max_recipients {
            meters::refused("too_many_recipients");
            return said(out, reply::TOO_MANY_RECIPIENTS);
        }
        if !mail.utf8 && !to.address.is_ascii() {
            return self.fault(out, reply::NEEDS_SMTPUTF8);
        }
        if to.address.is_empty() {
            // The parser gives the empty address for <postmaster> and for <>; only the first is one.
            let bare_postmaster = line.windows(12).any(|part| part.eq_ignore_ascii_case(b"<postmaster>"));
            if !bare_postmaster {
                return self.fault(out, reply::BAD_RECIPIENT);
            }
            return Step::Recipient("postmaster".to_owned());
        }
        Step::Recipient(to.address.into_owned())
    }

    /// The receiver's word on the address it was asked about.
    pub(crate) fn recipient_answer(&mut self, address: String, word: Recipient, out: &mut Vec<u8>) -> Step {
        match (word, &mut self.mail) {
            (Recipient::Known, Some(mail)) => {
                mail.rcpt_to.push(address);
                said(out, reply::RECIPIENT_OK)
            }
            (Recipient::Unknown, _) => {
                meters::refused("unknown_recipient");
                self.fault(out, reply::UNKNOWN_RECIPIENT)
            }
            (Recipient::TemporaryFailure, _) => {
                meters::refused("temporary");
                said(out, reply::CANNOT_TELL)
            }
            (Recipient::Known, None) => self.fault(out, reply::MAIL_FIRST),
        }
    }

    fn data(&mut self, out: &mut Vec<u8>) -> Step {
        match &self.mail {
            None => self.fault(out, reply::MAIL_FIRST),
            Some(mail) if mail.chunks.is_some() => self.fault(out, reply::ONE_AT_A_TIME),
            Some(mail) if mail.rcpt_to.is_empty() => self.fault(out, reply::NO_RECIPIENTS),
            Some(_) => {
                say(out, reply::SEND_TEXT);
                Step::Data
            }
        }
    }

    fn bdat(&mut self, bytes: usize, last: bool) -> Step {
        let refusal = match &mut self.mail {
            None => Some(reply::MAIL_FIRST),
            Some(mail) if mail.rcpt_to.is_empty() => Some(reply::NO_RECIPIENTS),
            Some(mail) => {
                let so_far = mail.chunks.get_or_insert_default().len();
                (so_far.saturating_add(bytes) > self.settings.max_message_bytes).then_some(reply::TOO_BIG)
            }
        };
        if refusal.is_some() {
            self.mail = None;
        }
        Step::Chunk { bytes, last, refusal }
    }

    /// More of a message that comes in chunks.
    pub(crate) fn add_chunk(&mut self, bytes: &[u8]) {
        if let Some(chunks) = self.mail.as_mut().and_then(|mail| mail.chunks.as_mut()) {
            chunks.extend_from_slice(bytes);
        }
    }

    /// Bytes the client announced for the message under way; 0 when it did not say.
    pub(crate) fn declared(&self) -> usize {
        self.mail.as_ref().map_or(0, |mail| mail.declared)
    }

    /// The message is complete, or failed: it leaves the dialogue, which is ready for the next.
    pub(crate) fn take_mail(&mut self) -> Transaction {
        self.mail.take().unwrap_or_default()
    }

    /// The chunks of the message under way, all of them received.
    pub(crate) fn take_chunks(&mut self) -> Option<Vec<u8>> {
        self.mail.as_mut().and_then(|mail| mail.chunks.take())
    }

    /// What became of the message: said once, or once for each recipient in LMTP (RFC 2033, 4.2).
    pub(crate) fn outcome(
        &mut self,
        outcome: &Result<Receipt, Refused>,
        recipient_count: usize,
        out: &mut Vec<u8>,
    ) {
        if outcome.is_ok() {
            self.errors = 0;
        }
        let times = if self.settings.protocol == Protocol::Lmtp { recipient_count } else { 1 };
        for _ in 0..times {
            reply::say_outcome(out, outcome);
        }
    }

    /// Says what was wrong, and goodbye when that happens too often.
    pub(crate) fn fault(&mut self, out: &mut Vec<u8>, reply: &str) -> Step {
        say(out, reply);
        self.errors += 1;
        if self.errors < self.settings.max_errors_per_session {
            return Step::Next;
        }
        meters::refused("too_many_errors");
        say(out, reply::TOO_MANY_ERRORS);
        Step::Close
    }
}

fn said(out: &mut Vec<u8>, reply: &str) -> Step {
    say(out, reply);
    Step::Next
}

/// The parser wraps numbers that do not fit, so that a huge one may look small.
fn has_endless_number(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() > 18)
}

fn is_web_request(line: &[u8]) -> bool {
    [&b"GET "[..], b"POST ", b"CONNECT ", b"PUT ", b"HEAD ", b"OPTIONS "]
        .iter()
        .any(|verb| starts_with_verb(line, verb))
}

fn starts_with_verb(line: &[u8], verb: &[u8]) -> bool {
    line.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb))
}
