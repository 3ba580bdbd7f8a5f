//! `cargo xtask train-coach` and `bench-coach`: start the coach's own trainer and meters, built for release. Refuses to know
//! what they learn or measure.

use crate::shell;
use anyhow::{Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Data {
    /// The folder of third-party data (politeness, goemotions, words, …); `shared/data` beside the project if not given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Args)]
pub struct Training {
    /// Write nothing: say whether the files in the repository are what the data give
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    data: Data,
}

/// Writes the weights and the model card anew, or compares them.
pub fn train(root: &Path, options: &Training) -> Result<bool> {
    start(root, &["train"], if options.check { "check" } else { "train" }, &options.data)
}

/// Prints what the coach reaches on the data, beside what was published, and how fast it is.
pub fn bench(root: &Path, data: &Data) -> Result<bool> {
    start(root, &["train"], "figures", data)
}

fn start(root: &Path, examples: &[&str], chore: &str, data: &Data) -> Result<bool> {
    let data = data.data.clone().unwrap_or_else(|| root.join("../shared/data"));
    if !data.is_dir() {
        bail!("the data are not at {}: say where with --data", data.display());
    }
    let data = data.canonicalize()?;
    for example in examples {
        let mut cargo = shell::cargo(root);
        cargo
            .args(["run", "--quiet", "--release", "-p", "coach", "--example", example, "--", chore])
            .arg(&data);
        if !cargo.status()?.success() {
            return Ok(false);
        }
    }
    Ok(true)
}
