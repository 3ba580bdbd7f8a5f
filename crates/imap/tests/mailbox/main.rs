//! The watch over a mailbox, against servers that misbehave and (with the feature `dovecot-tests`) a real one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "dovecot-tests")]
mod dovecot;
mod fake;
mod hostile;
mod sink;
