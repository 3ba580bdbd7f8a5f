//! German.

use super::{Tongue, Topic};
use crate::ticket::Kind::{Incident, Request};

pub const TONGUE: Tongue = Tongue {
    code: "de",
    greetings: &[
        "Hallo,",
        "Guten Morgen,",
        "Guten Tag,",
        "Liebes IT-Team,",
        "Hallo zusammen,",
        "Sehr geehrte Damen und Herren,",
    ],
    closings: &[
        "Danke und Gruß\n{me}",
        "Viele Grüße\n{full}\n{department}, Durchwahl {phone}",
        "Mit freundlichen Grüßen\n{full}",
        "Besten Dank\n{full}",
        "LG {me}",
    ],
    agent_greetings: &["Hallo {me},", "Guten Tag {me},", "Hallo {me}, danke für die Nachricht."],
    agent_closings: &["Viele Grüße\n{agent}", "Gruß\n{agent}", "{agent}"],
    thanks: &[
        "Perfekt, es geht wieder. Vielen Dank!",
        "Läuft, danke für die schnelle Hilfe.",
        "Danke {agent}, auch für die Erklärung.",
        "Bestätigt, alles in Ordnung. Kann geschlossen werden.",
    ],
    asides: &[
        "Ich bin heute in Raum {room} zu finden.",
        "Neu gestartet habe ich schon zweimal.",
        "Bei {colleague} nebenan geht alles.",
        "Es eilt leider etwas, um {hour} kommt Besuch.",
        "Telefonisch erreichen Sie mich unter {phone}.",
        "Angefangen hat es wohl mit dem Update vom {day}.",
        "Wir sind {count} Leute, die darauf warten.",
    ],
    nudges: &[
        "Gibt es schon etwas Neues?",
        "Nachtrag: Es handelt sich um das Gerät {device}.",
        "Um {hour} kam die Meldung {error} noch einmal.",
        "Leider hat der Vorschlag nicht geholfen, das Fenster schließt sich nach {minutes} Sekunden.",
    ],
    wrote: "Am {date} schrieb {person}:",
    topics: &[TOPICS],
};

const TOPICS: &[Topic] = &[
    Topic {
        service: "printing",
        team: "workplace",
        kind: Incident,
        tags: &["drucker"],
        subjects: &[
            "Drucker {printer} druckt nicht",
            "Scan an E-Mail kommt nicht an",
            "Papierstau bei {printer}",
        ],
        openings: &[
            "der Drucker {printer} auf unserem Flur druckt seit heute früh nicht mehr.",
            "beim Scannen an E-Mail meldet das Gerät “gesendet”, es kommt aber nichts an.",
            "{printer} zeigt einen Papierstau, obwohl nirgends Papier steckt.",
        ],
        details: &[
            "Auf dem Display steht {error}.",
            "Die Warteschlange zeigt {count} Aufträge.",
            "Wir brauchen die Aushänge bis {hour}.",
        ],
        questions: &[
            "Könnten Sie bitte ein Foto vom Display schicken?",
            "Kommt eine Testseite richtig heraus?",
        ],
        answers: &["Foto hängt an, die Testseite ist leer.", "Die Testseite kommt, aber nur halb."],
        notes: &[
            "Fixiereinheit verschlissen, bestellt unter {order}.",
            "Druckwarteschlange auf {host} hing, Dienst neu gestartet.",
        ],
        fixes: &[
            "Die Warteschlange auf dem Server hing fest. Sie ist geleert, bitte drucken Sie noch einmal.",
            "Der Techniker hat die Walze getauscht, {printer} druckt wieder sauber.",
        ],
    },
    Topic {
        service: "accounts",
        team: "security",
        kind: Incident,
        tags: &["passwort", "mfa"],
        subjects: &["Konto gesperrt", "Neues Handy, keine Codes mehr", "Anmeldung schlägt fehl: {error}"],
        openings: &[
            "nach dem Urlaub ist mein Konto gesperrt.",
            "ich habe ein neues Handy und bekomme keine Codes mehr.",
            "die Anmeldung bei {app} endet seit gestern mit {error}.",
        ],
        details: &[
            "Ich schreibe vom Rechner von {colleague}.",
            "Das Passwort stimmt, da bin ich sicher.",
            "Das alte Handy ist leider schon zurückgesetzt.",
        ],
        questions: &[
            "Darf ich Sie kurz unter {phone} zurückrufen, um sicher zu sein, dass Sie es sind?",
            "Ist das alte Passwort noch auf einem Tablet oder Handy gespeichert?",
        ],
        answers: &["Ja gern, ich bin am Platz.", "Stimmt, auf dem Tablet in Raum {room}."],
        notes: &[
            "Rückruf unter {phone} erfolgt, Identität bestätigt.",
            "Sperren kommen von {host}, alte Sitzung beendet.",
        ],
        fixes: &[
            "Ihr Konto ist wieder frei, beim nächsten Anmelden vergeben Sie ein neues Passwort.",
            "Das alte Handy ist entfernt. Beim nächsten Anmelden scannen Sie einmal den Code mit dem neuen.",
        ],
    },
    Topic {
        service: "files",
        team: "servers",
        kind: Incident,
        tags: &["wiederherstellung", "laufwerk"],
        subjects: &[
            "{file} überschrieben",
            "Ordner {department} verschwunden",
            "Kein Zugriff auf das Laufwerk",
        ],
        openings: &[
            "ich habe {file} versehentlich überschrieben und brauche den Stand vom {day}.",
            "der Ordner von {department} ist auf dem Gruppenlaufwerk nicht mehr da.",
            "seit dem Wechsel der Abteilung komme ich nicht mehr auf das Laufwerk.",
        ],
        details: &[
            "Zuletzt gesehen habe ich ihn um {hour}.",
            "Es sind etwa {count} Dateien.",
            "Morgen kommen die Prüfer.",
        ],
        questions: &[
            "Wann war die Datei zuletzt so, wie sie sein soll?",
            "Wer ist jetzt Ihre Leitung? Ich brauche nur ein kurzes Ja.",
        ],
        answers: &["Am {day} gegen {hour} war alles gut.", "{colleague} leitet uns seit dem Ersten."],
        notes: &[
            "Snapshot von 06:00 auf {host} enthält die Datei, stelle daneben wieder her.",
            "Per Maus in den Nachbarordner gezogen, zurückgelegt.",
        ],
        fixes: &[
            "{file} liegt in der Fassung von heute früh neben der anderen, überschrieben wurde nichts.",
            "Der Ordner war in den Nachbarordner gerutscht und ist wieder an seinem Platz.",
        ],
    },
    Topic {
        service: "software",
        team: "workplace",
        kind: Request,
        tags: &["installation"],
        subjects: &["Bitte {app} auf {device} installieren", "Lizenz für {app} abgelaufen"],
        openings: &[
            "für ein Projekt ab dem {day} brauche ich {app} auf {device}.",
            "{app} meldet, dass die Lizenz abgelaufen ist.",
        ],
        details: &[
            "Die Freigabe liegt vor, Bestellung {order}.",
            "Lesender Zugriff genügt.",
            "Es geht um {count} Plätze.",
        ],
        questions: &["Wer zeichnet die Kosten in {department} frei?"],
        answers: &["Das macht {colleague}, steht in Kopie."],
        notes: &["Zwei Lizenzen frei, eine vergeben.", "Paket {version} verteilt."],
        fixes: &[
            "{app} ist auf {device} installiert, nach der nächsten Anmeldung steht es im Startmenü.",
            "Die Lizenz ist verlängert, bitte {app} einmal neu starten.",
        ],
    },
    Topic {
        service: "vpn",
        team: "network",
        kind: Incident,
        tags: &["vpn", "homeoffice"],
        subjects: &["VPN bricht ständig ab", "Keine VPN-Verbindung: {error}"],
        openings: &[
            "die VPN-Verbindung bricht alle {minutes} Minuten ab.",
            "von zu Hause komme ich nicht ins VPN, es erscheint {error}.",
        ],
        details: &[
            "Über den Hotspot geht es.",
            "Der Router wurde letzte Woche getauscht.",
            "Die Adresse beginnt mit {address}.",
        ],
        questions: &["Passiert es auch über den Hotspot des Handys?"],
        answers: &["Über den Hotspot läuft es stabil."],
        notes: &["Profil zeigt noch auf das alte Gateway {host}, neues verteilt."],
        fixes: &[
            "Das Profil kannte noch das alte Gateway. {device} hat jetzt das neue, bitte einmal neu starten.",
        ],
    },
];
