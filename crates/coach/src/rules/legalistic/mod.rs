//! The language of contracts.

mod archaic;
mod duty;
mod notice;
mod terms;

use super::Rule;

pub const RULES: &[Rule] = &[archaic::RULE, duty::RULE, notice::RULE, terms::RULE];
