//! The language of contracts.

mod archaic;
mod duty;
mod terms;

use super::Rule;

pub const RULES: &[Rule] = &[archaic::RULE, duty::RULE, terms::RULE];
