//! Adding and changing services.

use super::{Component, Service, ServiceId, store};
use crate::clock::At;
use crate::ids::TeamId;
use crate::person::clean_name;
use crate::team::slug;
use ::store::{Error as Fault, Tx};

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("Give the service the name that people know it by.")]
    NoName,
    #[error("There is a service called {0} already. Choose another name.")]
    Taken(String),
    #[error("There is no such service, team or organisation any more. Load the page again.")]
    NoService,
    #[error("That would close a circle: {}. Something has to come first.", .0.join(" needs "))]
    Circle(Vec<String>),
    #[error("Choose at most 50 services that this one needs itself.")]
    TooManyNeeds,
    #[error("That is more at once than fits. Add them in smaller portions.")]
    TooManyUsers,
    #[error("Write at least one mail address, as name@example.org.")]
    NoAddress,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn described(description: &str) -> String {
    description.trim().chars().take(500).collect()
}

pub fn add(tx: &mut Tx, name: &str, description: &str, owner: Option<TeamId>) -> Result<ServiceId, Error> {
    let name = clean_name(name);
    let slug = slug(&name);
    if slug.is_empty() {
        return Err(Refused::NoName.into());
    }
    if let Some(other) = store::by_slug(tx, &slug)? {
        return Err(Refused::Taken(other.name).into());
    }
    Ok(store::insert(tx, &name, &slug, &described(description), owner)?)
}

pub fn change(
    tx: &mut Tx,
    id: ServiceId,
    name: &str,
    description: &str,
    owner: Option<TeamId>,
    now: At,
) -> Result<(), Error> {
    let name = clean_name(name);
    if slug(&name).is_empty() {
        return Err(Refused::NoName.into());
    }
    if let Some(before) = store::find(tx, id)? {
        let changed = Service { name, description: described(description), owner_team: owner, ..before };
        store::update(tx, &changed, now)?;
    }
    Ok(())
}

/// Characters of a heading on the status page.
pub const GROUP_LENGTH_MAX: usize = 60;

/// Shows a service on the status page, or no longer. The page's records begin when it is first shown.
pub fn show_on_status_page(
    tx: &mut Tx,
    id: ServiceId,
    is_shown: bool,
    group: &str,
    order: i64,
    now: At,
) -> Result<(), Error> {
    let before = store::find(tx, id)?.ok_or(Refused::NoService)?;
    let component = Component {
        is_shown,
        group: clean_name(group).chars().take(GROUP_LENGTH_MAX).collect(),
        order: order.clamp(0, 9_999),
        since: before.component.since.or_else(|| is_shown.then_some(now)),
    };
    Ok(store::update(tx, &Service { component, ..before }, now)?)
}
