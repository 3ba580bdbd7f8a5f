//! The coach from outside.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers")]

mod counts;
mod phrasings;
mod sample;
mod spans;
