
### De woorden van de pagina’s die iedereen ziet.

## Dates at a glance
month-short-1 = jan
month-short-2 = feb
month-short-3 = mrt
month-short-4 = apr
month-short-5 = mei
month-short-6 = jun
month-short-7 = jul
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
short-now = nu
short-minutes = { $count } min
short-hours = { $count } uur
short-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}
short-date = { $day } { $month }
short-date-year = { $day } { $month } { $year }

## Around every page
page-skip = Naar de inhoud
page-help = IT-hulp
nav-main = Hoofdmenu
nav-ask = Hulp vragen
nav-requests = Mijn verzoeken
nav-desk = De desk
nav-profile = Uw profiel
nav-sign-out = Afmelden

## Forms
send = Verzenden
save = Bewaren
mend-title = Kijk nog eens, alstublieft
mend-look = { $count ->
    [one] Kijk nog eens naar één punt
   *[other] Kijk nog eens naar deze { $count } punten
}
mend-stale = U hebt zich opnieuw aangemeld sinds u deze pagina opende. Uw tekst staat er nog: druk nog één keer op Verzenden
mend-signed-out = U bent niet meer aangemeld. Uw tekst staat er nog: meld u aan in een ander tabblad en druk dan op Verzenden
mend-file-large = “{ $name }” is te groot. Meer dan { $limit } tegelijk gaat niet
mend-too-long = Dit is te lang voor één bericht. Stuur het langste deel als bestand
mend-other = Dit lukte nu niet. Kijk hoe het met uw verzoek staat en probeer het nog eens
signed-out-link = Meld u aan in een ander tabblad
signed-out-then = { $link }, kom dan hier terug en druk op Verzenden.
files-help = Samen hoogstens { $limit }.
files-paste = U kunt het hier ook plakken of neerzetten.
files-remove = Weghalen
size-megabytes = { $count } MB

## The start page
home-title = Waarmee kunnen we u helpen?
home-lead = Vertel ons wat u wilt doen. Een medewerker leest het en schrijft u terug.
home-requests = Mijn verzoeken bekijken
home-mail = Mailen kan net zo goed.
home-mail-to = Schrijf naar { $address }. U hebt nooit een wachtwoord nodig.
home-known = Dit weten we al, en dit helpt zolang

## How long it usually takes; the spans stand inside the sentences
wait-both = De meesten horen binnen { $most } van ons, 9 van de 10 binnen { $nearly }.
wait-one = 9 van de 10 mensen horen binnen { $nearly } van ons.
span-minutes = { $count ->
    [one] een minuut
   *[other] { $count } minuten
}
span-hours = { $count ->
    [one] een uur
   *[other] { $count } uur
}
span-days = { $count ->
    [one] een dag
   *[other] { $count } dagen
}

## Asking
ask-title = Hulp vragen
ask-lead = Schrijf het zoals u het een collega zou vertellen. Wat u niet weet, laat u gewoon weg.
ask-goal = Wat wilt u doen?
ask-goal-help = Bijvoorbeeld “de brieven voor de ronde van vandaag afdrukken”.
ask-happens = Wat gebeurt er in plaats daarvan?
ask-happens-help = Wat u ziet en wat u al geprobeerd hebt. Staat er een melding op het scherm, zet die dan hier.
ask-blocked = Ligt uw werk stil?
ask-blocked-no = Nee, ik kan werken
ask-blocked-slowed = Het gaat langzamer
ask-blocked-stopped = Ja, het ligt stil
ask-impact = Voor wie?
ask-impact-one = Alleen voor mij
ask-impact-several = Voor een paar van ons
ask-impact-everyone = Voor iedereen
ask-impact-unknown = Dat weet ik niet
ask-people = Voor hoeveel mensen ongeveer?
ask-people-line = Ongeveer { $count } mensen hebben dit probleem.
ask-files = Voeg een afbeelding van het scherm toe
ask-files-optional = als u er een hebt
ask-no-words = Vertel ons in een paar woorden wat u wilt doen, of wat er misgaat
ask-too-many = U hebt in een uur heel veel verzoeken gestuurd. Wacht even, of bel ons

## Right after asking
thanks-title = We hebben uw verzoek
thanks-number = Uw nummer is { $number }
thanks-next-title = Zo gaat het verder
thanks-next = Een medewerker leest wat u schreef en antwoordt u.
thanks-owner = { $name } kijkt ernaar.
thanks-owner-soon = U ziet straks de naam van wie ernaar kijkt.
thanks-news = Nieuws komt op { $address }. U kunt gewoon op die mail antwoorden.
thanks-see = Uw verzoek bekijken
thanks-more = Iets anders vragen

## My requests
requests-none = U hebt nog niets gevraagd.
requests-nothing-open = Er staat niets open. We hopen dat alles goed gaat.
requests-open = Open
requests-solved = Opgelost
requests-older = Oudere verzoeken
requests-new = Nieuw antwoord

## Where a request stands
stage-received = We hebben het
stage-working = We werken eraan
stage-turn = We hebben uw antwoord nodig
stage-waiting = We wachten op iemand anders
stage-solved = Opgelost
stage-closed = Gesloten
stands-received = Een medewerker leest het en pakt het op. U krijgt een mail zodra iemand schrijft.
stands-working = { $name } werkt eraan en schrijft u hier en per mail.
stands-working-we = We werken eraan en schrijven u hier en per mail.
stands-turn = Beantwoord het laatste bericht hieronder, dan kan { $name } verder.
stands-turn-we = Beantwoord het laatste bericht hieronder, dan kunnen we verder.
stands-waiting = We wachten op iemand anders en schrijven u als er nieuws is.
stands-waiting-until = We pakken het weer op: { $date }.
stands-solved = Komt het terug, druk dan op “Nog niet opgelost” of antwoord gewoon. Anders sluiten we het: { $date }.
stands-closed = Dit verzoek is gesloten. Schrijft u hier, dan beginnen we een nieuw verzoek dat hieraan gekoppeld is.

## One request
request-number = Verzoek #{ $number }
request-stands = Hoe het ervoor staat
request-looks = { $name } kijkt ernaar
request-looked = { $name } heeft ernaar gekeken
request-nobody = Nog niemand heeft het; we zoeken de juiste persoon.
request-next = Nu:
request-solve = Dit is opgelost
request-reopen = Nog niet opgelost
request-talk = Gesprek
request-you = U
request-quoted = Geciteerde tekst
request-original = De mail zoals die is verstuurd
request-files = Bijlagen
request-write = Terugschrijven
request-add-file = Voeg een bestand of afbeelding toe
request-add-file-optional = als u wilt
request-your-answer = Uw antwoord
request-empty = Schrijf eerst een paar woorden, of voeg een bestand toe
request-sent = Verzonden. Dank u, we hebben het.
request-sent-anew = Het oude verzoek was gesloten, daarom zijn we voor u dit nieuwe begonnen.
request-is-solved = Fijn dat het is opgelost. Dank u dat u het ons vertelt.
request-is-open = Het staat weer open. Schrijf als u wilt wat er nog niet goed is.

## Signing in
enter-title = Aanmelden
enter-lead = We sturen u een mail met een link. U hebt geen wachtwoord nodig.
enter-why-ask = Meld u aan, dan weten we waar het antwoord heen moet.
enter-why-requests = Meld u aan om uw verzoeken te zien.
enter-why-request = Meld u aan om uw verzoek te zien.
enter-mail = Uw mailadres
enter-mail-whole = Schrijf het hele adres, zoals naam@example.org
enter-send = Stuur mij de link
enter-desk = Werkt u bij de desk? { $link }
enter-desk-link = Met een wachtwoord aanmelden
check-title = Kijk in uw mail
check-lead = Als we { $address } kennen, is er een mail met een link onderweg.
check-open = Open onze mail. Die hoort er binnen een minuut te zijn.
check-press = { $minutes ->
    [one] Druk op de link erin. Die werkt één minuut, één keer.
   *[other] Druk op de link erin. Die werkt { $minutes } minuten, één keer.
}
check-nothing = Komt er niets?
check-junk = Kijk in de map met ongewenste mail, en kijk of het adres hierboven klopt.
check-again = Opnieuw proberen
link-title = Welkom terug
link-lead = Druk op de knop en u bent binnen.
link-foot = Hebt u dit niet gevraagd? Sluit dan deze pagina. Er gebeurt niets.
link-spent-title = Deze link werkt niet meer
link-spent-lead = Elke link werkt één keer, en maar kort. Zo blijft uw account van u.
link-spent-new = Stuur mij een nieuwe link
password-title = Aanmelden bij de desk
password-wait = Er waren veel pogingen met dit adres. De volgende telt vanaf { $date }.
password-label = Wachtwoord
password-wrong = Het adres en het wachtwoord horen niet bij elkaar
password-forgotten = Vergeten? { $link } en kies een nieuw wachtwoord in uw profiel.
password-forgotten-link = Vraag een link per mail

## One's own profile
profile-name = Naam
profile-name-missing = Schrijf de naam waaronder men u kent
profile-mail = Mail
profile-mail-first = hier komt de mail
profile-language = Taal
profile-zone = Tijdzone
profile-zone-house = Zoals bij de desk ({ $zone })
profile-zone-choose = Kies een tijdzone uit de lijst
profile-work = Uw werk
profile-work-help = Wat u doet, en waar. Dat helpt ons begrijpen wat u nodig hebt.
profile-telephone = Telefoon
profile-reach = Hoe bereiken we u het liefst?
profile-reach-help = Bijvoorbeeld “bel voor tien uur” of “graag per mail”.
profile-detail = Hoeveel wilt u weten als we u schrijven?
profile-detail-plain = Alleen wat het voor mij betekent
profile-detail-some = Een paar woorden over het waarom
profile-detail-full = Alles, ook het technische deel
profile-saved = Bewaard.
profile-sessions = Waar u bent aangemeld
profile-device = { $browser } op { $system }
profile-device-unknown = Een browser
profile-session-this = hier
profile-session-end = Daar afmelden
profile-session-ended = Daar afgemeld.

## What went wrong
trouble-403-title = Deze pagina is niet voor u open
trouble-403-text = U bent aangemeld, maar deze pagina is voor mensen met een andere rol. Hebt u haar nodig, vraag het een beheerder: dat is zo veranderd.
trouble-404-title = Op dit adres staat niets
trouble-404-text = Misschien is de pagina verhuisd, of mist de link een stuk. Was het een verzoek, dan is het misschien van iemand anders.
trouble-413-title = Dat was te groot
trouble-413-text = Verder is er niets verloren. Ga terug en stuur een kleiner bestand: een afbeelding van het scherm is meestal genoeg.
trouble-429-title = Dat ging iets te snel
trouble-429-text = Om ieders account te beschermen wachten we even na veel pogingen vanaf één plek. Met uw account is niets mis.
trouble-503-title = We hebben het even druk
trouble-503-text = Er kwam meer binnen dan we tegelijk aankunnen. Niets is verloren en niets van u is veranderd. Laad de pagina opnieuw.
trouble-507-title = Er is geen ruimte meer
trouble-507-text = De schijf is vol, daarom konden we niet bewaren wat u stuurde. Alles van eerder is veilig en te lezen. Probeer het later nog eens; kent u iemand die de desk beheert, zeg het dan even.
trouble-500-title = Er ging bij ons iets stuk
trouble-500-text = Het ligt niet aan u. Wat al bewaard was, is veilig. Ga terug en probeer het nog eens; gebeurt het weer, geef ons dan het nummer hieronder, dan zoeken we uit wat het was.
trouble-stale-title = Deze pagina is van een eerder bezoek
trouble-stale-text = Voor uw veiligheid namen we niet aan wat ze stuurde. Er is niets veranderd. Ga terug, laad de pagina opnieuw en verstuur het nog eens.
trouble-unreadable-title = We konden dit niet lezen
trouble-unreadable-text = Onderweg is iets verloren gegaan. Er is niets veranderd. Ga terug en verstuur het nog eens.
trouble-refused-title = Dit lukte niet
trouble-again = U kunt het weer proberen: { $date }.
trouble-number = Nummer voor ons:
trouble-to-desk = Naar de desk
trouble-to-start = Naar de startpagina
trouble-files-title = Bestanden zijn even onbereikbaar
trouble-files-text = De plek waar we bestanden bewaren antwoordt nu niet. Alles van eerder is veilig. Probeer het later nog eens.
typed-words = Uw tekst staat er nog
typed-choices = Uw keuze staat er nog
typed-body = Wat u schreef
typed-note = Uw notitie
typed-subject = Onderwerp
typed-files = Uw bestanden, nog één keer
typed-send = Nog eens verzenden

## De statuspagina
status-title = Status
status-now-well = Alles werkt
status-now-work = Alles werkt, op gepland werk na
status-now-looking = We onderzoeken een probleem
status-now-slow = Sommige diensten zijn traag of beperkt
status-now-partly = Sommige diensten werken maar voor een deel
status-now-some-out = Sommige diensten werken niet
status-now-all-out = Onze diensten werken op dit moment niet
status-now-nothing = Hier wordt nog geen dienst getoond
status-as-of = Stand van
status-open-title = Wat er nu mis is
status-phase-investigating = We zoeken de oorzaak
status-phase-identified = Oorzaak gevonden
status-phase-monitoring = Hersteld, we houden het in de gaten
status-phase-resolved = Opgelost
status-state-operational = Werkt
status-state-maintenance = Gepland werk
status-state-degraded = Traag of beperkt
status-state-partial = Werkt deels
status-state-outage = Werkt niet
status-no-records = Geen gegevens
status-next = Volgend bericht uiterlijk { $time }
status-next-late = Het bericht dat voor { $time } was beloofd, is te laat
status-came-late = beloofd voor { $time }, dus te laat
status-since = sinds { $time }
status-window = { $start } tot { $end }
status-all-updates = { $count ->
    [one] Het bericht
   *[other] Alle { $count } berichten
}
status-planned-title = Gepland werk
status-work-now = Bezig
status-work-cancelled = Geannuleerd
status-services-title = Diensten
status-days-ago = 90 dagen geleden
status-today = vandaag
status-days = Dag voor dag
status-uptime = { $share } beschikbaar
status-share = { $whole },{ $part }%
status-share-whole = { $whole }%
status-records-since = gegevens sinds { $date }
status-picture = { $name }, de laatste 90 dagen: { $share }
status-for = { $state }: { $span }
status-lately-title = De afgelopen dagen opgelost
status-lasted = duurde { $span }
status-all = Alle diensten
status-review-title = Wat we hebben geleerd
status-history = Eerdere storingen
status-none-in-month = In deze maand was er geen storing.
status-months = Maanden
status-month-before = De maand ervoor
status-month-after = De maand erna
status-month = { $month } { $year }
status-subscribe = Berichten per mail
status-feed = Atom-feed
status-calendar = Agenda
status-how = Een storing telt mee in het cijfer, ook als die maar een deel raakt. Een trage dienst telt niet mee, en gepland werk telt apart. De dagen komen uit onze gegevens.
status-zone = Tijden gelden voor { $zone }.
status-clock = { $hour }:{ $minute } uur
status-date-clock = { $date } om { $clock }

# When many people cannot work
trouble-title = Dit weten we al
trouble-investigating = We zoeken het uit.
trouble-identified = We weten waar het door komt.
trouble-monitoring = Het is hersteld. We houden het in de gaten.
trouble-resolved = Het is voorbij.
trouble-next = U hoort meer vóór { $date }.
trouble-late = U zou meer horen vóór { $date }. We zijn laat, en dat spijt ons.
trouble-page = Alles hierover
trouble-me-too = Ik heb dit ook
trouble-not-me = Ik heb dit niet meer
trouble-is-told = U krijgt een mail zodra er nieuws is.
trouble-is-not-told = Goed. U krijgt hierover geen mails meer.
trouble-in-request = U hoort van ons in uw aanvraag { $number }.
trouble-ask = Is het dit?
trouble-ask-lead = We werken aan iets dat lijkt op wat u schreef. Zeg het ons met één klik, dan hoort u van ons zonder nieuwe aanvraag.
trouble-ask-other = Het is iets anders: verstuur mijn aanvraag
trouble-gone = Dit is voorbij, of niet meer te zien.
trouble-works-title = Werkt het nu bij u?
trouble-works-lead = { $title }: voor zover wij zien is het voorbij. Laat ons weten of dat bij u ook zo is.
trouble-works-yes = Het werkt
trouble-works-no = Nog niet
trouble-works-thanks = Dank u. Daar zijn we blij mee.
trouble-works-sorry = Dank u voor uw bericht. Uw aanvraag blijft open en iemand kijkt ernaar.
trouble-works-unknown = Deze link past nergens bij. Beantwoord liever onze mail.

# Asking the status page for news
status-ask-title = Berichten per mail
status-ask-lead = We schrijven u als een dienst een storing heeft, en bij elk nieuw bericht tot het is opgelost.
status-which = Welke diensten?
status-which-help = Kies er geen om over alle te horen.
status-ask-go = Verder
status-sent-lead = Een mail met een knop is onderweg naar { $address }. Druk erop, dan hoort u van ons.
status-confirm-title = Wilt u onze berichten?
status-confirm-lead = Druk op de knop, dan schrijven we naar { $address } als een dienst een storing heeft.
status-confirm-go = Ja, stuur mij berichten
status-confirmed = U hoort van ons.
status-own-title = Uw berichten per mail
status-own-lead = Ze gaan naar { $address }.
status-leave = Geen mails meer
status-left-title = U krijgt deze mails niet meer
status-left-lead = Uw adres staat niet meer op onze lijst. Als u wilt, kunt u zich weer aanmelden.
status-gone-title = Deze link werkt niet meer
status-gone-lead = Het adres staat niet op onze lijst, of uw aanvraag is een paar dagen oud. U kunt het gewoon opnieuw vragen.
status-mail-subject = Wilt u berichten van { $place }?
status-mail-lead = Iemand heeft dit adres ingevuld op de statuspagina van { $place }. Druk op de knop, dan schrijven we u als een dienst een storing heeft.
status-mail-known-subject = U krijgt al berichten van { $place }
status-mail-known-lead = Iemand heeft dit adres ingevuld op de statuspagina van { $place }, en het staat al op de lijst. Met de knop kunt u diensten kiezen of u afmelden.
status-mail-known-go = Mijn keuze bekijken
status-mail-foot = Hebt u dit niet gevraagd? Doe dan niets, en er verandert niets.
