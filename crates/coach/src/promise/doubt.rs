//! What takes a promise back: conditions, doubts, somebody else's words; and whose promise a German sentence is.

use super::commitment::View;
use crate::text::{Kind, Sentence};
use std::ops::Range;

/// Conditions, doubts and what somebody else said.
pub fn is_hedged(
    view: &View<'_>,
    clause: &Range<usize>,
    sentence: &Sentence,
    before: Option<&Range<usize>>,
) -> bool {
    const DOUBTS: [&str; 26] = [
        "might",
        "may",
        "maybe",
        "perhaps",
        "hope",
        "hopefully",
        "possibly",
        "probably",
        "try",
        "trying",
        "should",
        "could",
        "would",
        "if",
        "unless",
        "whether",
        "aim",
        "likely",
        "expect",
        "guess",
        "think",
        "believe",
        "ideally",
        "vielleicht",
        "hoffentlich",
        "falls",
    ];
    let doubted = clause.clone().any(|at| {
        let word = view.word(at);
        // `whether the lab can get its own line` behind the promise is no condition of it.
        DOUBTS.contains(&word)
            && !(word == "if" && view.word(at.wrapping_sub(1)) == "even")
            && !(matches!(word, "whether" | "if" | "should" | "could" | "would")
                && at > clause.start + 4
                && matches!(word, "whether" | "could" | "would" | "should"))
            && !(word == "expect" && at <= clause.start + 2 && !view.has(clause, &["i", "we", "they"]))
            && !(word == "try" && view.word(at + 1) == "it")
            && !(word == "may"
                && view.document.tokens.get(at).is_some_and(|token| {
                    token.capital
                        || view
                            .document
                            .tokens
                            .get(at.wrapping_sub(1))
                            .is_some_and(|before| before.kind == Kind::Number)
                }))
    });
    if doubted {
        return true;
    }
    let conditional = |clause: &Range<usize>| {
        let first = view.word(clause.start);
        matches!(first, "if" | "unless" | "provided" | "assuming" | "wenn" | "falls" | "sofern")
            || (matches!(first, "in") && view.word(clause.start + 1) == "case")
    };
    // `If the part comes, I'll fit it on Friday`, and the condition behind.
    if before.is_some_and(conditional) || conditional(clause) {
        return true;
    }
    let rest = clause.end..sentence.tokens.end;
    let behind = rest
        .clone()
        .take(3)
        .any(|at| matches!(view.word(at), "if" | "unless" | "provided" | "assuming" | "wenn" | "falls"));
    if behind {
        return true;
    }
    let luck = view.has(&sentence.tokens, &["luck", "lucky", "fingers", "weather", "tentatively"]);
    if luck {
        return true;
    }
    let no_promise = view.run(&sentence.tokens, &["not", "promise"])
        || view.run(&sentence.tokens, &["no", "promises"])
        || view.run(&sentence.tokens, &["not", "guarantee"])
        || view.run(&sentence.tokens, &["not", "say"]);
    let reported = view.words(sentence.tokens.start..clause.start).any(|word| {
        matches!(
            word,
            "said"
                | "says"
                | "told"
                | "promised"
                | "claims"
                | "wrote"
                | "shows"
                | "displays"
                | "reads"
                | "states"
                | "announced"
        )
    }) || clause.clone().take(4).any(|at| matches!(view.word(at), "said" | "says" | "claims"));
    no_promise || reported
}

/// Ours: `ich` and `wir`, what gets done, what the reader gets; not asked, not doubted, not past.
pub fn is_ours_in_german(view: &View<'_>, clause: &Range<usize>) -> bool {
    let ours = view.has(clause, &["ich", "wir"]);
    let past =
        view.has(clause, &["habe", "haben", "hatte", "hatten", "war", "waren", "wurde", "konnte", "konnten"]);
    let doubt = view.has(
        clause,
        &[
            "vielleicht",
            "hoffentlich",
            "könnte",
            "könnten",
            "versuche",
            "versuchen",
            "würde",
            "würden",
            "wenn",
            "falls",
        ],
    );
    let passive = view.has(clause, &["wird", "werden"])
        && view.has(
            clause,
            &[
                "erledigt",
                "geliefert",
                "getauscht",
                "repariert",
                "fertig",
                "eingerichtet",
                "behoben",
                "ersetzt",
                "gelöst",
                "installiert",
                "gebracht",
                "geschickt",
                "ausgetauscht",
                "umgestellt",
            ],
        );
    let yours = view.has(clause, &["sie"])
        && view.has(clause, &["bekommen", "erhalten", "hören", "wissen", "erfahren"]);
    !past && !doubt && (ours || passive || yours) && !view.has(clause, &["bitte", "geöffnet", "geschlossen"])
}
