//! "Offensichtlich", "wie ich bereits sagte", "einfach mal": von oben herab.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_offensichtlich",
    label: Label::Condescension,
    language: Language::German,
    patterns: &[
        "(offensichtlich|selbstverständlich|bekanntlich|logischerweise) !gerne|helfen|,",
        "wie (ich|wir) (schon|bereits|ihnen|dir|mehrfach|ja)? (schon|bereits|mehrfach|ihnen|dir|mehrmals)? (mehrfach|mehrmals|einmal)? (sagte|sagten|gesagt|schrieb|schrieben|geschrieben|erklärt|erklärte|erwähnt|erwähnte|mitgeteilt|mitteilten|erläutert)",
        "wie (bereits|schon|mehrfach|oft|wiederholt|mehrmals) (mehrfach|mehrmals)? (gesagt|erwähnt|erklärt|mitgeteilt|geschrieben|erläutert|dargelegt|angekündigt)",
        "(das|es) (ist|war) (doch|ja|wirklich|echt|nun)? (doch|ja|wirklich|wirklich doch)? (nicht so|nicht zu|gar nicht so|nicht wirklich so) (schwer|schwierig|kompliziert)",
        "< wie gesagt (:|,|;|-|!) ...",
        "(kinderleicht|selbsterklärend|selbst erklärend)",
        "(jedes kind|weiß doch jeder|weiß ja jeder|weiß jeder|wie jeder weiß|sollte jeder wissen|gesunder menschenverstand|allgemeinwissen|keine raketenwissenschaft|kein hexenwerk)",
        "(zum letzten mal|noch einmal ganz langsam|ganz langsam|wie oft (denn)? (noch|soll|muss))",
        "(lesen|schauen|hören) sie (doch|bitte)? (mal|einfach|erst|erstmal|das)? ..2 (genau|richtig|sorgfältig|nochmal genau|einmal)",
        "sie (müssen|brauchen|sollen|sollten) (doch|ja)? (nur|einfach|bloß) ..4 (lesen|klicken|schauen|googeln|neu|nachsehen|drücken)",
        "(googeln|googlen) sie",
        "das (verstehen|verstehst) (sie|du) (nicht|sowieso|eh|ohnehin)",
    ],
    unless: &[
        "(selbstverständlich|offensichtlich) (helfen|gerne|können|kümmern|haben wir|war unser)",
        "(es|das) (ist|war) nicht (so)? (ihre|dringend|möglich|nötig|erlaubt|unser|mehr|schlimm|gut|in ordnung)",
        "wie (ich|wir) (bereits)? versprochen",
        "das ist nicht $",
    ],
    reason: "Es klingt von oben herab.",
    suggestion: "Weglassen und den Schritt nennen.",
    hits: &[
        "Wie ich bereits sagte, ist das Formular online.",
        "Offensichtlich ist der Stecker nicht drin.",
        "Das weiß doch jeder.",
        "Sie müssen doch nur neu klicken.",
        "Das ist doch nicht so schwer.",
    ],
    near_misses: &[
        "Selbstverständlich helfen wir Ihnen gerne.",
        "Wie Sie sagten, leuchtet die rote Lampe.",
        "Das ist nicht Ihre Schuld.",
        "Wie versprochen, hier die Liste.",
        "Lesen Sie die Anleitung in Ruhe, ich bin bis fünf da.",
        "Das ist nicht möglich, weil die Karte fehlt.",
    ],
};
