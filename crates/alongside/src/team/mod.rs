//! Teams: who works a ticket, and who belongs to which.

pub mod pages;
pub mod store;
mod verbs;

pub use self::store::{all, all_members, by_slug, find, join, known, leave, members, of_people};
pub use crate::ids::TeamId;
pub use verbs::{Error, Refused, add, rename};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// The word for searches and addresses: lower case, digits and hyphens.
    pub slug: String,
    pub active: bool,
}

/// A slug from a name: `Network & Wi-Fi` becomes `network-wi-fi`. Empty when the name holds no letter.
pub fn slug(name: &str) -> String {
    let folded = crate::words::fold(name);
    let mut slug = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}
