//! A private PostgreSQL: made from the installed programs on a free port, never the machine's own, gone afterwards.

use crate::{provision, shell};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running cluster; dropping it stops the server and removes its files.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    url: String,
    as_postgres: bool,
}

/// Whether a commit has to be on the disk before it is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// For tests: nothing is worth keeping.
    None,
    Full,
}

impl Cluster {
    /// Starts a fresh cluster under `target`, as the user `postgres` when we are root, since the server refuses root.
    pub fn start(target: &Path, durability: Durability, log: &Path) -> Result<Cluster> {
        let programs = provision::postgres_programs().context("initdb is not there")?;
        let as_postgres = shell::is_root();
        let folder = cluster_folder(target, as_postgres)?;
        let port = shell::free_port()?;
        let url = format!("postgres://alongside@127.0.0.1:{port}/postgres");
        let cluster = Cluster { programs, folder, url, as_postgres };
        let data = cluster.folder.join("data");
        let mut initdb = cluster.command("initdb");
        initdb.args([
            "--username=alongside",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]);
        cluster.run(initdb.arg("-D").arg(&data), log)?;
        let mut options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300"
        );
        if durability == Durability::None {
            options.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        let mut start = cluster.command("pg_ctl");
        start.args(["start", "--wait", "--silent", "-o", &options, "-D"]).arg(&data);
        cluster.run(start.arg("-l").arg(cluster.folder.join("server.log")), log)?;
        Ok(cluster)
    }

    /// Where to connect, as a superuser without a password, reachable from this machine only.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A further empty database; its address.
    pub fn create_database(&self, name: &str, log: &Path) -> Result<String> {
        let base = self.url.trim_end_matches("/postgres");
        let mut command = self.command("psql");
        command.args(["--quiet", "--dbname", &self.url, "--command", &format!("CREATE DATABASE {name}")]);
        self.run(&mut command, log)?;
        Ok(format!("{base}/{name}"))
    }

    /// The process whose children are the sessions.
    pub fn pid(&self) -> Result<u32> {
        let text = fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
        Ok(text.lines().next().unwrap_or_default().trim().parse()?)
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = match self.as_postgres {
            true => {
                let mut command = Command::new("runuser");
                command.args(["-u", "postgres", "--"]).arg(program);
                command
            }
            false => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }

    fn run(&self, command: &mut Command, log: &Path) -> Result<()> {
        match shell::run_logged(command, log)?.success {
            true => Ok(()),
            false => bail!("the private PostgreSQL did not start"),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--silent", "-D"]).arg(self.folder.join("data"));
        let _ = shell::output(&mut stop);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// An empty folder the server may write: under `target`, or under the system's temporary folder when the user
/// `postgres` cannot come through to `target`.
fn cluster_folder(target: &Path, as_postgres: bool) -> Result<PathBuf> {
    let name = format!("alongside-postgres-{}", std::process::id());
    for parent in [target.to_path_buf(), std::env::temp_dir()] {
        let folder = parent.join(&name);
        fs::create_dir_all(&folder)?;
        if !as_postgres {
            return Ok(folder);
        }
        let path = folder.to_string_lossy();
        if shell::works("chown", &["postgres", &path])
            && shell::works("runuser", &["-u", "postgres", "--", "test", "-w", &path])
        {
            return Ok(folder);
        }
        fs::remove_dir_all(&folder)?;
    }
    bail!("the user postgres has no folder to write to")
}
