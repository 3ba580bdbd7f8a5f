//! Readers that are made already, by team. Each unit of work looks up which version holds in its own snapshot, so that
//! a change on another node is seen by the next draft; a reader is made again only then.

use super::house::Settings;
use super::store;
use crate::ids::TeamId;
use ::coach::{Coach, House};
use ::store::{Conn, Error};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// Readers kept at once; a reader takes some megabytes when it has been used.
const READERS_MAX: usize = 24;

/// The coach as it comes: most desks and teams change nothing, and share it.
static AS_IT_COMES: LazyLock<Arc<Coach>> = LazyLock::new(|| Arc::new(Coach::new()));

/// The readers of one version of what was decided.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    version: i64,
    by_team: HashMap<Option<TeamId>, Arc<Coach>>,
}

impl Shelf {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, version: i64, team: Option<TeamId>) -> Option<Arc<Coach>> {
        let held = self.held();
        if held.version == version { held.by_team.get(&team).cloned() } else { None }
    }

    fn keep(&self, version: i64, readers: &[(Option<TeamId>, &Arc<Coach>)]) {
        let mut held = self.held();
        if held.version != version || held.by_team.len() >= READERS_MAX {
            held.by_team.clear();
            held.version = version;
        }
        held.by_team.extend(readers.iter().map(|(team, reader)| (*team, Arc::clone(reader))));
    }
}

/// The reader for a team's drafts; without a team, the house's. Cheap: the reader makes itself ready when it first
/// reads, which belongs outside a unit of work.
pub fn reader(conn: &mut Conn, shelf: &Shelf, team: Option<TeamId>) -> Result<Arc<Coach>, Error> {
    let version = store::version(conn)?;
    if version == 0 {
        return Ok(Arc::clone(&AS_IT_COMES));
    }
    if let Some(found) = shelf.find(version, team) {
        return Ok(found);
    }
    let settings = store::settings(conn)?;
    let house = shelf.find(version, None).unwrap_or_else(|| made(settings.house(None)));
    let found = match team.filter(|team| settings.has_own(*team)) {
        Some(team) => made(settings.house(Some(team))),
        None => Arc::clone(&house),
    };
    shelf.keep(version, &[(None, &house), (team, &found)]);
    Ok(found)
}

/// The reader of what was, or would be, decided.
pub(super) fn reader_of(settings: &Settings, team: Option<TeamId>) -> Arc<Coach> {
    made(settings.house(team))
}

fn made(house: House) -> Arc<Coach> {
    if house == House::default() {
        return Arc::clone(&AS_IT_COMES);
    }
    match Coach::of(house) {
        Ok(coach) => Arc::new(coach),
        Err(wrong) => {
            // Checked before it was kept; a newer program may have become stricter. No draft may suffer from that.
            tracing::warn!(?wrong, "the house's rules cannot be read; the coach reads with its own");
            Arc::clone(&AS_IT_COMES)
        }
    }
}
