//! The status page as people see it: prepared words and pictures, made of a snapshot for one reader. No JavaScript, no
//! form, nothing of one person: the same bytes go to everybody who reads alike.

use super::samples;
use super::snapshot::{Component, Group, Incident, Overall, Planned, Progress, Snapshot};
use super::uptime::{self, Day, State, Tally};
use super::words::{self, Reader};
use crate::clock::{At, DAY, MINUTE};
use crate::markdown;
use crate::view::{Html, Texts, page};
use askama::Template;
use jiff::civil::Date;

/// Updates of one incident that the first page shows; its own page has all.
const UPDATES_SHOWN: usize = 3;
/// Days with trouble that are listed under one service.
const DAYS_LISTED: usize = 5;
/// Incidents that are over are told of on the first page for so long.
const LATELY: i64 = 7 * DAY;
const LATELY_MAX: usize = 5;

/// Where links of a page lead: to the pages that we serve, or to the files of a copy beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// How far up the page itself is in a copy: empty or `../`; none for pages that we serve.
    copy: Option<&'static str>,
}

impl Links {
    pub fn served() -> Links {
        Links { copy: None }
    }

    pub fn copied(up: &'static str) -> Links {
        Links { copy: Some(up) }
    }

    fn to(&self, name: &str) -> String {
        match self.copy {
            None => format!("/status/{name}"),
            Some(up) => format!("{up}{name}"),
        }
    }

    fn home(&self) -> String {
        match self.copy {
            None => "/status".to_owned(),
            Some(up) => format!("{up}index.html"),
        }
    }

    fn incident(&self, public_id: &str) -> String {
        let ending = if self.copy.is_some() { ".html" } else { "" };
        self.to(&format!("incidents/{public_id}{ending}"))
    }

    fn asset(&self, name: &str) -> String {
        match self.copy {
            None => crate::view::asset(name).to_owned(),
            Some(up) => format!("{up}{name}"),
        }
    }
}

/// What surrounds every page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub t: Texts,
    /// The reader's choice of colours: `auto`, `light`, `dark`.
    pub theme: &'static str,
    pub organisation: String,
    pub links: Links,
    /// The desk's own address, for asking for help; empty: the same host.
    pub desk_url: String,
    /// Says in which zone times are.
    pub zone: String,
    /// When what the page says was so.
    pub as_of: When,
}

impl Frame {
    /// Pages that we serve offer more than files beside a copy can.
    fn is_served(&self) -> bool {
        self.links.copy.is_none()
    }
}

/// A time in the reader's words and for machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    pub iso: String,
    pub text: String,
}

/// `/status`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/status.html")]
pub struct StatusPage {
    pub f: Frame,
    /// `good`, `work`, `slow`, `partial`, `bad`, `none`: how the first sentence looks.
    pub tone: &'static str,
    pub sentence: String,
    pub incidents: Vec<IncidentBlock>,
    pub planned: Vec<PlannedBlock>,
    pub groups: Vec<GroupBlock>,
    pub lately: Vec<Line>,
}

/// `/status/incidents/{public_id}`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/incident.html")]
pub struct IncidentPage {
    pub f: Frame,
    pub incident: IncidentBlock,
    /// What was learned, once it is published.
    pub review: Html,
}

/// `/status/history`
#[derive(Template, Clone, Debug, Default)]
#[template(path = "status/pages/history.html")]
pub struct HistoryPage {
    pub f: Frame,
    pub month: String,
    pub incidents: Vec<Line>,
    /// Addresses of the months before and after; empty where there is none.
    pub before: String,
    pub after: String,
}

page!(StatusPage, IncidentPage, HistoryPage);

/// An incident with what was said of it.
#[derive(Clone, Debug, Default)]
pub struct IncidentBlock {
    pub title: String,
    pub href: String,
    /// `minor`, `major`, `critical`, or `over`.
    pub tone: &'static str,
    pub phase: String,
    pub since: String,
    /// “Mail: slow or limited”.
    pub affects: Vec<(String, String)>,
    /// The promised time of the next word; empty once there is none.
    pub next: String,
    /// That time has passed.
    pub is_late: bool,
    pub updates: Vec<UpdateBlock>,
    /// “All updates (7)”; empty when all are here.
    pub more: String,
}

#[derive(Clone, Debug, Default)]
pub struct UpdateBlock {
    pub when: When,
    pub phase: String,
    pub body: Html,
    /// “Promised for 14:30”; empty when it came in time.
    pub late: String,
}

#[derive(Clone, Debug, Default)]
pub struct PlannedBlock {
    pub title: String,
    pub window: String,
    /// “Going on now”, “Cancelled”; empty while it is to come.
    pub progress: String,
    pub affects: String,
    pub what: Html,
    pub notice: Html,
}

#[derive(Clone, Debug, Default)]
pub struct GroupBlock {
    pub name: String,
    pub components: Vec<ComponentBlock>,
}

/// A service with its last 90 days.
#[derive(Clone, Debug, Default)]
pub struct ComponentBlock {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub state: &'static str,
    pub word: String,
    /// What the picture shows, in words.
    pub label: String,
    /// Lines of the picture: a class and a path each.
    pub bars: Vec<(&'static str, String)>,
    /// “99.98% up”, or that there are no records.
    pub share: String,
    /// Since when there are records, where that is less than the whole picture.
    pub since: String,
    /// Days that were not all well, newest first.
    pub days: Vec<(String, String)>,
    /// There are more than are listed.
    pub more_days: bool,
}

/// One line of a list of incidents.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub href: String,
    pub title: String,
    pub tone: &'static str,
    pub phase: String,
    pub when: When,
    /// “Lasted 2 h 10 min”; empty while it goes on.
    pub lasted: String,
}

/// Makes pages of a snapshot for one reader.
pub struct Maker<'a> {
    pub snapshot: &'a Snapshot,
    pub reader: &'a Reader,
    pub theme: &'static str,
    pub links: Links,
    pub desk_url: &'a str,
    pub now: At,
}

impl Maker<'_> {
    fn say(&self, key: &str) -> String {
        self.reader.language.text(key, &[])
    }

    fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.reader.language.text(key, &[(name, value.into())])
    }

    fn when(&self, at: At) -> When {
        When { iso: words::iso(at), text: self.reader.when(at, self.now) }
    }

    fn frame(&self) -> Frame {
        let there = self.now.timestamp().to_zoned(self.reader.zone.clone());
        let name = self.reader.zone.iana_name().unwrap_or("UTC").replace('_', " ");
        let zone = match there.strftime("%Z").to_string() {
            short if short == name => name,
            short => format!("{name} ({short})"),
        };
        Frame {
            t: Texts(self.reader.language),
            theme: self.theme,
            organisation: self.snapshot.organisation.clone(),
            links: self.links.clone(),
            desk_url: self.desk_url.to_owned(),
            zone: self.with("status-zone", "zone", &zone),
            as_of: self.when(self.now),
        }
    }

    pub fn page(&self) -> StatusPage {
        let overall = self.snapshot.overall(self.now);
        let tone = match overall {
            Overall::Nothing => "none",
            Overall::Well => "good",
            Overall::Work => "work",
            Overall::Looking | Overall::Slow => "slow",
            Overall::Partly => "partial",
            Overall::SomeOut | Overall::AllOut => "bad",
        };
        // The history's days are the house's, so that everybody reads the same figures.
        let zone = jiff::tz::TimeZone::get(&self.snapshot.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let days = uptime::days(&zone, self.now);
        let over = self
            .snapshot
            .incidents
            .iter()
            .filter(|i| i.resolved_at.is_some_and(|at| self.now.since(at) < LATELY));
        let told = |p: &&Planned| {
            p.is_active()
                || p.is_upcoming(self.now)
                || p.progress == Progress::Cancelled && p.starts_at > self.now
        };
        StatusPage {
            f: self.frame(),
            tone,
            sentence: words::overall(self.reader.language, overall),
            incidents: self
                .snapshot
                .open()
                .map(|incident| self.incident_block(incident, UPDATES_SHOWN))
                .collect(),
            planned: self
                .snapshot
                .planned
                .iter()
                .filter(told)
                .take(10)
                .map(|p| self.planned_block(p))
                .collect(),
            groups: self.snapshot.groups.iter().map(|group| self.group_block(group, &days)).collect(),
            lately: over.take(LATELY_MAX).map(|incident| self.line(incident)).collect(),
        }
    }

    pub fn incident_page(&self, incident: &Incident) -> IncidentPage {
        IncidentPage {
            f: self.frame(),
            incident: self.incident_block(incident, usize::MAX),
            review: Html(if incident.review.is_empty() {
                String::new()
            } else {
                markdown::to_html(&incident.review)
            }),
        }
    }

    /// `month` is its first day; `earliest` the first incident of all.
    pub fn history_page(&self, month: Date, incidents: &[Incident], earliest: Option<At>) -> HistoryPage {
        let today = self.now.timestamp().to_zoned(self.reader.zone.clone()).date();
        let first =
            earliest.map(|at| at.timestamp().to_zoned(self.reader.zone.clone()).date().first_of_month());
        let address =
            |date: Date| format!("{}?month={:04}-{:02}", self.links.to("history"), date.year(), date.month());
        let (before, after) = (month.yesterday().ok(), month.last_of_month().tomorrow().ok());
        HistoryPage {
            f: self.frame(),
            month: self.reader.month(month),
            incidents: incidents.iter().map(|incident| self.line(incident)).collect(),
            before: before
                .filter(|date| first.is_some_and(|first| *date >= first))
                .map(address)
                .unwrap_or_default(),
            after: after.filter(|date| *date <= today).map(address).unwrap_or_default(),
        }
    }

    fn incident_block(&self, incident: &Incident, shown: usize) -> IncidentBlock {
        let count = i64::try_from(incident.updates.len()).unwrap_or(i64::MAX);
        let is_late = incident.is_late(self.now);
        let next = incident.next_update_by.filter(|_| incident.is_open()).map(|by| {
            let key = if is_late { "status-next-late" } else { "status-next" };
            self.with(key, "time", &self.reader.when(by, self.now))
        });
        let affected = incident.services.iter().filter_map(|(id, state)| {
            let component = self.snapshot.component(*id)?;
            Some((component.name.clone(), words::state(self.reader.language, *state)))
        });
        IncidentBlock {
            title: incident.title.clone(),
            href: self.links.incident(&incident.public_id),
            tone: if incident.is_open() { incident.impact.as_str() } else { "over" },
            phase: words::phase(self.reader.language, incident.phase),
            since: self.lasted(incident),
            affects: affected.collect(),
            next: next.unwrap_or_default(),
            is_late,
            updates: incident
                .updates
                .iter()
                .take(shown)
                .map(|update| UpdateBlock {
                    when: self.when(update.at),
                    phase: words::phase(self.reader.language, update.phase),
                    body: Html(markdown::to_html(&update.body)),
                    late: update.late_for.map_or(String::new(), |due| {
                        self.with("status-came-late", "time", &self.reader.when(due, update.at))
                    }),
                })
                .collect(),
            more: match incident.updates.len() > shown {
                true => self.reader.language.text("status-all-updates", &[("count", count.into())]),
                false => String::new(),
            },
        }
    }

    /// Since when, or from when to when.
    fn lasted(&self, incident: &Incident) -> String {
        let began = self.reader.when(incident.began_at, self.now);
        match incident.resolved_at {
            None => self.with("status-since", "time", &began),
            Some(over) => self.between(incident.began_at, over),
        }
    }

    fn between(&self, from: At, until: At) -> String {
        let day = |at: At| at.timestamp().to_zoned(self.reader.zone.clone()).date();
        let plain = Reader { names_zone: false, ..self.reader.clone() };
        let start = plain.when(from, self.now);
        // On one day the date stands once.
        let end = if day(from) == day(until) {
            self.reader.when(until, until)
        } else {
            self.reader.when(until, self.now)
        };
        self.reader.language.text("status-window", &[("start", (&start).into()), ("end", (&end).into())])
    }

    fn planned_block(&self, planned: &Planned) -> PlannedBlock {
        let names =
            planned.services.iter().filter_map(|id| self.snapshot.component(*id)).map(|c| c.name.as_str());
        let names: Vec<&str> = names.collect();
        let progress = match planned.progress {
            Progress::Running => self.say("status-work-now"),
            Progress::Cancelled => self.say("status-work-cancelled"),
            _ => String::new(),
        };
        PlannedBlock {
            title: planned.title.clone(),
            window: self.between(planned.starts_at, planned.ends_at),
            progress,
            affects: names.join(", "),
            what: Html(markdown::to_html(&planned.what)),
            notice: Html(markdown::to_html(&planned.notice)),
        }
    }

    fn group_block(&self, group: &Group, days: &[Day]) -> GroupBlock {
        let components = group.components.iter().map(|component| self.component_block(component, days));
        GroupBlock { name: group.name.clone(), components: components.collect() }
    }

    fn component_block(&self, component: &Component, days: &[Day]) -> ComponentBlock {
        let state = self.snapshot.state_of(component, self.now);
        let tallies = uptime::by_day(&component.spells, component.since, days);
        let whole = tallies.iter().copied().fold(Tally::default(), Tally::plus);
        let share = match whole.uptime() {
            Some(share) => self.with("status-uptime", "share", &self.reader.share(share)),
            None => self.say("status-no-records"),
        };
        let first = days.first().map(|day| day.from);
        let since = component.since.filter(|since| first.is_some_and(|first| *since > first));
        let year = self.now.timestamp().to_zoned(self.reader.zone.clone()).year();
        let since = since.map(|at| at.timestamp().to_zoned(self.reader.zone.clone()).date());
        let bad =
            days.iter().zip(&tallies).rev().filter(|(_, tally)| tally.worst() > Some(State::Operational));
        let mut listed: Vec<(String, String)> = bad
            .take(DAYS_LISTED + 1)
            .map(|(day, tally)| (self.reader.date(day.date, year), self.trouble(tally)))
            .collect();
        let more_days = listed.len() > DAYS_LISTED;
        listed.truncate(DAYS_LISTED);
        ComponentBlock {
            id: component.id.0,
            name: component.name.clone(),
            description: component.description.clone(),
            state: state.as_str(),
            word: words::state(self.reader.language, state),
            label: self
                .reader
                .language
                .text("status-picture", &[("name", (&component.name).into()), ("share", (&share).into())]),
            bars: bars(&tallies),
            share,
            since: since.map_or(String::new(), |date| {
                self.with("status-records-since", "date", &self.reader.date(date, year))
            }),
            days: listed,
            more_days,
        }
    }

    /// “34 min does not work, 10 min planned work”; empty for a day that was well.
    fn trouble(&self, tally: &Tally) -> String {
        let states = [State::Outage, State::PartialOutage, State::Degraded, State::Maintenance];
        let said = states.iter().filter(|state| tally.of(**state) > 0).map(|state| {
            let word = words::state(self.reader.language, *state);
            let span = self.reader.span(tally.of(*state));
            self.reader.language.text("status-for", &[("state", (&word).into()), ("span", (&span).into())])
        });
        said.collect::<Vec<_>>().join(" · ")
    }

    fn line(&self, incident: &Incident) -> Line {
        Line {
            href: self.links.incident(&incident.public_id),
            title: incident.title.clone(),
            tone: if incident.is_open() { incident.impact.as_str() } else { "over" },
            phase: words::phase(self.reader.language, incident.phase),
            when: self.when(incident.began_at),
            lasted: incident.resolved_at.map_or(String::new(), |over| {
                self.with("status-lasted", "span", &self.reader.span(over.since(incident.began_at)))
            }),
        }
    }
}

/// The days as strokes of five units each, four of them ink: neighbours that say the same are one line with dashes, so
/// that a quiet quarter costs a few bytes.
fn bars(tallies: &[Tally]) -> Vec<(&'static str, String)> {
    let class = |tally: &Tally| tally.worst().map_or("none", State::as_str);
    let mut bars: Vec<(&'static str, String)> = Vec::new();
    let mut at = 0;
    while let Some(first) = tallies.get(at).map(class) {
        let run = tallies[at..].iter().take_while(|tally| class(tally) == first).count();
        let line = format!("M{} 14H{}", at * 5, (at + run) * 5 - 1);
        match bars.iter_mut().find(|(class, _)| *class == first) {
            Some((_, path)) => path.push_str(&line),
            None => bars.push((first, line)),
        }
        at += run;
    }
    bars
}

impl StatusPage {
    pub fn sample() -> StatusPage {
        samples::with(&samples::snapshot(), samples::NOW, |maker| maker.page())
    }
    pub fn sample_late() -> StatusPage {
        samples::with(&samples::snapshot(), samples::NOW.plus(40 * MINUTE), |maker| maker.page())
    }
    pub fn sample_quiet() -> StatusPage {
        samples::with(&samples::quiet(), samples::NOW, |maker| maker.page())
    }
    pub fn sample_nothing() -> StatusPage {
        let mut nothing = samples::quiet();
        (nothing.groups, nothing.incidents, nothing.planned) = (Vec::new(), Vec::new(), Vec::new());
        samples::with(&nothing, samples::NOW, |maker| maker.page())
    }
}

impl IncidentPage {
    pub fn sample() -> IncidentPage {
        let snapshot = samples::snapshot();
        samples::with(&snapshot, samples::NOW, |maker| maker.incident_page(&snapshot.incidents[0]))
    }
    pub fn sample_over() -> IncidentPage {
        let snapshot = samples::snapshot();
        samples::with(&snapshot, samples::NOW, |maker| maker.incident_page(&snapshot.incidents[1]))
    }
}

impl HistoryPage {
    pub fn sample() -> HistoryPage {
        let snapshot = samples::snapshot();
        let month = jiff::civil::date(2026, 11, 1);
        samples::with(&snapshot, samples::NOW, |maker| {
            maker.history_page(month, &snapshot.incidents, Some(samples::NOW.plus(-100 * DAY)))
        })
    }
}
