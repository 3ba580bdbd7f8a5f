//! Who may know whom: crates, features, drivers, clocks. Reads manifests and paths; knows no SQL and no page.

use super::source::Path;
use super::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// What each crate may depend on among ours. A new crate has to be entered here, which is the moment to think.
const MAY_DEPEND: [(&str, &[&str]); 11] = [
    ("alongside", &["coach", "imap", "jobs", "mail", "smtp", "store", "web"]),
    ("bench-baseline", &[]),
    ("coach", &[]),
    ("fuzz", &["alongside", "coach", "mail"]),
    ("imap", &[]),
    ("jobs", &["store"]),
    ("mail", &[]),
    ("smtp", &[]),
    ("store", &[]),
    ("web", &[]),
    ("xtask", &[]),
];

const PROGRAM: &str = "crates/alongside/src/";

/// Features that only read events, so that a verb cannot forget or repeat them.
const EVENT_READERS: [&str; 3] = ["notify", "audit", "webhook"];

pub fn crates(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, dependencies) in &tree.crates {
        let manifest = format!("crates/{name}/Cargo.toml");
        let Some((_, allowed)) = MAY_DEPEND.iter().find(|(known, _)| known == name) else {
            findings.push(Finding::new(&manifest, 0, "tidy does not know what this crate may depend on"));
            continue;
        };
        for dependency in dependencies {
            // A crate that names itself turns on a feature of its own for its tests.
            if dependency == name || allowed.contains(&dependency.as_str()) {
                continue;
            }
            findings.push(Finding::new(&manifest, 0, format!("{name} may not depend on {dependency}")));
        }
    }
    findings
}

/// The folder under the program's `src` that a file belongs to; files beside the folders compose and have none.
fn feature_of(path: &str) -> Option<&str> {
    path.strip_prefix(PROGRAM)?.split_once('/').map(|(folder, _)| folder)
}

fn features(tree: &Tree) -> BTreeSet<&str> {
    tree.sources.keys().filter_map(|path| feature_of(path)).collect()
}

/// A path of the program's own code from the crate's root on; none for paths into other crates or relative ones.
fn resolve(file: &str, path: &Path) -> Option<Vec<String>> {
    let inside = file.strip_prefix(PROGRAM)?;
    let mut module: Vec<String> = inside.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        module.pop();
    }
    let mut segments = path.segments.iter().peekable();
    match segments.peek().map(|first| first.as_str()) {
        Some("crate" | "alongside") => module.clear(),
        Some("self" | "super") => {
            while segments.peek().is_some_and(|next| *next == "super") {
                segments.next();
                module.pop();
            }
            module.extend(segments.filter(|next| *next != "self").cloned());
            return Some(module);
        }
        _ => return None,
    }
    segments.next();
    module.extend(segments.cloned());
    Some(module)
}

/// Every mention of one feature in another's program code: (file, line, from, path from the root).
fn crossings(tree: &Tree) -> Vec<(&str, usize, &str, Vec<String>)> {
    let features = features(tree);
    let mut found = Vec::new();
    for (file, source) in &tree.sources {
        let Some(own) = feature_of(file) else { continue };
        // Samples of every page stand together, for the photographs.
        if file.ends_with("/samples.rs") {
            continue;
        }
        for path in source.paths.iter().filter(|path| !source.is_test(path.line)) {
            if let Some(target) = resolve(file, path)
                && target.first().is_some_and(|first| first != own && features.contains(first.as_str()))
            {
                found.push((file.as_str(), path.line, own, target));
            }
        }
    }
    found
}

pub fn private_stores(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, line, _, target) in crossings(tree) {
        if target.iter().skip(1).any(|segment| segment == "store") {
            findings.push(Finding::new(
                file,
                line,
                format!("{} is another feature's store", target.join("::")),
            ));
        }
    }
    // `ticket::store::find` after `use crate::ticket`.
    let features = features(tree);
    for (file, source) in &tree.sources {
        let Some(own) = feature_of(file) else { continue };
        for path in source.paths.iter().filter(|path| !source.is_test(path.line)) {
            if let [first, second, ..] = path.segments.as_slice()
                && second == "store"
                && first != own
                && features.contains(first.as_str())
            {
                let what = format!("{} is another feature's store", path.segments.join("::"));
                findings.push(Finding::new(file, path.line, what));
            }
        }
    }
    findings
}

pub fn acyclic(tree: &Tree) -> Vec<Finding> {
    let mut edges: BTreeMap<&str, BTreeMap<String, (&str, usize)>> = BTreeMap::new();
    for (file, line, from, target) in crossings(tree) {
        if let Some(to) = target.into_iter().next() {
            edges.entry(from).or_default().entry(to).or_insert((file, line));
        }
    }
    let mut findings = Vec::new();
    for (from, targets) in &edges {
        for (to, (file, line)) in targets {
            if let Some(way) = way_back(&edges, to, from) {
                findings.push(Finding::new(
                    file,
                    *line,
                    format!("{from} uses {to}, and back: {}", way.join(" → ")),
                ));
            }
        }
    }
    findings
}

/// The shortest way from one feature to another along uses.
fn way_back(
    edges: &BTreeMap<&str, BTreeMap<String, (&str, usize)>>,
    from: &str,
    to: &str,
) -> Option<Vec<String>> {
    let mut ways = std::collections::VecDeque::from([vec![from.to_owned()]]);
    let mut seen = BTreeSet::from([from.to_owned()]);
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        if last == to {
            return Some(way);
        }
        for next in edges.get(last.as_str()).into_iter().flat_map(|targets| targets.keys()) {
            if seen.insert(next.clone()) {
                let mut longer = way.clone();
                longer.push(next.clone());
                ways.push_back(longer);
            }
        }
    }
    None
}

pub fn readers_of_events(tree: &Tree) -> Vec<Finding> {
    let crossings = crossings(tree).into_iter();
    let calls = crossings
        .filter(|(.., target)| target.first().is_some_and(|to| EVENT_READERS.contains(&to.as_str())));
    calls
        .map(|(file, line, _, target)| {
            let what = format!("{} reads events by itself: append an event instead", target.join("::"));
            Finding::new(file, line, what)
        })
        .collect()
}

/// Where a module of this name would stand beside a file.
fn sibling(file: &str, name: &str) -> String {
    format!("{}/{name}.rs", file.rsplit_once('/').map_or("", |(folder, _)| folder))
}

/// Paths of program code whose first segment is one of `names`, outside the files that `allowed` lets pass.
fn mentions(tree: &Tree, names: &[&str], allowed: impl Fn(&str) -> bool, why: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, source) in
        tree.sources.iter().filter(|(file, _)| file.starts_with("crates/") && !allowed(file))
    {
        for path in source.paths.iter().filter(|path| !source.is_test(path.line)) {
            let own_module = |name: &str| tree.sources.contains_key(&sibling(file, name));
            if path
                .segments
                .first()
                .is_some_and(|first| names.contains(&first.as_str()) && !own_module(first))
            {
                findings.push(Finding::new(file, path.line, format!("{}: {why}", path.segments.join("::"))));
            }
        }
    }
    findings
}

pub fn database_names(tree: &Tree) -> Vec<Finding> {
    let drivers = ["rusqlite", "libsqlite3_sys", "postgres", "tokio_postgres", "tokio_postgres_rustls"];
    let homes = ["crates/store/", "crates/bench-baseline/", "crates/xtask/"];
    let at_home = |file: &str| homes.iter().any(|home| file.starts_with(home));
    let mut findings = mentions(tree, &drivers, at_home, "a database driver is the store crate's business");
    for (file, source) in &tree.sources {
        let Some(inside) = file.strip_prefix(PROGRAM) else { continue };
        // Settings say which database it is; search is the one true second implementation.
        let composes =
            !inside.contains('/') || inside.starts_with("config/") || inside.starts_with("search/");
        if composes {
            continue;
        }
        for token in source.tokens.iter().filter(|token| !source.is_test(token.line)) {
            let word = token.text.to_lowercase();
            if word.contains("sqlite") || word.contains("postgres") {
                findings.push(Finding::new(file, token.line, format!("{} names a database", token.text)));
            }
        }
    }
    findings
}

pub fn network_clients(tree: &Tree) -> Vec<Finding> {
    let clients = ["lettre", "reqwest", "async_imap", "rusty_s3"];
    let rims = ["blob", "inbox", "mailbox", "outbox", "webhook"];
    let at_rim = |file: &str| match feature_of(file) {
        Some(feature) => rims.contains(&feature),
        None => true,
    };
    mentions(tree, &clients, at_rim, "sending and fetching happen at the rim, after the commit")
}

pub fn time_and_chance(tree: &Tree) -> Vec<Finding> {
    const ASKED: [&str; 4] = ["SystemTime::now", "Timestamp::now", "Zoned::now", "Utc::now"];
    let infrastructure = ["store", "jobs", "smtp", "web", "xtask", "bench-baseline"];
    let mut findings = Vec::new();
    for (file, source) in &tree.sources {
        let Some(inside) = file.strip_prefix("crates/") else { continue };
        let name = inside.rsplit('/').next().unwrap_or(inside);
        let may = infrastructure.iter().any(|leaf| inside.split('/').next() == Some(leaf))
            || (file.starts_with(PROGRAM) && matches!(name, "app.rs" | "clock.rs" | "secret.rs"));
        if may {
            continue;
        }
        for path in source.paths.iter().filter(|path| !source.is_test(path.line)) {
            let whole = path.segments.join("::");
            if ASKED.iter().any(|asked| whole.ends_with(asked))
                || path.segments.iter().any(|part| part == "getrandom" || part == "OsRng")
            {
                findings.push(Finding::new(
                    file,
                    path.line,
                    format!("{whole}: take the time or the id as a value"),
                ));
            }
        }
    }
    findings
}

pub fn rim_types(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, source) in &tree.sources {
        let Some(inside) = file.strip_prefix(PROGRAM) else { continue };
        let is_api = inside.starts_with("api/") || inside.ends_with("/api.rs") || inside.contains("/api/");
        for path in source.paths.iter().filter(|path| !source.is_test(path.line)) {
            let whole = path.segments.join("::");
            if whole == "store::Row" && !super::sql::may_hold_sql(file) {
                findings.push(Finding::new(file, path.line, "a database row is read in store modules only"));
            }
            if whole.starts_with("utoipa::") && !is_api && inside.contains('/') {
                findings.push(Finding::new(
                    file,
                    path.line,
                    "what the API shows has types of its own in api",
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(rule: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> usize {
        rule(&Tree::of(files)).len()
    }

    #[test]
    fn a_leaf_that_depends_on_the_program_is_found() {
        let mut tree = Tree::default();
        tree.crates.insert("mail".into(), vec!["store".into()]);
        tree.crates.insert("jobs".into(), vec!["store".into()]);
        tree.crates.insert("novel".into(), Vec::new());
        let found: Vec<String> = crates(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(found, ["crates/mail/Cargo.toml", "crates/novel/Cargo.toml"]);
    }

    #[test]
    fn another_features_store_is_found_however_it_is_named() {
        let store = ("crates/alongside/src/ticket/store.rs", "pub fn find() {}");
        for text in [
            "use crate::ticket::store;",
            "use crate::{ticket::{self, store}};",
            "fn f() { crate::ticket::store::find() }",
            "use crate::ticket;\nfn f() { ticket::store::find() }",
            "use super::super::ticket::store::find;",
        ] {
            assert_ne!(
                count(private_stores, &[store, ("crates/alongside/src/team/routes.rs", text)]),
                0,
                "{text}"
            );
        }
        let fine = "use store::Db;\nuse super::store;\nuse crate::ticket::find;\n#[cfg(test)]\nuse crate::ticket::store;";
        assert_eq!(count(private_stores, &[store, ("crates/alongside/src/team/routes.rs", fine)]), 0);
    }

    #[test]
    fn features_that_use_each_other_in_a_circle_are_found() {
        let person = ("crates/alongside/src/person/mod.rs", "use crate::ticket::Ticket;");
        let ticket = ("crates/alongside/src/ticket/mod.rs", "use crate::team::Team;");
        let team = ("crates/alongside/src/team/mod.rs", "use crate::person::Person;");
        assert_eq!(count(acyclic, &[person, ticket, team]), 3);
        assert_eq!(count(acyclic, &[person, ticket]), 0);
    }

    #[test]
    fn files_beside_the_features_may_name_any_of_them() {
        let app = ("crates/alongside/src/app.rs", "use crate::ticket::store;");
        let ticket = ("crates/alongside/src/ticket/mod.rs", "use crate::app::App;");
        assert_eq!(count(acyclic, &[app, ticket]) + count(private_stores, &[app, ticket]), 0);
    }

    #[test]
    fn a_feature_that_calls_a_reader_of_events_is_found() {
        let notify = ("crates/alongside/src/notify/mod.rs", "use crate::event::Event;");
        let ticket = ("crates/alongside/src/ticket/reply.rs", "use crate::notify::tell;");
        assert_eq!(count(readers_of_events, &[notify, ticket]), 1);
    }

    #[test]
    fn a_driver_or_a_database_by_name_in_a_feature_is_found() {
        let text = "use rusqlite::Connection;";
        assert_ne!(count(database_names, &[("crates/alongside/src/ticket/list.rs", text)]), 0);
        assert_eq!(count(database_names, &[("crates/store/src/sqlite.rs", text)]), 0);
        let named = "fn f(b: Backend) { if b == Backend::Postgres {} }";
        assert_eq!(count(database_names, &[("crates/alongside/src/ticket/store.rs", named)]), 1);
        assert_eq!(count(database_names, &[("crates/alongside/src/search/postgres.rs", named)]), 0);
    }

    #[test]
    fn a_verb_that_sends_is_found() {
        let text = "use lettre::Message;";
        assert_eq!(count(network_clients, &[("crates/alongside/src/ticket/reply.rs", text)]), 1);
        assert_eq!(count(network_clients, &[("crates/alongside/src/outbox/deliver.rs", text)]), 0);
    }

    #[test]
    fn asking_the_system_for_time_or_chance_is_found() {
        for text in
            ["fn f() { jiff::Timestamp::now() }", "use getrandom::fill;", "fn f() { SystemTime::now() }"]
        {
            assert_eq!(
                count(time_and_chance, &[("crates/alongside/src/ticket/snooze.rs", text)]),
                1,
                "{text}"
            );
            assert_eq!(count(time_and_chance, &[("crates/mail/src/lib.rs", text)]), 1, "{text}");
            assert_eq!(count(time_and_chance, &[("crates/alongside/src/app.rs", text)]), 0, "{text}");
            assert_eq!(
                count(time_and_chance, &[("crates/alongside/src/ticket/tests.rs", text)]),
                0,
                "{text}"
            );
        }
    }

    #[test]
    fn a_row_or_an_api_schema_outside_its_rim_is_found() {
        let text = "use store::Row;\nuse utoipa::ToSchema;";
        assert_eq!(count(rim_types, &[("crates/alongside/src/ticket/mod.rs", text)]), 2);
        assert_eq!(count(rim_types, &[("crates/alongside/src/ticket/store.rs", "use store::Row;")]), 0);
        assert_eq!(count(rim_types, &[("crates/alongside/src/api/ticket.rs", "use utoipa::ToSchema;")]), 0);
    }
}
