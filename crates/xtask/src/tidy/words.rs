//! Words and lengths: what no tracked file may hold. The words are put together from halves here, so that this
//! file does not find itself.

use super::{Finding, Tree};

const MOST_LINES: usize = 700;

fn extension(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Files that others wrote or a tool keeps.
fn is_foreign(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    file.split('/').any(|part| part == "vendor" || part == "fixtures")
        || name.contains(".min.")
        || name.starts_with("htmx")
        || ["Cargo.lock", "package-lock.json"].contains(&name)
}

fn is_source(file: &str) -> bool {
    ["rs", "js", "mjs", "ts", "css", "html", "sql", "sh", "py", "toml", "yml"].contains(&extension(file))
}

pub fn length(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.files.iter().filter(|(file, _)| is_source(file) && !is_foreign(file)) {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            findings.push(Finding::new(file, 0, format!("{lines} lines: divide it by what it knows")));
        }
    }
    findings
}

/// Lines of the files that `judged` lets through which hold one of `words`.
fn holding(tree: &Tree, words: &[&str], judged: impl Fn(&str) -> bool, starts_a_word: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree.files.iter().filter(|(file, _)| judged(file)) {
        for (index, line) in text.lines().enumerate() {
            for word in words.iter().filter(|word| holds(line, word, starts_a_word)) {
                findings.push(Finding::new(file, index + 1, format!("holds {word}")));
            }
        }
    }
    findings
}

fn holds(line: &str, word: &str, starts_a_word: bool) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !starts_a_word || !before.is_some_and(|c| c.is_alphanumeric() || "_.-".contains(c))
    })
}

pub fn machine_paths(tree: &Tree) -> Vec<Finding> {
    let paths = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/fa", "rm/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
    ];
    let mut findings = holding(tree, &paths, |file| !file.ends_with("Cargo.lock"), true);
    let hosts = [concat!("\"resol", "ved\"")];
    findings.extend(holding(tree, &hosts, |file| file.ends_with("package-lock.json"), false));
    findings
}

pub fn marks(tree: &Tree) -> Vec<Finding> {
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("unimpl", "emented!")];
    holding(tree, &marks, |file| (is_source(file) || extension(file) == "md") && !is_foreign(file), true)
}

pub fn sleeping_tests(tree: &Tree) -> Vec<Finding> {
    let is_rust = |file: &str| extension(file) == "rs";
    let in_rust = [concat!("#[ign", "ore")];
    let in_script = [concat!(".sk", "ip("), concat!(".to", "do("), concat!(".on", "ly(")];
    let mut findings = holding(tree, &in_rust, is_rust, false);
    let is_script = |file: &str| is_source(file) && !is_rust(file) && !is_foreign(file);
    findings.extend(holding(tree, &in_script, is_script, false));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(rule: fn(&Tree) -> Vec<Finding>, path: &str, text: &str) -> usize {
        rule(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_long_file_is_found_and_a_vendored_one_is_not() {
        let long = "\n".repeat(701);
        assert_eq!(count(length, "crates/a/src/lib.rs", &long), 1);
        assert_eq!(count(length, "crates/a/src/lib.rs", &"\n".repeat(700)), 0);
        assert_eq!(count(length, "crates/web/assets/vendor/htmx.js", &long), 0);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for path in [concat!("/wo", "rk/main"), concat!("see /ro", "ot/x"), concat!("\"/ho", "me/ana/x\"")] {
            assert_eq!(count(machine_paths, "README.md", path), 1, "{path}");
        }
        assert_eq!(count(machine_paths, "README.md", concat!("team", "/wo", "rk/item, ./ro", "ot/x")), 0);
    }

    #[test]
    fn a_registry_host_in_the_lock_file_is_found() {
        let lock = concat!("  \"resol", "ved\": \"https://registry.example/a.tgz\"");
        assert_eq!(count(machine_paths, "tests/browser/package-lock.json", lock), 1);
    }

    #[test]
    fn unfinished_marks_and_sleeping_tests_are_found() {
        assert_eq!(count(marks, "crates/a/src/lib.rs", concat!("// TO", "DO: later")), 1);
        assert_eq!(count(marks, "crates/a/src/lib.rs", concat!("const METHO", "DO: u8 = 1;")), 0);
        assert_eq!(count(sleeping_tests, "crates/a/src/lib.rs", concat!("#[ign", "ore]")), 1);
        assert_eq!(count(sleeping_tests, "tests/browser/a.test.js", concat!("test.sk", "ip('x')")), 1);
    }
}
