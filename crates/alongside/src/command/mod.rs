//! The commands of an admin at the terminal: each a few lines around a verb. They may run while the desk serves.

pub mod backup;
pub mod coach;
pub mod mail;
pub mod person;
pub mod show;
pub mod store;
pub mod token;
pub mod verify;
