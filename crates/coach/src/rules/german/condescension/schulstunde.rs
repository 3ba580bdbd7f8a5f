//! "Das weiß doch jedes Kind": von oben herab.

use crate::finding::Label;
use crate::language::Language;
use crate::rules::Rule;

pub const RULE: Rule = Rule {
    name: "de_schulstunde",
    label: Label::Condescension,
    language: Language::German,
    patterns: &[
        "(kann|weiß|versteht|schafft) (doch|ja)? jedes kind",
        "(jedes|ein|sogar ein|selbst ein) (kind|kleinkind|schulkind|anfänger|laie|affe|dreijähriger) (kann|könnte|weiß|versteht|schafft|bekommt) ...",
        "(meine|sogar meine|selbst meine) (oma|großmutter|mutter|tochter|kinder|oma) (kann|schafft|weiß|versteht|könnte) ...",
        "(alle anderen|jeder andere|die anderen|andere abteilungen|andere kollegen|die kollegen) (haben|können|schaffen|kommen|kriegen|bekommen|wissen) ..4 (geschafft|verstanden|kapiert|auch|hin|problemlos|damit|klar|zurecht)",
        "(haben|hast) (sie|du) (das|es|mich)? ..2 (jetzt|nun|endlich|überhaupt)? ..1 (verstanden|kapiert|begriffen) ?",
        "(wissen|weißt) (sie|du) (denn|überhaupt|eigentlich) ,? ..2 (was|wie|wo) ...",
        "(ich|wir) (erkläre|sage|schreibe|wiederhole|erklären|sagen|wiederholen) (es|das|ihnen|dir) ..3 (noch einmal|nochmal|noch mal|ein letztes mal|langsam|ganz langsam|gern zum dritten|zum dritten|zum letzten) ...",
        "(in|mit) (einfachen|ganz einfachen|kindgerechten) (worten|wörtern|schritten) (für sie|für dich|damit) ...",
        "(damit|sodass|so dass) (auch|selbst|sogar) (sie|du) (es|das) (verstehen|verstehst|kapieren|begreifen) ...",
        "(das|dies) ist (zu|für sie zu|viel zu) (technisch|kompliziert|schwierig|hoch) (für (sie|dich|laien|einen laien))? ...",
        "(zerbrechen|machen) sie sich (darüber)? ..3 (nicht den|keinen|nicht ihren)? ..1 kopf",
        "(überlassen sie|lassen sie) (das|es)? ..2 (den|uns)? (profis|fachleuten|experten|uns profis|erwachsenen)",
        "(mit ein bisschen|mit etwas|mit ein wenig) (nachdenken|mühe|gesundem menschenverstand|verstand|konzentration|aufmerksamkeit) ...",
        "(steht|stand) (doch|ja|klar und deutlich|klar|deutlich|groß|schwarz auf weiß|eindeutig) ..3 (auf|in|da|dort|drin|dran|drauf|unten|oben) ...",
        "(meine liebe|mein lieber|schätzchen|gute frau|guter mann|junge frau|junger mann|mein guter) ,? ...",
        "(denken|denk|überlegen|konzentrieren) sie ..1 (doch)? (mal|einmal|erst|zuerst|sich) ...",
        "(passen|pass) (sie)? (diesmal|jetzt|künftig|das nächste mal|bitte)? (besser|genau|gut)? auf (diesmal|beim nächsten|jetzt|was)? ...",
        "(so schwer|so schwierig) (kann|ist) (das|es) (doch|ja)? nicht ...",
        "(wie oft|zum wievielten mal) (soll|muss|sollen|müssen|habe) (ich|wir) ...",
        "man (müsste|muss|müsse|bräuchte) (sie|es|ihn|das|die) (nur|bloß|einfach)? (einmal|mal)? (lesen|ansehen|anschauen|benutzen|einschalten) ...",
        "(das|so etwas|so viel) (sollten|müssten|könnten|sollte|müsste) (sie|man|jeder) (eigentlich|doch|längst|inzwischen|mittlerweile|schon|in ihrer position) ..2 (wissen|können|kennen|beherrschen)",
        "(nach all den jahren|in ihrem alter|als akademiker|als akademikerin|mit ihrer ausbildung) ...",
        "einfach mal (lesen|nachdenken|googeln|hinsehen|hinschauen|nachschauen|ausprobieren) ...",
    ],
    unless: &[
        "(leid|entschuldig)",
        "(meine tochter hatte)",
        "haben sie (die|den|das) ..3 (mail|brief|nachricht) gelesen",
    ],
    reason: "Es klingt von oben herab.",
    suggestion: "Den Schritt selbst nennen, ohne Belehrung: \"Der Knopf ist unten links.\"",
    hits: &[
        "Das kann jedes Kind.",
        "Alle anderen haben es auch geschafft.",
        "Haben Sie das jetzt verstanden?",
        "Ich erkläre es Ihnen noch einmal ganz langsam.",
        "Meine Oma kann das.",
        "Das steht doch groß auf der Seite.",
        "Überlassen Sie das den Profis.",
        "Wie oft soll ich das noch sagen?",
    ],
    near_misses: &[
        "Meine Tochter hatte dasselbe Telefon.",
        "Alle anderen bekommen es nächste Woche.",
        "Haben Sie den Knopf gefunden?",
        "Ich erkläre es gern am Telefon.",
        "Die Anleitung liegt bei.",
        "Das steht auf Seite zwei, leicht zu übersehen.",
        "Das übernehmen wir gern.",
        "Wie oft kommt das vor?",
    ],
};
