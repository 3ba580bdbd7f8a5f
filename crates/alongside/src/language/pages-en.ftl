
### The words of the pages that everybody sees: portal, sign-in, one's own profile, and pages that say what went wrong.

## Dates at a glance
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
short-now = now
short-minutes = { $count } min
short-hours = { $count } h
short-days = { $count } d
short-date = { $day } { $month }
short-date-year = { $day } { $month } { $year }

## Around every page
page-skip = Skip to the page
page-help = IT help
nav-main = Main
nav-ask = Ask for help
nav-requests = My requests
nav-desk = The desk
nav-profile = Your profile
nav-sign-out = Sign out

## Forms
send = Send
save = Save
mend-title = Please look again
mend-look = { $count ->
    [one] Please look at one thing
   *[other] Please look at these { $count } things
}
mend-stale = You signed in again since you opened this page. Your words are all here: please press Send once more
mend-signed-out = You are not signed in any more. Your words are all here: sign in in another tab, then press Send
mend-file-large = “{ $name }” is too large. The most we can take at once is { $limit }
mend-too-long = This is too long for one message. Please send the longer part as a file
mend-other = This could not be done just now. Please look at where your request stands, then try again
signed-out-link = Sign in in another tab
signed-out-then = { $link }, then come back here and press Send.
files-help = Up to { $limit } together.
files-paste = You can paste it or drop it here.
files-remove = Remove
size-megabytes = { $count } MB

## The start page
home-title = What can we help you with?
home-lead = Tell us what you are trying to do. A person reads it and writes back to you.
home-requests = See my requests
home-mail = Mail works just as well.
home-mail-to = Write to { $address }. You never need a password.
home-known = We know about these, and this helps meanwhile

## How long it usually takes; the spans stand inside the sentences
wait-both = Most people hear from us within { $most }, 9 in 10 within { $nearly }.
wait-one = 9 in 10 people hear from us within { $nearly }.
span-minutes = { $count ->
    [one] a minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] an hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] a day
   *[other] { $count } days
}

## Asking
ask-title = Ask for help
ask-lead = Write it as you would tell a colleague. You can leave out what you do not know.
ask-goal = What are you trying to do?
ask-goal-help = For example “print the letters for today’s round”.
ask-happens = What happens instead?
ask-happens-help = What you see, and what you have tried. If there is a message on the screen, copy it here.
ask-blocked = Is your work stopped?
ask-blocked-no = No, I can work
ask-blocked-slowed = It is slowed down
ask-blocked-stopped = Yes, it is stopped
ask-impact = For whom?
ask-impact-one = Just me
ask-impact-several = Some of us
ask-impact-everyone = Everyone
ask-impact-unknown = I do not know
ask-people = How many, about?
ask-people-line = About { $count } people have this problem.
ask-files = Add a picture of the screen
ask-files-optional = if you have one
ask-no-words = Tell us in a few words what you want to do, or what goes wrong
ask-too-many = You have sent very many requests within an hour. Please wait a little, or call us

## Right after asking
thanks-title = We have your request
thanks-number = Your number is { $number }
thanks-next-title = What happens next
thanks-next = A person reads what you wrote, and answers you.
thanks-owner = { $name } looks after it.
thanks-owner-soon = You will see the name of the person who looks after it.
thanks-news = News comes to { $address }. You can simply answer that mail.
thanks-see = See your request
thanks-more = Ask about something else

## My requests
requests-none = There is no request of yours yet.
requests-nothing-open = Nothing is open. We hope all is well.
requests-open = Open
requests-solved = Solved
requests-older = Older requests
requests-new = New answer

## Where a request stands
stage-received = We have it
stage-working = We are on it
stage-turn = We need your answer
stage-waiting = Waiting for somebody else
stage-solved = Solved
stage-closed = Closed
stands-received = A person reads it and takes it on. You get a mail as soon as somebody writes.
stands-working = { $name } works on it and writes to you here and by mail.
stands-working-we = We work on it and write to you here and by mail.
stands-turn = Please answer the last message below, so that { $name } can go on.
stands-turn-we = Please answer the last message below, so that we can go on.
stands-waiting = We wait for somebody else, and write to you when there is news.
stands-waiting-until = We come back to it on { $date }.
stands-solved = If it comes back, press “Not solved yet” or just answer. Else we close it on { $date }.
stands-closed = This request is over. If you write here, we start a new one that is linked to it.

## One request
request-number = Request #{ $number }
request-stands = Where it stands
request-looks = { $name } looks after it
request-looked = { $name } looked after it
request-nobody = Nobody has it yet; we are finding the right person.
request-next = Next:
request-solve = This is solved
request-reopen = Not solved yet
request-talk = Conversation
request-you = You
request-quoted = Quoted text
request-original = The mail as it was sent
request-files = Attachments
request-write = Write back
request-add-file = Add a file or a picture
request-add-file-optional = if you like
request-your-answer = Your answer
request-empty = Write a few words first, or add a file
request-sent = Sent. Thank you, we have it.
request-sent-anew = The old request was closed, so we started this new one for you.
request-is-solved = We are glad that it is solved. Thank you for telling us.
request-is-open = It is open again. If you like, write what is still wrong.

## Signing in
enter-title = Sign in
enter-lead = We send you a mail with a link. You need no password.
enter-why-ask = Sign in, so that we know where to send the answer.
enter-why-requests = Sign in to see your requests.
enter-why-request = Sign in to see your request.
enter-mail = Your mail address
enter-mail-whole = Write the whole address, like name@example.org
enter-send = Send me the link
enter-desk = Do you work at the desk? { $link }
enter-desk-link = Sign in with a password
check-title = Check your mail
check-lead = If we know { $address }, a mail with a link is on its way.
check-open = Open the mail from us. It should arrive within a minute.
check-press = { $minutes ->
    [one] Press the link in it. It works for one minute, once.
   *[other] Press the link in it. It works for { $minutes } minutes, once.
}
check-nothing = Nothing there?
check-junk = Look in your junk folder, and check the address above for a slip.
check-again = Try again
link-title = Welcome back
link-lead = Press the button and you are in.
link-foot = Did you not ask for this? Then close this page. Nothing happens.
link-spent-title = This link does not work any more
link-spent-lead = Each link works once, and only for a short while. That keeps your account yours.
link-spent-new = Send me a new link
password-title = Sign in to the desk
password-wait = There were many tries with this address. The next one counts on { $date }.
password-label = Password
password-wrong = The address and the password do not belong together
password-forgotten = Forgotten it? { $link } and choose a new one in your profile.
password-forgotten-link = Get a link by mail

## One's own profile
profile-name = Name
profile-name-missing = Write the name people know you by
profile-mail = Mail
profile-mail-first = mail goes here
profile-language = Language
profile-zone = Time zone
profile-zone-house = As at the desk ({ $zone })
profile-zone-choose = Choose a time zone from the list
profile-work = Your work
profile-work-help = What you do, and where. It helps us to understand what you need.
profile-telephone = Telephone
profile-reach = How do you like to be reached?
profile-reach-help = For example “a call before ten” or “by mail, please”.
profile-detail = When we write to you, how much do you want to know?
profile-detail-plain = Only what it means for me
profile-detail-some = A few words on why
profile-detail-full = Everything, also the technical part
profile-saved = Saved.
profile-sessions = Where you are signed in
profile-device = { $browser } on { $system }
profile-device-unknown = A browser
profile-session-this = this one
profile-session-end = Sign out there
profile-session-ended = Signed out there.

## What went wrong
trouble-403-title = This is not open to you
trouble-403-text = You are signed in, but this page belongs to people with another role. If you need it, ask an admin: they can change your role in a minute.
trouble-404-title = There is nothing at this address
trouble-404-text = The page may have moved, or the link may be missing its last part. If it was a request, it may belong to somebody else.
trouble-413-title = That was too big to send
trouble-413-text = Nothing else was lost. Go back, and send a smaller file: a picture of the screen is usually enough.
trouble-429-title = That was a little too quick
trouble-429-text = To protect everybody’s accounts we wait a while after many tries from one place. Nothing is wrong with your account.
trouble-503-title = We are busy for a moment
trouble-503-text = More came in than we can take at once. Nothing was lost, and nothing of yours was changed. Please load the page again.
trouble-507-title = There is no room to save this
trouble-507-text = The disk of this service desk is full, so what you sent could not be kept. Everything from before is safe and can be read. Please try again in a while; if you know somebody who runs the desk, tell them.
trouble-500-title = Something broke on our side
trouble-500-text = It is not your doing. What was saved before is safe. Go back and try once more; if it happens again, tell us the number below and we can find out what it was.
trouble-stale-title = This page is from an earlier visit
trouble-stale-text = For your safety we did not take what it sent. Nothing was changed. Go back, reload the page, and send it again.
trouble-unreadable-title = We could not read what was sent
trouble-unreadable-text = Something was lost on the way. Nothing was changed. Please go back and send it again.
trouble-refused-title = This could not be done
trouble-again = You can try again on { $date }.
trouble-number = Number for us:
trouble-to-desk = Go to the desk
trouble-to-start = Go to the start page
trouble-files-title = Files are out of reach for a moment
trouble-files-text = The place where this desk keeps files does not answer just now. Everything from before is safe. Please try again in a while.
typed-words = Your words are still here
typed-choices = What you chose is still here
typed-body = What you wrote
typed-note = Your note
typed-subject = Subject
typed-files = Your files, please once more
typed-send = Send once more

## The status page
status-title = Status
status-now-well = Everything works
status-now-work = Everything works, apart from planned work
status-now-looking = We are looking into a problem
status-now-slow = Some services are slow or limited
status-now-partly = Some services work only in part
status-now-some-out = Some services do not work
status-now-all-out = Our services do not work right now
status-now-nothing = No service is shown here yet
status-as-of = As of
status-open-title = What is wrong now
status-phase-investigating = Looking for the cause
status-phase-identified = Cause found
status-phase-monitoring = Mended, and being watched
status-phase-resolved = Solved
status-state-operational = Works
status-state-maintenance = Planned work
status-state-degraded = Slow or limited
status-state-partial = Works in part
status-state-outage = Does not work
status-no-records = No records
status-next = Next update by { $time }
status-next-late = The update promised for { $time } is late
status-came-late = promised for { $time }, so this came late
status-since = since { $time }
status-window = { $start } to { $end }
status-all-updates = { $count ->
    [one] The update
   *[other] All { $count } updates
}
status-planned-title = Planned work
status-work-now = Going on now
status-work-cancelled = Cancelled
status-services-title = Services
status-days-ago = 90 days ago
status-today = today
status-days = Day by day
status-uptime = { $share } up
status-share = { $whole }.{ $part }%
status-share-whole = { $whole }%
status-records-since = records since { $date }
status-picture = { $name }, the last 90 days: { $share }
status-for = { $state } for { $span }
status-lately-title = Solved in the last days
status-lasted = lasted { $span }
status-all = All services
status-review-title = What we learned
status-history = Earlier incidents
status-none-in-month = There was no incident in this month.
status-months = Months
status-month-before = The month before
status-month-after = The month after
status-month = { $month } { $year }
status-subscribe = Get news by mail
status-feed = Atom feed
status-calendar = Calendar
status-how = An outage counts against the figure, also when it touches only a part. A slow service does not, and planned work is counted apart. The days are those of our records.
status-zone = Times are those of { $zone }.
status-clock = { $hour }:{ $minute }
status-date-clock = { $date }, { $clock }

# When many people cannot work
trouble-title = We know about this
trouble-investigating = We are looking into it.
trouble-identified = We know what causes it.
trouble-monitoring = It is mended. We are keeping an eye on it.
trouble-resolved = It is over.
trouble-next = You hear more by { $date }.
trouble-late = You should have heard more by { $date }. We are late, and we are sorry.
trouble-page = All about it
trouble-me-too = It happens to me as well
trouble-not-me = It does not happen to me any more
trouble-is-told = You hear from us by mail as soon as there is news.
trouble-is-not-told = Good. You get no more mails about this.
trouble-in-request = You hear from us in your request { $number }.
trouble-ask = Is it this?
trouble-ask-lead = We are working on something that sounds like what you wrote. Tell us with one press, and you hear from us without another request.
trouble-ask-other = It is something else: send my request
trouble-gone = This is over, or it is not shown any more.
trouble-works-title = Does it work for you now?
trouble-works-lead = { $title }: it is over, as far as we can see. Please tell us whether that is so for you.
trouble-works-yes = It works
trouble-works-no = Not yet
trouble-works-thanks = Thank you. We are glad.
trouble-works-sorry = Thank you for telling us. Your request stays open, and a person looks at it.
trouble-works-unknown = This link does not fit anything. Please answer our mail instead.

# Asking the status page for news
status-ask-title = News by mail
status-ask-lead = We write to you when a service has trouble, and with each update until it is solved.
status-which = Which services?
status-which-help = Choose none to hear of all of them.
status-ask-go = Go on
status-sent-lead = A mail with a button is on its way to { $address }. Press it, and you will hear from us.
status-confirm-title = Do you want our news?
status-confirm-lead = Press the button, and we write to { $address } when a service has trouble.
status-confirm-go = Yes, send me news
status-confirmed = You will hear from us.
status-own-title = Your news by mail
status-own-lead = They go to { $address }.
status-leave = Stop these mails
status-left-title = You get no more of these mails
status-left-lead = Your address is off our list. If you like, you can ask for news again.
status-gone-title = This link does not work any more
status-gone-lead = The address is not on our list, or some days have passed since you asked. You can simply ask again.
status-mail-subject = Do you want news from { $place }?
status-mail-lead = Somebody entered this address on the status page of { $place }. Press the button, and we write to you when a service has trouble.
status-mail-known-subject = You get news from { $place } already
status-mail-known-lead = Somebody entered this address on the status page of { $place }, and it is on the list already. With the button you can choose services, or leave.
status-mail-known-go = See my choice
status-mail-foot = Did you not ask for this? Then do nothing, and nothing changes.
