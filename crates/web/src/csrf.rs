//! Protection against forms on other sites. A token is bound to a cookie by a keyed hash, so it needs no table;
//! besides, a browser that says where a request comes from (`Sec-Fetch-Site`, `Origin`) is believed.

use axum::http::{HeaderMap, header};
use subtle::ConstantTimeEq;

/// The field of a form and the header of a script that carry the token.
pub const FIELD: &str = "csrf";
pub const HEADER: &str = "x-csrf-token";

/// The token for a cookie's value under this key.
pub fn token(key: &[u8; 32], cookie: &str) -> String {
    blake3::keyed_hash(key, cookie.as_bytes()).to_hex()[..32].to_owned()
}

/// Whether `given` is the token of this cookie; compared in constant time.
pub fn is_valid(key: &[u8; 32], cookie: &str, given: &str) -> bool {
    token(key, cookie).as_bytes().ct_eq(given.as_bytes()).into()
}

/// Whether the browser itself says that the request came from another site.
pub fn is_cross_site(headers: &HeaderMap, own_origin: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    match headers.get(header::ORIGIN).and_then(|o| o.to_str().ok()) {
        Some(origin) => origin != own_origin,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_token_is_good_for_its_own_cookie_only() {
        let key = [1; 32];
        let mine = token(&key, "cookie");
        assert!(is_valid(&key, "cookie", &mine));
        assert!(!is_valid(&key, "other", &mine));
        assert!(!is_valid(&[2; 32], "cookie", &mine));
        assert!(!is_valid(&key, "cookie", ""));
    }

    #[test]
    fn another_site_is_told_from_our_own() {
        let mut headers = HeaderMap::new();
        assert!(!is_cross_site(&headers, "https://a.example"));
        headers.insert(header::ORIGIN, HeaderValue::from_static("https://evil.example"));
        assert!(is_cross_site(&headers, "https://a.example"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        assert!(!is_cross_site(&headers, "https://a.example"));
    }
}
