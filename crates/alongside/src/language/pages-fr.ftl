
### Les mots des pages que tout le monde voit.

## Dates at a glance
month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.
short-now = à l’instant
short-minutes = { $count } min
short-hours = { $count } h
short-days = { $count } j
short-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
short-date-year = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }

## Around every page
page-skip = Aller au contenu
page-help = Aide informatique
nav-main = Menu principal
nav-ask = Demander de l’aide
nav-requests = Mes demandes
nav-desk = Le bureau d’aide
nav-profile = Votre profil
nav-sign-out = Se déconnecter

## Forms
send = Envoyer
save = Enregistrer
mend-title = À revoir
mend-look = { $count ->
    [one] Un point est à revoir
   *[other] Ces { $count } points sont à revoir
}
mend-stale = Vous vous êtes reconnecté depuis l’ouverture de cette page. Votre texte est là : appuyez encore une fois sur Envoyer
mend-signed-out = Vous n’êtes plus connecté. Votre texte est là : connectez-vous dans un autre onglet, puis appuyez sur Envoyer
mend-file-large = « { $name } » est trop volumineux. Nous pouvons recevoir { $limit } au plus à la fois
mend-too-long = C’est trop long pour un message. Envoyez la partie la plus longue dans un fichier
mend-other = Cela n’a pas pu se faire. Regardez où en est votre demande, puis réessayez
signed-out-link = Connectez-vous dans un autre onglet
signed-out-then = { $link }, puis revenez ici et appuyez sur Envoyer.
files-help = { $limit } au plus en tout.
files-paste = Vous pouvez la coller ou la déposer ici.
files-remove = Retirer
size-megabytes = { $count } Mo

## The start page
home-title = Comment pouvons-nous vous aider ?
home-lead = Dites-nous ce que vous essayez de faire. Une personne vous lit et vous répond.
home-requests = Voir mes demandes
home-mail = Un courriel convient tout aussi bien.
home-mail-to = Écrivez à { $address }. Il ne faut jamais de mot de passe.
home-known = Nous le savons déjà, et voici ce qui aide en attendant

## How long it usually takes; the spans stand inside the sentences
wait-both = La plupart ont de nos nouvelles en moins de { $most }, 9 sur 10 en moins de { $nearly }.
wait-one = 9 personnes sur 10 ont de nos nouvelles en moins de { $nearly }.
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

## Asking
ask-title = Demander de l’aide
ask-lead = Écrivez comme vous le diriez à un collègue. Ce que vous ne savez pas, laissez-le de côté.
ask-goal = Qu’essayez-vous de faire ?
ask-goal-help = Par exemple « imprimer les lettres pour la visite d’aujourd’hui ».
ask-happens = Que se passe-t-il à la place ?
ask-happens-help = Ce que vous voyez et ce que vous avez essayé. S’il y a un message à l’écran, copiez-le ici.
ask-blocked = Votre travail est-il arrêté ?
ask-blocked-no = Non, je peux travailler
ask-blocked-slowed = Il est ralenti
ask-blocked-stopped = Oui, il est arrêté
ask-impact = Pour qui ?
ask-impact-one = Moi seulement
ask-impact-several = Quelques-uns d’entre nous
ask-impact-everyone = Tout le monde
ask-impact-unknown = Je ne sais pas
ask-people = Combien de personnes, environ ?
ask-people-line = Environ { $count } personnes ont ce problème.
ask-files = Ajouter une image de l’écran
ask-files-optional = si vous en avez une
ask-no-words = Dites-nous en quelques mots ce que vous voulez faire, ou ce qui ne va pas
ask-too-many = Vous avez envoyé beaucoup de demandes en une heure. Attendez un peu, ou appelez-nous

## Right after asking
thanks-title = Nous avons votre demande
thanks-number = Votre numéro est le { $number }
thanks-next-title = La suite
thanks-next = Une personne lit ce que vous avez écrit et vous répond.
thanks-owner = { $name } s’en occupe.
thanks-owner-soon = Vous verrez le nom de la personne qui s’en occupe.
thanks-news = Les nouvelles arrivent à { $address }. Vous pouvez simplement répondre à ce message.
thanks-see = Voir votre demande
thanks-more = Demander autre chose

## My requests
requests-none = Vous n’avez encore rien demandé.
requests-nothing-open = Rien n’est ouvert. Nous espérons que tout va bien.
requests-open = Ouvertes
requests-solved = Réglées
requests-older = Demandes plus anciennes
requests-new = Nouvelle réponse

## Where a request stands
stage-received = Bien reçue
stage-working = Nous y travaillons
stage-turn = Il nous faut votre réponse
stage-waiting = Nous attendons quelqu’un d’autre
stage-solved = Réglée
stage-closed = Close
stands-received = Une personne la lit et la prend en charge. Vous recevez un courriel dès que quelqu’un écrit.
stands-working = { $name } y travaille et vous écrit ici et par courriel.
stands-working-we = Nous y travaillons et vous écrivons ici et par courriel.
stands-turn = Répondez au dernier message ci-dessous pour que { $name } puisse continuer.
stands-turn-we = Répondez au dernier message ci-dessous pour que nous puissions continuer.
stands-waiting = Nous attendons quelqu’un d’autre et vous écrirons dès qu’il y aura du nouveau.
stands-waiting-until = Nous y revenons le { $date }.
stands-solved = Si cela revient, appuyez sur « Pas encore réglé » ou répondez simplement. Sinon, nous la fermons le { $date }.
stands-closed = Cette demande est close. Si vous écrivez ici, nous en ouvrons une nouvelle qui lui est liée.

## One request
request-number = Demande nº { $number }
request-stands = Où elle en est
request-looks = { $name } s’en occupe
request-looked = { $name } s’en est occupé
request-nobody = Personne ne l’a encore ; nous cherchons la bonne personne.
request-next = La suite :
request-solve = C’est réglé
request-reopen = Pas encore réglé
request-talk = Conversation
request-you = Vous
request-quoted = Texte cité
request-original = Le courriel tel qu’il a été envoyé
request-files = Pièces jointes
request-write = Répondre
request-add-file = Ajouter un fichier ou une image
request-add-file-optional = si vous voulez
request-your-answer = Votre réponse
request-empty = Écrivez d’abord quelques mots, ou ajoutez un fichier
request-sent = Envoyé. Merci, nous l’avons.
request-sent-anew = L’ancienne demande était close, nous en avons donc ouvert une nouvelle pour vous.
request-is-solved = Nous sommes heureux que ce soit réglé. Merci de nous l’avoir dit.
request-is-open = Elle est rouverte. Si vous voulez, écrivez ce qui ne va toujours pas.

## Signing in
enter-title = Se connecter
enter-lead = Nous vous envoyons un courriel avec un lien. Il ne faut pas de mot de passe.
enter-why-ask = Connectez-vous, pour que nous sachions où envoyer la réponse.
enter-why-requests = Connectez-vous pour voir vos demandes.
enter-why-request = Connectez-vous pour voir votre demande.
enter-mail = Votre adresse électronique
enter-mail-whole = Écrivez l’adresse entière, comme nom@example.org
enter-send = Envoyez-moi le lien
enter-desk = Vous travaillez au bureau d’aide ? { $link }
enter-desk-link = Se connecter avec un mot de passe
check-title = Regardez vos courriels
check-lead = Si nous connaissons { $address }, un courriel avec un lien est en route.
check-open = Ouvrez notre courriel. Il devrait arriver d’ici une minute.
check-press = { $minutes ->
    [one] Appuyez sur le lien qu’il contient. Il fonctionne pendant une minute, une seule fois.
   *[other] Appuyez sur le lien qu’il contient. Il fonctionne pendant { $minutes } minutes, une seule fois.
}
check-nothing = Rien n’arrive ?
check-junk = Regardez dans les indésirables, et vérifiez l’adresse ci-dessus.
check-again = Réessayer
link-title = Heureux de vous revoir
link-lead = Appuyez sur le bouton, et c’est fait.
link-foot = Vous n’avez rien demandé ? Fermez cette page. Il ne se passe rien.
link-spent-title = Ce lien ne fonctionne plus
link-spent-lead = Chaque lien fonctionne une fois, et peu de temps. Ainsi votre compte reste le vôtre.
link-spent-new = Envoyez-moi un nouveau lien
password-title = Se connecter au bureau d’aide
password-wait = Il y a eu beaucoup d’essais avec cette adresse. Le prochain comptera le { $date }.
password-label = Mot de passe
password-wrong = L’adresse et le mot de passe ne vont pas ensemble
password-forgotten = Oublié ? { $link } et choisissez-en un nouveau dans votre profil.
password-forgotten-link = Recevez un lien par courriel

## One's own profile
profile-name = Nom
profile-name-missing = Écrivez le nom sous lequel on vous connaît
profile-mail = Courriel
profile-mail-first = les messages arrivent ici
profile-language = Langue
profile-zone = Fuseau horaire
profile-zone-house = Comme au bureau d’aide ({ $zone })
profile-zone-choose = Choisissez un fuseau horaire dans la liste
profile-work = Votre travail
profile-work-help = Ce que vous faites, et où. Cela nous aide à comprendre ce qu’il vous faut.
profile-telephone = Téléphone
profile-reach = Comment aimez-vous qu’on vous joigne ?
profile-reach-help = Par exemple « un appel avant dix heures » ou « par courriel ».
profile-detail = Quand nous vous écrivons, que voulez-vous savoir ?
profile-detail-plain = Seulement ce que cela change pour moi
profile-detail-some = Quelques mots sur le pourquoi
profile-detail-full = Tout, y compris la technique
profile-saved = Enregistré.
profile-sessions = Où vous êtes connecté
profile-device = { $browser } sur { $system }
profile-device-unknown = Un navigateur
profile-session-this = ici
profile-session-end = Se déconnecter là-bas
profile-session-ended = Déconnecté là-bas.

## What went wrong
trouble-403-title = Cette page ne vous est pas ouverte
trouble-403-text = Vous êtes connecté, mais cette page est pour des personnes qui ont un autre rôle. S’il vous la faut, demandez à un administrateur : cela se change en une minute.
trouble-404-title = Il n’y a rien à cette adresse
trouble-404-text = La page a peut-être changé de place, ou il manque la fin du lien. Si c’était une demande, elle est peut-être à quelqu’un d’autre.
trouble-413-title = C’était trop volumineux
trouble-413-text = Rien d’autre n’est perdu. Revenez en arrière et envoyez un fichier plus petit : une image de l’écran suffit souvent.
trouble-429-title = C’était un peu trop rapide
trouble-429-text = Pour protéger les comptes de tous, nous attendons un moment après de nombreux essais venus du même endroit. Votre compte n’a rien.
trouble-503-title = Nous sommes débordés un instant
trouble-503-text = Il est arrivé plus que nous ne pouvons prendre à la fois. Rien n’est perdu, et rien de vous n’a changé. Rechargez la page.
trouble-507-title = Il n’y a plus de place
trouble-507-text = Le disque est plein ; nous n’avons pas pu garder ce que vous avez envoyé. Tout ce qui précède est en sûreté et peut être lu. Réessayez plus tard ; si vous connaissez une personne qui s’occupe du bureau d’aide, prévenez-la.
trouble-500-title = Quelque chose s’est cassé chez nous
trouble-500-text = Vous n’y êtes pour rien. Ce qui était enregistré est en sûreté. Revenez en arrière et réessayez ; si cela recommence, donnez-nous le numéro ci-dessous et nous trouverons ce que c’était.
trouble-stale-title = Cette page date d’une visite précédente
trouble-stale-text = Pour votre sécurité, nous n’avons pas pris ce qu’elle envoyait. Rien n’a changé. Revenez en arrière, rechargez la page et envoyez de nouveau.
trouble-unreadable-title = Nous n’avons pas pu lire l’envoi
trouble-unreadable-text = Quelque chose s’est perdu en route. Rien n’a changé. Revenez en arrière et envoyez de nouveau.
trouble-refused-title = Cela n’a pas pu se faire
trouble-again = Vous pourrez réessayer le { $date }.
trouble-number = Numéro pour nous :
trouble-to-desk = Aller au bureau d’aide
trouble-to-start = Aller à l’accueil
trouble-files-title = Les fichiers sont hors d’atteinte un instant
trouble-files-text = L’endroit où nous gardons les fichiers ne répond pas. Tout ce qui précède est en sûreté. Réessayez plus tard.
typed-words = Votre texte est toujours là
typed-choices = Votre choix est toujours là
typed-body = Ce que vous avez écrit
typed-note = Votre note
typed-subject = Objet
typed-files = Vos fichiers, encore une fois
typed-send = Envoyer encore une fois

## La page d’état
status-title = État des services
status-now-well = Tout fonctionne
status-now-work = Tout fonctionne, sauf des travaux prévus
status-now-looking = Nous examinons un problème
status-now-slow = Certains services sont lents ou limités
status-now-partly = Certains services ne fonctionnent qu’en partie
status-now-some-out = Certains services ne fonctionnent pas
status-now-all-out = Nos services ne fonctionnent pas en ce moment
status-now-nothing = Aucun service n’est encore montré ici
status-as-of = État à
status-open-title = Ce qui ne va pas en ce moment
status-phase-investigating = Nous cherchons la cause
status-phase-identified = Cause trouvée
status-phase-monitoring = Réparé, sous surveillance
status-phase-resolved = Résolu
status-state-operational = Fonctionne
status-state-maintenance = Travaux prévus
status-state-degraded = Lent ou limité
status-state-partial = Fonctionne en partie
status-state-outage = Ne fonctionne pas
status-no-records = Pas de relevés
status-next = Prochaines nouvelles avant { $time }
status-next-late = Les nouvelles promises pour { $time } sont en retard
status-came-late = promis pour { $time }, donc en retard
status-since = depuis { $time }
status-window = de { $start } à { $end }
status-all-updates = { $count ->
    [one] La nouvelle
   *[other] Les { $count } nouvelles
}
status-planned-title = Travaux prévus
status-work-now = En cours
status-work-cancelled = Annulé
status-services-title = Services
status-days-ago = il y a 90 jours
status-today = aujourd’hui
status-days = Jour par jour
status-uptime = disponible { $share } du temps
status-share = { $whole },{ $part } %
status-share-whole = { $whole } %
status-records-since = relevés depuis le { $date }
status-picture = { $name }, les 90 derniers jours : { $share }
status-for = { $state } : { $span }
status-lately-title = Résolu ces derniers jours
status-lasted = durée : { $span }
status-all = Tous les services
status-review-title = Ce que nous avons appris
status-history = Incidents passés
status-none-in-month = Il n’y a pas eu d’incident ce mois-ci.
status-months = Mois
status-month-before = Le mois précédent
status-month-after = Le mois suivant
status-month = { $month } { $year }
status-subscribe = Recevoir les nouvelles par mail
status-feed = Flux Atom
status-calendar = Calendrier
status-how = Une panne compte contre le chiffre, même si elle ne touche qu’une partie. Un service lent ne compte pas, et les travaux prévus sont comptés à part. Les jours viennent de nos relevés.
status-zone = Les heures sont celles de { $zone }.
status-clock = { $hour } h { $minute }
status-date-clock = { $date } à { $clock }

# When many people cannot work
trouble-title = Nous sommes au courant
trouble-investigating = Nous cherchons la cause.
trouble-identified = Nous connaissons la cause.
trouble-monitoring = C’est réparé. Nous continuons à surveiller.
trouble-resolved = C’est terminé.
trouble-next = Vous en saurez plus avant le { $date }.
trouble-late = Vous deviez en savoir plus avant le { $date }. Nous sommes en retard, et nous en sommes désolés.
trouble-page = Tout à ce sujet
trouble-me-too = Cela m’arrive aussi
trouble-not-me = Cela ne m’arrive plus
trouble-is-told = Nous vous écrivons dès qu’il y a du nouveau.
trouble-is-not-told = Bien. Vous ne recevrez plus de messages à ce sujet.
trouble-in-request = Nous vous répondons dans votre demande { $number }.
trouble-ask = Est-ce cela ?
trouble-ask-lead = Nous travaillons sur quelque chose qui ressemble à ce que vous avez écrit. Dites-le-nous d’un clic, et vous aurez de nos nouvelles sans nouvelle demande.
trouble-ask-other = C’est autre chose : envoyer ma demande
trouble-gone = C’est terminé, ou ce n’est plus visible.
trouble-works-title = Est-ce que cela marche maintenant ?
trouble-works-lead = { $title } : d’après ce que nous voyons, c’est terminé. Dites-nous si c’est aussi le cas pour vous.
trouble-works-yes = Cela marche
trouble-works-no = Pas encore
trouble-works-thanks = Merci. Nous en sommes heureux.
trouble-works-sorry = Merci de nous l’avoir dit. Votre demande reste ouverte, et une personne s’en occupe.
trouble-works-unknown = Ce lien ne correspond à rien. Répondez plutôt à notre message.

# Asking the status page for news
status-ask-title = Des nouvelles par mail
status-ask-lead = Nous vous écrivons quand un service a un problème, puis à chaque nouvelle jusqu’à la solution.
status-which = Quels services ?
status-which-help = Sans choix, vous entendez parler de tous.
status-ask-go = Continuer
status-sent-lead = Un mail avec un bouton est en route vers { $address }. Appuyez dessus, et vous aurez de nos nouvelles.
status-confirm-title = Voulez-vous nos nouvelles ?
status-confirm-lead = Appuyez sur le bouton, et nous écrirons à { $address } quand un service a un problème.
status-confirm-go = Oui, écrivez-moi
status-confirmed = Vous aurez de nos nouvelles.
status-own-title = Vos nouvelles par mail
status-own-lead = Elles vont à { $address }.
status-leave = Ne plus recevoir ces mails
status-left-title = Vous ne recevrez plus ces mails
status-left-lead = Votre adresse n’est plus sur notre liste. Si vous le souhaitez, vous pouvez vous inscrire de nouveau.
status-gone-title = Ce lien ne fonctionne plus
status-gone-lead = L’adresse n’est pas sur notre liste, ou votre demande date de quelques jours. Vous pouvez simplement la refaire.
status-mail-subject = Voulez-vous des nouvelles de { $place } ?
status-mail-lead = Quelqu’un a entré cette adresse sur la page d’état de { $place }. Appuyez sur le bouton, et nous vous écrirons quand un service a un problème.
status-mail-known-subject = Vous recevez déjà des nouvelles de { $place }
status-mail-known-lead = Quelqu’un a entré cette adresse sur la page d’état de { $place }, et elle est déjà sur la liste. Le bouton permet de choisir des services ou de quitter la liste.
status-mail-known-go = Voir mon choix
status-mail-foot = Vous n’avez rien demandé ? Alors ne faites rien, et rien ne change.
