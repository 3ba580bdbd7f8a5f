//! The machine-readable part of a delivery report (RFC 3464): groups of fields, one group a recipient.

use super::{FailedRecipient, reason};
use crate::message::{bounded, clean_line};

/// Recipients in the order of the report.
pub(crate) fn recipients(status: &str) -> Vec<FailedRecipient> {
    let mut out = Vec::new();
    let mut group: Vec<(String, String)> = Vec::new();
    for line in status.lines().take(10_000).chain(std::iter::once("")) {
        if line.trim().is_empty() {
            close(&mut group, &mut out);
            if out.len() >= super::MAX_RECIPIENTS {
                break;
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            continue;
        }
        if let Some((name, value)) = line.split_once(':') {
            // Some servers leave out the blank line between recipients.
            let name = name.trim().to_ascii_lowercase();
            if name == "final-recipient" && group.iter().any(|(n, _)| *n == name) {
                close(&mut group, &mut out);
            }
            group.push((name, value.trim().to_string()));
        }
    }
    out
}

fn close(group: &mut Vec<(String, String)>, out: &mut Vec<FailedRecipient>) {
    let fields = std::mem::take(group);
    let get = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let address = ["final-recipient", "original-recipient", "x-actual-recipient"]
        .iter()
        .filter_map(|n| get(n))
        .map(address_of)
        .find(|a| a.contains('@'))
        .or_else(|| get("final-recipient").map(address_of));
    let (Some(address), Some(_)) = (address, get("action").or(get("status")).or(get("diagnostic-code")))
    else {
        return;
    };
    let diagnostic = get("diagnostic-code")
        .map(|d| {
            clean_line(d.split_once(';').map_or(d, |(kind, text)| if kind.len() < 20 { text } else { d }))
        })
        .unwrap_or_default();
    let status = get("status").and_then(reason::status_code).or_else(|| reason::status_code(&diagnostic));
    let action = get("action")
        .map(|a| a.split_whitespace().next().unwrap_or("").trim_matches(['(', ';', '.']).to_ascii_lowercase())
        .filter(|a| !a.is_empty())
        .unwrap_or_else(|| "failed".into());
    let action = bounded(&action, 20);
    let text = if diagnostic.is_empty() { status.clone().unwrap_or_default() } else { diagnostic };
    let hard = action == "failed" && reason::is_hard(status.as_deref(), &text);
    out.push(FailedRecipient {
        address: bounded(&address, 320),
        status,
        action,
        reason: bounded(&text, 300),
        hard,
    });
}

/// `rfc822; ana@example.org`, with or without the type and brackets.
fn address_of(value: &str) -> String {
    let value = value.split_once(';').map_or(value, |(_, v)| v).trim();
    let value = value.split_whitespace().find(|w| w.contains('@')).unwrap_or(value);
    value.trim_matches(['<', '>', '"', ' ']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipient_is_read_with_status_and_reason() {
        let text = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; <ana@example.org>\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user here\n\nFinal-recipient: RFC822; bo@example.org\nAction: delayed\nStatus: 4.2.2 (mailbox full)\n";
        let found = recipients(text);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].address.as_str(), found[0].reason.as_str(), found[0].hard),
            ("ana@example.org", "550 5.1.1 no such user here", true)
        );
        assert_eq!(
            (found[1].action.as_str(), found[1].status.as_deref(), found[1].hard),
            ("delayed", Some("4.2.2"), false)
        );
    }
}
