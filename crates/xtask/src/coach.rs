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
    start(root, "train", if options.check { "check" } else { "train" }, &options.data)
}

/// Prints what the coach reaches on the data, beside what was published or is aimed at, and how fast it is.
pub fn bench(root: &Path, data: &Data) -> Result<bool> {
    let models = start(root, "train", "figures", data)?;
    let reader = start(root, "reader", "figures", data)?;
    println!(
        "\nthe sample of conventions, and phrasings of our own (the rules were widened on them; docs/coach.md says what they scored before) (aims: spans 0.85, whole message 0.80, requests 0.88, promises 0.95 / 0.90):"
    );
    let mut cargo = shell::cargo(root);
    cargo.args([
        "test",
        "--quiet",
        "--release",
        "-p",
        "coach",
        "--test",
        "it",
        "--",
        "--nocapture",
        "--test-threads=1",
    ]);
    let said = cargo.output()?;
    for line in String::from_utf8_lossy(&said.stdout).lines().filter(|line| !is_a_case(line)) {
        println!("{line}");
    }
    Ok(models && reader && said.status.success())
}

/// Whether a line of the test is about one case (`rep-004: …`, `fresh blame missed …`) rather than a figure.
fn is_a_case(line: &str) -> bool {
    let of_phrasings = line.starts_with("known ") || line.starts_with("fresh ");
    if of_phrasings {
        return !line.contains(" phrasings: ");
    }
    line.split_once(':').is_some_and(|(id, _)| {
        id.split_once('-')
            .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn start(root: &Path, example: &str, chore: &str, data: &Data) -> Result<bool> {
    let data = data.data.clone().unwrap_or_else(|| root.join("../shared/data"));
    if !data.is_dir() {
        bail!("the data are not at {}: say where with --data", data.display());
    }
    let data = data.canonicalize()?;
    let mut cargo = shell::cargo(root);
    cargo.args(["run", "--quiet", "--release", "-p", "coach", "--example", example, "--", chore]).arg(&data);
    Ok(cargo.status()?.success())
}
