//! What is done to a change: written, asked for, decided, begun, finished, moved, called off.

use super::announce::Occasion;
use super::{
    Change, ChangeId, ChangeTemplateId, Error, HANDS_MAX, Kind, Level, Refused, SERVICES_MAX, State,
    TEXT_LENGTH_MAX, WINDOW_LONGEST, announce, audience, clean, freeze, rule, send, store,
};
use crate::clock::At;
use crate::ids::{PersonId, RecordId, ServiceId, TeamId};
use crate::language::Language;
use crate::person::{self, Actor, Power, Role};
use crate::record::timeline::{self, EntryKind};
use crate::record::{self, RecordKind};
use crate::service::spell;
use ::store::{Conn, Error as Fault, Tx};
use jiff::tz::TimeZone;

/// What is written of a change, as it was typed.
#[derive(Clone, Debug)]
pub struct Form {
    pub title: String,
    pub kind: Kind,
    pub impact: Level,
    pub likelihood: Level,
    pub starts_at: Option<At>,
    pub ends_at: Option<At>,
    pub time_zone: String,
    pub owner: PersonId,
    pub team: Option<TeamId>,
    pub services: Vec<ServiceId>,
    pub hands: Vec<PersonId>,
    pub plan: String,
    pub undo_plan: String,
    pub point_of_no_return: String,
    pub test: String,
    pub freeze_reason: String,
    pub template: Option<ChangeTemplateId>,
}

impl Form {
    /// An empty one, owned by whoever writes it.
    pub fn of(actor: &Actor, time_zone: &str) -> Form {
        Form {
            title: String::new(),
            kind: Kind::Normal,
            impact: Level::Low,
            likelihood: Level::Low,
            starts_at: None,
            ends_at: None,
            time_zone: time_zone.to_owned(),
            owner: actor.id,
            team: actor.teams.first().copied(),
            services: Vec::new(),
            hands: Vec::new(),
            plan: String::new(),
            undo_plan: String::new(),
            point_of_no_return: String::new(),
            test: String::new(),
            freeze_reason: String::new(),
            template: None,
        }
    }

    fn write_into(&self, change: Change) -> Change {
        let text = |text: &str| clean(text, TEXT_LENGTH_MAX);
        Change {
            title: record::clean_title(&self.title.replace('\0', "")),
            kind: self.kind,
            impact: self.impact,
            likelihood: self.likelihood,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            time_zone: self.time_zone.trim().to_owned(),
            owner: self.owner,
            team: self.team,
            plan: text(&self.plan),
            undo_plan: text(&self.undo_plan),
            point_of_no_return: text(&self.point_of_no_return),
            test: text(&self.test),
            freeze_reason: text(&self.freeze_reason),
            template: self.template,
            ..change
        }
    }
}

/// What is written of a change now.
pub fn form_of(conn: &mut Conn, c: &Change) -> Result<Form, Fault> {
    Ok(Form {
        title: c.title.clone(),
        kind: c.kind,
        impact: c.impact,
        likelihood: c.likelihood,
        starts_at: c.starts_at,
        ends_at: c.ends_at,
        time_zone: c.time_zone.clone(),
        owner: c.owner,
        team: c.team,
        services: store::services(conn, c.id)?,
        hands: store::hands(conn, c.id)?.into_iter().map(|(id, _)| id).collect(),
        plan: c.plan.clone(),
        undo_plan: c.undo_plan.clone(),
        point_of_no_return: c.point_of_no_return.clone(),
        test: c.test.clone(),
        freeze_reason: c.freeze_reason.clone(),
        template: c.template,
    })
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    Done,
    Failed,
    Undone,
}

impl Finished {
    pub fn state(self) -> State {
        match self {
            Finished::Done => State::Done,
            Finished::Failed => State::Failed,
            Finished::Undone => State::Undone,
        }
    }
}

/// Agents plan changes; whoever is its hands may begin and finish one.
pub fn worked_on(by: &Actor, change: &Change) -> Result<(), Error> {
    match by.may(Power::WorkTicket) || by.id == change.owner {
        true => Ok(()),
        false => Err(Refused::NotAllowed.into()),
    }
}

fn done_by(tx: &mut Tx, by: &Actor, change: &Change) -> Result<(), Error> {
    let is_hand = by.is_staff() && store::hands(tx, change.id)?.iter().any(|(id, _)| *id == by.id);
    if is_hand { Ok(()) } else { worked_on(by, change) }
}

fn get(tx: &mut Tx, id: ChangeId) -> Result<Change, Error> {
    Ok(store::by_id(tx, id)?.ok_or(Refused::NoSuchChange)?)
}

fn step(change: Change, to: State) -> Result<Change, Error> {
    match rule::may_follow(change.state, to) {
        true => Ok(Change { state: to, ..change }),
        false => Err(Refused::NotNow(change.state).into()),
    }
}

fn write(tx: &mut Tx, change: &Change) -> Result<(), Error> {
    match store::update(tx, change)? {
        true => Ok(()),
        false => Err(Refused::Meanwhile.into()),
    }
}

fn deed(tx: &mut Tx, by: &Actor, now: At, change: &Change, words: &str) -> Result<(), Fault> {
    let words = format!("{} {words}", by.name);
    timeline::append(tx, change.id.into(), Some(by.id), now, now, EntryKind::Deed, &words)?;
    Ok(())
}

/// People may be named who work here; names of people who left are passed over.
fn colleagues(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<PersonId>, Fault> {
    let mut found = Vec::new();
    for id in people.iter().take(HANDS_MAX) {
        let known = person::find(tx, *id)?.is_some_and(|p| p.active && p.role != Role::Requester);
        if known && !found.contains(id) {
            found.push(*id);
        }
    }
    Ok(found)
}

fn check(tx: &mut Tx, form: &Form) -> Result<(), Error> {
    if TimeZone::get(form.time_zone.trim()).is_err() {
        return Err(Refused::NoSuchZone(form.time_zone.trim().chars().take(60).collect()).into());
    }
    if let (Some(from), Some(until)) = (form.starts_at, form.ends_at)
        && (until <= from || until.since(from) > WINDOW_LONGEST)
    {
        return Err(Refused::NoSuchWindow.into());
    }
    match person::find(tx, form.owner)? {
        Some(p) if p.active && p.role != Role::Requester => Ok(()),
        _ => Err(Refused::NoSuchPerson.into()),
    }
}

/// Begins to write a change; whatever is still missing, nothing typed is lost. `public_id` is a fresh random word.
pub fn draft(tx: &mut Tx, by: &Actor, now: At, form: &Form, public_id: &str) -> Result<Change, Error> {
    if !by.may(Power::WorkTicket) {
        return Err(Refused::NotAllowed.into());
    }
    check(tx, form)?;
    let change = make(tx, by.id, now, form, public_id, State::Draft)?;
    deed(tx, by, now, &change, "began to plan it")?;
    Ok(change)
}

pub(super) fn make(
    tx: &mut Tx,
    by: PersonId,
    now: At,
    form: &Form,
    public_id: &str,
    state: State,
) -> Result<Change, Error> {
    let record = record::create(tx, RecordKind::Change, &form.title.replace('\0', ""), now)?;
    let change = form.write_into(Change {
        id: record.id.into(),
        number: record.number,
        title: String::new(),
        kind: form.kind,
        state,
        impact: form.impact,
        likelihood: form.likelihood,
        starts_at: None,
        ends_at: None,
        time_zone: String::new(),
        owner: form.owner,
        team: None,
        plan: String::new(),
        undo_plan: String::new(),
        point_of_no_return: String::new(),
        test: String::new(),
        result: String::new(),
        freeze_reason: String::new(),
        caused: None,
        began_at: None,
        ended_at: None,
        template: None,
        series: None,
        sequence: 0,
        public_id: public_id.to_owned(),
        created_by: by,
        created_at: now,
        version: 1,
    });
    store::insert(tx, &change)?;
    set_parts(tx, &change, form)?;
    Ok(change)
}

fn set_parts(tx: &mut Tx, change: &Change, form: &Form) -> Result<(), Fault> {
    let services: Vec<ServiceId> = form.services.iter().take(SERVICES_MAX).copied().collect();
    store::set_services(tx, change.id, &services)?;
    let hands = colleagues(tx, &form.hands)?;
    store::set_hands(tx, change.id, &hands)
}

/// Keeps what was written. A plan that changed needs a new yes; a new time is told to everybody who knew of the old one.
///
/// # Errors
/// [`Refused::Meanwhile`] when somebody saved it after `version`.
pub fn save(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    version: i64,
    form: &Form,
    language: Language,
) -> Result<Change, Error> {
    let before = get(tx, id)?;
    worked_on(by, &before)?;
    if before.state.is_over() || before.state == State::Running {
        return Err(Refused::NotNow(before.state).into());
    }
    if before.version != version {
        return Err(Refused::Meanwhile.into());
    }
    check(tx, form)?;
    let old_services = store::services(tx, id)?;
    let mut after = form.write_into(before.clone());
    set_parts(tx, &after, form)?;
    let services = store::services(tx, id)?;
    let frozen = !freeze::over(tx, after.window(), &services)?.is_empty();
    let is_whole = rule::gaps(&after, services.len(), frozen).is_empty();
    let same = rule::is_same_work(&before, &after) && old_services == services;
    let again = before.state != State::Draft && !(same && is_whole);
    if again {
        after.state = State::Draft;
        store::drop_approvals(tx, id)?;
    }
    let has_moved = before.window() != after.window();
    if has_moved {
        after.sequence += 1;
    }
    write(tx, &after)?;
    if before.title != after.title {
        record::rename(tx, id.into(), &after.title)?;
    }
    if has_moved {
        tell_new_time(tx, by, now, &before, &after, "", language)?;
    }
    if again {
        deed(tx, by, now, &after, "changed the plan, so it needs a new yes")?;
    }
    get(tx, id)
}

/// Another time, with the reason that everybody reads who knew of the old one.
#[allow(clippy::too_many_arguments)]
pub fn move_window(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    window: (At, At),
    reason: &str,
    language: Language,
) -> Result<Change, Error> {
    let before = get(tx, id)?;
    worked_on(by, &before)?;
    if before.state.is_over() || before.state == State::Running {
        return Err(Refused::NotNow(before.state).into());
    }
    let (from, until) = window;
    if until <= from || until.since(from) > WINDOW_LONGEST {
        return Err(Refused::NoSuchWindow.into());
    }
    if from <= now {
        return Err(Refused::Past.into());
    }
    if before.window() == Some(window) {
        return Ok(before);
    }
    let services = store::services(tx, id)?;
    let frozen = !freeze::over(tx, Some(window), &services)?.is_empty();
    if frozen && before.freeze_reason.is_empty() && before.state != State::Draft {
        return Err(Refused::Gaps(vec![rule::Gap::FreezeReason]).into());
    }
    let after = Change {
        starts_at: Some(from),
        ends_at: Some(until),
        sequence: before.sequence + 1,
        ..before.clone()
    };
    write(tx, &after)?;
    tell_new_time(tx, by, now, &before, &after, reason, language)?;
    get(tx, id)
}

fn tell_new_time(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    before: &Change,
    after: &Change,
    reason: &str,
    language: Language,
) -> Result<(), Error> {
    let announcement = announce::of(tx, after.id)?;
    let was_told = !audience::told_before(tx, after.id)?.is_empty();
    let future = after.window().is_some_and(|(from, _)| from > now);
    if (announcement.is_scheduled || was_told) && !future {
        return Err(Refused::Past.into());
    }
    if before.window().is_some() {
        deed(tx, by, now, after, "gave it another time")?;
    }
    if was_told {
        send::told_before(tx, now, language, after, Occasion::Moved, reason.trim())?;
    }
    if announcement.is_scheduled {
        announce::plan(tx, now, after, &announcement)?;
    }
    Ok(())
}

/// Asks for the yes that its risk needs. A standard change and an emergency have it at once.
pub fn ask(tx: &mut Tx, by: &Actor, now: At, id: ChangeId) -> Result<Change, Error> {
    let change = get(tx, id)?;
    worked_on(by, &change)?;
    let services = store::services(tx, id)?;
    let frozen = !freeze::over(tx, change.window(), &services)?.is_empty();
    let gaps = rule::gaps(&change, services.len(), frozen);
    if !gaps.is_empty() {
        return Err(Refused::Gaps(gaps).into());
    }
    if change.kind == Kind::Standard {
        let approved = match change.template {
            Some(template) => {
                store::series::find_template(tx, template)?.is_some_and(|t| t.approved_by.is_some())
            }
            None => false,
        };
        if !approved {
            return Err(Refused::NoTemplate.into());
        }
    }
    let needed = rule::needed(change.kind, change.risk());
    let at_once = needed.count == 0 || needed.afterwards;
    let (to, words) = match (at_once, change.kind) {
        (true, Kind::Emergency) => (State::Approved, "called it an emergency; it may begin at once"),
        (true, _) => (State::Approved, "planned it from a template that was approved"),
        (false, _) => (State::Asked, "asked for a yes"),
    };
    if change.state != State::Draft {
        return Err(Refused::NotNow(change.state).into());
    }
    let change = step(change, to)?;
    write(tx, &change)?;
    deed(tx, by, now, &change, words)?;
    get(tx, id)
}

/// Takes the question back, to write on.
pub fn take_back(tx: &mut Tx, by: &Actor, now: At, id: ChangeId) -> Result<Change, Error> {
    let change = get(tx, id)?;
    worked_on(by, &change)?;
    let change = step(change, State::Draft)?;
    store::drop_approvals(tx, id)?;
    write(tx, &change)?;
    deed(tx, by, now, &change, "took it back to write on")?;
    get(tx, id)
}

/// Says yes or no. A no needs a reason and sends it back to be written on; after an emergency it stays as a word on it.
pub fn decide(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    yes: bool,
    words: &str,
) -> Result<Change, Error> {
    if !rule::may_decide(by.role) {
        return Err(Refused::NotAllowed.into());
    }
    let change = get(tx, id)?;
    let needed = rule::needed(change.kind, change.risk());
    let afterwards = needed.afterwards
        && matches!(
            change.state,
            State::Approved | State::Running | State::Done | State::Failed | State::Undone
        );
    if change.state != State::Asked && !afterwards {
        return Err(Refused::NotNow(change.state).into());
    }
    if yes && needed.by_others && by.id == change.owner {
        return Err(Refused::OwnChange.into());
    }
    let words = clean(words, 2_000);
    if !yes && words.is_empty() {
        return Err(Refused::NoReason.into());
    }
    store::decide(tx, id, by.id, now, yes, &words)?;
    let said = match (yes, words.is_empty()) {
        (true, true) => "said yes".to_owned(),
        (true, false) => format!("said yes: {words}"),
        (false, _) => format!("said no: {words}"),
    };
    deed(tx, by, now, &change, &said)?;
    if afterwards {
        return get(tx, id);
    }
    if !yes {
        let change = step(change, State::Draft)?;
        write(tx, &change)?;
        return get(tx, id);
    }
    let said_yes: Vec<(PersonId, Role)> =
        store::approvals(tx, id)?.into_iter().filter(|a| a.yes).map(|a| (a.person, a.role)).collect();
    if rule::is_approved(needed, change.owner, &said_yes) {
        let change = step(change, State::Approved)?;
        write(tx, &change)?;
    }
    get(tx, id)
}

/// It begins: its services are in maintenance from now on, and people are told if they are to be.
pub fn begin(tx: &mut Tx, by: &Actor, now: At, id: ChangeId, language: Language) -> Result<Change, Error> {
    let change = get(tx, id)?;
    done_by(tx, by, &change)?;
    let change = Change { began_at: Some(now), ..step(change, State::Running)? };
    write(tx, &change)?;
    for service in store::services(tx, id)? {
        spell::set(tx, service, id.into(), Some(spell::State::Maintenance), now)?;
    }
    deed(tx, by, now, &change, "began")?;
    send::at_once(tx, now, language, &change, Occasion::Start)?;
    get(tx, id)
}

/// It is over, and this is how it went; the result goes to those who were told.
pub fn finish(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    finished: Finished,
    result: &str,
    language: Language,
) -> Result<Change, Error> {
    let change = get(tx, id)?;
    done_by(tx, by, &change)?;
    let result = clean(result, TEXT_LENGTH_MAX);
    let change = step(change, finished.state())?;
    if result.is_empty() {
        return Err(Refused::NoResult.into());
    }
    let change = Change { result, ended_at: Some(now), ..change };
    write(tx, &change)?;
    spell::close(tx, id.into(), now)?;
    let words = match finished {
        Finished::Done => "finished it: done as planned",
        Finished::Failed => "finished it: something broke",
        Finished::Undone => "undid it: everything is as before",
    };
    deed(tx, by, now, &change, words)?;
    send::at_once(tx, now, language, &change, Occasion::End)?;
    get(tx, id)
}

/// It will not be; everybody who was told of it is told, with the reason.
pub fn cancel(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    reason: &str,
    language: Language,
) -> Result<Change, Error> {
    let change = get(tx, id)?;
    worked_on(by, &change)?;
    let reason = clean(reason, 2_000);
    let change = step(change, State::Cancelled)?;
    if reason.is_empty() {
        return Err(Refused::NoReason.into());
    }
    let change =
        Change { result: reason.clone(), ended_at: Some(now), sequence: change.sequence + 1, ..change };
    write(tx, &change)?;
    store::announce::drop_waiting(tx, id)?;
    deed(tx, by, now, &change, &format!("called it off: {reason}"))?;
    send::told_before(tx, now, language, &change, Occasion::Cancelled, &reason)?;
    get(tx, id)
}

/// Names the incident that it caused; none takes the name away.
pub fn link_incident(
    tx: &mut Tx,
    by: &Actor,
    now: At,
    id: ChangeId,
    incident: Option<i64>,
) -> Result<Change, Error> {
    let change = get(tx, id)?;
    worked_on(by, &change)?;
    let caused: Option<RecordId> = match incident {
        None => None,
        Some(number) => {
            let found = record::by_number(tx, RecordKind::Incident, number)?;
            Some(found.ok_or(Refused::NoSuchIncident)?.id)
        }
    };
    if change.caused == caused {
        return Ok(change);
    }
    write(tx, &Change { caused, ..change.clone() })?;
    let words = match incident {
        Some(number) => format!("linked Incident {number}, which it caused"),
        None => "took the link to the incident away".to_owned(),
    };
    deed(tx, by, now, &change, &words)?;
    get(tx, id)
}

/// A note on its timeline, by whoever works here.
pub fn note(tx: &mut Tx, by: &Actor, now: At, id: ChangeId, words: &str) -> Result<(), Error> {
    if !by.may(Power::WriteNote) {
        return Err(Refused::NotAllowed.into());
    }
    let change = get(tx, id)?;
    let words = clean(words, timeline::WORDS_LENGTH_MAX);
    if words.is_empty() {
        return Err(Refused::NoReason.into());
    }
    timeline::append(tx, change.id.into(), Some(by.id), now, now, EntryKind::Note, &words)?;
    Ok(())
}
