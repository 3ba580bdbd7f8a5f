//! People: everybody who asks, answers or helps. A person may have several addresses; how they sign in and
//! what they may do is decided here. Knows nothing of tickets.

pub mod pages;
pub mod permission;
pub mod store;
mod verbs;

pub use self::store::{
    TokenUse, actor, addresses_of, any_admin, attempt, by_address, claim_automatic_answer,
    clear_undeliverable, colleague_names, colleagues, end_session, find, first_attempt, last_seen, link,
    mark_undeliverable, organisations, page, page_of_role, password_hash, revoke_token, session, sessions_of,
    starting_with, sweep, teams_of, token, tokens_of, touch_session, touch_token, undeliverable, will_find,
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

::store::text_enum! {
    /// How much somebody wants to read about what was done: only what it means for them, a bit of why, or everything.
    pub enum Detail { Plain = "plain", Middle = "some", Full = "full" }
}

/// What a colleague should know before writing to somebody; all of it in the person's own words, none of it needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What their work is: “Ward sister, Ward 4 East”.
    pub work: String,
    /// As written by them.
    pub telephone: String,
    /// How they like to be reached: “a call before ten”.
    pub reach: String,
    pub detail: Detail,
}

impl Default for About {
    fn default() -> Self {
        let none = String::new;
        About { work: none(), telephone: none(), reach: none(), detail: Detail::Middle }
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
    pub about: About,
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
