//! Delivery reports: which mail did not arrive, at whom, why, and whether trying again makes sense.
//!
//! RFC 3464 reports are read field by field; the hundred dialects without it by what they all must say:
//! a server's voice, a failing address, a reason.

mod dsn;
mod notification;
mod prose;
mod reason;

use crate::origin::Signs;
use serde::Serialize;

/// Recipients read from one report.
const MAX_RECIPIENTS: usize = 200;

/// A report about a mail sent earlier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bounce {
    pub failed: Vec<FailedRecipient>,
    /// Message-ID of the mail reported on, when the report says so.
    pub original_message_id: Option<String>,
}

impl Bounce {
    /// Every recipient failed for good.
    pub fn is_hard(&self) -> bool {
        !self.failed.is_empty() && self.failed.iter().all(|f| f.hard)
    }
}

/// One recipient of the mail reported on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FailedRecipient {
    pub address: String,
    /// Enhanced status code (RFC 3463) such as `5.1.1`.
    pub status: Option<String>,
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`.
    pub action: String,
    /// What the server said, on one line, at most 300 bytes.
    pub reason: String,
    /// The address will not work by trying again.
    pub hard: bool,
}

/// Reads a report; `None` when the mail is none.
pub(crate) fn read(signs: &Signs<'_>) -> Option<Bounce> {
    let about_reading =
        matches!(signs.report.kind.as_deref(), Some("disposition-notification" | "feedback-report"));
    if signs.report.feedback || signs.report.disposition || about_reading {
        return None;
    }
    let text = &signs.message.body.full;
    if let Some(told) = notification::read(text) {
        return told.bounce;
    }
    let mut bounce = Bounce::default();
    if let Some(status) = &signs.report.status {
        bounce.failed = dsn::recipients(status);
    }
    if bounce.failed.is_empty() && says_recipient(text) {
        // The report stands in the text where its part was lost on the way.
        bounce.failed = dsn::recipients(text);
    }
    let formal = signs.report.status.is_some() && !bounce.failed.is_empty()
        || signs.report.kind.as_deref() == Some("delivery-status");
    // A vacation notice with an empty return path is automatic, but no report.
    if !formal && (crate::origin::is_absent(signs) || !prose::is_report(signs)) {
        return None;
    }
    if !bounce.failed.iter().any(|f| f.address.contains('@')) {
        // Reports that name no address, or a file in the server's spool, tell it in their letter.
        let told = prose::recipients(signs, text);
        if !told.is_empty() {
            bounce.failed = told;
        }
    }
    bounce.failed.truncate(MAX_RECIPIENTS);
    bounce.original_message_id = original_id(signs, text);
    Some(bounce)
}

/// Has the fields of a report somewhere; a person who pasted one is told from a server by who speaks.
fn says_recipient(text: &str) -> bool {
    text.contains("Final-Recipient:") || text.contains("Final-recipient:")
}

/// A cloud service told about a mail in its own form, whatever it told.
pub(crate) fn is_notification(text: &str) -> bool {
    notification::read(text).is_some()
}

/// The Message-ID among the returned headers, in a part of their own or pasted into the text.
fn original_id(signs: &Signs<'_>, text: &str) -> Option<String> {
    let own = signs.message.message_id.as_deref();
    let find = |text: &str| {
        text.lines().take(5_000).find_map(|line| {
            let (name, value) = line.trim_start_matches(['>', ' ', '\t']).split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case("message-id")
                .then(|| crate::headers::ids(value).into_iter().next())
                .flatten()
        })
    };
    signs
        .report
        .original
        .as_deref()
        .and_then(find)
        .or_else(|| find(text))
        .or_else(|| signs.message.in_reply_to.first().cloned())
        .or_else(|| signs.message.references.last().cloned())
        .filter(|id| Some(id.as_str()) != own)
}
