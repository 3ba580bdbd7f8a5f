### De woorden van onze mails.

## Dates
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date-time = { $weekday } { $day } { $month } { $year } om { $hour }:{ $minute } uur

## In every letter
hello = Beste { $name },
hello-nobody = Goedendag,
next-label = Wat nu volgt:
answer-here = U kunt gewoon op deze mail antwoorden.
your-request = Uw verzoek: #{ $number }

## What happens next, by where the request stands
next-new = Iemand kijkt ernaar en schrijft u.
next-open = We werken eraan en laten weer van ons horen.
next-pending = We wachten op uw antwoord.
next-on-hold = We wachten op iemand anders en schrijven u zodra er nieuws is.
next-on-hold-until = We pakken dit op { $date } weer op en laten dan van ons horen.
next-promised = { $name } heeft beloofd: “{ $words }”, vóór { $date }.
next-resolved = We denken dat dit is opgelost. Is dat niet zo, antwoord dan gewoon en het verzoek is weer open.
next-closed = Dit verzoek is gesloten. Hebt u meer hulp nodig, dan begint een nieuwe mail een nieuw verzoek.

## A reply
earlier-words = Op { $date } schreef { $name }:
attachments-apart = { $count ->
    [one] Eén bestand is te groot voor een mail. U vindt het bij uw verzoek:
   *[other] { $count } bestanden zijn te groot voor een mail. U vindt ze bij uw verzoek:
}

## We have your request
receipt-have = We hebben uw verzoek “{ $subject }” ontvangen. Het heeft nummer #{ $number }.
receipt-next = Een medewerker leest het en schrijft u zo snel mogelijk.
receipt-foot = Deze mail is automatisch verstuurd; antwoorden worden door mensen gelezen. Wilt u iets toevoegen, antwoord dan gewoon.

## A link to sign in
sign-in-subject = Uw link om in te loggen bij { $place }
sign-in-lead = { $minutes ->
    [one] Hier is uw link om in te loggen. Hij werkt één keer, één minuut lang.
   *[other] Hier is uw link om in te loggen. Hij werkt één keer, { $minutes } minuten lang.
}
sign-in-go = Inloggen
sign-in-copy = Of kopieer dit adres naar uw browser:
sign-in-foot = Hebt u hier niet om gevraagd? Dan hoeft u niets te doen. Niemand kan inloggen zonder deze mail; stuur hem dus niet door.

## To a colleague
notice-assigned = Dit ticket is nu van u.
notice-answered = Er is een antwoord op uw ticket.
notice-news = Er is nieuws over een ticket.
notice-mentioned = Een collega noemt u in een ticket. De notitie is alleen voor collega’s.
notice-promise-due = Een belofte loopt bijna af. Duurt het langer, zeg het dan voordat de tijd om is.
notice-promise-broken = De tijd van een belofte is voorbij en er is niets gezegd.
notice-promised = { $name } heeft beloofd: “{ $words }”, vóór { $date }.
notice-ticket = Het ticket: #{ $number }
notice-from = Van { $name }
notice-foot = Een antwoord op deze mail gaat naar de aanvrager.

## A test
test-subject = Testmail van { $place }
test-body = Dit is een test. Als u dit kunt lezen, verlaat de mail { $place } zoals het hoort.

## Nieuws voor velen
broadcast-when = Wanneer: { $from } tot { $until } ({ $zone })
broadcast-next = U hoort vóór { $date } weer van ons.
broadcast-page = Het laatste nieuws staat altijd hier
broadcast-seen = Ik heb dit gezien
broadcast-why-reader = U krijgt deze mail omdat het gaat over iets dat u gebruikt.
broadcast-why-stakeholder = U krijgt deze mail omdat u wilde weten wat dit voor uw werk betekent.
broadcast-why-subscriber = U krijgt deze mail omdat u er op onze statuspagina om vroeg.
works-ask = Werkt het nu bij u? Zeg het ons met één klik
broadcast-leave = Deze mails stoppen:

## About a planned change
change-what = Wat er verandert
change-notice = Wat u merkt
change-must-do = Wat u moet doen
change-why = Waarom het de moeite waard is
change-undo = Als het niet lukt
change-contact = Vragen
change-subject-before = Gepland: { $title }
change-subject-start = Het begint: { $title }
change-subject-done = Klaar: { $title }
change-subject-failed = Het is niet gelukt: { $title }
change-subject-undone = Weer zoals eerst: { $title }
change-subject-moved = Nieuwe tijd: { $title }
change-subject-cancelled = Afgelast: { $title }
change-begins = Het aangekondigde werk begint nu. We schrijven weer als het klaar is.
change-done = Het aangekondigde werk is klaar.
change-failed = Het aangekondigde werk ging niet zoals gepland.
change-undone = Het aangekondigde werk is niet gelukt, dus hebben we het teruggedraaid. Alles is zoals eerst.
change-moved = Het aangekondigde werk heeft een andere tijd; die staat hierboven. De afspraak bij deze mail vervangt de oude.
change-cancelled = Het aangekondigde werk gaat niet door. De afspraak bij deze mail haalt de oude uit uw agenda.

## “Did you see it?”
seen-title = Hebt u het gezien?
seen-ask = Druk op de knop om te zeggen dat u “{ $title }” hebt gelezen. Verder wordt er niets genoteerd.
seen-button = Ik heb dit gezien
seen-thanks = Dank u. We weten dat u het hebt gezien.
seen-unknown = Deze link is niet volledig, of hij hoort bij een andere helpdesk.
