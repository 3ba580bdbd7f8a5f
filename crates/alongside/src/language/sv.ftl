### Orden i våra mejl.

## Dates
weekday-1 = måndag
weekday-2 = tisdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lördag
weekday-7 = söndag
month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date-time = { $weekday } { $day } { $month } { $year } kl. { $hour }:{ $minute }

## In every letter
hello = Hej { $name },
hello-nobody = Hej,
next-label = Vad händer nu:
answer-here = Du kan bara svara på det här mejlet.
your-request = Ditt ärende: #{ $number }

## What happens next, by where the request stands
next-new = Någon tittar på det och skriver till dig.
next-open = Vi arbetar med det och hör av oss igen.
next-pending = Vi väntar på ditt svar.
next-on-hold = Vi väntar på någon annan och skriver så snart det finns nyheter.
next-on-hold-until = Vi tar upp det här igen { $date } och hör av oss då.
next-promised = { $name } har lovat: ”{ $words }”, senast { $date }.
next-resolved = Vi tror att det här är löst. Om det inte är det, svara bara så öppnas ärendet igen.
next-closed = Ärendet är stängt. Behöver du mer hjälp startar ett nytt mejl ett nytt ärende.

## A reply
earlier-words = { $name } skrev { $date }:
attachments-apart = { $count ->
    [one] En fil är för stor för ett mejl. Du hittar den i ditt ärende:
   *[other] { $count } filer är för stora för ett mejl. Du hittar dem i ditt ärende:
}

## We have your request
receipt-have = Vi har tagit emot ditt ärende ”{ $subject }”. Det har nummer #{ $number }.
receipt-next = En människa läser det och skriver till dig så snart det går.
receipt-foot = Det här mejlet skickades automatiskt, men svaren läses av människor. Vill du lägga till något är det bara att svara.

## A link to sign in
sign-in-subject = Din länk för att logga in hos { $place }
sign-in-lead = { $minutes ->
    [one] Här är din länk för att logga in. Den fungerar en gång, i en minut.
   *[other] Här är din länk för att logga in. Den fungerar en gång, i { $minutes } minuter.
}
sign-in-go = Logga in
sign-in-copy = Eller kopiera den här adressen till din webbläsare:
sign-in-foot = Har du inte bett om detta? Gör då ingenting. Ingen kan logga in utan det här mejlet, så skicka det inte vidare.

## To a colleague
notice-assigned = Det här ärendet är ditt nu.
notice-answered = Det finns ett svar på ditt ärende.
notice-news = Det finns nyheter i ett ärende.
notice-mentioned = En kollega nämner dig i ett ärende. Anteckningen är bara för kollegor.
notice-promise-due = Ett löfte ska snart hållas. Behövs mer tid, säg det innan tiden är ute.
notice-promise-broken = Tiden för ett löfte har gått ut utan ett ord.
notice-promised = { $name } har lovat: ”{ $words }”, senast { $date }.
notice-ticket = Ärendet: #{ $number }
notice-from = Från { $name }
notice-foot = Ett svar på det här mejlet skickas till den som bad om hjälp.

## A test
test-subject = Testmejl från { $place }
test-body = Det här är ett test. Om du kan läsa det lämnar mejlen { $place } som de ska.

## Nyheter till många
broadcast-when = När: { $from } till { $until } ({ $zone })
broadcast-next = Vi skriver igen senast { $date }.
broadcast-page = Det senaste finns alltid här
broadcast-seen = Jag har sett det här
broadcast-why-reader = Du får det här för att det handlar om något som du använder.
broadcast-why-stakeholder = Du får det här för att du ville veta hur det påverkar ditt arbete.
broadcast-why-subscriber = Du får det här för att du bad om det på vår statussida.
works-ask = Fungerar det för dig nu? Säg det med ett tryck
broadcast-leave = Sluta få de här mejlen:

## About a planned change
change-what = Vad som ändras
change-notice = Vad du märker
change-must-do = Vad du behöver göra
change-why = Varför det är värt det
change-undo = Om det inte går bra
change-contact = Frågor
change-subject-before = Planerat: { $title }
change-subject-start = Nu börjar det: { $title }
change-subject-done = Klart: { $title }
change-subject-failed = Det gick inte: { $title }
change-subject-undone = Som förut igen: { $title }
change-subject-moved = Ny tid: { $title }
change-subject-cancelled = Inställt: { $title }
change-begins = Arbetet som vi berättade om börjar nu. Vi skriver igen när det är klart.
change-done = Arbetet som vi berättade om är klart.
change-failed = Arbetet som vi berättade om gick inte som planerat.
change-undone = Arbetet som vi berättade om gick inte, så vi gjorde det ogjort. Allt är som förut.
change-moved = Arbetet som vi berättade om har fått en ny tid; den står ovan. Bokningen i det här mejlet ersätter den gamla.
change-cancelled = Arbetet som vi berättade om blir inte av. Bokningen i det här mejlet tar bort den gamla ur din kalender.

## “Did you see it?”
seen-title = Har du sett det?
seen-ask = Tryck på knappen för att säga att du har läst ”{ $title }”. Inget annat noteras.
seen-button = Jag har sett det
seen-thanks = Tack. Vi vet att du har sett det.
seen-unknown = Länken är inte hel, eller så hör den till en annan servicedesk.
