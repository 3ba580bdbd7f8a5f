//! Terms of the trade: which ones there are, and whether a reader can be expected to know one here.
//!
//! A term passes when it is explained where it stands, when the requester used it first, when the person's profile
//! asks for full detail, or when everybody knows it.

use crate::house::{House, PlainWord};
use crate::language::Language;
use crate::pattern::{Hit, Part, Text};
use crate::text::{Document, Kind};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

const SHIPPED: &str = include_str!("../data/plain-words.toml");

/// The file of terms, as people edit it.
#[derive(Debug, Deserialize)]
struct File {
    #[serde(default)]
    everyday: Vec<String>,
    #[serde(default)]
    en: BTreeMap<String, Entry>,
    #[serde(default)]
    de: BTreeMap<String, Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    plain: String,
    #[serde(default)]
    also: Vec<String>,
}

/// One way to write a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As in the file.
    pub written: String,
    pub plain: String,
    /// Spellings of one entry share it.
    pub entry: usize,
}

/// The terms of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    pub terms: Vec<Term>,
}

impl Terms {
    /// The terms that come with the program.
    pub fn shipped(language: Language) -> Terms {
        Terms::read(SHIPPED, language).unwrap_or_default()
    }

    /// Terms from a file in the shipped one's format.
    ///
    /// # Errors
    /// When the text is not TOML of that shape; the error names the line.
    pub fn read(text: &str, language: Language) -> Result<Terms, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let entries = match language {
            Language::English => file.en,
            Language::German => file.de,
        };
        let mut terms = Vec::new();
        for (entry, (written, Entry { plain, also })) in entries.into_iter().enumerate() {
            for written in std::iter::once(written).chain(also) {
                if !file.everyday.iter().any(|word| word.eq_ignore_ascii_case(&written)) {
                    terms.push(Term { written, plain: plain.clone(), entry });
                }
            }
        }
        Ok(Terms { terms })
    }

    /// With a house's own terms, and without those that everybody there knows.
    #[must_use]
    pub fn with(mut self, house: &House, language: Language) -> Terms {
        let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
        let entries = self.terms.iter().map(|term| term.entry + 1).max().unwrap_or(0);
        let own: Vec<&PlainWord> =
            house.plain_words.iter().filter(|word| word.language == language).collect();
        self.terms.retain(|term| !own.iter().any(|word| same(&word.term, &term.written)));
        self.terms.extend(own.into_iter().enumerate().map(|(number, word)| Term {
            written: word.term.trim().to_owned(),
            plain: word.plain.trim().to_owned(),
            entry: entries + number,
        }));
        let is_welcome =
            |term: &&Term| house.welcome_words.iter().any(|welcome| same(welcome, &term.written));
        let welcome: BTreeSet<usize> = self.terms.iter().filter(is_welcome).map(|term| term.entry).collect();
        self.terms.retain(|term| !welcome.contains(&term.entry));
        self
    }

    /// Each term's number and its words as a pattern, the plural among the choices of the last.
    pub fn patterns(&self, mut take: impl FnMut(u32, Vec<Part<'_>>)) {
        // One text with a term a line: cutting it up costs less than a text for each.
        let mut lines = String::new();
        let mut ends = Vec::with_capacity(self.terms.len());
        for term in &self.terms {
            lines.extend(term.written.chars().map(|c| if c == '\n' { ' ' } else { c }));
            lines.push('\n');
            ends.push(lines.len() as u32);
        }
        let document = Document::phrase(&lines);
        let mut tokens = document.tokens.iter().filter(|token| token.kind != Kind::Stop).peekable();
        for (number, end) in ends.into_iter().enumerate() {
            let mut parts = Vec::new();
            // A path or an address has no words: a pattern of it would find any other.
            let mut readable = true;
            while let Some(token) = tokens.next_if(|token| token.start < end) {
                let word = document.normal(token);
                readable &= !matches!(token.kind, Kind::Opaque | Kind::Quote);
                let mut choices = vec![Cow::Borrowed(word)];
                if tokens.peek().is_none_or(|next| next.start >= end)
                    && word.ends_with(|c: char| c.is_alphabetic() && c != 's')
                {
                    choices.push(Cow::Owned(format!("{word}s")));
                }
                parts.push(Part::One { choices, optional: false });
            }
            if readable {
                take(number as u32, parts);
            }
        }
    }

    /// Whether the words of a hit are written as the term demands: short abbreviations need their capitals.
    fn is_written(&self, hit: &Hit, text: &Text<'_>) -> bool {
        let Some(term) = self.terms.get(hit.number as usize) else { return false };
        let Some(token) = text.document.tokens.get(hit.start) else { return false };
        // `border-radius` is another word than RADIUS; `non-SSL` is not.
        let before = text.document.text.get(..token.bytes().start).unwrap_or_default();
        if !token.shouted
            && before.ends_with('-')
            && before.trim_end_matches('-').ends_with(char::is_alphabetic)
        {
            return false;
        }
        let short = term.written.chars().count() <= 4 && term.written.chars().any(char::is_uppercase);
        if !short {
            return true;
        }
        let written = text.document.written(token);
        written == term.written || written.strip_suffix('s') == Some(&term.written)
    }

    /// Entries of which a word stands in a text, however it is written.
    pub fn entries(&self, hits: &[Hit]) -> Vec<usize> {
        hits.iter().filter_map(|hit| self.terms.get(hit.number as usize)).map(|term| term.entry).collect()
    }

    /// The hits that a reader would not understand: the first of each entry, lengthened to the whole expression.
    pub fn unknown(&self, hits: &[Hit], text: &Text<'_>, known: &[usize]) -> Vec<Hit> {
        let mut longest: Vec<Hit> = Vec::new();
        let mut sorted: Vec<&Hit> = hits.iter().filter(|hit| self.is_written(hit, text)).collect();
        sorted.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        for hit in sorted {
            if longest.last().is_none_or(|last| hit.start >= last.end) {
                longest.push(*hit);
            }
        }
        let mut seen: Vec<usize> = known.to_vec();
        let mut kept: Vec<Hit> = Vec::new();
        for mut hit in longest {
            let Some(term) = self.terms.get(hit.number as usize) else { continue };
            if seen.contains(&term.entry) {
                continue;
            }
            seen.push(term.entry);
            lengthen(&mut hit, text);
            if is_explained(&hit, text) {
                continue;
            }
            match kept.last_mut() {
                // `DMARC reject policy`: one expression, one mark.
                Some(last)
                    if last.end >= hit.start
                        && text.document.sentence_of(last.start) == text.document.sentence_of(hit.start) =>
                {
                    last.end = last.end.max(hit.end);
                }
                _ => kept.push(hit),
            }
        }
        kept
    }
}

/// Nouns that belong to the term before them.
const HEADS: [&str; 44] = [
    "record",
    "records",
    "policy",
    "policies",
    "server",
    "servers",
    "entry",
    "entries",
    "table",
    "lease",
    "range",
    "trace",
    "key",
    "keys",
    "certificate",
    "profile",
    "group",
    "script",
    "job",
    "pool",
    "tunnel",
    "relay",
    "flag",
    "port",
    "address",
    "rule",
    "rules",
    "reject",
    "settings",
    "setting",
    "error",
    "errors",
    "controller",
    "service",
    "client",
    "query",
    "call",
    "request",
    "log",
    "logs",
    "enrolment",
    "enrollment",
    "config",
    "cluster",
];

fn lengthen(hit: &mut Hit, text: &Text<'_>) {
    let sentence = text.document.sentences.get(text.document.sentence_of(hit.start));
    let last = sentence.map_or(hit.end, |sentence| sentence.tokens.end);
    while hit.end < last && HEADS.contains(&text.normal(hit.end)) {
        hit.end += 1;
    }
}

fn is_explained(hit: &Hit, text: &Text<'_>) -> bool {
    let document = text.document;
    let number = document.sentence_of(hit.start);
    let Some(sentence) = document.sentences.get(number) else { return false };
    let (first, last) = (sentence.tokens.start, sentence.tokens.end);
    let word = |at: usize| if (first..last).contains(&at) { text.normal(at) } else { "" };
    let article = [
        "a",
        "an",
        "the",
        "our",
        "your",
        "what",
        "where",
        "how",
        "short",
        "like",
        "basically",
        "just",
        "ein",
        "eine",
        "der",
        "die",
        "das",
        "unser",
        "unsere",
    ];
    let (after, next, third) = (word(hit.end), word(hit.end + 1), word(hit.end + 2));
    // `a hybrid tenant, which is why …` says what follows from it, not what it is.
    let concludes = matches!(word(hit.end + 3), "why" | "how" | "where" | "when" | "because");
    // `DNS (the phone book of the internet)`, and `the phone book (DNS)`.
    if after == "(" && word(hit.end + 2) != ")" {
        return true;
    }
    if hit.start > first && word(hit.start - 1) == "(" && hit.start - first >= 3 {
        return true;
    }
    if matches!(after, "," | "-" | ":")
        && ([
            "a",
            "an",
            "the",
            "our",
            "your",
            "or",
            "meaning",
            "short",
            "der",
            "die",
            "das",
            "unser",
            "unsere",
            "also",
            "basically",
        ]
        .contains(&next)
            || (matches!(next, "which" | "that" | "think" | "it" | "this")
                && matches!(third, "is" | "'s" | "means" | "of" | "stands" | "are")
                && !concludes))
    {
        return true;
    }
    if matches!(after, "means" | "stands" | "refers" | "bedeutet" | "heißt" | "aka") {
        return true;
    }
    if matches!(after, "is" | "'s" | "are" | "ist" | "sind") {
        let defines = article.contains(&next)
            && next != "the"
            && next != "just"
            && next != "der"
            && next != "die"
            && next != "das";
        let the_thing = next == "the"
            && [
                "part",
                "place",
                "program",
                "service",
                "thing",
                "name",
                "list",
                "box",
                "way",
                "system",
                "tool",
                "machine",
                "technical",
                "word",
            ]
            .contains(&third);
        if defines || the_thing {
            return true;
        }
    }
    // `it's called DNS`, `what a VLAN is`.
    for at in hit.start.saturating_sub(3).max(first)..hit.start {
        if matches!(
            word(at),
            "called"
                | "named"
                | "known"
                | "call"
                | "term"
                | "word"
                | "means"
                | "sogenannte"
                | "heißt"
                | "genannt"
                | "nennen"
        ) {
            return true;
        }
        if word(at) == "what" && matches!(after, "is" | "does" | "means" | "'s") {
            return true;
        }
    }
    // `We use MDM. That's the program which …`
    let Some(following) = document.sentences.get(number + 1) else { return false };
    let at = |offset: usize| {
        let token = following.tokens.start + offset;
        if following.tokens.contains(&token) { text.normal(token) } else { "" }
    };
    let refers =
        matches!(at(0), "that" | "it" | "this" | "das") && matches!(at(1), "is" | "'s" | "means" | "ist");
    let near = last - hit.end <= 4;
    refers && near && (article.contains(&at(2)) || at(1) == "means")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_read_and_has_three_hundred_terms() {
        let terms = Terms::shipped(Language::English).terms;
        let entries = terms.iter().map(|term| term.entry).max().unwrap() + 1;
        assert!(entries >= 300, "{entries}");
        assert!(
            Terms::shipped(Language::German).terms.iter().map(|term| term.entry).max().unwrap() + 1 >= 120
        );
    }

    #[test]
    fn a_file_that_is_wrong_says_where() {
        assert!(Terms::read("[en]\n\"DNS\" = 3", Language::English).is_err());
    }

    #[test]
    fn part_of_a_joined_word_is_not_the_term() {
        let marked = |text: &str| {
            let reading = crate::Coach::shared().reply(&crate::Draft::of(text));
            reading.findings.into_iter().any(|finding| finding.label == crate::Label::Jargon)
        };
        assert!(!marked("I set the border-radius of the page."));
        assert!(marked("The non-DNS names fail too.") && marked("The RADIUS server is down."));
    }
}
