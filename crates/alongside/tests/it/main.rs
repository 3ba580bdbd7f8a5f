//! The built program from outside: processes, signals, sockets, files.

// The whole binary is a test, its helpers included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod faults;
mod mailbox;
mod nodes;
mod program;
mod serve;
