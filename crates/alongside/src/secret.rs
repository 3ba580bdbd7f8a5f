//! Secrets: the desk's key, random tokens and how they are stored, sealing what must be kept but not read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use std::path::Path;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the system gave no randomness: {0}")]
    NoRandomness(String),
    #[error("the key file {path} could not be {what}: {error}")]
    KeyFile { path: String, what: &'static str, error: std::io::Error },
    #[error("the key file {0} does not hold 64 hexadecimal digits; restore it from a backup")]
    KeyDamaged(String),
    #[error("this was sealed with another key; restore the desk's key file, or enter the password again")]
    Sealed,
}

/// 256 secret bits; purposes get keys of their own by derivation.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// From 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Key> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Key(bytes))
    }

    /// Reads the key file, or makes it (readable by its owner alone) when there is none.
    pub fn load_or_create(path: &Path) -> Result<Key, Error> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Key::from_hex(&text).ok_or(Error::KeyDamaged(name)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = Key(random()?);
                let hex: String = key.0.iter().map(|b| format!("{b:02x}")).collect();
                write_private(path, &hex).map_err(|error| Error::KeyFile {
                    path: name,
                    what: "written",
                    error,
                })?;
                Ok(key)
            }
            Err(error) => Err(Error::KeyFile { path: name, what: "read", error }),
        }
    }

    /// A key of its own for one purpose, e.g. `reply address`.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        *blake3::keyed_hash(&self.0, purpose.as_bytes()).as_bytes()
    }

    /// Seals a text so that only this key opens it; for passwords of mail servers.
    pub fn seal(&self, text: &str) -> Result<String, Error> {
        let nonce: [u8; 12] = random()?;
        let cipher = ChaCha20Poly1305::new(&self.derive("seal").into());
        let sealed = cipher.encrypt(&Nonce::from(nonce), text.as_bytes()).map_err(|_| Error::Sealed)?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    pub fn open(&self, sealed: &str) -> Result<String, Error> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| Error::Sealed)?;
        let Some((nonce, sealed)) = bytes.split_first_chunk::<12>() else { return Err(Error::Sealed) };
        let cipher = ChaCha20Poly1305::new(&self.derive("seal").into());
        let text = cipher.decrypt(&Nonce::from(*nonce), sealed).map_err(|_| Error::Sealed)?;
        String::from_utf8(text).map_err(|_| Error::Sealed)
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::NoRandomness(e.to_string()))?;
    Ok(bytes)
}

/// A new secret for a cookie, a link or an API token: 256 random bits in 43 URL-safe characters.
pub fn new_token() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// What a log line and the page that speaks of it share; random so that it tells nothing, short so that it can be
/// read out on the telephone.
pub fn fault_id() -> String {
    random::<6>().unwrap_or_default().iter().map(|byte| format!("{byte:02X}")).collect()
}

/// What is stored of a token. Plain BLAKE3 will do: a token has 256 bits and cannot be guessed from its hash.
pub fn token_hash(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

/// Hashes a password with Argon2id (RFC 9106, the library's recommended cost), in PHC form. Takes tens of
/// milliseconds: call it on a blocking thread, outside any unit of work.
pub fn hash_password(password: &str) -> Result<String, Error> {
    use argon2::PasswordHasher;
    let salt: [u8; 16] = random()?;
    argon2::Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|e| Error::NoRandomness(e.to_string()))
}

/// Checks a password; with no hash on file it takes as long as with one, so that unknown accounts do not show.
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    use argon2::PasswordVerifier;
    use argon2::password_hash::phc::PasswordHash;
    /// Of a random password nobody knows, at the same cost.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$4Nq2pzyWYkGpPSLcQfyHSy7sNIAX8nEbEv7rTEuKzLo";
    let known = hash.is_some();
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    argon2::Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_the_same_key_only() {
        let key = Key::from_bytes([7; 32]);
        let sealed = key.seal("s3cret").unwrap();
        assert_eq!(key.open(&sealed).unwrap(), "s3cret");
        assert!(Key::from_bytes([8; 32]).open(&sealed).is_err());
        assert!(key.open("nonsense").is_err());
    }

    #[test]
    fn a_password_is_verified_and_an_unknown_account_never_is() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(verify_password("correct horse battery", Some(&hash)));
        assert!(!verify_password("wrong", Some(&hash)));
        assert!(!verify_password("correct horse battery", None));
    }

    #[test]
    fn the_key_file_is_made_once_and_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        let first = Key::load_or_create(&path).unwrap();
        let again = Key::load_or_create(&path).unwrap();
        assert_eq!(first.derive("x"), again.derive("x"));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Key::load_or_create(&path), Err(Error::KeyDamaged(_))));
    }
}
