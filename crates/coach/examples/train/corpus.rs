//! Reads the data: tab-separated rows, some with quoted fields that hold tabs and line breaks.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A request and the mean of its readers' ratings.
pub struct Rated {
    pub score: f64,
    pub text: String,
}

/// `wikipedia` or `stack-exchange`.
pub fn politeness(data: &Path, name: &str) -> Result<Vec<Rated>> {
    let path = data.join("politeness").join(format!("{name}.dev.tsv"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut rated = Vec::new();
    for row in quoted_rows(&text).into_iter().skip(1) {
        let [score, request] = row.as_slice() else { continue };
        rated.push(Rated { score: score.parse()?, text: request.clone() });
    }
    Ok(rated)
}

/// A comment and the numbers of the feelings that its readers named.
pub struct Comment {
    pub feelings: Vec<u8>,
    pub text: String,
}

/// `train` or `dev`.
pub fn comments(data: &Path, part: &str) -> Result<Vec<Comment>> {
    let path = data.join("goemotions").join(format!("{part}.tsv"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut comments = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(text), Some(feelings)) = (fields.next(), fields.next()) else { continue };
        let feelings = feelings.split(',').map(str::parse).collect::<Result<_, _>>()?;
        comments.push(Comment { feelings, text: text.to_owned() });
    }
    Ok(comments)
}

fn quoted_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut at_start) = (false, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted => quoted = false,
            other if quoted => field.push(other),
            '"' if at_start => (quoted, at_start) = (true, false),
            '\t' | '\n' => {
                row.push(std::mem::take(&mut field));
                at_start = true;
                if letter == '\n' {
                    rows.push(std::mem::take(&mut row));
                }
            }
            '\r' => {}
            other => {
                field.push(other);
                at_start = false;
            }
        }
    }
    if !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}
