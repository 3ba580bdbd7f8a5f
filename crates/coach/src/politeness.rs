//! The meter of politeness: named means, and a score from them. A model's score takes its place where there is one; named
//! unkind words cap it.

use crate::coach::Rim;
use crate::cue::Cue;
use crate::finding::{Finding, Label};
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

/// The most that a text with one mark for unkind words scores, and one with a rude mark or several.
const UNKIND_MOST: f64 = 0.45;
const RUDE_MOST: f64 = 0.3;

/// Friendly means beside words that hurt make no friendly text: named unkind words cap the score, whatever else stands there.
pub(crate) fn cap(politeness: &mut Politeness, findings: &[Finding]) {
    let unkind =
        |label| matches!(label, Label::Rude | Label::Blame | Label::Condescension | Label::Dismissal);
    let marks = findings.iter().filter(|finding| unkind(finding.label)).count();
    let most = if marks > 1 || findings.iter().any(|finding| finding.label == Label::Rude) {
        RUDE_MOST
    } else if marks == 1 {
        UNKIND_MOST
    } else {
        return;
    };
    politeness.score = politeness.score.min(most);
}

#[cfg(test)]
mod tests {
    use crate::{Coach, Draft};

    fn score(text: &str) -> f64 {
        Coach::shared().reply(&Draft::of(text)).politeness.score
    }

    #[test]
    fn thanks_beside_an_insult_make_no_polite_text() {
        assert!(score("Thank you so much for your kind message, I really appreciate it.") > 0.6);
        assert!(
            score(
                "Thank you so much for your kind message, I really appreciate it. Only an idiot would do that."
            ) <= 0.3
        );
        assert!(score("Thank you so much for your kind message. You broke the printer again.") <= 0.45);
    }
}
