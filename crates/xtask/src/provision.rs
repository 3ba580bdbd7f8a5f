//! What the tests need from the machine beyond Rust and a C compiler, how to see that it is there, and how to
//! get it. Says one line for each thing it installs. Refuses to know what a step does with it.

use crate::shell::{self, works};
use anyhow::{Context, Result, bail};
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Something from Debian's packages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Postgres,
    Dovecot,
    Chromium,
    Node,
    Python,
    Wrk,
}

impl Need {
    pub const ALL: [Need; 6] =
        [Need::Postgres, Need::Dovecot, Need::Chromium, Need::Node, Need::Python, Need::Wrk];

    pub fn is_there(self) -> bool {
        match self {
            Need::Postgres => postgres_programs().is_some(),
            Need::Dovecot => {
                Path::new("/usr/sbin/dovecot").exists() && Path::new("/usr/lib/dovecot/imap").exists()
            }
            Need::Chromium => Path::new("/usr/bin/chromium").exists(),
            Need::Node => works("node", &["--version"]) && works("npm", &["--version"]),
            Need::Python => works("python3", &["-c", "import venv, ensurepip"]),
            Need::Wrk => works("sh", &["-c", "command -v wrk"]),
        }
    }

    /// The packages that bring it.
    pub fn packages(self) -> &'static [&'static str] {
        match self {
            Need::Postgres => &["postgresql"],
            Need::Dovecot => &["dovecot-imapd"],
            Need::Chromium => &["chromium"],
            Need::Node if works("node", &["--version"]) => &["npm"],
            Need::Node => &["nodejs", "npm"],
            Need::Python => &["python3", "python3-venv"],
            Need::Wrk => &["wrk"],
        }
    }

    /// What it serves here, for `cargo xtask setup`.
    pub fn purpose(self) -> &'static str {
        match self {
            Need::Postgres => "storage tests on PostgreSQL",
            Need::Dovecot => "tests against a real IMAP server",
            Need::Chromium => "browser tests",
            Need::Node => "browser tests",
            Need::Python => "API tests (schemathesis)",
            Need::Wrk => "cargo xtask bench",
        }
    }
}

/// Installs packages as the steps ask for them; reads the package lists at most once.
#[derive(Default)]
pub struct Provisioner {
    lists_are_fresh: Cell<bool>,
}

impl Provisioner {
    /// Makes sure that everything is there, or says which packages to install.
    pub fn provide(&self, needs: &[Need], log: &Path) -> Result<()> {
        let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_there()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
        if !shell::is_root() {
            bail!("needs packages; as root: apt-get install {}", packages.join(" "));
        }
        println!("  installing {} with apt-get", packages.join(", "));
        if !self.lists_are_fresh.replace(true) {
            apt_get(&["update"], log)?;
        }
        let mut arguments = vec!["install", "-y", "--no-install-recommends"];
        arguments.extend(&packages);
        apt_get(&arguments, log)?;
        match missing.iter().find(|need| !need.is_there()) {
            Some(need) => bail!("{need:?} is not there after installing {}", need.packages().join(" ")),
            None => Ok(()),
        }
    }
}

fn apt_get(arguments: &[&str], log: &Path) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.arg("-q").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    if shell::run_logged(&mut command, log)?.success {
        Ok(())
    } else {
        bail!("apt-get {} did not work", arguments.join(" "))
    }
}

/// The folder of `initdb` and `pg_ctl`: the newest version installed by Debian, or the one on the path.
pub fn postgres_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok();
    let newest = versions.into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = newest.filter(|folder| folder.join("initdb").exists()).max_by_key(|folder| {
        let version = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        version.and_then(|name| name.parse::<u32>().ok()).unwrap_or(0)
    });
    newest.or_else(|| {
        let path = shell::output(Command::new("sh").args(["-c", "command -v initdb"])).ok()?;
        Some(Path::new(&path).parent()?.to_path_buf())
    })
}

/// Makes sure that `cargo nextest` is there; false means that `cargo test` has to do.
pub fn nextest(root: &Path, log: &Path) -> Result<bool> {
    let there = || -> Result<bool> {
        let mut command = shell::cargo(root);
        command
            .args(["nextest", "--version"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(command.status()?.success())
    };
    if there()? {
        return Ok(true);
    }
    println!("  installing cargo-nextest with cargo install --locked");
    shell::run_logged(shell::cargo(root).args(["install", "--locked", "cargo-nextest"]), log)?;
    let installed = there()?;
    if !installed {
        println!("  cargo-nextest could not be installed: using cargo test");
    }
    Ok(installed)
}

/// Makes sure that a component of the toolchain (`fmt`, `clippy`) is there.
pub fn component(root: &Path, subcommand: &str, component: &str, log: &Path) -> Result<()> {
    let there = || -> Result<bool> {
        let mut command = shell::cargo(root);
        command
            .args([subcommand, "--version"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(command.status()?.success())
    };
    if there()? {
        return Ok(());
    }
    println!("  adding {component} with rustup");
    let mut command = Command::new("rustup");
    command.args(["component", "add", component]).current_dir(root);
    let added = shell::run_logged(&mut command, log).is_ok_and(|outcome| outcome.success);
    if added && there()? { Ok(()) } else { bail!("needs {component}: rustup component add {component}") }
}

/// Installs the packages that `folder/package-lock.json` names, when they are not there as it names them.
pub fn npm_packages(folder: &Path, log: &Path) -> Result<()> {
    let wanted = fs::metadata(folder.join("package-lock.json")).context("package-lock.json")?.modified()?;
    let installed =
        fs::metadata(folder.join("node_modules/.package-lock.json")).and_then(|file| file.modified());
    if installed.is_ok_and(|installed| installed >= wanted) {
        return Ok(());
    }
    println!("  installing the packages of {} with npm", folder.join("package-lock.json").display());
    let mut command = Command::new("npm");
    // No package of ours needs an install script, and a browser of their own is not wanted: Debian's serves.
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    if shell::run_logged(&mut command, log)?.success { Ok(()) } else { bail!("npm ci did not work") }
}

/// Makes sure that `virtual_environment` holds what `requirements` names.
pub fn pip_packages(virtual_environment: &Path, requirements: &Path, log: &Path) -> Result<()> {
    let wanted = fs::read_to_string(requirements)?;
    let stamp = virtual_environment.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("  installing {} with pip", wanted.trim().replace('\n', ", "));
    let created =
        shell::run_logged(Command::new("python3").args(["-m", "venv"]).arg(virtual_environment), log)?
            .success;
    let mut command = Command::new(virtual_environment.join("bin/pip"));
    command.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements);
    if !created || !shell::run_logged(&mut command, log)?.success {
        bail!("pip could not install {}", wanted.trim());
    }
    fs::write(stamp, wanted)?;
    Ok(())
}
