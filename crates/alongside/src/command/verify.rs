//! `alongside verify`: reads everything and says whether it is whole.

use super::store;
use crate::config::Config;
use crate::open;
use anyhow::{Context, Result};
use std::process::ExitCode;

pub fn verify(config: Config) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let mut faults = app.db.check()?;
    faults.extend(app.db.read_blocking(store::contradictions)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut after = String::new();
    loop {
        let from = after.clone();
        let blobs = app.db.read_blocking(move |conn| store::blobs(conn, &from))?;
        let Some((last, _)) = blobs.last() else { break };
        after.clone_from(last);
        for (hash, size) in &blobs {
            match runtime.block_on(app.blobs.get(hash)) {
                Ok(bytes) if i64::try_from(bytes.len()) == Ok(*size) => {}
                Ok(bytes) => faults.push(format!("file {hash}: {} bytes instead of {size}", bytes.len())),
                Err(error) => faults.push(format!("file {hash}: {error}")),
            }
        }
    }
    let counts = app.db.read_blocking(store::counts)?.context("nothing was counted")?;
    app.db.shutdown();
    for fault in &faults {
        println!("{fault}");
    }
    let said = format!("{} tickets, {} messages, {} files", counts.tickets, counts.messages, counts.files);
    if faults.is_empty() {
        println!("Whole: {said}.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} faults among {said}.", faults.len());
    Ok(ExitCode::FAILURE)
}
