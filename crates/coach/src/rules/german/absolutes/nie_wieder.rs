//! "Das passiert nie wieder", "100 %".

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_nie_wieder",
    label: Label::Absolutes,
    language: Language::German,
    patterns: &[
        "(nie|niemals|garantiert nicht) (wieder|mehr) ..3 (passieren|vorkommen|passiert|geschehen|ausfallen|vorkommt)",
        "(passiert|geschieht) (ihnen|so|das|etwas)? ..2 (nie|niemals) (wieder|mehr)",
        "(100 %|100%|hundertprozentig|hundert prozent|garantiert|absolut sicher|völlig sicher|ausgeschlossen|unmöglich) (sicher|fehlerfrei|behoben|gelöst|dass|zuverlässig|,)?",
    ],
    unless: &[
        "(nicht|kein|keine) (garantiert|hundertprozentig|garantieren|ausgeschlossen|absolut|völlig)",
        "fast (unmöglich|ausgeschlossen)",
        "ist unmöglich zu lesen",
    ],
    reason: "Das kann niemand wissen.",
    suggestion: "Sagen, was getan wurde, damit es seltener wird.",
    hits: &["Das wird nie wieder passieren.", "Das ist hundertprozentig sicher."],
    near_misses: &[
        "Wir können nicht versprechen, dass es nicht wieder passiert.",
        "Das ist nicht ausgeschlossen.",
        "Der Text ist fast unmöglich zu lesen.",
    ],
};
