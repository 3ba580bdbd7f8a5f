//! `cargo xtask test`: the steps in their order, each timed and logged, and one plain summary at the end.
//!
//! A step that fails never stops the ones after it: one run tells everything that is wrong.

mod api;
mod browser;
mod counts;
mod dependencies;
mod mail;
mod postgres;
mod rust;

use crate::provision::{Need, Provisioner};
use crate::{shell, tidy};
use anyhow::{Result, bail};
pub use counts::Counts;
pub use postgres::{Cluster, Durability};
use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Lines of a failed step's log that are shown.
const SHOWN_LOG_LINES: usize = 120;

/// How a step that ran to its end went.
#[derive(Debug, Default)]
pub struct Report {
    pub counts: Counts,
    /// What went wrong, in one line; nothing when all is well.
    pub failure: Option<String>,
    /// What a reader of the summary should know besides.
    pub note: String,
    pub skipped: bool,
}

impl Report {
    fn of(success: bool, counts: Counts, failure: &str) -> Report {
        let failure = (!success || counts.failed > 0).then(|| failure.to_owned());
        Report { counts, failure, ..Report::default() }
    }

    fn skipped(why: &str) -> Report {
        Report { note: why.to_owned(), skipped: true, ..Report::default() }
    }
}

/// What a step gets: where the work is, and where to write down what happened.
pub struct Context<'a> {
    pub root: &'a Path,
    pub target: PathBuf,
    pub log: PathBuf,
    provisioner: &'a Provisioner,
    has_nextest: &'a OnceCell<bool>,
}

struct Step {
    name: &'static str,
    purpose: &'static str,
    needs: &'static [Need],
    run: fn(&Context) -> Result<Report>,
}

const STEPS: [Step; 9] = [
    Step { name: "format", purpose: "every file as rustfmt writes it", needs: &[], run: rust::format },
    Step { name: "tidy", purpose: "the directions and habits of the house", needs: &[], run: run_tidy },
    Step { name: "deny", purpose: "licences and sources of dependencies", needs: &[], run: rust::deny },
    Step { name: "clippy", purpose: "no warning anywhere", needs: &[], run: rust::clippy },
    Step {
        name: "unit",
        purpose: "all Rust tests, storage on SQLite",
        needs: &[Need::Dovecot],
        run: rust::unit,
    },
    Step {
        name: "postgres",
        purpose: "the tests that touch storage, on PostgreSQL",
        needs: &[Need::Postgres, Need::Dovecot],
        run: rust::postgres,
    },
    Step { name: "mail", purpose: "third-party mail corpora", needs: &[Need::Python], run: mail::run },
    Step {
        name: "api",
        purpose: "schemathesis against the served API",
        needs: &[Need::Python],
        run: api::run,
    },
    Step {
        name: "browser",
        purpose: "journeys in Chromium, with axe",
        needs: &[Need::Chromium, Need::Node],
        run: browser::run,
    },
];

pub fn list() {
    for step in &STEPS {
        println!("{:<10} {}", step.name, step.purpose);
    }
}

/// Runs the named steps, all when none is named. True when nothing failed.
pub fn run(root: &Path, only: &[String]) -> Result<bool> {
    if let Some(unknown) = only.iter().find(|name| !STEPS.iter().any(|step| step.name == name.as_str())) {
        bail!("there is no step {unknown}; --list shows them");
    }
    let target = shell::target_folder(root);
    let logs = target.join("test-logs");
    fs::create_dir_all(&logs)?;
    let provisioner = Provisioner::default();
    let has_nextest = OnceCell::new();
    let start = Instant::now();
    let mut results = Vec::new();
    for step in STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)) {
        let log = logs.join(format!("{}.log", step.name));
        fs::write(&log, "")?;
        println!("{}: {}", step.name, step.purpose);
        let begun = Instant::now();
        let context = Context {
            root,
            target: target.clone(),
            log,
            provisioner: &provisioner,
            has_nextest: &has_nextest,
        };
        let report = perform(step, &context);
        let took = begun.elapsed();
        if let Some(failure) = &report.failure {
            println!("  failed: {failure}; from {}:", context.log.display());
            show_end_of(&context.log);
        } else {
            println!("  {} in {}", verdict(&report), seconds(took));
        }
        results.push((step.name, report, took));
    }
    summarise(&results, start.elapsed());
    Ok(results.iter().all(|(_, report, _)| report.failure.is_none()))
}

/// A step's report; what kept it from running to its end is a failure too.
fn perform(step: &Step, context: &Context) -> Report {
    let provided = context.provisioner.provide(step.needs, &context.log);
    match provided.and_then(|()| (step.run)(context)) {
        Ok(report) => report,
        Err(error) => Report { failure: Some(format!("{error:#}")), ..Report::default() },
    }
}

fn run_tidy(context: &Context) -> Result<Report> {
    let outcome = tidy::inspect(context.root)?;
    fs::write(&context.log, &outcome.text)?;
    let counts = Counts { passed: outcome.rules_kept, failed: outcome.rules_broken };
    Ok(Report::of(true, counts, &format!("{} rules of the house are broken", outcome.rules_broken)))
}

fn show_end_of(log: &Path) {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let shown = lines.len().min(SHOWN_LOG_LINES);
    if shown < lines.len() {
        println!("    … {} earlier lines", lines.len() - shown);
    }
    for line in lines.iter().skip(lines.len() - shown) {
        println!("    {line}");
    }
}

fn verdict(report: &Report) -> &'static str {
    match report {
        Report { failure: Some(_), .. } => "FAILED",
        Report { skipped: true, .. } => "skipped",
        _ => "passed",
    }
}

fn seconds(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

fn summarise(results: &[(&str, Report, Duration)], took: Duration) {
    println!("\n{:<10} {:>8} {:>9} {:>8} {:>8}", "step", "result", "time", "passed", "failed");
    let mut all = Counts::default();
    for (name, report, span) in results {
        let Counts { passed, failed } = report.counts;
        let said = report.failure.as_deref().unwrap_or(&report.note);
        let line = format!(
            "{name:<10} {:>8} {:>9} {passed:>8} {failed:>8}  {said}",
            verdict(report),
            seconds(*span)
        );
        println!("{}", line.trim_end());
        all.add(report.counts);
        match report {
            Report { failure: Some(_), .. } => all.failed += 1,
            Report { skipped: true, .. } => {}
            _ => all.passed += 1,
        }
    }
    println!("{} in all, steps and tests counted:", seconds(took));
    println!("{} passed, {} failed", all.passed, all.failed);
}
