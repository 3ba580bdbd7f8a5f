//! The built program as an administrator meets it: a command line, a data folder and ports. The one place in the
//! tests of this crate that knows its flags.

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

/// A demo desk in a folder of its own, gone when dropped.
pub struct Demo {
    pub binary: PathBuf,
    pub data: PathBuf,
    pub address: String,
    running: Running,
}

impl Demo {
    pub fn start(binary: PathBuf, data: PathBuf, log: &Path) -> Result<Demo> {
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(&data)?;
        let listen = format!("127.0.0.1:{}", shell::free_port()?);
        let smtp = format!("127.0.0.1:{}", shell::free_port()?);
        let mut command = Command::new(&binary);
        command.arg("demo").arg("--data").arg(&data).args(["--listen", &listen, "--smtp-listen", &smtp]);
        let running = Running::start(&mut command, log)?;
        let mut demo = Demo { binary, data, address: listen, running };
        let address = demo.address.clone();
        demo.running.wait_until(START_LIMIT, || TcpStream::connect(&address).is_ok())?;
        Ok(demo)
    }

    /// An API token of this person, who must exist.
    pub fn token(&self, person: &str, scopes: &str) -> Result<String> {
        let mut command = Command::new(&self.binary);
        command.args(["token", "create", "--data"]).arg(&self.data);
        let said = shell::output(command.args(["--person", person, "--scopes", scopes]))?;
        said.split_whitespace().last().map(str::to_owned).context("no token was printed")
    }

    /// Whether the program is still running, which after hostile input it must be.
    pub fn is_alive(&mut self) -> bool {
        !self.running.has_ended()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.running.stop(Duration::from_secs(10));
        let _ = fs::remove_dir_all(&self.data);
    }
}
