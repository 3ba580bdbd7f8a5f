//! How many years of school a text asks for: Flesch-Kincaid by syllables, Dale-Chall by known words.

use crate::lexicon::WordHasher;
use crate::text::{Document, Kind};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// The words that four fifths of ten-year-olds know (npm `dale-chall`, MIT; credit in the README of this crate).
const EASY: &str = include_str!("../data/dale-chall.txt");

static KNOWN: LazyLock<HashSet<&'static str, BuildHasherDefault<WordHasher>>> =
    LazyLock::new(|| EASY.lines().map(str::trim).filter(|word| !word.is_empty()).collect());

/// What the formulas need to know of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
    /// Words that are not on the list of easy words.
    pub hard: usize,
}

/// Counts the prose of a document: words of letters, and sentences that hold one.
pub fn count(document: &Document<'_>) -> Counts {
    let mut counts = Counts::default();
    let mut word = String::new();
    for sentence in &document.sentences {
        let tokens = document.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        let before = counts.words;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            if token.kind != Kind::Word {
                // A figure is one easy word of one syllable for each digit group.
                if token.kind == Kind::Number {
                    counts.words += 1;
                    counts.syllables += 1;
                }
                continue;
            }
            // `don't` is one word, though it is two tokens.
            word.clear();
            word.push_str(&document.written(token).to_lowercase());
            while let Some(next) = tokens.get(at).filter(|next| next.glued && next.kind == Kind::Word) {
                let joins = document.text.as_bytes().get(next.start as usize - 1) != Some(&b'-');
                if !joins {
                    break;
                }
                word.push_str(&document.written(next).to_lowercase());
                at += 1;
            }
            counts.words += 1;
            counts.syllables += syllables(&word);
            let is_name = token.capital && token.start as usize != sentence.bytes.start;
            if !is_name && !is_easy(&word) {
                counts.hard += 1;
            }
        }
        if counts.words > before {
            counts.sentences += 1;
        }
    }
    counts
}

impl Counts {
    /// Flesch-Kincaid grade level, not below 0.
    pub fn flesch_kincaid(&self) -> f64 {
        let (Some(length), Some(syllables)) =
            (ratio(self.words, self.sentences), ratio(self.syllables, self.words))
        else {
            return 0.0;
        };
        (0.39 * length + 11.8 * syllables - 15.59).max(0.0)
    }

    /// Dale-Chall score, whose number is roughly the school grade.
    pub fn dale_chall(&self) -> f64 {
        let (Some(length), Some(hard)) = (ratio(self.words, self.sentences), ratio(self.hard, self.words))
        else {
            return 0.0;
        };
        let percent = hard * 100.0;
        let adjusted = if percent > 5.0 { 3.6365 } else { 0.0 };
        0.1579 * percent + 0.0496 * length + adjusted
    }
}

fn ratio(over: usize, under: usize) -> Option<f64> {
    (under > 0).then(|| over as f64 / under as f64)
}

/// Whether a word, or the word it is a form of, is on the list.
fn is_easy(word: &str) -> bool {
    let known = |word: &str| KNOWN.contains(word);
    if word.chars().count() <= 1 || known(word) {
        return true;
    }
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    if known(word) {
        return true;
    }
    let stems = [
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("er", ""),
        ("er", "e"),
        ("est", ""),
        ("est", "e"),
    ];
    stems.iter().any(|(ending, instead)| {
        word.strip_suffix(ending).is_some_and(|stem| {
            let doubled = stem.len() > 2 && {
                let bytes = stem.as_bytes();
                bytes.last() == bytes.get(bytes.len() - 2)
            };
            if instead.is_empty() {
                known(stem) || (doubled && known(stem.get(..stem.len() - 1).unwrap_or(stem)))
            } else {
                KNOWN.contains(format!("{stem}{instead}").as_str())
            }
        })
    })
}

/// Syllables of an English word in lower case: groups of vowels, less the silent ones.
pub fn syllables(word: &str) -> usize {
    const KNOWN: [(&str, usize); 30] = [
        ("area", 3),
        ("idea", 3),
        ("ideas", 3),
        ("create", 2),
        ("created", 3),
        ("being", 2),
        ("doing", 2),
        ("going", 2),
        ("seeing", 2),
        ("real", 1),
        ("really", 2),
        ("people", 2),
        ("science", 2),
        ("client", 2),
        ("clients", 2),
        ("quiet", 2),
        ("diary", 3),
        ("every", 2),
        ("everything", 3),
        ("business", 2),
        ("different", 3),
        ("evening", 2),
        ("trial", 2),
        ("reinstall", 3),
        ("video", 3),
        ("radio", 3),
        ("usual", 3),
        ("usually", 4),
        ("something", 2),
        ("sometimes", 2),
    ];
    let word = word.trim_end_matches(['\'', '’']);
    if let Some((_, count)) = KNOWN.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    let contracted = ["n't", "n’t"]
        .iter()
        .any(|tail| word.strip_suffix(tail).is_some_and(|head| head.ends_with(['d', 's'])));
    let core = word.split(['\'', '’']).next().unwrap_or(word);
    let letters: Vec<char> = core.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü' | 'é' | 'è');
    let mut count = 0;
    let mut before = false;
    for (at, c) in letters.iter().enumerate() {
        let is = vowel(*c) && !(*c == 'y' && at == 0);
        if is && !before {
            count += 1;
        }
        // Two vowels that are spoken apart.
        if is && before && at > 0 {
            let pair = (letters.get(at - 1).copied().unwrap_or(' '), *c);
            let last = at + 1 == letters.len();
            if matches!(pair, ('i', 'o' | 'a' | 'u'))
                && !matches!(letters.get(at.wrapping_sub(2)), Some('t' | 'c' | 's' | 'g' | 'x' | 'n'))
                && !last
                || matches!(pair, ('e', 'o') | ('u', 'a') | ('y', 'i'))
            {
                count += 1;
            }
        }
        before = is;
    }
    let end: String = letters.iter().rev().take(3).rev().collect();
    let consonant_le = letters.len() > 2
        && end.ends_with("le")
        && letters.get(letters.len().wrapping_sub(3)).is_some_and(|c| !vowel(*c));
    if count > 1 && end.ends_with('e') && !consonant_le {
        let hushed = letters.get(letters.len().wrapping_sub(2)).is_some_and(|c| !vowel(*c));
        if hushed {
            count -= 1;
        }
    } else if count > 1 && (is_silent_ed(&letters, vowel) || is_silent_es(&letters, vowel)) {
        count -= 1;
    }
    (count + usize::from(contracted)).max(1)
}

/// `changed`, but not `started`.
fn is_silent_ed(letters: &[char], vowel: impl Fn(char) -> bool) -> bool {
    matches!(letters, [.., before, 'e', 'd'] if !vowel(*before) && !matches!(before, 't' | 'd'))
}

/// `files`, but not `places` or `tables`.
fn is_silent_es(letters: &[char], vowel: impl Fn(char) -> bool) -> bool {
    match letters {
        [.., earlier, 'l', 'e', 's'] if !vowel(*earlier) => false,
        [.., before, 'e', 's'] => !vowel(*before) && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_people_clap_them() {
        let words = [
            ("printer", 2),
            ("the", 1),
            ("queue", 1),
            ("folder", 2),
            ("password", 2),
            ("table", 2),
            ("changed", 1),
            ("started", 2),
            ("files", 1),
            ("places", 2),
            ("information", 4),
            ("computer", 3),
            ("morning", 2),
            ("simple", 2),
            ("you're", 1),
            ("didn't", 2),
            ("don't", 1),
            ("website", 2),
            ("area", 3),
            ("delete", 2),
            ("deleted", 3),
            ("installed", 2),
            ("network", 2),
            ("available", 4),
            ("tables", 2),
            ("radio", 3),
            ("screen", 1),
            ("user", 2),
            ("reboot", 2),
            ("cable", 2),
            ("updates", 2),
        ];
        for (word, count) in words {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    /// Counted by hand.
    #[test]
    fn grades_are_within_half_a_grade_of_a_count_by_hand() {
        let cases = [
            // text, sentences, words, syllables
            ("The cat sat on the mat. It was warm there.", 2, 10, 10),
            (
                "We changed the setting last night. Please open the folder again and tell me what you see.",
                2,
                17,
                21,
            ),
            ("Your account was locked because the password was typed wrongly several times.", 1, 12, 18),
            ("The technician will replace the defective network adapter tomorrow morning.", 1, 10, 21),
        ];
        for (text, sentences, words, syllables) in cases {
            let by_hand = Counts { sentences, words, syllables, hard: 0 };
            let counted = count(&Document::read(text));
            assert_eq!((counted.sentences, counted.words), (sentences, words), "{text}");
            let difference = (counted.flesch_kincaid() - by_hand.flesch_kincaid()).abs();
            assert!(difference <= 0.5, "{text}: {difference}, {counted:?}");
        }
    }

    #[test]
    fn easy_words_are_known_in_their_forms() {
        for word in ["houses", "running", "tried", "bigger", "quickly", "don't"] {
            assert!(is_easy(word), "{word}");
        }
        assert!(!is_easy("authentication"));
    }
}
