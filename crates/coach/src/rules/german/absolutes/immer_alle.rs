//! "Unsere Sicherung versagt nie": eine Ausnahme genügt.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_immer_alle",
    label: Label::Absolutes,
    language: Language::German,
    patterns: &[
        "(unsere|unser|der|die|das) ..2 (fällt|fallen|versagt|versagen|verliert|verlieren|bricht|stürzt|stürzen|vergisst|irrt|irren|macht|machen) ..2 (nie|niemals|nie einen) ...",
        "(es|das) (kann|wird) (absolut|überhaupt|garantiert|ganz sicher|mit sicherheit)? (nichts|nie etwas|niemals etwas|nie mehr etwas|kein fehler|garantiert) (schiefgehen|passieren|verloren gehen|kaputtgehen|verlorengehen|mehr passieren|auftreten) ...",
        "(niemand|keiner) (wird|kann|hat) (jemals|je|irgend)? ..2 (etwas|davon|ihre|es|das|was)? ..2 (merken|bemerken|sehen|lesen|knacken|hacken|beschwert|verloren) ...",
        "(immer|jedes mal|in jedem fall|ausnahmslos|ohne ausnahme) (funktioniert|erreichbar|verfügbar|sicher|pünktlich|richtig|zuverlässig)",
        "(absolut|völlig|total|vollkommen|hundertprozentig|komplett|garantiert) (sicher|risikolos|ungefährlich|fehlerfrei|unmöglich|zuverlässig|harmlos|ausgeschlossen|unbedenklich|virenfrei)",
        "(sie|ihr|du|ihre ..1|die ..1) (vergessen|machen|beschweren|kommen|warten|löschen|fragen|melden|lesen) (sich|es|das|uns|ja)? (immer|nie|ständig|dauernd) ...",
        "(kein|null|nicht das geringste|keinerlei) (risiko|gefahr|zweifel) ...",
        "(ein für alle mal|für immer und ewig|für alle zeiten|nie im leben|auf keinen fall jemals|unter keinen umständen wird)",
        "(geht|gehen|ging) (niemals|nie) ..4 (verloren|schief|kaputt|aus)",
        "(bei uns|hier) (geht|passiert|fällt|kommt) (niemals|nie|garantiert nichts) ...",
        "(sie|ihr|du|ihre ..1) ..1 (bestellen|melden|kommen|fragen|vergessen|machen|schicken|liefern) (immer|ständig|nie|jedes mal) (alles|nichts|zu spät|rechtzeitig)? ...",
        "(jeder|jede|alle) (weiß|wissen|kann|können|hat|haben) (das|es) (immer|schon immer|überall)",
        "(löst|behebt|beseitigt) (alle|sämtliche) (probleme|fehler|ihre probleme|ihre sorgen) ...",
    ],
    unless: &[
        "(nicht|nie) (versprechen|garantieren|sagen|völlig|absolut|ganz)",
        "bitte|niemals (weitergeben|öffnen|teilen)",
        "gemeldet|angerufen",
        "falls|ob|hoffe",
    ],
    reason: "Das kann niemand wissen.",
    suggestion: "Sagen, was man weiß: \"Seit Montag läuft es, und wir sehen jeden Morgen nach.\"",
    hits: &[
        "Unsere Sicherung versagt nie.",
        "Es kann nichts schiefgehen.",
        "Niemand wird etwas merken.",
        "Das ist absolut sicher.",
        "Sie vergessen das immer.",
        "Es besteht keinerlei Risiko.",
        "Das löst alle Probleme.",
        "Damit ist es ein für alle Mal erledigt.",
    ],
    near_misses: &[
        "Unsere Sicherung lief um zwei.",
        "Es kann eine Stunde dauern.",
        "Niemand war im Büro.",
        "Ich bin nicht ganz sicher.",
        "Sie vergaßen den Schirm am Empfang.",
        "Das Risiko ist klein.",
        "Das löst die drei Fehler, die wir kennen.",
        "Geben Sie Ihr Passwort bitte nie weiter.",
    ],
};
