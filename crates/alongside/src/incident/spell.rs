//! The services of an incident: how each is now stands on the incident, what it was before in the service's spells.

use super::{Error, Incident, Refused, ServiceState, store};
use crate::clock::At;
use crate::ids::ServiceId;
use crate::service;
use ::store::Tx;

/// Services of one incident.
const SERVICES_MAX: usize = 50;

fn as_spell(state: ServiceState) -> Option<service::spell::State> {
    match state {
        ServiceState::Operational => None,
        ServiceState::Degraded => Some(service::spell::State::Degraded),
        ServiceState::PartialOutage => Some(service::spell::State::PartialOutage),
        ServiceState::Outage => Some(service::spell::State::Outage),
    }
}

/// Says how services are from `at` on. Gives the names of those whose state changed, with the new one.
pub(super) fn set(
    tx: &mut Tx,
    incident: &Incident,
    wanted: &[(ServiceId, ServiceState)],
    at: At,
) -> Result<Vec<(String, ServiceState)>, Error> {
    if wanted.len() > SERVICES_MAX {
        return Err(Refused::TooMany("Fifty services").into());
    }
    let known = store::services(tx, incident.id)?;
    let mut changed = Vec::new();
    for (id, state) in wanted {
        if known.iter().any(|(known, _, now)| known == id && now == state) {
            continue;
        }
        let Some(service) = service::find(tx, *id)? else { return Err(Refused::NoSuch("service").into()) };
        store::set_service(tx, incident.id, *id, *state)?;
        service::spell::set(tx, *id, incident.record(), as_spell(*state), at)?;
        changed.push((service.name, *state));
    }
    Ok(changed)
}

/// “Wi-Fi: down, Mail: slow or shaky”.
pub(super) fn words(changed: &[(String, ServiceState)]) -> String {
    let parts: Vec<String> =
        changed.iter().map(|(name, state)| format!("{name}: {}", state.word().to_lowercase())).collect();
    parts.join(", ")
}
