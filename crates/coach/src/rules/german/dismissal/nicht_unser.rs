//! "Nicht unser Problem", "bei uns geht es": abgewimmelt.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_nicht_unser",
    label: Label::Dismissal,
    language: Language::German,
    patterns: &[
        "(nicht|keine|kein) (unser|unsere|mein|meine) (problem|sache|baustelle|aufgabe|zuständigkeit|bier|job|angelegenheit|thema)",
        "(dafür|da|hierfür) (sind|bin|ist) (wir|ich|die it) nicht zuständig",
        "(bei (uns|mir) (geht|funktioniert|läuft) (es|alles|das)|(geht|funktioniert|läuft) (es|das|alles)? bei (uns|mir)) (einwandfrei|problemlos|ohne probleme|gut|normal|doch|super)? >",
        "(das|es) ist (ganz|völlig|halt|eben|nun mal)? (normal|so) >",
        "(damit müssen sie (leben|sich abfinden)|pech gehabt|da kann man nichts machen|da können wir nichts machen|fragen sie ihren (chef|vorgesetzten)|wir haben (größere|wichtigere|andere) (probleme|sorgen)|sie sind der einzige|sie sind die einzige)",
    ],
    unless: &["weil|aber|weitergegeben|weitergeleitet"],
    reason: "Es lässt die Person mit ihrem Problem allein.",
    suggestion: "Sagen, wer es macht, und es weitergeben.",
    hits: &[
        "Das ist nicht unser Problem.",
        "Dafür sind wir nicht zuständig.",
        "Bei uns funktioniert alles einwandfrei.",
        "Wir haben größere Probleme.",
    ],
    near_misses: &[
        "Dafür sind wir nicht zuständig, ich habe es aber an die Haustechnik weitergegeben.",
        "Bei uns funktioniert es jetzt wieder; bei Ihnen auch?",
        "Das ist nicht unser Drucker, weil er der Schule gehört.",
        "Das ist unsere Aufgabe, ich kümmere mich darum.",
    ],
};
