//! Settings that must be known before the database opens: `alongside.toml`, then `ALONGSIDE_…` variables, then
//! flags, each stronger than the one before. Everything an admin changes while running is in the database
//! instead (`setting/`).

mod file;
mod given;
mod layers;
mod nearest;
mod reading;
#[cfg(test)]
mod tests;

pub use given::{Flags, KEYS, Key, Mistake, Place};
pub use layers::{Loaded, load, local_url};

use crate::blob::S3Settings;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The folder that holds the database, the key and the attachments.
    pub data: PathBuf,
    /// Where pages and API are served.
    pub listen: SocketAddr,
    /// How people reach us, without a slash at the end, e.g. `https://help.example.org`.
    pub public_url: String,
    /// `sqlite:PATH` or `postgres://…`; none: `alongside.db` in the data folder.
    pub database: Option<String>,
    /// Where mail comes in by SMTP; none: no listener.
    pub smtp_listen: Option<SocketAddr>,
    pub lmtp_listen: Option<SocketAddr>,
    /// What we call ourselves to other mail servers.
    pub mail_hostname: String,
    /// The name in front of the results of the mail server before us, whose `Authentication-Results` (RFC 8601)
    /// we believe; none: we ask DNS ourselves.
    pub mail_trusted_results: Option<String>,
    /// Mails one address may send in a minute; 0: no limit.
    pub mail_per_minute: u32,
    /// Certificate chain and key for STARTTLS, PEM.
    pub mail_tls: Option<(PathBuf, PathBuf)>,
    pub mail_bytes_max: usize,
    /// A relay for all outgoing mail, `smtp://user:password@host:port`; weaker than what an admin set for an address.
    pub relay: Option<String>,
    pub blobs: BlobSettings,
    pub upload_bytes_max: usize,
    /// How often one API token may write; 0: as often as it likes.
    pub api_writes_per_minute: u32,
    /// Webhooks and gateways may stand in our own network, and may be called without TLS.
    pub hooks_private: bool,
    pub log: String,
    pub log_json: bool,
    /// Opens `/metrics` to others than this machine, as a bearer token.
    pub metrics_token: Option<String>,
    pub status: StatusSettings,
    /// What this node is called among those that share a database; none: the machine's name.
    pub node: Option<String>,
}

/// The status page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusSettings {
    /// A host name of its own, where it is at `/`.
    pub host: Option<String>,
    /// Where a copy of it is written on every change, for serving elsewhere.
    pub copy_to: Option<CopyTo>,
    /// Webhooks may call private addresses, and without TLS: for a house that keeps everything inside.
    pub private_webhooks: bool,
}

/// Where files are put for others to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyTo {
    Folder(PathBuf),
    /// A bucket of the store in `[s3]`, and what names there begin with.
    S3 {
        bucket: String,
        prefix: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobSettings {
    /// `attachments` in the data folder, or another folder that all nodes share.
    Folder(Option<PathBuf>),
    S3(S3Settings),
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            database: None,
            smtp_listen: None,
            lmtp_listen: None,
            mail_hostname: "localhost".to_owned(),
            mail_trusted_results: None,
            mail_per_minute: 600,
            mail_tls: None,
            mail_bytes_max: 50 * 1024 * 1024,
            relay: None,
            blobs: BlobSettings::Folder(None),
            upload_bytes_max: 50 * 1024 * 1024,
            api_writes_per_minute: 600,
            hooks_private: false,
            log: "info".to_owned(),
            log_json: false,
            metrics_token: None,
            status: StatusSettings::default(),
            node: None,
        }
    }
}

impl Config {
    /// Cookies are for HTTPS only, unless we are reached without it.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub fn database_url(&self) -> String {
        match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("alongside.db").display()),
        }
    }

    pub fn blob_folder(&self) -> PathBuf {
        match &self.blobs {
            BlobSettings::Folder(Some(path)) => path.clone(),
            _ => self.data.join("attachments"),
        }
    }
}
