//! Who is at the other end of the connection, for limits only; nobody is let in or kept out by this alone.

use crate::app::App;
use axum::extract::FromRequestParts;
use axum::extract::connect_info::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The peer as limits count it: an IPv4 address, or the /64 of an IPv6 address, which one household has whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer(pub String);

impl Peer {
    fn of(address: Option<IpAddr>, headers: &HeaderMap) -> Peer {
        let address = match address {
            // A proxy on this machine speaks for somebody else. It appends whom it saw last; what stands before
            // that anybody may have written.
            Some(own) if own.is_loopback() => forwarded_for(headers).unwrap_or(own),
            Some(other) => other,
            None => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        };
        match address.to_canonical() {
            IpAddr::V4(v4) => Peer(v4.to_string()),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                Peer(format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
            }
        }
    }
}

fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?
        .to_str()
        .ok()?
        .rsplit(',')
        .next()?
        .trim()
        .parse()
        .ok()
}

impl FromRequestParts<App> for Peer {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Peer::of(address, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_a_proxy_on_this_machine_is_believed_and_only_its_own_word() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.2.3.4, 203.0.113.9"));
        let peer = |address: &str, headers: &HeaderMap| Peer::of(address.parse().ok(), headers).0;
        assert_eq!(peer("127.0.0.1", &headers), "203.0.113.9");
        assert_eq!(peer("198.51.100.7", &headers), "198.51.100.7");
        assert_eq!(peer("127.0.0.1", &HeaderMap::new()), "127.0.0.1");
        assert_eq!(peer("2001:db8:1:2:3::4", &headers), "2001:db8:1:2::/64");
        assert_eq!(peer("::ffff:198.51.100.7", &headers), "198.51.100.7");
    }
}
