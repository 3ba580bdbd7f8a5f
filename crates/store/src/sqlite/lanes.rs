//! The two queues before the one writer: units that somebody waits for, and behind them the program's own work.
//!
//! The front goes first, and while it is busy the lane behind is held back, since each of its units would
//! lengthen the answer to everybody in front. It is never starved: it may always spend a fixed share of the
//! time, and has all of it once the front has been quiet for a moment.

use crate::unit::Task;
use crossbeam_channel::{Receiver, Select, TryRecvError};
use std::time::{Duration, Instant};

/// The front counts as busy for this long after its last unit: the time in which those who were just answered
/// come with their next one.
const BUSY: Duration = Duration::from_millis(3);
/// The lane behind gets one part in so many of the time, however busy the front is.
const SHARE: u32 = 4;
/// What it may save up, and what it may owe after a long unit.
const BOUND: Duration = Duration::from_millis(20);
/// A commit waits no longer than this for company, however slow the disk.
const LONGEST_WAIT: Duration = Duration::from_millis(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    Front,
    Behind,
}

/// What the writer does next.
pub(super) enum Next {
    Run(Task, Lane),
    /// Nothing came for as long as it was ready to wait.
    Quiet,
    /// Both queues are empty and nobody can fill them any more.
    Over,
}

/// Whose turn it is, from times that are handed in.
#[derive(Debug)]
struct Turns {
    front_at: Option<Instant>,
    counted_at: Instant,
    /// Time the lane behind may spend beside a busy front, and time it has had too much; one of them is nothing.
    saved: Duration,
    owed: Duration,
}

impl Turns {
    fn new(now: Instant) -> Turns {
        Turns { front_at: None, counted_at: now, saved: Duration::ZERO, owed: Duration::ZERO }
    }

    fn front_came(&mut self, now: Instant) {
        self.front_at = Some(now);
    }

    /// Whether the lane behind may begin a unit, or how long it waits if nothing comes meanwhile.
    fn behind(&mut self, now: Instant) -> Result<(), Duration> {
        let share = now.duration_since(self.counted_at) / SHARE;
        self.counted_at = now;
        let left = share.saturating_sub(self.owed);
        self.owed = self.owed.saturating_sub(share);
        self.saved = (self.saved + left).min(BOUND);
        let busy = self.front_at.map_or(Duration::ZERO, |at| BUSY.saturating_sub(now.duration_since(at)));
        if busy.is_zero() || !self.saved.is_zero() {
            return Ok(());
        }
        // Never nothing, or the writer would ask again at once.
        Err(busy.min(self.owed * SHARE).max(Duration::from_micros(50)))
    }

    fn behind_took(&mut self, took: Duration) {
        self.owed = (self.owed + took.saturating_sub(self.saved)).min(BOUND);
        self.saved = self.saved.saturating_sub(took);
    }
}

/// How much company a commit waits for: those who were answered together mostly come back together, and a flush
/// that serves them all is worth a wait no longer than the flush itself.
#[derive(Debug, Default)]
struct Company {
    expected: usize,
    patience: Duration,
}

impl Company {
    fn committed(&mut self, of_front: usize, took: Duration) {
        self.expected = of_front.max(self.expected / 2);
        self.patience = took.min(LONGEST_WAIT);
    }

    /// How long a group with so many units of the front waits for one more.
    fn wait(&self, of_front: usize) -> Option<Duration> {
        (of_front < self.expected).then_some(self.patience)
    }
}

/// The group under way.
#[derive(Debug, Default)]
struct Group {
    of_front: usize,
    waits_until: Option<Instant>,
}

pub(super) struct Lanes {
    front: Receiver<Task>,
    behind: Receiver<Task>,
    turns: Turns,
    company: Company,
    group: Group,
}

impl Lanes {
    pub(super) fn new(front: Receiver<Task>, behind: Receiver<Task>) -> Lanes {
        Lanes {
            front,
            behind,
            turns: Turns::new(Instant::now()),
            company: Company::default(),
            group: Group::default(),
        }
    }

    /// Waits for the next task; for `patience` at most where there is some.
    pub(super) fn next(&mut self, patience: Option<Duration>) -> Next {
        let until = patience.map(|patience| Instant::now() + patience);
        loop {
            let front_over = match self.front.try_recv() {
                Ok(task) => return self.came(task),
                Err(error) => error == TryRecvError::Disconnected,
            };
            if front_over {
                // What was queued is still done.
                return self.behind.recv().map_or(Next::Over, |task| Next::Run(task, Lane::Behind));
            }
            if !self.behind.is_empty() {
                let now = Instant::now();
                match self.turns.behind(now) {
                    Ok(()) => {
                        if let Ok(task) = self.behind.try_recv() {
                            return Next::Run(task, Lane::Behind);
                        }
                    }
                    Err(pause) => match self.front.recv_timeout(pause) {
                        Ok(task) => return self.came(task),
                        Err(_) => continue,
                    },
                }
            }
            let mut ready = Select::new();
            ready.recv(&self.front);
            ready.recv(&self.behind);
            match until {
                None => drop(ready.ready()),
                Some(until) => {
                    if ready.ready_deadline(until).is_err() {
                        return Next::Quiet;
                    }
                }
            }
        }
    }

    /// The next task for the group that is under way, or that it is to be committed now. After a unit of the
    /// front the lane behind stays out: those in front are not to wait for it.
    pub(super) fn more(&mut self) -> Option<(Task, Lane)> {
        if let Ok(task) = self.front.try_recv() {
            return Some(self.joined(task));
        }
        if self.group.of_front == 0
            && self.turns.behind(Instant::now()).is_ok()
            && let Ok(task) = self.behind.try_recv()
        {
            return Some((task, Lane::Behind));
        }
        let patience = self.company.wait(self.group.of_front)?;
        let until = *self.group.waits_until.get_or_insert_with(|| Instant::now() + patience);
        self.front.recv_deadline(until).ok().map(|task| self.joined(task))
    }

    /// A unit of the group was run.
    pub(super) fn ran(&mut self, lane: Lane, took: Duration) {
        match lane {
            Lane::Front => self.group.of_front += 1,
            Lane::Behind => self.turns.behind_took(took),
        }
    }

    /// The group is over; its commit took so long.
    pub(super) fn committed(&mut self, took: Duration) {
        let group = std::mem::take(&mut self.group);
        self.company.committed(group.of_front, took);
    }

    fn joined(&mut self, task: Task) -> (Task, Lane) {
        self.turns.front_came(Instant::now());
        (task, Lane::Front)
    }

    fn came(&mut self, task: Task) -> Next {
        let (task, lane) = self.joined(task);
        Next::Run(task, lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MILLI: Duration = Duration::from_millis(1);

    fn task() -> Task {
        Task::Alone(Box::new(|_| {}))
    }

    fn lanes() -> (crossbeam_channel::Sender<Task>, crossbeam_channel::Sender<Task>, Lanes) {
        let (front, in_front) = crossbeam_channel::unbounded();
        let (behind, tasks_behind) = crossbeam_channel::unbounded();
        (front, behind, Lanes::new(in_front, tasks_behind))
    }

    fn lane(next: Next) -> Option<Lane> {
        match next {
            Next::Run(_, lane) => Some(lane),
            Next::Quiet | Next::Over => None,
        }
    }

    #[test]
    fn the_front_goes_first_and_what_is_behind_follows_even_after_the_end() {
        let (front, behind, mut lanes) = lanes();
        behind.send(task()).unwrap();
        front.send(task()).unwrap();
        assert_eq!(lane(lanes.next(None)), Some(Lane::Front));
        drop((front, behind));
        assert_eq!(lane(lanes.next(None)), Some(Lane::Behind));
        assert!(matches!(lanes.next(None), Next::Over));
    }

    #[test]
    fn a_group_that_serves_the_front_is_not_lengthened_by_work_behind() {
        let (front, behind, mut lanes) = lanes();
        behind.send(task()).unwrap();
        assert!(matches!(lanes.more(), Some((_, Lane::Behind))));
        lanes.ran(Lane::Behind, MILLI);
        behind.send(task()).unwrap();
        front.send(task()).unwrap();
        assert!(matches!(lanes.more(), Some((_, Lane::Front))));
        lanes.ran(Lane::Front, MILLI);
        assert!(lanes.more().is_none());
        lanes.committed(MILLI);
        assert_eq!(lane(lanes.next(None)), Some(Lane::Behind));
    }

    #[test]
    fn a_commit_waits_for_as_many_as_came_together_before_and_never_for_a_lone_one() {
        let mut company = Company::default();
        assert_eq!(company.wait(0), None);
        company.committed(1, MILLI);
        assert_eq!(company.wait(1), None, "one at a time: nobody else is expected");
        company.committed(8, MILLI);
        assert_eq!((company.wait(7), company.wait(8)), (Some(MILLI), None));
        // The others have left: it stops waiting for them within a few commits.
        for _ in 0..4 {
            company.committed(1, Duration::from_secs(1));
        }
        assert_eq!(company.wait(1), None);
        company.committed(2, Duration::from_secs(1));
        assert_eq!(company.wait(1), Some(LONGEST_WAIT));
    }

    #[test]
    fn with_nothing_to_do_the_writer_rests() {
        let (_front, _behind, mut lanes) = lanes();
        assert!(matches!(lanes.next(Some(MILLI)), Next::Quiet));
    }

    #[test]
    fn a_quiet_front_leaves_all_the_time_to_what_is_behind() {
        let start = Instant::now();
        let mut turns = Turns::new(start);
        turns.front_came(start);
        for step in 0..100 {
            let now = start + BUSY + MILLI * step;
            assert_eq!(turns.behind(now), Ok(()), "step {step}");
            turns.behind_took(MILLI);
        }
    }

    proptest! {
        /// Whatever its units take, beside a front that never rests the lane behind has its share: no less, so
        /// that it is never starved, and no more, so that the front is served.
        #[test]
        fn beside_a_busy_front_the_lane_behind_has_its_share(units in prop::collection::vec(50_u64..15_000, 200..400)) {
            let start = Instant::now();
            let (mut turns, mut now) = (Turns::new(start), start);
            let mut spent = Duration::ZERO;
            for micros in units {
                let took = Duration::from_micros(micros);
                let mut waited = Duration::ZERO;
                loop {
                    turns.front_came(now);
                    match turns.behind(now) {
                        Ok(()) => break,
                        Err(pause) => {
                            prop_assert!(pause <= BUSY);
                            now += pause;
                            waited += pause;
                        }
                    }
                }
                prop_assert!(waited <= (BOUND + MILLI) * SHARE, "{waited:?}");
                now += took;
                spent += took;
                turns.behind_took(took);
            }
            let all = now.duration_since(start);
            prop_assert!(spent <= all / SHARE + BOUND * 2, "{spent:?} of {all:?}");
            prop_assert!(spent + BOUND * 2 >= all / SHARE, "{spent:?} of {all:?}");
        }
    }
}
