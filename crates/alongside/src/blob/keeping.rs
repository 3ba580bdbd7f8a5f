//! Whether files can be kept, known from the last try. Looks at the store only after a try that failed, and then not
//! more often than every few seconds, so that asking costs nothing.

use super::Error;
use crate::clock::{At, SECOND};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Between two looks at a store that would not take a file.
const LOOK_EVERY: i64 = 5 * SECOND;
/// A store that takes longer than this for a small file does not take it.
const TAKES_WITHIN: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub(super) struct Keeping(Mutex<Option<Trouble>>);

#[derive(Clone, Debug)]
struct Trouble {
    why: String,
    /// None: not since the try that failed.
    looked_at: Option<At>,
}

impl Keeping {
    /// Remembers what the last try came to.
    pub fn note(&self, kept: &Result<(), Error>) {
        metrics::gauge!("blob_store_takes_files").set(if kept.is_ok() { 1.0 } else { 0.0 });
        let trouble = kept.as_ref().err().map(|error| Trouble { why: error.to_string(), looked_at: None });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// Why files cannot be kept, if they cannot: `probe` is asked when the last look was a while ago.
    pub async fn trouble(&self, now: At, probe: impl Future<Output = Result<(), Error>>) -> Option<String> {
        {
            let mut trouble = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = trouble.as_mut()?;
            if known.looked_at.is_some_and(|at| now.since(at) < LOOK_EVERY) {
                return Some(known.why.clone());
            }
            // Whoever asks meanwhile is told what is known.
            known.looked_at = Some(now);
        }
        let took_too_long = || Err(Error::Unavailable("it does not answer in time".to_owned()));
        let looked = tokio::time::timeout(TAKES_WITHIN, probe).await.unwrap_or_else(|_| took_too_long());
        self.note(&looked);
        let mut trouble = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = trouble.as_mut()?;
        known.looked_at = Some(now);
        Some(known.why.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn a_store_is_looked_at_only_after_a_failure_and_seldom_then() {
        let (keeping, looks) = (Keeping::default(), AtomicUsize::new(0));
        let probe = |is_well: bool| {
            let looks = &looks;
            async move {
                looks.fetch_add(1, Ordering::Relaxed);
                if is_well { Ok(()) } else { Err(Error::Full) }
            }
        };
        let start = At(0);
        keeping.note(&Ok(()));
        assert_eq!(keeping.trouble(start, probe(false)).await, None);
        assert_eq!(looks.load(Ordering::Relaxed), 0);
        keeping.note(&Err(Error::Unavailable("x".to_owned())));
        let full = Some(Error::Full.to_string());
        assert_eq!(keeping.trouble(start, probe(false)).await, full);
        assert_eq!(keeping.trouble(start.plus(SECOND), probe(true)).await, full);
        assert_eq!(looks.load(Ordering::Relaxed), 1);
        assert_eq!(keeping.trouble(start.plus(LOOK_EVERY), probe(true)).await, None);
        assert_eq!(keeping.trouble(start.plus(LOOK_EVERY), probe(false)).await, None);
        assert_eq!(looks.load(Ordering::Relaxed), 2);
        keeping.note(&Err(Error::Full));
        keeping.note(&Ok(()));
        assert_eq!(keeping.trouble(start, probe(false)).await, None, "the next success is enough");
    }
}
