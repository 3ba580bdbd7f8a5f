### Die Worte unserer Mails.

## Dates
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
date-time = { $weekday }, { $day }. { $month } { $year }, { $hour }:{ $minute } Uhr

## In every letter
hello = Guten Tag { $name },
hello-nobody = Guten Tag,
next-label = Wie es weitergeht:
answer-here = Sie können einfach auf diese Mail antworten.
your-request = Ihre Anfrage: #{ $number }

## What happens next, by where the request stands
next-new = Jemand sieht es sich an und schreibt Ihnen.
next-open = Wir arbeiten daran und melden uns wieder bei Ihnen.
next-pending = Wir warten auf Ihre Antwort.
next-on-hold = Wir warten auf jemand anderen und schreiben Ihnen, sobald es Neues gibt.
next-on-hold-until = Wir nehmen uns dies am { $date } wieder vor und melden uns dann bei Ihnen.
next-promised = { $name } hat zugesagt: „{ $words }“, bis { $date }.
next-resolved = Wir glauben, dass dies gelöst ist. Falls nicht, antworten Sie einfach, dann ist die Anfrage wieder offen.
next-closed = Diese Anfrage ist abgeschlossen. Wenn Sie weitere Hilfe brauchen, beginnt eine neue Mail eine neue Anfrage.

## A reply
earlier-words = { $name } schrieb am { $date }:
attachments-apart = { $count ->
    [one] Eine Datei ist zu groß für eine Mail. Sie finden sie bei Ihrer Anfrage:
   *[other] { $count } Dateien sind zu groß für eine Mail. Sie finden sie bei Ihrer Anfrage:
}

## We have your request
receipt-have = wir haben Ihre Anfrage „{ $subject }“ erhalten. Sie hat die Nummer #{ $number }.
receipt-next = Ein Mensch liest sie und schreibt Ihnen so bald wie möglich.
receipt-foot = Diese Mail wurde automatisch verschickt; Antworten darauf lesen Menschen. Wenn Sie etwas ergänzen möchten, antworten Sie einfach.

## A link to sign in
sign-in-subject = Ihr Link zur Anmeldung bei { $place }
sign-in-lead = { $minutes ->
    [one] hier ist Ihr Link zur Anmeldung. Er gilt einmal, eine Minute lang.
   *[other] hier ist Ihr Link zur Anmeldung. Er gilt einmal, { $minutes } Minuten lang.
}
sign-in-go = Anmelden
sign-in-copy = Oder kopieren Sie diese Adresse in Ihren Browser:
sign-in-foot = Sie haben das nicht angefordert? Dann brauchen Sie nichts zu tun. Ohne diese Mail kann sich niemand anmelden; bitte geben Sie sie nicht weiter.

## To a colleague
notice-assigned = Dieses Ticket gehört jetzt Ihnen.
notice-answered = Es gibt eine Antwort auf Ihr Ticket.
notice-news = Es gibt Neues zu einem Ticket.
notice-mentioned = Eine Kollegin oder ein Kollege nennt Sie in einem Ticket. Die Notiz ist nur für Kollegen.
notice-promise-due = Eine Zusage ist bald fällig. Wenn es länger dauert, sagen Sie es, bevor die Zeit um ist.
notice-promise-broken = Die Zeit einer Zusage ist verstrichen, und niemand hat sich gemeldet.
notice-promised = { $name } hat zugesagt: „{ $words }“, bis { $date }.
notice-ticket = Das Ticket: #{ $number }
notice-from = Von { $name }
notice-foot = Eine Antwort auf diese Mail geht an die anfragende Person.

## A test
test-subject = Testmail von { $place }
test-body = Dies ist ein Test. Wenn Sie dies lesen können, verlässt die Post { $place } wie gewünscht.

## Nachrichten an viele
broadcast-when = Wann: { $from } bis { $until } ({ $zone })
broadcast-next = Sie hören bis { $date } wieder von uns.
broadcast-page = Hier steht immer das Neueste
broadcast-seen = Ich habe das gesehen
broadcast-why-reader = Sie bekommen diese Mail, weil es um etwas geht, das Sie benutzen.
broadcast-why-stakeholder = Sie bekommen diese Mail, weil Sie wissen wollten, was das für Ihre Arbeit heißt.
broadcast-why-subscriber = Sie bekommen diese Mail, weil Sie sie auf unserer Statusseite bestellt haben.
works-ask = Geht es jetzt bei Ihnen? Sagen Sie es uns mit einem Klick
broadcast-leave = Diese Mails abbestellen:

## About a planned change
change-what = Was sich ändert
change-notice = Was Sie bemerken
change-must-do = Was Sie tun müssen
change-why = Warum es sich lohnt
change-undo = Falls es nicht klappt
change-contact = Fragen
change-subject-before = Geplant: { $title }
change-subject-start = Es geht los: { $title }
change-subject-done = Fertig: { $title }
change-subject-failed = Es hat nicht geklappt: { $title }
change-subject-undone = Wieder wie vorher: { $title }
change-subject-moved = Neue Zeit: { $title }
change-subject-cancelled = Abgesagt: { $title }
change-begins = Die angekündigte Arbeit beginnt jetzt. Wir schreiben wieder, wenn sie vorbei ist.
change-done = Die angekündigte Arbeit ist fertig.
change-failed = Die angekündigte Arbeit verlief nicht wie geplant.
change-undone = Die angekündigte Arbeit hat nicht geklappt, deshalb haben wir sie rückgängig gemacht. Alles ist wie vorher.
change-moved = Die angekündigte Arbeit hat eine neue Zeit; sie steht oben. Der Termin in dieser Mail ersetzt den alten.
change-cancelled = Die angekündigte Arbeit findet nicht statt. Der Termin in dieser Mail nimmt den alten aus Ihrem Kalender.

## “Did you see it?”
seen-title = Haben Sie es gesehen?
seen-ask = Drücken Sie den Knopf, um zu sagen, dass Sie „{ $title }“ gelesen haben. Sonst wird nichts vermerkt.
seen-button = Ich habe das gesehen
seen-thanks = Danke. Wir wissen, dass Sie es gesehen haben.
seen-unknown = Dieser Link ist nicht vollständig, oder er gehört zu einem anderen Desk.
