//! One session with the server, and the small runtime that moves its bytes while somebody waits.
//!
//! What is asked is on its way with the next wait, so statements that nobody has to wait for travel together: a round
//! trip costs more than most statements. Knows nothing of units of work.

use postgres::Error;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tokio::runtime::Runtime;
use tokio_postgres::Client;

pub(super) struct Session {
    runtime: Runtime,
    client: Arc<Client>,
    /// None once the session has ended.
    wire: Option<Wire>,
}

/// Moves bytes between the client and the socket whenever it is polled; ends with the session.
type Wire = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

impl Session {
    pub(super) fn new(
        runtime: Runtime,
        client: Client,
        wire: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Session {
        Session { runtime, client: Arc::new(client), wire: Some(Box::pin(wire)) }
    }

    pub(super) fn client(&self) -> Arc<Client> {
        self.client.clone()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Waits for an answer, and meanwhile moves everything that was asked before it.
    pub(super) fn wait<T>(&mut self, answer: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let mut answer = pin!(answer);
        let wire = &mut self.wire;
        self.runtime.block_on(poll_fn(|cx| {
            // First, so that what it asks goes out with the rest.
            if let Poll::Ready(answered) = answer.as_mut().poll(cx) {
                return Poll::Ready(answered);
            }
            if let Some(moving) = wire
                && let Poll::Ready(ended) = moving.as_mut().poll(cx)
            {
                // With the wire goes everything that still waited for an answer.
                *wire = None;
                // The server's last word says more than the end of the line.
                if let Err(error) = ended {
                    return Poll::Ready(Err(error));
                }
            }
            answer.as_mut().poll(cx)
        }))
    }
}

/// Something that was asked: in the queue to the server, its answer not looked at yet.
pub(super) enum Asked<T> {
    Waiting(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>),
    Answered(Result<T, Error>),
}

impl<T> Asked<T> {
    /// Puts it into the queue; it leaves with the next [`Session::wait`].
    pub(super) fn now(question: impl Future<Output = Result<T, Error>> + Send + 'static) -> Asked<T> {
        let mut question = Box::pin(question);
        match begun(question.as_mut()) {
            Some(answer) => Asked::Answered(answer),
            None => Asked::Waiting(question),
        }
    }

    pub(super) fn answer(self, session: &mut Session) -> Result<T, Error> {
        match self {
            Asked::Waiting(question) => session.wait(question),
            Asked::Answered(answer) => answer,
        }
    }
}

/// Runs a question up to where it waits for the server: by then it is in the queue.
pub(super) fn begun<F: Future + ?Sized>(question: Pin<&mut F>) -> Option<F::Output> {
    match question.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}
