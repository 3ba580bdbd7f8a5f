//! Which conversation a mail belongs to, as far as the mail itself can say: signed reply addresses, ticket
//! numbers in subjects, subjects without their prefixes.
//!
//! Does not decide: whether the sender may write on that ticket is the desk's rule.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Bytes of the MAC in an address: 96 bits.
const MAC_BYTES: usize = 12;
/// RFC 4648 base32 in lower case: mail systems may fold the case of a local part.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// `help@example.org` and ticket 1042 to `help+ticket-token@example.org`. The token names the ticket and
/// proves that we wrote it. Addresses already tagged get the token appended.
pub fn sign_reply_address(key: &[u8; 32], base: &str, ticket_number: i64) -> String {
    let Some((local, domain)) = base.rsplit_once('@') else { return base.to_string() };
    format!("{local}+{}@{domain}", token(key, ticket_number))
}

/// The ticket a signed address stands for; `None` for any other address. Constant time in the token's value.
pub fn verify(key: &[u8; 32], address: &str) -> Option<i64> {
    let (local, _) = address.trim().trim_matches(['<', '>']).rsplit_once('@')?;
    let (_, tag) = local.rsplit_once('+')?;
    verify_token(key, tag)
}

/// The bare token, for use in other places than a reply address (a Message-ID, a bounce address).
pub fn token(key: &[u8; 32], ticket_number: i64) -> String {
    let number = ticket_number.to_be_bytes();
    let skip = number.iter().position(|&b| b != 0).unwrap_or(7).min(7);
    let mut bytes = mac(key, ticket_number).to_vec();
    bytes.extend_from_slice(&number[skip..]);
    base32(&bytes)
}

/// The ticket number a token was made for.
pub fn verify_token(key: &[u8; 32], token: &str) -> Option<i64> {
    if token.len() > 40 {
        return None;
    }
    let bytes = unbase32(&token.to_ascii_lowercase())?;
    let (given, number) = bytes.split_at_checked(MAC_BYTES)?;
    if number.is_empty() || number.len() > 8 {
        return None;
    }
    let ticket = number.iter().fold(0u64, |n, &b| n << 8 | u64::from(b));
    let ticket = i64::from_be_bytes(ticket.to_be_bytes());
    bool::from(mac(key, ticket).ct_eq(given)).then_some(ticket)
}

fn mac(key: &[u8; 32], ticket_number: i64) -> [u8; MAC_BYTES] {
    let mut out = [0; MAC_BYTES];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) {
        mac.update(b"alongside reply address v1");
        mac.update(&ticket_number.to_be_bytes());
        out.copy_from_slice(&mac.finalize().into_bytes()[..MAC_BYTES]);
    }
    out
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0u32, 0u32);
    for &b in bytes {
        buffer = buffer << 8 | u32::from(b);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(ALPHABET[(buffer >> bits & 31) as usize] as char);
        }
    }
    if bits > 0 {
        out.push(ALPHABET[(buffer << (5 - bits) & 31) as usize] as char);
    }
    out
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 5 / 8);
    let (mut buffer, mut bits) = (0u32, 0u32);
    for c in text.bytes() {
        let value = ALPHABET.iter().position(|&a| a == c)? as u32;
        buffer = (buffer << 5 | value) & 0xFFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    // Left-over bits must be zero: one ticket has one token.
    (bits < 5 && buffer == 0).then_some(out)
}

/// `#1042` or `[#1042]` standing by itself in a subject. Proves nothing; counts only for a ticket's own people.
pub fn ticket_number_in_subject(subject: &str) -> Option<i64> {
    for (at, _) in subject.match_indices('#') {
        let before = subject[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '&' || c == '#') {
            continue;
        }
        let digits: String = subject[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        let after = subject[at + 1 + digits.len()..].chars().next();
        if digits.is_empty()
            || digits.len() > 12
            || digits.starts_with('0')
            || after.is_some_and(|c| c.is_alphanumeric() || c == '-')
        {
            continue;
        }
        return digits.parse().ok();
    }
    None
}

/// Prefixes of replies, lower case.
const REPLY: &[&str] = &[
    "re",
    "aw",
    "antw",
    "antwort",
    "sv",
    "vs",
    "rv",
    "rif",
    "r",
    "ref",
    "odp",
    "od",
    "ynt",
    "yn",
    "vá",
    "va",
    "atb",
    "απ",
    "σχετ",
    "отв",
    "ответ",
    "вн",
    "на",
    "回复",
    "回覆",
    "答复",
    "답장",
    "返信",
    "trả lời",
    "bls",
    "ré",
    "rép",
    "réf",
    "risp",
    "resp",
    "res",
    "hl",
    "ynt",
    "blij",
    "na",
];
/// Prefixes of forwards, lower case.
const FORWARD: &[&str] = &[
    "fw",
    "fwd",
    "wg",
    "tr",
    "i",
    "enc",
    "rv",
    "reenv",
    "vb",
    "vl",
    "vidb",
    "videresend",
    "pd",
    "přep",
    "preposlané",
    "fs",
    "továbbítás",
    "ilt",
    "İlt",
    "πρθ",
    "转发",
    "轉寄",
    "轉發",
    "转",
    "전달",
    "転送",
    "пересл",
    "fwd",
    "doorst",
    "doorsturen",
    "vs",
    "trs",
    "перенапр",
    "chuyển tiếp",
];

/// The subject without `Re:`, `AW:`, `Fwd:`, `[External]` and their kin, for grouping and for showing.
pub fn clean_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let next = strip_prefix_word(rest).or_else(|| strip_tag(rest));
        match next {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => break,
        }
    }
    crate::message::clean_line(rest)
}

/// The first prefix says that a mail is passed on.
pub fn is_forward_subject(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some(shorter) = strip_tag(rest) {
        rest = shorter;
    }
    let Some((word, _)) = prefix_word(rest) else { return false };
    // Words that mean both count as replies.
    FORWARD.contains(&word.as_str()) && !REPLY.contains(&word.as_str())
}

/// The subject begins with a reply prefix.
pub fn is_reply_subject(subject: &str) -> bool {
    prefix_word(subject.trim()).is_some_and(|(word, _)| REPLY.contains(&word.as_str()))
}

fn strip_prefix_word(subject: &str) -> Option<&str> {
    let (word, rest) = prefix_word(subject)?;
    (REPLY.contains(&word.as_str()) || FORWARD.contains(&word.as_str())).then_some(rest)
}

/// `Re:`, `Re[2]:`, `RE (3) :`, `回复：`
fn prefix_word(subject: &str) -> Option<(String, &str)> {
    let colon = subject.char_indices().take(20).find(|(_, c)| matches!(c, ':' | '：'))?;
    let head = subject[..colon.0].trim();
    let head = head.split(['[', '(', '^', '*']).next().unwrap_or("").trim();
    let word = head.to_lowercase();
    (!word.is_empty() && word.split_whitespace().count() <= 2)
        .then(|| (word, subject[colon.0 + colon.1.len_utf8()..].trim_start()))
}

/// `[EXTERNAL]` and such, never a ticket number.
fn strip_tag(subject: &str) -> Option<&str> {
    let inner = subject.strip_prefix('[')?;
    let end = inner.find(']')?;
    let tag = inner[..end].trim().to_lowercase();
    [
        "external",
        "ext",
        "extern",
        "externe",
        "external email",
        "external sender",
        "spam",
        "externer absender",
        "externo",
    ]
    .contains(&tag.as_str())
    .then(|| inner[end + 1..].trim_start_matches([':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_reply_address_names_its_ticket_whatever_the_case() {
        let address = sign_reply_address(&KEY, "help@example.org", 1042);
        assert_eq!(verify(&KEY, &address), Some(1042));
        assert_eq!(verify(&KEY, &address.to_uppercase()), Some(1042));
        assert_eq!(verify(&[8; 32], &address), None);
        assert!(
            address.split('@').next().unwrap().len() <= 64,
            "RFC 5321: a local part has at most 64 bytes"
        );
        for forged in [
            "help@example.org",
            "help+@example.org",
            "help+1042@example.org",
            "help+aaaaaaaaaaaaaaaaaaaaaaaa@example.org",
            "",
        ] {
            assert_eq!(verify(&KEY, forged), None, "{forged}");
        }
    }

    #[test]
    fn numbers_in_subjects() {
        assert_eq!(ticket_number_in_subject("Re: [#1042] Printer"), Some(1042));
        assert_eq!(ticket_number_in_subject("Printer #1042: still"), Some(1042));
        for none in ["C#7 and &#1042; code", "#", "#0", "issue#12", "#12a", "#1234567890123"] {
            assert_eq!(ticket_number_in_subject(none), None, "{none}");
        }
    }

    #[test]
    fn subjects_lose_their_prefixes_in_many_languages() {
        for s in [
            "Re: Printer",
            "AW: WG: Printer",
            "Re[2]: Printer",
            "回复：Printer",
            "[EXTERNAL] RE: Fwd: Printer",
            "SV: VS: Odp: Printer",
            "Ynt: RES: Printer",
            "TR : Printer",
        ] {
            assert_eq!(clean_subject(s), "Printer", "{s}");
        }
        assert_eq!(clean_subject("Re:"), "Re:");
        assert_eq!(clean_subject("Error: disk full"), "Error: disk full");
        assert!(
            is_forward_subject("WG: x")
                && is_forward_subject("[EXTERNAL] Fwd: x")
                && !is_forward_subject("Re: Fwd: x")
                && !is_forward_subject("Printer")
        );
    }

    proptest! {
        #[test]
        fn only_our_own_tokens_verify(number in 1i64.., at in 0usize..64, with in "[a-z2-7]") {
            let token = token(&KEY, number);
            prop_assert_eq!(verify_token(&KEY, &token), Some(number));
            let mut changed = token.clone();
            let at = at % changed.len();
            changed.replace_range(at..=at, &with);
            if changed != token {
                prop_assert_eq!(verify_token(&KEY, &changed), None);
            }
        }

        #[test]
        fn any_address_and_subject_is_read(text in ".{0,80}") {
            let _ = (verify(&KEY, &text), ticket_number_in_subject(&text), clean_subject(&text), is_forward_subject(&text));
        }
    }
}
