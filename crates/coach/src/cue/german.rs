//! German cues.

use super::Cue;

pub const CUES: &[(Cue, &[&str])] = &[
    (
        Cue::OurStep,
        &[
            "ich|wir werde|werden",
            "ich|wir (melde|melden|prüfe|prüfen|kümmere|kümmern|schicke|schicken|sende|senden|rufe|rufen|komme|kommen|bringe|bringen|schaue|schauen|sehe|sehen|tausche|tauschen|bestelle|bestellen|frage|fragen|gebe|geben|arbeite|arbeiten|schreibe|schreiben|stelle|stellen|hole|holen)",
            "(melde|melden|kümmere|kümmern|rufe|rufen) (ich|wir)",
            "(kollege|kollegin|jemand|herr|frau|techniker|team) ..4 (kommt|wird|meldet|schaut|ruft|bringt|kümmert|arbeitet|prüft|tauscht)",
            "(ist|sind) (unterwegs|bestellt|in arbeit|geplant)",
            "(wird|werden) ..5 (geliefert|getauscht|ersetzt|repariert|geprüft|eingerichtet|gelöst|behoben)",
            "(soll|sollen|darf|kann|können) (ich|wir)",
            "(ich|wir) (kann|können) !nicht|leider|nichts",
        ],
    ),
    (
        Cue::YourStep,
        &[
            "bitte",
            "(sie|du|ihr) (können|kannst|könnt|sollten|müssen|musst|brauchen|dürfen|darfst)",
            "(können|könnten|würden|kannst|könntest|möchten) (sie|du|ihr)",
            "(geben|gib|sagen|sag|melden|rufen|schreiben|schreib|probieren|versuchen|starten|öffnen|drücken|klicken|wählen|schalten|ziehen|warten) sie|mir|bescheid|es",
        ],
    ),
    (
        Cue::Closed,
        &[
            "(erledigt|behoben|gelöst|fertig|repariert|wiederhergestellt|freigeschaltet|eingerichtet|zurückgesetzt|läuft wieder|funktioniert wieder|geht wieder|ist wieder|sind wieder)",
            "(ich|wir) (habe|haben) ..8 (zurückgesetzt|eingerichtet|freigeschaltet|bestellt|geschickt|gesendet|geändert|weitergeleitet|gelöscht|ersetzt|getauscht|repariert|installiert|gegeben|gestellt|erweitert|angelegt|weitergegeben|beauftragt|gebeten|gefragt|behoben|entsperrt)",
            "(liegt|liegen|steht|hängt|wartet) (i am|in|beim|bei|auf|am|an) ...",
            "(druckt|läuft|geht|öffnet|scannt|klingelt|funktioniert|gehen|laufen|drucken) ..3 wieder",
            "(kommt|kommen|trifft|treffen) ..2 (am|um|heute|morgen|nächste)",
            "(nichts|nicht) ..3 (zu tun|tun müssen|nötig|weiter)",
        ],
    ),
    (
        Cue::Imperative,
        &[
            "< (starten|öffnen|drücken|klicken|wählen|schalten|ziehen|warten|rufen|schreiben|melden|probieren|versuchen|geben|legen|bringen|schicken|senden|nehmen|lassen|fragen|nutzen|speichern|drucken) sie|uns|mir",
        ],
    ),
    (
        Cue::Apology,
        &[
            "tut (mir|uns) ..2 leid",
            "leid",
            "entschuldigung|entschuldigen|verzeihung|verzeihen|bedauern|bedaure|bedauere|leider|sorry",
            "(mein|unser) (fehler|versehen)",
        ],
    ),
    (Cue::Gratitude, &["danke|dank|vielen dank|dankbar|bedanke|bedanken"]),
    (
        Cue::Empathy,
        &[
            "(verstehe|verstehen|nachvollziehen|kann mir vorstellen|weiß , dass|wissen , dass)",
            "(ärgerlich|unangenehm|stressig|frustrierend|dringend|mühsam|lästig|sofort|schlimm)",
        ],
    ),
    (Cue::Yes, &["< (ja|gerne|natürlich|klar|selbstverständlich|genau|richtig|sicher|doch)"]),
    (Cue::No, &["< (nein|leider|nicht)", "nicht|kein|keine|keinen"]),
    (
        Cue::When,
        &[
            "@tag",
            "(heute|morgen|übermorgen|gleich|bald|sofort|jetzt|mittag|nachmittag|abend|wochenende|woche)",
            "(in|um|bis|ab|seit|nach) ..2 (#num|uhr|minuten|stunden|tagen|stunde|minute)",
        ],
    ),
    (Cue::Because, &["weil|da|wegen|denn|grund|ursache|deshalb|daher|nachdem"]),
    (
        Cue::AnswerComes,
        &[
            "(melde|melden|bescheid|antworte|prüfe|prüfen|kläre|klären|frage|fragen|sage|herausfinden|nachsehen)",
        ],
    ),
    (Cue::Please, &["bitte"]),
    (Cue::PleaseStart, &["< bitte"]),
    (Cue::Subjunctive, &["(könnten|würden|könntest|würdest) (sie|du|ihr)"]),
    (
        Cue::Greeting,
        &["< (hallo|guten (tag|morgen|abend)|sehr geehrte|sehr geehrter|liebe|lieber|moin|servus|grüezi)"],
    ),
    (Cue::Hedge, &["vielleicht|eventuell|möglicherweise|wahrscheinlich|vermutlich|wohl|etwa|scheint|könnte"]),
    (Cue::FirstPersonPlural, &["wir|uns|unser|unsere"]),
];
