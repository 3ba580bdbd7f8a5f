//! Long expressions and the short ones that can stand in their place.

const SHIPPED: &str = include_str!("../data/swaps.tsv");

/// `(long, short)`; an empty short one means: leave it out.
pub fn shipped() -> Vec<(&'static str, &'static str)> {
    SHIPPED.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}
