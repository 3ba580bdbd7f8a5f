//! What comes in with our dependencies, from `cargo metadata`, held against `deny.toml`: licences, banned crates and
//! where they come from. Works on every machine; cargo-deny, where it is there, looks closer.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// The part of `deny.toml` that is held here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rules {
    licences: BTreeSet<String>,
    /// Crates that may not come in, and those that may bring them all the same.
    banned: BTreeMap<String, BTreeSet<String>>,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub looked_at: u64,
    /// A sentence each.
    pub wrong: Vec<String>,
    /// Crates that come in several versions.
    pub several: Vec<String>,
}

impl Rules {
    /// Reads the lists of `[licenses]` and `[bans]`: our own file, so its form is known.
    pub fn read(text: &str) -> Rules {
        let mut rules = Rules::default();
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            }
            let words = quoted(line);
            match (section, words.split_first()) {
                ("licenses", Some((licence, []))) => drop(rules.licences.insert((*licence).to_owned())),
                ("bans", Some((banned, wrappers))) if line.starts_with("{ crate") => {
                    let wrappers = wrappers.iter().map(|name| (*name).to_owned()).collect();
                    rules.banned.insert((*banned).to_owned(), wrappers);
                }
                _ => {}
            }
        }
        rules
    }

    /// Whether an SPDX expression lets us take a crate: of `OR` one side has to, of `AND` both.
    fn allows(&self, expression: &str) -> bool {
        let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut at = 0;
        let allowed = self.either(&words, &mut at);
        allowed && at == words.len()
    }

    fn either(&self, words: &[&str], at: &mut usize) -> bool {
        let mut allowed = self.both(words, at);
        while words.get(*at) == Some(&"OR") {
            *at += 1;
            allowed |= self.both(words, at);
        }
        allowed
    }

    fn both(&self, words: &[&str], at: &mut usize) -> bool {
        let mut allowed = self.one(words, at);
        while words.get(*at) == Some(&"AND") {
            *at += 1;
            allowed &= self.one(words, at);
        }
        allowed
    }

    fn one(&self, words: &[&str], at: &mut usize) -> bool {
        let Some(word) = words.get(*at) else { return false };
        *at += 1;
        if *word == "(" {
            let allowed = self.either(words, at);
            let is_closed = words.get(*at) == Some(&")");
            *at += 1;
            return allowed && is_closed;
        }
        let mut licence = (*word).to_owned();
        if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
            licence = format!("{licence} WITH {exception}");
            *at += 2;
        }
        self.licences.contains(&licence)
    }
}

fn quoted(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

/// Looks at everything that is not ours.
///
/// # Errors
/// When this is not what `cargo metadata` prints.
pub fn look(rules: &Rules, metadata: &str) -> Result<Findings> {
    let metadata: Value = serde_json::from_str(metadata).context("cargo metadata printed no JSON")?;
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut findings = Findings::default();
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut names: HashMap<String, String> = HashMap::new();
    for package in list(&metadata["packages"]) {
        let (name, version, source) =
            (text(&package, "name"), text(&package, "version"), text(&package, "source"));
        names.insert(text(&package, "id"), name.clone());
        if source.is_empty() {
            continue;
        }
        findings.looked_at += 1;
        if !source.starts_with("registry+") {
            findings.wrong.push(format!("{name} {version} does not come from a registry"));
        }
        let mut licence = text(&package, "license");
        if licence.is_empty() {
            let manifest = text(&package, "manifest_path");
            let file = Path::new(&manifest).with_file_name(text(&package, "license_file"));
            licence = std::fs::read_to_string(file).map(|text| named(&text).to_owned()).unwrap_or_default();
        }
        if !rules.allows(&licence) {
            let licence = if licence.is_empty() { "no licence" } else { &licence };
            findings.wrong.push(format!("{name} {version}: {licence} is not among those we may take"));
        }
        versions.entry(name).or_default().insert(version);
    }
    for node in list(&metadata["resolve"]["nodes"]) {
        let bringing = names.get(&text(&node, "id")).cloned().unwrap_or_default();
        for brought in list(&node["dependencies"]).iter().filter_map(|id| names.get(id.as_str()?)) {
            if rules.banned.get(brought).is_some_and(|wrappers| !wrappers.contains(&bringing)) {
                findings.wrong.push(format!("{bringing} brings {brought}, which may not come in"));
            }
        }
    }
    findings.several = versions.into_iter().filter(|(_, v)| v.len() > 1).map(|(name, _)| name).collect();
    Ok(findings)
}

/// The licence whose text begins so; empty when it is none of the two that people put beside a manifest that names none.
fn named(text: &str) -> &'static str {
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let start = words.join(" ");
    if start.starts_with("Apache License Version 2.0, January 2004") {
        return "Apache-2.0";
    }
    if start.starts_with("MIT License Copyright") || start.starts_with("The MIT License (MIT) Copyright") {
        return "MIT";
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "[licenses]\n# Permissive.\nallow = [\n    \"MIT\",\n    \"Apache-2.0\",\n    \
        \"Apache-2.0 WITH LLVM-exception\",\n]\n[bans]\ndeny = [\n    { crate = \"openssl-sys\" },\n    \
        { crate = \"chrono\", wrappers = [\"async-imap\"] },\n]\n";

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        let rules = Rules::read(RULES);
        assert_eq!(rules.licences.len(), 3);
        for allowed in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
        ] {
            assert!(rules.allows(allowed), "{allowed}");
        }
        for refused in
            ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT MIT", "Apache-2.0 WITH Other-exception", "OR"]
        {
            assert!(!rules.allows(refused), "{refused}");
        }
    }

    #[test]
    fn a_licence_that_only_its_text_names_is_read_there() {
        assert_eq!(named("\n\n   Apache License\n  Version 2.0, January 2004\n http"), "Apache-2.0");
        assert_eq!(named("MIT License\n\nCopyright (c) 2024 Somebody"), "MIT");
        assert_eq!(named("All rights reserved. Not the MIT License"), "");
        // Ours stands two folders up.
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
        let look_at = |file: &str| {
            let package = serde_json::json!({
                "name": "beside", "version": "1.0.0", "id": "beside", "source": "registry+x", "license": null,
                "license_file": file, "manifest_path": manifest,
            });
            let metadata = serde_json::json!({ "packages": [package], "resolve": { "nodes": [] } });
            look(&Rules::read(RULES), &metadata.to_string()).unwrap().wrong
        };
        assert_eq!(look_at("./LICENSE"), Vec::<String>::new());
        assert_eq!(look_at("./ELSEWHERE"), ["beside 1.0.0: no licence is not among those we may take"]);
    }

    #[test]
    fn what_may_not_come_in_is_told() {
        let package = |name: &str, licence: &str, source: &str| {
            format!(
                r#"{{"name":"{name}","version":"1.0.0","id":"{name}","license":"{licence}","source":"{source}"}}"#
            )
        };
        let packages = [
            package("ours", "Apache-2.0", ""),
            package("good", "MIT", "registry+x"),
            package("viral", "GPL-3.0", "registry+x"),
            package("forked", "MIT", "git+x"),
            package("async-imap", "MIT", "registry+x"),
            package("chrono", "MIT", "registry+x"),
        ];
        let metadata = format!(
            r#"{{"packages":[{}],"resolve":{{"nodes":[{{"id":"async-imap","dependencies":["chrono"]}},{{"id":"good","dependencies":["chrono"]}}]}}}}"#,
            packages.join(",")
        );
        let found = look(&Rules::read(RULES), &metadata).unwrap();
        assert_eq!(found.looked_at, 5);
        assert_eq!(
            found.wrong,
            [
                "viral 1.0.0: GPL-3.0 is not among those we may take",
                "forked 1.0.0 does not come from a registry",
                "good brings chrono, which may not come in",
            ]
        );
    }
}
