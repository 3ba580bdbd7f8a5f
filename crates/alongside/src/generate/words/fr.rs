//! French.

use super::{Tongue, Topic};
use crate::ticket::Kind::{Incident, Request};

pub const TONGUE: Tongue = Tongue {
    code: "fr",
    greetings: &["Bonjour,", "Bonjour à tous,", "Bonjour l'équipe,"],
    closings: &["Merci d'avance\n{full}", "Cordialement\n{full}\n{department}", "Bonne journée\n{me}"],
    agent_greetings: &["Bonjour {me},", "Bonjour {me}, merci de nous avoir prévenus."],
    agent_closings: &["Bien à vous\n{agent}", "Cordialement\n{agent}"],
    thanks: &[
        "C'est parfait, merci beaucoup !",
        "Ça remarche, merci pour la rapidité.",
        "Merci {agent}, tout est en ordre.",
    ],
    asides: &[
        "Je suis en salle {room} aujourd'hui.",
        "J'ai déjà redémarré deux fois.",
        "Chez {colleague}, à côté, tout fonctionne.",
        "On peut me joindre au {phone} jusqu'à {hour}.",
        "Nous sommes {count} à attendre.",
    ],
    nudges: &[
        "Avez-vous des nouvelles ?",
        "J'ai oublié : il s'agit du poste {device}.",
        "Le message {error} est revenu à {hour}.",
    ],
    wrote: "Le {date}, {person} a écrit :",
    topics: &[TOPICS],
};

const TOPICS: &[Topic] = &[
    Topic {
        service: "mail",
        team: "applications",
        kind: Incident,
        tags: &["messagerie"],
        subjects: &["Boîte pleine", "Mes courriels reviennent avec {error}", "Boîte partagée introuvable"],
        openings: &[
            "ma boîte est annoncée pleine alors que j'ai tout supprimé.",
            "mes courriels vers un client reviennent avec {error} depuis le {day}.",
            "la boîte partagée de {department} a disparu.",
        ],
        details: &[
            "Sur le téléphone tout arrive normalement.",
            "Par le navigateur cela fonctionne.",
            "{colleague} la voit toujours.",
        ],
        questions: &["Pourriez-vous me transférer un des messages refusés en pièce jointe ?"],
        answers: &["Transféré. Il y est question du serveur {host}."],
        notes: &["Le serveur distant nous refuse pour {address}, demande DNS faite."],
        fixes: &[
            "Le refus venait d'un de nos serveurs mal nommé. C'est corrigé, un essai vers votre client est passé.",
            "Je vous ai rendu la boîte partagée. Redémarrez la messagerie, elle revient en dix minutes.",
        ],
    },
    Topic {
        service: "devices",
        team: "workplace",
        kind: Incident,
        tags: &["portable"],
        subjects: &["Portable {device} très lent", "Écran noir avec la station d'accueil"],
        openings: &[
            "mon portable {device} met {minutes} minutes à démarrer.",
            "le second écran reste noir en salle {room}.",
        ],
        details: &[
            "Le ventilateur tourne sans arrêt.",
            "Avec un autre câble, pareil.",
            "J'ai perdu une partie de {file}.",
        ],
        questions: &["Pouvez-vous essayer la station d'un collègue ?"],
        answers: &["Avec celle de {colleague}, cela marche."],
        notes: &["Micrologiciel {version} de la station défectueux, mis à jour."],
        fixes: &[
            "La station avait besoin d'une mise à jour. C'est fait, j'ai traité aussi celles de l'étage.",
            "Le disque allait lâcher. Tout est sur un disque neuf, rien n'est perdu.",
        ],
    },
    Topic {
        service: "software",
        team: "workplace",
        kind: Request,
        tags: &["installation"],
        subjects: &["Installation de {app}", "Accès à {app} pour {colleague}"],
        openings: &[
            "j'aurais besoin de {app} sur {device} avant le {day}.",
            "notre nouvelle collègue {colleague} a besoin du même accès que moi à {app}.",
        ],
        details: &["La commande est {order}.", "Un accès en lecture suffit."],
        questions: &["Qui valide le coût pour {department} ?"],
        answers: &["C'est {colleague}, en copie."],
        notes: &["Une licence libre, attribuée."],
        fixes: &[
            "{app} est installé sur {device}, vous le trouverez après la prochaine ouverture de session.",
            "{colleague} a maintenant le même accès que vous.",
        ],
    },
];
