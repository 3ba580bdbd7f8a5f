//! `alongside demo`: a made-up college with two months of life in its desk, told by the verbs that a real desk
//! uses. Filled once; what visitors do to it afterwards stays.

mod cast;
mod play;
mod script;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod trouble;

use crate::config::Config;
use crate::open;
use crate::serve::{self, Addresses, Listeners};
use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

pub use play::{Filled, fill};

/// What the demo starts from.
pub const SETTINGS: [(&str, &str); 2] = [("data", "data/demo"), ("smtp_listen", "127.0.0.1:2525")];

/// Everybody's, and no secret.
pub const PASSWORD: &str = "alongside demo";

pub fn command(config: Config, ready_file: Option<PathBuf>) -> Result<ExitCode> {
    serve::runtime()?.block_on(async {
        let has_relay = config.relay.is_some();
        let (listeners, config) = Listeners::bind(config).await?;
        let opened = tokio::task::spawn_blocking(move || open::to_serve(config)).await??;
        if let Filled::Now { tickets, people } = fill(&opened.app).await? {
            println!("{} moved in: {people} people, {tickets} tickets.", cast::ORGANISATION);
        }
        let greet = move |addresses: &Addresses| greet(addresses, has_relay);
        serve::run(opened, listeners, ready_file, Box::new(greet)).await
    })
}

fn greet(addresses: &Addresses, has_relay: bool) {
    let domain = cast::DOMAIN;
    println!(
        "\nThis is the demo desk of {}. Sign in at {}/sign-in/password",
        cast::ORGANISATION,
        addresses.url
    );
    println!("with the password “{PASSWORD}” as");
    for (who, what) in [
        ("bo", "an agent, with a queue of his own"),
        ("di", "a lead"),
        ("fay", "the admin"),
        ("cy", "a contributor, who adds notes"),
        ("ana", "a requester, in the portal"),
    ] {
        println!("  {:<18} {what}", format!("{who}@{domain}"));
    }
    if let Some(smtp) = addresses.smtp {
        println!("Mail to help@{domain} comes in by SMTP at {smtp}.");
    }
    if !has_relay {
        println!(
            "No relay is set, so mail to people waits where the admin sees it: {}/admin/outgoing",
            addresses.url
        );
    }
}
