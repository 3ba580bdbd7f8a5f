//! `alongside demo`.
use crate::config::Config;
use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// A picture of an error window, as people send them.
pub const SCREENSHOT: &[u8] = include_bytes!("files/screenshot.png");

/// What the demo starts from.
pub const SETTINGS: [(&str, &str); 2] = [("data", "data/demo"), ("smtp_listen", "127.0.0.1:2525")];

pub fn command(config: Config, ready_file: Option<PathBuf>) -> Result<ExitCode> {
    crate::serve::command(config, ready_file)
}
