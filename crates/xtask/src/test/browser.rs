//! The journeys of `tests/browser`: node's own test runner and Playwright in Debian's Chromium, against the real
//! program and a real SMTP server.

use super::{Context, Counts, Report};
use crate::{program, provision, shell};
use anyhow::Result;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(600);

pub fn run(context: &Context) -> Result<Report> {
    let folder = context.root.join("tests/browser");
    provision::npm_packages(&folder, &context.log)?;
    let binary = program::build(context.root, &context.target, &context.log)?;
    let mut command = shell::limited(LIMIT, "npm");
    command.args(["test", "--silent"]).current_dir(&folder);
    command.env("ALONGSIDE_BINARY", binary).env("ALONGSIDE_TARGET", &context.target);
    let outcome = shell::run_logged(&mut command, &context.log)?;
    let counts = Counts::from_node(&outcome.text);
    let failure = format!("{} journeys failed", counts.failed);
    Ok(Report::of(outcome.success && counts.passed > 0, counts, &failure))
}
