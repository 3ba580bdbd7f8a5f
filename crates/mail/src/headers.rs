//! The top header block as raw name and value pairs: for the marks of machines, and for what a broken
//! header still says when the strict grammar finds nothing.
//!
//! Does not decode structured values; that is mail-parser's work.

use crate::{charset, message::Marks};

/// Lines beyond this many are not read.
pub(crate) const MAX_HEADERS: usize = 2_000;
const MAX_VALUE: usize = 64 * 1024;

/// Unfolded headers of one message, in order.
#[derive(Debug, Default)]
pub(crate) struct Headers {
    list: Vec<(String, String)>,
    pub(crate) cut: bool,
}

impl Headers {
    /// Reads up to the first blank line. Never fails; lines that are no header are skipped.
    pub(crate) fn read(raw: &[u8]) -> Headers {
        let mut headers = Headers::default();
        for line in raw.split(|&b| b == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            if line[0] == b' ' || line[0] == b'\t' {
                if let Some((_, value)) = headers.list.last_mut()
                    && value.len() < MAX_VALUE
                {
                    value.push(' ');
                    value.push_str(lossy(&line[..line.len().min(MAX_VALUE)]).trim());
                }
                continue;
            }
            let Some(colon) = line.iter().position(|&b| b == b':') else { continue };
            let name = String::from_utf8_lossy(&line[..colon]).trim().to_ascii_lowercase();
            if name.is_empty() || name.len() > 100 || name.contains(' ') {
                continue;
            }
            if headers.list.len() >= MAX_HEADERS {
                headers.cut = true;
                break;
            }
            let value = &line[colon + 1..];
            headers.list.push((name, lossy(&value[..value.len().min(MAX_VALUE)]).trim().to_string()));
        }
        headers
    }

    /// First value of a header; `name` in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.list.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }
}

/// Headers have no label: UTF-8, ISO-2022-JP by its escapes, else Windows-1252, the commonest lie.
fn lossy(bytes: &[u8]) -> String {
    charset::decode(bytes, None).0
}

/// All `<…>` message ids in a value; a value without brackets counts as one id if it looks like one.
pub(crate) fn ids(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = value;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let Some(end) = after.find('>') else { break };
        let id: String = after[..end].chars().filter(|c| !c.is_whitespace()).collect();
        if !id.is_empty() && id.len() <= 998 && out.len() < 200 {
            out.push(id);
        }
        rest = &after[end + 1..];
    }
    if out.is_empty() {
        out.extend(
            value
                .split([' ', ','])
                .map(|w| w.trim_matches(['<', '>', '"', ';']))
                .filter(|w| w.contains('@'))
                .take(200)
                .map(String::from),
        );
    }
    out
}

/// The headers by which machines tell about themselves.
pub(crate) fn marks(headers: &Headers) -> Marks {
    let low = |name: &str| {
        headers.get(name).map(|v| strip_comment(v).to_ascii_lowercase()).filter(|v| !v.is_empty())
    };
    let return_path =
        headers.get("return-path").map(|v| v.trim().trim_matches(['<', '>']).trim().to_string());
    let autoreply_header =
        headers.iter().any(|(name, value)| says_automatic(name, &value.to_ascii_lowercase()));
    Marks {
        ours: headers.get("x-alongside-loop").map(|v| crate::message::bounded(v, 200)),
        auto_submitted: low("auto-submitted").map(|v| v.split(';').next().unwrap_or("").trim().to_string()),
        precedence: low("precedence").or_else(|| low("x-precedence")),
        list_id: headers.get("list-id").map(|v| crate::message::bounded(v, 300)).filter(|v| !v.is_empty()),
        list_unsubscribe: headers.get("list-unsubscribe").is_some(),
        x_auto_response_suppress: low("x-auto-response-suppress"),
        null_return_path: return_path.as_deref() == Some(""),
        return_path: return_path.filter(|v| !v.is_empty()),
        autoreply_header,
        delivered_to: headers
            .all("delivered-to")
            .chain(headers.all("x-original-to"))
            .take(20)
            .map(|v| v.trim_matches(['<', '>']).to_string())
            .collect(),
    }
}

/// A header by which a program says that it answered by itself; the value in lower case.
fn says_automatic(name: &str, value: &str) -> bool {
    let value = value.trim();
    let named = matches!(
        name,
        "x-apple-action"
            | "x-auto-reply"
            | "x-mail-autoreply"
            | "x-auto-response"
            | "x-away-message"
            | "x-amazon-auto-reply"
            | "x-facebook-notify-autoreply"
            | "x-cron-env"
    ) || ["x-autoreply", "x-autorespon", "x-vacation"].iter().any(|n| name.starts_with(n));
    let told = match name {
        "x-autogenerated" => value.contains("reply"),
        "x-post-messageclass" | "delivered-to" => value.contains("autoresponder"),
        "x-ms-exchange-generated-message-source" => value.contains("mailbox rules"),
        "x-mailer" | "user-agent" => {
            ["vacation", "autoreply", "auto-reply", "autoresponder"].iter().any(|w| value.contains(w))
        }
        _ => false,
    };
    told || (named && !matches!(value, "no" | "false" | "0"))
}

fn strip_comment(value: &str) -> &str {
    value.split('(').next().unwrap_or(value).trim()
}

/// Decodes RFC 2047 words in a raw value. Neighbouring words of one charset are joined before decoding,
/// since many senders cut a character in two.
pub(crate) fn decode_words(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_string();
    }
    let mut out = String::with_capacity(value.len());
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let (plain, word) = rest.split_at(start);
        let Some((charset, bytes, end)) = encoded_word(word) else {
            flush(&mut out, &mut pending);
            out.push_str(plain);
            out.push_str("=?");
            rest = &word[2..];
            continue;
        };
        let adjacent = plain.trim().is_empty();
        match &mut pending {
            // Shifting charsets begin every word anew.
            Some((open, buffer)) if adjacent && *open == charset && !charset.starts_with("iso-2022") => {
                buffer.extend(bytes)
            }
            _ => {
                let glue = pending.is_some() && adjacent;
                flush(&mut out, &mut pending);
                if !glue {
                    out.push_str(plain);
                }
                pending = Some((charset, bytes));
            }
        }
        rest = &word[end..];
    }
    flush(&mut out, &mut pending);
    out.push_str(rest);
    out
}

fn flush(out: &mut String, pending: &mut Option<(String, Vec<u8>)>) {
    if let Some((charset, bytes)) = pending.take() {
        out.push_str(&charset::decode(&bytes, Some(&charset)).0);
    }
}

/// `=?charset?B|Q?data?=` at the start of `word`: charset, decoded bytes, and where it ends.
fn encoded_word(word: &str) -> Option<(String, Vec<u8>, usize)> {
    let body = word.strip_prefix("=?")?;
    let charset_end = body.find('?').filter(|&n| n > 0 && n < 60)?;
    let charset = body[..charset_end].split('*').next().unwrap_or("").to_ascii_lowercase();
    let after = &body[charset_end + 1..];
    let kind = after.as_bytes().first()?.to_ascii_lowercase();
    let data = after.get(1..)?.strip_prefix('?')?;
    let data_end = data.find("?=")?;
    let text = &data[..data_end];
    let bytes = match kind {
        b'b' => charset::base64_lenient(text.as_bytes()),
        b'q' => charset::quoted_printable_word(text.as_bytes()),
        _ => return None,
    };
    // Raw characters inside a word came through as UTF-8, whatever the word says.
    let charset =
        if text.is_ascii() || std::str::from_utf8(&bytes).is_err() { charset } else { "utf-8".into() };
    Some((charset, bytes, 2 + charset_end + 1 + 2 + data_end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_between_two_words_is_made_whole() {
        assert_eq!(
            decode_words("=?utf-8?B?R3LDvA==?= =?utf-8?Q?=C3?= =?UTF-8?Q?=9Fe?= an =?x"),
            "Grüße an =?x"
        );
        assert_eq!(decode_words("a =?utf-8?Q?b_c?= d"), "a b c d");
        let word = "=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=";
        assert_eq!(decode_words(&format!("{word} {word}")), "テストテスト");
    }

    #[test]
    fn ids_are_found_in_any_company() {
        assert_eq!(ids("<a@b> junk <c@d>\t<e @f>"), ["a@b", "c@d", "e@f"]);
        assert_eq!(ids("a@b"), ["a@b"]);
        assert!(ids("Your mail of Tuesday").is_empty());
    }
}
