//! From a name to a server that is ready for the sign-in.

use crate::guard::{Budget, Guarded, Wire};
use crate::{Account, Problem, Security};
use async_imap::Client;
use async_imap::imap_proto::{Response, Status};
use rustls::ClientConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::BuilderVerifierExt;
use std::io::ErrorKind;
use std::sync::Arc;
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

/// Bytes for an answer that holds no message; a list of a hundred thousand unread ones still fits.
pub(crate) const SHORT_ANSWER_BYTES: usize = 1024 * 1024;

/// Connects and, if asked, secures the connection; the caller sets the time limit.
pub(crate) async fn connect(account: &Account, budget: &Budget) -> Result<Client<Guarded>, Problem> {
    budget.set(SHORT_ANSWER_BYTES);
    let stream = dial(account).await?;
    match account.security {
        Security::Plain => greeted(Box::new(stream), budget).await,
        Security::Tls => {
            let secure = encrypt(account, stream).await?;
            greeted(secure, budget).await
        }
        Security::StartTls => {
            let mut client = greeted(Box::new(stream), budget).await?;
            client.run_command_and_check_ok("STARTTLS", None).await.map_err(|error| {
                match Problem::from(error) {
                    Problem::Answered(_) => Problem::NoStartTls,
                    other => other,
                }
            })?;
            // What came ahead of TLS stays behind in the old client's buffer (CVE-2011-0411).
            let secure = encrypt(account, client.into_inner().into_wire()).await?;
            budget.set(SHORT_ANSWER_BYTES);
            Ok(Client::new(Guarded::new(secure, budget.clone())))
        }
    }
}

async fn dial(account: &Account) -> Result<TcpStream, Problem> {
    let not_found = || Problem::NameNotFound(account.host.clone());
    let addresses: Vec<_> =
        lookup_host((account.host.as_str(), account.port)).await.map_err(|_| not_found())?.collect();
    if addresses.is_empty() {
        return Err(not_found());
    }
    let stream = TcpStream::connect(addresses.as_slice()).await.map_err(|error| match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            Problem::Refused(format!("{}:{}", account.host, account.port))
        }
        _ => error.into(),
    })?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn encrypt<S: Wire + 'static>(account: &Account, stream: S) -> Result<Box<dyn Wire>, Problem> {
    let name = ServerName::try_from(account.host.clone())
        .map_err(|_| Problem::Settings(format!("{:?} is not a server's name", account.host)))?;
    let config = Arc::new(trust(account)?);
    let secure = Box::pin(TlsConnector::from(config).connect(name, stream)).await?;
    Ok(Box::new(secure))
}

fn trust(account: &Account) -> Result<ClientConfig, Problem> {
    let settings = |error: &dyn std::fmt::Display| Problem::Settings(error.to_string());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| settings(&error))?;
    let builder = match &account.only_root_pem {
        None => builder.with_platform_verifier().map_err(|error| settings(&error))?,
        Some(pem) => {
            let root = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|error| settings(&error))?;
            let mut roots = rustls::RootCertStore::empty();
            roots.add(root).map_err(|error| settings(&error))?;
            builder.with_root_certificates(roots)
        }
    };
    Ok(builder.with_no_client_auth())
}

/// Reads the greeting (RFC 3501, 7.1).
async fn greeted(wire: Box<dyn Wire>, budget: &Budget) -> Result<Client<Guarded>, Problem> {
    let mut client = Client::new(Guarded::new(wire, budget.clone()));
    let greeting = client.read_response().await.map_err(|error| match Problem::from(error) {
        Problem::Garbled => Problem::NotImap,
        other => other,
    })?;
    let Some(greeting) = greeting else { return Err(Problem::HungUp) };
    match greeting.parsed() {
        Response::Data { status: Status::Ok, .. } => Ok(client),
        Response::Data { status: Status::Bye, outcome, .. } => {
            Err(Problem::TurnedAway(outcome.information.as_deref().unwrap_or_default().to_owned()))
        }
        _ => Err(Problem::NotImap),
    }
}
