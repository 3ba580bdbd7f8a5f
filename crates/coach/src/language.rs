//! Which language a text is in, as far as it decides which rules read it.

use crate::text::{Document, Kind};
use serde::{Deserialize, Serialize};
use whatlang::{Detector, Lang};

/// A language that has rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    English,
    German,
}

/// More than this much of a text does not make the guess better, in bytes.
const LOOKED_AT_MAX: usize = 400;

/// The language of a text; English when it is too short to say.
pub fn detect(text: &str) -> Language {
    let mut end = text.len().min(LOOKED_AT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let detector = Detector::with_allowlist(vec![Lang::Eng, Lang::Deu]);
    match detector.detect(text.get(..end).unwrap_or_default()) {
        Some(info) if info.lang() == Lang::Deu && info.is_reliable() => Language::German,
        _ => Language::English,
    }
}

/// The language of a document. Short texts and plainly English ones are not worth a detector's time.
pub fn of(document: &Document<'_>) -> Language {
    let (mut english, mut german, mut words) = (0_usize, 0_usize, 0_usize);
    for token in document.tokens.iter().filter(|token| token.kind == Kind::Word).take(200) {
        words += 1;
        match document.normal(token) {
            "the" | "and" | "you" | "is" | "to" | "of" | "it" | "have" | "that" | "we" | "for" | "your"
            | "are" | "not" | "this" => {
                english += 1;
            }
            "der" | "und" | "sie" | "ist" | "nicht" | "das" | "ich" | "wir" | "ein" | "eine" | "haben"
            | "den" | "zu" | "mit" | "für" | "wird" | "werden" | "bis" | "bei" | "uns" | "ihnen" | "ihr"
            | "ihre" | "dem" | "auf" | "es" | "bitte" | "heute" | "morgen" | "wieder" | "auch" | "noch"
            | "wurde" | "gehören" => {
                german += 1;
            }
            _ => {}
        }
    }
    if german == 0 || (words >= 8 && english > german * 2) {
        return Language::English;
    }
    if english == 0 && german >= 2 {
        return Language::German;
    }
    detect(document.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_told_from_english() {
        let of = |text: &str| super::of(&Document::read(text));
        assert_eq!(of("Sie hätten das vorher lesen sollen, das ist nicht unser Problem."), Language::German);
        assert_eq!(of("Please read the page first."), Language::English);
        assert_eq!(of("ok"), Language::English);
        assert_eq!(
            detect("Das Netzwerk ist seit heute Morgen ausgefallen, und niemand kann arbeiten."),
            Language::German
        );
    }
}
