//! `alongside mail receive` and `alongside mail parse`: mail from standard input.

use super::{AcceptRefused, NewRaw, RawMailId, RawVia, accept};
use crate::app::App;
use mail::{Address, Message};
use serde_json::{Value, json};
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
/// whom it is for.
pub async fn receive(
    app: &App,
    reader: impl Read,
    recipients: Vec<String>,
) -> Result<RawMailId, ReceiveProblem> {
    let bytes_max = app.config.mail_bytes_max;
    let mut raw = Vec::new();
    reader.take(u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut raw)?;
    if raw.len() > bytes_max {
        return Err(AcceptRefused::TooBig.into());
    }
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Err(ReceiveProblem::Empty);
    }
    let new = NewRaw {
        via: RawVia::Command,
        peer: String::new(),
        envelope_from: String::new(),
        envelope_to: recipients,
        raw,
        source_key: None,
    };
    Ok(accept(app, new).await?)
}

/// What was understood of a mail, as one JSON object.
pub fn parse_json(raw: &[u8]) -> String {
    understood(&mail::parse(raw)).to_string()
}

fn understood(m: &Message) -> Value {
    let address = |a: &Address| json!({ "name": a.name, "address": a.address });
    let list = |l: &[Address]| l.iter().map(address).collect::<Vec<_>>();
    let attachment = |a: &mail::Attachment| json!({ "filename": a.filename, "content_type": a.content_type, "size": a.bytes.len() });
    json!({
        "subject": m.subject.as_deref().unwrap_or(""),
        "from": list(&m.from_all),
        "to": list(&m.to),
        "cc": list(&m.cc),
        "message_id": m.message_id,
        "in_reply_to": m.in_reply_to,
        "references": m.references,
        "date_us": m.date_us,
        "text_visible": m.body.visible,
        "text_folded": m.body.folded,
        "text_full": m.body.full,
        "html": m.body.html,
        "attachments": m.attachments.iter().map(attachment).collect::<Vec<_>>(),
        "origin": m.origin,
        "auto_reply": m.is_auto_reply(),
        "bounce": m.is_bounce(),
        "failed": m.bounce.as_ref().map(|b| &b.failed),
        "defects": m.defects.iter().map(|d| d.to_string()).collect::<Vec<_>>(),
    })
}
