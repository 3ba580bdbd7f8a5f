//! The language of contracts.

mod archaic;
mod duty;

use super::Rule;

pub const RULES: &[Rule] = &[archaic::RULE, duty::RULE];
