//! Waves the trouble away without help.

mod nicht_unser;

use crate::rules::Rule;

pub const RULES: &[Rule] = &[nicht_unser::RULE];
