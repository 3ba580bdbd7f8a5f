//! `cargo xtask new-migration`: the next number, so that two branches clash by file name and not in a database.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

pub fn create(root: &Path, name: &str) -> Result<bool> {
    let folder = root.join("crates/alongside/migrations");
    fs::create_dir_all(&folder)?;
    let mut present = Vec::new();
    for entry in fs::read_dir(&folder)? {
        present.push(entry?.file_name().to_string_lossy().into_owned());
    }
    let file = folder.join(next_file_name(&present, name)?);
    let text = format!("-- {}\n", name.replace(['-', '_'], " "));
    fs::write(&file, text).with_context(|| file.display().to_string())?;
    println!("{}", file.display());
    Ok(true)
}

/// One more than the highest number, in as many digits as the others use.
fn next_file_name(present: &[String], name: &str) -> Result<String> {
    let name = name.to_lowercase().replace([' ', '-'], "_");
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        bail!("a migration's name is letters, digits and hyphens: add-survey");
    }
    let digits = |file: &String| file.chars().take_while(char::is_ascii_digit).collect::<String>();
    let numbers: Vec<String> = present.iter().map(digits).filter(|number| !number.is_empty()).collect();
    let width = numbers.iter().map(String::len).max().unwrap_or(4);
    let highest = numbers.iter().filter_map(|number| number.parse::<u32>().ok()).max().unwrap_or(0);
    Ok(format!("{:0width$}_{name}.sql", highest + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_migration_follows_the_highest_number() {
        let present = ["0001_person.sql", "0007_ticket.sqlite.sql", "0007_ticket.postgres.sql", "README.md"];
        let present = present.map(String::from);
        assert_eq!(next_file_name(&present, "add-survey").unwrap(), "0008_add_survey.sql");
        assert_eq!(next_file_name(&[], "first").unwrap(), "0001_first.sql");
    }

    #[test]
    fn a_name_that_would_leave_the_folder_is_refused() {
        assert!(next_file_name(&[], "../x").is_err());
        assert!(next_file_name(&[], "").is_err());
    }
}
