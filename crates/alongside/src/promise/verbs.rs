//! Making, keeping, renewing and handing over promises.

use super::{
    DUE_LATEST, Error, NewPromise, OPEN_MAX, Promise, REASON_LENGTH_MAX, Refused, State, Subject,
    WORDS_LENGTH_MAX, find, open_of, remind_at, store,
};
use crate::clock::At;
use crate::event::{self, EventKind, NewEvent};
use crate::ids::{MessageId, PersonId, PromiseId};
use crate::person::{self, Actor, Power, Role};
use crate::record::timeline::{self, EntryKind};
use ::store::{Error as Fault, Tx};

/// Writes a promise down.
pub fn make(tx: &mut Tx, actor: &Actor, now: At, new: &NewPromise) -> Result<PromiseId, Error> {
    if !actor.may(Power::Promise) {
        return Err(Refused::NotAllowed.into());
    }
    check(tx, new, now)?;
    if open_of(tx, new.subject)?.len() >= OPEN_MAX {
        return Err(Refused::TooMany.into());
    }
    let id = store::insert(tx, new, &clean(new.words), remind_at(now, new.due_at), None, now)?;
    tell(tx, new.subject, Some(actor.id), now, EventKind::PromiseMade, new.made_in, "", new.words)?;
    Ok(id)
}

fn check(tx: &mut Tx, new: &NewPromise, now: At) -> Result<(), Error> {
    let words = clean(new.words);
    if words.is_empty() {
        return Err(Refused::NoWords.into());
    }
    if words.chars().count() > WORDS_LENGTH_MAX {
        return Err(Refused::TooLong.into());
    }
    if new.due_at <= now || new.due_at.since(now) > DUE_LATEST {
        return Err(Refused::NoSuchTime.into());
    }
    match person::find(tx, new.owner)? {
        Some(p) if p.active && p.role != Role::Requester => Ok(()),
        _ => Err(Refused::NoSuchPerson.into()),
    }
}

/// One line of words, without the blanks around them.
fn clean(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A promise that this actor may do something with.
fn own(tx: &mut Tx, actor: &Actor, id: PromiseId) -> Result<Promise, Error> {
    if !actor.may(Power::Promise) {
        return Err(Refused::NotAllowed.into());
    }
    Ok(find(tx, id)?.ok_or(Refused::NoSuchPromise)?)
}

/// It was kept, by a message where one did it. One that was broken stays broken; that it was kept late is noted.
pub fn keep(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    id: PromiseId,
    message: Option<MessageId>,
) -> Result<(), Error> {
    let promise = own(tx, actor, id)?;
    let done = match promise.state {
        State::Open => store::end(tx, id, State::Kept, now, message, "")?,
        State::Broken if promise.kept_late_at.is_none() => store::keep_late(tx, id, now)?,
        state => return Err(Refused::Ended(state).into()),
    };
    if done {
        let kind = EventKind::PromiseKept;
        tell(tx, promise.subject, Some(actor.id), now, kind, message, "", &promise.words)?;
    }
    Ok(())
}

/// A new time, told before the old one passed, with the reason. Gives the promise that goes on.
pub fn renew(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    id: PromiseId,
    due_at: At,
    reason: &str,
    message: Option<MessageId>,
) -> Result<PromiseId, Error> {
    let promise = own(tx, actor, id)?;
    let reason: String = clean(reason).chars().take(REASON_LENGTH_MAX).collect();
    if promise.state != State::Open {
        return Err(Refused::Ended(promise.state).into());
    }
    if promise.due_at <= now {
        return Err(Refused::Ended(State::Broken).into());
    }
    if reason.is_empty() {
        return Err(Refused::NoReason.into());
    }
    let new = NewPromise {
        subject: promise.subject,
        owner: promise.owner,
        made_to: promise.made_to,
        words: &promise.words,
        due_at,
        made_in: message,
        team: promise.team,
        service: promise.service,
    };
    check(tx, &new, now)?;
    store::end(tx, id, State::Renewed, now, message, &reason)?;
    let next = store::insert(tx, &new, &promise.words, remind_at(now, due_at), Some(id), now)?;
    let kind = EventKind::PromiseRenewed;
    tell(tx, promise.subject, Some(actor.id), now, kind, message, &reason, &promise.words)?;
    Ok(next)
}

/// Whatever was promised there is done: its subject was resolved, by a message where one did it.
pub fn keep_all(
    tx: &mut Tx,
    actor: Option<PersonId>,
    now: At,
    subject: Subject,
    message: Option<MessageId>,
) -> Result<(), Fault> {
    for promise in open_of(tx, subject)? {
        if promise.due_at > now && store::end(tx, promise.id, State::Kept, now, message, "")? {
            tell(tx, subject, actor, now, EventKind::PromiseKept, message, "", &promise.words)?;
        }
    }
    Ok(())
}

/// The subject has a new owner, and so have the open promises of the one before; what others promised stays theirs.
pub fn hand_over(
    tx: &mut Tx,
    actor: Option<PersonId>,
    now: At,
    subject: Subject,
    from: PersonId,
    to: PersonId,
) -> Result<(), Fault> {
    let theirs: Vec<Promise> = open_of(tx, subject)?.into_iter().filter(|p| p.owner == from).collect();
    if from == to || theirs.is_empty() {
        return Ok(());
    }
    let name = person::find(tx, to)?.map(|p| p.name).unwrap_or_default();
    for promise in theirs {
        store::hand_over(tx, promise.id, to)?;
        tell(tx, subject, actor, now, EventKind::PromiseHandedOver, None, &name, &promise.words)?;
    }
    Ok(())
}

/// Everything goes over to another subject (a merge), remembering where it was.
pub fn move_all(tx: &mut Tx, from: Subject, to: Subject) -> Result<(), Fault> {
    store::move_all(tx, from, to)?;
    Ok(())
}

pub fn move_back(tx: &mut Tx, to: Subject, from: Subject, origin: Subject) -> Result<(), Fault> {
    store::move_back(tx, to, from, origin)?;
    Ok(())
}

/// A reply was taken back before it was sent: what it promised was never said, and what it kept or renewed is open
/// as before.
pub fn withdraw_made_in(tx: &mut Tx, now: At, message: MessageId) -> Result<(), Fault> {
    for promise in store::made_in(tx, message)? {
        store::end(tx, promise.id, State::Withdrawn, now, None, "")?;
    }
    for promise in store::ended_in(tx, message)? {
        let remind = remind_at(promise.made_at, promise.due_at).filter(|at| *at > now);
        store::reopen(tx, promise.id, remind)?;
    }
    Ok(())
}

/// The event on the subject's history: the words of the promise, and what else there is to say.
#[allow(clippy::too_many_arguments)]
pub(super) fn tell(
    tx: &mut Tx,
    subject: Subject,
    actor: Option<PersonId>,
    now: At,
    kind: EventKind,
    message: Option<MessageId>,
    before: &str,
    words: &str,
) -> Result<(), Fault> {
    match subject {
        Subject::Ticket(ticket) => {
            let new = NewEvent { message: message.map(|id| id.0), subject: None, before, after: words };
            event::append(tx, ticket, actor, now, kind, new)?;
        }
        Subject::Record(record) => {
            let actor_name = match actor {
                Some(id) => person::find(tx, id)?.map(|p| p.name).unwrap_or_default(),
                None => String::new(),
            };
            let words = event::promise_sentence(kind, &actor_name, before, words);
            timeline::append(tx, record, actor, now, now, EntryKind::Promise, &words)?;
        }
    }
    Ok(())
}
