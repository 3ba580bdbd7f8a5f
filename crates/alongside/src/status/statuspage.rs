//! The page as JSON in the shape of Atlassian Statuspage's public API v2, so that programs which read such pages read
//! ours. Field names and words are theirs; times are RFC 3339. What we have no word for is null.

use super::snapshot::{Component, Impact, Incident, Overall, Phase, Planned, Progress, Snapshot};
use super::uptime::State;
use crate::clock::At;
use crate::ids::ServiceId;
use serde_json::{Value, json};

/// The documents there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    Summary,
    Status,
    Components,
    Incidents,
    Unresolved,
    Maintenances,
    UpcomingMaintenances,
    ActiveMaintenances,
}

impl Document {
    pub const ALL: [(Document, &'static str); 8] = [
        (Document::Summary, "summary.json"),
        (Document::Status, "status.json"),
        (Document::Components, "components.json"),
        (Document::Incidents, "incidents.json"),
        (Document::Unresolved, "incidents/unresolved.json"),
        (Document::Maintenances, "scheduled-maintenances.json"),
        (Document::UpcomingMaintenances, "scheduled-maintenances/upcoming.json"),
        (Document::ActiveMaintenances, "scheduled-maintenances/active.json"),
    ];

    /// By its path below `/api/v2/`.
    pub fn find(path: &str) -> Option<Document> {
        Document::ALL.iter().find(|(_, name)| *name == path).map(|(document, _)| *document)
    }
}

const PAGE_ID: &str = "status";

fn time(at: At) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn status_of(state: State) -> &'static str {
    match state {
        State::Operational => "operational",
        State::Maintenance => "under_maintenance",
        State::Degraded => "degraded_performance",
        State::PartialOutage => "partial_outage",
        State::Outage => "major_outage",
    }
}

/// The document; `url` is the page's own address, without a slash at the end.
pub fn write(document: Document, snapshot: &Snapshot, url: &str, now: At) -> String {
    let all = Writer { snapshot, url, now };
    let incidents = |only_open: bool| -> Vec<Value> {
        snapshot
            .incidents
            .iter()
            .filter(|i| !only_open || i.is_open())
            .take(50)
            .map(|i| all.incident(i))
            .collect()
    };
    let maintenances = |wanted: &dyn Fn(&Planned) -> bool| -> Vec<Value> {
        snapshot.planned.iter().rev().filter(|p| wanted(p)).take(50).map(|p| all.maintenance(p)).collect()
    };
    let page = all.page();
    let value = match document {
        Document::Summary => json!({
            "page": page,
            "components": all.components(),
            "incidents": incidents(true),
            "scheduled_maintenances": maintenances(&|p| p.is_active() || p.is_upcoming(now)),
            "status": all.status(),
        }),
        Document::Status => json!({ "page": page, "status": all.status() }),
        Document::Components => json!({ "page": page, "components": all.components() }),
        Document::Incidents => json!({ "page": page, "incidents": incidents(false) }),
        Document::Unresolved => json!({ "page": page, "incidents": incidents(true) }),
        Document::Maintenances => json!({ "page": page, "scheduled_maintenances": maintenances(&|_| true) }),
        Document::UpcomingMaintenances => {
            json!({ "page": page, "scheduled_maintenances": maintenances(&|p| p.is_upcoming(now)) })
        }
        Document::ActiveMaintenances => {
            json!({ "page": page, "scheduled_maintenances": maintenances(&Planned::is_active) })
        }
    };
    value.to_string()
}

/// What a webhook is told: the incident as in `incidents.json`, with the page.
pub fn call(snapshot: &Snapshot, incident: &Incident, url: &str, now: At) -> String {
    let all = Writer { snapshot, url, now };
    json!({ "page": all.page(), "status": all.status(), "incident": all.incident(incident) }).to_string()
}

struct Writer<'a> {
    snapshot: &'a Snapshot,
    url: &'a str,
    now: At,
}

impl Writer<'_> {
    fn page(&self) -> Value {
        json!({
            "id": PAGE_ID,
            "name": self.snapshot.organisation,
            "url": self.url,
            "time_zone": self.snapshot.time_zone,
            "updated_at": time(self.snapshot.changed_at(self.now)),
        })
    }

    fn status(&self) -> Value {
        let (indicator, description) = match self.snapshot.overall(self.now) {
            Overall::Nothing | Overall::Well => ("none", "All Systems Operational"),
            Overall::Work => ("none", "Service Under Maintenance"),
            Overall::Looking => {
                let worst = self.snapshot.open().map(|i| i.impact).max().unwrap_or(Impact::Minor);
                (worst.as_str(), "Incident Under Investigation")
            }
            Overall::Slow => ("minor", "Partially Degraded Service"),
            Overall::Partly => ("major", "Partial System Outage"),
            Overall::SomeOut => ("major", "Partial System Outage"),
            Overall::AllOut => ("critical", "Major System Outage"),
        };
        json!({ "indicator": indicator, "description": description })
    }

    /// Groups come as components of their own, as there.
    fn components(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for group in &self.snapshot.groups {
            let place = all.len() + 1;
            let id = (!group.name.is_empty()).then(|| format!("group-{place}"));
            if let Some(id) = &id {
                let states = group.components.iter().map(|c| self.snapshot.state_of(c, self.now));
                let worst = states.max().unwrap_or(State::Operational);
                let members: Vec<String> = group.components.iter().map(|c| c.id.to_string()).collect();
                let changed = group.components.iter().map(|c| c.changed_at).max().unwrap_or(At(0));
                all.push(json!({
                    "id": id, "name": group.name, "status": status_of(worst),
                    "created_at": time(changed), "updated_at": time(changed), "position": place,
                    "description": null, "showcase": false, "start_date": null, "group_id": null,
                    "page_id": PAGE_ID, "group": true, "only_show_if_degraded": false, "components": members,
                }));
            }
            for component in &group.components {
                let place = all.len() + 1;
                all.push(self.component(component, place, id.as_deref()));
            }
        }
        all
    }

    fn component(&self, component: &Component, place: usize, group: Option<&str>) -> Value {
        let state = self.snapshot.state_of(component, self.now);
        let edges = component.spells.iter().flat_map(|s| [Some(s.from), s.until]).flatten();
        let changed = edges.filter(|at| *at <= self.now).chain([component.changed_at]).max();
        let since = component.since.map(|at| at.timestamp().strftime("%Y-%m-%d").to_string());
        json!({
            "id": component.id.to_string(),
            "name": component.name,
            "status": status_of(state),
            "created_at": time(component.since.unwrap_or(component.changed_at)),
            "updated_at": time(changed.unwrap_or(component.changed_at)),
            "position": place,
            "description": (!component.description.is_empty()).then_some(&component.description),
            "showcase": true,
            "start_date": since,
            "group_id": group,
            "page_id": PAGE_ID,
            "group": false,
            "only_show_if_degraded": false,
        })
    }

    fn touched(&self, ids: impl Iterator<Item = ServiceId>) -> Vec<Value> {
        let found = ids.filter_map(|id| self.snapshot.component(id));
        found.enumerate().map(|(at, component)| self.component(component, at + 1, None)).collect()
    }

    fn incident(&self, incident: &Incident) -> Value {
        let touched = || incident.services.iter().map(|(id, _)| *id);
        let affected: Vec<Value> = incident
            .services
            .iter()
            .filter_map(|(id, state)| {
                let status = status_of(*state);
                let name = &self.snapshot.component(*id)?.name;
                Some(json!({ "code": id.to_string(), "name": name, "old_status": status, "new_status": status }))
            })
            .collect();
        let updates: Vec<Value> = incident
            .updates
            .iter()
            .enumerate()
            .map(|(at, update)| {
                // How each service was at an earlier update is in the components' history, not here.
                let affected = (at == 0 && !affected.is_empty()).then_some(&affected);
                json!({
                    "id": update.id.to_string(), "status": update.phase.as_str(), "body": update.body,
                    "incident_id": incident.public_id, "created_at": time(update.at),
                    "updated_at": time(update.at), "display_at": time(update.at),
                    "affected_components": affected, "deliver_notifications": true,
                    "custom_tweet": null, "tweet_id": null,
                })
            })
            .collect();
        let monitored = incident.updates.iter().filter(|u| u.phase == Phase::Monitoring).map(|u| u.at).min();
        json!({
            "id": incident.public_id,
            "name": incident.title,
            "status": incident.phase.as_str(),
            "created_at": time(incident.declared_at),
            "updated_at": time(incident.changed_at()),
            "monitoring_at": monitored.map(time),
            "resolved_at": incident.resolved_at.map(time),
            "impact": incident.impact.as_str(),
            "shortlink": format!("{}/incidents/{}", self.url, incident.public_id),
            "started_at": time(incident.began_at),
            "page_id": PAGE_ID,
            "incident_updates": updates,
            "components": self.touched(touched()),
            "reminder_intervals": null,
        })
    }

    fn maintenance(&self, planned: &Planned) -> Value {
        let status = match planned.progress {
            Progress::Approved => "scheduled",
            Progress::Running => "in_progress",
            Progress::Done | Progress::Failed | Progress::Undone | Progress::Cancelled => "completed",
        };
        let body = [planned.what.as_str(), planned.notice.as_str()].join("\n\n").trim().to_owned();
        let over = planned.ended_at.filter(|_| status == "completed");
        let update = json!({
            "id": format!("{}-{}", planned.public_id, planned.sequence), "status": status, "body": body,
            "incident_id": planned.public_id, "created_at": time(planned.created_at),
            "updated_at": time(planned.changed_at()), "display_at": time(planned.changed_at()),
            "affected_components": null, "deliver_notifications": true, "custom_tweet": null, "tweet_id": null,
        });
        json!({
            "id": planned.public_id,
            "name": planned.title,
            "status": status,
            "created_at": time(planned.created_at),
            "updated_at": time(planned.changed_at()),
            "monitoring_at": null,
            "resolved_at": over.map(time),
            "impact": "maintenance",
            "shortlink": self.url,
            "started_at": time(planned.began_at.unwrap_or(planned.starts_at)),
            "page_id": PAGE_ID,
            "incident_updates": [update],
            "components": self.touched(planned.services.iter().copied()),
            "scheduled_for": time(planned.starts_at),
            "scheduled_until": time(planned.ends_at),
        })
    }
}
