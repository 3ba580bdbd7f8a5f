//! People: everybody who asks, answers or helps. A person may have several addresses; how they sign in and
//! what they may do is decided here. Knows nothing of tickets.

pub mod pages;
pub mod permission;
pub mod store;
mod verbs;

pub use self::store::{
    TokenUse, actor, addresses_of, any_admin, attempt, by_address, claim_automatic_answer,
    clear_undeliverable, colleagues, end_session, find, first_attempt, link, mark_undeliverable, page,
    page_of_role, password_hash, revoke_token, session, sessions_of, starting_with, sweep, teams_of, token,
    tokens_of, touch_session, touch_token, undeliverable,
};
pub use permission::{Power, may};
pub use verbs::*;

use crate::ids::TeamId;
pub use crate::ids::{OrganisationId, PersonId};

::store::text_enum! {
    /// What a person may do, each more than the one before. The table is in `permission.rs`.
    pub enum Role {
        Requester = "requester",
        Contributor = "contributor",
        Agent = "agent",
        Lead = "lead",
        Admin = "admin",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub organisation: Option<OrganisationId>,
    /// The primary address.
    pub address: String,
    /// BCP 47, e.g. `en` or `de`.
    pub language: String,
    /// IANA name; empty: the desk's own.
    pub time_zone: String,
    pub active: bool,
}

/// Who is asking. Every look-up takes one and finds only what that person may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub teams: Vec<TeamId>,
    pub language: String,
    pub time_zone: String,
}

impl Actor {
    pub fn may(&self, power: Power) -> bool {
        may(self.role, power)
    }

    /// Works in the desk, rather than asking in the portal.
    pub fn is_staff(&self) -> bool {
        self.may(Power::SeeDesk)
    }
}

/// An address as it is stored and compared: trimmed and lower-cased whole.
pub fn folded_address(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Whether this could be a mail address at all: one `@`, something on both sides, no blanks or controls, at
/// most 254 bytes (RFC 5321, 4.5.3.1.3).
pub fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    address.len() <= 254
        && !local.is_empty()
        && local.len() <= 64
        && !domain.is_empty()
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && address.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\"\\".contains(c))
}
