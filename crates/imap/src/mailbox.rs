//! One connection with the folder open: find, read, mark, wait. Each step has its limits of time and bytes.

use crate::connect::{SHORT_ANSWER_BYTES, connect};
use crate::guard::{Budget, Guarded};
use crate::{Account, CancellationToken, Problem};
use async_imap::Session;
use async_imap::extensions::idle::IdleResponse;
use async_imap::types::UnsolicitedResponse;
use futures_util::TryStreamExt;
use std::future::Future;
use std::time::Duration;
use tokio::time::timeout;

/// Slowest a message may come, in bytes a second, besides the usual patience.
const SLOWEST_BYTES_PER_SECOND: usize = 8 * 1024;

/// The folder, open for reading and marking.
pub(crate) struct Mailbox {
    session: Session<Guarded>,
    limits: Limits,
    max_message_bytes: usize,
    poll_interval: Duration,
    idle_renewal: Duration,
    idle: bool,
    uid_validity: u32,
    message_count: u32,
}

/// Bounds one answer of the server.
struct Limits {
    budget: Budget,
    patience: Duration,
    shutdown: CancellationToken,
}

impl Limits {
    /// Waits for an answer without a message in it; a stop ends the wait.
    async fn short<T, E: Into<Problem>>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Problem> {
        self.budget.set(SHORT_ANSWER_BYTES);
        self.within(self.patience, answer).await
    }

    async fn within<T, E: Into<Problem>>(
        &self,
        patience: Duration,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Problem> {
        tokio::select! {
            biased;
            () = self.shutdown.cancelled() => Err(Problem::Stopped),
            answer = timeout(patience, answer) => match answer {
                Ok(answer) => answer.map_err(Into::into),
                Err(_) => Err(Problem::TimedOut),
            },
        }
    }
}

impl Mailbox {
    pub(crate) async fn open(account: &Account, shutdown: &CancellationToken) -> Result<Self, Problem> {
        let limits =
            Limits { budget: Budget::default(), patience: account.read_timeout, shutdown: shutdown.clone() };
        let client = limits.short(Box::pin(connect(account, &limits.budget))).await?;
        let login = async {
            let session = client.login(&account.username, &account.password.0).await;
            session.map_err(|(error, _client)| error)
        };
        let mut session =
            limits.short(login).await.map_err(|problem| problem.answered_as(Problem::SignIn))?;
        let idle = limits.short(session.capabilities()).await?.has_str("IDLE");
        let folder = limits
            .short(session.select(&account.folder))
            .await
            .map_err(|problem| problem.answered_as(Problem::Folder))?;
        let no_uids = || Problem::Folder("the server gives its messages no lasting numbers".to_owned());
        Ok(Self {
            session,
            limits,
            max_message_bytes: account.max_message_bytes,
            poll_interval: account.poll_interval,
            idle_renewal: account.idle_renewal,
            idle,
            uid_validity: folder.uid_validity.ok_or_else(no_uids)?,
            message_count: folder.exists,
        })
    }

    pub(crate) fn uid_validity(&self) -> u32 {
        self.uid_validity
    }

    pub(crate) fn message_count(&self) -> u32 {
        self.message_count
    }

    pub(crate) fn tells_at_once(&self) -> bool {
        self.idle
    }

    /// UIDs of the unread messages. News that came before are answered by this look.
    pub(crate) async fn unseen(&mut self) -> Result<Vec<u32>, Problem> {
        while self.session.unsolicited_responses.try_recv().is_ok() {}
        let unseen = self.limits.short(self.session.uid_search("UNSEEN UNDELETED")).await?;
        Ok(unseen.into_iter().collect())
    }

    /// Bytes of a message as the server counts them; `None` when it is gone or cannot be read.
    pub(crate) async fn size(&mut self, uid: u32) -> Result<Option<u32>, Problem> {
        let answer = async {
            let set = uid.to_string();
            let mut fetches = self.session.uid_fetch(set, "(UID RFC822.SIZE)").await?;
            let mut size = None;
            while let Some(fetch) = fetches.try_next().await? {
                if fetch.uid == Some(uid) {
                    size = fetch.size.or(size);
                }
            }
            Ok::<_, async_imap::error::Error>(size)
        };
        self.limits.short(answer).await
    }

    /// The message, unmarked; `None` when it is gone or cannot be read.
    pub(crate) async fn read(&mut self, uid: u32, size: u32) -> Result<Option<Vec<u8>>, Problem> {
        // Servers that store messages in another form only guess the size.
        self.limits.budget.set(self.max_message_bytes.saturating_add(SHORT_ANSWER_BYTES));
        let seconds = usize::try_from(size).unwrap_or(usize::MAX) / SLOWEST_BYTES_PER_SECOND;
        let patience = self.limits.patience + Duration::from_secs(seconds.try_into().unwrap_or(u64::MAX));
        let answer = async {
            let set = uid.to_string();
            let mut fetches = self.session.uid_fetch(set, "(UID BODY.PEEK[])").await?;
            let mut raw = None;
            while let Some(fetch) = fetches.try_next().await? {
                if fetch.uid == Some(uid) {
                    raw = fetch.body().map(<[u8]>::to_vec).or(raw);
                }
            }
            Ok::<_, async_imap::error::Error>(raw)
        };
        self.limits.within(patience, answer).await
    }

    /// Marks a message that is safe with us. Not given up for a stop: it would come again.
    pub(crate) async fn mark_seen(&mut self, uid: u32) -> Result<(), Problem> {
        self.limits.budget.set(SHORT_ANSWER_BYTES);
        let answer = async {
            let set = uid.to_string();
            let mut updates = self.session.uid_store(set, "+FLAGS.SILENT (\\Seen)").await?;
            while updates.try_next().await?.is_some() {}
            Ok::<_, async_imap::error::Error>(())
        };
        match timeout(self.limits.patience, answer).await {
            Ok(marked) => marked.map_err(Into::into),
            Err(_) => Err(Problem::TimedOut),
        }
    }

    /// Waits until there may be new mail.
    pub(crate) async fn wait(self) -> Result<Self, Problem> {
        if self.idle { self.wait_idle().await } else { self.wait_and_ask().await }
    }

    async fn wait_and_ask(mut self) -> Result<Self, Problem> {
        tokio::select! {
            biased;
            () = self.limits.shutdown.cancelled() => return Err(Problem::Stopped),
            () = tokio::time::sleep(self.poll_interval) => {}
        }
        // Some servers show new mail only after NOOP (RFC 3501, 6.1.2).
        self.limits.short(self.session.noop()).await?;
        Ok(self)
    }

    async fn wait_idle(mut self) -> Result<Self, Problem> {
        let news = self.session.unsolicited_responses.clone();
        let mut idle = self.session.idle();
        self.limits.short(idle.init()).await?;
        // Mail that came between the last look and now was told already, and will not be told again.
        let told = std::iter::from_fn(|| news.try_recv().ok())
            .any(|news| matches!(news, UnsolicitedResponse::Exists(_) | UnsolicitedResponse::Recent(1..)));
        if !told {
            self.limits.budget.set(SHORT_ANSWER_BYTES);
            let (told, _keep_waiting) = idle.wait_with_timeout(self.idle_renewal);
            // The library starts its clock anew at every "still here" of the server; ours it must not.
            match self.limits.within(self.idle_renewal, told).await {
                // The library says this also when the connection has ended.
                Ok(IdleResponse::ManualInterrupt) => return Err(Problem::HungUp),
                Ok(_) | Err(Problem::TimedOut) => {}
                Err(problem) => return Err(problem),
            }
        }
        self.session = self.limits.short(idle.done()).await?;
        Ok(self)
    }

    /// Says goodbye, briefly.
    pub(crate) async fn leave(mut self) {
        let _ = timeout(Duration::from_secs(2), self.session.logout()).await;
    }
}
