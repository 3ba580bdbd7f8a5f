//! The built program from outside: processes, signals, sockets, files.

// The whole binary is a test, its helpers included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod faults;
mod full;
mod mailbox;
mod nodes;
mod outage;
mod post;
mod program;
mod s3;
mod serve;
