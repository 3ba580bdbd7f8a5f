//! Which language a text is in, as far as it decides which rules read it.

use serde::Serialize;
use whatlang::{Detector, Lang};

/// A language that has rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
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
