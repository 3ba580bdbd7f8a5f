//! Delivery news that cloud mail services send as JSON by mail (Amazon SES through SNS and look-alikes).

use super::{Bounce, FailedRecipient, reason};
use crate::message::{bounded, clean_line};
use serde_json::Value;

/// A notification was read; it may be about something else than a failure.
pub(super) struct Told {
    pub(super) bounce: Option<Bounce>,
}

const MAX_JSON: usize = 256 * 1024;

/// `None` when the text is no such notification.
pub(super) fn read(text: &str) -> Option<Told> {
    let text = text.trim_start();
    if !text.starts_with('{') || text.len() > MAX_JSON {
        return None;
    }
    // Servers cut long lines, some with a mark of their own; lines for people may follow the object.
    let joined = text.replace("!\n ", "").replace("\n ", "").replace('\n', "");
    let mut value: Value = first_value(&joined)?;
    if let Some(inner) = value.get("Message").and_then(Value::as_str).and_then(first_value) {
        value = inner;
    }
    let kind = ["notificationType", "eventType"].iter().find_map(|k| value.get(k)?.as_str())?;
    if !kind.eq_ignore_ascii_case("bounce") {
        return Some(Told { bounce: None });
    }
    let told = value.get("bounce")?;
    let permanent =
        told.get("bounceType").and_then(Value::as_str).is_some_and(|t| t.eq_ignore_ascii_case("permanent"));
    let failed = told
        .get("bouncedRecipients")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .take(super::MAX_RECIPIENTS)
        .filter_map(|r| {
            let field = |name: &str| r.get(name).and_then(Value::as_str).map(clean_line);
            let said = field("diagnosticCode").unwrap_or_default();
            let status = field("status")
                .as_deref()
                .and_then(reason::status_code)
                .or_else(|| reason::status_code(&said));
            Some(FailedRecipient {
                address: bounded(&field("emailAddress")?, 320),
                hard: permanent && reason::is_hard(status.as_deref(), &said),
                status,
                action: bounded(&field("action").unwrap_or_else(|| "failed".into()), 20),
                reason: bounded(&said, 300),
            })
        })
        .collect();
    let original = value.get("mail").and_then(|m| {
        let headers = m.get("headers").and_then(Value::as_array).into_iter().flatten();
        let named = headers
            .filter(|h| {
                h.get("name").and_then(Value::as_str).is_some_and(|n| n.eq_ignore_ascii_case("message-id"))
            })
            .find_map(|h| h.get("value")?.as_str().map(String::from));
        named.or_else(|| m.get("messageId").and_then(Value::as_str).map(String::from))
    });
    let original_message_id = original.map(|id| bounded(id.trim_matches(['<', '>']), 998));
    Some(Told { bounce: Some(Bounce { failed, original_message_id }) })
}

fn first_value(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bounce_told_in_json_is_a_bounce_and_other_news_is_not() {
        let told = read(r#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"ana@example.org","status":"5.1.1","action":"failed","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"m1"}}
--
To stop receiving"#).unwrap().bounce.unwrap();
        assert_eq!(
            (told.failed[0].address.as_str(), told.failed[0].hard, told.original_message_id.as_deref()),
            ("ana@example.org", true, Some("m1"))
        );
        assert!(read(r#"{"notificationType":"Delivery"}"#).unwrap().bounce.is_none());
        assert!(read(r#"{"a":1}"#).is_none() && read("hello").is_none());
    }
}
