//! Swedish.

use super::{Tongue, Topic};
use crate::ticket::Kind::{Incident, Question};

pub const TONGUE: Tongue = Tongue {
    code: "sv",
    greetings: &["Hej,", "Hej!", "God morgon,", "Hejsan,"],
    closings: &["Tack på förhand\n{full}", "Hälsningar\n{full}\n{department}", "Mvh {me}", "Tack!\n{me}"],
    agent_greetings: &["Hej {me},", "Hej {me}, tack för att du hör av dig."],
    agent_closings: &["Vänliga hälsningar\n{agent}", "Hälsningar\n{agent}"],
    thanks: &["Nu fungerar det, tack!", "Toppen, tack för snabb hjälp.", "Tack {agent}, allt är bra nu."],
    asides: &[
        "Jag sitter i rum {room} i dag.",
        "Jag har startat om två gånger.",
        "Hos {colleague} bredvid fungerar allt.",
        "Du når mig på {phone} fram till {hour}.",
        "Vi är {count} stycken som väntar.",
    ],
    nudges: &[
        "Har ni hunnit titta på det här?",
        "Glömde säga: datorn heter {device}.",
        "Samma fel {error} igen klockan {hour}.",
    ],
    wrote: "Den {date} skrev {person}:",
    topics: &[TOPICS],
};

const TOPICS: &[Topic] = &[
    Topic {
        service: "wifi",
        team: "network",
        kind: Incident,
        tags: &["tradlost"],
        subjects: &[
            "Trådlöst nät segt i rum {room}",
            "Gästnätet fungerar inte",
            "Ingen kontakt med nätet: {error}",
        ],
        openings: &[
            "det trådlösa nätet i rum {room} är så segt att {app} inte går att använda.",
            "koderna till gästnätet går inte, och jag har {count} besökare här.",
            "{device} får ingen kontakt med nätet, det står {error}.",
        ],
        details: &["I korridoren går det bra.", "Lampan i taket lyser orange.", "Värst är det vid {hour}."],
        questions: &["Är det bara din dator eller även grannarnas?"],
        answers: &["Alla i rummet, telefoner också."],
        notes: &["Accesspunkten gick på 100 Mbit, kabelfel. Flyttad port, {address} är tillbaka."],
        fixes: &[
            "En kabel till antennen i taket var trasig. Den är bytt, säg till om det fortfarande känns segt.",
            "Det fanns inga lediga adresser för gäster. Nu finns det fler.",
        ],
    },
    Topic {
        service: "hr",
        team: "applications",
        kind: Question,
        tags: &["semester"],
        subjects: &["Var hittar jag lönebeskedet?", "Fel antal semesterdagar"],
        openings: &[
            "var hittar jag mina lönebesked i den nya portalen?",
            "det står {count} semesterdagar, men det borde vara två till.",
        ],
        details: &["Jag frågade {colleague}, som hänvisade hit.", "Det är inte bråttom."],
        questions: &["Går du in via intranätet eller via ett bokmärke?"],
        answers: &["Via ett gammalt bokmärke, ja."],
        notes: &["Sparade dagar läggs in första måndagen i året, texten på sidan är fel."],
        fixes: &[
            "Lönebeskeden ligger under “Mina dokument”. Jag har också rättat det gamla bokmärket.",
            "De sparade dagarna läggs till första måndagen på året, sedan stämmer det.",
        ],
    },
    Topic {
        service: "devices",
        team: "workplace",
        kind: Incident,
        tags: &["dator", "docka"],
        subjects: &["Datorn {device} laddar inte", "Andra skärmen är svart"],
        openings: &[
            "min dator {device} laddar inte längre.",
            "den andra skärmen är svart när jag använder dockan i rum {room}.",
        ],
        details: &[
            "Batteriet är nere på {count} procent.",
            "Med en kollegas laddare är det likadant.",
            "Felet heter {error}.",
        ],
        questions: &["Lyser den lilla lampan bredvid uttaget?"],
        answers: &["Nej, den är släckt med båda laddarna."],
        notes: &["Garanti till den {day}, reservdel beställd under {order}."],
        fixes: &[
            "Uttaget var trasigt. Du har en lånedator tills din är tillbaka den {day}.",
            "Dockan behövde nyare programvara. Det är gjort, även på de andra på våningen.",
        ],
    },
];
