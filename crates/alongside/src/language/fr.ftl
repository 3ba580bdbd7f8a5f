### Les mots de nos courriels.

## Dates
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-time = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year } à { $hour } h { $minute }

## In every letter
hello = Bonjour { $name },
hello-nobody = Bonjour,
next-label = La suite :
answer-here = Vous pouvez simplement répondre à ce message.
your-request = Votre demande : nº { $number }

## What happens next, by where the request stands
next-new = Quelqu’un va s’en occuper et vous écrira.
next-open = Nous y travaillons et reviendrons vers vous.
next-pending = Nous attendons votre réponse.
next-on-hold = Nous attendons quelqu’un d’autre et vous écrirons dès qu’il y aura du nouveau.
next-on-hold-until = Nous reprenons votre demande le { $date } et vous écrirons alors.
next-promised = { $name } a promis : « { $words } », avant le { $date }.
next-resolved = Nous pensons que c’est réglé. Si ce n’est pas le cas, répondez simplement et la demande sera rouverte.
next-closed = Cette demande est close. Si vous avez encore besoin d’aide, un nouveau message ouvrira une nouvelle demande.

## A reply
earlier-words = Le { $date }, { $name } a écrit :
attachments-apart = { $count ->
    [one] Un fichier est trop volumineux pour un courriel. Vous le trouverez avec votre demande :
   *[other] { $count } fichiers sont trop volumineux pour un courriel. Vous les trouverez avec votre demande :
}

## We have your request
receipt-have = Nous avons bien reçu votre demande « { $subject } ». Elle porte le nº { $number }.
receipt-next = Une personne la lit et vous écrira dès que possible.
receipt-foot = Ce message est automatique, mais des personnes lisent les réponses. Pour ajouter quelque chose, répondez simplement.

## A link to sign in
sign-in-subject = Votre lien de connexion à { $place }
sign-in-lead = { $minutes ->
    [one] Voici votre lien de connexion. Il fonctionne une seule fois, pendant une minute.
   *[other] Voici votre lien de connexion. Il fonctionne une seule fois, pendant { $minutes } minutes.
}
sign-in-go = Se connecter
sign-in-copy = Ou copiez cette adresse dans votre navigateur :
sign-in-foot = Vous n’avez rien demandé ? Alors ne faites rien. Personne ne peut se connecter sans ce message ; merci de ne pas le transmettre.

## To a colleague
notice-assigned = Ce ticket est désormais le vôtre.
notice-answered = Il y a une réponse sur votre ticket.
notice-news = Il y a du nouveau sur un ticket.
notice-mentioned = Un collègue vous mentionne dans un ticket. La note est réservée aux collègues.
notice-promise-due = Une promesse arrive à échéance. S’il faut plus de temps, dites-le avant l’heure.
notice-promise-broken = L’heure d’une promesse est passée sans un mot.
notice-promised = { $name } a promis : « { $words } », avant le { $date }.
notice-ticket = Le ticket : nº { $number }
notice-from = De { $name }
notice-foot = Une réponse à ce message est envoyée au demandeur.

## A test
test-subject = Message d’essai de { $place }
test-body = Ceci est un essai. Si vous pouvez le lire, les messages quittent { $place } comme il se doit.

## Des nouvelles pour tous
broadcast-when = Quand : du { $from } au { $until } ({ $zone })
broadcast-next = Nous vous écrirons de nouveau avant : { $date }.
broadcast-page = Les dernières nouvelles sont toujours ici
broadcast-seen = J’ai lu ce message
broadcast-why-reader = Vous recevez ce message car il concerne quelque chose que vous utilisez.
broadcast-why-stakeholder = Vous recevez ce message car vous avez demandé à savoir ce que cela change pour votre travail.
broadcast-why-subscriber = Vous recevez ce message car vous l’avez demandé sur notre page d’état.
works-ask = Est-ce que cela marche maintenant ? Dites-le-nous d’un clic
broadcast-leave = Ne plus recevoir ces messages :

## About a planned change
change-what = Ce qui change
change-notice = Ce que vous remarquerez
change-must-do = Ce que vous devez faire
change-why = Pourquoi cela en vaut la peine
change-undo = Si cela ne marche pas
change-contact = Questions
change-subject-before = Prévu : { $title }
change-subject-start = C’est parti : { $title }
change-subject-done = Terminé : { $title }
change-subject-failed = Cela n’a pas marché : { $title }
change-subject-undone = De nouveau comme avant : { $title }
change-subject-moved = Nouvel horaire : { $title }
change-subject-cancelled = Annulé : { $title }
change-begins = Les travaux annoncés commencent maintenant. Nous vous écrirons quand ils seront finis.
change-done = Les travaux annoncés sont finis.
change-failed = Les travaux annoncés ne se sont pas passés comme prévu.
change-undone = Les travaux annoncés n’ont pas marché, nous les avons donc défaits. Tout est comme avant.
change-moved = Les travaux annoncés ont un nouvel horaire, indiqué plus haut. Le rendez-vous joint à ce message remplace l’ancien.
change-cancelled = Les travaux annoncés n’auront pas lieu. Le rendez-vous joint à ce message retire l’ancien de votre agenda.

## “Did you see it?”
seen-title = L’avez-vous vu ?
seen-ask = Appuyez sur le bouton pour dire que vous avez lu « { $title } ». Rien d’autre n’est noté.
seen-button = Je l’ai vu
seen-thanks = Merci. Nous savons que vous l’avez vu.
seen-unknown = Ce lien n’est pas complet, ou il appartient à un autre service.
