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

#[cfg(test)]
mod tests;
