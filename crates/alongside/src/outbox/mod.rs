//! Mail that goes out: takes what is due from the queue, writes it, keeps its bytes, hands it to the mail server
//! and notes what became of it. Knows nothing of how a ticket changes; it only reads tickets.
//!
//! A mail's bytes are committed before the first try, so that every try after a crash sends the very same ones.
//! A mail may therefore arrive twice under one Message-ID, but never be lost and never differ.

mod deliver;
pub mod dkim;
mod gather;
mod keep;
mod lease;
mod letter;
pub mod pages;
mod relay;
mod render;
mod run;
pub mod sample;
#[cfg(test)]
mod tests;
mod trial;
mod verdict;

pub use deliver::{Outbox, drain_due};
pub use relay::{NO_ADDRESS, NO_SERVER};
pub use run::run;
pub use trial::{check_relay, test_mail};
