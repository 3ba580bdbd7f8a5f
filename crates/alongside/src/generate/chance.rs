//! Chance that is the same every time: a small generator of our own, so that a seed means the same desk on every
//! machine and in every year. Never for secrets.

/// Splitmix64 (Steele, Lea, Flood 2014): good enough for made-up tickets, and a seed of any value will do.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// A chance of its own for each part of the desk, so that one part can change and the others stay.
    pub fn new(seed: u64, part: &str, number: u64) -> Chance {
        let hash = blake3::hash(part.as_bytes());
        let mut head = [0; 8];
        head.copy_from_slice(&hash.as_bytes()[..8]);
        let mut chance = Chance(seed ^ u64::from_le_bytes(head));
        chance.0 = chance.next().wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not with, `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        // The bias of a remainder is far below anything a reader of made-up tickets could see.
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from((high - low).max(0)).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    /// True in `percent` of a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// From 0 up to, not with, 1.
    pub fn fraction(&mut self) -> f64 {
        // 53 bits: what a double holds.
        let bits = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }

    /// One of some words; the empty word among none.
    pub fn word<'a>(&mut self, among: &[&'a str]) -> &'a str {
        self.pick(among).copied().unwrap_or_default()
    }

    /// A place among weights.
    pub fn weighed(&mut self, weights: &[u64]) -> usize {
        let mut left = self.next() % weights.iter().sum::<u64>().max(1);
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        0
    }

    /// A span around `typical`, sometimes much longer, never under a tenth.
    pub fn span(&mut self, typical: i64) -> i64 {
        let u = self.fraction().max(1e-6);
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let drawn = (typical as f64 * -u.ln()) as i64;
        drawn.clamp(typical / 10, typical.saturating_mul(6))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_row_every_time_and_parts_differ() {
        let row = |part| {
            let mut chance = Chance::new(7, part, 3);
            (0..5).map(|_| chance.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(row("people"), row("people"));
        assert_ne!(row("people"), row("tickets"));
    }

    #[test]
    fn what_is_drawn_stays_within_its_bounds() {
        let mut chance = Chance::new(1, "bounds", 0);
        for _ in 0..1_000 {
            assert!(chance.below(7) < 7);
            assert!((-3..=4).contains(&chance.between(-3, 4)));
            assert!((0.0..1.0).contains(&chance.fraction()));
            assert!(chance.weighed(&[0, 5, 1]) > 0);
            assert!((10..=600).contains(&chance.span(100)));
        }
        assert_eq!(chance.word(&[]), "");
    }
}
