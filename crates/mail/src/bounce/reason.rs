//! What a status code or a server's sentence means for trying again.

/// The first enhanced status code (RFC 3463) in a text: `2`, `4` or `5`, a dot, one to three digits, a dot, the same.
pub(crate) fn status_code(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        if !matches!(bytes[at], b'2' | b'4' | b'5')
            || bytes.get(at + 1) != Some(&b'.')
            || at > 0 && (bytes[at - 1].is_ascii_digit() || bytes[at - 1] == b'.')
        {
            continue;
        }
        let digits =
            |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        let subject = digits(at + 2);
        let dot = at + 2 + subject;
        if !(1..=3).contains(&subject) || bytes.get(dot) != Some(&b'.') {
            continue;
        }
        let detail = digits(dot + 1);
        let end = dot + 1 + detail;
        if (1..=3).contains(&detail) && bytes.get(end) != Some(&b'.') {
            return Some(text[at..end].to_string());
        }
    }
    None
}

/// A three-digit reply code of SMTP standing by itself: 4xx or 5xx.
pub(crate) fn reply_code(text: &str) -> Option<u16> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').filter(|w| w.len() == 3);
    words.find_map(|w| {
        w.parse::<u16>().ok().filter(|n| (400..=599).contains(n) && !matches!(n, 460..=499 | 560..=599))
    })
}

/// Full mailboxes, greylisting and limits pass; unknown people and domains do not.
pub(crate) fn is_hard(status: Option<&str>, text: &str) -> bool {
    let lower = text.to_lowercase();
    if SOFT_WORDS.iter().any(|w| lower.contains(w)) {
        return false;
    }
    if let Some(status) = status {
        if matches!(status, "5.2.2" | "5.2.1" | "5.3.1" | "5.3.4" | "5.2.3" | "5.4.5" | "5.7.1" | "5.7.0") {
            return HARD_WORDS.iter().any(|w| lower.contains(w)) && !matches!(status, "5.2.2");
        }
        return status.starts_with('5');
    }
    HARD_WORDS.iter().any(|w| lower.contains(w)) || reply_code(text).is_some_and(|c| c >= 500 && c != 552)
}

const SOFT_WORDS: &[&str] = &[
    "mailbox full",
    "mailbox is full",
    "over quota",
    "quota exceeded",
    "exceeded quota",
    "overquota",
    "greylist",
    "graylist",
    "try again",
    "temporar",
    "too many",
    "rate limit",
    "out of storage",
    "insufficient",
    "delayed",
    "will be retried",
    "still trying",
    "too large",
    "size limit",
    "timed out",
    "timeout",
];

pub(crate) const HARD_WORDS: &[&str] = &[
    "user unknown",
    "unknown user",
    "no such user",
    "no such recipient",
    "no such mailbox",
    "does not exist",
    "doesn't exist",
    "not exist",
    "mailbox unavailable",
    "mailbox not found",
    "invalid recipient",
    "invalid mailbox",
    "recipient unknown",
    "unknown recipient",
    "address rejected",
    "recipient rejected",
    "unrouteable",
    "unroutable",
    "no mailbox here",
    "not found",
    "account disabled",
    "account is disabled",
    "account has been disabled",
    "inactive",
    "suspended",
    "unknown address",
    "bad destination",
    "host unknown",
    "unknown host",
    "domain not found",
    "no such domain",
    "nullmx",
    "user not known",
    "is not a valid",
    "not a known user",
    "addressee unknown",
    "not listed",
    "undeliverable address",
    "no account by that name",
    "not our customer",
    "has moved",
    "no longer",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_their_meaning() {
        assert_eq!(status_code("550 5.1.1 <a@b>: unknown").as_deref(), Some("5.1.1"));
        assert_eq!(status_code("host 1.5.2.3.4 said no"), None);
        assert_eq!(reply_code("said: 550 no such user"), Some(550));
        assert!(is_hard(Some("5.1.1"), "no such user") && is_hard(None, "550 User unknown"));
        assert!(
            !is_hard(Some("5.2.2"), "mailbox full")
                && !is_hard(Some("4.4.1"), "timed out")
                && !is_hard(Some("5.7.1"), "blocked as spam")
        );
    }
}
