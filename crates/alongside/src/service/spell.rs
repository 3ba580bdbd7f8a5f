//! Spells: the times at which a service was not as it should be, each owed to one record. Several may overlap; then the
//! worst of them counts. What is shown as uptime anywhere is worked out from these and from nothing else.

use super::{ServiceId, store};
use crate::clock::At;
use crate::ids::{RecordId, ServiceSpellId};
use ::store::{Conn, Error as Fault, Tx};
use std::collections::HashMap;
use std::sync::Arc;

pub use store::spell::{of_record, open as all_open, open_of, spells_between};

::store::text_enum! {
    /// How a service is, when it is not as it should be; the worse the later.
    pub enum State {
        /// Planned work: people may notice it.
        Maintenance = "maintenance",
        /// It works, but slowly or not always.
        Degraded = "degraded",
        /// Some people or some functions are without it.
        PartialOutage = "partial_outage",
        /// Nobody can use it.
        Outage = "outage",
    }
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Maintenance => "Maintenance",
            State::Degraded => "Degraded",
            State::PartialOutage => "Partial outage",
            State::Outage => "Outage",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    pub id: ServiceSpellId,
    pub service: ServiceId,
    /// What it is owed to.
    pub record: RecordId,
    pub state: State,
    pub from_at: At,
    /// None: it goes on.
    pub until_at: Option<At>,
}

/// Says how a service is from `now` on because of `record`; `None`: as it should be again. The open spell of that record
/// ends and another begins; saying the same again changes nothing. True when anything changed.
pub fn set(
    tx: &mut Tx,
    service: ServiceId,
    record: RecordId,
    state: Option<State>,
    now: At,
) -> Result<bool, Fault> {
    let open = open_of(tx, service, record)?;
    if open.as_ref().map(|spell| spell.state) == state {
        return Ok(false);
    }
    if let Some(open) = open {
        end(tx, &open, now)?;
    }
    if let Some(state) = state {
        store::spell::insert(tx, service, record, state, now)?;
    }
    Ok(true)
}

/// Ends all open spells of a record; answers the services that are relieved of it.
pub fn close(tx: &mut Tx, record: RecordId, now: At) -> Result<Vec<ServiceId>, Fault> {
    let open: Vec<Spell> = of_record(tx, record)?.into_iter().filter(|s| s.until_at.is_none()).collect();
    for spell in &open {
        end(tx, spell, now)?;
    }
    Ok(open.into_iter().map(|spell| spell.service).collect())
}

/// A spell that would be over before it began never was.
fn end(tx: &mut Tx, spell: &Spell, now: At) -> Result<(), Fault> {
    match spell.from_at < now {
        true => store::spell::end(tx, spell.id, now),
        false => store::spell::drop(tx, spell.id),
    }
}

/// Puts the times of a spell right by hand. False when they are not a span, or there is no such spell of that record.
pub fn set_times(
    tx: &mut Tx,
    record: RecordId,
    spell: ServiceSpellId,
    from_at: At,
    until_at: Option<At>,
) -> Result<bool, Fault> {
    if until_at.is_some_and(|until| until <= from_at) {
        return Ok(false);
    }
    store::spell::set_times(tx, record, spell, from_at, until_at)
}

/// The worst state of every service that is not as it should be, read again only when anything has changed.
pub fn worst_now(conn: &mut Conn) -> Result<Arc<HashMap<ServiceId, State>>, Fault> {
    conn.kept("service.worst_now", 0, |conn| {
        let mut worst = HashMap::new();
        for spell in store::spell::open(conn)? {
            let state = worst.entry(spell.service).or_insert(spell.state);
            *state = spell.state.max(*state);
        }
        Ok(worst)
    })
}

/// A stretch of time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub state: State,
    pub from_at: At,
    pub until_at: At,
}

/// Spells of one service laid over each other, within `from` and `until` (what goes on counts until then): stretches in
/// the order of time that do not overlap, the worst state in each, neighbours of the same state joined.
pub fn laid_over(spells: &[Spell], from: At, until: At) -> Vec<Stretch> {
    let clipped: Vec<Stretch> = spells
        .iter()
        .map(|s| Stretch {
            state: s.state,
            from_at: s.from_at.max(from),
            until_at: s.until_at.unwrap_or(until).min(until),
        })
        .filter(|s| s.from_at < s.until_at)
        .collect();
    let mut edges: Vec<(At, State, bool)> =
        clipped.iter().flat_map(|s| [(s.from_at, s.state, true), (s.until_at, s.state, false)]).collect();
    edges.sort_unstable_by_key(|(at, _, _)| *at);
    let mut running = [0_usize; State::all().len()];
    let mut out: Vec<Stretch> = Vec::new();
    let mut edges = edges.into_iter().peekable();
    while let Some((at, state, begins)) = edges.next() {
        let count = running.get_mut(state as usize);
        if let Some(count) = count {
            *count = if begins { *count + 1 } else { count.saturating_sub(1) };
        }
        let Some(&(next, _, _)) = edges.peek() else { break };
        let worst = State::all().iter().rev().find(|s| running.get(**s as usize).is_some_and(|n| *n > 0));
        let (Some(&state), true) = (worst, at < next) else { continue };
        match out.last_mut() {
            Some(last) if last.state == state && last.until_at == at => last.until_at = next,
            _ => out.push(Stretch { state, from_at: at, until_at: next }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spell(state: State, from: i64, until: Option<i64>) -> Spell {
        Spell {
            id: ServiceSpellId(1),
            service: ServiceId(1),
            record: RecordId(1),
            state,
            from_at: At(from),
            until_at: until.map(At),
        }
    }

    #[test]
    fn the_worst_of_what_overlaps_counts_and_nothing_counts_twice() {
        let spells = [
            spell(State::Degraded, 10, Some(40)),
            spell(State::Outage, 20, Some(30)),
            spell(State::Degraded, 40, None),
        ];
        let seen: Vec<_> = laid_over(&spells, At(0), At(50))
            .into_iter()
            .map(|s| (s.state, s.from_at.0, s.until_at.0))
            .collect();
        let expected = [(State::Degraded, 10, 20), (State::Outage, 20, 30), (State::Degraded, 30, 50)];
        assert_eq!(seen, expected);
    }

    proptest! {
        #[test]
        fn at_each_moment_the_stretch_says_what_a_look_at_all_spells_says(
            drawn in prop::collection::vec((0_usize..4, 0_i64..60, prop::option::of(0_i64..60)), 0..12),
            from in 0_i64..30,
            span in 0_i64..30,
        ) {
            let spells: Vec<Spell> =
                drawn.iter().map(|(s, a, b)| spell(State::all()[*s], *a, *b)).collect();
            let (from, until) = (At(from), At(from + span));
            let stretches = laid_over(&spells, from, until);
            prop_assert!(stretches.windows(2).all(|w| w[0].until_at <= w[1].from_at));
            prop_assert!(stretches.windows(2).all(|w| w[0].until_at < w[1].from_at || w[0].state != w[1].state));
            for moment in 0..60 {
                let moment = At(moment);
                let inside = from <= moment && moment < until;
                let by_look = spells
                    .iter()
                    .filter(|s| inside && s.from_at <= moment && s.until_at.is_none_or(|u| moment < u))
                    .map(|s| s.state)
                    .max();
                let by_stretch = stretches
                    .iter()
                    .find(|s| s.from_at <= moment && moment < s.until_at)
                    .map(|s| s.state);
                prop_assert_eq!(by_stretch, by_look);
            }
        }
    }
}
