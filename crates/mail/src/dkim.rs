//! DKIM signatures (RFC 6376, RFC 8463) over finished mail, and the keys for them.
//!
//! The signature carries the time of signing, so sign once and keep the signed bytes.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa,
    signature::KeyPair,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use mail_auth::{
    common::{
        crypto::{DkimKey as SigningKey, Ed25519Key, RsaKey, Sha256},
        headers::HeaderWriter,
    },
    dkim::{Canonicalization, DkimSigner, Done},
};
use rustls_pki_types::{PrivateKeyDer, pem::PemObject};
use std::fmt;

/// Headers that are signed when present.
const SIGNED: &[&str] = &[
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// A private key of a domain, ready to sign.
pub struct DkimKey {
    signer: DkimSigner<SigningKey, Done>,
    selector: String,
    domain: String,
    record: String,
}

/// Why a key could not be read, made or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DkimError {
    /// Not a PEM file with a private key of RSA or Ed25519.
    UnreadableKey,
    /// The domain or the selector is not a DNS name.
    BadName,
    /// The mail could not be signed, such as one without headers.
    SigningFailed,
}

impl fmt::Display for DkimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DkimError::UnreadableKey => "this is no PEM file with an RSA or Ed25519 private key",
            DkimError::BadName => "the domain or the selector is not a DNS name",
            DkimError::SigningFailed => "the mail could not be signed",
        })
    }
}

impl std::error::Error for DkimError {}

/// Kinds of keys to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// 2048 bits: understood everywhere.
    Rsa,
    /// Small and modern; sign with both, since some receivers know only RSA.
    Ed25519,
}

impl DkimKey {
    /// Reads a private key in PEM form (PKCS #8, or PKCS #1 for RSA).
    pub fn from_pem(pem: &str, selector: &str, domain: &str) -> Result<DkimKey, DkimError> {
        if !is_name(selector) || !is_name(domain) || !domain.contains('.') {
            return Err(DkimError::BadName);
        }
        let der = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| DkimError::UnreadableKey)?;
        let (key, record) = match &der {
            PrivateKeyDer::Pkcs8(pkcs8) => {
                match Ed25519Key::from_pkcs8_maybe_unchecked_der(pkcs8.secret_pkcs8_der()) {
                    Ok(key) => {
                        let record = format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key.public_key()));
                        (SigningKey::Ed25519(key), record)
                    }
                    Err(_) => {
                        let pair = rsa::KeyPair::from_pkcs8(pkcs8.secret_pkcs8_der())
                            .map_err(|_| DkimError::UnreadableKey)?;
                        (rsa_key(der.clone_key())?, rsa_record(&pair)?)
                    }
                }
            }
            PrivateKeyDer::Pkcs1(pkcs1) => {
                let pair =
                    rsa::KeyPair::from_der(pkcs1.secret_pkcs1_der()).map_err(|_| DkimError::UnreadableKey)?;
                (rsa_key(der.clone_key())?, rsa_record(&pair)?)
            }
            _ => return Err(DkimError::UnreadableKey),
        };
        let signer = DkimSigner::from_key(key)
            .domain(domain)
            .selector(selector)
            .headers(SIGNED.iter().copied())
            .header_canonicalization(Canonicalization::Relaxed)
            .body_canonicalization(Canonicalization::Relaxed);
        Ok(DkimKey { signer, selector: selector.into(), domain: domain.into(), record })
    }

    /// A new private key in PEM form.
    pub fn generate(kind: KeyKind) -> Result<String, DkimError> {
        let der = match kind {
            KeyKind::Ed25519 => Ed25519Key::generate_pkcs8().map_err(|_| DkimError::UnreadableKey)?,
            KeyKind::Rsa => {
                let pair =
                    rsa::KeyPair::generate(rsa::KeySize::Rsa2048).map_err(|_| DkimError::UnreadableKey)?;
                AsDer::<Pkcs8V1Der<'_>>::as_der(&pair)
                    .map_err(|_| DkimError::UnreadableKey)?
                    .as_ref()
                    .to_vec()
            }
        };
        let text = STANDARD.encode(der);
        let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
        for start in (0..text.len()).step_by(64) {
            pem.push_str(&text[start..(start + 64).min(text.len())]);
            pem.push('\n');
        }
        pem.push_str("-----END PRIVATE KEY-----\n");
        Ok(pem)
    }

    /// Where the DNS record belongs: `selector._domainkey.domain`.
    pub fn dns_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The text of the TXT record. Longer than 255 bytes for RSA: DNS servers split it into strings.
    pub fn dns_record(&self) -> &str {
        &self.record
    }
}

fn rsa_key(der: PrivateKeyDer<'_>) -> Result<SigningKey, DkimError> {
    RsaKey::<Sha256>::from_key_der(der).map(SigningKey::Rsa).map_err(|_| DkimError::UnreadableKey)
}

fn rsa_record(pair: &rsa::KeyPair) -> Result<String, DkimError> {
    let public =
        AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).map_err(|_| DkimError::UnreadableKey)?;
    Ok(format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(public.as_ref())))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 253
        && name.split('.').all(|l| {
            !l.is_empty()
                && l.len() <= 63
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

/// The mail with a `DKIM-Signature` in front. Sign with several keys by signing again.
pub fn dkim_sign(raw: &[u8], key: &DkimKey) -> Result<Vec<u8>, DkimError> {
    let signature = key.signer.sign(raw).map_err(|_| DkimError::SigningFailed)?;
    let mut out = signature.to_header().into_bytes();
    out.extend_from_slice(raw);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_keys_sign_and_tell_their_record() {
        for (kind, mark) in [(KeyKind::Rsa, "k=rsa; p=MII"), (KeyKind::Ed25519, "k=ed25519; p=")] {
            let pem = DkimKey::generate(kind).unwrap();
            let key = DkimKey::from_pem(&pem, "desk1", "example.org").unwrap();
            assert!(key.dns_record().contains(mark), "{}", key.dns_record());
            assert_eq!(key.dns_name(), "desk1._domainkey.example.org");
            let signed =
                dkim_sign(b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nHi\r\n", &key)
                    .unwrap();
            let text = String::from_utf8(signed).unwrap();
            assert!(
                text.starts_with("DKIM-Signature:")
                    && text.contains("d=example.org")
                    && text.contains("s=desk1")
                    && text.ends_with("\r\n\r\nHi\r\n")
            );
        }
        assert_eq!(DkimKey::from_pem("nonsense", "s", "example.org").err(), Some(DkimError::UnreadableKey));
        assert_eq!(DkimKey::from_pem("nonsense", "s;p=", "example.org").err(), Some(DkimError::BadName));
    }
}
