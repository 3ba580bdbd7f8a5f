### The words of our mails. Every language has the same keys; a test compares them.

## Dates
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-time = { $weekday } { $day } { $month } { $year }, { $hour }:{ $minute }

## In every letter
hello = Hello { $name },
hello-nobody = Hello,
next-label = Next:
answer-here = You can simply answer this mail.
your-request = Your request: #{ $number }

## What happens next, by where the request stands
next-new = Somebody looks at it and writes to you.
next-open = We are working on it and write to you again.
next-pending = We wait for your answer.
next-on-hold = We wait for somebody else and write to you as soon as there is news.
next-on-hold-until = We take this up again on { $date } and write to you then.
next-promised = { $name } promised: “{ $words }”, by { $date }.
next-resolved = We believe this is solved. Just answer if it is not, and it is open again.
next-closed = This request is closed. If you need more help, a new mail starts a new request.

## A reply
earlier-words = On { $date }, { $name } wrote:
attachments-apart = { $count ->
    [one] One file is too large for a mail. You find it with your request:
   *[other] { $count } files are too large for a mail. You find them with your request:
}

## We have your request
receipt-have = We have your request “{ $subject }”. Its number is #{ $number }.
receipt-next = A person reads it and writes to you as soon as they can.
receipt-foot = This mail was sent by itself; people read the answers to it. To add something, just answer.

## A link to sign in
sign-in-subject = Your link to sign in to { $place }
sign-in-lead = { $minutes ->
    [one] Here is your link to sign in. It works once, for one minute.
   *[other] Here is your link to sign in. It works once, for { $minutes } minutes.
}
sign-in-go = Sign in
sign-in-copy = Or copy this address into your browser:
sign-in-foot = Did you not ask for this? Then do nothing. Nobody can sign in without this mail, so please do not pass it on.

## To a colleague
notice-assigned = This ticket is yours now.
notice-answered = There is an answer on your ticket.
notice-news = There is news on a ticket.
notice-mentioned = A colleague mentions you on a ticket. The note is for colleagues only.
notice-promise-due = A promise is due soon. If it needs longer, say so before its time passes.
notice-promise-broken = The time of a promise has passed and nothing was said.
notice-promised = { $name } promised: “{ $words }”, by { $date }.
notice-ticket = The ticket: #{ $number }
notice-from = From { $name }
notice-foot = An answer to this mail is sent to the requester.

## A test
test-subject = Test mail from { $place }
test-body = This is a test. If you can read it, mail leaves { $place } as it should.

## News that many are told
broadcast-when = When: { $from } to { $until } ({ $zone })
broadcast-next = You hear from us again by { $date }.
broadcast-page = The latest news are always here
broadcast-seen = I have seen this
broadcast-why-reader = You get this because it is about something that you use.
broadcast-why-stakeholder = You get this because you asked to know how this affects your work.
broadcast-why-subscriber = You get this because you asked our status page for it.
works-ask = Does it work for you now? Tell us with one press
broadcast-leave = Stop these mails:

## About a planned change
change-what = What changes
change-notice = What you will notice
change-must-do = What you need to do
change-why = Why it is worth it
change-undo = If it does not work out
change-contact = Questions
change-subject-before = Planned: { $title }
change-subject-start = It begins: { $title }
change-subject-done = Done: { $title }
change-subject-failed = It did not work out: { $title }
change-subject-undone = As before again: { $title }
change-subject-moved = New time: { $title }
change-subject-cancelled = Called off: { $title }
change-begins = The work that we told you about begins now. You hear from us again when it is done.
change-done = The work that we told you about is done.
change-failed = The work that we told you about did not go as planned.
change-undone = The work that we told you about did not work out, so we undid it. Everything is as it was before.
change-moved = The work that we told you about has another time; it is above. The appointment that comes with this mail replaces the old one.
change-cancelled = The work that we told you about will not take place. The appointment that comes with this mail takes the old one out of your calendar.

## “Did you see it?”
seen-title = Did you see it?
seen-ask = Press the button to say that you read “{ $title }”. Nothing else is kept.
seen-button = I have seen this
seen-thanks = Thank you. We know that you saw it.
seen-unknown = This link is not complete, or it belongs to another desk.
