//! What the status page knows at one moment, as plain data: everything that it says in pages, feeds and JSON is made of
//! this. Knows no table and no language.

use super::uptime::{Spell, State};
use crate::clock::At;
use crate::ids::{IncidentId, IncidentUpdateId, ServiceId};

::store::text_enum! {
    /// How bad an incident is, as it was declared.
    pub enum Impact { Minor = "minor", Major = "major", Critical = "critical" }
}

::store::text_enum! {
    /// How far an incident is.
    pub enum Phase {
        Investigating = "investigating",
        Identified = "identified",
        Monitoring = "monitoring",
        Resolved = "resolved",
    }
}

::store::text_enum! {
    /// How far planned work is.
    pub enum Progress {
        Approved = "approved",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Undone = "undone",
        Cancelled = "cancelled",
    }
}

::store::text_enum! {
    /// Who may see the status page.
    pub enum Audience {
        Everybody = "everybody",
        SignedIn = "signed_in",
        Nobody = "nobody",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub organisation: String,
    /// IANA name of the house's zone: its days are the days of the history.
    pub time_zone: String,
    /// Tag of the house's language.
    pub language: String,
    pub audience: Audience,
    /// In their order.
    pub groups: Vec<Group>,
    /// Open ones and the latest others, newest first.
    pub incidents: Vec<Incident>,
    /// What was announced and what is being done, by its beginning.
    pub planned: Vec<Planned>,
}

/// Components under one heading; the heading may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub components: Vec<Component>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    pub id: ServiceId,
    pub name: String,
    pub description: String,
    /// Since when there are records.
    pub since: Option<At>,
    pub changed_at: At,
    pub spells: Vec<Spell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub id: IncidentId,
    pub public_id: String,
    pub title: String,
    pub impact: Impact,
    pub phase: Phase,
    pub began_at: At,
    pub declared_at: At,
    pub resolved_at: Option<At>,
    pub next_update_by: Option<At>,
    /// Services of the status page that it touches, as they are now.
    pub services: Vec<(ServiceId, State)>,
    /// Newest first.
    pub updates: Vec<Update>,
    /// Markdown: what was learned, in plain words; empty while nothing is published.
    pub review: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    pub id: IncidentUpdateId,
    pub at: At,
    pub phase: Phase,
    /// Markdown.
    pub body: String,
    /// The time promised for it, where it came after that.
    pub late_for: Option<At>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub public_id: String,
    pub title: String,
    pub progress: Progress,
    pub starts_at: At,
    pub ends_at: At,
    pub began_at: Option<At>,
    pub ended_at: Option<At>,
    pub created_at: At,
    /// One more at each change of its time (RFC 5546).
    pub sequence: i64,
    /// Markdown: what changes, and what people will notice.
    pub what: String,
    pub notice: String,
    pub services: Vec<ServiceId>,
}

impl Incident {
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }

    /// The promised time of the next word has passed and nothing was said.
    pub fn is_late(&self, now: At) -> bool {
        self.is_open() && self.next_update_by.is_some_and(|by| by < now)
    }

    pub fn changed_at(&self) -> At {
        let said = self.updates.iter().map(|update| update.at).max();
        [Some(self.declared_at), self.resolved_at, said]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(self.declared_at)
    }
}

impl Planned {
    pub fn is_active(&self) -> bool {
        self.progress == Progress::Running
    }

    /// Still to come, or should be under way.
    pub fn is_upcoming(&self, now: At) -> bool {
        self.progress == Progress::Approved && self.ends_at > now
    }

    pub fn changed_at(&self) -> At {
        [Some(self.created_at), self.began_at, self.ended_at]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(self.created_at)
    }
}

impl Snapshot {
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.groups.iter().flat_map(|group| &group.components)
    }

    pub fn component(&self, id: ServiceId) -> Option<&Component> {
        self.components().find(|component| component.id == id)
    }

    pub fn open(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(|incident| incident.is_open())
    }

    pub fn incident(&self, public_id: &str) -> Option<&Incident> {
        self.incidents.iter().find(|incident| incident.public_id == public_id)
    }

    /// How a component is: the worst of what its records, its open incidents and the work on it say.
    pub fn state_of(&self, component: &Component, at: At) -> State {
        let spells =
            component.spells.iter().filter(|s| s.from <= at && s.until.is_none_or(|until| until > at));
        let said = self
            .open()
            .flat_map(|i| &i.services)
            .filter(|(id, _)| *id == component.id)
            .map(|(_, state)| *state);
        let work = self.planned.iter().filter(|p| p.is_active() && p.services.contains(&component.id));
        let worst = spells.map(|s| s.state).chain(said).chain(work.map(|_| State::Maintenance)).max();
        worst.unwrap_or(State::Operational)
    }

    /// When something last changed that anybody reads here.
    pub fn changed_at(&self, now: At) -> At {
        let incidents = self.incidents.iter().map(Incident::changed_at);
        let planned = self.planned.iter().map(Planned::changed_at);
        let components = self.components().map(|c| c.changed_at);
        let spells = self
            .components()
            .flat_map(|c| &c.spells)
            .map(|s| s.until.unwrap_or(s.from))
            .filter(|at| *at <= now);
        incidents.chain(planned).chain(components).chain(spells).max().unwrap_or(At(0))
    }

    /// The next time after `now` at which something reads differently though nothing happened: a promise runs out, work
    /// should begin or end.
    pub fn turns_at(&self, now: At) -> Option<At> {
        let promises = self.open().filter_map(|i| i.next_update_by);
        let windows = self.planned.iter().flat_map(|p| [p.starts_at, p.ends_at]);
        let spells =
            self.components().flat_map(|c| &c.spells).flat_map(|s| [Some(s.from), s.until]).flatten();
        // A promise is late once its time has passed.
        promises.chain(windows).chain(spells).filter(|at| *at >= now).min().map(|at| at.plus(1))
    }
}

/// The whole in one word, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overall {
    /// Nothing is shown, so nothing can be said.
    Nothing,
    Well,
    /// Planned work is going on and nothing else.
    Work,
    /// Somebody looks into something that stops nobody.
    Looking,
    Slow,
    Partly,
    SomeOut,
    AllOut,
}

impl Snapshot {
    pub fn overall(&self, now: At) -> Overall {
        let states: Vec<State> = self.components().map(|c| self.state_of(c, now)).collect();
        let open = self.open().next().is_some();
        match states.iter().max() {
            None if !open => Overall::Nothing,
            None => Overall::Looking,
            Some(State::Outage) if states.iter().all(|s| *s == State::Outage) => Overall::AllOut,
            Some(State::Outage) => Overall::SomeOut,
            Some(State::PartialOutage) => Overall::Partly,
            Some(State::Degraded) => Overall::Slow,
            Some(_) if open => Overall::Looking,
            Some(State::Maintenance) => Overall::Work,
            Some(State::Operational) => Overall::Well,
        }
    }
}
