//! `cargo xtask setup`: what this machine has and lacks for working on Alongside, one line each. Installs nothing.

use crate::provision::Need;
use crate::shell::works;
use anyhow::Result;

pub fn run() -> Result<bool> {
    let tools: [(&str, bool, &str); 6] = [
        ("a C compiler", works("cc", &["--version"]), "apt-get install build-essential"),
        ("git", works("git", &["--version"]), "apt-get install git"),
        ("rustc of the workspace", works("rustc", &["--version"]), "rustup toolchain install stable"),
        ("rustfmt", works("cargo", &["fmt", "--version"]), "rustup component add rustfmt"),
        ("clippy", works("cargo", &["clippy", "--version"]), "rustup component add clippy"),
        ("cargo-nextest", works("cargo", &["nextest", "--version"]), "cargo install --locked cargo-nextest"),
    ];
    let mut complete = true;
    for (name, there, remedy) in tools {
        complete &= there;
        report(name, there, remedy, "");
    }
    println!("\nFor cargo xtask test, which installs these itself when run as root:");
    for need in Need::ALL {
        let remedy = format!("apt-get install {}", need.packages().join(" "));
        report(&need.packages().join(", "), need.is_there(), &remedy, need.purpose());
    }
    println!();
    println!(
        "{}",
        if complete {
            "Ready: cargo xtask dev serves with reload."
        } else {
            "Install what is missing above."
        }
    );
    Ok(complete)
}

fn report(name: &str, there: bool, remedy: &str, purpose: &str) {
    let purpose = if purpose.is_empty() { String::new() } else { format!(" ({purpose})") };
    match there {
        true => println!("  ok       {name}{purpose}"),
        false => println!("  missing  {name}{purpose}: {remedy}"),
    }
}
