//! How mail leaves for one of our addresses: the server, and how we sign in there. Kept as JSON with the address,
//! the password sealed. Opens no connection.

use crate::secret::{self, Key};
use serde::{Deserialize, Serialize};

::store::text_enum! {
    pub enum RelaySecurity {
        /// TLS from the first byte, usually port 465.
        Tls = "tls",
        /// TLS begun by STARTTLS and insisted on, usually port 587.
        StartTls = "starttls",
        /// None: for a server on the same machine or a trusted network.
        Plain = "plain",
    }
}

/// A mail server that takes our mail, as an admin set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelaySettings {
    pub host: String,
    pub port: u16,
    pub security: RelaySecurity,
    /// Empty: no sign-in.
    #[serde(default)]
    pub username: String,
    /// Empty: no password.
    #[serde(default)]
    pub sealed_password: String,
}

/// Why a relay's address cannot be used, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRelay {
    #[error("the relay must look like smtp://user:password@host:587 or smtps://user:password@host")]
    Form,
    #[error("the relay's user name or password holds a % that is not followed by two hexadecimal digits")]
    Escape,
}

/// A relay written as a URL, with its password in the open.
#[derive(Clone, PartialEq, Eq)]
pub struct RelayUrl {
    pub host: String,
    pub port: u16,
    pub security: RelaySecurity,
    pub username: String,
    pub password: String,
}

impl RelaySettings {
    pub fn from_json(json: &str) -> Option<RelaySettings> {
        serde_json::from_str(json).ok()
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Seals the password and keeps it; an empty one is kept as none.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn set_password(&mut self, key: &Key, password: &str) -> Result<(), secret::Error> {
        self.sealed_password = if password.is_empty() { String::new() } else { key.seal(password)? };
        Ok(())
    }

    /// # Errors
    /// When it was sealed with another key.
    pub fn password(&self, key: &Key) -> Result<String, secret::Error> {
        if self.sealed_password.is_empty() { Ok(String::new()) } else { key.open(&self.sealed_password) }
    }
}

impl RelayUrl {
    /// Reads `smtp://` or `smtps://`, with the usual port for each when none is named. With a password, or on
    /// port 587, `smtp://` insists on STARTTLS: a password goes in the clear only to this machine.
    ///
    /// # Errors
    /// Says what is wrong with it; never repeats the password.
    pub fn parse(url: &str) -> Result<RelayUrl, BadRelay> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(BadRelay::Form)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(BadRelay::Form),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, place) = rest.rsplit_once('@').unwrap_or(("", rest));
        let (username, password) = user.split_once(':').unwrap_or((user, ""));
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                (host, Some(port.parse().map_err(|_| BadRelay::Form)?))
            }
            _ => (place, None),
        };
        let host = host.trim_matches(['[', ']']);
        if host.is_empty() || host.contains(['/', '?', '#', ' ']) {
            return Err(BadRelay::Form);
        }
        let here = matches!(host, "localhost" | "127.0.0.1" | "::1");
        let (security, usual_port) = match (secure, here, password.is_empty()) {
            (true, ..) => (RelaySecurity::Tls, 465),
            (false, false, false) => (RelaySecurity::StartTls, 587),
            (false, false, true) if port == Some(587) => (RelaySecurity::StartTls, 587),
            (false, ..) => (RelaySecurity::Plain, 25),
        };
        Ok(RelayUrl {
            host: host.to_owned(),
            port: port.unwrap_or(usual_port),
            security,
            username: unescaped(username)?,
            password: unescaped(password)?,
        })
    }
}

/// `%40` to `@`.
fn unescaped(text: &str) -> Result<String, BadRelay> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16)).ok_or(BadRelay::Escape);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).map_err(|_| BadRelay::Escape)?);
    }
    String::from_utf8(bytes).map_err(|_| BadRelay::Escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_read_from_its_address_and_a_password_never_travels_in_the_clear() {
        let relay = RelayUrl::parse("smtps://desk%40example.org:p%3Aw@mail.example.org").unwrap();
        assert_eq!((relay.host.as_str(), relay.port), ("mail.example.org", 465));
        assert_eq!((relay.username.as_str(), relay.password.as_str()), ("desk@example.org", "p:w"));
        for (url, port, security) in [
            ("smtp://m.example", 25, RelaySecurity::Plain),
            ("smtp://m.example:587", 587, RelaySecurity::StartTls),
            ("smtp://u:p@m.example", 587, RelaySecurity::StartTls),
            ("smtp://u:p@m.example:25", 25, RelaySecurity::StartTls),
            ("smtp://u:p@localhost", 25, RelaySecurity::Plain),
        ] {
            assert_eq!(RelayUrl::parse(url).map(|r| (r.port, r.security)), Ok((port, security)), "{url}");
        }
        let local = RelayUrl::parse("smtp://u:p@[::1]:2525/").unwrap();
        assert_eq!((local.host.as_str(), local.port), ("::1", 2525));
        for bad in ["", "mail.example.org", "http://x", "smtp://", "smtp://x:port", "smtp://x/y"] {
            assert_eq!(RelayUrl::parse(bad).err(), Some(BadRelay::Form), "{bad}");
        }
        assert_eq!(RelayUrl::parse("smtps://u:%4@x").err(), Some(BadRelay::Escape));
    }

    #[test]
    fn the_password_is_sealed_at_rest() {
        let key = Key::from_bytes([3; 32]);
        let mut settings = RelaySettings {
            host: "mail.example.org".to_owned(),
            port: 587,
            security: RelaySecurity::StartTls,
            username: "desk".to_owned(),
            sealed_password: String::new(),
        };
        settings.set_password(&key, "hunter2").unwrap();
        let json = settings.to_json();
        assert!(!json.contains("hunter2"));
        assert_eq!(RelaySettings::from_json(&json).unwrap().password(&key).unwrap(), "hunter2");
    }
}
