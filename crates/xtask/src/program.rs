//! The built program as an administrator meets it: a command line, a data folder and ports. The one place in this
//! crate that knows its flags and settings.

use crate::shell::{self, Running};
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const START_LIMIT: Duration = Duration::from_secs(60);

/// The debug binary, built with the same selection as the tests so that nothing is compiled twice.
pub fn build(root: &Path, target: &Path, log: &Path) -> Result<PathBuf> {
    let mut command = shell::cargo(root);
    command.args(["build", "--quiet", "--workspace", "--bins", "--tests", "--lib"]);
    if !shell::run_logged(&mut command, log)?.success {
        bail!("the program does not build");
    }
    Ok(target.join("debug/alongside"))
}

/// An installation: a binary, a data folder, and a database if it is not SQLite in that folder.
#[derive(Clone)]
pub struct Installation {
    pub binary: PathBuf,
    pub data: PathBuf,
    pub database: Option<String>,
}

impl Installation {
    /// One of the program's commands on this installation.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(&self.data);
        if let Some(url) = &self.database {
            command.env("ALONGSIDE_DATABASE", url);
        }
        command
    }

    /// An API token of this person, who must exist.
    pub fn token(&self, person: &str, scopes: &str) -> Result<String> {
        let mut command = self.command(&["token", "create"]);
        let said = shell::output(command.args(["--person", person, "--scopes", scopes]))?;
        said.split_whitespace().last().map(str::to_owned).context("no token was printed")
    }

    /// Starts `serve` or `demo` on free ports and waits until it answers.
    pub fn start(&self, word: &str, log: &Path) -> Result<Served> {
        let address = format!("127.0.0.1:{}", shell::free_port()?);
        let smtp = format!("127.0.0.1:{}", shell::free_port()?);
        let mut command = self.command(&[word]);
        // The ports are taken before the demo is filled: only this file says that it is there.
        let ready = self.data.join("ready.json");
        let _ = fs::remove_file(&ready);
        command.args(["--listen", &address, "--smtp-listen", &smtp]).arg("--ready-file").arg(&ready);
        let mut running = Running::start(&mut command, log)?;
        let ready_after =
            running.wait_until(START_LIMIT, || ready.exists() && TcpStream::connect(&address).is_ok())?;
        Ok(Served { address, smtp, ready_after, running })
    }
}

/// The program while it serves; stopped when dropped.
pub struct Served {
    /// Pages and API, as host and port.
    pub address: String,
    pub smtp: String,
    /// From its start until it took connections.
    pub ready_after: Duration,
    running: Running,
}

impl Served {
    /// Whether the program is still running, which after hostile input it must be.
    pub fn is_alive(&mut self) -> bool {
        !self.running.has_ended()
    }

    pub fn pid(&self) -> u32 {
        self.running.pid()
    }
}

/// An empty folder for an installation of its own.
pub fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}
