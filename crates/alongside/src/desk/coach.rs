//! The coach beside the composer: reads what is being written, answers with what it found, and forgets it. Nothing of
//! a draft or of what was said about it is kept, counted or logged here.

use super::act::outcome;
use super::coached::{self, Chosen, Desk};
use super::opened::Opened;
use super::ticket::{self as page, Kept};
use super::{DESK, ticket_of};
use crate::app::App;
use crate::clock::At;
use crate::coach::pages::Coached;
use crate::coach::{self, Kind};
use crate::http::files::keep_files;
use crate::http::moment::Reader;
use crate::http::{self, Posted, Problem, Signed, Visitor};
use crate::ids::{PromiseId, TeamId};
use crate::person::{self, Power};
use crate::promise::{self, Fate, Promise, Said, Subject};
use crate::setting;
use crate::ticket::{self, By, MessageKind, Ticket, Via, draft as drafting};
use ::coach::{Coach, Detail, Draft, Moment, Profile, Workday};
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;
use store::{Conn, Tx};
use web::form::Form;

/// Characters of a draft that are read; what is longer is no reply any more.
const READ_MAX: usize = 60_000;
/// Characters of the requester's message that are read beside it.
const INBOUND_MAX: usize = 20_000;

/// What a draft is about: where its rules, its reader and its open promises come from.
#[derive(Default)]
pub(super) struct About {
    pub ticket: Option<Ticket>,
    pub team: Option<TeamId>,
    /// Commitments in it are offered as promises on this.
    pub promises_on: Option<Subject>,
}

impl About {
    fn ticket(ticket: &Ticket) -> About {
        About {
            team: ticket.team,
            promises_on: Some(Subject::Ticket(ticket.id)),
            ticket: Some(ticket.clone()),
        }
    }
}

/// What the coach has to know beside the draft.
pub(super) struct Beside {
    /// As the house and the team want it.
    coach: Arc<Coach>,
    /// Rules that the writer never wants to see, with what they are called.
    never: Vec<(String, String)>,
    kind: Kind,
    inbound: Option<String>,
    detail: Detail,
    to_name: String,
    theirs: Option<TimeZone>,
    workday: Workday,
    reader: Reader,
    now: At,
    /// Open promises with the name of their owner; none for who may not promise.
    open: Vec<(Promise, String)>,
    may_promise: bool,
}

/// `POST …/coach`: `kind`, `body` or `note`, and what was chosen beneath them. Scripts get the part beneath the
/// composer; without scripts the whole page comes back with it, and what was typed is kept as a draft. There `never` puts a
/// rule away for good, and `again` has it back.
pub(super) async fn read(
    Path(number): Path<i64>,
    opened: Opened,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form, by_script } = posted;
    let kind: MessageKind = form.parse("kind").unwrap_or(MessageKind::Reply);
    let body = words_of(kind, &form).to_owned();
    let chosen = chosen(&form);
    if !by_script {
        return whole_page(&visitor, number, opened, kind, body, form).await;
    }
    let app = visitor.app.clone();
    let beside = visitor
        .read(DESK, move |conn, signed| {
            let ticket = ticket_of(conn, signed, number)?;
            Ok(beside(conn, &app, signed, &About::ticket(&ticket), kind_of(kind))?)
        })
        .await?;
    let html = tokio::task::spawn_blocking(move || look(&body, &beside, &chosen).html()).await;
    Ok(http::page(html.map_err(|error| Problem::fault(&error.to_string()))?))
}

fn kind_of(kind: MessageKind) -> Kind {
    if kind == MessageKind::Reply { Kind::Reply } else { Kind::Note }
}

/// The words that are being written. A script sends them as `body` whichever they are.
fn words_of(kind: MessageKind, form: &Form) -> &str {
    match kind {
        MessageKind::Note if form.has("note") => form.get("note"),
        _ => form.get("body"),
    }
}

async fn whole_page(
    visitor: &Visitor,
    number: i64,
    opened: Opened,
    kind: MessageKind,
    body: String,
    mut form: Form,
) -> Result<Response, Problem> {
    let files = keep_files(visitor, std::mem::take(&mut form.files)).await?;
    let (draft, tastes) = (body.clone(), Tastes::of(&form));
    visitor
        .write(DESK, move |tx, signed| {
            tastes.keep(tx, signed)?;
            let ticket = ticket_of(tx, signed, number)?;
            let by = By { actor: &signed.actor, now: signed.now, via: Via::Desk };
            for file in &files {
                ticket::upload(tx, signed.actor.id, Some(ticket.id), file, signed.now)?;
            }
            Ok(drafting::keep(tx, &by, &ticket, kind, &draft)?)
        })
        .await?;
    let kept = Kept {
        reply: form.has("body").then(|| form.get("body").to_owned()),
        note: form.has("note").then(|| form.get("note").to_owned()),
        as_note: kind == MessageKind::Note,
        read: Some((kind, body, chosen(&form))),
        ..Kept::default()
    };
    Ok(http::page(page::page(visitor, number, opened, kept).await?))
}

/// A form that was refused comes back with what stood beneath its words, when the coach had been asked.
pub(super) fn came_back(form: &Form) -> Option<(MessageKind, String, Chosen)> {
    let was_asked = form.fields().any(|(name, _)| name.starts_with("offer_") || name.starts_with("fate_"));
    was_asked.then(|| (MessageKind::Reply, form.get("body").to_owned(), chosen(form)))
}

/// What the page shows beneath the composer when words came back with it.
pub(super) fn on_page(
    conn: &mut Conn,
    app: &App,
    signed: &Signed,
    ticket: &Ticket,
    kept: &Kept,
) -> Result<Coached, Problem> {
    let Some((kind, body, chosen)) = &kept.read else { return Ok(Coached::default()) };
    Ok(look(body, &beside(conn, app, signed, &About::ticket(ticket), kind_of(*kind))?, chosen))
}

pub(super) fn beside(
    conn: &mut Conn,
    app: &App,
    signed: &Signed,
    about: &About,
    kind: Kind,
) -> Result<Beside, store::Error> {
    // What goes to everybody has no reader of its own.
    let ticket = about.ticket.as_ref().filter(|_| !kind.is_for_all());
    let requester = match ticket {
        Some(ticket) => person::find(conn, ticket.requester)?,
        None => None,
    };
    let promises_on = about.promises_on.filter(|_| kind.may_promise() && signed.actor.may(Power::Promise));
    let open = match promises_on {
        Some(subject) => promise::named_of_subject(conn, subject)?,
        None => Vec::new(),
    };
    let is_me = |id| id == signed.actor.id;
    Ok(Beside {
        coach: coach::reader(conn, &app.coaches, about.team)?,
        never: coach::never_titled(conn, signed.actor.id)?,
        kind,
        inbound: match ticket.filter(|_| kind.answers()) {
            Some(ticket) => ticket::newest_of_requester(conn, ticket)?,
            None => None,
        },
        detail: match requester.as_ref().map(|p| p.about.detail) {
            Some(person::Detail::Full) => Detail::Full,
            _ => Detail::Plain,
        },
        to_name: requester
            .as_ref()
            .and_then(|p| p.name.split_whitespace().next())
            .unwrap_or(if ticket.is_some() { "them" } else { "everyone" })
            .to_owned(),
        theirs: requester.filter(|p| !p.time_zone.is_empty()).and_then(|p| TimeZone::get(&p.time_zone).ok()),
        workday: workday(setting::get(conn, setting::name::BUSINESS_HOURS)?.as_deref()),
        reader: Reader::of(app, &signed.actor),
        now: signed.now,
        open: open
            .into_iter()
            .filter(|l| coached::is_open(&l.promise))
            .map(|l| {
                let owner = if is_me(l.promise.owner) { "You".to_owned() } else { l.owner_name };
                (l.promise, owner)
            })
            .collect(),
        may_promise: promises_on.is_some(),
    })
}

#[derive(Deserialize)]
struct Hours {
    opens: String,
    closes: String,
}

/// The organisation's working day; nine to five while nobody has said.
fn workday(hours: Option<&str>) -> Workday {
    let read = |text: &str| text.parse::<Time>().ok();
    hours
        .and_then(|text| serde_json::from_str::<Hours>(text).ok())
        .and_then(|hours| Some(Workday { start: read(&hours.opens)?, end: read(&hours.closes)? }))
        .filter(|day| day.start < day.end)
        .unwrap_or_default()
}

/// What the coach says of a text.
pub(super) fn look(body: &str, beside: &Beside, chosen: &Chosen) -> Coached {
    let text = cut(body, READ_MAX);
    if text.trim().is_empty() {
        return coached::nothing();
    }
    let inbound = beside.inbound.as_deref().map(|words| cut(words, INBOUND_MAX));
    let quiet: Vec<&str> = beside.never.iter().map(|(rule, _)| rule.as_str()).collect();
    let draft =
        Draft { text, inbound, profile: Profile { detail: beside.detail }, language: None, quiet: &quiet };
    let reading = beside.kind.read(&beside.coach, &draft);
    let too_hard = beside.kind.is_too_hard(&beside.coach, &draft, &reading);
    let desk = Desk {
        reader: &beside.reader,
        now: beside.now,
        to_name: &beside.to_name,
        theirs: beside.theirs.clone(),
    };
    let found = match beside.may_promise {
        true => {
            let now = beside.now.timestamp().to_zoned(beside.reader.zone.clone());
            ::coach::promise::find(text, &Moment { now, workday: beside.workday })
        }
        false => Vec::new(),
    };
    let (offers, open) = coached::promises(text, &found, &beside.open, chosen, &desk);
    Coached {
        read: true,
        to_name: beside.to_name.clone(),
        marks: coached::marks(text, &reading),
        remarks: coached::remarks(&reading, too_hard, &beside.to_name),
        meter: beside.kind.shows_meter().then(|| coached::meter(text, &reading)),
        away: beside.never.clone(),
        offers,
        open,
        ..Coached::default()
    }
}

/// The first characters of a text.
fn cut(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What the form says was chosen beneath the words.
pub(super) fn chosen(form: &Form) -> Chosen {
    let has_files = form.has("upload") || form.has("has_files") || !form.files.is_empty();
    let mut chosen = Chosen { has_files, ..Chosen::default() };
    for number in form.all("offer").take(50) {
        let words = form.get(&format!("offer_{number}_words")).to_owned();
        chosen.accepted.insert(words, form.get(&format!("offer_{number}_due")).to_owned());
    }
    for (id, fate) in fates(form) {
        let field = |name: &str| form.get(&format!("fate_{id}_{name}")).to_owned();
        chosen.fates.insert(id.to_string(), (fate.to_owned(), field("due"), field("reason")));
    }
    chosen
}

/// Open promises with what was chosen for them.
fn fates(form: &Form) -> impl Iterator<Item = (PromiseId, &str)> {
    form.fields()
        .filter_map(|(name, value)| Some((name.strip_prefix("fate_")?.parse().ok()?, value)))
        .take(promise::OPEN_MAX)
}

/// What a reply that is sent does to promises, as its form says it. A time that cannot be read is none that a promise
/// could have: the ledger refuses it in its own words.
pub(super) fn said(form: &Form, reader: &Reader) -> Said {
    let at = |text: &str| reader.at(text).unwrap_or(At(0));
    let chosen = chosen(form);
    let fates = fates(form).filter_map(|(id, fate)| {
        let (_, due, reason) = chosen.fates.get(&id.to_string())?;
        match fate {
            "kept" => Some((id, Fate::Kept)),
            "renewed" => Some((id, Fate::Renewed { due_at: at(due), reason: reason.clone() })),
            _ => None,
        }
    });
    let mut made: Vec<(String, At)> =
        chosen.accepted.iter().map(|(words, due)| (words.clone(), at(due))).collect();
    made.sort_by_key(|(words, due)| (*due, words.clone()));
    Said { made, fates: fates.collect() }
}

/// What a form without scripts says about rules beside its words.
pub(super) struct Tastes {
    never: String,
    again: String,
}

impl Tastes {
    pub fn of(form: &Form) -> Tastes {
        Tastes { never: form.get("never").to_owned(), again: form.get("again").to_owned() }
    }

    pub fn is_any(&self) -> bool {
        !self.never.is_empty() || !self.again.is_empty()
    }

    /// What cannot be put away stays in sight: the page that comes back says so by showing it.
    pub fn keep(&self, tx: &mut Tx, signed: &Signed) -> Result<(), store::Error> {
        if !self.again.is_empty() {
            coach::undo_never(tx, &signed.actor, &self.again)?;
        }
        if self.never.is_empty() {
            return Ok(());
        }
        match tx.attempt(|tx| coach::never(tx, &signed.actor, signed.now, &self.never)) {
            Err(coach::Error::Fault(fault)) => Err(fault),
            Ok(()) | Err(coach::Error::Refused(_)) => Ok(()),
        }
    }
}

/// `POST /desk/coach/never`: `rule` is not shown to this person any more.
pub(super) async fn never(posted: Posted) -> Result<Response, Problem> {
    let rule = posted.form.get("rule").to_owned();
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| match coach::never(tx, &signed.actor, signed.now, &rule) {
            Ok(()) => Ok(None),
            Err(coach::Error::Refused(refused)) => Err(Problem::Refused(refused.to_string())),
            Err(coach::Error::Fault(fault)) => Err(fault.into()),
        })
        .await;
    outcome(&posted.visitor, "/desk", posted.by_script, done)
}

/// `POST /desk/coach/never/cancellation`: they want to see it again.
pub(super) async fn undo_never(posted: Posted) -> Result<Response, Problem> {
    let rule = posted.form.get("rule").to_owned();
    let done = posted
        .visitor
        .write(DESK, move |tx, signed| Ok(coach::undo_never(tx, &signed.actor, &rule).map(|()| None)?))
        .await;
    outcome(&posted.visitor, "/desk", posted.by_script, done)
}
