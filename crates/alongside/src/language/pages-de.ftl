
### Die Worte der Seiten, die alle sehen.

## Dates at a glance
month-short-1 = Jan.
month-short-2 = Feb.
month-short-3 = März
month-short-4 = Apr.
month-short-5 = Mai
month-short-6 = Juni
month-short-7 = Juli
month-short-8 = Aug.
month-short-9 = Sept.
month-short-10 = Okt.
month-short-11 = Nov.
month-short-12 = Dez.
short-now = jetzt
short-minutes = { $count } Min.
short-hours = { $count } Std.
short-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
short-date = { $day }. { $month }
short-date-year = { $day }. { $month } { $year }

## Around every page
page-skip = Zum Inhalt springen
page-help = IT-Hilfe
nav-main = Hauptmenü
nav-ask = Hilfe holen
nav-requests = Meine Anfragen
nav-desk = Zum Desk
nav-profile = Ihr Profil
nav-sign-out = Abmelden

## Forms
send = Senden
save = Speichern
mend-title = Bitte noch einmal ansehen
mend-look = { $count ->
    [one] Bitte sehen Sie sich eine Stelle noch einmal an
   *[other] Bitte sehen Sie sich diese { $count } Stellen noch einmal an
}
mend-stale = Sie haben sich neu angemeldet, seit diese Seite offen ist. Ihr Text ist noch da: Bitte drücken Sie noch einmal auf Senden
mend-signed-out = Sie sind nicht mehr angemeldet. Ihr Text ist noch da: Melden Sie sich in einem anderen Tab an und drücken Sie dann auf Senden
mend-file-large = „{ $name }“ ist zu groß. Mehr als { $limit } auf einmal geht nicht
mend-too-long = Das ist zu lang für eine Nachricht. Bitte schicken Sie den längeren Teil als Datei
mend-other = Das ging gerade nicht. Bitte sehen Sie nach, wie es um Ihre Anfrage steht, und versuchen Sie es noch einmal
signed-out-link = Melden Sie sich in einem anderen Tab an
signed-out-then = { $link }, kommen Sie dann hierher zurück und drücken Sie auf Senden.
files-help = Zusammen bis zu { $limit }.
files-paste = Sie können es auch hier einfügen oder hineinziehen.
files-remove = Entfernen
size-megabytes = { $count } MB

## The start page
home-title = Wobei können wir helfen?
home-lead = Sagen Sie uns, was Sie tun möchten. Ein Mensch liest es und schreibt Ihnen zurück.
home-requests = Meine Anfragen ansehen
home-mail = Eine Mail tut es genauso.
home-mail-to = Schreiben Sie an { $address }. Ein Passwort brauchen Sie nie.
home-known = Das ist uns bekannt, und das hilft solange

## How long it usually takes; the spans stand inside the sentences
wait-both = Die meisten hören innerhalb von { $most } von uns, 9 von 10 innerhalb von { $nearly }.
wait-one = 9 von 10 hören innerhalb von { $nearly } von uns.
span-minutes = { $count ->
    [one] einer Minute
   *[other] { $count } Minuten
}
span-hours = { $count ->
    [one] einer Stunde
   *[other] { $count } Stunden
}
span-days = { $count ->
    [one] einem Tag
   *[other] { $count } Tagen
}

## Asking
ask-title = Hilfe holen
ask-lead = Schreiben Sie so, wie Sie es einer Kollegin erzählen würden. Was Sie nicht wissen, lassen Sie einfach weg.
ask-goal = Was möchten Sie tun?
ask-goal-help = Zum Beispiel „die Briefe für die heutige Visite drucken“.
ask-happens = Was passiert stattdessen?
ask-happens-help = Was Sie sehen und was Sie schon versucht haben. Steht eine Meldung auf dem Bildschirm, kopieren Sie sie hierher.
ask-blocked = Steht Ihre Arbeit still?
ask-blocked-no = Nein, ich kann arbeiten
ask-blocked-slowed = Es geht nur langsam
ask-blocked-stopped = Ja, sie steht still
ask-impact = Für wen?
ask-impact-one = Nur für mich
ask-impact-several = Für einige von uns
ask-impact-everyone = Für alle
ask-impact-unknown = Das weiß ich nicht
ask-people = Für wie viele etwa?
ask-people-line = Etwa { $count } Menschen haben dieses Problem.
ask-files = Ein Bild vom Bildschirm hinzufügen
ask-files-optional = wenn Sie eins haben
ask-no-words = Sagen Sie uns in ein paar Worten, was Sie tun möchten oder was nicht geht
ask-too-many = Sie haben in einer Stunde sehr viele Anfragen geschickt. Bitte warten Sie ein wenig oder rufen Sie uns an

## Right after asking
thanks-title = Wir haben Ihre Anfrage
thanks-number = Ihre Nummer ist { $number }
thanks-next-title = So geht es weiter
thanks-next = Ein Mensch liest, was Sie geschrieben haben, und antwortet Ihnen.
thanks-owner = { $name } kümmert sich darum.
thanks-owner-soon = Sie sehen dann den Namen der Person, die sich darum kümmert.
thanks-news = Neues kommt an { $address }. Auf diese Mail können Sie einfach antworten.
thanks-see = Ihre Anfrage ansehen
thanks-more = Nach etwas anderem fragen

## My requests
requests-none = Sie haben noch nichts gefragt.
requests-nothing-open = Nichts ist offen. Wir hoffen, es läuft alles.
requests-open = Offen
requests-solved = Gelöst
requests-older = Ältere Anfragen
requests-new = Neue Antwort

## Where a request stands
stage-received = Angekommen
stage-working = In Arbeit
stage-turn = Wir brauchen Ihre Antwort
stage-waiting = Wir warten auf jemand anderen
stage-solved = Gelöst
stage-closed = Abgeschlossen
stands-received = Ein Mensch liest sie und nimmt sich ihrer an. Sobald jemand schreibt, bekommen Sie eine Mail.
stands-working = { $name } arbeitet daran und schreibt Ihnen hier und per Mail.
stands-working-we = Wir arbeiten daran und schreiben Ihnen hier und per Mail.
stands-turn = Bitte antworten Sie auf die letzte Nachricht unten, damit { $name } weitermachen kann.
stands-turn-we = Bitte antworten Sie auf die letzte Nachricht unten, damit wir weitermachen können.
stands-waiting = Wir warten auf jemand anderen und schreiben Ihnen, sobald es Neues gibt.
stands-waiting-until = Wir nehmen es uns wieder vor: { $date }.
stands-solved = Kommt es wieder, drücken Sie auf „Noch nicht gelöst“ oder antworten Sie einfach. Sonst schließen wir die Anfrage: { $date }.
stands-closed = Diese Anfrage ist abgeschlossen. Wenn Sie hier schreiben, beginnen wir eine neue, die mit ihr verbunden ist.

## One request
request-number = Anfrage #{ $number }
request-stands = So steht es
request-looks = { $name } kümmert sich darum
request-looked = { $name } hat sich darum gekümmert
request-nobody = Noch hat sie niemand; wir suchen die richtige Person.
request-next = Als Nächstes:
request-solve = Das ist gelöst
request-reopen = Noch nicht gelöst
request-talk = Gespräch
request-you = Sie
request-quoted = Zitierter Text
request-original = Die Mail, wie sie kam
request-files = Anhänge
request-write = Zurückschreiben
request-add-file = Eine Datei oder ein Bild hinzufügen
request-add-file-optional = wenn Sie möchten
request-your-answer = Ihre Antwort
request-empty = Schreiben Sie erst ein paar Worte oder fügen Sie eine Datei hinzu
request-sent = Gesendet. Danke, wir haben es.
request-sent-anew = Die alte Anfrage war abgeschlossen, deshalb haben wir diese neue für Sie begonnen.
request-is-solved = Schön, dass es gelöst ist. Danke, dass Sie es uns sagen.
request-is-open = Die Anfrage ist wieder offen. Wenn Sie möchten, schreiben Sie, was noch nicht stimmt.

## Signing in
enter-title = Anmelden
enter-lead = Wir schicken Ihnen eine Mail mit einem Link. Sie brauchen kein Passwort.
enter-why-ask = Melden Sie sich an, damit wir wissen, wohin die Antwort gehen soll.
enter-why-requests = Melden Sie sich an, um Ihre Anfragen zu sehen.
enter-why-request = Melden Sie sich an, um Ihre Anfrage zu sehen.
enter-mail = Ihre Mailadresse
enter-mail-whole = Schreiben Sie die ganze Adresse, etwa name@example.org
enter-send = Link schicken
enter-desk = Arbeiten Sie am Desk? { $link }
enter-desk-link = Mit Passwort anmelden
check-title = Sehen Sie in Ihre Mails
check-lead = Wenn wir { $address } kennen, ist eine Mail mit einem Link unterwegs.
check-open = Öffnen Sie unsere Mail. Sie sollte in einer Minute da sein.
check-press = { $minutes ->
    [one] Drücken Sie auf den Link darin. Er gilt eine Minute lang, einmal.
   *[other] Drücken Sie auf den Link darin. Er gilt { $minutes } Minuten lang, einmal.
}
check-nothing = Nichts da?
check-junk = Sehen Sie im Spam-Ordner nach, und prüfen Sie, ob die Adresse oben stimmt.
check-again = Noch einmal versuchen
link-title = Willkommen zurück
link-lead = Ein Druck auf den Knopf, und Sie sind angemeldet.
link-foot = Sie haben das nicht angefordert? Dann schließen Sie diese Seite. Es passiert nichts.
link-spent-title = Dieser Link gilt nicht mehr
link-spent-lead = Jeder Link gilt nur einmal und nur kurze Zeit. So bleibt Ihr Konto Ihres.
link-spent-new = Einen neuen Link schicken
password-title = Am Desk anmelden
password-wait = Es gab viele Versuche mit dieser Adresse. Der nächste zählt ab: { $date }.
password-label = Passwort
password-wrong = Adresse und Passwort gehören nicht zusammen
password-forgotten = Vergessen? { $link } und wählen Sie in Ihrem Profil ein neues.
password-forgotten-link = Lassen Sie sich einen Link schicken

## One's own profile
profile-name = Name
profile-name-missing = Schreiben Sie den Namen, unter dem man Sie kennt
profile-mail = Mail
profile-mail-first = hierher geht die Post
profile-language = Sprache
profile-zone = Zeitzone
profile-zone-house = Wie am Desk ({ $zone })
profile-zone-choose = Wählen Sie eine Zeitzone aus der Liste
profile-work = Ihre Arbeit
profile-work-help = Was Sie tun und wo. So verstehen wir besser, was Sie brauchen.
profile-telephone = Telefon
profile-reach = Wie erreicht man Sie am liebsten?
profile-reach-help = Zum Beispiel „ein Anruf vor zehn“ oder „bitte per Mail“.
profile-detail = Wenn wir Ihnen schreiben: Wie viel möchten Sie wissen?
profile-detail-plain = Nur was es für mich bedeutet
profile-detail-some = Ein paar Worte zum Warum
profile-detail-full = Alles, auch das Technische
profile-saved = Gespeichert.
profile-sessions = Wo Sie angemeldet sind
profile-device = { $browser } auf { $system }
profile-device-unknown = Ein Browser
profile-session-this = hier
profile-session-end = Dort abmelden
profile-session-ended = Dort abgemeldet.

## What went wrong
trouble-403-title = Diese Seite ist für andere
trouble-403-text = Sie sind angemeldet, aber diese Seite gehört Menschen mit einer anderen Rolle. Brauchen Sie sie, fragen Sie einen Admin: Das ist in einer Minute geändert.
trouble-404-title = Unter dieser Adresse ist nichts
trouble-404-text = Vielleicht ist die Seite umgezogen, oder dem Link fehlt das Ende. War es eine Anfrage, gehört sie vielleicht jemand anderem.
trouble-413-title = Das war zu groß
trouble-413-text = Sonst ist nichts verloren. Gehen Sie zurück und schicken Sie eine kleinere Datei: Meist reicht ein Bild vom Bildschirm.
trouble-429-title = Das ging etwas zu schnell
trouble-429-text = Um alle Konten zu schützen, warten wir nach vielen Versuchen von einem Ort eine Weile. Mit Ihrem Konto ist alles in Ordnung.
trouble-503-title = Gerade ist sehr viel los
trouble-503-text = Es kam mehr an, als wir auf einmal schaffen. Nichts ging verloren, und nichts von Ihnen wurde geändert. Bitte laden Sie die Seite neu.
trouble-507-title = Es ist kein Platz mehr
trouble-507-text = Die Festplatte ist voll, deshalb konnten wir nicht behalten, was Sie geschickt haben. Alles von vorher ist sicher und lesbar. Bitte versuchen Sie es später noch einmal; wenn Sie jemanden kennen, der sich um den Desk kümmert, sagen Sie Bescheid.
trouble-500-title = Bei uns ist etwas kaputtgegangen
trouble-500-text = Es liegt nicht an Ihnen. Was vorher gespeichert war, ist sicher. Gehen Sie zurück und versuchen Sie es noch einmal; passiert es wieder, sagen Sie uns die Nummer unten, dann finden wir heraus, was es war.
trouble-stale-title = Diese Seite stammt von einem früheren Besuch
trouble-stale-text = Zu Ihrer Sicherheit haben wir nicht angenommen, was sie geschickt hat. Nichts wurde geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.
trouble-unreadable-title = Wir konnten das nicht lesen
trouble-unreadable-text = Unterwegs ging etwas verloren. Nichts wurde geändert. Bitte gehen Sie zurück und senden Sie noch einmal.
trouble-refused-title = Das ging nicht
trouble-again = Sie können es wieder versuchen: { $date }.
trouble-number = Nummer für uns:
trouble-to-desk = Zum Desk
trouble-to-start = Zur Startseite
trouble-files-title = Dateien sind gerade nicht erreichbar
trouble-files-text = Der Ort, an dem wir Dateien aufbewahren, antwortet gerade nicht. Alles von vorher ist sicher. Bitte versuchen Sie es später noch einmal.
typed-words = Ihr Text ist noch da
typed-choices = Ihre Auswahl ist noch da
typed-body = Was Sie geschrieben haben
typed-note = Ihre Notiz
typed-subject = Betreff
typed-files = Ihre Dateien bitte noch einmal
typed-send = Noch einmal senden

## Die Statusseite
status-title = Status
status-now-well = Alles funktioniert
status-now-work = Alles funktioniert, bis auf geplante Arbeiten
status-now-looking = Wir gehen einem Problem nach
status-now-slow = Einige Dienste sind langsam oder eingeschränkt
status-now-partly = Einige Dienste funktionieren nur zum Teil
status-now-some-out = Einige Dienste funktionieren nicht
status-now-all-out = Unsere Dienste funktionieren gerade nicht
status-now-nothing = Hier wird noch kein Dienst gezeigt
status-as-of = Stand:
status-open-title = Was gerade nicht in Ordnung ist
status-phase-investigating = Wir suchen die Ursache
status-phase-identified = Ursache gefunden
status-phase-monitoring = Behoben, wir beobachten
status-phase-resolved = Gelöst
status-state-operational = Funktioniert
status-state-maintenance = Geplante Arbeiten
status-state-degraded = Langsam oder eingeschränkt
status-state-partial = Funktioniert zum Teil
status-state-outage = Funktioniert nicht
status-no-records = Keine Aufzeichnungen
status-next = Nächste Nachricht bis { $time }
status-next-late = Die für { $time } versprochene Nachricht ist überfällig
status-came-late = für { $time } versprochen, also verspätet
status-since = seit { $time }
status-window = { $start } bis { $end }
status-all-updates = { $count ->
    [one] Die Nachricht
   *[other] Alle { $count } Nachrichten
}
status-planned-title = Geplante Arbeiten
status-work-now = Läuft gerade
status-work-cancelled = Abgesagt
status-services-title = Dienste
status-days-ago = vor 90 Tagen
status-today = heute
status-days = Tag für Tag
status-uptime = { $share } verfügbar
status-share = { $whole },{ $part } %
status-share-whole = { $whole } %
status-records-since = Aufzeichnungen seit { $date }
status-picture = { $name }, die letzten 90 Tage: { $share }
status-for = { $state }: { $span }
status-lately-title = In den letzten Tagen gelöst
status-lasted = Dauer: { $span }
status-all = Alle Dienste
status-review-title = Was wir gelernt haben
status-history = Frühere Störungen
status-none-in-month = In diesem Monat gab es keine Störung.
status-months = Monate
status-month-before = Der Monat davor
status-month-after = Der Monat danach
status-month = { $month } { $year }
status-subscribe = Nachrichten per Mail
status-feed = Atom-Feed
status-calendar = Kalender
status-how = Ein Ausfall zählt gegen die Zahl, auch wenn er nur einen Teil betrifft. Ein langsamer Dienst zählt nicht dagegen, geplante Arbeiten zählen extra. Die Tage stammen aus unseren Aufzeichnungen.
status-zone = Zeiten gelten für { $zone }.
status-clock = { $hour }:{ $minute } Uhr
status-date-clock = { $date }, { $clock }

# When many people cannot work
trouble-title = Das wissen wir schon
trouble-investigating = Wir sehen es uns an.
trouble-identified = Wir kennen die Ursache.
trouble-monitoring = Es ist behoben. Wir behalten es im Auge.
trouble-resolved = Es ist vorbei.
trouble-next = Sie hören mehr bis { $date }.
trouble-late = Bis { $date } wollten wir uns melden. Wir sind spät dran, und das tut uns leid.
trouble-page = Alles darüber
trouble-me-too = Das passiert mir auch
trouble-not-me = Mir passiert das nicht mehr
trouble-is-told = Sie hören per Mail von uns, sobald es Neues gibt.
trouble-is-not-told = Gut. Sie bekommen dazu keine Mails mehr.
trouble-in-request = Sie hören von uns in Ihrer Anfrage { $number }.
trouble-ask = Ist es das?
trouble-ask-lead = Wir arbeiten an etwas, das nach Ihrem Anliegen klingt. Sagen Sie es uns mit einem Klick, dann hören Sie von uns ohne weitere Anfrage.
trouble-ask-other = Es ist etwas anderes: meine Anfrage senden
trouble-gone = Das ist vorbei oder nicht mehr zu sehen.
trouble-works-title = Geht es jetzt bei Ihnen?
trouble-works-lead = { $title }: Soweit wir sehen, ist es vorbei. Bitte sagen Sie uns, ob das auch bei Ihnen so ist.
trouble-works-yes = Es geht
trouble-works-no = Noch nicht
trouble-works-thanks = Danke. Das freut uns.
trouble-works-sorry = Danke für die Nachricht. Ihre Anfrage bleibt offen, und jemand sieht sie sich an.
trouble-works-unknown = Dieser Link passt zu nichts. Bitte antworten Sie stattdessen auf unsere Mail.

# Asking the status page for news
status-ask-title = Nachrichten per Mail
status-ask-lead = Wir schreiben Ihnen, wenn ein Dienst gestört ist, und mit jeder neuen Nachricht, bis es gelöst ist.
status-which = Welche Dienste?
status-which-help = Ohne Auswahl hören Sie von allen.
status-ask-go = Weiter
status-sent-lead = Eine Mail mit einem Knopf ist unterwegs an { $address }. Drücken Sie ihn, dann hören Sie von uns.
status-confirm-title = Möchten Sie unsere Nachrichten?
status-confirm-lead = Drücken Sie den Knopf, dann schreiben wir an { $address }, wenn ein Dienst gestört ist.
status-confirm-go = Ja, bitte schreiben Sie mir
status-confirmed = Sie hören von uns.
status-own-title = Ihre Nachrichten per Mail
status-own-lead = Sie gehen an { $address }.
status-leave = Keine Mails mehr
status-left-title = Sie bekommen diese Mails nicht mehr
status-left-lead = Ihre Adresse steht nicht mehr auf unserer Liste. Wenn Sie möchten, können Sie sich wieder eintragen.
status-gone-title = Dieser Link gilt nicht mehr
status-gone-lead = Die Adresse steht nicht auf unserer Liste, oder Ihre Anfrage ist einige Tage her. Tragen Sie sich einfach noch einmal ein.
status-mail-subject = Möchten Sie Nachrichten von { $place }?
status-mail-lead = Jemand hat diese Adresse auf der Statusseite von { $place } eingetragen. Drücken Sie den Knopf, dann schreiben wir Ihnen, wenn ein Dienst gestört ist.
status-mail-known-subject = Sie bekommen schon Nachrichten von { $place }
status-mail-known-lead = Jemand hat diese Adresse auf der Statusseite von { $place } eingetragen, und sie steht schon auf der Liste. Mit dem Knopf können Sie Dienste wählen oder sich austragen.
status-mail-known-go = Meine Auswahl ansehen
status-mail-foot = Haben Sie das nicht veranlasst? Dann tun Sie nichts, und nichts ändert sich.
