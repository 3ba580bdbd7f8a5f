//! Beleidigungen und Befehle im Ärger.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_beleidigung",
    label: Label::Rude,
    language: Language::German,
    patterns: &[
        "idiot|idioten|trottel|depp|deppen|dummkopf|vollpfosten|dämlich|dämliche|dumm|dumme|dummer|dumme|blöd|blöde|blöder|scheiße|scheiß|verdammt|verdammte|arsch|unfähig|unfähige",
        "(hören|hör) (sie)? auf zu (jammern|nerven|meckern|heulen|stören)",
        "(sind|bist) (sie|du) (blind|taub|blöd|dumm|bescheuert)",
        "(haben|hast) (sie|du) (überhaupt|eigentlich|jemals)? ..3 (gelesen|hingesehen|nachgedacht|hingeschaut)",
        "(können|kannst|könnt) (sie|du|ihr) (überhaupt|eigentlich|denn) (lesen|denken|zuhören|schreiben|rechnen|sehen)",
        "(so etwas|so was|sowas) (dummes|blödes|dämliches|unfähiges|lächerliches) ...",
        "(das|es) ist (doch|ja|einfach|wirklich|nur noch)? (doch|ja|einfach|wirklich)? (lächerlich|absurd|peinlich|erbärmlich|unverschämt|eine frechheit|ein witz)",
        "(was fällt ihnen ein|wofür halten sie sich|das darf doch nicht wahr sein|haben sie nichts besseres zu tun|stehlen sie mir nicht) ...",
        "(schalten|benutzen|nutzen) sie (mal)? ihr (gehirn|hirn|kopf)",
        "(was ist denn jetzt (schon wieder)?|was wollen sie (denn)? (jetzt|schon wieder)|schon wieder sie|nerven sie|lassen sie mich in ruhe)",
    ],
    unless: &[
        "(haben|hast) (sie|du) (die|den|das|unsere) ..2 (schon)? (gelesen)",
        "(keine|nicht) (dumme|dummen|dumm|blöde)",
        "(dummer|dumme|blöder) (fehler|weise) (von|meinerseits|unsererseits|meiner|unserer)",
    ],
    reason: "Es beleidigt.",
    suggestion: "Weglassen.",
    hits: &["Sind Sie blind?", "Hören Sie auf zu jammern.", "Das war eine dumme Idee."],
    near_misses: &[
        "Es gibt keine dummen Fragen.",
        "Haben Sie die Nachricht schon gelesen?",
        "Hören Sie den Ton jetzt wieder?",
    ],
};
