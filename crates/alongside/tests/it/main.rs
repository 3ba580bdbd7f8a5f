//! The built program from outside: processes, signals, sockets, files.

mod program;
mod serve;
