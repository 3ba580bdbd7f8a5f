//! A believable bad morning, for the photographs and the tests of pages, feeds and JSON.

use super::pages::{Links, Maker};
use super::snapshot::{
    Audience, Component, Group, Impact, Incident, Phase, Planned, Progress, Snapshot, Update,
};
use super::uptime::{Spell, State};
use super::words::Reader;
use crate::clock::{At, DAY, HOUR, MINUTE};
use crate::ids::{IncidentId, IncidentUpdateId, ServiceId};
use crate::language::Language;
use jiff::tz::TimeZone;

/// 2026-11-24T09:00:00Z
pub const NOW: At = At(1_795_510_800_000_000);

fn spell(state: State, from: i64, until: Option<i64>) -> Spell {
    Spell { state, from: NOW.plus(-from), until: until.map(|until| NOW.plus(-until)) }
}

fn component(id: i64, name: &str, description: &str, since: i64, spells: Vec<Spell>) -> Component {
    Component {
        id: ServiceId(id),
        name: name.to_owned(),
        description: description.to_owned(),
        since: Some(NOW.plus(-since)),
        changed_at: NOW.plus(-since),
        spells,
    }
}

fn update(id: i64, ago: i64, phase: Phase, body: &str, late_for: Option<i64>) -> Update {
    let late_for = late_for.map(|ago| NOW.plus(-ago));
    Update { id: IncidentUpdateId(id), at: NOW.plus(-ago), phase, body: body.to_owned(), late_for }
}

fn groups() -> Vec<Group> {
    use State::{Degraded, Maintenance, Outage, PartialOutage};
    let work = |days: i64| spell(Maintenance, days * DAY, Some(days * DAY - 2 * HOUR));
    vec![
        Group {
            name: "Everyday work".to_owned(),
            components: vec![
                component(
                    5,
                    "Printing",
                    "Printing and scanning from any computer",
                    400 * DAY,
                    vec![spell(Degraded, 50 * DAY, Some(50 * DAY - 3 * HOUR)), work(20)],
                ),
                component(
                    6,
                    "Mail and calendar",
                    "",
                    400 * DAY,
                    vec![
                        spell(Outage, 71 * DAY, Some(71 * DAY - 95 * MINUTE)),
                        spell(PartialOutage, 33 * DAY, Some(33 * DAY - HOUR)),
                        spell(Degraded, 12 * DAY, Some(11 * DAY)),
                    ],
                ),
                component(
                    7,
                    "Wi-Fi",
                    "Wireless network in all buildings, for staff and guests",
                    400 * DAY,
                    vec![spell(PartialOutage, 2 * HOUR + 10 * MINUTE, Some(HOUR)), spell(Outage, HOUR, None)],
                ),
            ],
        },
        Group {
            name: "Care".to_owned(),
            components: vec![
                component(8, "Patient records", "", 400 * DAY, vec![work(40), work(12)]),
                component(9, "Laboratory results", "", 34 * DAY, vec![]),
            ],
        },
    ]
}

pub fn snapshot() -> Snapshot {
    let wifi = Incident {
        id: IncidentId(12),
        public_id: "k3v9tq2m8x4c7p1w".to_owned(),
        title: "Wi-Fi does not work in building C".to_owned(),
        impact: Impact::Major,
        phase: Phase::Identified,
        began_at: NOW.plus(-130 * MINUTE),
        declared_at: NOW.plus(-125 * MINUTE),
        resolved_at: None,
        next_update_by: Some(NOW.plus(30 * MINUTE)),
        services: vec![(ServiceId(7), State::Outage)],
        updates: vec![
            update(
                43,
                2 * MINUTE,
                Phase::Identified,
                "A switch in building C has lost its power. A new one is on its way from building A and **should be in by 11:00**. Until then the network cables in every room work, and so do the telephones.",
                None,
            ),
            update(
                42,
                55 * MINUTE,
                Phase::Investigating,
                "The trouble is larger than we thought: the whole of building C is without Wi-Fi.",
                Some(62 * MINUTE),
            ),
            update(
                41,
                120 * MINUTE,
                Phase::Investigating,
                "Some people in building C cannot join the Wi-Fi. We are looking for the cause.",
                None,
            ),
        ],
        review: String::new(),
    };
    let mail = Incident {
        id: IncidentId(11),
        public_id: "q8n2f6r1z5y3h7d0".to_owned(),
        title: "Mail arrives late".to_owned(),
        impact: Impact::Minor,
        phase: Phase::Resolved,
        began_at: NOW.plus(-4 * DAY),
        declared_at: NOW.plus(-4 * DAY + 10 * MINUTE),
        resolved_at: Some(NOW.plus(-4 * DAY + 130 * MINUTE)),
        next_update_by: None,
        services: vec![(ServiceId(6), State::Operational)],
        updates: vec![
            update(40, 4 * DAY - 130 * MINUTE, Phase::Resolved, "Mail arrives in time again. Nothing was lost.", None),
            update(39, 4 * DAY - 15 * MINUTE, Phase::Investigating, "Mail arrives with half an hour's delay & more.", None),
        ],
        review: "The queue was full because an old filter tried to open very large files. It now leaves them alone.".to_owned(),
    };
    let work = Planned {
        public_id: "c2b7m4k9s1v6".to_owned(),
        title: "New version of the patient records".to_owned(),
        progress: Progress::Approved,
        starts_at: NOW.plus(3 * DAY + 12 * HOUR),
        ends_at: NOW.plus(3 * DAY + 14 * HOUR),
        began_at: None,
        ended_at: None,
        created_at: NOW.plus(-2 * DAY),
        sequence: 1,
        what: "The patient records get a new version.".to_owned(),
        notice: "You can read records in that time, but not change them.".to_owned(),
        services: vec![ServiceId(8)],
    };
    Snapshot {
        organisation: "Marlow Vale Hospital".to_owned(),
        time_zone: "Europe/London".to_owned(),
        language: "en".to_owned(),
        audience: Audience::Everybody,
        groups: groups(),
        incidents: vec![wifi, mail],
        planned: vec![work],
    }
}

/// The same house on a good day.
pub fn quiet() -> Snapshot {
    let mut quiet = snapshot();
    quiet.incidents.retain(|incident| !incident.is_open());
    quiet
        .groups
        .iter_mut()
        .flat_map(|g| &mut g.components)
        .for_each(|c| c.spells.retain(|s| s.until.is_some()));
    quiet
}

fn reader() -> Reader {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Reader { language: Language::English, zone, names_zone: true }
}

/// Makes a sample with its reader at hand.
pub fn with<T>(snapshot: &Snapshot, now: At, make: impl FnOnce(&Maker) -> T) -> T {
    let reader = reader();
    make(&Maker { snapshot, reader: &reader, theme: "auto", links: Links::served(), desk_url: "", now })
}
