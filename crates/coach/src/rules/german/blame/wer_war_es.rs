//! "Der Fehler liegt bei Ihnen": die Schuld bekommt einen Namen.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_wer_war_es",
    label: Label::Blame,
    language: Language::German,
    patterns: &[
        "(fehler|problem|ursache|schuld|verantwortung) (liegt|lag) (eindeutig|klar|allein|ganz|wohl|offenbar|offensichtlich)? (bei|auf) (ihnen|dir|euch|ihre|ihrer|ihrem|ihren|ihr|deine|deiner|dein|eure|euer ..2) ...",
        "(ihr|dein|euer) (eigener)? (fehler|versäumnis|verschulden|leichtsinn|unachtsamkeit)",
        "(ihre|deine|eure) (eigene)? (schuld|unachtsamkeit|nachlässigkeit|ungeduld|schlamperei|unvorsichtigkeit|vergesslichkeit|verantwortung gewesen)",
        "(warum|wieso|weshalb) (haben|hast|habt) (sie|du|ihr) ..6 (nicht|gelöscht|geöffnet|angeklickt|ausgeschaltet|gezogen|verändert|umgestellt|gewartet|einfach) ...",
        "(ihre|deine|eure|die) ..2 @team (meldet|kommt|liest|fragt|vergisst|wartet|macht|bestellt|antwortet) (sich|uns|das|es)? (wieder|mal)? (nie|immer|ständig|nicht) ...",
        "(wer) (hat) (ihnen|dir|euch) ..2 (gesagt|erlaubt|geraten)",
        "(sie|du|ihr) (haben|hast|habt) ..6 (einfach|wieder|wieder mal|schon wieder|mal wieder|trotzdem|trotz|ohne zu fragen|eigenmächtig|unerlaubt) ..6 (gemacht|geändert|verändert|installiert|gezogen|ausgeschaltet|angeklickt|geöffnet|umgestellt|verschoben|weitergegeben|entfernt|abgezogen)",
        "(sie|du|ihr) (haben|hast|habt) ..6 (nicht|nie|weder) ..3 (gelesen|gefragt|gemeldet|aufgepasst|beachtet|befolgt|gesichert|gespeichert|geprüft|abgemeldet|neugestartet|neu gestartet|informiert|bescheid gesagt|verlängert|zugehört)",
        "(sie|du|ihr) (haben|hast|habt) (das|die|den|es|ihr|ihre|unser|unsere) ..4 (kaputt gemacht|ruiniert|fallen lassen|liegen lassen|liegenlassen|verschüttet|runtergeworfen|abgestürzt|gesperrt|verstellt|versaut)",
        "(jemand|einer|eine) (aus|in|von) (ihrem|ihrer|deinem|deiner|eurer|eurem) ..2 hat ...",
        "(die|der|unsere|unser|ihre|ihr) (putzfrau|putzkolonne|reinigung|hausmeister|vorgänger|vorgängerin|praktikant|praktikantin|azubi|sekretärin|chef|personalabteilung|buchhaltung|nachtschicht|frühschicht|haustechnik|netzwerkleute|netzwerker|schüler|studenten|lehrer|handwerker|dienstleister) (hat|haben) ..6 (nicht|vergessen|gelöscht|gezogen|kaputt|verschlampt|versäumt|falsch|falsche|verpennt|vertauscht|gekappt|abgeschaltet|verschlafen)",
        "(wegen|dank|durch) (ihnen|dir|euch|ihrer ..1|ihres ..1|deiner ..1|eurer ..1) (steht|geht|ist|sind|läuft|kann|können|mussten|haben wir) ...",
        "(das|so etwas|sowas) (kommt|passiert) (davon|eben)? ,? wenn (man|sie|du|ihr|jeder|leute) ...",
        "(haben|hast) (sie|du) sich selbst zuzuschreiben",
        "(zwischen|vor) (dem)? (stuhl|bildschirm|monitor) (und|sitzt)? ..3 (tastatur|problem|sitzt)?",
    ],
    unless: &[
        "(wir|ich) (haben|hatten|hat)",
        "nicht ihre|keine|kein (schuld|fehler)",
        "falls|ob",
        "danke|gut , dass",
        "tut mir leid|entschuldigung",
        "noch (nichts|keine)",
    ],
    reason: "Es gibt der Panne einen Schuldigen; davon geht sie nicht weg.",
    suggestion: "Sagen, was mit der Sache geschah: \"Der Ordner wurde am Montag gelöscht; ich habe ihn zurückgeholt.\"",
    hits: &[
        "Der Fehler liegt eindeutig bei Ihnen.",
        "Warum haben Sie das nicht früher gemeldet?",
        "Sie haben schon wieder das Kabel gezogen, ohne zu fragen, und es einfach entfernt.",
        "Sie haben die Anleitung nicht gelesen.",
        "Die Putzfrau hat den Stecker gezogen und es vergessen.",
        "Das haben Sie sich selbst zuzuschreiben.",
        "Das war Ihre eigene Unachtsamkeit.",
        "Das kommt davon, wenn man nicht fragt.",
    ],
    near_misses: &[
        "Der Fehler liegt bei uns.",
        "Warum ging es nicht? Die Platte war voll.",
        "Sie haben das Kabel richtig angeschlossen.",
        "Sie haben die Anleitung am Montag bekommen.",
        "Die Reinigung hat Ihren Ausweis gefunden.",
        "Das haben wir vergessen, Entschuldigung.",
        "Es war nicht Ihre Schuld.",
        "Der Hausmeister kommt um zwei.",
    ],
};
