//! `alongside serve`: brings the listeners and the workers up around an opened data folder, and down again
//! without losing anything. Knows who there is; what they do is theirs.

use crate::app::App;
use crate::config::Config;
use crate::open::{self, Opened};
use crate::setup::token;
use crate::{chores, health, inbox, listen, outbox, outgoing, routes, secret, status_page, webhook};
use anyhow::{Context, Result};
use serde::Serialize;
use smtp::{Protocol, Settings};
use std::future::Future;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long a stop waits for requests and mails in hand, and then for the workers.
const GRACE: Duration = Duration::from_secs(20);
const WORKERS_GRACE: Duration = Duration::from_secs(25);

/// What to say once the desk can be reached, beside the addresses.
pub type Greeting = Box<dyn FnOnce(&Addresses) + Send>;

/// `alongside serve`.
pub fn command(config: Config, ready_file: Option<PathBuf>) -> Result<ExitCode> {
    runtime()?.block_on(async {
        let (listeners, config) = Listeners::bind(config).await?;
        let opened = tokio::task::spawn_blocking(move || open::to_serve(config)).await??;
        run(opened, listeners, ready_file, Box::new(|_| {})).await
    })
}

/// The runtime that everything of ours runs on.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Logs to standard error: a line each, or JSON for machines. Ids only; no mail text, no tokens.
pub fn start_logging(config: &Config) {
    use tracing_subscriber::fmt;
    let levels = tracing_subscriber::EnvFilter::try_new(&config.log).unwrap_or_default();
    let builder =
        fmt().with_env_filter(levels).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    // Twice only in tests, where the first will do.
    let _ = if config.log_json { builder.json().try_init() } else { builder.with_target(false).try_init() };
}

/// Where the desk can be reached, with the real ports: the content of the ready file.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    pub url: String,
    pub http: SocketAddr,
    pub smtp: Option<SocketAddr>,
    pub lmtp: Option<SocketAddr>,
    /// Opens the first-run setup, while there is one to do.
    pub setup: Option<String>,
    pub process: u32,
}

/// Ports taken before anything is opened, so that a wrong one is told at once.
pub struct Listeners {
    http: TcpListener,
    smtp: Option<TcpListener>,
    lmtp: Option<TcpListener>,
}

impl Listeners {
    /// Takes the ports; gives the settings back with the real ones in them.
    pub async fn bind(mut config: Config) -> Result<(Listeners, Config)> {
        let follows = config.public_url == crate::config::local_url(config.listen);
        let http = bind("listen", config.listen).await?;
        config.listen = http.local_addr()?;
        if follows {
            config.public_url = crate::config::local_url(config.listen);
        }
        let smtp = match config.smtp_listen {
            Some(address) => Some(bind("smtp_listen", address).await?),
            None => None,
        };
        let lmtp = match config.lmtp_listen {
            Some(address) => Some(bind("lmtp_listen", address).await?),
            None => None,
        };
        Ok((Listeners { http, smtp, lmtp }, config))
    }
}

async fn bind(name: &str, address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| match address.port() {
        1..1024 => format!("{name}: {address} cannot be used (ports below 1024 need the right to use them)"),
        _ => format!("{name}: {address} cannot be used"),
    })
}

/// Serves until told to stop. Success means that everything in hand was finished.
pub async fn run(
    opened: Opened,
    listeners: Listeners,
    ready_file: Option<PathBuf>,
    greeting: Greeting,
) -> Result<ExitCode> {
    let app = opened.app.clone();
    let mut stop = Stop::new()?;
    app.refresh_house().await?;
    let addresses = addresses(&app, &listeners).await?;
    let (taking, working) = (CancellationToken::new(), CancellationToken::new());
    let mut takers = takers(&app, listeners, &taking)?;
    let mut workers = workers(&app, opened.is_alone, &working).await?;
    if let Some(path) = &ready_file {
        write_ready(path, &addresses).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    announce(&app, &addresses);
    tokio::spawn(until(taking.clone(), look_at_files(app.clone())));
    greeting(&addresses);

    let mut code = ExitCode::SUCCESS;
    tokio::select! {
        () = stop.asked() => println!("Stopping: finishing what is in hand. (Once more stops at once.)"),
        ended = takers.join_next() => code = gave_up("a listener", ended),
        ended = workers.join_next() => code = gave_up("a worker", ended),
    }
    let finish = async {
        taking.cancel();
        wait(&mut takers, GRACE).await;
        working.cancel();
        wait(&mut workers, WORKERS_GRACE).await;
        app.db.clone().close().await;
    };
    tokio::select! {
        () = finish => {}
        () = stop.asked() => {
            println!("Stopped at once.");
            std::process::exit(1);
        }
    }
    if let Some(path) = &ready_file {
        let _ = std::fs::remove_file(path);
    }
    if code == ExitCode::SUCCESS {
        println!("Stopped; nothing was lost.");
    }
    Ok(code)
}

/// Tells the log when files cannot be kept. The desk serves even so: mail waits, and a form gives its words back.
async fn look_at_files(app: App) {
    if let Err(error) = app.blobs.check().await {
        tracing::error!(%error, "attachments cannot be kept or read until this is mended");
    }
}

/// Whoever takes something in: they stop first.
fn takers(app: &App, listeners: Listeners, stop: &CancellationToken) -> Result<JoinSet<()>> {
    let mut takers = JoinSet::new();
    let meters = health::meters();
    if let Some(meters) = meters.clone() {
        takers.spawn(until(stop.clone(), health::keep(meters)));
    }
    let router = routes::router(app.clone()).merge(health::routes(app.clone(), meters));
    takers.spawn(listen::serve(listeners.http, router, stop.clone(), GRACE));
    for (listener, protocol) in [(listeners.smtp, Protocol::Smtp), (listeners.lmtp, Protocol::Lmtp)] {
        if let Some(listener) = listener {
            let mut settings = Settings { protocol, ..mail_settings(&app.config)? };
            if protocol == Protocol::Lmtp {
                // Everything comes from the one server beside us.
                settings.messages_per_peer_per_minute = 0;
            }
            takers.spawn(take_mail(app.clone(), listener, settings, stop.clone()));
        }
    }
    takers.spawn(inbox::imap::run(app.clone(), app.mailboxes.clone(), stop.clone()));
    Ok(takers)
}

async fn take_mail(app: App, listener: TcpListener, settings: Settings, stop: CancellationToken) {
    let door = inbox::receiver(&app, settings.protocol);
    if let Err(error) = smtp::serve(listener, settings, door, stop).await {
        tracing::error!(%error, "mail cannot be taken in");
    }
}

/// What our mail listeners say and bear.
fn mail_settings(config: &Config) -> Result<Settings> {
    Ok(Settings {
        hostname: config.mail_hostname.clone(),
        protocol: Protocol::Smtp,
        max_message_bytes: config.mail_bytes_max,
        messages_per_peer_per_minute: config.mail_per_minute,
        counts_loopback: false,
        shutdown_grace: GRACE,
        tls: match &config.mail_tls {
            Some((certificate, key)) => Some(Arc::new(tls(certificate, key)?)),
            None => None,
        },
        ..Settings::default()
    })
}

fn tls(certificate: &Path, key: &Path) -> Result<rustls::ServerConfig> {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let no_pem = |path: &Path| format!("{}: there is no PEM in it that can be used", path.display());
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| no_pem(certificate))?;
    let key = PrivateKeyDer::from_pem_file(key).with_context(|| no_pem(key))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .with_context(|| format!("{}: certificate and key do not belong together", certificate.display()))
}

/// Whoever works on what was taken: they stop when nothing more comes in.
async fn workers(app: &App, is_alone: bool, stop: &CancellationToken) -> Result<JoinSet<()>> {
    let mut workers = JoinSet::new();
    let chores = chores::worker(app);
    if is_alone {
        chores.reclaim().await?;
        app.db.write(outgoing::release_all).await?;
    }
    workers.spawn(chores.run(stop.clone().cancelled_owned()));
    workers.spawn(until(stop.clone(), keep_house_fresh(app.clone())));
    workers.spawn(until(stop.clone(), status_page::copy::run(app.clone())));
    workers.spawn(until(stop.clone(), webhook::run(app.clone())));
    workers.spawn(inbox::run(app.clone(), stop.clone()));
    workers.spawn(outbox::run(app.clone(), stop.clone()));
    Ok(workers)
}

/// The work, or as much of it as there is time for.
async fn until(stop: CancellationToken, work: impl Future<Output = ()>) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = work => {}
    }
}

/// Reads the house's settings again when any node changed them.
async fn keep_house_fresh(app: App) {
    use tokio::sync::broadcast::error::RecvError;
    let mut notices = app.db.subscribe();
    loop {
        match notices.recv().await {
            Ok(notice) if notice.topic == "settings" || notice.topic == store::GAP => {}
            Ok(_) => continue,
            Err(RecvError::Lagged(_)) => {}
            // The database is closed: the stop will come.
            Err(RecvError::Closed) => std::future::pending().await,
        }
        if let Err(error) = app.refresh_house().await {
            tracing::warn!(%error, "the settings could not be read again");
        }
    }
}

async fn addresses(app: &App, listeners: &Listeners) -> Result<Addresses> {
    let address = |listener: &Option<TcpListener>| match listener {
        Some(listener) => listener.local_addr().map(Some),
        None => Ok(None),
    };
    Ok(Addresses {
        url: app.config.public_url.clone(),
        http: listeners.http.local_addr()?,
        smtp: address(&listeners.smtp)?,
        lmtp: address(&listeners.lmtp)?,
        setup: offer_setup(app).await?,
        process: std::process::id(),
    })
}

/// A new one-time address for the first-run setup, where that is still to do.
async fn offer_setup(app: &App) -> Result<Option<String>> {
    // Looked at first, so that a start writes nothing.
    if !app.db.read(token::is_needed).await? {
        return Ok(None);
    }
    let (secret, now) = (secret::new_token()?, app.clock.now());
    let url = format!("{}/setup?token={secret}", app.config.public_url);
    let is_offered = app.db.write(move |tx| token::offer(tx, &secret, now)).await?;
    Ok(is_offered.then_some(url))
}

fn announce(app: &App, addresses: &Addresses) {
    println!("Alongside {} is ready.", env!("CARGO_PKG_VERSION"));
    println!("  Pages    {}", addresses.url);
    for (name, address) in [("Mail in", addresses.smtp), ("LMTP in", addresses.lmtp)] {
        if let Some(address) = address {
            println!("  {name}  {address}");
        }
    }
    println!("  Data     {}", app.config.data.display());
    if let Some(setup) = &addresses.setup {
        println!(
            "\nThis desk is empty. Set it up in a browser; the address is good until that is done:\n  {setup}\n"
        );
    }
}

/// Whole or not at all, and for its owner's eyes.
fn write_ready(path: &Path, addresses: &Addresses) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let partial = path.with_extension("partial");
    let _ = std::fs::remove_file(&partial);
    let file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(&partial)?;
    serde_json::to_writer(file, addresses)?;
    std::fs::rename(partial, path)?;
    Ok(())
}

fn gave_up(who: &str, ended: Option<Result<(), tokio::task::JoinError>>) -> ExitCode {
    let why = match ended {
        Some(Err(error)) => error.to_string(),
        _ => "it ended".to_owned(),
    };
    tracing::error!(%why, "{who} gave up, so the desk stops");
    ExitCode::FAILURE
}

async fn wait(tasks: &mut JoinSet<()>, at_most: Duration) {
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(at_most, all).await.is_err() {
        tracing::warn!(left = tasks.len(), "not everything finished in time");
        tasks.shutdown().await;
    }
}

/// The wish to stop, from the terminal or the system.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn new() -> Result<Stop> {
        Ok(Stop { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
