
### Orden på sidorna som alla ser.

## Dates at a glance
month-short-1 = jan
month-short-2 = feb
month-short-3 = mars
month-short-4 = apr
month-short-5 = maj
month-short-6 = juni
month-short-7 = juli
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
short-now = nyss
short-minutes = { $count } min
short-hours = { $count } tim
short-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagar
}
short-date = { $day } { $month }
short-date-year = { $day } { $month } { $year }

## Around every page
page-skip = Till innehållet
page-help = IT-hjälp
nav-main = Huvudmeny
nav-ask = Be om hjälp
nav-requests = Mina ärenden
nav-desk = Till desken
nav-profile = Din profil
nav-sign-out = Logga ut

## Forms
send = Skicka
save = Spara
mend-title = Titta en gång till
mend-look = { $count ->
    [one] Titta en gång till på en sak
   *[other] Titta en gång till på de här { $count } sakerna
}
mend-stale = Du har loggat in igen sedan du öppnade sidan. Din text finns kvar: tryck på Skicka en gång till
mend-signed-out = Du är inte inloggad längre. Din text finns kvar: logga in i en annan flik och tryck sedan på Skicka
mend-file-large = ”{ $name }” är för stor. Mer än { $limit } på en gång går inte
mend-too-long = Det här är för långt för ett meddelande. Skicka den längre delen som en fil
mend-other = Det gick inte just nu. Se hur det står till med ditt ärende och försök igen
signed-out-link = Logga in i en annan flik
signed-out-then = { $link }, kom sedan tillbaka hit och tryck på Skicka.
files-help = Högst { $limit } tillsammans.
files-paste = Du kan klistra in eller släppa den här.
files-remove = Ta bort
size-megabytes = { $count } MB

## The start page
home-title = Vad kan vi hjälpa dig med?
home-lead = Berätta vad du försöker göra. En människa läser det och skriver tillbaka.
home-requests = Se mina ärenden
home-mail = Det går lika bra att mejla.
home-mail-to = Skriv till { $address }. Du behöver aldrig något lösenord.
home-known = Det här känner vi till, och så här klarar du dig tills vidare

## How long it usually takes; the spans stand inside the sentences
wait-both = De flesta hör av oss inom { $most }, 9 av 10 inom { $nearly }.
wait-one = 9 av 10 hör av oss inom { $nearly }.
span-minutes = { $count ->
    [one] en minut
   *[other] { $count } minuter
}
span-hours = { $count ->
    [one] en timme
   *[other] { $count } timmar
}
span-days = { $count ->
    [one] en dag
   *[other] { $count } dagar
}

## Asking
ask-title = Be om hjälp
ask-lead = Skriv som du skulle berätta det för en kollega. Det du inte vet hoppar du bara över.
ask-goal = Vad försöker du göra?
ask-goal-help = Till exempel ”skriva ut breven till dagens rond”.
ask-happens = Vad händer i stället?
ask-happens-help = Vad du ser och vad du har provat. Om det står ett meddelande på skärmen, kopiera det hit.
ask-blocked = Står ditt arbete still?
ask-blocked-no = Nej, jag kan arbeta
ask-blocked-slowed = Det går långsamt
ask-blocked-stopped = Ja, det står still
ask-impact = För vem?
ask-impact-one = Bara för mig
ask-impact-several = För några av oss
ask-impact-everyone = För alla
ask-impact-unknown = Det vet jag inte
ask-people = För ungefär hur många?
ask-people-line = Ungefär { $count } personer har det här problemet.
ask-files = Lägg till en bild av skärmen
ask-files-optional = om du har en
ask-no-words = Berätta med några ord vad du vill göra, eller vad som inte går
ask-too-many = Du har skickat väldigt många ärenden på en timme. Vänta lite, eller ring oss

## Right after asking
thanks-title = Vi har ditt ärende
thanks-number = Ditt nummer är { $number }
thanks-next-title = Vad händer nu
thanks-next = En människa läser det du skrev och svarar dig.
thanks-owner = { $name } tar hand om det.
thanks-owner-soon = Du får se namnet på den som tar hand om det.
thanks-news = Nyheter kommer till { $address }. Du kan bara svara på det mejlet.
thanks-see = Se ditt ärende
thanks-more = Fråga om något annat

## My requests
requests-none = Du har inte frågat om något än.
requests-nothing-open = Inget är öppet. Vi hoppas att allt är bra.
requests-open = Öppna
requests-solved = Lösta
requests-older = Äldre ärenden
requests-new = Nytt svar

## Where a request stands
stage-received = Vi har det
stage-working = Vi arbetar med det
stage-turn = Vi behöver ditt svar
stage-waiting = Vi väntar på någon annan
stage-solved = Löst
stage-closed = Stängt
stands-received = En människa läser det och tar sig an det. Du får ett mejl så snart någon skriver.
stands-working = { $name } arbetar med det och skriver till dig här och med mejl.
stands-working-we = Vi arbetar med det och skriver till dig här och med mejl.
stands-turn = Svara på det sista meddelandet här nedanför, så kan { $name } gå vidare.
stands-turn-we = Svara på det sista meddelandet här nedanför, så kan vi gå vidare.
stands-waiting = Vi väntar på någon annan och skriver till dig när det finns nyheter.
stands-waiting-until = Vi tar upp det igen { $date }.
stands-solved = Om det kommer tillbaka, tryck på ”Inte löst än” eller svara bara. Annars stänger vi ärendet { $date }.
stands-closed = Det här ärendet är avslutat. Skriver du här börjar vi ett nytt som är kopplat till det.

## One request
request-number = Ärende #{ $number }
request-stands = Hur det står till
request-looks = { $name } tar hand om det
request-looked = { $name } tog hand om det
request-nobody = Ingen har det än; vi letar efter rätt person.
request-next = Nu:
request-solve = Det är löst
request-reopen = Inte löst än
request-talk = Samtal
request-you = Du
request-quoted = Citerad text
request-original = Mejlet som det skickades
request-files = Bilagor
request-write = Skriv tillbaka
request-add-file = Lägg till en fil eller en bild
request-add-file-optional = om du vill
request-your-answer = Ditt svar
request-empty = Skriv några ord först, eller lägg till en fil
request-sent = Skickat. Tack, vi har det.
request-sent-anew = Det gamla ärendet var stängt, så vi började det här nya åt dig.
request-is-solved = Vad bra att det är löst. Tack för att du berättade det.
request-is-open = Det är öppet igen. Skriv gärna vad som fortfarande inte stämmer.

## Signing in
enter-title = Logga in
enter-lead = Vi skickar ett mejl med en länk till dig. Du behöver inget lösenord.
enter-why-ask = Logga in, så att vi vet vart svaret ska.
enter-why-requests = Logga in för att se dina ärenden.
enter-why-request = Logga in för att se ditt ärende.
enter-mail = Din mejladress
enter-mail-whole = Skriv hela adressen, till exempel namn@example.org
enter-send = Skicka länken till mig
enter-desk = Arbetar du i desken? { $link }
enter-desk-link = Logga in med lösenord
check-title = Titta i din mejl
check-lead = Om vi känner till { $address } är ett mejl med en länk på väg.
check-open = Öppna mejlet från oss. Det bör komma inom en minut.
check-press = { $minutes ->
    [one] Tryck på länken i det. Den fungerar i en minut, en gång.
   *[other] Tryck på länken i det. Den fungerar i { $minutes } minuter, en gång.
}
check-nothing = Kommer inget?
check-junk = Titta i skräpposten, och se efter att adressen här ovanför stämmer.
check-again = Försök igen
link-title = Välkommen tillbaka
link-lead = Tryck på knappen så är du inne.
link-foot = Har du inte bett om det här? Stäng då sidan. Inget händer.
link-spent-title = Den här länken fungerar inte längre
link-spent-lead = Varje länk fungerar en gång, och bara en kort stund. Så förblir ditt konto ditt.
link-spent-new = Skicka en ny länk till mig
password-title = Logga in i desken
password-wait = Det har varit många försök med den här adressen. Nästa räknas från { $date }.
password-label = Lösenord
password-wrong = Adressen och lösenordet hör inte ihop
password-forgotten = Glömt det? { $link } och välj ett nytt i din profil.
password-forgotten-link = Få en länk med mejl

## One's own profile
profile-name = Namn
profile-name-missing = Skriv det namn som andra känner dig under
profile-mail = Mejl
profile-mail-first = hit går mejlen
profile-language = Språk
profile-zone = Tidszon
profile-zone-house = Som i desken ({ $zone })
profile-zone-choose = Välj en tidszon i listan
profile-work = Ditt arbete
profile-work-help = Vad du gör, och var. Det hjälper oss att förstå vad du behöver.
profile-telephone = Telefon
profile-reach = Hur vill du helst bli nådd?
profile-reach-help = Till exempel ”ett samtal före tio” eller ”gärna med mejl”.
profile-detail = När vi skriver till dig, hur mycket vill du veta?
profile-detail-plain = Bara vad det betyder för mig
profile-detail-some = Några ord om varför
profile-detail-full = Allt, även det tekniska
profile-saved = Sparat.
profile-sessions = Var du är inloggad
profile-device = { $browser } på { $system }
profile-device-unknown = En webbläsare
profile-session-this = här
profile-session-end = Logga ut där
profile-session-ended = Utloggad där.

## What went wrong
trouble-403-title = Den här sidan är inte öppen för dig
trouble-403-text = Du är inloggad, men sidan är för personer med en annan roll. Behöver du den, fråga en administratör: det ändras på en minut.
trouble-404-title = Det finns inget på den här adressen
trouble-404-text = Sidan kan ha flyttat, eller så saknas slutet på länken. Om det var ett ärende kan det vara någon annans.
trouble-413-title = Det var för stort
trouble-413-text = Inget annat har gått förlorat. Gå tillbaka och skicka en mindre fil: en bild av skärmen räcker oftast.
trouble-429-title = Det gick lite för fort
trouble-429-text = För att skydda allas konton väntar vi en stund efter många försök från samma plats. Det är inget fel på ditt konto.
trouble-503-title = Vi har fullt upp ett ögonblick
trouble-503-text = Det kom in mer än vi kan ta på en gång. Inget har gått förlorat och inget av ditt har ändrats. Ladda om sidan.
trouble-507-title = Det finns ingen plats kvar
trouble-507-text = Disken är full, så det du skickade kunde inte sparas. Allt från tidigare är i säkerhet och går att läsa. Försök igen om en stund; om du känner någon som sköter desken, säg till.
trouble-500-title = Något gick sönder hos oss
trouble-500-text = Det är inte ditt fel. Det som var sparat är i säkerhet. Gå tillbaka och försök igen; händer det på nytt, ge oss numret här nedanför så tar vi reda på vad det var.
trouble-stale-title = Den här sidan är från ett tidigare besök
trouble-stale-text = För din säkerhet tog vi inte emot det som skickades. Inget har ändrats. Gå tillbaka, ladda om sidan och skicka igen.
trouble-unreadable-title = Vi kunde inte läsa det som skickades
trouble-unreadable-text = Något gick förlorat på vägen. Inget har ändrats. Gå tillbaka och skicka igen.
trouble-refused-title = Det gick inte
trouble-again = Du kan försöka igen { $date }.
trouble-number = Nummer till oss:
trouble-to-desk = Till desken
trouble-to-start = Till startsidan
trouble-files-title = Filerna går inte att nå just nu
trouble-files-text = Platsen där vi har filerna svarar inte just nu. Allt från tidigare är i säkerhet. Försök igen om en stund.
typed-words = Din text finns kvar
typed-choices = Det du valde finns kvar
typed-body = Det du skrev
typed-note = Din anteckning
typed-subject = Ämne
typed-files = Dina filer, en gång till
typed-send = Skicka en gång till

## Driftsidan
status-title = Driftläge
status-now-well = Allt fungerar
status-now-work = Allt fungerar, utom planerat arbete
status-now-looking = Vi undersöker ett problem
status-now-slow = Vissa tjänster är långsamma eller begränsade
status-now-partly = Vissa tjänster fungerar bara delvis
status-now-some-out = Vissa tjänster fungerar inte
status-now-all-out = Våra tjänster fungerar inte just nu
status-now-nothing = Här visas ännu ingen tjänst
status-as-of = Uppdaterat
status-open-title = Vad som är fel nu
status-phase-investigating = Vi söker orsaken
status-phase-identified = Orsaken är hittad
status-phase-monitoring = Åtgärdat, vi bevakar
status-phase-resolved = Löst
status-state-operational = Fungerar
status-state-maintenance = Planerat arbete
status-state-degraded = Långsam eller begränsad
status-state-partial = Fungerar delvis
status-state-outage = Fungerar inte
status-no-records = Inga uppgifter
status-next = Nästa besked senast { $time }
status-next-late = Beskedet som utlovades till { $time } är försenat
status-came-late = utlovat till { $time }, alltså försenat
status-since = sedan { $time }
status-window = { $start } till { $end }
status-all-updates = { $count ->
    [one] Beskedet
   *[other] Alla { $count } besked
}
status-planned-title = Planerat arbete
status-work-now = Pågår nu
status-work-cancelled = Inställt
status-services-title = Tjänster
status-days-ago = för 90 dagar sedan
status-today = i dag
status-days = Dag för dag
status-uptime = { $share } tillgänglig
status-share = { $whole },{ $part } %
status-share-whole = { $whole } %
status-records-since = uppgifter sedan { $date }
status-picture = { $name }, de senaste 90 dagarna: { $share }
status-for = { $state }: { $span }
status-lately-title = Löst de senaste dagarna
status-lasted = varade { $span }
status-all = Alla tjänster
status-review-title = Vad vi lärde oss
status-history = Tidigare störningar
status-none-in-month = Den här månaden fanns ingen störning.
status-months = Månader
status-month-before = Månaden före
status-month-after = Månaden efter
status-month = { $month } { $year }
status-subscribe = Få besked per mejl
status-feed = Atom-flöde
status-calendar = Kalender
status-how = Ett avbrott räknas mot siffran, även när det bara rör en del. En långsam tjänst räknas inte, och planerat arbete räknas för sig. Dagarna kommer från våra uppgifter.
status-zone = Tiderna gäller för { $zone }.
status-clock = { $hour }:{ $minute }
status-date-clock = { $date } kl. { $clock }

# When many people cannot work
trouble-title = Det här vet vi om
trouble-investigating = Vi tittar på det.
trouble-identified = Vi vet vad det beror på.
trouble-monitoring = Det är lagat. Vi håller ett öga på det.
trouble-resolved = Det är över.
trouble-next = Du hör mer senast { $date }.
trouble-late = Du skulle ha hört mer senast { $date }. Vi är sena, och det är vi ledsna för.
trouble-page = Allt om det
trouble-me-too = Det händer mig också
trouble-not-me = Det händer mig inte längre
trouble-is-told = Du får mejl av oss så snart det finns något nytt.
trouble-is-not-told = Bra. Du får inga fler mejl om det här.
trouble-in-request = Du hör av oss i ditt ärende { $number }.
trouble-ask = Är det detta?
trouble-ask-lead = Vi arbetar med något som låter som det du skrev. Säg det med ett tryck, så hör du av oss utan ett nytt ärende.
trouble-ask-other = Det är något annat: skicka mitt ärende
trouble-gone = Det här är över, eller går inte att se längre.
trouble-works-title = Fungerar det för dig nu?
trouble-works-lead = { $title }: såvitt vi ser är det över. Säg gärna om det är så för dig också.
trouble-works-yes = Det fungerar
trouble-works-no = Inte än
trouble-works-thanks = Tack. Det gläder oss.
trouble-works-sorry = Tack för att du säger det. Ditt ärende är kvar, och någon tittar på det.
trouble-works-unknown = Den här länken hör inte till något. Svara hellre på vårt mejl.

# Asking the status page for news
status-ask-title = Besked per mejl
status-ask-lead = Vi skriver till dig när en tjänst har problem, och med varje nytt besked tills det är löst.
status-which = Vilka tjänster?
status-which-help = Välj ingen för att höra om alla.
status-ask-go = Fortsätt
status-sent-lead = Ett mejl med en knapp är på väg till { $address }. Tryck på den, så hör du av oss.
status-confirm-title = Vill du ha våra besked?
status-confirm-lead = Tryck på knappen, så skriver vi till { $address } när en tjänst har problem.
status-confirm-go = Ja, skicka mig besked
status-confirmed = Du hör av oss.
status-own-title = Dina besked per mejl
status-own-lead = De går till { $address }.
status-leave = Inga fler mejl
status-left-title = Du får inte de här mejlen längre
status-left-lead = Din adress finns inte längre på vår lista. Om du vill kan du anmäla dig igen.
status-gone-title = Den här länken fungerar inte längre
status-gone-lead = Adressen finns inte på vår lista, eller så har det gått några dagar. Du kan helt enkelt fråga igen.
status-mail-subject = Vill du ha besked från { $place }?
status-mail-lead = Någon skrev in den här adressen på driftsidan för { $place }. Tryck på knappen, så skriver vi till dig när en tjänst har problem.
status-mail-known-subject = Du får redan besked från { $place }
status-mail-known-lead = Någon skrev in den här adressen på driftsidan för { $place }, och den finns redan på listan. Med knappen kan du välja tjänster eller lämna listan.
status-mail-known-go = Se mitt val
status-mail-foot = Var det inte du? Gör då ingenting, så ändras ingenting.
