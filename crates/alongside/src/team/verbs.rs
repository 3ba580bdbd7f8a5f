//! Adding and renaming teams.

use super::{TeamId, slug, store};
use crate::person::clean_name;
use ::store::{Error as Fault, Tx};

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    #[error("Give the team a name.")]
    NoName,
    #[error("There is a team called {0} already. Choose another name.")]
    Taken(String),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Fault(#[from] Fault),
}

pub fn add(tx: &mut Tx, name: &str) -> Result<TeamId, Error> {
    let name = clean_name(name);
    let slug = slug(&name);
    if slug.is_empty() {
        return Err(Refused::NoName.into());
    }
    if let Some(other) = store::by_slug(tx, &slug)? {
        return Err(Refused::Taken(other.name).into());
    }
    Ok(store::insert(tx, &name, &slug)?)
}

/// The word for searches stays: links and habits rest on it.
pub fn rename(tx: &mut Tx, id: TeamId, name: &str) -> Result<(), Error> {
    let name = clean_name(name);
    if slug(&name).is_empty() {
        return Err(Refused::NoName.into());
    }
    Ok(store::update(tx, id, &name, true)?)
}
