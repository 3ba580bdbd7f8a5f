//! Cookies, as few and as strict as can be (RFC 6265bis).

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie `name`; the first one counts.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` header. `secure`: only over HTTPS. Never readable by scripts, never sent from other sites'
/// forms. `seconds`: how long; none lasts as long as the browser. Values must be cookie-safe (base64url, hex).
pub fn set(name: &str, value: &str, seconds: Option<i64>, secure: bool) -> Option<HeaderValue> {
    let mut text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    if let Some(seconds) = seconds {
        text.push_str(&format!("; Max-Age={seconds}"));
    }
    if secure {
        text.push_str("; Secure");
    }
    HeaderValue::from_str(&text).ok()
}

/// A `Set-Cookie` header that takes a cookie away.
pub fn clear(name: &str, secure: bool) -> Option<HeaderValue> {
    set(name, "", Some(0), secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; session=abc; b=2"));
        assert_eq!(get(&headers, "session"), Some("abc"));
        assert_eq!(get(&headers, "sess"), None);
    }

    #[test]
    fn a_value_that_would_break_the_header_is_refused() {
        assert!(set("a", "x\r\nSet-Cookie: b=1", None, true).is_none());
    }
}
