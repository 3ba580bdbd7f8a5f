//! The meter of politeness: named means, and a score from them. A model's score takes its place where there is one.

use crate::coach::Rim;
use crate::cue::Cue;
use crate::mark::Found;
use crate::reading::{Politeness, Strategy};

/// Each means with its name and its pull on the score, in log-odds.
const MEANS: [(Cue, &str, f64); 17] = [
    (Cue::Gratitude, "gratitude", 0.9),
    (Cue::Apology, "apology", 0.6),
    (Cue::Deference, "deference", 0.6),
    (Cue::Greeting, "greeting", 0.5),
    (Cue::Empathy, "empathy", 0.4),
    (Cue::Please, "please", 0.4),
    (Cue::PleaseStart, "please_start", -0.2),
    (Cue::Subjunctive, "counterfactual_modal", 0.5),
    (Cue::Indicative, "indicative_modal", 0.2),
    (Cue::Indirect, "indirect", 0.5),
    (Cue::Hedge, "hedges", 0.2),
    (Cue::FirstPersonPlural, "first_person_plural", 0.1),
    (Cue::Positive, "positive_words", 0.3),
    (Cue::DirectStart, "direct_start", -0.3),
    (Cue::DirectQuestion, "direct_question", -0.3),
    (Cue::Imperative, "orders", -0.1),
    (Cue::Negative, "negative_words", -0.4),
];

pub(crate) fn measure(rim: &Rim<'_>, found: &Found) -> Politeness {
    let mut sum = 0.0;
    let mut strategies = Vec::new();
    for (cue, name, pull) in MEANS {
        let mut hits = found.cues.iter().filter(|(other, _)| *other == cue).peekable();
        if hits.peek().is_some() {
            sum += pull;
        }
        for (_, hit) in hits {
            let (start, end, _) = rim.span(hit.start..hit.end);
            strategies.push(Strategy { name, polite: pull > 0.0, start, end });
        }
    }
    strategies.sort_by_key(|strategy| (strategy.start, strategy.end, strategy.name));
    Politeness { score: 1.0 / (1.0 + f64::exp(-sum)), strategies }
}
