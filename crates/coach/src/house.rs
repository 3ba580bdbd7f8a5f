//! A house's own taste: rules it switches off, rules and plain words it adds, terms that everybody there knows.
//!
//! Plain data that a desk keeps and shows; [`House::check`] says what is wrong with it before it is used. Refuses to know
//! who wrote it and where it is kept.

use crate::finding::Label;
use crate::language::Language;
use crate::lexicon;
use crate::pattern::Part;
use crate::rules;
use crate::text::{Document, Kind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// What a house changes. Nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct House {
    /// Names of rules that mark nothing here. A name that no rule has (any more) is no mistake.
    pub rules_off: BTreeSet<String>,
    pub own_rules: Vec<OwnRule>,
    pub plain_words: Vec<PlainWord>,
    /// Terms of the trade that everybody here knows; all spellings of such a term pass.
    pub welcome_words: Vec<String>,
}

/// A rule of the house's own: plain phrases, found in any case and in the usual forms of their words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRule {
    /// Small letters, digits and `_`; no other rule's name.
    pub name: String,
    pub label: Label,
    pub language: Language,
    /// `ping the box` also finds "Pinged the boxes".
    pub patterns: Vec<String>,
    /// Why, in one sentence for the writer.
    pub reason: String,
    /// What to do about it; may be empty.
    #[serde(default)]
    pub suggestion: String,
}

/// Plain words for a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainWord {
    pub term: String,
    pub plain: String,
    pub language: Language,
}

pub const OWN_RULES_MAX: usize = 200;
pub const PATTERNS_MAX: usize = 50;
/// Words of one phrase.
pub const PHRASE_WORDS_MAX: usize = 12;
pub const NAME_LETTERS_MAX: usize = 60;
/// Characters of a phrase, a term or plain words.
pub const PHRASE_LETTERS_MAX: usize = 120;
/// Characters of a reason or a suggestion.
pub const SENTENCE_LETTERS_MAX: usize = 300;
pub const PLAIN_WORDS_MAX: usize = 2_000;
pub const WELCOME_WORDS_MAX: usize = 2_000;
pub const RULES_OFF_MAX: usize = 1_000;

/// Where in a [`House`] something is wrong; numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    RulesOff,
    OwnRules,
    OwnRule(usize),
    /// Rule, phrase.
    Pattern(usize, usize),
    PlainWords,
    PlainWord(usize),
    WelcomeWords,
    WelcomeWord(usize),
}

/// What is wrong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// More than so many.
    TooMany(usize),
    /// The named part has nothing in it.
    Empty(&'static str),
    /// The named part has more characters than that.
    TooLong(&'static str, usize),
    /// A phrase of more words than that.
    TooManyWords(usize),
    /// A phrase without a word to look for.
    NoWords,
    /// A name with other characters than small letters, digits and `_`.
    BadName,
    /// The name is another rule's.
    NameTaken,
    /// A label that no phrase can earn.
    BadLabel,
    /// The same term twice.
    Twice,
}

/// Something wrong with a [`House`], as one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    pub place: Place,
    pub wrong: Wrong,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::RulesOff => write!(f, "rules switched off: ")?,
            Place::OwnRules => write!(f, "own rules: ")?,
            Place::OwnRule(rule) => write!(f, "own rule {}: ", rule + 1)?,
            Place::Pattern(rule, phrase) => write!(f, "own rule {}, phrase {}: ", rule + 1, phrase + 1)?,
            Place::PlainWords => write!(f, "plain words: ")?,
            Place::PlainWord(word) => write!(f, "plain words, line {}: ", word + 1)?,
            Place::WelcomeWords => write!(f, "words known here: ")?,
            Place::WelcomeWord(word) => write!(f, "words known here, line {}: ", word + 1)?,
        }
        match self.wrong {
            Wrong::TooMany(most) => write!(f, "there are more than {most}"),
            Wrong::Empty(part) => write!(f, "the {part} is empty"),
            Wrong::TooLong(part, most) => write!(f, "the {part} is longer than {most} characters"),
            Wrong::TooManyWords(most) => write!(f, "it has more than {most} words"),
            Wrong::NoWords => write!(f, "there is no word in it to look for"),
            Wrong::BadName => write!(f, "a name has small letters, digits and _ only"),
            Wrong::NameTaken => write!(f, "another rule has this name"),
            Wrong::BadLabel => write!(f, "phrases cannot be marked with this label"),
            Wrong::Twice => write!(f, "the same term stands here twice"),
        }
    }
}

impl std::error::Error for Mistake {}

impl House {
    /// # Errors
    /// Everything that is wrong, in order of place.
    pub fn check(&self) -> Result<(), Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        mistakes.number(Place::RulesOff, self.rules_off.len(), RULES_OFF_MAX);
        mistakes.number(Place::OwnRules, self.own_rules.len(), OWN_RULES_MAX);
        let mut names: BTreeSet<&str> = rules::names().collect();
        for (at, rule) in self.own_rules.iter().take(OWN_RULES_MAX).enumerate() {
            mistakes.own_rule(at, rule);
            if !names.insert(&rule.name) {
                mistakes.say(Place::OwnRule(at), Wrong::NameTaken);
            }
        }
        mistakes.number(Place::PlainWords, self.plain_words.len(), PLAIN_WORDS_MAX);
        let mut terms = BTreeSet::new();
        for (at, word) in self.plain_words.iter().take(PLAIN_WORDS_MAX).enumerate() {
            let place = Place::PlainWord(at);
            mistakes.text(place, "term", &word.term, PHRASE_LETTERS_MAX);
            mistakes.text(place, "plain wording", &word.plain, PHRASE_LETTERS_MAX);
            mistakes.words(place, &word.term);
            if !terms.insert((word.language as u8, word.term.trim().to_lowercase())) {
                mistakes.say(place, Wrong::Twice);
            }
        }
        mistakes.number(Place::WelcomeWords, self.welcome_words.len(), WELCOME_WORDS_MAX);
        for (at, word) in self.welcome_words.iter().take(WELCOME_WORDS_MAX).enumerate() {
            mistakes.text(Place::WelcomeWord(at), "word", word, PHRASE_LETTERS_MAX);
        }
        if mistakes.0.is_empty() { Ok(()) } else { Err(mistakes.0) }
    }
}

#[derive(Default)]
struct Mistakes(Vec<Mistake>);

impl Mistakes {
    fn say(&mut self, place: Place, wrong: Wrong) {
        self.0.push(Mistake { place, wrong });
    }

    fn number(&mut self, place: Place, count: usize, most: usize) {
        if count > most {
            self.say(place, Wrong::TooMany(most));
        }
    }

    fn text(&mut self, place: Place, part: &'static str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.say(place, Wrong::Empty(part));
        } else if text.chars().count() > most {
            self.say(place, Wrong::TooLong(part, most));
        }
    }

    fn words(&mut self, place: Place, phrase: &str) {
        if phrase.trim().is_empty() || phrase.chars().count() > PHRASE_LETTERS_MAX {
            return;
        }
        let document = Document::phrase(phrase);
        let count = words(&document).filter(|(_, is_word)| *is_word).count();
        if count == 0 {
            self.say(place, Wrong::NoWords);
        } else if count > PHRASE_WORDS_MAX {
            self.say(place, Wrong::TooManyWords(PHRASE_WORDS_MAX));
        }
    }

    fn own_rule(&mut self, at: usize, rule: &OwnRule) {
        let place = Place::OwnRule(at);
        self.text(place, "name", &rule.name, NAME_LETTERS_MAX);
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !rule.name.bytes().all(good) {
            self.say(place, Wrong::BadName);
        }
        if matches!(rule.label, Label::LongSentence | Label::NoOwnerOrTime) {
            self.say(place, Wrong::BadLabel);
        }
        self.text(place, "reason", &rule.reason, SENTENCE_LETTERS_MAX);
        if rule.suggestion.chars().count() > SENTENCE_LETTERS_MAX {
            self.say(place, Wrong::TooLong("suggestion", SENTENCE_LETTERS_MAX));
        }
        if rule.patterns.is_empty() {
            self.say(place, Wrong::Empty("list of phrases"));
        }
        self.number(place, rule.patterns.len(), PATTERNS_MAX);
        for (number, phrase) in rule.patterns.iter().take(PATTERNS_MAX).enumerate() {
            let place = Place::Pattern(at, number);
            self.text(place, "phrase", phrase, PHRASE_LETTERS_MAX);
            self.words(place, phrase);
        }
    }
}

/// Words and commas of a phrase, normal, and whether each is a word.
fn words<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (&'d str, bool)> {
    // A path or an address has no words of its own.
    let read =
        document.tokens.iter().filter(|token| !matches!(token.kind, Kind::Stop | Kind::Opaque | Kind::Quote));
    read.map(|token| (document.normal(token), !matches!(token.kind, Kind::Mark)))
}

/// A phrase as a pattern.
pub(crate) fn pattern(phrase: &str, language: Language) -> Vec<Part<'static>> {
    let document = Document::phrase(phrase);
    let part = |(word, is_word): (&str, bool)| {
        let choices = if is_word { lexicon::forms(word, language) } else { vec![word.to_owned()] };
        Part::One { choices: choices.into_iter().map(Cow::Owned).collect(), optional: false }
    };
    words(&document).map(part).collect()
}

#[cfg(test)]
mod tests;
