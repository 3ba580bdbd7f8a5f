//! Alongside, the program: every feature a folder. `main.rs` only reads arguments and calls in here.

pub mod assets;
pub mod inbox;
pub mod outbox;
pub mod person;
pub mod portal;
pub mod search;
pub mod service;
pub mod setup;
pub mod team;
pub mod ticket;
pub mod view;
