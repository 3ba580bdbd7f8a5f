//! What was given, where, and what was wrong with it: the words that the layers of settings share.

use std::fmt;
use std::path::PathBuf;

/// A setting there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// As it stands in the file; `s3.bucket` is `bucket` in the table `[s3]`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub what: &'static str,
    /// What holds when nobody says otherwise.
    pub otherwise: &'static str,
    /// Shown as `…` wherever settings are shown.
    pub is_secret: bool,
}

impl Key {
    /// The environment variable: `s3.bucket` is `ALONGSIDE_S3_BUCKET`.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "_").to_uppercase())
    }

    pub fn find(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }
}

/// What our environment variables begin with.
pub const PREFIX: &str = "ALONGSIDE_";

const fn key(name: &'static str, otherwise: &'static str, what: &'static str) -> Key {
    Key { name, what, otherwise, is_secret: false }
}

const fn secret(name: &'static str, otherwise: &'static str, what: &'static str) -> Key {
    Key { name, what, otherwise, is_secret: true }
}

/// Every setting, in the order in which they are shown.
pub const KEYS: &[Key] = &[
    key("data", "data", "folder of the database, the key and the attachments"),
    key("listen", "127.0.0.1:8080", "where pages and the API are served"),
    key("public_url", "http:// and listen", "how people reach the desk; links in mails begin with it"),
    secret("database", "alongside.db in data", "sqlite:PATH or postgres://user:password@host/name"),
    key("smtp_listen", "no listener", "where mail comes in by SMTP, such as 0.0.0.0:25"),
    key("lmtp_listen", "no listener", "where mail comes in by LMTP from a mail server beside us"),
    key("mail_hostname", "host of public_url", "what we call ourselves to other mail servers"),
    key(
        "mail_trusted_results",
        "we ask DNS ourselves",
        "name of the mail server before us whose Authentication-Results we believe; it must drop those of others",
    ),
    key("mail_per_minute", "600", "mails one address may send in a minute; 0 for no limit"),
    key("mail_tls_certificate", "no STARTTLS", "certificate chain for STARTTLS, a PEM file"),
    key("mail_tls_key", "no STARTTLS", "its private key, a PEM file"),
    key("mail_max_mb", "50", "largest mail that is taken, in MB"),
    secret("relay", "none", "server for outgoing mail: smtp://user:password@host:587 or smtps://…"),
    key("attachments", "attachments in data", "folder of the attachments, when not in data"),
    key("s3.endpoint", "", "instead of a folder: an S3-style store, such as https://s3.example.org"),
    key("s3.bucket", "", "its bucket"),
    key("s3.region", "us-east-1", "its region"),
    key("s3.access_key", "", "who we are there"),
    secret("s3.secret_key", "", "the secret to it"),
    key("upload_max_mb", "50", "most that one message may carry in files, in MB"),
    key("api_writes_per_minute", "600", "how often one API token may write; 0 for no limit"),
    key("hooks_private", "no", "yes: webhooks may call addresses of your own network, also without TLS"),
    key("log", "info", "what is logged, such as warn or alongside=debug,info"),
    key("log_format", "text", "text or json"),
    secret("metrics_token", "this machine only", "opens /metrics to others, as a bearer token"),
    key(
        "status.host",
        "no host of its own",
        "host name where the status page is at /, such as status.example.org",
    ),
    key(
        "status.copy_to",
        "no copy",
        "folder, or s3:bucket/prefix in the store of [s3], for a copy of the status page",
    ),
    key("status.webhooks", "public", "public or private: whether webhooks may call private addresses"),
    key("node", "the machine's name", "name of this node among several on one database"),
];

/// Where something was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Lines count from 1.
    File {
        path: PathBuf,
        line: usize,
    },
    /// A file as a whole.
    WholeFile(PathBuf),
    Variable(String),
    Flag(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File { path, line } => write!(f, "{}:{line}", path.display()),
            Place::WholeFile(path) => write!(f, "{}", path.display()),
            Place::Variable(name) => f.write_str(name),
            Place::Flag(name) => f.write_str(name),
        }
    }
}

/// A value as it was found, before anybody asked what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Text(String),
    Integer(i64),
    /// Something no setting can be: what it is, in words.
    Other(&'static str),
}

/// One setting, given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub key: &'static Key,
    pub found: Found,
    pub place: Place,
}

impl Given {
    /// The mistake of this setting: what was said, and why it will not do.
    pub fn mistake(&self, why: impl fmt::Display) -> Mistake {
        let value = match &self.found {
            _ if self.key.is_secret => "…".to_owned(),
            Found::Text(text) => format!("\"{}\"", shortened(text)),
            Found::Integer(number) => number.to_string(),
            Found::Other(what) => (*what).to_owned(),
        };
        let said = match &self.place {
            // A variable or flag names the setting already.
            Place::Variable(_) | Place::Flag(_) => value,
            Place::File { .. } | Place::WholeFile(_) => format!("{} = {value}", self.key.name),
        };
        Mistake { place: self.place.clone(), what: format!("{said}: {why}") }
    }
}

/// One line of it, and not more than a line.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(81).collect();
    if line.chars().count() > 80 { line.chars().take(80).chain(['…']).collect() } else { line }
}

/// Something that is wrong with the settings, in one line with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub place: Place,
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Settings given on the command line: key and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--config`.
    pub file: Option<PathBuf>,
    pub values: Vec<(&'static str, String)>,
    /// The data folder when nobody names one.
    pub data_otherwise: Option<&'static str>,
    /// Weakest of all: what a command starts from instead of the defaults.
    pub otherwise: Vec<(&'static str, &'static str)>,
}
