//! German classes.

use super::Lexicon;

const CLASSES: &[(&str, &str)] = &[
    ("conjunction", "und aber oder weil denn sondern sodass damit während obwohl"),
    ("if", "wenn falls ob sobald sofern bevor nachdem"),
    ("we", "wir ich"),
    ("sie", "sie du ihr"),
    ("haben", "haben hast habt hat hätten hättest hättet"),
    ("sein", "ist sind war waren bin bist wird werden wurde wurden"),
    ("team", "team abteilung kollegen kollege kollegin leute mitarbeiter verwaltung technik büro gruppe"),
    (
        "kaputt",
        "gelöscht vergessen verloren kaputtgemacht beschädigt ignoriert übersehen verschlampt überschrieben \
        verstellt verbockt vermasselt zerstört verlegt versäumt verpatzt unterlassen",
    ),
    (
        "pflicht",
        "fragen gefragt lesen gelesen melden gemeldet prüfen geprüft sagen gesagt speichern gespeichert sichern \
        gesichert informieren informiert beachten beachtet nachsehen nachgesehen warten gewartet bescheid anrufen angerufen",
    ),
    ("falsch", "falsch falsche falschen falsches falscher fehlerhaft fehlerhafte"),
    ("tag", "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
];

/// A word with the endings that nouns, adjectives and weak verbs take.
pub fn forms(word: &str) -> Vec<String> {
    const ENDINGS: [&str; 12] = ["e", "en", "er", "es", "em", "n", "s", "t", "st", "te", "ten", "test"];
    let stem = ["en", "er", "es", "em", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3));
    let stems = std::iter::once(word).chain(stem);
    stems
        .flat_map(|stem| ENDINGS.iter().map(move |ending| format!("{stem}{ending}")).chain([stem.to_owned()]))
        .collect()
}

pub fn fill(lexicon: &mut Lexicon) {
    for (class, words) in CLASSES {
        lexicon.put(class, words);
    }
}
