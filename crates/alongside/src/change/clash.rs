//! Two changes that get in each other's way: at the same time on the same service, on services of which one needs the
//! other, or with the same hands.

use super::{Change, ChangeId, FreezeWindowId, State, store};
use crate::clock::At;
use crate::ids::{PersonId, ServiceId};
use crate::service::{self, Graph};
use ::store::{Conn, Error as Fault};
use std::collections::{BTreeSet, HashMap};

/// What of a change its neighbours must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub change: ChangeId,
    pub from: At,
    pub until: At,
    pub services: Vec<ServiceId>,
    /// Its hands; its owner where none are named.
    pub people: Vec<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    SameService(ServiceId),
    /// The first service needs the second one, perhaps by way of others.
    Needs(ServiceId, ServiceId),
    Person(PersonId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The one that begins first.
    pub a: ChangeId,
    pub b: ChangeId,
    pub why: Why,
}

/// A time without changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    pub id: FreezeWindowId,
    pub name: String,
    pub reason: String,
    pub from: At,
    pub until: At,
    /// None: of everything.
    pub service: Option<ServiceId>,
}

/// Windows that only touch do not overlap.
fn overlap(a: (At, At), b: (At, At)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// All pairs that clash, by the start of the earlier one; `graph` says which service needs which.
pub fn clashes(booked: &[Booked], graph: &Graph) -> Vec<Clash> {
    let named: BTreeSet<ServiceId> = booked.iter().flat_map(|b| b.services.iter().copied()).collect();
    let all: HashMap<ServiceId, BTreeSet<ServiceId>> =
        named.into_iter().map(|service| (service, graph.requirements(&[service]))).collect();
    let needs = |a: &ServiceId, b: &ServiceId| all.get(a).is_some_and(|all| all.contains(b));
    let mut sorted: Vec<&Booked> = booked.iter().collect();
    sorted.sort_by_key(|b| (b.from, b.change));
    let mut found = Vec::new();
    for (index, a) in sorted.iter().enumerate() {
        // By start: after the first that begins when this one is over, none overlaps.
        for b in sorted[index + 1..].iter().take_while(|b| b.from < a.until) {
            if !overlap((a.from, a.until), (b.from, b.until)) {
                continue;
            }
            let mut whys = Vec::new();
            for x in &a.services {
                for y in &b.services {
                    if x == y {
                        whys.push(Why::SameService(*x));
                    } else if needs(x, y) {
                        whys.push(Why::Needs(*x, *y));
                    } else if needs(y, x) {
                        whys.push(Why::Needs(*y, *x));
                    }
                }
            }
            whys.extend(a.people.iter().filter(|p| b.people.contains(p)).map(|p| Why::Person(*p)));
            whys.sort();
            whys.dedup();
            found.extend(whys.into_iter().map(|why| Clash { a: a.change, b: b.change, why }));
        }
    }
    found
}

/// The clashes among these changes, those that are called off or undone left out.
pub fn among(conn: &mut Conn, changes: &[Change]) -> Result<Vec<Clash>, Fault> {
    let counted: Vec<&Change> =
        changes.iter().filter(|c| !matches!(c.state, State::Cancelled | State::Undone)).collect();
    let ids: Vec<ChangeId> = counted.iter().map(|c| c.id).collect();
    let mut services = store::services_of(conn, &ids)?;
    let mut hands = store::hands_of(conn, &ids)?;
    let booked: Vec<Booked> = counted
        .iter()
        .filter_map(|c| {
            let (from, until) = c.window()?;
            let mut people = hands.remove(&c.id).unwrap_or_default();
            if people.is_empty() {
                // Nobody else is named: its owner does it.
                people.push(c.owner);
            }
            Some(Booked {
                change: c.id,
                from,
                until,
                services: services.remove(&c.id).unwrap_or_default(),
                people,
            })
        })
        .collect();
    let graph = service::graph(conn)?;
    Ok(clashes(&booked, &graph))
}

/// The freezes that a window on these services falls into.
pub fn frozen<'a>(freezes: &'a [Freeze], window: (At, At), services: &[ServiceId]) -> Vec<&'a Freeze> {
    freezes
        .iter()
        .filter(|f| overlap((f.from, f.until), window))
        .filter(|f| f.service.is_none_or(|service| services.contains(&service)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn booked(change: i64, from: i64, until: i64, services: &[i64], people: &[i64]) -> Booked {
        Booked {
            change: ChangeId(change),
            from: At(from),
            until: At(until),
            services: services.iter().copied().map(ServiceId).collect(),
            people: people.iter().copied().map(PersonId).collect(),
        }
    }

    #[test]
    fn changes_clash_on_a_service_on_one_that_it_needs_and_on_a_person() {
        let all = [
            booked(1, 0, 10, &[1], &[7]),
            booked(2, 5, 15, &[1], &[8]),
            booked(3, 9, 20, &[3], &[9]),
            booked(4, 10, 12, &[5], &[7, 8]),
        ];
        // Mail (1) needs the network (2), that needs the power (3).
        let needs = Graph::new([(ServiceId(1), ServiceId(2)), (ServiceId(2), ServiceId(3))]);
        let found: Vec<(i64, i64, Why)> =
            clashes(&all, &needs).into_iter().map(|c| (c.a.0, c.b.0, c.why)).collect();
        assert_eq!(
            found,
            [
                (1, 2, Why::SameService(ServiceId(1))),
                (1, 3, Why::Needs(ServiceId(1), ServiceId(3))),
                (2, 3, Why::Needs(ServiceId(1), ServiceId(3))),
                (2, 4, Why::Person(PersonId(8))),
            ]
        );
    }

    #[test]
    fn services_that_need_each_other_in_a_circle_do_not_hang_it() {
        let needs = Graph::new([(ServiceId(1), ServiceId(2)), (ServiceId(2), ServiceId(1))]);
        let all = [booked(1, 0, 10, &[1], &[]), booked(2, 0, 10, &[2], &[])];
        assert_eq!(clashes(&all, &needs).len(), 1);
    }

    #[test]
    fn a_freeze_holds_for_its_service_or_for_all() {
        let freeze = |id, service: Option<i64>| Freeze {
            id: FreezeWindowId(id),
            name: String::new(),
            reason: String::new(),
            from: At(10),
            until: At(20),
            service: service.map(ServiceId),
        };
        let all = [freeze(1, None), freeze(2, Some(7))];
        let ids = |window, services: &[i64]| -> Vec<i64> {
            let services: Vec<ServiceId> = services.iter().copied().map(ServiceId).collect();
            frozen(&all, window, &services).iter().map(|f| f.id.0).collect()
        };
        assert_eq!(ids((At(5), At(11)), &[7]), [1, 2]);
        assert_eq!(ids((At(5), At(11)), &[8]), [1]);
        assert_eq!(ids((At(5), At(10)), &[7]), [] as [i64; 0]);
    }

    proptest! {
        #[test]
        fn the_order_in_which_changes_come_says_nothing(
            windows in proptest::collection::vec((0_i64..50, 1_i64..20, 1_i64..4, 1_i64..4), 0..8),
        ) {
            let all: Vec<Booked> = windows
                .iter()
                .enumerate()
                .map(|(i, (from, length, service, person))| {
                    booked(i64::try_from(i).unwrap(), *from, from + length, &[*service], &[*person])
                })
                .collect();
            let mut turned = all.clone();
            turned.reverse();
            let needs = Graph::new([(ServiceId(1), ServiceId(2))]);
            prop_assert_eq!(clashes(&all, &needs), clashes(&turned, &needs));
            for clash in clashes(&all, &needs) {
                let of = |id| all.iter().find(|b| b.change == id).unwrap();
                let (a, b) = (of(clash.a), of(clash.b));
                prop_assert!(a.from < b.until && b.from < a.until);
            }
        }
    }
}
