//! Bytes to text when the label is right, wrong or missing, and the two transfer encodings read leniently.
//!
//! Knows nothing of mail structure.

use crate::message::Defect;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes with the declared charset when it is known and fits; else makes the likeliest guess and says so.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> (String, Option<Defect>) {
    let label =
        label.map(|l| l.trim().trim_matches(['"', '\'']).to_ascii_lowercase()).filter(|l| !l.is_empty());
    let bytes_utf8 = std::str::from_utf8(bytes);
    let Some(label) = label else { return (guess(bytes), None) };
    if label.contains("utf-7") || label == "utf7" {
        let text =
            mail_parser::decoders::charsets::map::charset_decoder(b"utf-7").map(|decode| decode(bytes));
        return (text.unwrap_or_else(|| guess(bytes)), None);
    }
    // A label of plain ASCII with bytes above it: whoever wrote it did not know; UTF-8 is checkable.
    if matches!(
        label.as_str(),
        "us-ascii"
            | "ascii"
            | "ansi_x3.4-1968"
            | "unknown-8bit"
            | "x-unknown"
            | "utf-8"
            | "utf8"
            | "8bit"
            | "default"
            | "default_charset"
    ) && let Ok(text) = bytes_utf8
    {
        return (text.trim_start_matches('\u{feff}').to_string(), None);
    }
    let Some(encoding) = known(&label) else {
        let plain = bytes.is_ascii();
        return (guess(bytes), (!plain).then(|| Defect::UnknownCharset(crate::message::bounded(&label, 40))));
    };
    let (text, used, bad) = encoding.decode(bytes);
    if bad && encoding == UTF_8 {
        // Half UTF-8, half not: keep the longest sensible reading.
        let broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        if broken * 2 > wide {
            return (
                WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
                Some(Defect::BadEncoding),
            );
        }
    }
    if bad
        && used != UTF_8
        && !bytes.is_ascii()
        && let Ok(text) = bytes_utf8
    {
        return (text.to_string(), Some(Defect::BadEncoding));
    }
    (text.into_owned(), bad.then_some(Defect::BadEncoding))
}

/// Labels that the WHATWG list lacks but mail uses.
fn known(label: &str) -> Option<&'static Encoding> {
    if let Some(found) = Encoding::for_label(label.as_bytes()) {
        return Some(found);
    }
    let bare: String = label.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let alias = match bare.as_str() {
        "utf8" | "utf8mb4" | "unicode11utf8" => "utf-8",
        "iso88591" | "latin1" | "cp1252" | "win1252" | "ansi" => "windows-1252",
        "iso885915" | "latin9" => "iso-8859-15",
        "cp1250" | "win1250" => "windows-1250",
        "cp1251" | "win1251" => "windows-1251",
        "koi8" => "koi8-r",
        "cp932" | "mskanji" | "windows31j" => "shift_jis",
        "cp936" | "gb180302000" | "hzgb2312" => "gb18030",
        "cp949" | "ksc56011987" => "euc-kr",
        "cp950" | "big5eten" => "big5",
        "iso2022jp1" | "iso2022jp2" | "iso2022jp3" | "iso2022jpms" | "cp50220" | "cp50221" => "iso-2022-jp",
        "macroman" => "macintosh",
        _ => return None,
    };
    Encoding::for_label(alias.as_bytes())
}

/// No label: UTF-8 if it is valid, ISO-2022-JP if it has its escapes, else Windows-1252.
fn guess(bytes: &[u8]) -> String {
    if bytes.windows(3).any(|w| w == b"\x1b$B" || w == b"\x1b$@") {
        return encoding_rs::ISO_2022_JP.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
        Err(_) => {
            let lossy = String::from_utf8_lossy(bytes);
            let broken = lossy.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
            let wide = lossy.chars().filter(|c| !c.is_ascii()).count();
            if broken * 4 < wide {
                lossy.into_owned()
            } else {
                WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
            }
        }
    }
}

/// Every base64 character counts, everything else is skipped; stops at padding only when nothing follows.
pub(crate) fn base64_lenient(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut buffer, mut count) = (0u32, 0u8);
    for &b in bytes {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                flush_base64(&mut out, buffer, count);
                (buffer, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        buffer = buffer << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&buffer.to_be_bytes()[1..]);
            (buffer, count) = (0, 0);
        }
    }
    flush_base64(&mut out, buffer, count);
    out
}

fn flush_base64(out: &mut Vec<u8>, buffer: u32, count: u8) {
    match count {
        2 => out.push((buffer >> 4) as u8),
        3 => out.extend_from_slice(&((buffer >> 2) as u16).to_be_bytes()),
        _ => {}
    }
}

/// The `Q` encoding of RFC 2047: `_` is a space.
pub(crate) fn quoted_printable_word(bytes: &[u8]) -> Vec<u8> {
    unescape(bytes, true)
}

/// Quoted-printable of RFC 2045; a broken escape stands for itself.
pub(crate) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    unescape(bytes, false)
}

/// Text that is quoted-printable though nothing says so: soft line ends, escapes, and no `=` that is neither.
pub(crate) fn is_stray_quoted_printable(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !text.is_ascii() {
        return false;
    }
    let (mut soft, mut escapes) = (0, 0);
    for (at, _) in text.match_indices('=') {
        match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')) => soft += 1,
            (Some(a), Some(b))
                if a.is_ascii_hexdigit()
                    && b.is_ascii_hexdigit()
                    && !a.is_ascii_lowercase()
                    && !b.is_ascii_lowercase() =>
            {
                escapes += 1
            }
            (None, _) => {}
            _ => return false,
        }
    }
    soft >= 1 && escapes >= 2 || soft >= 3 && escapes >= 1
}

fn unescape(bytes: &[u8], word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'=' => {
                let hex = |n: usize| bytes.get(i + n).and_then(|&b| (b as char).to_digit(16));
                if let (Some(high), Some(low)) = (hex(1), hex(2)) {
                    out.push((high * 16 + low) as u8);
                    i += 3;
                    continue;
                }
                // A soft line break may carry blanks before its end.
                let mut j = i + 1;
                while matches!(bytes.get(j), Some(b' ' | b'\t' | b'\r')) {
                    j += 1;
                }
                match bytes.get(j) {
                    Some(b'\n') => i = j + 1,
                    None if !word => i = j,
                    _ => {
                        out.push(b'=');
                        i += 1;
                    }
                }
            }
            b'_' if word => {
                out.push(b' ');
                i += 1;
            }
            other => {
                out.push(other);
                i += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_and_missing_labels_still_read() {
        assert_eq!(decode("Grüße".as_bytes(), Some("us-ascii")).0, "Grüße");
        assert_eq!(decode(b"Gr\xfc\xdfe", None).0, "Grüße");
        assert_eq!(decode(b"Gr\xfc\xdfe", Some("utf-8")).0, "Grüße");
        assert_eq!(
            decode(b"Gr\xfc\xdfe", Some("x-nobody")),
            ("Grüße".into(), Some(Defect::UnknownCharset("x-nobody".into())))
        );
        assert_eq!(decode(b"\x1b$B$3$s\x1b(B", None).0, "こん");
        assert_eq!(decode(b"Fr+APY-sche", Some("UTF-7")).0, "Frösche");
    }

    #[test]
    fn quoted_printable_is_seen_without_its_label() {
        assert!(is_stray_quoted_printable(
            "Gr=C3=BC=C3=9Fe an alle, die das hier lesen, und =\nan die anderen auch"
        ));
        assert!(!is_stray_quoted_printable("a = b\nif (a ==\nb) { c =3D; d=41 }"));
        assert!(!is_stray_quoted_printable("https://x.example/?a=1&b=22"));
    }

    #[test]
    fn transfer_encodings_read_leniently() {
        assert_eq!(base64_lenient(b"SGFs\r\n!!bG8="), b"Hallo");
        assert_eq!(quoted_printable(b"a=3D=\r\nb=ZZ="), b"a=b=ZZ");
        assert_eq!(quoted_printable_word(b"a_=3D"), b"a =");
    }
}
