//! The rules: one file each, with the patterns, the reason, a suggestion, sentences it must mark and sentences it must
//! let pass. A test runs them all.
//!
//! A rule is data. It refuses to know texts, offsets and other rules.

mod absolutes;
mod blame;
mod condescension;
mod dismissal;
mod german;
mod legalistic;
mod rude;

use crate::finding::Label;
use crate::language::Language;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Short, of one language: `you_should_have`.
    pub name: &'static str,
    pub label: Label,
    pub language: Language,
    /// What it marks, in the language of [`crate::pattern`].
    pub patterns: &'static [&'static str],
    /// Sentences in which one of these stands are let pass.
    pub unless: &'static [&'static str],
    /// Why, in one sentence for the writer.
    pub reason: &'static str,
    /// What to do about it.
    pub suggestion: &'static str,
    pub hits: &'static [&'static str],
    pub near_misses: &'static [&'static str],
}

/// Every rule of a language, in the order of labels.
pub fn all(language: Language) -> impl Iterator<Item = &'static Rule> {
    let folders: &[&'static [Rule]] = match language {
        Language::English => &[
            rude::RULES,
            blame::RULES,
            condescension::RULES,
            dismissal::RULES,
            absolutes::RULES,
            legalistic::RULES,
        ],
        Language::German => &[
            german::rude::RULES,
            german::blame::RULES,
            german::condescension::RULES,
            german::dismissal::RULES,
            german::absolutes::RULES,
            german::legalistic::RULES,
        ],
    };
    folders.iter().flat_map(|rules| rules.iter())
}

/// A check that is not made of patterns.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    pub name: &'static str,
    /// As in every output: [`Label::name`], or the check's own name where it is about the whole message.
    pub label: &'static str,
    pub reason: &'static str,
    pub suggestion: &'static str,
}

pub const PLAIN_WORDS: Check = Check {
    name: "plain_words",
    label: "jargon",
    reason: "Somebody who is not technical may not know this word.",
    suggestion: "Say it in plain words, or explain it where it stands.",
};
pub const WORDY: Check = Check {
    name: "wordy",
    label: "wordy",
    reason: "There is a shorter way to say it.",
    suggestion: "Say it with fewer words, or leave it out.",
};
pub const LONG_SENTENCE: Check = Check {
    name: "long_sentence",
    label: "long_sentence",
    reason: "It is a long sentence; a reader in a hurry loses the thread.",
    suggestion: "Make two of it.",
};
pub const NO_OWNER_OR_TIME: Check = Check {
    name: "no_owner_or_time",
    label: "no_owner_or_time",
    reason: "It says neither who does it nor until when.",
    suggestion: "Name who, and a time you can keep: \"Nadia looks at it by Thursday noon.\"",
};
pub const MISSING_NEXT_STEP: Check = Check {
    name: "missing_next_step",
    label: "missing_next_step",
    reason: "Something is open, and it says neither what you do next nor what the reader can do.",
    suggestion: "Say what happens next, who does it and when.",
};
pub const MISSING_ACKNOWLEDGEMENT: Check = Check {
    name: "missing_acknowledgement",
    label: "missing_acknowledgement",
    reason: "They are held up or upset, and nothing says that you saw it.",
    suggestion: "Name what it cost them, or say that you are sorry.",
};
pub const UNANSWERED_QUESTION: Check = Check {
    name: "unanswered_question",
    label: "unanswered_question",
    reason: "They asked, and the draft neither answers nor promises an answer.",
    suggestion: "Answer it, or say when the answer comes.",
};

/// Every check that is not made of patterns; they read every language.
pub const CHECKS: [Check; 7] = [
    PLAIN_WORDS,
    WORDY,
    LONG_SENTENCE,
    NO_OWNER_OR_TIME,
    MISSING_NEXT_STEP,
    MISSING_ACKNOWLEDGEMENT,
    UNANSWERED_QUESTION,
];

/// A rule, a check or a house's own rule, as a page about the rules needs it.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Stays the same from version to version.
    pub name: &'a str,
    pub label: &'a str,
    /// None: it reads every language.
    pub language: Option<Language>,
    pub reason: &'a str,
    /// May be empty.
    pub suggestion: &'a str,
    /// Sentences it marks; a house's own rule has its phrases instead.
    pub hits: &'a [&'static str],
    pub near_misses: &'a [&'static str],
    pub phrases: &'a [String],
    pub is_own: bool,
    /// Not switched off by the house.
    pub is_on: bool,
}

impl About<'_> {
    pub fn of(rule: &'static Rule) -> About<'static> {
        About {
            name: rule.name,
            label: rule.label.name(),
            language: Some(rule.language),
            reason: rule.reason,
            suggestion: rule.suggestion,
            hits: rule.hits,
            near_misses: rule.near_misses,
            phrases: &[],
            is_own: false,
            is_on: true,
        }
    }

    pub fn check(check: &Check) -> About<'static> {
        About {
            name: check.name,
            label: check.label,
            language: None,
            reason: check.reason,
            suggestion: check.suggestion,
            hits: &[],
            near_misses: &[],
            phrases: &[],
            is_own: false,
            is_on: true,
        }
    }
}

/// Every rule that comes with the program, in all languages, and every check.
pub fn list() -> impl Iterator<Item = About<'static>> {
    let rules = [Language::English, Language::German].into_iter().flat_map(all).map(About::of);
    rules.chain(CHECKS.iter().map(About::check))
}

/// Their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    list().map(|about| about.name)
}

#[cfg(test)]
mod tests;
