//! Alarms: one thing that cannot wait, and the calls that went out for it until somebody took it.

use super::{AlarmId, CallId, Rotation, RotationId, hours, order, road, run, store};
use crate::clock::{At, DAY, MINUTE, SECOND};
use crate::ids::{PersonId, RecordId, TeamId, TicketId};
use crate::outgoing::{self, NewOutgoing, OutgoingKind, Short};
use crate::{mailbox, person};
use ::store::{Conn, Error, Tx};
use jiff::tz::TimeZone;

/// How often all people of a rotation are called before nobody else is.
const ROUNDS: usize = 3;
/// An urgent request that nobody answers for so long calls out of hours.
pub const UNANSWERED_AFTER: i64 = 15 * MINUTE;
/// Older ones are left to the morning.
const UNANSWERED_UNTIL: i64 = DAY;
pub const WORDS_LENGTH_MAX: usize = 300;
/// Alarms and requests looked at in one unit of work.
const PORTION: i64 = 50;

/// What an alarm is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Ticket(TicketId),
    Record(RecordId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    pub id: AlarmId,
    pub rotation: RotationId,
    pub ticket: Option<TicketId>,
    pub record: Option<RecordId>,
    pub words: String,
    pub raised_at: At,
    /// When the next person is called; none: nobody else will be.
    pub next_at: Option<At>,
    /// Calls so far.
    pub level: i64,
    pub taken_by: Option<PersonId>,
    pub taken_at: Option<At>,
    pub ended_at: Option<At>,
}

::store::text_enum! {
    pub enum CallState {
        Waiting = "waiting",
        Sent = "sent",
        Failed = "failed",
        /// Somebody took the alarm before this call went out.
        Dropped = "dropped",
    }
}

/// One call of one person by one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub id: CallId,
    pub alarm: AlarmId,
    pub person: PersonId,
    pub kind: road::RoadKind,
    pub at: At,
    pub is_night: bool,
    pub state: CallState,
    pub attempts: i64,
    pub last_answer: String,
}

/// Calls whoever is on call for a team (none: the first rotation there is) until somebody takes it. The same thing
/// raises one alarm at a time. `None`: that team has nobody on call.
///
/// # Errors
/// When the database does not answer.
pub fn alarm(
    tx: &mut Tx,
    team: Option<TeamId>,
    about: About,
    words: &str,
    now: At,
) -> Result<Option<AlarmId>, Error> {
    if let Some(open) = store::alarm::open_about(tx, about)? {
        return Ok(Some(open));
    }
    let known = super::rotations(tx)?;
    let mut fitting = known.iter().filter(|r| r.active && !r.people.is_empty());
    let Some(rotation) = fitting.find(|r| team.is_none_or(|team| r.team == team)) else { return Ok(None) };
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().take(WORDS_LENGTH_MAX).collect();
    let id = store::alarm::insert(tx, rotation.id, about, &words, now)?;
    run::soon(tx, now)?;
    Ok(Some(id))
}

/// Whether this person is on call for a team (none: for any) and so need not be called.
pub fn is_on_call(conn: &mut Conn, team: Option<TeamId>, person: PersonId, now: At) -> Result<bool, Error> {
    let known = super::rotations(conn)?;
    let mut fitting = known.iter().filter(|r| r.active && team.is_none_or(|team| r.team == team));
    Ok(fitting.any(|r| super::who(r, now) == Some(person)))
}

/// Somebody takes it: nobody else is called. False when it was taken or over already.
pub fn take(tx: &mut Tx, id: AlarmId, by: PersonId, now: At) -> Result<bool, Error> {
    let taken = store::alarm::take(tx, id, by, now)?;
    if taken {
        store::alarm::drop_waiting(tx, id)?;
    }
    Ok(taken)
}

/// What it was about is over: nobody else is called.
pub fn end(tx: &mut Tx, about: About, now: At) -> Result<(), Error> {
    if let Some(id) = store::alarm::open_about(tx, about)? {
        store::alarm::end(tx, id, now)?;
        store::alarm::drop_waiting(tx, id)?;
    }
    Ok(())
}

/// Raises an alarm for urgent requests that nobody answers while the desk is closed.
pub fn notice_unanswered(tx: &mut Tx, now: At, house_zone: &str) -> Result<(), Error> {
    let zone = TimeZone::get(house_zone).unwrap_or(TimeZone::UTC);
    if !hours(tx)?.is_outside(&zone, now) {
        return Ok(());
    }
    let (since, until) = (now.plus(-UNANSWERED_UNTIL), now.plus(-UNANSWERED_AFTER));
    for (ticket, number, subject, team) in store::alarm::unanswered(tx, since, until, PORTION)? {
        let words = format!("#{number} is urgent, and nobody has answered: {subject}");
        alarm(tx, team, About::Ticket(ticket), &words, now)?;
    }
    Ok(())
}

/// Calls the next person of every alarm whose time has come; true when there may be more. Each step is claimed by a
/// conditional update in the unit that enters its calls: two nodes never call twice. Mails are queued here; other
/// calls wait for whoever makes them.
pub fn tend(tx: &mut Tx, now: At, public_url: &str, house_zone: &str) -> Result<bool, Error> {
    let due = store::alarm::due(tx, now, PORTION)?;
    for alarm in &due {
        if let Some(ticket) = alarm.ticket
            && store::alarm::is_answered(tx, ticket)?
        {
            store::alarm::end(tx, alarm.id, now)?;
            store::alarm::drop_waiting(tx, alarm.id)?;
            continue;
        }
        let rotation = super::rotations(tx)?.iter().find(|r| r.id == alarm.rotation).cloned();
        let next = match &rotation {
            Some(rotation) => next_person(tx, rotation, alarm)?,
            None => None,
        };
        let Some((level, to)) = next else {
            store::alarm::step(tx, alarm, alarm.level, None)?;
            continue;
        };
        let wait = rotation.map_or(15, |r| r.escalate_minutes) * MINUTE;
        if store::alarm::step(tx, alarm, level + 1, Some(now.plus(wait)))? {
            place_calls(tx, alarm, &to, now, public_url, house_zone)?;
        }
    }
    Ok(due.len() >= usize::try_from(PORTION).unwrap_or(usize::MAX))
}

/// Who is called next, and at which step; those who left are passed over.
fn next_person(
    tx: &mut Tx,
    rotation: &Rotation,
    alarm: &Alarm,
) -> Result<Option<(i64, person::Person)>, Error> {
    let people = order(rotation, alarm.raised_at);
    let mut level = alarm.level;
    while usize::try_from(level).unwrap_or(usize::MAX) < people.len() * ROUNDS {
        let at = usize::try_from(level).unwrap_or(0) % people.len();
        if let Some(id) = people.get(at)
            && let Some(person) = person::find(tx, *id)?.filter(|p| p.active)
        {
            return Ok(Some((level, person)));
        }
        level += 1;
    }
    Ok(None)
}

fn place_calls(
    tx: &mut Tx,
    alarm: &Alarm,
    to: &person::Person,
    now: At,
    public_url: &str,
    house_zone: &str,
) -> Result<(), Error> {
    let own = if to.time_zone.is_empty() { house_zone } else { &to.time_zone };
    let is_night = hours(tx)?.is_outside(&TimeZone::get(own).unwrap_or(TimeZone::UTC), now);
    let mail = match to.address.is_empty() {
        true => (CallState::Failed, "There is no mail address."),
        false => (CallState::Sent, ""),
    };
    // One row by mail for each step, so that nights are counted by it, whatever ways there are besides.
    store::alarm::insert_call(tx, alarm.id, to.id, road::RoadKind::Mail, now, is_night, mail)?;
    if !to.address.is_empty() {
        queue_mail(tx, alarm, to, now, public_url)?;
    }
    for kind in road::kinds_of(tx, to.id)? {
        store::alarm::insert_call(tx, alarm.id, to.id, kind, now, is_night, (CallState::Waiting, ""))?;
    }
    Ok(())
}

fn queue_mail(
    tx: &mut Tx,
    alarm: &Alarm,
    to: &person::Person,
    now: At,
    public_url: &str,
) -> Result<(), Error> {
    let words = Short {
        subject: format!("You are called: {}", alarm.words),
        lead: vec![
            alarm.words.clone(),
            "You are on call. Press the button to take it; until somebody does, the next person is called."
                .to_owned(),
        ],
        go_label: "Take it".to_owned(),
        go_link: link(public_url, alarm.id),
        foot: Vec::new(),
    };
    let domain = mailbox::domain_for(tx, None)?;
    let detail = serde_json::to_string(&words).unwrap_or_default();
    outgoing::queue(
        tx,
        &NewOutgoing {
            kind: OutgoingKind::Call,
            ticket: None,
            message: None,
            person: Some(to.id),
            recipient: &to.address,
            mail_address: None,
            rfc_id: None,
            domain: &domain,
            detail: &detail,
            now,
            due_at: now,
        },
    )?;
    Ok(())
}

/// The page on which an alarm is taken.
pub(super) fn link(public_url: &str, id: AlarmId) -> String {
    format!("{public_url}/desk/on-call/alarms/{id}")
}

/// How long to wait after a call that did not get through: soon again, since somebody is asleep.
pub(super) fn again_after(attempts: i64) -> Option<i64> {
    match attempts {
        ..=1 => Some(15 * SECOND),
        2 => Some(45 * SECOND),
        3 => Some(2 * MINUTE),
        _ => None,
    }
}
