//! The words for rules, labels and languages. Pure.

use super::kind::HARD_TO_READ;
use ::coach::rules::{About, Check};
use ::coach::{Label, Language};

/// The languages that have rules, with the words for them.
pub const LANGUAGES: [(Language, &str, &str); 2] =
    [(Language::English, "en", "English"), (Language::German, "de", "German")];

pub fn language_code(language: Language) -> &'static str {
    LANGUAGES.iter().find(|(known, _, _)| *known == language).map_or("en", |(_, code, _)| code)
}

pub fn language_of(code: &str) -> Option<Language> {
    LANGUAGES.iter().find(|(_, known, _)| *known == code).map(|(language, _, _)| *language)
}

/// What a rule of the house's own may mark words for.
pub const OWN_LABELS: [Label; 8] = [
    Label::Rude,
    Label::Blame,
    Label::Condescension,
    Label::Dismissal,
    Label::Absolutes,
    Label::Legalistic,
    Label::Jargon,
    Label::Wordy,
];

pub fn label_of(name: &str) -> Option<Label> {
    Label::ALL.into_iter().find(|label| label.name() == name)
}

/// What marks are for, in the order of pages: the names that rules carry, and the words that people read.
pub const LABELS: [(&str, &str); 14] = [
    ("rude", "Rude"),
    ("blame", "Blame"),
    ("condescension", "Talking down"),
    ("dismissal", "Waving away"),
    ("absolutes", "Too sure"),
    ("legalistic", "Language of contracts"),
    ("jargon", "Jargon"),
    ("wordy", "Wordy"),
    ("long_sentence", "Long sentences"),
    ("hard_to_read", "Hard to read"),
    ("no_owner_or_time", "Nobody named, no time"),
    ("missing_next_step", "No next step"),
    ("missing_acknowledgement", "No word for the person"),
    ("unanswered_question", "Unanswered questions"),
];

/// A label as people read it.
pub fn label_word(name: &str) -> &'static str {
    LABELS.iter().find(|(known, _)| *known == name).map_or("", |(_, word)| word)
}

/// A rule's name as people read it: “You should have”.
pub fn title(name: &str) -> String {
    let words = name.strip_prefix("de_").unwrap_or(name).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The one check that is ours: only some kinds of text have it.
const HARD: Check = Check {
    name: HARD_TO_READ,
    label: HARD_TO_READ,
    reason: "It goes to everybody, and needs more schooling than everybody has.",
    suggestion: "Say it in shorter sentences and everyday words.",
};

/// Every rule and check that comes with the program.
pub fn rules() -> impl Iterator<Item = About<'static>> {
    ::coach::rules::list().chain(std::iter::once(About::check(&HARD)))
}

/// Whether a rule or a check of this name comes with the coach.
pub(super) fn is_known(name: &str) -> bool {
    rules().any(|known| known.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_under_a_label_that_has_words() {
        for about in rules() {
            assert!(!label_word(about.label).is_empty(), "{}", about.label);
        }
        for label in OWN_LABELS {
            assert_eq!(label_of(label.name()), Some(label));
        }
        assert!(
            is_known("you_broke") && is_known("plain_words") && is_known(HARD_TO_READ) && !is_known("own_1")
        );
    }

    #[test]
    fn names_become_words() {
        assert_eq!(title("you_should_have"), "You should have");
        assert_eq!(title("de_beleidigung"), "Beleidigung");
        assert_eq!(title(""), "");
    }

    #[test]
    fn languages_have_codes() {
        for (language, code, _) in LANGUAGES {
            assert_eq!(language_of(code), Some(language));
            assert_eq!(language_code(language), code);
        }
    }
}
