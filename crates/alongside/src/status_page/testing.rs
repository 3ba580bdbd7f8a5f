//! A house with a status page: services on it, an incident on them, and planned work.

use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::ids::PersonId;
use store::{Error, Tx, params};

store::statements! {
    pub const SERVICE: "INSERT INTO services (id, name, slug, description, owner_team_id, active, changed_at, on_status_page, status_group, status_order, on_status_page_since) \
        VALUES ($1, $2, $3, '', NULL, TRUE, $4, $5, $6, $7, $8)";
    pub const RECORD: "INSERT INTO records (id, kind, number, title, created_at) VALUES ($1, $2, $3, $4, $5)";
    pub const INCIDENT: "INSERT INTO incidents (id, number, title, severity, state, source, owner_id, declared_by_id, declared_at, began_at, cadence_minutes, next_update_by, is_public, public_id, version) \
        VALUES ($1, $2, $3, 'major', 'investigating', 'hand', $4, $5, $6, $7, 30, $8, $9, $10, 1)";
    pub const TOUCHES: "INSERT INTO incident_services (incident_id, service_id, state) VALUES ($1, $2, $3)";
    pub const SPELL: "INSERT INTO service_spells (id, service_id, record_id, state, from_at, until_at) VALUES ($1, $2, $3, $4, $5, NULL)";
    pub const UPDATE: "INSERT INTO incident_updates (id, incident_id, author_id, at, state, body, is_late) VALUES ($1, $2, $3, $4, 'investigating', $5, FALSE)";
    pub const CHANGE: "INSERT INTO changes (id, number, title, kind, state, impact, likelihood, starts_at, ends_at, time_zone, owner_id, public_id, created_by_id, created_at, version) \
        VALUES ($1, 1, $2, 'normal', 'approved', 'low', 'low', $3, $4, 'UTC', $5, 'chg1', $6, $7, 1)";
    pub const CHANGES: "INSERT INTO change_services (change_id, service_id) VALUES ($1, $2)";
    pub const ANNOUNCED: "INSERT INTO announcements (change_id, what, notice, state, changed_at, version) VALUES ($1, $2, $3, 'scheduled', $4, 1)";
    pub const SAY: "UPDATE incident_updates SET body = $1 WHERE id = $2";
}

/// Mail (1) does not work since half an hour, the printers (2) do; a service (3) is not on the page, and an incident is
/// not public. A change of mail comes in two days. Records reach back forty days.
pub fn furnish(tx: &mut Tx, by: PersonId, now: At) -> Result<(), Error> {
    let since = now.plus(-40 * DAY);
    for (id, name, slug, shown, group) in [
        (1_i64, "Mail", "mail", true, "Offices"),
        (2, "Printers", "printers", true, "Offices"),
        (3, "Secret thing", "secret", false, ""),
    ] {
        tx.run(SERVICE, params![id, name, slug, since, shown, group, id, shown.then_some(since)])?;
    }
    for (id, title, public_id, is_public) in
        [(101_i64, "Mail is away", "pub1", true), (102, "Hidden trouble", "pub2", false)]
    {
        tx.run(RECORD, params![id, "incident", id, title, now])?;
        let began = now.plus(-30 * MINUTE);
        tx.run(
            INCIDENT,
            params![id, id, title, by, by, now, began, now.plus(30 * MINUTE), is_public, public_id],
        )?;
    }
    tx.run(TOUCHES, params![101_i64, 1_i64, "outage"])?;
    tx.run(SPELL, params![1_i64, 1_i64, 101_i64, "outage", now.plus(-30 * MINUTE)])?;
    tx.run(UPDATE, params![1_i64, 101_i64, by, now, "We look for it."])?;
    let starts = now.plus(2 * DAY);
    tx.run(RECORD, params![103_i64, "change", 1_i64, "New mail server", now])?;
    tx.run(CHANGE, params![103_i64, "New mail server", starts, starts.plus(2 * HOUR), by, by, now])?;
    tx.run(CHANGES, params![103_i64, 1_i64])?;
    tx.run(ANNOUNCED, params![103_i64, "A new server takes over.", "Mail is away for two hours.", now])?;
    Ok(())
}

/// One more update of the incident.
pub fn update(tx: &mut Tx, id: i64, by: PersonId, now: At) -> Result<(), Error> {
    tx.run(UPDATE, params![id, 101_i64, by, now, "Still looking."]).map(drop)
}

/// Other words in an update.
pub fn say(tx: &mut Tx, update: i64, body: &str) -> Result<(), Error> {
    tx.run(SAY, params![body, update]).map(drop)
}
