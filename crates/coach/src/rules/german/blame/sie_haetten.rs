//! "Sie hätten … sollen", "Sie haben … vergessen": die Schuld bei der Person.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_sie_haetten",
    label: Label::Blame,
    language: Language::German,
    patterns: &[
        "(sie|du|ihr) (hätten|hättest|hättet) ..8 (sollen|müssen|können)",
        "(hätten|hättest|hättet) (sie|du|ihr) ..8 (gefragt|gelesen|gemeldet|gesagt|gespeichert|gesichert|geprüft|beachtet|aufgepasst|informiert|bescheid|gewartet|nachgesehen)",
        "wenn (sie|du|ihr) ..8 (gefragt|gelesen|gemeldet|gesagt|gespeichert|gesichert|geprüft|beachtet|aufgepasst|informiert|gewartet|nachgesehen) (hätten|hättest|hättet)",
        "(sie|du|ihr) (haben|hast|habt) ..8 @kaputt",
        "(haben|hast|habt) (sie|du|ihr) ..8 @kaputt",
        "(sie|du|ihr) (haben|hast|habt) ..3 @falsch ..4 (eingegeben|gewählt|ausgewählt|angeklickt|benutzt|verwendet|genommen|gedrückt|angeschlossen|gemacht|ausgefüllt|hochgeladen|installiert|geschickt)",
        "(weil|da) (sie|du|ihr) ..8 (nicht|falsch|vergessen|gelöscht|falsche|falschen|falsches) ..4 (haben|hast|habt)",
        "(das|es|dies) (ist|war) (ganz|allein|eindeutig|klar|nur|wohl)? (ihre|deine|eure|ihr|dein|euer) (eigene|eigener)? (schuld|fehler|versäumnis|verschulden)",
        "selbst (schuld|verschuldet)",
        "(bedienfehler|anwenderfehler|benutzerfehler)",
        "(ihre|deine|eure|die|unsere) ..2 @team (hat|haben|ist|sind) ..6 (@kaputt|versäumt|schuld|geschlampt|verschlafen)",
        "@team (hat|haben) (wieder|mal|schon|leider)? ..3 (@kaputt|versäumt|geschlampt|verschlafen)",
    ],
    unless: &[
        "(wenn|falls|ob) (sie|du|ihr) ..8 (haben|hast|habt)",
        "(nicht|keine|kein) (ihre|deine|ihr|dein|eure)? (schuld|fehler|verschulden)",
        "(hätten|hätte) (wir|ich)",
        "(sie|du) (haben|hast) nichts",
        "(nachricht|mail|antwort|brief|zugang|post) ..2 (bekommen|erhalten|haben) (sollen|müssen)",
        "bekommen|erhalten (sollen|müssen)",
    ],
    reason: "Es schiebt der Person die Schuld zu.",
    suggestion: "Sagen, was mit der Sache geschehen ist: \"Der Ordner wurde am Montag gelöscht.\"",
    hits: &[
        "Sie hätten das vorher lesen sollen.",
        "Sie haben die Datei gelöscht.",
        "Das ist Ihre eigene Schuld.",
        "Wenn Sie vorher gefragt hätten, wäre nichts passiert.",
        "Die Kollegen haben das Formular verschlampt.",
        "Sie haben das falsche Passwort eingegeben.",
    ],
    near_misses: &[
        "Wenn Sie die Datei gelöscht haben, finden Sie sie im Papierkorb.",
        "Das ist nicht Ihre Schuld.",
        "Sie hätten eine Nachricht bekommen sollen.",
        "Wir haben den Ordner gelöscht, das tut uns leid.",
        "Das hätten wir Ihnen früher sagen müssen.",
        "Sie haben nichts gelöscht.",
        "Die Kollegen haben den Drucker ausgetauscht.",
    ],
};
