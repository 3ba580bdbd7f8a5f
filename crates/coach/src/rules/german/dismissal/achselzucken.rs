//! "Das ist halt so": ein Achselzucken statt Hilfe.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_achselzucken",
    label: Label::Dismissal,
    language: Language::German,
    patterns: &[
        "(da|daran|dagegen) kann (man|ich) nichts (ändern|machen|tun)",
        "damit müssen sie sich abfinden",
        "(da|dann|damit) müssen sie (eben|halt|nun mal|wohl|leider)? (damit)? (leben|klarkommen|warten|durch)",
        "(andere|manche|viele) (leute|abteilungen|kollegen|menschen)? (haben|hätten) (ganz)? (größere|schlimmere|echte|richtige|ernstere|andere) (probleme|sorgen|nöte) ...",
        "(ist|war|liegt) (ihr|nicht mein|dein) (problem|pech|bier) ...",
        "(funktioniert|geht|läuft|klappt) (es|das|alles)? (hier|bei mir|bei uns)? (einwandfrei|problemlos|tadellos|prima|ohne probleme|wunderbar) >",
        "(das|es) (ist|war) (halt|eben|nun mal|einfach|schon immer|leider immer) (so|so gewesen) ...",
        "(da|daran|dagegen) (kann|können|lässt|ist) (ich|wir|man|sich|nichts) ..3 (nichts (machen|ändern|tun)|zu machen|zu ändern|machen|nicht ändern) >",
        "(funktioniert|geht|läuft|klappt) (hier|bei mir|bei uns) (einwandfrei|problemlos|tadellos|prima|ohne probleme|wunderbar) ...",
        "(niemand|keiner|kein anderer|sonst niemand|sonst keiner) ..3 (beschwert|geklagt) ...",
        "(sie sind|du bist) (der|die) (einzige|einziger|erste) ,? ...",
        "(fragen|wenden|kontaktieren|gehen|rufen) sie (sich)? (bitte)? (an|zu|doch)? (ihren|ihre|den|die) (chef|chefin|vorgesetzten|hersteller|anbieter|kollegen|händler|lieferanten|personalabteilung) (an|, (nicht|wir))? >",
        "(es|das|wir) (gibt|haben|ist) ..1 (wichtigeres|dringenderes|schlimmeres|besseres|wichtigere dinge|dringendere fälle) ...",
        "(das|damit) (müssen|werden) sie (sich)? ..2 (abfinden|leben|gewöhnen|abfinden|klarkommen) ...",
        "(dann) (nehmen|benutzen|verwenden|lassen) sie (es|das|halt|eben|einen|den anderen|was) ..3 (anderes|sein|anderen)? >",
        "(warten sie|abwarten|einfach warten) (halt|eben|einfach|ab)? ..2 >",
        "(ist|wird|war) (doch)? (halb so|nicht so) (schlimm|wild|wichtig|tragisch|dringend) ...",
        "(so ist das|so läuft das|so sind) (nun mal|halt|eben|bei uns|computer|drucker) ...",
        "(das|dies) (gehört|fällt|ist) ..2 (nicht)? (zu|in|außerhalb) (unseren|unserem|unseren|unserer) (aufgaben|aufgabenbereich|bereich|zuständigkeit) >",
        "(wird sich|das gibt sich|das legt sich|erledigt sich) ..2 (von selbst|von allein|schon wieder|legen|geben) ...",
        "(versuchen|probieren) sie es (später|irgendwann|morgen|ein andermal) (noch einmal|nochmal|wieder|noch mal) >",
    ],
    unless: &[
        "zusage",
        "bitte (versuchen|probieren)",
        "weil|aber|weitergegeben|weitergeleitet",
        "(ich|wir) (werde|werden|komme|kommen|kümmere|kümmern|bringe|bringen)",
        "leid|leider|entschuldig",
        "bis (morgen|montag|dahin)",
    ],
    reason: "Es lässt die Person mit ihrem Problem allein.",
    suggestion: "Sagen, was geht, wer es tut und wann, auch wenn es wenig ist.",
    hits: &[
        "Das ist halt so.",
        "Daran kann man nichts ändern.",
        "Bei uns läuft es einwandfrei.",
        "Sonst niemand hat sich beschwert.",
        "Es gibt Wichtigeres.",
        "Damit müssen Sie sich abfinden.",
        "Das gibt sich von selbst.",
        "Das ist doch nicht so wichtig.",
    ],
    near_misses: &[
        "Das ist seit heute so, ich sehe nach.",
        "Da kann man etwas tun, wir tauschen das Netzteil.",
        "Hier läuft es, ich komme trotzdem vorbei.",
        "Niemand verliert seine Dateien.",
        "Es gibt eine neue Fassung.",
        "Damit können Sie ab Montag arbeiten.",
        "Das gibt es auch in Blau.",
        "Ich habe es verlegt, entschuldigen Sie.",
    ],
};
