//! The layers in their order: file, environment, flags. Every mistake of every layer is found, also those that a
//! stronger layer hides, since they would bite on the day it goes.

use super::given::{Flags, Found, Given, KEYS, Key, Mistake, PREFIX, Place};
use super::nearest::nearest;
use super::{BlobSettings, Config, CopyTo, file, reading};
use crate::blob::S3Settings;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The settings that hold, where each was given, and everything that is wrong.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub config: Config,
    /// For settings that somebody gave: where the one that holds stands.
    pub places: BTreeMap<&'static str, Place>,
    /// The file that was read.
    pub file: Option<PathBuf>,
    pub mistakes: Vec<Mistake>,
}

/// Reads all layers. `environment` is the process's, or a test's.
pub fn load(flags: &Flags, environment: impl Iterator<Item = (String, String)>) -> Loaded {
    let (variables, mut mistakes) = from_environment(environment);
    let flagged: Vec<Given> = flags
        .values
        .iter()
        .filter_map(|(name, value)| {
            let place = Place::Flag(format!("--{}", name.replace(['_', '.'], "-")));
            Some(Given { key: Key::find(name)?, found: Found::Text(value.clone()), place })
        })
        .collect();
    let (file, is_in_data) = which_file(flags, &variables.config, &variables.given, &flagged);
    let (filed, of_file) = file.as_deref().map(file::read).unwrap_or_default();
    mistakes.splice(0..0, of_file);
    let folder = file.as_deref().and_then(Path::parent).map(Path::to_owned);
    let mut draft = Draft::new(flags);
    for given in filed.into_iter().chain(variables.given).chain(flagged) {
        let from = match given.place {
            Place::File { .. } => folder.as_deref(),
            _ => None,
        };
        if is_in_data && given.key.name == "data" && matches!(given.place, Place::File { .. }) {
            mistakes.push(given.mistake(
                "this file was found in the data folder, so it cannot say where that is; use --data",
            ));
            continue;
        }
        match draft.take(&given, from) {
            Ok(()) => {
                draft.given.insert(given.key.name, given);
            }
            Err(why) => mistakes.push(given.mistake(why)),
        }
    }
    let config = draft.finish(&mut mistakes);
    let places = draft.given.iter().map(|(name, given)| (*name, given.place.clone())).collect();
    Loaded { config, places, file, mistakes }
}

struct Variables {
    given: Vec<Given>,
    config: Option<String>,
}

fn from_environment(environment: impl Iterator<Item = (String, String)>) -> (Variables, Vec<Mistake>) {
    let mut variables: Vec<(String, String)> =
        environment.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    variables.sort();
    let known: Vec<(String, &'static Key)> = KEYS.iter().map(|key| (key.variable(), key)).collect();
    let mut found = Variables { given: Vec::new(), config: None };
    let mut mistakes = Vec::new();
    for (name, value) in variables {
        let place = Place::Variable(name.clone());
        match known.iter().find(|(variable, _)| *variable == name) {
            Some((_, key)) => found.given.push(Given { key, found: Found::Text(value), place }),
            None if name == "ALONGSIDE_CONFIG" => found.config = Some(value),
            // The environment is everybody's: only what looks like a slip of ours is one.
            None => {
                let near = nearest(&name[PREFIX.len()..], known.iter().map(|(v, _)| &v[PREFIX.len()..]));
                if let Some(near) = near {
                    let what = format!("there is no such setting; did you mean {PREFIX}{near}?");
                    mistakes.push(Mistake { place, what });
                }
            }
        }
    }
    (found, mistakes)
}

/// The file to read: the one that is named, or `alongside.toml` in the data folder when there is one.
fn which_file(
    flags: &Flags,
    named: &Option<String>,
    variables: &[Given],
    flagged: &[Given],
) -> (Option<PathBuf>, bool) {
    if let Some(path) = flags.file.clone().or_else(|| named.as_ref().map(PathBuf::from)) {
        return (Some(path), false);
    }
    let data = flagged.iter().chain(variables).find_map(|given| match &given.found {
        Found::Text(text) if given.key.name == "data" && !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    });
    let data = data.unwrap_or(flags.data_otherwise.unwrap_or("data"));
    let path = Path::new(data).join("alongside.toml");
    (path.exists().then_some(path), true)
}

/// Settings while they are gathered.
struct Draft {
    config: Config,
    /// The strongest giving of each setting so far.
    given: BTreeMap<&'static str, Given>,
    public_url: Option<String>,
    hostname: Option<String>,
    certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    folder: Option<PathBuf>,
    s3: S3Settings,
}

impl Draft {
    fn new(flags: &Flags) -> Draft {
        let s3 = S3Settings {
            endpoint: String::new(),
            bucket: String::new(),
            region: "us-east-1".to_owned(),
            access_key: String::new(),
            secret_key: String::new(),
        };
        let mut draft = Draft {
            config: Config::default(),
            given: BTreeMap::new(),
            public_url: None,
            hostname: None,
            certificate: None,
            tls_key: None,
            folder: None,
            s3,
        };
        if let Some(data) = flags.data_otherwise {
            draft.config.data = PathBuf::from(data);
        }
        for (name, value) in &flags.otherwise {
            if let Some(key) = Key::find(name) {
                let found = Found::Text((*value).to_owned());
                // What a command starts from is our own text.
                let _ = draft.take(&Given { key, found, place: Place::Flag(String::new()) }, None);
            }
        }
        draft
    }

    /// Takes one setting, or says why not.
    fn take(&mut self, given: &Given, from: Option<&Path>) -> Result<(), String> {
        let config = &mut self.config;
        match given.key.name {
            "data" => config.data = reading::path(text(given)?, from)?,
            "listen" => config.listen = reading::socket(text(given)?)?,
            "public_url" => self.public_url = Some(reading::public_url(text(given)?)?),
            "database" => config.database = Some(reading::database(text(given)?)?),
            "smtp_listen" => config.smtp_listen = Some(reading::socket(text(given)?)?),
            "lmtp_listen" => config.lmtp_listen = Some(reading::socket(text(given)?)?),
            "mail_hostname" => self.hostname = Some(reading::hostname(text(given)?)?),
            "mail_trusted_results" => {
                config.mail_trusted_results = Some(reading::hostname(text(given)?)?);
            }
            "mail_per_minute" => config.mail_per_minute = reading::per_minute(number(given)?)?,
            "mail_tls_certificate" => self.certificate = Some(reading::certificate(text(given)?, from)?),
            "mail_tls_key" => self.tls_key = Some(reading::private_key(text(given)?, from)?),
            "mail_max_mb" => config.mail_bytes_max = reading::megabytes(number(given)?)?,
            "relay" => config.relay = Some(reading::relay(text(given)?)?),
            "attachments" => self.folder = Some(reading::path(text(given)?, from)?),
            "s3.endpoint" => self.s3.endpoint = reading::web_address(text(given)?)?,
            "s3.bucket" => self.s3.bucket = reading::some_text(text(given)?)?,
            "s3.region" => self.s3.region = reading::some_text(text(given)?)?,
            "s3.access_key" => self.s3.access_key = reading::some_text(text(given)?)?,
            "s3.secret_key" => self.s3.secret_key = reading::some_text(text(given)?)?,
            "upload_max_mb" => config.upload_bytes_max = reading::megabytes(number(given)?)?,
            "api_writes_per_minute" => {
                config.api_writes_per_minute = reading::per_minute(number(given)?)?;
            }
            "hooks_private" => config.hooks_private = reading::yes(text(given)?)?,
            "log" => config.log = reading::log(text(given)?)?,
            "log_format" => config.log_json = reading::log_json(text(given)?)?,
            "metrics_token" => config.metrics_token = Some(reading::long_secret(text(given)?)?),
            "status.host" => config.status.host = Some(reading::hostname(text(given)?)?.to_lowercase()),
            "status.copy_to" => config.status.copy_to = Some(reading::copy_to(text(given)?, from)?),
            "status.webhooks" => {
                config.status.private_webhooks = reading::one_of(text(given)?, ["public", "private"])? == 1;
            }
            "node" => config.node = Some(reading::node(text(given)?)?),
            other => return Err(format!("nothing reads {other}")),
        }
        Ok(())
    }

    /// What follows from several settings together.
    fn finish(&mut self, mistakes: &mut Vec<Mistake>) -> Config {
        let mut config = self.config.clone();
        let mut mistaken = |name: &str, why: String| {
            if let Some(given) = self.given.get(name) {
                mistakes.push(given.mistake(why));
            }
        };
        match (&self.certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => config.mail_tls = Some((certificate.clone(), key.clone())),
            (Some(_), None) => mistaken("mail_tls_certificate", "mail_tls_key is missing beside it".into()),
            (None, Some(_)) => mistaken("mail_tls_key", "mail_tls_certificate is missing beside it".into()),
            (None, None) => {}
        }
        let parts = ["s3.endpoint", "s3.bucket", "s3.access_key", "s3.secret_key"];
        let first = KEYS.iter().map(|k| k.name).find(|n| n.starts_with("s3.") && self.given.contains_key(n));
        if let Some(first) = first {
            let missing: Vec<&str> = parts.into_iter().filter(|p| !self.given.contains_key(p)).collect();
            if !missing.is_empty() {
                mistaken(first, format!("beside it is missing {}", missing.join(", ")));
            }
            if self.folder.is_some() {
                mistaken("attachments", "files go to a folder or to the s3 store, not both".into());
            }
            config.blobs = BlobSettings::S3(self.s3.clone());
        } else {
            config.blobs = BlobSettings::Folder(self.folder.clone());
        }
        if matches!(config.status.copy_to, Some(CopyTo::S3 { .. })) && first.is_none() {
            mistaken(
                "status.copy_to",
                "beside it is missing the table [s3]: the store and who we are there".into(),
            );
        }
        if config.data.exists() && !config.data.is_dir() {
            mistaken("data", "this is a file, not a folder".into());
        }
        let listeners = [
            ("listen", Some(config.listen)),
            ("smtp_listen", config.smtp_listen),
            ("lmtp_listen", config.lmtp_listen),
        ];
        for (i, (name, address)) in listeners.iter().enumerate() {
            let taken = |other: &(&str, Option<SocketAddr>)| other.1 == *address;
            if address.is_some_and(|a| a.port() != 0)
                && let Some((other, _)) = listeners[..i].iter().find(|other| taken(other))
            {
                mistaken(name, format!("{other} has this address already"));
            }
        }
        config.public_url = match &self.public_url {
            Some(url) => url.clone(),
            None => local_url(config.listen),
        };
        config.mail_hostname = match &self.hostname {
            Some(name) => name.clone(),
            None => host_of(&config.public_url).unwrap_or_else(|| "localhost".to_owned()),
        };
        config
    }
}

/// How a browser on this machine reaches what listens there.
pub fn local_url(listen: SocketAddr) -> String {
    if listen.ip().is_unspecified() {
        format!("http://localhost:{}", listen.port())
    } else {
        format!("http://{listen}")
    }
}

/// The host of a web address, unless it is a bare IP address.
fn host_of(url: &str) -> Option<String> {
    let rest = url.split("://").nth(1)?;
    let (host, _) = reading::host_port(rest.split('/').next()?, None).ok()?;
    let is_name = host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('[');
    is_name.then_some(host)
}

fn text(given: &Given) -> Result<&str, String> {
    match &given.found {
        Found::Text(text) => Ok(text),
        Found::Integer(_) => Err("this is a number; put it in quotes".to_owned()),
        Found::Other(what) => Err(format!("this is {what}; it should be text in quotes")),
    }
}

fn number(given: &Given) -> Result<i64, String> {
    match &given.found {
        Found::Integer(number) => Ok(*number),
        Found::Text(text) if !matches!(given.place, Place::File { .. }) => {
            text.trim().parse().map_err(|_| "this is not a whole number".to_owned())
        }
        Found::Text(_) => Err("this is text; write the number without quotes".to_owned()),
        Found::Other(what) => Err(format!("this is {what}; it should be a whole number")),
    }
}
