//! `cargo xtask tidy`: the directions of the house as tests over the source itself.
//!
//! Each rule is a pure function from the tree of files to findings, so that its own tests can show it failing.
//! It reads text, not types: where a rule of the house cannot be seen in text, no rule here pretends to see it.

mod directions;
mod pages;
mod source;
mod sql;
mod words;

use anyhow::{Context, Result};
use source::Source;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub path: String,
    /// Counted from 1; 0 speaks of the whole file.
    pub line: usize,
    pub what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, what: what.into() }
    }
}

/// The files of the repository, and what each crate of ours depends on among ours.
#[derive(Default)]
pub struct Tree {
    /// Text files by path from the root, with `/`.
    pub files: BTreeMap<String, String>,
    /// Rust files, read.
    pub sources: BTreeMap<String, Source>,
    /// Crate name to the names of the crates of ours in its manifest, development ones too.
    pub crates: BTreeMap<String, Vec<String>>,
}

impl Tree {
    fn add(&mut self, path: &str, text: String) {
        if path.ends_with(".rs") {
            self.sources.insert(path.to_owned(), Source::read(path, &text));
        }
        self.files.insert(path.to_owned(), text);
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::default();
        for (path, text) in files {
            tree.add(path, (*text).to_owned());
        }
        tree
    }
}

type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

const RULES: [Rule; 16] = [
    ("crates depend on nothing of ours but what they may", directions::crates),
    ("a feature's store is its own", directions::private_stores),
    ("features use each other without a circle", directions::acyclic),
    ("no feature calls notify, audit or webhooks", directions::readers_of_events),
    ("drivers and database names stay in store and search", directions::database_names),
    ("mail and web clients stay at the rim", directions::network_clients),
    ("nothing asks the system for the time or randomness", directions::time_and_chance),
    ("rows and API schemas stay at their rims", directions::rim_types),
    ("SQL stands in store modules", sql::placement),
    ("SQL asks the server for no time and no chance", sql::time_and_chance),
    ("a page has a sample of itself", pages::samples),
    ("no inline script or style in a page", pages::inline),
    ("no file is over 700 lines", words::length),
    ("no path of one machine and no registry host", words::machine_paths),
    ("no unfinished marks", words::marks),
    ("no test that does not run", words::sleeping_tests),
];

/// What an inspection found, as people read it.
pub struct Outcome {
    pub rules_kept: u64,
    pub rules_broken: u64,
    pub text: String,
}

pub fn run(root: &Path) -> Result<bool> {
    let outcome = inspect(root)?;
    print!("{}", outcome.text);
    println!("{} passed, {} failed", outcome.rules_kept, outcome.rules_broken);
    Ok(outcome.rules_broken == 0)
}

/// Applies every rule to the working tree.
pub fn inspect(root: &Path) -> Result<Outcome> {
    let tree = read_tree(root)?;
    let mut outcome = Outcome { rules_kept: 0, rules_broken: 0, text: String::new() };
    for (name, rule) in RULES {
        let findings = rule(&tree);
        if findings.is_empty() {
            outcome.rules_kept += 1;
            continue;
        }
        outcome.rules_broken += 1;
        writeln!(outcome.text, "{name}:")?;
        for Finding { path, line, what } in findings {
            writeln!(outcome.text, "  {path}:{line}: {what}")?;
        }
    }
    Ok(outcome)
}

/// Everything git knows or would take in, so that a new file is judged before its first commit.
fn read_tree(root: &Path) -> Result<Tree> {
    let mut tree = Tree { crates: read_crates(root)?, ..Tree::default() };
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("git is needed to list the files")?;
    for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|path| !path.is_empty()) {
        // Pictures and files deleted but not yet committed are passed over.
        if let Some(text) = fs::read(root.join(path)).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            tree.add(path, text);
        }
    }
    Ok(tree)
}

fn read_crates(root: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut command = crate::shell::cargo(root);
    let metadata = command.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).context("cargo metadata")?;
    let list = |value: &serde_json::Value, key: &str| value.get(key).and_then(|v| v.as_array()).cloned();
    let name = |value: &serde_json::Value| value.get("name").and_then(|v| v.as_str()).map(str::to_owned);
    let mut crates = BTreeMap::new();
    for package in list(&metadata, "packages").unwrap_or_default() {
        let dependencies = list(&package, "dependencies").unwrap_or_default();
        // A dependency of ours is one with a path.
        let ours = dependencies.iter().filter(|one| one.get("path").is_some_and(|path| !path.is_null()));
        if let Some(package) = name(&package) {
            crates.insert(package, ours.filter_map(name).collect());
        }
    }
    Ok(crates)
}
