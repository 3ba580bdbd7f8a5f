//! Reads a pattern into its parts.

/// One part of a pattern, before its words are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// One token: any of these words, classes (`@`) and looks (`#`).
    One {
        choices: Vec<String>,
        optional: bool,
    },
    /// One of these runs.
    Group {
        options: Vec<Vec<Part>>,
        optional: bool,
    },
    Not(Vec<String>),
    NotAfter(Vec<String>),
    /// Up to so many tokens of the same clause.
    Gap(u8),
    SentenceStart,
    SentenceEnd,
    ClauseStart,
    ClauseEnd,
    Open,
    Close,
    RestOfClause,
    RestOfSentence,
}

/// The parts of a pattern, in order.
pub fn parse(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('(') {
        let (before, from) = rest.split_at(open);
        plain(before, &mut parts);
        let close = closing(from);
        let inside = from.get(1..close).unwrap_or_default();
        rest = from.get(close + 1..).unwrap_or_default();
        let optional = rest.starts_with('?');
        rest = rest.strip_prefix('?').unwrap_or(rest);
        let options: Vec<Vec<Part>> = alternatives(inside).into_iter().map(parse).collect();
        parts.push(group(options, optional));
    }
    plain(rest, &mut parts);
    parts
}

fn plain(text: &str, parts: &mut Vec<Part>) {
    parts.extend(text.split_whitespace().filter(|word| *word != ")").map(part));
}

/// Where the bracket that opens a text closes, or the end of the text.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The runs of a group: between slashes when it has any, else between bars.
fn alternatives(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut slashes = Vec::new();
    let mut bars = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => slashes.push(at),
            '|' if depth == 0 => bars.push(at),
            _ => {}
        }
    }
    let cuts = if slashes.is_empty() { bars } else { slashes };
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for at in cuts {
        parts.extend(text.get(from..at));
        from = at + 1;
    }
    parts.extend(text.get(from..));
    parts
}

/// A group; alternatives of one token each become one token with many choices.
fn group(options: Vec<Vec<Part>>, optional: bool) -> Part {
    let mut joined: Vec<String> = Vec::new();
    let mut rest = Vec::new();
    for option in options {
        match option.as_slice() {
            [Part::One { choices, optional: false }] => joined.extend(choices.iter().cloned()),
            _ => rest.push(option),
        }
    }
    if rest.is_empty() {
        return Part::One { choices: joined, optional };
    }
    if !joined.is_empty() {
        rest.push(vec![Part::One { choices: joined, optional: false }]);
    }
    Part::Group { options: rest, optional }
}

fn part(word: &str) -> Part {
    let choices = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    match word {
        "<" => Part::SentenceStart,
        ">" => Part::SentenceEnd,
        "^" => Part::ClauseStart,
        "$" => Part::ClauseEnd,
        "[" => Part::Open,
        "]" => Part::Close,
        "..." => Part::RestOfClause,
        "...." => Part::RestOfSentence,
        _ => {
            if let Some(count) = word.strip_prefix("..").and_then(|count| count.parse().ok()) {
                return Part::Gap(count);
            }
            if let Some(not) = word.strip_prefix('!').filter(|rest| !rest.is_empty()) {
                return Part::Not(choices(not));
            }
            if let Some(not) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) {
                return Part::NotAfter(choices(not));
            }
            match word.strip_suffix('?').filter(|rest| !rest.is_empty() && !rest.ends_with('|')) {
                Some(rest) => Part::One { choices: choices(rest), optional: true },
                None => Part::One { choices: choices(word), optional: false },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(pattern: &str) -> usize {
        match parse(pattern).first() {
            Some(Part::Group { options, .. }) => options.len(),
            Some(Part::One { .. }) => 1,
            _ => 0,
        }
    }

    #[test]
    fn a_bar_parts_runs_in_a_group_and_words_outside() {
        assert_eq!(options("(well done|bravo) you"), 2);
        assert_eq!(options("(he|she did / they) it"), 2);
        assert_eq!(options("(he|she) it"), 1);
        assert_eq!(parse("he|she it").len(), 2);
    }

    #[test]
    fn a_bracket_that_never_closes_is_no_trouble() {
        assert_eq!(parse("a ( b").len(), 2);
        assert_eq!(parse(") a").len(), 1);
    }
}
