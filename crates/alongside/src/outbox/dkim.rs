//! The desk's DKIM keys, one for each domain of its addresses: made once, kept sealed in the settings, used for mail
//! from their own domain only, and only while they are on.

use crate::app::App;
use crate::clock::At;
use crate::secret::{self, Key};
use crate::setting;
use ::store::{Conn, Tx};
use mail::compose::{DkimKey, KeyKind, dkim_sign};
use mail_auth::{DnsError, MessageAuthenticator};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a look into DNS may take.
const DNS_TIME_MAX: Duration = Duration::from_secs(5);

/// One key of the setting, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    selector: String,
    domain: String,
    /// PEM, sealed.
    sealed_key: String,
    #[serde(default = "yes")]
    is_on: bool,
}

fn yes() -> bool {
    true
}

/// The setting: a list of keys; one key alone from before there could be several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Setting {
    Several(Vec<Kept>),
    One(Kept),
}

fn kept(json: &str) -> Vec<Kept> {
    match serde_json::from_str(json) {
        Ok(Setting::Several(keys)) => keys,
        Ok(Setting::One(key)) => vec![key],
        Err(error) => {
            if !json.is_empty() {
                tracing::warn!(%error, "the DKIM setting cannot be read");
            }
            Vec::new()
        }
    }
}

/// What an admin enters at their name server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `selector._domainkey.domain`
    pub name: String,
    /// The text of the TXT record.
    pub value: String,
}

/// A domain's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    pub domain: String,
    pub record: Record,
    pub is_on: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no key was made")]
    Key(#[from] mail::dkim::DkimError),
    #[error(transparent)]
    Secret(#[from] secret::Error),
    #[error(transparent)]
    Fault(#[from] ::store::Error),
    #[error("the program was stopped meanwhile")]
    Stopped,
}

/// Makes a key for the domain, keeps it, and says what to enter in DNS. A key made before for the same domain is
/// replaced: its record may go once the mail signed with it has arrived. `is_on` false: it signs nothing before
/// [`turn`] says so.
///
/// # Errors
/// When the domain is not a DNS name, or the key could not be kept.
pub async fn create(app: &App, domain: &str, is_on: bool, now: At) -> Result<Record, Error> {
    let domain = folded(domain);
    // A selector of its own for each key, so that the old record can stay while the new one spreads.
    let selector = format!("alongside{}", now.timestamp().strftime("%Y%m%d%H%M"));
    let (made_for, at) = (domain.clone(), selector.clone());
    let made = tokio::task::spawn_blocking(move || {
        let pem = DkimKey::generate(KeyKind::Rsa)?;
        let key = DkimKey::from_pem(&pem, &at, &made_for)?;
        Ok::<_, Error>((pem, Record { name: key.dns_name(), value: key.dns_record().to_owned() }))
    });
    let (pem, record) = made.await.map_err(|_| Error::Stopped)??;
    let new = Kept { selector, domain, sealed_key: app.key.seal(&pem)?, is_on };
    let unit = move |tx: &mut Tx| {
        change(tx, now, |keys| {
            keys.retain(|key| key.domain != new.domain);
            keys.push(new.clone());
        })
    };
    app.db.write(unit).await?;
    Ok(record)
}

fn folded(domain: &str) -> String {
    domain.trim().trim_end_matches('.').to_ascii_lowercase()
}

fn change(tx: &mut Tx, now: At, change: impl FnOnce(&mut Vec<Kept>)) -> Result<(), ::store::Error> {
    let mut keys = kept(&setting::get(tx, setting::name::DKIM)?.unwrap_or_default());
    change(&mut keys);
    setting::put(tx, setting::name::DKIM, &serde_json::to_string(&keys).unwrap_or_default(), now)?;
    tx.publish("settings", "");
    Ok(())
}

/// Signs mail of the domain from now on, or no more; false when it has no key.
///
/// # Errors
/// When the database does not answer.
pub fn turn(tx: &mut Tx, domain: &str, on: bool, now: At) -> Result<bool, ::store::Error> {
    let domain = folded(domain);
    let mut found = false;
    change(tx, now, |keys| {
        for key in keys.iter_mut().filter(|key| key.domain == domain) {
            key.is_on = on;
            found = true;
        }
    })?;
    Ok(found)
}

/// The desk's keys by domain; those that cannot be opened are left out.
///
/// # Errors
/// When the database does not answer.
pub fn all(conn: &mut Conn, key: &Key) -> Result<Vec<Signing>, ::store::Error> {
    let json = setting::get(conn, setting::name::DKIM)?.unwrap_or_default();
    let opened = kept(&json).into_iter().filter_map(|kept| {
        let dkim = opened(&kept, key)?;
        let record = Record { name: dkim.dns_name(), value: dkim.dns_record().to_owned() };
        Some(Signing { domain: kept.domain, record, is_on: kept.is_on })
    });
    let mut all: Vec<Signing> = opened.collect();
    all.sort_by(|a, b| a.domain.cmp(&b.domain));
    Ok(all)
}

/// What DNS shows of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Published,
    /// There is a record of this name, with another key.
    Other,
    Nothing,
    /// DNS could not be asked.
    NoAnswer,
}

/// Asks the machine's own DNS servers.
pub async fn look(record: &Record) -> Seen {
    let Ok(resolver) = MessageAuthenticator::new_system_conf() else { return Seen::NoAnswer };
    let name = format!("{}.", record.name);
    match tokio::time::timeout(DNS_TIME_MAX, resolver.txt_raw_lookup(name)).await {
        Ok(Ok(text)) => compared(record, &String::from_utf8_lossy(&text)),
        Ok(Err(mail_auth::Error::Dns(DnsError::RecordNotFound(_)))) => Seen::Nothing,
        Ok(Err(_)) | Err(_) => Seen::NoAnswer,
    }
}

/// Whether a TXT record is the one we want: the same key, however it is spaced.
fn compared(record: &Record, shown: &str) -> Seen {
    let key = |text: &str| {
        let tags = text.split(';').map(|tag| tag.split_whitespace().collect::<String>());
        tags.filter_map(|tag| tag.strip_prefix("p=").map(str::to_owned)).next()
    };
    match (key(shown), key(&record.value)) {
        _ if shown.trim().is_empty() => Seen::Nothing,
        (Some(shown), Some(ours)) if shown == ours => Seen::Published,
        _ => Seen::Other,
    }
}

/// The keys that are on, ready to sign.
pub(super) struct Signer(Vec<(String, DkimKey)>);

/// A key; none when it cannot be opened, which is logged: mail without a signature is better than no mail.
fn opened(kept: &Kept, key: &Key) -> Option<DkimKey> {
    let pem = key.open(&kept.sealed_key).inspect_err(|error| tracing::warn!(%error, "the DKIM key")).ok()?;
    let made = DkimKey::from_pem(&pem, &kept.selector, &kept.domain);
    made.inspect_err(|error| tracing::warn!(%error, "the DKIM key")).ok()
}

/// The keys of a setting; none when none is on.
pub(super) fn signer(json: &str, key: &Key) -> Option<Signer> {
    let on = kept(json).into_iter().filter(|kept| kept.is_on);
    let mut keys: Vec<(String, DkimKey)> =
        on.filter_map(|kept| Some((kept.domain.clone(), opened(&kept, key)?))).collect();
    // The nearest domain signs.
    keys.sort_by_key(|(domain, _)| std::cmp::Reverse(domain.len()));
    (!keys.is_empty()).then_some(Signer(keys))
}

impl Signer {
    /// The mail with a signature in front, when `from` is of a key's domain or one under it.
    pub(super) fn sign(&self, raw: Vec<u8>, from: &str) -> Vec<u8> {
        let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
        let is_under =
            |of: &str| domain.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        let Some((_, key)) = self.0.iter().find(|(of, _)| is_under(of)) else { return raw };
        dkim_sign(&raw, key)
            .inspect_err(|error| tracing::warn!(%error, "a mail was not signed"))
            .unwrap_or(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_by_its_key_however_dns_shows_it() {
        let value = "v=DKIM1; k=rsa; p=MIIBIjAN+/Bg=".to_owned();
        let record = Record { name: "a._domainkey.desk.example".to_owned(), value };
        for (shown, seen) in [
            ("v=DKIM1; k=rsa; p=MIIBIjAN+/Bg=", Seen::Published),
            ("k=rsa;p=MIIBIj AN+/Bg=;t=s", Seen::Published),
            ("v=DKIM1; k=rsa; p=MIIBIjAN+/Bh=", Seen::Other),
            ("v=DKIM1; p=", Seen::Other),
            ("something else", Seen::Other),
            ("", Seen::Nothing),
        ] {
            assert_eq!(compared(&record, shown), seen, "{shown}");
        }
    }

    #[test]
    fn a_setting_of_one_key_is_read_as_it_was() {
        let one = r#"{"selector":"s","domain":"desk.example","sealed_key":"x"}"#;
        let read = kept(one);
        assert_eq!((read.len(), read[0].domain.as_str(), read[0].is_on), (1, "desk.example", true));
        assert!(kept("").is_empty() && kept("nonsense").is_empty());
    }
}
