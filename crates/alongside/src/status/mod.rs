//! The status page: what works, what does not, what is planned, and how it was in the last 90 days, told to everybody who
//! looks. From rows that others keep a [`Snapshot`] is read; pages, feeds and JSON are made of it by pure functions. Who
//! asked for news is kept here too. Knows no request and no connection: serving is `status_page/`.

pub mod asking;
pub mod feed;
pub mod pages;
mod samples;
pub mod snapshot;
pub mod statuspage;
pub mod store;
pub mod subscriber;
#[cfg(test)]
mod tests;
pub mod uptime;
pub mod webhook;
pub mod words;

pub use self::snapshot::{Audience, Incident, Snapshot};
pub use self::store::{between, by_public_id, first, snapshot};
pub use self::subscriber::subscribers_of;
pub use self::words::Reader;
