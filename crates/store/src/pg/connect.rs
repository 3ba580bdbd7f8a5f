//! Where PostgreSQL is and how to get there: the URL, TLS, what every session is set to.

use super::session::Session;
use crate::Error;
use postgres::config::{Host, SslMode};
use postgres::{Client, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

const CONNECT_TIME: Duration = Duration::from_secs(5);

/// A parsed connection URL.
pub(crate) struct Target {
    config: Config,
    tls: bool,
    root_file: Option<String>,
}

impl Target {
    /// Without `sslmode`, TLS is used except on this machine. Certificates are always verified: by the
    /// system's roots, or by those in the file that `sslrootcert` names. A server that cannot be verified
    /// needs `sslmode=disable` said aloud.
    pub(crate) fn parse(url: &str) -> Result<Target, Error> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut root_file, mut rest) = (None, None, Vec::new());
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => root_file = Some(value.to_owned()),
                _ => rest.push(part),
            }
        }
        let plain = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        // The parser's own message could repeat the URL with its password.
        let mut config = Config::from_str(&plain)
            .map_err(|_| Error::Settings("the postgres:// URL of the database cannot be read".into()))?;
        let tls = match mode {
            None => !is_local(&config),
            Some("disable") => false,
            Some("prefer" | "require" | "verify-ca" | "verify-full") => true,
            Some(_) => {
                return Err(Error::Settings("sslmode is one of disable, require and verify-full".into()));
            }
        };
        config
            .ssl_mode(if tls { SslMode::Require } else { SslMode::Disable })
            .application_name("alongside")
            .connect_timeout(CONNECT_TIME)
            .keepalives_idle(Duration::from_secs(30));
        Ok(Target { config, tls, root_file })
    }

    /// Opens a session for units of work. Only on a database thread: it runs a small runtime of its own.
    pub(super) fn open(&self, setup: &str) -> Result<Session, Error> {
        let lost = |error: postgres::Error| Error::Disconnected(plain(&error));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Settings(format!("a database thread: {error}")))?;
        let mut session = if self.tls {
            let tls = MakeRustlsConnect::new(self.tls_settings()?);
            let (client, wire) = runtime.block_on(self.config.connect(tls)).map_err(lost)?;
            Session::new(runtime, client, wire)
        } else {
            let (client, wire) = runtime.block_on(self.config.connect(NoTls)).map_err(lost)?;
            Session::new(runtime, client, wire)
        };
        let client = session.client();
        session.wait(client.batch_execute(setup)).map_err(lost)?;
        Ok(session)
    }

    /// Opens a session with the plain client, to send and to hear notices. Only on a database thread.
    pub(crate) fn connect(&self, setup: &str) -> Result<Client, Error> {
        let lost = |error: postgres::Error| Error::Disconnected(plain(&error));
        let config = postgres::Config::from(self.config.clone());
        let mut client = if self.tls {
            config.connect(MakeRustlsConnect::new(self.tls_settings()?))
        } else {
            config.connect(NoTls)
        }
        .map_err(lost)?;
        client.batch_execute(setup).map_err(lost)?;
        Ok(client)
    }

    fn tls_settings(&self) -> Result<ClientConfig, Error> {
        let bad = |error: &dyn std::fmt::Display| Error::Settings(format!("TLS to the database: {error}"));
        let mut roots = RootCertStore::empty();
        match &self.root_file {
            Some(file) => {
                let found = CertificateDer::pem_file_iter(file).map_err(|e| bad(&format!("{file}: {e}")))?;
                for certificate in found {
                    let certificate = certificate.map_err(|error| bad(&format!("{file}: {error}")))?;
                    roots.add(certificate).map_err(|error| bad(&error))?;
                }
            }
            None => {
                let system = rustls_native_certs::load_native_certs();
                if roots.add_parsable_certificates(system.certs).0 == 0 {
                    return Err(bad(
                        &"this system has no trusted certificates; name a file with sslrootcert",
                    ));
                }
            }
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| bad(&e))?;
        Ok(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

fn is_local(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        Host::Unix(_) => true,
    })
}

/// A driver's error with its cause, in one line.
pub(crate) fn plain(error: &postgres::Error) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_used_unless_the_database_is_on_this_machine() {
        let tls = |url: &str| Target::parse(url).unwrap().tls;
        assert!(!tls("postgres://bo@localhost/desk"));
        assert!(!tls("postgres://bo@%2Frun%2Fpostgresql/desk"));
        assert!(tls("postgres://bo@db.example.org/desk"));
        assert!(!tls("postgres://bo@db.example.org/desk?sslmode=disable"));
        assert!(tls("postgres://bo@localhost/desk?sslmode=verify-full&sslrootcert=/etc/ca.pem"));
    }
}
