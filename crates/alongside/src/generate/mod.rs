//! `alongside generate`: a desk of any size to measure and look at, the same for the same seed. Stories are drawn
//! on one thread while the one before is written by another.

pub(crate) mod calendar;
mod cast;
mod chance;
pub(crate) mod store;
mod story;
pub(crate) mod words;

pub use cast::{address, name};
pub use chance::Chance;

use crate::app::App;
use crate::clock::{At, HOUR};
use crate::config::Config;
use crate::ids::{
    AttachmentId, EventId, MailAddressId, MessageId, OrganisationId, PersonId, ServiceId, TeamId, TicketId,
};
use crate::mailbox;
use crate::person::{self, Role};
use crate::ticket::MessageKind;
use crate::ticket::message::own_rfc_id;
use crate::{open, search, secret, service, team, ticket};
use ::store::Tx;
use anyhow::{Context, Result, bail};
use calendar::Calendar;
use cast::Cast;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use store::{Load, MessageRow, TicketRow};
use story::{Setting, Story, Who};
use words::names;

/// A picture of an error window, as people send them.
pub const SCREENSHOT: &[u8] = include_bytes!("files/screenshot.png");

/// Tickets written in one unit of work.
const PORTION: u64 = 500;
/// Two years of tickets.
const WEEKS: u32 = 104;
const DOMAIN: &str = "example.org";

/// How much, and from which seed.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "What to make")]
pub struct Wish {
    /// How many tickets, with one to ten messages each
    #[arg(long, value_name = "N")]
    pub tickets: u64,
    /// The same seed, number and date make the same desk
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The last day of the two years they came in on, such as 2026-06-30 [now]
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// The password of agent@, lead@, contributor@ and admin@example.org, and of all their colleagues
    #[arg(long, value_name = "PASSWORD", default_value = "only for measuring")]
    pub password: String,
}

/// A file that messages carry: there are few of them, each kept once.
pub struct File {
    pub hash: String,
    pub name: &'static str,
    pub content_type: &'static str,
    pub bytes: i64,
}

/// Everything made, for the last line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub tickets: u64,
    pub messages: u64,
    pub people: u64,
}

pub fn command(config: Config, wish: Wish) -> Result<ExitCode> {
    let app = open::beside(config)?;
    let until = match &wish.until {
        Some(date) => day_after(date)?,
        // Whole hours, so that two runs within one make the same.
        None => At(app.clock.now().0.div_euclid(HOUR) * HOUR),
    };
    person::check_password(&wish.password)?;
    let began = Instant::now();
    let runtime = crate::serve::runtime()?;
    let made = runtime.block_on(fill(&app, &wish, until, &mut |done| {
        if done % (PORTION * 20) == 0 || done == wish.tickets {
            let seconds = began.elapsed().as_secs_f64().max(0.001);
            #[allow(clippy::cast_precision_loss)]
            let rate = done as f64 / seconds;
            println!("{done:>9} of {} tickets, {rate:.0} a second", wish.tickets);
            let _ = std::io::stdout().flush();
        }
    }))?;
    app.db.shutdown();
    println!(
        "Made {} tickets with {} messages by {} people in {:.1} s.",
        made.tickets,
        made.messages,
        made.people,
        began.elapsed().as_secs_f64()
    );
    println!(
        "Sign in as agent@{DOMAIN} (or lead@, contributor@, admin@) with the password: {}",
        wish.password
    );
    Ok(ExitCode::SUCCESS)
}

fn day_after(date: &str) -> Result<At> {
    let date: jiff::civil::Date = date.parse().with_context(|| format!("--until {date}"))?;
    let end = date.tomorrow()?.to_zoned(jiff::tz::TimeZone::UTC)?;
    Ok(At(end.timestamp().as_microsecond()))
}

/// Fills an empty desk. `progress` is told how many tickets are written so far.
pub async fn fill(app: &App, wish: &Wish, until: At, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Made> {
    if app.db.read(store::has_tickets).await? {
        bail!("this desk has tickets already; only an empty one is filled");
    }
    let password = wish.password.clone();
    let hash = tokio::task::spawn_blocking(move || secret::hash_password(&password)).await??;
    let desk = Arc::new(make_desk(app, wish, until, hash).await?);
    let mut made = Made { people: desk.people(), ..Made::default() };
    let mut next = Some(draw(&desk, wish, until, 0));
    let mut done = 0;
    while let Some(drawing) = next.take() {
        let stories = drawing.await?;
        let count = u64::try_from(stories.len()).unwrap_or(0);
        done += count;
        if done < wish.tickets {
            next = Some(draw(&desk, wish, until, done));
        }
        made.tickets += count;
        made.messages += stories.iter().map(|s| u64::try_from(s.messages.len()).unwrap_or(0)).sum::<u64>();
        let (desk, stories) = (desk.clone(), Arc::new(stories));
        app.db.write(move |tx| write(tx, &desk, &stories)).await?;
        progress(done);
    }
    let db = app.db.clone();
    tokio::task::spawn_blocking(move || db.take_stock()).await??;
    Ok(made)
}

/// Draws the next portion on a thread of its own.
fn draw(desk: &Arc<Desk>, wish: &Wish, until: At, from: u64) -> tokio::task::JoinHandle<Vec<Story>> {
    let (desk, seed, count) = (desk.clone(), wish.seed, wish.tickets);
    tokio::task::spawn_blocking(move || {
        let calendar = Calendar::new(until, WEEKS);
        let setting = Setting { seed, count, until, calendar, cast: &desk.cast };
        (from..count.min(from + PORTION)).map(|number| setting.story(number)).collect()
    })
}

/// The people and places of the desk with their ids.
struct Desk {
    cast: Arc<Cast>,
    staff: Vec<PersonId>,
    requesters: Vec<PersonId>,
    teams: Vec<TeamId>,
    services: Vec<ServiceId>,
    mail_address: MailAddressId,
    files: Vec<File>,
}

impl Desk {
    fn people(&self) -> u64 {
        u64::try_from(self.staff.len() + self.requesters.len()).unwrap_or(0)
    }

    fn id(&self, who: Who) -> PersonId {
        match who {
            Who::Requester(place) => self.requesters[place],
            Who::Staff(place) => self.staff[place],
        }
    }

    fn name(&self, who: Who) -> &str {
        match who {
            Who::Requester(place) => &self.cast.requesters[place].name,
            Who::Staff(place) => &self.cast.staff[place].name,
        }
    }
}

async fn make_desk(app: &App, wish: &Wish, until: At, hash: String) -> Result<Desk> {
    let cast = Arc::new(Cast::for_tickets(wish.tickets));
    let mut files = Vec::new();
    for (name, content_type, bytes) in [
        ("screenshot.png", "image/png", SCREENSHOT.to_vec()),
        ("log.txt", "text/plain", b"07:58:12 WARN connection lost\n07:58:43 INFO connected again\n".to_vec()),
    ] {
        let length = bytes.len();
        let hash = app.blobs.put(bytes).await?;
        files.push(File { hash, name, content_type, bytes: i64::try_from(length).unwrap_or(0) });
    }
    let created = until.plus(-i64::from(WEEKS) * calendar::WEEK);
    let kept: Vec<(String, i64)> = files.iter().map(|f| (f.hash.clone(), f.bytes)).collect();
    let of_staff = cast.clone();
    let (staff, teams, services, mail_address, organisations) = app
        .db
        .write(move |tx| {
            for (hash, bytes) in &kept {
                store::add_blob(tx, hash, *bytes, created)?;
            }
            make_places(tx, &of_staff, &hash, created)
        })
        .await?;
    let mut requesters = Vec::with_capacity(cast.requesters.len());
    for from in (0..cast.requesters.len()).step_by(2_000) {
        let (cast, organisations) = (cast.clone(), organisations.clone());
        let ids = app.db.write(move |tx| make_requesters(tx, &cast, from, &organisations, created)).await?;
        requesters.extend(ids);
    }
    Ok(Desk { cast, staff, requesters, teams, services, mail_address, files })
}

/// Why a desk could not be made.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Team(#[from] team::Error),
    #[error(transparent)]
    Service(#[from] service::Error),
    #[error(transparent)]
    Store(#[from] ::store::Error),
}

type Places = (Vec<PersonId>, Vec<TeamId>, Vec<ServiceId>, MailAddressId, Vec<OrganisationId>);

fn make_places(tx: &mut Tx, cast: &Cast, hash: &str, created: At) -> Result<Places, Fault> {
    let mut teams = Vec::new();
    for (name, _) in names::TEAMS {
        teams.push(match team::by_slug(tx, &team::slug(name))? {
            Some(team) => team.id,
            None => team::add(tx, name)?,
        });
    }
    let mut services = Vec::new();
    for (name, _, owner, what) in names::SERVICES {
        let owner =
            names::TEAMS.iter().position(|t| t.1 == *owner).and_then(|place| teams.get(place).copied());
        services.push(match service::by_slug(tx, &team::slug(name))? {
            Some(service) => service.id,
            None => service::add(tx, name, what, owner)?,
        });
    }
    let mail_address = match mailbox::default(tx)? {
        Some(address) => address.id,
        None => store::add_mail_address(tx, &format!("help@{DOMAIN}"), "IT help")?,
    };
    let mut organisations = Vec::new();
    for (name, domain) in names::ORGANISATIONS {
        organisations.push(store::add_organisation(tx, name, domain)?);
    }
    let ids: Vec<PersonId> = tx.next_ids("person", cast.staff.len())?.into_iter().map(PersonId).collect();
    let staff = cast.staff.iter().zip(&ids).map(|(colleague, id)| store::NewPerson {
        id: *id,
        name: &colleague.name,
        address: &colleague.address,
        role: colleague.role,
        organisation: None,
        language: "en",
        password_hash: Some(hash),
        created,
    });
    store::people(tx, staff)?;
    for (colleague, id) in cast.staff.iter().zip(&ids) {
        for place in &colleague.teams {
            team::join(tx, teams[*place], *id)?;
        }
    }
    Ok((ids, teams, services, mail_address, organisations))
}

fn make_requesters(
    tx: &mut Tx,
    cast: &Cast,
    from: usize,
    organisations: &[OrganisationId],
    created: At,
) -> Result<Vec<PersonId>, ::store::Error> {
    let portion: Vec<_> = cast.requesters.iter().skip(from).take(2_000).collect();
    let ids: Vec<PersonId> = tx.next_ids("person", portion.len())?.into_iter().map(PersonId).collect();
    let people = portion.iter().zip(&ids).map(|(requester, id)| store::NewPerson {
        id: *id,
        name: &requester.name,
        address: &requester.address,
        role: Role::Requester,
        organisation: organisations.get(requester.organisation).copied(),
        language: requester.language(),
        password_hash: None,
        created,
    });
    store::people(tx, people)?;
    Ok(ids)
}

/// One portion of stories becomes rows.
fn write(tx: &mut Tx, desk: &Desk, stories: &[Story]) -> Result<(), ::store::Error> {
    let count = |of: fn(&Story) -> usize| stories.iter().map(of).sum::<usize>();
    let replies = |s: &Story| s.messages.iter().filter(|m| is_sent(m.who, m.kind)).count();
    let ids = tx.next_ids("ticket", stories.len())?;
    let numbers = tx.next_ids("ticket_number", stories.len())?;
    let mut message_ids = tx.next_ids("message", count(|s| s.messages.len()))?.into_iter().map(MessageId);
    let mut event_ids = tx.next_ids("event", count(|s| s.events.len()))?.into_iter().map(EventId);
    let mut outgoing_ids = tx.next_ids("outgoing_mail", stories.iter().map(replies).sum())?.into_iter();
    let files = count(|s| s.messages.iter().filter(|m| m.has_file).count());
    let mut attachment_ids = tx.next_ids("attachment", files)?.into_iter().map(AttachmentId);
    let mut load = Load::default();
    let mut words = Vec::new();
    for ((story, id), number) in stories.iter().zip(ids).zip(numbers) {
        let id = TicketId(id);
        let requester = desk.requesters[story.requester];
        let address = &desk.cast.requesters[story.requester].address;
        let mine: Vec<MessageId> = message_ids.by_ref().take(story.messages.len()).collect();
        let mut last = None;
        for (message, message_id) in story.messages.iter().zip(&mine) {
            let rfc_id = match (message.who, message.kind) {
                (_, MessageKind::Note) => None,
                (Who::Requester(place), _) => {
                    let domain = names::ORGANISATIONS[desk.cast.requesters[place].organisation].1;
                    Some(format!("{:016x}.{message_id}@{domain}", message.mark))
                }
                (Who::Staff(_), _) => Some(own_rfc_id(number, *message_id, DOMAIN)),
            };
            let row = MessageRow {
                id: *message_id,
                ticket: id,
                kind: message.kind,
                author: desk.id(message.who),
                via: message.via,
                body: &message.body,
                folded: &message.folded,
                has_file: message.has_file,
                rfc_id: rfc_id.as_deref(),
                at: message.at,
            };
            load.message(&row);
            if is_sent(message.who, message.kind)
                && let Some(outgoing) = outgoing_ids.next()
            {
                load.sent(outgoing, &row, (requester, address), desk.mail_address);
            }
            let file = desk.files.get(usize::from(message.mark % 3 == 0));
            if message.has_file
                && let (Some(attachment), Some(file)) = (attachment_ids.next(), file)
            {
                load.attachment(attachment, &row, file);
            }
            let people = format!(
                "{} {address} {}",
                desk.cast.requesters[story.requester].name,
                desk.name(message.who)
            );
            words.push((*message_id, story.subject.as_str(), people, message.body.as_str()));
            last = Some(message);
        }
        let Some(last) = last else { continue };
        let last_word = ticket::last_word(&last.body);
        load.ticket(&TicketRow {
            id,
            number,
            kind: story.kind,
            subject: &story.subject,
            status: story.status,
            priority: story.priority,
            impact: story.impact,
            urgency: story.urgency,
            requester,
            owner: story.owner.map(|place| desk.staff[place]),
            team: desk.teams[story.team],
            service: desk.services[story.service],
            mail_address: desk.mail_address,
            goal: &story.goal,
            blocked: story.blocked,
            snoozed: story.snoozed,
            last_word: &last_word,
            last_word_by: desk.id(last.who),
            last_word_kind: last.kind,
            created: story.created,
            activity: last.at,
            resolved: story.resolved,
            closed: story.closed,
            version: i64::try_from(story.events.len()).unwrap_or(1),
        });
        for (event, event_id) in story.events.iter().zip(event_ids.by_ref()) {
            let message = event.message.map(|place| mine[place]);
            let actor = event.who.map(|who| desk.id(who));
            load.event(event_id, event.at, event.kind, actor, id, message, event.before, &event.after);
        }
        for tag in &story.tags {
            load.tag(id, tag);
        }
        for watcher in &story.watchers {
            load.watcher(id, desk.requesters[*watcher]);
        }
    }
    load.write(tx)?;
    search::index_all(tx, &words)
}

/// Whether a mail went out with it.
fn is_sent(who: Who, kind: MessageKind) -> bool {
    matches!(who, Who::Staff(_)) && kind == MessageKind::Reply
}

#[cfg(test)]
mod tests;
