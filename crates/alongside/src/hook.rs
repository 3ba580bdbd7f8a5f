//! Calling an address that somebody entered: a webhook, a gateway for short messages. It goes to the public network over
//! HTTPS and nowhere else, unless the settings file allows more; it follows no redirect, waits a bounded time and reads a
//! bounded answer. Knows nothing of why it calls.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const ANSWER_MAX: usize = 2_000;
/// Bytes of an address.
pub const URL_LENGTH_MAX: usize = 1_000;
/// Headers of one call.
pub const HEADERS_MAX: usize = 20;

/// What a call is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// `POST`, `PUT` or `GET`.
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Checks an address before it is kept; says in words why it will not do.
pub fn check(url: &str, may_be_private: bool) -> Result<Url, &'static str> {
    if url.len() > URL_LENGTH_MAX {
        return Err("This address is too long.");
    }
    let parsed =
        Url::parse(url.trim()).map_err(|_| "This is not a web address, such as https://example.org/hook.")?;
    match parsed.scheme() {
        "https" => {}
        "http" if may_be_private => {}
        _ => return Err("The address has to begin with https://."),
    }
    // A literal address is never looked up, so that the resolver does not see it.
    let literal = match parsed.host() {
        Some(host) => host.to_string().trim_matches(['[', ']']).parse::<IpAddr>().ok(),
        None => return Err("There is no host in this address."),
    };
    match literal {
        Some(ip) if !may_be_private && !is_public(ip) => Err(
            "This address is inside your own network. Who runs the desk may allow that with hooks_private.",
        ),
        _ => Ok(parsed),
    }
}

/// Makes the call; the answer's status and the beginning of its body.
///
/// # Errors
/// In words: the address is refused, nobody answers in ten seconds, or the answer is not a success.
pub async fn call(call: &Call, may_be_private: bool) -> Result<String, String> {
    let url = check(&call.url, may_be_private)?;
    let method = Method::from_bytes(call.method.as_bytes()).map_err(|_| "This is no method.".to_owned())?;
    let mut headers = HeaderMap::new();
    for (name, value) in call.headers.iter().take(HEADERS_MAX) {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name} is no header."))?;
        let value = HeaderValue::from_str(value).map_err(|_| format!("The value of {name} will not do."))?;
        headers.append(name, value);
    }
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .user_agent("Alongside")
        .dns_resolver(Arc::new(Careful { may_be_private }))
        .build()
        .map_err(|_| "A call cannot be prepared here.".to_owned())?;
    let request = client.request(method, url).headers(headers).body(call.body.clone());
    // What the library says names the address, which may hold a secret.
    let mut answer = request.send().await.map_err(|error| match error.is_timeout() {
        true => "No answer within ten seconds.".to_owned(),
        false => "Nobody answers there.".to_owned(),
    })?;
    let status = answer.status();
    let mut body = Vec::new();
    while body.len() < ANSWER_MAX {
        match answer.chunk().await {
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            _ => break,
        }
    }
    body.truncate(ANSWER_MAX);
    let words = format!("{} {}", status.as_u16(), String::from_utf8_lossy(&body));
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    if status.is_success() { Ok(words.trim_end().to_owned()) } else { Err(words.trim_end().to_owned()) }
}

/// A text as one part of an address or of a form (RFC 3986).
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Looks names up, and passes over whatever is not public.
struct Careful {
    may_be_private: bool,
}

impl Resolve for Careful {
    fn resolve(&self, name: Name) -> Resolving {
        let may_be_private = self.may_be_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fine: Vec<SocketAddr> =
                found.filter(|address| may_be_private || is_public(address.ip())).take(8).collect();
            if fine.is_empty() {
                return Err("the name leads nowhere public".into());
            }
            Ok(Box::new(fine.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public network (the special blocks of RFC 6890 do not).
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b));
    !(special || ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Mapped and translated addresses are as good as what is inside.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        [first, second, ..] => {
            // Global unicast is 2000::/3; of it, 2001::/23 is for protocols and 2001:db8::/32 for books.
            (0x2000..0x4000).contains(&first)
                && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                && !(first == 0x3fff && second < 0x1000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_network_is_public() {
        let inside = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
            "::127.0.0.1",
        ];
        for ip in inside {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in
            ["1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:9.9.9.9", "64:ff9b::909:909"]
        {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn an_address_is_checked_before_it_is_kept() {
        for bad in [
            "http://example.org/",
            "ftp://example.org/",
            "not an address",
            "https://",
            "https://127.0.0.1/",
            "https://[::1]/x",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://169.254.169.254/latest",
        ] {
            assert!(check(bad, false).is_err(), "{bad}");
        }
        assert!(check("https://example.org/hook?key=1", false).is_ok());
        assert!(check("http://10.0.0.7:8080/sms", true).is_ok());
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_called() {
        let secret = Call {
            method: "POST".into(),
            url: "https://localhost:9/hook?key=secret".into(),
            ..Call::default()
        };
        let said = call(&secret, false).await.expect_err("refused");
        assert!(!said.contains("secret"), "{said}");
    }
}
