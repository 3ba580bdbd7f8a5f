//! The mail servers our mail leaves by: which one for which address, a few kept connections to each, and a rest
//! for one that does not answer.

use super::verdict::REST;
use crate::app::App;
use crate::clock::At;
use crate::mailbox::relay::{RelaySecurity, RelaySettings, RelayUrl};
use smtp::client::{Relay, Secret, Security, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// What a mail says while no server is set up.
pub const NO_SERVER: &str = "No mail server is set up yet";
/// What a mail says while the desk has no address of its own.
pub const NO_ADDRESS: &str = "No mail address is set up yet";

/// Mails at one time to one server.
const CONNECTIONS: usize = 4;
/// Servers remembered; changed settings make new ones.
const REMEMBERED: usize = 32;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// For one mail; its claim is renewed meanwhile.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(120);

/// One server and how it fares.
pub struct Way {
    relay: Relay,
    pub sender: Sender,
    pub seats: Semaphore,
    trouble: Mutex<Option<Trouble>>,
}

#[derive(Clone)]
struct Trouble {
    until: At,
    answer: String,
}

impl Way {
    /// Why it is left alone just now.
    pub fn rests(&self, now: At) -> Option<String> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.as_ref().filter(|t| now < t.until).map(|t| t.answer.clone())
    }

    pub fn rest(&self, now: At, answer: &str) {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        *trouble = Some(Trouble { until: now.plus(REST), answer: answer.to_owned() });
    }

    /// It works; true when it did not before.
    pub fn works(&self) -> bool {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take().is_some()
    }
}

/// The servers in use.
#[derive(Default)]
pub struct Ways(Mutex<Vec<Arc<Way>>>);

impl Ways {
    /// The way through a server, with its kept connections.
    pub fn through(&self, relay: &Relay) -> Arc<Way> {
        let mut ways = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ways.iter().find(|way| way.relay == *relay) {
            return Arc::clone(known);
        }
        if ways.len() >= REMEMBERED {
            ways.remove(0);
        }
        let way = Arc::new(Way {
            relay: relay.clone(),
            sender: Sender::new(relay.clone()),
            seats: Semaphore::new(CONNECTIONS),
            trouble: Mutex::default(),
        });
        ways.push(Arc::clone(&way));
        way
    }

    /// No server is left alone any longer: somebody has reason to think that it works.
    pub fn rested(&self) {
        for way in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            way.works();
        }
    }
}

/// The server for one address: its own, else the one of the configuration, else none.
///
/// # Errors
/// Why the settings cannot be used, in words for an admin.
pub fn relay_for(app: &App, own: Option<&str>) -> Result<Option<Relay>, String> {
    if let Some(json) = own.filter(|json| !json.is_empty()) {
        let settings = RelaySettings::from_json(json)
            .ok_or("The server set for this address cannot be read. Please enter it again.")?;
        return of_settings(app, &settings).map(Some);
    }
    match &app.config.relay {
        Some(url) => RelayUrl::parse(url).map(|url| Some(of_url(app, url))).map_err(|e| e.to_string()),
        None => Ok(None),
    }
}

/// # Errors
/// When the password was sealed with another key.
pub fn of_settings(app: &App, settings: &RelaySettings) -> Result<Relay, String> {
    let password = settings.password(&app.key).map_err(|e| e.to_string())?;
    Ok(of_url(
        app,
        RelayUrl {
            host: settings.host.clone(),
            port: settings.port,
            security: settings.security,
            username: settings.username.clone(),
            password,
        },
    ))
}

fn of_url(app: &App, url: RelayUrl) -> Relay {
    Relay {
        host: url.host,
        port: url.port,
        security: match url.security {
            RelaySecurity::Tls => Security::Tls,
            RelaySecurity::StartTls => Security::StartTls,
            RelaySecurity::Plain => Security::Plain,
        },
        username: url.username,
        password: Secret(url.password),
        hello_name: app.config.mail_hostname.clone(),
        connect_timeout: CONNECT_TIMEOUT,
        send_timeout: SEND_TIMEOUT,
        max_idle_connections: CONNECTIONS,
        extra_root_pem: None,
    }
}
