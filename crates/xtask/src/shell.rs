//! Running other programs: logged, found, started and stopped. Refuses to know what any of them is for.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the workspace's `Cargo.toml`.
pub fn workspace_root() -> Result<PathBuf> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = crate_folder.ancestors().nth(2).context("xtask stands two folders under the workspace")?;
    Ok(root.to_path_buf())
}

/// The folder cargo builds into.
pub fn target_folder(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

/// A cargo command in the workspace, by the same cargo that started us.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// A command that is ended after `limit`, so that one hanging program cannot hold up a whole run.
pub fn limited(limit: Duration, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=10", &limit.as_secs().to_string()]).arg(program);
    command
}

/// What a logged command said and how it ended.
pub struct Outcome {
    pub success: bool,
    /// Standard output and standard error, interleaved as they came.
    pub text: String,
}

/// Runs a command to its end with both of its outputs appended to `log`.
pub fn run_logged(command: &mut Command, log: &Path) -> Result<Outcome> {
    let mut file = OpenOptions::new().create(true).append(true).open(log)?;
    let start = file.seek(SeekFrom::End(0))?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("could not start {}", command.get_program().to_string_lossy()))?;
    let bytes = fs::read(log)?;
    let from = usize::try_from(start)?.min(bytes.len());
    let text = String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned();
    Ok(Outcome { success: status.success(), text })
}

/// Standard output of a command that must succeed, trimmed.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("could not start {name}"))?;
    if !done.status.success() {
        bail!("{name} ended with {}: {}", done.status, String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

/// Whether a command can be started and ends well; its output is dropped.
pub fn works(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether we run as root.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// A port of 127.0.0.1 that was free a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A program that runs beside us and is stopped when dropped.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts a command with its output appended to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Result<Running> {
        let file = File::options().create(true).append(true).open(log)?;
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("could not start {name}"))?;
        Ok(Running { child, name })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Waits until `ready` says so; an early end or `limit` passing is an error.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<Duration> {
        let start = Instant::now();
        while !ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status} before it was ready", self.name);
            }
            if start.elapsed() > limit {
                bail!("{} was not ready after {} s", self.name, limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(start.elapsed())
    }

    /// Asks the program to finish (SIGTERM) and insists after `grace`.
    pub fn stop(&mut self, grace: Duration) {
        if self.has_ended() {
            return;
        }
        works("kill", &["-TERM", &self.child.id().to_string()]);
        let start = Instant::now();
        while start.elapsed() < grace {
            if self.has_ended() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop(Duration::from_secs(10));
    }
}
