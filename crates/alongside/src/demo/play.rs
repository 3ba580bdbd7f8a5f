//! Plays the threads: who asks, who answers and when, through the verbs, from two months ago up to now.

use super::cast::{self, ANA, DOMAIN, ORGANISATION};
use super::script::{self, Act, Thread, Turn};
use super::{PASSWORD, store, trouble};
use crate::app::App;
use crate::clock::{At, DAY, MINUTE};
use crate::generate::calendar::Calendar;
use crate::generate::words::Facts;
use crate::generate::{self, Chance};
use crate::ids::{PersonId, ServiceId, TeamId, TicketId};
use crate::person::{self, Actor, NewPerson, Role};
use crate::promise::{self, Fate, NewPromise, Said, State, Subject};
use crate::ticket::attachment::NewAttachment;
use crate::ticket::change::Change;
use crate::ticket::create::NewTicket;
use crate::ticket::message::Words;
use crate::ticket::reply::Wish;
use crate::ticket::{self, By, Format, Status, Ticket, Via};
use crate::{incident, problem, secret, service, setting, team};
use ::coach::{Moment, Workday};
use ::store::Tx;
use anyhow::{Context, Result, bail};
use std::sync::Arc;

const TIME_ZONE: &str = "Europe/Stockholm";
const TICKETS: u64 = 300;
const REQUESTERS: usize = 150;
/// Two months and a few days.
const WEEKS: u32 = 9;
/// In this last stretch some conversations are still going on.
const LIVELY: i64 = 9 * DAY;
/// Set once the demo is whole.
const DONE: &str = "demo_filled_at";
const THREADS: &str = include_str!("threads.txt");

/// What [`fill`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    Before,
    Now { tickets: u64, people: usize },
}

#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Ticket(#[from] ticket::Error),
    #[error(transparent)]
    Promise(#[from] promise::Error),
    #[error(transparent)]
    Person(#[from] person::Error),
    #[error(transparent)]
    Team(#[from] team::Error),
    #[error(transparent)]
    Service(#[from] service::Error),
    #[error(transparent)]
    Incident(#[from] incident::Error),
    #[error(transparent)]
    Problem(#[from] problem::Error),
    #[error(transparent)]
    Store(#[from] ::store::Error),
    #[error("{0} is missing in the demo")]
    Missing(String),
}

/// Fills an empty desk; one that was filled before is left alone, whatever was done to it since.
pub async fn fill(app: &App) -> Result<Filled> {
    let (is_done, is_used) = app
        .db
        .read(|conn| Ok::<_, ::store::Error>((setting::get(conn, DONE)?.is_some(), person::any_admin(conn)?)))
        .await?;
    if is_done {
        return Ok(Filled::Before);
    }
    if is_used {
        bail!(
            "{} holds a desk that is no demo, or one that was stopped while it was filled; choose another --data",
            app.config.data.display()
        );
    }
    let threads = Arc::new(script::read(THREADS).map_err(anyhow::Error::msg).context("threads.txt")?);
    let now = app.clock.now();
    let calendar = Calendar::new(now, WEEKS);
    let hash = tokio::task::spawn_blocking(|| secret::hash_password(PASSWORD)).await??;
    let files = keep_files(app).await?;
    let founded = now.plus(-i64::from(WEEKS) * 7 * DAY - DAY);
    let mut college = app.db.write(move |tx| found(tx, founded, &hash)).await?;
    college.files = files;
    let college = Arc::new(college);
    let mut order: Vec<usize> = Vec::new();
    for number in 0..TICKETS {
        let mut chance = Chance::new(1, "demo", number);
        if order.is_empty() {
            order = shuffled(threads.len(), &mut chance);
        }
        let Some(which) = order.pop() else { bail!("the demo has no threads") };
        let start = calendar.time(number, TICKETS, &mut chance);
        let (college, threads) = (college.clone(), threads.clone());
        app.db
            .write(move |tx| {
                let mut play = Play { college: &college, chance: chance.clone(), now };
                let is_ana = number % 40 == 39;
                play.thread(tx, &threads[which], start, is_ana)
            })
            .await?;
    }
    let words = (0..8).map(|_| secret::new_token()).collect::<Result<Vec<_>, _>>()?;
    let college_then = college.clone();
    app.db.write(move |tx| trouble::happen(tx, &college_then, now, &words)).await?;
    // Day by day, as the desk would have done: wakes what was snoozed, closes what was resolved for long.
    let mut day = founded;
    while day < now {
        day = At(day.plus(DAY).0.min(now.0));
        while app.db.write(move |tx| ticket::snooze::tend(tx, day)).await? {}
        while app.db.write(move |tx| promise::tend(tx, day)).await? {}
    }
    app.db
        .write(move |tx| {
            store::delivered(tx, now.plus(-MINUTE))?;
            setting::put(tx, setting::name::SET_UP_AT, &founded.to_string(), now)?;
            setting::put(tx, DONE, &now.to_string(), now)
        })
        .await?;
    Ok(Filled::Now { tickets: TICKETS, people: REQUESTERS + cast::STAFF.len() })
}

fn shuffled(count: usize, chance: &mut Chance) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for place in (1..count).rev() {
        order.swap(place, chance.below(place + 1));
    }
    order
}

async fn keep_files(app: &App) -> Result<Vec<NewAttachment>> {
    let mut files = Vec::new();
    for (filename, content_type, bytes) in [
        ("screenshot.png", "image/png", generate::SCREENSHOT.to_vec()),
        ("what-it-says.txt", "text/plain", include_bytes!("files/what-it-says.txt").to_vec()),
    ] {
        let size_bytes = i64::try_from(bytes.len()).unwrap_or(0);
        files.push(NewAttachment {
            blob_hash: app.blobs.put(bytes).await?,
            filename: filename.to_owned(),
            content_type: content_type.to_owned(),
            size_bytes,
            content_id: String::new(),
            is_inline: false,
        });
    }
    Ok(files)
}

/// The college with its ids.
pub(super) struct College {
    pub(super) staff: Vec<Actor>,
    pub(super) requesters: Vec<Actor>,
    pub(super) teams: Vec<(String, TeamId)>,
    pub(super) services: Vec<(String, ServiceId)>,
    pub(super) files: Vec<NewAttachment>,
}

fn found(tx: &mut Tx, at: At, hash: &str) -> Result<College, Fault> {
    for (name, value) in [
        (setting::name::ORGANISATION, ORGANISATION),
        (setting::name::TIME_ZONE, TIME_ZONE),
        (setting::name::LANGUAGE, "en"),
    ] {
        setting::put(tx, name, value, at)?;
    }
    store::add_mail_address(tx, &format!("help@{DOMAIN}"), "Northhaven IT help")?;
    let mut teams = Vec::new();
    for name in cast::TEAMS {
        teams.push(((*name).to_owned(), team::add(tx, name)?));
    }
    let mut services = Vec::new();
    for (name, owner, what) in cast::SERVICES {
        let owner = teams.iter().find(|(team, _)| team == owner).map(|(_, id)| *id);
        services.push(((*name).to_owned(), service::add(tx, name, what, owner)?));
    }
    let mut staff = Vec::new();
    for (name, local, role, member_of) in cast::STAFF {
        let id = meet(tx, name, &format!("{local}@{DOMAIN}"), *role, at)?;
        person::set_password(tx, id, hash)?;
        for (team, team_id) in &teams {
            if member_of.contains(&team.as_str()) {
                team::join(tx, *team_id, id)?;
            }
        }
        staff.push(actor(tx, id)?);
    }
    let ana = meet(tx, ANA.0, &format!("{}@{DOMAIN}", ANA.1), Role::Requester, at)?;
    person::set_password(tx, ana, hash)?;
    let mut requesters = vec![actor(tx, ana)?];
    for number in 0..REQUESTERS - 1 {
        // Some way down the list of names, where first and last ones mix.
        let name = generate::name(number * 13 + 207);
        let address = generate::address(&name, DOMAIN);
        let id = meet(tx, &name, &address, Role::Requester, at)?;
        requesters.push(actor(tx, id)?);
    }
    let college = College { staff, requesters, teams, services, files: Vec::new() };
    trouble::settle(tx, &college, at)?;
    Ok(college)
}

fn meet(tx: &mut Tx, name: &str, address: &str, role: Role, at: At) -> Result<PersonId, Fault> {
    Ok(person::add(tx, &NewPerson { name, address, role, language: "en", time_zone: "" }, at)?.id)
}

fn actor(tx: &mut Tx, id: PersonId) -> Result<Actor, Fault> {
    person::actor(tx, id)?.ok_or_else(|| Fault::Missing(format!("person {id}")))
}

/// One thread on the stage.
struct Play<'a> {
    college: &'a College,
    chance: Chance,
    now: At,
}

impl<'a> Play<'a> {
    fn thread(&mut self, tx: &mut Tx, thread: &Thread, start: At, is_ana: bool) -> Result<(), Fault> {
        let college = self.college;
        let requester = if is_ana { &college.requesters[0] } else { self.somebody() };
        let facts = self.facts(requester);
        let owner = self.owner(&thread.team);
        let helper = self.helper(&thread.team);
        let mut facts = facts;
        facts.set("agent", first_name(&owner.name));
        // What came in lately is partly still open: the curtain falls early.
        let is_lively = self.now.since(start) < LIVELY && self.chance.percent(60);
        let curtain = if is_lively { 1 + self.chance.below(thread.turns.len()) } else { thread.turns.len() };
        let mut at = start;
        let mut id = None;
        for turn in thread.turns.iter().take(curtain) {
            at = at.plus(turn.after + self.chance.between(0, 9 * MINUTE));
            if at > self.now {
                break;
            }
            if let Some(current) = id {
                self.keep(tx, current, owner, at)?;
            }
            let text = facts.fill(&turn.text);
            let Some(current) = id else {
                id = Some(self.ask(tx, thread, turn.act, requester, &facts, &text, at)?);
                if thread.is_outbreak {
                    self.others_ask_too(tx, thread, id, owner, &facts, at)?;
                }
                continue;
            };
            let ticket = fresh(tx, current)?;
            let staff = By { actor: owner, now: at, via: Via::Desk };
            let asker = By {
                actor: requester,
                now: at,
                via: if self.chance.percent(60) { Via::Mail } else { Via::Portal },
            };
            let words = Words { body: &text, ..Words::default() };
            match turn.act {
                Act::Reply(then) => {
                    let said = said(tx, &ticket, turn, &text, at)?;
                    let wish = Wish { then, ..Wish::default() };
                    let message = ticket::reply::reply(tx, &staff, &ticket, &words, wish)?;
                    let new = NewPromise {
                        subject: Subject::Ticket(ticket.id),
                        owner: owner.id,
                        made_to: Some(requester.id),
                        words: "",
                        due_at: at,
                        made_in: None,
                        team: ticket.team,
                        service: ticket.service,
                    };
                    promise::say(tx, owner, at, (message, &text), &said, &new)?;
                }
                Act::Note => {
                    let by = By { actor: helper, ..staff };
                    ticket::reply::note(tx, &by, &ticket, &words)?;
                }
                Act::Answer | Act::Thanks => {
                    let format = if asker.via == Via::Mail { Format::Plain } else { Format::Markdown };
                    let words = Words { format: Some(format), ..words };
                    ticket::reply::reply(tx, &asker, &ticket, &words, Wish::default())?;
                    let later = at.plus(20 * MINUTE);
                    if turn.act == Act::Thanks && later < self.now {
                        let done = Change::Status { to: Status::Resolved, was: None };
                        let ticket = fresh(tx, current)?;
                        ticket::change::change(tx, &By { now: later, ..staff }, &ticket, &done)?;
                    }
                }
                Act::Snooze(span) => {
                    ticket::snooze::snooze(tx, &staff, &ticket, Some(at.plus(span)))?;
                }
                Act::Hold => {
                    let hold = Change::Status { to: Status::OnHold, was: None };
                    ticket::change::change(tx, &staff, &ticket, &hold)?;
                }
                Act::Ask { .. } => return Err(Fault::Missing(format!("an end before {}", turn.text))),
            }
        }
        match id {
            Some(id) => self.keep(tx, id, owner, self.now),
            None => Ok(()),
        }
    }

    /// What was promised for a time before `at` was mostly done in time, without a further word; the rest is broken.
    fn keep(&mut self, tx: &mut Tx, ticket: TicketId, owner: &Actor, at: At) -> Result<(), Fault> {
        for promise in promise::of_subject(tx, Subject::Ticket(ticket))? {
            if promise.state == State::Open && promise.due_at <= at && self.chance.percent(85) {
                let done = At(promise.due_at.plus(-20 * MINUTE).0.max(promise.made_at.0));
                promise::keep(tx, owner, done, promise.id, None)?;
            }
        }
        while promise::tend(tx, at)? {}
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn ask(
        &mut self,
        tx: &mut Tx,
        thread: &Thread,
        act: Act,
        requester: &Actor,
        facts: &Facts,
        text: &str,
        at: At,
    ) -> Result<TicketId, Fault> {
        let college = self.college;
        let (via, with_file) = match act {
            Act::Ask { via, with_file } => (via, with_file),
            _ => (Via::Mail, false),
        };
        let files = if with_file { college.files.as_slice() } else { &[] };
        let format = if via == Via::Mail { Format::Plain } else { Format::Markdown };
        let subjects: Vec<&str> = thread.subject.split(" | ").collect();
        let subject = facts.fill(self.chance.word(&subjects));
        let new = NewTicket {
            subject: &subject,
            words: Words { body: text, format: Some(format), files, ..Words::default() },
            kind: thread.kind,
            blocked: thread.blocked,
            impact: thread.impact,
            urgency: thread.urgency,
            team: named(&college.teams, &thread.team),
            service: named(&college.services, &thread.service),
            tags: &thread.tags,
            ..NewTicket::default()
        };
        let (ticket, _) = ticket::create::create(tx, &By { actor: requester, now: at, via }, &new)?;
        Ok(ticket.id)
    }

    /// The same trouble from other desks: two are merged into the first, one is linked.
    fn others_ask_too(
        &mut self,
        tx: &mut Tx,
        thread: &Thread,
        first: Option<TicketId>,
        owner: &Actor,
        facts: &Facts,
        start: At,
    ) -> Result<(), Fault> {
        let Some(first) = first else { return Ok(()) };
        let mut heard: Vec<PersonId> = Vec::new();
        for (number, (subject, text)) in cast::SAME_HERE.iter().enumerate() {
            let at = start.plus(MINUTE * (2 + 2 * i64::try_from(number).unwrap_or(0)));
            if at.plus(3 * MINUTE) > self.now {
                break;
            }
            let requester = self.somebody();
            if heard.contains(&requester.id) {
                continue;
            }
            heard.push(requester.id);
            let mut theirs = self.facts(requester);
            theirs.set("building", facts.fill("{building}"));
            let like = Thread { subject: (*subject).to_owned(), ..thread.clone() };
            let ask = Act::Ask { via: Via::Mail, with_file: false };
            let id = self.ask(tx, &like, ask, requester, &theirs, &theirs.fill(text), at)?;
            let (other, into) = (fresh(tx, id)?, fresh(tx, first)?);
            let by = By { actor: owner, now: at.plus(2 * MINUTE), via: Via::Desk };
            if number < 2 {
                ticket::merge::merge(tx, &by, &other, &into)?;
            } else {
                ticket::merge::link(tx, &by, &other, &into)?;
            }
        }
        Ok(())
    }

    /// Ana asks by a rule of her own; a few of the others ask often.
    fn somebody(&mut self) -> &'a Actor {
        let others = &self.college.requesters[1..];
        let bound = if self.chance.percent(30) { others.len() / 8 } else { others.len() };
        &others[self.chance.below(bound)]
    }

    /// Who answers: a member of the team, Bo a little more often than others.
    fn owner(&mut self, team: &str) -> &'a Actor {
        let team = named(&self.college.teams, team);
        let answers = |a: &&Actor| a.role == Role::Agent && team.is_none_or(|team| a.teams.contains(&team));
        let among: Vec<&Actor> = self.college.staff.iter().filter(answers).collect();
        let bo = among.iter().find(|a| a.name.starts_with("Bo ")).copied();
        match bo {
            Some(bo) if self.chance.percent(45) => bo,
            _ => among.get(self.chance.below(among.len())).copied().unwrap_or(&self.college.staff[0]),
        }
    }

    /// Who knows more behind the scenes.
    fn helper(&mut self, team: &str) -> &'a Actor {
        let team = named(&self.college.teams, team);
        let helps =
            |a: &&Actor| a.role == Role::Contributor && team.is_some_and(|team| a.teams.contains(&team));
        match self.college.staff.iter().find(helps) {
            Some(helper) => helper,
            None => &self.college.staff[1 + self.chance.below(2)],
        }
    }

    fn facts(&mut self, requester: &Actor) -> Facts {
        let colleague = self.somebody().name.clone();
        let chance = &mut self.chance;
        Facts::of(vec![
            ("me", first_name(&requester.name)),
            ("full", requester.name.clone()),
            ("colleague", colleague),
            ("room", chance.word(cast::ROOMS).to_owned()),
            ("building", chance.word(cast::BUILDINGS).to_owned()),
            ("file", chance.word(cast::FILES).to_owned()),
            ("device", format!("NH-{}", chance.between(1_100, 4_890))),
            ("phone", chance.between(2_100, 2_990).to_string()),
            ("time", format!("{}:{}", chance.between(10, 16), chance.word(&["00", "15", "30"]))),
        ])
    }
}

/// What an answer does to promises, as its writer would choose: what the coach finds in the words is promised, and what
/// was open is kept by this answer, or has a new time now.
fn said(tx: &mut Tx, ticket: &Ticket, turn: &Turn, text: &str, at: At) -> Result<Said, Fault> {
    let zone = jiff::tz::TimeZone::get(TIME_ZONE).map_err(|_| Fault::Missing(TIME_ZONE.to_owned()))?;
    let moment = Moment { now: at.timestamp().to_zoned(zone), workday: Workday::default() };
    let found = ::coach::promise::find(text, &moment).into_iter();
    let mut made: Vec<(String, At)> =
        found.filter_map(|p| Some((p.quote, At(p.due?.timestamp().as_microsecond())))).collect();
    made.retain(|(_, due_at)| *due_at > at);
    let open = promise::of_subject(tx, Subject::Ticket(ticket.id))?.into_iter();
    let mut fates = Vec::new();
    for promise in open.filter(|p| p.state == State::Open) {
        let fate = match &turn.renews {
            Some(reason) if !made.is_empty() => {
                Fate::Renewed { due_at: made.remove(0).1, reason: reason.clone() }
            }
            _ => Fate::Kept,
        };
        fates.push((promise.id, fate));
    }
    Ok(Said { made, fates })
}

fn named<T: Copy>(among: &[(String, T)], name: &str) -> Option<T> {
    among.iter().find(|(known, _)| known == name).map(|(_, id)| *id)
}

fn fresh(tx: &mut Tx, id: TicketId) -> Result<Ticket, Fault> {
    ticket::any(tx, id)?.ok_or_else(|| Fault::Missing(format!("ticket {id}")))
}

fn first_name(name: &str) -> String {
    name.split(' ').next().unwrap_or(name).to_owned()
}
