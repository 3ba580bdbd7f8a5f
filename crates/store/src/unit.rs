//! A unit of work with its types erased: what travels from the caller to a database thread and back.
//!
//! Everything that depends on the caller's types is here and small, so the drivers are compiled once.

use crate::{Error, Tx};
use std::time::Instant;

/// What a database thread may do with a unit of work.
pub(crate) trait Unit: Send {
    /// Runs it and keeps its result. True when it succeeded and may be committed. May be called again.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Answers the caller: with the kept result, or with the fault that came between.
    fn answer(&mut self, fault: Option<Error>);
    /// Nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
}

pub(crate) enum Task {
    Unit {
        unit: Box<dyn Unit>,
        writes: bool,
        queued: Instant,
    },
    /// Has the connection to itself, with no transaction open: migrations.
    Alone(Box<dyn FnOnce(&mut Tx) + Send>),
}

pub(crate) enum Reply<R> {
    Async(tokio::sync::oneshot::Sender<R>),
    Blocking(crossbeam_channel::Sender<R>),
}

pub(crate) struct Job<F, T, E> {
    work: F,
    result: Option<Result<T, E>>,
    reply: Option<Reply<Result<T, E>>>,
}

impl<F, T, E> Job<F, T, E> {
    pub(crate) fn new(work: F, reply: Reply<Result<T, E>>) -> Job<F, T, E> {
        Job { work, result: None, reply: Some(reply) }
    }
}

impl<F, T, E> Unit for Job<F, T, E>
where
    F: FnMut(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        self.result.insert((self.work)(tx)).is_ok()
    }

    fn answer(&mut self, fault: Option<Error>) {
        let result = match (fault, self.result.take()) {
            (None, Some(result)) => result,
            (Some(fault), _) => Err(fault.into()),
            (None, None) => Err(Error::Panicked.into()),
        };
        match self.reply.take() {
            // A caller that stopped waiting is no reason for anything.
            Some(Reply::Async(sender)) => drop(sender.send(result)),
            Some(Reply::Blocking(sender)) => drop(sender.send(result)),
            None => {}
        }
    }

    fn is_abandoned(&self) -> bool {
        matches!(&self.reply, Some(Reply::Async(sender)) if sender.is_closed())
    }
}
