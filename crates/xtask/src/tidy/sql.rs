//! Where SQL may stand and what it may not ask. Knows SQL by how a string starts, which prose seldom imitates.

use super::{Finding, Tree};

/// Whether a file is one of those that hold SQL.
pub fn may_hold_sql(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let in_folder = |folder: &str| file.split('/').any(|part| part == folder);
    let crate_name = file.strip_prefix("crates/").and_then(|rest| rest.split('/').next());
    // The log of events is one small module with its one table.
    file == "crates/alongside/src/event.rs"
        || name == "store.rs"
        || in_folder("store")
        || in_folder("search")
        || in_folder("migrations")
        || matches!(crate_name, Some("store" | "jobs" | "bench-baseline" | "xtask"))
}

/// Whether a string is a statement: it starts like one, in one case throughout, and goes on like one.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
    let words: Vec<&str> = text.split_whitespace().take(400).collect();
    let Some(first) = words.first() else { return false };
    let in_one_case = first.chars().all(char::is_lowercase) || first.chars().all(char::is_uppercase);
    let has = |word: &str| words.iter().any(|one| one.eq_ignore_ascii_case(word));
    let second = words.get(1).map(|word| word.to_lowercase()).unwrap_or_default();
    let goes_on = match first.to_lowercase().as_str() {
        "select" => has("from") && (words.len() > 5 || text.contains(['$', ',', '*', '('])),
        "insert" => second == "into" && (has("values") || has("select") || text.contains('(')),
        "update" => has("set") && text.contains('='),
        "delete" => second == "from" && (has("where") || words.len() == 3),
        "with" => has("as") && text.contains('(') && has("select"),
        "create" | "alter" | "drop" => {
            ["table", "index", "unique", "virtual", "trigger", "view"].contains(&second.as_str())
        }
        "pragma" => words.len() <= 4,
        _ => false,
    };
    in_one_case && goes_on
}

pub fn placement(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, source) in
        tree.sources.iter().filter(|(file, _)| file.starts_with("crates/") && !may_hold_sql(file))
    {
        for (line, text) in source.strings.iter().filter(|(line, _)| !source.is_test(*line)) {
            if is_sql(text) {
                findings.push(Finding::new(
                    file,
                    *line,
                    "this statement belongs into the feature's store.rs",
                ));
            }
        }
    }
    findings
}

pub fn time_and_chance(tree: &Tree) -> Vec<Finding> {
    const ASKED: [&str; 7] = [
        "now()",
        "current_time",
        "current_date",
        "random()",
        "strftime(",
        "datetime('now",
        "gen_random_uuid",
    ];
    let mut findings = Vec::new();
    let mut judge = |file: &str, line: usize, text: &str| {
        let text = text.to_lowercase();
        for asked in ASKED.iter().filter(|asked| text.contains(**asked)) {
            findings.push(Finding::new(
                file,
                line,
                format!("{asked} in SQL: times and ids come from the program"),
            ));
        }
    };
    for (file, source) in tree.sources.iter().filter(|(file, _)| !file.starts_with("crates/xtask/")) {
        for (line, text) in
            source.strings.iter().filter(|(line, text)| !source.is_test(*line) && is_sql(text))
        {
            judge(file, *line, text);
        }
    }
    for (file, text) in tree.files.iter().filter(|(file, _)| file.ends_with(".sql")) {
        for (index, line) in text.lines().enumerate() {
            judge(file, index + 1, line.split("--").next().unwrap_or(line));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_prose() {
        for sql in [
            "select id, subject from tickets where id = $1",
            "SELECT * FROM tickets",
            "\n    with recent as (select 1) select * from recent",
            "insert into tickets (id) values ($1)",
            "update tickets set status = $1 where id = $2",
            "delete from sessions where id = $1",
            "create table tickets (id bigint)",
            "pragma journal_mode = wal",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for prose in [
            "Select a team from the list",
            "select a team from these",
            "update your settings",
            "Delete from here on",
            "with love",
            "create a ticket",
            "",
        ] {
            assert!(!is_sql(prose), "{prose}");
        }
    }

    #[test]
    fn a_statement_outside_a_store_module_is_found() {
        let text = "const A: &str = \"select id from tickets where id = $1\";";
        let found = |path: &str| placement(&Tree::of(&[(path, text)])).len();
        assert_eq!(found("crates/alongside/src/ticket/routes.rs"), 1);
        for path in ["ticket/store.rs", "ticket/store/list.rs", "search/sqlite.rs", "ticket/tests.rs"] {
            assert_eq!(found(&format!("crates/alongside/src/{path}")), 0, "{path}");
        }
        assert_eq!(found("crates/jobs/src/claim.rs"), 0);
        assert_eq!(found("crates/mail/src/lib.rs"), 1);
    }

    #[test]
    fn sql_that_asks_for_the_time_is_found() {
        let rust = "const A: &str = \"update tickets set seen_at = now() where id = $1\";";
        assert_eq!(time_and_chance(&Tree::of(&[("crates/alongside/src/ticket/store.rs", rust)])).len(), 1);
        let migration = "-- now() is fine here\ncreate table a (at bigint default current_timestamp);";
        let found = time_and_chance(&Tree::of(&[("crates/alongside/migrations/0001_a.sql", migration)]));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2]);
    }
}
