//! What each setting's value means: text to addresses, paths, sizes; or why not, in words for whoever wrote it.

use super::CopyTo;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// An address with a port to listen on.
pub fn socket(text: &str) -> Result<SocketAddr, String> {
    let example = "this is not an address with a port, such as 127.0.0.1:8080";
    match text.trim().strip_prefix("localhost:") {
        Some(port) => {
            port.parse().map(|port| SocketAddr::from(([127, 0, 0, 1], port))).map_err(|_| example.to_owned())
        }
        None => text.trim().parse().map_err(|_| example.to_owned()),
    }
}

/// `http(s)://host[:port][/path]`, without a slash at the end.
pub fn public_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let why = "this is not a web address, such as https://help.example.org";
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(why)?;
    let host_and_port = rest.split('/').next().unwrap_or_default();
    if rest.contains(['?', '#', '@', '"', '<', '>']) || !rest.chars().all(|c| c.is_ascii_graphic()) {
        return Err(why.to_owned());
    }
    if rest.contains('/') {
        return Err("the desk has a host to itself: no path after the host".to_owned());
    }
    host_port(host_and_port, None).map_err(|_| why)?;
    Ok(text.to_owned())
}

/// Host and port of `host:port`, `[::1]:port`; the port may be missing when there is another to take.
pub fn host_port(text: &str, otherwise: Option<u16>) -> Result<(String, Option<u16>), String> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let port = match port {
        Some(port) => match port.parse::<u16>() {
            Ok(port) if port > 0 => Some(port),
            _ => return Err(format!("{port} is not a port")),
        },
        None => otherwise,
    };
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let is_fine = match bare {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_host(host),
    };
    if is_fine { Ok((host.to_owned(), port)) } else { Err("there is no host in it".to_owned()) }
}

pub fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

pub fn yes(text: &str) -> Result<bool, String> {
    match text.trim() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}

pub fn hostname(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('.');
    if is_host(text) {
        Ok(text.to_owned())
    } else {
        Err("this is not a host name, such as help.example.org".to_owned())
    }
}

/// Checked by the data layer, which knows what it can open.
pub fn database(text: &str) -> Result<String, String> {
    store::Url::parse(text.trim()).map(|_| text.trim().to_owned()).map_err(|error| error.to_string())
}

/// `smtp://[user:password@]host[:port]` or `smtps://…`.
pub fn relay(text: &str) -> Result<String, String> {
    let text = text.trim();
    let rest = text.strip_prefix("smtp://").or_else(|| text.strip_prefix("smtps://")).ok_or(
        "a relay begins with smtp:// or smtps://, such as smtp://user:password@mail.example.org:587",
    )?;
    let rest = rest.trim_end_matches('/');
    let place = match rest.rsplit_once('@') {
        Some((credentials, place)) => {
            let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
            if user.is_empty() || password.is_empty() {
                return Err("before the @ stand a user and a password, with a colon between them".to_owned());
            }
            place
        }
        None => rest,
    };
    host_port(place, Some(25))
        .map_err(|why| format!("{why}; it should look like smtp://mail.example.org:587"))?;
    Ok(text.to_owned())
}

/// A rate; 0 is none.
pub fn per_minute(number: i64) -> Result<u32, String> {
    u32::try_from(number).map_err(|_| "this should be 0 (no limit) or more".to_owned())
}

/// Whole megabytes, to bytes.
pub fn megabytes(number: i64) -> Result<usize, String> {
    match usize::try_from(number) {
        Ok(n @ 1..=2048) => Ok(n * 1024 * 1024),
        _ => Err("this is not a size from 1 to 2048 MB".to_owned()),
    }
}

/// A path, from the folder of the file it stands in.
pub fn path(text: &str, from: Option<&Path>) -> Result<PathBuf, String> {
    if text.trim().is_empty() {
        return Err("this is empty; it should be a path".to_owned());
    }
    Ok(from.map_or_else(|| PathBuf::from(text), |folder| folder.join(text)))
}

/// A folder, or `s3:bucket/prefix`.
pub fn copy_to(text: &str, from: Option<&Path>) -> Result<CopyTo, String> {
    let Some(place) = text.trim().strip_prefix("s3:") else { return Ok(CopyTo::Folder(path(text, from)?)) };
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
    if bucket.is_empty() || !is_plain(place) {
        return Err("this is not a place in a store, such as s3:status/public".to_owned());
    }
    let prefix = match prefix.trim_matches('/') {
        "" => String::new(),
        prefix => format!("{prefix}/"),
    };
    Ok(CopyTo::S3 { bucket: bucket.to_owned(), prefix })
}

/// Which of these words it is.
pub fn one_of(text: &str, words: [&str; 2]) -> Result<usize, String> {
    let found = words.iter().position(|word| *word == text.trim());
    found.ok_or_else(|| format!("this is neither {} nor {}", words[0], words[1]))
}

/// A PEM file that holds certificates.
pub fn certificate(text: &str, from: Option<&Path>) -> Result<PathBuf, String> {
    let path = path(text, from)?;
    let count = CertificateDer::pem_file_iter(&path).and_then(|all| all.collect::<Result<Vec<_>, _>>());
    match count.map_err(|error| no_pem(&error))?.len() {
        0 => Err("there is no certificate in this file".to_owned()),
        _ => Ok(path),
    }
}

/// A PEM file that holds a private key.
pub fn private_key(text: &str, from: Option<&Path>) -> Result<PathBuf, String> {
    let path = path(text, from)?;
    match PrivateKeyDer::from_pem_file(&path) {
        Ok(_) => Ok(path),
        Err(pem::Error::NoItemsFound) => Err("there is no private key in this file".to_owned()),
        Err(error) => Err(no_pem(&error)),
    }
}

fn no_pem(error: &pem::Error) -> String {
    match error {
        pem::Error::Io(error) => format!("this file cannot be read: {error}"),
        _ => "this is no PEM file".to_owned(),
    }
}

/// What may be logged, as `tracing` writes it.
pub fn log(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text.trim()).map(|_| text.trim().to_owned()).map_err(|_| {
        "this is not a level (error, warn, info, debug, trace) or a list such as alongside=debug,info"
            .to_owned()
    })
}

pub fn log_json(text: &str) -> Result<bool, String> {
    match text.trim() {
        "text" => Ok(false),
        "json" => Ok(true),
        _ => Err("this is neither text nor json".to_owned()),
    }
}

pub fn web_address(text: &str) -> Result<String, String> {
    let why = "this is not a web address, such as https://s3.example.org";
    let text = text.trim().trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(why)?;
    host_port(rest.split('/').next().unwrap_or_default(), None).map_err(|_| why)?;
    Ok(text.to_owned())
}

pub fn some_text(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err("there is nothing in it".to_owned());
    }
    Ok(text.to_owned())
}

/// A secret short enough to guess protects nothing.
pub fn long_secret(text: &str) -> Result<String, String> {
    match text.trim() {
        secret if secret.len() >= 16 => Ok(secret.to_owned()),
        _ => Err("this is shorter than 16 characters, and could be guessed".to_owned()),
    }
}

pub fn node(text: &str) -> Result<String, String> {
    let text = text.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.is_empty() || text.len() > 60 || !text.chars().all(fits) {
        return Err("a node's name has letters, digits, - _ and . only, at most 60".to_owned());
    }
    Ok(text.to_owned())
}
