//! Alongside, the program: every feature a folder. `main.rs` only reads arguments and calls in here.

pub mod admin;
pub mod api;
pub mod app;
pub mod assets;
pub mod blob;
pub mod chores;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod demo;
pub mod desk;
pub mod event;
pub mod generate;
pub mod health;
pub mod http;
pub mod ids;
pub mod inbox;
pub mod language;
pub mod listen;
pub mod live;
pub mod mailbox;
pub mod markdown;
pub mod once;
pub mod open;
pub mod outbox;
pub mod outgoing;
pub mod person;
pub mod portal;
pub mod profile;
pub mod promise;
pub mod routes;
pub mod search;
pub mod secret;
pub mod serve;
pub mod service;
pub mod setting;
pub mod setup;
pub mod sign_in;
#[cfg(test)]
mod statements;
pub mod team;
#[cfg(test)]
pub mod testing;
pub mod ticket;
pub mod view;
pub mod words;
