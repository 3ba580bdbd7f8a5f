//! Puts the fault on a person or a team.

mod sie_haetten;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[sie_haetten::RULE];
