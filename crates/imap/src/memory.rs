//! What we remember about messages between looks, so that one bad message never keeps the others waiting.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// Tries to read one message before it is left alone for a while.
const MAX_TRIES: u32 = 3;
/// How long an unreadable message is left alone: the network may have been to blame.
const REST: Duration = Duration::from_secs(3600);

/// Knowledge about the messages of one folder, by UID; void when its UIDVALIDITY changes (RFC 3501, 2.3.1.1).
#[derive(Debug, Default)]
pub(crate) struct Memory {
    uid_validity: Option<u32>,
    /// Handed over, but perhaps not marked as seen: never to be handed over again.
    taken: HashSet<u32>,
    /// Refused for good, or too large.
    never: HashSet<u32>,
    tries: HashMap<u32, Tries>,
}

#[derive(Debug, Default)]
struct Tries {
    count: u32,
    resting_since: Option<Instant>,
}

impl Memory {
    /// Called with each look at the folder: forgets what is gone from it.
    pub(crate) fn look(&mut self, uid_validity: u32, unseen: &[u32]) {
        if self.uid_validity != Some(uid_validity) {
            *self = Self { uid_validity: Some(uid_validity), ..Self::default() };
        }
        let unseen: HashSet<u32> = unseen.iter().copied().collect();
        self.taken.retain(|uid| unseen.contains(uid));
        self.never.retain(|uid| unseen.contains(uid));
        self.tries.retain(|uid, _| unseen.contains(uid));
    }

    /// The order to take messages in: oldest first, those that gave trouble last, those to leave alone not at all.
    pub(crate) fn order(&self, unseen: &[u32], now: Instant) -> Vec<u32> {
        let mut uids: Vec<u32> = unseen.iter().copied().filter(|uid| !self.leave_alone(*uid, now)).collect();
        uids.sort_unstable_by_key(|uid| (self.tries.get(uid).map_or(0, |tries| tries.count), *uid));
        uids
    }

    fn leave_alone(&self, uid: u32, now: Instant) -> bool {
        let resting = self.tries.get(&uid).and_then(|tries| tries.resting_since);
        self.never.contains(&uid) || resting.is_some_and(|since| now.duration_since(since) < REST)
    }

    pub(crate) fn is_taken(&self, uid: u32) -> bool {
        self.taken.contains(&uid)
    }

    pub(crate) fn take(&mut self, uid: u32) {
        self.taken.insert(uid);
    }

    pub(crate) fn never_again(&mut self, uid: u32) {
        self.never.insert(uid);
    }

    /// Counted before the message is read, since reading it may end the connection.
    pub(crate) fn try_reading(&mut self, uid: u32) {
        let tries = self.tries.entry(uid).or_default();
        // After a rest it may try anew.
        if tries.resting_since.take().is_some() {
            tries.count = 0;
        }
        tries.count += 1;
    }

    pub(crate) fn was_read(&mut self, uid: u32) {
        self.tries.remove(&uid);
    }

    /// It could not be read, or the reading was cut. True when it is now left alone for a while.
    pub(crate) fn could_not_read(&mut self, uid: u32, now: Instant) -> bool {
        let Some(tries) = self.tries.get_mut(&uid) else { return false };
        if tries.count < MAX_TRIES {
            return false;
        }
        tries.resting_since = Some(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_message_comes_last_then_rests_then_gets_another_chance() {
        let mut memory = Memory::default();
        let start = Instant::now();
        memory.look(1, &[4, 5, 6]);
        for round in 1..=3 {
            memory.try_reading(4);
            assert_eq!(memory.could_not_read(4, start), round == 3);
            let expected: &[u32] = if round == 3 { &[5, 6] } else { &[5, 6, 4] };
            assert_eq!(memory.order(&[4, 5, 6], start), expected);
        }
        assert_eq!(memory.order(&[4, 5, 6], start + REST), [5, 6, 4]);
        memory.try_reading(4);
        assert!(!memory.could_not_read(4, start + REST));
    }

    #[test]
    fn what_was_taken_or_refused_is_remembered_until_the_folder_changes() {
        let mut memory = Memory::default();
        memory.look(1, &[1, 2]);
        memory.take(1);
        memory.never_again(2);
        memory.look(1, &[1, 2]);
        assert!(memory.is_taken(1));
        assert_eq!(memory.order(&[1, 2], Instant::now()), [1]);
        memory.look(2, &[1, 2]);
        assert!(!memory.is_taken(1));
        assert_eq!(memory.order(&[1, 2], Instant::now()), [1, 2]);
    }
}
