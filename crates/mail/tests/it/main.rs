//! The crate as its users see it: case tables of whole mails, and what hostile bytes may not do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers")]

mod cases;
mod hostile;
