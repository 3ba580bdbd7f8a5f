//! Services: what IT runs for people. Plain for now: a name, a description, the team that owns it.

pub mod pages;
pub mod store;
mod verbs;

pub use self::store::{all, by_slug, find, known};
pub use crate::ids::ServiceId;
use crate::ids::TeamId;
pub use verbs::{Error, Refused, add, change};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: ServiceId,
    pub name: String,
    pub slug: String,
    pub description: String,
    pub owner_team: Option<TeamId>,
    pub active: bool,
}
