//! From facts to a mail: words in the reader's language, headers that keep the conversation together. Pure: the
//! same facts give the same mail.

use super::gather::{Facts, OfIncident, Office};
use super::letter::{Go, Letter};
use crate::broadcast::{self, Delivery, Register};
use crate::ids::{BroadcastId, SubscriberId};
use crate::language::{Arg, Language};
use crate::markdown;
use crate::outgoing::{OutgoingKind, Short};
use crate::person::Role;
use crate::record::Record;
use crate::ticket::message::Message;
use crate::ticket::{Format, Status, Ticket};
use mail::compose::Outgoing;
use mail::{Address, Attachment};

/// Lines and characters quoted of what was said before.
const QUOTED_LINES_MAX: usize = 12;
const QUOTED_LENGTH_MAX: usize = 800;

/// What the renderer is told besides the facts.
#[derive(Clone, Debug)]
pub struct Desk {
    pub office: Office,
    /// Without a slash at the end.
    pub public_url: String,
    /// Signs reply addresses.
    pub reply_key: [u8; 32],
    /// Signs the words in links that need no sign-in.
    pub link_key: [u8; 32],
}

/// What the sealed detail of a sign-in mail holds, as JSON.
#[derive(Default, serde::Deserialize)]
struct SignIn {
    link: String,
    /// How long it works.
    minutes: i64,
}

/// Writes the mail. `secret` is the detail of a sign-in mail, opened; empty for other mails.
pub fn compose(desk: &Desk, facts: &Facts, secret: &str, mut files: Vec<Attachment>) -> Outgoing {
    files.extend(calendar(facts));
    let letter = letter(desk, facts, secret);
    let say = Say { desk, facts, language: language(desk, facts) };
    let automatic = facts.mail.kind != OutgoingKind::Reply;
    let answers = matches!(facts.mail.kind, OutgoingKind::Reply | OutgoingKind::Receipt);
    let in_reply_to = facts.references.last().filter(|_| answers).cloned();
    let date = match (&facts.message, facts.mail.kind) {
        (Some(message), OutgoingKind::Reply) => message.created_at,
        _ => facts.mail.created_at,
    };
    Outgoing {
        from: Address { name: Some(say.sender_name()), address: facts.address.address.clone() },
        to: vec![Address::new(
            facts.person.as_ref().map(|p| p.name.as_str()).filter(|n| !n.contains('@')),
            &facts.mail.recipient,
        )],
        cc: Vec::new(),
        reply_to: facts.ticket.as_ref().map(|t| say.reply_to(t)),
        subject: letter.title.clone(),
        message_id: facts.mail.rfc_id.clone(),
        in_reply_to,
        references: facts.references.clone(),
        date_us: date.0,
        text: letter.text(),
        html: Some(letter.html()),
        attachments: files,
        auto_submitted: automatic,
        loop_mark: facts.address.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned(),
        language: letter.lang,
        headers: list_headers(desk, facts),
    }
}

/// The appointment that goes along.
fn calendar(facts: &Facts) -> Option<Attachment> {
    let (broadcast, _) = facts.told.as_ref().filter(|(b, _)| !b.calendar.is_empty())?;
    let method = broadcast.calendar.lines().find_map(|line| line.trim_end().strip_prefix("METHOD:"));
    Some(Attachment {
        filename: "appointment.ics".to_owned(),
        content_type: format!("text/calendar; charset=utf-8; method={}", method.unwrap_or("PUBLISH")),
        content_id: None,
        inline: false,
        bytes: broadcast.calendar.clone().into_bytes(),
    })
}

/// Where a subscriber leaves with one press of a button of the mail program (RFC 2369, RFC 8058).
fn list_headers(desk: &Desk, facts: &Facts) -> Vec<(String, String)> {
    match &facts.told {
        Some((_, Delivery { subscriber: Some(id), .. })) => vec![
            ("List-Unsubscribe".to_owned(), format!("<{}>", leave_link(desk, *id))),
            ("List-Unsubscribe-Post".to_owned(), "List-Unsubscribe=One-Click".to_owned()),
        ],
        _ => Vec::new(),
    }
}

/// Where a subscriber stops the mails.
fn leave_link(desk: &Desk, id: SubscriberId) -> String {
    let word = broadcast::word::sign(&desk.link_key, broadcast::word::UNSUBSCRIBE, &[id.0]);
    format!("{}/status/unsubscribe/{word}", desk.public_url)
}

/// The words alone; the title is the subject.
pub fn letter(desk: &Desk, facts: &Facts, secret: &str) -> Letter {
    let language = language(desk, facts);
    let say = Say { desk, facts, language };
    let (subject, letter) = match facts.mail.kind {
        OutgoingKind::Reply => say.reply(),
        OutgoingKind::Receipt => say.receipt(),
        OutgoingKind::SignInLink => say.sign_in_link(secret),
        OutgoingKind::Notice => say.notice(),
        OutgoingKind::Test => say.test(),
        OutgoingKind::Broadcast => say.broadcast(),
        OutgoingKind::Subscription | OutgoingKind::Call => say.short(),
    };
    Letter { lang: language.to_string(), title: subject, ..letter }
}

/// Whom the mail server shall tell when it cannot deliver: nobody for an automatic answer, lest machines talk.
pub fn envelope_from(facts: &Facts) -> String {
    match facts.mail.kind {
        OutgoingKind::Receipt => String::new(),
        _ => facts.address.address.clone(),
    }
}

/// `Re: subject`, once. The number is in the text and in the reply address, so the subject stays the person's own.
pub fn reply_subject(subject: &str) -> String {
    if mail::thread::is_reply_subject(subject) { subject.to_owned() } else { format!("Re: {subject}") }
}

fn language(desk: &Desk, facts: &Facts) -> Language {
    let own = facts.person.as_ref().and_then(|p| Language::known(&p.language));
    own.unwrap_or_else(|| Language::for_person(&desk.office.language))
}

struct Say<'a> {
    desk: &'a Desk,
    facts: &'a Facts,
    language: Language,
}

impl Say<'_> {
    fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language.text(key, args)
    }

    /// A person's time zone, or the desk's.
    fn zone(&self) -> &str {
        match self.facts.person.as_ref().map(|p| p.time_zone.as_str()) {
            Some(own) if !own.is_empty() => own,
            _ => &self.desk.office.time_zone,
        }
    }

    fn is_colleague(&self) -> bool {
        self.facts.person.as_ref().is_some_and(|p| p.role != Role::Requester)
    }

    /// Whoever wrote, by name: “Bo Berg (IT help)”; machines write as the desk alone.
    fn sender_name(&self) -> String {
        let desk = &self.facts.address.name;
        match (&self.facts.message, self.facts.mail.kind) {
            (Some(message), OutgoingKind::Reply) if desk.is_empty() => message.author_name.clone(),
            (Some(message), OutgoingKind::Reply) => format!("{} ({desk})", message.author_name),
            _ => desk.clone(),
        }
    }

    fn reply_to(&self, ticket: &Ticket) -> Address {
        let base = &self.facts.address.address;
        let signed = mail::thread::sign_reply_address(&self.desk.reply_key, base, ticket.number);
        Address { name: Some(self.facts.address.name.clone()), address: signed }
    }

    /// “IT help, Marlow Vale Hospital”
    fn place(&self) -> String {
        let parts = [&self.facts.address.name, &self.desk.office.organisation];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        parts.join(", ")
    }

    fn link(&self, ticket: &Ticket) -> String {
        let folder = if self.is_colleague() { "desk/tickets" } else { "requests" };
        format!("{}/{folder}/{}", self.desk.public_url, ticket.number)
    }

    /// What happens next, by where the request stands.
    fn next(&self, ticket: &Ticket) -> String {
        let key = match ticket.status {
            Status::New => "next-new",
            Status::Open => "next-open",
            Status::Pending => "next-pending",
            Status::OnHold => "next-on-hold",
            Status::Resolved => "next-resolved",
            Status::Closed => "next-closed",
        };
        if let Some((name, promise)) = &self.facts.promise
            && ticket.status.is_open()
        {
            let date = self.language.date_time(promise.due_at, self.zone());
            return self.text(
                "next-promised",
                &[("name", name.into()), ("words", (&promise.words).into()), ("date", (&date).into())],
            );
        }
        match ticket.snoozed_until {
            Some(until) if ticket.status.is_open() => {
                let date = self.language.date_time(until, self.zone());
                self.text("next-on-hold-until", &[("date", (&date).into())])
            }
            _ => self.text(key, &[]),
        }
    }

    /// The parts that every letter about a ticket has.
    fn about(&self, ticket: &Ticket) -> Letter {
        let number = ticket.number.to_string();
        let label = if self.is_colleague() { "notice-ticket" } else { "your-request" };
        Letter {
            place: self.place(),
            next_label: self.text("next-label", &[]),
            link_label: self.text(label, &[("number", (&number).into())]),
            link: self.link(ticket),
            ..Letter::default()
        }
    }

    fn hello(&self) -> String {
        match self.facts.person.as_ref().and_then(|p| first_name(&p.name)) {
            Some(name) => self.text("hello", &[("name", name.into())]),
            None => self.text("hello-nobody", &[]),
        }
    }

    fn reply(&self) -> (String, Letter) {
        let (Some(ticket), Some(message)) = (&self.facts.ticket, &self.facts.message) else {
            return (String::new(), Letter::default());
        };
        let subject = match self.facts.references.is_empty() {
            true => ticket.subject.clone(),
            false => reply_subject(&ticket.subject),
        };
        let (quoted_by, quoted) = self.quoted();
        let count = i64::try_from(self.facts.apart.len()).unwrap_or(i64::MAX);
        let by_staff = message.author_role != Role::Requester;
        let letter = Letter {
            body_text: message.body.clone(),
            body_html: body_html(message),
            who: message.author_name.clone(),
            place: if by_staff { self.place() } else { String::new() },
            next: match self.more_by() {
                _ if !by_staff => String::new(),
                Some(next) => next,
                None => self.next(ticket),
            },
            go: self.works(),
            apart: match count {
                0 => String::new(),
                _ => self.text("attachments-apart", &[("count", count.into())]),
            },
            apart_names: self.facts.apart.iter().map(|f| f.filename.clone()).collect(),
            foot: vec![self.text("answer-here", &[])],
            quoted_by,
            quoted,
            ..self.about(ticket)
        };
        (subject, letter)
    }

    /// The beginning of what was said before.
    fn quoted(&self) -> (String, Vec<String>) {
        let Some(previous) = self.facts.previous.as_ref().filter(|m| !m.body.trim().is_empty()) else {
            return (String::new(), Vec::new());
        };
        let date = self.language.date_time(previous.created_at, self.zone());
        let by =
            self.text("earlier-words", &[("date", (&date).into()), ("name", (&previous.author_name).into())]);
        (by, quoted_lines(previous))
    }

    fn receipt(&self) -> (String, Letter) {
        let Some(ticket) = &self.facts.ticket else { return (String::new(), Letter::default()) };
        let number = ticket.number.to_string();
        let letter = Letter {
            hello: self.hello(),
            lead: vec![self.text(
                "receipt-have",
                &[("subject", (&ticket.subject).into()), ("number", (&number).into())],
            )],
            next: self.text("receipt-next", &[]),
            foot: vec![self.text("receipt-foot", &[])],
            ..self.about(ticket)
        };
        (reply_subject(&ticket.subject), letter)
    }

    fn sign_in_link(&self, secret: &str) -> (String, Letter) {
        let SignIn { link, minutes } = serde_json::from_str(secret).unwrap_or_default();
        let letter = Letter {
            hello: self.hello(),
            lead: vec![self.text("sign-in-lead", &[("minutes", minutes.into())])],
            go: Some(Go { label: self.text("sign-in-go", &[]), link, copy: self.text("sign-in-copy", &[]) }),
            place: self.place(),
            foot: vec![self.text("sign-in-foot", &[])],
            ..Letter::default()
        };
        (self.text("sign-in-subject", &[("place", (&self.place()).into())]), letter)
    }

    /// What many are told, to this reader.
    fn broadcast(&self) -> (String, Letter) {
        let Some((broadcast, delivery)) = &self.facts.told else { return (String::new(), Letter::default()) };
        let words = broadcast.words(delivery.register);
        let date = |at| self.language.date_time(at, self.zone());
        let mut lead = Vec::new();
        if let (Some(from), Some(until)) = (broadcast.starts_at, broadcast.ends_at) {
            let (from, until) = (date(from), date(until));
            let args = [("from", (&from).into()), ("until", (&until).into()), ("zone", self.zone().into())];
            lead.push(self.text("broadcast-when", &args));
        }
        let why = match delivery.register {
            Register::Reader => "broadcast-why-reader",
            Register::Stakeholder => "broadcast-why-stakeholder",
            Register::Subscriber => "broadcast-why-subscriber",
        };
        let mut foot = vec![self.text(why, &[])];
        if let Some(id) = delivery.subscriber {
            foot.push(format!("{} {}", self.text("broadcast-leave", &[]), leave_link(self.desk, id)));
        }
        let go = broadcast.asks_to_acknowledge.then(|| self.acknowledge(broadcast.id)).flatten();
        let go = go.or_else(|| self.works());
        let (link_label, link) = match broadcast.page_path.as_str() {
            "" => (String::new(), String::new()),
            path => (self.text("broadcast-page", &[]), format!("{}{path}", self.desk.public_url)),
        };
        let letter = Letter {
            hello: self.hello(),
            lead,
            body_text: words.to_owned(),
            body_html: markdown::to_html(words),
            who: broadcast.author_name.clone(),
            place: self.place(),
            next_label: self.text("next-label", &[]),
            next: match broadcast.next_at.map(date) {
                Some(date) => self.text("broadcast-next", &[("date", (&date).into())]),
                None => String::new(),
            },
            go,
            foot,
            link_label,
            link,
            ..Letter::default()
        };
        (broadcast.subject.clone(), letter)
    }

    /// “You hear from us again by …”, where an incident promises it.
    fn more_by(&self) -> Option<String> {
        let Some(OfIncident::MoreBy(at)) = self.facts.incident else { return None };
        let date = self.language.date_time(at, self.zone());
        Some(self.text("broadcast-next", &[("date", (&date).into())]))
    }

    /// “Does it work for you now?”: a link of the reader's own.
    fn works(&self) -> Option<Go> {
        let Some(OfIncident::Works(incident, ticket, person)) = self.facts.incident else { return None };
        let numbers = [incident.0, ticket.map_or(0, |id| id.0), person.map_or(0, |id| id.0)];
        let word = broadcast::word::sign(&self.desk.link_key, broadcast::word::WORKS, &numbers);
        Some(Go {
            label: self.text("works-ask", &[]),
            link: format!("{}/works/{word}", self.desk.public_url),
            copy: self.text("sign-in-copy", &[]),
        })
    }

    /// “I have seen this”: a link of the reader's own, for people we know.
    fn acknowledge(&self, id: BroadcastId) -> Option<Go> {
        let person = self.facts.mail.person?;
        let numbers = [id.0, person.0];
        let word = broadcast::word::sign(&self.desk.link_key, broadcast::word::ACKNOWLEDGE, &numbers);
        Some(Go {
            label: self.text("broadcast-seen", &[]),
            link: format!("{}/seen/{word}", self.desk.public_url),
            copy: self.text("sign-in-copy", &[]),
        })
    }

    /// A mail whose words came with it.
    fn short(&self) -> (String, Letter) {
        let short: Short = serde_json::from_str(&self.facts.mail.detail).unwrap_or_default();
        let go = (!short.go_link.is_empty()).then(|| Go {
            label: short.go_label,
            link: short.go_link,
            copy: self.text("sign-in-copy", &[]),
        });
        let letter = Letter {
            hello: self.hello(),
            lead: short.lead,
            go,
            foot: short.foot,
            place: self.place(),
            ..Letter::default()
        };
        (short.subject, letter)
    }

    /// To a colleague, about a promise on an incident, a change or a problem.
    fn record_notice(&self, record: &Record) -> (String, Letter) {
        let key = match self.facts.mail.detail.split_once(':') {
            Some(("promise_broken", _)) => "notice-promise-broken",
            _ => "notice-promise-due",
        };
        let mut lead = vec![self.text(key, &[]), format!("{}: {}", record.name(), record.title)];
        lead.extend(self.promised());
        let letter = Letter {
            lead,
            link_label: record.name(),
            link: format!("{}{}", self.desk.public_url, record.path()),
            ..Letter::default()
        };
        (format!("{}: {}", record.name(), record.title), letter)
    }

    /// “Bo promised: …, by …”
    fn promised(&self) -> Option<String> {
        let (name, promise) = self.facts.promise.as_ref()?;
        let date = self.language.date_time(promise.due_at, self.zone());
        let args = [("name", name.into()), ("words", (&promise.words).into()), ("date", (&date).into())];
        Some(self.text("notice-promised", &args))
    }

    fn notice(&self) -> (String, Letter) {
        if let Some(record) = &self.facts.record {
            return self.record_notice(record);
        }
        let Some(ticket) = &self.facts.ticket else { return (String::new(), Letter::default()) };
        let detail = self.facts.mail.detail.as_str();
        let key = match detail.split_once(':').map_or(detail, |(what, _)| what) {
            "assigned" => "notice-assigned",
            "answered" => "notice-answered",
            "mentioned" => "notice-mentioned",
            "promise_due" => "notice-promise-due",
            "promise_broken" => "notice-promise-broken",
            _ => "notice-news",
        };
        let words = self.facts.message.as_ref();
        let mut lead = vec![self.text(key, &[]), ticket.subject.clone()];
        if words.is_none() {
            lead.push(self.text("notice-from", &[("name", (&self.facts.requester_name).into())]));
        }
        lead.extend(self.promised());
        let letter = Letter {
            lead,
            body_text: words.map(|m| m.body.clone()).unwrap_or_default(),
            body_html: words.map(body_html).unwrap_or_default(),
            who: words.map(|m| m.author_name.clone()).unwrap_or_default(),
            foot: vec![self.text("notice-foot", &[])],
            place: String::new(),
            ..self.about(ticket)
        };
        (reply_subject(&ticket.subject), letter)
    }

    fn test(&self) -> (String, Letter) {
        let place = self.place();
        let letter = Letter {
            lead: vec![self.text("test-body", &[("place", (&place).into())])],
            place: place.clone(),
            ..Letter::default()
        };
        (self.text("test-subject", &[("place", (&place).into())]), letter)
    }
}

/// The name to greet by; none when it cannot be told.
fn first_name(name: &str) -> Option<&str> {
    let plain = !name.contains(['@', ',', '(']);
    name.split_whitespace().next().filter(|_| plain)
}

fn body_html(message: &Message) -> String {
    match message.format {
        Format::Markdown => markdown::to_html(&message.body),
        Format::Plain => markdown::plain_to_html(&message.body),
    }
}

fn quoted_lines(message: &Message) -> Vec<String> {
    let mut lines = Vec::new();
    let mut length = 0;
    let mut cut = false;
    for line in message.body.trim().lines() {
        let line: String = line.trim_end().chars().take(QUOTED_LENGTH_MAX).collect();
        length += line.chars().count();
        if lines.len() == QUOTED_LINES_MAX || length > QUOTED_LENGTH_MAX && !lines.is_empty() {
            cut = true;
            break;
        }
        lines.push(line);
    }
    if cut {
        lines.push("…".to_owned());
    }
    lines
}
