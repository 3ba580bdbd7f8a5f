//! What a reply does to promises: the ones its writer accepted are made, those it fulfils are kept, those it names a
//! new time for are renewed; all in the unit of work that says it, so that they stand and fall with the reply.

use super::{Error, NewPromise, Refused, State, find, keep, make, renew, store, words};
use crate::clock::At;
use crate::ids::{MessageId, PromiseId};
use crate::person::Actor;
use ::store::Tx;

/// What the writer chose beside the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Words of the reply that are a promise, and its due time.
    pub made: Vec<(String, At)>,
    pub fates: Vec<(PromiseId, Fate)>,
}

/// What the reply does to a promise that was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Renewed { due_at: At, reason: String },
}

/// Writes down what the message `id` with this `body` promises, keeps and renews. `new` says for whom and about what;
/// its words and time are filled in. Words that do not stand in the body were taken out again after they were
/// accepted: what was not said is not promised.
pub fn say(
    tx: &mut Tx,
    actor: &Actor,
    now: At,
    (id, body): (MessageId, &str),
    said: &Said,
    new: &NewPromise,
) -> Result<(), Error> {
    for (promise, fate) in &said.fates {
        let known = find(tx, *promise)?.filter(|p| p.subject == new.subject);
        let known = known.ok_or(Refused::NoSuchPromise)?;
        // A reply that resolves has kept all of them already.
        let by_this = known.state == State::Kept && known.ended_in == Some(id);
        match fate {
            Fate::Kept if by_this => {}
            Fate::Kept => keep(tx, actor, now, *promise, Some(id))?,
            Fate::Renewed { due_at, reason } => {
                if by_this {
                    store::reopen(tx, *promise, None)?;
                }
                renew(tx, actor, now, *promise, *due_at, reason, Some(id))?;
            }
        }
    }
    for (promised, due_at) in said.made.iter().filter(|(promised, _)| words::stands_in(promised, body)) {
        let new = NewPromise { words: promised, due_at: *due_at, made_in: Some(id), ..new.clone() };
        make(tx, actor, now, &new)?;
    }
    Ok(())
}
