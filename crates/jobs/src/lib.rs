//! Work that is done later, or again until it works: mail to send, reminders, housekeeping.
//!
//! A job is a row written in the same transaction as what it follows from, so neither exists without the
//! other. Workers on any number of nodes claim due jobs with a lease; a claim whose node died is free again
//! when the lease ends. So a job runs at least once: handlers make running twice harmless.
//!
//! This crate refuses to know what a job does: to it a kind is a word and a payload is text. It never asks
//! the system for the time; the clock is handed in, in UTC microseconds.

mod backoff;
mod store;
mod worker;

pub use crate::store::{DeadJob, NewJob, cancel, dead, discard, enqueue, outstanding, retry};
pub use backoff::delay;
pub use worker::{Clock, JobError, Worker};

::store::id_type! {
    /// One job.
    pub struct JobId;
}

/// The jobs table, for the program's ordered list of migrations.
pub const MIGRATION_SQL: &str = include_str!("migration.sql");

/// The topic of the notice that says a job may be due sooner than the workers think.
pub const TOPIC: &str = "jobs";
