//! The steps that cargo does: format, clippy and the Rust tests on both databases.
//!
//! Every build names the whole workspace and all targets, so that cargo unites features once and no crate is
//! compiled a second time for another selection.

use super::{Cluster, Context, Counts, Durability, Report, dependencies};
use crate::{provision, shell};
use anyhow::Result;
use std::fs;
use std::process::Command;

/// Tests that need a server from Debian; the steps below see to it that it is there.
const ALL_TESTS: [&str; 2] = ["--features", "imap/dovecot-tests"];

pub fn format(context: &Context) -> Result<Report> {
    provision::component(context.root, "fmt", "rustfmt", &context.log)?;
    let outcome =
        shell::run_logged(shell::cargo(context.root).args(["fmt", "--all", "--check"]), &context.log)?;
    Ok(Report::of(outcome.success, Counts::default(), "some files are not as cargo fmt --all writes them"))
}

pub fn clippy(context: &Context) -> Result<Report> {
    provision::component(context.root, "clippy", "clippy", &context.log)?;
    let mut command = shell::cargo(context.root);
    command.args(["clippy", "--quiet", "--workspace", "--all-targets"]).args(ALL_TESTS);
    command.args(["--", "-D", "warnings"]);
    let outcome = shell::run_logged(&mut command, &context.log)?;
    Ok(Report::of(outcome.success, Counts::default(), "clippy has something to say"))
}

/// Licences, banned crates and sources, by `deny.toml`: always from `cargo metadata`, and by cargo-deny where it is
/// there. Advisories need the network and change by the day: they are asked for by `cargo deny check` and not by the
/// tests, which answer the same tomorrow.
pub fn deny(context: &Context) -> Result<Report> {
    let rules = dependencies::Rules::read(&fs::read_to_string(context.root.join("deny.toml"))?);
    let mut metadata = shell::cargo(context.root);
    let metadata = shell::output(metadata.args(["metadata", "--format-version", "1", "--locked"]))?;
    let found = dependencies::look(&rules, &metadata)?;
    let mut log = found.wrong.join("\n");
    log.push_str(&format!("\nin several versions: {}\n", found.several.join(", ")));
    fs::write(&context.log, log)?;
    let counts = Counts { passed: 0, failed: u64::try_from(found.wrong.len())? };
    let mut probe = shell::cargo(context.root);
    if counts.failed > 0
        || !shell::output(probe.args(["deny", "--version"])).is_ok_and(|said| said.contains("deny"))
    {
        let note = format!(
            "{} crates are fine, {} in several versions; cargo-deny is not there to look closer",
            found.looked_at,
            found.several.len()
        );
        return Ok(Report { note, ..Report::of(true, counts, "a dependency is not one we may take") });
    }
    let mut command = shell::cargo(context.root);
    command.args(["deny", "--offline", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    let outcome = shell::run_logged(&mut command, &context.log)?;
    Ok(Report::of(outcome.success, counts, "a dependency is not one we may take"))
}

pub fn unit(context: &Context) -> Result<Report> {
    let mut report = rust_tests(context, "", None)?;
    if report.failure.is_none() {
        // Examples in documentation are promises too; nextest does not run them.
        let mut command = shell::cargo(context.root);
        command.args(["test", "--quiet", "--workspace", "--doc"]).args(ALL_TESTS);
        let outcome = shell::run_logged(&mut command, &context.log)?;
        let mut counts = report.counts;
        counts.add(Counts::from_libtest(&outcome.text));
        report = Report::of(outcome.success, counts, "an example in the documentation fails");
    }
    Ok(report)
}

pub fn postgres(context: &Context) -> Result<Report> {
    let cluster = Cluster::start(&context.target, Durability::None, &context.log)?;
    // Only these crates open a database; the filter keeps the build the same as for all.
    rust_tests(context, "package(store) | package(jobs) | package(alongside)", Some(cluster.url()))
}

fn rust_tests(context: &Context, filter: &str, postgres: Option<&str>) -> Result<Report> {
    let nextest = match context.has_nextest.get() {
        Some(there) => *there,
        None => *context
            .has_nextest
            .get_or_init(|| provision::nextest(context.root, &context.log).unwrap_or(false)),
    };
    let mut command = shell::cargo(context.root);
    if nextest {
        command.args(["nextest", "run", "--workspace", "--bins", "--tests", "--lib", "--no-fail-fast"]);
        command.args(["--status-level", "fail", "--no-tests", "pass"]);
        if !filter.is_empty() {
            command.args(["-E", filter]);
        }
    } else {
        command.args(["test", "--quiet", "--workspace", "--bins", "--tests", "--lib", "--no-fail-fast"]);
    }
    command.args(ALL_TESTS);
    database(&mut command, postgres);
    let outcome = shell::run_logged(&mut command, &context.log)?;
    let counts =
        if nextest { Counts::from_nextest(&outcome.text) } else { Counts::from_libtest(&outcome.text) };
    let failure = match counts.failed {
        0 => "the tests did not run to their end".to_owned(),
        failed => format!("{failed} tests failed"),
    };
    Ok(Report::of(outcome.success, counts, &failure))
}

/// The one variable by which tests choose their database.
fn database(command: &mut Command, postgres: Option<&str>) {
    match postgres {
        Some(url) => command.env("ALONGSIDE_TEST_POSTGRES", url),
        None => command.env_remove("ALONGSIDE_TEST_POSTGRES"),
    };
}
