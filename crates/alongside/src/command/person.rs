//! `alongside person …`: adds people and sets passwords without asking who you are: whoever can write the
//! database could anyway.

use crate::config::Config;
use crate::person::{self, NewPerson, Role};
use crate::{open, secret};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, IsTerminal, Write};
use std::process::{Command, ExitCode, Stdio};

pub fn create(
    config: Config,
    address: &str,
    name: &str,
    role: &str,
    with_password: bool,
) -> Result<ExitCode> {
    let role: Role = role.parse().context("--role")?;
    let app = open::beside(config)?;
    let hash = if with_password { Some(secret::hash_password(&read_password()?)?) } else { None };
    let (now, name, address) = (app.clock.now(), name.to_owned(), address.to_owned());
    let person = app.db.write_blocking(move |tx| {
        let new = NewPerson { name: &name, address: &address, role, language: "en", time_zone: "" };
        let person = person::add(tx, &new, now)?;
        if let Some(hash) = &hash {
            person::set_password(tx, person.id, hash)?;
        }
        Ok::<_, person::Error>(person)
    })?;
    app.db.shutdown();
    println!("{} <{}> is here as {}.", person.name, person.address, person.role);
    Ok(ExitCode::SUCCESS)
}

pub fn password(config: Config, address: &str) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let wanted = address.to_owned();
    let Some(found) = app.db.read_blocking(move |conn| person::by_address(conn, &wanted))? else {
        bail!("nobody here has the address {address}");
    };
    if !found.active {
        bail!("{} may not sign in any more; another admin can change that", found.name);
    }
    let (hash, id) = (secret::hash_password(&read_password()?)?, found.id);
    app.db.write_blocking(move |tx| person::set_password(tx, id, &hash))?;
    app.db.shutdown();
    println!("{} <{}> ({}) signs in with the new password.", found.name, found.address, found.role);
    Ok(ExitCode::SUCCESS)
}

/// A line from standard input; at a terminal without showing it. An empty one makes a password up and says it.
fn read_password() -> Result<String> {
    let at_terminal = std::io::stdin().is_terminal();
    if at_terminal {
        print!("New password (empty: one is made up): ");
        std::io::stdout().flush()?;
        echo(false);
    }
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    if at_terminal {
        echo(true);
        println!();
    }
    read?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        let made_up: String = secret::new_token()?.chars().take(20).collect();
        println!("The password is {made_up}");
        return Ok(made_up);
    }
    person::check_password(&password)?;
    Ok(password)
}

/// Best effort: where there is no `stty`, the password shows.
fn echo(on: bool) {
    let _ = Command::new("stty").arg(if on { "echo" } else { "-echo" }).stdin(Stdio::inherit()).status();
}
