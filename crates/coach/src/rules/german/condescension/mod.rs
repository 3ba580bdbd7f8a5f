//! Talks down.

mod offensichtlich;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[offensichtlich::RULE];
