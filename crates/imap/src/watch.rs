//! The watch over a mailbox: takes messages in as they come, and comes back after any trouble.

use crate::backoff::Backoff;
use crate::mailbox::Mailbox;
use crate::memory::Memory;
use crate::{Account, CancellationToken, Problem};
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Messages in a row that cannot be stored before we stop reading more of them.
const MAX_NOT_STORED: u32 = 3;

/// Takes what the mailbox holds.
pub trait Sink: Send + Sync + 'static {
    /// Makes the message safe. `Ok` promises that it will survive a crash: it is then marked as seen.
    ///
    /// The two numbers name the message for good within its folder (RFC 3501, 2.3.1.1). After a crash or a
    /// cut connection the same message may come again.
    fn receive(
        &self,
        uid_validity: u32,
        uid: u32,
        raw: Vec<u8>,
    ) -> impl Future<Output = Result<(), SinkRefused>> + Send;

    /// Told once about a message that is larger than we take; it stays in the mailbox, unread.
    fn too_large(&self, uid_validity: u32, uid: u32, bytes: u32) -> impl Future<Output = ()> + Send {
        let _ = (uid_validity, uid, bytes);
        std::future::ready(())
    }
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SinkRefused {
    /// No room, or too much to do: it stays unread and is offered again after a while.
    Later(String),
    /// Not wanted: it stays unread and is not offered again while we run.
    Never(String),
}

/// News about the watch, for the page that shows its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// Connected; everything that could be taken is taken.
    Watching,
    /// Something is wrong; the next try is after this time.
    Trouble { problem: Problem, retry_in: Duration },
    /// A message stays in the mailbox, unread.
    LeftAlone { uid_validity: u32, uid: u32, why: LeftAlone },
}

/// Why a message stays in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftAlone {
    #[error("It is larger than we take ({bytes} bytes).")]
    TooLarge { bytes: u32 },
    #[error("It could not be read; we will try again in an hour.")]
    Unreadable,
    #[error("It was not wanted: {0}")]
    Refused(String),
}

/// Watches the mailbox until `shutdown` is cancelled, whatever happens. A message in hand is finished first.
pub async fn watch<S: Sink>(
    account: Account,
    sink: Arc<S>,
    health: impl Fn(Health) + Send + Sync,
    shutdown: CancellationToken,
) {
    let mut watch = Watch {
        sink: &*sink,
        health: &health,
        shutdown: &shutdown,
        memory: Memory::default(),
        backoff: Backoff::new(account.first_retry, account.longest_retry),
    };
    loop {
        let Err(problem) = Box::pin(watch.connection(&account)).await;
        if problem == Problem::Stopped || shutdown.is_cancelled() {
            return;
        }
        let retry_in = watch.backoff.wait();
        tracing::warn!(host = %account.host, %problem, ?retry_in, "the mailbox cannot be watched");
        health(Health::Trouble { problem, retry_in });
        tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(retry_in) => {}
        }
    }
}

struct Watch<'a, S, H> {
    sink: &'a S,
    health: &'a H,
    shutdown: &'a CancellationToken,
    memory: Memory,
    backoff: Backoff,
}

/// Never made: a connection ends only in a problem.
enum Never {}

impl<S: Sink, H: Fn(Health) + Send + Sync> Watch<'_, S, H> {
    /// One connection, to its end.
    async fn connection(&mut self, account: &Account) -> Result<Never, Problem> {
        let mut mailbox = Mailbox::open(account, self.shutdown).await?;
        loop {
            self.take_in(&mut mailbox, account).await?;
            self.backoff.reset();
            (self.health)(Health::Watching);
            mailbox = mailbox.wait().await?;
        }
    }

    /// Takes every unread message, one by one.
    async fn take_in(&mut self, mailbox: &mut Mailbox, account: &Account) -> Result<(), Problem> {
        let unseen = mailbox.unseen().await?;
        self.memory.look(mailbox.uid_validity(), &unseen);
        let (mut not_stored, mut in_a_row) = (None, 0);
        for uid in self.memory.order(&unseen, Instant::now()) {
            match self.take_one(mailbox, account, uid).await {
                Ok(()) => in_a_row = 0,
                Err(Problem::NotStored(why)) => {
                    in_a_row += 1;
                    not_stored = Some(why);
                    if in_a_row == MAX_NOT_STORED {
                        break;
                    }
                }
                Err(problem) => return Err(problem),
            }
            if self.shutdown.is_cancelled() {
                return Err(Problem::Stopped);
            }
        }
        // Comes back after a wait that grows, and finds the rest still unread.
        not_stored.map_or(Ok(()), |why| Err(Problem::NotStored(why)))
    }

    async fn take_one(&mut self, mailbox: &mut Mailbox, account: &Account, uid: u32) -> Result<(), Problem> {
        if !self.memory.is_taken(uid) {
            self.memory.try_reading(uid);
            let raw = match self.read(mailbox, account, uid).await {
                Ok(raw) => raw,
                Err(Problem::Stopped) => return Err(Problem::Stopped),
                Err(problem) => {
                    self.could_not_read(mailbox.uid_validity(), uid);
                    return Err(problem);
                }
            };
            let Some(raw) = raw else { return Ok(()) };
            self.memory.was_read(uid);
            match self.sink.receive(mailbox.uid_validity(), uid, raw).await {
                Ok(()) => self.memory.take(uid),
                Err(SinkRefused::Later(why)) => return Err(Problem::NotStored(why)),
                Err(SinkRefused::Never(why)) => {
                    self.memory.never_again(uid);
                    self.leave_alone(mailbox.uid_validity(), uid, LeftAlone::Refused(why));
                    return Ok(());
                }
            }
        }
        mailbox.mark_seen(uid).await
    }

    /// The message, or `None` when there is nothing to take (now).
    async fn read(
        &mut self,
        mailbox: &mut Mailbox,
        account: &Account,
        uid: u32,
    ) -> Result<Option<Vec<u8>>, Problem> {
        let uid_validity = mailbox.uid_validity();
        let bytes = mailbox.size(uid).await?.unwrap_or(0);
        let raw = if within(bytes, account) { mailbox.read(uid, bytes).await? } else { None };
        let bytes = raw.as_ref().map_or(bytes, |raw| u32::try_from(raw.len()).unwrap_or(u32::MAX));
        if !within(bytes, account) {
            self.memory.never_again(uid);
            self.sink.too_large(uid_validity, uid, bytes).await;
            self.leave_alone(uid_validity, uid, LeftAlone::TooLarge { bytes });
            return Ok(None);
        }
        if raw.is_none() {
            self.could_not_read(uid_validity, uid);
        }
        Ok(raw)
    }

    fn could_not_read(&mut self, uid_validity: u32, uid: u32) {
        if self.memory.could_not_read(uid, Instant::now()) {
            self.leave_alone(uid_validity, uid, LeftAlone::Unreadable);
        }
    }

    fn leave_alone(&self, uid_validity: u32, uid: u32, why: LeftAlone) {
        tracing::warn!(uid_validity, uid, %why, "a message stays in the mailbox");
        (self.health)(Health::LeftAlone { uid_validity, uid, why });
    }
}

fn within(bytes: u32, account: &Account) -> bool {
    usize::try_from(bytes).is_ok_and(|bytes| bytes <= account.max_message_bytes)
}
