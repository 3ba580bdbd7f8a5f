//! Talks down.

mod offensichtlich;
mod schulstunde;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[offensichtlich::RULE, schulstunde::RULE];
