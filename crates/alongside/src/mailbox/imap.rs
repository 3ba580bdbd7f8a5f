//! The mailbox an address is fetched from, as it is stored: JSON in the address's row, the password sealed.

use crate::secret::{self, Key};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImapSettings {
    pub host: String,
    pub port: u16,
    #[serde(default)]
    pub security: ImapSecurity,
    pub username: String,
    /// Sealed with the desk's key; see [`Key::seal`].
    pub sealed_password: String,
    #[serde(default = "inbox")]
    pub folder: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImapSecurity {
    #[default]
    Tls,
    StartTls,
    Plain,
}

fn inbox() -> String {
    "INBOX".to_owned()
}

impl ImapSettings {
    /// None when the text is not such settings.
    pub fn from_json(json: &str) -> Option<ImapSettings> {
        serde_json::from_str(json).ok()
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What the watcher needs, the password opened.
    pub fn account(&self, key: &Key, max_message_bytes: usize) -> Result<imap::Account, secret::Error> {
        Ok(imap::Account {
            host: self.host.clone(),
            port: self.port,
            security: match self.security {
                ImapSecurity::Tls => imap::Security::Tls,
                ImapSecurity::StartTls => imap::Security::StartTls,
                ImapSecurity::Plain => imap::Security::Plain,
            },
            username: self.username.clone(),
            password: imap::Secret(key.open(&self.sealed_password)?),
            folder: self.folder.clone(),
            max_message_bytes,
            ..imap::Account::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_storage_and_only_our_key_opens_the_password() {
        let key = Key::from_bytes([7; 32]);
        let settings = ImapSettings {
            host: "imap.desk.example".to_owned(),
            port: 143,
            security: ImapSecurity::StartTls,
            username: "help".to_owned(),
            sealed_password: key.seal("s3cret").unwrap(),
            folder: "INBOX".to_owned(),
        };
        let read = ImapSettings::from_json(&settings.to_json()).unwrap();
        assert_eq!(read, settings);
        assert_eq!(read.account(&key, 1000).unwrap().password.0, "s3cret");
        assert!(read.account(&Key::from_bytes([8; 32]), 1000).is_err());
        assert_eq!(ImapSettings::from_json("{}"), None);
    }
}
