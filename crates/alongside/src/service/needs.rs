//! What a service needs to run, and so what stops with it. The graph is small (at most a few hundred services) and kept
//! in memory between changes; every walk remembers where it has been, so that even a circle would end.

use super::{Error, Refused, ServiceId, store};
use crate::clock::At;
use ::store::{Conn, Error as Fault, Tx};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// Services that one service needs itself; more would not be a help to anybody.
pub const NEEDS_MAX: usize = 50;

/// Who needs whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    needs: BTreeMap<ServiceId, BTreeSet<ServiceId>>,
    needed_by: BTreeMap<ServiceId, BTreeSet<ServiceId>>,
}

impl Graph {
    /// From pairs: the first needs the second. A service that needs itself is passed over.
    pub fn new(edges: impl IntoIterator<Item = (ServiceId, ServiceId)>) -> Graph {
        let mut graph = Graph::default();
        for (service, need) in edges.into_iter().filter(|(a, b)| a != b) {
            graph.needs.entry(service).or_default().insert(need);
            graph.needed_by.entry(need).or_default().insert(service);
        }
        graph
    }

    /// What `service` needs itself, by id.
    pub fn needs(&self, service: ServiceId) -> impl Iterator<Item = ServiceId> + '_ {
        self.needs.get(&service).into_iter().flatten().copied()
    }

    /// What needs `service` itself, by id.
    pub fn needed_by(&self, service: ServiceId) -> impl Iterator<Item = ServiceId> + '_ {
        self.needed_by.get(&service).into_iter().flatten().copied()
    }

    /// These and everything that stops with them.
    pub fn dependents(&self, of: &[ServiceId]) -> BTreeSet<ServiceId> {
        Graph::walk(of, |id| self.needed_by.get(&id))
    }

    /// These and everything that must run for them.
    pub fn requirements(&self, of: &[ServiceId]) -> BTreeSet<ServiceId> {
        Graph::walk(of, |id| self.needs.get(&id))
    }

    fn walk<'a>(
        from: &[ServiceId],
        next: impl Fn(ServiceId) -> Option<&'a BTreeSet<ServiceId>>,
    ) -> BTreeSet<ServiceId> {
        let mut seen: BTreeSet<ServiceId> = from.iter().copied().collect();
        let mut waiting: VecDeque<ServiceId> = seen.iter().copied().collect();
        while let Some(id) = waiting.pop_front() {
            for other in next(id).into_iter().flatten() {
                if seen.insert(*other) {
                    waiting.push_back(*other);
                }
            }
        }
        seen
    }

    /// The shortest way along needs from one service to another, both included.
    pub fn way(&self, from: ServiceId, to: ServiceId) -> Option<Vec<ServiceId>> {
        let mut came_from = BTreeMap::from([(from, from)]);
        let mut waiting = VecDeque::from([from]);
        while let Some(id) = waiting.pop_front() {
            if id == to {
                let mut way = vec![to];
                let mut at = to;
                while at != from {
                    at = came_from.get(&at).copied().unwrap_or(from);
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            for next in self.needs(id) {
                if let std::collections::btree_map::Entry::Vacant(new) = came_from.entry(next) {
                    new.insert(id);
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    /// The circle that `service` needing `need` would close: from `service` through `need` back to it.
    pub fn circle(&self, service: ServiceId, need: ServiceId) -> Option<Vec<ServiceId>> {
        let way = self.way(need, service)?;
        Some(std::iter::once(service).chain(way).collect())
    }
}

/// The whole graph, read again only when anything has changed.
pub fn graph(conn: &mut Conn) -> Result<Arc<Graph>, Fault> {
    conn.kept("service.graph", 0, |conn| Ok(Graph::new(store::need::all(conn)?)))
}

/// These services and everything that stops with them, by id.
pub fn dependents(conn: &mut Conn, services: &[ServiceId]) -> Result<Vec<ServiceId>, Fault> {
    Ok(graph(conn)?.dependents(services).into_iter().collect())
}

/// Says anew what a service needs. Refused, with the circle by name, when something needed would need it in turn.
pub fn set_needs(tx: &mut Tx, service: ServiceId, needs: &[ServiceId], now: At) -> Result<(), Error> {
    let wanted: BTreeSet<ServiceId> = needs.iter().copied().collect();
    if wanted.len() > NEEDS_MAX {
        return Err(Refused::TooManyNeeds.into());
    }
    let services = super::known(tx)?;
    let known: BTreeSet<ServiceId> = services.iter().map(|s| s.id).collect();
    if !known.contains(&service) || wanted.iter().any(|id| !known.contains(id)) {
        return Err(Refused::NoService.into());
    }
    // Without what it needed so far: that may be what is being put right.
    let others = store::need::all(tx)?.into_iter().filter(|(from, _)| *from != service);
    let graph = Graph::new(others);
    for need in &wanted {
        if let Some(circle) = graph.circle(service, *need) {
            let named = |id: &ServiceId| services.iter().find(|s| s.id == *id).map(|s| s.name.clone());
            return Err(Refused::Circle(circle.iter().filter_map(named).collect()).into());
        }
    }
    store::need::replace(tx, service, &wanted)?;
    store::touch(tx, service, now)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: i64) -> ServiceId {
        ServiceId(n)
    }

    #[test]
    fn what_stops_with_a_service_is_whatever_needs_it_however_far_off() {
        // Mail needs sign-on and storage, sign-on needs the network; payroll needs sign-on.
        let graph = Graph::new([(id(1), id(2)), (id(1), id(3)), (id(2), id(4)), (id(5), id(2))]);
        let of = |n| graph.dependents(&[id(n)]).into_iter().map(|s| s.0).collect::<Vec<_>>();
        assert_eq!(of(4), [1, 2, 4, 5]);
        assert_eq!(of(3), [1, 3]);
        assert_eq!(of(1), [1]);
        let needs = graph.requirements(&[id(1)]).into_iter().map(|s| s.0).collect::<Vec<_>>();
        assert_eq!(needs, [1, 2, 3, 4]);
    }

    #[test]
    fn a_circle_is_named_from_where_it_would_be_closed() {
        let graph = Graph::new([(id(1), id(2)), (id(2), id(3))]);
        assert_eq!(graph.circle(id(3), id(1)), Some(vec![id(3), id(1), id(2), id(3)]));
        assert_eq!(graph.circle(id(1), id(1)), Some(vec![id(1), id(1)]));
        assert_eq!(graph.circle(id(1), id(3)), None);
    }

    proptest! {
        /// However needs are added, as long as each circle is refused nothing needs itself in the end, and walking up
        /// and down agree.
        #[test]
        fn refusing_circles_keeps_the_graph_free_of_them(tried in prop::collection::vec((0_i64..9, 0_i64..9), 0..40)) {
            let mut edges: Vec<(ServiceId, ServiceId)> = Vec::new();
            for (a, b) in tried {
                if Graph::new(edges.iter().copied()).circle(id(a), id(b)).is_none() {
                    edges.push((id(a), id(b)));
                }
            }
            let graph = Graph::new(edges.iter().copied());
            for n in 0..9 {
                for need in graph.needs(id(n)) {
                    prop_assert!(!graph.requirements(&[need]).contains(&id(n)));
                }
                for other in graph.dependents(&[id(n)]) {
                    prop_assert!(graph.requirements(&[other]).contains(&id(n)));
                }
            }
        }
    }
}
