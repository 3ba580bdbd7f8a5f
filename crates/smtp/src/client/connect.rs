//! From settings to a connection that is ready for mail.

use super::problem::{Problem, reply_of};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::time::timeout;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually port 465 (RFC 8314).
    Tls,
    /// TLS begun by STARTTLS and insisted on, usually port 587.
    StartTls,
    /// None; for a server on the same machine or a trusted network.
    Plain,
}

/// A password that does not show in logs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The mail server that takes our messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// No sign-in when empty.
    pub username: String,
    pub password: Secret,
    /// What we call ourselves in EHLO.
    pub hello_name: String,
    /// From the name to being signed in.
    pub connect_timeout: Duration,
    /// For one whole message.
    pub send_timeout: Duration,
    /// Connections kept open for the next message.
    pub max_idle_connections: usize,
    /// A certificate to trust besides those of the operating system, as PEM.
    pub extra_root_pem: Option<String>,
}

impl Default for Relay {
    fn default() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: 25,
            security: Security::Plain,
            username: String::new(),
            password: Secret::default(),
            hello_name: "localhost".to_owned(),
            connect_timeout: Duration::from_secs(30),
            send_timeout: Duration::from_secs(300),
            max_idle_connections: 4,
            extra_root_pem: None,
        }
    }
}

/// Connects, secures, signs in.
pub(super) async fn connect(relay: &Relay) -> Result<AsyncSmtpConnection, Problem> {
    match timeout(relay.connect_timeout, Box::pin(connect_unhurried(relay))).await {
        Ok(result) => result,
        Err(_) => Err(Problem::TimedOut),
    }
}

async fn connect_unhurried(relay: &Relay) -> Result<AsyncSmtpConnection, Problem> {
    let place = format!("{}:{}", relay.host, relay.port);
    let not_found = || Problem::NameNotFound(relay.host.clone());
    let addresses: Vec<_> =
        lookup_host((relay.host.as_str(), relay.port)).await.map_err(|_| not_found())?.collect();
    if addresses.is_empty() {
        return Err(not_found());
    }
    let tls = if relay.security == Security::Plain { None } else { Some(trust(relay)?) };
    let at_once = tls.clone().filter(|_| relay.security == Security::Tls);
    let name = ClientId::Domain(relay.hello_name.clone());
    // lettre's own limit covers only the first step; ours is around everything.
    let connected = AsyncSmtpConnection::connect_tokio1(addresses.as_slice(), None, &name, at_once, None);
    let mut connection = connected
        .await
        .map_err(|error| if is_refused(&error) { Problem::Refused(place) } else { Problem::of(&error) })?;
    if let Some(tls) = tls.filter(|_| relay.security == Security::StartTls) {
        if !connection.can_starttls() {
            return Err(Problem::NoStartTls);
        }
        connection.starttls(tls, &name).await.map_err(|error| Problem::of(&error))?;
    }
    if !relay.username.is_empty() {
        sign_in(&mut connection, relay).await?;
    }
    Ok(connection)
}

async fn sign_in(connection: &mut AsyncSmtpConnection, relay: &Relay) -> Result<(), Problem> {
    let mechanisms = [Mechanism::Plain, Mechanism::Login];
    if connection.server_info().get_auth_mechanism(&mechanisms).is_none() {
        let text = "it offers no way to sign in with a password.".to_owned();
        return Err(Problem::SignIn { code: None, text });
    }
    let credentials = Credentials::new(relay.username.clone(), relay.password.0.clone());
    match connection.auth(&mechanisms, &credentials).await {
        Ok(_) => Ok(()),
        Err(error) => Err(match reply_of(&error) {
            Some(reply) => Problem::SignIn { code: Some(reply.code), text: reply.text },
            None => Problem::of(&error),
        }),
    }
}

fn trust(relay: &Relay) -> Result<TlsParameters, Problem> {
    let settings = |error: lettre::transport::smtp::Error| Problem::Settings(error.to_string());
    let mut builder = TlsParameters::builder(relay.host.clone());
    if let Some(pem) = &relay.extra_root_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(settings)?);
    }
    builder.build().map_err(settings)
}

fn is_refused(error: &lettre::transport::smtp::Error) -> bool {
    use std::io::ErrorKind;
    std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<std::io::Error>()).is_some_and(
        |io| {
            matches!(
                io.kind(),
                ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable
            )
        },
    )
}
