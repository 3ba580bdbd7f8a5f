//! One ticket's page: everything read in one unit of work and put into words.

use super::list::{priority, shown, status};
use super::opened::Opened;
use super::person::{detail_words, local_time};
use super::{DESK, colleague_choices, path, ticket_of};
use crate::event::{self, Event, EventKind};
use crate::http::moment::Reader;
use crate::http::{self, Problem, Signed, Visitor, desk_frame, face};
use crate::ids::MessageId;
use crate::outgoing::{self, OutgoingState};
use crate::person::{self, Power, Role};
use crate::ticket::attachment::Attachment;
use crate::ticket::pages::{
    Banner, Coached, Composer, Conflict, Delivery, Entry, Happening, Held, Link, Message, RecentTicket,
    RequesterCard, Side, Thread, TicketPage, Upload, Voice, Watcher,
};
use crate::ticket::priority::suggested;
use crate::ticket::{
    self, Blocked, Format, Impact, MessageKind, Priority, Status, Ticket, UNDO_TIME, Urgency, Via, look,
};
use crate::view::{self, Choice, Choices, Html, Place};
use crate::{markdown, promise, secret, service, team};
use axum::extract::Path;
use axum::response::Response;
use std::collections::HashMap;
use store::Conn;

/// Messages on one page; whoever writes more reads on with `after`.
const MESSAGES_MAX: i64 = 500;
const EVENTS_MAX: i64 = 60;

/// What a form that came back brings along.
#[derive(Clone, Default)]
pub(super) struct Kept {
    pub reply: Option<String>,
    pub note: Option<String>,
    pub as_note: bool,
    pub error: String,
    /// Something newer was said: show it above the words that were kept.
    pub conflict: bool,
    /// The words that the coach was asked to look over, and what was chosen beneath them.
    pub read: Option<(MessageKind, String, super::coached::Chosen)>,
}

/// `GET /desk/tickets/{number}`
pub(super) async fn show(
    visitor: Visitor,
    Path(number): Path<i64>,
    opened: Opened,
) -> Result<Response, Problem> {
    let html = page(&visitor, number, opened, Kept::default()).await?;
    Ok(http::finish(&visitor, html))
}

/// The whole page, with what a form brought back.
pub(super) async fn page(
    visitor: &Visitor,
    number: i64,
    opened: Opened,
    kept: Kept,
) -> Result<String, Problem> {
    let asked = visitor.clone();
    visitor
        .read(DESK, move |conn, signed| {
            let ticket = ticket_of(conn, signed, number)?;
            Ok(build(conn, &asked, signed, &ticket, opened, &kept)?.html())
        })
        .await
}

fn build(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    opened: Opened,
    kept: &Kept,
) -> Result<TicketPage, Problem> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    announce(conn, signed, ticket);
    let events = event::of_ticket(conn, ticket.id, EVENTS_MAX)?;
    let (thread, files, asked) = conversation(conn, visitor, signed, ticket, opened, &events)?;
    let requester = person::find(conn, ticket.requester)?;
    let watchers = ticket::watchers(conn, ticket.id)?;
    let drafts = ticket::drafts(conn, signed.actor.id, ticket.id)?;
    let draft = |kind| drafts.iter().find(|(k, _, _)| *k == kind).map(|(_, body, _)| body.clone());
    let (requester_name, requester_address) = match &requester {
        Some(p) => (p.name.clone(), p.address.clone()),
        None => ("Somebody".to_owned(), String::new()),
    };
    let mut to = requester_address.clone();
    let copies: Vec<&str> =
        watchers.iter().filter(|(id, _, _)| *id != signed.actor.id).map(|(_, _, a)| a.as_str()).collect();
    if !copies.is_empty() {
        to = format!("{to}, copy to {}", copies.join(", "));
    }
    let uploads = ticket::uploads(conn, signed.actor.id, ticket.id)?;
    let composer = Composer {
        key: secret::new_token()?,
        note: kept.as_note
            || kept.reply.is_none()
                && draft(MessageKind::Note).is_some()
                && draft(MessageKind::Reply).is_none(),
        can_reply: signed.actor.may(Power::Reply)
            && ticket.status != Status::Closed
            && ticket.merged_into.is_none(),
        text: kept.reply.clone().or_else(|| draft(MessageKind::Reply)).unwrap_or_default(),
        note_text: kept.note.clone().or_else(|| draft(MessageKind::Note)).unwrap_or_default(),
        to_name: requester_name.split_whitespace().next().unwrap_or("them").to_owned(),
        to,
        saved: drafts.iter().map(|(_, _, at)| *at).max().map(|at| reader.moment(at, signed.now)),
        uploads: uploads
            .iter()
            .map(|a| Upload {
                id: a.id.to_string(),
                name: a.filename.clone(),
                size: http::files::size(a.size_bytes),
            })
            .collect(),
        error: kept.error.clone(),
        coached: Coached::default(),
    };
    let coached = Coached {
        look: format!("{}/coach{}", path(ticket.number), opened.query()),
        ..super::coach::on_page(conn, &visitor.app, signed, ticket, kept)?
    };
    let conflict = kept.conflict.then(|| newest_by_others(&events, signed, &reader)).flatten();
    let first_event = events.last();
    let via = match events.iter().rev().find(|e| e.kind == EventKind::Created) {
        Some(_) => thread.entries.iter().find_map(first_via).unwrap_or_default(),
        None => first_event.map(|_| String::new()).unwrap_or_default(),
    };
    let mut side =
        side(conn, visitor, signed, ticket, &reader, requester.as_ref(), &watchers, &events, files)?;
    side.problems = super::problem::beside(conn, ticket, &asked)?;
    let ways = opened.ways(conn, &signed.actor, ticket)?;
    Ok(TicketPage {
        desk: desk_frame(conn, visitor, signed, Place::Elsewhere, None)?,
        number: shown(ticket.number),
        version: shown(ticket.version),
        subject: ticket.subject.clone(),
        can_work: signed.actor.may(Power::WorkTicket),
        can_promise: signed.actor.may(Power::Promise),
        status: status(ticket.status),
        priority: priority(ticket.priority),
        via,
        opened: reader.moment(ticket.created_at, signed.now),
        banners: banners(conn, ticket, &events, signed, &reader)?,
        conflict,
        present: String::new(),
        thread,
        composer: Composer { coached, ..composer },
        side,
        previous: ways.previous,
        next: ways.next,
        back: ways.back,
        query: opened.query(),
    })
}

/// Says what the page is made of, so that it comes in one journey where the database is elsewhere.
fn announce(conn: &mut Conn, signed: &Signed, ticket: &Ticket) {
    event::will_ask_of_ticket(conn, ticket.id, EVENTS_MAX);
    ticket::will_show(conn, &signed.actor, ticket, MESSAGES_MAX);
    outgoing::will_ask_of_ticket(conn, ticket.id);
    promise::will_ask_of_subject(conn, promise::Subject::Ticket(ticket.id));
    for person in [Some(ticket.requester), ticket.owner].into_iter().flatten() {
        person::will_find(conn, person);
    }
}

fn first_via(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Message(m) => Some(m.via.clone()),
        _ => None,
    }
}

fn newest_by_others(events: &[Event], signed: &Signed, reader: &Reader) -> Option<Conflict> {
    let newest = events.iter().find(|e| e.actor != Some(signed.actor.id))?;
    let changes: Vec<String> = events
        .iter()
        .take_while(|e| e.actor != Some(signed.actor.id))
        .take(4)
        .map(|e| event::sentence(e).trim_start_matches(e.actor_name.as_str()).trim().to_owned())
        .collect();
    Some(Conflict { by: newest.actor_name.clone(), at: reader.moment(newest.at, signed.now), changes })
}

/// What of the history belongs into the conversation: what changes how it is read.
fn is_told_between(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(
        kind,
        StatusChanged
            | OwnerChanged
            | MergedFrom
            | MergedInto
            | MergeUndone
            | SplitInto
            | SplitFrom
            | Woken
            | MailBounced
    )
}

fn happening(event: &Event, reader: &Reader, now: crate::clock::At) -> Happening {
    let sentence = event::sentence(event);
    let what = sentence.strip_prefix(event.actor_name.as_str()).map(|rest| rest.trim().to_owned());
    match what {
        Some(what) => Happening { who: event.actor_name.clone(), what, at: reader.moment(event.at, now) },
        None => Happening { who: String::new(), what: sentence, at: reader.moment(event.at, now) },
    }
}

/// The conversation with what happened between, and all its files.
fn conversation(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    opened: Opened,
    events: &[Event],
) -> Result<(Thread, Vec<view::Attachment>, String), Problem> {
    let reader = Reader::of(&visitor.app, &signed.actor);
    let messages = ticket::messages(conn, &signed.actor, ticket.id, MessageId(0), MESSAGES_MAX, signed.now)?;
    // Where others' words begin that this reader has not seen; somebody who never looked has all before them.
    let mut unseen = look::last(conn, signed.actor.id, ticket.id)?;
    let mut files: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    if messages.iter().any(|m| m.attachment_count > 0) {
        for file in ticket::attachments(conn, ticket.id)? {
            if let Some(message) = file.message {
                files.entry(message).or_default().push(file);
            }
        }
    }
    let mut deliveries: HashMap<MessageId, Vec<outgoing::Delivery>> = HashMap::new();
    if messages.iter().any(|m| m.kind == MessageKind::Reply && m.author_role != Role::Requester) {
        for delivery in outgoing::of_ticket(conn, ticket.id)? {
            deliveries.entry(delivery.message).or_default().push(delivery);
        }
    }
    let newest = messages.iter().rposition(|m| voice(ticket, m) == Voice::Requester && !m.is_held);
    let mut told = events.iter().rev().filter(|e| is_told_between(e.kind)).peekable();
    let mut entries = Vec::with_capacity(messages.len());
    let mut all_files = Vec::new();
    for (index, m) in messages.iter().enumerate() {
        while let Some(e) = told.next_if(|e| e.at < m.created_at) {
            entries.push(Entry::Happening(happening(e, &reader, signed.now)));
        }
        if let Some(seen) = unseen.take_if(|seen| m.id > seen.message && m.author != signed.actor.id) {
            entries.push(Entry::NewSince(reader.moment(seen.at, signed.now)));
        }
        let own_files: Vec<view::Attachment> = files
            .get(&m.id)
            .into_iter()
            .flatten()
            .map(|a| http::files::link(&path(ticket.number), a))
            .collect();
        all_files.extend(own_files.iter().cloned());
        let delivery = delivery(m, deliveries.get(&m.id).map_or(&[], Vec::as_slice), &reader, signed);
        let can_split = index > 0;
        let mut shown = message(ticket, m, own_files, delivery, can_split, &reader, signed);
        if newest == Some(index) {
            shown.hints = super::heard::hints(&m.body);
        }
        entries.push(Entry::Message(Box::new(shown)));
    }
    entries.extend(told.map(|e| Entry::Happening(happening(e, &reader, signed.now))));
    let (csrf, query) = (visitor.csrf(), opened.query());
    let asked = messages.first().map(|m| m.body.chars().take(2000).collect()).unwrap_or_default();
    Ok((Thread { csrf, number: shown(ticket.number), query, entries }, all_files, asked))
}

fn message(
    ticket: &Ticket,
    m: &ticket::message::Message,
    attachments: Vec<view::Attachment>,
    delivery: Delivery,
    can_split: bool,
    reader: &Reader,
    signed: &Signed,
) -> Message {
    let colleague = is_colleague(ticket, m);
    let to_html = |text: &str| match m.format {
        Format::Markdown => markdown::to_html(text),
        Format::Plain => markdown::plain_to_html(text),
    };
    let held = m.is_held.then(|| Held {
        why: if m.author == signed.actor.id {
            "This mail came in your name, but could not be shown to be yours. If you wrote it, accept it and it goes out.".to_owned()
        } else {
            format!("This mail came in {}’s name, but could not be shown to be theirs. It waits for their word.", m.author_name)
        },
        id: shown(m.id.0),
    });
    Message {
        id: shown(m.id.0),
        voice: voice(ticket, m),
        who: face(m.author, &m.author_name, colleague),
        via: match m.via {
            Via::Mail => "by mail".to_owned(),
            Via::Portal => "in the portal".to_owned(),
            Via::Api => "by API".to_owned(),
            Via::Desk => String::new(),
        },
        at: reader.moment(m.created_at, signed.now),
        to: String::new(),
        body: Html(to_html(&m.body)),
        quoted: (!m.folded.trim().is_empty()).then(|| Html(markdown::plain_to_html(&m.folded))),
        original: if m.has_html {
            format!("{}/messages/{}/original", path(ticket.number), m.id)
        } else {
            String::new()
        },
        remote_images: m.has_html,
        attachments,
        delivery,
        held,
        caution: String::new(),
        can_split: can_split && signed.actor.may(Power::WorkTicket),
        ..Message::default()
    }
}

fn is_colleague(ticket: &Ticket, m: &ticket::message::Message) -> bool {
    m.author_role != Role::Requester && m.author != ticket.requester
}

fn voice(ticket: &Ticket, m: &ticket::message::Message) -> Voice {
    match m.kind {
        MessageKind::Note => Voice::Note,
        MessageKind::Reply if is_colleague(ticket, m) => Voice::Reply,
        MessageKind::Reply => Voice::Requester,
    }
}

/// What became of a reply: the worst news first.
fn delivery(
    m: &ticket::message::Message,
    rows: &[outgoing::Delivery],
    reader: &Reader,
    signed: &Signed,
) -> Delivery {
    let in_state = |state| rows.iter().find(|d| d.state == state);
    if let Some(failed) = in_state(OutgoingState::Failed) {
        let why = format!("{}: {}", failed.recipient, failed.last_answer);
        return Delivery::Failed { outgoing: shown(failed.id.0), why };
    }
    if let Some(waiting) = in_state(OutgoingState::Waiting) {
        let left = UNDO_TIME - signed.now.since(m.created_at);
        if m.author == signed.actor.id && m.via == Via::Desk && left > 0 {
            return Delivery::Sending {
                outgoing: shown(waiting.id.0),
                until: reader.moment(m.created_at.plus(UNDO_TIME), signed.now).iso,
                seconds: u32::try_from(left / crate::clock::SECOND).unwrap_or(0).max(1),
            };
        }
        let words = match waiting.attempts {
            0 => waiting.last_answer.clone(),
            1 => format!("tried once: {}", waiting.last_answer),
            n => format!("tried {n} times: {}", waiting.last_answer),
        };
        return Delivery::Waiting(words);
    }
    match rows.iter().filter_map(|d| d.sent_at).max() {
        Some(at) => Delivery::Sent(reader.moment(at, signed.now)),
        None => Delivery::None,
    }
}

fn banners(
    conn: &mut Conn,
    ticket: &Ticket,
    events: &[Event],
    signed: &Signed,
    reader: &Reader,
) -> Result<Vec<Banner>, Problem> {
    let mut banners = Vec::new();
    let last = |kind| events.iter().find(|e| e.kind == kind);
    if let Some(into) = ticket.merged_into {
        let number = ticket::number_of(conn, into)?.unwrap_or_default();
        let event = last(EventKind::MergedInto);
        banners.push(Banner::MergedInto {
            into: shown(number),
            by: event.map_or("Somebody".to_owned(), |e| e.actor_name.clone()),
            at: reader.moment(event.map_or(ticket.activity_at, |e| e.at), signed.now),
            undo: signed.actor.may(Power::WorkTicket),
        });
    } else if ticket.status == Status::Closed {
        banners.push(Banner::Closed { at: reader.moment(ticket.activity_at, signed.now) });
    }
    if let Some(until) = ticket.snoozed_until {
        let by = last(EventKind::Snoozed).map_or("somebody".to_owned(), |e| match e.actor {
            Some(id) if id == signed.actor.id => "you".to_owned(),
            _ => e.actor_name.clone(),
        });
        banners.push(Banner::Snoozed { until: reader.moment(until, signed.now), by });
    }
    Ok(banners)
}

/// Choices from pairs of id and name, with an empty one first.
fn named<T: PartialEq + std::fmt::Display + Copy>(
    none: &str,
    all: impl Iterator<Item = (T, String)>,
    chosen: Option<T>,
) -> Choices {
    let mut choices = vec![Choice { value: String::new(), label: none.to_owned(), chosen: chosen.is_none() }];
    choices.extend(all.map(|(id, label)| Choice {
        value: id.to_string(),
        label,
        chosen: Some(id) == chosen,
    }));
    Choices(choices)
}

/// Team and service as choices; those no longer in use only where they are chosen.
pub(super) fn team_choices(
    conn: &mut Conn,
    chosen: Option<crate::ids::TeamId>,
) -> Result<Choices, store::Error> {
    let teams = team::known(conn)?;
    let teams = teams.iter().filter(|t| t.active || Some(t.id) == chosen);
    Ok(named("No team", teams.map(|t| (t.id, t.name.clone())), chosen))
}

pub(super) fn service_choices(
    conn: &mut Conn,
    chosen: Option<crate::ids::ServiceId>,
) -> Result<Choices, store::Error> {
    let services = service::known(conn)?;
    let services = services.iter().filter(|s| s.active || Some(s.id) == chosen);
    Ok(named("Not said", services.map(|s| (s.id, s.name.clone())), chosen))
}

pub(super) fn impact_choices(chosen: Impact) -> Choices {
    let pairs = [
        ("one", "One person"),
        ("several", "Several people"),
        ("many", "Many people"),
        ("everyone", "Everybody"),
    ];
    Choices::of(&pairs, chosen.as_str())
}

pub(super) fn blocked_choices(chosen: Blocked) -> Choices {
    let pairs =
        [("unknown", "Not known"), ("no", "Not stopped"), ("slowed", "Slowed down"), ("stopped", "Stopped")];
    Choices::of(&pairs, chosen.as_str())
}

fn urgency_choices(chosen: Urgency) -> Choices {
    Choices::of(
        &[("can_wait", "Can wait"), ("soon", "Soon"), ("stopped", "Now, work is stopped")],
        chosen.as_str(),
    )
}

fn blocked_words(blocked: Blocked, impact: Impact) -> String {
    let whom = match impact {
        Impact::One => "",
        Impact::Several => " for several people",
        Impact::Many => " for many people",
        Impact::Everyone => " for everybody",
    };
    match blocked {
        Blocked::Stopped => format!("Work is stopped{whom}"),
        Blocked::Slowed => format!("Work is slowed down{whom}"),
        Blocked::No | Blocked::Unknown => String::new(),
    }
}

#[allow(clippy::too_many_arguments)]
fn side(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    reader: &Reader,
    requester: Option<&person::Person>,
    watchers: &[(crate::ids::PersonId, String, String)],
    events: &[Event],
    files: Vec<view::Attachment>,
) -> Result<Side, Problem> {
    let owner = match ticket.owner {
        Some(id) => person::find(conn, id)?.map(|p| face(p.id, &p.name, true)),
        None => None,
    };
    let suggestion = suggested(ticket.impact, ticket.urgency);
    let can_merge_back = signed.actor.may(Power::WorkTicket);
    let mut links: Vec<Link> = ticket::merged_here(conn, ticket.id)?
        .into_iter()
        .map(|(number, subject)| Link {
            how: "Merged here".to_owned(),
            number: shown(number),
            subject,
            status: view::Status::Closed,
            undo: if can_merge_back {
                format!("{}/merges/{number}/cancellation", path(ticket.number))
            } else {
                String::new()
            },
        })
        .collect();
    links.extend(ticket::links(conn, ticket.id)?.into_iter().map(|l| Link {
        how: match l.kind {
            ticket::LinkKind::Related => "See also".to_owned(),
            ticket::LinkKind::Follows => "Follows".to_owned(),
            ticket::LinkKind::SplitFrom => "Split from".to_owned(),
        },
        undo: format!("{}/links/{}/removal", path(ticket.number), l.number),
        number: shown(l.number),
        subject: l.subject,
        status: status(l.status),
    }));
    Ok(Side {
        problems: Vec::new(),
        requester: requester_card(conn, visitor, signed, ticket, reader, requester)?,
        mine: ticket.owner == Some(signed.actor.id),
        owner,
        owners: colleague_choices(conn, signed.actor.id, "Nobody", ticket.owner)?,
        statuses: statuses(ticket.status),
        teams: team_choices(conn, ticket.team)?,
        services: service_choices(conn, ticket.service)?,
        impacts: impact_choices(ticket.impact),
        urgencies: urgency_choices(ticket.urgency),
        priorities: priorities(ticket.priority),
        suggestion: if suggestion == ticket.priority {
            String::new()
        } else {
            format!("This reach and urgency suggest {}.", priority(suggestion).word())
        },
        tags: ticket::tags(conn, ticket.id)?,
        goal: ticket.goal.clone(),
        blocked: blocked_words(ticket.blocked, ticket.impact),
        blocks: blocked_choices(ticket.blocked),
        watchers: watchers
            .iter()
            .map(|(id, name, _)| Watcher { id: id.to_string(), face: face(*id, name, false) })
            .collect(),
        watching: watchers.iter().any(|(id, _, _)| *id == signed.actor.id),
        promises: super::promise::on_page(conn, ticket, reader, signed.now)?,
        incident: super::incident::side::panel(conn, visitor, signed, ticket, &path(ticket.number))?,
        links,
        files,
        history: events.iter().map(|e| happening(e, reader, signed.now)).collect(),
    })
}

/// Where a ticket may go from here by hand.
fn statuses(now: Status) -> Choices {
    let choices = Status::all().iter().filter(|s| **s == now || now.may_become(**s)).map(|s| Choice {
        value: s.as_str().to_owned(),
        label: status(*s).word().to_owned(),
        chosen: *s == now,
    });
    Choices(choices.collect())
}

fn priorities(now: Priority) -> Choices {
    let choices = Priority::all().iter().rev().map(|p| Choice {
        value: p.as_str().to_owned(),
        label: priority(*p).word().to_owned(),
        chosen: *p == now,
    });
    Choices(choices.collect())
}

fn requester_card(
    conn: &mut Conn,
    visitor: &Visitor,
    signed: &Signed,
    ticket: &Ticket,
    reader: &Reader,
    requester: Option<&person::Person>,
) -> Result<RequesterCard, Problem> {
    let Some(p) = requester else { return Ok(RequesterCard::default()) };
    let recent = ticket::recent_of_requester(conn, p.id, ticket.id)?;
    Ok(RequesterCard {
        face: face(p.id, &p.name, p.role != Role::Requester),
        href: format!("/desk/people/{}", p.id),
        address_fails: person::undeliverable(conn, &p.address)?.is_some(),
        address: p.address.clone(),
        role: p.about.work.clone(),
        telephone: p.about.telephone.clone(),
        reach: p.about.reach.clone(),
        detail: detail_words(p.about.detail).to_owned(),
        local_time: local_time(visitor, signed, p),
        recent: recent
            .into_iter()
            .map(|(number, subject, s, at)| RecentTicket {
                number: shown(number),
                subject,
                status: status(s),
                at: reader.moment(at, signed.now),
            })
            .collect(),
    })
}
