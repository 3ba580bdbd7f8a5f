//! `cargo xtask bench`: what a page costs, how fast things are kept, how much memory it takes, beside what this
//! machine can do at most. Prints; asserts nothing, since a figure of a busy machine is no failure.

mod http;
mod load;
mod measure;
mod process;
mod table;
mod visitor;
mod wrk;

use crate::program::{self, Installation};
use crate::provision::{Need, Provisioner};
use crate::shell::{self, Running};
use crate::test::{Cluster, Durability};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use table::Table;

#[derive(Args)]
pub struct Options {
    /// How many tickets the generated desk holds; several sizes show the growth
    #[arg(long, value_delimiter = ',', default_value = "10000")]
    tickets: Vec<u64>,
    /// Measure on a private PostgreSQL, with one node and with two
    #[arg(long)]
    postgres: bool,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Use the desks generated last time where they are there
    #[arg(long)]
    keep: bool,
    /// Only how much more a page costs on a desk of 100,000 tickets than on one of 1,000, measured in turns
    #[arg(long, conflicts_with_all = ["tickets", "postgres"])]
    growth: bool,
}

/// Between which sizes the growth is measured.
const SMALL: u64 = 1_000;
const LARGE: u64 = 100_000;

/// A count as a number to calculate with; counts here stay far below where that loses anything.
#[allow(clippy::cast_precision_loss)]
pub fn float(count: u64) -> f64 {
    count as f64
}

/// Where the bench works and what it compares with.
pub struct Bench {
    folder: PathBuf,
    log: PathBuf,
    seconds: u64,
    bare: measure::Cost,
    /// Durable inserts of a mail's size a second, a hundred to a commit.
    ceiling: f64,
}

pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let target = shell::target_folder(root);
    let folder = target.join("bench");
    fs::create_dir_all(&folder)?;
    let log = folder.join("bench.log");
    fs::write(&log, "")?;
    let mut needs = vec![Need::Wrk];
    needs.extend(options.postgres.then_some(Need::Postgres));
    Provisioner::default().provide(&needs, &log)?;

    println!("building for release");
    let mut build = shell::cargo(root);
    build.args(["build", "--quiet", "--release", "-p", "alongside", "-p", "bench-baseline"]);
    if !build.status()?.success() {
        bail!("the release does not build");
    }
    let binary = target.join("release/alongside");
    let baseline = target.join("release/bench-baseline");

    println!("measuring what this machine can do");
    let bare = bare_server(&baseline, &folder, &log, options.seconds)?;
    let seconds = options.seconds.to_string();
    let mut ceiling = Command::new(&baseline);
    let ceiling: f64 = shell::output(ceiling.arg("ceiling").arg(&folder).arg(seconds))?.parse()?;
    let bench = Bench { folder, log, seconds: options.seconds, bare, ceiling };

    let mut table = Table::default();
    if options.growth {
        growth(&bench, &binary, options.keep, &mut table)?;
        println!("\n{table}");
        return Ok(true);
    }
    table.note("bare axum + one SELECT", &bench.bare.to_string());
    table.note("group commits of 100 × 5 KB", &format!("{:.0} inserts a second", bench.ceiling));
    let cluster = match options.postgres {
        true => Some(Cluster::start(&target, Durability::Full, &bench.log)?),
        false => None,
    };
    let mut sizes = options.tickets.clone();
    sizes.sort_unstable();
    let mut costs = Vec::new();
    for tickets in &sizes {
        let data =
            bench.folder.join(format!("data-{tickets}{}", if options.postgres { "-postgres" } else { "" }));
        let database = match &cluster {
            Some(cluster) => Some(cluster.create_database(&format!("bench{tickets}"), &bench.log)?),
            None => None,
        };
        let installation = Installation { binary: binary.clone(), data, database };
        table.heading(&format!(
            "{tickets} tickets on {}",
            if options.postgres { "PostgreSQL" } else { "SQLite" }
        ));
        generate(&bench, &installation, *tickets, options.keep && !options.postgres, &mut table)?;
        let database_pid = cluster.as_ref().map(Cluster::pid).transpose()?;
        let cost = measure::desk(&bench, &installation, *tickets, database_pid, &mut table)?;
        if options.postgres
            && let Err(error) = measure::two_nodes(&bench, &installation, *tickets, cost.newest, &mut table)
        {
            table.row("two nodes broke off", &format!("{error:#}"), "", "", Some(false));
        }
        costs.push((*tickets, cost));
    }
    if let ([(small, first), ..], [.., (large, last)]) = (costs.as_slice(), costs.as_slice())
        && small != large
    {
        table.heading(&format!("growth from {small} to {large} tickets"));
        table.growth("ticket page, CPU a request", last.ticket / last_or(first.ticket), TICKET_GROWTH);
        table.growth("list of 50, CPU a request", last.list / last_or(first.list), LIST_GROWTH);
    }
    println!("\n{table}");
    Ok(true)
}

/// How many times as much a page may cost on the large desk.
const TICKET_GROWTH: f64 = 1.2;
const LIST_GROWTH: f64 = 1.3;

/// A small and a large desk side by side, measured in turns, so that what the machine does meanwhile weighs on both.
fn growth(bench: &Bench, binary: &Path, keep: bool, table: &mut Table) -> Result<()> {
    let mut desks = Vec::new();
    for tickets in [SMALL, LARGE] {
        let data = bench.folder.join(format!("data-{tickets}"));
        let installation = Installation { binary: binary.to_owned(), data, database: None };
        generate(bench, &installation, tickets, keep, table)?;
        desks.push(measure::Reading::of(bench, &installation, tickets)?);
    }
    println!("reading in turns");
    for _ in 0..GROWTH_ROUNDS {
        for desk in &mut desks {
            desk.round(bench)?;
        }
    }
    let [small, large] = desks.as_slice() else { bail!("there are two desks") };
    table.heading(&format!(
        "growth from {SMALL} to {LARGE} tickets, medians of {GROWTH_ROUNDS} rounds in turns"
    ));
    for (desk, tickets) in [(small, SMALL), (large, LARGE)] {
        let (ticket, list) = (desk.ticket(), desk.list());
        table.note(
            &format!("{tickets} tickets"),
            &format!("ticket page {ticket:.3} ms CPU, list of 50 {list:.3}"),
        );
    }
    table.growth("ticket page, CPU a request", large.ticket() / last_or(small.ticket()), TICKET_GROWTH);
    table.growth("list of 50, CPU a request", large.list() / last_or(small.list()), LIST_GROWTH);
    Ok(())
}

const GROWTH_ROUNDS: usize = 5;

/// A divisor that is never nothing.
fn last_or(value: f64) -> f64 {
    value.max(f64::MIN_POSITIVE)
}

fn bare_server(baseline: &Path, folder: &Path, log: &Path, seconds: u64) -> Result<measure::Cost> {
    let address = format!("127.0.0.1:{}", shell::free_port()?);
    let mut command = Command::new(baseline);
    let mut running = Running::start(command.arg("serve").arg(folder).arg(&address), log)?;
    running.wait_until(Duration::from_secs(30), || std::net::TcpStream::connect(&address).is_ok())?;
    let paths: Vec<String> = (0..5_000).map(|at| format!("/rows/{}", (at * 7919) % 9_999)).collect();
    measure::crowd(folder, &[(running.pid(), address)], &paths, &[], seconds)
}

fn generate(
    bench: &Bench,
    installation: &Installation,
    tickets: u64,
    keep: bool,
    table: &mut Table,
) -> Result<()> {
    if keep && installation.data.exists() {
        return Ok(());
    }
    println!("generating {tickets} tickets");
    program::empty_folder(&installation.data)?;
    let start = Instant::now();
    let mut command = installation.command(&["generate"]);
    command.args(["--tickets", &tickets.to_string()]);
    let outcome = shell::run_logged(&mut command, &bench.log).context("generate")?;
    if !outcome.success {
        bail!("generate failed: {}", outcome.text.trim());
    }
    let took = start.elapsed();
    let bar = Duration::from_secs(180 * tickets / 100_000).max(Duration::from_secs(3));
    let rate = float(tickets) / took.as_secs_f64();
    table.row(
        "load generated tickets",
        &format!("{:.1} s", took.as_secs_f64()),
        &format!("{rate:.0} a second"),
        &format!("≤ {} s", bar.as_secs()),
        Some(took <= bar),
    );
    Ok(())
}
