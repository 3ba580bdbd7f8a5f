//! The headers of every answer: what a page of ours may load and who may frame it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing inline, nothing from elsewhere, framed by nobody.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

/// For the document that holds a mail's HTML, in a sandboxed frame of ours: no script, no form, no navigation;
/// pictures from us, and from elsewhere only when the reader asked for them.
pub fn mail_csp(remote_images: bool) -> String {
    let images = if remote_images { "'self' data: https: http:" } else { "'self' data:" };
    format!(
        "default-src 'none'; img-src {images}; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; \
         frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )
}

/// For downloads: even opened in a tab, nothing in them runs.
pub const DOWNLOAD_CSP: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
];

/// Adds the protective headers; a content security policy that the answer brought along is kept.
pub fn protect(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

/// `Content-Disposition: attachment` for a file name of any script (RFC 6266, RFC 8187).
pub fn attachment(filename: &str) -> HeaderValue {
    let plain: String = filename
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in filename.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_script_survives_and_breaks_no_header() {
        let value = attachment("räp\r\n\"ort.pdf");
        assert_eq!(
            value.to_str().unwrap(),
            "attachment; filename=\"r_p___ort.pdf\"; filename*=UTF-8''r%C3%A4p%0D%0A%22ort.pdf"
        );
    }

    #[test]
    fn an_answers_own_policy_is_kept() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOWNLOAD_CSP));
        protect(&mut headers, true);
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], DOWNLOAD_CSP);
    }
}
