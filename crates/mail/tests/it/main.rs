//! The crate as its users see it: case tables of whole mails, and what hostile bytes may not do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers")]

mod attributions;
mod cases;
mod conversations;
mod endings;
mod hostile;
mod older_mails;
mod pages;
