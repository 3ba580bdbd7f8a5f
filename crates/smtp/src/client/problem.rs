//! What can go wrong between us and a mail server, in words for the person who must mend it.

use lettre::transport::smtp::Error;
use std::error::Error as _;
use std::io;

/// Why mail cannot be sent through a relay at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error(
        "No server with the name {0} was found. Check the name, and that this machine can ask a name server."
    )]
    NameNotFound(String),
    #[error("Nothing answers at {0}. Check the port, and whether a firewall is in between.")]
    Refused(String),
    #[error("The server did not answer in time. Check the port, and whether a firewall is in between.")]
    TimedOut,
    #[error("The server's certificate cannot be trusted: {0}.")]
    Certificate(String),
    #[error("The server does not speak TLS here. Try another port or kind of encryption.")]
    NoTls,
    #[error("The server does not offer STARTTLS. Try another port or kind of encryption.")]
    NoStartTls,
    #[error("The server did not accept the sign-in: {text}")]
    SignIn { code: Option<u16>, text: String },
    #[error("The server answered: {code} {text}")]
    Answered { code: u16, text: String },
    #[error("What answers there is not a mail server.")]
    NotAMailServer,
    #[error("The connection was cut.")]
    HungUp,
    #[error("The settings cannot be used: {0}.")]
    Settings(String),
}

impl Problem {
    pub(super) fn code(&self) -> Option<u16> {
        match self {
            Self::SignIn { code, .. } => *code,
            Self::Answered { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Reads the kind of trouble out of the chain of causes.
    pub(super) fn of(error: &Error) -> Self {
        if let Some(reply) = reply_of(error) {
            return Self::Answered { code: reply.code, text: reply.text };
        }
        let mut cause = error.source();
        while let Some(current) = cause {
            if let Some(io) = current.downcast_ref::<io::Error>() {
                if let Some(tls) = io.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                    return Self::of_tls(tls);
                }
                return match io.kind() {
                    io::ErrorKind::TimedOut => Self::TimedOut,
                    io::ErrorKind::InvalidData => Self::NotAMailServer,
                    _ => Self::HungUp,
                };
            }
            if let Some(tls) = current.downcast_ref::<rustls::Error>() {
                return Self::of_tls(tls);
            }
            cause = current.source();
        }
        // The other complaints about a response are about its form, save for one that ended too soon.
        let ended = error.source().is_some_and(|cause| cause.to_string() == "incomplete response");
        if error.is_response() && !ended { Self::NotAMailServer } else { Self::HungUp }
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(why) => Self::Certificate(why.to_string()),
            rustls::Error::InvalidMessage(_) => Self::NoTls,
            other => Self::Certificate(other.to_string()),
        }
    }
}

/// A server's no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) text: String,
}

impl Reply {
    /// `5.1.1` at the start of the text (RFC 2034).
    pub(super) fn enhanced(&self) -> Option<&str> {
        let word = self.text.split_whitespace().next()?;
        let mut parts = word.split('.');
        let class = parts.next()?;
        let well_formed = |part: Option<&str>| {
            part.is_some_and(|part| {
                (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let (subject, detail) = (well_formed(parts.next()), well_formed(parts.next()));
        (matches!(class, "2" | "4" | "5") && subject && detail && parts.next().is_none()).then_some(word)
    }

    /// Sign-in and encryption (RFC 4954, RFC 3207) concern every message alike, and a person can mend them.
    pub(super) fn is_about_our_account(&self) -> bool {
        matches!(self.code, 530 | 534 | 535 | 538)
    }
}

/// The server's answer inside an error, if it gave one.
pub(super) fn reply_of(error: &Error) -> Option<Reply> {
    let code = u16::from(error.status()?);
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    Some(Reply { code, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enhanced_code_is_read_only_where_there_is_one() {
        let enhanced = |text: &str| Reply { code: 550, text: text.to_owned() }.enhanced().map(str::to_owned);
        assert_eq!(enhanced("5.1.1 Nobody here"), Some("5.1.1".to_owned()));
        assert_eq!(enhanced("4.7.100 later"), Some("4.7.100".to_owned()));
        for text in
            ["", "no", "5.1", "5.1.1.1 x", "9.1.1 x", "5.1.x", "5.1.1000 x", "mail.example.com says no"]
        {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
