//! `alongside token create`: a token for the API, printed once.

use crate::config::Config;
use crate::{open, person, secret};
use anyhow::{Result, bail};
use std::process::ExitCode;

pub fn create(config: Config, address: &str, name: &str, scopes: &str) -> Result<ExitCode> {
    let scopes =
        scopes.split([' ', ',', '\t']).filter(|scope| !scope.is_empty()).collect::<Vec<_>>().join(" ");
    let is_scope = |scope: &str| {
        scope.split_once(':').is_some_and(|(what, how)| {
            !what.is_empty()
                && what.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && matches!(how, "read" | "write")
        })
    };
    if scopes.is_empty() || !scopes.split(' ').all(is_scope) {
        bail!("--scopes: “{scopes}” should look like tickets:read tickets:write");
    }
    let app = open::beside(config)?;
    let token = secret::new_token()?;
    let hash = secret::token_hash(&token);
    let (now, wanted, name) = (app.clock.now(), address.to_owned(), name.to_owned());
    let made = app.db.write_blocking(move |tx| {
        let Some(actor) = person::actor_by_address(tx, &wanted)? else { return Ok(false) };
        person::make_token(tx, actor.id, &name, &hash, &scopes, now)?;
        Ok::<_, person::Error>(true)
    })?;
    app.db.shutdown();
    if !made {
        bail!("nobody active here has the address {address}");
    }
    println!("{token}");
    Ok(ExitCode::SUCCESS)
}
