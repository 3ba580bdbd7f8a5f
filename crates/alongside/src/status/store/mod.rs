//! The SQL of the status page. What it shows are rows that other features keep (services, incidents, changes): it only
//! reads those. Who asked for news are rows of its own, in `store/` beside this.

pub mod subscriber;
pub mod webhook;

use super::snapshot::{Audience, Component, Group, Incident, Phase, Planned, Snapshot, Update};
use super::uptime::{Spell, State};
use crate::clock::{At, DAY};
use crate::ids::{ChangeId, IncidentId, ServiceId};
use crate::setting;
use std::collections::{BTreeMap, BTreeSet};
use store::{Conn, Error, Query, Row, params};

store::statements! {
    pub const COMPONENTS: "SELECT id, name, description, status_group, on_status_page_since, changed_at FROM services \
        WHERE active = TRUE AND on_status_page = TRUE ORDER BY status_order, name, id LIMIT 200";
    pub const SHOWN: "SELECT id FROM services WHERE active = TRUE AND on_status_page = TRUE ORDER BY id LIMIT 200";
    pub const SPELLS: "SELECT s.service_id, s.state, s.from_at, s.until_at FROM services v JOIN service_spells s ON s.service_id = v.id \
        WHERE v.active = TRUE AND v.on_status_page = TRUE AND (s.until_at IS NULL OR s.until_at > $1) ORDER BY s.service_id, s.from_at, s.id LIMIT 20000";
    pub const OPEN: "SELECT id, public_id, title, severity, state, began_at, declared_at, resolved_at, next_update_by FROM incidents \
        WHERE resolved_at IS NULL AND is_public = TRUE ORDER BY declared_at DESC, id DESC LIMIT 50";
    pub const RECENT: "SELECT id, public_id, title, severity, state, began_at, declared_at, resolved_at, next_update_by FROM incidents \
        WHERE is_public = TRUE ORDER BY declared_at DESC, id DESC LIMIT 50";
    pub const BETWEEN: "SELECT id, public_id, title, severity, state, began_at, declared_at, resolved_at, next_update_by FROM incidents \
        WHERE declared_at >= $1 AND declared_at < $2 AND is_public = TRUE ORDER BY declared_at DESC, id DESC LIMIT 200";
    pub const BY_PUBLIC_ID: "SELECT id, public_id, title, severity, state, began_at, declared_at, resolved_at, next_update_by FROM incidents \
        WHERE public_id = $1 AND is_public = TRUE";
    pub const FIRST: "SELECT declared_at FROM incidents WHERE is_public = TRUE ORDER BY declared_at, id LIMIT 1";
    pub const PLANNED: "SELECT c.id, c.public_id, c.title, c.state, c.starts_at, c.ends_at, c.began_at, c.ended_at, c.created_at, c.sequence, \
        COALESCE(a.what, ''), COALESCE(a.notice, '') FROM changes c LEFT JOIN announcements a ON a.change_id = c.id \
        WHERE c.starts_at > $1 AND c.ends_at IS NOT NULL AND c.state IN ('approved', 'running', 'done', 'failed', 'undone', 'cancelled') \
        AND (a.state IN ('scheduled', 'cancelled') OR c.state = 'running') ORDER BY c.starts_at, c.id LIMIT 200";
}

/// Planned work that began longer ago is no longer told of.
const PLANNED_KEPT: i64 = 31 * DAY;
/// A little more than the days that are looked back on, so that every zone's first day is whole.
const SPELLS_KEPT: i64 = 92 * DAY;
/// Updates of the incidents at hand that are read at most.
const UPDATES_MAX: &str = " ORDER BY incident_id, id DESC LIMIT 3000";

/// Everything the page says, as the tables have it; `now` decides only how far back is read.
pub fn snapshot(conn: &mut Conn, now: At) -> Result<Snapshot, Error> {
    let (names, groups) = components(conn, now)?;
    let mut incidents: Vec<Incident> = conn.all(OPEN, params![], incident)?;
    let known: BTreeSet<IncidentId> = incidents.iter().map(|incident| incident.id).collect();
    incidents.extend(conn.all(RECENT, params![], incident)?.into_iter().filter(|i| !known.contains(&i.id)));
    incidents.sort_by_key(|incident| std::cmp::Reverse((incident.declared_at, incident.id)));
    fill(conn, &mut incidents, &names)?;
    let planned = planned(conn, now, &names)?;
    let mut get = |name| setting::get(conn, name).map(Option::unwrap_or_default);
    let audience = get(setting::name::STATUS_PAGE)?;
    let of_house =
        |value: String, otherwise: &str| if value.is_empty() { otherwise.to_owned() } else { value };
    Ok(Snapshot {
        organisation: of_house(get(setting::name::ORGANISATION)?, "IT help"),
        time_zone: of_house(get(setting::name::TIME_ZONE)?, "UTC"),
        language: of_house(get(setting::name::LANGUAGE)?, "en"),
        audience: audience.parse().unwrap_or(Audience::Everybody),
        groups,
        incidents,
        planned,
    })
}

/// The services that the page shows.
pub fn shown(conn: &mut Conn) -> Result<Vec<ServiceId>, Error> {
    conn.all(SHOWN, params![], |row| row.get(0))
}

type Names = BTreeMap<ServiceId, String>;

fn components(conn: &mut Conn, now: At) -> Result<(Names, Vec<Group>), Error> {
    let mut spells: BTreeMap<ServiceId, Vec<Spell>> = BTreeMap::new();
    for (service, spell) in conn.all(SPELLS, params![now.plus(-SPELLS_KEPT)], |row| {
        Ok((row.get(0)?, Spell { state: row.get(1)?, from: row.get(2)?, until: row.get(3)? }))
    })? {
        spells.entry(service).or_default().push(spell);
    }
    let mut names = Names::new();
    let mut groups: Vec<Group> = Vec::new();
    for (heading, mut component) in conn.all(COMPONENTS, params![], |row| {
        let component = Component {
            id: row.get(0)?,
            name: row.get(1)?,
            description: row.get(2)?,
            since: row.get(4)?,
            changed_at: row.get(5)?,
            spells: Vec::new(),
        };
        Ok((row.get::<String>(3)?, component))
    })? {
        component.spells = spells.remove(&component.id).unwrap_or_default();
        names.insert(component.id, component.name.clone());
        match groups.iter_mut().find(|group| group.name == heading) {
            Some(group) => group.components.push(component),
            None => groups.push(Group { name: heading, components: vec![component] }),
        }
    }
    Ok((names, groups))
}

fn incident(row: &Row) -> Result<Incident, Error> {
    Ok(Incident {
        id: row.get(0)?,
        public_id: row.get(1)?,
        title: row.get(2)?,
        impact: row.get(3)?,
        phase: row.get(4)?,
        began_at: row.get(5)?,
        declared_at: row.get(6)?,
        resolved_at: row.get(7)?,
        next_update_by: row.get(8)?,
        services: Vec::new(),
        updates: Vec::new(),
        review: String::new(),
    })
}

/// What was said of these incidents, which services of the page they touch, and what was learned.
fn fill(conn: &mut Conn, incidents: &mut [Incident], shown: &Names) -> Result<(), Error> {
    if incidents.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = incidents.iter().map(|incident| incident.id.0).collect();
    let mut query = Query::new(
        "SELECT incident_id, id, at, state, body, due_at, is_late FROM incident_updates WHERE incident_id IN ",
    );
    query.list(ids.iter().copied()).sql(UPDATES_MAX);
    let mut updates: BTreeMap<IncidentId, Vec<Update>> = BTreeMap::new();
    for (id, update) in conn.query(&query, |row| {
        let late: bool = row.get(6)?;
        let due: Option<At> = row.get(5)?;
        let update = Update {
            id: row.get(1)?,
            at: row.get(2)?,
            phase: row.get::<Phase>(3)?,
            body: row.get(4)?,
            late_for: due.filter(|_| late),
        };
        Ok((row.get::<IncidentId>(0)?, update))
    })? {
        updates.entry(id).or_default().push(update);
    }
    let mut query =
        Query::new("SELECT incident_id, service_id, state FROM incident_services WHERE incident_id IN ");
    query.list(ids.iter().copied()).sql(" ORDER BY incident_id, service_id LIMIT 5000");
    let mut services: BTreeMap<IncidentId, Vec<(ServiceId, State)>> = BTreeMap::new();
    for (id, service, state) in conn.query(&query, |row| {
        Ok((row.get::<IncidentId>(0)?, row.get::<ServiceId>(1)?, row.get::<State>(2)?))
    })? {
        if shown.contains_key(&service) {
            services.entry(id).or_default().push((service, state));
        }
    }
    let mut query =
        Query::new("SELECT incident_id, plain FROM reviews WHERE is_published = TRUE AND incident_id IN ");
    query.list(ids.iter().copied());
    let mut reviews: BTreeMap<IncidentId, String> = conn
        .query(&query, |row| Ok((row.get::<IncidentId>(0)?, row.get::<String>(1)?)))?
        .into_iter()
        .collect();
    for incident in incidents {
        incident.updates = updates.remove(&incident.id).unwrap_or_default();
        incident.services = services.remove(&incident.id).unwrap_or_default();
        incident.review = reviews.remove(&incident.id).unwrap_or_default();
    }
    Ok(())
}

/// Work that touches a service of the page, or none at all.
fn planned(conn: &mut Conn, now: At, shown: &Names) -> Result<Vec<Planned>, Error> {
    let found = conn.all(PLANNED, params![now.plus(-PLANNED_KEPT)], |row| {
        let planned = Planned {
            public_id: row.get(1)?,
            title: row.get(2)?,
            progress: row.get(3)?,
            starts_at: row.get(4)?,
            ends_at: row.get(5)?,
            began_at: row.get(6)?,
            ended_at: row.get(7)?,
            created_at: row.get(8)?,
            sequence: row.get(9)?,
            what: row.get(10)?,
            notice: row.get(11)?,
            services: Vec::new(),
        };
        Ok((row.get::<ChangeId>(0)?, planned))
    })?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT change_id, service_id FROM change_services WHERE change_id IN ");
    query.list(found.iter().map(|(id, _)| id.0)).sql(" ORDER BY change_id, service_id LIMIT 5000");
    let mut services: BTreeMap<ChangeId, Vec<ServiceId>> = BTreeMap::new();
    for (change, service) in
        conn.query(&query, |row| Ok((row.get::<ChangeId>(0)?, row.get::<ServiceId>(1)?)))?
    {
        services.entry(change).or_default().push(service);
    }
    let mut told = Vec::new();
    for (id, mut planned) in found {
        let touched = services.remove(&id).unwrap_or_default();
        planned.services = touched.iter().copied().filter(|service| shown.contains_key(service)).collect();
        if !planned.services.is_empty() {
            told.push(planned);
        }
    }
    Ok(told)
}

/// Incidents that were declared in a span of time, newest first, at most 200.
pub fn between(conn: &mut Conn, from: At, until: At, shown: &Snapshot) -> Result<Vec<Incident>, Error> {
    let mut incidents = conn.all(BETWEEN, params![from, until], incident)?;
    fill(conn, &mut incidents, &names(shown))?;
    Ok(incidents)
}

/// One incident by the name in its address.
pub fn by_public_id(conn: &mut Conn, public_id: &str, shown: &Snapshot) -> Result<Option<Incident>, Error> {
    let mut found: Vec<Incident> = conn.all(BY_PUBLIC_ID, params![public_id], incident)?;
    fill(conn, &mut found, &names(shown))?;
    Ok(found.pop())
}

/// When the first incident was declared that is told of.
pub fn first(conn: &mut Conn) -> Result<Option<At>, Error> {
    conn.one(FIRST, params![], |row| row.get(0))
}

fn names(shown: &Snapshot) -> Names {
    shown.components().map(|component| (component.id, component.name.clone())).collect()
}
