//! The listener over real sockets: what a client may rely on, and what a hostile one may not do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
mod hostile;
mod lmtp;
mod outgoing;
mod smtp_client;
mod stopping;
mod talk;
