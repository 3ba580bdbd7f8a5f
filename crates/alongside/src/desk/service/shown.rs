//! Services in words and lines.

use crate::clock::{DAY, HOUR, MINUTE};
use crate::service::pages::{Branch, Line, Node, Picture, StateWord};
use crate::service::spell::State;
use crate::service::{Graph, Service, ServiceId, UserKind, drawn};
use std::collections::{BTreeSet, HashMap};

/// More boxes than this are no help to the eye; the list stays.
const DRAWN_MAX: usize = 60;
/// Items of the list.
const LISTED_MAX: usize = 400;
const BOX: (usize, usize) = (176, 44);
/// Between boxes: across and down.
const GAP: (usize, usize) = (32, 48);
const MARGIN: usize = 4;
/// Characters that fit into a box.
const NAME_MAX: usize = 21;

pub(super) fn state(state: Option<State>) -> StateWord {
    let (sign, word) = match state {
        None => ("", "Works"),
        Some(s @ (State::Maintenance | State::Degraded)) => ("warn", s.word()),
        Some(s) => ("bad", s.word()),
    };
    StateWord { sign, word }
}

/// "2 organisations, 14 people"
pub(super) fn users(entered: &[(ServiceId, UserKind, i64)], service: ServiceId) -> String {
    let mut parts = Vec::new();
    let mut own: Vec<_> = entered.iter().filter(|(id, _, _)| *id == service).collect();
    own.sort_by_key(|(_, kind, _)| *kind);
    for (_, kind, count) in own {
        let (one, many) = match kind {
            UserKind::Everyone => return "Everybody".to_owned(),
            UserKind::Organisation => ("organisation", "organisations"),
            UserKind::Team => ("team", "teams"),
            UserKind::Person => ("person", "people"),
        };
        parts.push(format!("{count} {}", if *count == 1 { one } else { many }));
    }
    parts.join(", ")
}

/// With thousands set apart: "1,240".
pub(super) fn number(count: i64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn people(count: i64) -> String {
    match count {
        0 => "Nobody".to_owned(),
        1 => "1 person".to_owned(),
        n => format!("{} people", number(n)),
    }
}

/// A span in words: "40 min", "2 h 10 min", "3 d 4 h".
pub(super) fn span(micros: i64) -> String {
    match micros {
        s if s < MINUTE => "under a minute".to_owned(),
        s if s < HOUR => format!("{} min", s / MINUTE),
        s if s < DAY && s % HOUR / MINUTE == 0 => format!("{} h", s / HOUR),
        s if s < DAY => format!("{} h {} min", s / HOUR, s % HOUR / MINUTE),
        s => format!("{} d {} h", s / DAY, s % DAY / HOUR),
    }
}

/// Draws parts of the map.
pub(super) struct Drawer<'a> {
    pub services: &'a [Service],
    pub worst: &'a HashMap<ServiceId, State>,
    pub graph: &'a Graph,
    /// What the page is about.
    pub here: Option<ServiceId>,
}

impl Drawer<'_> {
    fn name(&self, id: ServiceId) -> String {
        self.services.iter().find(|s| s.id == id).map(|s| s.name.clone()).unwrap_or_default()
    }

    /// The picture of these services; none when there is nothing or too much to draw.
    pub fn picture(&self, services: &BTreeSet<ServiceId>) -> Option<Picture> {
        if services.len() < 2 || services.len() > DRAWN_MAX {
            return None;
        }
        let map = drawn(self.graph, services);
        let width = map.columns * (BOX.0 + GAP.0) - GAP.0;
        let in_layer = |layer| map.places.iter().filter(|p| p.layer == layer).count();
        let places: HashMap<ServiceId, (usize, usize)> = map
            .places
            .iter()
            .map(|p| {
                let own = in_layer(p.layer) * (BOX.0 + GAP.0) - GAP.0;
                let x = MARGIN + (width - own) / 2 + p.column * (BOX.0 + GAP.0);
                (p.service, (x, MARGIN + p.layer * (BOX.1 + GAP.1)))
            })
            .collect();
        let place = |id| places.get(&id).copied().unwrap_or_default();
        let lines = map.lines.iter().map(|(from, to)| {
            let ((x1, y1), (x2, y2)) = (place(*from), place(*to));
            let (head, foot) = (y1 + BOX.1, y2);
            Line {
                x1: x1 + BOX.0 / 2,
                y1: head,
                middle: usize::midpoint(head, foot),
                x2: x2 + BOX.0 / 2,
                y2: foot,
            }
        });
        let nodes = map.places.iter().map(|p| {
            let (x, y) = place(p.service);
            let title = self.name(p.service);
            let state = self.worst.get(&p.service).copied();
            let name = match title.chars().count() > NAME_MAX {
                true => format!("{}…", title.chars().take(NAME_MAX - 1).collect::<String>().trim_end()),
                false => title.clone(),
            };
            Node {
                x,
                y,
                href: format!("/desk/services/{}", p.service),
                name,
                title,
                state: state.map_or("works", State::as_str),
                word: state.map_or("", State::word),
                here: self.here == Some(p.service),
            }
        });
        Some(Picture {
            width: width + 2 * MARGIN,
            height: 2 * MARGIN + map.layers * (BOX.1 + GAP.1) - GAP.1,
            nodes: nodes.collect(),
            lines: lines.collect(),
        })
    }

    /// The same as a list: each of these with what it needs below it. What stood further up is not told again.
    pub fn branches(&self, tops: &[ServiceId]) -> Vec<Branch> {
        let mut told = BTreeSet::new();
        tops.iter().map(|id| self.branch(*id, &mut told)).collect()
    }

    fn branch(&self, id: ServiceId, told: &mut BTreeSet<ServiceId>) -> Branch {
        let needs: Vec<ServiceId> = self.graph.needs(id).collect();
        let is_new = told.insert(id);
        let below = match is_new && told.len() <= LISTED_MAX {
            true => needs.iter().map(|need| self.branch(*need, told)).collect(),
            false => Vec::new(),
        };
        Branch {
            name: self.name(id),
            href: format!("/desk/services/{id}"),
            here: self.here == Some(id),
            word: self.worst.get(&id).map_or("", |s| s.word()),
            again: !is_new && !needs.is_empty(),
            below,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_spans_read_as_people_say_them() {
        assert_eq!([number(7), number(1240), number(1_000_000)], ["7", "1,240", "1,000,000"]);
        assert_eq!(people(1), "1 person");
        let spans = [30, 40 * 60, 3600, 7800, 100_000].map(|s| span(s * 1_000_000));
        assert_eq!(spans, ["under a minute", "40 min", "1 h", "2 h 10 min", "1 d 3 h"]);
    }

    #[test]
    fn what_is_needed_twice_is_told_in_full_once() {
        let graph =
            Graph::new([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)].map(|(a, b)| (ServiceId(a), ServiceId(b))));
        let drawer = Drawer { services: &[], worst: &HashMap::new(), graph: &graph, here: None };
        let top = drawer.branches(&[ServiceId(1)]);
        assert_eq!(top[0].below[0].below[0].below.len(), 1);
        let again = &top[0].below[1].below[0];
        assert!(again.again && again.below.is_empty());
    }
}
