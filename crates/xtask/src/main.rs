//! The repository's own chores: `cargo xtask test`, `check`, `tidy`, `dev`, `setup`, `new-migration`, `bench`,
//! `train-coach` and `bench-coach`.
//!
//! It knows how the work is checked and how the program is started, and refuses to know anything of the
//! program's insides: it drives the built binary from outside, as an administrator would.

mod bench;
mod coach;
mod dev;
mod migration;
mod program;
mod provision;
mod setup;
mod shell;
mod test;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Checks, tests, serves and measures Alongside")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run every test; installs what the tests need where it is missing, and ends with one summary
    Test {
        /// Run only these steps, in the usual order
        #[arg(long, value_delimiter = ',', value_name = "STEP")]
        only: Vec<String>,
        /// List the steps and stop
        #[arg(long)]
        list: bool,
    },
    /// Run the quick part of the tests: format, tidy, clippy, unit tests on SQLite
    Check,
    /// Check that the source keeps to the directions and habits of the house
    Tidy,
    /// Serve from data/dev and restart whenever a source changes
    Dev {
        /// Arguments for `alongside serve`, after `--`
        #[arg(last = true)]
        serve: Vec<String>,
    },
    /// Measure speed and memory, beside a bare server and the disk's own ceiling
    Bench(bench::Options),
    /// Train the coach's linear models again: the same bytes from the same data
    TrainCoach(coach::Training),
    /// Measure what the coach finds, beside published figures, and how fast
    BenchCoach(coach::Data),
    /// Say what this machine has and lacks for working on Alongside
    Setup,
    /// Create the next numbered migration
    NewMigration {
        /// What it does, in a few words: `add-survey`
        name: String,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().chore) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the chore found everything in order.
fn run(chore: Chore) -> Result<bool> {
    let root = shell::workspace_root()?;
    match chore {
        Chore::Test { list: true, .. } => {
            test::list();
            Ok(true)
        }
        Chore::Test { only, .. } => test::run(&root, &only),
        Chore::Check => {
            let quick = ["format", "tidy", "clippy", "unit"].map(String::from);
            test::run(&root, &quick)
        }
        Chore::Tidy => tidy::run(&root),
        Chore::Dev { serve } => dev::run(&root, &serve),
        Chore::Bench(options) => bench::run(&root, &options),
        Chore::TrainCoach(options) => coach::train(&root, &options),
        Chore::BenchCoach(data) => coach::bench(&root, &data),
        Chore::Setup => setup::run(),
        Chore::NewMigration { name } => migration::create(&root, &name),
    }
}
