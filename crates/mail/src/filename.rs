//! Names of files from strangers, made harmless: no path, no control or direction characters, bounded.

use crate::message::{bounded, is_direction_mark};

const MAX_BYTES: usize = 200;

/// A name that may be shown, stored and offered for download. Falls back to a name made of the type.
pub(crate) fn harmless(claimed: Option<&str>, content_type: &str, number: usize) -> String {
    let name = claimed.unwrap_or("");
    let name = name.rsplit(['/', '\\']).next().unwrap_or("");
    let mut clean: String = name
        .chars()
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .map(|c| if matches!(c, '<' | '>' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    // A leading dot hides a file, a trailing one changes what Windows opens.
    clean = clean.trim_matches(['.', ' ']).to_string();
    if clean.is_empty() {
        return format!("attachment-{number}{}", extension(content_type));
    }
    shorten(&clean)
}

/// Keeps the extension when cutting.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_BYTES {
        return name.to_string();
    }
    match name.rsplit_once('.') {
        Some((stem, ext)) if ext.len() <= 20 => {
            format!("{}.{ext}", bounded(stem, MAX_BYTES - ext.len() - 1).trim_end())
        }
        _ => bounded(name, MAX_BYTES),
    }
}

fn extension(content_type: &str) -> &'static str {
    match content_type {
        "message/rfc822" | "message/global" => ".eml",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/calendar" => ".ics",
        "text/vcard" | "text/x-vcard" => ".vcf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/svg+xml" => ".svg",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "application/pgp-signature" => ".asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => ".p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => ".p7m",
        "message/delivery-status" | "message/disposition-notification" | "text/rfc822-headers" => ".txt",
        _ => ".bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_strangers_cannot_harm() {
        assert_eq!(harmless(Some("../../etc/passwd"), "text/plain", 1), "passwd");
        assert_eq!(harmless(Some("C:\\temp\\a b.txt"), "text/plain", 1), "a b.txt");
        assert_eq!(harmless(Some("inv\u{202e}fdp.exe\r\n"), "x/y", 1), "invfdp.exe");
        assert_eq!(harmless(Some(".."), "image/png", 3), "attachment-3.png");
        assert_eq!(harmless(None, "message/rfc822", 2), "attachment-2.eml");
        let long = harmless(Some(&format!("{}.pdf", "ü".repeat(300))), "application/pdf", 1);
        assert!(long.len() <= MAX_BYTES && long.ends_with(".pdf"));
    }
}
