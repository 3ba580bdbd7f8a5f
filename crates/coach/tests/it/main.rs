//! The coach from outside.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers")]

mod phrasings;
mod sample;
mod spans;
