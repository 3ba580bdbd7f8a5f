//! Every sentence we say, with its reply code (RFC 5321) and enhanced status code (RFC 3463).

use crate::{Receipt, Refused};

pub(crate) const OK: &str = "250 2.0.0 OK\r\n";
pub(crate) const SENDER_OK: &str = "250 2.1.0 Sender OK\r\n";
pub(crate) const RECIPIENT_OK: &str = "250 2.1.5 Recipient OK\r\n";
pub(crate) const CHUNK_OK: &str = "250 2.0.0 Chunk received\r\n";
pub(crate) const SEND_TEXT: &str = "354 Send the message, end with a line that holds only a dot\r\n";
pub(crate) const READY_FOR_TLS: &str = "220 2.0.0 Ready for TLS\r\n";
pub(crate) const BYE: &str = "221 2.0.0 Goodbye\r\n";
pub(crate) const HELP: &str =
    "214 2.0.0 EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY STARTTLS QUIT (RFC 5321)\r\n";
pub(crate) const CANNOT_VERIFY: &str = "252 2.1.5 I will not say, but send your message and I will try\r\n";

pub(crate) const SHUTTING_DOWN: &str = "421 4.3.2 The server is stopping, please try again soon\r\n";
pub(crate) const TIMED_OUT: &str = "421 4.4.2 You took too long, goodbye\r\n";
pub(crate) const TOO_MANY_ERRORS: &str = "421 4.7.0 Too many errors, goodbye\r\n";
pub(crate) const NOT_A_WEB_SERVER: &str = "421 4.7.0 This is a mail server, goodbye\r\n";
pub(crate) const TOO_MANY_TOGETHER: &str = "421 4.3.2 Too many connections, please try again soon\r\n";
pub(crate) const TOO_MANY_FROM_PEER: &str =
    "421 4.7.0 Too many connections from your address, please try again soon\r\n";

pub(crate) const TOO_MANY_MESSAGES: &str =
    "450 4.7.1 Too many messages from your address, please try again in a minute\r\n";
pub(crate) const CANNOT_TELL: &str = "451 4.3.0 Cannot check this address just now, please try again\r\n";
pub(crate) const TOO_MANY_RECIPIENTS: &str = "452 4.5.3 Too many recipients, send the rest separately\r\n";

pub(crate) const BAD_CHUNK: &str = "501 5.5.4 The form is: BDAT chunk-size [LAST]; goodbye\r\n";
pub(crate) const UNKNOWN_COMMAND: &str = "500 5.5.1 Command not known\r\n";
pub(crate) const LINE_TOO_LONG: &str = "500 5.5.6 Line too long\r\n";
pub(crate) const STRAY_CONTROL: &str = "500 5.5.2 Control characters are not allowed in commands\r\n";
pub(crate) const NOT_OFFERED: &str = "502 5.5.1 Command not offered\r\n";
pub(crate) const GREET_FIRST: &str = "503 5.5.1 Say EHLO first\r\n";
pub(crate) const GREET_LMTP: &str = "500 5.5.1 This is LMTP, say LHLO\r\n";
pub(crate) const MAIL_FIRST: &str = "503 5.5.1 Say MAIL first\r\n";
pub(crate) const ONE_AT_A_TIME: &str = "503 5.5.1 Finish the message in hand first\r\n";
pub(crate) const NO_RECIPIENTS: &str = "503 5.5.1 No valid recipients\r\n";
pub(crate) const ALREADY_SECURE: &str = "503 5.5.1 TLS is already on\r\n";
pub(crate) const BAD_SENDER: &str = "553 5.1.7 The sender's address is not well formed\r\n";
pub(crate) const BAD_RECIPIENT: &str = "553 5.1.3 The recipient's address is not well formed\r\n";
pub(crate) const NEEDS_SMTPUTF8: &str = "553 5.6.7 This address needs SMTPUTF8\r\n";
pub(crate) const UNSUPPORTED_PARAMETER: &str = "555 5.5.4 Parameter not supported\r\n";
pub(crate) const UNKNOWN_RECIPIENT: &str = "550 5.1.1 Nobody here has this address\r\n";
pub(crate) const TOO_BIG: &str = "552 5.3.4 The message is larger than we take\r\n";

const FULL: &str = "452 4.3.1 No room to store the message just now, please try again later\r\n";
const BUSY: &str = "451 4.3.2 Too busy to take the message just now, please try again later\r\n";

/// Longest text of the receiver's own that fits a reply line (RFC 5321, 4.5.3.1.5).
const MAX_OWN_WORDS: usize = 400;

pub(crate) fn say(out: &mut Vec<u8>, reply: &str) {
    out.extend_from_slice(reply.as_bytes());
}

/// The answer to a whole message.
pub(crate) fn say_outcome(out: &mut Vec<u8>, outcome: &Result<Receipt, Refused>) {
    match outcome {
        Ok(receipt) => say_own_words(out, "250 2.0.0 Accepted as ", &receipt.id),
        Err(Refused::Full) => say(out, FULL),
        Err(Refused::Busy) => say(out, BUSY),
        Err(Refused::TooBig) => say(out, TOO_BIG),
        Err(Refused::Permanent(why)) => say_own_words(out, "554 5.7.1 ", why),
    }
}

/// A reply is one line of printable ASCII, whatever the receiver's text holds.
fn say_own_words(out: &mut Vec<u8>, start: &str, words: &str) {
    say(out, start);
    out.extend(
        words
            .chars()
            .take(MAX_OWN_WORDS)
            .map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' })
            .filter_map(|c| u8::try_from(c).ok()),
    );
    say(out, "\r\n");
}
