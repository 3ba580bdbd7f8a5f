//! The desk's DKIM key: made once, kept sealed in the settings, used for mail from its own domain only.

use crate::app::App;
use crate::clock::At;
use crate::secret::{self, Key};
use crate::setting;
use mail::compose::{DkimKey, KeyKind, dkim_sign};
use serde::{Deserialize, Serialize};

/// The setting, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    selector: String,
    domain: String,
    /// PEM, sealed.
    sealed_key: String,
}

/// What an admin enters at their name server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `selector._domainkey.domain`
    pub name: String,
    /// The text of the TXT record.
    pub value: String,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no key was made")]
    Key(#[from] mail::dkim::DkimError),
    #[error(transparent)]
    Secret(#[from] secret::Error),
    #[error(transparent)]
    Fault(#[from] store::Error),
    #[error("the program was stopped meanwhile")]
    Stopped,
}

/// A key of the desk, ready to sign.
pub struct Signer {
    key: DkimKey,
    domain: String,
}

/// Makes a key for the domain, keeps it, and says what to enter in DNS. A key made before is replaced: its record
/// may go once the mail signed with it has arrived.
///
/// # Errors
/// When the domain is not a DNS name, or the key could not be kept.
pub async fn create(app: &App, domain: &str, now: At) -> Result<Record, Error> {
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    // A selector of its own for each key, so that the old record can stay while the new one spreads.
    let selector = format!("alongside{}", now.timestamp().strftime("%Y%m%d%H%M"));
    let (made_for, at) = (domain.clone(), selector.clone());
    let made = tokio::task::spawn_blocking(move || {
        let pem = DkimKey::generate(KeyKind::Rsa)?;
        let key = DkimKey::from_pem(&pem, &at, &made_for)?;
        Ok::<_, Error>((pem, Record { name: key.dns_name(), value: key.dns_record().to_owned() }))
    });
    let (pem, record) = made.await.map_err(|_| Error::Stopped)??;
    let kept = Kept { selector, domain, sealed_key: app.key.seal(&pem)? };
    let json = serde_json::to_string(&kept).unwrap_or_default();
    app.db.write(move |tx| setting::put(tx, setting::name::DKIM, &json, now)).await?;
    Ok(record)
}

/// The record of the key that is in use, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn record(app: &App) -> Result<Option<Record>, store::Error> {
    let json = app.db.read(|conn| setting::get(conn, setting::name::DKIM)).await?;
    let signer = json.and_then(|json| signer(&json, &app.key));
    Ok(signer.map(|s| Record { name: s.key.dns_name(), value: s.key.dns_record().to_owned() }))
}

/// The key of a setting; none when it cannot be opened, which is logged: mail without a signature is better than
/// no mail.
pub(super) fn signer(json: &str, key: &Key) -> Option<Signer> {
    let kept: Kept = serde_json::from_str(json).ok()?;
    let pem = key.open(&kept.sealed_key).inspect_err(|error| tracing::warn!(%error, "the DKIM key")).ok()?;
    let made = DkimKey::from_pem(&pem, &kept.selector, &kept.domain);
    let key = made.inspect_err(|error| tracing::warn!(%error, "the DKIM key")).ok()?;
    Some(Signer { key, domain: kept.domain })
}

impl Signer {
    /// The mail with a signature in front, when `from` is of the key's domain or one under it.
    pub(super) fn sign(&self, raw: Vec<u8>, from: &str) -> Vec<u8> {
        let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
        let under =
            domain.strip_suffix(&self.domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !under {
            return raw;
        }
        dkim_sign(&raw, &self.key)
            .inspect_err(|error| tracing::warn!(%error, "a mail was not signed"))
            .unwrap_or(raw)
    }
}
