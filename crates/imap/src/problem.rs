//! What can go wrong with a mailbox, in words for the person who must mend it.

use std::io;

/// Why the mailbox cannot be watched just now.
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
    #[error("What answers there is not a mailbox server (IMAP).")]
    NotImap,
    #[error("The server turned us away: {0}")]
    TurnedAway(String),
    #[error("The server did not accept the name and password: {0}")]
    SignIn(String),
    #[error("The folder cannot be opened: {0}")]
    Folder(String),
    #[error("The server refused: {0}")]
    Answered(String),
    #[error("The server sent something we do not understand.")]
    Garbled,
    #[error("The connection was cut.")]
    HungUp,
    #[error("The settings cannot be used: {0}.")]
    Settings(String),
    #[error("The message could not be stored: {0}")]
    NotStored(String),
    /// Not trouble: we were asked to stop.
    #[error("Stopped.")]
    Stopped,
}

impl From<async_imap::error::Error> for Problem {
    fn from(error: async_imap::error::Error) -> Self {
        use async_imap::error::Error;
        match error {
            Error::Io(error) => error.into(),
            Error::ConnectionLost => Self::HungUp,
            Error::Bad(words) | Error::No(words) => Self::Answered(server_words(&words)),
            Error::Validate(error) => Self::Settings(error.to_string()),
            _ => Self::Garbled,
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if let Some(tls) = tls {
            return match tls {
                rustls::Error::InvalidMessage(_) => Self::NoTls,
                rustls::Error::InvalidCertificate(why) => Self::Certificate(why.to_string()),
                other => Self::Certificate(other.to_string()),
            };
        }
        match error.kind() {
            io::ErrorKind::TimedOut => Self::TimedOut,
            // The library's way to say that it could not parse.
            io::ErrorKind::Other | io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge => Self::Garbled,
            _ => Self::HungUp,
        }
    }
}

impl Problem {
    /// The same trouble, when it came in answer to the sign-in or to opening the folder.
    pub(crate) fn answered_as(self, kind: fn(String) -> Self) -> Self {
        match self {
            Self::Answered(words) => kind(words),
            other => other,
        }
    }
}

/// The server's own sentence out of the library's debug text, `code: …, info: Some("…")`.
fn server_words(text: &str) -> String {
    let words = ["info: Some(\"", "information: Some(\""]
        .iter()
        .find_map(|start| text.split_once(start))
        .and_then(|(_, rest)| rest.rsplit_once("\")"))
        .map_or(text, |(words, _)| words);
    // `[AUTHENTICATIONFAILED] …` is for programs (RFC 5530).
    let words = match words.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((_, words)) => words,
        None => words,
    };
    words.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_words_are_found() {
        assert_eq!(
            server_words("code: None, info: Some(\"Authentication failed.\")"),
            "Authentication failed."
        );
        assert_eq!(
            server_words("outcome: ResponseText { code: None, information: Some(\"No such folder\") }"),
            "No such folder"
        );
        assert_eq!(server_words("code: None, info: Some(\"[AUTHENTICATIONFAILED] No.\")"), "No.");
        assert_eq!(server_words("odd"), "odd");
    }
}
