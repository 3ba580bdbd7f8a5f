//! `alongside generate`.
use crate::config::Config;
use anyhow::Result;
use std::process::ExitCode;

/// How much, and from which seed.
#[derive(clap::Args, Clone, Debug)]
pub struct Wish {
    /// How many tickets
    #[arg(long, value_name = "N")]
    pub tickets: u32,
}

pub fn command(_config: Config, _wish: Wish) -> Result<ExitCode> {
    anyhow::bail!("not yet")
}
