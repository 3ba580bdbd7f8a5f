//! "Hiermit", "gemäß § 4": Amtsdeutsch.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_hiermit",
    label: Label::Legalistic,
    language: Language::German,
    patterns: &[
        "hiermit|gemäß|diesbezüglich|obliegt|zuwiderhandlung|zuwiderhandlungen|vorgenannte|vorgenannten|obengenannte|oben-genannte|unbeschadet|seitens|mangels|haftung|ordnungsgemäß|unverzüglich|widrigenfalls",
        "(ein|der|kein)? (rechtsanspruch|anspruch) (auf)? ..4 (besteht|bestehen|ausgeschlossen)",
        "(der|die|vom|von der) (antragsteller|antragstellerin|unterzeichnende|unterzeichner|nutzungsberechtigte|nutzungsberechtigten)",
        "(nach maßgabe|im sinne (von|des|der)|in ermangelung|aufgrund dessen|zwecks|bezugnehmend|laut satzung|ohne gewähr|rechtliche schritte|fristgerecht|schriftform|gegenständlich|ist zu unterlassen|ist vorzulegen|hat zu erfolgen|hat schriftlich)",
        "(zur kenntnis|unter bezugnahme|in anbetracht|vorbehaltlich|es wird darauf hingewiesen|sind verpflichtet|ist verpflichtet|strengstens untersagt|ist untersagt|ist nicht gestattet|wird vorbehalten|behalten uns vor)",
    ],
    unless: &["sie sind nicht verpflichtet"],
    reason: "Es klingt nach Amt, nicht nach Mensch.",
    suggestion: "Das Alltagswort nehmen.",
    hits: &["Hiermit bestätigen wir den Eingang.", "Sie sind verpflichtet, das Gerät zurückzugeben."],
    near_misses: &["Sie sind nicht verpflichtet, zu antworten.", "Hier die Liste, mit Namen."],
};
