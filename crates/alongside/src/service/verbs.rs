//! Adding and changing services.

use super::{Service, ServiceId, store};
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
) -> Result<(), Error> {
    let name = clean_name(name);
    if slug(&name).is_empty() {
        return Err(Refused::NoName.into());
    }
    if let Some(before) = store::find(tx, id)? {
        let changed = Service { name, description: described(description), owner_team: owner, ..before };
        store::update(tx, &changed)?;
    }
    Ok(())
}
