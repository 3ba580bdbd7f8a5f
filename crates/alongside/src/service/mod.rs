//! Services: what IT runs for people, in the words of those who use it: who uses each, what it needs to run, where it
//! stands on the status page, and when it was not as it should be. Answers 'who is affected if this stops?' with people.
//! Knows nothing of incidents or changes: whatever disturbs a service is a record here.

mod affected;
pub mod history;
mod map;
mod needs;
pub mod pages;
pub mod spell;
pub mod store;
#[cfg(test)]
mod tests;
mod users;
mod verbs;

pub use self::store::{all, by_slug, find, known};
pub use crate::ids::ServiceId;
pub use affected::{
    Affected, Reach, affected_count, affected_page, affected_people, has_users, named_page, reach, used_by,
};
pub use map::{Map, Place, drawn};
pub use needs::{Graph, dependents, graph, set_needs};
pub use users::{Unknown, UserKind, UserRule, add_people, drop_user, entered, set_rules, users_of};
pub use verbs::{Error, Refused, add, change, show_on_status_page};

use crate::clock::At;
use crate::ids::TeamId;
use ::store::{Conn, Error as Fault};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: ServiceId,
    pub name: String,
    pub slug: String,
    /// In the words of the people who use it: "Printing from any computer".
    pub description: String,
    pub owner_team: Option<TeamId>,
    pub active: bool,
    pub component: Component,
}

/// How a service stands on the status page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    pub is_shown: bool,
    /// The heading it stands under; may be empty.
    pub group: String,
    /// Lower comes first, within the group and among groups by the lowest in each.
    pub order: i64,
    /// When it was first shown: the page has no records from before.
    pub since: Option<At>,
}

/// What the status page shows, in its order: group by group, those without a group where their own order puts them.
pub fn components(conn: &mut Conn) -> Result<Vec<Service>, Fault> {
    let services = known(conn)?;
    let mut shown: Vec<Service> =
        services.iter().filter(|s| s.active && s.component.is_shown).cloned().collect();
    let mut first = std::collections::HashMap::<String, i64>::new();
    for s in &shown {
        let lowest = first.entry(s.component.group.clone()).or_insert(s.component.order);
        *lowest = (*lowest).min(s.component.order);
    }
    shown.sort_by_cached_key(|s| {
        let c = &s.component;
        let of_group = if c.group.is_empty() { c.order } else { first.get(&c.group).copied().unwrap_or(0) };
        (of_group, c.group.clone(), c.order, s.name.clone(), s.id)
    });
    Ok(shown)
}
