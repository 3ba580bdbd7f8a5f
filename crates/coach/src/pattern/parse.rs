//! Reads a pattern into its parts.

use std::borrow::Cow;

/// One part of a pattern, before its words are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'p> {
    /// One token: any of these words, classes (`@`) and looks (`#`).
    One {
        choices: Vec<Cow<'p, str>>,
        optional: bool,
    },
    /// One of these runs.
    Group {
        options: Vec<Vec<Part<'p>>>,
        optional: bool,
    },
    Not(Vec<Cow<'p, str>>),
    NotAfter(Vec<Cow<'p, str>>),
    /// Up to so many tokens of the same clause.
    Gap(u8),
    SentenceStart,
    SentenceEnd,
    /// No sentence follows.
    TextEnd,
    /// A question follows.
    QuestionNext,
    ClauseStart,
    ClauseEnd,
    Open,
    Close,
    RestOfClause,
    RestOfSentence,
}

/// The parts of a pattern, in order.
pub fn parse(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut cuts = Vec::new();
    read(pattern, &mut parts, &mut cuts);
    parts
}

/// `cuts` is room for the bars and slashes of the groups that are open.
fn read<'p>(pattern: &'p str, parts: &mut Vec<Part<'p>>, cuts: &mut Vec<usize>) {
    let mut rest = pattern;
    while let Some(open) = rest.find('(') {
        plain(rest.get(..open).unwrap_or_default(), parts);
        let from = rest.get(open + 1..).unwrap_or_default();
        let first_cut = cuts.len();
        let close = closing(from, cuts);
        let inside = from.get(..close).unwrap_or_default();
        rest = from.get(close + 1..).unwrap_or_default();
        let optional = rest.starts_with('?');
        rest = rest.strip_prefix('?').unwrap_or(rest);
        parts.push(group(inside, optional, first_cut, cuts));
        cuts.truncate(first_cut);
    }
    plain(rest, parts);
}

fn plain<'p>(text: &'p str, parts: &mut Vec<Part<'p>>) {
    parts.extend(text.split_ascii_whitespace().filter(|word| *word != ")").map(part));
}

/// Where the bracket that was opened before a text closes, or the end of the text; `cuts` gets where its runs part:
/// at slashes when it has any, else at bars.
fn closing(text: &str, cuts: &mut Vec<usize>) -> usize {
    let first = cuts.len();
    let mut depth = 0_usize;
    let mut slashed = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            b'/' if depth == 0 => {
                if !slashed {
                    cuts.truncate(first);
                    slashed = true;
                }
                cuts.push(at);
            }
            b'|' if depth == 0 && !slashed => cuts.push(at),
            _ => {}
        }
    }
    text.len()
}

/// A group; alternatives of one token each become one token with many choices.
fn group<'p>(inside: &'p str, optional: bool, first_cut: usize, cuts: &mut Vec<usize>) -> Part<'p> {
    let count = cuts.len() - first_cut;
    let mut joined: Vec<Cow<'p, str>> = Vec::with_capacity(count + 1);
    let mut rest = Vec::new();
    let mut from = 0;
    for number in 0..=count {
        let to = cuts.get(first_cut + number).copied().filter(|_| number < count).unwrap_or(inside.len());
        let option = inside.get(from..to).unwrap_or_default().trim_ascii();
        from = to + 1;
        if is_plain_word(option) {
            joined.push(Cow::Borrowed(option));
            continue;
        }
        let mut parts = Vec::new();
        read(option, &mut parts, cuts);
        match parts.as_mut_slice() {
            [Part::One { choices, optional: false }] => joined.append(choices),
            _ => rest.push(parts),
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

/// One word, class or look without a sign around it.
fn is_plain_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins =
        bytes.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'#'));
    begins && !bytes.iter().any(|byte| matches!(byte, b' ' | b'|' | b'(' | b')' | b'?' | b'!' | b'[' | b']'))
}

fn part(word: &str) -> Part<'_> {
    fn choices(text: &str) -> Vec<Cow<'_, str>> {
        text.split('|').map(Cow::Borrowed).collect()
    }
    match word {
        "<" => Part::SentenceStart,
        ">" => Part::SentenceEnd,
        ">>" => Part::TextEnd,
        ">?" => Part::QuestionNext,
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
