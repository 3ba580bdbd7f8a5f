//! `alongside mail receive`: one mail from standard input, as a mail server's pipe hands it over.

use super::{AcceptRefused, NewRaw, RawMailId, RawVia, accept};
use crate::app::App;
use std::io::Read;

/// Why a mail on standard input was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveProblem {
    #[error("the mail could not be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("there was no mail to read")]
    Empty,
    #[error(transparent)]
    Refused(#[from] AcceptRefused),
}

impl ReceiveProblem {
    /// The exit status that mail servers understand (sysexits.h): 75 try again, 65 and 66 do not.
    pub fn exit_code(&self) -> u8 {
        match self {
            ReceiveProblem::Unreadable(_) => 74,
            ReceiveProblem::Empty => 66,
            ReceiveProblem::Refused(AcceptRefused::TooBig) => 65,
            ReceiveProblem::Refused(AcceptRefused::Full | AcceptRefused::Busy) => 75,
        }
    }
}

/// Keeps one mail; it is safe when this answers `Ok`. `recipients` may be empty: the mail's own headers then say
/// whom it is for. `sender` is the envelope's, empty for bounces, none when it is not known.
pub async fn receive(
    app: &App,
    reader: impl Read,
    recipients: Vec<String>,
    sender: Option<String>,
) -> Result<RawMailId, ReceiveProblem> {
    let bytes_max = app.config.mail_bytes_max;
    let mut raw = sender.as_deref().map(smtp::return_path).unwrap_or_default().into_bytes();
    let trace = raw.len();
    reader.take(u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut raw)?;
    if raw.len() - trace > bytes_max {
        return Err(AcceptRefused::TooBig.into());
    }
    if raw[trace..].iter().all(u8::is_ascii_whitespace) {
        return Err(ReceiveProblem::Empty);
    }
    let new = NewRaw {
        via: RawVia::Command,
        peer: String::new(),
        envelope_from: sender.unwrap_or_default(),
        envelope_to: recipients,
        raw,
        source_key: None,
    };
    Ok(accept(app, new).await?)
}
