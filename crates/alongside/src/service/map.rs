//! The picture of what needs what: each service in a layer below everything that needs it, its place within the layer
//! near what it is tied to. Pure geometry; the page turns it into lines.

use super::{Graph, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// Where one service is drawn: layers count from the top, columns from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub service: ServiceId,
    pub layer: usize,
    pub column: usize,
}

/// A part of the graph, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    pub places: Vec<Place>,
    /// The first needs the second, which is drawn lower.
    pub lines: Vec<(ServiceId, ServiceId)>,
    pub layers: usize,
    /// Services in the widest layer.
    pub columns: usize,
}

/// Rounds of moving services towards what they are tied to.
const ROUNDS: usize = 4;

/// Lays out these services: whatever needs another stands higher than it.
pub fn drawn(graph: &Graph, services: &BTreeSet<ServiceId>) -> Map {
    let needs = |id: ServiceId| graph.needs(id).filter(|other| services.contains(other));
    // How long the longest way up is; a circle, which nobody can enter, would stop growing after as many rounds.
    let mut layer: BTreeMap<ServiceId, usize> = services.iter().map(|id| (*id, 0)).collect();
    for _ in 0..services.len() {
        let mut moved = false;
        for id in services {
            let own = layer.get(id).copied().unwrap_or(0);
            for need in needs(*id) {
                let lower = layer.entry(need).or_insert(0);
                if *lower <= own && own + 1 < services.len() {
                    *lower = own + 1;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    let layers = layer.values().max().map_or(0, |deepest| deepest + 1);
    let mut rows: Vec<Vec<ServiceId>> = vec![Vec::new(); layers];
    for (id, at) in &layer {
        if let Some(row) = rows.get_mut(*at) {
            row.push(*id);
        }
    }
    for _ in 0..ROUNDS {
        arrange(graph, &mut rows);
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let places = rows.iter().enumerate().flat_map(|(layer, row)| {
        row.iter().enumerate().map(move |(column, service)| Place { service: *service, layer, column })
    });
    let lines = services.iter().flat_map(|id| needs(*id).map(|need| (*id, need))).collect();
    Map { places: places.collect(), lines, layers, columns }
}

/// Orders each layer by the middle of what its services are tied to, so that fewer lines cross.
fn arrange(graph: &Graph, rows: &mut [Vec<ServiceId>]) {
    for at in 0..rows.len() {
        let mut place: BTreeMap<ServiceId, usize> = BTreeMap::new();
        for row in rows.iter() {
            // In thousandths of the row, so that rows of different lengths compare.
            let length = row.len().max(1);
            place.extend(row.iter().enumerate().map(|(column, id)| (*id, (2 * column + 1) * 500 / length)));
        }
        let Some(row) = rows.get_mut(at) else { continue };
        row.sort_by_cached_key(|id| {
            let tied: Vec<usize> = graph
                .needs(*id)
                .chain(graph.needed_by(*id))
                .filter_map(|other| place.get(&other).copied())
                .collect();
            let own = place.get(id).copied().unwrap_or(0);
            let middle = if tied.is_empty() { own } else { tied.iter().sum::<usize>() / tied.len() };
            (middle, own, *id)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: i64) -> ServiceId {
        ServiceId(n)
    }

    #[test]
    fn what_is_needed_stands_below_everything_that_needs_it() {
        let graph = Graph::new([(id(1), id(2)), (id(2), id(3)), (id(1), id(3))]);
        let map = drawn(&graph, &BTreeSet::from([id(1), id(2), id(3)]));
        let layer = |n| map.places.iter().find(|p| p.service == id(n)).map(|p| p.layer);
        assert_eq!((layer(1), layer(2), layer(3)), (Some(0), Some(1), Some(2)));
        assert_eq!((map.layers, map.columns, map.lines.len()), (3, 1, 3));
    }

    proptest! {
        #[test]
        fn every_line_goes_down_and_no_two_services_share_a_place(pairs in prop::collection::vec((0_i64..12, 0_i64..12), 0..30)) {
            // Needs go from lower to higher numbers: free of circles.
            let graph = Graph::new(pairs.iter().map(|(a, b)| (id(*a.min(b)), id(*a.max(b)))));
            let all: BTreeSet<ServiceId> = (0..12).map(id).collect();
            let map = drawn(&graph, &all);
            let place = |s: ServiceId| map.places.iter().find(|p| p.service == s).copied().unwrap();
            prop_assert_eq!(map.places.len(), all.len());
            for (from, to) in &map.lines {
                prop_assert!(place(*from).layer < place(*to).layer);
            }
            let taken: BTreeSet<(usize, usize)> = map.places.iter().map(|p| (p.layer, p.column)).collect();
            prop_assert_eq!(taken.len(), all.len());
        }

        /// Nobody can enter a circle, but a picture must come to an end all the same.
        #[test]
        fn a_picture_comes_to_an_end_whatever_the_graph(pairs in prop::collection::vec((0_i64..8, 0_i64..8), 0..30)) {
            let graph = Graph::new(pairs.iter().map(|(a, b)| (id(*a), id(*b))));
            let all: BTreeSet<ServiceId> = (0..8).map(id).collect();
            let map = drawn(&graph, &all);
            prop_assert_eq!(map.places.len(), 8);
            prop_assert!(map.layers <= 8);
        }
    }
}
