//! Clues to a mood that mean little alone and enough together: kinds of evidence, each with a weight and the words for it.
//!
//! A kind counts once, however often its words stand there; [`enough`] in sum is a mood. The weights are set by hand: what
//! nobody says in another mood weighs most of the sum, what everybody says (`cannot`, `again`) little. What speaks for calm
//! weighs against.

mod confusion;
mod frustration;
mod gratitude;
mod urgency;

use crate::language::Language;
use crate::reading::MoodKind;
use MoodKind::{Confusion, Frustration, Gratitude, Urgency};

/// A strong sign weighs as much, and a second one [`SECOND`] more.
pub const STRONG: f64 = 3.75;
pub const SECOND: f64 = 1.0;

/// Words that say the mood is not there, by themselves.
pub const AGAINST: f64 = -0.75;

/// So many times [`enough`] is urgent even from somebody who says thanks.
pub const URGENT_THOUGH_THANKFUL: f64 = 2.5;

/// A sum from which a mood is believed.
pub fn enough(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Gratitude => 3.0,
        Confusion => 3.25,
        Urgency => 3.5,
    }
}

/// The share of [`enough`] from which the strongest mood of a message is believed. Few people write to a service desk without any
/// mood and without a request; urgency said wrongly does most harm.
pub fn stands_out(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Gratitude => 0.55,
        Confusion => 0.5,
        Urgency => 0.65,
    }
}

/// What a model's probability of 1 weighs beside the clues.
pub fn of_model(mood: MoodKind) -> f64 {
    match mood {
        Frustration | Confusion => 2.0,
        Gratitude => 1.25,
        Urgency => 0.0,
    }
}

/// What kind or unkind words weigh where nothing is asked for: who only tells, and in such words, has a reason to.
pub fn of_valence(mood: MoodKind, valence: f64, asks: bool) -> f64 {
    match mood {
        Gratitude if !asks => 1.25 * valence,
        Frustration if !asks => -0.75 * valence,
        _ => 0.0,
    }
}

/// All clues of a language, mood by mood; numbered in a row.
pub type Clues = &'static [&'static [Clue]];

/// One kind of evidence.
#[derive(Debug)]
pub struct Clue {
    pub mood: MoodKind,
    pub weight: f64,
    pub patterns: &'static [&'static str],
}

const fn clue(mood: MoodKind, weight: f64, patterns: &'static [&'static str]) -> Clue {
    Clue { mood, weight, patterns }
}

pub fn of(language: Language) -> Clues {
    match language {
        Language::English => {
            &[frustration::ENGLISH, confusion::ENGLISH, urgency::ENGLISH, gratitude::ENGLISH]
        }
        Language::German => &[],
    }
}
