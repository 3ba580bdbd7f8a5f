//! `cargo xtask dev`: builds, serves from `data/dev`, and does both again when a source changes. Watches by
//! looking at modification times twice a second: no dependency, and the same on every file system.

use crate::shell::{self, Running};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

const POLL: Duration = Duration::from_millis(500);

pub fn run(root: &Path, serve: &[String]) -> Result<bool> {
    let data = root.join("data/dev");
    fs::create_dir_all(&data)?;
    let binary = shell::target_folder(root).join("debug/alongside");
    let mut server: Option<Server> = None;
    let mut seen = None;
    loop {
        let newest = newest_source(root);
        if newest != seen {
            seen = newest;
            // The old program goes on serving while the new one is built, and stays if the build fails.
            if shell::cargo(root).args(["build", "-p", "alongside"]).status()?.success() {
                drop(server.take());
                server = Some(Server::start(root, &binary, &data, serve)?);
            } else {
                println!("-- the build failed; waiting for the next change");
            }
        }
        if server.as_mut().is_some_and(Server::has_ended) {
            println!("-- the server ended; waiting for the next change");
            server = None;
        }
        std::thread::sleep(POLL);
    }
}

/// The running program, with its output on our terminal.
struct Server(Running);

impl Server {
    fn start(root: &Path, binary: &Path, data: &Path, serve: &[String]) -> Result<Server> {
        println!("-- serving from {}", data.display());
        let mut command = Command::new(binary);
        command.arg("serve").arg("--data").arg(data).args(serve).current_dir(root);
        Ok(Server(Running::start(&mut command, Path::new("/dev/stdout"))?))
    }

    fn has_ended(&mut self) -> bool {
        self.0.has_ended()
    }
}

/// The newest modification time among everything the program is built from.
fn newest_source(root: &Path) -> Option<SystemTime> {
    let mut newest = fs::metadata(root.join("Cargo.lock")).and_then(|file| file.modified()).ok();
    let mut folders = vec![root.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && name != "target" && name != "xtask" => {
                    folders.push(entry.path())
                }
                Ok(kind) if kind.is_file() => {
                    newest = newest.max(entry.metadata().and_then(|file| file.modified()).ok());
                }
                _ => {}
            }
        }
    }
    newest
}
